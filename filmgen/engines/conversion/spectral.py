"""Engine `spectral`: another voice by signal processing alone, with no weights to fetch.

The pitch goes to the target's height and liveliness with the formants left in place, then
every 5 ms the spectral envelope is filtered to where the target's would be; see `likeness`.
Words, timing and breath stay those of the recording. It is as good as a few seconds of the
target are telling, and never a clone: what a voice does beyond pitch and timbre (its accent,
its rasp) stays the speaker's.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.conversion.likeness import (
    HIGHEST_HZ,
    Doubles,
    Likeness,
    band_hz,
    cosines,
    gaussian,
    likeness,
    nearest,
    optimal_way,
    smooth_rows,
    tract_ratio,
    warped,
)
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import EngineError
from filmgen.media import FloatArray, Sound
from filmgen.sound.signal.frames import Spectra, frame_size, reshape
from filmgen.sound.signal.pitch import shift_pitch

ENGINE = "spectral"
ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples."""
LEAST_S = 0.25
"""Of sound in the target: less tells nothing of a voice."""

_MOST_SEMITONES = 18.0
_LIVELINESS = (0.6, 1.7)
_MOST_GAIN = 20.0 / 20.0 * np.log(10.0) * 2.0  # 20 dB, of log power
_BORROWED = 0.6
"""How much of an envelope is the target's own: all of it would slur what the target never said."""
_SETTLE = 5  # frames (25 ms) over which a filter may change


class SpectralEngine:
    """Conversion engine `spectral`."""

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        return EngineInfo(ENGINE, "filmgen cepstral transport", ALGORITHM_REVISION, "Apache-2.0")

    def close(self) -> None:
        """Nothing to release."""

    def convert(self, recording: Sound, target: Sound) -> Sound:
        """The recording in the voice of `target`.

        Args:
            recording, target: mono float32; their rates may differ.

        Returns:
            mono float32 at the recording's rate and of its length, as loud as it was; notes
            hold the semitones the pitch moved by and the ratio of the vocal tracts.

        Raises:
            EngineError: the target is silent or too short to tell a voice.
        """
        samples, rate_hz = recording.samples, recording.rate_hz
        top_hz = min(HIGHEST_HZ, 0.46 * rate_hz, 0.46 * target.rate_hz)
        theirs = likeness(target.samples, target.rate_hz, top_hz)
        if target.seconds < LEAST_S or not np.abs(target.samples).max(initial=0.0) > 1e-4:
            raise EngineError(ENGINE, "the target", "it is silent, or too short to tell a voice")
        if not np.abs(samples).max(initial=0.0) > 1e-4:
            return Sound(samples.copy(), rate_hz, {"semitones": 0.0, "tract": 1.0})
        ours = likeness(samples, rate_hz, top_hz)
        semitones = _moves(ours, theirs)
        moved = shift_pitch(samples, rate_hz, ours.track, semitones)
        ratio = tract_ratio(ours, theirs)
        made = _filtered(moved, rate_hz, ours, theirs, semitones, ratio)
        made *= np.float32(_rms(samples) / max(_rms(made), 1e-9))
        peak = float(np.abs(made).max())
        made = made * np.float32(min(1.0, max(1e-9, float(np.abs(samples).max()), 0.97) / peak))
        middle = float(np.median(semitones[ours.track.voiced])) if ours.track.voiced.any() else 0.0
        notes = {"semitones": round(middle, 2), "tract": round(ratio, 3)}
        return Sound(np.clip(made, -1.0, 1.0).astype(np.float32), rate_hz, notes)


def _moves(ours: Likeness, theirs: Likeness) -> Doubles:
    """Semitones to move each frame's pitch by: our contour about their middle, as lively."""
    middle, spread = ours.log_pitch
    wanted, lively = theirs.log_pitch
    if not middle or not wanted:
        return np.zeros(ours.track.f0_hz.size)
    factor = float(np.clip(lively / max(spread, 1e-3), *_LIVELINESS))
    octaves = np.log2(ours.track.f0_hz)
    moves = 12.0 * (wanted + (octaves - middle) * factor - octaves)
    return np.asarray(np.clip(moves, -_MOST_SEMITONES, _MOST_SEMITONES))


def _filtered(
    samples: FloatArray,
    rate_hz: int,
    ours: Likeness,
    theirs: Likeness,
    semitones: Doubles,
    ratio: float,
) -> FloatArray:
    """Each frame's envelope moved to where the target's would be."""
    gains = _gains(ours, theirs, ratio)
    f = np.fft.rfftfreq(frame_size(rate_hz), 1.0 / rate_hz)
    centres = band_hz(ours.top_hz)
    place = np.interp(f, centres, np.arange(centres.size, dtype=np.float64))
    whole = np.minimum(place.astype(np.int64), centres.size - 2)
    rest = place - whole

    def change(places: NDArray[np.int64], spectra: Sequence[Spectra]) -> Spectra:
        bands = gains[places]
        curve = bands[:, whole] * (1 - rest) + bands[:, whole + 1] * rest
        return np.asarray(spectra[0] * np.exp(0.5 * curve))

    return reshape((samples,), rate_hz, change)


def _gains(ours: Likeness, theirs: Likeness, ratio: float) -> Doubles:
    """Log power to add to each band of each frame, (frames, BANDS)."""
    table = cosines()
    centres = band_hz(ours.top_hz)
    moved = warped(ours.bands, centres, ratio)
    cepstra = moved @ table.T
    share = smooth_rows(ours.track.voiced[: len(moved)].astype(np.float64)[:, None], _SETTLE)
    wanted = np.zeros_like(moved)
    for voiced, part in ((True, share), (False, 1.0 - share)):
        mine, other = ours.frames_of(voiced), theirs.frames_of(voiced)
        matrix, offset = optimal_way(gaussian(moved[mine]), gaussian(theirs.bands[other]))
        there = cepstra @ matrix.T + offset
        like = nearest(there, theirs.bands[other] @ table.T)
        wanted += part * ((there + _BORROWED * (like - there)) @ table)
    held = (ours.bands @ table.T) @ table
    gains = wanted - held
    # As loud in every frame as it was: timbre moves, loudness is the actor's.
    before = np.exp(ours.bands)
    level = np.log(np.sum(before * np.exp(gains), axis=1) / np.sum(before, axis=1))
    gains -= level[:, None]
    gains = np.clip(gains, -_MOST_GAIN, _MOST_GAIN)
    gains[~ours.heard] = 0.0
    return smooth_rows(gains, _SETTLE)


def _rms(samples: FloatArray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))
