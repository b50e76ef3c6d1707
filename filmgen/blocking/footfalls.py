"""Footfalls: where the feet are put on a way, and where they are between.

The footfalls are laid out first, from the feet of the pose that is left to those of the pose
that is met, by turns; then each stays where it is while the body passes over it, its heel
coming up behind, and swings on to the next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Look
from filmgen.blocking.posture import SIDES, Foot, swung, turn
from filmgen.blocking.skeleton import bones, rotation
from filmgen.blocking.stand import Stand
from filmgen.blocking.ways import Way
from filmgen.easing import smootherstep

STEP_SHARE = 0.38
"""Length of a walking step over the height of the body."""
RUN_STEP_SHARE = 0.62


@dataclass(frozen=True)
class _Fall:
    """One footfall: a foot swings while the body goes from `lifts` to `lands` along the way."""

    side: str
    at_m: float
    foot: Foot
    lifts: float
    lands: float
    settled: Foot | None = None


class Footfalls:
    """The footfalls of a walk or a run.

    Args:
        look: whose legs. start, end: poses on their feet, at the ends of the way.
        runs: flight instead of double support.
    """

    def __init__(self, look: Look, start: Stand, end: Stand, way: Way, *, runs: bool) -> None:
        self._b, self._height_m = bones(look), look.height_m
        self._start, self._end, self._way, self._runs = start, end, way, runs
        self._falls = self._laid()

    def _laid(self) -> dict[str, list[_Fall]]:
        """Footfalls of each side, in order; the first is where the foot stands already."""
        total = self._way.metres
        x0 = {s: self._way.along(self._start.feet[s].ankle, 0.0) for s in SIDES}
        x1 = {s: total + self._way.along(self._end.feet[s].ankle, total) for s in SIDES}
        last = max(SIDES, key=lambda s: x1[s])
        other = "r" if last == "l" else "l"
        behind = min(SIDES, key=lambda s: x0[s])
        front = max(x0.values())
        step = (RUN_STEP_SHARE if self._runs else STEP_SHARE) * self._height_m
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
        ground = float(self._way.place(min(max(x, 0.0), self._way.metres))[1])
        drop = 0.6 * self._b.ankle
        ahead = math.sqrt(self._b.foot**2 - drop**2)
        if end is not None:
            yaw = math.atan2(float(end.toe[0]), float(end.toe[2]))
            ankle = np.array([end.ankle[0], ground + self._b.ankle, end.ankle[2]])
            if end.ankle[1] < ankle[1] + 0.02:
                return end  # it is flat already
        else:
            sign = 1.0 if side == "l" else -1.0
            yaw = self._way.heading(min(max(x, 0.0), self._way.metres))
            body = self._way.place(min(max(x, 0.0), self._way.metres))
            beyond = x - min(max(x, 0.0), self._way.metres)
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

    def foot(self, side: str, u: float) -> Foot:
        """Where a foot is when the body is `u` metres along the way."""
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
            rest = max(self._way.metres - fall.lands, 1e-6)
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


def _pitched(toe: Array, yaw: float, pitch: float) -> Array:
    """A toe vector with its heel up by an angle."""
    left = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    return np.asarray(turn(left, pitch) @ toe)
