"""A delivery in Kokoro's own terms: how long each token lasts, how the pitch and energy run.

What a director asks for is done to the predicted prosody before it is spoken, so that the
decoder makes the sound that belongs to it: a raised pitch keeps the speaker's formants, a
longer vowel is held, not stretched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.speech.british import VOWELS
from filmgen.engines.speech.kokoro_model import Prosody
from filmgen.engines.speech.kokoro_phonemes import Phrase
from filmgen.media import FloatArray
from filmgen.sound.acting.delivery import Delivery

PAUSES = frozenset(",.!?;:…—")
_VOICED_HZ = 45.0  # the predicted curve falls through this between voiced and unvoiced
_LOWEST_HZ, _HIGHEST_HZ = 55.0, 620.0
_WIDEST = 12.0  # semitones from the mean: an exaggerated curve goes no farther

# Stress in English is length, pitch and loudness, in that order of what they add to one
# another (Fry, "Experiments in the perception of stress", 1958): a third longer, three
# semitones, 4 dB.
_STRESS_LENGTH = 1.35
_STRESS_SEMITONES = 3.0
_STRESS_ENERGY = 0.5

HONOURED = ("pitch_semitones", "intonation", "pauses", "slur", "stressed")
"""Fields of a delivery that are heard here."""


def acted(delivery: Delivery) -> list[str]:
    """Those fields of a delivery that ask for something, and are done here."""
    plain = Delivery()
    return [name for name in HONOURED if getattr(delivery, name) != getattr(plain, name)]


def token_speeds(phrase: Phrase, delivery: Delivery, speed: float) -> float | FloatArray:
    """The speed of each token for `KokoroModel.predict`; one number for an even delivery.

    Returns:
        float32 (tokens + 2,) where the delivery lengthens some and shortens others: pauses as
        asked; slurred speech holds its vowels, swallows consonants and runs words together;
        stressed words are held.
    """
    if delivery.pauses == 1.0 and delivery.slur == 0.0 and not delivery.stressed:
        return speed
    slur = delivery.slur
    symbols, stressed = phrase.phonemes, frozenset(delivery.stressed)
    factors = np.ones(len(symbols) + 2)
    for place, (symbol, owner) in enumerate(zip(symbols, phrase.owners, strict=True), 1):
        if symbol in PAUSES:
            factor = delivery.pauses
        elif symbol == " ":
            after_pause = place >= 2 and symbols[place - 2] in PAUSES
            factor = delivery.pauses if after_pause else 1.0 - 0.7 * slur
        elif symbol in VOWELS or symbol in "ˈˌː":
            factor = 1.0 + 0.3 * slur
        else:
            factor = 1.0 - 0.3 * slur
        factors[place] = factor * (_STRESS_LENGTH if owner in stressed else 1.0)
    speeds: FloatArray = (speed / np.maximum(factors, 0.1)).astype(np.float32)
    return speeds


def directed(
    phrases: Sequence[Phrase], spoken: Sequence[Prosody], delivery: Delivery
) -> list[Prosody]:
    """The predicted prosody of a line's phrases, as the delivery has it.

    The pitch moves around one mean for the whole line, so that a later phrase stays lower
    than an earlier one as far as it was.
    """
    even = delivery.pitch_semitones == 0.0 and delivery.intonation == 1.0
    if even and not delivery.stressed:
        return list(spoken)
    voiced = np.concatenate([p.pitch_hz[p.pitch_hz > _VOICED_HZ] for p in spoken])
    if not voiced.size:
        return list(spoken)
    mean = float(np.mean(np.log2(voiced)))
    return [
        _directed(phrase, prosody, delivery, mean)
        for phrase, prosody in zip(phrases, spoken, strict=True)
    ]


def _directed(phrase: Phrase, prosody: Prosody, delivery: Delivery, mean: float) -> Prosody:
    stress = _stress(phrase, prosody.frames, delivery.stressed)
    semitones = delivery.pitch_semitones + _STRESS_SEMITONES * stress
    pitch = prosody.pitch_hz.astype(np.float64)
    voiced = pitch > _VOICED_HZ
    octaves = np.log2(np.maximum(pitch, 1.0)) - mean
    if delivery.intonation != 1.0:
        limit = np.maximum(_WIDEST / 12.0, np.abs(octaves))
        octaves = np.clip(octaves * delivery.intonation, -limit, limit)
    moved = np.clip(2.0 ** (mean + octaves + semitones / 12.0), _LOWEST_HZ, _HIGHEST_HZ)
    return replace(
        prosody,
        pitch_hz=np.where(voiced, moved, pitch).astype(np.float32),
        energy=(prosody.energy + _STRESS_ENERGY * stress * (prosody.energy > 0)).astype(np.float32),
    )


def _stress(
    phrase: Phrase, frames: NDArray[np.int64], stressed: Sequence[int]
) -> NDArray[np.float64]:
    """0 to 1 over the half frames: a smooth hill over each stressed word."""
    edges = 2 * np.concatenate([[0], np.cumsum(frames)])
    curve = np.zeros(int(edges[-1]))
    for word in stressed:
        places = [k for k, owner in enumerate(phrase.owners, 1) if owner == word]
        if places:
            start, end = int(edges[places[0]]), int(edges[places[-1] + 1])
            rise = min(5, (end - start) // 2)
            hill = np.ones(end - start)
            if rise:
                ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(rise) + 0.5) / rise)
                hill[:rise], hill[-rise:] = ramp, ramp[::-1]
            curve[start:end] = hill
    return curve
