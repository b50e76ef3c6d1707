"""Feet, hanging arms and sides: what all lower halves are made of."""

from __future__ import annotations

from filmgen.blocking.chance import between, fraction
from filmgen.blocking.model import Vec3
from filmgen.blocking.skeleton import Limb, Stance

KNEE: Vec3 = (0.12, 0.1, 1.0)
BACK: Vec3 = (0.5, -0.2, -1.0)
OUT: Vec3 = (1.0, -0.3, -0.4)
"""Where knees and elbows point."""


def foot(x: float, y: float, z: float, out: float = 0.3, heel: float = 0.0) -> Limb:
    """An ankle by its place; `out` turns the toes, `heel` lifts it."""
    return Limb((x, y, z), KNEE, (out, heel))


def hang(seed: str, side: str) -> Limb:
    """An arm that hangs, never quite straight, the hand a little forward."""
    return Limb(
        (
            between(0.05, 0.13, seed, side, "out"),
            between(-0.965, -0.91, seed, side, "down"),
            between(0.06, 0.22, seed, side, "fwd"),
        ),
        (0.35, -0.2, -1.0),
        point=(-0.12, -1.0, 0.3),
    )


def either_way(base: Stance, seed: str) -> Stance:
    """Half of the people do it the other way round."""
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()
