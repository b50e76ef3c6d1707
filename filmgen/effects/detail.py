"""From the solver's grid to the plate's pixels, with detail where interpolation has none.

The detail is noise carried by the flow: each of two phases of texture coordinates travels with
the air and is reset in turn while its weight is zero, so the noise streams, stretches and curls
as the flow does and is never worn out (after Max and Becker, Flow Visualization Using Moving
Textures, 1995; Neyret, Advected Textures, 2003).
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmgen.effects.simulation import WARP_PHASES
from filmgen.media import FloatArray

TILE = 256


def noise_tile(rng: np.random.Generator, *, octaves: int, coarsest: int) -> FloatArray:
    """Tileable fractal noise, float32 (TILE, TILE), zero mean and unit variance.

    Args:
        octaves: each of double frequency and 0.6 of the amplitude before.
        coarsest: cells of the coarsest octave along a side.
    """
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        cells = coarsest * 2**octave
        if cells > TILE:
            break
        grid = rng.standard_normal((cells, cells)).astype(np.float32)
        wrapped = np.pad(grid, 2, mode="wrap")
        size = round(TILE * (cells + 4) / cells)
        margin = round(TILE * 2 / cells)
        smooth = cv2.resize(wrapped, (size, size), interpolation=cv2.INTER_CUBIC)
        total += 0.6**octave * smooth[margin : margin + TILE, margin : margin + TILE]
    total -= total.mean()
    return total / max(float(total.std()), 1e-6)


def phase_weight(age: float) -> float:
    """Weight of a phase at `age` in 0..1 of its life: 0 at both ends; squares of two add to 1."""
    return math.sin(math.pi * age)


class FlowNoise:
    """Noise at plate size that follows the flow.

    Args:
        tile_cells: solver cells one noise tile spans.
        size: (width, height) of the plate, px.
        cells: (columns, rows) of solver cells the plate shows.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        *,
        size: tuple[int, int],
        cells: tuple[int, int],
        tile_cells: float = 24.0,
        cycles: int = 1,
    ) -> None:
        self._tile = noise_tile(rng, octaves=4, coarsest=8)
        # a border of one, so that bilinear look-ups wrap
        self._tile = np.pad(self._tile, ((0, 1), (0, 1)), mode="wrap")
        self._size = size
        self._unit = TILE / tile_cells
        width, height = size
        columns, rows = cells
        x = (np.arange(width, dtype=np.float32) + 0.5) * (columns / width) * self._unit
        y = (np.arange(height, dtype=np.float32) + 0.5) * (rows / height) * self._unit
        self._x, self._y = x[None, :], y[:, None]
        self._offsets = rng.uniform(0.0, TILE, (WARP_PHASES, max(cycles, 1), 2)).astype(np.float32)

    def frame(
        self, warp: FloatArray, ages: tuple[float, ...], cycles: tuple[int, ...]
    ) -> FloatArray:
        """Noise of one frame, float32 (height, width), about unit variance.

        Args:
            warp: (2 * WARP_PHASES, rows, columns) displacements in cells, the plate's part.
            ages: of each phase, 0..1 of its life.
            cycles: how often each phase has been reset: picks its offset into the tile.
        """
        total = np.zeros(self._size[::-1], np.float32)
        for phase in range(WARP_PHASES):
            weight = phase_weight(ages[phase])
            if weight < 1e-3:
                continue
            shift = self._offsets[phase, cycles[phase] % self._offsets.shape[1]]
            dx, dy = (
                cv2.resize(warp[2 * phase + axis], self._size, interpolation=cv2.INTER_LINEAR)
                for axis in (0, 1)
            )
            x = np.mod(self._x + self._unit * dx + shift[0], TILE)
            y = np.mod(self._y + self._unit * dy + shift[1], TILE)
            total += weight * cv2.remap(self._tile, x, y, cv2.INTER_LINEAR)
        return total
