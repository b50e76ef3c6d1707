"""Every solid as a few polynomials of degree two over the picture.

Rays are linear in pixel coordinates: for a lens all start in one point and their directions are
linear, for a light it is the other way round. So whatever decides a hit is a polynomial in (x, y):
with f(p) = p' Q p + 2 g.p + h the quadric of a ball or a mantle, the ray o + t d enters it at
t = (-B - sqrt(B^2 - A C)) / A, where A = d' Q d, B = d.(Q o + g), C = f(o), and the discriminant is
again of degree two because it does not change when o moves along the ray. The faces of boxes and
prisms give 1/t (lens) or -t (light) as linear forms. Coefficients are made here in double
precision, once a solid; `tiles` moves them to the middle of a tile and evaluates them in float32,
where nothing large cancels any more: float32 then resolves a finger at fifty metres.

Polynomials are rows (x^2, xy, y^2, x, y, 1); a solid has `shift`, a depth near its own, from which
the entry is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

NEVER = -1e30
TINY = 1e-9
_ONE = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Rays:
    """Rays in the local spaces of n solids.

    Attributes:
        origins, directions: (n, 3, 3), local axis by (x, y, 1); one of them is constant over the
            picture.
        lens: whether the origins are.
        shift: (n,), where counting starts along the ray.
    """

    origins: Array
    directions: Array
    lens: bool
    shift: Array

    def of(self, chosen: Ints) -> Rays:
        return Rays(self.origins[chosen], self.directions[chosen], self.lens, self.shift[chosen])


def _product(a: Array, b: Array) -> Array:
    """Rows of the product of two linear forms (n, 3)."""
    return np.stack(
        [
            a[:, 0] * b[:, 0],
            a[:, 0] * b[:, 1] + a[:, 1] * b[:, 0],
            a[:, 1] * b[:, 1],
            a[:, 0] * b[:, 2] + a[:, 2] * b[:, 0],
            a[:, 1] * b[:, 2] + a[:, 2] * b[:, 1],
            a[:, 2] * b[:, 2],
        ],
        axis=1,
    )


def linear(form: Array) -> Array:
    """A linear form (n, 3) as rows."""
    return np.concatenate([np.zeros_like(form), form], axis=1)


def _constant(value: Array) -> Array:
    rows = np.zeros((len(value), 6))
    rows[:, 5] = value
    return rows


def _form(weights: Array, matrix: Array) -> Array:
    """weights (n, 3) . matrix (n, 3, 3): a linear form (n, 3)."""
    return np.asarray(np.einsum("ni,nij->nj", weights, matrix))


def _quadric(rays: Rays, q: Array, g: Array, h: Array) -> tuple[Array, Array, Array]:
    """Rows of P, discriminant and A, so that the entry is shift + (P - sqrt(disc)) / A.

    Args:
        q: (n, 3), the diagonal of Q. g: (n,), along local y. h: (n,).
    """
    o, d = rays.origins, rays.directions
    along = np.zeros((len(h), 3))
    along[:, 1] = g
    if rays.lens:
        start = o[:, :, 2]
        lin = _form(q * start + along, d)
        square = sum(q[:, i, None] * _product(d[:, i], d[:, i]) for i in range(3))
        at_start = (q * start * start).sum(1) + 2 * (along * start).sum(1) + h
        disc = _product(lin, lin) - at_start[:, None] * square
    else:
        ahead = d[:, :, 2]
        lin = _form(q * ahead, o)
        lin[:, 2] += (along * ahead).sum(1)
        scalar = (q * ahead * ahead).sum(1)
        scalar = np.where(np.abs(scalar) < 1e-12, 1e-12, scalar)
        square = _constant(scalar)
        at_start = sum(q[:, i, None] * _product(o[:, i], o[:, i]) for i in range(3))
        at_start = at_start + linear(2 * _form(along, o)) + _constant(h)
        disc = _product(lin, lin) - scalar[:, None] * at_start
    return -(linear(lin) + rays.shift[:, None] * square), np.asarray(disc), np.asarray(square)


def _local(rays: Rays, weights: Array, offset: Array) -> tuple[Array, Array]:
    """weights . p + offset along the ray, as rows of its value at `shift` and its slope."""
    slope = _form(weights, rays.directions)
    value = _form(weights, rays.origins) + rays.shift[:, None] * slope
    value[:, 2] += offset
    return linear(value), linear(slope)


def balls(rays: Rays, parameters: Array, *, cut: bool) -> Array:
    """(3 or 7, n, 6): P, disc, A of the unit ball, then value and slope of its two cuts."""
    count = len(parameters)
    rows = list(_quadric(rays, np.ones((count, 3)), np.zeros(count), np.full(count, -1.0)))
    for k in (0, 4) if cut else ():
        rows += _local(rays, parameters[:, k : k + 3], -parameters[:, k + 3])
    return np.stack(rows)


def round_cones(rays: Rays, parameters: Array) -> Array:
    """(10, n, 6): P and disc of one end ball and of the other, their common A, P, disc, A of the
    mantle between them, and value and slope of the place along it, 0 to 1.
    """
    count = len(parameters)
    h, ra, rb = parameters[:, 0], parameters[:, 1], parameters[:, 2]
    ball = np.ones((count, 3))
    rr = ra - rb
    d2 = h * h - rr * rr
    pa, da, aa = _quadric(rays, ball, np.zeros(count), -ra * ra)
    pb, db, _ = _quadric(rays, ball, -h, h * h - rb * rb)
    apart = d2 > 1e-12  # else one end holds the other
    safe = np.where(apart, d2, 1.0)
    q = np.stack([safe, -rr * rr, safe], axis=1) / safe[:, None]
    pc, dc, ac = _quadric(rays, q, h * rr * ra / safe, -h * h * ra * ra / safe)
    dc = np.where(apart[:, None], dc, _constant(np.full(count, NEVER)))
    weights = np.zeros((count, 3))
    weights[:, 1] = h / safe
    return np.stack([pa, da, pb, db, aa, pc, dc, ac, *_local(rays, weights, -ra * rr / safe)])


def cones(rays: Rays, parameters: Array) -> Array:
    """(7, n, 6): P, disc, A of the mantle, place along it and its slope, and of the end that is
    turned to the eye 1/t (lens) or -t (light) and what is positive inside its rim.
    """
    count = len(parameters)
    r0, r1 = parameters[:, 0], parameters[:, 1]
    k = r1 - r0
    q = np.stack([np.ones(count), -k * k, np.ones(count)], axis=1)
    weights = np.zeros((count, 3))
    weights[:, 1] = 1.0
    mantle = _quadric(rays, q, -k * r0, -r0 * r0)
    o, d = rays.origins, rays.directions
    if rays.lens:
        y = o[:, 1, 2]
        upper = y > 1.0
        gap = np.where(upper, 1.0, 0.0) - y
        open_ = np.where(upper, r1, r0) <= 0
        seen = (upper | (y < 0.0)) & (np.abs(gap) > TINY) & ~open_
        near = d[:, 1] / np.where(seen, gap, 1.0)[:, None]
        x = o[:, 0, 2, None] * near + d[:, 0]
        z = o[:, 2, 2, None] * near + d[:, 2]
        rim = np.where(upper, r1, r0)[:, None] ** 2 * _product(near, near)
    else:
        dy = d[:, 1, 2]
        upper = dy < 0.0
        radius = np.where(upper, r1, r0)
        seen = (np.abs(dy) > TINY) & (radius > 0)
        level = np.where(upper, 1.0, 0.0)[:, None] * _ONE
        near = (o[:, 1] - level) / np.where(seen, dy, 1.0)[:, None]
        x = o[:, 0] - near * d[:, 0, 2, None]
        z = o[:, 2] - near * d[:, 2, 2, None]
        rim = _constant(radius**2)
    inside = rim - _product(x, x) - _product(z, z)
    inside = np.where(seen[:, None], inside, _constant(np.full(count, NEVER)))
    return np.stack([*mantle, *_local(rays, weights, np.zeros(count)), linear(near), inside])


def quads(rays: Rays) -> tuple[Array, npt.NDArray[np.bool_]]:
    """(3, n, 6): 1/t or -t of the plane, and the place in it across and up; for a lens both are
    divided by t. And (n,) whether the plane is seen at all.
    """
    o, d = rays.origins, rays.directions
    if rays.lens:
        z = o[:, 2, 2]
        seen = np.abs(z) > TINY
        near = d[:, 2] / -np.where(seen, z, 1.0)[:, None]
        u, v = (o[:, i, 2, None] * near + d[:, i] for i in (0, 1))
    else:
        z = d[:, 2, 2]
        seen = np.abs(z) > TINY
        near = o[:, 2] / np.where(seen, z, 1.0)[:, None]
        u, v = (o[:, i] - near * d[:, i, 2, None] for i in (0, 1))
    return np.stack([linear(near), linear(u), linear(v)]), seen


_BOX = np.array([[s * (i == k) for i in range(3)] + [1.0] for k in range(3) for s in (-1.0, 1.0)])


def faces(rays: Rays, planes: Array | None) -> tuple[Array, npt.NDArray[np.bool_]]:
    """1/t or -t of the faces of boxes, or of one prism.

    Args:
        planes: (m, 4) half spaces of a single solid; None for unit boxes.

    Returns:
        (n, m, 6) rows, and (n, m) whether a ray enters through the face, rather than leaves.
    """
    table = _BOX if planes is None else planes
    o, d = rays.origins, rays.directions
    across = np.einsum("mi,nij->nmj", table[:, :3], d)
    start = np.einsum("mi,nij->nmj", table[:, :3], o) - table[:, 3, None] * _ONE
    if rays.lens:
        gap = start[:, :, 2]
        enters = gap > TINY
        gap = np.where(enters, gap, np.minimum(gap, -TINY))
        form = across / -gap[:, :, None]
    else:
        slope = across[:, :, 2]
        enters = slope < -TINY
        slope = np.where(enters, slope, np.maximum(slope, TINY))
        form = start / slope[:, :, None]
    return np.concatenate([np.zeros_like(form), form], axis=2), enters


def slots(rows: Array, enters: npt.NDArray[np.bool_], planes: Array | None) -> tuple[Array, Array]:
    """Rows of faces sorted into (entering + leaving slots, n, 6), padded alike for all solids, and
    local normals (n, entering slots, 3). Solids that no ray enters must have been left out.
    """
    table = _BOX if planes is None else planes
    count, total = enters.shape
    ins = int(enters.sum(1).max())
    outs = max(1, int((~enters).sum(1).max()))
    result = np.empty((ins + outs, count, 6))
    order = np.argsort(~enters, axis=1, kind="stable")  # entering first
    number = enters.sum(1)
    every = np.arange(count)
    entering = np.stack([order[every, np.minimum(k, number - 1)] for k in range(ins)])
    for k in range(ins):
        result[k] = rows[every, entering[k]]
    for k in range(outs):
        at = number + k
        face = rows[every, order[every, np.minimum(at, total - 1)]]
        result[ins + k] = np.where((at < total)[:, None], face, _constant(np.full(count, NEVER)))
    return result, table[entering.T, :3]
