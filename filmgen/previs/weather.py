"""Weather one can see: streaks of rain, flakes of snow, leaves and dust in the wind, wet ground.

Drawn as strokes in the air in front of the camera, few enough that faces stay clear; falling
weather that moves is the plates' business.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Light, SetPlan
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene, Stroke3

Array: TypeAlias = npt.NDArray[np.float64]

REACH_M = 9.0
"""How far off single drops and flakes are drawn."""
CLEAR_M = 2.4
"""Nearer than this nothing falls: a drop would cross the whole frame."""


def add_weather(scene: Scene, plan: SetPlan, light: Light, eye: Array, *, night: bool) -> None:
    """The weather of an exterior round the camera; nothing inside or where it is fair."""
    if plan.interior or light.weather not in ("rain", "storm", "snow", "wind"):
        return
    rng = generator(plan.seed, "weather", light.weather)
    if light.weather == "snow":
        _snow(scene, rng, eye, night)
    elif light.weather == "wind":
        _wind(scene, rng, eye)
    else:
        _rain(scene, rng, eye, light.weather == "storm", night)


def _spots(rng: np.random.Generator, count: int, eye: Array) -> Array:
    """(n, 3) places all round the camera, thicker near it, from the ground up."""
    turn = rng.uniform(0, 2 * np.pi, count)
    away = rng.uniform(CLEAR_M, REACH_M, count)
    high = eye[1] + away * rng.uniform(-0.5, 0.75, count)
    places = np.stack([eye[0] + away * np.sin(turn), high, eye[2] + away * np.cos(turn)], axis=1)
    return np.asarray(places[places[:, 1] > 0.1])


def _rain(scene: Scene, rng: np.random.Generator, eye: Array, storm: bool, night: bool) -> None:
    """Slanting streaks; on the ground, rings where drops fall."""
    slant = 0.42 if storm else 0.14
    for at in _spots(rng, 520 if storm else 400, eye):
        long = rng.uniform(0.14, 0.34)
        end = at + np.array([slant * long, -long, 0.1 * slant * long])
        if night:  # lighter than the dark behind it
            side = np.array([0.003, 0.0, 0.0])
            ring = np.stack([at - side, end - side, end + side, at + side])
            scene.strokes.append(Stroke3(ring, 1.0, 1.0, tolerance_m=0.1, fill=True, tone=0.95))
        else:
            scene.line([at, end], 1.5, 0.5, taper=False, tolerance_m=0.05)
    for _ in range(26):
        turn, away = rng.uniform(0, 2 * np.pi), rng.uniform(2.0, 11.0)
        x, z = eye[0] + away * np.sin(turn), eye[2] + away * np.cos(turn)
        r = rng.uniform(0.06, 0.14)
        drop = [
            (x + r * 1.6 * np.cos(a), 0.01, z + r * np.sin(a)) for a in np.linspace(0.4, 5.6, 8)
        ]
        scene.line(drop, 1.2, 0.6, tolerance_m=0.03)


def _snow(scene: Scene, rng: np.random.Generator, eye: Array, night: bool) -> None:
    """Flakes: white on dark, and small open rings on paper."""
    for at in _spots(rng, 420, eye):
        r = rng.uniform(0.012, 0.026)
        ring = np.stack(
            [
                at + np.array([r * np.cos(a), r * np.sin(a), 0.3 * r])
                for a in np.linspace(0, 2 * np.pi, 7)
            ]
        )
        scene.strokes.append(Stroke3(ring, 1.0, 1.0, tolerance_m=0.1, fill=True, tone=1.0))


def _wind(scene: Scene, rng: np.random.Generator, eye: Array) -> None:
    """Leaves on the air and long curved strokes."""
    for at in _spots(rng, 90, eye):
        r = rng.uniform(0.02, 0.05)
        shape = np.array([(0, 0, 0), (1, 0.5, 0), (2, 0, 0), (1, -0.4, 0), (0, 0, 0)])
        scene.line(at + r * shape, 1.6, 0.85, tolerance_m=0.05)
    for at in _spots(rng, 26, eye):
        size = rng.uniform(0.5, 1.3)
        t = np.linspace(0, 1, 7)
        path = size * np.stack([t, 0.08 * np.sin(5 * t), 0 * t], axis=1)
        scene.line(at + path, 1.2, 0.4, tolerance_m=0.05)
