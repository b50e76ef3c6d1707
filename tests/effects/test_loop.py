"""Loops: the seam is the run's own motion, and nothing dims on the way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from filmgen.effects.fluids.loop import close_loop, close_loop_linear, fade_frames, weights


@given(st.integers(1, 500), st.floats(1.0, 120.0))
def test_the_fade_fits_the_loop(frames: int, rate: float) -> None:
    assert 0 <= fade_frames(frames, rate) <= frames // 3


@given(st.integers(1, 60))
def test_energy_of_the_weights_holds(fade: int) -> None:
    head, tail = weights(fade)
    assert np.allclose(head**2 + tail**2, 1.0, atol=1e-5)
    assert head[0] == 0


def test_frame_0_follows_the_last_frame() -> None:
    run = np.random.default_rng(0).uniform(0.0, 1.0, (30, 5, 6)).astype(np.float32)
    loop = close_loop(run, 24)
    assert loop.shape == (24, 5, 6)
    assert np.allclose(loop[0], run[24], atol=1e-6)
    assert np.array_equal(loop[6:], run[6:24])
    signed = close_loop_linear(run - 0.5, 24)
    assert np.allclose(signed[0], run[24] - 0.5, atol=1e-6)


def test_the_loop_keeps_its_energy() -> None:
    run = np.random.default_rng(1).exponential(1.0, (60, 40, 40)).astype(np.float32)
    power = (close_loop(run, 40).astype(np.float64) ** 2).mean(axis=(1, 2))
    assert power.min() > 0.85 * power[20:].mean()
    assert power.max() < 1.15 * power[20:].mean()


def test_no_fade_leaves_the_run_alone() -> None:
    run = np.ones((4, 2, 2), np.float32)
    assert np.array_equal(close_loop(run, 4), run)
