"""`filmgen breakdown`: the shot list."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def breakdown(
    script: Annotated[Path, typer.Argument(help="A Fountain or Final Draft (FDX) file.")],
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
    from pipelines.animatic import plan

    shots = plan(script, out, edit)
    if format_ is Format.JSON:
        typer.echo(dump_shot_list(shots))
        return
    header, *rows = breakdown_table(shots)
    if format_ is Format.CSV:
        csv.writer(sys.stdout, lineterminator="\n").writerows([header, *rows])
        return

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for name in header:
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.print(table)
    for warning in shots.warnings:
        console.print(warning, style="yellow", markup=False, highlight=False)
