"""`filmgen conform`: an editor's timeline rendered from what was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.conform import ConformResult

_MOST_LINES = 12


def conform(
    edited: Annotated[
        Path,
        typer.Argument(help="The timeline: .otio, .otiod, .otioz, .fcpxml, .xml, .aaf or .edl."),
    ],
    out: options.Out,
    against: Annotated[
        Path | None,
        typer.Option(help="The delivery it was made from, if it is not beside the timeline."),
    ] = None,
    burn_in: Annotated[str | None, typer.Option(help="none, review or editorial.")] = None,
    codec: options.Codec = None,
    hardware: options.Hardware = None,
    loudness: options.Loudness = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
    json_: options.Json = False,
) -> None:
    """Render a timeline EDITED by somebody: re-timed, re-ordered, trimmed; sound follows."""
    from filmgen.cli.progress import listening
    from filmgen.config import load_config
    from pipelines.conform import conform as render

    settings = load_config(
        config,
        set_ or (),
        film={"burn_in": burn_in},
        encode={"codec": codec, "hardware": hardware},
        sound={"loudness": loudness},
    )
    with listening(quiet or json_) as progress:
        result = render(edited, out, against=against, config=settings, progress=progress)
    if json_:
        typer.echo(_as_json(result))
    elif not quiet:
        _print(result)


def _print(result: ConformResult) -> None:
    from rich.console import Console

    from filmgen.cli.progress import stage_table
    from filmgen.wording import counted

    console = Console()
    console.print(stage_table(result.title, result.stages))
    minutes, seconds = divmod(result.seconds, 60)
    console.print(
        f"{counted(result.clips, 'clip')}, {counted(result.segments, 'segment')} "
        f"({result.reused} reused), {int(minutes)}:{seconds:04.1f} min",
        highlight=False,
    )
    _print_lines(console, f"{len(result.slated)} slated:", result.slated)
    rest = [line for line in result.losses if line.removesuffix("; slated") not in result.slated]
    _print_lines(console, f"{len(rest)} not as edited:", rest)
    console.print(str(result.film), markup=False, highlight=False, soft_wrap=True)


def _print_lines(console: Console, heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    console.print(heading, style="yellow")
    for line in lines[:_MOST_LINES]:
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
    if len(lines) > _MOST_LINES:
        console.print(f"  … and {len(lines) - _MOST_LINES} more")


def _as_json(result: ConformResult) -> str:
    import json
    from dataclasses import asdict

    body = asdict(result) | {"seconds": result.seconds, "document": "filmgen.conform", "version": 1}
    return json.dumps(body, default=str, ensure_ascii=False, indent=1)
