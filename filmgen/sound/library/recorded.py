"""From a recorded or generated take to a bed or a spot: any length, a level.

What a microphone or a model gives is of some length and some level. Beds are
laid from it without a seam: pieces join where they are, by cross-fades whose gains follow how
alike the two pieces are, so that the level neither dips nor swells.

Signal-matched cross-fade: M. Fink, M. Holters, U. Zölzer, "Signal-matched power-complementary
cross-fading and dry-wet mixing", DAFx 2016.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.loudness import measure
from filmgen.sound.synth.render import BEDS, SPOTS
from filmgen.timecode import SAMPLE_RATE_HZ

PEAK = 0.98
DB_PER_INTENSITY = 12.0
NATURAL_INTENSITY = 0.6
CROSS_FADE_S = 2.0
_LEAST_HEARD_S = 1.0
_LEAST_TAKE = SAMPLE_RATE_HZ // 10


def natural_level_lufs(kind: str, intensity: float, otherwise: float = -26.0) -> float:
    """Where a sound of this kind sits beside dialogue at -23 LUFS, whatever made it.

    Args:
        kind: of the synthesiser's; others sit at `otherwise`.
        intensity: 0 to 1.
    """
    recipe = BEDS.get(kind) or SPOTS.get(kind)
    level = recipe.level_lufs if recipe else otherwise
    return level + DB_PER_INTENSITY * (intensity - NATURAL_INTENSITY)


def levelled(samples: FloatArray, target_lufs: float, *, sustained: bool) -> FloatArray:
    """At a loudness, no peak above `PEAK`; what holds no sound at all is left as it is.

    Args:
        samples: (channels, n) at 48 kHz.
        sustained: measured over the whole (integrated), else where it is loudest (momentary).
    """
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0
    if rms < 1e-7:
        return samples
    scaled = samples * np.float32(0.1 / rms)  # well above the meter's gate
    least = round(_LEAST_HEARD_S * SAMPLE_RATE_HZ)
    heard = scaled
    if scaled.shape[1] < least:
        # Less than a second is no measure: followed by silence, or going on as it is.
        more = least - scaled.shape[1]
        heard = np.pad(scaled, ((0, 0), (0, more)), mode="wrap" if sustained else "constant")
    loudness = measure(heard)
    found = loudness.integrated_lufs if sustained else loudness.momentary_max_lufs
    gain = 10.0 ** ((target_lufs - (found if found is not None else -20.0)) / 20.0)
    gain = min(gain, PEAK / float(np.abs(scaled).max()))
    return np.ascontiguousarray(scaled * np.float32(gain), dtype=np.float32)


def joined(before: FloatArray, after: FloatArray, fade: int) -> FloatArray:
    """One piece running into the next over `fade` samples, at an even level.

    Both (channels, n), at least `fade` long; the result is shorter by `fade` than their sum.
    Unlike pieces cross with equal power, equal ones with equal amplitude.
    """
    if fade <= 0:
        return np.concatenate([before, after], axis=1)
    seam = crossed(before[:, -fade:], after[:, :fade])
    return np.concatenate([before[:, :-fade], seam, after[:, fade:]], axis=1)


def crossed(tail: FloatArray, head: FloatArray) -> FloatArray:
    """Two stretches of one length (channels, n), the first giving way to the second."""
    a, b = tail.astype(np.float64), head.astype(np.float64)
    power = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    alike = float(np.clip(np.sum(a * b) / power, 0.0, 1.0)) if power > 0 else 0.0
    angle = (np.arange(tail.shape[1]) + 0.5) / tail.shape[1] * (np.pi / 2)
    out, into = np.cos(angle), np.sin(angle)
    even = np.sqrt(1.0 + 2.0 * alike * out * into)
    mixed: FloatArray = ((a * out + b * into) / even).astype(np.float32)
    return mixed


def stretched_out(take: FloatArray, length: int, seed: int, lags: Sequence[int] = ()) -> FloatArray:
    """A take of any length made to last: its own start, then pieces of it in a seeded order.

    Pieces are a third to two thirds of the take, from places that differ from where the last
    one ended, half of them with their polarity turned: that is not heard, and repeats of one
    place then cancel in the autocorrelation instead of adding up to a loop.

    Args:
        take: (channels, n). length: wanted samples.
        lags: how far apart, in samples, two channels hold the same sound, where they do.

    Returns:
        float32 (channels, length). The take's own start where it is long enough.
    """
    have = take.shape[1]
    if have >= length:
        return np.ascontiguousarray(take[:, :length])
    if have < _LEAST_TAKE:  # too little to be taken apart
        take = np.tile(take, (1, -(-_LEAST_TAKE // have)))
        return stretched_out(take, length, seed, lags)
    rng = np.random.default_rng([seed, have])
    fade = min(round(CROSS_FADE_S * SAMPLE_RATE_HZ), have // 6)
    out = np.zeros((take.shape[0], length), np.float32)
    out[:, :have] = take
    end = left_at = have
    while end < length:
        span = int(rng.integers(have // 3, 2 * have // 3 + 1))
        # Not from where the last piece is ending: two of one place, a moment apart, are a comb.
        places = rng.integers(0, have - span + 1, 16)
        away = np.abs(places - (left_at - fade))
        apart = np.min([np.abs(away - lag) for lag in (0, *lags)], axis=0)
        start = int(places[np.argmax(np.minimum(apart, have // 16))])
        piece = take[:, start : start + span] * np.float32(rng.choice((-1.0, 1.0)))
        seam = crossed(out[:, end - fade : end], piece[:, :fade])
        piece = np.concatenate([seam, piece[:, fade:]], axis=1)[:, : length - end + fade]
        out[:, end - fade : end - fade + piece.shape[1]] = piece
        end += span - fade
        left_at = start + span
    return out
