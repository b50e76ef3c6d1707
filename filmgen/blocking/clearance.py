"""Where a moving camera may go: what it must not pass through, and what it must go on seeing.

A composed camera is taken as it is, even one squeezed into a corner: a way is only refused for
what it adds, a box entered, a wall crossed, a face hidden, two people changing sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import Array, project_many
from filmgen.blocking.model import Camera, SetPlan, StagedPanel
from filmgen.blocking.space import bodies, on_walls, solid

FROM_THINGS_M, FROM_PEOPLE_M, FROM_WALLS_M = 0.12, 0.16, 0.12
LOWEST_M = 0.15
_INSIDE = (0.05, 0.95)
"""Where subjects are still in frame, as fractions of its width and height."""


@dataclass(frozen=True)
class Clearance:
    """What one panel's camera is free to do.

    Attributes:
        panel: as composed. sides: "left" or "right" by name, of the scene.
        low_subjects: a tilt may begin on somebody's chest; other moves keep the head.
    """

    panel: StagedPanel
    sides: tuple[tuple[str, str], ...] = ()
    low_subjects: bool = False

    def passable(self, way: Array) -> bool:
        """Whether a camera can travel along positions (n, 3), the composed one among them."""
        panel = self.panel
        if bool((way[:, 1] < min(LOWEST_M, panel.camera.position[1] - 1e-4)).any()):
            return False
        start = np.asarray([panel.camera.position], np.float64)
        if not _same_room(panel.set_plan, way, start):
            return False
        for boxes, margin in (
            (solid(panel.set_plan), FROM_THINGS_M),
            (on_walls(panel.set_plan), 0.02),
            (bodies(panel.figures), FROM_PEOPLE_M),
        ):
            if boxes.contain(way, margin).any() and not boxes.contain(start, margin).any():
                return False
        return True

    def sees(self, camera: Camera) -> bool:
        """Whether another camera shows this panel's subjects as well as the composed one does."""
        panel = self.panel
        if not panel.figures:
            return True
        joint = "chest" if self.low_subjects else "head"
        heads = np.array([f.joint("head") for f in panel.figures])
        aims = np.array([f.joint(joint) for f in panel.figures])
        was, now = project_many(panel.camera, heads), project_many(camera, heads)
        aimed_was, aimed = project_many(panel.camera, aims), project_many(camera, aims)
        subjects = [i for i, f in enumerate(panel.figures) if f.name in panel.subjects]
        for i in subjects:
            if _in_frame(aimed_was[i]) and not _in_frame(aimed[i]):
                return False
        if not self._order_kept(was, now):
            return False
        main = now[subjects[0], 2] if subjects else 1.5
        near = (now[:, 2] > 0.05) & (now[:, 2] < 0.6 * main) & (np.abs(now[:, 0] - 0.5) < 0.6)
        near_before = (was[:, 2] > 0.05) & (was[:, 2] < 0.62 * main)
        if bool((near & ~near_before).any()):
            return False
        return not subjects or self._unhidden(camera, heads[subjects[0]], subjects[0])

    def _order_kept(self, was: Array, now: Array) -> bool:
        """Screen sides of everybody in front of both cameras stay as they were."""
        side = dict(self.sides)
        names = [f.name for f in self.panel.figures]
        for i, left in enumerate(names):
            for j, right in enumerate(names):
                if side.get(left) != "left" or side.get(right) != "right":
                    continue
                ahead = min(was[i, 2], was[j, 2], now[i, 2], now[j, 2]) > 0.05
                if ahead and was[i, 0] < was[j, 0] and not now[i, 0] < now[j, 0]:
                    return False
        return True

    def _unhidden(self, camera: Camera, head: Array, index: int) -> bool:
        start = np.asarray([self.panel.camera.position, camera.position], np.float64)
        end = np.repeat(head[None], 2, axis=0)
        things = solid(self.panel.set_plan).cut(start, end)
        crowd = bodies(self.panel.figures).cut(start, end)
        crowd[:, 2 * index : 2 * index + 2] = False
        return not ((things[1] & ~things[0]).any() or (crowd[1] & ~crowd[0]).any())


def _in_frame(point: Array) -> bool:
    low, high = _INSIDE
    return bool(point[2] > 0.3 and low < point[0] < high and -0.05 < point[1] < high)


def _same_room(plan: SetPlan, way: Array, start: Array) -> bool:
    """Whether no wall, ceiling or wall's thickness is entered that the start is not in."""
    if not plan.interior:
        return True
    half = np.array([plan.width_m / 2, plan.depth_m / 2])
    out, out_start = np.abs(way[:, (0, 2)]) - half, np.abs(start[:, (0, 2)]) - half
    sign = np.sign(way[:, (0, 2)]) * (out > 0)
    sign_start = np.sign(start[:, (0, 2)]) * (out_start > 0)
    if bool((sign != sign_start).any()):
        return False
    slack = np.minimum(np.abs(out_start), FROM_WALLS_M) - 1e-4
    if bool((np.abs(out) < slack).any()):
        return False
    return not bool((way[:, 1] > max(plan.height_m - 0.12, start[0, 1] + 1e-4)).any())


def travelled(cameras: Sequence[Camera]) -> Array:
    """Positions (n, 3) of cameras."""
    return np.array([camera.position for camera in cameras], np.float64)
