"""Stacks, tracks and speed effects taken apart: the leaves of a timeline in the edit's own time.

Of OTIO's conventions: an item takes `trimmed_range().duration` in its parent whatever its effects
say, and a time effect's scalar says how fast its media runs meanwhile. Children of a stack lie
over each other, the first at the bottom; children of a track after each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from filmgen.editorial.conform.time import Window, exact_frames

MOST_DEEP = 64
"""Nesting that nobody made by hand."""


@dataclass(frozen=True)
class Entry:
    """A transition into a leaf: `frames` of the edit from its first; its OTIO object."""

    transition: Any
    frames: Fraction


@dataclass(frozen=True)
class Leaf:
    """A clip or a gap, and when it is seen or heard.

    Attributes:
        item: the OTIO object. kind: of its track, "Video" or "Audio".
        track: names of the tracks it lies in, outermost first, each with a number of its own.
        window: its own time is that of its media.
        entry: the transition it is entered by.
    """

    item: Any
    kind: str
    track: tuple[str, ...]
    window: Window
    entry: Entry | None = None


class Flattening:
    """Takes a timeline's tracks apart.

    Attributes:
        losses: what could not be followed, one line each.
    """

    def __init__(self, rate: Fraction) -> None:
        self._rate = rate
        self.losses: list[str] = []
        self._deep = self._tracks = 0

    def leaves(self, stack: Any) -> list[Leaf]:
        """All enabled leaves of a timeline's stack, what lies under others first."""
        start, frames = self._range(stack)
        scalar = self._scalar(stack)
        window = Window(Fraction(0), frames, Fraction(0)).through(
            Fraction(0), frames, start, scalar
        )
        return [] if window is None else list(self._inside(stack, window, "", ()))

    def length(self, stack: Any, counts: Callable[[Any], bool]) -> Fraction:
        """Frames of the longest of its video tracks that is switched on.

        Args:
            counts: whether a track does: stems over the whole film and the picture that is
                there to compare do not keep a shortened film long.
        """
        if stack.source_range is not None:
            return self._range(stack)[1]
        tracks = [c for c in stack if not _is_kind(c, otio.schema.TrackKind.Audio)]
        seen = [track for track in tracks if track.enabled and counts(track)] or tracks
        return max((self._range(track)[1] for track in seen), default=Fraction(0))

    def _inside(
        self, parent: Any, window: Window, kind: str, track: tuple[str, ...]
    ) -> Iterator[Leaf]:
        """The leaves of a composition; `window` is in its own time."""
        self._deep += 1
        if self._deep > MOST_DEEP:
            self.losses.append(f"{parent.name or 'a stack'}: nested too deep; left out")
        elif isinstance(parent, otio.schema.Track):
            self._tracks += 1
            named = (*track, f"{parent.name} {self._tracks}")
            yield from self._in_track(parent, window, parent.kind or kind, named)
        else:
            for child in parent:
                yield from self._item(child, Fraction(0), window, kind, track)
        self._deep -= 1

    def _in_track(
        self, parent: Any, window: Window, kind: str, track: tuple[str, ...]
    ) -> Iterator[Leaf]:
        children = list(parent)
        at = Fraction(0)
        for index, child in enumerate(children):
            if isinstance(child, otio.schema.Transition):
                continue
            frames = self._range(child)[1]
            into = children[index - 1] if index else None
            out_of = children[index + 1] if index + 1 < len(children) else None
            seen = window
            entry = None
            early = Fraction(0)
            if isinstance(into, otio.schema.Transition) and window.speed > 0:
                early = self._early(into, children, index)
                length = early + self._offset(into.out_offset, into)
                entry = Entry(into, min(length, frames + early) / window.speed)
            if isinstance(out_of, otio.schema.Transition) and window.speed > 0:
                late = self._early(out_of, children, index + 2)
                seen = seen.until(min(seen.high, window.when(at + frames - late)))
            yield from self._item(child, at, seen, kind, track, entry, early)
            at += frames

    def _early(self, transition: Any, children: list[Any], into: int) -> Fraction:
        """How many frames before the cut a transition begins; only clips have what it shows."""
        wanted = self._offset(transition.in_offset, transition)
        if not wanted or into >= len(children):
            return Fraction(0)
        neighbours = (children[into], children[into - 2] if into >= 2 else None)
        room = [self._range(n)[1] for n in neighbours if n is not None]
        if not isinstance(children[into], otio.schema.Clip):
            return Fraction(0)
        return min(wanted, max(Fraction(0), min(room) - 1))

    def _offset(self, time: Any, transition: Any) -> Fraction:
        try:
            return max(Fraction(0), exact_frames(time, self._rate))
        except (ValueError, AttributeError):
            self.losses.append(f"transition {transition.name}: no length; cut")
            return Fraction(0)

    def _item(
        self,
        item: Any,
        at: Fraction,
        window: Window,
        kind: str,
        track: tuple[str, ...],
        entry: Entry | None = None,
        early: Fraction = Fraction(0),
    ) -> Iterator[Leaf]:
        if not getattr(item, "enabled", True):
            return
        start, frames = self._range(item)
        name = item.name or type(item).__name__
        if frames <= 0:
            self.losses.append(f"{name}: it has no length; left out")
            return
        scalar = self._scalar(item)
        inner = window.through(at, frames, start, scalar)
        if inner is None:
            return
        if early and scalar >= 0:
            low = max(window.low, window.when(at - early))
            inner = inner.since(low)
        if isinstance(item, otio.core.Composition):
            for number, leaf in enumerate(self._inside(item, inner, kind, track)):
                yield replace(leaf, entry=entry) if entry and not number else leaf
        elif isinstance(item, (otio.schema.Clip, otio.schema.Gap)):
            yield Leaf(item, kind, track, inner, entry)
        else:
            self.losses.append(f"{name}: {type(item).__name__} is not known; left out")

    def _range(self, item: Any) -> tuple[Fraction, Fraction]:
        """Start and length of an item's own time, in frames of the edit."""
        try:
            found = item.trimmed_range()
            start, frames = (
                exact_frames(t, self._rate) for t in (found.start_time, found.duration)
            )
        except Exception as error:  # OTIO raises errors of many classes for a clip without range
            name = item.name or type(item).__name__
            self.losses.append(f"{name}: its range cannot be told ({_short(error)}); left out")
            return Fraction(0), Fraction(0)
        return start, max(Fraction(0), frames)

    def _scalar(self, item: Any) -> Fraction:
        """How fast an item's media runs; effects that are not followed are named."""
        speed = Fraction(1)
        name = item.name or type(item).__name__
        for effect in item.effects:
            if not getattr(effect, "enabled", True):
                continue
            if isinstance(effect, otio.schema.FreezeFrame):
                speed = Fraction(0)
            elif isinstance(effect, otio.schema.LinearTimeWarp):
                try:
                    speed *= Fraction(effect.time_scalar).limit_denominator(100_000)
                except (ValueError, OverflowError):
                    self.losses.append(f"{name}: a speed of {effect.time_scalar}; normal speed")
            elif isinstance(effect, otio.schema.TimeEffect):
                told = effect.effect_name or effect.name or "without a name"
                self.losses.append(f"{name}: time effect {told} is not known; normal speed")
            elif "audio" not in f"{effect.effect_name} {effect.name}".lower():
                told = effect.effect_name or effect.name or type(effect).__name__
                self.losses.append(f"{name}: effect {told} is not rendered")
        return speed


def _is_kind(item: Any, kind: str) -> bool:
    return isinstance(item, otio.schema.Track) and item.kind == kind


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80]
