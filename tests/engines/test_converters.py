"""Conversion engines: what only they do, beyond the contract of all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from filmgen.engines.conversion.coqui import CoquiConversion
from filmgen.engines.conversion.likeness import (
    CEPSTRA,
    Gaussian,
    band_hz,
    likeness,
    optimal_way,
    tract_ratio,
)
from filmgen.engines.conversion.spectral import SpectralEngine
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Sound
from tests.engines import tiny
from tests.engines.throats import vowels

TOP_HZ = 7000.0


def speaker(sound: Sound) -> tuple[float, np.ndarray]:
    """Median pitch, and the mean envelope of voiced sounds in log power."""
    told = likeness(sound.samples, sound.rate_hz, TOP_HZ)
    return told.track.median_hz, told.bands[told.frames_of(True)].mean(axis=0)


@pytest.mark.parametrize("tract", [0.88, 1.0, 1.15])
def test_a_throat_s_length_is_found(tract: float) -> None:
    ours = vowels(seconds=6.0, f0_hz=120.0, tract=1.0, seed=0)
    theirs = vowels(seconds=6.0, f0_hz=120.0 * tract**3, tract=tract, seed=5)
    found = tract_ratio(*(likeness(s.samples, s.rate_hz, TOP_HZ) for s in (ours, theirs)))
    assert found == pytest.approx(tract, rel=0.06)


def test_pitch_and_envelope_become_the_target_s() -> None:
    man = vowels(seconds=3.0, f0_hz=110.0, tract=1.0, seed=0)
    woman = vowels(seconds=4.0, f0_hz=215.0, tract=1.15, seed=1)
    made = SpectralEngine().convert(man, woman)
    assert made.notes["semitones"] == pytest.approx(12 * np.log2(215 / 110), abs=0.7)
    (was_hz, was), (is_hz, now), (wanted_hz, wanted) = map(speaker, (man, made, woman))
    assert is_hz == pytest.approx(wanted_hz, rel=0.08)
    assert abs(is_hz - wanted_hz) < 0.2 * abs(was_hz - wanted_hz)

    def apart(ours: np.ndarray) -> float:
        return float(np.std(ours - wanted))

    assert apart(now) < 0.75 * apart(was)


def test_sounds_keep_their_places_and_their_loudness() -> None:
    man = vowels(seconds=3.0, f0_hz=110.0, tract=1.0, seed=0)
    woman = vowels(seconds=4.0, f0_hz=215.0, tract=1.15, seed=1)
    made = SpectralEngine().convert(man, woman)
    width = man.rate_hz // 25
    before, after = (
        np.sqrt(np.mean(s.samples[: len(s.samples) // width * width].reshape(-1, width) ** 2, 1))
        for s in (man, made)
    )
    assert np.corrcoef(before, after)[0, 1] > 0.85


def test_a_voice_in_its_own_voice_stays_much_as_it_was() -> None:
    first = vowels(seconds=4.0, f0_hz=120.0, tract=1.0, seed=0)
    made = SpectralEngine().convert(first, first)
    assert abs(made.notes["semitones"]) < 0.1
    assert made.notes["tract"] == pytest.approx(1.0, abs=0.02)
    (_, was), (_, now) = map(speaker, (first, made))
    assert np.abs(now - was).max() < 1.0  # 4 dB in any band


def test_whispers_and_noise_are_taken() -> None:
    draw = np.random.default_rng(0)
    noise = Sound((0.1 * draw.standard_normal(16_000)).astype(np.float32), 16_000)
    woman = vowels(seconds=2.0, f0_hz=215.0, tract=1.15, seed=1)
    assert np.isfinite(SpectralEngine().convert(noise, woman).samples).all()
    assert np.isfinite(SpectralEngine().convert(woman, noise).samples).all()


def test_the_optimal_way_gives_the_target_s_mean_and_covariance() -> None:
    draw = np.random.default_rng(0)
    sides = []
    for _ in range(2):
        mixed = draw.standard_normal((CEPSTRA, CEPSTRA))
        sides.append(Gaussian(draw.standard_normal(CEPSTRA), mixed @ mixed.T, 100_000))
    matrix, offset = optimal_way(*sides)
    np.testing.assert_allclose(matrix @ sides[0].mean + offset, sides[1].mean, atol=1e-9)
    moved = matrix @ sides[0].spread @ matrix.T
    assert np.linalg.norm(moved - sides[1].spread) < 0.15 * np.linalg.norm(sides[1].spread)
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-9)


def test_bands_rise_from_the_lowest_to_the_top() -> None:
    centres = band_hz(TOP_HZ)
    assert (np.diff(centres) > 0).all()
    assert centres[-1] == pytest.approx(TOP_HZ)


def test_knnvc_converts_with_its_own_vocoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_HOME", str(tiny.tts_home()))
    engine = CoquiConversion(str(tiny.knnvc()))
    man = vowels(seconds=1.0, f0_hz=110.0, tract=1.0, seed=0, rate_hz=24_000)
    targets = [vowels(seconds=3.0, f0_hz=f, tract=1.1, seed=1) for f in (215.0, 150.0)]
    first, second = (engine.convert(man, target).samples for target in targets)
    assert first.shape == man.samples.shape and not np.array_equal(first, second)
    np.testing.assert_array_equal(first, engine.convert(man, targets[0]).samples)


def test_coqui_names_what_is_missing(tmp_path: Path) -> None:
    tiny.needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    with pytest.raises(EngineUnavailable, match=r"set engine_options\.coqui\.conversion_model"):
        CoquiConversion()
    with pytest.raises(EngineUnavailable, match="did you mean freevc24"):
        CoquiConversion("voice_conversion_models/multilingual/vctk/freevc42")
    assert CoquiConversion("voice_conversion_models/multilingual/vctk/freevc24").describe().licence
    man = vowels(seconds=1.0, f0_hz=110.0, tract=1.0, seed=0)
    with pytest.raises((EngineError, EngineUnavailable)) as caught:
        CoquiConversion(str(tiny.vits())).convert(man, man)
    assert "\n" not in str(caught.value)
