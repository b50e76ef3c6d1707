"""The temp score: in tune, seamless, quieter under speech, and led by the scene's tension."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from filmgen.media import FloatArray
from filmgen.sound.score.compose import compose
from filmgen.sound.score.harmony import MOODS, Harmony, mood_named
from filmgen.sound.signal.loudness import measure
from filmgen.sound.signal.noise import stream

RATE = 48_000


def power(sound: FloatArray, low_hz: float, high_hz: float) -> float:
    mono = sound.mean(axis=0).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(mono.size))) ** 2
    f = np.fft.rfftfreq(mono.size, 1 / RATE)
    return float(spectrum[(f >= low_hz) & (f < high_hz)].sum())


def db(ratio: float) -> float:
    return 10.0 * float(np.log10(ratio))


@pytest.fixture(scope="module")
def calm() -> FloatArray:
    return compose(14 * RATE, ((0.0, 0.1),), "warm", 5)


@pytest.fixture(scope="module")
def tense() -> FloatArray:
    return compose(14 * RATE, ((0.0, 0.95),), "tense", 5)


def test_tension_is_louder_lower_brighter_and_busier(calm: FloatArray, tense: FloatArray) -> None:
    levels = [measure(s).integrated_lufs for s in (calm, tense)]
    assert levels[0] is not None and levels[1] is not None
    assert -37 < levels[0] < levels[1] - 2 < -24
    bright = [power(s, 900, 6000) / power(s, 100, 900) for s in (calm, tense)]
    assert db(bright[1] / bright[0]) > 4
    deep = [power(s, 25, 75) / power(s, 100, 900) for s in (calm, tense)]
    assert deep[1] > deep[0]

    def onsets(sound: FloatArray) -> float:
        """Spectral flux (Bello and others 2005): what rises from one short spectrum to the next."""
        mono = sound[:, 2 * RATE : 11 * RATE].mean(axis=0)
        frames = np.lib.stride_tricks.sliding_window_view(mono, 2048)[::1024] * np.hanning(2048)
        levels = np.log1p(1000 * np.abs(np.fft.rfft(frames, axis=1)))
        return float(np.maximum(np.diff(levels, axis=0), 0).sum(axis=1).mean())

    assert onsets(tense) > 1.5 * onsets(calm)


def test_it_is_in_tune(calm: FloatArray) -> None:
    """Every strong partial below 500 Hz lies near a tempered semitone."""
    mono = calm[:, 3 * RATE : 11 * RATE].mean(axis=0).astype(np.float64)
    size = 1 << 20
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(mono.size), size))
    f = np.fft.rfftfreq(size, 1 / RATE)
    near = (f > 60) & (f < 500)
    tall = spectrum[near] > 0.1 * spectrum[near].max()
    cents = (1200 * np.log2(f[near][tall] / 440.0) + 50) % 100 - 50
    weight = spectrum[near][tall] ** 2
    # Half the power within 12 cents, which three players' detuning and drift take up.
    assert np.average(np.abs(cents), weights=weight) < 12


def test_it_makes_way_for_speech_and_comes_back_gently() -> None:
    plain = compose(18 * RATE, ((0.0, 0.5),), "", 3)
    under = compose(18 * RATE, ((0.0, 0.5),), "", 3, ((6.0, 10.0),))
    spoken, before, after = (slice(a * RATE, b * RATE) for a, b in ((6, 10), (2, 5), (13, 15)))
    np.testing.assert_allclose(under[:, before], plain[:, before], atol=1e-6)
    np.testing.assert_allclose(under[:, after], plain[:, after], atol=1e-6)
    low = db(power(under[:, spoken], 60, 400) / power(plain[:, spoken], 60, 400))
    consonants = db(power(under[:, spoken], 1200, 3600) / power(plain[:, spoken], 1200, 3600))
    assert -6.5 < low < -3.5
    assert consonants < low - 6
    ratio = np.abs(under).reshape(2, -1, 4800).max(axis=2) / np.abs(plain).reshape(2, -1, 4800).max(
        axis=2
    )
    steps = np.abs(np.diff(20 * np.log10(ratio), axis=1))
    assert steps.max() < 3.5, "no tenth of a second changes by more than a ramp may"


def test_nothing_clicks(calm: FloatArray) -> None:
    """A click is broadband: the power above 9 kHz never jumps out of its surroundings."""
    spectrum = np.abs(
        np.fft.rfft(calm.mean(axis=0).reshape(-1, 480) * np.hanning(480), axis=1)[:, 90:]
    )
    high = np.sqrt((spectrum**2).mean(axis=1))
    assert high.max() < 1e-3
    assert np.abs(calm[:, 0]).max() < 1e-4 and np.abs(calm[:, -1]).max() < 1e-4


@pytest.mark.parametrize("samples", [1, 4097, 30_000])
def test_any_length(samples: int) -> None:
    made = compose(samples, (), "", 1)
    assert made.shape == (2, samples)
    assert made.dtype == np.float32 and np.isfinite(made).all()


def test_a_longer_score_begins_like_a_shorter_one() -> None:
    """Blocks leave no seam: what is heard at a time does not depend on what comes after."""
    short, long = (compose(n * RATE, ((0.0, 0.8),), "sad", 9) for n in (9, 17))
    np.testing.assert_allclose(
        short[:, 2 * RATE : 6 * RATE], long[:, 2 * RATE : 6 * RATE], atol=1e-6
    )


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("tension", [0.1, 0.45, 0.7, 0.95])
def test_chords_keep_to_the_scale_and_their_voices_move_little(mood: str, tension: float) -> None:
    harmony = Harmony(MOODS[mood], stream(4, mood))
    chords = [harmony.next(tension) for _ in range(10)]
    scale = harmony.scale(tension)
    for chord in chords:
        assert {p % 12 for p in (*chord.voices, *chord.colours)} <= set(scale)
        assert list(chord.voices) == sorted(set(chord.voices)) and len(chord.voices) == 4
        assert 28 <= chord.bass <= 52
        assert chord.voices[0] >= 40 and chord.voices[-1] <= 80
    moves = [
        abs(a - b)
        for x, y in itertools.pairwise(chords)
        for a, b in zip(x.voices, y.voices, strict=True)
    ]
    assert np.mean(moves) < 2.6 and max(moves) <= 6


def test_words_of_mood() -> None:
    assert mood_named("Melancholy") is MOODS["sad"]
    assert mood_named("purple") is MOODS[""]
