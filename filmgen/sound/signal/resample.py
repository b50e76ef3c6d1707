"""Sample-rate conversion that streams: a polyphase windowed sinc at any rational ratio.

Kaiser window, beta 10, 32 zero crossings on each side: flat to about 0.9 of the lower
Nyquist frequency, images and aliases 90 dB down and more. Output sample n is the input at time
n * rate_in / 48000 exactly: there is no delay to make up for.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ

_CROSSINGS = 32
_BETA = 10.0


class Resampler:
    """Turns blocks at one rate into blocks at 48 kHz.

    Args:
        rate_hz: of what comes in, 1000 to 768000.
        channels: rows of the blocks.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        ratio = Fraction(SAMPLE_RATE_HZ, rate_hz)
        self._up, self._down = ratio.numerator, ratio.denominator
        self._pass = self._up == self._down
        if self._pass:
            return
        # At a ratio below one the sinc is widened to keep out what would alias.
        cutoff = min(1.0, float(ratio)) * (1.0 - 1.6 / _CROSSINGS)
        half = int(np.ceil(_CROSSINGS / min(1.0, float(ratio))))
        self._half = half
        offsets = np.arange(-half + 1, half + 1)
        phases = np.arange(self._up)[:, None] / self._up
        x = offsets - phases
        window = np.i0(_BETA * np.sqrt(np.maximum(0.0, 1.0 - (x / half) ** 2))) / np.i0(_BETA)
        table = np.sinc(cutoff * x) * window
        self._table: NDArray[np.float32] = (table / table.sum(axis=1, keepdims=True)).astype(
            np.float32
        )
        self._memory = np.zeros((channels, half - 1), dtype=np.float32)
        self._start = -(half - 1)  # input position of memory[0]
        self._next = 0  # output sample to make next

    def push(self, block: FloatArray, *, last: bool = False) -> FloatArray:
        """Take the next input, (channels, n); give what can be made, (channels, m).

        With `last` the input has ended and what remains is flushed.
        """
        if self._pass:
            return block
        channels = block.shape[0]
        parts = [self._memory, block]
        if last:
            parts.append(np.zeros((channels, self._half), dtype=np.float32))
        held = np.concatenate(parts, axis=1)
        # Output n needs input up to n * down // up + half.
        ready = self._start + held.shape[1] - 1 - self._half
        stop = max(self._next, -(-((ready + 1) * self._up) // self._down))
        numbers = np.arange(self._next, stop, dtype=np.int64)
        out = np.empty((channels, numbers.size), dtype=np.float32)
        where = numbers * self._down
        base = where // self._up - self._half + 1 - self._start
        phase = (where % self._up).astype(np.intp)
        if self._down == 1 and numbers.size:
            self._by_phase(held, out, base, phase)
        else:
            for first in range(0, numbers.size, 8192):
                span = slice(first, first + 8192)
                index = base[span, None] + np.arange(2 * self._half)
                kernel = self._table[phase[span]]
                for channel in range(channels):
                    out[channel, span] = np.einsum("ij,ij->i", held[channel][index], kernel)
        self._next = stop
        keep_from = (stop * self._down) // self._up - self._half + 1 - self._start
        keep_from = max(0, min(keep_from, held.shape[1]))
        self._memory = held[:, keep_from:].copy()
        self._start += keep_from
        return out

    def _by_phase(
        self, held: FloatArray, out: FloatArray, base: NDArray[np.int64], phase: NDArray[np.intp]
    ) -> None:
        """Whole-number ratios: each phase is one plain convolution."""
        for first in range(min(self._up, out.shape[1])):
            taps = self._table[int(phase[first])][::-1]
            count = len(range(first, out.shape[1], self._up))
            start = int(base[first])
            for channel in range(out.shape[0]):
                piece = held[channel, start : start + count + 2 * self._half - 1]
                out[channel, first :: self._up] = np.convolve(piece, taps, mode="valid")


def resample(samples: FloatArray, rate_hz: int) -> FloatArray:
    """A whole sound (channels, n) at 48 kHz."""
    return Resampler(rate_hz, samples.shape[0]).push(samples, last=True)
