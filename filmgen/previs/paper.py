"""Paper: warm white with a tooth, and how wash and ink sit on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.previs import dense
from filmgen.previs.dense import Dense
from filmgen.previs.noise import field, generator
from filmgen.previs.values import SPOTTED

Floats: TypeAlias = npt.NDArray[np.float32]

WHITE = (249.0, 245.0, 236.0)
WASH = (62.0, 70.0, 84.0)
INK = (24.0, 24.0, 28.0)
DRY_CELL_PX, DRY = 7.0, 0.055
"""Where a brush runs dry: cells in pixels at 1280 wide, and amplitude."""


@lru_cache(maxsize=4)
def grain(height: int, width: int) -> Floats:
    """The sheet's tooth, float32 (height, width), mean 0, about -1 to 1; every sheet alike."""
    rng = generator(20, "paper")
    fine = rng.standard_normal((height, width)).astype(np.float32)
    fine = np.asarray(cv2.GaussianBlur(fine, (0, 0), 0.8), np.float32)
    coarse = field(rng, height, width, 3.1)
    return np.asarray(np.clip(0.85 * fine + 0.5 * coarse, -1.6, 1.6), np.float32)


def compose(density: Dense, cover: Dense, tooth: Dense) -> Dense:
    """Wash (0 to 1) and ink (0 to 1) on paper; uint8 (h, w, 3)."""
    laid = (density * (tooth * 0.16 + 1.0) + tooth * 0.012).clip(0.0, 1.0)
    inked = (cover * (tooth * 0.16 + 1.12)).clip(0.0, 1.0)
    laid = laid * (1.0 - inked)
    channels = []
    for white, wash, ink in zip(WHITE, WASH, INK, strict=True):
        dark = wash * 0.55 + ink * 0.45
        channels.append(dense.blend(laid, dark - white, inked, ink - white, white))
    return dense.stacked(channels)


def brushed(solid: Dense, dry: Dense, tooth: Dense) -> Dense:
    """Coverage of solid blacks, broken where the brush runs dry."""
    return ((solid + dry + tooth * 0.02 - SPOTTED) * 6.0).clip(0.0, 0.93)


def lines_on_black(cover: Dense, inner: Dense, black: Dense) -> Dense:
    """Lines inside a figure, coverage: ink on paper, left white where the figure is black."""
    left = dense.minimum(cover, 1.0 - inner * 0.62)
    return dense.where(black, left, dense.maximum(cover, inner))
