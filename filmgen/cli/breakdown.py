"""`filmgen breakdown`: the shot list."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options

IN_TERMINAL = ("shot", "setup", "size", "angle", "move", "subjects", "action", "dialogue", "why")
"""Columns of the table; CSV and JSON have them all."""


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def breakdown(
    script: options.Script,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="An output folder whose edits and ids to take over."),
    ] = None,
    edit: Annotated[Path | None, typer.Option(help="Where your own files lie.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TABLE,
) -> None:
    """Plan the shots of SCRIPT and print them, each with why it exists."""
    import csv
    import sys

    from filmgen.breakdown.document import breakdown_table, dump_shot_list
    from pipelines.breakdown import plan

    shots = plan(script, out, edit)
    if format_ is Format.JSON:
        typer.echo(dump_shot_list(shots))
        return
    rows = breakdown_table(shots)
    header = list(rows[0]) if rows else []
    if format_ is Format.CSV:
        writer = csv.DictWriter(sys.stdout, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for name in IN_TERMINAL:
        table.add_column(name, no_wrap=name in ("shot", "setup"))
    for row in rows:
        table.add_row(*(Text(row[name]) for name in IN_TERMINAL))
    console = Console()
    if not console.is_terminal:  # a pipe has no width; eighty columns would squeeze the words
        console = Console(width=160)
    console.print(table)
    for warning in shots.warnings:
        console.print(warning, style="yellow", markup=False, highlight=False)
