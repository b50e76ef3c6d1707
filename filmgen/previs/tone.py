"""From light to wash: values grouped into few tones with watery edges."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.previs.noise import field

Floats: TypeAlias = npt.NDArray[np.float32]

STEPS = ((0.20, 0.15), (0.42, 0.23), (0.65, 0.28), (0.81, 0.17), (0.915, 0.12))
"""(darkness at which a layer of wash goes on, density it adds)."""


def wash(darkness: Floats, rng: np.random.Generator, scale: float) -> Floats:
    """Layers of wash for a darkness map.

    Args:
        darkness: float32 (H, W), 0 paper to 1 black.

    Returns:
        density float32 (H, W), 0 to about 0.95, shifted by about a pixel as by hand.
    """
    height, width = darkness.shape
    edge = (
        field(rng, height, width, 34 * scale) * 0.014 + field(rng, height, width, 9 * scale) * 0.006
    )
    level = darkness + edge
    density = np.zeros_like(darkness)
    for threshold, amount in STEPS:
        share = np.clip((level - threshold) * (1.0 / 0.10) + 0.5, 0.0, 1.0)
        density += amount * share
    bloom = (
        field(rng, height, width, 90 * scale) * 0.5 + field(rng, height, width, 24 * scale) * 0.25
    )
    density *= 1.0 + 0.09 * bloom
    shift = np.array([[1, 0, 0.9 * scale], [0, 1, -0.7 * scale]], np.float32)
    moved = cv2.warpAffine(density, shift, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def continuous(darkness: Floats, hatch: Floats, rng: np.random.Generator, scale: float) -> Floats:
    """Wash without steps, for the "tone" look: density float32 (H, W).

    Args:
        darkness: (H, W), 0 to 1. hatch: (h, w) at half size: shadow, laid on as a second glaze.
    """
    height, width = darkness.shape
    shadow = cv2.resize(
        cv2.GaussianBlur(hatch, (0, 0), 1.5), (hatch.shape[1] * 2, hatch.shape[0] * 2)
    )
    bloom = field(rng, height, width, 60 * scale) * 0.04
    density = np.clip(darkness * 0.82 + 0.16 * shadow[:height, :width] - 0.04, 0, 0.95)
    return np.asarray(density * (1.0 + bloom), np.float32)
