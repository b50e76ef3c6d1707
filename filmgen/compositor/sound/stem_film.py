"""A film's rendered stems, read as often as needed: ducked, measured, limited, written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.sound.stems import BLOCK
from filmgen.compositor.sound.wav_set import WavSet
from filmgen.editorial.model import STEMS
from filmgen.media import FloatArray
from filmgen.sound.signal.dynamics import DUCK_STEP, LIMIT_STEP, at_samples, limiter_track
from filmgen.sound.signal.loudness import (
    OVERSHOOT,
    PEAK_CONTEXT,
    TENTH,
    Loudness,
    LoudnessMeter,
    oversampled_peaks,
)

_PEAK_MARGIN_DB = 0.1  # what moving gain and 24-bit words may add to a peak
_CLOSE_ENOUGH_LU = 0.05
_FULL_SCALE = np.float32(0.999)


@dataclass(frozen=True)
class Heard:
    """What a film sounds like as it was written.

    Attributes:
        mix, stems: loudness of the mix, and of each stem by name.
        dialogue_lufs: of the mix while somebody speaks; None where nobody does.
        true_peak_db: None for silence.
        limited_db: the limiter's deepest reduction, 0 or more.
    """

    mix: Loudness
    stems: Mapping[str, Loudness]
    dialogue_lufs: float | None
    true_peak_db: float | None
    limited_db: float


class Film:
    """The rendered stems.

    Args:
        source: what `render_stems` wrote.
        length: samples.
        ducks: gain in dB for each 10 ms, by name of the stem that gives way.
        ceiling_db: highest true peak of the mix.
    """

    def __init__(
        self,
        source: BinaryIO,
        length: int,
        ducks: Mapping[str, NDArray[np.float64]],
        ceiling_db: float,
    ) -> None:
        self._source = source
        self._length = length
        self._ducks = {STEMS.index(stem): track for stem, track in ducks.items() if track.any()}
        count = -(-length // LIMIT_STEP)
        self._ceiling = np.float32(10.0 ** ((ceiling_db - _PEAK_MARGIN_DB) / 20.0))
        self._excess = np.zeros(count, dtype=np.float32)  # peak of each ms over the ceiling
        self._limit = np.ones(count + 1, dtype=np.float32)

    def blocks(
        self, gain_db: float = 0.0, *, limited: bool = False
    ) -> Iterator[tuple[int, FloatArray]]:
        """(first sample, stems (4, 2, n)) in order, ducked and with gain."""
        self._source.seek(0)
        gain = np.float32(10.0 ** (gain_db / 20.0))
        for first in range(0, self._length, BLOCK):
            count = min(BLOCK, self._length - first)
            data = np.frombuffer(self._source.read(count * 8 * len(STEMS)), dtype=np.float32)
            stems = np.ascontiguousarray(data.reshape(count, -1).T).reshape(len(STEMS), 2, count)
            for stem, track in self._ducks.items():
                duck = at_samples(track, DUCK_STEP, first, first + count, 0.5)
                if duck.any():
                    stems[stem] *= np.float32(10.0) ** (duck / np.float32(20.0))
            if limited and float(self._limit.min()) < 1.0:
                stems *= at_samples(self._limit, LIMIT_STEP, first, first + count)
            stems *= gain
            yield first, stems

    def measure(self) -> float | None:
        """Loudness of the mix before gain; notes the peaks the limiter will need."""
        meter, peaks = LoudnessMeter(), _Peaks()
        for first, stems in self.blocks():
            mix = stems.sum(axis=0)
            meter.push(mix)
            heard = peaks.push(mix)
            self._note_peaks(heard / self._ceiling, peaks.at)
            # No stem may clip its own file, even where another cancels it in the mix.
            self._note_peaks(np.abs(stems).max(axis=(0, 1)) / _FULL_SCALE, first)
        rest = peaks.finish()
        self._note_peaks(rest / self._ceiling, peaks.at)
        return meter.result().integrated_lufs

    def _note_peaks(self, peaks: FloatArray, first: int) -> None:
        """Raise the milliseconds that the peaks of samples from `first` on fall into."""
        if not peaks.size:
            return
        edges = np.arange(first // LIMIT_STEP, (first + peaks.size - 1) // LIMIT_STEP + 1)
        starts = np.maximum(edges * LIMIT_STEP - first, 0)
        tops = np.maximum.reduceat(peaks, starts)
        known = edges < self._excess.size
        self._excess[edges[known]] = np.maximum(self._excess[edges[known]], tops[known])

    def settle(self, gain_db: float, target: float, heard: float | None, notes: list[str]) -> float:
        """Set the limiter; where it takes loudness away, give it back and limit again."""
        wanted = None if heard is None else heard + gain_db
        for _ in range(5):
            self._limit = limiter_track(self._excess * np.float32(10.0 ** (gain_db / 20.0)))
            if wanted is None or float(self._limit.min()) >= 1.0:
                return gain_db
            meter = LoudnessMeter()
            for _, stems in self.blocks(gain_db, limited=True):
                meter.push(stems.sum(axis=0))
            reached = meter.result().integrated_lufs
            if reached is None or abs(wanted - reached) < _CLOSE_ENOUGH_LU:
                return gain_db
            gain_db += wanted - reached
        self._limit = limiter_track(self._excess * np.float32(10.0 ** (gain_db / 20.0)))
        notes.append(f"the limiter keeps the mix from reaching {target:g} LUFS")
        return gain_db

    def write(self, folder: Path, gain_db: float, speech: NDArray[np.bool_]) -> Heard:
        """Write the stems and the mix, and hear them once more.

        Args:
            speech: whether somebody speaks, for each 10 ms.
        """
        meters = [LoudnessMeter() for _ in range(len(STEMS) + 1)]
        peaks = _Peaks()
        with WavSet(folder, (*STEMS, "mix"), self._length) as files:
            for _, stems in self.blocks(gain_db, limited=True):
                mix = stems.sum(axis=0)
                peaks.listen(mix)
                for index, part in enumerate((*stems, mix)):
                    meters[index].push(part)
                    files.write(index, part)
            files.keep()
        peaks.finish()
        loudness = [meter.result() for meter in meters]
        return Heard(
            mix=loudness[-1],
            stems=dict(zip(STEMS, loudness, strict=False)),
            dialogue_lufs=meters[-1].during(_tenths(speech)),
            true_peak_db=20.0 * math.log10(peaks.top) if peaks.top > 1e-9 else None,
            limited_db=-20.0 * math.log10(float(self._limit.min())) + 0.0,
        )


def _tenths(speech: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tenths of a second of which at least half is speech."""
    steps = TENTH // DUCK_STEP
    whole = speech[: speech.size // steps * steps].reshape(-1, steps)
    return np.asarray(2 * whole.sum(axis=1) >= steps)


class _Peaks:
    """True peak around every sample of a stereo stream, half a kernel late.

    `at` is the film sample that the values last given begin with; `top` the highest so far.
    """

    def __init__(self) -> None:
        self.at = 0
        self.top = 0.0
        self._next = -PEAK_CONTEXT // 2
        self._context = np.zeros((2, PEAK_CONTEXT), dtype=np.float32)

    def push(self, block: FloatArray) -> FloatArray:
        """The next samples; the peaks that can be told by now."""
        joined = np.concatenate([self._context, block], axis=1)
        self._context = joined[:, joined.shape[1] - PEAK_CONTEXT :]
        peaks = oversampled_peaks(joined)
        early = max(0, min(-self._next, peaks.size))  # before the film's first sample
        self.at = self._next + early
        self._next += peaks.size
        self.top = max(self.top, float(peaks.max(initial=0.0)))
        return peaks[early:]

    def listen(self, block: FloatArray) -> None:
        """The next samples, for `top` alone: what cannot raise it is not interpolated."""
        near = max(float(np.abs(part).max(initial=0.0)) for part in (self._context, block))
        if near * OVERSHOOT > self.top or block.shape[1] < PEAK_CONTEXT:
            self.push(block)
        else:
            self._context = block[:, block.shape[1] - PEAK_CONTEXT :].copy()
            self._next += block.shape[1]

    def finish(self) -> FloatArray:
        return self.push(np.zeros((2, PEAK_CONTEXT // 2), dtype=np.float32))
