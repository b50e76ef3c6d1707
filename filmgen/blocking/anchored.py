"""Effect elements under a moving camera: a place in the world seen again from elsewhere.

A `PlateAnchor` is what one camera saw. Read backwards through that camera it is a point and a
size in the world, which any other camera sees in its own place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.anchors import OUT_OF_SIGHT_M, seen_from
from filmgen.blocking.camera import basis, half_extents, project, ray
from filmgen.blocking.inbetween import ShotMotion
from filmgen.blocking.model import Camera, PlateAnchor, StagedPanel, StagedShot, Vec3
from filmgen.blocking.panes import panes_of
from filmgen.blocking.posture import vec

_LEAST_M = 0.31
"""Anchors nearer than this were clamped: their place is not known."""


@dataclass(frozen=True)
class WorldPlate:
    """An effect element in the set.

    Attributes:
        foot: of its bottom centre. width_m, height_m: of the whole plate.
        heart: where its light comes from.
    """

    anchor: PlateAnchor
    foot: Vec3
    width_m: float
    height_m: float
    heart: Vec3 | None = None

    def moved(self, to: Vec3) -> WorldPlate:
        """The element with its foot elsewhere."""
        by = np.subtract(to, self.foot)
        heart = None if self.heart is None else vec(np.asarray(self.heart) + by)
        return replace(self, foot=to, heart=heart)

    def seen_by(self, camera: Camera) -> PlateAnchor:
        """Where it stands in a camera's frame."""
        x, y, depth = project(camera, self.foot)
        tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
        heart = None if self.heart is None else seen_from(camera, self.heart)
        if not depth > 0.05 or not math.isfinite(x):
            return replace(
                self.anchor, x=-1.0, y=1.0, width=0.05, height=0.05, depth_m=OUT_OF_SIGHT_M,
                heart_m=heart, tan_w=round(tan_w, 6),
            )  # fmt: skip
        depth = max(depth, 0.3)
        return replace(
            self.anchor,
            x=round(min(max(x, -1.0), 2.0), 6),
            y=round(min(max(y, -1.0), 2.5), 6),
            width=round(min(self.width_m / (2 * tan_w * depth), 4.0), 6),
            height=round(min(self.height_m / (2 * tan_h * depth), 4.0), 6),
            depth_m=round(depth, 4),
            heart_m=heart,
            tan_w=round(tan_w, 6),
        )


def in_world(anchor: PlateAnchor, camera: Camera) -> WorldPlate | None:
    """An anchor read back through the camera that saw it; None where it was clamped."""
    known = (
        not anchor.fills_frame
        and _LEAST_M < anchor.depth_m < OUT_OF_SIGHT_M
        and -1.0 < anchor.x < 2.0
        and -1.0 < anchor.y < 2.5
        and max(anchor.width, anchor.height) < 4.0
    )
    if not known:
        return None
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    foot = np.asarray(camera.position) + ray(camera, anchor.x, anchor.y) * anchor.depth_m
    return WorldPlate(
        anchor,
        vec(foot),
        anchor.width * 2 * tan_w * anchor.depth_m,
        anchor.height * 2 * tan_h * anchor.depth_m,
        None if anchor.heart_m is None else _back(camera, anchor.heart_m),
    )


def _back(camera: Camera, seen: Vec3) -> Vec3:
    """Metres right, up and forward of the lens as a world point."""
    return vec(np.asarray(camera.position) + np.asarray(seen) @ np.stack(basis(camera)))


def moving_anchors(
    staged: StagedShot, motion: ShotMotion, times: Sequence[float]
) -> tuple[tuple[PlateAnchor, ...], ...]:
    """Anchors of a shot's effect cues at times of 0 to 1: for each time one for each cue.

    Elements stand where the first panel that sees them has them; flames in a hand go with it.
    """
    by_panel = staged.panel_anchors or (staged.anchors,)
    plates = [_known(cue, by_panel, motion) for cue in range(len(staged.anchors))]
    rows = []
    for t in times:
        panel = motion.at(t)
        index = motion.panel_at(t)
        row = []
        for cue, found in enumerate(plates):
            if found is None:
                still = by_panel[min(index, len(by_panel) - 1)][cue]
                row.append(_behind_windows(still, panel))
                continue
            plate, of = found
            foot = motion.carried(plate.foot, of, t)
            row.append(plate.moved(foot).seen_by(panel.camera))
        rows.append(tuple(row))
    return tuple(rows)


def _behind_windows(anchor: PlateAnchor, panel: StagedPanel) -> PlateAnchor:
    """Weather outside of windows, where this camera sees them."""
    if not anchor.panes:
        return anchor
    panes, near = panes_of(panel.set_plan, panel.camera)
    return replace(anchor, panes=panes, depth_m=round(near, 3)) if panes else anchor


def _known(
    cue: int, by_panel: Sequence[Sequence[PlateAnchor]], motion: ShotMotion
) -> tuple[WorldPlate, int] | None:
    """The element in the world, and the index of the panel that placed it."""
    for index, (anchors, panel) in enumerate(zip(by_panel, motion.panels, strict=False)):
        plate = in_world(anchors[cue], panel.camera)
        if plate is not None:
            return plate, index
    return None
