"""Loudness and true peak by ITU-R BS.1770-4 and EBU R 128, measured while sound streams by.

K-weighting is the standard's two biquads at 48 kHz. Blocks of 400 ms overlap by three quarters
and are gated at -70 LUFS and then 10 LU under the mean of what is left. True peak is the
largest magnitude after interpolating four times.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.k_weighting import KWeighting
from filmgen.timecode import SAMPLE_RATE_HZ

TENTH = SAMPLE_RATE_HZ // 10
_OFFSET_DB = -0.691
_ABSOLUTE_GATE_LUFS = -70.0


@dataclass(frozen=True)
class Loudness:
    """What was heard.

    Attributes:
        integrated_lufs: gated programme loudness; None where every block is gated out.
        momentary_max_lufs, short_term_max_lufs: loudest 400 ms and 3 s; None for silence.
        range_lu: loudness range, EBU Tech 3342; 0 where there is too little sound.
    """

    integrated_lufs: float | None
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None
    range_lu: float


class LoudnessMeter:
    """Measures (channels, n) blocks as they pass; keeps ten numbers a second."""

    def __init__(self, channels: int = 2) -> None:
        self._weighting = KWeighting(channels)
        self._rest = np.zeros(0, dtype=np.float64)
        self._tenths: list[float] = []

    def push(self, block: FloatArray) -> None:
        """Hear the next samples at 48 kHz, float32 (channels, n)."""
        weighted = self._weighting.push(block)
        heard = np.zeros(block.shape[1]) if weighted is None else power_of(weighted)
        power = np.concatenate([self._rest, heard])
        whole = power.size // TENTH
        self._tenths.extend(tenths_of(power).tolist())
        self._rest = power[whole * TENTH :]

    def result(self) -> Loudness:
        """Loudness of everything heard so far; whole blocks only, as the standard says."""
        return loudness_of(self._tenths)

    def during(self, tenths: NDArray[np.bool_]) -> float | None:
        """Loudness while something lasts, see `loudness_during`."""
        return loudness_during(np.asarray(self._tenths), tenths)


def power_of(weighted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Power of each K-weighted sample (channels, n), all channels together."""
    return np.asarray(np.einsum("cn,cn->n", weighted, weighted), dtype=np.float64)


def tenths_of(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each whole tenth of a second of power (n,)."""
    whole = power.size // TENTH
    return np.asarray(power[: whole * TENTH].reshape(whole, TENTH).mean(axis=1))


def loudness_of(tenths: Sequence[float] | NDArray[np.float64]) -> Loudness:
    """Loudness of a programme, of the mean K-weighted power of its tenths of a second."""
    momentary = _means(tenths, 4)
    short_term = _means(tenths, 30)
    return Loudness(
        integrated_lufs=_gated(momentary, -10.0),
        momentary_max_lufs=_loudest(momentary),
        short_term_max_lufs=_loudest(short_term),
        range_lu=_range(short_term),
    )


def loudness_during(powers: NDArray[np.float64], tenths: NDArray[np.bool_]) -> float | None:
    """Loudness of the blocks that lie wholly in some tenths of a second, e.g. in speech.

    Gated absolutely only, as dialogue-gated meters do; None where there is no such block.
    """
    count = min(powers.size, tenths.size)
    if count < 4:
        return None
    chosen = np.convolve(tenths[:count], np.ones(4), mode="valid") > 3.5
    heard = _means(powers[:count], 4)[chosen]
    heard = heard[_lufs(heard) > _ABSOLUTE_GATE_LUFS]
    return float(_lufs(float(heard.mean()))) if heard.size else None


def measure(samples: FloatArray) -> Loudness:
    """Loudness of a whole sound at 48 kHz, mono (n,) or (channels, n).

    Mono counts as one channel: 3 dB less than the same signal on both of a stereo pair.
    """
    rows = np.atleast_2d(samples).astype(np.float32, copy=False)
    meter = LoudnessMeter(rows.shape[0])
    for start in range(0, rows.shape[1], 1 << 17):
        meter.push(np.ascontiguousarray(rows[:, start : start + (1 << 17)]))
    return meter.result()


def _means(tenths: Sequence[float] | NDArray[np.float64], span: int) -> NDArray[np.float64]:
    if len(tenths) < span:
        return np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(tenths, dtype=np.float64))])
    return np.asarray(np.maximum((sums[span:] - sums[:-span]) / span, 0.0))


def _lufs(power: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(_OFFSET_DB + 10.0 * np.log10(np.maximum(power, 1e-30)))


def _gated(blocks: NDArray[np.float64], relative_db: float) -> float | None:
    heard = blocks[_lufs(blocks) > _ABSOLUTE_GATE_LUFS]
    if not heard.size:
        return None
    kept = heard[_lufs(heard) > float(_lufs(float(heard.mean()))) + relative_db]
    return float(_lufs(float(kept.mean()))) if kept.size else None


def _loudest(blocks: NDArray[np.float64]) -> float | None:
    if not blocks.size or blocks.max() <= 1e-20:
        return None
    return float(_lufs(float(blocks.max())))


def _range(short_term: NDArray[np.float64]) -> float:
    levels = _lufs(short_term)
    heard = short_term[levels > _ABSOLUTE_GATE_LUFS]
    if heard.size < 2:
        return 0.0
    kept = _lufs(heard[_lufs(heard) > float(_lufs(float(heard.mean()))) - 20.0])
    low, high = np.percentile(kept, [10, 95])
    return float(high - low)


_PHASES = 4
_HALF = 12
PEAK_CONTEXT = 2 * _HALF
"""Samples of context `oversampled_peaks` needs around what it measures: half on each side."""


def _interpolators() -> FloatArray:
    """(3, 24) kernels for the points a quarter, half and three quarters between samples."""
    n = np.arange(-_HALF + 1, _HALF + 1)
    rows = []
    for phase in range(1, _PHASES):
        x = n - phase / _PHASES
        rows.append(
            np.sinc(x) * np.i0(8.0 * np.sqrt(np.maximum(0, 1 - (x / _HALF) ** 2))) / np.i0(8.0)
        )
    return np.asarray([row / row.sum() for row in rows], dtype=np.float32)


_KERNELS = _interpolators()
OVERSHOOT = float(np.abs(_KERNELS).sum(axis=1).max())
"""No true peak is higher than this times the highest sample near it."""


def oversampled_peaks(block: FloatArray) -> FloatArray:
    """Magnitude of the signal around each sample, four times oversampled, loudest channel.

    Args:
        block: float32 (channels, n + PEAK_CONTEXT).

    Returns:
        float32 (n,): for sample i the largest of itself and the three points after it.
    """
    count = block.shape[1] - PEAK_CONTEXT
    peaks = np.zeros(count, dtype=np.float32)
    between = np.empty(count, dtype=np.float32)
    term = np.empty(count, dtype=np.float32)
    for row in block:
        np.maximum(peaks, np.abs(row[_HALF : _HALF + count]), out=peaks)
        for kernel in _KERNELS:
            # Shifted sums: numpy's convolve calls a dot product for every sample.
            np.multiply(row[1 : 1 + count], kernel[0], out=between)
            for tap in range(1, kernel.size):
                np.multiply(row[1 + tap : 1 + tap + count], kernel[tap], out=term)
                np.add(between, term, out=between)
            np.maximum(peaks, np.abs(between, out=between), out=peaks)
    return peaks


def true_peak_db(samples: FloatArray) -> float:
    """True peak of a whole sound in dBTP; -inf for silence."""
    rows = np.atleast_2d(samples).astype(np.float32, copy=False)
    padded = np.pad(rows, ((0, 0), (_HALF, _HALF)))
    top = 0.0
    step = 1 << 17
    for start in range(0, rows.shape[1], step):
        piece = padded[:, start : start + step + PEAK_CONTEXT]
        top = max(top, float(oversampled_peaks(piece).max()))
    return 20.0 * math.log10(top) if top > 0 else -math.inf
