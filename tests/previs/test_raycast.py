"""Rays and the z-buffer: the blocking's camera, depth, ids, normals."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.blocking.camera import project_many
from filmgen.blocking.model import Camera
from filmgen.previs.raycast import cast, lens_view, light_view, normals
from filmgen.previs.scene import Scene

CAMERAS = [
    Camera((3.0, 1.6, 4.0), (0.0, 1.0, 0.0), 35.0, 16 / 9),
    Camera((-2.0, 0.4, 3.0), (0.3, 1.4, 0.2), 85.0, 2.39, 0.2),
    Camera((0.5, 4.0, 1.0), (0.4, 0.0, 0.9), 24.0, 9 / 16, -0.1),
]


@pytest.mark.parametrize("camera", CAMERAS)
def test_it_projects_as_the_blocking_does(camera: Camera) -> None:
    width = 640 if camera.aspect >= 1 else 360
    height = round(width / camera.aspect)
    margin = (30, 17)
    view = lens_view(camera, width, height, margin)
    points = np.random.default_rng(1).uniform(-1, 1, (50, 3)) + np.asarray(camera.target)
    theirs = project_many(camera, points)
    ours = view.project(points)
    assert np.abs(ours[:, 0] - margin[0] - theirs[:, 0] * width).max() < 0.01
    assert np.abs(ours[:, 1] - margin[1] - theirs[:, 1] * height).max() < 0.01
    np.testing.assert_allclose(ours[:, 2], theirs[:, 2], rtol=1e-9)


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_small_ball_is_seen_where_it_is_projected(camera: Camera) -> None:
    width = 640 if camera.aspect >= 1 else 360
    height = round(width / camera.aspect)
    view = lens_view(camera, width, height, (0, 0))
    scene = Scene()
    part = scene.part(1, "ball", 0.5, "cloth")
    centre = np.asarray(camera.target) + np.array([0.1, 0.05, -0.08])
    scene.ball(centre, 0.03, part)
    rows, columns = np.nonzero(cast(scene, view).solid.numpy() == 0)
    x, y, depth = project_many(camera, centre[None])[0]
    assert len(rows) > 20
    assert abs(columns.mean() + 0.5 - x * width) < 1.0
    assert abs(rows.mean() + 0.5 - y * height) < 1.0
    nearest = cast(scene, view).depth.numpy().min()
    assert abs(nearest - (depth - 0.03)) < 0.003


def test_the_nearer_solid_wins_and_depth_is_along_the_axis() -> None:
    camera = Camera((0.0, 1.0, 5.0), (0.0, 1.0, 0.0), 30.0, 1.5)
    view = lens_view(camera, 150, 100, (0, 0))
    scene = Scene()
    far = scene.part(0, "wall", 0.5, "wall")
    near = scene.part(1, "box", 0.5, "wood")
    scene.quad((0, 1, -2), (9, 0, 0), (0, 9, 0), far)
    scene.box((0, 1, 0), np.eye(3), (1, 1, 1), near)
    hits = cast(scene, view)
    depth, solid = hits.depth.numpy(), hits.solid.numpy()
    assert solid[50, 75] == 1
    assert depth[50, 75] == pytest.approx(4.5, abs=1e-4)
    assert solid[2, 2] == 0
    assert depth[2, 2] == pytest.approx(7.0, abs=1e-3)  # not the ray's length
    n = normals(scene, view, hits).numpy()
    np.testing.assert_allclose(n[:, 50, 75], [0, 0, 1], atol=1e-5)
    np.testing.assert_allclose(n[:, 2, 2], [0, 0, 1], atol=1e-5)


def test_solids_behind_the_camera_are_not_seen() -> None:
    view = lens_view(Camera((0, 1, 0), (0, 1, -1), 35.0, 1.5), 60, 40, (0, 0))
    scene = Scene()
    scene.ball((0, 1, 2.0), 0.5, scene.part(0, "ball", 0.5, "cloth"))
    assert (cast(scene, view).solid.numpy() == -1).all()


def test_floors_that_pass_under_the_camera_are_seen_to_the_edge() -> None:
    view = lens_view(Camera((0, 1, 0), (0, 0, -2), 24.0, 1.5), 60, 40, (0, 0))
    scene = Scene()
    scene.quad((0, 0, 0), (50, 0, 0), (0, 0, 50), scene.part(0, "floor", 0.5, "floor"))
    assert (cast(scene, view).solid.numpy()[20:] == 0).all()


def test_far_fingers_survive_float32() -> None:
    camera = Camera((0.0, 1.0, 60.0), (0.0, 1.0, 0.0), 4000.0, 1.5)
    view = lens_view(camera, 600, 400, (0, 0))
    scene = Scene()
    scene.limb((0, 0.95, 0), 0.012, (0, 1.05, 0), 0.012, scene.part(1, "finger", 0.5, "skin"))
    seen = cast(scene, view).solid.numpy() == 0
    focal_px = 600 * 4000 / 36
    expected = (0.024 * 0.1 + np.pi * 0.012**2) * (focal_px / 60) ** 2
    assert abs(seen.sum() - expected) < 0.04 * expected


def test_small_and_large_solids_are_cast_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    from filmgen.previs import raycast

    view = lens_view(CAMERAS[0], 320, 180, (0, 0))
    scene = Scene()
    rng = np.random.default_rng(3)
    part = scene.part(1, "mixed", 0.5, "cloth")
    for _ in range(12):
        a, b = rng.uniform(-0.8, 0.8, (2, 3)) + np.array([0, 1, 0])
        scene.limb(a, 0.1, b, 0.05, part, squash=1.3)
        scene.cone(b, 0.08, a, 0.12, part)
        scene.ball(a, 0.15, part)
    together = cast(scene, view)
    monkeypatch.setattr(raycast, "SMALL_PX", 0)
    one_by_one = cast(scene, view)
    same = together.solid.numpy() == one_by_one.solid.numpy()
    assert same.mean() > 0.999
    both = same & (together.solid.numpy() >= 0)
    difference = together.depth.numpy()[both] - one_by_one.depth.numpy()[both]
    assert np.abs(difference).max() < 1e-3


def test_parallel_rays_project_and_hit_alike() -> None:
    direction = np.array([0.4, 0.8, 0.3])
    view = light_view(direction / np.linalg.norm(direction), np.zeros(3), 3.0, 200, 20.0)
    scene = Scene()
    scene.ball((0.5, 0.7, -0.2), 0.2, scene.part(0, "ball", 0.5, "cloth"))
    rows, columns = np.nonzero(cast(scene, view).solid.numpy() == 0)
    x, y, depth = view.project(np.array([[0.5, 0.7, -0.2]]))[0]
    assert abs(columns.mean() + 0.5 - x) < 0.6
    assert abs(rows.mean() + 0.5 - y) < 0.6
    assert cast(scene, view).depth.numpy().min() == pytest.approx(depth - 0.2, abs=0.01)
