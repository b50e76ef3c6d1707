"""Smooth curves through a few points, and lines laid on solids.

Details of clothes and faces are given flat, as a pattern seen from the front or the back,
and dropped on whatever solids lie there: seams then follow a chest and brows a forehead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.primitives import Kind
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]


def unit(v: Array) -> Array:
    """A vector at length 1; nearly nothing stays nearly nothing."""
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


@cache
def _weights(count: int, per: int) -> Array:
    """(samples, count) weights of a Catmull-Rom curve whose ends are extended straight."""
    rows = []
    eye = np.eye(count)
    padded = np.concatenate([[2 * eye[0] - eye[1]], eye, [2 * eye[-1] - eye[-2]]])
    t = np.linspace(0, 1, per, endpoint=False)[:, None]
    for i in range(count - 1):
        p0, p1, p2, p3 = padded[i : i + 4]
        rows.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                   + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )  # fmt: skip
    return np.concatenate([*rows, eye[-1:]])


def smooth(points: Sequence[Sequence[float]] | Array, per: int = 5) -> Array:
    """A curve through points (n, d), n at least 2, with `per` samples a span."""
    return np.asarray(_weights(len(points), per) @ np.asarray(points, np.float64))


def drape(
    scene: Scene, solids: Sequence[int], origins: Array, direction: Array
) -> tuple[Array, Array, npt.NDArray[np.bool_]]:
    """Where parallel rays first meet some of the scene's balls and limbs.

    Args:
        solids: indices of solids; other kinds than SPHERE and ROUND_CONE are passed over, and
            cuts of balls are not regarded.
        origins: (n, 3) world points, outside the solids. direction: (3,) unit, of all rays.

    Returns:
        (n, 3) points and (n, 3) unit outward normals, world, and (n,) whether a ray met any;
        where it met none the point is its origin and the normal looks back along the ray.
    """
    best = np.full(len(origins), np.inf)
    normals = np.tile(-direction, (len(origins), 1))
    for kind in (Kind.SPHERE, Kind.ROUND_CONE):
        chosen = [i for i in solids if scene.kinds[i] == kind]
        if not chosen:
            continue
        maps = np.stack([scene.maps[i] for i in chosen])
        o = maps[:, :, :3] @ origins.T + maps[:, :, 3:]  # (solids, 3, n)
        d = (maps[:, :, :3] @ direction)[:, :, None]
        if kind == Kind.SPHERE:
            t, local = _balls(o, d)
        else:
            table = np.asarray([scene.parameters[i][:3] for i in chosen])[:, :, None]
            t, local = _limbs(o, d, table)
        which = t.argmin(0)
        columns = np.arange(len(origins))
        nearest = t[which, columns]
        nearer = nearest < best
        best = np.where(nearer, nearest, best)
        turned = np.einsum("nij,ni->nj", maps[which, :, :3], local[which, :, columns])
        normals = np.where(nearer[:, None], turned, normals)
    met = np.isfinite(best)
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return origins + np.where(met, best, 0.0)[:, None] * direction, normals, met


def _balls(o: Array, d: Array) -> tuple[Array, Array]:
    """Ray parameters (k, n), inf for a miss, and local normals (k, 3, n) of unit balls."""
    dd, od, oo = (d * d).sum(1), (o * d).sum(1), (o * o).sum(1) - 1.0
    inside = od * od - dd * oo
    t = np.where(inside >= 0, (-od - np.sqrt(np.maximum(inside, 0))) / dd, np.inf)
    return t, o + np.where(np.isfinite(t), t, 0.0)[:, None] * d


def _limbs(o: Array, d: Array, table: Array) -> tuple[Array, Array]:
    """The same for round cones along +y; `table` (k, 3, 1) holds length and both radii."""
    h, ra, rb = table[:, 0], table[:, 1], table[:, 2]
    rr = ra - rb
    t = np.full(o[:, 0].shape, np.inf)
    for at, r in ((0.0 * h, ra), (h, rb)):
        e = o.copy()
        e[:, 1] -= at
        dd, od, oo = (d * d).sum(1), (e * d).sum(1), (e * e).sum(1) - r * r
        inside = od * od - dd * oo
        hit = np.where(inside >= 0, (-od - np.sqrt(np.maximum(inside, 0))) / dd, np.inf)
        t = np.minimum(t, hit)
    d2 = h * h - rr * rr
    m1, m2 = h * o[:, 1], h * d[:, 1]
    dd, od, oo = (d * d).sum(1), (o * d).sum(1), (o * o).sum(1)
    k2 = d2 * dd - m2 * m2
    k1 = d2 * od - m1 * m2 + m2 * (rr * ra)
    k0 = d2 * oo - m1 * m1 + m1 * (2.0 * rr * ra) - h * h * ra * ra
    inside = k1 * k1 - k0 * k2
    side = (-k1 - np.sqrt(np.maximum(inside, 0))) / np.where(np.abs(k2) > 1e-15, k2, 1e-15)
    y = m1 - ra * rr + side * m2
    on_side = (inside >= 0) & (y > 0) & (y < d2) & (d2 > 1e-12)
    t = np.minimum(t, np.where(on_side, side, np.inf))
    point = o + np.where(np.isfinite(t), t, 0.0)[:, None] * d
    along = h * point[:, 1] - ra * rr
    radius = np.maximum(np.hypot(point[:, 0], point[:, 2]), 1e-9)
    sine = np.clip(rr / np.maximum(h, 1e-9), -1, 1)
    ratio = np.sqrt(1 - sine * sine) / radius
    low, high = along <= 0, along >= d2
    normal = np.stack(
        [
            np.where(low | high, point[:, 0], point[:, 0] * ratio),
            np.where(low, point[:, 1], np.where(high, point[:, 1] - h, sine)),
            np.where(low | high, point[:, 2], point[:, 2] * ratio),
        ],
        axis=1,
    )
    return t, normal
