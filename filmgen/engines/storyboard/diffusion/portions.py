"""As many pictures at once as memory holds: fewer after it ran out, and the work goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class OutOfMemory(Exception):
    """What runs a portion raises this where the device could not hold it."""


class Portions(Generic[Job, Result]):
    """Runs jobs a portion at a time.

    Args:
        run: gives one result for each job of a portion; raises `OutOfMemory`.
        relieve: makes room without changing what is drawn (offload); returns what it did in
            a line, or "" if there is nothing left to do.
        size: jobs in a portion.

    Attributes:
        size: as it is by now; never grows.
        told: one line for each time memory ran out.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Job]], Sequence[Result]],
        relieve: Callable[[], str],
        size: int,
    ) -> None:
        self._run, self._relieve = run, relieve
        self.size = size
        self.told: list[str] = []

    def results(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result | None]]:
        """Each job with its result, portion by portion; None where even one alone is too much."""
        waiting = list(jobs)
        while waiting:
            portion = waiting[: self.size]
            try:
                results: Sequence[Result | None] = self._run(portion)
            except OutOfMemory:
                if self._give_way(len(portion)):
                    continue
                results = [None] * len(portion)
            yield from zip(portion, results, strict=True)
            waiting = waiting[len(portion) :]

    def _give_way(self, tried: int) -> bool:
        if tried > 1:
            self.size = max(1, tried // 2)
            self.told.append(f"out of memory drawing {tried} at once; going on with {self.size}")
            return True
        done = self._relieve()
        if done:
            self.told.append(f"out of memory drawing one picture; {done}")
        return bool(done)
