"""Lines of words set on a card: fitted to its width, drawn in their colour."""

from __future__ import annotations

import numpy as np

from filmgen.compositor.words.text import Rgb
from filmgen.lettering import line_mask, text_width, wrap
from filmgen.media import ByteArray, FloatArray

GROUND: Rgb = (13, 13, 14)
PAPER: Rgb = (238, 234, 224)
SOFT: Rgb = (158, 154, 146)
RULE: Rgb = (96, 92, 86)
WARN: Rgb = (206, 148, 84)


def unit_px(rgb: ByteArray) -> float:
    """What sizes on cards are multiples of: a hundredth of the height, less on tall pictures."""
    height, width = rgb.shape[:2]
    return float(min(height / 100, width / 105))


def fitted(
    text: str, limit: float, size: int, tracking: float, most: int, weight: str = "light"
) -> tuple[int, tuple[str, ...]]:
    """The largest size, from `size` down, at which a text fits in `most` lines of `limit` px."""
    smallest = max(9, size // 4)
    while True:
        lines = wrap(text, size, limit / (1 + tracking * 1.7), weight)
        fits = all(text_width(line, size, weight, tracking) <= limit for line in lines)
        if (len(lines) <= most and fits) or size <= smallest:
            return size, lines[: most + 2]
        size = max(smallest, round(size * 0.93) if size > 14 else size - 1)


def shortened(text: str, size_px: int, weight: str, limit_px: float) -> str:
    """A text in one line, with an ellipsis where it is too long."""
    text = " ".join(text.split())
    if text_width(text, size_px, weight) <= limit_px:
        return text
    while text and text_width(text + "…", size_px, weight) > limit_px:
        text = text[:-1]
    return text.rstrip() + "…"


def draw_line(
    rgb: ByteArray,
    text: str,
    size: int,
    at: tuple[float, float],
    weight: str,
    colour: Rgb,
    *,
    tracking: float = 0.0,
    align: str = "left",
) -> None:
    """Draw a line in place.

    Args:
        at: x of its left, middle or right, as `align` says, and y of the top of its box of 1.5
            sizes.
    """
    text = text.strip()
    if not text:
        return
    mask = line_mask(text, size, weight, tracking)
    # the words lie an eighth of their size inside the mask, see `line_mask`
    width = text_width(text, size, weight, tracking)
    x = at[0] - {"left": 0.0, "centre": width / 2, "right": width}[align] - size / 8
    stamp(rgb, mask, round(x), round(at[1]), colour)


def rule(rgb: ByteArray, x: float, y: float, width: float, height: float) -> None:
    """A thin line, in place."""
    left, top = round(x), round(y)
    rgb[top : top + max(1, round(height)), left : left + max(1, round(width))] = RULE


def stamp(rgb: ByteArray, mask: FloatArray, x: int, y: int, colour: Rgb) -> None:
    """Draw a mask (h, w) of 0 to 1 in a colour, in place; what lies outside is cut off.

    Args:
        rgb: uint8 (H, W, 3). x, y: of the mask's upper left corner.
    """
    height, width = rgb.shape[:2]
    left, top = max(0, -x), max(0, -y)
    right, bottom = min(mask.shape[1], width - x), min(mask.shape[0], height - y)
    if right <= left or bottom <= top:
        return
    part = rgb[y + top : y + bottom, x + left : x + right]
    share = mask[top:bottom, left:right, None]
    ink = np.asarray(colour, np.float32)
    part[:] = np.rint(part * (1 - share) + ink * share).astype(np.uint8)
