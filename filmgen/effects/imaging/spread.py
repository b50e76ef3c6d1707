"""Where elements stand in a plate of any shape: one in the middle, or several side by side.

The canvas is a grid of square cells that covers the plate; an element at full size takes
`ROWS` x `COLUMNS` of it. The element stands at the plate's foot. A fire or smoke plate that is
wider than an element is filled with several, overlapping, so that it is wide itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from filmgen.effects.clips import COLUMNS, ONE_SHOT, ROWS
from filmgen.effects.imaging.shading import border_window
from filmgen.media import FloatArray

_APART = {"explosion": 1.1, "fire": 0.25}
_USUALLY_APART = 0.5
"""Distance of neighbours in widths of an element."""
_ALONE = {"explosion": 2.0, "smoke": 1.9, "steam": 1.9}
_USUALLY_ALONE = 1.2
"""Plates up to so many times as wide as high hold one element."""
_OVERHANG = 0.12
"""How far those at the sides reach beyond the plate, in widths: elements are narrow at the foot."""
_SIZES = (1.0, 0.8, 0.92, 0.72, 0.86)
_SEED_STEP = 7_919
_PLATE_RIM = 0.06
_RIM, _FOOT, _HEAD = 0.15, 0.05, 0.34


@dataclass(frozen=True)
class Place:
    """One element of a plate.

    Attributes:
        centre: cells from the plate's middle to the element's, to the right.
        size: of the element; 1 is as large as the plate lets one be.
        index: 0 is the one in front.
    """

    centre: float
    size: float
    index: int

    def seed(self, seed: int) -> int:
        """The clip's seed, 0 to 2**31 - 1; the front one has the plate's own."""
        return (seed + _SEED_STEP * self.index) % 2**31


@dataclass(frozen=True)
class Canvas:
    """The grid that a plate is seen through.

    Attributes:
        rows, columns: of the grid; its last row is the plate's foot.
        cell_px: size of a cell in the plate.
        left, top: where the plate begins, in cells from the grid's corner.
    """

    rows: int
    columns: int
    cell_px: float
    left: float
    top: float


def canvas_for(width_px: int, height_px: int) -> Canvas:
    """The grid for a plate: an element fits its height and its width."""
    cell_px = min(height_px / ROWS, width_px / COLUMNS)
    across, down = width_px / cell_px, height_px / cell_px
    # Even margins, so that the middle element falls on whole cells and stays as sharp as it is.
    columns = COLUMNS + 2 * math.ceil(max(across - COLUMNS, 0.0) / 2.0 - 1e-6)
    rows = max(ROWS, math.ceil(down - 1e-6))
    return Canvas(rows, columns, cell_px, (columns - across) / 2.0, rows - down)


def layout(kind: str, width_px: int, height_px: int) -> tuple[Place, ...]:
    """The elements that a plate of this kind and size is made of, front first.

    A fire spreads; smoke and what happens once fill a plate nearly twice as wide as high alone.
    """
    canvas = canvas_for(width_px, height_px)
    apart = COLUMNS * _APART.get(kind, _USUALLY_APART)
    room = width_px / canvas.cell_px - (1.0 - 2.0 * _OVERHANG) * COLUMNS
    if width_px <= _ALONE.get(kind, _USUALLY_ALONE) * height_px:
        return (Place(0.0, 1.0, 0),)
    count = 1 + max(1, round(room / apart))
    count += kind in ONE_SHOT and count % 2 == 0
    step = room / (count - 1)
    places = []
    for position in range(count):
        # from the middle outwards, alternately right and left
        index = _rank(position, count)
        size = 0.62 if kind in ONE_SHOT and index else _SIZES[index % len(_SIZES)]
        centre = (position - (count - 1) / 2.0) * step
        # a smaller one moves out to its edge of the plate, but stays inside
        centre += math.copysign(0.5 * (1.0 - size) * 0.6 * COLUMNS, centre) if centre else 0.0
        whole = size == 1.0 and count % 2 == 1
        places.append(Place(float(round(centre)) if whole else centre, size, index))
    return tuple(sorted(places, key=lambda place: place.index))


def _rank(position: int, count: int) -> int:
    middle = (count - 1) / 2.0
    order = sorted(range(count), key=lambda p: (abs(p - middle), -p))
    return order.index(position)


def composed(
    clips: Sequence[Iterable[FloatArray]], places: Sequence[Place], canvas: Canvas
) -> Iterator[FloatArray]:
    """Fields of the whole canvas, frame by frame, from one stream of chunks for each place.

    Every element fades out before its own border and before the plate's. Those behind are
    dimmed by the smoke of those before them.

    Args:
        clips: chunks (t, 3, ROWS, COLUMNS) of each place, in the order of `places`.

    Yields:
        float32 (3, canvas.rows, canvas.columns).
    """
    window = _element_window()
    spots = [_spot(place, canvas) for place in places]
    plate = border_window(canvas.columns, canvas.rows, rim=_PLATE_RIM, foot=_FOOT)
    for frames in zip(*(_frames(clip) for clip in clips), strict=False):
        total: FloatArray | None = None
        for fields, spot in zip(frames, spots, strict=True):
            placed = _put(fields * window, spot, canvas)
            total = placed if total is None else _behind(total, placed)
        assert total is not None
        yield total if len(places) == 1 else total * plate


def _element_window() -> FloatArray:
    """Fades a plume that leaves its grid out as if it dispersed: slowly, under a round top."""
    window = border_window(COLUMNS, ROWS, rim=_RIM, foot=_FOOT)
    x = (np.arange(COLUMNS, dtype=np.float32) + 0.5) / COLUMNS - 0.5
    y = (np.arange(ROWS, dtype=np.float32) + 0.5) / ROWS
    height = y[:, None] - 0.5 * x[None, :] ** 2
    round_top = np.clip(height / _HEAD, 0.0, 1.0) ** 0.75
    rounded: FloatArray = (window * round_top).astype(np.float32)
    return rounded


def _frames(chunks: Iterable[FloatArray]) -> Iterator[FloatArray]:
    for chunk in chunks:
        yield from chunk


def _spot(place: Place, canvas: Canvas) -> tuple[float, float, float]:
    """Left edge, top edge (cells of the canvas) and size."""
    left = canvas.columns / 2.0 + place.centre - place.size * COLUMNS / 2.0
    return left, canvas.rows - place.size * ROWS, place.size


def _put(fields: FloatArray, spot: tuple[float, float, float], canvas: Canvas) -> FloatArray:
    left, top, size = spot
    if size == 1.0 and left == int(left) and 0 <= left <= canvas.columns - COLUMNS:
        placed = np.zeros((fields.shape[0], canvas.rows, canvas.columns), np.float32)
        placed[:, -ROWS:, int(left) : int(left) + COLUMNS] = fields
        return placed
    # pixel centres: canvas cell c shows element cell (c + 0.5 - left) / size - 0.5
    matrix = np.array([[size, 0.0, left + 0.5 * size - 0.5], [0.0, size, top + 0.5 * size - 0.5]])
    shape = (canvas.columns, canvas.rows)
    planes = [cv2.warpAffine(p, matrix, shape, flags=cv2.INTER_CUBIC) for p in fields]
    enlarged: FloatArray = np.maximum(np.stack(planes), 0.0)
    return enlarged


def _behind(front: FloatArray, back: FloatArray) -> FloatArray:
    """Add an element behind: the hotter one shows, smoke adds up and hides what is behind."""
    through = np.exp(-front[1])
    joined = np.empty_like(front)
    a, b = front[0] ** 2, back[0] ** 2 * np.sqrt(through)
    joined[0] = np.sqrt(np.sqrt(a * a + b * b))
    joined[1] = front[1] + back[1]
    joined[2] = front[2] + through * back[2]
    return joined
