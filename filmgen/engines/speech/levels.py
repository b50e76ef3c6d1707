"""Trimming and levelling of spoken lines, so that every line cuts and sits the same."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray

LEAD_S = 0.05
TAIL_S = 0.12
SPEECH_DB = -23.0
"""Target level of the voiced part, RMS in dB of full scale."""
PEAK_DB = -1.5
"""No sample is louder: lines with high crests stay below `SPEECH_DB`."""

_WINDOW_S = 0.01
_FLOOR_DB = -42.0  # below the loudest window, a window counts as silence
_VOICED_DB = -25.0  # within this of the loudest, a window counts towards the level
_FADE_S = 0.006


def window_db(samples: FloatArray, rate_hz: int) -> FloatArray:
    """Level of each whole 10 ms window in dB of full scale, float32 (n // window,)."""
    width = max(1, round(rate_hz * _WINDOW_S))
    count = len(samples) // width
    windows = samples[: count * width].reshape(count, width).astype(np.float64)
    power = np.mean(windows * windows, axis=1)
    levels: FloatArray = (10.0 * np.log10(np.maximum(power, 1e-12))).astype(np.float32)
    return levels


def speech_span(samples: FloatArray, rate_hz: int) -> tuple[int, int] | None:
    """First sample of the speech and the one after its last, to a window; None in silence."""
    levels = window_db(samples, rate_hz)
    if not levels.size or levels.max() <= -100.0:
        return None
    width = max(1, round(rate_hz * _WINDOW_S))
    loud = np.flatnonzero(levels > levels.max() + _FLOOR_DB)
    return int(loud[0]) * width, (int(loud[-1]) + 1) * width


def trim(samples: FloatArray, rate_hz: int, lead_s: float, tail_s: float) -> FloatArray:
    """Cut or pad so that exactly `lead_s` and `tail_s` of near silence frame the speech.

    Returns:
        float32; the input itself when it holds no speech at all. Its first sample is sample
        `speech_span(...)[0] - round(lead_s * rate_hz)` of the input.
    """
    span = speech_span(samples, rate_hz)
    if span is None:
        return samples
    first = span[0] - round(lead_s * rate_hz)
    last = span[1] + round(tail_s * rate_hz)
    inside = samples[max(0, first) : min(len(samples), last)].copy()
    fade = min(round(_FADE_S * rate_hz), len(inside) // 2)
    if fade:
        ramp = np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
        inside[:fade] *= ramp
        inside[-fade:] *= ramp[::-1]
    return np.pad(inside, (max(0, -first), max(0, last - len(samples))))


def level(samples: FloatArray, rate_hz: int) -> FloatArray:
    """Bring the voiced windows to `SPEECH_DB`, no peak above `PEAK_DB`; silence is left alone."""
    levels = window_db(samples, rate_hz).astype(np.float64)
    if not levels.size or levels.max() <= -100.0:
        return samples
    voiced = levels[levels > levels.max() + _VOICED_DB]
    voiced_db = 10.0 * np.log10(np.mean(10.0 ** (voiced / 10.0)))
    gain = 10.0 ** ((SPEECH_DB - voiced_db) / 20.0)
    peak = float(np.abs(samples).max())
    gain = min(gain, 10.0 ** (PEAK_DB / 20.0) / peak)
    return (samples * np.float32(gain)).astype(np.float32)
