"""`filmgen feedback`: what an audience said, as notes for a revision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.desk.feedback.report import FeedbackReport

_NOTES_SHOWN = 12
_KEPT_SHOWN = 6


def feedback(
    script: options.Script,
    comments: Annotated[
        Path, typer.Option("--comments", help="Text, CSV (a column text, comment …) or JSON.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the report: .md or .json.")
    ] = None,
    json_: options.Json = False,
    engine: options.Judge = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Group audience comments on SCRIPT by theme, scene and character; turn them into notes."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from pipelines.desk.feedback import gather_feedback
    from pipelines.desk.session import judge_config

    settings = judge_config(config, set_ or (), engine, model)

    with listening(quiet or settings is None) as progress:
        result = gather_feedback(
            script, comments, out, config=settings, seed=seed, progress=progress
        )
    if result.record is not None and not quiet:
        print_closing(result.record)
    if json_:
        typer.echo(result.report.model_dump_json(indent=1))
    elif not quiet:
        _print(result.report)
    if result.file is not None and not (json_ or quiet):
        typer.echo(str(result.file))


def _print(report: FeedbackReport) -> None:
    """The notes as a table, below it what to keep."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from filmgen.desk.feedback.page import in_short

    console = Console()
    console.print(Text(in_short(report)), soft_wrap=True)
    if report.notes:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("#", justify="right")
        table.add_column("scene", justify="right")
        table.add_column("note", ratio=3)
        table.add_column("who says so", ratio=2)
        for note in report.notes[:_NOTES_SHOWN]:
            said = Text(note.said + " ")
            said.append(_ids(note.comments), style="dim")
            table.add_row(str(note.number), note.scene, Text(note.note), said)
        console.print(table)
    more = len(report.notes) - _NOTES_SHOWN
    if more > 0:
        console.print(Text(f"{more} more notes; all of them with -o FILE.md or --json"))
    kept = [f"{k.note.removesuffix('.')} ({k.voices})" for k in report.keep[:_KEPT_SHOWN]]
    if kept:
        console.print(Text("; ".join(kept)), style="green")


def _ids(ids: tuple[str, ...]) -> str:
    shown = " ".join(ids[:6])
    return f"{shown} …" if len(ids) > 6 else shown
