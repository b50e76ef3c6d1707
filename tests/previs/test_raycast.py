"""Rays and the z-buffer: the blocking's camera, depth, ids, normals."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from filmgen.blocking.camera import project_many
from filmgen.blocking.model import Camera
from filmgen.previs import forms
from filmgen.previs.primitives import Kind, intersect, intersect_convex
from filmgen.previs.raycast import View, cast, cast_all, lens_view, light_view, normals
from filmgen.previs.scene import Scene, upright

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


def mixed() -> Scene:
    """All kinds of solids, some across the near plane, some cut, some inside one another."""
    scene = Scene()
    rng = np.random.default_rng(3)
    part = scene.part(1, "mixed", 0.5, "cloth")
    for _ in range(8):
        a, b = rng.uniform(-0.8, 0.8, (2, 3)) + np.array([0, 1, 0])
        scene.limb(a, 0.1, b, 0.05, part, squash=1.3)
        scene.limb(a, 0.2, a + 0.01, 0.01, part)  # one end holds the other
        scene.cone(b, 0.08, a, 0.12, part)
        scene.cone(a, 0.0, b + 0.3, 0.2, part)
        scene.ball(a, 0.15, part)
        scene.ellipsoid(b, np.eye(3), (0.3, 0.2, 0.1), part, [(0, 1, 0, 0.3), (1, 0, 0, 0.5)])
        scene.box(a + 0.4, upright(b - a), (0.2, 0.3, 0.1), part)
        scene.quad(b - 0.4, (0.2, 0.1, 0), (0, 0.1, 0.2), part)
    scene.convex(np.array([[-1, 0, -1], [-0.4, 0, -1], [-0.7, 0.6, -1]]), [0, 0, 0.3], part)
    scene.quad((0, 0, 0), (50, 0, 0), (0, 0, 50), part)
    return scene


def ray_by_ray(scene: Scene, view: View) -> np.ndarray:
    """Depth in double precision, from `primitives.intersect` at every pixel."""
    y, x = torch.meshgrid(
        torch.arange(view.height) + 0.5, torch.arange(view.width) + 0.5, indexing="ij"
    )
    pixel = torch.stack([x, y, torch.ones_like(x)]).double()
    best = torch.full(x.shape, torch.inf, dtype=torch.float64)
    for i, kind in enumerate(scene.kinds):
        linear = torch.tensor(scene.maps[i])
        o = torch.einsum("ij,jhw->ihw", linear[:, :3] @ torch.tensor(view.origins), pixel)
        o = o + linear[:, 3, None, None]
        d = torch.einsum("ij,jhw->ihw", linear[:, :3] @ torch.tensor(view.directions), pixel)
        o, d = (o[0], o[1], o[2]), (d[0], d[1], d[2])
        if kind == Kind.CONVEX:
            t = intersect_convex(o, d, scene.planes[i].tolist())
        else:
            t = intersect(kind, o, d, scene.parameters[i])
        best = torch.where(t > view.near_m, torch.fmin(best, t), best)
    return best.numpy()


LIGHTS = [(0.4, 0.8, 0.3), (0.0, 1.0, 0.0), (-0.6, 0.1, 0.0)]


@pytest.mark.parametrize(
    "view",
    [lens_view(camera, 181, round(181 / camera.aspect), (0, 0)) for camera in CAMERAS]
    + [lens_view(Camera((0.1, 1.1, 0.3), (0.5, 0.9, -1), 20.0, 1.5), 150, 100, (0, 0))]
    + [light_view(np.array(d), np.array([0, 1, 0.0]), 2.0, 150, 20.0) for d in LIGHTS],
)
def test_polynomials_agree_with_rays_one_by_one(view: View) -> None:
    scene = mixed()
    depth = cast(scene, view).depth.numpy()
    expected = ray_by_ray(scene, view)
    assert (np.isfinite(depth) == np.isfinite(expected)).mean() > 0.9995
    both = np.isfinite(depth) & np.isfinite(expected)
    close = np.abs(depth[both] - expected[both]) < 2e-4 * (1 + expected[both])
    assert close.mean() > 0.998  # a pixel on an outline may fall either side


@pytest.mark.parametrize("camera", CAMERAS)
def test_normals_are_what_the_depth_says(camera: Camera) -> None:
    view = lens_view(camera, 300, round(300 / camera.aspect), (0, 0))
    scene = mixed()
    hits = cast(scene, view)
    found = normals(scene, view, hits).numpy()
    depth = hits.depth.numpy().astype(np.float64)
    depth[depth == np.inf] = 0.0
    y, x = np.mgrid[0 : view.height, 0 : view.width] + 0.5
    place = np.einsum("ij,jhw->ihw", view.directions, np.stack([x, y, np.ones_like(x)])) * depth
    across, down = (
        place[:, 1:-1, 2:] - place[:, 1:-1, :-2],
        place[:, 2:, 1:-1] - place[:, :-2, 1:-1],
    )
    slope = np.cross(down, across, axis=0)
    slope /= np.maximum(np.linalg.norm(slope, axis=0), 1e-12)
    solid = hits.solid.numpy()
    inner = np.ones_like(solid[1:-1, 1:-1], bool)
    for dy, dx in ((0, 1), (2, 1), (1, 0), (1, 2)):
        inner &= solid[dy : dy + inner.shape[0], dx : dx + inner.shape[1]] == solid[1:-1, 1:-1]
    inner &= solid[1:-1, 1:-1] >= 0
    cosine = (found[:, 1:-1, 1:-1] * slope).sum(0)[inner]
    assert inner.sum() > 5000
    assert np.quantile(cosine, 0.05) > 0.95
    assert np.median(cosine) > 0.9995
    assert np.allclose(np.linalg.norm(found[:, solid >= 0], axis=0), 1.0, atol=1e-4)


def test_a_batch_is_its_pictures() -> None:
    scene, other = mixed(), Scene()
    other.ball((0, 1, 0), 0.6, other.part(0, "ball", 0.5, "cloth"))
    views = [lens_view(CAMERAS[0], 130, 70, (0, 0)), lens_view(CAMERAS[1], 130, 70, (0, 0))]
    both = cast_all([scene, other], views)
    turned = normals(scene, views[0], both)
    for i, (one, view) in enumerate(zip([scene, other], views, strict=True)):
        alone = cast(one, view)
        assert torch.equal(both.depth[i], alone.depth)
        assert torch.equal(both.solid[i], alone.solid)
        assert torch.equal(turned[i], normals(one, view, alone))


@pytest.mark.parametrize("first", [0, 3, 17, 66, 1000])
def test_later_solids_are_cast_apart(first: int) -> None:
    scene = mixed()
    view = light_view(np.array([0.4, 0.8, 0.3]), np.array([0, 1, 0.0]), 2.0, 120, 20.0)
    alone = Scene()
    alone.part(1, "mixed", 0.5, "cloth")
    alone.kinds, alone.inverses = scene.kinds[first:], scene.inverses[first:]
    alone.parameters, alone.part_of = scene.parameters[first:], scene.part_of[first:]
    alone.planes = {i - first: p for i, p in scene.planes.items() if i >= first}
    expected, found = cast(alone, view), cast(scene, view, first=first)
    assert torch.equal(expected.depth, found.depth)
    seen = expected.solid >= 0
    assert torch.equal(expected.solid[seen] + first, found.solid[seen])


def test_a_kind_without_polynomials_is_cast_ray_by_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    view = lens_view(CAMERAS[0], 200, 112, (0, 0))
    scene = Scene()
    part = scene.part(1, "arm", 0.5, "cloth")
    for k in range(6):
        scene.limb((0.2 * k - 0.5, 0.5, 0), 0.1, (0.1 * k, 1.5, 0.2), 0.05, part, squash=1.4)
    expected = cast(scene, view)
    monkeypatch.setattr(forms, "FORMS", {})
    found = cast(scene, view)
    assert (found.solid == expected.solid).float().mean() > 0.9995
    both = (found.solid >= 0) & (expected.solid >= 0)
    assert (found.depth - expected.depth)[both].abs().max() < 1e-3


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
