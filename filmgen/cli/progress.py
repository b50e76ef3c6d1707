"""Progress for people: a bar a stage with time left, or a line a stage where no terminal is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.table import Table

from filmgen.progress import Progress, Silent

if TYPE_CHECKING:
    from pipelines.counting import StageResult


@contextlib.contextmanager
def listening(quiet: bool) -> Iterator[Progress]:
    """Who listens to a run: the terminal, or nobody."""
    if quiet:
        yield Silent()
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        yield progress


def stage_table(title: str, stages: Iterable[StageResult]) -> Table:
    """What a run made and found, a row a stage."""
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("stage")
    for heading in ("made", "reused", "seconds"):
        table.add_column(heading, justify="right")
    for stage in stages:
        table.add_row(stage.name, str(stage.made), str(stage.reused), f"{stage.seconds:.1f}")
    return table


class TerminalProgress:
    """Shows stages on a console (standard error, so that standard output stays clean)."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = console.is_terminal
        self._bars = Bars(
            TextColumn("{task.description:<16}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[subject]}"),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._name, self._started = "", 0.0
        self._total = self._made = self._missed = 0

    def __enter__(self) -> TerminalProgress:
        if self._live:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._bars.stop()

    def stage(self, name: str, total: int) -> None:
        self._name, self._total, self._made, self._missed = name, total, 0, 0
        self._started = time.perf_counter()
        if self._live:
            self._task = self._bars.add_task(name, total=total, subject="")

    def advance(self, subject: str, *, reused: bool) -> None:
        self._made += not reused
        if self._task is not None:
            self._bars.update(self._task, advance=1, subject=subject)

    def missed(self, subject: str) -> None:
        self._missed += 1
        if self._task is not None:
            self._bars.update(self._task, advance=1, subject=subject)

    def note(self, message: str) -> None:
        # One line, whatever the width: logs are searched by line.
        self._console.print(message, style="yellow", markup=False, highlight=False, soft_wrap=True)

    def done(self) -> None:
        seconds = time.perf_counter() - self._started
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None
        # Work that nobody could count beforehand makes more than was announced.
        reused = max(0, self._total - self._made - self._missed)
        parts = [f"{self._made} made"] if self._made else []
        parts += [f"{reused} reused"] if reused else []
        parts += [f"{self._missed} missing"] if self._missed else []
        self._console.print(
            f"{self._name:<16} {', '.join(parts) or 'nothing to do':<24} {seconds:6.1f} s",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
