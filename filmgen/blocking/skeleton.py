"""Bodies: bone lengths from a look, and joints from a stance. Forward and inverse kinematics.

A body frame has x to the figure's left, y up, z forward, so that at yaw 0 it is the world's
own. Lengths are fractions of the body below the chin (`body`), measured on the classic
seven-and-a-half-head adult; children keep a larger head over a shorter body, so their limbs
scale with what the head leaves. Limbs bend by two-bone inverse kinematics with a pole: bone
lengths are therefore the same in every pose.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import JOINTS, Look, Vec3

_AGES = (0.0, 3.0, 6.0, 10.0, 14.0, 18.0)
_HEADS = (4.2, 4.9, 5.6, 6.3, 6.9, 7.5)
"""How many heads tall people are, by age."""


@dataclass(frozen=True)
class Bones:
    """Bone lengths of a body in metres.

    Attributes:
        head: crown to chin. body: chin to floor, standing straight.
        reach: shoulder to wrist.
    """

    head: float
    body: float
    pelvis_height: float
    spine: float
    upper_spine: float
    neck: float
    hip_half: float
    hip_drop: float
    shoulder_half: float
    shoulder_drop: float
    upper_arm: float
    forearm: float
    hand: float
    thigh: float
    shin: float
    ankle: float
    foot: float

    @property
    def reach(self) -> float:
        return self.upper_arm + self.forearm


def head_height_m(look: Look) -> float:
    """Crown to chin, in metres; for animals the skull from poll to jaw.

    Shot sizes are measured with it: the drawing's skull must span it, centred on "head".
    """
    if look.species != "human":
        return look.height_m * {"dog": 0.30, "cat": 0.34, "horse": 0.24, "bird": 0.30}.get(
            look.species, 0.3
        )
    heads = float(np.interp(look.age_years, _AGES, _HEADS))
    return look.height_m / heads


def bones(look: Look) -> Bones:
    """The human body of a look. Build widens shoulders and hips a little, not bones."""
    head = head_height_m(look)
    body = look.height_m - head
    female = look.gender == "female"
    width = 0.5 + 0.5 * look.build
    return Bones(
        head=head,
        body=body,
        pelvis_height=0.622 * body,
        spine=0.205 * body,
        upper_spine=0.125 * body,
        neck=0.048 * body + 0.5 * head,
        hip_half=(0.056 if female else 0.052) * body * width,
        hip_drop=0.024 * body,
        shoulder_half=(0.121 if female else 0.137) * body * width,
        shoulder_drop=0.022 * body,
        upper_arm=0.196 * body,
        forearm=0.176 * body,
        hand=0.062 * body,
        thigh=0.278 * body,
        shin=0.276 * body,
        ankle=0.046 * body,
        foot=0.125 * body,
    )


@dataclass(frozen=True)
class Limb:
    """Where a hand or foot goes.

    Attributes:
        at: hands: from the shoulder, in the chest's frame, in units of `Bones.reach`, x away
            from the midline; feet: the ankle, in the body frame from the floor point, in units
            of `Bones.body`, x away from the midline.
        pole: where elbow or knee points, same frame and mirroring.
        turn: feet only: toes out (yaw) and heel up (pitch), radians.
        point: hands only: where the fingers point, same frame and mirroring; None goes on
            from the forearm.
    """

    at: Vec3
    pole: Vec3 = (0.55, -0.55, -0.6)
    turn: tuple[float, float] = (0.0, 0.0)
    point: Vec3 | None = None


@dataclass(frozen=True)
class Stance:
    """A pose, free of any body's size.

    Angles are (pitch, yaw, roll): pitch leans forward, yaw turns to the figure's left, roll
    leans to its right.

    Attributes:
        pelvis: sideways and forward shift from the floor point, in units of `Bones.body`.
        pelvis_height: as a fraction of its standing height.
        pelvis_turn: of the hips against the facing; spine: of the chest against the hips;
            head: of the head against the chest.
        floor_feet: whether feet stand on the floor (or the surface given to `solve`).
    """

    pelvis: tuple[float, float] = (0.0, 0.0)
    pelvis_height: float = 0.985
    pelvis_turn: Vec3 = (0.0, 0.0, 0.0)
    spine: Vec3 = (0.0, 0.0, 0.0)
    head: Vec3 = (0.0, 0.0, 0.0)
    l_hand: Limb = field(default_factory=lambda: Limb((0.12, -0.94, 0.12)))
    r_hand: Limb = field(default_factory=lambda: Limb((0.12, -0.94, 0.12)))
    l_foot: Limb = field(default_factory=lambda: Limb((0.075, 0.0, 0.0), (0.1, 0.0, 1.0)))
    r_foot: Limb = field(default_factory=lambda: Limb((0.075, 0.0, 0.0), (0.1, 0.0, 1.0)))

    def mirrored(self) -> Stance:
        """Left and right exchanged."""

        def flip(v: Vec3) -> Vec3:
            return (v[0], -v[1], -v[2])

        return replace(
            self,
            pelvis=(-self.pelvis[0], self.pelvis[1]),
            pelvis_turn=flip(self.pelvis_turn),
            spine=flip(self.spine),
            head=flip(self.head),
            l_hand=self.r_hand,
            r_hand=self.l_hand,
            l_foot=self.r_foot,
            r_foot=self.l_foot,
        )


def rotation(pitch: float, yaw: float, roll: float) -> Array:
    """(3, 3) matrix: roll about z, then pitch about x, then yaw about y."""
    cp, sp, cy, sy, cr, sr = (
        math.cos(pitch), math.sin(pitch), math.cos(yaw), math.sin(yaw), math.cos(roll),
        math.sin(roll),
    )  # fmt: skip
    return np.array(
        [
            [cy * cr + sy * sp * sr, -cy * sr + sy * sp * cr, sy * cp],
            [cp * sr, cp * cr, -sp],
            [-sy * cr + cy * sp * sr, sy * sr + cy * sp * cr, cy * cp],
        ]
    )


def two_bones(
    root: Array, target: Array, first: float, second: float, pole: Array
) -> tuple[Array, Array]:
    """Middle and end joint of a limb that reaches for `target`, bending towards `pole`.

    A target out of reach is approached along the same line: lengths never change.
    """
    line = target - root
    distance = float(np.linalg.norm(line))
    if distance < 1e-6:
        line, distance = np.array([0.0, -1.0, 0.0]), 1e-6
    direction = line / max(distance, 1e-9) if distance > 1e-6 else line
    reach = min(max(distance, abs(first - second) * 1.05 + 1e-3), (first + second) * 0.998)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    aside = math.sqrt(max(first**2 - along**2, 0.0))
    side = pole - direction * float(pole @ direction)
    length = float(np.linalg.norm(side))
    if length < 1e-6:
        side = np.cross(direction, [0.0, 0.0, 1.0]) + np.array([1e-6, 0.0, 0.0])
        length = float(np.linalg.norm(side))
    middle = root + direction * along + side * (aside / length)
    return middle, root + direction * reach


def solve(
    look: Look,
    stance: Stance,
    position: Vec3,
    facing_rad: float,
    *,
    seat_m: float | None = None,
    surface_m: float = 0.0,
    gaze: Vec3 | None = None,
    hands: Mapping[str, Vec3] | None = None,
    points: Mapping[str, Vec3] | None = None,
) -> tuple[tuple[str, Vec3], ...]:
    """World joints of a human in a stance.

    Args:
        position: floor point under the figure, metres; its y is the ground it stands on.
        seat_m: height of what it sits on above `position`; None: the stance's own height.
        surface_m: height of what feet and lying bodies rest on, above `position`.
        gaze: world point the head turns to, within what a neck allows.
        hands: world targets for "l" and "r" wrists that override the stance.
        points: world directions of the fingers, the same.
    """
    b = bones(look)
    origin = np.asarray(position, np.float64)
    frame = rotation(0.0, facing_rad, 0.0)
    stoop = 0.16 * min(max((look.age_years - 62) / 25.0, 0.0), 1.0)
    height = b.pelvis_height * stance.pelvis_height + surface_m
    if seat_m is not None:
        height = seat_m + 0.075 * b.body
    pelvis = origin + frame @ np.array(
        [stance.pelvis[0] * b.body, height, stance.pelvis[1] * b.body]
    )
    hips = frame @ rotation(*stance.pelvis_turn)
    chest_turn = hips @ rotation(stance.spine[0] * 0.5 + stoop * 0.4, *_half(stance.spine))
    chest = pelvis + chest_turn @ np.array([0.0, b.spine, 0.0])
    torso = hips @ rotation(stance.spine[0] + stoop, stance.spine[1], stance.spine[2])
    neck = chest + torso @ np.array([0.0, b.upper_spine, 0.0])
    skull = torso @ rotation(stance.head[0] - stoop, stance.head[1], stance.head[2])
    if gaze is not None:
        skull = _look_at(torso, skull, neck + torso @ np.array([0.0, b.neck, 0.0]), gaze)
    # The neck carries half of the head's pitch, so that looking down also moves the head.
    head = neck + _halfway(torso, skull) @ np.array([0.0, b.neck, 0.012 * b.body])
    joints: dict[str, Array] = {"pelvis": pelvis, "chest": chest, "neck": neck, "head": head}
    for side, sign in (("l", 1.0), ("r", -1.0)):
        arm = stance.l_hand if side == "l" else stance.r_hand
        mirror = np.array([sign, 1.0, 1.0])
        shoulder = neck + torso @ np.array([sign * b.shoulder_half, -b.shoulder_drop, 0.0])
        wanted = hands.get(side) if hands else None
        target = (
            np.asarray(wanted, np.float64)
            if wanted is not None
            else shoulder + torso @ (mirror * arm.at) * b.reach
        )
        elbow, wrist = two_bones(
            shoulder, target, b.upper_arm, b.forearm, torso @ (mirror * arm.pole)
        )
        fore = (wrist - elbow) / b.forearm
        if points and side in points:
            fore = _bent(fore, np.asarray(points[side], np.float64))
        elif arm.point is not None and wanted is None:
            fore = _bent(fore, torso @ (mirror * arm.point))
        joints[f"{side}_shoulder"], joints[f"{side}_elbow"] = shoulder, elbow
        joints[f"{side}_wrist"], joints[f"{side}_hand"] = wrist, wrist + fore * b.hand
        leg = stance.l_foot if side == "l" else stance.r_foot
        hip = pelvis + hips @ np.array([sign * b.hip_half, -b.hip_drop, 0.0])
        foot = origin + frame @ (
            mirror * leg.at * b.body + np.array([0.0, b.ankle + surface_m, 0.0])
        )
        knee, ankle = two_bones(hip, foot, b.thigh, b.shin, frame @ (mirror * leg.pole))
        toe_turn = frame @ rotation(leg.turn[1], sign * leg.turn[0], 0.0)
        toe = ankle + toe_turn @ _toe(b)
        joints[f"{side}_hip"], joints[f"{side}_knee"] = hip, knee
        joints[f"{side}_ankle"], joints[f"{side}_toe"] = ankle, toe
    return tuple((name, _vec(joints[name])) for name in JOINTS)


def _toe(b: Bones) -> Array:
    drop = 0.6 * b.ankle
    return np.array([0.0, -drop, math.sqrt(b.foot**2 - drop**2)])


def _bent(fore: Array, wish: Array) -> Array:
    """A hand's direction: as wished, but bent against the forearm by 75 degrees at most."""
    wish = wish / max(float(np.linalg.norm(wish)), 1e-9)
    cos = float(fore @ wish)
    least = math.cos(1.3)
    if cos >= least:
        return wish
    aside = wish - fore * cos
    length = float(np.linalg.norm(aside))
    if length < 1e-6:
        return fore
    return fore * least + aside / length * math.sin(1.3)


def _half(turn: Vec3) -> tuple[float, float]:
    return turn[1] * 0.5, turn[2] * 0.5


def _halfway(a: Array, b: Array) -> Array:
    """A rotation between two, by re-orthogonalising their mean (small angles)."""
    mean = a + b
    y = mean[:, 1] / max(float(np.linalg.norm(mean[:, 1])), 1e-9)
    z = mean[:, 2] - y * float(mean[:, 2] @ y)
    norm = float(np.linalg.norm(z))
    z = z / norm if norm > 1e-9 else a[:, 2]
    return np.stack([np.cross(y, z), y, z], axis=1)


def _look_at(torso: Array, skull: Array, eyes: Array, gaze: Vec3) -> Array:
    """The head's frame turned to `gaze`, at most 70 degrees aside and 40 up or down."""
    local = torso.T @ (np.asarray(gaze, np.float64) - eyes)
    flat = math.hypot(local[0], local[2])
    if flat < 1e-6 and abs(local[1]) < 1e-6:
        return skull
    yaw = min(max(math.atan2(local[0], local[2]), -1.22), 1.22)
    pitch = min(max(-math.atan2(local[1], max(flat, 1e-6)), -0.7), 0.75)
    return torso @ rotation(pitch, yaw, 0.0)


def _vec(v: Array) -> Vec3:
    return (round(float(v[0]), 5), round(float(v[1]), 5), round(float(v[2]), 5))


def head_axes(joints: Mapping[str, Vec3], facing_rad: float, gaze: Vec3 | None) -> Array:
    """(3, 3) columns left, up, forward of the head, as the drawing should turn it.

    Up runs from the neck to the head; forward is towards `gaze` where given (as far as a neck
    turns), else the body's facing, made square to up.
    """
    up = np.subtract(joints["head"], joints["neck"]).astype(np.float64)
    up /= max(float(np.linalg.norm(up)), 1e-9)
    shoulders = np.subtract(joints["l_shoulder"], joints["r_shoulder"]).astype(np.float64)
    ahead = np.cross(shoulders, up)
    if float(np.linalg.norm(ahead)) < 1e-6:
        ahead = np.array([math.sin(facing_rad), 0.0, math.cos(facing_rad)])
    ahead /= float(np.linalg.norm(ahead))
    if gaze is not None:
        left = np.cross(up, ahead)
        torso = np.stack([left, up, ahead], axis=1)
        return _look_at(torso, torso, np.asarray(joints["head"], np.float64), gaze)
    return np.stack([np.cross(up, ahead), up, ahead], axis=1)
