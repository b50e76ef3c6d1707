"""How far away a sound is: quieter, duller, softer at its onset, more of it by way of the place.

Level falls with the inverse of distance (a point) or of its root (what is spread along a line:
a road, a shore, a crowd), down to a floor, because temp sound that nobody hears tells nothing.
The air takes the highs after ISO 9613-1:1993, clause 6.2. What goes astray over the ground
arrives late and from all sides: the direct share shrinks and a scattered tail grows.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from filmgen.media import FloatArray
from filmgen.sound.signal.filters import filter_whole, linear_phase
from filmgen.sound.signal.noise import Doubles
from filmgen.sound.synth.grains import colour, fade_tail, reverberate, time_s

FARTHEST_M = 5000.0
_FLOOR_DB = -26.0
_CLOSEST_DB = 6.0
_POINTS_HZ = (20.0, 250.0, 500.0, 1000.0, 2000.0, 3000.0, 4000.0, 6000.0, 8000.0, 12000.0, 24000.0)


def air_absorption_db_per_m(
    frequency_hz: ArrayLike, temperature_c: float = 15.0, humidity_percent: float = 60.0
) -> Doubles:
    """Pure-tone attenuation of still air at 101.325 kPa, ISO 9613-1:1993 equations (3) to (5)."""
    f = np.asarray(frequency_hz, dtype=np.float64)
    kelvin = temperature_c + 273.15
    ratio = kelvin / 293.15
    saturation = 10.0 ** (-6.8346 * (273.16 / kelvin) ** 1.261 + 4.6151)
    h = humidity_percent * saturation
    oxygen = 24.0 + 4.04e4 * h * (0.02 + h) / (0.391 + h)
    nitrogen = ratio**-0.5 * (9.0 + 280.0 * h * math.exp(-4.170 * (ratio ** (-1.0 / 3.0) - 1.0)))
    relaxing = 0.01275 * math.exp(-2239.1 / kelvin) / (oxygen + f**2 / oxygen)
    relaxing = relaxing + 0.1068 * math.exp(-3352.0 / kelvin) / (nitrogen + f**2 / nitrogen)
    return np.asarray(8.686 * f**2 * (1.84e-11 * ratio**0.5 + ratio**-2.5 * relaxing))


def level_db(metres: float, natural_m: float, *, spread_out: bool = False) -> float:
    """Change of level against the sound's natural distance, within the floor and +6 dB."""
    law = 10.0 if spread_out else 20.0
    return min(_CLOSEST_DB, max(_FLOOR_DB, -law * math.log10(max(metres, 0.1) / natural_m)))


def at_distance(
    sound: FloatArray,
    metres: float,
    natural_m: float,
    rng: np.random.Generator,
    *,
    spread_out: bool = False,
    room_for: int = 0,
) -> FloatArray:
    """A sound as it is heard from some metres away.

    Args:
        sound: (2, n) as it is heard from `natural_m`.
        spread_out: a road, a shore, a crowd: falls by 3 dB a doubling, and keeps its width.
        room_for: samples the result may have; a spot's scattered tail may use what it needs.

    Returns:
        float32 (2, m), n <= m <= max(n, room_for).
    """
    gain = 10.0 ** (level_db(metres, natural_m, spread_out=spread_out) / 20.0)
    beyond = max(0.0, metres - natural_m)
    if beyond == 0.0:
        return np.asarray(sound * np.float32(gain), dtype=np.float32)
    scattering_s = 0.25 + 1.1 * min(1.0, beyond / 300.0)
    length = max(sound.shape[1], min(room_for, sound.shape[1] + int(0.7 * scattering_s * 48_000)))
    out = np.zeros((2, length), dtype=np.float32)
    out[:, : sound.shape[1]] = sound
    if length > sound.shape[1]:
        out[:, -480:] *= fade_tail(480, 1.0).astype(np.float32)
    air = -np.minimum(beyond * air_absorption_db_per_m(_POINTS_HZ), 70.0)
    out = filter_whole(out, linear_phase(_POINTS_HZ, air.tolist(), 511))
    astray = beyond / (beyond + (16.0 if spread_out else 8.0) * natural_m)
    if not spread_out:  # a far source is small
        middle, side = out.mean(axis=0), 0.5 * (out[0] - out[1])
        side *= np.float32((natural_m / metres) ** 0.5)
        out = np.stack([middle + side, middle - side])
    wet = reverberate(out, _scattered(rng, scattering_s, metres))
    mixed = math.sqrt(1.0 - astray) * out + math.sqrt(astray) * wet
    if length > sound.shape[1]:
        mixed[:, -4800:] *= fade_tail(min(4800, length), 1.0).astype(np.float32)
    return np.asarray(mixed * np.float32(gain), dtype=np.float32)


def _scattered(rng: np.random.Generator, rt60_s: float, metres: float) -> FloatArray:
    """What ground, walls and trees send on: noise that swells in and dies, (2, n), unit energy."""
    t = time_s(rt60_s)
    swell_s = 0.002 + 0.025 * min(1.0, metres / 400.0)
    envelope = (1.0 - np.exp(-t / swell_s)) * 10.0 ** (-3.0 * t / rt60_s)
    white = colour(rng.standard_normal((2, t.size)), 40, 5000, 1.0)
    response = white * envelope * fade_tail(t.size, 0.3)
    response /= np.sqrt(np.sum(response**2, axis=1, keepdims=True))
    return response.astype(np.float32)
