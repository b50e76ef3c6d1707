"""OTIO's floating times as exact ones, and windows through which nested time is seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

_NEAR = Fraction(1, 1000)
"""Of a frame: adapters that count in seconds miss whole frames by less."""


def exact_rate(rate: float) -> Fraction:
    """The rate a float stands for: 23.976 and 24000/1001 as floats are 24000/1001.

    Raises:
        ValueError: no rate.
    """
    if not (math.isfinite(rate) and 0 < rate <= 1_000_000):
        raise ValueError(f"a rate of {rate}")
    if abs(rate - round(rate)) < 1e-4:
        return Fraction(round(rate))
    ntsc = rate * 1.001
    if abs(ntsc - round(ntsc)) < 5e-3:
        return Fraction(round(ntsc) * 1000, 1001)
    return Fraction(rate).limit_denominator(1001)


def exact_frames(time: Any, rate: Fraction) -> Fraction:
    """A RationalTime in frames at `rate`; a hair beside a whole frame is that frame.

    Raises:
        ValueError: it is no number.
    """
    if not math.isfinite(time.value):
        raise ValueError(f"a time of {time.value}")
    own = exact_rate(time.rate)
    value = Fraction(time.value).limit_denominator(1_000_000)
    if abs(value - round(value)) < _NEAR:
        value = Fraction(round(value))
    return value * rate / own


def nearest(frames: Fraction) -> int:
    """The nearest whole frame, halves up."""
    return math.floor(frames + Fraction(1, 2))


def first_frame(time: Fraction) -> int:
    """The first whole frame at a time or after it: what begins there is seen from it on."""
    return math.ceil(time - _NEAR)


@dataclass(frozen=True)
class Window:
    """The frames [low, high) of the edit in which something is seen, and its time there.

    At frame r of the edit it is at `zero + speed * r` of its own time, both in frames of the edit.
    """

    low: Fraction
    high: Fraction
    zero: Fraction
    speed: Fraction = Fraction(1)

    def at(self, frame: Fraction) -> Fraction:
        return self.zero + self.speed * frame

    def when(self, time: Fraction) -> Fraction:
        """The frame of the edit at which the own time is reached; speed is not 0."""
        return (time - self.zero) / self.speed

    def through(
        self, place: Fraction, frames: Fraction, start: Fraction, speed: Fraction
    ) -> Window | None:
        """What is seen of an item that lies at `place` for `frames` of the own time.

        Args:
            start: of the item's own time. speed: of it; below 0 its range is seen backwards.

        Returns:
            None where nothing of it is seen.
        """
        low, high = self.low, self.high
        if self.speed == 0:
            if not place <= self.zero < place + frames:
                return None
        else:
            a, b = sorted((self.when(place), self.when(place + frames)))
            low, high = max(low, a), min(high, b)
        if high <= low:
            return None
        if speed < 0:
            start += (frames - 1) * -speed
        return Window(low, high, start + speed * (self.zero - place), speed * self.speed)

    def until(self, high: Fraction) -> Window:
        return Window(self.low, high, self.zero, self.speed)

    def since(self, low: Fraction) -> Window:
        return Window(low, self.high, self.zero, self.speed)
