"""How light from a point of the scene falls on what a panel shows, worked out from its depth.

Every pixel of the depth pass is a point of the world in metres (`PlateAnchor.tan_w` is the lens),
its neighbours give the surface's normal, and light falls off with the square of its distance and
the cosine of its angle: who stands before the fire stays dark and has a rim, the floor beside
it shines. What hides the flames from a surface is looked for in the depth pass too.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from filmgen.blocking.model import Vec3
from filmgen.media import FloatArray

STEP = 4
"""Light is worked out at a quarter of the picture's resolution: fine enough for faces."""
_SHADOW_STEPS = 10
_THICK_M = 0.7
"""How deep things are taken to be that the depth pass shows only from before."""
_FAR_M = 200.0
_WRAP = 0.12
_DARKEST = 0.25
"""Of a shadow: flames are large, and light comes back from walls."""


@dataclass(frozen=True)
class Surfaces:
    """What a panel shows, as points in metres right, up and forward of the lens.

    Attributes:
        points: float32 (3, h, w). normals: float32 (3, h, w), unit, towards the lens.
        there: float32 (h, w), 0 where there is nothing to light (sky).
        tan: (tan_w, tan_h), overscan included.
    """

    points: FloatArray
    normals: FloatArray
    there: FloatArray
    tan: tuple[float, float]


def surfaces(depth_m: FloatArray, tan_w: float, aspect: float, overscan: float) -> Surfaces:
    """Points and normals of a depth pass.

    Args:
        depth_m: (H, W), along the view axis, infinite for the sky, overscan included.
        tan_w: half of the composed frame's width at a depth of 1. aspect: of that frame.
    """
    height, width = depth_m.shape[0] // STEP, depth_m.shape[1] // STEP
    depth = cv2.resize(depth_m, (width, height), interpolation=cv2.INTER_NEAREST)
    depth = np.nan_to_num(depth, posinf=_FAR_M).astype(np.float32)
    there = (depth < 0.9 * _FAR_M).astype(np.float32)
    depth = np.clip(depth, 0.05, _FAR_M)
    wide = tan_w * (1 + 2 * overscan)
    high = tan_w / aspect * (1 + 2 * overscan)
    x = ((np.arange(width, dtype=np.float32) + 0.5) * 2 / width - 1) * np.float32(wide)
    y = (1 - (np.arange(height, dtype=np.float32) + 0.5) * 2 / height) * np.float32(high)
    points = np.stack([depth * x[None, :], depth * y[:, None], depth])
    return Surfaces(points, _normals(points), there, (wide, high))


def _normals(points: FloatArray) -> FloatArray:
    """Towards the lens; at edges from the side that belongs to the same surface."""
    along = _slope(points, 2)
    down = _slope(points, 1)
    normals = np.stack([
        along[1] * down[2] - along[2] * down[1],
        along[2] * down[0] - along[0] * down[2],
        along[0] * down[1] - along[1] * down[0],
    ])  # fmt: skip
    away = (normals * points).sum(axis=0) > 0
    normals *= np.where(away, np.float32(-1), np.float32(1))
    normals /= np.maximum(np.sqrt((normals * normals).sum(axis=0)), 1e-9)
    return np.asarray(normals, np.float32)


def _slope(points: FloatArray, axis: int) -> FloatArray:
    """Difference to the next or the last point, whichever is nearer in depth."""
    step = np.diff(points, axis=axis)
    pad = [(0, 0), (0, 0), (0, 0)]
    pad[axis] = (0, 1)
    onward = np.pad(step, pad, mode="edge")
    pad[axis] = (1, 0)
    before = np.pad(step, pad, mode="edge")
    chosen = np.where(np.abs(onward[2]) <= np.abs(before[2]), onward, before)
    return np.asarray(chosen, np.float32)


def irradiance(scene: Surfaces, heart_m: Vec3, radius_m: float) -> FloatArray:
    """Light on every surface from a glowing ball of unit strength, float32 (h, w).

    At distance d it is cos / (d² + r²): 1 at a metre from a small one that is faced.

    Args:
        heart_m: the ball's middle, in the points' space. radius_m: half its size.
    """
    to = np.asarray(heart_m, np.float32)[:, None, None] - scene.points
    square = (to * to).sum(axis=0)
    far = np.sqrt(square)
    cosine = (to * scene.normals).sum(axis=0) / np.maximum(far, 1e-3)
    wrap = np.minimum(0.6, _WRAP + 0.3 * radius_m / np.maximum(far, radius_m))
    facing = np.clip((cosine + wrap) / (1 + wrap), 0.0, 1.0)
    light = facing / (square + radius_m**2) * scene.there
    return np.asarray(light * _unshadowed(scene, heart_m, radius_m), np.float32)


def _unshadowed(scene: Surfaces, heart_m: Vec3, radius_m: float) -> FloatArray | float:
    """1 where a surface sees the light, less where the depth pass shows something between."""
    if heart_m[2] < 0.1:
        return 1.0  # beside or behind the lens: what is between is not in the picture
    height, width = scene.there.shape
    small = scene.points[:, ::2, ::2]
    depth = np.ascontiguousarray(scene.points[2])
    heart = np.asarray(heart_m, np.float32)[:, None, None]
    tan_w, tan_h = scene.tan
    hidden = np.zeros(small.shape[1:], np.float32)
    way = np.sqrt(((heart - small) ** 2).sum(axis=0))
    for i in range(_SHADOW_STEPS):
        share = np.float32(0.08 + 0.84 * (i + 0.5) / _SHADOW_STEPS)
        at = small + (heart - small) * share
        x = (at[0] / (at[2] * tan_w) + 1) * np.float32(width / 2) - np.float32(0.5)
        y = (1 - at[1] / (at[2] * tan_h)) * np.float32(height / 2) - np.float32(0.5)
        seen = cv2.remap(depth, x, y, cv2.INTER_NEAREST, borderValue=_FAR_M)
        behind = at[2] - seen
        bias = 0.06 + 0.015 * at[2]
        # close to the flames nothing hides them: they are round what they burn
        clear = (1 - share) * way > 0.8 * radius_m
        hit = (behind > bias) & (behind < _THICK_M) & clear
        np.maximum(hidden, hit.astype(np.float32), out=hidden)
    soft = cv2.GaussianBlur(hidden, (0, 0), 1.5)
    large = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 - (1 - _DARKEST) * large, np.float32)
