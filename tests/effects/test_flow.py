"""Motion of fields, and textures that go along with it."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest

from filmgen.effects.imaging.drift import Drift, Lives, phase_weights
from filmgen.effects.imaging.flow import between, motion, moved
from filmgen.media import FloatArray


def puffs(dx: float = 0.0, dy: float = 0.0) -> FloatArray:
    noise = np.random.default_rng(4).standard_normal((48, 40)).astype(np.float32)
    blurred = cv2.GaussianBlur(noise, (0, 0), 3.0)
    depth = np.maximum(blurred / blurred.std(), 0.0)
    matrix = np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]])
    depth = cv2.warpAffine(depth, matrix, (40, 48), flags=cv2.INTER_CUBIC)
    return np.stack((np.zeros_like(depth), depth, 0.5 * depth)).astype(np.float32)


@pytest.mark.parametrize("shift", [(0.0, -1.0), (0.8, -0.5), (-1.2, 0.3)])
def test_motion_is_found(shift: tuple[float, float]) -> None:
    found = motion(puffs(), puffs(*shift), rise=0.3)[:, 8:-8, 8:-8]
    for axis in range(2):
        assert float(np.median(found[axis])) == pytest.approx(shift[axis], abs=0.3)


def test_where_nothing_is_seen_things_rise() -> None:
    nothing = np.zeros((3, 48, 40), np.float32)
    found = motion(nothing, nothing, rise=0.7)
    assert np.allclose(found[0], 0.0)
    assert np.allclose(found[1], -0.7)


def test_frames_between_have_no_ghosts() -> None:
    first, last, half = puffs(), puffs(2.0, -2.0), puffs(1.0, -1.0)
    flow = np.stack((np.full((48, 40), 2.0), np.full((48, 40), -2.0))).astype(np.float32)
    inside = (1, slice(6, -6), slice(6, -6))
    made = between(first, last, flow, 0.5)
    faded = 0.5 * (first + last)
    assert np.abs(made - half)[inside].mean() < 0.25 * np.abs(faded - half)[inside].mean()
    assert between(first, last, flow, 0.0) is first


def test_moved_goes_the_way_of_the_shift() -> None:
    point = np.zeros((1, 9, 9), np.float32)
    point[0, 4, 4] = 1.0
    shift = np.zeros((2, 9, 9), np.float32)
    shift[0], shift[1] = 2.0, -1.0
    assert moved(point, shift)[0, 3, 6] == pytest.approx(1.0)


def test_texture_coordinates_travel_with_the_air() -> None:
    drift = Drift(20, 20, Lives(Fraction(40), 0))
    flow = np.zeros((2, 20, 20), np.float32)
    flow[1] = -0.5
    drift.go_to(0, None)
    for frame in range(1, 9):
        drift.go_to(frame, flow)
    # what is seen at a place came from four cells further down
    assert np.allclose(drift.shift[0, 1], 4.0, atol=1e-3)
    assert np.allclose(drift.shift[0, 0], 0.0, atol=1e-4)


def test_a_reset_phase_is_unseen() -> None:
    for age in (0.0, 0.5):
        first, second = phase_weights(age)
        assert first**2 + second**2 == pytest.approx(1.0)
    assert phase_weights(0.0)[0] == pytest.approx(0.0, abs=1e-6)
    assert phase_weights(0.5)[1] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("frames", [1, 2, 7, 24, 100])
def test_lives_fit_the_loop(frames: int) -> None:
    lives = Lives.of(9.3, frames, loop=True)
    assert lives.length * lives.count == frames
    for phase in range(2):
        assert lives.clock(0, phase) == lives.clock(frames, phase)
    assert lives.before_start <= frames / 2
    assert lives.clock(-lives.before_start, 1)[0] == lives.clock(0, 1)[0]
