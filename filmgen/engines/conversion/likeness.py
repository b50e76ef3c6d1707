"""What of a voice is the speaker's own, in numbers, and the way from one speaker to another.

A speaker is described by the height and liveliness of the pitch, and by where the spectral
envelope lies and how it moves: mean and covariance of mel cepstra, of voiced sounds and of
unvoiced ones. One envelope becomes another speaker's in two steps. The frequency axis is
warped by the ratio of vocal tracts (Eide and Gish, ICASSP 1996: after that, what is said by
two people lies closest), then the cepstra go the optimal way between the two Gaussians
(Olkin and Pukelsheim, Linear Algebra and its Applications 48 (1982) 257): as smooth a change
as there is that gives the target's mean and covariance, and so it keeps vowels apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.frames import Spectra, envelope_power, frame_size, reshape
from filmgen.sound.signal.pitch import PitchTrack, track_pitch

Doubles = NDArray[np.float64]

BANDS = 64
CEPSTRA = 28
"""Coefficients above the loudness: detail of about a formant's width."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 11_000.0
WARPS = np.linspace(0.82, 1.22, 41)
"""Ratios of vocal tracts looked at: children to giants."""

_HEARD_DB = -38.0  # below the loudest frame: silence, which is nobody's
_SLOPES = 3
_TRACT_BY_PITCH = 0.27  # women's tracts are 1.17 times shorter at 1.8 times the pitch
_TRACT_SPREAD = 0.05
_TRUST = 30.0
_DOUBT = 40.0  # frames (0.2 s) of the other's covariance mixed into a short recording's
_NEIGHBOURS = 4
_GROUP = 512
_FLOOR = 0.02  # of the mean variance, added to every direction


@dataclass(frozen=True)
class Gaussian:
    """Mean (k,) and covariance (k, k) of cepstra, and how many frames they come from."""

    mean: Doubles
    spread: Doubles
    frames: int


@dataclass(frozen=True)
class Likeness:
    """A recording's speaker.

    Attributes:
        track: pitch, a value every 5 ms.
        bands: float64 (frames, BANDS), log power of the envelope at `band_hz`.
        heard: bool (frames,): not silence.
        top_hz: up to where the recording reaches.
    """

    track: PitchTrack
    bands: Doubles
    heard: NDArray[np.bool_]
    top_hz: float

    @cached_property
    def log_pitch(self) -> tuple[float, float]:
        """Median and spread of the pitch in octaves over 1 Hz; (0, 0) where none is voiced."""
        if self.track.voiced.sum() < 10:
            return 0.0, 0.0
        octaves = np.log2(self.track.f0_hz[self.track.voiced])
        low, middle, high = np.percentile(octaves, (16.0, 50.0, 84.0))
        return float(middle), float(high - low) / 2

    def frames_of(self, voiced: bool) -> NDArray[np.bool_]:
        """Frames that are heard and voiced, or heard and not."""
        side = self.track.voiced if voiced else ~self.track.voiced
        return np.asarray(self.heard & side[: self.heard.size])


def band_hz(top_hz: float) -> Doubles:
    """Centres of the bands (BANDS,), evenly spaced in mel up to `top_hz`."""
    low, high = (2595.0 * np.log10(1.0 + f / 700.0) for f in (LOWEST_HZ, top_hz))
    return np.asarray(700.0 * (10.0 ** (np.linspace(low, high, BANDS) / 2595.0) - 1.0))


def likeness(samples: FloatArray, rate_hz: int, top_hz: float) -> Likeness:
    """Describe the speaker of a mono float32 (n,) recording, looking up to `top_hz`."""
    track = track_pitch(samples, rate_hz)
    f: Doubles = np.fft.rfftfreq(frame_size(rate_hz), 1.0 / rate_hz).astype(np.float64)
    centres = band_hz(top_hz)
    found = np.zeros((track.f0_hz.size, BANDS))

    def look(places: NDArray[np.int64], spectra: tuple[Spectra, ...]) -> Spectra:
        found[places] = envelope_bands(spectra[0], track.f0_hz[places], f, centres)
        return spectra[0]

    reshape((samples,), rate_hz, look)  # type: ignore[arg-type]
    power = np.log(np.mean(np.exp(found), axis=1))
    heard = power > power.max() + _HEARD_DB / 10.0 * np.log(10.0)
    return Likeness(track, found, heard, top_hz)


def envelope_bands(spectra: Spectra, f0_hz: Doubles, f: Doubles, centres: Doubles) -> Doubles:
    """Log power of the envelopes behind some spectra (m, bins) at the bands' centres (m, BANDS)."""
    logs = np.log(np.maximum(envelope_power(spectra, f0_hz, f[1]), 1e-14))
    place = np.clip(centres / f[1], 0, f.size - 1.001)
    whole = place.astype(np.int64)
    rest = place - whole
    return np.asarray(logs[:, whole] * (1 - rest) + logs[:, whole + 1] * rest)


def cosines() -> Doubles:
    """Orthonormal DCT-II without its constant row, (CEPSTRA, BANDS)."""
    rows = np.arange(1, CEPSTRA + 1)[:, None]
    table = np.cos(np.pi * rows * (np.arange(BANDS) + 0.5) / BANDS)
    return np.asarray(table * np.sqrt(2.0 / BANDS))


def warped(bands: Doubles, centres: Doubles, ratio: float) -> Doubles:
    """Envelopes (m, BANDS) with everything in them moved to `ratio` times its frequency."""
    place = np.interp(centres / ratio, centres, np.arange(BANDS, dtype=np.float64))
    whole = np.minimum(place.astype(np.int64), BANDS - 2)
    rest = place - whole
    return np.asarray(bands[:, whole] * (1 - rest) + bands[:, whole + 1] * rest)


def gaussian(bands: Doubles) -> Gaussian:
    """Cepstra of envelopes (m, BANDS) as one Gaussian."""
    cepstra = bands @ cosines().T
    if len(cepstra) < 2:
        return Gaussian(np.zeros(CEPSTRA), np.eye(CEPSTRA), 0)
    return Gaussian(cepstra.mean(axis=0), np.cov(cepstra.T), len(cepstra))


def tract_ratio(ours: Likeness, theirs: Likeness) -> float:
    """By how much the target's formants lie higher than ours; 1 where it cannot be told.

    Slope and balance of the spectrum are the microphone's as much as the speaker's: the lowest
    cepstra are left out of the comparison. What a few seconds leave open the pitch decides, for
    long tracts go with long vocal folds.
    """
    mine, other = ours.frames_of(True), theirs.frames_of(True)
    if mine.sum() < 50 or other.sum() < 50:
        return 1.0
    centres = band_hz(ours.top_hz)
    target = gaussian(theirs.bands[other])
    apart = np.array(
        [_distance(gaussian(warped(ours.bands[mine], centres, r)), target) for r in WARPS]
    )
    octaves = theirs.log_pitch[0] - ours.log_pitch[0]
    likely = _TRACT_BY_PITCH * octaves * np.log(2.0)
    # Someone beside himself is no distance away at all, which no rounding may divide by.
    scale = max(float(apart.min()), 0.1 * float(np.median(apart)), 1e-9)
    cost = _TRUST * apart / scale + ((np.log(WARPS) - likely) / _TRACT_SPREAD) ** 2
    return float(WARPS[int(np.argmin(cost))])


def _distance(ours: Gaussian, theirs: Gaussian) -> float:
    """Squared Wasserstein distance of two Gaussians, the lowest cepstra left out."""
    ours, theirs = (
        Gaussian(g.mean[_SLOPES:], g.spread[_SLOPES:, _SLOPES:], g.frames) for g in (ours, theirs)
    )
    root = _root(ours.spread)
    cross = _root(root @ theirs.spread @ root)
    apart = np.sum((ours.mean - theirs.mean) ** 2)
    return float(apart + np.trace(ours.spread) + np.trace(theirs.spread) - 2 * np.trace(cross))


def optimal_way(ours: Gaussian, theirs: Gaussian) -> tuple[Doubles, Doubles]:
    """(matrix (k, k), offset (k,)): `matrix @ c + offset` takes our cepstra to theirs.

    What a short recording has not shown of its covariance is taken to be like the other's.
    """
    total = ours.frames + theirs.frames + 2 * _DOUBT
    if not ours.frames or not theirs.frames:
        return np.eye(CEPSTRA), np.zeros(CEPSTRA)
    common = (ours.spread * ours.frames + theirs.spread * theirs.frames) / max(
        1.0, total - 2 * _DOUBT
    )
    spreads = []
    for side in (ours, theirs):
        mixed = (side.spread * side.frames + common * _DOUBT) / (side.frames + _DOUBT)
        spreads.append(mixed + np.eye(CEPSTRA) * _FLOOR * np.trace(mixed) / CEPSTRA)
    root = _root(spreads[0])
    back = np.linalg.inv(root)
    matrix = back @ _root(root @ spreads[1] @ root) @ back
    return matrix, theirs.mean - matrix @ ours.mean


def nearest(cepstra: Doubles, theirs: Doubles) -> Doubles:
    """The mean of the target's frames that are most like each of ours, (m, CEPSTRA).

    k nearest neighbours among what the target said (kNN-VC: Baas, van Niekerk and Kamper,
    Interspeech 2023, there with learned features): frames are compared with what lies around
    them, so that a vowel in a word finds the vowel in such a word.

    Args:
        cepstra: ours (m, CEPSTRA), already on the target's ground; theirs (n, CEPSTRA).
    """
    if len(theirs) < 4 * _NEIGHBOURS:
        return cepstra
    scale = theirs.std(axis=0) + 1e-6
    ground = _around(theirs / scale)
    found = np.empty_like(cepstra)
    seen = _around(cepstra / scale)
    own = np.sum(ground**2, axis=1)
    for first in range(0, len(seen), _GROUP):
        rows = seen[first : first + _GROUP]
        apart = own - 2.0 * rows @ ground.T
        near = np.argpartition(apart, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
        found[first : first + _GROUP] = theirs[near].mean(axis=1)
    return found


def _around(cepstra: Doubles) -> Doubles:
    """Each frame with those 20 and 40 ms before and after it."""
    last = len(cepstra) - 1
    places = np.arange(len(cepstra))
    calm = smooth_rows(cepstra, 3)
    return np.concatenate([calm[np.clip(places + k, 0, last)] for k in (-8, -4, 0, 4, 8)], axis=1)


def smooth_rows(rows: Doubles, width: int) -> Doubles:
    """Mean over `width` (odd) frames about each of (m, k), the ends held."""
    padded = np.pad(rows, ((width // 2, width // 2), (0, 0)), mode="edge")
    total = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(padded, axis=0)])
    return np.asarray((total[width:] - total[:-width]) / width)


def _root(matrix: Doubles) -> Doubles:
    """Square root of a symmetric matrix without negative directions."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)
