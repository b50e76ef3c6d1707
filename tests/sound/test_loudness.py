"""Loudness and true peak against the signals of EBU Tech 3341, synthesised here."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal

from filmgen.media import FloatArray
from filmgen.sound.signal.k_weighting import _HIGH_PASS, _SHELF, KWeighting
from filmgen.sound.signal.loudness import LoudnessMeter, measure, true_peak_db

RATE = 48_000


def sine(*parts: tuple[float, float], hz: float = 1000.0) -> FloatArray:
    """Stereo sine in phase on both channels; parts are (peak level in dBFS, seconds)."""
    levels = np.concatenate([np.full(round(s * RATE), 10 ** (db / 20)) for db, s in parts])
    tone = np.sin(2 * np.pi * hz * np.arange(levels.size) / RATE) * levels
    return np.stack([tone, tone]).astype(np.float32)


@pytest.mark.parametrize(
    ("parts", "lufs"),
    [
        pytest.param([(-23, 20)], -23.0, id="case 1"),
        pytest.param([(-33, 20)], -33.0, id="case 2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23.0, id="case 3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0, id="case 4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23.0, id="case 5"),
    ],
)
def test_ebu_tech_3341_integrated(parts: list[tuple[float, float]], lufs: float) -> None:
    assert measure(sine(*parts)).integrated_lufs == pytest.approx(lufs, abs=0.1)


def test_momentary_and_short_term_of_a_steady_tone() -> None:
    heard = measure(sine((-23, 20)))
    assert heard.momentary_max_lufs == pytest.approx(-23.0, abs=0.1)
    assert heard.short_term_max_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize(
    ("parts", "range_lu"),
    [([(-20, 20), (-30, 20)], 10.0), ([(-20, 20), (-15, 20)], 5.0), ([(-40, 20), (-20, 20)], 20.0)],
)
def test_ebu_tech_3342_loudness_range(parts: list[tuple[float, float]], range_lu: float) -> None:
    assert measure(sine(*parts)).range_lu == pytest.approx(range_lu, abs=1.0)


def test_one_channel_counts_three_decibels_less_than_two() -> None:
    both = sine((-23, 5), hz=997.0)
    one = measure(both[0]).integrated_lufs
    assert one == pytest.approx(-26.01, abs=0.1)


def test_silence_and_sounds_shorter_than_a_block_have_no_loudness() -> None:
    assert measure(np.zeros((2, RATE), np.float32)).integrated_lufs is None
    assert measure(sine((-23, 0.39))).integrated_lufs is None
    assert measure(sine((-80, 5))).integrated_lufs is None
    assert true_peak_db(np.zeros((2, 100), np.float32)) == -np.inf


@pytest.mark.parametrize("hz", [38.0, 100.0, 500.0, 997.0, 2000.0, 6000.0, 15000.0])
def test_k_weighting_is_the_standards_two_biquads(hz: float) -> None:
    sections = [[*_SHELF[0], *_SHELF[1]], [*_HIGH_PASS[0], *_HIGH_PASS[1]]]
    _, (gain,) = scipy.signal.sosfreqz(sections, worN=[hz], fs=RATE)
    # A sine of this peak on both channels has half its square in each.
    wanted = -0.691 + 10 * np.log10(10 ** (-20 / 10) * np.abs(gain) ** 2)
    assert measure(sine((-20, 3), hz=hz)).integrated_lufs == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize("length", [1, 31, 32, 33, 1023, 1024, 1025, 50_001])
def test_k_weighting_in_strides_is_the_recursion_sample_by_sample(length: int) -> None:
    noise = np.random.default_rng(length).standard_normal((2, length + 4000)).astype(np.float32)
    wanted = scipy.signal.sosfilt(
        [[*_SHELF[0], *_SHELF[1]], [*_HIGH_PASS[0], *_HIGH_PASS[1]]], noise, axis=1
    )
    weighting = KWeighting()
    pieces = [weighting.push(piece) for piece in (noise[:, :length], noise[:, length:])]
    heard = np.concatenate([piece for piece in pieces if piece is not None], axis=1)
    np.testing.assert_allclose(heard, wanted, atol=1e-9)


def test_silence_is_weighted_once_the_filter_has_died_away() -> None:
    weighting = KWeighting()
    quiet = np.zeros((2, RATE), dtype=np.float32)
    assert weighting.push(quiet) is None
    weighting.push(np.ones((2, 100), dtype=np.float32))
    ringing = weighting.push(quiet)
    assert ringing is not None and ringing.any()
    assert weighting.push(quiet) is None


def test_block_sizes_do_not_matter() -> None:
    sound = sine((-30, 2), (-20, 3))
    whole, pieces = measure(sound), LoudnessMeter()
    edges = np.cumsum([0, 1, 479, 4801, 33, 70_000, 12_345])
    for start, stop in zip(edges, [*edges[1:], sound.shape[1]], strict=True):
        pieces.push(sound[:, start:stop])
    assert pieces.result().integrated_lufs == pytest.approx(whole.integrated_lufs, abs=1e-4)


@pytest.mark.parametrize(
    ("divisor", "phase_deg", "peak"),
    [(4, 0, -6.0), (4, 45, -6.0), (6, 60, -6.0), (8, 67.5, -6.0)],
)
def test_ebu_tech_3341_true_peak(divisor: int, phase_deg: float, peak: float) -> None:
    n = np.arange(RATE // 2)
    edge = np.clip(np.minimum(n, n[::-1]) / 2000.0, 0, 1)
    tone = 0.5 * np.sin(2 * np.pi * n / divisor + np.radians(phase_deg)) * edge
    level = true_peak_db(np.stack([tone, tone]).astype(np.float32))
    assert peak - 0.4 <= level <= peak + 0.2


def test_true_peak_sees_between_samples() -> None:
    n = np.arange(4800)
    tone = (0.5 * np.sin(2 * np.pi * n / 4 + np.pi / 4)).astype(np.float32)
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-9.03, abs=0.01)
    assert true_peak_db(tone) > -6.3
