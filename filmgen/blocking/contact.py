"""Where two bodies meet: hands on a back, hands in hands, a gun's line, a fist's end.

Played after everybody has a pose of their own: from the joints of the one who acts and of
whom they act on come world targets for wrists and directions for fingers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Look, Vec3
from filmgen.blocking.skeleton import bones

REACH_M: dict[str, float] = {
    "embrace": 0.38, "punch": 0.62, "touch shoulder": 0.62, "give": 0.92, "shake hands": 0.92,
    "arm around": 0.46, "whisper": 0.5, "push": 0.66,
}  # fmt: skip
"""How far apart the feet of two stand who do this to each other."""
MUTUAL = frozenset(["embrace", "shake hands"])
"""What both do."""
ANSWERS = {"punch": "struck", "push": "struck", "give": "take"}
"""What whoever it is done to does, if their own words say nothing."""
AIMED = frozenset(["aim", "aim rifle", "point", "throw", "slash"])
"""What is done in a line to whoever it is meant for, from anywhere."""


@dataclass(frozen=True)
class Touch:
    """World targets for wrists and world directions for fingers, by side "l" and "r"."""

    hands: Mapping[str, Vec3] = field(default_factory=dict)
    points: Mapping[str, Vec3] = field(default_factory=dict)


Joints = Mapping[str, Vec3]


def touch(
    upper: str, main: str, look: Look, own: Joints, other: Joints | None, target: Vec3 | None
) -> Touch | None:
    """How hands reach what they are meant for; None where the pose alone says it.

    Args:
        main: the hand it is done with, "l" or "r".
        own: joints in the pose before contact. other: of the person it is done to.
        target: what is pointed or aimed at, where there is nobody.
    """
    b = bones(look)
    aim = np.asarray(other["chest"] if other else target, np.float64) if other or target else None
    if upper in ("aim", "point") and aim is not None:
        return _aimed(upper, main, b.reach, own, aim, other is not None)
    if other is None:
        return None
    if upper == "embrace":
        return _embrace(own, other, b.reach)
    if upper == "shake hands":
        return _between(own, other, "r", 0.06, 0.60)
    if upper in ("give", "take"):
        return _between(own, other, main, 0.04 if upper == "give" else 0.10, 0.66)
    if upper == "punch":
        return _onto(own, other, main, "head", 0.13)
    if upper == "touch shoulder":
        side = _nearer(own, other)
        return _onto(own, other, main, f"{side}_shoulder", 0.07, up=0.05)
    if upper == "arm around":
        return _onto(own, other, main, f"{_farther(own, other)}_shoulder", 0.04, up=0.03)
    return None


def _aimed(
    upper: str, main: str, reach: float, own: Joints, target: Array, at_somebody: bool
) -> Touch | None:
    """The barrel, or the finger, in the line from between the eyes and the shoulder to the aim."""
    left, right = np.asarray(own["l_shoulder"]), np.asarray(own["r_shoulder"])
    if upper == "point":
        root = np.asarray(own[f"{main}_shoulder"])
        line = _unit(target - root)
        return Touch({main: _vec(root + line * reach * 0.96)}, {main: _vec(line)})
    middle = (left + right) / 2
    line = target - middle
    if not at_somebody:
        # At a thing or past somebody: a level barrel reads as an aim, one at the ceiling does not.
        flat = float(np.hypot(line[0], line[2]))
        line[1] = np.clip(line[1], -0.12 * flat, 0.08 * flat)
    line = _unit(line)
    ahead = _unit(np.cross(left - right, (0.0, 1.0, 0.0)))
    if float(line @ ahead) < 0.75:
        return None
    grip = middle + line * reach * 0.86 + np.array((0.0, 0.05 * reach, 0.0))
    other = "l" if main == "r" else "r"
    under = grip - line * 0.07 * reach - np.array((0.0, 0.06 * reach, 0.0))
    return Touch({main: _vec(grip), other: _vec(under)}, {main: _vec(line), other: _vec(line)})


def _embrace(own: Joints, other: Joints, reach: float) -> Touch:
    """One arm over, one under, both hands flat on the other's back."""
    chest, neck = np.asarray(other["chest"]), np.asarray(other["neck"])
    across = _unit(np.asarray(own["l_shoulder"]) - np.asarray(own["r_shoulder"]))
    line = chest - np.asarray(own["chest"])
    line[1] = 0.0
    line = _unit(line)
    back = 0.13 * reach / 0.57
    high = neck + line * back - np.array((0.0, 0.10, 0.0)) - across * 0.05
    low = chest + line * back - np.array((0.0, 0.08, 0.0)) + across * 0.05
    return Touch(
        {"l": _vec(high + across * 0.10), "r": _vec(low - across * 0.12)},
        {"l": _vec(-across + line * 0.2), "r": _vec(across + line * 0.2)},
    )


def _between(own: Joints, other: Joints, main: str, short: float, level: float) -> Touch:
    """Hands that meet half way, at a share of the smaller one's shoulder height."""
    a, b = np.asarray(own["pelvis"]), np.asarray(other["pelvis"])
    middle = (a + b) / 2
    low = min(own["neck"][1], other["neck"][1])
    foot = min(own["l_ankle"][1], other["l_ankle"][1])
    middle[1] = foot + (low - foot) * (level + 0.12)
    line = b - a
    line[1] = 0.0
    line = _unit(line)
    return Touch({main: _vec(middle - line * (0.06 + short))}, {main: _vec(line)})


def _onto(
    own: Joints, other: Joints, main: str, joint: str, short: float, up: float = 0.0
) -> Touch:
    root, end = np.asarray(own[f"{main}_shoulder"]), np.asarray(other[joint], np.float64)
    end = end + np.array((0.0, up, 0.0))
    line = _unit(end - root)
    return Touch({main: _vec(end - line * short)}, {main: _vec(line)})


def _nearer(own: Joints, other: Joints) -> str:
    own_at = np.asarray(own["neck"])
    gaps = {s: float(np.linalg.norm(np.asarray(other[f"{s}_shoulder"]) - own_at)) for s in "lr"}
    return min(gaps, key=lambda s: (gaps[s], s))


def _farther(own: Joints, other: Joints) -> str:
    return "r" if _nearer(own, other) == "l" else "l"


def _unit(v: Array) -> Array:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _vec(v: Array) -> Vec3:
    return (round(float(v[0]), 5), round(float(v[1]), 5), round(float(v[2]), 5))
