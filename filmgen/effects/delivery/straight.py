"""Premultiplied light, parted into a straight-alpha picture and the light beyond alpha.

A premultiplied pixel (rgb, a) laid over a background B gives rgb + (1 - a) B. A straight-alpha
file holds a colour c of at most 1 and gives a c + (1 - a) B, so the light of a flame, which is
more than its alpha, does not fit. It is parted, keeping the hue:

    m = max(a, r, g, b),   c = rgb / m,   add = (m - a) c,   so that   a c + add = rgb.

Without emission m = a: c is the usual un-premultiplied colour, and there is nothing to add.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

ADD_FLOOR = 1e-4
"""Light beyond alpha that no 8-bit display shows (a third of its first step over black)."""
_TRUST = np.float32(1 / 2048)


@dataclass(frozen=True)
class Straight:
    """One picture in linear light, float32.

    Attributes:
        colour: (H, W, 3), 0 to 1, straight; 0 where nothing is.
        alpha: (H, W), 0 to 1.
        add: (H, W, 3), at least 0, light to be added; may exceed 1.
    """

    colour: FloatArray
    alpha: FloatArray
    add: FloatArray


def part(rgba: NDArray[np.float16] | FloatArray) -> Straight:
    """Part premultiplied linear (H, W, 4). Negative light counts as none."""
    # Planes one by one: numpy is several times slower where it broadcasts over channels.
    zero, one = np.float32(0.0), np.float32(1.0)
    *light, alpha = (np.maximum(plane, zero) for plane in cv2.split(rgba.astype(np.float32)))
    alpha = np.minimum(alpha, one)
    most = np.maximum(np.maximum(light[0], light[1]), np.maximum(light[2], alpha))
    share = np.divide(one, most, out=np.zeros_like(most), where=most > 1e-12)
    straight = [np.minimum(plane * share, one) for plane in light]
    beyond = most - alpha
    colour: FloatArray = cv2.merge(straight)
    if not beyond.any():
        return Straight(colour, alpha, np.zeros_like(colour))
    return Straight(colour, alpha, cv2.merge([plane * beyond for plane in straight]))


def joined(straight: Straight) -> FloatArray:
    """The premultiplied linear picture again, float32 (H, W, 4)."""
    height, width = straight.alpha.shape
    rgba = np.empty((height, width, 4), np.float32)
    np.multiply(straight.colour, straight.alpha[..., None], out=rgba[..., :3])
    rgba[..., :3] += straight.add
    rgba[..., 3] = straight.alpha
    return rgba


def bled(straight: Straight) -> FloatArray:
    """The colour carried on smoothly to where there is no alpha, float32 (H, W, 3).

    Codecs that transform blocks or halve chroma would ring and bleed black across the edge of
    a colour that stops with its alpha. Averages of ever larger surroundings, weighted by alpha,
    fill in from coarse to fine (pull-push, Gortler et al., The Lumigraph, 1996).
    """
    laid = [plane * straight.alpha for plane in cv2.split(straight.colour)]
    levels: list[FloatArray] = [cv2.merge([*laid, straight.alpha])]
    while max(levels[-1].shape[:2]) > 1:
        levels.append(cv2.pyrDown(levels[-1]))
    top = levels[-1]
    total = np.maximum(top[..., 3:], np.float32(1e-12))
    colour: FloatArray = np.asarray(top[..., :3] / total, dtype=np.float32)
    for level in reversed(levels[:-1]):
        height, width = level.shape[:2]
        coarse = cv2.resize(colour, (width, height), interpolation=cv2.INTER_LINEAR)
        *laid, alpha = cv2.split(level)
        share = np.float32(1.0) / (alpha + _TRUST)
        far = cv2.split(coarse)
        colour = cv2.merge([(c + _TRUST * f) * share for c, f in zip(laid, far, strict=True)])
    return np.clip(colour, 0.0, 1.0, out=colour)
