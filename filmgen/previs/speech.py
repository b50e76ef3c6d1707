"""Mouths that speak: one drawing for each shape, in the hand and on the face of the key pose."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from filmgen.blocking.mouths import MouthShape

if TYPE_CHECKING:
    from filmgen.previs.face import Sketch

Points: TypeAlias = "list[tuple[float, float]]"

TEETH_FROM_PX, TONGUE_FROM_PX, LIP_FROM_PX = 44, 100, 60
"""Heights of heads from which a mouth has these."""
_DARK = 0.03


def draw_speaking(
    sketch: Sketch,
    shape: MouthShape,
    half: float,
    y: float,
    up: float,
    lips: tuple[float, float] | None,
) -> None:
    """An open mouth of speech.

    Args:
        shape: SMALL, OPEN, WIDE or ROUND.
        half: half of the closed mouth's width. y: its height on the face. up: how far its corners
            are lifted; speech keeps half of a smile or a scowl.
        lips: tones of painted lips, upper and lower, None where they are not drawn.
    """
    if shape is MouthShape.ROUND:
        _round(sketch, half, y, lips)
        return
    wide, arch, drop, jaw = {
        MouthShape.SMALL: (0.88, 0.006, 0.024, 0.58),
        MouthShape.OPEN: (0.92, 0.012, 0.054, 0.62),
        MouthShape.WIDE: (0.86, 0.016, 0.090, 0.66),
    }[shape]
    half, up = half * wide, 0.5 * up
    top = [(-half, y + up), (-half * 0.5, y + arch), (0.0, y + 0.7 * arch),
           (half * 0.5, y + arch), (half, y + up)]  # fmt: skip
    low = half * jaw
    bottom = [(low, y - drop * 0.80), (0.0, y - drop), (-low, y - drop * 0.80)]
    if lips is not None:
        sketch.patch([(half * 0.86, y + 0.6 * up - 0.2 * drop), (low, y - drop * 0.80 - 0.018),
                      (0.0, y - drop - 0.024), (-low, y - drop * 0.80 - 0.018),
                      (-half * 0.86, y + 0.6 * up - 0.2 * drop)], lips[1])  # fmt: skip
    sketch.patch([*top, *bottom], 0.10 if shape is MouthShape.SMALL else _DARK)
    if shape is not MouthShape.SMALL:
        if sketch.size > TONGUE_FROM_PX and shape is MouthShape.WIDE:
            sketch.patch([(-low * 0.62, y - drop * 0.80), (-low * 0.3, y - drop * 0.62),
                          (low * 0.3, y - drop * 0.62), (low * 0.62, y - drop * 0.80),
                          (0.0, y - drop * 0.93)], 0.45)  # fmt: skip
        if sketch.size > TEETH_FROM_PX:
            deep = 0.016 if shape is MouthShape.OPEN else 0.020
            sketch.patch([(-half * 0.66, y + 0.3 * up), (-half * 0.4, y + 0.7 * arch),
                          (0.0, y + 0.4 * arch), (half * 0.4, y + 0.7 * arch),
                          (half * 0.66, y + 0.3 * up), (half * 0.58, y - deep),
                          (0.0, y - 1.15 * deep), (-half * 0.58, y - deep)], 1.0)  # fmt: skip
    sketch.stroke(top, 2.1)
    sketch.stroke([(half, y + up), *bottom, (-half, y + up)], 1.4, 0.85)
    if lips is not None:
        sketch.patch([(-half * 0.9, y + up), (-half * 0.45, y + arch + 0.014),
                      (-0.018, y + arch + 0.022), (0.0, y + arch + 0.016),
                      (0.018, y + arch + 0.022), (half * 0.45, y + arch + 0.014),
                      (half * 0.9, y + up), (0.0, y + arch)], lips[0])  # fmt: skip
    if sketch.size > LIP_FROM_PX:
        sketch.stroke([(-half * 0.36, y - drop - 0.026), (0.0, y - drop - 0.034),
                       (half * 0.36, y - drop - 0.026)], 1.2, 0.6)  # fmt: skip


def _round(sketch: Sketch, half: float, y: float, lips: tuple[float, float] | None) -> None:
    """Lips pushed forward for an o or a u: a dark egg in a firm line, the lips a light ring."""
    from filmgen.previs.face import disc

    across, middle, tall = 0.56 * half, y - 0.018, 0.036
    hole = disc(0.0, middle, across, tall)
    if lips is not None:
        sketch.patch(disc(0.0, middle - 0.004, across + 0.011, tall + 0.013), lips[1])
        sketch.patch([(-across - 0.010, middle), (-across * 0.5, middle + tall + 0.012),
                      (0.0, middle + tall + 0.011), (across * 0.5, middle + tall + 0.012),
                      (across + 0.010, middle)], lips[0])  # fmt: skip
    sketch.patch(hole, _DARK)
    if sketch.size > TEETH_FROM_PX:  # the lower lip catches light before the dark
        sketch.patch([(-across * 0.55, middle - tall * 0.72), (0.0, middle - tall * 0.52),
                      (across * 0.55, middle - tall * 0.72), (0.0, middle - tall * 0.92)],
                     0.5)  # fmt: skip
    sketch.stroke([*hole, hole[0]], 1.7)
    if sketch.size > LIP_FROM_PX:
        low = middle - tall - 0.020
        sketch.stroke([(-across * 0.6, low + 0.007), (0.0, low), (across * 0.6, low + 0.007)],
                      1.2, 0.6)  # fmt: skip
