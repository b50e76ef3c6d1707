"""Channels: any number folded to two, one spread to two, two leaning to a side each."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.filters import filter_whole, linear_phase
from filmgen.timecode import SAMPLE_RATE_HZ

_HALF = np.float32(np.sqrt(0.5))
_WIDE = (0.924, 0.383)  # cos and sin of 22.5 degrees: channels correlate by 0.71
_SPREAD, _SPREAD_DELAY = 0.5, round(0.013 * SAMPLE_RATE_HZ)
_ABOVE_BASS = linear_phase([20, 120, 250, 24000], [-40, -30, 0, 0], 1023)


def folded(samples: FloatArray) -> FloatArray:
    """Any channels (c, n) to mono (1, n) or stereo (2, n); what is no number becomes silence.

    5.1 is folded down (ITU-R BS.775, LFE dropped); any other number above two is averaged.
    """
    rows = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    if rows.shape[0] == 6:
        left, right, centre, _, rear_left, rear_right = rows
        rows = np.stack(
            [left + _HALF * (centre + rear_left), right + _HALF * (centre + rear_right)]
        )
    elif rows.shape[0] > 2:
        rows = rows.mean(axis=0, keepdims=True)
    return np.ascontiguousarray(rows, dtype=np.float32)


def widened(left: FloatArray, right: FloatArray) -> FloatArray:
    """Two takes of one sound, each (n,), leaning to a side each: stereo (2, n)."""
    near, far = _WIDE
    return np.stack([near * left + far * right, near * right + far * left]).astype(np.float32)


def spread(mono: FloatArray) -> FloatArray:
    """One channel (n,) as a stereo pair (2, n) of the same sound, spread above the bass.

    The sum of both sides is the mono again: what one side gains of a delayed copy, the other
    loses (Lauridsen's network; M. R. Schroeder, "An artificial stereophonic effect obtained
    from a single audio signal", J. Audio Eng. Soc. 6, 1958).
    """
    late = np.zeros((1, mono.size), np.float32)
    if mono.size > _SPREAD_DELAY:
        late[0, _SPREAD_DELAY:] = mono[:-_SPREAD_DELAY]
    side = np.float32(_SPREAD) * filter_whole(late, _ABOVE_BASS)[0]
    return np.stack([mono + side, mono - side]).astype(np.float32)
