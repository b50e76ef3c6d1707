"""Instruments of the temp score: pad, drone, high strings, muted pulse, struck notes, drum.

Sustained tones read two wavetables, dark and bright, and cross-fade between them: additive
synthesis at the price of a look-up. Every tone begins and ends at zero.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import wander
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    modes,
    pan_gains,
    time_s,
    unit_peak,
)
from filmgen.timecode import SAMPLE_RATE_HZ

_TABLE = 1 << 14
"""Long enough to be read without interpolation: its steps lie 75 dB under the tone."""
_DRIFT_RATE_HZ = 20.0
_HIGHEST_HZ = 9000.0


@lru_cache(maxsize=256)
def _wave(partials: int, fall: float, hollow: float) -> FloatArray:
    """One period of a sum of partials 1 / n ** fall, even ones lowered by `hollow`; RMS 1."""
    x = np.arange(_TABLE) / _TABLE
    wave = np.zeros(_TABLE)
    for n in range(1, partials + 1):
        level = n**-fall * ((1.0 - hollow) if n % 2 == 0 else 1.0)
        wave += level * np.sin(2 * np.pi * n * x + 2.4 * n * n)  # Schroeder-like phases: no spikes
    return wave.astype(np.float32) / np.float32(wave.std())


def swell(count: int, attack_s: float, release_s: float) -> FloatArray:
    """A raised-cosine rise and fall, 1 between them, 0 at both ends. (count,)"""
    attack = min(round(attack_s * SAMPLE_RATE_HZ), count // 2)
    release = min(round(release_s * SAMPLE_RATE_HZ), count - attack)
    shape = np.ones(count, dtype=np.float32)
    if attack:
        shape[:attack] = 0.5 - 0.5 * np.cos(np.pi * np.arange(attack) / attack)
    if release:
        shape[count - release :] = 0.5 + 0.5 * np.cos(np.pi * (np.arange(release) + 1) / release)
    return shape


def sustained(
    rng: np.random.Generator,
    frequency_hz: float,
    envelope: FloatArray,
    bright: FloatArray,
    *,
    warmth: float,
    width: float,
    hollow: float = 0.3,
    players: int = 3,
) -> FloatArray:
    """A held tone as several players sing it: each a few cents off, drifting, at its own seat.

    Args:
        envelope: (n,) amplitude. bright: (n,) 0 dark to 1 bright.
        warmth: 0 thin to 1 full. width: of the seats, 0 to 1.

    Returns:
        float32 (2, n), RMS about that of the envelope.
    """
    count = envelope.size
    partials = max(1, min(24, int(_HIGHEST_HZ / frequency_hz)))
    dark = _wave(max(1, partials // 2), round(2.3 - 0.3 * warmth, 2), round(hollow, 2))
    light = _wave(partials, round(1.55 - 0.2 * warmth, 2), round(0.4 * hollow, 2))
    ticks = int(count / SAMPLE_RATE_HZ * _DRIFT_RATE_HZ) + 3
    clock = np.arange(count) * (_DRIFT_RATE_HZ / SAMPLE_RATE_HZ)
    out = np.zeros((2, count), dtype=np.float32)
    for player in range(players):
        cents = (player - (players - 1) / 2) * 3.6
        drift = 1.6 * wander(rng, ticks, _DRIFT_RATE_HZ, 0.35)
        vibrato = 0.9 * wander(rng, ticks, _DRIFT_RATE_HZ, 4.5, 3.0)
        ratio = 2.0 ** ((cents + drift + vibrato) / 1200.0)
        turns = np.concatenate([[0.0], np.cumsum(ratio)[:-1]]) / _DRIFT_RATE_HZ * frequency_hz
        phase = np.interp(clock, np.arange(ticks), _TABLE * (turns + float(rng.random())))
        index = phase.astype(np.int64) & (_TABLE - 1)
        tone = dark[index]
        tone += bright * (light[index] - tone)
        seat = width * ((player + 0.5) / players * 2.0 - 1.0)
        gains = pan_gains(seat)
        breathing = 1.0 + 0.12 * wander(rng, ticks, _DRIFT_RATE_HZ, 0.8)
        tone *= np.interp(clock, np.arange(ticks), breathing).astype(np.float32)
        out += gains[:, None] * (tone * np.float32(players**-0.5))
    return np.asarray(out * envelope, dtype=np.float32)


def pluck(rng: np.random.Generator, frequency_hz: float, bright: float) -> FloatArray:
    """A low muted string, damped by the palm: (n,), peak 1."""
    ratios = np.arange(1, 9, dtype=np.float64)
    fall = 1.9 - 0.9 * bright
    body = modes(
        frequency_hz * ratios,
        (0.16 + 0.10 * bright) / ratios**0.7,
        ratios**-fall,
        0.7,
        attack_s=0.004,
        rng=rng,
    )
    finger = burst(rng, 0.7, 120, 900 + 1400 * bright, 0.006)
    return unit_peak(body + 0.10 * finger)


def felt(rng: np.random.Generator, frequency_hz: float, glassy: float) -> FloatArray:
    """A felt piano's note, or with `glassy` 1 a bowed-glass bell: (n,), peak 1."""
    ratios = np.array([1.0, 2.001, 3.004, 4.01, 5.02])
    if glassy > 0.5:
        ratios = np.array([1.0, 2.76, 5.40, 8.93, 2.0])  # a free bar's modes
    gains = np.array([1.0, 0.35, 0.16, 0.07, 0.04])
    decays = np.array([1.5, 0.9, 0.6, 0.4, 0.3]) * (330.0 / frequency_hz) ** 0.35
    near = ratios * frequency_hz < 7000.0
    note = modes(
        ratios[near] * frequency_hz, decays[near], gains[near], 4.2, attack_s=0.006, rng=rng
    )
    hammer = burst(rng, 4.2, 150, 1400, 0.012)
    return unit_peak(note + 0.05 * hammer)


def drum(rng: np.random.Generator) -> FloatArray:
    """A big skin struck softly, a floor below: (n,), peak 1."""
    t = time_s(1.6)
    f = 46.0 * (1.0 + 0.5 * np.exp(-t / 0.03))
    body = np.sin(2 * np.pi * np.cumsum(f) / SAMPLE_RATE_HZ) * np.exp(-t / 0.28)
    skin = colour(rng.standard_normal(t.size), 60, 480, 1.5) * np.exp(-t / 0.045)
    soft = 1.0 - np.exp(-t / 0.004)
    return unit_peak(
        (body + 0.35 * skin / max(float(np.abs(skin).max()), 1e-9)) * soft * fade_tail(t.size)
    )
