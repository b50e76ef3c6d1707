"""The time of a side-by-side: each shot of either version beside what it was or became."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from filmgen.editorial.compare.model import Comparison, ShotComparison
from filmgen.editorial.delivered import DeliveredFilm


@dataclass(frozen=True)
class Span:
    """A range of one film, in its own frames."""

    first: int
    frames: int


@dataclass(frozen=True)
class Stretch:
    """A shot in both versions, in one of them, or the title card or tail.

    Attributes:
        name: "title card", "tail", or "" for a shot.
        frames: of the side-by-side: as many as the longer one of both takes.
        old, new: what is shown of each film, None for nothing.
        shot: what became of the shot.
    """

    name: str
    frames: int
    old: Span | None
    new: Span | None
    shot: ShotComparison | None = None

    @property
    def label(self) -> str:
        """What it is called: its shot's display id, or its name."""
        return self.name or (self.shot.side.id if self.shot else "")


def plan_stretches(
    old: DeliveredFilm, new: DeliveredFilm, comparison: Comparison, *, only_changed: bool = False
) -> tuple[Stretch, ...]:
    """Every stretch of a side-by-side, at the rate of the new film.

    Args:
        only_changed: leave out what is the same in both, but for its number.
    """
    found = []
    slates = (old.shots.slate_frames, new.shots.slate_frames)
    tails = (old.shots.tail_frames, new.shots.tail_frames)
    if any(slates) and (not only_changed or slates[0] != slates[1]):
        spans = [Span(0, n) if n else None for n in slates]
        found.append(_stretch("title card", spans[0], spans[1], old.rate, new.rate))
    for row in comparison.shots:
        if only_changed and set(row.changes) <= {"renumbered"} and row.old and row.new:
            continue
        was = Span(row.old.start_frame, row.old.frames) if row.old else None
        now = Span(row.new.start_frame, row.new.frames) if row.new else None
        found.append(_stretch("", was, now, old.rate, new.rate, row))
    if any(tails) and (not only_changed or tails[0] != tails[1]):
        spans = [
            Span(film.shots.frames - n, n) if n else None
            for film, n in zip((old, new), tails, strict=True)
        ]
        found.append(_stretch("tail", spans[0], spans[1], old.rate, new.rate))
    return tuple(found)


def _stretch(
    name: str,
    old: Span | None,
    new: Span | None,
    old_rate: Fraction,
    new_rate: Fraction,
    shot: ShotComparison | None = None,
) -> Stretch:
    frames = new.frames if new else 0
    if old:
        frames = max(frames, math.ceil(old.frames * new_rate / old_rate))
    return Stretch(name, frames, old, new, shot)


def frames_shown(
    span: Span, rate: Fraction, frames: int, at: Fraction
) -> Iterator[tuple[int, bool]]:
    """For each of `frames` at rate `at`: which frame of the span is seen, counted from its
    first, and whether the span is over, so that its last frame is held.

    Args:
        rate: of the film the span is of.
    """
    for number in range(frames):
        frame = math.floor(number * rate / at)
        yield min(frame, span.frames - 1), frame >= span.frames
