"""Counterchange: the ground behind a subject is darker than its light, lighter than its dark.

An old rule of picture making (Henry Rankin Poore, Pictorial Composition, 1903): along an outline,
tone and ground change sides, so that the figure reads at thumbnail size.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Mask: TypeAlias = npt.NDArray[np.bool_]

SHRINK = 8


def counterchange(
    value: Floats, lead: Mask, ground: Mask, *, apart: float, lighten: float, darken: float
) -> Floats:
    """Values with the ground round the subjects pushed away from them.

    Args:
        value: float32 (H, W), 0 black to 1 paper. lead: (H, W), the subjects.
        ground: (H, W), what may change.
        apart: distance of values that is enough. lighten, darken: the most that is added or taken.

    Returns:
        float32 (H, W).
    """
    height, width = value.shape
    size = (max(width // SHRINK, 8), max(height // SHRINK, 8))
    # every third pixel is plenty for a blur of a fifteenth of the width
    chosen = lead[::3, ::3].astype(np.float32)
    mask = cv2.resize(chosen, size, interpolation=cv2.INTER_AREA)
    if mask.max() < 0.5:
        return value
    sample = np.ascontiguousarray(value[::3, ::3])
    inside = cv2.resize(chosen * sample, size, interpolation=cv2.INTER_AREA)
    behind = cv2.resize(sample, size, interpolation=cv2.INTER_AREA)
    reach = max(size[0] / 13, 1.2)
    weight = cv2.GaussianBlur(mask, (0, 0), reach)
    tone = cv2.GaussianBlur(inside, (0, 0), reach) / np.maximum(weight, 1e-4)
    difference = behind - tone
    # a ground that is already far enough away stays as it is
    need = np.clip(1.0 - np.abs(difference) / apart, 0.0, 1.0)
    lift = np.clip((0.50 - tone) / 0.16, -1.0, 1.0)
    push = need * np.where(lift > 0, lift * lighten, lift * darken)
    push = cv2.GaussianBlur(push.astype(np.float32), (0, 0), reach * 0.5)
    push *= 1.0 - np.exp(-3.2 * np.clip(weight, 0, 1))
    full = cv2.resize(push.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    full *= ground
    full += value
    return np.asarray(np.clip(full, 0, 1, out=full), np.float32)
