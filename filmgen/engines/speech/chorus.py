"""Lines that several voices say at once, with any engine: a crowd, BOTH, MARA AND JONAS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.takes import stretched
from filmgen.errors import TimelineError
from filmgen.media import FloatArray, Sound
from filmgen.sound.cast.voice import split_chorus
from filmgen.sound.signal.noise import stream

Doubles = NDArray[np.float64]

ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples."""
SPREAD_S = 0.07
"""How far apart people begin who speak together: unrehearsed, within a tenth of a second."""

_MOST_SPEED = 1.3
_BEHIND_DB = 2.5  # the others stand up to so much behind the first
_PEAK = 0.89  # -1 dB


def speak_together(speak: Callable[[SpeechRequest], Sound], request: SpeechRequest) -> Sound:
    """Speak a line with each voice its request names ("a & b"), and lay the takes together.

    Args:
        speak: says a request of one voice: an engine's `speak`, with the acting where there is any.
        request: a voice of its own, or several joined by "&".

    Returns:
        What `speak` returns for one voice; for several see `together`.

    Raises:
        ValueError: an empty name between two "&".
    """
    voices = split_chorus(request.voice)
    if len(voices) == 1:
        return speak(request)
    takes = [
        speak(replace(request, voice=voice, seed=request.seed + place))
        for place, voice in enumerate(voices)
    ]
    return together(takes, request.seed)


def together(takes: Sequence[Sound], seed: int) -> Sound:
    """Lay takes of the same words over each other.

    All are brought to about the first one's length (a voice is stretched by at most 1.3), begin
    within `SPREAD_S` of it and stand a little behind it, so that its words carry the line.

    Args:
        takes: mono, at one rate; at least one.
        seed: of who begins when and stands where.

    Returns:
        float32 (n,) at the takes' rate, as loud as the first take (RMS over its length), its peak
        at most -1 dB. The notes are the first take's, its times of words with it.

    Raises:
        TimelineError: no take, rates that differ, or a take that is not mono.
    """
    if not takes:
        raise TimelineError("nobody speaks together")
    first = takes[0]
    if any(t.rate_hz != first.rate_hz or t.samples.ndim != 1 for t in takes):
        raise TimelineError("takes to be laid together must be mono and of one rate")
    if len(takes) == 1:
        return first
    # The first one does not move: its words' times hold.
    drawn = stream(seed, "chorus").random((2, len(takes) - 1))
    length = len(first.samples)
    voices: list[tuple[int, float, FloatArray]] = [(0, 1.0, first.samples)]
    level = _rms(first.samples)
    for take, late, behind in zip(takes[1:], drawn[0], drawn[1], strict=True):
        samples = _of_length(take, length)
        gain = 10.0 ** (-_BEHIND_DB * behind / 20.0) * level / max(_rms(samples), 1e-9)
        voices.append((round(late * SPREAD_S * first.rate_hz), gain, samples))
    mixed = np.zeros(max(start + len(samples) for start, _, samples in voices))
    for start, gain, samples in voices:
        mixed[start : start + len(samples)] += gain * samples.astype(np.float64)
    mixed *= level / max(_rms(mixed[:length]), 1e-9)
    mixed *= min(1.0, _PEAK / max(float(np.max(np.abs(mixed))), 1e-9))
    return Sound(mixed.astype(np.float32), first.rate_hz, dict(first.notes))


def _of_length(take: Sound, length: int) -> FloatArray:
    """A take slowed or hurried towards a length in samples, its pitch kept."""
    speed = len(take.samples) / max(length, 1)
    return stretched(take.samples, take.rate_hz, min(_MOST_SPEED, max(1 / _MOST_SPEED, speed)))


def _rms(samples: FloatArray | Doubles) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0
