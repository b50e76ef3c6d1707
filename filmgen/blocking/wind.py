"""The wind of a place: one direction in the world for all its shots, as strong as the words say.

What it carries (flames, smoke, rain) leans to the other side of the picture when the camera looks
the other way.
"""

from __future__ import annotations

import math
import re

from filmgen.blocking.camera import basis
from filmgen.blocking.chance import between
from filmgen.blocking.model import Camera
from filmgen.breakdown.model import Shot

_STEP = 0.2
"""Winds are told apart this finely: shots that look the same way share a plate."""
_BREEZE = 0.2
_BY_WEATHER = {"wind": 0.6, "storm": 0.8, "snow": 0.3, "rain": 0.3}
_BY_WORDS = (
    (re.compile(r"\b(?:gales?|hurricane|tornado|cyclone|howling wind|storm)\b", re.I), 0.9),
    (re.compile(r"\b(?:gusts?|gusty|strong wind|wind (?:howls|whips|tears|rips))\b", re.I), 0.75),
    (re.compile(r"\b(?:winds?|windy|blows across|sweeps across)\b", re.I), 0.5),
    (re.compile(r"\b(?:breeze|breezy|drifts (?:over|across|down))\b", re.I), 0.3),
)
_CALM = re.compile(r"\b(?:no wind|windless|dead calm|not a breath of wind)\b", re.IGNORECASE)
_NOT_WIND = re.compile(r"\bwind(?:s)? (?:up|down|through|along|around|its way)\b", re.IGNORECASE)


def wind_strength(shot: Shot, *, interior: bool) -> float:
    """How hard it blows where a shot plays, 0 to 1; rooms are still."""
    if interior:
        return 0.0
    said = _NOT_WIND.sub(" ", f"{shot.action} {shot.setting.words}")
    if _CALM.search(said):
        return 0.0
    found = [strength for pattern, strength in _BY_WORDS if pattern.search(said)]
    return max([_BREEZE, _BY_WEATHER.get(shot.setting.weather, 0.0), *found])


def seen_wind(shot: Shot, camera: Camera, *, interior: bool) -> float:
    """The wind across a camera's picture: -1 blows to its left, 1 to its right."""
    strength = wind_strength(shot, interior=interior)
    if strength == 0.0:
        return 0.0
    bearing = between(-math.pi, math.pi, shot.setting.key, "wind")
    right, _, _ = basis(camera)
    across = right[0] * math.sin(bearing) + right[2] * math.cos(bearing)
    # Half of a wind along the view is seen too: nothing that it carries rises straight.
    across = math.copysign(0.5 + 0.5 * abs(across), across if abs(across) > 1e-6 else 1.0)
    return round(round(across * strength / _STEP) * _STEP, 2)
