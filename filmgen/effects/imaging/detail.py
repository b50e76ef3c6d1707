"""From the solver's grid to the plate's pixels, with detail where interpolation has none.

The detail is noise carried by the flow: each of two phases of texture coordinates travels with
the air and is reset in turn while its weight is zero, so the noise streams, stretches and curls
as the flow does and is never worn out (after Max and Becker, Flow Visualization Using Moving
Textures, 1995; Neyret, Advected Textures, 2003). Where the flow has torn the coordinates apart
the noise is faded, since stretched noise looks like hair.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmgen.effects.simulation import WARP_PHASES
from filmgen.media import FloatArray

COARSEST = 8
"""Cells of the coarsest octave along a tile."""
_TEXELS = 4
"""Texels of the finest noise cell."""
_FINEST_PX = 2.5
_REACH_CELLS = 24.0
"""Displacements are held within this, so that a fixed margin of texture is enough."""


def noise_tile(
    rng: np.random.Generator, *, octaves: int, coarsest: int = COARSEST, roughness: float = 0.6
) -> FloatArray:
    """Tileable square of fractal noise, float32, zero mean and unit variance.

    Args:
        octaves: each of double frequency and `roughness` of the amplitude before.
        coarsest: cells of the coarsest octave along a side.
    """
    side = _TEXELS * coarsest * 2 ** (octaves - 1)
    total = np.zeros((side, side), np.float32)
    for octave in range(octaves):
        cells = coarsest * 2**octave
        grid = rng.standard_normal((cells, cells)).astype(np.float32)
        wrapped = np.pad(grid, 2, mode="wrap")
        size = side * (cells + 4) // cells
        margin = side * 2 // cells
        smooth = cv2.resize(wrapped, (size, size), interpolation=cv2.INTER_CUBIC)
        total += roughness**octave * smooth[margin : margin + side, margin : margin + side]
    total -= total.mean()
    scaled: FloatArray = (total / max(float(total.std()), 1e-6)).astype(np.float32)
    return scaled


def phase_weight(age: float) -> float:
    """Weight of a phase at `age` in 0..1 of its life: 0 at both ends; squares of two add to 1."""
    return math.sin(math.pi * age)


class FlowNoise:
    """Noise at plate size that follows the flow.

    Args:
        size: (width, height) of the plate, px.
        cells: (columns, rows) of solver cells the plate shows.
        cycles: lives a phase has before it starts over with the first one's noise.
        tile_cells: solver cells one noise tile spans.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        *,
        size: tuple[int, int],
        cells: tuple[int, int],
        cycles: int = 1,
        tile_cells: float = 24.0,
    ) -> None:
        width = size[0]
        columns, rows = cells
        finest = tile_cells / COARSEST * width / columns
        octaves = 1 + max(0, min(4, math.floor(math.log2(max(finest / _FINEST_PX, 1.0)))))
        tile = noise_tile(rng, octaves=octaves)
        side = tile.shape[0]
        self._size = size
        self._unit = side / tile_cells
        # Repeated beyond what the plate can reach: cheaper than wrapping every look-up.
        margin = math.ceil(_REACH_CELLS * self._unit)
        reach = [math.ceil(n * self._unit) + 2 * margin + side for n in (rows, columns)]
        repeats = [-(-n // side) for n in reach]
        self._texture = np.tile(tile, repeats)[: reach[0], : reach[1]]
        self._x = (np.arange(columns, dtype=np.float32) + 0.5)[None, :]
        self._y = (np.arange(rows, dtype=np.float32) + 0.5)[:, None]
        offsets = margin + rng.uniform(0.0, side - 1.0, (WARP_PHASES, max(cycles, 1), 2))
        self._offsets = offsets.astype(np.float32)

    def frame(
        self, warp: FloatArray, ages: tuple[float, ...], cycles: tuple[int, ...]
    ) -> FloatArray:
        """Noise of one frame, float32 (height, width), at most about unit variance.

        Args:
            warp: (2 * WARP_PHASES, rows, columns) displacements in cells, the plate's part.
            ages: of each phase, 0..1 of its life.
            cycles: how often each phase has been reset: picks its offset into the tile.
        """
        total: FloatArray | None = None
        for phase in range(WARP_PHASES):
            weight = phase_weight(ages[phase])
            if weight < 1e-3:
                continue
            dx, dy = np.clip(warp[2 * phase : 2 * phase + 2], -_REACH_CELLS, _REACH_CELLS)
            shift = self._offsets[phase, cycles[phase] % self._offsets.shape[1]]
            coordinates = ((self._x + dx, shift[0]), (self._y + dy, shift[1]))
            x, y = (
                cv2.resize(self._unit * c + s, self._size, interpolation=cv2.INTER_LINEAR)
                for c, s in coordinates
            )
            noise = cv2.remap(self._texture, x, y, cv2.INTER_LINEAR)
            gain = cv2.resize(weight * _intact(dx, dy), self._size, interpolation=cv2.INTER_LINEAR)
            noise *= gain
            total = noise if total is None else total + noise
        return np.zeros(self._size[::-1], np.float32) if total is None else total


def _intact(dx: FloatArray, dy: FloatArray) -> FloatArray:
    """How little the coordinates are torn: 1 where they only moved or turned, towards 0 else."""
    xx, xy = np.gradient(dx, axis=1) + 1.0, np.gradient(dx, axis=0)
    yx, yy = np.gradient(dy, axis=1), np.gradient(dy, axis=0) + 1.0
    strain = xx * xx + xy * xy + yx * yx + yy * yy - 2.0
    kept: FloatArray = (1.0 / (1.0 + 0.12 * np.maximum(strain, 0.0))).astype(np.float32)
    return kept
