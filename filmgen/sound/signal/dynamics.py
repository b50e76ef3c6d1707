"""Gain that follows the programme: ducking under speech, and a true-peak limiter.

Both work on control tracks of a few values a millisecond or slower and look ahead, so
that gain has moved before the sound that asks for it arrives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from filmgen.media import FloatArray

Doubles = NDArray[np.float64]

DUCK_STEP = 480
"""Samples from one value of the ducking track to the next: 10 ms."""
LIMIT_STEP = 48
"""Samples from one value of the limiter's track to the next: 1 ms."""


@dataclass(frozen=True)
class Ducking:
    """How something gives way to speech, in steps of `DUCK_STEP`.

    Attributes:
        lead: it is down this long before the first word.
        attack: it takes this long to go down, odd.
        hold: it stays down this long over the pauses within a line.
        release_s: time constant of its coming back.
    """

    lead: int
    attack: int
    hold: int
    release_s: float


BEDS = Ducking(lead=12, attack=25, hold=35, release_s=0.45)
MUSIC = Ducking(lead=15, attack=61, hold=90, release_s=1.2)
"""Music swells and falls in phrases: gain that moves as fast as a bed's would be heard to pump."""

_FLOOR_RMS = 10.0 ** (-55.0 / 20.0)
_BELOW_SPEECH = 10.0 ** (-26.0 / 20.0)

_LOOK_AHEAD = 6
_LIMIT_RELEASE_S = 0.08


def speech_present(levels: ArrayLike) -> NDArray[np.bool_]:
    """Where in a track of 10 ms RMS levels somebody speaks: within 26 dB of its loud parts."""
    rms = np.asarray(levels, dtype=np.float64)
    heard = rms[rms > _FLOOR_RMS]
    if not heard.size:
        return np.zeros(rms.size, dtype=bool)
    return rms > max(_FLOOR_RMS, float(np.percentile(heard, 90)) * _BELOW_SPEECH)


def duck_track(speech: ArrayLike, duck_db: float, how: Ducking = BEDS) -> Doubles:
    """Gain in dB for each 10 ms, from whether somebody speaks in it.

    Goes down ahead of speech, stays down over short pauses, and comes back exponentially.
    """
    present = np.asarray(speech, dtype=bool)
    if not present.any() or duck_db >= 0:
        return np.zeros(present.size)
    near = _dilate(present, how.lead + how.attack // 2, how.hold).astype(np.float64)
    kernel = np.hanning(how.attack + 2)[1:-1]
    padded = np.pad(near, how.attack // 2, mode="edge")
    depth = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    keep = float(np.exp(-DUCK_STEP / 48_000 / how.release_s))
    return np.asarray(duck_db * _released(np.clip(depth, 0.0, 1.0), keep))


def _dilate(flags: NDArray[np.bool_], before: int, after: int) -> NDArray[np.bool_]:
    """True from `before` steps ahead of each true value to `after` steps past it."""
    edges = np.zeros(flags.size + 1, dtype=np.int64)
    where = np.flatnonzero(flags)
    np.add.at(edges, np.maximum(where - before, 0), 1)
    np.add.at(edges, np.minimum(where + after + 1, flags.size), -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def _released(depth: Doubles, keep: float) -> Doubles:
    """Each value, or what an exponential fall left of the ones before, if that is more."""
    out = depth.copy()
    last = 0.0
    for k, value in enumerate(depth.tolist()):
        last = max(value, last * keep)
        out[k] = last
    return out


def limiter_track(excess: FloatArray) -> FloatArray:
    """Gain at the boundaries between milliseconds so that no peak passes the ceiling.

    Args:
        excess: (n,) peak of each millisecond over the ceiling, linear: 2.0 is 6 dB too hot.

    Returns:
        (n + 1,) gains, at most 1. Interpolated linearly between boundaries, the gain in
        millisecond k is at most 1 / excess[k].
    """
    count = excess.size
    if not count or float(excess.max()) <= 1.0:
        return np.ones(count + 1, dtype=np.float32)
    needed = np.minimum(1.0, 1.0 / np.maximum(excess.astype(np.float64), 1e-9))
    nodes = np.ones(count + 1)
    nodes[:-1] = needed
    nodes[1:] = np.minimum(nodes[1:], needed)
    # The least gain within reach, then its mean over the same reach: smooth, never above.
    wide = np.pad(nodes, 2 * _LOOK_AHEAD, mode="edge")
    reach = 2 * _LOOK_AHEAD + 1
    least = np.lib.stride_tricks.sliding_window_view(wide, reach).min(axis=1)
    keep = float(np.exp(-LIMIT_STEP / 48_000 / _LIMIT_RELEASE_S))
    least = 1.0 - _released(1.0 - least, keep)
    kernel = np.hanning(reach + 2)[1:-1]
    smooth = np.convolve(least, kernel / kernel.sum(), mode="valid")
    return np.minimum(smooth, nodes).astype(np.float32)


def at_samples(
    track: ArrayLike, step: int, start: int, stop: int, offset: float = 0.0
) -> FloatArray:
    """A control track at the samples `start` to `stop`; value k stands at (k + offset) * step."""
    values = np.asarray(track, dtype=np.float64)
    first = max(0, start // step - 2)
    last = min(values.size, stop // step + 3)
    near = values[first:last]
    if not near.size:
        return np.full(stop - start, values[-1] if values.size else 0.0, dtype=np.float32)
    if near.min() == near.max():  # as most of a film is
        return np.full(stop - start, near[0], dtype=np.float32)
    places = (np.arange(first, last) + offset) * step
    return np.interp(np.arange(start, stop), places, near).astype(np.float32)
