"""What a run did, stage by stage, for the table that closes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from filmgen.progress import Progress


@dataclass(frozen=True)
class StageResult:
    """What one stage did."""

    name: str
    made: int
    reused: int
    seconds: float


@dataclass
class Counting:
    """Passes progress on and keeps the figures; says every note once."""

    listener: Progress
    notes: list[str] = field(default_factory=list)
    _stages: list[StageResult] = field(default_factory=list)
    _name: str = ""
    _made: int = 0
    _reused: int = 0
    _started: float = 0.0
    _clock: Callable[[], float] = time.perf_counter

    def stage(self, name: str, total: int) -> None:
        self._name, self._made, self._reused = name, 0, 0
        self._started = self._clock()
        self.listener.stage(name, total)

    def advance(self, subject: str, *, reused: bool) -> None:
        self._made += not reused
        self._reused += reused
        self.listener.advance(subject, reused=reused)

    def missed(self, subject: str) -> None:
        self.listener.missed(subject)

    def note(self, message: str) -> None:
        if message not in self.notes:
            self.notes.append(message)
            self.listener.note(message)

    def done(self) -> None:
        seconds = self._clock() - self._started
        self._stages.append(StageResult(self._name, self._made, self._reused, seconds))
        self.listener.done()

    def results(self) -> tuple[StageResult, ...]:
        return tuple(self._stages)
