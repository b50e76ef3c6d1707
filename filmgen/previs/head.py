"""Heads: skull, ears and neck. Measures in head heights.

Local axes: x to the head's own left, y up, z out of the face; the origin is the head's
centre, level with the eyes; chin at y = -0.5, crown at +0.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.previs.curve import drape, unit
from filmgen.previs.face import draw_face
from filmgen.previs.hair import add_hair
from filmgen.previs.headwear import add_headwear
from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Head:
    """A head's place and individual measures.

    Attributes:
        centre: world. axes: rows left, up, front. unit_m: the head's height.
        traits: eight numbers in 0 to 1 from the character's name, the same in every shot.
        age: "child", "grown" or "old".
        eyes: where the eyes look, aside (to the head's left) and up, each -1 to 1.
    """

    centre: Array
    axes: Array
    unit_m: float
    traits: Array
    age: str = "grown"
    eyes: tuple[float, float] = (0.0, 0.0)

    def world(self, points: Array) -> Array:
        """Local (n, 3) head heights to world metres."""
        return np.asarray(self.centre + (points * self.unit_m) @ self.axes)

    def at(self, x: float, y: float, z: float) -> Array:
        """One local point to world metres."""
        return np.asarray(self.centre + (np.array([x, y, z]) * self.unit_m) @ self.axes)


def head_of(body: Body) -> Head:
    """The head's frame, as the blocking turns it, and the character's own measures."""
    figure, j = body.figure, body.joints
    axes = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze).T
    years = figure.look.age_years
    age = "child" if years < 13 else "old" if years >= 62 else "grown"
    return Head(
        j["head"], axes, head_height_m(figure.look), body.traits, age, _eyes(body, j["head"], axes)
    )


def _eyes(body: Body, centre: Array, axes: Array) -> tuple[float, float]:
    """Where the pupils go: what the neck does not turn the eyes do; idle eyes wander a little."""
    gaze, mood = body.figure.gaze, body.figure.expression
    shy = -0.35 if mood.brow > 0.3 and mood.mouth < -0.6 else 0.0  # the sad look down
    if gaze is None:
        return 0.5 * (body.traits[2] - 0.5), -0.5 if "down" in body.doing else shy
    local = axes @ (np.asarray(gaze, np.float64) - centre)
    ahead = max(float(np.hypot(local[0], local[2])), 1e-6)
    aside = np.arctan2(local[0], local[2]) / 0.45
    up = np.arctan2(local[1], ahead) / 0.4
    return float(np.clip(aside, -1, 1)), float(np.clip(up + shy, -1, 1))


def add_head(scene: Scene, body: Body) -> None:
    """Neck, head, hair, headwear and the face's lines."""
    look = body.figure.look
    head = head_of(body)
    skin = scene.part(body.owner, "head", look.skin_tone, "skin", soft=True)
    j, s = body.joints, body.scale
    thick = (0.043 if look.gender == "female" else 0.053) * (0.55 * s + 0.45 * body.girth)
    if head.age == "child":
        thick *= 1.02
    from_behind = float(head.axes[2] @ unit(body.eye - head.centre)) < -0.3
    neck = skin
    if not from_behind:  # its own part, so that the jaw is drawn against it
        neck = scene.part(body.owner, "neck", look.skin_tone * 0.86, "skin", soft=True)
    if look.hair == "bald":  # the nape runs into the skull without a seam
        nape = np.array([0.235, 0.25, 0.27]) * head.unit_m
        scene.ellipsoid(head.at(0, -0.06, -0.20), head.axes, nape, neck)
    scene.limb(
        j["neck"] + body.front * 0.006 * s,
        thick * 1.12,
        head.at(0, -0.20, -0.12),
        thick * 0.90,
        neck,
    )
    nose = scene.part(body.owner, "nose", look.skin_tone, "skin", soft=True)
    first = len(scene.kinds)
    _skull(scene, body, head, skin, nose)
    solids = range(first, len(scene.kinds))
    for sign in (1.0, -1.0) if look.headwear != "hood" else ():
        _ear(scene, body, head, sign, skin)
    add_hair(scene, body, head)
    add_headwear(scene, body, head)
    draw_face(scene, body, head, solids)


def _ear(scene: Scene, body: Body, head: Head, sign: float, skin: int) -> None:
    """An ear close to the skull, tilted back; its part is the head's,
    so that it grows out of it."""
    part = skin if body.detail_px < 30 else scene.part(
        body.owner, f"ear{sign:+.0f}", body.figure.look.skin_tone, "skin", soft=True
    )  # fmt: skip
    size = 1.08 if head.age == "old" else 0.94 if body.figure.look.gender == "female" else 1.0
    tilt = head.axes.copy()
    tilt[0] = head.axes[0] * 0.93 - head.axes[2] * 0.36 * sign
    tilt[1] = head.axes[1] * 0.97 - head.axes[2] * 0.24
    tilt[2] = np.cross(tilt[0], tilt[1])
    centre = head.at(0.306 * sign, -0.045, -0.055)
    radii = np.array([0.030, 0.098, 0.060]) * head.unit_m * size
    scene.ellipsoid(centre, tilt, radii, part)
    lobe = head.at(0.298 * sign, -0.125, -0.030)
    scene.ellipsoid(lobe, tilt, np.array([0.022, 0.040, 0.034]) * head.unit_m * size, part)
    if body.detail_px < 48:
        return
    turns = np.linspace(-2.0, 2.2, 9)[:, None]
    ring = (
        centre + tilt[0] * sign * 0.030 * head.unit_m
        + head.unit_m * size * (0.036 * -np.cos(turns) * tilt[2] + 0.066 * np.sin(turns) * tilt[1])
    )  # fmt: skip
    scene.line(ring, 1.2, 0.75, owner=body.owner, tolerance_m=0.008)


def _skull(scene: Scene, body: Body, head: Head, skin: int, nose_part: int) -> None:
    """The skull and its features; the character's traits vary jaw, chin, cheeks and nose."""
    look, t = body.figure.look, head.traits
    measure = head.unit_m
    female, child, old = look.gender == "female", head.age == "child", head.age == "old"
    stout = float(np.clip((look.build - 1.0) / 0.3, -0.6, 1.0))

    def ball(
        x: float, y: float, z: float, rx: float, ry: float, rz: float, part: int = skin
    ) -> None:
        scene.ellipsoid(
            head.at(x, y, z), head.axes, (rx * measure, ry * measure, rz * measure), part
        )

    def limb(
        a: tuple[float, float, float], ra: float, b: tuple[float, float, float], rb: float,
        part: int = skin,
    ) -> None:  # fmt: skip
        scene.limb(head.at(*a), ra * measure, head.at(*b), rb * measure, part)

    ball(0, 0.115, -0.055, 0.322, 0.385, 0.418)
    if child:
        _child_features(ball, limb, t, nose_part)
        return
    jaw = (0.84 if female else 1.10) + 0.20 * (t[0] - 0.5) + 0.10 * stout
    nose = (0.76 if female else 1.0) + 0.34 * (t[1] - 0.5) + (0.12 if old else 0.0)
    chin_y = -0.425
    limb((0, -0.05, 0.105), 0.250, (0, -0.38, 0.235), 0.100)
    for sign in (1.0, -1.0):
        corner = (0.182 * sign * jaw, -0.250 if female else -0.268, -0.005)
        limb(corner, 0.090, (0.045 * sign * jaw, chin_y + 0.012, 0.245), 0.070)
        limb((0.222 * sign, 0.02, 0.06), 0.094, corner, 0.088)
        cheek = 0.145 + 0.03 * stout - (0.014 if old else 0.0)
        ball(0.128 * sign, -0.095, 0.142, cheek, 0.135, 0.155)
        ball(0.042 * sign * nose, -0.200, 0.362, 0.036 * nose, 0.030, 0.046, nose_part)
        if not female:
            ball(0.112 * sign, 0.076, 0.232, 0.135, 0.058, 0.104)
        else:
            ball(0.115 * sign, 0.090, 0.215, 0.135, 0.085, 0.105)
    tip = 0.374 + 0.047 * nose
    hook = 0.012 * (t[7] - 0.4)
    limb((0, 0.060, 0.325), 0.030, (0, -0.06, 0.352 + 0.020 * nose + hook), 0.030 * nose, nose_part)
    limb((0, -0.06, 0.352 + 0.020 * nose + hook), 0.030 * nose,
         (0, -0.172 + (0.010 if female else 0.0), tip), 0.040 * nose, nose_part)  # fmt: skip
    full = 0.006 if female else 0.0
    ball(0, -0.283, 0.304, 0.092, 0.026, 0.046 + full)
    ball(0, -0.330, 0.300, 0.080, 0.028, 0.046 + full)
    chin = (0.070 if female else 0.092) + 0.03 * (t[3] - 0.5)
    ball(0, chin_y, 0.262, chin, 0.070, 0.078)
    if stout > 0.3:
        ball(0, -0.44, 0.12, 0.17, 0.09, 0.16)


def _child_features(
    ball: Callable[..., None], limb: Callable[..., None], t: Array, nose_part: int
) -> None:
    """A child: low features, a round cheek, a button of a nose."""
    limb((0, -0.03, 0.06), 0.298, (0, -0.35, 0.19), 0.125)
    for sign in (1.0, -1.0):
        ball(0.135 * sign, -0.185, 0.120, 0.140, 0.150, 0.150)
        ball(0.022 * sign, -0.212, 0.350, 0.024, 0.020, 0.030, nose_part)
    limb((0, -0.03, 0.330), 0.022, (0, -0.190, 0.378), 0.034, nose_part)
    ball(0, -0.292, 0.282, 0.080, 0.024, 0.044)
    ball(0, -0.336, 0.276, 0.070, 0.026, 0.044)
    ball(0, -0.425, 0.225 + 0.01 * t[3], 0.085, 0.070, 0.075)


def on_face(scene: Scene, head: Head, solids: range, xy: Array) -> tuple[Array, Array]:
    """Where lines given from the front lie on a head: (n, 3) world points and unit normals."""
    origins = head.world(np.column_stack([xy, np.full(len(xy), 2.0)]))
    points, normals, met = drape(scene, solids, origins, -head.axes[2])
    rim = head.world(np.column_stack([xy, np.full(len(xy), -0.05)]))
    return np.where(met[:, None], points, rim), normals
