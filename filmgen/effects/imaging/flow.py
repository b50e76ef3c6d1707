"""Motion of fields: where the air goes, seen from two frames of a clip, and frames in between.

A clip holds no velocity, so it is estimated: Farneback's polynomial expansion (SCIA 2003, in
OpenCV) on a picture of what is there, then smoothed, and where there is nothing to see replaced
by what such elements do, which is to rise.
"""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.media import ByteArray, FloatArray

_FULL = 16.0
"""Of 3 heat + depth: where the picture for the motion estimate is white."""
_TRUST = 12.0
"""Squared gradient of that picture (0 to 255 a cell) above which the estimate is believed."""
FASTEST = 4.0
"""Cells a frame; more is an error of the estimate."""


def motion(before: FloatArray, after: FloatArray, *, rise: float) -> FloatArray:
    """Cells that the content moves from one frame of fields to the next.

    Args:
        before, after: (3, rows, columns) heat, depth, scatter.
        rise: cells a frame upwards where nothing can be seen to move.

    Returns:
        float32 (2, rows, columns), to the right and downwards, smooth.
    """
    first, second = _picture(before), _picture(after)
    seen = cv2.calcOpticalFlowFarneback(first, second, None, 0.5, 3, 9, 3, 5, 1.1, 0)
    gradient = cv2.spatialGradient(second)
    trust = sum(g.astype(np.float32) ** 2 for g in gradient) / 64.0
    trust = cv2.GaussianBlur(trust, (0, 0), 1.5)
    weighted = cv2.GaussianBlur(seen * trust[..., None], (0, 0), 1.5)
    total = cv2.GaussianBlur(trust, (0, 0), 1.5) + _TRUST
    flow = weighted / total[..., None]
    flow[..., 1] -= rise * _TRUST / total
    np.clip(flow, -FASTEST, FASTEST, out=flow)
    return np.ascontiguousarray(flow.transpose(2, 0, 1))


def moved(field: FloatArray, shift: FloatArray) -> FloatArray:
    """A field carried along by `shift` cells; (channels, rows, columns), the border repeated."""
    rows, columns = field.shape[1:]
    x = np.arange(columns, dtype=np.float32)[None, :] - shift[0]
    y = np.arange(rows, dtype=np.float32)[:, None] - shift[1]
    planes = [
        cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for plane in field
    ]
    return np.stack(planes)


def between(before: FloatArray, after: FloatArray, flow: FloatArray, at: float) -> FloatArray:
    """Fields `at` (0 to 1) of the way from one frame to the next: both moved to there, blended."""
    if at <= 0.0:
        return before
    mixed: FloatArray = (1.0 - at) * moved(before, at * flow)
    mixed += at * moved(after, (at - 1.0) * flow)
    return mixed


def _picture(fields: FloatArray) -> ByteArray:
    there = np.log1p(np.maximum(3.0 * fields[0] + fields[1], 0.0))
    grey: ByteArray = np.minimum(there * (255.0 / np.log1p(_FULL)), 255.0).astype(np.uint8)
    return grey
