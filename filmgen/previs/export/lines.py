"""Drawn lines as thin geometry, so that exported faces look somewhere and drawers have edges.

A line that lies on a body comes with the body's normals and becomes a ribbon just above it; one
without becomes a thin three-sided rod, half sunk into what it is drawn on.
"""

from __future__ import annotations

import numpy as np

from filmgen.previs.export.mesh import Array, Mesh
from filmgen.previs.scene import Stroke3

PEN_M = 0.0011
"""Width of a line of one pixel: a pixel of a medium shot at 1280."""
LIFT_M = 0.0006
LAYER_M = 0.00002
"""Later lines lie on earlier ones, as they were drawn."""
FAINT = 0.45
"""Lines fainter than this are texture of the pen and left out."""


def line_mesh(stroke: Stroke3, layer: int) -> Mesh | None:
    """A stroke as triangles; None for what is too faint or short.

    Args:
        layer: how many strokes were drawn before it.
    """
    points, facing = stroke.points, stroke.facing
    if len(points) < 2 or stroke.pressure < FAINT:
        return None
    if float(np.ptp(points, axis=0).max()) < 1e-4:
        return None
    if facing is None:
        return None if stroke.fill else _rod(points, stroke.width * PEN_M)
    raised = points + facing * (LIFT_M + LAYER_M * layer)
    if stroke.fill:
        return _patch(raised, facing)
    return _ribbon(raised, facing, _widths(len(points), stroke) * PEN_M)


def _widths(count: int, stroke: Stroke3) -> Array:
    """Width along a line in pixels; tapered lines thin out at both ends."""
    full: Array = np.full(count, stroke.width * (0.4 + 0.6 * stroke.pressure))
    if not stroke.taper:
        return full
    share = np.linspace(0.0, 1.0, count)
    return np.asarray(full * (0.25 + 0.75 * np.sqrt(np.sin(np.pi * share).clip(0.0))))


def _along(points: Array) -> Array:
    """Unit tangents (n, 3)."""
    tangent = np.gradient(points, axis=0)
    return np.asarray(tangent / np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12))


def _ribbon(points: Array, facing: Array, width: Array) -> Mesh:
    across = np.cross(_along(points), facing)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    half = across * width[:, None] / 2
    edge = np.arange(len(points) - 1)
    left, right = 2 * edge, 2 * edge + 1
    triangles = np.concatenate(
        [np.stack([left, right, left + 2], 1), np.stack([right, right + 2, left + 2], 1)]
    )
    both = np.stack([points - half, points + half], axis=1).reshape(-1, 3)
    return _facing(both, np.repeat(facing, 2, axis=0), triangles)


def _patch(ring: Array, facing: Array) -> Mesh:
    """A filled outline, as a fan round its middle."""
    middle = facing.mean(0)
    middle /= max(float(np.linalg.norm(middle)), 1e-12)
    edge = np.arange(len(ring))
    triangles = np.stack([edge, np.roll(edge, -1), np.full(len(ring), len(ring))], axis=1)
    return _facing(
        np.concatenate([ring, ring.mean(0)[None]]),
        np.concatenate([facing, middle[None]]),
        triangles,
    )


def _facing(points: Array, normals: Array, triangles: np.ndarray) -> Mesh:
    """Turn triangles to the side of their normals."""
    corners = points[triangles]
    out = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    wrong = np.einsum("ij,ij->i", out, normals[triangles].mean(1)) < 0
    turned = np.where(wrong[:, None], triangles[:, ::-1], triangles)
    return Mesh(points, normals, turned)


def _rod(points: Array, width: float) -> Mesh | None:
    """Three-sided prisms from point to point."""
    way = np.diff(points, axis=0)
    length = np.linalg.norm(way, axis=1)
    starts, ends = points[:-1][length > 1e-5], points[1:][length > 1e-5]
    if not len(starts):
        return None
    along = (ends - starts) / np.linalg.norm(ends - starts, axis=1, keepdims=True)
    side = np.cross(along, np.eye(3)[np.abs(along).argmin(1)])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, along)
    turn = 2 * np.pi * np.arange(3) / 3
    out = np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * up[:, None]
    rings = np.concatenate([starts[:, None] + out * width / 2, ends[:, None] + out * width / 2], 1)
    here, after = np.arange(3), (np.arange(3) + 1) % 3
    one = np.concatenate(
        [np.stack([here, after, here + 3], 1), np.stack([after, after + 3, here + 3], 1)]
    )
    triangles = (6 * np.arange(len(starts))[:, None, None] + one).reshape(-1, 3)
    return _facing(rings.reshape(-1, 3), np.concatenate([out, out], 1).reshape(-1, 3), triangles)
