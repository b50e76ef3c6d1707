"""Ray intersections against brute force: marching the same solids as distance tests."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from filmgen.previs.primitives import Kind, intersect, intersect_convex, local_normal

CASES: list[tuple[Kind, tuple[float, ...]]] = [
    (Kind.SPHERE, (0.0,) * 8),
    (Kind.SPHERE, (0.0, 1.0, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0)),
    (Kind.ROUND_CONE, (1.1, 0.5, 0.25)),
    (Kind.ROUND_CONE, (0.8, 0.2, 0.55)),
    (Kind.ROUND_CONE, (0.2, 0.7, 0.1)),
    (Kind.CONE, (0.6, 0.3)),
    (Kind.CONE, (0.4, 0.4)),
    (Kind.BOX, ()),
]


def inside(kind: Kind, p: tuple[float, ...], at: np.ndarray) -> np.ndarray:
    """Whether points (..., 3) lie in the solid, straight from its definition."""
    x, y, z = at[..., 0], at[..., 1], at[..., 2]
    if kind == Kind.SPHERE:
        return x * x + y * y + z * z <= 1
    if kind == Kind.BOX:
        return np.abs(at).max(-1) <= 1
    if kind == Kind.CONE:
        return (y >= 0) & (y <= 1) & (np.hypot(x, z) <= p[0] + (p[1] - p[0]) * y)
    h, ra, rb = p
    reach = np.zeros(x.shape, bool)
    for share in np.linspace(0, 1, 400):  # the union of the spheres between the two ends
        r = ra + (rb - ra) * share
        reach |= x * x + (y - h * share) ** 2 + z * z <= r * r
    return reach


def rays(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    o = rng.normal(size=(count, 3))
    o *= 4 / np.linalg.norm(o, axis=1, keepdims=True)
    target = rng.uniform(-0.9, 0.9, (count, 3))
    d = (target - o) * rng.uniform(0.3, 2.0, (count, 1))
    return o, d


def columns(a: np.ndarray) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    t = torch.tensor(a)
    return t[:, 0], t[:, 1], t[:, 2]


@pytest.mark.parametrize(("kind", "p"), CASES)
def test_first_hits_agree_with_marching(kind: Kind, p: tuple[float, ...]) -> None:
    o, d = rays(120)
    t = intersect(kind, columns(o), columns(d), p).numpy()
    length = np.linalg.norm(d, axis=1)
    steps = np.linspace(0, 8, 1600)
    at = o[:, None] + (d / length[:, None])[:, None] * steps[None, :, None]
    solid = inside(kind, p, at)
    if kind == Kind.SPHERE and p[3]:
        # a cut sphere is an open shell: only an entry on the kept side counts
        first = at[np.arange(len(o)), solid.argmax(1)]
        solid &= (first[:, 1] <= p[3])[:, None]
    marched = np.where(solid.any(1), steps[solid.argmax(1)], np.nan)
    agree = np.isnan(t) == np.isnan(marched)
    assert agree.mean() > 0.96  # marching misses what it grazes
    both = ~np.isnan(t) & ~np.isnan(marched)
    assert both.sum() > 20
    assert np.abs((t * length)[both] - marched[both]).max() < 0.04


def test_many_solids_at_once_equal_one_after_another() -> None:
    o, d = rays(200)
    rng = np.random.default_rng(8)
    rows = np.column_stack([rng.uniform(0.5, 1.2, 200), rng.uniform(0.1, 0.4, (200, 2))])
    together = intersect(
        Kind.ROUND_CONE, columns(o), columns(d), [torch.tensor(c) for c in rows.T]
    ).numpy()
    for i in range(0, 200, 17):
        alone = intersect(
            Kind.ROUND_CONE, columns(o[i : i + 1]), columns(d[i : i + 1]), tuple(rows[i])
        )
        np.testing.assert_allclose(alone.numpy()[0], together[i], rtol=1e-9)


def test_a_box_of_half_spaces_is_the_box() -> None:
    o, d = rays(300)
    planes = [
        (sign * (axis == 0), sign * (axis == 1), sign * (axis == 2), 1.0)
        for axis in range(3)
        for sign in (-1.0, 1.0)
    ]
    convex = intersect_convex(columns(o), columns(d), planes).numpy()
    box = intersect(Kind.BOX, columns(o), columns(d), ()).numpy()
    np.testing.assert_allclose(convex, box, rtol=1e-9, equal_nan=True)
    assert np.isfinite(box).any()


def test_a_quad_ends_at_its_border() -> None:
    o = np.array([[0.99, 0.0, 2.0], [1.01, 0.0, 2.0], [0.0, -0.5, -3.0]])
    d = np.array([[0.0, 0.0, -1.0], [0.0, 0.0, -1.0], [0.0, 0.0, 2.0]])
    t = intersect(Kind.QUAD, columns(o), columns(d), ()).numpy()
    np.testing.assert_allclose(t, [2.0, np.nan, 1.5])


@pytest.mark.parametrize(("kind", "p"), [c for c in CASES if not (c[0] == Kind.SPHERE and c[1][3])])
def test_normals_point_out_of_the_surface(kind: Kind, p: tuple[float, ...]) -> None:
    o, d = rays(200)
    t = intersect(kind, columns(o), columns(d), p).numpy()
    hit = ~np.isnan(t)
    point = (o + d * t[:, None])[hit]
    table = torch.tensor(np.tile(np.pad(p, (0, 8 - len(p))), (len(point), 1)))
    normal = local_normal(kind, torch.tensor(point.T), table).numpy().T
    normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    assert (normal * d[hit]).sum(1).max() < 1e-6 * np.linalg.norm(d, axis=1).max() + 1e-6
    assert inside(kind, p, point - 0.02 * normal).mean() > 0.95  # but for rims
    assert inside(kind, p, point + 0.02 * normal).mean() < 0.03
