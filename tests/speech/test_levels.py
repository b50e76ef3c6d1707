"""Trimming and levelling."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.engines.speech.levels import PEAK_DB, SPEECH_DB, level, trim, window_db
from filmgen.media import FloatArray

RATE_HZ = 24_000


def tone(seconds: float, gain: float = 0.3) -> FloatArray:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (gain * np.sin(2 * np.pi * 220.0 * time)).astype(np.float32)


def silence(seconds: float) -> FloatArray:
    return np.zeros(round(seconds * RATE_HZ), dtype=np.float32)


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.8), (0.0, 0.0), (0.01, 0.3)])
def test_speech_is_framed_by_fixed_silence(before: float, after: float) -> None:
    samples = np.concatenate([silence(before), tone(1.0), silence(after)])
    framed = trim(samples, RATE_HZ, 0.05, 0.12)
    assert len(framed) == pytest.approx(RATE_HZ * 1.17, abs=0.02 * RATE_HZ)
    loud = np.flatnonzero(np.abs(framed) > 0.05)
    assert loud[0] / RATE_HZ == pytest.approx(0.05, abs=0.012)
    assert (len(framed) - loud[-1]) / RATE_HZ == pytest.approx(0.12, abs=0.012)
    assert abs(framed[0]) < 0.02 and abs(framed[-1]) < 0.02


def test_noise_below_the_floor_is_silence() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.0005, RATE_HZ).astype(np.float32)
    framed = trim(np.concatenate([noise, tone(0.5), noise]), RATE_HZ, 0.05, 0.12)
    assert len(framed) < 0.75 * RATE_HZ


@pytest.mark.parametrize("gain", [0.01, 0.1, 0.9])
def test_lines_come_to_one_level(gain: float) -> None:
    samples = np.concatenate([tone(0.6, gain), silence(0.6), tone(0.4, gain)])
    levelled = level(samples, RATE_HZ)
    voiced = window_db(levelled, RATE_HZ)
    assert float(voiced[voiced > -60].mean()) == pytest.approx(SPEECH_DB, abs=0.3)


def test_a_peak_limits_the_gain() -> None:
    samples = tone(2.0, 0.01)
    samples[20_000] = 0.5
    levelled = level(samples, RATE_HZ)
    assert np.abs(levelled).max() <= 10 ** (PEAK_DB / 20) + 1e-6


def test_silence_stays_silence() -> None:
    assert not level(silence(0.3), RATE_HZ).any()
    assert len(trim(silence(0.3), RATE_HZ, 0.05, 0.12)) == round(0.3 * RATE_HZ)
    assert level(silence(0.0), RATE_HZ).size == 0
