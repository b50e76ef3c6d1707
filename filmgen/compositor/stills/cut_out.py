"""From a still and its depth to a relief."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes
from filmgen.compositor.moves import MovePath
from filmgen.compositor.stills.backdrop import backdrop
from filmgen.compositor.stills.completion import completed
from filmgen.compositor.stills.depth_cut import depth_labels, edges, nearness_of, with_outlines
from filmgen.compositor.stills.relief import Relief, ReliefLayer
from filmgen.compositor.stills.spread import spread
from filmgen.compositor.stills.still import Still
from filmgen.compositor.stills.travel import farthest_views, max_shift, nearest_seen_whole, places
from filmgen.media import ByteArray, FloatArray

Bools: TypeAlias = NDArray[np.bool_]

_SHARES = (1.0, 0.7, 0.45)
"""Shares of a move's depth that are tried, until no more is uncovered than"""
_MOST_MADE_UP = 0.07
"""of the picture."""
_HIGH = 1.4
"""Nothing is drawn nearer: what is behind it would come out too far."""
_COARSE = 8
"""Pixels of the luma plane in one of the nearness."""
_SMOOTH = 2.0
"""Blur of the nearness within a layer, in its own pixels, one standard deviation."""
_SKIP = 4
"""Pixels from one place to the next at which it is asked what the move uncovers."""
_WHOLE = cv2.INTER_NEAREST
_LEAST_RANGE = 0.08
"""A picture all of whose depths lie within this is flat."""


@dataclass(frozen=True)
class _Cut:
    """A still's layers, nothing painted in yet, with the gaps a move uncovers in each.

    Attributes:
        gaps: what must be made up. clean: what is drawn, and may be taken for it.
        made_up: share of the picture, without what is made up to be on the safe side.
    """

    layers: tuple[ReliefLayer, ...]
    gaps: tuple[Bools, ...]
    clean: tuple[Bools, ...]
    made_up: float


def relief_of(
    still: Still, path: MovePath, depth_m: FloatArray, figure_ids: ByteArray | None
) -> Relief | None:
    """A still taken apart for a move through its depth.

    Where a move would uncover more than can be made up well, less of the depth is shown.

    Args:
        still: at twice the output's density.
        depth_m: metres (H, W) at the resolution of the still's chroma, inf for the sky.
        figure_ids: uint8 (H, W), 0 for none.

    Returns:
        None where the picture is better seen flat: all its depths are alike, or even of a
        fraction of its depth too much would have to be made up.
    """
    high = min(_HIGH, max(1.0, nearest_seen_whole(path)))
    for share in _SHARES:
        near = nearness_of(depth_m, figure_ids, high, path.travels * share)
        cut = _cut(still, path, near, figure_ids)
        if cut is None:
            return None
        if cut.made_up <= _MOST_MADE_UP:
            return _painted(still, cut)
    return None


def _painted(still: Still, cut: _Cut) -> Relief:
    luma = cv2.resize(still.planes.y, still.planes.u.shape[::-1], interpolation=cv2.INTER_AREA)
    relief = Relief(
        tuple(
            _filled(layer, luma, gap, clean)
            for layer, gap, clean in zip(cut.layers, cut.gaps, cut.clean, strict=True)
        )
    )
    relief.take(still.planes, (0, 0, *still.planes.size))
    return relief


def _cut(
    still: Still, path: MovePath, near: FloatArray, figure_ids: ByteArray | None
) -> _Cut | None:
    """A still cut into layers for a move; None where all its depths are alike."""
    least, most = (float(v) for v in np.percentile(near[::4, ::4], (1, 99)))
    if most - least < _LEAST_RANGE:
        return None
    at_edges = edges(near)
    labels = depth_labels(near, figure_ids)
    outlined = with_outlines(labels, at_edges)
    reveal = max_shift(path) * (most - least)
    margin = math.ceil(reveal * near.shape[1] / (1 + 2 * still.overscan)) + 6
    layers, gaps, clean = [], [], []
    for number in range(int(labels.max()) + 1):
        where, gap, drawn = backdrop(outlined, number, at_edges, margin)
        field = _nearness(near, labels == number, figure_ids)
        layers.append(_layer(still.planes, where if number else None, field))
        gaps.append(gap)
        clean.append(drawn)
    shown, made_up = _uncovered(layers, gaps, path, still.planes)
    return _Cut(tuple(layers), shown, tuple(clean), made_up)


def _uncovered(
    layers: list[ReliefLayer], gaps: list[Bools], path: MovePath, still: Planes
) -> tuple[tuple[Bools, ...], float]:
    """What of each layer's gap the move ever shows, and how much of the picture that is in all."""
    height, width = still.u.shape
    span = 1 + 2 * path.overscan
    out_px = (round(width / span), round(height / span))
    small = (width // _SKIP, height // _SKIP)
    found = [np.zeros((small[1], small[0]), np.uint8) for _ in layers]
    for view in farthest_views(path):
        clear = None
        for number in range(len(layers) - 1, -1, -1):
            layer = layers[number]
            x, y = places(layer.nearness, path.overscan, view, out_px, _SKIP)
            x, y = x[1:-1, 1:-1], y[1:-1, 1:-1]
            j = np.clip((y * small[1]).astype(np.int32), 0, small[1] - 1)
            i = np.clip((x * small[0]).astype(np.int32), 0, small[0] - 1)
            if clear is not None:
                found[number][j[clear], i[clear]] = 1
            if layer.alpha_c is None:
                break
            top, left = layer.y // 2, layer.x // 2
            own_h, own_w = layer.alpha_c.shape
            row = (y * height).astype(np.int32) - top
            column = (x * width).astype(np.int32) - left
            inside = (row >= 0) & (row < own_h) & (column >= 0) & (column < own_w)
            row, column = np.where(inside, row, 0), np.where(inside, column, 0)
            filled = inside & (layer.alpha_c[row, column] == 255)
            clear = ~filled if clear is None else clear & ~filled
    square = np.ones((3, 3), np.uint8)
    made_up, shown = 0, []
    for seen, gap in zip(found, gaps, strict=True):
        large = (width, height)
        made_up += int(np.count_nonzero(gap & (cv2.resize(seen, large, interpolation=_WHOLE) > 0)))
        # a little more than is asked for: only every fourth place and a few views were
        wide = cv2.resize(cv2.dilate(seen, square), large, interpolation=_WHOLE) > 0
        shown.append(gap & wide)
    return tuple(shown), made_up / (height * width)


def _nearness(near: FloatArray, mine: Bools, figure_ids: ByteArray | None) -> FloatArray:
    """A layer's nearness, coarse, smooth, and carried on where the layer is not."""
    height, width = near.shape
    size = (-(-2 * width // _COARSE), -(-2 * height // _COARSE))
    weight = mine.astype(np.float32)
    if figure_ids is not None:
        weight *= np.where(figure_ids > 0, np.float32(16), np.float32(1))
    share = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    total = cv2.resize(weight * near, size, interpolation=cv2.INTER_AREA)
    total, share = (cv2.GaussianBlur(f, (0, 0), _SMOOTH) for f in (total, share))
    return spread(total, share)


def _layer(still: Planes, where: Bools | None, nearness: FloatArray) -> ReliefLayer:
    """A layer's box cut out, its planes still empty and nothing filled."""
    height, width = still.u.shape
    nothing = np.zeros(0, np.int32)
    if where is None:
        planes = _empty(width, height)
        return ReliefLayer(0, 0, planes, None, None, nearness, nothing, nothing)
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    y0, y1 = max(0, int(rows[0]) - 2), min(height, int(rows[-1]) + 3)
    x0, x1 = max(0, int(columns[0]) - 2), min(width, int(columns[-1]) + 3)
    alpha_c, alpha = _alpha(where[y0:y1, x0:x1])
    planes = _empty(x1 - x0, y1 - y0)
    return ReliefLayer(2 * x0, 2 * y0, planes, alpha, alpha_c, nearness, nothing, nothing)


def _filled(layer: ReliefLayer, luma: ByteArray, gap: Bools, clean: Bools) -> ReliefLayer:
    """A layer with what is shown where it was covered."""
    if not gap.any() or not clean.any():
        return layer
    y0, x0, width = layer.y // 2, layer.x // 2, layer.planes.u.shape[1]
    row, column = np.divmod(np.flatnonzero(gap), luma.shape[1])
    hidden = ((row - y0) * width + column - x0).astype(np.int32)
    return replace(layer, hidden=hidden, source=completed(luma, gap, clean))


def _alpha(where: Bools) -> tuple[ByteArray, ByteArray]:
    """Soft by about a pixel of the output, at the chroma's resolution and at the luma's."""
    mask = cv2.GaussianBlur(where.astype(np.uint8) * np.uint8(255), (0, 0), 0.8)
    height, width = mask.shape
    return mask, cv2.resize(mask, (2 * width, 2 * height), interpolation=cv2.INTER_LINEAR)


def _empty(width: int, height: int) -> Planes:
    return Planes(
        np.empty((2 * height, 2 * width), np.uint8),
        np.empty((height, width), np.uint8),
        np.empty((height, width), np.uint8),
    )
