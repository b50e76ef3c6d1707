"""Light and sky of a location: by its hour and weather, from a direction that stays."""

from __future__ import annotations

import math

from filmgen.blocking.chance import between
from filmgen.blocking.model import Light, SetPlan
from filmgen.breakdown.model import Setting
from filmgen.screenplay.model import TimeOfDay


def light_of(setting: Setting, plan: SetPlan) -> Light:
    """The light of a setting: the same for every shot there at that hour and weather.

    Inside by day light comes through the first window; at night from above the room's middle;
    outside from the sun or moon of the hour.
    """
    hour = (
        setting.time_of_day if setting.time_of_day is not TimeOfDay.UNSPECIFIED else (TimeOfDay.DAY)
    )
    night = hour is TimeOfDay.NIGHT
    low = hour in (TimeOfDay.DAWN, TimeOfDay.DUSK)
    window = next((o for o in plan.openings if o.kind == "window"), None)
    azimuth = between(-1.0, 1.0, setting.key, "sun") + 0.8
    if plan.interior and window is not None:
        outward = {"north": math.pi, "south": 0.0, "west": -math.pi / 2, "east": math.pi / 2}
        azimuth = outward[window.wall] + between(-0.5, 0.5, setting.key, "slant")
    if hour is TimeOfDay.DUSK:
        azimuth += 0.5
    height = 0.32 if low else between(0.75, 0.95, setting.key, "height")
    if night:
        height = 1.05 if plan.interior else 0.8
    key, fill, sky = 0.9, 0.45, 0.92
    if night:
        key, fill, sky = (0.75, 0.22, 0.06) if plan.interior else (0.5, 0.16, 0.08)
    elif low:
        key, fill, sky = 0.75, 0.35, 0.6 if hour is TimeOfDay.DUSK else 0.7
    weather = setting.weather
    if weather in ("rain", "storm", "snow", "fog"):
        key *= 0.45 if weather != "storm" else 0.35
        fill = min(fill + 0.15, 0.6)
        if not night:
            sky = {"rain": 0.55, "storm": 0.35, "snow": 0.78, "fog": 0.8}[weather]
    direction = (
        round(math.sin(azimuth) * math.cos(height), 5),
        round(math.sin(height), 5),
        round(math.cos(azimuth) * math.cos(height), 5),
    )
    return Light(hour.value, weather, direction, round(key, 3), round(fill, 3), sky)
