"""Faces: the few strokes that say who and how, laid on the head's surface.

Lines are given in head heights as seen from the front (x to the head's own left), dropped on
the surface and kept where it faces the camera, so that a three-quarter view loses the far
eye's corner and a profile keeps one eye, as drawn by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene, Stroke3

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]

FACE_FROM_PX = 15
"""Below this head height a face has no features."""


def draw_face(scene: Scene, body: Body, head: Head, shape: Scene) -> None:
    """Eyes, brows, nose, mouth, age and beard, with the figure's expression."""
    from filmgen.previs.head import front_surface

    if body.detail_px < FACE_FROM_PX:
        return
    lines = _lines(body, head)
    if not lines:
        return
    stacked = np.concatenate([curve for curve, *_ in lines])
    points, normals = front_surface(shape, stacked)
    world = head.world(points)
    facing = normals @ head.axes
    start = 0
    for curve, width, pressure, fill, tone in lines:
        part = slice(start, start + len(curve))
        start += len(curve)
        scene.strokes.append(
            Stroke3(
                world[part], width, pressure, owner=body.owner, facing=facing[part],
                tolerance_m=0.055 * head.unit_m, fill=fill, tone=tone,
            )
        )  # fmt: skip


Line: TypeAlias = "tuple[Array, float, float, bool, float]"


def _curve(points: list[tuple[float, float]], per: int = 5) -> Array:
    from filmgen.previs.garment import _dense

    return _dense(np.asarray(points, np.float64), per)


def _lines(body: Body, head: Head) -> list[Line]:
    figure = body.figure
    look, mood, t = figure.look, figure.expression, head.traits
    size = body.detail_px
    lines: list[Line] = []

    def stroke(points: list[tuple[float, float]], width: float, pressure: float = 0.9) -> None:
        lines.append((_curve(points), width, pressure, False, 0.0))

    def patch(points: list[tuple[float, float]], tone: float = 0.0) -> None:
        lines.append((_curve([*points, points[0]], 4), 1.0, 0.9, True, tone))

    female, child = look.gender == "female", look.age_years < 13
    weight = float(np.clip(size / 150, 0.55, 2.2))
    close = size > 70
    gap = 0.142 + 0.014 * (t[4] - 0.5)
    eye_y = 0.0 - (0.03 if child else 0.0)
    open_eye = float(np.clip(1.0 + 0.75 * mood.eyes_open, 0.06, 1.8))
    lift = (0.044 if child else 0.038 if female else 0.027) * open_eye
    for sign in (1.0, -1.0):

        def at(dx: float, dy: float, s: float = sign) -> tuple[float, float]:
            return ((gap + dx) * s, eye_y + dy)

        lid = [
            at(-0.066, -0.012),
            at(-0.035, lift * 0.85),
            at(0.01, lift),
            at(0.05, lift * 0.55),
            at(0.076, -0.002),
        ]
        if size < 34:
            stroke([at(-0.06, 0.0), at(0.0, lift * 0.8), at(0.065, 0.0)], 1.9 * weight + 0.5)
        else:
            stroke(lid, (2.5 if female else 1.8) * weight)
            if female and not child:  # lashes, one sweep past the outer corner
                stroke([at(0.04, lift * 0.62), at(0.078, 0.008), at(0.104, 0.03)], 1.6 * weight)
        if size >= 34 and open_eye > 0.25:
            r = (0.030 if child else 0.026 if female else 0.024) * min(1.0, 0.5 + 0.5 * open_eye)
            cy = 0.002 + 0.003 * mood.eyes_open
            turn = np.linspace(0, 2 * np.pi, 9)[:-1]
            patch([at(r * np.cos(a), cy + min(r * np.sin(a), lift * 0.95)) for a in turn], 0.04)
            if size > 110:
                glint = 0.009 * sign  # the same side of both eyes
                patch(
                    [at(glint + 0.009 * np.cos(a), cy + 0.009 + 0.009 * np.sin(a)) for a in turn],
                    1.0,
                )
            if close:
                stroke(
                    [at(-0.05, -0.026), at(0.0, -0.034 * min(open_eye, 1.2)), at(0.055, -0.018)],
                    1.0 * weight,
                    0.55,
                )
                stroke(
                    [at(-0.055, lift + 0.018), at(0.0, lift + 0.03), at(0.06, lift + 0.012)],
                    1.0 * weight,
                    0.5,
                )
        raised = 0.032 * mood.brow
        inner = -0.042 * max(0.0, -mood.brow) + 0.02 * max(0.0, mood.brow)
        soft = female or child
        brow_y = (0.108 if soft else 0.084) + raised + 0.01 * (t[5] - 0.5)
        thick = (1.5 if child else 1.8 if female else 4.2) * weight * (0.8 + 0.45 * t[6])
        arch = 0.022 if soft else 0.006
        stroke(
            [
                at(-0.074 if soft else -0.092, brow_y - 0.012 + inner),
                at(-0.03, brow_y + 0.004 + 0.5 * arch + inner * 0.5),
                at(0.04, brow_y + 0.004 + arch),
                at(0.105, brow_y - (0.008 if soft else 0.012)),
            ],
            thick,
            0.92 if look.hair_tone < 0.6 else 0.6,
        )
    if size >= 26:
        tip = -0.135
        wing = 0.062
        shade = 1.0 if t[7] > 0.5 else -1.0
        stroke([(-0.030, tip - 0.046), (0.0, tip - 0.056), (0.030, tip - 0.046)], 1.5 * weight)
        stroke(
            [(wing * shade * 0.8, tip + 0.004), (wing * shade, tip - 0.02),
             (wing * shade * 0.86, tip - 0.043)], 1.4 * weight, 0.85,
        )  # fmt: skip
        if close:
            stroke([(-wing * shade * 0.95, tip - 0.018), (-wing * shade * 0.85, tip - 0.042)],
                   1.1 * weight, 0.7)  # fmt: skip
            stroke([(0.05 * shade, 0.06), (0.036 * shade, -0.01), (0.04 * shade, -0.07)],
                   1.0 * weight, 0.5)  # fmt: skip
    half = (0.078 if child else 0.086 if female else 0.104) + 0.02 * (t[3] - 0.5)
    half += 0.012 * mood.mouth
    corner = 0.028 * mood.mouth
    y = -0.262
    opened = float(np.clip(mood.mouth_open, 0, 1))
    if opened > 0.12 and size > 30:
        # speech opens a mouth little; only a shout opens it wide and black
        shout = float(np.clip((opened - 0.7) / 0.3, 0, 1))
        drop = 0.010 + 0.030 * opened + 0.045 * shout
        patch(
            [
                (-half * 0.72, y + corner * 0.8),
                (-half * 0.35, y + 0.010),
                (0, y + 0.006),
                (half * 0.35, y + 0.010),
                (half * 0.72, y + corner * 0.8),
                (half * 0.38, y - drop),
                (0, y - drop * 1.1),
                (-half * 0.38, y - drop),
            ],
            0.32 - 0.24 * shout,
        )
        if size > 90 and opened > 0.2:
            patch([(-half * 0.55, y - 0.002), (0, y + 0.002), (half * 0.55, y - 0.002),
                   (half * 0.5, y - drop * 0.32), (-half * 0.5, y - drop * 0.32)], 1.0)  # fmt: skip
        stroke(
            [
                (-half, y + corner),
                (-half * 0.4, y + 0.014),
                (0, y + 0.008),
                (half * 0.4, y + 0.014),
                (half, y + corner),
            ],
            1.7 * weight,
        )
        stroke(
            [(-half * 0.4, y - drop - 0.022), (0, y - drop - 0.03), (half * 0.4, y - drop - 0.022)],
            1.1 * weight,
            0.6,
        )
    else:
        stroke(
            [
                (-half, y + corner),
                (-half * 0.5, y - 0.004 + corner * 0.2),
                (-0.02, y + 0.005),
                (0, y),
                (0.02, y + 0.005),
                (half * 0.5, y - 0.004 + corner * 0.2),
                (half, y + corner),
            ],
            1.8 * weight,
        )
        if size > 34:
            stroke(
                [(-half * 0.45, y - 0.055), (0, y - 0.064), (half * 0.45, y - 0.055)],
                1.1 * weight,
                0.6,
            )
    if female and not child and size > 34:
        _lips(patch, half, y, corner, opened, look.skin_tone)
    if not female and not child and close:  # the hollow of a jaw, the dent of a chin
        stroke([(-0.012, -0.43), (0.0, -0.44), (0.012, -0.43)], 1.1 * weight, 0.5)
        side = 1.0 if t[7] > 0.5 else -1.0
        for k in range(3):
            x = (0.175 + 0.018 * k) * side
            stroke([(x, -0.17 - 0.012 * k), (x - 0.03 * side, -0.25)], 1.0 * weight, 0.42)
    if look.age_years > 48 and size > 44:
        for sign in (1.0, -1.0):
            stroke(
                [(0.085 * sign, -0.15), (0.125 * sign, -0.205), (0.135 * sign, -0.26)],
                1.2 * weight,
                0.6,
            )
            stroke(
                [((gap - 0.05) * sign, -0.055), (gap * sign, -0.07), ((gap + 0.06) * sign, -0.052)],
                1.0 * weight,
                0.5,
            )
        if look.age_years > 60:
            for k in range(2):
                stroke(
                    [(-0.14, 0.2 + 0.05 * k), (0, 0.212 + 0.05 * k), (0.14, 0.2 + 0.05 * k)],
                    1.0 * weight,
                    0.45,
                )
    elif mood.mouth > 0.4 and size > 60:
        for sign in (1.0, -1.0):
            stroke(
                [(0.09 * sign, -0.16), (0.135 * sign, -0.215), (0.13 * sign, -0.265)],
                1.0 * weight,
                0.5,
            )
    if mood.brow < -0.4 and size > 60:
        for sign in (1.0, -1.0):
            stroke([(0.018 * sign, 0.055), (0.024 * sign, 0.1)], 1.1 * weight, 0.65)
    if look.glasses:
        for sign in (1.0, -1.0):
            turn = np.linspace(0, 2 * np.pi, 13)
            ring = [
                ((gap + 0.098 * np.cos(a)) * sign, eye_y - 0.012 + 0.075 * np.sin(a)) for a in turn
            ]
            stroke(ring, 1.9 * weight, 0.95)
        stroke([(0.045, 0.005), (0.0, 0.018), (-0.045, 0.005)], 1.8 * weight, 0.95)
    if look.beard:
        _beard(lines, look.beard, half, y, look.hair_tone, weight, t)
    return lines


def _lips(
    patch: Callable[..., None], half: float, y: float, corner: float, opened: float, skin: float
) -> None:
    """Painted lips: a darker upper one with its bow, the lower half as dark."""
    low = y - (0.012 + 0.03 * opened if opened > 0.12 else 0.0)
    patch(
        [(-half, y + corner), (-half * 0.45, y + 0.018), (-0.018, y + 0.030), (0, y + 0.024),
         (0.018, y + 0.030), (half * 0.45, y + 0.018), (half, y + corner),
         (half * 0.4, y + 0.004), (0, y + 0.002), (-half * 0.4, y + 0.004)],
        0.45 * skin,
    )  # fmt: skip
    patch(
        [(-half * 0.8, low + corner * 0.8), (0, low - 0.004), (half * 0.8, low + corner * 0.8),
         (half * 0.42, low - 0.034), (0, low - 0.041), (-half * 0.42, low - 0.034)],
        0.68 * skin,
    )  # fmt: skip


def _beard(
    lines: list[Line], kind: str, half: float, y: float, tone: float, weight: float, t: Array
) -> None:
    rng = np.random.default_rng(int(t[1] * 999) + 3)
    upper = [(-half * 1.1, y + 0.012), (-half * 0.5, y + 0.058), (0, y + 0.054),
             (half * 0.5, y + 0.058), (half * 1.1, y + 0.012), (half * 0.4, y + 0.026),
             (0, y + 0.03), (-half * 0.4, y + 0.026)]  # fmt: skip
    lines.append((_curve([*upper, upper[0]], 3), 1.0, 0.9, True, tone))
    if kind == "beard":
        rim = [
            (-0.27, -0.10),
            (-0.20, -0.20),
            (-half * 1.3, y + 0.0),
            (-half * 0.7, y - 0.06),
            (half * 0.7, y - 0.06),
            (half * 1.3, y),
            (0.20, -0.20),
            (0.27, -0.10),
            (0.235, -0.30),
            (0.13, -0.46),
            (0.0, -0.50),
            (-0.13, -0.46),
            (-0.235, -0.30),
        ]
        lines.append((_curve([*rim, rim[0]], 4), 1.0, 0.9, True, tone))
        for k in range(16):
            x = -0.2 + 0.4 * (k + rng.uniform(0, 1)) / 16
            top = y - 0.08 - 0.08 * abs(x) + (0.16 * max(0.0, abs(x) - 0.1) / 0.1) * 0.6
            lines.append(
                (_curve([(x, top), (x * 1.02, top - 0.06), (x * 0.96, top - 0.13)], 3),
                 1.1 * weight, 0.6, False, 0.0)
            )  # fmt: skip
