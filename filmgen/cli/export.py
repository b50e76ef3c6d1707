"""`filmgen export`: a delivered film as a GIF, as stills, as a contact sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.film_export import Exported


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The OUT folder of an animatic.")],
    gif: Annotated[bool, typer.Option("--gif", help="An animated GIF.")] = False,
    stills: Annotated[
        bool, typer.Option("--stills", help="One clean picture of every panel, at full size.")
    ] = False,
    contact_sheet: Annotated[
        bool, typer.Option("--contact-sheet", help="Every shot at a glance, on pages.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", help="A folder, or the file of one GIF; OUT/exports."),
    ] = None,
    shot: Annotated[
        list[str] | None, typer.Option("--shot", help="Only this one; may be repeated.")
    ] = None,
    scenes: Annotated[
        str, typer.Option("--scenes", "--scene", help="Only these: 3, 2-4 or 1,3-5.")
    ] = "",
    version: Annotated[str, typer.Option("--version", help="Of a version kept in OUT, v001.")] = "",
    width: Annotated[
        int | None, typer.Option(help="Of the GIF in pixels; 480 if not given.")
    ] = None,
    fps: Annotated[str, typer.Option(help="Pictures a second of the GIF.")] = "12",
    per_shot: Annotated[
        int,
        typer.Option(help="So many single pictures of each shot, in GIF and stills."),
    ] = 0,
    jpeg: Annotated[
        int | None, typer.Option(help="Stills as JPEG of this quality, 1 to 100, not PNG.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="The contact sheet as one PDF, not as PNG pages.")
    ] = False,
    columns: Annotated[
        int | None, typer.Option(help="Pictures in a row of the contact sheet.")
    ] = None,
    as_delivered: Annotated[
        bool,
        typer.Option("--as-delivered", help="With the burn-ins and subtitles of the film file."),
    ] = False,
    quiet: options.Quiet = False,
    json_: options.Json = False,
) -> None:
    """Export the film in OUT, whole or in part; nothing is generated again."""
    from filmgen.cli.animatic import parse_scenes
    from filmgen.cli.progress import listening
    from filmgen.timecode import parse_rate
    from pipelines.film_export import export_film
    from pipelines.film_part import Wish

    wish = Wish(
        gif=gif,
        stills=stills,
        contact_sheet=contact_sheet,
        shots=tuple(shot or ()),
        scenes=parse_scenes(scenes),
        width_px=width,
        fps=parse_rate(fps, "--fps"),
        per_shot=per_shot,
        jpeg=jpeg,
        pdf=pdf,
        columns=columns,
        as_delivered=as_delivered,
    )
    with listening(quiet or json_) as progress:
        exports = export_film(out, wish, to=to, version=version, progress=progress)
    if json_:
        typer.echo(_as_json(exports.made, exports.warnings))
        return
    for warning in exports.warnings:
        typer.echo(f"filmgen: {warning}", err=True)
    for made in exports.made if not quiet else ():
        typer.echo(f"{made.path}  {made.told}, {_megabytes(made.bytes)}")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1e3))} kB"


def _as_json(made: tuple[Exported, ...], warnings: tuple[str, ...]) -> str:
    import json
    from dataclasses import asdict

    body = {
        "document": "filmgen.exports",
        "version": 1,
        "exports": [asdict(one) for one in made],
        "warnings": warnings,
    }
    return json.dumps(body, default=str, ensure_ascii=False, indent=1)
