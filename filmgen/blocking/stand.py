"""A figure on its feet: where it stands, how its legs reach the ground, how it stands at ease."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Figure
from filmgen.blocking.posture import SIDES, Foot, Posture, joints_of, posture_of, vec
from filmgen.blocking.skeleton import Stance, rotation, solve

ARM = ("elbow", "wrist", "hand")
"""What swings below a shoulder."""


@dataclass(frozen=True)
class Stand:
    """A figure's pose at its place: what a step begins or ends with."""

    posture: Posture
    position: Array
    facing_rad: float
    feet: Mapping[str, Foot]

    @property
    def joints(self) -> dict[str, Array]:
        return joints_of(self.posture, self.position, self.facing_rad, self.feet)


def stand_of(figure: Figure) -> Stand:
    """A figure as a `Stand`."""
    at = dict(figure.joints)
    feet = {
        side: Foot(
            np.asarray(at[f"{side}_ankle"], np.float64),
            np.subtract(at[f"{side}_toe"], at[f"{side}_ankle"]),
        )
        for side in SIDES
    }
    position = np.asarray(figure.position, np.float64)
    return Stand(posture_of(figure), position, figure.facing_rad, feet)


def upright(figure: Figure, position: Array, facing_rad: float) -> Figure:
    """The same person standing at ease somewhere, with what the hands hold where it was."""
    joints = solve(figure.look, Stance(), vec(position), facing_rad)
    plain = replace(
        figure,
        pose="stand",
        position=vec(position),
        facing_rad=round(facing_rad, 5),
        joints=joints,
    )
    if not figure.held:
        return plain
    own, rest = posture_of(figure), stand_of(plain)
    carried = {side for side, _ in figure.held}
    kept = {
        joint: own.bones[joint] if joint[0] in carried and joint[2:] in ARM else bone
        for joint, bone in rest.posture.bones.items()
    }
    held = joints_of(replace(rest.posture, bones=kept), rest.position, facing_rad, rest.feet)
    rows = tuple((name, vec(held[name])) for name, _ in joints)
    return replace(plain, joints=rows)


def within_reach(
    posture: Posture, position: Array, facing_rad: float, feet: Mapping[str, Foot], leg: float
) -> Posture:
    """The posture with its hips low enough for both legs to reach their feet."""
    body = rotation(0.0, facing_rad, 0.0)
    lower = 0.0
    for side, foot in feet.items():
        hip = position + body @ (posture.pelvis + posture.hips @ posture.bones[f"{side}_hip"])
        flat = math.hypot(hip[0] - foot.ankle[0], hip[2] - foot.ankle[2])
        reach = 0.995 * leg
        high = foot.ankle[1] + math.sqrt(max(reach**2 - min(flat, 0.9 * reach) ** 2, 0.0))
        lower = max(lower, float(hip[1]) - high)
    if lower <= 0.0:
        return posture
    return replace(posture, pelvis=posture.pelvis - np.array([0.0, lower, 0.0]))


def angle_to(a: float, b: float) -> float:
    """The shortest turn from one yaw to another, -pi to pi."""
    return (b - a + math.pi) % (2 * math.pi) - math.pi
