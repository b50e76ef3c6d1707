"""Linear filters that stream: any impulse response by fast convolution, block after block.

There is no recursive filter here: a recursion in Python is slow, and every response the
sound room needs dies away within some thousand samples, so it is applied as a FIR.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ

Doubles = NDArray[np.float64]


class Fir:
    """A causal FIR filter over blocks of any length, with memory of what went before.

    Args:
        taps: (m,) impulse response, the same for every channel, or (channels, m).
        channels: how many rows the blocks have.
    """

    def __init__(self, taps: ArrayLike, channels: int) -> None:
        self._taps = np.atleast_2d(np.asarray(taps, dtype=np.float32))
        self._memory = np.zeros((channels, self._taps.shape[1] - 1), dtype=np.float32)
        self._size = 0
        self._response: NDArray[np.complex64] = np.zeros(0, dtype=np.complex64)

    @property
    def taps(self) -> int:
        return int(self._taps.shape[1])

    def push(self, block: FloatArray) -> FloatArray:
        """The next output samples, float32, as many as came in: (channels, n)."""
        count = block.shape[1]
        if not count:
            return block
        keep = self._memory.shape[1]
        if not block.any() and not self._memory.any():
            # Most of a dialogue stem is silence, and so is what any filter makes of it.
            return np.zeros((block.shape[0], count), dtype=np.float32)
        joined = np.concatenate([self._memory, block], axis=1)
        self._memory = joined[:, joined.shape[1] - keep :].copy()
        if self._taps.shape[1] <= 64:
            rows = np.broadcast_to(self._taps, (block.shape[0], self._taps.shape[1]))
            return np.stack(
                [np.convolve(x, h, mode="valid") for x, h in zip(joined, rows, strict=True)]
            )
        size = fast_length(joined.shape[1])
        if size != self._size:
            self._size = size
            self._response = np.fft.rfft(self._taps, n=size, axis=1).astype(np.complex64)
        spectrum = np.fft.rfft(joined, n=size, axis=1) * self._response
        wet = np.fft.irfft(spectrum, n=size, axis=1)
        return np.asarray(wet[:, keep : keep + count], dtype=np.float32)


def fast_length(least: int) -> int:
    """The smallest length of 2, 3 or 5 times a power of two that is at least `least`."""
    power = 1 << max(0, least - 1).bit_length()
    return min(size for size in (power, power * 3 // 4, power * 5 // 8) if size >= least)


def linear_phase(
    frequencies_hz: Sequence[float], gains_db: Sequence[float], taps: int
) -> FloatArray:
    """An odd-length symmetric FIR through points of gain over frequency (log-frequency, dB).

    Its delay is exactly (taps - 1) / 2 samples. Frequency sampling under a Blackman window.
    """
    size = 1 << (8 * taps - 1).bit_length()
    f = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE_HZ)
    gain_db = np.interp(np.log(np.maximum(f, 1.0)), np.log(np.asarray(frequencies_hz)), gains_db)
    response = np.fft.irfft(10.0 ** (gain_db / 20.0), n=size)
    half = taps // 2
    kernel = np.concatenate([response[-half:], response[: half + 1]]) * np.blackman(2 * half + 1)
    return kernel.astype(np.float32)


def filter_whole(samples: FloatArray, taps: FloatArray) -> FloatArray:
    """A linear-phase FIR over a whole (channels, n) sound, its delay removed, in flat memory."""
    channels, count = samples.shape
    delay = (taps.size - 1) // 2
    fir = Fir(taps, channels)
    out = np.empty_like(samples)
    step = 1 << 16
    written = -delay
    for start in range(0, count + delay, step):
        stop = min(start + step, count + delay)
        block = samples[:, start : min(stop, count)]
        if block.shape[1] < stop - start:
            gap = stop - start - block.shape[1]
            block = np.concatenate([block, np.zeros((channels, gap), np.float32)], axis=1)
        wet = fir.push(np.ascontiguousarray(block))
        skip = max(0, -written)
        out[:, written + skip : written + wet.shape[1]] = wet[:, skip:]
        written += wet.shape[1]
    return out
