"""Short sounds and how they are laid into a bed: modes, chirps, clicks, panning, rooms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import Doubles
from filmgen.sound.synth.task import Task
from filmgen.timecode import SAMPLE_RATE_HZ


def pan_gains(pan: ArrayLike) -> FloatArray:
    """Constant-power gains (2, ...) for a pan of -1 left to 1 right."""
    angle = (np.clip(np.asarray(pan, dtype=np.float64), -1.0, 1.0) + 1.0) * (np.pi / 4.0)
    return np.stack([np.cos(angle), np.sin(angle)]).astype(np.float32)


def place(out: FloatArray, grain: FloatArray, position: int, gain: float, pan: float = 0.0) -> None:
    """Add a mono (n,) or stereo (2, n) grain to `out` (2, m) in place, cut at its ends."""
    length = grain.shape[-1]
    first, last = max(0, position), min(out.shape[1], position + length)
    if first >= last:
        return
    piece = grain[..., first - position : last - position]
    angle = (min(1.0, max(-1.0, pan)) + 1.0) * (np.pi / 4.0)
    out[0, first:last] += piece[0 if piece.ndim == 2 else ...] * np.float32(gain * np.cos(angle))
    out[1, first:last] += piece[1 if piece.ndim == 2 else ...] * np.float32(gain * np.sin(angle))


def place_spaced(
    out: FloatArray, grain: FloatArray, position: int, gain: float, pan: float
) -> None:
    """As `place`, for a mono grain heard by a pair of microphones 17 cm apart: the farther one
    hears it up to half a millisecond later, so that many grains make a wide field."""
    late = int(24.0 * pan)
    angle = (min(1.0, max(-1.0, pan)) + 1.0) * (np.pi / 4.0)
    for side, first, weight in (
        (0, position + max(0, late), np.cos(angle)),
        (1, position + max(0, -late), np.sin(angle)),
    ):
        begin, end = max(0, first), min(out.shape[1], first + grain.size)
        if begin < end:
            out[side, begin:end] += grain[begin - first : end - first] * np.float32(gain * weight)


def seconds(length_s: float) -> int:
    """A duration as whole samples, at least one."""
    return max(1, round(length_s * SAMPLE_RATE_HZ))


def time_s(length_s: float) -> Doubles:
    """The times of a grain's samples, from 0."""
    return np.asarray(np.arange(seconds(length_s)) / SAMPLE_RATE_HZ)


def modes(
    frequencies_hz: Sequence[float] | Doubles,
    decays_s: Sequence[float] | Doubles,
    gains: Sequence[float] | Doubles,
    length_s: float,
    *,
    attack_s: float = 0.0003,
    rng: np.random.Generator | None = None,
) -> FloatArray:
    """A struck body: decaying sines (modal synthesis), (n,) with a peak of 1.

    `decays_s` are the times to fall by a factor of e. With `rng` the phases are random.
    """
    t = time_s(length_s)
    out = np.zeros(t.size)
    for f, tau, gain in zip(frequencies_hz, decays_s, gains, strict=True):
        phase = float(rng.uniform(0, 2 * np.pi)) if rng is not None else 0.0
        out += gain * np.exp(-t / tau) * np.sin(2 * np.pi * f * t + phase)
    out *= 1.0 - np.exp(-t / max(attack_s, 1e-6))
    return unit_peak(out * fade_tail(t.size))


def unit_peak(samples: ArrayLike) -> FloatArray:
    """Scale to a peak of 1; silence stays silence."""
    values = np.asarray(samples, dtype=np.float64)
    top = float(np.max(np.abs(values))) if values.size else 0.0
    return (values / top if top > 0 else values).astype(np.float32)


def fade_tail(count: int, part: float = 0.15) -> Doubles:
    """A window that is 1 and ends in a cosine fade over its last `part`. (count,)"""
    window = np.ones(count)
    tail = max(1, int(count * part))
    window[-tail:] = 0.5 + 0.5 * np.cos(np.pi * (np.arange(tail) + 1) / tail)
    return window


def colour(samples: ArrayLike, low_hz: float, high_hz: float, order: float = 2.0) -> Doubles:
    """Band-limit a whole short sound, zero phase, 6 dB an octave for each unit of order.

    Works on (n,) and (2, n); zero padded, so nothing wraps round.
    """
    return formed(samples, ((low_hz, high_hz, order, 1.0),))


def formed(samples: ArrayLike, bands: Sequence[tuple[float, float, float, float]]) -> Doubles:
    """The sum of several bands of a whole short sound, each as of `colour` and under a gain.

    Args:
        bands: low and high corner in Hz, order, gain.
    """
    values = np.asarray(samples, dtype=np.float64)
    n = values.shape[-1]
    size = 1 << (2 * n - 1).bit_length() if n < 32768 else 1 << (n + 16384).bit_length()
    f = np.maximum(np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE_HZ), 0.5)
    response = np.zeros(f.size)
    for low_hz, high_hz, order, gain in bands:
        part = gain / np.sqrt(1.0 + (f / high_hz) ** (2 * order))
        if low_hz > 0:
            part /= np.sqrt(1.0 + (low_hz / f) ** (2 * order))
        response += part
    shaped = np.fft.irfft(np.fft.rfft(values, n=size, axis=-1) * response, n=size, axis=-1)
    return np.asarray(shaped[..., :n])


def burst(
    rng: np.random.Generator, length_s: float, low_hz: float, high_hz: float, tau_s: float
) -> FloatArray:
    """A decaying burst of band noise, (n,) with a peak of 1."""
    t = time_s(length_s)
    shaped = colour(rng.standard_normal(t.size), low_hz, high_hz)
    return unit_peak(shaped * np.exp(-t / tau_s) * fade_tail(t.size))


def glide(
    frequency_hz: ArrayLike, envelope: ArrayLike, harmonics: Sequence[float] = (1.0,)
) -> FloatArray:
    """A tone that follows a frequency track, with harmonics, under an envelope. (n,)

    Harmonics above 0.45 of the sample rate are left out.
    """
    f = np.asarray(frequency_hz, dtype=np.float64)
    phase = 2.0 * np.pi * np.cumsum(f) / SAMPLE_RATE_HZ
    out = np.zeros(f.size)
    top = float(f.max()) if f.size else 0.0
    for number, gain in enumerate(harmonics, start=1):
        if gain and top * number < 0.45 * SAMPLE_RATE_HZ:
            out += gain * np.sin(number * phase)
    return np.asarray(out * np.asarray(envelope), dtype=np.float32)


def tail(
    rng: np.random.Generator,
    length_s: float,
    rt60_s: float,
    *,
    low_hz: float = 100.0,
    high_hz: float = 6000.0,
    predelay_s: float = 0.01,
) -> FloatArray:
    """A diffuse stereo reverberation tail, (2, n), unit energy per channel.

    Exponentially decaying noise (Moorer 1979), independent in the two channels; highs
    decay faster, by a second, shorter decay of the upper band.
    """
    t = time_s(length_s)
    white = rng.standard_normal((2, t.size))
    low = colour(white, low_hz, high_hz * 0.25) * 10.0 ** (-3.0 * t / rt60_s)
    high = colour(white, high_hz * 0.25, high_hz) * 10.0 ** (-3.0 * t / (0.6 * rt60_s))
    response = (low + high) * fade_tail(t.size, 0.3)
    response /= np.sqrt(np.sum(response**2, axis=1, keepdims=True))
    gap = np.zeros((2, seconds(predelay_s)))
    return np.concatenate([gap, response], axis=1).astype(np.float32)


def reverberate(samples: FloatArray, response: FloatArray) -> FloatArray:
    """Convolve (2, n) with (2, m) channel by channel, cut to (2, n); overlap-add."""
    n, m = samples.shape[1], response.shape[1]
    size = 1 << max(14, (2 * m - 1).bit_length())
    step = size - m + 1
    spectrum = np.fft.rfft(response, n=size, axis=1)
    out = np.zeros((2, n + size), dtype=np.float32)
    for start in range(0, n, step):
        piece = samples[:, start : start + step]
        if piece.any():
            wet = np.fft.irfft(np.fft.rfft(piece, n=size, axis=1) * spectrum, n=size, axis=1)
            out[:, start : start + size] += wet
    return out[:, :n]


def furnished(task: Task, dry: FloatArray, wet: float, rt60_s: float = 0.4) -> FloatArray:
    """A sound made close by in a furnished room: itself, and `wet` of what the room answers.

    Less of the room where the task asks for a dry sound (`Task.room`).
    """
    wet *= task.room
    if wet <= 0:
        return dry
    response = tail(task.rng("room"), rt60_s, rt60_s, low_hz=150, high_hz=7000, predelay_s=0.004)
    return dry + np.float32(wet) * reverberate(dry, response)
