"""The lens: how world space meets the frame. The one projection everybody uses.

Conventions (the drawing must use the same ones):

- `forward` is the unit vector from `position` to `target`; `right = forward x (0, 1, 0)`,
  `up = right x forward`. `roll_rad` then turns the camera clockwise as its operator sees it
  (the picture leans anticlockwise): `right' = cos r * right - sin r * up`,
  `up' = sin r * right + cos r * up`. Looking straight up or down, `right` is world +x.
- Half extents of the image plane at depth 1: for aspects of 1 and wider
  `tan_w = 18 / focal_mm`, `tan_h = tan_w / aspect`; for taller frames
  `tan_h = 18 / focal_mm`, `tan_w = tan_h * aspect`.
- Frame fractions: x runs 0 (left) to 1 (right), y 0 (top) to 1 (bottom), of the composed
  frame without overscan. `depth` is along `forward`, in metres, not the ray's length.
  The ray through (x, y) is `forward + (2x - 1) tan_w right + (1 - 2y) tan_h up`.
- A frame with overscan `o` (a fraction of the size on each side) covers x and y from -o to
  1 + o of the same plane: multiply both tangents by 1 + 2 o.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Camera, Vec3

Array: TypeAlias = npt.NDArray[np.float64]

SENSOR_WIDTH_MM = 36.0


def half_extents(focal_mm: float, aspect: float) -> tuple[float, float]:
    """(tan_w, tan_h): half the frame's width and height at a depth of 1."""
    tangent = SENSOR_WIDTH_MM / 2 / focal_mm
    return (tangent, tangent / aspect) if aspect >= 1 else (tangent * aspect, tangent)


def basis(camera: Camera) -> tuple[Array, Array, Array]:
    """(right, up, forward), unit float64 (3,) each, roll included."""
    forward = np.subtract(camera.target, camera.position).astype(np.float64)
    forward /= max(float(np.linalg.norm(forward)), 1e-12)
    right = np.array([-forward[2], 0.0, forward[0]])
    length = float(np.linalg.norm(right))
    right = right / length if length > 1e-6 else np.array([1.0, 0.0, 0.0])
    up = np.cross(right, forward)
    if camera.roll_rad:
        cos, sin = math.cos(camera.roll_rad), math.sin(camera.roll_rad)
        right, up = cos * right - sin * up, sin * right + cos * up
    return right, up, forward


def project(camera: Camera, point: Vec3) -> tuple[float, float, float]:
    """World point to (x fraction, y fraction, depth in metres).

    Points in or behind the camera's plane (depth at most 1 mm) have no picture: their x and
    y are NaN.
    """
    x, y, depth = project_many(camera, np.asarray([point], np.float64))[0]
    return float(x), float(y), float(depth)


def project_many(camera: Camera, points: Array) -> Array:
    """`project` for (n, 3) points at once; (n, 3) of x, y, depth."""
    right, up, forward = basis(camera)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    offset = np.asarray(points, np.float64) - np.asarray(camera.position, np.float64)
    depth = offset @ forward
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(depth > 1e-3, 1.0 / depth, np.nan)
    x = 0.5 + 0.5 * (offset @ right) * scale / tan_w
    y = 0.5 - 0.5 * (offset @ up) * scale / tan_h
    return np.stack([x, y, depth], axis=1)


def ray(camera: Camera, x: float, y: float) -> Array:
    """Direction (3,) of the ray through a frame fraction, scaled to depth 1."""
    right, up, forward = basis(camera)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    result: Array = forward + (2 * x - 1) * tan_w * right + (1 - 2 * y) * tan_h * up
    return result
