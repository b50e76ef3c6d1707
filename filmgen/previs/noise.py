"""Noise that is the same in any process: grids of random numbers, and hashes of names."""

from __future__ import annotations

import zlib
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]


def generator(seed: int, *words: str) -> np.random.Generator:
    """A generator for a seed and words; stable across processes and platforms."""
    return np.random.default_rng([seed & 0x7FFFFFFF, zlib.crc32("/".join(words).encode())])


def field(rng: np.random.Generator, height: int, width: int, cell_px: float) -> Floats:
    """Smooth noise, float32 (height, width), about -1 to 1, features of `cell_px` pixels."""
    rows, columns = int(height / cell_px) + 3, int(width / cell_px) + 3
    coarse = rng.uniform(-1, 1, (rows, columns)).astype(np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(smooth, np.float32)


def wander(rng: np.random.Generator, count: int, step: float) -> Floats:
    """Smooth noise along a line of `count` samples, about -1 to 1, one knot every `step`."""
    knots = rng.uniform(-1, 1, int(count / step) + 3)
    at = np.arange(count) * ((len(knots) - 1.001) / max(count - 1, 1))
    low = at.astype(np.int64)
    share = at - low
    share = share * share * (3 - 2 * share)
    return np.asarray(knots[low] * (1 - share) + knots[low + 1] * share, np.float32)
