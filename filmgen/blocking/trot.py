"""Four legs on their way: an animal goes from one place to another.

A trot: diagonal legs move together, a planted paw moves back as fast as the body goes on.
"""

from __future__ import annotations

import math

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Look
from filmgen.blocking.posture import joints_of, mix
from filmgen.blocking.skeleton import two_bones
from filmgen.blocking.stand import Stand, angle_to
from filmgen.blocking.ways import Way
from filmgen.easing import paced, smootherstep


class Trot:
    """An animal goes along a way: a planted paw moves back as fast as the body goes on."""

    def __init__(self, look: Look, start: Stand, end: Stand, way: Way) -> None:
        self._look, self._start, self._end = look, start, end
        self._way, self.metres = way, way.metres

    def at(self, share: float) -> tuple[dict[str, Array], Array, float]:
        """(joints, floor point, facing) at a share of the time."""
        total = self.metres
        soft = min(0.3, 0.3 / max(total, 0.1))
        u = total * paced(min(max(share, 0.0), 1.0), soft, soft)
        done = u / max(total, 1e-6)
        a, b = self._start, self._end
        place, heading = self._way.place(u), self._way.heading(u)
        turning = min(0.5, 0.4 * total)
        facing = a.facing_rad + angle_to(a.facing_rad, heading) * smootherstep(
            min(1.0, u / turning)
        )
        facing += angle_to(facing, b.facing_rad) * smootherstep(
            min(1.0, max(0.0, 1 - (total - u) / turning))
        )
        posture = mix(a.posture, b.posture, smootherstep(done))
        strength = smootherstep(min(1.0, u / turning, (total - u) / turning))
        joints = joints_of(posture, place, facing)
        if self._look.species == "bird":
            hop = 0.25 * self._look.height_m * abs(math.sin(math.pi * u / 0.3)) * strength
            return {n: p + np.array([0.0, hop, 0.0]) for n, p in joints.items()}, place, facing
        return self._legs(joints, facing, u, strength), place, facing

    def _legs(
        self, joints: dict[str, Array], facing: float, u: float, strength: float
    ) -> dict[str, Array]:
        stride = 0.5 * self._look.height_m
        ahead = np.array([math.sin(facing), 0.0, math.cos(facing)])
        for side, chain, late in (
            ("l", ("shoulder", "elbow", "wrist", "hand"), 0.0),
            ("r", ("shoulder", "elbow", "wrist", "hand"), 0.5),
            ("l", ("hip", "knee", "ankle", "toe"), 0.5),
            ("r", ("hip", "knee", "ankle", "toe"), 0.0),
        ):
            root, middle, end, tip = (f"{side}_{part}" for part in chain)
            phase = (u / stride / 1.6 + late) % 1.0
            planted = 0.62
            if phase < planted:
                move, lift = 0.5 - phase / planted, 0.0
            else:
                swing = (phase - planted) / (1 - planted)
                move, lift = -0.5 + smootherstep(swing), math.sin(math.pi * swing) ** 2
            shift = ahead * (move * stride * strength)
            shift = shift + np.array([0.0, 0.12 * self._look.height_m * lift * strength, 0.0])
            foot = joints[tip] - joints[end]
            first = float(np.linalg.norm(joints[middle] - joints[root]))
            second = float(np.linalg.norm(joints[end] - joints[middle]))
            pole = joints[middle] - (joints[root] + joints[end]) / 2
            joints[middle], joints[end] = two_bones(
                joints[root], joints[end] + shift, first, second, pole
            )
            joints[tip] = joints[end] + foot
        return joints
