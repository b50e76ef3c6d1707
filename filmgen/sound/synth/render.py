"""The synthesiser: one way to make every bed and spot of its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.acoustics.distance import FARTHEST_M, at_distance
from filmgen.sound.signal.filters import filter_whole, linear_phase
from filmgen.sound.signal.noise import stream
from filmgen.sound.synth.grains import fade_tail
from filmgen.sound.synth.table import BEDS, SPOTS
from filmgen.sound.synth.task import Recipe, Task

__all__ = ["BEDS", "SPOTS", "check_parameters", "render"]

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
        parameters: the kind's knobs, and for every kind `muffled` 0 to 1 (heard through a
            wall or a window) and `distance` in metres, 0.1 to 5000 (`sound.acoustics.distance`);
            for spots `dry` 0 to 1: without the small room they bring along, for what is sent
            into a set's own. What a landscape answers (thunder, a horn, a shot outside) stays.

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
    room = 1.0 - min(max(float(knobs.pop("dry", 0.0)), 0.0), 1.0)
    made = recipe.make(Task(samples, intensity, seed, knobs, room))[:, :samples]
    out: FloatArray = made * np.float32(10.0 ** (recipe.correction_db / 20.0))
    return as_heard(out, kind, samples, seed, {**knobs, "muffled": muffled})


def as_heard(
    sound: FloatArray, kind: str, samples: int, seed: int, parameters: Mapping[str, Any]
) -> FloatArray:
    """A sound from where it is heard: at its distance, through its wall, its summits softened.

    Whatever made it: the synthesiser, a model, a microphone.

    Args:
        sound: float32 (2, n) at 48 kHz, at its natural level.
        kind: a key of `BEDS` or `SPOTS`; others stay where they are.
        samples: the most that a spot may last.
        parameters: `muffled` and `distance`, as of `render`; others are passed over.
    """
    out = sound
    recipe = BEDS.get(kind) or SPOTS.get(kind)
    muffled = float(parameters.get("muffled", 0.0))
    if "distance" in parameters and recipe is not None:
        out = at_distance(
            out,
            float(parameters["distance"]),
            recipe.natural_m,
            stream(seed, "distance"),
            spread_out=recipe.spread_out,
            room_for=samples if kind in SPOTS else 0,
        )
    if kind in SPOTS and out.shape[1] > 1:  # whatever still rings ends softly
        edge = min(960, out.shape[1])
        out[:, -edge:] *= fade_tail(edge, 1.0).astype(np.float32)
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
        if name == "muffled" or (name == "dry" and kind in SPOTS):
            _number(kind, name, value)
        elif name == "distance":
            if not 0.1 <= _number(kind, name, value) <= FARTHEST_M:
                raise ValueError(f"{kind}: distance is {value!r} m; use 0.1 to {FARTHEST_M:.0f}")
        else:
            _check(kind, recipe, name, value)


def _check(kind: str, recipe: Recipe, name: str, value: object) -> None:
    if name not in recipe.knobs:
        every = ("distance", "dry", "muffled") if kind in SPOTS else ("distance", "muffled")
        known = ", ".join([*sorted(recipe.knobs), *every])
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
