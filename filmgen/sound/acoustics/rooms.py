"""Rooms: what a set is made of, and how long and how loud it rings.

Materials are those of pyroomacoustics' database, absorption by octave band after Vorländer,
"Auralization" (Springer 2008), annex. Reverberation time is Eyring's with the air's share
(Kuttruff, "Room Acoustics", 6th ed., ch. 5), the level of the reverberant field that of a
diffuse one (ibid.): beside the direct sound at one metre its energy is 16 pi over the
absorption area.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

BANDS_HZ = (125, 250, 500, 1000, 2000, 4000, 8000)
"""Centres of the octave bands that everything here is given in."""
SPEED_M_S = 343.0
WALLS = ("west", "east", "south", "north", "floor", "ceiling")

OPEN = "open"
"""A material that is none: a side that is not there, from which nothing comes back."""
PERSON = "person"
_OWN: Mapping[str, tuple[float, ...]] = {
    OPEN: (1.0,) * 7,
    # Absorption area of one standing person in m2 (Kuttruff, ch. 6), so area 1 is one person.
    PERSON: (0.12, 0.24, 0.59, 0.98, 1.13, 1.12, 1.12),
    # Padding of vehicles: thin carpet and cloth over foam over metal.
    "car lining": (0.25, 0.35, 0.45, 0.50, 0.55, 0.55, 0.55),
}


@dataclass(frozen=True)
class Surface:
    """Some square metres of a material, of pyroomacoustics' database or one of our own."""

    material: str
    area_m2: float


@dataclass(frozen=True)
class Room:
    """A room as a box; a street is one without ends and ceiling.

    Attributes:
        size_m: width (x), depth (z) and height.
        surfaces: what each of `WALLS` is made of, with what stands before it.
        scattering: how much of what a surface gives back is spread, 0 to 1.
        seed: of the diffuse field.
    """

    size_m: tuple[float, float, float]
    surfaces: tuple[tuple[Surface, ...], ...]
    scattering: float = 0.35
    seed: int = 0

    @property
    def volume_m3(self) -> float:
        return math.prod(self.size_m)

    @property
    def area_m2(self) -> float:
        w, d, h = self.size_m
        return 2 * (w * d + w * h + d * h)

    def wall_m2(self, wall: int) -> float:
        """Area of one of `WALLS`."""
        w, d, h = self.size_m
        return (d * h, d * h, w * h, w * h, w * d, w * d)[wall]


@dataclass(frozen=True)
class Echo:
    """What one thing outdoors gives back.

    Attributes:
        delay_s: after the direct sound.
        gain: beside the direct sound at a metre.
        pan: -1 left to 1 right.
        spread_s: over how long the thing smears it: 0.002 a flat wall, 0.1 a wood's edge.
        high_hz: above which it gives nothing back.
    """

    delay_s: float
    gain: float
    pan: float
    spread_s: float
    high_hz: float


@dataclass(frozen=True)
class OpenAir:
    """A place without walls: some echoes, and what leaves and ground scatter."""

    echoes: tuple[Echo, ...] = ()
    wash_s: float = 0.0
    wash_gain: float = 0.0
    seed: int = 0


Acoustics: TypeAlias = Room | OpenAir


@cache
def _table() -> dict[str, tuple[float, ...]]:
    from pyroomacoustics.parameters import materials_data

    known = dict(_OWN)
    for group in materials_data["absorption"].values():
        for name, entry in group.items():
            given = tuple(float(value) for value in entry["coeffs"])
            known[name] = given + (given[-1],) * (len(BANDS_HZ) - len(given))
    return known


def absorption(material: str) -> Doubles:
    """Absorption coefficients of a material in `BANDS_HZ`, (7,), 0 to 1 (persons: m2 each).

    Raises:
        KeyError: no such material.
    """
    return np.asarray(_table()[material])


@cache
def _air() -> Doubles:
    """Energy that air takes, per metre, at 20 °C and half humidity."""
    from pyroomacoustics.parameters import air_absorption_table

    return np.asarray(air_absorption_table["20C_50-70%"])


def wall_absorption(room: Room, wall: int) -> Doubles:
    """Mean coefficient of a wall with what stands before it, (7,), at most 0.99."""
    taken = sum((s.area_m2 * absorption(s.material) for s in room.surfaces[wall]), np.zeros(7))
    mean = np.asarray(taken / room.wall_m2(wall))
    openness = all(s.material == OPEN for s in room.surfaces[wall])
    return np.ones(7) if openness else np.minimum(mean, 0.95)


def mean_absorption(room: Room) -> Doubles:
    """Of the whole room, (7,)."""
    taken = [room.wall_m2(k) * wall_absorption(room, k) for k in range(len(WALLS))]
    return np.asarray(sum(taken, np.zeros(7)) / room.area_m2)


def absorption_area_m2(room: Room) -> Doubles:
    """Eyring's absorption area with the air's share, (7,)."""
    eyring = -room.area_m2 * np.log(1.0 - np.minimum(mean_absorption(room), 0.99))
    return np.asarray(eyring + 4.0 * _air() * room.volume_m3)


def rt60_s(room: Room) -> Doubles:
    """Reverberation time by Eyring in `BANDS_HZ`, (7,)."""
    return np.asarray(24.0 * math.log(10.0) / SPEED_M_S * room.volume_m3 / absorption_area_m2(room))


def reverberant_energy(room: Room) -> Doubles:
    """Energy of the reverberant field beside the direct sound's at one metre, (7,)."""
    return np.asarray(16.0 * math.pi / absorption_area_m2(room))
