"""A recording as overlapping short spectra, changed and put together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

HOP_S = 0.005
_WINDOW_S = 0.025
_GROUP = 512  # frames changed in one go: some MB, however long the recording

Spectra = NDArray[np.complex128]
Change = Callable[[NDArray[np.int64], Sequence[Spectra]], Spectra]
"""(numbers of the frames, their spectra in each signal) to their new spectra."""


def frame_count(samples: int, rate_hz: int) -> int:
    """Frames of a recording: frame k is centred on second k * HOP_S."""
    return int(samples / (rate_hz * HOP_S)) + 1


def frame_size(rate_hz: int) -> int:
    """Length of each frame's transform."""
    return 1 << (round(rate_hz * _WINDOW_S) - 1).bit_length()


def reshape(
    signals: Sequence[FloatArray], rate_hz: int, change: Change, context: int = 0
) -> FloatArray:
    """Change short spectra of signals of one length and overlap-add what comes out.

    Root-Hann windows of 25 ms before and after, 5 ms apart: spectra returned unchanged give the
    signal back.

    Args:
        context: frames before and after each group that `change` sees besides; it returns
            spectra for all it is given.

    Returns:
        float32 (n,), of the signals' length.
    """
    samples = signals[0].size
    width = round(rate_hz * _WINDOW_S) // 2 * 2
    size, hop, count = frame_size(rate_hz), rate_hz * HOP_S, frame_count(samples, rate_hz)
    window = np.sqrt(np.hanning(width + 1)[:-1])
    padded = [np.pad(s.astype(np.float64), (width, 2 * width)) for s in signals]
    out = np.zeros(padded[0].size)
    weight = np.zeros(padded[0].size)
    for first in range(0, count, _GROUP):
        last = min(first + _GROUP, count)
        places = np.arange(max(0, first - context), min(last + context, count))
        starts = np.rint(places * hop).astype(np.int64) + width // 2
        index = starts[:, None] + np.arange(width)
        spectra = [np.fft.rfft(signal[index] * window, n=size, axis=1) for signal in padded]
        inside = slice(first - places[0], last - places[0])
        changed = change(places, spectra)[inside]
        grains = np.fft.irfft(changed, n=size, axis=1)[:, :width] * window
        for start, grain in zip(starts[inside], grains, strict=True):
            out[start : start + width] += grain
            weight[start : start + width] += window**2
    out /= np.maximum(weight, 1e-3)
    return out[width : width + samples].astype(np.float32)


def envelope_power(
    spectra: Spectra, f0_hz: NDArray[np.float64], bin_hz: float
) -> NDArray[np.float64]:
    """Power of the spectral envelope behind spectra (m, bins) of a voice, (m, bins).

    A spectrum smoothed over the spacing of the harmonics, after CheapTrick (Morise, Speech
    Communication 67 (2015) 1).
    """
    width = f0_hz / bin_hz
    return smooth_bins(smooth_bins(np.abs(spectra) ** 2, width), 0.5 * width)


def smooth_bins(power: NDArray[np.float64], width: NDArray[np.float64]) -> NDArray[np.float64]:
    """Running mean along the frequency axis of (m, bins), row k over `width[k]` bins."""
    bins = power.shape[1]
    half = np.maximum(1.0, 0.5 * width)[:, None]
    reach = int(np.ceil(half.max())) + 2
    reach = min(reach, bins - 1)
    mirrored = np.concatenate([power[:, reach:0:-1], power, power[:, -2 : -reach - 2 : -1]], axis=1)
    total = np.concatenate([np.zeros((len(power), 1)), np.cumsum(mirrored, axis=1)], axis=1)
    centre = np.arange(bins)[None, :] + reach + 0.5
    rows = np.arange(len(power))[:, None]
    last = total.shape[1] - 2

    def at(place: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = np.clip(np.floor(place).astype(np.int64), 0, last)
        rest = np.clip(place - whole, 0.0, 1.0)
        found: NDArray[np.float64] = total[rows, whole] * (1 - rest) + total[rows, whole + 1] * rest
        return found

    smooth: NDArray[np.float64] = (at(centre + half) - at(centre - half)) / (2 * half)
    return smooth
