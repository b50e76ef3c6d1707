"""Noise that is the same in any process: grids of random numbers, and hashes of names."""

from __future__ import annotations

import zlib
from functools import lru_cache
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


SPARE = 1.25
"""Textures are this much larger than the picture, so that sheets differ by where they are cut."""


@lru_cache(maxsize=24)
def texture(name: str, height: int, width: int, octaves: tuple[tuple[float, float], ...]) -> Floats:
    """A sheet of smooth noise, larger than the picture by `SPARE`; the same in any process.

    Args:
        octaves: (cell in pixels, amplitude) of each layer.
    """
    rng = generator(20, "texture", name)
    rows, columns = int(height * SPARE), int(width * SPARE)
    return np.asarray(sum(field(rng, rows, columns, cell) * size for cell, size in octaves))


def cut(sheet: Floats, height: int, width: int, rng: np.random.Generator) -> Floats:
    """A piece of a texture of the picture's size, from anywhere, turned anyhow; a view."""
    top = int(rng.integers(0, sheet.shape[0] - height + 1))
    left = int(rng.integers(0, sheet.shape[1] - width + 1))
    piece = sheet[top : top + height, left : left + width]
    turn = int(rng.integers(0, 4))
    return np.asarray(piece[:: -1 if turn & 1 else 1, :: -1 if turn & 2 else 1], np.float32)
