"""Cards: the film's title page, titles inside the film, and slates for what is missing.

Set on near-black in the light weight, with space between the letters of the heading:
quiet, centred a little above the middle, nothing moving.
"""

from __future__ import annotations

import numpy as np

from filmgen.compositor.segments import Card
from filmgen.compositor.words.text import Rgb
from filmgen.lettering import line_mask, text_width, wrap
from filmgen.media import ByteArray, FloatArray

_GROUND: Rgb = (13, 13, 14)
_PAPER: Rgb = (238, 234, 224)
_SOFT: Rgb = (158, 154, 146)
_RULE: Rgb = (96, 92, 86)
_WARN: Rgb = (206, 148, 84)


def draw_card(card: Card, width_px: int, height_px: int) -> ByteArray:
    """A card as uint8 RGB (H, W, 3)."""
    rgb = np.zeros((height_px, width_px, 3), np.uint8)
    if card.kind == "black":
        return rgb
    rgb[:] = _GROUND
    if card.kind == "title":
        _draw_title(rgb, card)
    elif card.kind == "words":
        _draw_words(rgb, card)
    else:
        _draw_missing(rgb, card)
    return rgb


def _unit(rgb: ByteArray) -> float:
    """A hundredth of the height of a 16:9 frame as wide as this one, or of its height."""
    height, width = rgb.shape[:2]
    return float(min(height / 100, width * 9 / 1600))


def _draw_title(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = _unit(rgb)
    heading = card.heading.upper()
    size, tracking, lines = _fitted(heading, width * 0.84, round(unit * 7.4), 0.16, 3)
    small = max(10, round(unit * 2.5))
    notes = [
        part
        for line in card.lines
        for part in wrap(line, small, width * 0.8, "regular")
        if line.strip()
    ][:8]
    step, small_step = size * 1.34, small * 1.75
    rule_gap = unit * 3.6
    total = step * len(lines) + (rule_gap * 2 + small_step * len(notes) if notes else 0)
    y = height * 0.48 - total / 2
    for line in lines:
        _centre(rgb, line, size, y, "light", _PAPER, tracking)
        y += step
    if notes:
        y += rule_gap
        rule = round(unit * 9)
        top = round(y)
        thick = max(1, round(unit * 0.16))
        rgb[top : top + thick, (width - rule) // 2 : (width + rule) // 2] = _RULE
        y += rule_gap * 0.7
        for line in notes:
            _centre(rgb, line, small, y, "regular", _SOFT, 0.03)
            y += small_step


def _draw_words(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = _unit(rgb)
    text = " ".join(card.heading.split()) if "\n" not in card.heading else card.heading
    size, tracking, lines = _fitted(text, width * 0.8, round(unit * 5.2), 0.06, 5)
    step = size * 1.42
    y = height * 0.5 - step * len(lines) / 2
    for line in lines:
        _centre(rgb, line, size, y, "light", _PAPER, tracking)
        y += step


def _draw_missing(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = _unit(rgb)
    edge, thick = round(unit * 6), max(1, round(unit * 0.2))
    for target in (
        rgb[edge : edge + thick, edge:-edge],
        rgb[height - edge - thick : height - edge, edge:-edge],
        rgb[edge:-edge, edge : edge + thick],
        rgb[edge:-edge, width - edge - thick : width - edge],
    ):
        target[:] = _RULE
    size, tracking, lines = _fitted(card.heading, width * 0.7, round(unit * 6), 0.08, 1)
    y = height * 0.42 - size * 0.75
    for line in lines:
        _centre(rgb, line, size, y, "light", _PAPER, tracking)
    small = max(10, round(unit * 2.8))
    y += size * 1.75
    for text in ("MISSING PICTURE", *card.lines):
        for line in wrap(text, small, width * 0.72, "regular")[:4]:
            colour = _WARN if text == "MISSING PICTURE" else _SOFT
            _centre(rgb, line, small, y, "regular", colour, 0.1 if colour == _WARN else 0.0)
            y += small * 1.6


def _fitted(
    text: str, limit: float, size: int, tracking: float, most: int
) -> tuple[int, float, tuple[str, ...]]:
    """The largest size at which the text fits in `most` lines of `limit` pixels."""
    smallest = max(9, size // 4)
    while True:
        widened = limit / (1 + tracking * 1.7)
        lines = wrap(text, size, widened, "light")
        fits = all(text_width(line, size, "light", tracking) <= limit for line in lines)
        if (len(lines) <= most and fits) or size <= smallest:
            return size, tracking, lines[: most + 2]
        size = max(smallest, round(size * 0.93) if size > 14 else size - 1)


def _centre(
    rgb: ByteArray, text: str, size: int, y: float, weight: str, colour: Rgb, tracking: float
) -> None:
    if text.strip():
        mask = line_mask(text.strip(), size, weight, tracking)
        _stamp(rgb, mask, round((rgb.shape[1] - mask.shape[1]) / 2), round(y), colour)


def _stamp(rgb: ByteArray, mask: FloatArray, x: int, y: int, colour: Rgb) -> None:
    height, width = rgb.shape[:2]
    left, top = max(0, -x), max(0, -y)
    right, bottom = min(mask.shape[1], width - x), min(mask.shape[0], height - y)
    if right <= left or bottom <= top:
        return
    part = rgb[y + top : y + bottom, x + left : x + right]
    share = mask[top:bottom, left:right, None]
    ink = np.asarray(colour, np.float32)
    part[:] = np.rint(part * (1 - share) + ink * share).astype(np.uint8)
