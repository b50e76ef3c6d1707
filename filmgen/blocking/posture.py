"""A body as turns and directions instead of points, so that poses can be mixed and stay whole.

A `Posture` is a figure's joints seen from its own floor point and facing: the turn of hips and
trunk, and every bone as a vector in the frame of the part that carries it. Mixing turns the
frames along the shortest arc and swings the bones along great circles, lengths kept (Shoemake
1985, Animating rotation with quaternion curves); feet are planted by two-bone inverse
kinematics where the caller says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import JOINTS, Figure, Vec3
from filmgen.blocking.skeleton import rotation, two_bones

SIDES = ("l", "r")
_SIGN = {"l": 1.0, "r": -1.0}


@dataclass(frozen=True)
class Posture:
    """A pose without its place.

    Attributes:
        pelvis: from the floor point, in the body frame (x left, y up, z ahead), metres.
        hips, trunk: (3, 3) rotations from the body frame.
        bones: vectors in metres by the joint they end in. "chest" and the legs down to the
            ankle are in the frame of the hips, everything above in that of the trunk, toes in
            the body frame.
        species: animals carry their shoulders on the chest, people on the neck.
    """

    pelvis: Array
    hips: Array
    trunk: Array
    bones: Mapping[str, Array]
    species: str = "human"


@dataclass(frozen=True)
class Foot:
    """Where a foot is put: world place of the ankle, and the vector from there to the toe."""

    ankle: Array
    toe: Array


def posture_of(figure: Figure) -> Posture:
    """The posture of a figure's joints; `joints_of` gives them back."""
    at = {name: np.asarray(place, np.float64) for name, place in figure.joints}
    body = rotation(0.0, figure.facing_rad, 0.0)
    human = figure.look.species == "human"
    hips = _frame(
        at["l_hip"] - at["r_hip"],
        at["pelvis"] - (at["l_hip"] + at["r_hip"]) / 2 if human else at["chest"] - at["pelvis"],
        body,
    )
    trunk = _frame(
        at["l_shoulder"] - at["r_shoulder"],
        at["neck"] - (at["l_shoulder"] + at["r_shoulder"]) / 2
        if human
        else at["neck"] - at["chest"],
        body,
    )
    bones = {}
    for joint, parent in _parents(figure.look.species).items():
        frame = _carrier(joint, body, hips, trunk)
        bones[joint] = frame.T @ (at[joint] - at[parent])
    origin = np.asarray(figure.position, np.float64)
    return Posture(
        body.T @ (at["pelvis"] - origin), body.T @ hips, body.T @ trunk, bones, figure.look.species
    )


def joints_of(
    posture: Posture,
    position: Array,
    facing_rad: float,
    feet: Mapping[str, Foot] | None = None,
) -> dict[str, Array]:
    """World joints of a posture at a place.

    Args:
        feet: where feet ("l", "r") are planted; the knees bend as the posture has them. A foot
            out of reach is approached: bones never change their length.
    """
    body = rotation(0.0, facing_rad, 0.0)
    hips, trunk = body @ posture.hips, body @ posture.trunk
    at = {"pelvis": position + body @ posture.pelvis}
    for joint, parent in _parents(posture.species).items():
        at[joint] = at[parent] + _carrier(joint, body, hips, trunk) @ posture.bones[joint]
    for side, foot in (feet or {}).items():
        hip = at[f"{side}_hip"]
        thigh, shin = posture.bones[f"{side}_knee"], posture.bones[f"{side}_ankle"]
        reach = foot.ankle - hip
        # the knee bends as the posture has it, carried along to where the leg reaches now
        pole = _carried(hips @ (thigh + shin), reach) @ (hips @ (thigh - shin))
        # and a straight leg bends forward
        pole = pole + 0.08 * np.linalg.norm(thigh) * hips[:, 2]
        knee, ankle = two_bones(
            hip, foot.ankle, float(np.linalg.norm(thigh)), float(np.linalg.norm(shin)), pole
        )
        at[f"{side}_knee"], at[f"{side}_ankle"] = knee, ankle
        at[f"{side}_toe"] = ankle + foot.toe
    return at


def placed(joints: Mapping[str, Array]) -> tuple[tuple[str, Vec3], ...]:
    """Joints as a figure holds them, in the order of `JOINTS`."""
    return tuple((name, vec(joints[name])) for name in JOINTS)


def vec(v: Array) -> Vec3:
    """A point as the data model holds it."""
    return (round(float(v[0]), 5), round(float(v[1]), 5), round(float(v[2]), 5))


def mix(
    a: Posture, b: Posture, share: float, *, arms: float | None = None, head: float | None = None
) -> Posture:
    """A posture between two of one body, 0 is `a`, 1 is `b`.

    Args:
        arms, head: shares of their own: heads lead, hands follow.
    """
    arms = share if arms is None else arms
    head = share if head is None else head
    bones = {}
    for joint, bone in a.bones.items():
        part = joint.rpartition("_")[2]
        own = arms if part in ("elbow", "wrist", "hand") else head if part == "head" else share
        via = _outward(joint) if part in ("elbow", "wrist") else None
        bones[joint] = swung(bone, b.bones[joint], own, via)
    return replace(
        a,
        pelvis=a.pelvis + (b.pelvis - a.pelvis) * share,
        hips=turned_between(a.hips, b.hips, share),
        trunk=turned_between(a.trunk, b.trunk, share),
        bones=bones,
    )


def swung(a: Array, b: Array, share: float, via: Array | None = None) -> Array:
    """A vector between two along the great circle, its length between theirs.

    Args:
        via: where an arc of more than a right angle passes by, so that a raised arm goes round
            in front of the body and not through it.
    """
    long_a, long_b = float(np.linalg.norm(a)), float(np.linalg.norm(b))
    if long_a < 1e-9 or long_b < 1e-9:
        return a + (b - a) * share
    unit_a, unit_b = a / long_a, b / long_b
    length = long_a + (long_b - long_a) * share
    cosine = float(unit_a @ unit_b)
    if via is None or cosine > 0.0:
        return slerp(unit_a, unit_b, share) * length
    # the wider the arc, the more it goes by way of `via`
    middle = unit_a + unit_b + via * min(1.0, -cosine * 2.0)
    middle = middle / max(float(np.linalg.norm(middle)), 1e-9)
    near = slerp(unit_a, middle, share)
    return slerp(near, slerp(middle, unit_b, share), share) * length


def slerp(a: Array, b: Array, share: float) -> Array:
    """A unit vector between two, along the great circle."""
    angle = math.acos(min(max(float(a @ b), -1.0), 1.0))
    if angle < 1e-7:
        return a
    if angle > math.pi - 1e-3:
        # no shortest way: by whatever is square to both
        side = np.cross(a, [0.0, 0.0, 1.0] if abs(a[2]) < 0.9 else [1.0, 0.0, 0.0])
        side = side / np.linalg.norm(side)
        return np.asarray(math.cos(share * math.pi) * a + math.sin(share * math.pi) * side)
    mixed = math.sin((1 - share) * angle) * a + math.sin(share * angle) * b
    return np.asarray(mixed / math.sin(angle))


def turned_between(a: Array, b: Array, share: float) -> Array:
    """A rotation between two, about their one common axis."""
    return a @ turn(*_axis_angle(a.T @ b), share)


def turn(axis: Array, angle_rad: float, share: float = 1.0) -> Array:
    """(3, 3) rotation about a unit axis (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = angle_rad * share
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * (cross @ cross))


def _carried(a: Array, b: Array) -> Array:
    """The least rotation that takes the direction of `a` to that of `b`."""
    axis = np.cross(a, b)
    length = float(np.linalg.norm(axis))
    if length < 1e-9:
        return np.eye(3)
    return turn(axis / length, math.atan2(length, float(a @ b)))


def _axis_angle(matrix: Array) -> tuple[Array, float]:
    angle = math.acos(min(max((float(np.trace(matrix)) - 1) / 2, -1.0), 1.0))
    skew = np.array(
        [matrix[2, 1] - matrix[1, 2], matrix[0, 2] - matrix[2, 0], matrix[1, 0] - matrix[0, 1]]
    )
    length = float(np.linalg.norm(skew))
    if length > 1e-6:
        return skew / length, angle
    if angle < 1.0:
        return np.array([0.0, 1.0, 0.0]), 0.0
    # half a turn: the axis is the eigenvector of 1
    column = int(np.argmax(np.diag(matrix)))
    axis = (matrix + np.eye(3))[:, column]
    return axis / np.linalg.norm(axis), angle


def _parents(species: str) -> Mapping[str, str]:
    return _HUMAN if species == "human" else _ANIMAL


def _tree(shoulders: str) -> dict[str, str]:
    tree = {"chest": "pelvis", "neck": "chest", "head": "neck"}
    for side in SIDES:
        tree |= {f"{side}_shoulder": shoulders, f"{side}_hip": "pelvis"}
        for chain in (("shoulder", "elbow", "wrist", "hand"), ("hip", "knee", "ankle", "toe")):
            for parent, joint in pairwise(chain):
                tree[f"{side}_{joint}"] = f"{side}_{parent}"
    return tree


_HUMAN, _ANIMAL = _tree("neck"), _tree("chest")
_BELOW = ("chest", "hip", "knee", "ankle")


def _carrier(joint: str, body: Array, hips: Array, trunk: Array) -> Array:
    part = joint.rpartition("_")[2]
    return body if part == "toe" else hips if part in _BELOW else trunk


def _outward(joint: str) -> Array:
    return np.array([0.9 * _SIGN[joint[0]], -0.1, 0.75])


def _frame(aside: Array, up: Array, body: Array) -> Array:
    """Columns left, up, ahead, made square, from what points left and roughly up."""
    length = float(np.linalg.norm(aside))
    x = aside / length if length > 1e-6 else body[:, 0]
    z = np.cross(x, up)
    length = float(np.linalg.norm(z))
    z = z / length if length > 1e-6 else body[:, 2]
    return np.stack([x, np.cross(z, x), z], axis=1)
