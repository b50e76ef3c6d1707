"""From a clip's frames to a plate's: other rates, other speeds, without ghosts.

Frames in between are made by moving the fields along their motion. Whatever the rate, the
motion of every frame comes with it, for what is carried by the flow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from filmgen.effects.imaging.flow import between, motion
from filmgen.errors import TimelineError
from filmgen.media import FloatArray

CLIP_RATE = Fraction(24)


@dataclass(frozen=True)
class Moving:
    """Fields of one frame of a plate and how they move until the next; see `flow.motion`."""

    fields: FloatArray
    flow: FloatArray


def fields_needed(frames: int, rate: Fraction, speed: float, *, loop: bool) -> int:
    """How many frames of fields a plate of `frames` at `rate` is made from.

    A loop is made from a whole number of them, so its speed is met as nearly as that allows.
    """
    step = Fraction(speed).limit_denominator(1000) * CLIP_RATE / rate
    if loop:
        return max(1, round(frames * step))
    return math.floor((frames - 1) * step) + 2 if step != 1 else frames


def retimed(
    fields: Iterable[FloatArray],
    *,
    frames: int,
    rate: Fraction,
    speed: float,
    loop: bool,
    rise: float,
) -> Iterator[Moving]:
    """Frames of a plate from frames of fields; holds three of them at a time.

    Args:
        fields: (3, rows, columns), `fields_needed` of them.
        rise: cells a second upwards where no motion can be seen.

    Raises:
        TimelineError: the fields end too early.
    """
    count = fields_needed(frames, rate, speed, loop=loop)
    step = Fraction(count, frames) if loop else Fraction(speed).limit_denominator(1000) * 24 / rate
    pairs = _pairs(fields, count, loop=loop, rise=rise / float(CLIP_RATE))
    now = -1
    here: FloatArray | None = None
    after: FloatArray | None = None
    flow: FloatArray | None = None
    for frame in range(frames):
        at = frame * step
        while now < math.floor(at):
            here, after, flow = next(pairs)
            now += 1
        assert here is not None and after is not None and flow is not None
        part = float(at - now)
        yield Moving(between(here, after, flow, part), flow * float(step))


def _pairs(
    fields: Iterable[FloatArray], count: int, *, loop: bool, rise: float
) -> Iterator[tuple[FloatArray, FloatArray, FloatArray]]:
    """Each frame, the next, and the motion between; after the last, the first or itself again."""
    first: FloatArray | None = None
    last: FloatArray | None = None
    seen = 0
    for frame in fields:
        if first is None:
            first = frame
        if last is not None:
            yield last, frame, motion(last, frame, rise=rise)
        last = frame
        seen += 1
        if seen == count:
            break
    if first is None or last is None or seen < count:
        raise TimelineError(
            f"a clip ended after {seen} frames of fields, the plate is made from {count}: "
            "make the clip longer"
        )
    end = first if loop else last
    yield last, end, motion(last, end, rise=rise)
