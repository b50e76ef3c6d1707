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
_SUBJECT = 0.01
"""Share of the picture that figures must fill for the move to be about them."""
_LEAST_SHARE = 0.08
"""A cut must part at least this share of all that there is to part."""
_FIGURES_COUNT = 3.0
"""How much more an edge of a figure counts than one of the set: it is what one looks at."""
_HELD, _ARM_M = 0.006, 0.7
"""What a figure holds is smaller than this share of the squared height, and this near to it."""
_OUTLINE = 0.005
"""Half an ink outline and its softness, in heights of the picture: it goes with what it bounds."""


def nearness_of(
    depth_m: FloatArray, figure_ids: ByteArray | None, high: float, travels: float
) -> FloatArray:
    """Nearness of every pixel, float32 (H, W), 1 at the subjects' depth or, without, the median.

    Each figure is flat, with what it holds: drawn faces and hands are not to be bent.

    Args:
        depth_m: metres, inf for the sky. figure_ids: 0 for none.
        high: what is nearest comes near to it, at least 1; so the order is kept.
        travels: how much of the depth is shown, 0 to 1: infinitely far is 1 - travels.
    """
    far = np.maximum(np.nan_to_num(depth_m, nan=1e6, posinf=1e6), 0.05)
    figures = np.zeros(depth_m.shape, np.uint8) if figure_ids is None else figure_ids
    present = [(i, figures == i) for i in np.unique(figures) if i]
    seen = figures > 0
    subject = np.count_nonzero(seen) >= _SUBJECT * seen.size
    reference = float(np.median(far[seen] if subject else far[::4, ::4]))
    for _, where in present:
        at = np.float32(np.median(far[where]))
        far[where] = at
        far[_held(where, figures, far, at)] = at
    beyond = np.float32(travels) * (np.float32(reference) / far - np.float32(1.0))
    room = np.float32(max(high - 1, 1e-6))
    nearer = room * np.tanh(np.maximum(beyond, 0) / room)
    bounded: FloatArray = 1 + np.where(beyond > 0, nearer, beyond).astype(np.float32)
    return bounded


def _held(
    who: NDArray[np.bool_], figures: ByteArray, far: FloatArray, at: np.float32
) -> NDArray[np.bool_]:
    """Small things at a figure's depth that touch it and nothing else: what it holds or wears."""
    height, width = who.shape
    reach = max(2, height // 40)
    rows, columns = np.flatnonzero(who.any(axis=1)), np.flatnonzero(who.any(axis=0))
    y0, y1 = max(0, int(rows[0]) - reach), min(height, int(rows[-1]) + 1 + reach)
    x0, x1 = max(0, int(columns[0]) - reach), min(width, int(columns[-1]) + 1 + reach)
    box = np.s_[y0:y1, x0:x1]
    here = (figures[box] == 0) & (np.abs(far[box] - at) < _ARM_M)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(here.astype(np.uint8), connectivity=4)
    held = np.zeros(count, bool)
    beside = cv2.dilate(who[box].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    held[np.unique(parts[beside])] = True
    left, top, wide, high, area = stats.T
    held &= area < _HELD * height * height
    held &= (left > 0) & (top > 0) & (left + wide < x1 - x0) & (top + high < y1 - y0)
    held[0] = False
    out = np.zeros(who.shape, bool)
    out[box] = held[parts]
    return out


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
