"""Pictures in depth: a travelling camera sees near things pass before far ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import Angle, Move, Size
from filmgen.compositor.colour import Planes, new_i420
from filmgen.compositor.cpu.relief import ReliefPainter
from filmgen.compositor.moves import MovePath, View, plan_move, sampling_matrix
from filmgen.compositor.stills.completion import completed
from filmgen.compositor.stills.cut_out import relief_of
from filmgen.compositor.stills.still import Still, still_from_rgb
from filmgen.compositor.stills.travel import nearest_seen_whole
from filmgen.media import ByteArray, FloatArray
from tests.compositor.films import board

OUT = (320, 180)
OVERSCAN = 0.06
SPAN = 1 + 2 * OVERSCAN
WIDE, HIGH = (round(side * SPAN / 2) * 2 for side in OUT)
NEAR_M, FAR_M = 3.0, 9.0
FIGURE = np.s_[60:150, 150:210]


def paper(seed: int) -> ByteArray:
    """Smooth tones with grain, as a wall is drawn."""
    rng = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(rng.normal(0, 30, (HIGH, WIDE)).astype(np.float32), (0, 0), 1.5)
    soft = cv2.GaussianBlur(board(WIDE, HIGH, seed), (0, 0), 12).astype(np.float32)
    drawn: ByteArray = np.clip(soft + grain[..., None], 0, 255).astype(np.uint8)
    return drawn


def scene() -> tuple[ByteArray, ByteArray, ByteArray, FloatArray, ByteArray]:
    """Someone before a wall: the picture, the wall alone, where they are, depth, ids."""
    wall, coat = paper(3), paper(8) // 3
    ids = np.zeros((HIGH, WIDE), np.uint8)
    ids[FIGURE] = 1
    depth = np.where(ids > 0, NEAR_M, FAR_M).astype(np.float32)
    return np.where(ids[..., None] > 0, coat, wall), wall, coat, depth, ids


def path(move: Move = Move.TRACK, *, frames: int = 48, overscan: float = OVERSCAN) -> MovePath:
    planned = plan_move(
        move,
        Size.MS,
        Angle.EYE,
        frames=frames,
        rate_hz=24.0,
        overscan=overscan,
        aspect=OUT[0] / OUT[1],
        seed=5,
        deep=True,
    )
    return replace(planned, travels=1.0)


def deep(move: MovePath) -> Still:
    picture, _, _, depth, ids = scene()
    still = still_from_rgb(picture, OVERSCAN, OUT)
    relief = relief_of(still, move, depth, ids)
    assert relief is not None
    return replace(still, relief=relief)


def seen(still: Still, view: View) -> Planes:
    _, into = new_i420(*OUT)
    into.fill(0, 0, 0)
    ReliefPainter(still, OUT).paint(view, into)
    return into


def flat(rgb: ByteArray, view: View, overscan: float = OVERSCAN) -> ByteArray:
    """What a view sees of a flat picture: luma."""
    still = still_from_rgb(rgb, overscan, OUT)
    y = still.planes.y
    matrix = sampling_matrix(view, overscan, (y.shape[1], y.shape[0]), OUT)
    warped: ByteArray = cv2.warpAffine(
        y, matrix, OUT, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return warped


def psnr(one: ByteArray, other: ByteArray) -> float:
    error = float(((one.astype(np.float64) - other) ** 2).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def passed(view: View, near: float) -> View:
    """The flat view that shows what lies at a nearness as a travelling camera shows it."""
    return View(
        0.5 + (view.x - 0.5) * near, 0.5 + (view.y - 0.5) * near, 1 - (1 - view.width) * near
    )


def test_from_where_it_was_drawn_a_relief_is_the_picture() -> None:
    picture = scene()[0]
    still = deep(path())
    assert psnr(seen(still, View()).y, flat(picture, View())) > 40


@pytest.mark.parametrize("move", [Move.TRACK, Move.CRANE])
@pytest.mark.parametrize("at", [0, 30, 47])
def test_two_planes_pass_each_other_exactly(move: Move, at: int) -> None:
    """Against each plane warped by itself, as a camera of that depth would see it."""
    travel = path(move)
    view = travel.view(at)
    picture, wall, _, _, ids = scene()
    far = flat(wall, passed(view, NEAR_M / FAR_M))
    near = flat(picture, view)
    mask = flat(np.repeat(ids[..., None] * np.uint8(255), 3, axis=2), view)
    exact = np.where(mask > 126, near, far)
    got = seen(deep(travel), view).y
    # behind the figure's outline the wall is made up: there it only has to be likely
    outline = cv2.dilate(((mask > 20) & (mask < 230)).astype(np.uint8), np.ones((9, 9))) > 0
    behind = flat(np.repeat(ids[..., None] * np.uint8(255), 3, axis=2), passed(view, 1 / 3)) > 20
    known = ~outline & ~behind
    assert known.mean() > 0.6
    assert psnr(got[known], exact[known]) > 40
    figure = (mask > 230) & ~outline
    assert psnr(got[figure], exact[figure]) > 40
    made_up = behind & ~outline & (mask < 20)
    if made_up.any():
        assert psnr(got[made_up], exact[made_up]) > 15
        assert abs(float(got[made_up].mean()) - float(exact[made_up].mean())) < 25


def test_flat_would_be_far_off() -> None:
    """The comparison above can fail: a flat move shows the wall elsewhere."""
    travel = path()
    view = travel.view(0)
    picture, wall = scene()[:2]
    far = flat(wall, passed(view, NEAR_M / FAR_M))
    assert psnr(flat(picture, view)[:40], far[:40]) < 30


def test_edges_stay_as_sharp_as_drawn() -> None:
    """Across the figure's side, tone changes within as few pixels as in the flat view."""
    travel = path()
    view = travel.view(0)
    picture = np.full((HIGH, WIDE, 3), 200, np.uint8)
    _, _, _, depth, ids = scene()
    picture[FIGURE] = 40
    still = still_from_rgb(picture, OVERSCAN, OUT)
    relief = relief_of(still, travel, depth, ids)
    got = seen(replace(still, relief=relief), view).y.astype(int)
    row = got[90]
    between = np.flatnonzero((row > 70) & (row < 170))
    assert 1 <= len(between) <= 6, "two sides, three pixels each at most"
    # nothing of the figure is left behind where it stood: all else is wall
    assert ((got < 60) | (got > 165)).mean() > 0.985
    dark = got < 100
    columns = np.flatnonzero(dark.any(axis=0))
    assert len(columns) == columns[-1] - columns[0] + 1, "one figure, no ghost"


@pytest.mark.parametrize(
    "move", [Move.PUSH_IN, Move.PULL_OUT, Move.TRACK, Move.CRANE, Move.HANDHELD]
)
@pytest.mark.parametrize("overscan", [0.0, 0.03, 0.06])
def test_nothing_is_shown_from_beyond_the_picture(move: Move, overscan: float) -> None:
    travel = path(move, overscan=overscan)
    most = nearest_seen_whole(travel)
    assert most >= 1 - 1e-6
    near = min(most, 1.35)
    low, high = -overscan - 1e-6, 1 + overscan + 1e-6
    for frame in range(travel.frames):
        view = passed(travel.view(frame), near)
        half_x, half_y = replace(view, roll_rad=travel.view(frame).roll_rad).reach(travel.aspect)
        assert low <= view.x - half_x
        assert view.x + half_x <= high
        assert low <= view.y - half_y
        assert view.y + half_y <= high


def test_a_slow_track_creeps_evenly_near_and_far() -> None:
    """Least-squares shift from frame to frame of figure and wall, a fraction of a pixel each."""
    travel = path(frames=400)
    still = deep(travel)
    painter = ReliefPainter(still, OUT)
    frames = []
    for number in range(150, 180):
        _, into = new_i420(*OUT)
        painter.paint(travel.view(number), into)
        frames.append(into.y.astype(np.float64))
    views = [travel.view(n) for n in range(150, 180)]
    for part, near in ((np.s_[60:110, 148:180], 1.0), (np.s_[10:40, 20:300], NEAR_M / FAR_M)):
        errors = []
        for i, (one, two) in enumerate(pairwise(f[part] for f in frames)):
            slope = np.gradient((one + two) / 2, axis=1)
            step = float((slope * (two - one)).sum() / (slope * slope).sum())
            a, b = passed(views[i], near), passed(views[i + 1], near)
            errors.append(step - (b.x - a.x) / a.width * OUT[0])
        assert np.abs(errors).max() < 0.03
        assert np.std(errors) < 0.02, "it creeps in jerks"


def test_a_relief_is_the_same_every_time() -> None:
    one, two = deep(path()), deep(path())
    assert one.relief is not None
    assert two.relief is not None
    for a, b in zip(one.relief.layers, two.relief.layers, strict=True):
        assert np.array_equal(a.planes.y, b.planes.y)
        assert np.array_equal(a.planes.u, b.planes.u)
        assert np.array_equal(a.nearness, b.nearness)
        assert np.array_equal(a.source, b.source)
    view = path().view(3)
    assert np.array_equal(seen(one, view).y, seen(two, view).y)


def test_what_is_painted_into_the_still_goes_along() -> None:
    """A mouth on the figure moves with the figure; fire beside it also shows behind its edge."""
    travel = path()
    view = travel.view(0)
    still = deep(travel)
    assert still.relief is not None
    spoken = (2 * 170, 2 * 80, 40, 24)
    still.planes.crop(*spoken).fill(235, 128, 128)
    still.relief.take(still.planes, spoken)
    got = seen(still, view).y
    expected = np.zeros((HIGH, WIDE, 3), np.uint8)
    expected[80:92, 170:190] = 255
    where = flat(expected, view) > 230
    assert where.sum() > 100
    assert (got[where] > 225).all()
    everything = (0, 0, *still.planes.size)
    still.planes.fill(180, 90, 170)
    still.relief.take(still.planes, everything)
    whole = seen(still, view)
    assert np.ptp(whole.y) <= 2
    assert np.ptp(whole.u) <= 2, "no place keeps what was there before"


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**31 - 1),
    move=st.sampled_from([Move.PUSH_IN, Move.TRACK, Move.CRANE, Move.HANDHELD]),
    size=st.sampled_from([(16, 16), (64, 36), (90, 160), (128, 54)]),
    frames=st.sampled_from([1, 2, 30]),
)
def test_any_depth_gives_a_whole_picture(
    seed: int, move: Move, size: tuple[int, int], frames: int
) -> None:
    """Noise, holes, infinities, figures in pieces: every pixel comes from the picture."""
    rng = np.random.default_rng(seed)
    wide, high = (round(side * SPAN / 2) * 2 for side in size)
    depth = np.exp(cv2.resize(rng.normal(1, 2, (5, 6)), (wide, high))).astype(np.float32)
    spots = rng.random(depth.shape)
    depth[spots < 0.02] = np.nan
    depth[spots > 0.97] = np.inf
    depth[(spots > 0.4) & (spots < 0.42)] = 0
    ids = (cv2.resize(rng.normal(0, 1, (4, 5)), (wide, high)) > 0.5).astype(np.uint8)
    rgb = rng.integers(100, 140, (high, wide, 3), dtype=np.uint8)
    travel = plan_move(
        move, Size.LS, Angle.EYE, frames=frames, rate_hz=24.0, overscan=OVERSCAN,
        aspect=size[0] / size[1], seed=seed, deep=True,
    )  # fmt: skip
    still = still_from_rgb(rgb, OVERSCAN, size)
    relief = relief_of(still, travel, depth, ids if seed % 3 else None)
    if relief is None:
        return
    high_n = min(1.4, max(1.0, nearest_seen_whole(travel))) + 1e-4
    for layer in relief.layers:
        assert np.isfinite(layer.nearness).all()
        assert layer.nearness.min() >= 0
        assert layer.nearness.max() <= high_n
    painter = ReliefPainter(replace(still, relief=relief), size)
    low, top = int(still.planes.y.min()), int(still.planes.y.max())
    for frame in (0, frames - 1):
        _, into = new_i420(*size)
        into.fill(0, 0, 0)
        painter.paint(travel.view(frame), into)
        assert low - 2 <= into.y.min()
        assert into.y.max() <= top + 2
        assert into.u.min() > 90


def test_a_picture_all_at_one_depth_has_no_relief() -> None:
    still = still_from_rgb(scene()[0], OVERSCAN, OUT)
    assert relief_of(still, path(), np.full((HIGH, WIDE), 4.0, np.float32), None) is None


@pytest.mark.parametrize("move", [Move.PAN, Move.TILT, Move.ZOOM, Move.STATIC])
def test_a_camera_that_only_turns_stays_flat(move: Move) -> None:
    values = {"frames": 40, "rate_hz": 24.0, "overscan": 0.06, "aspect": 1.6, "seed": 2}
    one = plan_move(move, Size.MS, Angle.EYE, **values, deep=True)  # type: ignore[arg-type]
    assert one == plan_move(move, Size.MS, Angle.EYE, **values)  # type: ignore[arg-type]
    assert one.travels == 0


@pytest.mark.parametrize("slant", [-1, 1])
def test_pipes_go_straight_on_behind_what_stands_before_them(slant: int) -> None:
    height, width = 300, 400
    rng = np.random.default_rng(3)
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    pipes = np.where(rng.random(width) < 0.2, 20, 150)[None, :] + rng.integers(0, 12, x.shape)
    luma = np.clip(pipes, 0, 255).astype(np.uint8)
    gap = (np.abs(x - 200 - slant * (y - 150)) < 16) & (y > 90) & (y < 210)
    source = completed(np.where(gap, 255, luma).astype(np.uint8), gap, ~gap)
    made_up, drawn = luma.ravel()[source].astype(int), luma[gap].astype(int)
    assert not gap.ravel()[source].any()
    assert np.mean(np.abs(made_up - drawn) > 60) < 0.05
