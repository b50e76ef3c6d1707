"""From places of the grid to pixels of the plate."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.effects.imaging.spread import Canvas
from filmgen.media import FloatArray

_COARSE = 4


class Zoom:
    """Which cell each pixel of a plate shows.

    Attributes:
        x: float32 (width,), cells; y: float32 (height,).
    """

    def __init__(self, canvas: Canvas, width: int, height: int) -> None:
        across = (canvas.columns - 2.0 * canvas.left, width, canvas.left)
        down = (canvas.rows - canvas.top, height, canvas.top)
        self.x, self.y = _centres(*across), _centres(*down)
        # Coordinates are smooth: exact at every fourth pixel, linear in between.
        few = (max(2, width // _COARSE), max(2, height // _COARSE))
        x, y = (_centres(c, n, first) for (c, _, first), n in zip((across, down), few, strict=True))
        self._few = few
        self._matrix = np.array(
            [[x[1] - x[0], 0.0, x[0]], [0.0, y[1] - y[0], y[0]]], dtype=np.float64
        )
        self._room: dict[int, FloatArray] = {}

    def enlarged(self, grid: FloatArray, slot: int | None = None) -> FloatArray:
        """A smooth grid (rows, columns, ...) at every pixel.

        Args:
            slot: the result is overwritten by the next call with the same slot.
        """
        few = cv2.warpAffine(
            grid,
            self._matrix,
            self._few,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        size = (self.x.size, self.y.size)
        room = None if slot is None else self._room.get(slot)
        full: FloatArray = cv2.resize(few, size, room, interpolation=cv2.INTER_LINEAR)
        if slot is not None:
            self._room[slot] = full
        return full


def _centres(cells: float, pixels: int, first: float) -> FloatArray:
    return (first - 0.5 + cells / pixels * (np.arange(pixels) + 0.5)).astype(np.float32)
