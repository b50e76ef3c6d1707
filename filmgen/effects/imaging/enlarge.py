"""One frame of fields to pixels: bent and carved by the detail, shaded block by block."""

from __future__ import annotations

import math

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.imaging.drift import Drift
from filmgen.effects.imaging.field_shading import PixelShader, lit_grid
from filmgen.effects.imaging.grain import Grain
from filmgen.effects.imaging.looks import FieldLook
from filmgen.effects.imaging.shading import border_window
from filmgen.effects.imaging.spread import Canvas
from filmgen.effects.imaging.zoom import Zoom
from filmgen.media import FloatArray

_FINE = 4
"""The grid is enlarged smoothly by this before it is looked up linearly."""
_EMPTY = 0.004
_BLOCK_PX = 24_576
"""Pixels are shaded in blocks that stay in the processor's cache."""


class Enlarger:
    """Makes plate frames.

    Args:
        size: (width, height) of the plate, px.
        density, turbulence: as in `field_plate.shade_fields`.
    """

    def __init__(
        self,
        look: FieldLook,
        canvas: Canvas,
        size: tuple[int, int],
        grain: Grain,
        shader: PixelShader,
        *,
        density: float,
        turbulence: float,
    ) -> None:
        self._look, self._grain, self._shader = look, grain, shader
        self._density = density
        self._size = size
        self._zoom = Zoom(canvas, *size)
        window = border_window(canvas.columns, canvas.rows, rim=0.05, foot=0.06)
        reach = (turbulence * look.warp * look.grain_cells * window).astype(np.float32)
        self._margin = 1.5 + 1.2 * float(reach.max())
        self._reach = self._zoom.enlarged(reach) * np.float32(_FINE)
        # places in the enlarged grid
        self._x = (_FINE * (self._zoom.x + 0.5) - 0.5).astype(np.float32)
        self._y = (_FINE * (self._zoom.y + 0.5) - 0.5).astype(np.float32)
        cell_px = size[1] / (canvas.rows - canvas.top)
        self._block = max(64, math.floor(grain.block_cells * cell_px))

    def frame(self, fields: FloatArray, drift: Drift) -> NDArray[np.float16]:
        """float16 (height, width, 4), premultiplied linear."""
        width, height = self._size
        rgba = np.zeros((height, width, 4), np.float16)
        grid = lit_grid(fields, self._look, density=self._density)
        filled = np.maximum(grid[..., 0], grid[..., 1]) > _EMPTY
        if not filled.any():
            return rgba
        fine = cv2.resize(grid, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_CUBIC)
        np.maximum(fine, 0.0, out=fine)
        places = self._grain.places(drift, self._zoom)
        down = max(8, _BLOCK_PX // min(width, self._block))
        for top in range(0, height, down):
            rows = slice(top, min(top + down, height))
            span = self._filled(filled, rows)
            count = math.ceil((span.stop - span.start) / self._block)
            for part in range(count):
                edges = (
                    span.start + (span.stop - span.start) * p // count for p in (part, part + 1)
                )
                columns = slice(*edges)
                grain = self._grain.look(places, rows, columns)
                light = self._pixels(fine, grain, rows, columns)
                torch.from_numpy(rgba[rows, columns]).copy_(torch.from_numpy(light))
        return rgba

    def _pixels(
        self, fine: FloatArray, grain: FloatArray, rows: slice, columns: slice
    ) -> FloatArray:
        swirl_x, swirl_y, relief, shine = cv2.split(grain)
        reach = self._reach[rows, columns]
        swirl_x *= reach
        swirl_x += self._x[None, columns]
        swirl_y *= reach
        swirl_y += self._y[rows, None]
        sample = cv2.remap(fine, swirl_x, swirl_y, cv2.INTER_LINEAR)
        return self._shader.shade(sample, relief, shine)

    def _filled(self, filled: NDArray[np.bool_], rows: slice) -> slice:
        """The columns of pixels that something reaches in some rows of pixels."""
        x, y = self._zoom.x, self._zoom.y
        first = math.floor(y[rows.start] - self._margin)
        last = math.ceil(y[rows.stop - 1] + self._margin)
        cells = np.flatnonzero(filled[max(first, 0) : max(last, 0) + 1].any(axis=0))
        if not cells.size:
            return slice(0, 0)
        left, right = np.searchsorted(x, (cells[0] - self._margin, cells[-1] + self._margin))
        return slice(int(left), int(right))
