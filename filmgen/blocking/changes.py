"""One figure's way from a key pose to the next.

Limbs swing along arcs with their bones' lengths kept, heads lead and hands follow, feet step
instead of sliding, and whoever changes place walks there (see `gait`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.gait import Walk, pace_m_s
from filmgen.blocking.model import Expression, Figure, SetPlan, Vec3
from filmgen.blocking.poses import stance
from filmgen.blocking.posture import SIDES, Foot, joints_of, mix, placed, swung, turn, vec
from filmgen.blocking.skeleton import bones, head_axes, rotation, solve
from filmgen.blocking.stand import angle_to, stand_of, upright, within_reach
from filmgen.blocking.trot import Trot
from filmgen.blocking.ways import way_between
from filmgen.easing import smootherstep

STEP_M = 0.45
"""Whoever changes place by more than this walks there."""
SHORTEST_S, LONGEST_S = 0.4, 1.2
"""How long a change of pose on the spot takes."""
_ON_FEET = ("stand", "walk", "run", "lean", "stagger", "lunge", "jump", "climb")
_STRIDES = ("walk", "run", "stagger")


def lower_of(figure: Figure) -> str:
    """What the legs do, from the pose's name."""
    return figure.pose.partition(",")[0]


def strides(figure: Figure) -> bool:
    """Whether a figure was caught in mid-stride."""
    return lower_of(figure) in _STRIDES


def walks(a: Figure, b: Figure) -> bool:
    """Whether a figure goes from one key to the other on its feet."""
    metres = math.hypot(b.position[0] - a.position[0], b.position[2] - a.position[2])
    human = a.look.species == "human"
    on_feet = lower_of(a) in _ON_FEET or lower_of(b) in _ON_FEET
    return on_feet and metres >= (STEP_M if human else 0.6 * a.look.height_m)


class _Motion(Protocol):
    def at(self, share: float) -> tuple[dict[str, Array], Array, float]: ...


class Shift:
    """A change of pose about the spot: rising, sitting down, turning, reaching."""

    def __init__(self, a: Figure, b: Figure) -> None:
        self._a, self._b = stand_of(a), stand_of(b)
        # on the floor legs lie where they fall; they swing like arms instead of standing
        grounded = {lower_of(a), lower_of(b)} & _ON_FLOOR
        self._stands = a.look.species == "human" and not grounded
        skeleton = bones(a.look)
        self._leg, self._ankle = skeleton.thigh + skeleton.shin, skeleton.ankle
        lift = float(self._b.joints["pelvis"][1] - self._a.joints["pelvis"][1])
        # rising and sitting down take the trunk forward, over the feet
        self._lean = 0.38 * min(abs(lift) / 0.4, 1.0) if abs(lift) > 0.12 else 0.0
        if not (lower_of(a) in _SEATED_OR_UP and lower_of(b) in _SEATED_OR_UP):
            self._lean = 0.0
        self._windows = self._steps()
        self._lowest = (_lowest(self._a.joints), _lowest(self._b.joints))

    def _steps(self) -> dict[str, tuple[float, float, float]]:
        """(begin, end, lift) of each foot: one after the other where both move."""
        moved = {
            side: float(np.linalg.norm(self._b.feet[side].ankle - self._a.feet[side].ankle))
            for side in SIDES
        }
        low = all(
            stand.feet[side].ankle[1] - stand.position[1] < self._ankle + 0.12
            for stand in (self._a, self._b)
            for side in SIDES
        )
        high = {side: min(0.09, 0.02 + 0.25 * moved[side]) for side in SIDES}
        if not low or min(moved.values()) < 0.05:
            return {s: (0.0, 1.0, high[s] if moved[s] > 0.03 else 0.0) for s in SIDES}
        turns_left = angle_to(self._a.facing_rad, self._b.facing_rad) > 0
        first = "l" if turns_left else "r"
        return {s: (0.0, 0.56, high[s]) if s == first else (0.44, 1.0, high[s]) for s in SIDES}

    def at(self, share: float) -> tuple[dict[str, Array], Array, float]:
        """(joints, floor point, facing) at a share of the time."""
        a, b = self._a, self._b
        body = smootherstep(share)
        head = smootherstep(min(1.0, share / 0.86))
        arms = smootherstep(min(1.0, max(0.0, (share - 0.07) / 0.93)))
        posture = mix(a.posture, b.posture, body, arms=arms, head=head)
        if self._lean:
            forward = turn(np.array([1.0, 0.0, 0.0]), self._lean * math.sin(math.pi * body))
            posture = replace(posture, trunk=forward @ posture.trunk)
        position = a.position + (b.position - a.position) * body
        facing = a.facing_rad + angle_to(a.facing_rad, b.facing_rad) * body
        if not self._stands:
            joints = joints_of(posture, position, facing)
            floor = self._lowest[0] + (self._lowest[1] - self._lowest[0]) * body
            sunk = np.array([0.0, max(0.0, floor - _lowest(joints)), 0.0])
            return {name: place + sunk for name, place in joints.items()}, position, facing
        feet = {side: self._foot(side, share) for side in SIDES}
        posture = within_reach(posture, position, facing, feet, self._leg)
        return joints_of(posture, position, facing, feet), position, facing

    def _foot(self, side: str, share: float) -> Foot:
        begin, end, high = self._windows[side]
        own = min(1.0, max(0.0, (share - begin) / (end - begin)))
        a, b = self._a.feet[side], self._b.feet[side]
        eased = smootherstep(own)
        ankle = a.ankle + (b.ankle - a.ankle) * eased
        lifted = ankle + np.array([0.0, high * math.sin(math.pi * own) ** 2, 0.0])
        return Foot(lifted, swung(a.toe, b.toe, eased))


def _lowest(joints: Mapping[str, Array]) -> float:
    return min(float(place[1]) for place in joints.values())


_ON_FLOOR = {"lie", "lie face down", "kneel", "crawl", "sit on ground", "fall", "ride"}
_SEATED_OR_UP = ("stand", "sit", "walk", "run", "lean", "drive", "sit on ground", "kneel", "crouch")


@dataclass(frozen=True)
class Transition:
    """One figure's way from a key pose to the next.

    Attributes:
        parts: (end of the part as a share of the time, motion).
        seconds: how long it takes at an easy pace.
    """

    a: Figure
    b: Figure
    parts: tuple[tuple[float, _Motion], ...]
    seconds: float

    def at(self, share: float) -> Figure:
        """The figure at a share of the time."""
        if share <= 0.0:
            return self.a
        if share >= 1.0:
            return self.b
        begin = 0.0
        for end, motion in self.parts:
            if share < end or end >= 1.0:
                joints, position, facing = motion.at((share - begin) / (end - begin))
                break
            begin = end
        figure = replace(
            self.a if share < 0.5 else self.b,
            position=vec(position),
            facing_rad=round(facing, 5),
            joints=placed(joints),
            expression=_mixed_face(self.a.expression, self.b.expression, smootherstep(share)),
        )
        return replace(figure, gaze=_mixed_gaze(self.a, self.b, figure, share))


def transition(
    a: Figure,
    b: Figure,
    plan: SetPlan | None = None,
    others: Sequence[Figure] = (),
    *,
    rolling: tuple[bool, bool] = (False, False),
) -> Transition:
    """How a figure gets from one key pose to another.

    Args:
        plan, others: what is walked around.
        rolling: whether a key in mid-stride is left, and met, at full pace.
    """
    human = a.look.species == "human"
    if not walks(a, b):
        return _joined(a, b, _on_the_spot(a, b))
    if not human:
        way = way_between(a, b, plan, others)
        seconds = max(SHORTEST_S, way.metres / pace_m_s(a.look, runs=_hurries(a, b)) + 0.3)
        trot = Trot(a.look, stand_of(a), stand_of(b), way)
        return Transition(a, b, ((1.0, trot),), seconds)
    up, down = _risen(a), _risen(b)
    way = way_between(up, down, plan, others)
    runs = _hurries(a, b)
    carrying = frozenset(hand for hand, _ in a.held) & frozenset(hand for hand, _ in b.held)
    walk = Walk(
        a.look, stand_of(up), stand_of(down), way,
        runs=runs, rolling=rolling, carrying=carrying,
    )  # fmt: skip
    stops = 0.25 * ((not rolling[0]) + (not rolling[1]))
    lasts: list[tuple[float, _Motion]] = []
    if up is not a:
        lasts += [(0.8 * seconds, part) for seconds, part in _on_the_spot(a, up)]
    lasts.append((walk.metres / pace_m_s(a.look, runs=runs) + stops, walk))
    if down is not b:
        lasts += [(0.8 * seconds, part) for seconds, part in _on_the_spot(down, b)]
    return _joined(a, b, lasts)


def _joined(a: Figure, b: Figure, lasts: Sequence[tuple[float, _Motion]]) -> Transition:
    total = sum(seconds for seconds, _ in lasts)
    parts: list[tuple[float, _Motion]] = []
    so_far = 0.0
    for seconds, motion in lasts:
        so_far += seconds
        parts.append((so_far / total, motion))
    parts[-1] = (1.0, parts[-1][1])
    return Transition(a, b, tuple(parts), total)


def _on_the_spot(a: Figure, b: Figure) -> list[tuple[float, _Motion]]:
    """(seconds, change) from pose to pose; nobody rises from the floor but by the knees."""
    lying = [f for f in (a, b) if lower_of(f) in _LYING]
    if len(lying) == 1 and a.look.species == "human":
        other = b if lying[0] is a else a
        joints = solve(a.look, stance("kneel", "rest", a.name), other.position, other.facing_rad)
        knees = replace(other, pose="kneel", joints=joints)
        if lower_of(other) != "kneel":
            return [
                (_shift_seconds(a, knees), Shift(a, knees)),
                (_shift_seconds(knees, b), Shift(knees, b)),
            ]
    return [(_shift_seconds(a, b), Shift(a, b))]


_LYING = ("lie", "lie face down")


def same_pose(a: Figure, b: Figure) -> bool:
    """Whether nothing of a body moves from one key to the next (a face may change)."""
    rows = zip(a.joints, b.joints, strict=True)
    return max(math.dist(p, q) for (_, p), (_, q) in rows) < 0.012


def _shift_seconds(a: Figure, b: Figure) -> float:
    far = max(math.dist(p, q) for (_, p), (_, q) in zip(a.joints, b.joints, strict=True))
    turning = abs(angle_to(a.facing_rad, b.facing_rad))
    return min(max(0.35 + 0.75 * far + 0.15 * turning, SHORTEST_S), LONGEST_S)


def _hurries(a: Figure, b: Figure) -> bool:
    return "run" in (lower_of(a), lower_of(b))


def _risen(figure: Figure) -> Figure:
    """A figure on its feet: itself, or standing where its feet are, or before its seat."""
    if lower_of(figure) in _ON_FEET:
        return figure
    ankles = np.array([figure.joint("l_ankle"), figure.joint("r_ankle")]).mean(0)
    place = np.array([ankles[0], figure.position[1], ankles[2]])
    if lower_of(figure) in _LYING:
        place = np.asarray(figure.position, np.float64)
    return upright(figure, place, figure.facing_rad)


def _mixed_face(a: Expression, b: Expression, share: float) -> Expression:
    if a == b:
        return a

    def mixed(x: float, y: float) -> float:
        return round(x + (y - x) * share, 4)

    return Expression(
        mixed(a.brow, b.brow),
        mixed(a.mouth, b.mouth),
        mixed(a.mouth_open, b.mouth_open),
        mixed(a.eyes_open, b.eyes_open),
    )


def _mixed_gaze(a: Figure, b: Figure, now: Figure, share: float) -> Vec3 | None:
    """Where the eyes go: heads lead a turn, so the gaze is there before the body is.

    Turned with the body, as far as a neck allows: a world point that passes behind somebody
    would throw the head from one shoulder to the other.
    """
    if a.gaze is None and b.gaze is None:
        return None
    eased = smootherstep(min(1.0, share / 0.8))
    (yaw_a, pitch_a, far_a), (yaw_b, pitch_b, far_b) = _neck(a), _neck(b)
    turned = rotation(pitch_a + (pitch_b - pitch_a) * eased, yaw_a + (yaw_b - yaw_a) * eased, 0.0)
    ahead = head_axes(dict(now.joints), now.facing_rad, None) @ turned[:, 2]
    far = far_a + (far_b - far_a) * eased
    return vec(np.asarray(now.joint("head")) + far * ahead)


def _neck(key: Figure) -> tuple[float, float, float]:
    """(yaw, pitch) of the head against the trunk in a key pose, and how far it looks, metres."""
    if key.gaze is None:
        return 0.0, 0.0, 2.0
    joints = dict(key.joints)
    straight = head_axes(joints, key.facing_rad, None)
    x, y, z = straight.T @ head_axes(joints, key.facing_rad, key.gaze)[:, 2]
    far = math.dist(key.gaze, key.joint("head"))
    return math.atan2(x, z), -math.atan2(y, math.hypot(x, z)), max(far, 0.5)
