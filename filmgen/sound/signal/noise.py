"""Seeded noise with any spectrum, moving or still, and slow random control signals.

Noise is made in the frequency domain, block by block: independent complex Gaussian
spectra, shaped, transformed, windowed by a sine and overlapped by half. The squared
windows of neighbours sum to one, so the result is stationary noise of exactly the
power spectrum asked for and never repeats. Independent noises add in power, so any
number of noise layers of one place cost one transform: their power spectra are summed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ

BLOCK = 4096
HOP = BLOCK // 2
BINS = BLOCK // 2 + 1
FRAME_RATE_HZ = SAMPLE_RATE_HZ / HOP
"""How often a moving spectrum may change: 23.4 times a second."""

FREQUENCIES_HZ: NDArray[np.float64] = np.arange(BINS, dtype=np.float64) * (SAMPLE_RATE_HZ / BLOCK)
_GROUP = 48  # blocks shaped at a time: about two seconds, a few MB

Doubles = NDArray[np.float64]


def stream(seed: int, name: str) -> np.random.Generator:
    """A random generator for one layer, independent of those of other names and seeds."""
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(name.encode())]))


def frame_count(samples: int) -> int:
    """How many blocks cover `samples`; block k is centred on sample k * HOP."""
    return -(-samples // HOP) + 1


def frame_times_s(samples: int) -> Doubles:
    """Centres of the blocks that cover `samples`, in seconds."""
    return np.arange(frame_count(samples)) / FRAME_RATE_HZ


def band(
    low_hz: float, high_hz: float, *, low_order: float = 2.0, high_order: float = 2.0
) -> Doubles:
    """Amplitude of a Butterworth-like band: 6 dB an octave for each unit of order. (BINS,)"""
    f = np.maximum(FREQUENCIES_HZ, 1.0)
    low = 1.0 / np.sqrt(1.0 + (low_hz / f) ** (2 * low_order)) if low_hz > 0 else 1.0
    return np.asarray(low / np.sqrt(1.0 + (f / high_hz) ** (2 * high_order)))


def tilt(db_per_octave: float, *, above_hz: float = 20.0) -> Doubles:
    """Amplitude that changes steadily above a corner and is flat below it. (BINS,)"""
    octaves = np.log2(np.maximum(FREQUENCIES_HZ, above_hz) / above_hz)
    return np.asarray(10.0 ** (db_per_octave * octaves / 20.0))


def peak(centre_hz: float, q: float, gain_db: float = 0.0) -> Doubles:
    """Amplitude of a resonance. With `gain_db` 0: a band-pass; else a bell on 1. (BINS,)"""
    f = np.maximum(FREQUENCIES_HZ, 1.0)
    resonance = 1.0 / np.sqrt(1.0 + (q * (f / centre_hz - centre_hz / f)) ** 2)
    if gain_db == 0.0:
        return np.asarray(resonance)
    return np.asarray(1.0 + (10.0 ** (gain_db / 20.0) - 1.0) * resonance)


def unit_power(spectrum: ArrayLike) -> Doubles:
    """Scale an amplitude spectrum so that `noise` of it has an RMS of 1."""
    amplitude = np.array(spectrum, dtype=np.float64)
    amplitude[0] = amplitude[-1] = 0.0
    power = 2.0 * float(np.sum(amplitude**2)) / BLOCK**2
    return np.asarray(amplitude / np.sqrt(power)) if power > 0 else amplitude


def diffuse(corner_hz: float = 500.0, *, floor: float = 0.05, ceiling: float = 0.97) -> Doubles:
    """Coherence between the channels of a diffuse field heard by a spaced pair. (BINS,)

    High below `corner_hz`, where the wavelength exceeds the spacing, and near zero above;
    a smooth stand-in for the sinc of Cook et al., JASA 27 (1955) 1072.
    """
    return np.asarray(floor + (ceiling - floor) / (1.0 + (FREQUENCIES_HZ / corner_hz) ** 2))


def noise(
    rng: np.random.Generator,
    samples: int,
    spectra: Sequence[Doubles],
    gains: Sequence[ArrayLike],
    coherence: Doubles | None = None,
) -> FloatArray:
    """Stereo noise: the sum of layers, each a spectrum under a gain that may move.

    Args:
        spectra: amplitude spectra (BINS,), each brought to an RMS of 1 first.
        gains: for each spectrum a number, an array (frames,) of `frame_count(samples)`
            values, or (2, frames) for left and right.
        coherence: (BINS,), 0 independent channels to 1 mono; `diffuse()` by default.

    Returns:
        float32 (2, samples).
    """
    frames = frame_count(samples)
    powers = [unit_power(s).astype(np.float32) ** 2 for s in spectra]
    squares = [np.broadcast_to(np.asarray(g, dtype=np.float32) ** 2, (2, frames)) for g in gains]
    shared = diffuse() if coherence is None else coherence
    mid = np.sqrt((1.0 + shared) / 2.0).astype(np.float32) / np.float32(np.sqrt(2.0))
    side = np.sqrt((1.0 - shared) / 2.0).astype(np.float32) / np.float32(np.sqrt(2.0))
    window = np.sin(np.pi * (np.arange(BLOCK) + 0.5) / BLOCK).astype(np.float32)
    out = np.zeros((2, (frames + 1) * HOP), dtype=np.float32)
    for first in range(0, frames, _GROUP):
        count = min(_GROUP, frames - first)
        raw = rng.standard_normal((count, 2, BINS, 2), dtype=np.float32)
        white = raw.view(np.complex64)[..., 0]
        for channel, sign in ((0, 1.0), (1, -1.0)):
            power = np.zeros((count, BINS), dtype=np.float32)
            for spectrum, square in zip(powers, squares, strict=True):
                power += square[channel, first : first + count, None] * spectrum
            mixed = (mid * white[:, 0] + np.float32(sign) * side * white[:, 1]) * np.sqrt(power)
            blocks = np.fft.irfft(mixed, n=BLOCK, axis=1).astype(np.float32, copy=False) * window
            target = out[channel, first * HOP : (first + count + 1) * HOP].reshape(count + 1, HOP)
            target[:count] += blocks[:, :HOP]
            target[1:] += blocks[:, HOP:]
    return out[:, HOP : HOP + samples]


def wander(
    rng: np.random.Generator, count: int, rate_hz: float, corner_hz: float, slope: float = 2.0
) -> Doubles:
    """A slow random signal of mean 0 and unit variance, as wind gusts or flickers move.

    Its power is flat below `corner_hz` and falls as f ** -(2 * slope) above: a slope of
    5/6 is the inertial range of turbulence (Kolmogorov), 2 is smooth.

    Returns:
        (count,) values at `rate_hz`.
    """
    # Longer than asked and cut, so that short signals are not forced to a zero mean.
    span = max(int(count * 1.25) + 16, int(8 * rate_hz / corner_hz))
    size = 1 << (span - 1).bit_length()
    f = np.fft.rfftfreq(size, 1.0 / rate_hz)
    amplitude = 1.0 / (1.0 + (f / corner_hz) ** 2) ** (slope / 2.0)
    amplitude[0] = 0.0
    spectrum = amplitude * (rng.standard_normal(f.size) + 1j * rng.standard_normal(f.size))
    signal = np.fft.irfft(spectrum, n=size)
    expected = np.sqrt(np.sum(2.0 * 2.0 * amplitude[1:] ** 2)) / size
    return np.asarray(signal[:count] / expected)


def spread(control: ArrayLike, rate_hz: float, start: int, stop: int) -> FloatArray:
    """A control signal at audio rate for samples `start` to `stop`, by linear interpolation."""
    values = np.asarray(control, dtype=np.float64)
    positions = np.arange(start, stop) * (rate_hz / SAMPLE_RATE_HZ)
    return np.asarray(np.interp(positions, np.arange(values.size), values), dtype=np.float32)


def poisson_times(
    rng: np.random.Generator, samples: int, per_second: ArrayLike
) -> NDArray[np.int64]:
    """Sample positions of random events, in order.

    Args:
        per_second: mean rate, or its values at `FRAME_RATE_HZ` where it moves.
    """
    rates = np.asarray(per_second, dtype=np.float64)
    top = float(rates.max()) if rates.size else 0.0
    if top <= 0 or samples <= 0:
        return np.zeros(0, dtype=np.int64)
    count = int(rng.poisson(top * samples / SAMPLE_RATE_HZ))
    positions = np.sort(rng.random(count)) * samples
    if rates.ndim:
        local = np.interp(positions / HOP, np.arange(rates.size), rates)
        positions = positions[rng.random(count) * top < local]
    return positions.astype(np.int64)
