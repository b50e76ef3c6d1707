"""Transitions laid on display-referred 4:2:0 pictures."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from filmgen.breakdown.model import ShotTransition
from filmgen.compositor.colour import BLACK_Y, NEUTRAL_C, Planes
from filmgen.compositor.transitions import WIPE_EDGE, is_cut
from filmgen.easing import smootherstep
from filmgen.media import FloatArray


def mix(frame: Planes, before: Planes, after: Planes, share: float) -> None:
    """`frame` = (1 - share) * before + share * after, rounded; it may be either of them."""
    for to, a, b in (
        (frame.y, before.y, after.y),
        (frame.u, before.u, after.u),
        (frame.v, before.v, after.v),
    ):
        cv2.addWeighted(a, 1.0 - share, b, share, 0.0, dst=to)


def fade(frame: Planes, share: float) -> None:
    """Fade a picture in place towards black: `share` 1 leaves it, 0 is black."""
    for plane, base in ((frame.y, BLACK_Y), (frame.u, NEUTRAL_C), (frame.v, NEUTRAL_C)):
        cv2.convertScaleAbs(plane, dst=plane, alpha=share, beta=base * (1.0 - share))


@lru_cache(maxsize=4)
def _ramp(width: int) -> FloatArray:
    return np.linspace(0.0, 1.0, width, dtype=np.float32)


def wipe(frame: Planes, before: Planes, after: Planes, share: float) -> None:
    """A soft-edged wipe from left to right into `frame`."""
    edge = share * (1 + WIPE_EDGE)
    for to, a, b in (
        (frame.y, before.y, after.y),
        (frame.u, before.u, after.u),
        (frame.v, before.v, after.v),
    ):
        height, width = to.shape
        x = _ramp(width)
        new = np.clip((edge - x) / WIPE_EDGE, 0.0, 1.0).astype(np.float32)
        new = new * new * (3 - 2 * new)
        weights = np.ascontiguousarray(np.broadcast_to(new, (height, width)))
        to[:] = cv2.blendLinear(b, a, weights, 1.0 - weights)


def apply(
    transition: ShotTransition, frame: Planes, before: Planes | None, after: Planes, at: float
) -> None:
    """Write the picture at progress `at` into `frame`, which may be `after` itself.

    Args:
        before: the shot left behind; None or unused stands for black.
        at: 0 to 1, see `progress`.
    """
    if transition is ShotTransition.DISSOLVE and before is not None:
        mix(frame, before, after, at)
    elif transition is ShotTransition.WIPE and before is not None:
        wipe(frame, before, after, smootherstep(at))
    elif transition is ShotTransition.FADE_OUT_IN and at < 0.5:
        if before is None:
            frame.fill()
        else:
            if frame is not before:
                frame.write(before)
            fade(frame, 1 - 2 * at)
    else:
        if frame is not after:
            frame.write(after)
        if is_cut(transition):
            return
        fade(frame, 2 * at - 1 if transition is ShotTransition.FADE_OUT_IN else at)
