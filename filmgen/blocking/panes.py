"""Where the weather is seen from inside: the windows of a room, in a camera's frame."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np

from filmgen.blocking.camera import Array, basis, half_extents
from filmgen.blocking.dressing import hole_centre
from filmgen.blocking.model import Camera, SetPlan

Pane: TypeAlias = tuple[tuple[float, float], ...]
"""Corners of a polygon in fractions of the composed frame."""

_NEAR_M = 0.05


def panes_of(plan: SetPlan, camera: Camera) -> tuple[tuple[Pane, ...], float]:
    """The windows of a room that are in or near the frame, and how far the nearest is.

    Returns:
        Polygons, and metres along the view axis (infinity without any).
    """
    found: list[Pane] = []
    nearest = math.inf
    for hole in plan.openings:
        if hole.kind != "window":
            continue
        (x, y, z), yaw = hole_centre(plan, hole, 0.0)
        across = np.array([math.cos(yaw), 0.0, -math.sin(yaw)]) * hole.width_m / 2
        up = np.array([0.0, hole.height_m / 2, 0.0])
        centre = np.array([x, y, z])
        sides = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        corners = np.stack([centre + a * across + b * up for a, b in sides])
        seen = _before(_in_camera(corners, camera))
        if len(seen) < 3:
            continue
        tangents = np.array(half_extents(camera.focal_mm, camera.aspect))
        fractions = 0.5 + 0.5 * np.array([1.0, -1.0]) * seen[:, :2] / (tangents * seen[:, 2:])
        low, high = fractions.min(axis=0), fractions.max(axis=0)
        if (high < -0.2).any() or (low > 1.2).any():
            continue
        clipped = np.clip(fractions, -8.0, 9.0).round(4).tolist()
        found.append(tuple((float(a), float(b)) for a, b in clipped))
        nearest = min(nearest, float(seen[:, 2].min()))
    return tuple(found), nearest


def _in_camera(points: Array, camera: Camera) -> Array:
    """World points (n, 3) as metres right, up and forward of the lens."""
    offset = points - np.asarray(camera.position, np.float64)
    return np.asarray(offset @ np.stack(basis(camera), axis=1))


def _before(polygon: Array) -> Array:
    """The part of a polygon before the lens (Sutherland and Hodgman, one plane)."""
    kept: list[Array] = []
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if a[2] >= _NEAR_M:
            kept.append(a)
        if (a[2] >= _NEAR_M) != (b[2] >= _NEAR_M):
            kept.append(a + (b - a) * (_NEAR_M - a[2]) / (b[2] - a[2]))
    return np.array(kept).reshape(-1, 3)
