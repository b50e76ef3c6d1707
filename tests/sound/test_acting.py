"""What acting does to a recording, measured on a voice made in the test.

The voice is a pulse train through three formants with breath for consonants: its pitch, voicing
and formants are known exactly, which no recording's are.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from filmgen.breakdown.model import Line
from filmgen.media import Sound
from filmgen.sound.acting.act import act
from filmgen.sound.acting.breathing import loud_rms, silences
from filmgen.sound.acting.delivery import EVERYDAY, Delivery
from filmgen.sound.acting.direction import delivery_of
from filmgen.sound.signal.frames import reshape
from filmgen.sound.signal.noise import stream
from filmgen.sound.signal.pitch import shift_pitch, track_pitch

RATE = 24_000
F0_HZ = 130.0
WORDS = [["one", 0.1, 0.7], ["two", 0.7, 1.3], ["three", 1.7, 2.4], ["four", 2.4, 3.1]]


@lru_cache
def voice() -> Sound:
    """Two phrases of 1.2 and 1.4 s with 0.4 s between, gliding about 130 Hz, at -23 dB."""
    rng = np.random.default_rng(5)
    count = round(3.3 * RATE)
    t = np.arange(count) / RATE
    f0 = F0_HZ * 2.0 ** (np.sin(2 * np.pi * 0.7 * t) * 2.0 / 12.0)
    phase = np.cumsum(f0) / RATE
    source = np.diff(np.floor(phase), prepend=0.0)
    spectrum = np.fft.rfft(source)
    f = np.fft.rfftfreq(count, 1 / RATE)
    mouth = np.zeros(f.size, complex)
    for centre, width, gain in ((600, 90, 1.0), (1400, 120, 0.5), (2600, 180, 0.25)):
        mouth += gain / (1 + 1j * (f - centre) / width)
    spoken = np.fft.irfft(spectrum * mouth / (1 + f / 500), n=count)
    hiss = np.fft.irfft(np.fft.rfft(rng.standard_normal(count)) * (f > 3000), n=count)
    voiced = sum(_hump(t, a + 0.12, b) for _, a, b in WORDS)
    breath = sum(_hump(t, a, a + 0.12) for _, a, _ in WORDS)
    samples = spoken / spoken.std() * voiced + 0.3 * hiss / hiss.std() * breath
    samples += 1e-5 * rng.standard_normal(count)
    samples = (samples * 0.07 / loud_rms(samples.astype(np.float32), RATE)).astype(np.float32)
    return Sound(samples, RATE, {"words": WORDS, "phrases": [{"start_s": 0.1}, {"start_s": 1.7}]})


def _hump(t: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    inside = (t >= start) & (t < end)
    return np.where(inside, np.sin(np.pi * np.clip((t - start) / (end - start), 0, 1)) ** 0.4, 0.0)


def directed(words: str) -> Delivery:
    return delivery_of(Line("l", "A", "one two, three four", words))


def acted(words: str, seed: int = 3) -> Sound:
    return act(voice(), directed(words), seed)


def level_db(sound: Sound) -> float:
    return 20 * np.log10(loud_rms(sound.samples, sound.rate_hz))


def centroid_hz(sound: Sound) -> float:
    power = np.abs(np.fft.rfft(sound.samples)) ** 2
    f = np.fft.rfftfreq(sound.samples.size, 1 / RATE)
    return float((f * power).sum() / power.sum())


def voiced_share(sound: Sound) -> float:
    track = track_pitch(sound.samples, sound.rate_hz)
    return float(track.voiced.mean())


def pitch_hz(sound: Sound) -> float:
    return track_pitch(sound.samples, sound.rate_hz).median_hz


def test_everyday_lines_are_not_touched() -> None:
    assert act(voice(), EVERYDAY, 1) is voice()
    assert act(voice(), Delivery("quick", speed=1.2), 1) is voice()  # the pace is the engine's
    done = Sound(voice().samples, RATE, {"acted": ["pitch_semitones", "effort"]})
    assert act(done, Delivery(pitch_semitones=4, effort=0.5), 1) is done
    silent = Sound(np.zeros(RATE, np.float32), RATE)
    assert act(silent, directed("shouting"), 1) is silent


def test_a_shout_against_a_whisper() -> None:
    shout, whisper = acted("shouting"), acted("whispering")
    assert level_db(shout) - level_db(whisper) > 14
    assert level_db(shout) - level_db(voice()) == pytest.approx(8, abs=0.6)
    assert level_db(whisper) - level_db(voice()) == pytest.approx(-9, abs=0.6)
    assert 12 * np.log2(pitch_hz(shout) / pitch_hz(voice())) == pytest.approx(3.5, abs=0.5)
    assert voiced_share(voice()) > 0.4
    assert voiced_share(whisper) < 0.15 * voiced_share(voice())
    assert centroid_hz(shout) > 1.2 * centroid_hz(voice())
    assert directed("shouting").speed > directed("whispering").speed


def test_a_whisper_keeps_the_mouth() -> None:
    """Formants are where they were (the first a little higher), the voice's own bass is gone."""
    f = np.fft.rfftfreq(1 << 17, 1 / RATE)

    def power(sound: Sound, low: float, high: float) -> float:
        spectrum = np.abs(np.fft.rfft(sound.samples, 1 << 17)) ** 2
        return float(spectrum[(f >= low) & (f < high)].mean())

    whisper = acted("whispering")
    assert power(whisper, 1300, 1500) > 3 * power(whisper, 1850, 2050)
    assert power(whisper, 2500, 2700) > 2 * power(whisper, 3200, 3500)
    bass = power(whisper, 80, 250) / power(whisper, 600, 800)
    assert bass < 0.1 * power(voice(), 80, 250) / power(voice(), 500, 700)


def test_pitch_moves_and_formants_do_not() -> None:
    track = track_pitch(voice().samples, RATE)
    frames = track.f0_hz.size
    assert track.median_hz == pytest.approx(F0_HZ, rel=0.04)
    for semitones in (-3.0, 4.0):
        moved = shift_pitch(voice().samples, RATE, track, np.full(frames, semitones))
        assert moved.size == voice().samples.size
        found = 12 * np.log2(track_pitch(moved, RATE).median_hz / track.median_hz)
        assert found == pytest.approx(semitones, abs=0.4)
        peak = _formant(moved, 1000, 1900)
        assert peak == pytest.approx(_formant(voice().samples, 1000, 1900), rel=0.07)
    same = shift_pitch(voice().samples, RATE, track, np.zeros(frames))
    assert np.abs(same - voice().samples).max() < 1e-4


def _formant(samples: NDArray[np.float32], low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(samples)) ** 2
    f = np.fft.rfftfreq(samples.size, 1 / RATE)
    inside = (f >= low) & (f < high)
    return float((f[inside] * power[inside]).sum() / power[inside].sum())


def test_intonation_widens_and_flattens() -> None:
    def spread(sound: Sound) -> float:
        track = track_pitch(sound.samples, RATE)
        return float(np.std(12 * np.log2(track.f0_hz[track.voiced] / track.median_hz)))

    flat = act(voice(), Delivery(intonation=0.2), 1)
    wide = act(voice(), Delivery(intonation=1.8), 1)
    assert spread(flat) < 0.6 * spread(voice()) < spread(voice()) < 0.8 * spread(wide)


@pytest.mark.parametrize("words", ["crying", "drunk", "laughing"])
def test_an_unsteady_voice_is_unsteady(words: str) -> None:
    before, after = (track_pitch(s.samples, RATE) for s in (voice(), acted(words)))
    assert _jitter(after.f0_hz[after.voiced]) > 1.25 * _jitter(before.f0_hz[before.voiced])


def _jitter(f0_hz: NDArray[np.float64]) -> float:
    return float(np.mean(np.abs(np.diff(12 * np.log2(f0_hz[::4])))))


def test_breath_is_drawn_and_times_move_with_it() -> None:
    out = acted("out of breath")
    assert out.seconds > voice().seconds + 0.25
    moved = out.notes["words"]
    assert [w for w, _, _ in moved] == ["one", "two", "three", "four"]
    opening = moved[0][1] - WORDS[0][1]  # type: ignore[operator]
    between = (moved[2][1] - WORDS[2][1]) - opening  # type: ignore[operator]
    assert 0.2 < opening < 0.6 and between >= -1e-9
    assert out.notes["phrases"][1]["start_s"] - moved[2][1] == pytest.approx(0, abs=1e-6)
    # The breath lies before the first word, audible and well below the voice.
    before = out.samples[: round(moved[0][1] * RATE)]
    breath_db = 20 * np.log10(loud_rms(before, RATE) / loud_rms(out.samples, RATE))
    assert -26 < breath_db < -8


def test_pauses_stretch_and_shrink() -> None:
    ((start, end),) = silences(voice().samples, RATE)
    assert end - start == pytest.approx(0.4, abs=0.1)
    for factor in (0.5, 1.8):
        out = act(voice(), Delivery(pauses=factor), 1)
        grown = float(out.seconds - voice().seconds)
        assert grown == pytest.approx((factor - 1) * (end - start), abs=0.02)
        assert out.notes["words"][3][1] - WORDS[3][1] == pytest.approx(grown, abs=0.001)
        assert out.notes["words"][1] == ["two", 0.7, 1.3]


def test_stressed_words_stand_out() -> None:
    out = act(voice(), Delivery(stressed=(2,)), 1)

    def rms(sound: Sound, place: int) -> float:
        _, a, b = WORDS[place]
        return loud_rms(sound.samples[round(a * RATE) : round(b * RATE)], RATE)  # type: ignore[operator]

    grown = [20 * np.log10(rms(out, k) / rms(voice(), k)) for k in range(4)]
    assert grown[2] - max(grown[0], grown[1], grown[3]) > 1.2
    assert act(voice(), Delivery(stressed=(99,)), 1).length_samples == voice().length_samples


def test_a_line_that_trails_off_ends_quieter() -> None:
    out = act(voice(), Delivery(fall_db=-8), 1)
    head, tail = (loud_rms(out.samples[a:b], RATE) / loud_rms(voice().samples[a:b], RATE)
                  for a, b in ((0, RATE), (2 * RATE, 3 * RATE)))  # fmt: skip
    assert -8 < 20 * np.log10(tail / head) < -3


@pytest.mark.parametrize(
    "words", ["whispering", "shouting; furious", "drunk", "breathless", "crying"]
)
def test_same_seed_same_samples_no_clipping(words: str) -> None:
    first, again, other = acted(words), acted(words), acted(words, seed=4)
    assert np.array_equal(first.samples, again.samples)
    assert first.samples.dtype == np.float32 and np.isfinite(first.samples).all()
    assert np.abs(first.samples).max() <= 10 ** (-1.5 / 20) + 1e-6
    if words != "shouting; furious":
        assert not np.array_equal(first.samples, other.samples)
    assert set(first.notes["acted"]) >= {"loudness_db"} or words == "breathless"


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 22_050, 48_000])
def test_any_rate_and_length(rate_hz: int) -> None:
    for seconds in (0.004, 0.03, 0.5):
        count = max(1, round(seconds * rate_hz))
        samples = np.random.default_rng(1).normal(0, 0.1, count).astype(np.float32)
        for words in ("whispering", "shouting", "drunk", "breathless"):
            out = act(Sound(samples, rate_hz), directed(words), 1)
            assert np.isfinite(out.samples).all() and out.samples.size >= 1


def test_unchanged_spectra_give_the_signal_back() -> None:
    samples = stream(1, "x").normal(0, 0.1, 30_000).astype(np.float32)
    again = reshape((samples,), RATE, lambda _, spectra: spectra[0])
    assert np.abs(again - samples).max() < 1e-5
