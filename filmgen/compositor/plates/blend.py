"""How a plate meets the picture under it: linear light, premultiplied, film's shoulder."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

KNEE = 0.6
"""Reflected light up to here is composed exactly; brighter is rolled off towards 1."""


def keep_and_add(rgba: NDArray[Any]) -> tuple[FloatArray, FloatArray]:
    """What a plate keeps of the picture under it, and what it adds: picture * keep + add.

    For reflected light (rgb at most KNEE * alpha) this is exactly `over`: keep is 1 - alpha
    and add is rgb. Brighter colours roll off exponentially towards alpha instead of
    clipping, and light beyond alpha is screened on (1 - e^-x, as film takes it up), each
    channel for itself: hot flames go from orange over yellow to white, never flat. What is
    kept shrinks by the brightest channel's screen: on dark drawings that is the same as
    adding light; on white paper flames keep their colour, as opaque paint would.

    Args:
        rgba: (H, W, 4) premultiplied linear light.

    Returns:
        float32 (H, W) and (3, H, W); keep + add is at most 1.
    """
    values = np.asarray(rgba, np.float32)
    alpha = values[..., 3].copy()
    light = np.ascontiguousarray(values[..., :3].transpose(2, 0, 1))
    rolled = light / np.maximum(alpha, np.float32(1e-4))  # the colour at first
    keep = 1 - alpha
    if not (rolled > KNEE).any():
        return keep, light
    beyond = np.maximum(rolled - np.float32(KNEE), 0)
    beyond *= np.float32(-1 / (1 - KNEE))
    np.expm1(beyond, out=beyond)
    np.minimum(rolled, np.float32(KNEE), out=rolled)
    rolled -= np.float32(1 - KNEE) * beyond
    rolled *= alpha
    np.minimum(rolled, light, out=rolled)
    clear = np.exp(rolled - light)  # 1 - what is screened on
    keep *= clear.min(axis=0)
    rolled -= 1
    rolled *= clear
    rolled += 1
    return np.asarray(keep, np.float32), np.asarray(rolled, np.float32)
