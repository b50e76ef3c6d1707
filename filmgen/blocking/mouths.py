"""The openings a speaking mouth is drawn in: the few of limited animation, not one a phoneme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from filmgen.blocking.camera import half_extents, project
from filmgen.blocking.model import Camera, Figure
from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.media import ByteArray

SPEAKING_OPEN = 0.45
"""`Expression.mouth_open` of a key pose whose figure merely speaks; more is a held expression."""


class MouthShape(IntEnum):
    """One drawing of a mouth.

    REST is the mouth of the key pose, which needs no drawing of its own: what a figure that holds
    an expression goes back to. The others follow Preston Blair's mouth chart (Animation, 1949)
    reduced to what an openness and the vowels of the words tell.
    """

    REST = 0
    CLOSED = 1
    SMALL = 2
    OPEN = 3
    WIDE = 4
    ROUND = 5

    @property
    def openness(self) -> float:
        """How far it is open, 0 to 1, as `Expression.mouth_open` counts."""
        return _OPENNESS[self]


_OPENNESS = {
    MouthShape.REST: 0.0,
    MouthShape.CLOSED: 0.0,
    MouthShape.SMALL: 0.22,
    MouthShape.OPEN: 0.5,
    MouthShape.WIDE: 0.9,
    MouthShape.ROUND: 0.35,
}

LEAST_HEAD_PX = 48
"""Height of a head in the picture from which its mouth is seen moving: some ten pixels wide."""
LEAST_FACING = 0.1
"""Cosine between a face and the lens: beyond a profile a mouth is a bump on the outline."""

DRAWN = (MouthShape.CLOSED, MouthShape.SMALL, MouthShape.OPEN, MouthShape.WIDE, MouthShape.ROUND)
"""The shapes that are drawn besides the key pose."""


@dataclass(frozen=True)
class MouthPatches:
    """A figure's mouth in every shape but that of the key pose.

    Attributes:
        figure: its name.
        x, y: upper left corner in the panel's picture, overscan included.
        pictures: uint8 (h, w, 3), RGB, by shape, all of one size.
    """

    figure: str
    x: int
    y: int
    pictures: Mapping[MouthShape, ByteArray]


def mouth_seen(figure: Figure, camera: Camera, width_px: int) -> bool:
    """Whether a figure's mouth is seen moving in a frame of this width: a human face, near enough,
    in the frame or just outside, and turned to the lens at least as far as a profile.
    """
    place = figure.joint("head")
    x, y, depth = project(camera, place)
    if figure.look.species != "human" or depth <= 0.05 or max(abs(x - 0.5), abs(y - 0.5)) > 0.6:
        return False
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    if width_px / (2 * tan_w) * head_height_m(figure.look) / depth < LEAST_HEAD_PX:
        return False
    front = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)[:, 2]
    toward = np.subtract(camera.position, place)
    return bool(front @ toward >= LEAST_FACING * np.linalg.norm(toward))
