"""Where a picture is cut apart in depth: at the edges of figures and things, and nowhere else."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import ByteArray, FloatArray

MOST_LAYERS = 4
STEP = 0.04
"""A jump of nearness between neighbouring pixels that is an edge; a floor's rise is a tenth."""
_LEAST_SHARE = 0.06
"""A cut must part at least this share of all that there is to part."""
_FIGURES_COUNT = 3.0
"""How much more an edge of a figure counts than one of the set: it is what one looks at."""
_OUTLINE = 0.005
"""Half an ink outline and its softness, in heights of the picture: it goes with what it bounds."""


def nearness_of(
    depth_m: FloatArray, figure_ids: ByteArray | None, low: float, high: float, travels: float
) -> FloatArray:
    """Nearness of every pixel, float32 (H, W), around 1 at the subjects' depth.

    Each figure is flat: drawn faces and hands are not to be bent.

    Args:
        depth_m: metres, inf for the sky. figure_ids: 0 for none.
        low, high: bounds. travels: how much of the depth is shown, 0 to 1.
    """
    far = np.maximum(np.nan_to_num(depth_m, nan=1e6, posinf=1e6), 0.05)
    figures = np.zeros(depth_m.shape, np.uint8) if figure_ids is None else figure_ids
    present = [(i, figures == i) for i in np.unique(figures) if i]
    seen = figures > 0
    reference = float(np.median(far[seen] if present else far[::4, ::4]))
    for _, where in present:
        far[where] = np.median(far[where])
    near = 1.0 + np.float32(travels) * (np.float32(reference) / far - np.float32(1.0))
    bounded: FloatArray = np.clip(near, low, high).astype(np.float32)
    return bounded


def edges(near: FloatArray) -> NDArray[np.bool_]:
    """Where nearness jumps: both pixels of every such pair, (H, W)."""
    found = np.zeros(near.shape, bool)
    across = np.abs(near[:, 1:] - near[:, :-1]) > STEP
    down = np.abs(near[1:] - near[:-1]) > STEP
    found[:, 1:] |= across
    found[:, :-1] |= across
    found[1:] |= down
    found[:-1] |= down
    return found


def depth_labels(near: FloatArray, figure_ids: ByteArray | None) -> ByteArray:
    """The layer of every pixel, 0 for the farthest: uint8 (H, W).

    Every jump of nearness is an interval, and a threshold inside of it parts its two sides.
    Thresholds are taken one by one where they part most; surfaces that run from one side of a
    threshold to the other are cut too, but there both layers lie at the same depth, and the
    cut does not show.
    """
    low, high, weight = _jumps(near, figure_ids)
    total = float(weight.sum())
    thresholds: list[float] = []
    while len(thresholds) < MOST_LAYERS - 1 and len(low):
        at, parted = _best(low, high, weight)
        if parted < _LEAST_SHARE * total:
            break
        thresholds.append(at)
        left = (low >= at) | (high <= at)
        low, high, weight = low[left], high[left], weight[left]
    labels = np.zeros(near.shape, np.uint8)
    for threshold in thresholds:
        labels += near >= np.float32(threshold)
    return labels


def _jumps(
    near: FloatArray, figure_ids: ByteArray | None
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """All jumps: the farther and the nearer side's nearness, and how much each matters."""
    lows, highs, weights = [], [], []
    for a, b in ((np.s_[:, 1:], np.s_[:, :-1]), (np.s_[1:], np.s_[:-1])):
        one, two = near[a], near[b]
        at = np.flatnonzero(np.abs(one - two) > STEP)
        one, two = one.ravel()[at], two.ravel()[at]
        weight = np.abs(one - two)
        if figure_ids is not None:
            who, other = figure_ids[a].ravel()[at], figure_ids[b].ravel()[at]
            weight = weight * np.where(who != other, _FIGURES_COUNT, 1.0)
        lows.append(np.minimum(one, two))
        highs.append(np.maximum(one, two))
        weights.append(weight)
    return np.concatenate(lows), np.concatenate(highs), np.concatenate(weights)


def _best(low: NDArray[Any], high: NDArray[Any], weight: NDArray[Any]) -> tuple[float, float]:
    """The threshold that parts the most, in the middle of its room, and how much that is."""
    start, stop, steps = float(low.min()), float(high.max()), 512
    scale = steps / (stop - start)
    change = np.zeros(steps + 1)
    np.add.at(change, np.ceil((low - start) * scale).astype(int), weight)
    np.add.at(change, np.floor((high - start) * scale).astype(int), -weight)
    parted = np.cumsum(change)
    most = float(parted.max())
    first = int(np.argmax(parted))
    good = parted >= 0.97 * most
    last = first
    while last < steps and good[last + 1]:
        last += 1
    while first > 0 and good[first - 1]:
        first -= 1
    return start + (first + last) / 2 / scale, most


def with_outlines(labels: ByteArray, at_edges: NDArray[np.bool_]) -> ByteArray:
    """Labels grown over what is farther by the width of an outline, where they end at an edge."""
    reach = max(1, round(_OUTLINE * labels.shape[0]))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    grown = cv2.dilate(labels, disc)
    near_edge = cv2.dilate(at_edges.astype(np.uint8), disc) > 0
    out: ByteArray = np.where(near_edge, grown, labels)
    return out
