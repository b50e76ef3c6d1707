"""What hides a plate: figures and things nearer than it, and walls around windows."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.blocking.model import PlateAnchor
from filmgen.media import ByteArray, FloatArray

_EDGE_M = 0.12
"""Over this much depth something nearer goes from hiding flames to not."""
_VOLUMES = ("smoke", "steam", "dust", "fog")
"""Kinds that one can stand in: their edge is as soft as they are thick."""
_SILL_M = 0.25


def occlusion(
    anchor: PlateAnchor, depth_m: FloatArray | None, figure_ids: ByteArray | None
) -> FloatArray | None:
    """How much of an anchored plate is seen at every pixel of the picture, 0 to 1, soft-edged.

    Figures nearer than the plate's middle hide it; so does anything else that is nearer than
    what the plate stands on. Smoke veils who stands in it by half. None where nothing hides it.
    """
    if depth_m is None:
        return None
    here = anchor.depth_m
    soft = max(_EDGE_M, 0.8 * anchor.thick_m) if anchor.kind in _VOLUMES else _EDGE_M
    front: FloatArray | float = here - max(anchor.thick_m, 0.1)
    if figure_ids is not None:
        front = np.where(figure_ids > 0, np.float32(here), np.float32(front))
    near = depth_m < front + soft / 2
    if not near.any():
        return None
    seen = np.clip((depth_m - front) / np.float32(soft) + np.float32(0.5), 0.0, 1.0)
    blurred: FloatArray = cv2.GaussianBlur(seen.astype(np.float32), (0, 0), 1.1)
    return blurred


def through_panes(
    anchor: PlateAnchor,
    size: tuple[int, int],
    overscan: float,
    depth_m: FloatArray | None,
) -> FloatArray:
    """How much of the weather outside is seen, 0 to 1: only where windows are not stood before.

    Args:
        size: (width, height) of the result, which covers the panel with its overscan.
        depth_m: at any resolution.
    """
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    for pane in anchor.panes:
        fractions = (np.array(pane) + overscan) / (1 + 2 * overscan)
        corners = np.rint(fractions * (width, height) * 16).astype(np.int32)
        cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, 4)
    seen: FloatArray = mask.astype(np.float32) / np.float32(255)
    if depth_m is not None:
        behind = (depth_m > anchor.depth_m - _SILL_M).astype(np.float32)
        seen = seen * cv2.resize(behind, size, interpolation=cv2.INTER_AREA)
    return seen
