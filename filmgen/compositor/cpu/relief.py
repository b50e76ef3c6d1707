"""What a travelling camera sees of a picture in depth, drawn with OpenCV."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes
from filmgen.compositor.moves import View
from filmgen.compositor.stills.relief import ReliefLayer
from filmgen.compositor.stills.still import Still
from filmgen.media import ByteArray, FloatArray

_CELL = 16
"""Pixels of the output between two places where the way back to the still is worked out."""
_ROUNDS = 3


def sample_relief(still: Still, view: View, into: Planes) -> None:
    """Write what `view` sees of a still's relief into planes of the output's size.

    Layers are laid one over the other, far to near. Each is warped where its box is seen only.

    Args:
        still: with a relief.
    """
    assert still.relief is not None
    for layer in still.relief.layers:
        _lay(layer, still, view, into)


def places(
    nearness: FloatArray, overscan: float, view: View, out_px: tuple[int, int]
) -> tuple[FloatArray, FloatArray]:
    """Where in the still (fractions of its width and height) the output's pixels come from.

    Solves q = p (1 - t n(q)) + c n(q) by fixed-point rounds at nodes `_CELL` pixels apart, one
    row and column beyond every side; node i lies at pixel (i - 0.5) `_CELL` - 0.5.
    """
    width, height = out_px
    aspect, span = width / height, 1 + 2 * overscan
    px = ((np.arange(-(-width // _CELL) + 2) - 0.5) * (_CELL / width) - 0.5).astype(np.float32)
    py = ((np.arange(-(-height // _CELL) + 2) - 0.5) * (_CELL / height) - 0.5).astype(np.float32)
    cos, sin = np.float32(math.cos(view.roll_rad)), np.float32(math.sin(view.roll_rad))
    vx = cos * px[None, :] - (sin / np.float32(aspect)) * py[:, None]
    vy = (sin * np.float32(aspect)) * px[None, :] + cos * py[:, None]
    # in the still's fractions: q = start + n slope
    start_x, start_y = (vx + 0.5 + overscan) / span, (vy + 0.5 + overscan) / span
    closer = np.float32(1 - view.width)
    slope_x = (np.float32(view.x - 0.5) - closer * vx) / np.float32(span)
    slope_y = (np.float32(view.y - 0.5) - closer * vy) / np.float32(span)
    rows, columns = nearness.shape
    to_x, to_y = np.float32(columns), np.float32(rows)
    x, y = start_x + slope_x, start_y + slope_y
    for _ in range(_ROUNDS):
        near = cv2.remap(
            nearness, x * to_x - 0.5, y * to_y - 0.5, cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        x, y = start_x + near * slope_x, start_y + near * slope_y
    return x.astype(np.float32), y.astype(np.float32)


def _lay(layer: ReliefLayer, still: Still, view: View, into: Planes) -> None:
    x, y = places(layer.nearness, still.overscan, view, into.size)
    wide, high = still.planes.size
    width, height = into.size
    x, y = x * np.float32(wide) - np.float32(layer.x), y * np.float32(high) - np.float32(layer.y)
    rows, columns = slice(0, x.shape[0]), slice(0, x.shape[1])
    if layer.alpha is not None:
        own_w, own_h = layer.planes.size
        inside = (x > -_CELL * 4) & (x < own_w + _CELL * 4)
        inside &= (y > -_CELL * 4) & (y < own_h + _CELL * 4)
        if not inside.any():
            return
        rows, columns = _range(inside.max(axis=1)), _range(inside.max(axis=0))
    x, y = np.ascontiguousarray(x[rows, columns]), np.ascontiguousarray(y[rows, columns])
    top, left = (rows.start - 1) * _CELL, (columns.start - 1) * _CELL
    for target, source, alpha, step in (
        (into.y, layer.planes.y, layer.alpha, _CELL),
        (into.u, layer.planes.u, layer.alpha_c, _CELL // 2),
        (into.v, layer.planes.v, layer.alpha_c, _CELL // 2),
    ):
        scale = step / _CELL
        t, le = int(top * scale), int(left * scale)
        y0, x0 = max(0, t), max(0, le)
        y1 = min(target.shape[0], t + y.shape[0] * step)
        x1 = min(target.shape[1], le + x.shape[1] * step)
        size = (x.shape[1] * step, x.shape[0] * step)
        part = np.s_[y0 - t : y1 - t, x0 - le : x1 - le]
        map_x = cv2.resize(x * np.float32(scale) - np.float32(0.5), size)[part]
        map_y = cv2.resize(y * np.float32(scale) - np.float32(0.5), size)[part]
        seen = target[y0:y1, x0:x1]
        if alpha is None:
            cv2.remap(
                source, map_x, map_y, cv2.INTER_LINEAR, dst=seen, borderMode=cv2.BORDER_REPLICATE
            )
            continue
        own = cv2.remap(source, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        shows = cv2.remap(alpha, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        _blend(own, shows, seen)


def _range(where: NDArray[np.bool_]) -> slice:
    """From the first True to the last."""
    at = np.flatnonzero(where)
    return slice(int(at[0]), int(at[-1]) + 1)


def _blend(own: ByteArray, alpha: ByteArray, into: ByteArray) -> None:
    """Lay one plane over another, in place."""
    over = cv2.multiply(own, alpha, scale=1 / 255)
    cv2.multiply(into, cv2.bitwise_not(alpha), dst=into, scale=1 / 255)
    cv2.add(into, over, dst=into)
