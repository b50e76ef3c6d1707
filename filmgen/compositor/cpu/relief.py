"""What a travelling camera sees of a picture in depth, drawn with OpenCV.

Each layer is warped only where it is seen: not where nothing of it is, not where nearer ones
hide it whole, and mixed with what is behind it only along its edges. So most of the frame is
warped once, as a flat picture would be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes
from filmgen.compositor.moves import View
from filmgen.compositor.stills.relief import ReliefLayer
from filmgen.compositor.stills.still import Still
from filmgen.compositor.stills.travel import places
from filmgen.media import ByteArray, FloatArray

_CELL = 16
"""Pixels of the output between two places where the way back to the still is worked out."""
_TILE = 4
"""Cells to a side of the squares in which it is decided what is drawn: calls cost as well."""
_BAND = 12
"""Cells in the height of what is drawn before the next, some tiles: it stays in the cache."""
_BLOCK = 8
"""Pixels of a layer's alpha whose least and most are looked up together."""

Bools: TypeAlias = NDArray[np.bool_]
Maps: TypeAlias = tuple[FloatArray, FloatArray]
"""Column and row in a plane of every pixel of the output."""


@dataclass(frozen=True)
class _Cover:
    """A layer with what is known of its alpha around every block: any there, all there."""

    layer: ReliefLayer
    any_: Bools | None
    whole: Bools | None


@dataclass(frozen=True)
class _Run:
    """Cells drawn in one go: rows and columns from - to, and whether the layer fills them."""

    top: int
    bottom: int
    left: int
    right: int
    whole: bool

    def within(
        self, maps: Maps, step: int, up: int, aside: int, plane: ByteArray
    ) -> tuple[Maps, tuple[slice, slice]]:
        """The part of maps (from cell `up`, `aside` on) that it needs, and its place in a plane."""
        height, width = plane.shape
        y0, y1 = self.top * step, min(self.bottom * step, height)
        x0, x1 = self.left * step, min(self.right * step, width)
        part = np.s_[y0 - up * step : y1 - up * step, x0 - aside * step : x1 - aside * step]
        return (maps[0][part], maps[1][part]), np.s_[y0:y1, x0:x1]


class _Rooms:
    """Memory that is used again for every part drawn; fresh memory costs page faults."""

    def __init__(self, pixels: int) -> None:
        self._maps = [np.empty(pixels, np.float32) for _ in range(4)]
        self._planes = [np.empty(pixels, np.uint8) for _ in range(3)]

    def maps(self, number: int, x: FloatArray, y: FloatArray, step: int) -> Maps:
        """Nodes in pixels from a plane's corner, `step` apart, to indices for every pixel."""
        height, width = x.shape[0] * step, x.shape[1] * step
        out = [m[: width * height].reshape(height, width) for m in self._maps[2 * number :][:2]]
        for nodes, whole in zip((x, y), out, strict=True):
            cv2.resize(nodes - np.float32(0.5), (width, height), dst=whole)
        return out[0], out[1]

    def plane(self, number: int, shape: tuple[int, ...]) -> ByteArray:
        return self._planes[number][: shape[0] * shape[1]].reshape(shape[0], shape[1])


class ReliefPainter:
    """Paints views of one still in depth.

    Args:
        still: with a relief; its layers may be painted into between views.
        out_px: (width, height) of the views.
    """

    def __init__(self, still: Still, out_px: tuple[int, int]) -> None:
        assert still.relief is not None
        self._overscan, self._size = still.overscan, still.planes.size
        # half a cell as seen in the still, its slant and a block to either side
        reach = _CELL * self._size[0] / (out_px[0] * (1 + 2 * still.overscan))
        grow = math.ceil((0.71 * reach + 2) / _BLOCK)
        cells = -(-out_px[0] // _CELL) + 2, -(-out_px[1] // _CELL) + 2
        self._rooms = _Rooms(cells[0] * cells[1] * _CELL * _CELL)
        self._covers = [_cover(layer, grow) for layer in still.relief.layers]

    def paint(self, view: View, into: Planes) -> None:
        """Write what `view` sees into planes of the output's size."""
        ways = [
            places(c.layer.nearness, self._overscan, view, into.size, _CELL) for c in self._covers
        ]
        hidden: Bools = np.zeros((ways[0][0].shape[0] - 2, ways[0][0].shape[1] - 2), bool)
        shares: list[tuple[Bools, Bools]] = []
        for cover, way in zip(reversed(self._covers), reversed(ways), strict=True):
            some, whole = self._seen(cover, *way)
            shares.append((some & ~hidden, whole | hidden))
            hidden = hidden | whole
        drawn = [list(_runs(*share)) for share in reversed(shares)]
        for top in range(0, len(hidden), _BAND):
            for cover, way, runs in zip(self._covers, ways, drawn, strict=True):
                here = [run for run in runs if run.top // _BAND * _BAND == top]
                if here:
                    self._lay(cover.layer, way, here, into)

    def _seen(self, cover: _Cover, x: FloatArray, y: FloatArray) -> tuple[Bools, Bools]:
        """In which cells of the output anything of a layer is seen, and which it fills."""
        x, y = x[1:-1, 1:-1], y[1:-1, 1:-1]
        if cover.any_ is None or cover.whole is None:
            every = np.ones(x.shape, bool)
            return every, every
        layer = cover.layer
        rows, columns = cover.any_.shape
        i = np.floor((x * np.float32(self._size[0]) - layer.x) / _BLOCK).astype(np.int32)
        j = np.floor((y * np.float32(self._size[1]) - layer.y) / _BLOCK).astype(np.int32)
        inside = (i >= -_BLOCK) & (j >= -_BLOCK) & (i < columns + _BLOCK) & (j < rows + _BLOCK)
        i, j = np.clip(i, 0, columns - 1), np.clip(j, 0, rows - 1)
        return inside & cover.any_[j, i], inside & cover.whole[j, i]

    def _lay(
        self, layer: ReliefLayer, way: tuple[FloatArray, FloatArray], runs: list[_Run], into: Planes
    ) -> None:
        top, left = min(r.top for r in runs), min(r.left for r in runs)
        bottom, right = max(r.bottom for r in runs), max(r.right for r in runs)
        wide, high = (np.float32(side) for side in self._size)
        nodes = np.s_[top : bottom + 2, left : right + 2]
        x, y = way[0][nodes] * wide - layer.x, way[1][nodes] * high - layer.y
        fine = self._rooms.maps(0, x, y, _CELL)
        coarse = self._rooms.maps(1, x * np.float32(0.5), y * np.float32(0.5), _CELL // 2)
        planes = layer.planes
        for run in runs:
            # the maps begin one cell above and left of the first run
            maps, seen = run.within(fine, _CELL, top - 1, left - 1, into.y)
            alpha = None
            if not run.whole and layer.alpha is not None:
                alpha = self._rooms.plane(0, maps[0].shape)
                cv2.remap(layer.alpha, *maps, cv2.INTER_LINEAR, dst=alpha)
            self._draw(planes.y, maps, alpha, into.y[seen])
            maps, seen = run.within(coarse, _CELL // 2, top - 1, left - 1, into.u)
            if alpha is not None:
                half = (maps[0].shape[1], maps[0].shape[0])
                alpha = cv2.resize(alpha, half, interpolation=cv2.INTER_AREA)
            self._draw(planes.u, maps, alpha, into.u[seen])
            self._draw(planes.v, maps, alpha, into.v[seen])

    def _draw(
        self, source: ByteArray, maps: Maps, alpha: ByteArray | None, into: ByteArray
    ) -> None:
        """Warp a plane into a part of another, over what is there where it has an alpha."""
        own = into if alpha is None else self._rooms.plane(1, into.shape)
        cv2.remap(source, *maps, cv2.INTER_LINEAR, dst=own, borderMode=cv2.BORDER_REPLICATE)
        if alpha is None:
            return
        cv2.multiply(own, alpha, dst=own, scale=1 / 255)
        keeps = cv2.bitwise_not(alpha, dst=self._rooms.plane(2, into.shape))
        cv2.multiply(into, keeps, dst=into, scale=1 / 255)
        cv2.add(into, own, dst=into)


def _cover(layer: ReliefLayer, grow: int) -> _Cover:
    """The least and the most of a layer's alpha within `grow` blocks of every block."""
    if layer.alpha is None:
        return _Cover(layer, None, None)
    height, width = layer.alpha.shape
    rows, columns = -(-height // _BLOCK), -(-width // _BLOCK)
    filled = cv2.copyMakeBorder(
        layer.alpha, 0, rows * _BLOCK - height, 0, columns * _BLOCK - width, cv2.BORDER_REPLICATE
    ).reshape(rows, _BLOCK, columns, _BLOCK)
    square = np.ones((2 * grow + 1, 2 * grow + 1), np.uint8)
    most = cv2.dilate(filled.max(axis=(1, 3)), square)
    least = cv2.erode(filled.min(axis=(1, 3)), square)
    return _Cover(layer, most > 0, least == 255)


def _runs(some: Bools, whole: Bools) -> Iterator[_Run]:
    """Where a layer is seen, as few rectangles of tiles, apart where it fills them.

    Args:
        some: cells in which something of it is seen. whole: those that it, or what follows
            nearer, fills; there it may be painted whatever its alpha is.
    """
    rows, columns = (np.arange(0, side, _TILE) for side in some.shape)

    def tiled(cells: Bools) -> Bools:
        across = np.logical_or.reduceat(cells, columns, axis=1)
        both: Bools = np.logical_or.reduceat(across, rows, axis=0)
        return both

    drawn, mixed = tiled(some), tiled(~whole)
    kind = np.pad(drawn.astype(np.int8) + (drawn & ~mixed), ((0, 0), (1, 1)))
    height, width = some.shape
    for row, top in zip(kind, range(0, height, _TILE), strict=True):
        ends = np.flatnonzero(row[1:] != row[:-1]).tolist()
        for left, right in pairwise(ends):
            if row[left + 1]:
                bottom, stop = min(top + _TILE, height), min(right * _TILE, width)
                yield _Run(top, bottom, left * _TILE, stop, bool(row[left + 1] == 2))
