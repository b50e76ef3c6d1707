"""A human figure from its joints and look: clothed trunk, limbs, hands, head.

Every clothed limb is its own part so that the pen can go round a sleeve that crosses a
chest. Measures are metres for a person of 1.74 m and grow with the figure.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure
from filmgen.previs.curve import unit
from filmgen.previs.head import add_head
from filmgen.previs.limbs import add_arms, add_legs
from filmgen.previs.scene import Scene, upright
from filmgen.previs.tailoring import tailor
from filmgen.previs.torso import add_torso

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """A figure's joints as arrays, with the frames of its trunk.

    Attributes:
        joints: world position by name.
        scale: height over 1.74 m. girth: build over average, with the figure's own scale.
        length: of the upper trunk, over a grown person's.
        torso: rows left, up, front of the chest. hips: the same of the hips.
        owner: index of the figure in the panel, plus 1.
        eye: camera position, for folds that depend on the view.
        detail_px: height of the head in the picture, in pixels.
        traits: eight numbers in 0 to 1 from the character's name, the same in every shot.
        scale_px: width of the picture over 1280: the pen's widths grow with it.
    """

    figure: Figure
    joints: dict[str, Array]
    scale: float
    girth: float
    length: float
    torso: Array
    hips: Array
    owner: int
    eye: Array
    detail_px: float
    traits: Array
    scale_px: float = 1.0

    @property
    def left(self) -> Array:
        return np.asarray(self.torso[0])

    @property
    def up(self) -> Array:
        return np.asarray(self.torso[1])

    @property
    def front(self) -> Array:
        return np.asarray(self.torso[2])

    def chest(self, x: float, y: float, z: float) -> Array:
        """A point by its place from the chest joint: left, up, front, in metres."""
        return np.asarray(self.joints["chest"] + np.array([x, y, z]) @ self.torso)

    def pelvis(self, x: float, y: float, z: float) -> Array:
        """The same from the pelvis joint, in the frame of the hips."""
        return np.asarray(self.joints["pelvis"] + np.array([x, y, z]) @ self.hips)

    @property
    def doing(self) -> str:
        """What the arms do: the upper half of the pose's label, "" at rest."""
        return self.figure.pose.partition(", ")[2]


def body_of(
    figure: Figure, owner: int, eye: Array, detail_px: float, scale_px: float = 1.0
) -> Body:
    """Trunk frames and measures from a human figure's joints."""
    joints = {name: np.asarray(p, np.float64) for name, p in figure.joints}
    chest, pelvis, neck = joints["chest"], joints["pelvis"], joints["neck"]
    scale = figure.look.height_m / 1.74
    length = float(np.linalg.norm(neck - chest)) / 0.1885
    bits = [zlib.crc32(f"{figure.name}/{k}".encode()) % 1000 / 999 for k in range(8)]
    return Body(
        figure=figure,
        joints=joints,
        scale=scale,
        girth=figure.look.build * scale,
        length=length,
        torso=upright(unit(neck - chest), joints["l_shoulder"] - joints["r_shoulder"]),
        hips=upright(unit(chest - pelvis), joints["l_hip"] - joints["r_hip"]),
        owner=owner,
        eye=eye,
        detail_px=detail_px,
        traits=np.array(bits, np.float64),
        scale_px=scale_px,
    )


def add_figure(
    scene: Scene, figure: Figure, owner: int, eye: Array, detail_px: float, scale_px: float = 1.0
) -> Body:
    """Put a human figure into the scene and return its body.

    Args:
        owner: 1 + index of the figure.
        eye: camera position.
        detail_px: the head's height in the picture; small figures get fewer solids.
        scale_px: the picture's longer side over 1280, as the pen's widths are scaled.
    """
    body = body_of(figure, owner, eye, detail_px, scale_px)
    trunk = add_torso(scene, body)
    tailor(scene, body, trunk)
    add_arms(scene, body)
    add_legs(scene, body)
    add_head(scene, body)
    return body
