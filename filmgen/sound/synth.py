"""The synthesiser's table: every bed and spot it can make, and the one way to make it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.filters import filter_whole, linear_phase
from filmgen.sound.noise import band, noise
from filmgen.sound.synth_blasts import explosion, gunshot, thunder
from filmgen.sound.synth_city import traffic
from filmgen.sound.synth_fire import fire
from filmgen.sound.synth_impacts import (
    bark,
    click,
    crash,
    creak,
    door,
    footsteps,
    glass,
    impact,
    knock,
    slap,
    whoosh,
)
from filmgen.sound.synth_nature import forest, night
from filmgen.sound.synth_people import applause, bar, cheer, crowd, gasp
from filmgen.sound.synth_rooms import (
    aircraft,
    car,
    clock,
    hospital,
    hum,
    office,
    room,
    train,
    typing,
)
from filmgen.sound.synth_signals import alarm, bell, engine, horn, kettle, phone, siren
from filmgen.sound.synth_task import Recipe, Task
from filmgen.sound.synth_water import sea, splash, stream
from filmgen.sound.synth_weather import rain, storm, wind


def still(task: Task) -> FloatArray:
    """What is left when nothing sounds: a floor of noise, so that no file is digitally silent."""
    return noise(task.rng("still"), task.samples, [band(40, 8000)], [0.001])


BEDS: Mapping[str, Recipe] = {
    "silence": Recipe(still, -68.0, -13.8),
    "room": Recipe(room, -50.0, -11.0, {"size": ("small", "medium", "large")}),
    "wind": Recipe(wind, -37.0, -16.5, {"leaves": (), "whistle": ()}),
    "rain": Recipe(rain, -35.0, -18.4, {"surface": ("ground", "roof", "tin", "glass", "leaves")}),
    "storm": Recipe(storm, -31.0, -19.0, {"thunder": ()}),
    "fire": Recipe(fire, -34.0, -13.8, {"crackle": ()}),
    "sea": Recipe(sea, -34.0, -15.4, {"shore": ("sand", "shingle")}),
    "stream": Recipe(stream, -37.0, -17.1, {"size": ("brook", "river", "waterfall", "tap")}),
    "forest": Recipe(forest, -39.0, -11.8),
    "night": Recipe(night, -41.0, -7.9, {"owl": ()}),
    "traffic": Recipe(
        traffic, -36.0, -16.8, {"distance": ("near", "far"), "road": ("street", "highway")}
    ),
    "crowd": Recipe(
        crowd, -35.0, -20.3, {"place": ("inside", "outside"), "mood": ("calm", "lively")}
    ),
    "bar": Recipe(bar, -34.0, -23.1, {"cutlery": ()}),
    "office": Recipe(office, -44.0, -7.9),
    "hospital": Recipe(hospital, -46.0, -8.6, {"beeps": ()}),
    "clock": Recipe(clock, -48.0, -0.8, {"rate": ()}),
    "machine": Recipe(hum, -36.0, -14.1, {"clank": ()}),
    "car": Recipe(car, -36.0, -16.5, {"speed": ()}),
    "train": Recipe(train, -34.0, -16.0, {"speed": ()}),
    "aircraft": Recipe(aircraft, -34.0, -16.4),
}
"""Sounds that go on: as long as asked, never repeating."""

SPOTS: Mapping[str, Recipe] = {
    "gunshot": Recipe(gunshot, -20.0, -3.0, {"place": ("inside", "outside")}),
    "explosion": Recipe(explosion, -15.0, -15.6),
    "thunder": Recipe(thunder, -20.0, -18.9),
    "splash": Recipe(splash, -24.0, -11.4),
    "door": Recipe(door, -27.0, -6.7, {"action": ("open", "close", "slam")}),
    "knock": Recipe(knock, -26.0, -7.4, {"times": ()}),
    "footsteps": Recipe(
        footsteps,
        -33.0,
        -2.5,
        {"surface": ("wood", "concrete", "gravel", "grass", "snow"), "pace": ()},
    ),
    "impact": Recipe(impact, -24.0, -8.9, {"on": ("floor", "metal", "body")}),
    "slap": Recipe(slap, -25.0, -4.1),
    "glass": Recipe(glass, -22.0, -8.7),
    "click": Recipe(click, -33.0, -9.4),
    "whoosh": Recipe(whoosh, -29.0, -23.7),
    "creak": Recipe(creak, -34.0, -20.5),
    "crash": Recipe(crash, -17.0, -6.2),
    "applause": Recipe(applause, -27.0, 3.9),
    "cheer": Recipe(cheer, -22.0, -19.5),
    "gasp": Recipe(gasp, -31.0, -12.1),
    "typing": Recipe(typing, -35.0, -4.4, {"machine": ("keyboard", "typewriter")}),
    "dog": Recipe(bark, -26.0, -15.6),
    "phone": Recipe(phone, -27.0, -8.1, {"ring": ("bell", "mobile", "buzz")}),
    "bell": Recipe(bell, -26.0, -13.8, {"size": ("church", "door", "hand", "school")}),
    "siren": Recipe(siren, -25.0, -24.2, {"style": ("wail", "two-tone")}),
    "horn": Recipe(horn, -23.0, -19.7, {"of": ("car", "truck", "ship", "train")}),
    "alarm": Recipe(alarm, -29.0, -17.7, {"style": ("clock", "fire", "heart")}),
    "engine": Recipe(engine, -25.0, -15.2, {"action": ("start", "rev", "pass")}),
    "kettle": Recipe(kettle, -32.0, -24.3),
}
"""Sounds that happen once, from their first sample; their length is their own."""

_MUFFLED = linear_phase([20, 150, 400, 1000, 3000, 24000], [0, -1, -8, -20, -38, -60], 1023)


def render(
    kind: str,
    intensity: float,
    samples: int,
    seed: int,
    parameters: Mapping[str, Any] | None = None,
) -> FloatArray:
    """Make a bed or a spot.

    Args:
        kind: a key of `BEDS` or `SPOTS`.
        intensity: 0 to 1.
        samples: length at 48 kHz. Spots are cut to it, and may be shorter.
        seed: 0 to 2**31 - 1.
        parameters: the kind's knobs, and for every kind `muffled` 0 to 1: heard through
            a wall or a window.

    Returns:
        float32 (2, n) within [-1, 1], at its natural level beside dialogue at -23 LUFS.

    Raises:
        KeyError: unknown kind.
        ValueError: a knob that does not exist or a value it does not take.
    """
    recipe = BEDS[kind] if kind in BEDS else SPOTS[kind]
    knobs = dict(parameters or {})
    check_parameters(kind, knobs)
    muffled = float(knobs.pop("muffled", 0.0))
    made = recipe.make(Task(samples, intensity, seed, knobs))[:, :samples]
    out: FloatArray = made * np.float32(10.0 ** (recipe.correction_db / 20.0))
    if muffled > 0:
        out = (1 - muffled) * out + muffled * filter_whole(out, _MUFFLED)
    top = float(np.abs(out).max()) if out.size else 0.0
    if top > 0.98:
        # A soft knee for the rare summit: nothing of the waveform below 0.7 is touched.
        loud = np.abs(out) > 0.7
        out[loud] = np.sign(out[loud]) * (0.7 + 0.28 * np.tanh((np.abs(out[loud]) - 0.7) / 0.28))
    return np.ascontiguousarray(out, dtype=np.float32)


def check_parameters(kind: str, parameters: Mapping[str, Any]) -> None:
    """Whether a kind takes these knobs; other engines of the same kinds ask too.

    Raises:
        KeyError: unknown kind.
        ValueError: a knob that does not exist or a value it does not take.
    """
    recipe = BEDS[kind] if kind in BEDS else SPOTS[kind]
    for name, value in parameters.items():
        if name == "muffled":
            _number(kind, name, value)
        else:
            _check(kind, recipe, name, value)


def _check(kind: str, recipe: Recipe, name: str, value: object) -> None:
    if name not in recipe.knobs:
        known = ", ".join([*sorted(recipe.knobs), "muffled"])
        raise ValueError(f"{kind} has no parameter {name!r}; it has {known}")
    words = recipe.knobs[name]
    if words and value not in words:
        raise ValueError(f"{kind}: {name} is {value!r}; use {', '.join(words)}")
    if not words:
        _number(kind, name, value)


def _number(kind: str, name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise ValueError(f"{kind}: {name} is {value!r}; use a number")
    return float(value)
