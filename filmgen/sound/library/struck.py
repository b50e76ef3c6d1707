"""A spot out of a recording: one of the takes in it, from its first sample on.

Libraries hold several takes of a sound in one file with silence between; generated clips
begin when the model pleases. A spot sits at its cue only if it begins at once.
"""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ

_HOP = SAMPLE_RATE_HZ // 100
_BEFORE = SAMPLE_RATE_HZ // 200
_NOTHING = 1e-6
_SILENT_DB, _NOISE_DB, _RUNG_OUT_DB, _FAINT_DB = -42.0, -25.0, -60.0, -12.0
_GAP_S, _RHYTHM_GAP_S = 0.6, 1.5
_RHYTHMS = frozenset(
    ("footsteps", "knock", "typing", "applause", "clock", "siren", "dog", "phone", "bell", "alarm")
)
"""Spots that pause within themselves."""


def struck(sound: FloatArray, kind: str, samples: int, seed: int) -> FloatArray | None:
    """One of the takes in a sound, at most `samples` long; what rings on is faded out.

    Args:
        sound: (channels, n) at 48 kHz.
        seed: chooses among takes divided by silence.

    Returns:
        float32 (channels, m), 0 < m <= samples; None where the sound is silent.
    """
    takes = takes_in(sound, _RHYTHM_GAP_S if kind in _RHYTHMS else _GAP_S)
    if not takes:
        return None
    start, stop = takes[int(np.random.default_rng([seed, len(takes)]).integers(len(takes)))]
    take = sound[:, start : min(stop, start + samples)].copy()
    fade = min(SAMPLE_RATE_HZ // 4, take.shape[1] // 5)
    if fade and stop - start > samples:
        take[:, -fade:] *= np.cos((np.arange(fade) + 0.5) / fade * (np.pi / 2)).astype(np.float32)
    return take


def takes_in(sound: FloatArray, gap_s: float) -> list[tuple[int, int]]:
    """(first, last) samples of what is divided by silence of `gap_s`, the faint ones left out."""
    hops = sound.shape[1] // _HOP
    if not hops:
        return [(0, sound.shape[1])] if np.abs(sound).max(initial=0.0) > _NOTHING else []
    power = np.mean(sound[:, : hops * _HOP].reshape(sound.shape[0], hops, _HOP) ** 2, axis=(0, 2))
    loudest = float(power.max())
    if loudest <= _NOTHING**2:
        return []
    # The room's own noise is a pause, however loud it was recorded.
    floor = min(4.0 * float(np.percentile(power, 10)), loudest * 10 ** (_NOISE_DB / 10))
    heard = np.flatnonzero(power > max(loudest * 10 ** (_SILENT_DB / 10), floor))
    breaks = np.flatnonzero(np.diff(heard) > gap_s * SAMPLE_RATE_HZ / _HOP)
    starts = heard[np.concatenate([[0], breaks + 1])]
    stops = np.concatenate([starts[1:], [hops]])
    ringing = power > loudest * 10 ** (_RUNG_OUT_DB / 10)
    found = []
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        if power[start:stop].max() < loudest * 10 ** (_FAINT_DB / 10):
            continue
        end = start + int(np.flatnonzero(ringing[start:stop])[-1]) + 1
        found.append((max(0, start * _HOP - _BEFORE), min(end * _HOP, sound.shape[1])))
    return found
