"""The way from one place to another: around furniture and people, at how many metres."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import Figure, SetPlan
from filmgen.blocking.space import footprints, yaw_towards


class Way:
    """A way over the floor.

    Args:
        points: (n, 2) of x and z in metres.
        heights: of the ground at its two ends.

    Attributes:
        metres: its length.
    """

    def __init__(self, points: Array, heights: tuple[float, float] = (0.0, 0.0)) -> None:
        hops = np.linalg.norm(np.diff(points, axis=0), axis=1)
        self._points, self._heights = points, heights
        self._marks = np.concatenate([[0.0], np.cumsum(hops)])
        self.metres = float(self._marks[-1])

    def place(self, u: float) -> Array:
        """The floor point after `u` metres; before and after the way, its ends."""
        x, z = (np.interp(u, self._marks, self._points[:, i]) for i in (0, 1))
        low, high = self._heights
        share = min(max(u / max(self.metres, 1e-6), 0.0), 1.0)
        return np.array([float(x), low + (high - low) * share, float(z)])

    def heading(self, u: float) -> float:
        """The yaw in which the way leads, corners rounded."""
        before, after = (min(max(u + d, 0.0), self.metres) for d in (-0.3, 0.3))
        a, b = self.place(before), self.place(after)
        return yaw_towards((a[0], a[2]), (b[0], b[2]))

    def along(self, place: Array, u: float) -> float:
        """How far a point lies ahead of the one after `u` metres."""
        body, yaw = self.place(u), self.heading(u)
        return float((place[0] - body[0]) * math.sin(yaw) + (place[2] - body[2]) * math.cos(yaw))


def way_between(
    a: Figure, b: Figure, plan: SetPlan | None = None, others: Sequence[Figure] = ()
) -> Way:
    """The way from one figure's place to another's, bent around furniture and people."""
    heights = (a.position[1], b.position[1])
    start, end = (np.array([f.position[0], f.position[2]]) for f in (a, b))
    straight = np.stack([start, end])
    if plan is None:
        return Way(straight, heights)
    taken = footprints(plan)
    people = np.array([[f.position[0], f.position[2]] for f in others]).reshape(-1, 2)
    hop = end - start
    far = float(np.linalg.norm(hop))
    aside = np.array([-hop[1], hop[0]]) / max(far, 1e-6)
    shares = np.linspace(0.0, 1.0, 25)

    def curve(bow: float) -> Array:
        # a quadratic through the middle point, bowed aside by `bow` metres
        offset = 4 * shares * (1 - shares) * bow
        return np.asarray(start + shares[:, None] * hop + offset[:, None] * aside)

    def hits(points: Array) -> int:
        # its own ends stand where the staging put them, however close to things
        inner = points[3:-3]
        floor = np.stack([inner[:, 0], np.zeros(len(inner)), inner[:, 1]], axis=1)
        hit = taken.stand_in_way(floor, 0.18)
        if len(people):
            gap = np.linalg.norm(inner[:, None] - people[None], axis=2).min(1)
            hit = np.logical_or(hit, gap < 0.4)
        if plan.interior:
            half = np.array([plan.width_m / 2 - 0.2, plan.depth_m / 2 - 0.2])
            hit = np.logical_or(hit, (np.abs(inner) > half).any(1))
        return int(hit.sum())

    if not hits(straight[0] + shares[:, None] * hop):
        return Way(straight, heights)
    reach = max(0.6, min(0.5 * far, 2.0))
    bows = [sign * share * reach for share in (0.3, 0.6, 1.0) for sign in (1.0, -1.0)]
    best = min([0.0, *bows], key=lambda bow: (hits(curve(bow)), abs(bow), bow))
    return Way(curve(best) if best else straight, heights)
