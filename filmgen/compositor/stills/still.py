"""A picture ready to be looked at by a camera: 4:2:0 planes at twice the output's density.

A linear warp from twice the density keeps ink lines as sharp between pixels as on them, where
one from the output's own density would soften and harden line by line as the camera creeps.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from filmgen.compositor.colour import Planes, planes_from_rgb, ycbcr444
from filmgen.compositor.stills.panels import resized
from filmgen.compositor.stills.relief import Relief
from filmgen.media import ByteArray


@dataclass(frozen=True)
class Still:
    """A panel or a drawing as planes.

    Attributes:
        planes: 4:2:0, overscan included, `density` times the output's resolution.
        overscan: margin around the composed frame, as in `media.Frame`.
        relief: the same picture in depth, where a move is to show it; None for a flat one.
    """

    planes: Planes
    overscan: float
    density: int
    relief: Relief | None = None


def still_from_rgb(
    rgb: ByteArray, overscan: float, out_px: tuple[int, int], *, fixed: bool = False
) -> Still:
    """Prepare a picture from `panel_picture`: at twice the output's density unless it is fixed.

    Args:
        fixed: the camera does not move, and the picture has the output's size.
    """
    if fixed and rgb.shape[:2] == (out_px[1], out_px[0]) and overscan == 0.0:
        return Still(planes_from_rgb(rgb), 0.0, 1)
    density = 2
    wide, high = (round(side * (1 + 2 * overscan) / 2) * 2 * density for side in out_px)
    y, u, v = cv2.split(ycbcr444(rgb))
    half = (wide // 2, high // 2)
    planes = Planes(resized(y, (wide, high)), resized(u, half), resized(v, half))
    return Still(planes, overscan, density)
