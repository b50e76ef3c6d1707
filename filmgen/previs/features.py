"""What is drawn on a face: eyes and brows, nose and mouth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.mouths import MouthShape
from filmgen.previs.face import MOUTH_Y, NOSE_Y, Mood, Points, Sketch, disc
from filmgen.previs.marks import draw_beard, draw_glasses, draw_marks
from filmgen.previs.speech import draw_speaking

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]

Spot: TypeAlias = Callable[[float, float], tuple[float, float]]
"""Offsets from an eye, outwards and up, to a point of the face."""


def draw_features(
    sketch: Sketch, body: Body, head: Head, mood: Mood, mouth: MouthShape | None = None
) -> None:
    """All features of a head into a sketch.

    Args:
        mouth: a shape of speech instead of the mood's mouth.
    """
    _eyes(sketch, body, head, mood)
    _nose(sketch, body, head, mood)
    said = mood if mouth is None else replace(mood, open=mouth.openness)
    _mouth(sketch, body, head, said, mouth)
    draw_marks(sketch, body, head, mood)
    if body.figure.look.glasses:
        draw_glasses(sketch, head)
    if body.figure.look.beard:
        draw_beard(sketch, body, head, said)


def _eyes(sketch: Sketch, body: Body, head: Head, mood: Mood) -> None:
    look, t, size = body.figure.look, head.traits, sketch.size
    female, child = look.gender == "female", head.age == "child"
    gap = 0.140 + 0.016 * (t[4] - 0.5) + (0.006 if child else 0.0)
    y0 = -0.045 if child else 0.0
    big = float(np.clip((110 - size) / 60, 0, 1))  # small heads get bigger eyes
    rise = (0.050 if child else 0.044 if female else 0.034) * (1 + 0.35 * big)
    wide = (0.074 if not child else 0.070) * (1 + 0.12 * big)
    for sign in (1.0, -1.0):

        def at(dx: float, dy: float, s: float = sign) -> tuple[float, float]:
            return ((gap + dx) * s, y0 + dy)

        _one_eye(sketch, head, mood, at, sign, rise, wide, female and not child, child)
        _brow(sketch, body, head, mood, at, sign, rise, child)


def _one_eye(
    sketch: Sketch, head: Head, mood: Mood, at: Spot, sign: float, rise: float, wide: float,
    lashes: bool, child: bool,
) -> None:  # fmt: skip
    size = sketch.size

    def pts(rows: list[tuple[float, float]]) -> Points:
        return [at(x, y) for x, y in rows]

    if mood.laugh or mood.lid < 0.16:
        arch = rise * (0.75 if mood.laugh else -0.55)
        low = -0.012 if mood.laugh else 0.004
        sketch.stroke(pts([(-wide, low), (-0.4 * wide, low + arch * 0.9), (0.3 * wide, low + arch),
                           (wide, low)]), 2.6 if lashes else 2.3)  # fmt: skip
        return
    top = rise * mood.lid
    squeeze = 0.35 * mood.smile
    low = (
        -0.62
        * rise
        * (1 - squeeze)
        * min(1.0, 0.55 + 0.45 * mood.lid)
        * (1 + 0.3 * (mood.lid > 1.2))
    )
    cut = 0.55 * rise * mood.anger  # an angry brow presses the inner lid down
    sad = 0.42 * rise * mood.worry
    lid = [(-wide, -0.010 - 0.3 * cut), (-0.50 * wide, top * 0.78 - cut + 0.4 * sad),
           (0.10 * wide, top - 0.35 * cut), (0.62 * wide, top * 0.66 - sad),
           (wide, -0.002 - sad)]  # fmt: skip
    if size < 30:  # a dash with its weight in the middle is an eye
        sketch.stroke(pts([(-0.7 * wide, 0.0), (0.0, top * 0.45), (0.7 * wide, 0.0)]), 2.1)
        return
    lower = [
        (wide, -0.002 - sad),
        (0.45 * wide, low * 0.85),
        (-0.2 * wide, low),
        (-wide, -0.010 - 0.3 * cut),
    ]
    if size >= 44:
        sketch.patch(pts([*lid, *lower[1:-1]]), 1.0)
    large = 0.031 + 0.005 * float(np.clip((size - 50) / 50, 0, 1))  # a child's
    r = (large if child else 0.032 if lashes else 0.030) * (1 + 0.15 * float(size < 80))
    if mood.lid > 1.2:
        r *= 0.80
    aside, up = head.eyes
    # the smaller the head, the smaller the pupil that leaves white around it
    r = min(r, (0.37 + 0.15 * float(np.clip((size - 40) / 70, 0, 1))) * (top - low))
    cx = float(np.clip(aside * 0.034 * sign, -0.6 * wide, 0.6 * wide))
    cy = 0.004 + 0.018 * up if size > 80 else 0.5 * (top + low) + 0.6 * up * r
    iris = []
    for x, y in disc(cx, cy, r, r):
        roof = float(np.interp(x, [p[0] for p in lid], [p[1] for p in lid])) - 0.001
        floor = float(np.interp(x, [p[0] for p in lower[::-1]], [p[1] for p in lower[::-1]]))
        iris.append((x, float(np.clip(y, floor, max(roof, floor)))))
    sketch.patch(pts(iris), 0.03)
    if size > 95 and mood.lid > 0.4:
        glint = 0.3 * r * sign
        sketch.patch(pts(disc(cx + glint, min(cy + 0.35 * r, top * 0.7), 0.30 * r, 0.30 * r)), 1.0)
    sketch.stroke(pts(lid), (3.0 if lashes else 2.3) * float(np.clip(size / 62, 0.55, 1.0)))
    if lashes:
        sketch.stroke(
            pts([(0.55 * wide, top * 0.7 - sad), (wide, 0.004 - sad), (1.28 * wide, 0.022)]), 1.8
        )
    if size > 60:
        sketch.stroke(pts([(0.75 * wide, low * 0.5 - sad * 0.5), (0.1 * wide, low),
                           (-0.6 * wide, low * 0.75)]),
                      1.1, 0.7)  # fmt: skip
    if size > 100:
        fold = top + 0.017
        sketch.stroke(pts([(-0.7 * wide, fold * 0.75 - cut), (0.05 * wide, fold),
                           (0.9 * wide, fold * 0.5)]),
                      0.95, 0.55)  # fmt: skip
    if head.age == "old" and size > 60:  # a pouch under the eye, crow's feet beside it
        sketch.stroke(
            pts([(-0.6 * wide, low - 0.026), (0.0, low - 0.040), (0.6 * wide, low - 0.030)]),
            1.0,
            0.55,
        )
        if size > 110:
            for dy in (0.012, -0.014):
                sketch.stroke(pts([(1.28 * wide, dy * 0.6), (1.60 * wide, dy * 1.6)]), 1.0, 0.5)


def _brow(
    sketch: Sketch, body: Body, head: Head, mood: Mood, at: Spot, sign: float, rise: float,
    child: bool,
) -> None:  # fmt: skip
    look, t = body.figure.look, head.traits
    soft = look.gender == "female" or child
    own = sign * (1.0 if t[2] > 0.5 else -1.0)
    lifted = mood.raised
    if mood.wry:
        lifted = 1.1 if own > 0 else 0.0
    base = (0.088 if soft else 0.074) + rise * 0.35 + 0.012 * (t[5] - 0.5)
    base += 0.026 * float(np.clip((62 - sketch.size) / 30, 0, 1))  # air between brow and lid
    y = base + 0.050 * lifted - 0.012 * mood.anger - (0.006 if mood.laugh else 0.0)
    inner = -0.052 * mood.anger + 0.052 * mood.worry
    outer = 0.022 * mood.anger - 0.044 * mood.worry
    arch = (0.020 if soft else 0.008) + 0.020 * lifted * (1 - mood.worry) - 0.006 * mood.anger
    near = -0.070 + (0.006 if soft else -0.012) - 0.014 * mood.anger
    thick = 1.7 if child else 2.1 if soft else 4.0 * (0.75 + 0.5 * t[6])
    if head.age == "old" and not soft:
        thick *= 1.15
    thick *= float(np.clip((sketch.size - 12) / 44, 0.3, 1.0))
    pressure = 0.95 if look.hair_tone < 0.6 else 0.62
    rows = [(near, y - 0.008 + inner), (-0.02, y + 0.6 * arch + 0.45 * inner), (0.045, y + arch),
            (0.108, y - 0.014 + outer)]  # fmt: skip
    sketch.stroke([at(dx, dy) for dx, dy in rows], thick, pressure)


def _nose(sketch: Sketch, body: Body, head: Head, mood: Mood) -> None:
    size, t = sketch.size, head.traits
    if size < 24:
        return
    side = 1.0 if t[7] > 0.5 else -1.0
    y = NOSE_Y
    if head.age == "child":
        sketch.stroke([(-0.024, y - 0.006), (0.0, y - 0.020), (0.024, y - 0.006)], 1.6)
        return
    wing = 0.058 if body.figure.look.gender == "female" else 0.068
    sketch.stroke([(-0.034, y - 0.020), (0.0, y - 0.034), (0.034, y - 0.020)], 1.8)
    flare = 0.010 * mood.anger
    sketch.stroke([(wing * side * 0.78, y + 0.034), ((wing + flare) * side, y + 0.004),
                   (wing * side * 0.80, y - 0.020)], 1.5, 0.88)  # fmt: skip
    if size > 64:
        sketch.stroke(
            [(-(wing + flare) * side, y + 0.006), (-wing * side * 0.82, y - 0.020)], 1.2, 0.75
        )
        sketch.stroke(
            [(0.052 * side, 0.058), (0.034 * side, -0.01), (0.040 * side, -0.09)], 1.1, 0.5
        )
    if mood.anger > 0.5 and size > 40:
        for s in (1.0, -1.0):
            sketch.stroke([(0.022 * s, 0.045), (0.028 * s, 0.095)], 1.3, 0.7)


def _mouth(sketch: Sketch, body: Body, head: Head, mood: Mood, speech: MouthShape | None) -> None:
    look, t, size = body.figure.look, head.traits, sketch.size
    female, child = look.gender == "female", head.age == "child"
    half = (0.078 if child else 0.088 if female else 0.102) + 0.02 * (t[3] - 0.5)
    half *= 1 + 0.34 * mood.smile - 0.10 * mood.raised * (1 - mood.smile) * (mood.open > 0.3)
    y = MOUTH_Y - (0.012 if child else 0.0)
    up = 0.054 * mood.smile - 0.050 * mood.down
    left, right = up, up
    if mood.wry:
        side = t[2] > 0.5
        left, right = (0.036, 0.0) if side else (0.0, 0.036)
    painted = female and head.age == "grown" and size > 34
    if speech is not None and speech.openness > 0:
        lips = (0.45 * look.skin_tone, min(1.0, 0.7 * look.skin_tone)) if painted else None
        draw_speaking(sketch, speech, half, y, up, lips)
        return
    if mood.open > 0.12:
        _open_mouth(sketch, mood, half, y, up, painted, look.skin_tone)
        return
    if mood.smile > 0.6 and not mood.wry:
        _grin(sketch, mood, half, y, up, painted, look.skin_tone)
        return
    dip = -0.014 * mood.smile + 0.022 * mood.down
    line = [(-half, y + right), (-half * 0.5, y - 0.002 + dip + right * 0.1),
            (-0.018, y + 0.004 + dip),
            (0.0, y + dip), (0.018, y + 0.004 + dip), (half * 0.5, y - 0.002 + dip + left * 0.1),
            (half, y + left)]  # fmt: skip
    if painted:
        tone = 0.45 * look.skin_tone
        sketch.patch([(-half * 0.9, y + right * 0.8), (-half * 0.45, y + 0.020 + dip),
                      (-0.018, y + 0.030 + dip),
                      (0.0, y + 0.024 + dip), (0.018, y + 0.030 + dip),
                      (half * 0.45, y + 0.020 + dip),
                      (half * 0.9, y + left * 0.8), (0.0, y + dip)], tone)  # fmt: skip
        sketch.patch([(-half * 0.8, y + right * 0.6), (0.0, y - 0.004 + dip),
                      (half * 0.8, y + left * 0.6),
                      (half * 0.40, y - 0.034), (0.0, y - 0.042), (-half * 0.40, y - 0.034)],
                     min(1.0, 0.7 * look.skin_tone))  # fmt: skip
    sketch.stroke(line, 2.2)
    if size > 40 and not painted and not child:
        sketch.stroke(
            [(-half * 0.42, y - 0.046), (0.0, y - 0.056), (half * 0.42, y - 0.046)], 1.3, 0.65
        )


def _grin(
    sketch: Sketch, mood: Mood, half: float, y: float, up: float, painted: bool, skin: float
) -> None:
    """A broad smile: corners high, a bow of teeth between the lips, a dimple on each side."""
    top = [(-half, y + up), (-half * 0.55, y + 0.2 * up), (0.0, y - 0.006),
           (half * 0.55, y + 0.2 * up), (half, y + up)]  # fmt: skip
    deep = 0.028 + 0.022 * mood.smile
    bottom = [(half * 0.60, y - 0.62 * deep), (0.0, y - deep), (-half * 0.60, y - 0.62 * deep)]
    sketch.patch([*top, *bottom], 1.0)
    if painted:
        sketch.patch([*bottom, (-half * 0.5, y - 0.62 * deep - 0.022), (0.0, y - deep - 0.030),
                      (half * 0.5, y - 0.62 * deep - 0.022)], 0.6 * skin)  # fmt: skip
    sketch.stroke(top, 2.4)
    sketch.stroke([(half * 0.94, y + 0.72 * up), *bottom, (-half * 0.94, y + 0.72 * up)], 1.6, 0.9)
    if sketch.size > 34:
        for s in (1.0, -1.0):
            sketch.stroke([(half * 0.99 * s, y + up + 0.020), (half * 1.13 * s, y + up - 0.006)],
                          1.5, 0.8)  # fmt: skip


def _open_mouth(
    sketch: Sketch, mood: Mood, half: float, y: float, up: float, painted: bool, skin: float
) -> None:
    """Speech parts the lips; a laugh bares the upper teeth; a shout is a dark square."""
    size = sketch.size
    angry = mood.anger > 0.4
    fear = mood.raised + mood.worry > 0.5 and not angry and mood.smile < 0.3
    drop = 0.022 + 0.085 * mood.open
    if fear:
        half *= 0.86 if mood.down > 0.2 else 0.62
        drop *= 1.15
    top = [
        (-half, y + up),
        (-half * 0.5, y + 0.014),
        (0.0, y + 0.010),
        (half * 0.5, y + 0.014),
        (half, y + up),
    ]
    jaw = half * (0.80 if angry else 0.55 if mood.smile > 0.3 else 0.62)
    bottom = [(jaw, y - drop * 0.82), (0.0, y - drop), (-jaw, y - drop * 0.82)]
    if fear and mood.down <= 0.2:  # an O
        ring = disc(0.0, y - drop * 0.42, half, drop * 0.72)
        sketch.patch(ring, 0.04)
        sketch.stroke([*ring, ring[0]], 1.8)
        return
    sketch.patch([*top, *bottom], 0.03 if mood.open > 0.3 else 0.22)
    if size > 44 and mood.open > 0.25:
        teeth = 0.30 if mood.smile > 0.3 else 0.22
        sketch.patch([(-half * 0.78, y + up * 0.6 + 0.004), (-half * 0.4, y + 0.011),
                      (0.0, y + 0.008), (half * 0.4, y + 0.011),
                      (half * 0.78, y + up * 0.6 + 0.004),
                      (half * 0.70, y - drop * teeth), (0.0, y - drop * teeth * 1.1),
                      (-half * 0.70, y - drop * teeth)], 1.0)  # fmt: skip
        if angry and size > 60:
            sketch.patch([(-jaw * 0.8, y - drop * 0.68), (jaw * 0.8, y - drop * 0.68),
                          (jaw * 0.7, y - drop * 0.84),
                          (-jaw * 0.7, y - drop * 0.84)], 1.0)  # fmt: skip
    sketch.stroke(top, 2.2)
    sketch.stroke([(half, y + up), *bottom, (-half, y + up)], 1.4, 0.85)
    if painted:
        sketch.patch([(-half * 0.9, y + up), (-half * 0.45, y + 0.026), (-0.018, y + 0.036),
                      (0.0, y + 0.030),
                      (0.018, y + 0.036), (half * 0.45, y + 0.026), (half * 0.9, y + up),
                      (0.0, y + 0.012)],
                     0.45 * skin)  # fmt: skip
    if size > 60:
        sketch.stroke([(-half * 0.36, y - drop - 0.026), (0.0, y - drop - 0.034),
                       (half * 0.36, y - drop - 0.026)],
                      1.2, 0.6)  # fmt: skip
