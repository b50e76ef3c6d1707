"""`filmgen similar`: the nearest scripts of a library, with why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.desk.similar.model import Similar


def similar(
    script: options.Script,
    library: Annotated[Path, typer.Option(help="A folder of scripts.")],
    top: Annotated[int, typer.Option(help="How many to tell of.")] = 5,
    by: Annotated[str, typer.Option(help="What ranks them: both, theme or style.")] = "both",
    vectors: Annotated[
        str, typer.Option(help="How themes are compared: minilm, ngrams, or auto.")
    ] = "auto",
    out: options.Report = None,
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """List the scripts of a folder nearest to SCRIPT by theme and style, and why."""
    from filmgen.cli.progress import listening
    from filmgen.desk.similar.report import to_json
    from pipelines.desk.similar import nearest

    with listening(quiet or json_) as progress:
        found = nearest(
            script, library, top=top, by=by, vectors=vectors, out=out, progress=progress
        )
    if json_:
        typer.echo(to_json(found), nl=False)
    elif not quiet:
        _print(found)
        if out is not None:
            typer.echo(str(out))


def _print(found: Similar) -> None:
    from rich.console import Console
    from rich.markup import escape

    from filmgen.desk.similar.report import told

    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(found.title)}[/]  against {found.others} in {found.folder}")
    console.print(f"[dim]themes by {escape(found.vectors)}[/]")
    if found.why_vectors:
        console.print(found.why_vectors, style="yellow", markup=False)
    for place, one in enumerate(found.nearest, 1):
        if one.same:
            console.print(f"\n{place:>3}  {escape(one.title)}  [dim]{one.file}: {one.same}[/]")
            continue
        console.print(
            f"\n{place:>3}  [bold]{escape(one.title)}[/]  {100 * one.nearness:.0f} %  "
            f"[dim]theme {100 * one.theme:.0f} %, style {100 * one.style:.0f} %[/]  {one.file}"
        )
        if one.words:
            console.print(f"     words   {escape(', '.join(one.words))}")
        if one.places:
            console.print(f"     places  {escape(', '.join(one.places))}")
        console.print(f"     alike   {'; '.join(told(f) for f in one.style_alike)}")
        if one.style_apart:
            console.print(f"     apart   {'; '.join(told(f) for f in one.style_apart)}")
        for pair in one.scenes[:2]:
            console.print(
                f"     scenes  {pair.scene} {escape(pair.heading)} [dim]and[/] "
                f"{pair.other_scene} {escape(pair.other_heading)}  "
                f"[dim]{100 * pair.nearness:.0f} %[/]"
            )
    for file, why in found.skipped:
        console.print(f"skipped {file}: {why}", style="yellow", markup=False)
