"""What is measured of a synthesised place: spectrum, envelope, sides, and whether it repeats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.loudness import measure
from filmgen.timecode import SAMPLE_RATE_HZ

Doubles = NDArray[np.float64]
_BLOCK = 8192
_LEVEL_HZ = 100.0


@dataclass(frozen=True)
class PlaceFigures:
    """One sound in numbers.

    Attributes:
        centroid_hz: of the long-term power spectrum.
        octave_slope_db: fall of octave-band levels from 63 Hz to 4 kHz, dB an octave, least
            squares.
        modulation_depth: standard deviation over mean of the levels of 50 ms.
        modulation_hz: power-weighted mean rate of the level's movement, 0.1 to 16 Hz.
        crest_db: peak over RMS.
        correlation: of left and right.
        high_correlation: of left and right between 1 and 4 kHz.
        loudness_lufs: integrated.
    """

    centroid_hz: float
    octave_slope_db: float
    modulation_depth: float
    modulation_hz: float
    crest_db: float
    correlation: float
    high_correlation: float
    loudness_lufs: float | None


def measure_place(samples: FloatArray) -> PlaceFigures:
    """Figures of a stereo sound, float32 (2, n) at 48 kHz, at least a second long."""
    mono = samples.mean(axis=0).astype(np.float64)
    f, power = spectrum(samples)
    bands = [63.0 * 2.0**k for k in range(7)]
    levels_db = [10 * np.log10(band_power(f, power, c / 2**0.5, c * 2**0.5)) for c in bands]
    levels = envelope(samples, rate_hz=20.0)
    moves = np.abs(np.fft.rfft((levels - levels.mean()) * np.hanning(levels.size))) ** 2
    # 20 levels a second know rates up to 10 Hz.
    rates = np.fft.rfftfreq(levels.size, 1 / 20.0)
    near = rates >= 0.1
    left, right = (side.astype(np.float64) for side in samples)
    return PlaceFigures(
        centroid_hz=float((f * power).sum() / power.sum()),
        octave_slope_db=float(np.polyfit(np.arange(7), levels_db, 1)[0]),
        modulation_depth=float(levels.std() / levels.mean()),
        modulation_hz=float((rates[near] * moves[near]).sum() / max(moves[near].sum(), 1e-30)),
        crest_db=float(20 * np.log10(np.abs(mono).max() / mono.std())),
        correlation=float(np.corrcoef(left, right)[0, 1]),
        high_correlation=coherence(samples, 1000.0, 4000.0),
        loudness_lufs=measure(samples).integrated_lufs,
    )


def spectrum(samples: FloatArray) -> tuple[Doubles, Doubles]:
    """Frequencies and long-term power of both sides together, Hann windows of 8192."""
    power = np.zeros(_BLOCK // 2 + 1)
    window = np.hanning(_BLOCK)
    for side in samples:
        count = max(1, side.size // _BLOCK)
        whole = np.zeros(count * _BLOCK, dtype=np.float32)
        whole[: min(side.size, whole.size)] = side[: whole.size]
        for first in range(0, count, 256):
            blocks = whole[first * _BLOCK : (first + 256) * _BLOCK].reshape(-1, _BLOCK) * window
            power += (np.abs(np.fft.rfft(blocks, axis=1)) ** 2).sum(axis=0)
    f: Doubles = np.fft.rfftfreq(_BLOCK, 1 / SAMPLE_RATE_HZ).astype(np.float64)
    return f, power + 1e-30


def band_power(f: Doubles, power: Doubles, low_hz: float, high_hz: float) -> float:
    return float(power[(f >= low_hz) & (f < high_hz)].sum()) + 1e-30


def share(
    samples: FloatArray,
    low_hz: float,
    high_hz: float,
    *,
    of_hz: tuple[float, float] = (20.0, 20_000.0),
) -> float:
    """How much of the power within `of_hz` lies in a band, 0 to 1."""
    f, power = spectrum(samples)
    return band_power(f, power, low_hz, high_hz) / band_power(f, power, *of_hz)


def peak_hz(samples: FloatArray, low_hz: float = 20.0, high_hz: float = 20_000.0) -> float:
    """Where the power spectrum is highest, to the width of a bin (5.9 Hz)."""
    f, power = spectrum(samples)
    near = (f >= low_hz) & (f < high_hz)
    return float(f[near][np.argmax(power[near])])


def third_octave_peak_hz(samples: FloatArray, *, a_weighted: bool) -> float:
    """The third-octave band with the most power, after A-weighting (IEC 61672-1) if asked for."""
    f, power = spectrum(samples)
    if a_weighted:
        s = f**2
        top = 12194.0**2 * s**2
        low = (s + 20.6**2) * (s + 12194.0**2)
        power = power * (top / (low * np.sqrt((s + 107.7**2) * (s + 737.9**2)))) ** 2
    centres = 1000.0 * 2.0 ** (np.arange(-14, 13) / 3.0)
    levels = [band_power(f, power, c * 2 ** (-1 / 6), c * 2 ** (1 / 6)) for c in centres]
    return float(centres[int(np.argmax(levels))])


def density_slope_db(samples: FloatArray, low_hz: float, high_hz: float) -> float:
    """Slope of the power density between two frequencies, dB an octave, third octaves."""
    f, power = spectrum(samples)
    centres = low_hz * 2.0 ** (np.arange(int(3 * np.log2(high_hz / low_hz)) + 1) / 3.0)
    levels = [
        10 * np.log10(band_power(f, power, c * 2 ** (-1 / 6), c * 2 ** (1 / 6)) / c)
        for c in centres
    ]
    return float(np.polyfit(np.log2(centres), levels, 1)[0])


def envelope(
    samples: FloatArray, *, rate_hz: float = _LEVEL_HZ, band_hz: tuple[float, float] | None = None
) -> Doubles:
    """RMS levels, so many a second, of the sum of the sides, of one band if asked for."""
    mono = samples.mean(axis=0)
    if band_hz is not None:
        size = 1 << (mono.size - 1).bit_length()
        f = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
        kept = np.fft.rfft(mono, size) * ((f >= band_hz[0]) & (f < band_hz[1]))
        mono = np.fft.irfft(kept, size)[: mono.size].astype(np.float32)
    step = round(SAMPLE_RATE_HZ / rate_hz)
    count = mono.size // step
    squares = mono[: count * step].reshape(count, step).astype(np.float64) ** 2
    return np.asarray(np.sqrt(squares.mean(axis=1)))


def beat_hz(
    samples: FloatArray,
    low_hz: float,
    high_hz: float,
    *,
    band_hz: tuple[float, float] | None = None,
    per_octave: bool = False,
) -> float:
    """The strongest rate of the level's movement between two rates.

    With `per_octave` movement is summed in bands of constant ratio, as modulation spectra of
    speech are published, and not in bands of constant width.
    """
    levels = envelope(samples, rate_hz=200.0, band_hz=band_hz)
    size = 1 << (4 * levels.size - 1).bit_length()
    moves = np.abs(np.fft.rfft((levels - levels.mean()) * np.hanning(levels.size), size))
    rates = np.fft.rfftfreq(size, 1 / 200.0)
    near = (rates >= low_hz) & (rates <= high_hz)
    if per_octave:
        centres = low_hz * 2.0 ** (np.arange(int(3 * np.log2(high_hz / low_hz)) + 1) / 3.0)
        edge = 2.0 ** (1 / 6)
        sums = [
            float((moves[(rates >= c / edge) & (rates < c * edge)] ** 2).sum()) for c in centres
        ]
        return float(centres[int(np.argmax(sums))])
    return float(rates[near][np.argmax(moves[near])])


def sweep_hz(samples: FloatArray, low_hz: float, high_hz: float) -> float:
    """How often a second a tone between two frequencies sweeps up and down again."""
    mono = samples.mean(axis=0)
    blocks = mono[: mono.size // 2400 * 2400].reshape(-1, 2400) * np.hanning(2400)
    f = np.fft.rfftfreq(8192, 1 / SAMPLE_RATE_HZ)
    near = (f >= low_hz) & (f < high_hz)
    tones = f[near][np.argmax(np.abs(np.fft.rfft(blocks, 8192, axis=1))[:, near], axis=1)]
    moves = np.abs(np.fft.rfft((tones - tones.mean()) * np.hanning(tones.size), 8192))
    rates = np.fft.rfftfreq(8192, 0.05)
    return float(rates[1:][np.argmax(moves[1:])])


def coherence(samples: FloatArray, low_hz: float, high_hz: float) -> float:
    """Correlation of the sides within a band."""
    size = samples.shape[1]
    f = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    near = (f >= low_hz) & (f < high_hz)
    left, right = (np.fft.rfft(side)[near] for side in samples)
    both = float(np.real(np.vdot(left, right)))
    return both / max(float(np.linalg.norm(left) * np.linalg.norm(right)), 1e-30)


def loop_peak(samples: FloatArray, *, from_s: float = 1.0) -> float:
    """How strongly a sound repeats itself, sample for sample, at any lag from `from_s` on.

    Autocorrelation after whitening: magnitudes over their mean within 20 Hz, at most 3, so that
    every frequency weighs the same and steady tones, which correlate with themselves at every
    lag, count for their few bins only. A loop of any length within half the sound gives 0.3 to
    1; noise of five minutes about 0.005.
    """
    step = 6
    mono = samples.mean(axis=0)
    low = mono[: mono.size // step * step].reshape(-1, step).mean(axis=1)
    magnitude = np.abs(np.fft.rfft(low))
    half = max(8, round(10.0 * low.size * step / SAMPLE_RATE_HZ))
    sums = np.concatenate([[0.0], np.cumsum(np.pad(magnitude, half, mode="reflect"))])
    local = (sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1)
    white = np.minimum(magnitude / np.maximum(local, 1e-12 * magnitude.max()), 3.0)
    white[0] = 0.0
    lags = np.fft.irfft(white**2, low.size)
    first = int(from_s * SAMPLE_RATE_HZ / step)
    return float(np.abs(lags[first : low.size // 2]).max() / lags[0])


def pattern_peak(samples: FloatArray, *, from_s: float = 5.0) -> float:
    """The same of the level's movement, faster than a fifth of a hertz: repeated patterns."""
    levels = np.log(envelope(samples, rate_hz=20.0) + 1e-7)
    slow = np.convolve(np.pad(levels, 50, mode="edge"), np.ones(101) / 101, "valid")
    quick = levels - slow[: levels.size]
    size = 1 << (2 * quick.size - 1).bit_length()
    lags = np.fft.irfft(np.abs(np.fft.rfft(quick, size)) ** 2, size)[: quick.size // 2]
    return float(lags[int(20 * from_s) :].max() / lags[0])
