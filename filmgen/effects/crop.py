"""A plate cut to the part that ever shows anything: flames fill a third of theirs.

What is cut away costs as much to keep, to read and to lay over pictures as what is seen.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Part: TypeAlias = tuple[float, float, float, float]
"""Left, top, width, height in fractions of the plate."""

WHOLE: Part = (0.0, 0.0, 1.0, 1.0)
_FAINT = 1 / 512
_STEP_PX = 4


def shown_box(rgba: NDArray[Any]) -> tuple[int, int, int, int] | None:
    """(left, top, right, bottom), ends exclusive, of what any frame shows; None if none does.

    Args:
        rgba: (T, H, W, 4), may be memory-mapped: one frame is read at a time.
    """
    most = np.zeros(rgba.shape[1:3], np.float32)
    for frame in rgba:
        np.maximum(most, frame.max(axis=2), out=most)
    shown = most > _FAINT
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def shown_part(rgba: NDArray[Any]) -> Part:
    """The part of a plate outside of which every frame is clear; `WHOLE` if that is not much less.

    Args: see `shown_box`.
    """
    box = shown_box(rgba)
    if box is None:
        return WHOLE
    height, width = rgba.shape[1:3]
    left, right = _out(box[0], box[2], width)
    top, bottom = _out(box[1], box[3], height)
    if (right - left) * (bottom - top) > 0.9 * width * height:
        return WHOLE
    return (left / width, top / height, (right - left) / width, (bottom - top) / height)


def cropped(rgba: NDArray[Any], part: Part) -> NDArray[Any]:
    """The part of a plate, a view."""
    height, width = rgba.shape[1:3]
    left, top = round(part[0] * width), round(part[1] * height)
    return rgba[:, top : top + round(part[3] * height), left : left + round(part[2] * width)]


def _out(first: int, end: int, size: int) -> tuple[int, int]:
    """Two pixels of clear rim, on steps that keep sides even."""
    low = max(0, first - 2) // _STEP_PX * _STEP_PX
    high = min(size, -(-(end + 2) // _STEP_PX) * _STEP_PX)
    return low, high
