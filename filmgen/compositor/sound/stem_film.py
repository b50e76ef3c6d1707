"""A film's rendered stems, read as often as needed: ducked, measured, limited, written.

K-weighting is linear: the stems are weighted, once, and their sum is the mix weighted. Gain
scales what was measured; only what the limiter touches is heard again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.sound.peaks import PeakTrack, TopPeak
from filmgen.compositor.sound.stems import BLOCK
from filmgen.compositor.sound.wav_set import WavSet
from filmgen.editorial.model import STEMS
from filmgen.media import FloatArray
from filmgen.sound.signal.dynamics import DUCK_STEP, LIMIT_STEP, at_samples, limiter_track
from filmgen.sound.signal.k_weighting import KWeighting
from filmgen.sound.signal.loudness import (
    TENTH,
    Loudness,
    loudness_during,
    loudness_of,
    power_of,
    tenths_of,
)

_PEAK_MARGIN_DB = 0.1  # what moving gain and 24-bit words may add to a peak
_CLOSE_ENOUGH_LU = 0.05
_ATTEMPTS = 6
_FULL_SCALE = 0.999
_MIX = len(STEMS)
_BLOCK_TENTHS = BLOCK // TENTH

Parts = dict[int, FloatArray]
"""Stems (2, n) that sound in a block, by their place in `STEMS`."""


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
        sounding: see `RawStems`.
        ducks: gain in dB for each 10 ms, by name of the stem that gives way.
        ceiling_db: highest true peak of the mix.
    """

    def __init__(
        self,
        source: BufferedReader,
        length: int,
        sounding: NDArray[np.bool_],
        ducks: Mapping[str, NDArray[np.float64]],
        ceiling_db: float,
    ) -> None:
        self._source = source
        self._length = length
        self._sounding = sounding
        parts = np.concatenate([[0], np.cumsum(sounding.sum(axis=1))])
        self._offsets = (parts * (2 * 4 * BLOCK)).tolist()  # only the last block may be shorter
        self._ducks = {STEMS.index(stem): track for stem, track in ducks.items() if track.any()}
        ceiling = 10.0 ** ((ceiling_db - _PEAK_MARGIN_DB) / 20.0)
        self._peaks = PeakTrack(length, BLOCK, ceiling, _FULL_SCALE)
        self._limit = np.ones(-(-length // LIMIT_STEP) + 1, dtype=np.float32)
        blocks = len(sounding)
        # of stems and mix before gain: power of each tenth, and the weighting's states
        self._power = np.zeros((blocks, _MIX + 1, _BLOCK_TENTHS))
        self._states = np.zeros((blocks, _MIX, 2, 4))
        self._heard = self._power

    def measure(self) -> float | None:
        """Loudness of the mix before gain; notes the peaks the limiter will need."""
        weightings = [KWeighting() for _ in STEMS]
        for number in range(len(self._sounding)):
            for stem, weighting in enumerate(weightings):
                self._states[number, stem] = weighting.state
            parts = self._block(number)
            self._power[number] = _weighed(parts, weightings)
            if parts:
                tops = np.stack([np.abs(part).max(axis=0) for part in parts.values()])
                self._peaks.note(number * BLOCK, _sum(parts), tops.max(axis=0))
        return loudness_of(self._tenths(self._power)[_MIX]).integrated_lufs

    def settle(self, gain_db: float, target: float, heard: float | None, notes: list[str]) -> float:
        """Set the limiter; where it takes loudness away, give it back and limit again."""
        wanted = None if heard is None else heard + gain_db
        for attempt in range(_ATTEMPTS):
            reached = self._limit_at(gain_db)
            if wanted is None or reached is None or float(self._limit.min()) >= 1.0:
                return gain_db
            if abs(wanted - reached) < _CLOSE_ENOUGH_LU:
                return gain_db
            if attempt < _ATTEMPTS - 1:
                gain_db = round(gain_db + wanted - reached, 5)
        notes.append(f"the limiter keeps the mix from reaching {target:g} LUFS")
        return gain_db

    def write(self, folder: Path, gain_db: float, speech: NDArray[np.bool_]) -> Heard:
        """Write the stems and the mix with the gain that was settled.

        Args:
            speech: whether somebody speaks, for each 10 ms.
        """
        top = TopPeak()
        with WavSet(folder, (*STEMS, "mix"), self._length) as files:
            for number in range(len(self._sounding)):
                parts = self._block(number, 10.0 ** (gain_db / 20.0), limited=True)
                if parts:
                    parts[_MIX] = _sum(parts)
                    top.push(parts[_MIX])
                for index in range(_MIX + 1):
                    if index in parts:
                        files.write(index, parts[index])
                    else:
                        files.write_silence(index, self._count(number))
            files.keep()
        peak = top.finish()
        tenths = self._tenths(self._heard)
        loudness = [loudness_of(part) for part in tenths]
        return Heard(
            mix=loudness[_MIX],
            stems=dict(zip(STEMS, loudness, strict=False)),
            dialogue_lufs=loudness_during(tenths[_MIX], _spoken(speech)),
            true_peak_db=20.0 * math.log10(peak) if peak > 1e-9 else None,
            limited_db=-20.0 * math.log10(float(self._limit.min())) + 0.0,
        )

    def _count(self, number: int) -> int:
        return min(BLOCK, self._length - number * BLOCK)

    def _block(self, number: int, gain: float = 1.0, *, limited: bool = False) -> Parts:
        """The stems that sound in a block, ducked and with gain."""
        first, count = number * BLOCK, self._count(number)
        stems = [int(stem) for stem in np.flatnonzero(self._sounding[number])]
        if not stems:
            return {}
        data = np.empty((len(stems), 2, count), dtype=np.float32)
        self._source.seek(self._offsets[number])
        if self._source.readinto(data.data.cast("B")) != data.nbytes:
            raise OSError("the stems' scratch file was cut short")
        for stem, samples in zip(stems, data, strict=True):
            if stem in self._ducks:
                duck = at_samples(self._ducks[stem], DUCK_STEP, first, first + count, 0.5)
                if duck.any():
                    samples *= np.float32(10.0) ** (duck / np.float32(20.0))
        if limited and self._limited(number):
            data *= at_samples(self._limit, LIMIT_STEP, first, first + count)
        if gain != 1.0:
            data *= np.float32(gain)
        return dict(zip(stems, data, strict=True))

    def _limited(self, number: int) -> bool:
        first = number * BLOCK // LIMIT_STEP
        return float(self._limit[first : first + BLOCK // LIMIT_STEP + 1].min()) < 1.0

    def _limit_at(self, gain_db: float) -> float | None:
        """Set the limiter for a gain, and hear what it makes of the mix: loudness."""
        gain = 10.0 ** (gain_db / 20.0)
        for number in self._peaks.missing(gain):
            parts = self._block(int(number))
            self._peaks.look(int(number), _sum(parts) if parts else self._silence(int(number)))
        self._limit = limiter_track(self._peaks.excess * np.float32(gain))
        self._heard = self._power * gain**2
        weightings: list[KWeighting] = []
        for number in range(len(self._sounding)):
            # The weighting remembers for some milliseconds what was limited before.
            here = self._limited(number)
            if not here and not weightings:
                continue
            if not weightings:
                weightings = [KWeighting() for _ in STEMS]
                for weighting, state in zip(weightings, self._states[number], strict=True):
                    weighting.state = state * gain
            self._heard[number] = _weighed(self._block(number, gain, limited=True), weightings)
            weightings = weightings if here else []
        return loudness_of(self._tenths(self._heard)[_MIX]).integrated_lufs

    def _tenths(self, power: NDArray[np.float64]) -> NDArray[np.float64]:
        """(stems and mix, tenths of the film) of power by blocks."""
        rows = power.transpose(1, 0, 2).reshape(_MIX + 1, -1)
        return rows[:, : self._length // TENTH]

    def _silence(self, number: int) -> FloatArray:
        return np.zeros((2, self._count(number)), dtype=np.float32)


def _sum(parts: Parts) -> FloatArray:
    samples = iter(parts.values())
    total = next(samples).copy()
    for more in samples:
        total += more
    return total


def _weighed(parts: Parts, weightings: Sequence[KWeighting]) -> NDArray[np.float64]:
    """K-weighted power of stems and mix in each tenth of a block."""
    power = np.zeros((_MIX + 1, _BLOCK_TENTHS))
    total: NDArray[np.float64] | None = None
    count = next(iter(parts.values())).shape[1] if parts else BLOCK
    for stem, weighting in enumerate(weightings):
        block = parts.get(stem, np.zeros((2, count), dtype=np.float32))
        weighted = weighting.push(block)
        if weighted is None:
            continue
        tenths = tenths_of(power_of(weighted))
        power[stem, : tenths.size] = tenths
        total = weighted if total is None else total + weighted
    if total is not None:
        tenths = tenths_of(power_of(total))
        power[_MIX, : tenths.size] = tenths
    return power


def _spoken(speech: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tenths of a second of which at least half is speech."""
    steps = TENTH // DUCK_STEP
    whole = speech[: speech.size // steps * steps].reshape(-1, steps)
    return np.asarray(2 * whole.sum(axis=1) >= steps)
