"""Ducking and limiting on their control tracks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.sound.signal.dynamics import (
    LIMIT_STEP,
    at_samples,
    duck_track,
    limiter_track,
    speech_present,
)


def test_the_bed_is_down_before_the_word_and_back_after_it() -> None:
    levels = np.zeros(600)
    levels[200:300] = 0.1
    track = duck_track(speech_present(levels), -9.0)
    assert np.allclose(track[200:300], -9.0, atol=1e-6)
    assert track[195] < -8.9
    assert track[160] == 0.0
    assert -9.0 <= track[318] < -8.5  # held over a pause
    assert track[599] > -0.4
    assert np.all(np.diff(track[160:200]) <= 1e-12)


def test_no_speech_no_ducking() -> None:
    assert not duck_track(speech_present(np.full(100, 1e-4)), -9.0).any()
    assert not duck_track(np.full(100, 0.1), 0.0).any()
    assert duck_track(np.zeros(0), -9.0).size == 0


def test_breaths_between_words_are_no_speech() -> None:
    levels = np.full(1000, 0.1)
    levels[300:700] = 0.1 * 10 ** (-40 / 20)
    assert duck_track(speech_present(levels), -9.0)[600] > -2.0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 8, width=32), min_size=1, max_size=120),
)
def test_limited_peaks_never_pass(excess: list[float]) -> None:
    peaks = np.asarray(excess, dtype=np.float32)
    nodes = limiter_track(peaks)
    assert nodes.shape == (peaks.size + 1,)
    gain = at_samples(nodes, LIMIT_STEP, 0, peaks.size * LIMIT_STEP)
    loudest = gain.reshape(peaks.size, LIMIT_STEP).max(axis=1) * peaks
    assert loudest.max() <= 1.0 + 1e-5 or np.all(peaks <= 1.0)
    assert nodes.max() <= 1.0
    assert nodes.min() > 0.0


def test_the_limiter_leaves_what_is_below_alone_and_recovers() -> None:
    peaks = np.full(2000, 0.5, dtype=np.float32)
    peaks[1000] = 4.0
    nodes = limiter_track(peaks)
    assert np.all(nodes[:980] == 1.0)
    assert nodes[1000] <= 0.25 + 1e-6
    assert nodes[-1] > 0.999
    assert np.abs(np.diff(nodes)).max() < 0.2  # no click
