"""How a plate meets the picture under it: linear light, premultiplied, film's shoulder."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

KNEE = 0.6
"""Reflected light up to here is composed exactly; brighter is rolled off towards 1."""


class Scratch:
    """Float32 arrays that are used again for every frame; fresh ones cost page faults."""

    def __init__(self) -> None:
        self._arrays: dict[tuple[str, tuple[int, ...]], FloatArray] = {}

    def __call__(self, name: str, *shape: int) -> FloatArray:
        key = (name, shape)
        if key not in self._arrays:
            self._arrays[key] = np.empty(shape, np.float32)
        return self._arrays[key]


def keep_and_add(
    rgba: NDArray[Any], scratch: Scratch | None = None
) -> tuple[FloatArray, FloatArray]:
    """What a plate keeps of the picture under it, and what it adds: picture * keep + add.

    For reflected light (rgb at most KNEE * alpha) this is exactly `over`: keep is 1 - alpha
    and add is rgb. Brighter colours roll off exponentially towards alpha instead of
    clipping, and light beyond alpha is screened on (1 - e^-x, as film takes it up), each
    channel for itself: hot flames go from orange over yellow to white, never flat. What is
    kept shrinks by the brightest channel's screen: on dark drawings that is the same as
    adding light; on white paper flames keep their colour, as opaque paint would.

    Args:
        rgba: (H, W, 4) premultiplied linear light.
        scratch: where the results live until the next call with it.

    Returns:
        float32 (H, W) and (3, H, W); keep + add is at most 1.
    """
    take = scratch or Scratch()
    height, width = rgba.shape[:2]
    values = take("values", height, width, 4)
    np.copyto(values, rgba, casting="unsafe")
    planes = [take(f"plane{i}", height, width) for i in range(4)]
    for i, plane in enumerate(planes):
        cv2.extractChannel(values, i, plane)
    red, green, blue, alpha = planes
    add = take("add", 3, height, width)
    inverse = take("inverse", height, width)
    np.maximum(alpha, 1e-4, out=inverse)
    np.divide(1.0, inverse, out=inverse)
    colour, rolled = take("colour", height, width), take("rolled", height, width)
    hot = any(float(np.multiply(light, inverse, out=colour).max()) > KNEE for light in planes[:3])
    clear_alpha = take("clear", height, width)
    np.subtract(1.0, alpha, out=clear_alpha)
    if not hot:
        for i, light in enumerate((red, green, blue)):
            add[i] = light
        return clear_alpha, add
    clear = take("keep", height, width)
    clear.fill(1.0)
    for i, light in enumerate((red, green, blue)):
        np.multiply(light, inverse, out=colour)
        np.subtract(colour, KNEE, out=rolled)
        np.maximum(rolled, 0.0, out=rolled)
        rolled *= -1.0 / (1.0 - KNEE)
        np.exp(rolled, out=rolled)
        rolled *= KNEE - 1.0
        rolled += 1.0 - KNEE
        np.minimum(colour, KNEE, out=colour)
        rolled += colour
        rolled *= alpha
        np.minimum(rolled, light, out=rolled)
        np.subtract(rolled, light, out=colour)
        np.exp(colour, out=colour)  # 1 - what is screened on
        np.minimum(clear, colour, out=clear)
        rolled *= colour
        rolled -= colour
        np.add(rolled, 1.0, out=add[i])
    clear *= clear_alpha
    return clear, add
