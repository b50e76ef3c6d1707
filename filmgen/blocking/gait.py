"""A body on its way: riding over its footfalls at an even pace.

Arms swing against the legs, hips and shoulders turn against each other, the body sinks between
two steps (after Murray, Drought and Kory 1964, Walking patterns of normal men: step length
about two fifths of the height, a double support of a tenth of the stride).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.footfalls import Footfalls
from filmgen.blocking.model import Figure, Look
from filmgen.blocking.posture import SIDES, Posture, joints_of, mix, posture_of, turn
from filmgen.blocking.skeleton import Limb, Stance, bones, solve
from filmgen.blocking.stand import ARM, Stand, angle_to, within_reach
from filmgen.blocking.ways import Way
from filmgen.easing import paced, smootherstep

WALK_M_S, RUN_M_S = 0.76, 1.75
"""Pace over the height of the body, a second."""
_LEFT = np.array([1.0, 0.0, 0.0])


def pace_m_s(look: Look, *, runs: bool = False) -> float:
    """How fast somebody goes who is not in a hurry (or is)."""
    if look.species != "human":
        return max(0.35, (1.6 if runs else 0.8) * look.height_m)
    slow = 1.0 - 0.3 * min(max((look.age_years - 60) / 25.0, 0.0), 1.0)
    return (RUN_M_S if runs else WALK_M_S) * look.height_m * slow


class Walk:
    """A person walks or runs along a way.

    Args:
        look: whose legs. start, end: poses on their feet.
        way: from the start's place to the end's.
        runs: flight instead of double support.
        rolling: whether start and end are passed at full pace.
        carrying: sides whose arm holds something and does not swing.
    """

    def __init__(
        self,
        look: Look,
        start: Stand,
        end: Stand,
        way: Way,
        *,
        runs: bool = False,
        rolling: tuple[bool, bool] = (False, False),
        carrying: frozenset[str] = frozenset(),
    ) -> None:
        self._b = bones(look)
        self._look, self._start, self._end = look, start, end
        self._runs, self._carrying = runs, carrying
        self._way, self.metres = way, way.metres
        soft = min(0.3, 0.35 / max(self.metres, 0.1))
        self._ramps = (0.0 if rolling[0] else soft, 0.0 if rolling[1] else soft)
        free = replace(Stance(), spine=(0.22 if runs else 0.03, 0.0, 0.0))
        if runs:
            bent = Limb((0.05, -0.45, 0.42), (0.5, -0.4, -1.0))
            free = replace(free, l_hand=bent, r_hand=bent, pelvis_height=0.95)
        at_ease = Figure("", look, "stand", (0.0, 0.0, 0.0), 0.0, solve(look, free, (0, 0, 0), 0.0))
        self._free = posture_of(at_ease)
        self._falls = Footfalls(look, start, end, way, runs=runs)

    def at(self, share: float) -> tuple[dict[str, Array], Array, float]:
        """(joints, floor point, facing) at a share of the time."""
        u = self.metres * paced(min(max(share, 0.0), 1.0), *self._ramps)
        place, facing = self._way.place(u), self._facing(u)
        feet = {side: self._falls.foot(side, u) for side in SIDES}
        along = {side: self._way.along(feet[side].ankle, u) for side in SIDES}
        posture = self._posture(u, along)
        posture = within_reach(posture, place, facing, feet, self._b.thigh + self._b.shin)
        return joints_of(posture, place, facing, feet), place, facing

    def _facing(self, u: float) -> float:
        """Turned into the way within the first step, out of it with the last."""
        a, b = self._start.facing_rad, self._end.facing_rad
        if self.metres < 0.8:
            return a + angle_to(a, b) * smootherstep(u / max(self.metres, 1e-6))
        turning = min(0.7, 0.4 * self.metres)
        way = self._way.heading(u)
        if u < turning:
            return a + angle_to(a, way) * smootherstep(u / turning)
        if u > self.metres - turning:
            return way + angle_to(way, b) * smootherstep((u - self.metres + turning) / turning)
        return way

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
                if joint[0] in self._carrying and joint[2:] in ARM
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
            for part in ARM:
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
