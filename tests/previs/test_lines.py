"""The pen, the hand's noise, hatching, and lines of the world: packed, anchored, stable."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.blocking.model import Camera
from filmgen.previs.contour import contours, part_boxes
from filmgen.previs.hatching import hatch
from filmgen.previs.ink import world_strokes
from filmgen.previs.pen import NOTHING, Strokes, along, draw_strokes, runs, tapered, together
from filmgen.previs.raycast import View, cast, lens_view, screen_boxes
from filmgen.previs.scene import Scene
from filmgen.previs.wobble import Wobble

CAMERA = Camera((0.0, 1.2, 4.0), (0.0, 1.0, 0.0), 35.0, 16 / 9)


def line(a: tuple[float, float], b: tuple[float, float], width: float, press: float) -> Strokes:
    points = np.linspace(a, b, 9).astype(np.float32)
    return Strokes(
        points, np.full(9, width, np.float32), np.array([9]), np.array([press], np.float32),
        np.array([False]),
    )  # fmt: skip


def world() -> tuple[Scene, View]:
    scene = Scene()
    body = scene.part(1, "torso", 0.5, "cloth", soft=True)
    scene.limb((0, 0.6, 0), 0.3, (0, 1.5, 0), 0.2, body)
    crate = scene.part(100, "crate", 0.6, "wood", trace=False)
    scene.box((1.0, 0.5, -0.5), np.eye(3), (0.8, 0.8, 0.8), crate)
    scene.line([(-0.1, 0.9, 0.29), (0.0, 1.0, 0.29), (0.1, 1.1, 0.27)], 1.5, owner=1)
    return scene, lens_view(CAMERA, 320, 180, (0, 0))


def test_a_line_is_drawn_where_it_is_and_as_dark_as_it_is_pressed() -> None:
    strokes = together([line((10, 20), (90, 20), 3.0, 1.0), line((10, 40), (90, 40), 3.0, 0.5)])
    picture = draw_strokes(strokes, 100, 60)
    assert picture[20, 50] > 250 and abs(int(picture[40, 50]) - 127) < 8
    assert picture[20, 3] == 0 and picture[30, 50] == 0
    assert (picture[10:30].sum(0)[20:80] / 255.0).mean() == pytest.approx(3.0, abs=1.0)
    assert not draw_strokes(NOTHING, 100, 60).any()


def test_a_light_line_does_not_weaken_a_dark_one() -> None:
    strokes = together([line((10, 20), (90, 20), 3.0, 1.0), line((50, 5), (50, 55), 3.0, 0.3)])
    assert draw_strokes(strokes, 100, 60)[20, 50] > 250


def test_runs_and_tapers_keep_to_their_lines() -> None:
    wanted = np.array([1, 1, 0, 1, 1, 1, 0, 1], bool)
    which = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    start, stop, of = runs(wanted, which)
    assert list(zip(start.tolist(), stop.tolist(), of.tolist(), strict=True)) == [
        (0, 2, 0), (3, 4, 0), (4, 6, 1), (7, 8, 1),
    ]  # fmt: skip
    counts = np.array([5, 20])
    thin = tapered(counts, 6)
    place, _ = along(counts)
    assert thin.shape == (25,) and (thin[place == 0] == np.float32(0.35)).all()
    assert thin.max() == 1.0


def test_the_hand_is_one_in_all_places_and_moves_with_its_paper() -> None:
    points = np.random.default_rng(1).uniform(0, 900, (200, 2))
    still, other, moved = Wobble(3), Wobble(4), Wobble(3, (30.0, -12.0))
    there = still.at(points, 24.0, 0)
    assert np.abs(there).max() <= 1 and there.std() > 0.2
    assert (still.at(points[::-1], 24.0, 0) == there[::-1]).all()
    assert np.abs(other.at(points, 24.0, 0) - there).max() > 0.5
    assert (moved.at(points + np.array([30.0, -12.0]), 24.0, 0) == there).mean() > 0.95
    near = still.at(points + 0.5, 24.0, 0)
    assert np.abs(near - there).max() < 0.25
    habits = still.habit(np.arange(1000), 7)
    assert habits.min() >= 0 and habits.max() < 1 and abs(habits.mean() - 0.5) < 0.05
    assert (still.habit(np.arange(1000), 8) != habits).mean() > 0.99


def test_hatching_fills_the_dark_and_only_it() -> None:
    amount = np.zeros((90, 160), np.float32)
    amount[20:60, 40:100] = 1.0
    picture = draw_strokes(hatch(amount, 2.2, 7.0, 1.0, Wobble(1)), 320, 180)
    outside = picture.copy()
    outside[30:130, 70:210] = 0
    assert (picture[50:110, 90:190] > 40).mean() > 0.1
    assert (outside > 40).mean() < 0.002


def test_a_moving_shadow_uncovers_the_same_strokes() -> None:
    def drawn(left: int, hand: Wobble) -> np.ndarray:
        amount = np.zeros((90, 160), np.float32)
        amount[10:80, left : left + 80] = 1.0
        return draw_strokes(hatch(amount, 2.2, 7.0, 1.0, hand), 320, 180).astype(int)

    a, b, other = drawn(30, Wobble(1)), drawn(32, Wobble(1)), drawn(30, Wobble(2))
    inner = (slice(40, 140), slice(110, 190))
    assert np.abs(a - b)[inner].mean() < 0.2 * np.abs(a - other)[inner].mean()


def test_the_pattern_follows_its_origin() -> None:
    amount = np.ones((90, 160), np.float32)
    still = draw_strokes(hatch(amount, 2.2, 7.0, 1.0, Wobble(1)), 320, 180).astype(int)
    moved = draw_strokes(hatch(amount, 2.2, 7.0, 1.0, Wobble(1, (20.0, 8.0))), 320, 180).astype(int)
    inner = np.abs(still[40:120, 60:240] - moved[48:128, 80:260]).mean()
    assert inner < 0.5 * np.abs(still[40:120, 60:240] - moved[40:120, 60:240]).mean()


def test_outlines_lie_on_the_borders_of_parts() -> None:
    scene, view = world()
    hits = cast(scene, view)
    parts = np.array([*scene.part_of, -1], np.int16)[hits.solid.numpy()]
    boxes, _ = screen_boxes(scene, view)
    strokes = contours(
        scene, parts, hits.depth.numpy(), part_boxes(scene, boxes), (0.7, -0.7), 0.25, Wobble(1)
    )
    assert len(strokes.counts) > 0 and len(strokes.points) == strokes.counts.sum()
    mask = parts == 0
    x, y = strokes.points.astype(int).T
    for dx, dy in ((-3, 0), (3, 0), (0, -3), (0, 3)):
        mask_there = mask[np.clip(y + dy, 0, 179), np.clip(x + dx, 0, 319)]
        assert 0.05 < mask_there.mean() < 0.95
    around = mask[y, x] != mask[np.clip(y + 3, 0, 179), x]
    around |= mask[y, x] != mask[np.clip(y - 3, 0, 179), x]
    around |= mask[y, x] != mask[y, np.clip(x + 3, 0, 319)]
    around |= mask[y, x] != mask[y, np.clip(x - 3, 0, 319)]
    assert around.mean() > 0.95


def test_world_lines_are_hidden_by_what_is_before_them() -> None:
    scene, view = world()
    hits = cast(scene, view)
    depth = hits.depth.numpy()
    ids = np.where(hits.solid.numpy() == 0, 1, 0).astype(np.uint8)
    seen = world_strokes(scene, view, depth, ids, 0.25, Wobble(1))
    assert seen.inner.sum() == 1  # the seam
    assert (~seen.inner).sum() >= 9  # the edges of three faces
    nearer = np.where(np.isfinite(depth), 1.0, 1.0).astype(np.float32)
    assert not len(world_strokes(scene, view, nearer, ids, 0.25, Wobble(1)).counts)
