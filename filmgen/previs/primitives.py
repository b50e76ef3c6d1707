"""Analytic ray intersections and normals of five solids, batched in torch.

Every solid lives in its own local space and is placed by an affine map, so a squashed
round cone (a chest) costs what a round one does: an affine map keeps the ray parameter.

    SPHERE      unit sphere at the origin, cut by up to two planes
    ROUND_CONE  axis +y from 0 to h, radius ra at 0 and rb at h, spherical ends
    CONE        axis +y from 0 to 1, radius r0 at 0 and r1 at 1, flat ends
    BOX         the cube [-1, 1]^3
    QUAD        the square |x|, |y| <= 1 in the plane z = 0
    CONVEX      the intersection of half spaces n . p <= d

Intersections return the ray parameter of the first entry, NaN where the ray misses; the
caller drops what lies behind it. The round cone follows Inigo Quilez, "Round cone -
intersection", generalised to directions of any length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TypeAlias

import torch

Tensor: TypeAlias = torch.Tensor
Triple: TypeAlias = tuple[Tensor, Tensor, Tensor]
Numbers: TypeAlias = Sequence[float] | Sequence[Tensor]
"""Parameters: numbers for one solid, or tensors with a value for each ray of many solids."""


class Kind(IntEnum):
    """The solids; values index tables, so they never change."""

    SPHERE = 0
    ROUND_CONE = 1
    CONE = 2
    BOX = 3
    QUAD = 4
    CONVEX = 5


PARAMETERS = 8
"""Numbers a solid may carry besides its map (CONVEX carries its planes apart)."""


def _any(value: float | Tensor) -> bool:
    return bool(value) if isinstance(value, float | int) else bool(value.any())


def _sphere(o: Triple, d: Triple, p: Numbers) -> Tensor:
    ox, oy, oz = o
    dx, dy, dz = d
    dd = dx * dx + dy * dy + dz * dz
    od = ox * dx + oy * dy + oz * dz
    oo = ox * ox + oy * oy + oz * oz - 1.0
    root = (od * od - dd * oo).sqrt()
    t = (-od - root) / dd
    for k in (0, 4):
        nx, ny, nz, limit = p[k : k + 4]
        if _any(nx) or _any(ny) or _any(nz):
            side = (ox + t * dx) * nx + (oy + t * dy) * ny + (oz + t * dz) * nz
            t = torch.where(side <= limit, t, torch.nan)
    return t


def _round_cone(o: Triple, d: Triple, p: Numbers) -> Tensor:
    h, ra, rb = p[:3]
    ox, oy, oz = o
    dx, dy, dz = d
    rr = ra - rb
    d2 = h * h - rr * rr
    dd = dx * dx + dy * dy + dz * dz
    od = ox * dx + oy * dy + oz * dz
    oo = ox * ox + oy * oy + oz * oz
    ta = (-od - (od * od - dd * (oo - ra * ra)).sqrt()) / dd
    odb = od - h * dy
    oob = oo - (2.0 * h) * oy + (h * h - rb * rb)
    tb = (-odb - (odb * odb - dd * oob).sqrt()) / dd
    t = torch.fmin(ta, tb)
    if isinstance(d2, float | int) and d2 <= 1e-12:
        return t  # one end holds the other
    m1, m2 = h * oy, h * dy
    k2 = d2 * dd - m2 * m2
    k1 = d2 * od - m1 * m2 + m2 * (rr * ra)
    k0 = d2 * oo - m1 * m1 + m1 * (2.0 * rr * ra) - h * h * ra * ra
    tc = (-k1 - (k1 * k1 - k0 * k2).sqrt()) / k2
    y = m1 - ra * rr + tc * m2
    return torch.fmin(t, torch.where((y > 0.0) & (y < d2), tc, torch.nan))


def _cone(o: Triple, d: Triple, p: Numbers) -> Tensor:
    r0, r1 = p[:2]
    k = r1 - r0
    ox, oy, oz = o
    dx, dy, dz = d
    ro = r0 + k * oy
    a = dx * dx + dz * dz - (k * k) * dy * dy
    b = ox * dx + oz * dz - k * dy * ro
    c = ox * ox + oz * oz - ro * ro
    root = (b * b - a * c).sqrt()
    t = torch.full_like(b + a, torch.nan)
    for sign in (-1.0, 1.0):
        ts = (-b + sign * root) / a
        y = oy + ts * dy
        good = (y >= 0.0) & (y <= 1.0) & (r0 + k * y >= 0.0)
        t = torch.fmin(t, torch.where(good, ts, torch.nan))
    for level, radius in ((0.0, r0), (1.0, r1)):
        if _any(radius):
            ts = (level - oy) / dy
            x, z = ox + ts * dx, oz + ts * dz
            t = torch.fmin(t, torch.where(x * x + z * z <= radius * radius, ts, torch.nan))
    return t


def _box(o: Triple, d: Triple, p: Numbers) -> Tensor:
    near: Tensor | None = None
    far: Tensor | None = None
    for oc, dc in zip(o, d, strict=True):
        inverse = 1.0 / dc
        middle = -oc * inverse
        half = inverse.abs()
        near = middle - half if near is None else torch.maximum(near, middle - half)
        far = middle + half if far is None else torch.minimum(far, middle + half)
    assert near is not None and far is not None
    return torch.where(near <= far, near, torch.nan)


def _quad(o: Triple, d: Triple, p: Numbers) -> Tensor:
    t = -o[2] / d[2]
    x, y = o[0] + t * d[0], o[1] + t * d[1]
    return torch.where((x.abs() <= 1.0) & (y.abs() <= 1.0), t, torch.nan)


_INTERSECT: dict[Kind, Callable[[Triple, Triple, Numbers], Tensor]] = {
    Kind.SPHERE: _sphere,
    Kind.ROUND_CONE: _round_cone,
    Kind.CONE: _cone,
    Kind.BOX: _box,
    Kind.QUAD: _quad,
}


def intersect(kind: Kind, o: Triple, d: Triple, parameters: Numbers) -> Tensor:
    """First entry of rays o + t d into a solid.

    Args:
        kind: any but CONVEX, which is `intersect_convex`.
        o, d: local origins and directions as x, y, z, broadcastable float tensors;
            directions of any length.
        parameters: as in the module's table, at least those the kind reads.

    Returns:
        t, NaN where the ray misses; negative where the solid lies behind the origin.
    """
    return _INTERSECT[kind](o, d, parameters)


def intersect_convex(o: Triple, d: Triple, planes: Sequence[Sequence[float]]) -> Tensor:
    """First entry into the intersection of half spaces (nx, ny, nz, limit); NaN for a miss."""
    near: Tensor | None = None
    far: Tensor | None = None
    for nx, ny, nz, limit in planes:
        slope = nx * d[0] + ny * d[1] + nz * d[2]
        t = (limit - (nx * o[0] + ny * o[1] + nz * o[2])) / slope
        entering = slope < 0.0
        t_in = torch.where(entering, t, -torch.inf)
        t_out = torch.where(entering, torch.inf, t)
        near = t_in if near is None else torch.maximum(near, t_in)
        far = t_out if far is None else torch.minimum(far, t_out)
    assert near is not None and far is not None
    return torch.where(near <= far, near, torch.nan)


def local_normal(kind: Kind, point: Tensor, parameters: Tensor) -> Tensor:
    """Outward normals at surface points, in local space, not normalised.

    Args:
        kind: any but CONVEX. QUAD gives +z; the caller turns it to the viewer.
        point: (3, n) local points on the surface.
        parameters: (n, 8), one row for each point.

    Returns:
        (3, n).
    """
    x, y, z = point
    if kind == Kind.SPHERE:
        return point
    if kind == Kind.QUAD:
        return torch.stack((torch.zeros_like(x), torch.zeros_like(x), torch.ones_like(x)))
    if kind == Kind.BOX:
        size = point.abs()
        largest = size.amax(0, keepdim=True)
        return torch.where(size >= largest, point.sign(), 0.0)
    if kind == Kind.ROUND_CONE:
        h, ra, rb = parameters[:, 0], parameters[:, 1], parameters[:, 2]
        rr = ra - rb
        along = h * y - ra * rr
        radius = (x * x + z * z).sqrt().clamp_min(1e-9)
        sine = (rr / h.clamp_min(1e-9)).clamp(-1.0, 1.0)
        ratio = (1.0 - sine * sine).sqrt() / radius
        side = torch.stack((x * ratio, sine, z * ratio))
        low = along <= 0.0
        high = along >= h * h - rr * rr
        end = torch.stack((x, torch.where(high & ~low, y - h, y), z))
        return torch.where(low | high, end, side)
    r0, r1 = parameters[:, 0], parameters[:, 1]
    slope = r1 - r0
    radius = (x * x + z * z).sqrt().clamp_min(1e-9)
    gap = (radius - (r0 + slope * y)).abs()
    side = torch.stack((x / radius, -slope, z / radius))
    cap = torch.stack((torch.zeros_like(x), torch.where(y > 0.5, 1.0, -1.0), torch.zeros_like(x)))
    flat = torch.minimum(y.abs(), (1.0 - y).abs()) < gap
    return torch.where(flat, cap, side)
