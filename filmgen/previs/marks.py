"""What a face carries besides its features: lines of laughter and years, glasses, beards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filmgen.previs.face import MOUTH_Y, NOSE_Y, Mood, Points, Sketch, disc

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head


def draw_marks(sketch: Sketch, body: Body, head: Head, mood: Mood) -> None:
    """Lines of laughter, anger and years."""
    look, size = body.figure.look, sketch.size
    years = look.age_years
    strained = max(
        mood.smile if mood.smile > 0.4 and size > 110 else 0.0, 0.9 * mood.anger * (mood.open > 0.3)
    )
    aged = float(np.clip((years - 44) / 20, 0, 1))
    if max(strained, aged) > 0.3 and size > 36 and head.age != "child":
        out = 0.010 + 0.035 * max(mood.smile, 0.4 * mood.open)
        for s in (1.0, -1.0):
            sketch.stroke([(0.080 * s, NOSE_Y + 0.024), ((0.120 + out * 0.5) * s, NOSE_Y - 0.045),
                           ((0.122 + out) * s, MOUTH_Y - 0.012)], 1.4, 0.72)  # fmt: skip
    if size < 44 or head.age == "child":
        return
    furrowed = years > 60 and look.hair != "long" and not look.headwear and size > 70
    if mood.raised > 0.6 or mood.worry > 0.6 or furrowed:
        for k in range(2 if size > 70 and years > 30 else 1):
            y, wide = 0.208 + 0.046 * k, 0.105 - 0.030 * k
            sketch.stroke([(-wide, y - 0.008), (-0.02, y + 0.004), (wide, y - 0.006)], 1.1, 0.5)
    if years > 60 and size > 90:
        for s in (1.0, -1.0):
            sketch.stroke([(0.112 * s, MOUTH_Y - 0.038), (0.118 * s, MOUTH_Y - 0.080)], 1.0, 0.5)
    if look.gender != "female" and size > 80 and not look.beard:
        sketch.stroke([(-0.014, -0.425), (0.0, -0.434), (0.014, -0.425)], 1.2, 0.55)


def draw_glasses(sketch: Sketch, head: Head) -> None:
    gap, y = 0.142, -0.012 - (0.045 if head.age == "child" else 0.0)
    square = head.traits[1] > 0.5
    heavy = (2.1 if square else 1.7) * float(np.clip(sketch.size / 110, 0.55, 1.0))
    for s in (1.0, -1.0):
        if square:
            ring: Points = [(gap - 0.088, y + 0.050), (gap, y + 0.062), (gap + 0.092, y + 0.052),
                            (gap + 0.098, y), (gap + 0.070, y - 0.062), (gap, y - 0.070),
                            (gap - 0.070, y - 0.060), (gap - 0.092, y)]  # fmt: skip
        else:
            ring = disc(gap, y, 0.090, 0.080)
        ring = [(x * s, v) for x, v in ring]
        sketch.stroke([*ring, ring[0]], heavy)
        sketch.stroke(
            [((gap + 0.094) * s, y + 0.020), (0.272 * s, y + 0.024), (0.305 * s, y + 0.012)],
            heavy * 0.8,
        )
    sketch.stroke([(0.052, y + 0.018), (0.0, y + 0.030), (-0.052, y + 0.018)], heavy)


def draw_beard(sketch: Sketch, body: Body, head: Head, mood: Mood) -> None:
    """A moustache, or a full beard with its edge and a few hairs."""
    look, t = body.figure.look, head.traits
    tone = look.hair_tone
    half = 0.112 + 0.02 * mood.smile
    y = MOUTH_Y + 0.010
    droop = -0.050 if t[6] > 0.6 else -0.006
    sketch.patch([(-half * 1.12, y + droop), (-half * 0.62, y + 0.050), (-0.015, y + 0.066),
                  (0.015, y + 0.066),
                  (half * 0.62, y + 0.050), (half * 1.12, y + droop), (half * 0.5, y + 0.016),
                  (0.0, y + 0.026),
                  (-half * 0.5, y + 0.016)], tone)  # fmt: skip
    if sketch.size > 60:
        sketch.stroke([(-half * 1.12, y + droop), (-half * 0.55, y + 0.052), (0.0, y + 0.058),
                       (half * 0.55, y + 0.052),
                       (half * 1.12, y + droop)], 1.2, 0.7)  # fmt: skip
        if tone > 0.6:
            sketch.stroke([(-half * 1.12, y + droop), (-half * 0.5, y + 0.016), (0.0, y + 0.026),
                           (half * 0.5, y + 0.016),
                           (half * 1.12, y + droop)], 1.2, 0.7)  # fmt: skip
    if look.beard != "beard":
        return
    low = y - 0.055 - 0.09 * mood.open
    for s in (1.0, -1.0):
        sketch.patch([(0.292 * s, 0.02), (0.275 * s, -0.12), (0.205 * s, -0.215),
                      (half * 1.2 * s, y - 0.01),
                      (half * 1.0 * s, low), (0.0, low - 0.012), (0.0, -0.52),
                      (0.10 * s, -0.505), (0.19 * s, -0.42),
                      (0.265 * s, -0.27), (0.300 * s, -0.12)], tone)  # fmt: skip
    if sketch.size > 50:
        for k in range(11):
            x = -0.20 + 0.04 * k
            top = low - 0.03 + 0.75 * max(0.0, abs(x) - 0.10)
            end = top - 0.075 - 0.02 * ((k * 7) % 3)
            sketch.stroke([(x, top), (x * 1.03, (top + end) / 2), (x * 0.97, end)], 1.2,
                          0.75 if tone > 0.4 else 0.5)  # fmt: skip
