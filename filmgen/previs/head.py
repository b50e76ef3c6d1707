"""Heads: skull, features, hair by style, headwear. Measures in head heights.

Local axes: x to the head's own left, y up, z out of the face; the origin is the head's
centre, level with the eyes; chin at y = -0.5, crown at +0.5.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.previs.face import draw_face
from filmgen.previs.hair import add_hair, add_headwear
from filmgen.previs.primitives import Kind, intersect
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
    """

    centre: Array
    axes: Array
    unit_m: float
    traits: Array

    def world(self, points: Array) -> Array:
        """Local (n, 3) head heights to world metres."""
        return np.asarray(self.centre + (points * self.unit_m) @ self.axes)


def head_of(body: Body) -> Head:
    """The head's frame, as the blocking turns it, and the character's own measures."""
    figure, j = body.figure, body.joints
    axes = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze).T
    unit = head_height_m(figure.look)
    bits = np.array(
        [zlib.crc32(f"{figure.name}/{k}".encode()) % 1000 / 999 for k in range(8)], np.float64
    )
    return Head(j["head"], axes, unit, bits)


def add_head(scene: Scene, body: Body) -> None:
    """Neck, head, hair, headwear and the face's lines."""
    look = body.figure.look
    head = head_of(body)
    skin = scene.part(body.owner, "head", look.skin_tone, "skin", soft=True)
    j, s = body.joints, body.scale
    thick = (0.042 if look.gender == "female" else 0.051) * (0.55 * s + 0.45 * body.girth)
    root = head.world(np.array([[0.0, -0.22, -0.11]]))[0]
    neck = scene.part(body.owner, "neck", look.skin_tone * 0.86, "skin", soft=True)
    scene.limb(j["neck"] - body.up * 0.02 * s, thick * 1.18, root, thick, neck)
    nose = scene.part(body.owner, "nose", look.skin_tone, "skin", soft=True)
    shape = Scene()
    shape.part(0, "head", 1.0, "skin")
    shape.part(0, "nose", 1.0, "skin")
    build_skull(shape, look.gender, head.traits, look.age_years)
    for i, kind in enumerate(shape.kinds):
        frame = shape.inverses[i]
        placed = np.empty((3, 4))
        placed[:, :3] = (frame[:, :3].T @ head.axes).T * head.unit_m
        placed[:, 3] = head.world(frame[:, 3][None])[0]
        scene.add(kind, placed, shape.parameters[i], nose if shape.part_of[i] else skin)
    for sign in (1.0, -1.0):
        _ear(scene, body, head, sign)
    add_hair(scene, body, head)
    add_headwear(scene, body, head)
    draw_face(scene, body, head, shape)


def _ear(scene: Scene, body: Body, head: Head, sign: float) -> None:
    part = scene.part(body.owner, f"ear{sign:+.0f}", body.figure.look.skin_tone, "skin", soft=True)
    centre = head.world(np.array([[0.322 * sign, -0.03, -0.05]]))[0]
    tilt = head.axes.copy()
    tilt[0] = head.axes[0] * 0.82 - head.axes[2] * 0.57 * sign
    tilt[2] = np.cross(tilt[0], tilt[1])
    scene.ellipsoid(centre, tilt, np.array([0.035, 0.105, 0.066]) * head.unit_m, part)
    if body.detail_px < 40:
        return
    turns = np.linspace(-1.9, 1.9, 9)
    out = tilt[0] * sign * 0.034 * head.unit_m
    ring = [
        centre + out + head.unit_m * (0.040 * -np.cos(t) * tilt[2] + 0.068 * np.sin(t) * tilt[1])
        for t in turns
    ]
    scene.line(ring, 1.2, 0.75, owner=body.owner, tolerance_m=0.012)


def build_skull(shape: Scene, gender: str, traits: Array, age_years: int) -> None:
    """The skull and its features in local measures; `traits` vary jaw, nose and cheeks."""
    eye = np.eye(3)
    female = gender == "female"
    child = age_years < 13
    jaw = (0.80 if female else 1.12) + 0.14 * (traits[0] - 0.5)
    if child:
        jaw = 0.86 + 0.08 * (traits[0] - 0.5)
    nose = (0.78 if female else 1.06) * (0.6 if child else 1.0) + 0.3 * (traits[1] - 0.5)
    shape.ellipsoid((0, 0.115, -0.055), eye, (0.320, 0.385, 0.415), 0)
    shape.limb((0, -0.05, 0.105), 0.252, (0, -0.37, 0.235), 0.105, 0)
    for sign in (1.0, -1.0):
        corner = (0.178 * sign * jaw, -0.215, -0.02)
        shape.limb(corner, 0.092, (0.042 * sign * jaw, -0.408, 0.235), 0.078, 0)
        shape.limb((0.215 * sign, 0.02, 0.06), 0.10, corner, 0.09, 0)
        if child:  # full cheeks, low and wide
            shape.ellipsoid((0.140 * sign, -0.185, 0.15), eye, (0.125, 0.13, 0.12), 0)
        shape.ellipsoid((0.150 * sign, -0.075, 0.225), eye, (0.10, 0.08, 0.10), 0)
        wing = (0.043 * sign * nose, -0.165, 0.365)
        shape.ellipsoid(wing, eye, (0.040 * nose, 0.034, 0.05), 1)
        shape.limb((0.06 * sign, 0.095, 0.290), 0.068, (0.19 * sign, 0.085, 0.215), 0.072, 0)
    shape.limb((0, 0.055, 0.335), 0.034, (0, -0.135, 0.378 + 0.06 * nose), 0.046 * nose, 1)
    shape.ellipsoid((0, -0.243, 0.303), eye, (0.095, 0.022, 0.05), 0)
    shape.ellipsoid((0, -0.283, 0.300), eye, (0.085, 0.026, 0.05), 0)
    chin = 0.068 if female or child else 0.092
    shape.ellipsoid((0, -0.415, 0.255), eye, (chin, 0.072, 0.082), 0)


def front_surface(shape: Scene, xy: Array) -> tuple[Array, Array]:
    """Where lines drawn on the face lie: (n, 3) local points and (n, 3) unit normals.

    Points off the face get z of the head's rim.
    """
    count = len(xy)
    points = torch.tensor(np.asarray(xy), dtype=torch.float64)
    best = torch.full((3, count), -torch.inf, dtype=torch.float64)
    step = 0.012
    for index, kind in enumerate(shape.kinds):
        table = torch.tensor(shape.maps[index], dtype=torch.float64)
        d = tuple(-table[i, 2].expand(count) for i in range(3))
        for row, (ox, oy) in enumerate(((0.0, 0.0), (step, 0.0), (0.0, step))):
            x, y = points[:, 0] + ox, points[:, 1] + oy
            o = tuple(
                table[i, 0] * x + table[i, 1] * y + table[i, 2] * 2.0 + table[i, 3]
                for i in range(3)
            )
            t = intersect(Kind(kind), o, d, shape.parameters[index])
            best[row] = torch.fmax(best[row], torch.where(t.isnan(), -torch.inf, 2.0 - t))
    z = best.numpy()
    z = np.where(np.isfinite(z), z, -0.05)
    normal = np.stack([-(z[1] - z[0]) / step, -(z[2] - z[0]) / step, np.ones(count)], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return np.column_stack([xy, z[0]]), normal
