"""Paper: warm white with a tooth, and how wash and ink sit on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.previs.noise import field, generator

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]

WHITE = np.array([249.0, 245.0, 236.0], np.float32)
WASH = np.array([62.0, 70.0, 84.0], np.float32)
INK = np.array([24.0, 24.0, 28.0], np.float32)


@lru_cache(maxsize=2)
def grain(height: int, width: int) -> Floats:
    """The sheet's tooth, float32 (height, width), mean 0, about -1 to 1; every sheet alike."""
    rng = generator(20, "paper")
    fine = rng.standard_normal((height, width)).astype(np.float32)
    fine = np.asarray(cv2.GaussianBlur(fine, (0, 0), 0.8), np.float32)
    coarse = field(rng, height, width, 3.1)
    return np.asarray(np.clip(0.85 * fine + 0.5 * coarse, -1.6, 1.6), np.float32)


def compose(wash: Floats, ink: Bytes) -> Bytes:
    """Wash (density 0 to 1) and ink (coverage 0 to 255) on paper; uint8 (H, W, 3)."""
    height, width = wash.shape
    tooth = grain(height, width)
    density = np.clip(wash * (1.0 + 0.16 * tooth) + 0.012 * tooth, 0.0, 1.0)
    cover = ink.astype(np.float32) * (1.0 / 255.0)
    cover = np.clip(cover * (1.12 + 0.16 * tooth), 0.0, 1.0)
    keep = 1.0 - cover
    picture = np.empty((height, width, 3), np.uint8)
    for c in range(3):
        base = WHITE[c] + (WASH[c] * 0.55 + INK[c] * 0.45 - WHITE[c]) * density
        picture[..., c] = np.clip(base * keep + INK[c] * cover + 0.5, 0, 255)
    return picture


def spot(cover: Bytes, solid: Floats, rng: np.random.Generator, scale: float) -> Bytes:
    """Ink coverage with solid blacks brushed in, broken where the brush runs dry."""
    if not solid.any():
        return cover
    height, width = cover.shape
    dry = field(rng, height, width, 7 * scale) * 0.055 + 0.02 * grain(height, width)
    brushed = np.clip((solid + dry - 0.42) * 6.0, 0.0, 0.93) * 255.0
    return np.asarray(np.maximum(cover, brushed.astype(np.uint8)), np.uint8)


def white_on_black(cover: Bytes, inner: Bytes, solid: Floats) -> Bytes:
    """Lines inside a figure: ink on paper, left white where the figure is solid black."""
    left = np.minimum(cover, 255 - (inner * np.float32(0.62)).astype(np.uint8))
    return np.where(solid > 0.42, left, np.maximum(cover, inner))
