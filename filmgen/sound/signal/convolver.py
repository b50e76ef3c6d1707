"""Convolution with long impulse responses, block by block: partitioned overlap-save.

The response is cut into parts as long as a block; the spectra of past blocks are kept, so that a
block costs one transform in and one out for each channel, however long the response is
(Gardner 1995, with parts of one size: a mix needs no low latency).
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray


class Convolver:
    """One sound sent through a response of some channels.

    Args:
        response: float32 (channels, m).
        block: samples of every block that is pushed.
    """

    def __init__(self, response: FloatArray, block: int) -> None:
        self._block = block
        channels, length = response.shape
        parts = -(-length // block)
        padded = np.zeros((channels, parts, 2 * block), dtype=np.float32)
        for part in range(parts):
            piece = response[:, part * block : (part + 1) * block]
            padded[:, part, : piece.shape[1]] = piece
        self._spectra: NDArray[np.complex64] = np.fft.rfft(padded, axis=2).astype(np.complex64)
        self._past: deque[NDArray[np.complex64] | None] = deque([None] * parts, maxlen=parts)
        self._before = np.zeros(block, dtype=np.float32)

    @property
    def silent(self) -> bool:
        """Whether nothing more comes while nothing is sent."""
        return not self._before.any() and all(spectrum is None for spectrum in self._past)

    def push(self, sent: FloatArray) -> FloatArray:
        """The next block (n,), n at most a block (less only at the end): (channels, n)."""
        count = sent.size
        if not sent.any() and self.silent:
            return np.zeros((self._spectra.shape[0], count), dtype=np.float32)
        joined = np.zeros(2 * self._block, dtype=np.float32)
        joined[: self._block] = self._before
        joined[self._block : self._block + count] = sent
        self._before = joined[self._block :].copy()
        heard = joined.any()
        self._past.appendleft(np.fft.rfft(joined).astype(np.complex64) if heard else None)
        total = np.zeros(self._spectra.shape[::2], dtype=np.complex64)
        for part, spectrum in enumerate(self._past):
            if spectrum is not None:
                total += spectrum * self._spectra[:, part]
        wet = np.fft.irfft(total, axis=1)[:, self._block :]
        return np.asarray(wet[:, :count], dtype=np.float32)
