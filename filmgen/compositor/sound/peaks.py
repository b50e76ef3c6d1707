"""Where a film's peaks are: kept for each millisecond, and looked at closely only where it matters.

A true peak is at most `OVERSHOOT` times the highest sample near it. So only what comes close to
the ceiling, once the mix's gain is known, is interpolated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.dynamics import LIMIT_STEP
from filmgen.sound.signal.loudness import OVERSHOOT, PEAK_CONTEXT, oversampled_peaks

_SIDE = PEAK_CONTEXT // 2


class PeakTrack:
    """Peaks of each millisecond of a film, over what they may be, before its gain.

    Args:
        length: samples of the film. block: of a block, a multiple of a millisecond.
        ceiling: highest true peak of the mix. full_scale: highest sample of a stem.

    Attributes:
        excess: float32 (milliseconds,): as far as they are known, see `missing`.
    """

    def __init__(self, length: int, block: int, ceiling: float, full_scale: float) -> None:
        count = -(-length // LIMIT_STEP)
        self._block = block
        self._ceiling, self._full_scale = np.float32(ceiling), np.float32(full_scale)
        self.excess = np.zeros(count, dtype=np.float32)
        self._near = np.zeros(count, dtype=np.float32)
        blocks = -(-length // block)
        self._looked = np.zeros(blocks, dtype=np.bool_)
        self._edges = np.zeros((blocks + 2, 2, 2, _SIDE), dtype=np.float32)

    def note(self, first: int, mix: FloatArray, stems: FloatArray) -> None:
        """Hear a block: mix (2, n), and the highest sample of any stem at each sample (n,).

        No stem may clip its own file, even where another cancels it in the mix.
        """
        place = first // LIMIT_STEP
        tops = _each_step(np.abs(mix).max(axis=0))
        self._near[place : place + tops.size] = tops
        own = _each_step(stems) / self._full_scale
        self.excess[place : place + own.size] = np.maximum(own, tops / self._ceiling)
        edges = self._edges[first // self._block + 1]
        head, tail = mix[:, :_SIDE], mix[:, -_SIDE:]
        edges[0, :, : head.shape[1]] = head
        edges[1, :, _SIDE - tail.shape[1] :] = tail

    def missing(self, gain: float) -> NDArray[np.intp]:
        """Blocks that may pass the ceiling with a gain and were not yet looked at closely."""
        hot = self._near * np.float32(OVERSHOOT * gain) > self._ceiling
        steps = self._block // LIMIT_STEP
        found = np.zeros(self._looked.size, dtype=np.bool_)
        places = np.flatnonzero(hot)
        # A peak between samples may belong to the block beside the highest of them.
        for near in (places - 1, places, places + 1):
            found[np.clip(near, 0, hot.size - 1) // steps] = True
        return np.flatnonzero(found & ~self._looked)

    def look(self, number: int, mix: FloatArray) -> None:
        """Interpolate a block that `missing` named; all were noted before."""
        joined = np.concatenate([self._edges[number, 1], mix, self._edges[number + 2, 0]], axis=1)
        tops = _each_step(oversampled_peaks(joined)) / self._ceiling
        place = number * self._block // LIMIT_STEP
        span = slice(place, place + tops.size)
        self.excess[span] = np.maximum(self.excess[span], tops)
        self._looked[number] = True


class TopPeak:
    """The highest true peak of a stereo stream: what cannot raise it is not interpolated."""

    def __init__(self) -> None:
        self.top = 0.0
        self._context = np.zeros((2, PEAK_CONTEXT), dtype=np.float32)

    def push(self, block: FloatArray) -> None:
        """Hear the next samples (2, n)."""
        joined = np.concatenate([self._context, block], axis=1)
        self._context = joined[:, joined.shape[1] - PEAK_CONTEXT :].copy()
        near = np.flatnonzero(np.abs(joined).max(axis=0) * np.float32(OVERSHOOT) > self.top)
        if near.size:
            first = max(0, int(near[0]) - PEAK_CONTEXT)
            piece = joined[:, first : int(near[-1]) + PEAK_CONTEXT + 1]
            self.top = max(self.top, float(oversampled_peaks(piece).max(initial=0.0)))

    def finish(self) -> float:
        """The end of the stream: the peak of all of it."""
        self.push(np.zeros((2, PEAK_CONTEXT), dtype=np.float32))
        return self.top


def _each_step(values: FloatArray) -> FloatArray:
    """The highest value of each millisecond, the last one perhaps a shorter one."""
    whole = values.size // LIMIT_STEP * LIMIT_STEP
    tops = values[:whole].reshape(-1, LIMIT_STEP).max(axis=1, initial=0.0)
    rest = values[whole:]
    return np.append(tops, rest.max()).astype(np.float32) if rest.size else tops
