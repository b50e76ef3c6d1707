"""What is too fine for a clip's grid: a tile of wisps or billows, and how it bends the picture.

A tile has four channels: two displace the look-up of the fields (a swirl: the curl of a noise,
which tears edges into tongues without thinning them out), one is the relief that thins and
thickens what is there, one is how that relief turns to the light.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmgen.effects.imaging.detail import noise_tile
from filmgen.effects.imaging.drift import Drift, phase_weights
from filmgen.effects.imaging.zoom import Zoom
from filmgen.media import FloatArray

COARSEST = 8
"""Cells of the coarsest octave along a tile."""
_TEXELS = 4
_BUMP_TEXELS = 16
_SLACK = 2.0
_FINEST_PX = 2.2
_MOST_OCTAVES = 6
_LIGHT = (-0.5, -0.85)
"""Towards the key light in the picture: from above and a little from the left."""


def grain_tile(rng: np.random.Generator, *, octaves: int, billows: bool) -> FloatArray:
    """Tileable float32 (side, side, 4): swirl x, swirl y, relief, light.

    Swirls are in units of the coarsest octave's cell, root mean square about 0.4; relief and
    light have zero mean and unit variance.

    Args:
        billows: relief of heaped round bumps with sharp creases, as in a cauliflower; else of
            thin bright ridges.
    """
    stream = noise_tile(rng, octaves=octaves, coarsest=COARSEST, roughness=0.24)
    side = stream.shape[0]
    texels = side / COARSEST
    gx, gy = _slope(stream)
    swirl = np.stack((gy, -gx), axis=2)
    swirl *= 0.4 / max(float(np.sqrt((swirl**2).mean())), 1e-6)
    relief = _billows(rng, octaves) if billows else _ridges(rng, octaves)
    if billows:
        # bumps bulge: the look-up is drawn to their middle
        gx, gy = _slope(_blurred(relief, 0.09 * texels))
        bulge = np.stack((gx, gy), axis=2)
        swirl = 0.7 * swirl + bulge * (0.15 / max(float(np.sqrt((bulge**2).mean())), 1e-6))
    # fine structure rides on the coarse swirls
    y, x = np.indices((side, side), np.float32)
    calm = cv2.GaussianBlur(np.pad(swirl, ((8, 8), (8, 8), (0, 0)), "wrap"), (0, 0), 2.0)[
        8:-8, 8:-8
    ]
    bend = 0.9 * texels * calm
    relief = _wrapped(relief, np.dstack((x, y)) + bend)
    light = _lit(relief, texels)
    tile = np.dstack((swirl, _standard(relief), _standard(light)))
    return np.ascontiguousarray(tile, np.float32)


def octaves_for(grain_px: float) -> int:
    """Octaves from a coarsest cell of this size down to the finest that pixels can show."""
    return 1 + max(
        0, min(_MOST_OCTAVES - 1, math.floor(math.log2(max(grain_px / _FINEST_PX, 1.0))))
    )


class Grain:
    """A tile seen through drifting coordinates.

    Args:
        grain_cells: size of the coarsest octave's cell, in cells of the grid.
        stretch: how much longer than wide the pattern is.
        cell_px: pixels of a cell of the grid.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        *,
        grain_cells: float,
        stretch: float,
        cell_px: float,
        billows: bool,
    ) -> None:
        tile = grain_tile(rng, octaves=octaves_for(grain_cells * cell_px), billows=billows)
        self._side = tile.shape[0]
        # Repeated once to the right and downwards: looking up inside is many times faster than
        # wrapping, and a block of pixels seldom reaches further.
        self._tile = np.tile(tile, (2, 2, 1))
        unit = self._side / (COARSEST * grain_cells)
        self._unit = np.array([unit, unit / stretch], np.float32)
        self._seed = int(rng.integers(0, 2**31))
        self.block_cells = 0.6 * COARSEST * grain_cells

    def places(self, drift: Drift, zoom: Zoom) -> list[tuple[float, FloatArray]]:
        """(weight, texels of the tile (H, W, 2)) of the phases that show, for `look`."""
        shown = []
        for phase, weight in enumerate(phase_weights(drift.age[0])):
            if weight < 1e-3:
                continue
            cycle = drift.cycle[phase]
            offset = np.random.default_rng((self._seed, phase, cycle)).uniform(0.0, self._side, 2)
            grid = np.ascontiguousarray(drift.shift[phase].transpose(1, 2, 0))
            rows, columns = grid.shape[:2]
            grid[..., 0] += np.arange(columns, dtype=np.float32)[None, :]
            grid[..., 1] += np.arange(rows, dtype=np.float32)[:, None]
            grid *= self._unit
            grid += offset.astype(np.float32)
            shown.append((weight, zoom.enlarged(grid, slot=phase)))
        return shown

    def look(
        self, places: list[tuple[float, FloatArray]], rows: slice, columns: slice
    ) -> FloatArray:
        """The pattern in a block of pixels: float32 (H, W, 4)."""
        total: FloatArray | None = None
        for weight, texels in places:
            block = texels[rows, columns]
            # smooth, so its corners and some points between tell where it begins
            least = block[::16, ::16].min(axis=(0, 1)) - _SLACK
            home = block - self._side * np.floor(least / self._side).astype(np.float32)
            seen = _wrapped(self._tile, home)
            if weight < 1.0:
                seen *= np.float32(weight)
            total = seen if total is None else cv2.add(total, seen, total)
        assert total is not None
        return total


def _slope(field: FloatArray) -> tuple[FloatArray, FloatArray]:
    gx = 0.5 * (np.roll(field, -1, 1) - np.roll(field, 1, 1))
    gy = 0.5 * (np.roll(field, -1, 0) - np.roll(field, 1, 0))
    return gx, gy


def _blurred(tile: FloatArray, sigma: float) -> FloatArray:
    pad = min(tile.shape[0], math.ceil(3.0 * sigma))
    wide = np.pad(tile, pad, mode="wrap")
    smooth: FloatArray = cv2.GaussianBlur(wide, (0, 0), sigma)[pad:-pad, pad:-pad]
    return smooth


def _standard(field: FloatArray) -> FloatArray:
    field = field - field.mean()
    scaled: FloatArray = field / max(float(field.std()), 1e-6)
    return scaled


def _wrapped(tile: FloatArray, place: FloatArray) -> FloatArray:
    """A tile, endlessly repeated, at places (H, W, 2) x, y in texels."""
    seen: FloatArray = cv2.remap(tile, place, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return seen


def _ridges(rng: np.random.Generator, octaves: int) -> FloatArray:
    """Thin bright filaments where noise passes through zero."""
    total: FloatArray | None = None
    carried: FloatArray | float = 1.0
    side = _TEXELS * COARSEST * 2 ** (octaves - 1)
    for octave in range(octaves):
        noise = noise_tile(rng, octaves=1, coarsest=COARSEST * 2**octave)
        ridge = np.maximum(1.0 - np.abs(noise) / 1.2, 0.0) ** 2
        ridge = cv2.resize(ridge, (side, side), interpolation=cv2.INTER_LINEAR)
        part = 0.62**octave * carried * ridge
        total = part if total is None else total + part
        carried = 0.4 + ridge
    assert total is not None
    return total.astype(np.float32)


def _billows(rng: np.random.Generator, octaves: int) -> FloatArray:
    """Heaped hemispheres; finer ones sit on the coarser ones."""
    side = _TEXELS * COARSEST * 2 ** (octaves - 1)
    total = np.zeros((side, side), np.float32)
    for octave in range(octaves):
        cells = COARSEST * 2**octave
        total += (0.5**octave if octave else 0.75) * _bumps(rng, side, cells)
    return total


def _bumps(rng: np.random.Generator, side: int, cells: int) -> FloatArray:
    """Upper envelope of a round bump in every cell, 0 to about 1."""
    at = rng.uniform(0.0, 1.0, (2, cells, cells)).astype(np.float32)
    radius = rng.uniform(0.75, 1.15, (cells, cells)).astype(np.float32)
    fine = min(side, _BUMP_TEXELS * cells)
    place = (np.arange(fine, dtype=np.float32) + 0.5) * np.float32(cells / fine)
    cell = np.floor(place).astype(np.intp)
    squared = np.zeros((fine, fine), np.float32)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            rows, columns = cell + down, cell + right
            pick = np.ix_(rows % cells, columns % cells)
            dx = (columns - place).astype(np.float32)[None, :] + at[0][pick]
            dy = (rows - place).astype(np.float32)[:, None] + at[1][pick]
            np.maximum(squared, radius[pick] ** 2 - dx * dx - dy * dy, out=squared)
    height = np.pad(squared**0.6, 2, mode="wrap")
    if fine == side:
        return height[2:-2, 2:-2]
    times = side // fine
    smooth: FloatArray = cv2.resize(height, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return smooth[2 * times : -2 * times, 2 * times : -2 * times]


def _lit(relief: FloatArray, texels: float) -> FloatArray:
    """How surfaces of the relief face the key light, darker in the creases."""
    side = relief.shape[0]
    pad = min(side, math.ceil(texels))
    wide = np.pad(relief, pad, mode="wrap")
    total = np.zeros((side, side), np.float32)
    for sigma, weight in ((0.03, 0.3), (0.09, 0.6), (0.25, 0.8)):
        smooth = cv2.GaussianBlur(wide, (0, 0), max(sigma * texels, 0.6))
        gx, gy = _slope(smooth)
        facing = -(gx * _LIGHT[0] + gy * _LIGHT[1])[pad:-pad, pad:-pad]
        total += weight * facing / max(float(facing.std()), 1e-6)
    hollow = (wide - cv2.GaussianBlur(wide, (0, 0), 0.25 * texels))[pad:-pad, pad:-pad]
    total += 0.8 * hollow / max(float(hollow.std()), 1e-6)
    soft: FloatArray = total / np.sqrt(1.0 + (total / 2.5) ** 2)
    return soft
