"""Meshes lie where the ray-caster sees the solids."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.previs.export.lines import PEN_M, line_mesh
from filmgen.previs.export.mesh import merged, solid_mesh
from filmgen.previs.primitives import Kind, intersect, intersect_convex
from filmgen.previs.scene import Scene, Stroke3

number = st.floats(0.02, 2.0)
place = st.tuples(*(st.floats(-3.0, 3.0),) * 3)


def first_hits(scene: Scene, starts: np.ndarray, ways: np.ndarray) -> np.ndarray:
    """Ray parameters of the solid's first entry, as the drawing computes it."""
    to_local = scene.maps[0]
    o = starts @ to_local[:, :3].T + to_local[:, 3]
    d = ways @ to_local[:, :3].T
    rays = [tuple(torch.tensor(v[:, k]) for k in range(3)) for v in (o, d)]
    if scene.kinds[0] == Kind.CONVEX:
        return intersect_convex(*rays, scene.planes[0].tolist()).numpy()
    return intersect(scene.kinds[0], *rays, scene.parameters[0]).numpy()


def check(scene: Scene, closed: bool = True) -> None:
    """Rays against the normals of triangles meet the solid at the triangles."""
    mesh = solid_mesh(scene, 0)
    corners = mesh.points[mesh.triangles]
    outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(outward, axis=1)
    keep = area > 1e-9
    corners, outward = corners[keep], outward[keep] / area[keep, None]
    own = mesh.normals[mesh.triangles][keep].mean(1)
    assert (np.einsum("ij,ij->i", own, outward) > 0).all()
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0)
    size = float(np.ptp(mesh.points, axis=0).max())
    middles = corners.mean(1)
    ways = -outward + np.array([0.0013, 0.0007, 0.0019])  # parallel to no face
    t = first_hits(scene, middles - ways * size, ways)
    away = np.abs(t - size)
    # a facet lies inside the surface by at most its sagitta
    assert np.nanmax(away) < 0.06 * size
    assert np.isnan(t).mean() < (0.02 if closed else 0.2)


@settings(max_examples=40, deadline=None)
@given(place, number, place, number, st.floats(0.6, 1.8))
def test_round_cones(a: tuple, ra: float, b: tuple, rb: float, squash: float) -> None:
    scene = Scene()
    scene.limb(a, ra, b, rb, scene.part(1, "arm", 0.5, "cloth"), squash=squash, side=(1, 0.2, 0))
    check(scene)


@settings(max_examples=30, deadline=None)
@given(place, number, place, st.floats(0.0, 2.0))
def test_cones(a: tuple, ra: float, b: tuple, rb: float) -> None:
    scene = Scene()
    if np.linalg.norm(np.subtract(a, b)) < 0.1:
        b = (a[0], a[1] + 1.0, a[2])
    scene.cone(a, ra, b, rb, scene.part(1, "lamp", 0.5, "metal"))
    check(scene)


@settings(max_examples=20, deadline=None)
@given(place, st.tuples(number, number, number))
def test_ellipsoids_and_boxes(centre: tuple, radii: tuple) -> None:
    ball, box = Scene(), Scene()
    turn = np.linalg.qr(np.array([[1.0, 0.3, 0.1], [-0.2, 1.0, 0.4], [0.5, 0.2, 1.0]]))[0]
    ball.ellipsoid(centre, turn, radii, ball.part(1, "head", 0.8, "skin"))
    check(ball)
    box.box(centre, turn, radii, box.part(1, "crate", 0.8, "wood"))
    check(box)


def test_a_cut_ball_is_the_shell_that_is_left() -> None:
    scene = Scene()
    cut = [(0.0, 1.0, 0.0, 0.2), (0.6, 0.0, 0.8, 0.5)]
    scene.ellipsoid((0, 0, 0), np.eye(3), (1, 1, 1), scene.part(1, "cap", 0.2, "hair"), cut)
    mesh = solid_mesh(scene, 0)
    assert len(mesh.triangles) > 50
    for x, y, z, limit in cut:
        assert (mesh.points @ np.array([x, y, z])).max() == pytest.approx(limit, abs=1e-6)
    check(scene, closed=False)


def test_prisms() -> None:
    scene = Scene()
    roof = np.array([[0.0, 0, 0], [4, 0, 0], [4, 1, 0], [2, 2.5, 0], [0, 1, 0]])
    scene.convex(roof, (0.0, 0.0, 1.5), scene.part(1, "roof", 0.4, "wood"))
    mesh = solid_mesh(scene, 0)
    assert np.ptp(mesh.points, axis=0) == pytest.approx([4.0, 2.5, 3.0])
    check(scene)


def test_a_ball_in_a_ball_and_nothing() -> None:
    scene = Scene()
    scene.limb((0, 0, 0), 0.5, (0, 0.1, 0), 0.1, scene.part(1, "nose", 0.8, "skin"))
    assert np.linalg.norm(solid_mesh(scene, 0).points, axis=1) == pytest.approx(0.5)
    assert len(merged([]).triangles) == 0


def test_small_things_get_few_sides() -> None:
    scene = Scene()
    part = scene.part(1, "x", 0.5, "skin")
    scene.ball((0, 0, 0), 0.01, part)
    scene.ball((0, 0, 0), 1.0, part)
    finger, tree = (len(solid_mesh(scene, i).points) for i in (0, 1))
    assert finger < 40 < 300 < tree
    assert len(solid_mesh(scene, 1, most=10).points) < 60


def on_a_ball(count: int = 9, **fields: object) -> Stroke3:
    turn = np.linspace(0.3, 1.2, count)
    points = np.stack([np.sin(turn), np.cos(turn), 0 * turn], axis=1)
    given = {"points": points, "width": 2.0, "pressure": 0.9, "facing": points, **fields}
    return Stroke3(**given)


def test_lines_on_bodies_are_ribbons_just_above_them() -> None:
    mesh = line_mesh(on_a_ball(), 40)
    assert mesh is not None
    away = np.linalg.norm(mesh.points, axis=1) - 1.0
    assert away.min() > 0.0 and away.max() < 0.003
    corners = mesh.points[mesh.triangles]
    outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (np.einsum("ij,ij->i", outward, corners.mean(1)) > 0).all()
    middle, tip = (np.linalg.norm(mesh.points[2 * k] - mesh.points[2 * k + 1]) for k in (4, 0))
    assert middle == pytest.approx(2.0 * PEN_M * 0.94, rel=0.05) and tip < 0.4 * middle
    assert np.ptp(line_mesh(on_a_ball(taper=False), 0).points[:, 2]) > 0.9 * middle


def test_other_lines_are_rods_and_filled_ones_patches() -> None:
    rod = line_mesh(on_a_ball(facing=None), 0)
    assert rod is not None and len(rod.points) == 6 * 8
    assert np.abs(np.linalg.norm(rod.points, axis=1) - 1.0).max() < 0.003
    ring = np.array([[0.0, 0, 1], [0.1, 0, 1], [0.1, 0.1, 1], [0, 0.1, 1]])
    up = np.tile([0.0, 0.0, 1.0], (4, 1))
    patch = line_mesh(on_a_ball(points=ring, facing=up, fill=True), 0)
    corners = patch.points[patch.triangles]
    outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert outward[:, 2].sum() / 2 == pytest.approx(0.01) and (outward[:, 2] > 0).all()
    assert line_mesh(on_a_ball(pressure=0.2), 0) is None
    assert line_mesh(on_a_ball(points=np.zeros((3, 3))), 0) is None
