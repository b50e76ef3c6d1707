"""Rate conversion: exact in time, clean in spectrum, the same in blocks as whole."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from filmgen.media import FloatArray
from filmgen.sound.signal.resample import Resampler, resample


def tone(hz: float, rate: int, seconds: float = 0.5) -> FloatArray:
    t = np.arange(round(rate * seconds)) / rate
    return np.sin(2 * np.pi * hz * t)[None].astype(np.float32)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 32000, 44100, 96000, 48000])
def test_a_tone_keeps_its_time_and_its_level(rate: int) -> None:
    made = resample(tone(997.0, rate), rate)[0]
    assert made.size == pytest.approx(24000, abs=1)
    wanted = np.sin(2 * np.pi * 997.0 * np.arange(made.size) / 48000)
    middle = slice(2000, -2000)
    error = made[middle] - wanted[middle]
    assert 20 * np.log10(np.sqrt(2) * error.std()) < -80


@pytest.mark.parametrize("hz", [1000.0, 5000.0, 9000.0, 10800.0])
def test_images_of_kokoros_24_khz_are_below_minus_80_db(hz: float) -> None:
    made = resample(tone(hz, 24000, 1.0), 24000)[0][4000:-4000]
    spectrum = np.abs(np.fft.rfft(made * np.blackman(made.size)))
    f = np.fft.rfftfreq(made.size, 1 / 48000)
    images = spectrum[np.abs(f - hz) > 60].max()
    assert 20 * np.log10(images / spectrum.max()) < -80


@pytest.mark.parametrize("hz", [26000.0, 30000.0, 40000.0])
def test_what_would_alias_from_96_khz_is_taken_out(hz: float) -> None:
    made = resample(tone(hz, 96000), 96000)[0][2000:-2000]
    assert 20 * np.log10(np.sqrt(2) * made.std() + 1e-12) < -60


@pytest.mark.parametrize("rate", [24000, 44100, 96000, 48000])
def test_blocks_make_the_same_as_the_whole(rate: int) -> None:
    sound = np.random.default_rng(1).standard_normal((2, 7000)).astype(np.float32)
    converter = Resampler(rate, 2)
    edges = [0, 1, 2, 700, 701, 3333, 7000]
    pieces = [converter.push(sound[:, a:b], last=b == 7000) for a, b in pairwise(edges)]
    np.testing.assert_allclose(np.concatenate(pieces, axis=1), resample(sound, rate), atol=2e-6)
