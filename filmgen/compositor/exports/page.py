"""A page of pictures and words: what contact sheets and side-by-sides are laid out on.

Colours are RGB, 0 to 255; positions are pixels from the upper left corner.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, TypeAlias

import cv2
import numpy as np

from filmgen.compositor.words.lines import stamp
from filmgen.lettering import line_mask, text_width
from filmgen.media import ByteArray, FloatArray

Colour: TypeAlias = tuple[int, int, int]


class Surface(Protocol):
    """What can be laid out on: a raster, a page of a document. Sizes are in pixels of a raster."""

    def fill(self, x: int, y: int, width: int, height: int, colour: Colour) -> None:
        """An area of one colour."""

    def picture(self, rgb: ByteArray, x: int, y: int, width: int, height: int) -> None:
        """A picture, uint8 RGB (H, W, 3), made to fit an area that lies on the surface."""

    def write(
        self,
        text: str,
        x: int,
        baseline: int,
        size: int,
        colour: Colour,
        weight: str = "regular",
        *,
        align: str = "left",
        tracking: float = 0.0,
    ) -> int:
        """A line of words; returns how wide it is.

        Args:
            x: of its left end, of its right end or of its middle, as `align` says: "left",
                "right", "centre".
            baseline: y of the line it stands on. size: of the letters.
            weight: "light", "regular" or "medium". tracking: space between letters, of the size.
        """
        ...


class Page:
    """An RGB raster that is written on.

    Attributes:
        rgb: uint8 (height, width, 3).
    """

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.rgb: ByteArray = np.full((height, width, 3), ground, np.uint8)

    def fill(self, x: int, y: int, width: int, height: int, colour: Colour) -> None:
        """An area of one colour; what lies outside of the page is cut off."""
        self.rgb[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = colour

    def picture(self, rgb: ByteArray, x: int, y: int, width: int, height: int) -> None:
        """A picture (uint8 RGB), made to fit an area that lies on the page."""
        self.rgb[y : y + height, x : x + width] = fitted(rgb, width, height)

    def write(
        self,
        text: str,
        x: int,
        baseline: int,
        size: int,
        colour: Colour,
        weight: str = "regular",
        *,
        align: str = "left",
        tracking: float = 0.0,
    ) -> int:
        """A line of words, see `Surface.write`; what lies outside of the page is cut off."""
        if not text:
            return 0
        mask = _mask(text, size, weight, tracking)
        width = round(text_width(text, size, weight, tracking))
        left = x - {"left": 0, "right": width, "centre": width // 2}[align] - size // 8
        top = baseline - round(size * 1.1)
        stamp(self.rgb, mask, left, top, colour)
        return width


@lru_cache(maxsize=2048)
def _mask(text: str, size: int, weight: str, tracking: float) -> FloatArray:
    return line_mask(text, size, weight, tracking)


def shortened(text: str, size: int, width: float, weight: str = "regular") -> str:
    """The text, or as many of its words as fit, and an ellipsis."""
    if text_width(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    at_word = kept.rpartition(" ")[0] if low < len(text) and text[low : low + 1] != " " else kept
    if len(at_word) >= 0.6 * len(kept):  # a long word is cut rather than all of it dropped
        kept = at_word
    return kept.rstrip(" .,;:-–—") + "…" if kept else ""


def fitted(rgb: ByteArray, width: int, height: int) -> ByteArray:
    """A picture reduced (or enlarged) to a size, smoothly."""
    if rgb.shape[:2] == (height, width):
        return rgb
    smaller = rgb.shape[1] >= width
    out: ByteArray = cv2.resize(
        rgb, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    )
    return out
