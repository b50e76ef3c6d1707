"""Takes joined, widened, folded and levelled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.media import FloatArray
from filmgen.sound.library.recorded import (
    crossed,
    joined,
    levelled,
    natural_level_lufs,
    stretched_out,
)
from filmgen.sound.signal.channels import folded, widened
from filmgen.sound.signal.loudness import measure
from filmgen.sound.synth.render import BEDS
from filmgen.timecode import SAMPLE_RATE_HZ


def hiss(seconds: float, seed: int = 0, channels: int = 1) -> FloatArray:
    rng = np.random.default_rng(seed)
    shape = (channels, round(seconds * SAMPLE_RATE_HZ))
    return (0.1 * rng.standard_normal(shape)).astype(np.float32)


def levels(sound: FloatArray, step_s: float = 0.1) -> FloatArray:
    step = round(step_s * SAMPLE_RATE_HZ)
    whole = sound[:, : sound.shape[1] // step * step]
    made: FloatArray = whole.reshape(sound.shape[0], -1, step).std(axis=2)
    return made


def test_unlike_pieces_cross_at_an_even_level() -> None:
    sound = joined(hiss(2.0, 1), hiss(2.0, 2), SAMPLE_RATE_HZ)
    assert sound.shape == (1, 3 * SAMPLE_RATE_HZ)
    heard = levels(sound)
    assert heard.min() > 0.093 and heard.max() < 0.107


def test_a_piece_crosses_into_itself_without_a_trace() -> None:
    take = hiss(3.0)
    sound = joined(take[:, : 2 * SAMPLE_RATE_HZ], take[:, SAMPLE_RATE_HZ:], SAMPLE_RATE_HZ)
    np.testing.assert_allclose(sound, take, atol=1e-6)


@given(alike=st.floats(0.0, 1.0), seed=st.integers(0, 99))
def test_pieces_half_alike_cross_at_an_even_level_too(alike: float, seed: int) -> None:
    one, other = hiss(0.5, seed), hiss(0.5, seed + 1000)
    mixed = (alike * one + np.sqrt(1 - alike**2) * other).astype(np.float32)
    heard = levels(crossed(one, mixed), 0.05)
    assert heard.min() > 0.09 and heard.max() < 0.11


@given(have=st.integers(1, 9000), length=st.integers(1, 40_000), seed=st.integers(0, 2**31 - 1))
def test_a_take_of_any_length_lasts_as_long_as_asked(have: int, length: int, seed: int) -> None:
    take = np.full((2, have), 0.25, np.float32)
    sound = stretched_out(take, length, seed)
    assert sound.shape == (2, length) and sound.dtype == np.float32
    assert np.isfinite(sound).all()
    np.testing.assert_array_equal(sound[:, : min(have, length) // 2], 0.25)


def test_five_minutes_of_a_minute_have_no_loop() -> None:
    rate = 4800  # the arithmetic knows no rate; this is what an autocorrelation can be made of
    take = (0.1 * np.random.default_rng(3).standard_normal((1, 60 * rate))).astype(np.float32)
    sound = stretched_out(take, 300 * rate, 7)[0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(sound, 2 * sound.size)) ** 2
    lags = np.fft.irfft(spectrum)[: sound.size // 2] / spectrum.mean()
    looped = np.tile(take[0], 5).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(looped, 2 * looped.size)) ** 2
    loop = np.fft.irfft(spectrum)[: looped.size // 2] / spectrum.mean()
    assert loop[rate:].max() > 0.75  # what a loop would be
    assert np.abs(lags[rate:]).max() < 0.16


@pytest.mark.parametrize(
    ("channels", "rows"), [(1, 1), (2, 2), (3, 1), (4, 1), (6, 2), (7, 1), (8, 1)]
)
def test_any_channels_become_one_or_two(channels: int, rows: int) -> None:
    sound = hiss(0.1, 5, channels)
    sound[0, 7] = np.nan
    made = folded(sound)
    assert made.shape == (rows, sound.shape[1]) and made.dtype == np.float32
    assert np.isfinite(made).all()


def test_two_takes_lean_to_a_side_each() -> None:
    stereo = widened(hiss(2.0, 1)[0], hiss(2.0, 2)[0])
    assert 0.6 < np.corrcoef(stereo)[0, 1] < 0.8
    assert stereo.std() == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize("seconds", [0.05, 0.6, 4.0])
def test_a_level_is_met_whatever_comes_in(seconds: float) -> None:
    for gain in (1e-5, 1.0, 50.0):
        sound = levelled(hiss(seconds, 1, 2) * np.float32(gain), -30.0, sustained=True)
        assert np.abs(sound).max() <= 0.981
        if seconds > 0.5:
            assert measure(sound).integrated_lufs == pytest.approx(-30.0, abs=0.6)
    silent = np.zeros((2, 100), np.float32)
    np.testing.assert_array_equal(levelled(silent, -30.0, sustained=False), silent)


def test_levels_are_the_synthesiser_s() -> None:
    assert natural_level_lufs("rain", 0.6) == BEDS["rain"].level_lufs
    assert natural_level_lufs("rain", 0.35) == pytest.approx(BEDS["rain"].level_lufs - 3.0)
    assert natural_level_lufs("bagpipes", 0.6, -20.0) == -20.0
