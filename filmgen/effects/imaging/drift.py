"""Texture coordinates that travel with the air.

Two phases of coordinates are carried by the flow and each is reset in turn while the other one
shows, so that a texture looked up through them streams, stretches and curls as the flow does
and is never worn out (after Max and Becker, Flow Visualization Using Moving Textures, 1995;
Neyret, Advected Textures, 2003).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from filmgen.effects.imaging.flow import moved
from filmgen.media import FloatArray

PHASES = 2
_HEAL = 0.8
"""Sigma in cells of the smoothing of displacements at every frame: what is torn heals."""
_CALM = 4.0
"""Sigma in cells of the smoothing of the flow: a texture shall go along, not be drawn out."""


@dataclass(frozen=True)
class Lives:
    """When phases are reset: exact, so that in a loop the last life ends where the first begins.

    Attributes:
        length: frames that a phase lives.
        count: lives in the loop; 0 if there is no loop.
    """

    length: Fraction
    count: int

    @classmethod
    def of(cls, life_frames: float, frames: int, *, loop: bool) -> Lives:
        if not loop:
            return cls(Fraction(max(2, round(life_frames))), 0)
        count = max(1, round(frames / life_frames))
        return cls(Fraction(frames, count), count)

    @property
    def before_start(self) -> int:
        """Frames before the first one at which the life began that the second phase is in."""
        return math.floor(self.length / 2)

    def clock(self, frame: int, phase: int) -> tuple[int, float]:
        """(how many lives the phase had before this one, its age in 0 to 1)."""
        at = Fraction(frame) / self.length + Fraction(phase, PHASES)
        lives = math.floor(at)
        return (lives % self.count if self.count else lives), float(at - lives)


def phase_weights(age: float) -> tuple[float, float]:
    """Weights of the phase of this age and of the other; squares add to 1, 0 at the reset.

    Each phase shows alone for a part of its life, for a mixture of two textures is softer than
    either.
    """
    t = min(max((abs(2.0 * age - 1.0) - 0.2) / 0.6, 0.0), 1.0)
    angle = 0.5 * math.pi * t * t * (3.0 - 2.0 * t)
    return math.cos(angle), math.sin(angle)


class Drift:
    """Displacements of both phases.

    Attributes:
        shift: float32 (PHASES, 2, rows, columns): the coordinate at x is x + shift, cells.
        cycle: how many lives each phase has had.
        age: of each phase, 0 to 1.
    """

    def __init__(self, rows: int, columns: int, lives: Lives) -> None:
        self.shift = np.zeros((PHASES, 2, rows, columns), np.float32)
        self._lives = lives
        self.cycle = [-1] * PHASES
        self.age = [0.0] * PHASES

    def go_to(self, frame: int, flow: FloatArray | None) -> None:
        """Step to `frame` with the motion (2, rows, columns) from the frame before it."""
        if flow is not None:
            flow = np.stack([cv2.GaussianBlur(part, (0, 0), _CALM) for part in flow])
        for phase in range(PHASES):
            cycle, age = self._lives.clock(frame, phase)
            fresh = cycle != self.cycle[phase] or age < self.age[phase]
            if fresh or flow is None:
                self.shift[phase] = 0.0
            else:
                carried = moved(self.shift[phase], flow) - flow
                for axis in range(2):
                    cv2.GaussianBlur(
                        carried[axis],
                        (5, 5),
                        _HEAL,
                        self.shift[phase, axis],
                        0.0,
                        cv2.BORDER_REPLICATE,
                    )
            self.cycle[phase], self.age[phase] = cycle, age
