"""What a camera is asked for, and what a candidate for it is.

Size is head height (crown to chin) over frame height at the head's depth, whatever way the
head is turned: `head_fraction`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from filmgen.blocking.camera import Array, half_extents, project_many
from filmgen.blocking.model import Camera, Figure, Prop, SetPlan
from filmgen.blocking.skeleton import head_height_m
from filmgen.breakdown.model import Angle, Setup, Size

RANGES: dict[Size, tuple[float, float]] = {
    Size.ECU: (0.80, 1.60),
    Size.CU: (0.45, 0.80),
    Size.MCU: (0.28, 0.45),
    Size.MS: (0.19, 0.28),
    Size.MLS: (0.135, 0.19),
    Size.LS: (0.07, 0.135),
    Size.ELS: (0.012, 0.07),
}
"""Head height over frame height, by shot size."""


@dataclass(frozen=True)
class View:
    """What the camera is asked for.

    Attributes:
        subjects: indices into `figures`, main subject first; may be empty.
        over: index of the OTS or POV figure, or -1.
        sides: "left" or "right" by figure index.
        line: (point, normal) in (x, z): the line of action's middle and the unit vector to
            the camera's side; None if the scene has no line.
        object: what an insert shows.
        before: cameras of the last wide shots here, which this one must not repeat.
        read_by: index of who holds the object up to their eyes, or -1.
        takes: cameras of earlier takes of this panel, which this one must differ from.
        manner: 0 to 1, from the shot's identity: what this shot leans to where all is equal.
        inside: indices of props that figures sit in or on and that do not count as in the way.
    """

    plan: SetPlan
    figures: tuple[Figure, ...]
    subjects: tuple[int, ...]
    size: Size
    angle: Angle
    setup: Setup
    lens_mm: float
    aspect: float
    key: str
    over: int = -1
    sides: Mapping[int, str] = field(default_factory=dict)
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    object: Prop | None = None
    inside: tuple[int, ...] = ()
    before: tuple[Camera, ...] = ()
    manner: float = 0.5
    takes: tuple[Camera, ...] = ()
    read_by: int = -1


@dataclass
class Candidates:
    """n cameras: position, orthonormal frame (roll included), tangents, penalties so far."""

    position: Array
    right: Array
    up: Array
    forward: Array
    tan_w: Array
    tan_h: Array
    focal: Array
    roll: Array
    cost: Array


def head_fraction(camera: Camera, figure: Figure) -> float:
    """Head height over frame height at the head's depth; 0 behind the camera."""
    depth = project_many(camera, np.array([figure.joint("head")]))[0, 2]
    if depth <= 1e-3:
        return 0.0
    return float(head_height_m(figure.look) / (2 * half_extents(*_lens(camera))[1] * depth))


def _lens(camera: Camera) -> tuple[float, float]:
    return camera.focal_mm, camera.aspect


def heads_of(view: View, indices: Sequence[int]) -> tuple[Array, Array]:
    points = np.array([view.figures[i].joint("head") for i in indices])
    return points, np.array([head_height_m(view.figures[i].look) for i in indices])
