"""What a travelling camera sees of a picture in depth, many views at once: see `stills.relief`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from filmgen.compositor.colour import Planes
from filmgen.compositor.gpu.pictures import Pictures, on_device
from filmgen.compositor.gpu.sampling import Size, sample
from filmgen.compositor.moves import View
from filmgen.compositor.stills.relief import Box, Relief, ReliefLayer
from filmgen.media import ByteArray

_CELL = 16
"""Pixels of the output between two places where the way back to the still is worked out."""
_ROUNDS = 3
_RING = 2
"""Clear luma pixels around a layer: beyond its edge it shows nothing."""
_AROUND = 2
"""Cells around a layer's box that are drawn with it: nearness changes within a cell, too."""


@dataclass(frozen=True)
class _Moved:
    """What of a still's box goes over into a layer: a box of it, and what fills hidden places.

    Attributes:
        into: x, y of `part` in the layer. part: a box of the still; None where they do not meet.
        hidden, source: flat indices into the layer's ringed planes and into the still's.
    """

    into: tuple[int, int]
    part: Box | None
    hidden_y: Tensor
    source_y: Tensor
    hidden_c: Tensor
    source_c: Tensor


@dataclass(frozen=True)
class _Layer:
    """A layer on the device, with a clear ring around it.

    Attributes:
        y: (S, 1 or 2, h, w), luma and alpha of 0 to 1, of S states. c: (S, 2 or 3, h/2, w/2).
        box: in fractions of the still: left, top, width, height, ring included.
        near: its least and its greatest nearness.
    """

    y: Tensor
    c: Tensor
    nearness: Tensor
    box: tuple[float, float, float, float]
    near: tuple[float, float]

    @property
    def whole(self) -> bool:
        """Whether it is everywhere."""
        return int(self.y.shape[1]) == 1


class DeviceRelief:
    """A still's relief as it is now, on a device.

    Args:
        box: of the still's luma plane, which is painted over afterwards; None for none.
    """

    def __init__(
        self, relief: Relief, still: Planes, overscan: float, box: Box | None, device: torch.device
    ) -> None:
        self._overscan = overscan
        self._layers = tuple(_upload(layer, still, device) for layer in relief.layers)
        self._moved: tuple[_Moved | None, ...] = (None,) * len(self._layers)
        if box is not None:
            self._moved = tuple(_moved(layer, still, box, device) for layer in relief.layers)

    @property
    def nbytes(self) -> int:
        return sum(int(layer.y.nbytes + layer.c.nbytes) for layer in self._layers)

    def take(self, still: Pictures) -> DeviceRelief:
        """The same with what was painted into the box, in as many states as there are stills."""
        other = object.__new__(DeviceRelief)
        other._overscan, other._moved = self._overscan, self._moved
        other._layers = tuple(
            layer if moved is None else _taken(layer, moved, still)
            for layer, moved in zip(self._layers, self._moved, strict=True)
        )
        return other

    def look(self, views: Sequence[View], out_px: Size) -> Pictures:
        """What views see: layers are laid one over the other, far to near."""
        ways = _ways(views, self._overscan, out_px, self._layers[0].y.device)
        seen: Pictures | None = None
        for layer in self._layers:
            cells = _cells(layer, views, self._overscan, out_px)
            if cells is None:
                continue
            drawn, (x, y) = _drawn(layer, ways, cells, out_px)
            if seen is None:
                seen = drawn
                continue
            for own, under, step in ((drawn.y, seen.y, 1), (drawn.c, seen.c, 2)):
                high, wide = own.shape[2:]
                inner = under[:, :, y // step : y // step + high, x // step : x // step + wide]
                inner.lerp_(own[:, :-1], own[:, -1:])
        assert seen is not None  # the farthest layer is everywhere
        return seen


_Ways: TypeAlias = tuple[Tensor, Tensor]
"""Start and slope (N, nh, nw, 2): at nearness n a node's place in the still is start + n slope."""


def _ways(views: Sequence[View], overscan: float, out_px: Size, device: torch.device) -> _Ways:
    """The ways of nodes `_CELL` pixels apart, in fractions of the still.

    Node i lies at pixel (i - 0.5) `_CELL` - 0.5: there is a row and a column beyond every side.
    """
    aspect, span = out_px[0] / out_px[1], 1 + 2 * overscan
    columns, rows = _nodes(out_px)
    px = (torch.arange(columns, device=device) - 0.5) * (_CELL / out_px[0]) - 0.5
    py = ((torch.arange(rows, device=device) - 0.5) * (_CELL / out_px[1]) - 0.5)[:, None]
    told = np.array([
        (math.cos(v.roll_rad), math.sin(v.roll_rad), v.x - 0.5, v.y - 0.5, 1 - v.width)
        for v in views
    ], np.float32)  # fmt: skip
    cos, sin, x, y, closer = on_device(told, device)[:, :, None, None].unbind(dim=1)
    vx = cos * px - sin / aspect * py
    vy = sin * aspect * px + cos * py
    middle = 0.5 + overscan
    start = torch.stack([vx + middle, vy + middle], dim=-1) / span
    slope = torch.stack([x - closer * vx, y - closer * vy], dim=-1) / span
    return start, slope


def _nodes(out_px: Size) -> Size:
    """How many columns and rows of nodes there are."""
    return -(-out_px[0] // _CELL) + 2, -(-out_px[1] // _CELL) + 2


def _cells(
    layer: _Layer, views: Sequence[View], overscan: float, out_px: Size
) -> tuple[slice, slice] | None:
    """Rows and columns of nodes between which a layer may be seen by any of the views."""
    columns, rows = _nodes(out_px)
    if layer.whole:
        return slice(0, rows), slice(0, columns)
    aspect, span = out_px[0] / out_px[1], 1 + 2 * overscan
    left, top, wide, high = layer.box
    corners = np.array([(left + i * wide, top + j * high) for i in (0, 1) for j in (0, 1)])
    told = np.array([(v.roll_rad, v.x - 0.5, v.y - 0.5, 1 - v.width) for v in views])
    roll, x, y, closer = (value[:, None, None] for value in told.T)
    near = np.array(layer.near)[:, None]
    # (views, least and greatest nearness, corners)
    qx, qy = corners.T * span - 0.5 - overscan
    vx, vy = ((q - near * c) / (1 - near * closer) for q, c in ((qx, x), (qy, y)))
    px = np.cos(roll) * vx + np.sin(roll) / aspect * vy
    py = -np.sin(roll) * aspect * vx + np.cos(roll) * vy
    cells = []
    for place, side, count in ((py, out_px[1], rows), (px, out_px[0], columns)):
        node = (place + 0.5) * (side / _CELL) + 0.5
        first = max(0, math.floor(node.min()) - _AROUND)
        last = min(count, math.ceil(node.max()) + _AROUND + 1)
        if last - first < 2:
            return None
        cells.append(slice(first, last))
    return cells[0], cells[1]


def _drawn(
    layer: _Layer, ways: _Ways, cells: tuple[slice, slice], out_px: Size
) -> tuple[Pictures, tuple[int, int]]:
    """What is seen of a layer between some nodes, with its alpha; and its corner in the output."""
    start, slope = (way[:, cells[0], cells[1]] for way in ways)
    place = start + slope
    for _ in range(_ROUNDS):  # q = p (1 - t n(q)) + c n(q)
        near = sample(layer.nearness, place * 2 - 1)
        place = torch.addcmul(start, near.permute(0, 2, 3, 1), slope)
    left, top, wide, high = layer.box
    nodes = torch.stack(
        [
            (place[..., 0] - left) * (2 / wide) - 1,
            (place[..., 1] - top) * (2 / high) - 1,
        ],
        dim=-1,
    ).permute(0, 3, 1, 2)  # channels last: enlarged, they are what `grid_sample` reads
    # node 0 lies half a cell above the picture, and what is enlarged begins another half above
    top_y, left_x = (cells[0].start - 1) * _CELL, (cells[1].start - 1) * _CELL
    y0, x0 = max(0, top_y), max(0, left_x)
    y1 = min(out_px[1], top_y + nodes.shape[2] * _CELL)
    x1 = min(out_px[0], left_x + nodes.shape[3] * _CELL)
    drawn = []
    for source, step in ((layer.y, 1), (layer.c, 2)):
        size = tuple(side * _CELL // step for side in nodes.shape[2:])
        grid = functional.interpolate(nodes, size=size, mode="bilinear", align_corners=False)
        rows = slice((y0 - top_y) // step, (y1 - top_y) // step)
        columns = slice((x0 - left_x) // step, (x1 - left_x) // step)
        drawn.append(sample(source, grid[:, :, rows, columns].permute(0, 2, 3, 1)))
    return Pictures(drawn[0], drawn[1]), (x0, y0)


def _upload(layer: ReliefLayer, still: Planes, device: torch.device) -> _Layer:
    planes, (wide, high) = layer.planes, still.size
    width, height = planes.size
    y, c = planes.y[None], np.stack([planes.u, planes.v])
    box = (
        (layer.x - _RING) / wide,
        (layer.y - _RING) / high,
        (width + 2 * _RING) / wide,
        (height + 2 * _RING) / high,
    )
    return _Layer(
        _ringed(y, layer.alpha, _RING, device),
        _ringed(c, layer.alpha_c, _RING // 2, device),
        on_device(layer.nearness.astype(np.float32), device)[None, None],
        box,
        (float(layer.nearness.min()), float(layer.nearness.max())),
    )


def _ringed(own: ByteArray, alpha: ByteArray | None, ring: int, device: torch.device) -> Tensor:
    """Planes (C, h, w) and alpha with a clear ring around them, float32 (1, C or C + 1, h, w)."""
    around = (ring,) * 4
    colour = on_device(np.ascontiguousarray(own), device)[None].to(torch.float32)
    colour = functional.pad(colour, around, mode="replicate")
    if alpha is None:
        return colour
    shows = on_device(np.ascontiguousarray(alpha), device)[None, None].to(torch.float32) / 255
    return torch.cat([colour, functional.pad(shows, around)], dim=1)


def _moved(layer: ReliefLayer, still: Planes, box: Box, device: torch.device) -> _Moved | None:
    """What `ReliefLayer.take` does for a box, as indices."""
    width, height = layer.planes.size
    x0, y0 = max(box[0], layer.x), max(box[1], layer.y)
    x1, y1 = min(box[0] + box[2], layer.x + width), min(box[1] + box[3], layer.y + height)
    wide, own_wide = still.u.shape[1], width // 2
    j, i = np.divmod(layer.source.astype(np.int64), wide)
    row, column = np.divmod(layer.hidden.astype(np.int64), own_wide)
    changed = (2 * i >= box[0]) & (2 * i < box[0] + box[2])
    changed &= (2 * j >= box[1]) & (2 * j < box[1] + box[3])
    part: Box | None = None
    if x1 > x0 and y1 > y0:
        part = (x0, y0, x1 - x0, y1 - y0)
        inside = (2 * column >= x0 - layer.x) & (2 * column < x1 - layer.x)
        changed |= inside & (2 * row >= y0 - layer.y) & (2 * row < y1 - layer.y)
    if part is None and not changed.any():
        return None
    i, j, row, column = (values[changed] for values in (i, j, row, column))
    ringed = own_wide + _RING  # half of the ring on either side, in the chroma planes
    hidden_c = (row + _RING // 2) * ringed + column + _RING // 2
    source_c = j * wide + i
    hidden_y, source_y = [], []
    for down in (0, 1):
        for along in (0, 1):
            at = (2 * row + down + _RING) * (2 * ringed) + 2 * column + along + _RING
            hidden_y.append(at)
            source_y.append((2 * j + down) * (2 * wide) + 2 * i + along)
    places = (np.concatenate(hidden_y), np.concatenate(source_y), hidden_c, source_c)
    return _Moved((x0 - layer.x, y0 - layer.y), part, *(on_device(p, device) for p in places))


def _taken(layer: _Layer, moved: _Moved, still: Pictures) -> _Layer:
    y = layer.y.repeat(len(still), 1, 1, 1)
    c = layer.c.repeat(len(still), 1, 1, 1)
    for mine, theirs, step, hidden, source in (
        (y, still.y, 1, moved.hidden_y, moved.source_y),
        (c, still.c, 2, moved.hidden_c, moved.source_c),
    ):
        colours = theirs.shape[1]
        if moved.part is not None:
            x, top, w, h = (side // step for side in moved.part)
            to_x, to_y = ((side + _RING) // step for side in moved.into)
            part = theirs[:, :, top : top + h, x : x + w]
            mine[:, :colours, to_y : to_y + h, to_x : to_x + w] = part
        if len(hidden):
            mine[:, :colours].flatten(2)[:, :, hidden] = theirs.flatten(2)[:, :, source]
    return replace(layer, y=y, c=c)
