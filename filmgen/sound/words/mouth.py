"""How far a speaker's mouth is open through a line, for lip flap.

Where the recording knows its phonemes (`notes["phones"]`) the jaw follows them: wide for open
vowels, less for close and rounded ones, shut for p, b and m. Elsewhere it follows how loud the
speech band is, as a puppeteer's hand does. Either way it is animated: nothing lasts one step
only, and the mouth closes in pauses (Blair, "Cartoon Animation", 1994, "Dialogue").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.media import Sound
from filmgen.sound.words.word_times import WordTime

STEPS_HZ = 24

Doubles = NDArray[np.float64]

# Jaw opening of Kokoro's symbols, IPA otherwise: open vowels wide, close and rounded ones less.
# A diphthong (A in "day", I in "die", O, Q, W, Y) is as open as its first half.
_GROUPS = (
    (1.0, "ɑɒ"), (0.9, "æaIW"), (0.7, "ʌɐɔY"), (0.6, "ɛeA"), (0.5, "OQoɜ"), (0.4, "əᵻɪɚᵊɤ"),
    (0.35, "ih"), (0.3, "jŋkɡxʔ"), (0.25, "ɹrlndtTszʃʒʧʤʂʐθðʊɨɕʦʨʣʥ"), (0.2, "uyɥø"),
    (0.12, "wfvβɸʋ"), (0.0, "pbm"),
)  # fmt: skip
_OPENNESS = {symbol: openness for openness, symbols in _GROUPS for symbol in symbols}
_CLOSED = "pbm"
_PAUSE_S = 0.07
_BAND_HZ = (250.0, 3200.0)
_RANGE_DB = 24.0


def mouth_track(sound: Sound, words: Sequence[WordTime]) -> tuple[float, ...]:
    """Openness of the mouth at each step, 0 shut to 1 wide.

    Args:
        sound: a spoken line, mono or multichannel.
        words: when its words are heard; between them, in a pause, the mouth is shut.

    Returns:
        One number for each 1/`STEPS_HZ` s begun, rounded to hundredths; no opening and no
        closing of a single step.
    """
    count = int(np.ceil(float(sound.seconds) * STEPS_HZ))
    phones = sound.notes.get("phones")
    closed = np.zeros(count, bool)
    if phones:
        track = _from_phones(phones, count)
        for symbol, start, end in phones:
            if symbol in _CLOSED:
                # Two steps: a lip closure lasts 60 to 100 ms.
                first = round((start + end) / 2 * STEPS_HZ) - 1
                closed[max(0, first) : max(0, first + 2)] = True
    else:
        track = _from_loudness(sound, count)
    track[_silent(words, count)] = 0.0
    track = _settled(track)
    track[closed] = 0.0
    return tuple(np.round(_unflickered(track), 2).tolist())


def _from_phones(phones: Sequence[Any], count: int) -> Doubles:
    """The mean openness over each step; what no phoneme sounds in is shut."""
    fine = np.zeros(count * _FINE)
    for symbol, start, end in phones:
        first, last = (round(at * STEPS_HZ * _FINE) for at in (start, end))
        fine[first : max(last, first + 1)] = _OPENNESS.get(symbol, 0.3)
    return np.asarray(fine.reshape(count, _FINE).mean(axis=1))


_FINE = 8  # parts of a step


def _from_loudness(sound: Sound, count: int) -> Doubles:
    samples = np.atleast_2d(sound.samples).mean(axis=0, dtype=np.float64)
    width = max(2, round(sound.rate_hz / STEPS_HZ))
    track = np.zeros(count)
    frequencies = np.fft.rfftfreq(2 * width, 1.0 / sound.rate_hz)
    band = (frequencies > _BAND_HZ[0]) & (frequencies < _BAND_HZ[1])
    window = np.hanning(2 * width)
    padded = np.pad(samples, (width // 2, 2 * width))
    for step in range(count):
        start = round(step * sound.rate_hz / STEPS_HZ)
        part = padded[start : start + 2 * width]
        track[step] = np.sum(np.abs(np.fft.rfft(part * window))[band] ** 2)
    levels = 10.0 * np.log10(track + 1e-9)
    if not count or levels.max() < -60.0:
        return np.zeros(count)
    loud = float(np.percentile(levels[levels > levels.max() - 40.0], 90))
    return np.asarray(np.clip(1.0 + (levels - loud) / _RANGE_DB, 0.0, 1.0) ** 1.3 * 0.9)


def _silent(words: Sequence[WordTime], count: int) -> NDArray[np.bool_]:
    """Steps whose middle lies in no word, in a gap long enough to shut the mouth."""
    if not words:
        return np.zeros(count, bool)
    silent = np.ones(count, bool)
    middles = (np.arange(count) + 0.5) / STEPS_HZ
    before = -1.0
    for word in words:
        if word.end_s <= word.start_s:
            continue
        start = word.start_s if word.start_s - before >= _PAUSE_S else before
        silent &= ~((middles >= start) & (middles <= word.end_s))
        before = word.end_s
    return silent


def _settled(track: Doubles) -> Doubles:
    """Single steps taken back to their neighbours: the median of three, as drawn on twos."""
    if len(track) < 3:
        return track
    around = np.stack([np.r_[0.0, track[:-1]], track, np.r_[track[1:], 0.0]])
    return np.asarray(np.median(around, axis=0))


def _unflickered(track: Doubles) -> Doubles:
    """No mouth opens for one step between two shut ones."""
    shut = track < 0.05
    lone = ~shut & np.r_[True, shut[:-1]] & np.r_[shut[1:], True]
    return np.where(lone, 0.0, track)
