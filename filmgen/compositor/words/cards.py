"""Cards: the film's title page, titles inside the film, and slates for what is missing.

Set on near-black in the light weight, with space between the letters of the heading:
quiet, centred a little above the middle, nothing moving.
"""

from __future__ import annotations

import numpy as np

from filmgen.compositor.segments import Card
from filmgen.compositor.words.lines import (
    GROUND,
    PAPER,
    SOFT,
    WARN,
    draw_line,
    fitted,
    rule,
    shortened,
    unit_px,
)
from filmgen.compositor.words.scene_slate import draw_scene_slate
from filmgen.compositor.words.text import Rgb
from filmgen.lettering import wrap
from filmgen.media import ByteArray


def draw_card(card: Card, width_px: int, height_px: int) -> ByteArray:
    """A card as uint8 RGB (H, W, 3)."""
    rgb = np.zeros((height_px, width_px, 3), np.uint8)
    if card.kind == "black":
        return rgb
    rgb[:] = GROUND
    if card.kind == "title":
        _draw_title(rgb, card)
    elif card.kind == "scene":
        draw_scene_slate(rgb, card)
    elif card.kind == "words":
        _draw_words(rgb, card)
    else:
        _draw_missing(rgb, card)
    return rgb


def _draw_title(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = unit_px(rgb)
    foot = _draw_foot(rgb, card)
    heading = card.heading.upper()
    size, lines = fitted(heading, width * 0.84, round(unit * 7.4), 0.16, 3)
    small = max(10, round(unit * 2.5))
    notes = [
        part
        for line in card.lines
        for part in wrap(line, small, width * 0.8, "regular")
        if line.strip()
    ]
    step, small_step = size * 1.34, small * 1.75
    rule_gap = unit * 3.6
    room = min(height * 0.92, foot - unit * 2) - step * len(lines) - rule_gap * 1.7
    notes = notes[: max(0, min(8, int(room / small_step)))]
    total = step * len(lines) + (rule_gap * 2 + small_step * len(notes) if notes else 0)
    y = max(unit * 4, min(height * 0.48 - total / 2, foot - unit * 2 - total))
    for line in lines:
        _centre(rgb, line, size, y, "light", PAPER, 0.16)
        y += step
    if notes:
        y += rule_gap
        wide = round(unit * 9)
        rule(rgb, (width - wide) // 2, y, wide, unit * 0.16)
        y += rule_gap * 0.7
        for line in notes:
            _centre(rgb, line, small, y, "regular", SOFT, 0.03)
            y += small_step


def _draw_foot(rgb: ByteArray, card: Card) -> float:
    """Whom to write to and which draft, low, clear of burn-ins; where it begins."""
    height, width = rgb.shape[:2]
    unit = unit_px(rgb)
    tiny = max(9, round(unit * 1.9))
    step, limit = tiny * 1.5, width * 0.42
    bottom = height * 0.9
    begins = float(bottom)
    for side, words in card.fields:
        lines = [part for line in words.split("\n") for part in wrap(line, tiny, limit, "regular")][
            :5
        ]
        y = bottom - step * len(lines)
        begins = min(begins, y)
        x = width * (0.06 if side == "left" else 0.94)
        for line in lines:
            draw_line(rgb, line, tiny, (x, y), "regular", SOFT, align=side)
            y += step
    return begins


def _draw_words(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = unit_px(rgb)
    text = " ".join(card.heading.split()) if "\n" not in card.heading else card.heading
    size, lines = fitted(text, width * 0.8, round(unit * 5.2), 0.06, 5)
    step = size * 1.42
    y = height * 0.5 - step * len(lines) / 2
    for line in lines:
        _centre(rgb, line, size, y, "light", PAPER, 0.06)
        y += step


def _draw_missing(rgb: ByteArray, card: Card) -> None:
    height, width = rgb.shape[:2]
    unit = unit_px(rgb)
    # inside of the lines that burn-ins may take
    edge, thick = round(unit * 11), unit * 0.2
    for x, y, w, h in (
        (edge, edge, width - 2 * edge, thick),
        (edge, height - edge - thick, width - 2 * edge, thick),
        (edge, edge, thick, height - 2 * edge),
        (width - edge - thick, edge, thick, height - 2 * edge),
    ):
        rule(rgb, x, y, w, h)
    size, lines = fitted(card.heading, width * 0.7, round(unit * 6), 0.08, 1)
    top = height * 0.42 - size * 0.75
    for line in lines:
        _centre(rgb, line, size, top, "light", PAPER, 0.08)
    small = max(10, round(unit * 2.8))
    top += size * 1.75
    _centre(rgb, "MISSING PICTURE", small, top, "regular", WARN, 0.1)
    top += small * 1.6
    for text in card.lines:
        for line in wrap(text, small, width * 0.72, "regular")[:4]:
            line = shortened(line, small, "regular", width * 0.78)
            _centre(rgb, line, small, top, "regular", SOFT, 0.0)
            top += small * 1.6


def _centre(
    rgb: ByteArray, text: str, size: int, y: float, weight: str, colour: Rgb, tracking: float
) -> None:
    at = (rgb.shape[1] / 2, y)
    draw_line(rgb, text, size, at, weight, colour, tracking=tracking, align="centre")
