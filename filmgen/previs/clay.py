"""The "clay" look: one grey material under soft light, for reading volumes and staging."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs import dense
from filmgen.previs.dense import Dense

Array: TypeAlias = npt.NDArray[np.float64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

CLAY = (206.0, 200.0, 190.0)
BACKDROP = (168.0, 172.0, 178.0)


def model(normal: Dense, hatch: Dense, index: Dense, camera: tuple[Array, Array, Array]) -> Bytes:
    """Shade every surface alike.

    Args:
        normal: (3, H, W) world. hatch: (h, w) at half size, form and cast shadow.
        index: (H, W), -1 for the sky. camera: right, up, forward.

    Returns:
        uint8 (H, W, 3).
    """
    right, up, forward = camera
    x, y, z = (float(v) for v in right * 0.45 + up * 0.62 - forward * 0.64)
    facing = normal[0] * x + (normal[1] * y + normal[2] * z)
    height, width = index.shape
    shadow = dense.blur(hatch, 2.0)
    shadow = dense.resize(shadow, shadow.shape[0] * 2, shadow.shape[1] * 2)[:height, :width]
    level = (0.52 + 0.46 * facing + 0.06 * normal[1]) * (1.0 - 0.25 * shadow)
    level = level.clip(0.12, 1.12)
    void = dense.floats(index < 0)
    level = level * (1.0 - void)
    channels = [
        dense.blend(level, clay, void, backdrop, 0.0)
        for clay, backdrop in zip(CLAY, BACKDROP, strict=True)
    ]
    return dense.host(dense.stacked(channels))
