"""The silences of a line: made longer or shorter, and breath drawn in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from filmgen.media import FloatArray

_WINDOW_S = 0.01
_SILENT_DB = -36.0  # below the loud parts
_SHORTEST_S = 0.07  # a stop consonant's closure is shorter
_PHRASE_S = 0.11  # a gap this long is the end of a phrase: breath may be drawn
_LEAST_GAP_S = 0.04
_FADE_S = 0.004
BREATH_S = (0.26, 0.42)
"""Shortest and longest drawn breath."""
_BREATH_DB = -17.0
"""Of a breath at full, beside the speech."""
_THROAT = ((850.0, 300.0, 0.5), (1750.0, 420.0, 1.0), (3400.0, 800.0, 0.35))
"""Resonances of a drawn breath: centre and half width in Hz, gain."""


@dataclass(frozen=True)
class Splice:
    """So many seconds put in (or taken out, if negative) at a second of the recording."""

    at_s: float
    seconds: float


def silences(samples: FloatArray, rate_hz: int) -> list[tuple[float, float]]:
    """(from, to) in seconds of the silences inside a line, its lead and tail left out."""
    width = max(1, round(rate_hz * _WINDOW_S))
    count = samples.size // width
    if count < 3:
        return []
    windows = samples[: count * width].reshape(count, width).astype(np.float64)
    power = np.mean(windows**2, axis=1)
    if not power.any():
        return []
    loud = float(np.percentile(power[power > 0.001 * power.max()], 75))
    heard = np.flatnonzero(power > loud * 10.0 ** (_SILENT_DB / 10.0))
    gaps = np.flatnonzero(np.diff(heard) > max(2, round(_SHORTEST_S / _WINDOW_S)))
    return [
        ((int(heard[k]) + 1) * width / rate_hz, int(heard[k + 1]) * width / rate_hz) for k in gaps
    ]


def breathe(
    samples: FloatArray,
    rate_hz: int,
    rng: np.random.Generator,
    *,
    pauses: float = 1.0,
    breaths: float = 0.0,
) -> tuple[FloatArray, tuple[Splice, ...]]:
    """Stretch the pauses of a line and let breath be heard in them.

    Args:
        samples: mono float32 (n,).
        pauses: factor on every silence inside the line.
        breaths: 0 to 1: drawn before the line and between its phrases.

    Returns:
        the longer or shorter line, and what was put in where; see `moved_words`.
    """
    loud = loud_rms(samples, rate_hz)
    gaps = silences(samples, rate_hz)
    if breaths > 0 and loud > 0:
        gaps = [(0.0, 0.02), *gaps]
    pieces: list[FloatArray] = []
    splices: list[Splice] = []
    drawn: list[tuple[int, FloatArray]] = []  # (where it ends in the new line, the breath)
    done = longer = 0
    for first, (start_s, end_s) in enumerate(gaps):
        opens = breaths > 0 and first == 0
        change_s = 0.0 if opens else max((pauses - 1.0) * (end_s - start_s),
                                         _LEAST_GAP_S - (end_s - start_s))  # fmt: skip
        breath = np.zeros(0, dtype=np.float32)
        if breaths > 0 and (opens or end_s - start_s >= _PHRASE_S) and (not opens or breaths > 0.5):
            length_s = float(rng.uniform(*BREATH_S))
            breath = drawn_breath(round(length_s * rate_hz), rate_hz, rng)
            breath *= np.float32(loud * breaths * 10.0 ** (_BREATH_DB / 20.0))
            # What is drawn fills the pause that is there, and lengthens it by the rest.
            change_s = max(change_s, length_s + 0.04 - (0.0 if opens else end_s - start_s))
        cut = round(0.5 * (start_s + end_s) * rate_hz)
        length = round(change_s * rate_hz)
        longer += length
        if breath.size:
            drawn.append((round((end_s - 0.02) * rate_hz) + longer, breath))
        if not length:
            continue
        splices.append(Splice(cut / rate_hz, length / rate_hz))
        if length < 0:
            pieces.append(_faded(samples[done : cut + length // 2], rate_hz, tail=True))
            done = cut + length // 2 - length
            continue
        pieces.append(_faded(samples[done:cut], rate_hz, tail=True))
        pieces.append(np.zeros(length, dtype=np.float32))
        done = cut
    pieces.append(_faded(samples[done:], rate_hz, tail=False) if pieces else samples[done:])
    line = np.concatenate(pieces)
    for end, breath in drawn:
        breath = breath[-end:] if breath.size > end else breath
        line[end - breath.size : end] += breath
    return line, tuple(splices)


def drawn_breath(length: int, rate_hz: int, rng: np.random.Generator) -> FloatArray:
    """An inhaled breath of RMS 1 at its height, float32 (length,).

    Turbulence at the lips and in the throat: broad resonances near 0.9, 1.8 and 3.4 kHz, swelling
    and cut off by the first sound (Nakano et al., Interspeech 2008, measured 1.6 to 1.9 kHz).
    """
    size = 1 << max(4, (length - 1).bit_length())
    f = np.fft.rfftfreq(size, 1.0 / rate_hz)
    colour = sum(
        gain / (1.0 + ((f - centre) / width) ** 2) ** 0.9
        for centre, width, gain in _THROAT
    ) / np.sqrt(1.0 + (350.0 / np.maximum(f, 1.0)) ** 6)  # fmt: skip
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(size)) * colour, n=size)[:length]
    t = np.linspace(0.0, 1.0, length, endpoint=False)
    swell = np.sin(np.pi * t**1.5) ** 1.2
    height = float(np.sqrt(np.mean(noise**2))) or 1.0
    return (noise / height * swell).astype(np.float32)


def loud_rms(samples: FloatArray, rate_hz: int) -> float:
    """RMS of the parts in which somebody speaks: windows within 25 dB of the loudest."""
    width = max(1, round(rate_hz * _WINDOW_S))
    count = samples.size // width
    if not count:
        return 0.0
    windows = samples[: count * width].reshape(count, width).astype(np.float64)
    power = np.mean(windows**2, axis=1)
    heard = power[power > power.max() * 10.0**-2.5]
    return float(np.sqrt(heard.mean())) if heard.size else 0.0


def moved_notes(notes: Mapping[str, Any], splices: Sequence[Splice]) -> dict[str, Any]:
    """A recording's notes, its times (`words`, `phones`, `phrases`) moved by what was put in."""
    if not splices:
        return dict(notes)

    def moved(second: float) -> float:
        shifted = second
        for splice in splices:
            if splice.seconds >= 0:
                shifted += splice.seconds if second > splice.at_s - 1e-6 else 0.0
            else:  # times inside what is cut out fall on the cut
                start = splice.at_s + splice.seconds / 2
                shifted -= min(max(0.0, second - start), -splice.seconds)
        return round(shifted, 4)

    changed = dict(notes)
    for name in ("words", "phones"):
        if name in changed:
            changed[name] = [[said, moved(a), moved(b)] for said, a, b in changed[name]]
    if "phrases" in changed:
        changed["phrases"] = [
            {**phrase, "start_s": moved(phrase["start_s"])} for phrase in changed["phrases"]
        ]
    return changed


def _faded(piece: FloatArray, rate_hz: int, *, tail: bool) -> FloatArray:
    """A copy whose cut end glides to silence, or whose cut beginning comes from it."""
    faded = piece.copy()
    length = min(round(_FADE_S * rate_hz), faded.size)
    if length:
        ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
        if tail:
            faded[-length:] *= ramp[::-1]
        else:
            faded[:length] *= ramp
    return faded
