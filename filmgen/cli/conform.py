"""`filmgen conform`: an editor's timeline rendered from what was delivered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
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
    loudness: options.Loudness = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Render a timeline EDITED by somebody: re-timed, re-ordered, trimmed; sound follows."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from pipelines.conform import conform as render

    settings = load_config(
        config, set_ or (), film={"burn_in": burn_in}, sound={"loudness": loudness}
    )

    def make(progress: TerminalProgress | Silent) -> ConformResult:
        return render(edited, out, against=against, config=settings, progress=progress)

    if quiet or json:
        result = make(Silent())
    else:
        with TerminalProgress(Console(stderr=True)) as progress:
            result = make(progress)
    if json:
        typer.echo(_as_json(result))
    elif not quiet:
        _print(result)


def _print(result: ConformResult) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=result.title, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("stage")
    for heading in ("made", "reused", "seconds"):
        table.add_column(heading, justify="right")
    for stage in result.stages:
        table.add_row(stage.name, str(stage.made), str(stage.reused), f"{stage.seconds:.1f}")
    console.print(table)
    minutes, seconds = divmod(result.seconds, 60)
    console.print(
        f"{result.clips} clips, {result.segments} segments of which {result.reused} were there, "
        f"{int(minutes)}:{seconds:04.1f} min",
        highlight=False,
    )
    _print_lines(console, f"{len(result.slated)} slated:", result.slated)
    rest = [line for line in result.losses if line.removesuffix("; slated") not in result.slated]
    _print_lines(console, f"{len(rest)} not as edited:", rest)
    console.print(str(result.film), markup=False, highlight=False, soft_wrap=True)


def _print_lines(console: object, heading: str, lines: object) -> None:
    from rich.console import Console

    assert isinstance(console, Console) and isinstance(lines, (list, tuple))
    if not lines:
        return
    console.print(heading, style="yellow")
    for line in lines[:_MOST_LINES]:
        console.print(f"  {line}", markup=False, highlight=False)
    if len(lines) > _MOST_LINES:
        console.print(f"  … and {len(lines) - _MOST_LINES} more")


def _as_json(result: ConformResult) -> str:
    import json
    from dataclasses import asdict

    body = asdict(result) | {"seconds": result.seconds, "document": "filmgen.conform", "version": 1}
    return json.dumps(body, default=str, ensure_ascii=False, indent=1)
