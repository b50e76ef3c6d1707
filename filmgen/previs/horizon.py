"""What closes the view out of doors: ridges of hills, woods, roofs and towers at no distance.

A ridge is a height over the horizon for every direction of the compass, the same for a location
from whichever side it is seen. It costs a look-up a pixel, whatever it shows, and its outline
is a handful of strokes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import SetPlan
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene, Stroke3

Array: TypeAlias = npt.NDArray[np.float64]
Floats: TypeAlias = npt.NDArray[np.float32]

SAMPLES = 4096
PAPER = "paper"
"""The kind of a set that is no place: an empty sheet, without sky or horizon."""
FAR_M = 380.0
"""Where outlines of what is endlessly far are drawn: inside the ground's edge."""

LAYERS: dict[str, tuple[tuple[str, float, float, float], ...]] = {
    "street": (("towers", 0.05, 0.20, 0.76), ("roofs", 0.03, 0.075, 0.55)),
    "old street": (("hills", 0.04, 0.10, 0.86), ("roofs", 0.05, 0.10, 0.6)),
    "alley": (("towers", 0.10, 0.30, 0.68), ("roofs", 0.06, 0.12, 0.47)),
    "market square": (("hills", 0.04, 0.09, 0.86), ("roofs", 0.04, 0.09, 0.57)),
    "rooftop": (("towers", 0.05, 0.24, 0.84), ("towers", 0.02, 0.10, 0.55)),
    "bridge": (("hills", 0.02, 0.05, 0.88), ("towers", 0.015, 0.10, 0.66)),
    "harbour": (("hills", 0.03, 0.09, 0.86), ("roofs", 0.012, 0.04, 0.57)),
    "gas station": (("hills", 0.03, 0.08, 0.86), ("trees", 0.01, 0.035, 0.53)),
    "parking lot": (("towers", 0.04, 0.15, 0.84), ("roofs", 0.02, 0.06, 0.57)),
    "station platform": (("hills", 0.02, 0.05, 0.86), ("roofs", 0.02, 0.05, 0.57)),
    "cemetery": (("hills", 0.04, 0.08, 0.84), ("trees", 0.04, 0.09, 0.47)),
    "church exterior": (("hills", 0.05, 0.10, 0.86), ("trees", 0.02, 0.06, 0.53)),
    "park": (("towers", 0.03, 0.13, 0.86), ("trees", 0.04, 0.08, 0.53)),
    "pool": (("hills", 0.05, 0.11, 0.86), ("trees", 0.02, 0.05, 0.57)),
    "patio": (("roofs", 0.04, 0.09, 0.76), ("trees", 0.03, 0.075, 0.55)),
    "house exterior": (("roofs", 0.03, 0.07, 0.76), ("trees", 0.025, 0.07, 0.55)),
    "road": (("peaks", 0.04, 0.13, 0.88), ("hills", 0.015, 0.05, 0.7), ("trees", 0.01, 0.02, 0.49)),
    "forest": (("pines", 0.13, 0.24, 0.66), ("trees", 0.07, 0.15, 0.43)),
    "jungle": (("peaks", 0.12, 0.25, 0.84), ("trees", 0.10, 0.20, 0.45)),
    "campsite": (("peaks", 0.12, 0.28, 0.86), ("pines", 0.10, 0.18, 0.45)),
    "beach": (("hills", 0.01, 0.05, 0.84),),
    "cliff": (("hills", 0.01, 0.05, 0.86),),
    "river": (("hills", 0.05, 0.11, 0.86), ("pines", 0.03, 0.075, 0.51)),
    "desert": (("mesas", 0.02, 0.08, 0.84), ("dunes", 0.006, 0.03, 0.93)),
    "snow": (("peaks", 0.06, 0.22, 0.90), ("pines", 0.015, 0.045, 0.47)),
    "mountains": (
        ("peaks", 0.14, 0.38, 0.88), ("peaks", 0.06, 0.20, 0.70), ("pines", 0.015, 0.05, 0.43),
    ),
    "field": (("hills", 0.03, 0.075, 0.86), ("trees", 0.010, 0.030, 0.51)),
    "farm": (("hills", 0.04, 0.10, 0.86), ("trees", 0.012, 0.035, 0.53)),
    "shack": (("peaks", 0.06, 0.18, 0.88), ("pines", 0.04, 0.09, 0.51)),
}  # fmt: skip
"""(shape, least and most height as a tangent, tone by day), far to near, by kind of place."""
_PLAIN = (("hills", 0.03, 0.08, 0.86), ("trees", 0.015, 0.045, 0.53))


@dataclass(frozen=True)
class Ridge:
    """A skyline all round.

    Attributes:
        shape: of `LAYERS`. tone: of its mass by day.
        heights: float32 (SAMPLES,), tangent of the elevation for azimuths from -pi to pi,
            where an azimuth is atan2(x, z).
    """

    shape: str
    tone: float
    heights: Floats


@lru_cache(maxsize=16)
def ridges(kind: str, seed: int) -> tuple[Ridge, ...]:
    """The skylines of a place, far to near."""
    made = []
    for rank, (shape, low, high, tone) in enumerate(LAYERS.get(kind, _PLAIN)):
        rng = generator(seed, "ridge", str(rank), shape)
        line = low + (high - low) * np.clip(_SHAPES[shape](rng), 0.0, 1.0)
        made.append(Ridge(shape, tone, line.astype(np.float32)))
    return tuple(made)


def _waves(rng: np.random.Generator, most: int) -> Array:
    """Smooth, periodic, 0 to 1."""
    at = np.linspace(0, 2 * np.pi, SAMPLES, endpoint=False)
    total = np.zeros(SAMPLES)
    for k in range(2, most):
        total += np.sin(k * at + rng.uniform(0, 2 * np.pi)) * rng.uniform(0.3, 1.0) / k**0.7
    total -= total.min()
    return np.asarray(total / total.max())


def _hills(rng: np.random.Generator) -> Array:
    return _waves(rng, 9)


def _dunes(rng: np.random.Generator) -> Array:
    line = _waves(rng, 14)
    return np.asarray(line**1.6)


def _peaks(rng: np.random.Generator) -> Array:
    at = np.arange(SAMPLES)
    line = 0.16 * _waves(rng, 12)
    for k in range(26):
        centre = (k + rng.uniform(-0.4, 0.4)) * SAMPLES / 26
        wide = rng.uniform(0.03, 0.075) * SAMPLES
        away = (at - centre + SAMPLES / 2) % SAMPLES - SAMPLES / 2
        lean = np.where(away < 0, rng.uniform(0.7, 1.2), rng.uniform(0.7, 1.2))
        slope = np.clip(1 - np.abs(away) / (wide * lean), 0, 1)
        line = np.maximum(line, rng.uniform(0.35, 1.0) * slope)
    jag = np.interp(np.linspace(0, 300, SAMPLES), np.arange(301), rng.uniform(-1, 1, 301))
    return np.asarray(line + 0.035 * jag)


def _bumps(rng: np.random.Generator, least: float, most: float, power: float) -> Array:
    """Crowns side by side, `least` to `most` degrees wide."""
    line = np.zeros(SAMPLES)
    base = 0.35 + 0.4 * _waves(rng, 12)
    start = 0
    while start < SAMPLES:
        wide = int(rng.uniform(least, most) / 360 * SAMPLES) + 3
        at = np.arange(start, min(start + wide, SAMPLES))
        share = 1 - np.abs((at - start) / (wide - 1) * 2 - 1)
        high = base[at[0]] + rng.uniform(-0.12, 0.25)
        line[at] = np.maximum(line[at], high * (0.62 + 0.38 * share**power))
        start += max(int(wide * rng.uniform(0.55, 0.95)), 2)
    return line


def _trees(rng: np.random.Generator) -> Array:
    return _bumps(rng, 1.1, 3.4, 0.45)


def _pines(rng: np.random.Generator) -> Array:
    return _bumps(rng, 0.7, 1.7, 1.1)


def _blocks(rng: np.random.Generator, least: float, most: float, gables: float) -> Array:
    line = np.zeros(SAMPLES)
    high = _waves(rng, 7)
    start = 0
    while start < SAMPLES:
        wide = int(rng.uniform(least, most) / 360 * SAMPLES) + 4
        end = min(start + wide, SAMPLES)
        level = 0.15 + 0.85 * high[start] * rng.uniform(0.35, 1.0)
        line[start:end] = level
        if rng.uniform() < gables:
            share = 1 - np.abs(np.linspace(-1, 1, end - start))
            line[start:end] = level * (0.72 + 0.34 * share)
        elif rng.uniform() < 0.3 and end - start > 12:
            middle = start + (end - start) // 3
            line[middle : middle + 4] = level * 1.16
        start = end
        if rng.uniform() < 0.25:
            start += int(rng.uniform(0.2, 1.2) / 360 * SAMPLES)
    return line


def _roofs(rng: np.random.Generator) -> Array:
    return _blocks(rng, 1.6, 4.6, 0.65)


def _towers(rng: np.random.Generator) -> Array:
    return _blocks(rng, 1.4, 4.2, 0.06)


def _mesas(rng: np.random.Generator) -> Array:
    at = np.arange(SAMPLES)
    line = np.zeros(SAMPLES)
    for k in range(14):
        centre = (k + rng.uniform(-0.45, 0.45)) * SAMPLES / 14
        wide = rng.uniform(0.008, 0.04) * SAMPLES
        away = np.abs((at - centre + SAMPLES / 2) % SAMPLES - SAMPLES / 2)
        rise = np.clip(1 - (away - wide) / (0.35 * wide + 12), 0, 1)
        line = np.maximum(line, rng.uniform(0.3, 1.0) * rise**0.7)
    return line


_SHAPES: dict[str, Callable[[np.random.Generator], Array]] = {
    "hills": _hills, "dunes": _dunes, "peaks": _peaks, "trees": _trees, "pines": _pines,
    "roofs": _roofs, "towers": _towers, "mesas": _mesas,
}  # fmt: skip
_STEP = {"hills": 24, "dunes": 24, "peaks": 6, "trees": 3, "pines": 3, "mesas": 6}


def add_horizon(scene: Scene, plan: SetPlan, eye: Array, *, night: bool = False) -> None:
    """The outlines of a place's ridges, where no nearer ridge hides them.

    By night the far windows of roofs and towers are lit.
    """
    layers = ridges(plan.kind, plan.seed)
    for rank, ridge in enumerate(layers):
        front = np.zeros(SAMPLES, np.float32)
        for nearer in layers[rank + 1 :]:
            front = np.maximum(front, nearer.heights)
        width = 3.0 + 0.9 * (rank == len(layers) - 1)
        chosen = np.arange(0, SAMPLES, _STEP.get(ridge.shape, 2))
        seen = (ridge.heights > front + 0.0008)[chosen]
        spots = _points(chosen, ridge.heights[chosen], eye)
        run = max(8, 200 // _STEP.get(ridge.shape, 2))
        for start in range(0, len(chosen), run):
            piece = slice(start, min(start + run + 1, len(chosen)))
            if seen[piece].all():
                scene.line(spots[piece], width, 0.95, taper=False, tolerance_m=5.0)
                continue
            for a, b in _runs(seen[piece]):
                if b - a > 2:
                    scene.line(spots[piece][a:b], width, 0.95, taper=False, tolerance_m=5.0)
    if night:
        _lights(scene, plan, layers, eye)


def _runs(seen: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    marks = np.flatnonzero(np.diff(np.concatenate([[0], seen.view(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(marks[::2], marks[1::2], strict=True)]


def _points(samples: npt.NDArray[np.int64], heights: Floats, eye: Array) -> Array:
    angle = samples * (2 * np.pi / SAMPLES) - np.pi
    points = np.stack([np.sin(angle), heights.astype(np.float64), np.cos(angle)], axis=1) * FAR_M
    return np.asarray(points + eye)


def _lights(scene: Scene, plan: SetPlan, layers: tuple[Ridge, ...], eye: Array) -> None:
    """Lit windows far off: white specks in the nearest roofs or towers."""
    rng = generator(plan.seed, "far windows")
    built = [ridge for ridge in layers if ridge.shape in ("roofs", "towers")]
    for ridge in built[-1:]:
        for at in rng.integers(0, SAMPLES, 80):
            high = float(ridge.heights[at]) * float(rng.uniform(0.2, 0.85))
            if high < 0.006:
                continue
            angle = at * (2 * np.pi / SAMPLES) - np.pi
            forward = np.array([np.sin(angle), high, np.cos(angle)])
            side = np.array([np.cos(angle), 0.0, -np.sin(angle)]) * 0.0016 * FAR_M
            centre = eye + forward * (FAR_M - 2.0)
            up = np.array([0.0, 0.0022 * FAR_M, 0.0])
            ring = np.stack([centre - side - up, centre + side - up, centre + side + up,
                             centre - side + up])  # fmt: skip
            scene.strokes.append(Stroke3(ring, 1.0, 1.0, tolerance_m=5.0, fill=True, tone=1.0))
