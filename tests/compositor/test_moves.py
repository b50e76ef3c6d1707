"""Moves: inside the drawn picture always, smooth to less than a pixel, in the right direction."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import Angle, Move, Size
from filmgen.compositor.colour import new_i420
from filmgen.compositor.cpu.footage import sample
from filmgen.compositor.moves import MovePath, View, inside, plan_move, sampling_matrix
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.compositor.stills.still import still_from_rgb
from filmgen.easing import eased
from tests.compositor.films import board, film, take


def path_of(move: Move, *, frames: int = 72, overscan: float = 0.06, **more: object) -> MovePath:
    values: dict[str, object] = {
        "rate_hz": 24.0,
        "aspect": 16 / 9,
        "seed": 5,
        "size": Size.MS,
        "angle": Angle.EYE,
    }
    values |= more
    size, angle = values.pop("size"), values.pop("angle")
    return plan_move(move, size, angle, frames=frames, overscan=overscan, **values)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(
    move=st.sampled_from(list(Move)),
    size=st.sampled_from(list(Size)),
    angle=st.sampled_from(list(Angle)),
    frames=st.integers(1, 2000),
    overscan=st.floats(0, 0.25),
    aspect=st.floats(0.4, 3.0),
    seed=st.integers(0, 2**31 - 1),
    at=st.floats(0, 1.2),
)
def test_no_move_shows_anything_outside_the_picture(
    move: Move,
    size: Size,
    angle: Angle,
    frames: int,
    overscan: float,
    aspect: float,
    seed: int,
    at: float,
) -> None:
    path = plan_move(
        move,
        size,
        angle,
        frames=frames,
        rate_hz=24.0,
        overscan=overscan,
        aspect=aspect,
        seed=seed,
    )
    view = path.view(round(frames * at))
    picture = (1000.0 * (1 + 2 * overscan), 1000.0 / aspect * (1 + 2 * overscan))
    out = (1000, round(1000 / aspect))
    matrix = sampling_matrix(view, overscan, picture, out)  # type: ignore[arg-type]
    for corner in ((-0.5, -0.5), (out[0] - 0.5, -0.5), (-0.5, out[1] - 0.5)):
        x, y = matrix @ np.array([*corner, 1.0])
        assert -0.51 <= x <= picture[0] - 0.49
        assert -0.51 <= y <= picture[1] - 0.49


@pytest.mark.parametrize("move", [Move.PUSH_IN, Move.ZOOM, Move.PULL_OUT])
def test_a_push_in_is_monotone_and_even_in_scale(move: Move) -> None:
    path = path_of(move, frames=240)
    widths = [path.view(n).width for n in range(240)]
    steps = [a / b for a, b in pairwise(widths)]
    if move is Move.PULL_OUT:
        steps = [1 / s for s in steps]
    assert all(s >= 1 for s in steps)
    assert max(steps) > 1.0002
    # eased: the first and last steps are far smaller than the middle one, with no jump between
    assert steps[0] < 1 + (steps[120] - 1) / 50
    assert max(abs(b - a) for a, b in pairwise(steps)) < (max(steps) - 1) / 20


@pytest.mark.parametrize("move", [Move.PAN, Move.TILT, Move.TRACK, Move.CRANE])
def test_travelling_moves_travel_smoothly_one_way(move: Move) -> None:
    path = path_of(move, frames=120)
    places = np.array([(path.view(n).x, path.view(n).y) for n in range(120)])
    axis = 0 if move in (Move.PAN, Move.TRACK) else 1
    steps = np.diff(places[:, axis])
    assert abs(places[-1, axis] - places[0, axis]) > 0.05
    assert (steps * np.sign(steps.sum()) >= -1e-12).all()
    assert np.abs(np.diff(steps)).max() < np.abs(steps).max() / 8


def test_handheld_is_small_smooth_never_still_and_of_its_seed() -> None:
    path = path_of(Move.HANDHELD, frames=240)
    places = np.array([(path.view(n).x - 0.5, path.view(n).y - 0.5) for n in range(240)])
    assert 0.002 < places.std() < 0.02
    speed = np.linalg.norm(np.diff(places, axis=0), axis=1)
    jerk = np.linalg.norm(np.diff(places, n=2, axis=0), axis=1)
    assert speed.max() < 0.004
    assert jerk.max() < speed.max() / 2
    again = path_of(Move.HANDHELD, frames=240)
    assert again.view(77) == path.view(77)
    assert path_of(Move.HANDHELD, frames=240, seed=6).view(77) != path.view(77)


def test_static_shots_hold_the_composed_frame() -> None:
    path = path_of(Move.STATIC)
    assert path.still
    assert path.view(0) == path.view(71) == View(0.5, 0.5, 1.0, 0.0)


@given(st.floats(0.05, 1.0))
def test_easing_starts_and_ends_at_rest_and_never_turns_back(ease: float) -> None:
    at = np.linspace(0, 1, 401)
    values = np.array([eased(float(t), ease) for t in at])
    assert abs(values[0]) < 1e-12
    assert abs(values[-1] - 1) < 1e-9
    steps = np.diff(values)
    assert (steps >= -1e-12).all()
    assert steps[0] < steps.max() / 2
    assert steps[-1] < steps.max() / 2


def test_a_view_too_wide_for_the_picture_is_narrowed() -> None:
    view = inside(View(0.9, 0.5, 1.6, 0.0), 0.06, 16 / 9)
    assert view.width == pytest.approx(1.12)
    assert (view.x, view.y) == pytest.approx((0.5, 0.5))


def test_slow_moves_are_smooth_below_a_pixel() -> None:
    """Measured in the pictures: least-squares shift between frames of a creeping pan."""
    rgb = cv2.GaussianBlur(board(336, 189, 3), (0, 0), 1.5)
    still = still_from_rgb(rgb, 0.05, (304, 172))
    seen = []
    for n in range(24):
        _, planes = new_i420(304, 172)
        # a twentieth of a pixel a frame
        sample(still, View(0.5 + n * 0.05 / 304, 0.5, 0.99), planes)
        seen.append(planes.y[8:-8, 8:-8].astype(np.float64))
    steps = []
    for one, two in pairwise(seen):
        slope = np.gradient((one + two) / 2, axis=1)
        steps.append(float((slope * (two - one)).sum() / (slope * slope).sum()))
    expected = 0.05 / 0.99
    assert np.mean(steps) == pytest.approx(expected, rel=0.05)
    assert max(abs(step - expected) for step in steps) < 0.012, "it creeps in jerks"


def test_the_picture_shows_what_the_view_asks_for(tmp_path: Path) -> None:
    """A mark drawn at a known place is found where the move says, with roll and zoom."""
    rgb = np.full((224, 398, 3), 60, np.uint8)
    overscan = 0.06
    inner_w, inner_h = 398 / 1.12, 224 / 1.12
    mark = (0.62, 0.41)
    x, y = (mark[0] + overscan) * inner_w - 0.5, (mark[1] + overscan) * inner_h - 0.5
    yy, xx = np.mgrid[:224, :398]
    spot = np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (2 * 2.5**2))
    rgb = np.clip(rgb + 180 * spot[..., None], 0, 255).astype(np.uint8)
    out = (356, 200)
    still = still_from_rgb(rgb, overscan, out)
    view = View(0.55, 0.45, 0.8, 0.1)
    _, planes = new_i420(*out)
    sample(still, view, planes)
    light = planes.y.astype(np.float64) - planes.y.min()
    light[light < 20] = 0
    yy, xx = np.mgrid[: out[1], : out[0]]
    found = (float((light * xx).sum() / light.sum()), float((light * yy).sum() / light.sum()))
    dx, dy = mark[0] - view.x, (mark[1] - view.y) / (out[0] / out[1])
    turned = (
        (np.cos(view.roll_rad) * dx + np.sin(view.roll_rad) * dy) / view.width,
        (-np.sin(view.roll_rad) * dx + np.cos(view.roll_rad) * dy) / view.width,
    )
    expected = (177.5 + turned[0] * out[0], 99.5 + turned[1] * out[0])
    assert found == pytest.approx(expected, abs=0.15)


def test_panels_cut_hard_and_go_on_with_the_same_move(tmp_path: Path) -> None:
    one = take(tmp_path, 1, 20, move=Move.PUSH_IN, cuts=(8,))
    (segment,) = plan_segments(film(one), Style(burn_in="none"))
    frames = [frame_rgb(segment, n).astype(int) for n in range(6, 11)]
    jumps = [float(np.abs(b - a).mean()) for a, b in pairwise(frames)]
    assert jumps[1] > 10 * max(jumps[0], jumps[2], jumps[3])
    whole = take(tmp_path, 1, 20, move=Move.PUSH_IN)
    (other,) = plan_segments(film(whole), Style(burn_in="none"))
    assert segment.footage.path == other.footage.path
