"""The unsteadiness of a hand: noise that belongs to the sheet and to the thing that is drawn.

Nothing is drawn from a generator in order: a line trembles as the place on the sheet says where
it passes, and a habit (how far a corner is overshot) hangs on the thing. So neighbouring frames of
a moving shot look like one drawing, and all lines can be worked out together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.noise import generator

Floats: TypeAlias = npt.NDArray[np.float32]
Reals: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]

CELLS, FINE = 32, 16
"""The noise repeats after so many cells; a cell is looked up at so many places a side."""
CHANNELS = 6


@lru_cache(maxsize=1)
def _sheet() -> Floats:
    """(CHANNELS, CELLS * FINE squared) smooth noise, -1 to 1, that joins at its borders."""
    knots = generator(20, "wobble").uniform(-1, 1, (CHANNELS, CELLS, CELLS))
    at = np.arange(CELLS * FINE) / FINE
    low = at.astype(np.int64)
    share = at - low
    share = share * share * (3 - 2 * share)
    high = (low + 1) % CELLS
    rows = knots[:, low] * (1 - share)[:, None] + knots[:, high] * share[:, None]
    return np.asarray(rows[:, :, low] * (1 - share) + rows[:, :, high] * share, np.float32)


class Wobble:
    """A hand over one sheet.

    Args:
        seed: another hand. origin: where on its paper the sheet begins, in pixels: shots that
            move shift it with what is drawn.
    """

    def __init__(self, seed: int, origin: tuple[float, float] = (0.0, 0.0)) -> None:
        self.seed = seed & 0x7FFFFFFF
        self.origin = origin
        start = generator(seed, "hand").integers(0, CELLS * FINE, 2)
        self._start = (int(start[0]), int(start[1]))

    def at(self, points: Reals, cell_px: float | Reals, channel: int) -> Floats:
        """Noise (n,), -1 to 1, at points (n, 2), with features of `cell_px`, in a channel."""
        x, y = self._where(points, cell_px)
        return np.asarray(_sheet()[channel][y, x], np.float32)

    def tremble(self, points: Reals, cell_px: float | Reals, channel: int = 0) -> Floats:
        """Displacements (n, 2), -1 to 1 each, from two neighbouring channels."""
        x, y = self._where(points, cell_px)
        sheet = _sheet()
        return np.stack([sheet[channel][y, x], sheet[channel + 1][y, x]], axis=1)

    def _where(self, points: Reals, cell_px: float | Reals) -> tuple[Ints, Ints]:
        grow = FINE / cell_px
        x = np.floor((points[:, 0] - self.origin[0]) * grow).astype(np.int64) + self._start[0]
        y = np.floor((points[:, 1] - self.origin[1]) * grow).astype(np.int64) + self._start[1]
        mask = CELLS * FINE - 1
        return x & mask, y & mask

    def habit(self, *keys: Ints | int) -> Reals:
        """Numbers from 0 to 1 that hang on integer keys, which are broadcast together."""
        value = np.uint64(self.seed)
        with np.errstate(over="ignore"):
            for key in keys:
                value = _mixed(value + np.asarray(key).astype(np.int64).astype(np.uint64))
        return np.asarray((value >> np.uint64(40)).astype(np.float64) * (1.0 / (1 << 24)))


def _mixed(value: Any) -> Any:
    """One step of SplitMix64 (Steele, Lea and Flood, 2014)."""
    value = np.asarray(value, np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
