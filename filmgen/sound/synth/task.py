"""What a recipe of the synthesiser is given, and how its knobs are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import Doubles, frame_count, frame_times_s, stream
from filmgen.timecode import SAMPLE_RATE_HZ


@dataclass(frozen=True)
class Task:
    """One bed or spot to make.

    Attributes:
        samples: length at 48 kHz; a spot may return fewer.
        intensity: 0 to 1: how much of it: wind's force, a crowd's size, a blow's weight.
        seed: every layer draws from its own stream of it.
        parameters: knobs of this kind, checked against the recipe's table before.
        room: 0 to 1: how much of the small room a spot brings along; 0 where a set answers.
    """

    samples: int
    intensity: float
    seed: int
    parameters: Mapping[str, Any] = field(default_factory=dict)
    room: float = 1.0

    def rng(self, layer: str) -> np.random.Generator:
        return stream(self.seed, layer)

    @property
    def frames(self) -> int:
        """Blocks of moving noise that cover the task."""
        return frame_count(self.samples)

    @property
    def times_s(self) -> Doubles:
        return frame_times_s(self.samples)

    @property
    def seconds(self) -> float:
        return self.samples / SAMPLE_RATE_HZ

    def word(self, name: str, default: str) -> str:
        """A knob that is a word."""
        return str(self.parameters.get(name, default))

    def number(self, name: str, default: float) -> float:
        """A knob that is a number."""
        return float(self.parameters.get(name, default))

    def part(self, layer: str, intensity: float, **parameters: Any) -> Task:
        """The same stretch for another recipe, as a layer of this one."""
        seed = int(self.rng("part " + layer).integers(0, 2**31))
        return Task(self.samples, intensity, seed, parameters, self.room)

    def silence(self) -> FloatArray:
        return np.zeros((2, self.samples), dtype=np.float32)


Make: TypeAlias = Callable[[Task], FloatArray]


@dataclass(frozen=True)
class Recipe:
    """How a kind is made.

    Attributes:
        make: returns float32 (2, n), any level.
        level_lufs: loudness of the finished sound at intensity 0.6 (beds: integrated;
            spots: the loudest 400 ms), beside dialogue at about -23.
        correction_db: gain that brings `make` to that level; measured, not guessed:
            see `tests/sound/test_synth.py`.
        knobs: names of parameters, each with its allowed words, or () for a number.
        natural_m: how far away it is as made; `distance` is measured against it.
        spread_out: a road, a shore, a crowd rather than a point.
    """

    make: Make
    level_lufs: float
    correction_db: float
    knobs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    natural_m: float = 4.0
    spread_out: bool = False
