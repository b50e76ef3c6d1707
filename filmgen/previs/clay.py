"""The "clay" look: one grey material under soft light, for reading volumes and staging."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch

from filmgen.previs.shade import Values

Array: TypeAlias = npt.NDArray[np.float64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

CLAY = np.array([206.0, 200.0, 190.0], np.float32)
BACKDROP = np.array([168.0, 172.0, 178.0], np.float32)


def model(
    normal: torch.Tensor, values: Values, parts: npt.NDArray[np.int16],
    camera: tuple[Array, Array, Array],
) -> Bytes:  # fmt: skip
    """Shade every surface alike.

    Args:
        normal: (3, H, W) world. parts: (H, W), -1 for the sky. camera: right, up, forward.

    Returns:
        uint8 (H, W, 3).
    """
    right, up, forward = camera
    toward = right * 0.45 + up * 0.62 - forward * 0.64
    n = normal.numpy()
    facing = n[0] * toward[0] + n[1] * toward[1] + n[2] * toward[2]
    height, width = parts.shape
    shadow = cv2.GaussianBlur(values.hatch, (0, 0), 2.0)
    shadow = cv2.resize(shadow, (shadow.shape[1] * 2, shadow.shape[0] * 2))[:height, :width]
    level = (0.52 + 0.46 * facing + 0.06 * n[1]) * (1.0 - 0.25 * shadow)
    level = np.clip(level, 0.12, 1.12).astype(np.float32)[..., None]
    picture = np.where((parts < 0)[..., None], BACKDROP, CLAY * level)
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8)
