"""Steps: how a body gets from one place to another on its feet.

Feet are planted one after the other and stay where they are while the body passes over them:
the footfalls are laid out along the way first, from the feet of the pose that is left to those
of the pose that is met, then the body rides over them at an even pace. Heels lift behind, arms
swing against the legs, hips and shoulders turn against each other (after Murray, Drought and
Kory 1964, Walking patterns of normal men: step length about two fifths of the height, a double
support of a tenth of the stride).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Figure, Look
from filmgen.blocking.posture import SIDES, Foot, Posture, joints_of, mix, posture_of, swung, turn
from filmgen.blocking.skeleton import Limb, Stance, bones, rotation, solve
from filmgen.blocking.space import yaw_towards
from filmgen.easing import paced, smootherstep

STEP_SHARE = 0.38
"""Length of a walking step over the height of the body."""
RUN_STEP_SHARE = 0.62
WALK_M_S, RUN_M_S = 0.76, 1.75
"""Pace over the height of the body, a second."""
_LEFT = np.array([1.0, 0.0, 0.0])


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
    joints = solve(figure.look, Stance(), _point(position), facing_rad)
    plain = replace(
        figure,
        pose="stand",
        position=_point(position),
        facing_rad=round(facing_rad, 5),
        joints=joints,
    )
    if not figure.held:
        return plain
    own, rest = posture_of(figure), stand_of(plain)
    carried = {side for side, _ in figure.held}
    kept = {
        joint: own.bones[joint] if joint[0] in carried and joint[2:] in _ARM else bone
        for joint, bone in rest.posture.bones.items()
    }
    held = joints_of(replace(rest.posture, bones=kept), rest.position, facing_rad, rest.feet)
    rows = tuple((name, _point(held[name])) for name, _ in joints)
    return replace(plain, joints=rows)


_ARM = ("elbow", "wrist", "hand")


def pace_m_s(look: Look, *, runs: bool = False) -> float:
    """How fast somebody goes who is not in a hurry (or is)."""
    if look.species != "human":
        return max(0.35, (1.6 if runs else 0.8) * look.height_m)
    slow = 1.0 - 0.3 * min(max((look.age_years - 60) / 25.0, 0.0), 1.0)
    return (RUN_M_S if runs else WALK_M_S) * look.height_m * slow


@dataclass(frozen=True)
class _Fall:
    """One footfall: a foot swings while the body goes from `lifts` to `lands` along the way."""

    side: str
    at_m: float
    foot: Foot
    lifts: float
    lands: float
    settled: Foot | None = None


class Walk:
    """A person walks or runs along a way.

    Args:
        look: whose legs. start, end: poses on their feet.
        way: (n, 2) of x and z in metres, from the start's place to the end's.
        runs: flight instead of double support.
        rolling: whether start and end are passed at full pace.
        carrying: sides whose arm holds something and does not swing.
    """

    def __init__(
        self,
        look: Look,
        start: Stand,
        end: Stand,
        way: Array,
        *,
        runs: bool = False,
        rolling: tuple[bool, bool] = (False, False),
        carrying: frozenset[str] = frozenset(),
    ) -> None:
        self._b = bones(look)
        self._look, self._start, self._end = look, start, end
        self._runs, self._carrying = runs, carrying
        hops = np.linalg.norm(np.diff(way, axis=0), axis=1)
        self._way, self._marks = way, np.concatenate([[0.0], np.cumsum(hops)])
        self.metres = float(self._marks[-1])
        soft = min(0.3, 0.35 / max(self.metres, 0.1))
        self._ramps = (0.0 if rolling[0] else soft, 0.0 if rolling[1] else soft)
        free = replace(Stance(), spine=(0.22 if runs else 0.03, 0.0, 0.0))
        if runs:
            bent = Limb((0.05, -0.45, 0.42), (0.5, -0.4, -1.0))
            free = replace(free, l_hand=bent, r_hand=bent, pelvis_height=0.95)
        at_ease = Figure("", look, "stand", (0.0, 0.0, 0.0), 0.0, solve(look, free, (0, 0, 0), 0.0))
        self._free = posture_of(at_ease)
        self._falls = self._footfalls()

    def at(self, share: float) -> tuple[dict[str, Array], Array, float]:
        """(joints, floor point, facing) at a share of the time."""
        u = self.metres * paced(min(max(share, 0.0), 1.0), *self._ramps)
        place, facing = self._place(u), self._facing(u)
        feet = {side: self._foot(side, u) for side in SIDES}
        along = {side: self._along(feet[side].ankle, u) for side in SIDES}
        posture = self._posture(u, along)
        posture = within_reach(posture, place, facing, feet, self._b.thigh + self._b.shin)
        return joints_of(posture, place, facing, feet), place, facing

    # where the body is

    def _place(self, u: float) -> Array:
        x, z = (np.interp(u, self._marks, self._way[:, i]) for i in (0, 1))
        share = u / max(self.metres, 1e-6)
        y = self._start.position[1] + (self._end.position[1] - self._start.position[1]) * share
        return np.array([float(x), float(y), float(z)])

    def _heading(self, u: float) -> float:
        """Where the way leads, corners rounded."""
        before, after = (np.clip(u + d, 0.0, self.metres) for d in (-0.3, 0.3))
        a, b = self._place(float(before)), self._place(float(after))
        return yaw_towards((a[0], a[2]), (b[0], b[2]))

    def _facing(self, u: float) -> float:
        """Turned into the way within the first step, out of it with the last."""
        a, b = self._start.facing_rad, self._end.facing_rad
        if self.metres < 0.8:
            return a + angle_to(a, b) * smootherstep(u / max(self.metres, 1e-6))
        turning = min(0.7, 0.4 * self.metres)
        way = self._heading(u)
        if u < turning:
            return a + angle_to(a, way) * smootherstep(u / turning)
        if u > self.metres - turning:
            return way + angle_to(way, b) * smootherstep((u - self.metres + turning) / turning)
        return way

    # where the feet are

    def _along(self, place: Array, u: float) -> float:
        """How far a point lies ahead of the body, along the way."""
        body, yaw = self._place(u), self._heading(u)
        return float((place[0] - body[0]) * math.sin(yaw) + (place[2] - body[2]) * math.cos(yaw))

    def _footfalls(self) -> dict[str, list[_Fall]]:
        """Footfalls of each side, in order; the first is where the foot stands already."""
        total = self.metres
        x0 = {s: self._along(self._start.feet[s].ankle, 0.0) for s in SIDES}
        x1 = {s: total + self._along(self._end.feet[s].ankle, total) for s in SIDES}
        last = max(SIDES, key=lambda s: x1[s])
        other = "r" if last == "l" else "l"
        behind = min(SIDES, key=lambda s: x0[s])
        front = max(x0.values())
        step = (RUN_STEP_SHARE if self._runs else STEP_SHARE) * self._look.height_m
        wished = max(0.0, x1[other] - front) / step
        # `count` swings in turn; the last one is by the foot that ends in front
        first_is_last = abs(x0["l"] - x0["r"]) < 0.12  # feet side by side: either may begin
        options = list(range(2, int(wished) + 5))
        if not first_is_last:
            parity = 1 if behind == last else 0
            options = [n for n in options if n % 2 == parity]
        count = min(options, key=lambda n: (abs(n - 1 - wished), n))
        order = [last if (count - 1 - j) % 2 == 0 else other for j in range(count)]
        lands = [front + (x1[other] - front) * (j + 1) / (count - 1) for j in range(count - 1)]
        lands.append(x1[last])
        falls = {s: [_Fall(s, x0[s], self._start.feet[s], -1.0, 0.0)] for s in SIDES}
        travel = []
        seen = dict(x0)
        for side, x in zip(order, lands, strict=True):
            travel.append(max(abs(x - seen[side]), 0.05))
            seen[side] = x
        scale, u = total / sum(travel), 0.0
        slack = -0.12 if self._runs else 0.06
        for j, (side, x) in enumerate(zip(order, lands, strict=True)):
            slot = travel[j] * scale
            # the body leads its feet: a foot lands closer ahead than it is left behind
            lead = min(0.1 * step, 0.3 * slot)
            lifts = max(0.0, u + slack * slot + (lead if j else 0.0))
            done = min(total, u + slot - slack * slot + lead)
            final = j >= count - 2
            settled = self._end.feet[side] if final else None
            foot = self._flat(side, x, settled)
            if settled is not None and total - done < 0.1:
                foot, settled = settled, None
            falls[side].append(_Fall(side, x, foot, lifts, done, settled))
            u += slot
        return falls

    def _flat(self, side: str, x: float, end: Foot | None) -> Foot:
        """A foot flat on the ground beside the way at `x`, or under the ankle of the end pose."""
        ground = float(self._place(min(max(x, 0.0), self.metres))[1])
        drop = 0.6 * self._b.ankle
        ahead = math.sqrt(self._b.foot**2 - drop**2)
        if end is not None:
            yaw = math.atan2(float(end.toe[0]), float(end.toe[2]))
            ankle = np.array([end.ankle[0], ground + self._b.ankle, end.ankle[2]])
            if end.ankle[1] < ankle[1] + 0.02:
                return end  # it is flat already
        else:
            sign = 1.0 if side == "l" else -1.0
            yaw = self._heading(min(max(x, 0.0), self.metres))
            body = self._place(min(max(x, 0.0), self.metres))
            beyond = x - min(max(x, 0.0), self.metres)
            narrow = 0.8 * self._b.hip_half * sign
            ankle = body + np.array(
                [
                    narrow * math.cos(yaw) + beyond * math.sin(yaw),
                    self._b.ankle,
                    -narrow * math.sin(yaw) + beyond * math.cos(yaw),
                ]
            )
            yaw += 0.12 * sign
        toe = rotation(0.0, yaw, 0.0) @ np.array([0.0, -drop, ahead])
        return Foot(ankle, toe)

    def _foot(self, side: str, u: float) -> Foot:
        falls = self._falls[side]
        index = max(i for i, fall in enumerate(falls) if u >= fall.lifts)
        now = falls[index]
        if u >= now.lands:
            return self._planted(now, u, first=index == 0)
        before = self._planted(falls[index - 1], now.lifts, first=index == 1)
        return self._swinging(before, now, (u - now.lifts) / (now.lands - now.lifts))

    def _planted(self, fall: _Fall, u: float, *, first: bool) -> Foot:
        """A foot the body passes over: the heel comes up behind, rolling over the toes."""
        foot = fall.foot
        if fall.settled is not None:
            rest = max(self.metres - fall.lands, 1e-6)
            share = smootherstep(min(1.0, (u - fall.lands) / rest))
            return Foot(
                foot.ankle + (fall.settled.ankle - foot.ankle) * share,
                swung(foot.toe, fall.settled.toe, share),
            )
        heel = self._heel_up(u - fall.at_m)
        if first:
            heel = max(0.0, heel - self._heel_up(-fall.at_m))
        tip = foot.ankle + foot.toe
        yaw = math.atan2(float(foot.toe[0]), float(foot.toe[2]))
        toe = _pitched(foot.toe, yaw, heel)
        return Foot(tip - toe, toe)

    def _heel_up(self, lag: float) -> float:
        b = self._b.body
        return 0.95 * smootherstep(min(1.0, max(0.0, (lag - 0.03 * b) / (0.24 * b))))

    def _swinging(self, before: Foot, fall: _Fall, share: float) -> Foot:
        goal = fall.foot
        eased = share * share * (3 - 2 * share)
        high = (0.11 if self._runs else 0.035) * self._b.body
        ankle = before.ankle + (goal.ankle - before.ankle) * eased
        ankle = ankle + np.array([0.0, high * math.sin(math.pi * share) ** 2, 0.0])
        toe = swung(before.toe, goal.toe, smootherstep(min(1.0, 1.25 * share)))
        # toes come up before the heel strikes, and go down with it
        up = 0.28 * math.sin(math.pi * smootherstep(max(0.0, (share - 0.35) / 0.65)))
        yaw = math.atan2(float(toe[0]), float(toe[2]))
        return Foot(ankle, _pitched(toe, yaw, -up))

    # how the body is held

    def _posture(self, u: float, along: Mapping[str, float]) -> Posture:
        total, free = self.metres, self._free
        far = min(0.55, total / 2)
        leaves = smootherstep(min(1.0, u / far))
        meets = smootherstep(min(1.0, max(0.0, 1.0 - (total - u) / far)))
        start, end = self._start.posture, self._end.posture
        apart = (along["l"] - along["r"]) / (0.40 * self._b.body)
        apart = min(max(apart, -1.25), 1.25)
        stride = self._strided(free, apart)
        posture = mix(start, stride, leaves) if u < total / 2 else mix(stride, end, meets)
        if self._carrying:
            whole = mix(start, end, smootherstep(u / max(total, 1e-6)))
            kept = {
                joint: whole.bones[joint]
                if joint[0] in self._carrying and joint[2:] in _ARM
                else bone
                for joint, bone in posture.bones.items()
            }
            posture = replace(posture, bones=kept)
        return posture

    def _strided(self, free: Posture, apart: float) -> Posture:
        """The walking body when the left foot is `apart` strides ahead of the right."""
        strong = 1.5 if self._runs else 1.0
        hips = turn(np.array([0.0, 1.0, 0.0]), -0.13 * strong * apart) @ free.hips
        trunk = turn(np.array([0.0, 1.0, 0.0]), 0.14 * strong * apart) @ free.trunk
        moved = dict(free.bones)
        for side, sign in (("l", 1.0), ("r", -1.0)):
            swing = 0.30 * strong * sign * apart
            bend = 0.45 * max(0.0, -swing)
            for part in _ARM:
                joint = f"{side}_{part}"
                angle = swing if part == "elbow" else swing - bend
                moved[joint] = turn(_LEFT, angle) @ free.bones[joint]
        bob = -0.006 * self._b.body * abs(apart)
        if self._runs:
            bob = 0.035 * self._b.body * (abs(apart) - 0.6)
        return replace(
            free,
            pelvis=free.pelvis + np.array([0.0, bob, 0.0]),
            hips=hips,
            trunk=trunk,
            bones=moved,
        )


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


def _pitched(toe: Array, yaw: float, pitch: float) -> Array:
    """A toe vector with its heel up by an angle."""
    left = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    return np.asarray(turn(left, pitch) @ toe)


def angle_to(a: float, b: float) -> float:
    """The shortest turn from one yaw to another, -pi to pi."""
    return (b - a + math.pi) % (2 * math.pi) - math.pi


def _point(v: Array) -> tuple[float, float, float]:
    return (round(float(v[0]), 5), round(float(v[1]), 5), round(float(v[2]), 5))
