"""What lies behind: where a layer goes on under nearer ones, and which of it must be made up."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import ByteArray, FloatArray

Bools: TypeAlias = NDArray[np.bool_]

_SAFE = 0.0025
"""Beside an edge there is its last ink, in heights of the picture: nothing is taken from there."""
_SEAMLESS = 0.005
"""So far behind a cut through one surface all stays as it is."""


def backdrop(
    labels: ByteArray, layer: int, at_edges: Bools, margin_px: int
) -> tuple[Bools, Bools, Bools]:
    """How a layer goes on behind nearer ones.

    A place that is covered belongs to the layer it is nearest to, but to none nearer than what
    covers it; so an edge that runs behind something goes on behind it.

    Args:
        labels: of every pixel, outlines included. at_edges: see `depth_cut.edges`.
        margin_px: how far behind an edge the camera can look.

    Returns:
        Where the layer is, covered parts included; where it must be made up; where it is drawn.
        What lies behind a cut through one surface needs not be made up: it is that surface.
    """
    safe, seamless = (max(1, round(share * labels.shape[0])) for share in (_SAFE, _SEAMLESS))
    mine, covered = labels == layer, labels > layer
    away = _distance(mine)
    reached = covered & (away <= margin_px)
    if layer:
        reached &= away <= _distance(labels < layer)
    edge = cv2.dilate(at_edges.astype(np.uint8), _disc(2 * seamless)) > 0
    beside = cv2.dilate((covered & edge).astype(np.uint8), _disc(safe)) > 0
    gap = (reached | (mine & beside)) & (edge | (away > seamless))
    return mine | reached, gap, mine & ~beside


def _distance(where: Bools) -> FloatArray:
    """Of every pixel to the nearest True; far where there is none."""
    if not where.any():
        return np.full(where.shape, 1e6, np.float32)
    out: FloatArray = cv2.distanceTransform((~where).astype(np.uint8), cv2.DIST_L2, 3)
    return out


def _disc(reach: int) -> ByteArray:
    side = 2 * reach + 1
    disc: ByteArray = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return disc
