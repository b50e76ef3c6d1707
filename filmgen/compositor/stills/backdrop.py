"""What lies behind: the places of a layer that nearer ones cover, and what is shown there.

A drawing is grain, hatching and ink; blurred paint between them looks like a smear. So the set
is mirrored at the edge of what hides it: its grain goes on, lines that run into the edge come
back out of it, and nothing of the outline is in it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.stills.relief import Indices
from filmgen.media import ByteArray, FloatArray

_REACHES = (1.0, 0.6, 0.3, 0.1)
"""How far beyond the edge the mirror image is looked for, in distances to the edge."""
_SAFE = 2
"""Pixels beside an edge that hold its last ink: nothing is taken from there."""
_SEAMLESS = 4
"""Pixels behind a cut through one surface that stay as they are."""


def nearest(where: NDArray[np.bool_]) -> tuple[FloatArray, NDArray[np.int32]]:
    """Distance to the nearest True of every pixel, and its flat index."""
    if not where.any():
        return np.full(where.shape, np.inf, np.float32), np.zeros(where.shape, np.int32)
    distance, label = cv2.distanceTransformWithLabels(
        (~where).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    place = np.zeros(int(label.max()) + 1, np.int32)
    at = np.flatnonzero(where)
    place[label.ravel()[at]] = at
    return distance, place[label]


def backdrop(
    labels: ByteArray, layer: int, at_edges: NDArray[np.bool_], margin_px: int
) -> tuple[NDArray[np.bool_], Indices, Indices]:
    """How a layer goes on behind nearer ones.

    Args:
        labels: of every pixel, outlines included. at_edges: see `depth_cut.edges`.
        margin_px: how far behind an edge the camera can look.

    Returns:
        Where the layer is, covered parts included; flat places that are filled, and the places
        whose pixels fill them.
    """
    mine, covered = labels == layer, labels > layer
    to_mine, _ = nearest(mine)
    reached = covered & (to_mine <= margin_px)
    if layer and (labels < layer).any():
        to_less, _ = nearest(labels < layer)
        reached &= to_mine <= to_less
    where = mine | reached
    size = 2 * _SAFE + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    wide = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (4 * _SEAMLESS + 1, 4 * _SEAMLESS + 1))
    edge = cv2.dilate(at_edges.astype(np.uint8), wide) > 0
    beside = cv2.dilate((covered & edge).astype(np.uint8), disc) > 0
    clean = mine & ~beside
    if not clean.any():
        empty = np.zeros(0, np.int32)
        return where, empty, empty
    fill = (reached | (mine & beside)) & (edge | (to_mine > _SEAMLESS))
    hidden = np.flatnonzero(fill).astype(np.int32)
    return where, hidden, _mirrored(hidden, clean)


def _mirrored(hidden: Indices, clean: NDArray[np.bool_]) -> Indices:
    """For each hidden place the one that lies as far beyond the nearest clean place."""
    height, width = clean.shape
    _, place = nearest(clean)
    edge = place.ravel()[hidden]
    y, x = np.divmod(hidden, width)
    edge_y, edge_x = np.divmod(edge, width)
    source = edge.copy()
    open_ = np.ones(len(hidden), bool)
    for reach in _REACHES:
        to_y = edge_y + np.rint((edge_y - y) * reach).astype(np.int32)
        to_x = edge_x + np.rint((edge_x - x) * reach).astype(np.int32)
        inside = open_ & (to_y >= 0) & (to_y < height) & (to_x >= 0) & (to_x < width)
        at = np.where(inside, to_y * width + to_x, 0)
        good = inside & clean.ravel()[at]
        source[good] = at[good]
        open_ &= ~good
    return source.astype(np.int32)
