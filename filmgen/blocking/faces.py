"""Where faces are in a panel, so that nothing is written over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import half_extents, project
from filmgen.blocking.model import Camera, Figure, StagedPanel
from filmgen.blocking.mouths import LEAST_FACING
from filmgen.blocking.skeleton import head_axes, head_height_m

LEAST_HEIGHT = 0.04
"""Of the frame: a smaller face has no expression that words could hide."""
_BREADTH = 0.72
"""Of a head, over its height from crown to chin (Farkas, Anthropometry of the Head and Face)."""


@dataclass(frozen=True)
class FaceBox:
    """A face, crown to chin; fractions of the composed frame, (0, 0) its upper left corner."""

    name: str
    x: float
    y: float
    width: float
    height: float


def faces_seen(panel: StagedPanel) -> tuple[FaceBox, ...]:
    """The faces of a panel that are turned to the lens, at least as far as a profile."""
    found = (_face(figure, panel.camera) for figure in panel.figures)
    return tuple(face for face in found if face is not None)


def _face(figure: Figure, camera: Camera) -> FaceBox | None:
    place = figure.joint("head")
    x, y, depth = project(camera, place)
    if not depth > 0.05:
        return None
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    head = head_height_m(figure.look)
    height = head / (2 * tan_h * depth)
    width = _BREADTH * head / (2 * tan_w * depth)
    outside = abs(x - 0.5) > 0.5 + width / 2 or abs(y - 0.5) > 0.5 + height / 2
    if outside or height < LEAST_HEIGHT:
        return None
    front = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)[:, 2]
    toward = np.subtract(camera.position, place)
    if front @ toward < LEAST_FACING * np.linalg.norm(toward):
        return None
    box = (x - width / 2, y - height / 2, width, height)
    return FaceBox(figure.name, *(round(float(value), 4) for value in box))
