"""From clips of fields on a small grid to a plate's pixels: what a camera would have seen.

The grid is enlarged with detail that the clip does not have: a pattern that travels with the
air bends the look-up of the fields and carves them before they are shaded, so that their soft
edges become tongues, wisps and billows. Shading is done in the box that holds something.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.drift import Drift, Lives
from filmgen.effects.field_shading import PixelShader, lit_grid
from filmgen.effects.grain import Grain, sampled
from filmgen.effects.looks import LOOKS, Colour, FieldLook
from filmgen.effects.shading import border_window
from filmgen.effects.spread import Canvas, canvas_for, composed, layout
from filmgen.effects.tempo import CLIP_RATE, Moving, retimed
from filmgen.effects.threads import one_thread
from filmgen.media import FloatArray

_FINE = 4
"""The grid is enlarged smoothly by this before it is looked up linearly."""
_EMPTY = 0.004
_STRIP_ROWS = 48
"""Pixels are shaded in strips that stay in the processor's cache."""
_LEAST_CELL_PX = 3.0
"""A plate with smaller cells is shaded larger and averaged."""


def shade_fields(
    clips: Sequence[Iterable[FloatArray]],
    kind: str,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    loop: bool,
    seed: int,
    rate: Fraction = CLIP_RATE,
    speed: float = 1.0,
    scale: float = 1.0,
    density: float = 1.0,
    exposure_stops: float = 0.0,
    turbulence: float = 1.0,
    colour: str = "",
) -> Iterator[NDArray[np.float16]]:
    """Shade and enlarge clips to a plate, frame by frame; memory does not grow with `frames`.

    The fields of a loop may be shown from another frame on than the first: a loop has no first.

    Args:
        clips: for each place of `spread.layout(kind, width_px, height_px)`, chunks
            (t, 3, ROWS, COLUMNS) of heat, depth, scatter at 24 a second, in all
            `tempo.fields_needed(frames, rate, speed, loop=loop)` frames.
        kind: one of `looks.LOOKS`.
        loop: the clips loop and so shall the plate.
        Others: as in `engines.protocols.PlateRequest`.

    Yields:
        float16 (height_px, width_px, 4), premultiplied linear BT.709; emission may exceed alpha.

    Raises:
        EngineError: the clips end too early.
    """
    look = LOOKS[kind]
    tint: Colour | None = None
    if colour:
        chosen = linear_colour(colour)
        look, tint = (look, chosen) if look.flame else (replace(look, smoke=chosen), None)
    canvas = canvas_for(width_px, height_px)
    places = layout(kind, width_px, height_px)
    rng = np.random.default_rng((zlib.crc32(kind.encode()), seed))
    finer = max(1, math.ceil(_LEAST_CELL_PX / canvas.cell_px))
    enlarger = Enlarger(
        look,
        canvas,
        (finer * width_px, finer * height_px),
        Grain(
            rng,
            grain_cells=look.grain_cells * scale,
            stretch=look.stretch,
            cell_px=canvas.cell_px * finer,
            billows=look.billows,
        ),
        PixelShader(look, tint, exposure=2.0**exposure_stops, turbulence=turbulence),
        density=density,
        turbulence=turbulence,
    )
    stream = retimed(
        composed(clips, places, canvas),
        frames=frames,
        rate=rate,
        speed=speed,
        loop=loop,
        rise=look.rise,
    )
    lives = Lives.of(look.life_s * float(rate) / speed, frames, loop=loop)
    for moving, drift in drifting(stream, canvas, lives, frames, loop=loop):
        with one_thread():
            plate = enlarger.frame(moving.fields, drift)
            if finer > 1:
                large = plate.astype(np.float32)
                small = cv2.resize(large, (width_px, height_px), interpolation=cv2.INTER_AREA)
                plate = small.astype(np.float16)
        yield plate


def drifting(
    stream: Iterator[Moving], canvas: Canvas, lives: Lives, frames: int, *, loop: bool
) -> Iterator[tuple[Moving, Drift]]:
    """Frames with their texture coordinates.

    In a loop, the coordinates of the first frame have a history, which is the loop's end. So the
    loop is shown from a little later on, and its first frames, kept, come last.
    """
    drift = Drift(canvas.rows, canvas.columns, lives)
    before = lives.before_start if loop else 0
    kept = list(itertools.islice(stream, before))
    flow: FloatArray | None = None
    for frame, moving in enumerate(kept, start=-before):
        drift.go_to(frame, flow)
        flow = moving.flow
    for frame, moving in enumerate(itertools.chain(stream, kept)):
        drift.go_to(frame, flow)
        flow = moving.flow
        yield moving, drift


class Enlarger:
    """One frame of fields to pixels.

    Args:
        size: (width, height) of the plate, px.
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
        cells_x = (canvas.columns - 2 * canvas.left) / size[0]
        cells_y = (canvas.rows - canvas.top) / size[1]
        self._x = (canvas.left - 0.5 + cells_x * (np.arange(size[0]) + 0.5)).astype(np.float32)
        self._y = (canvas.top - 0.5 + cells_y * (np.arange(size[1]) + 0.5)).astype(np.float32)
        window = border_window(canvas.columns, canvas.rows, rim=0.05, foot=0.06)
        self._reach = (turbulence * look.warp * look.grain_cells * window).astype(np.float32)
        self._margin = 1.5 + 1.2 * float(self._reach.max())

    def frame(self, fields: FloatArray, drift: Drift) -> NDArray[np.float16]:
        """float16 (height, width, 4), premultiplied linear."""
        width, height = self._size
        rgba = np.zeros((height, width, 4), np.float16)
        grid = lit_grid(fields, self._look, density=self._density)
        fine = cv2.resize(grid, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_CUBIC)
        np.maximum(fine, 0.0, out=fine)
        filled = np.maximum(grid[..., 0], grid[..., 1]) > _EMPTY
        for top in range(0, height, _STRIP_ROWS):
            rows = slice(top, min(top + _STRIP_ROWS, height))
            columns = self._filled(filled, rows)
            if columns is not None:
                strip = self._strip(fine, drift, self._x[columns], self._y[rows])
                torch.from_numpy(rgba[rows, columns]).copy_(torch.from_numpy(strip))
        return rgba

    def _strip(self, fine: FloatArray, drift: Drift, x: FloatArray, y: FloatArray) -> FloatArray:
        swirl_x, swirl_y, relief, shine = cv2.split(self._grain.look(drift, x, y))
        reach = sampled(self._reach, x, y)
        for swirl, place in ((swirl_x, x[None, :]), (swirl_y, y[:, None])):
            swirl *= reach
            swirl += place
            swirl *= _FINE
            swirl += 0.5 * (_FINE - 1)
        sample = cv2.remap(fine, swirl_x, swirl_y, cv2.INTER_LINEAR)
        return self._shader.shade(sample, relief, shine)

    def _filled(self, filled: NDArray[np.bool_], rows: slice) -> slice | None:
        """The columns of pixels that something reaches in some rows of pixels."""
        first = math.floor(self._y[rows.start] - self._margin)
        last = math.ceil(self._y[rows.stop - 1] + self._margin)
        cells = np.flatnonzero(filled[max(first, 0) : last + 1].any(axis=0))
        if not cells.size:
            return None
        left, right = np.searchsorted(self._x, (cells[0] - self._margin, cells[-1] + self._margin))
        return slice(int(left), int(right)) if right > left else None


def linear_colour(colour: str) -> Colour:
    """Linear light of "#RRGGBB" in sRGB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
