"""The slate of a scene: a sheet with rules, as a slate has, in the film's own letters.

The scene's number stands large beside its slug line; film, shots, length, version and date
stand below in columns. Tall pictures set the slug line under the number and the columns in rows.
"""

from __future__ import annotations

from filmgen.compositor.segments import Card
from filmgen.compositor.words.lines import (
    PAPER,
    SOFT,
    draw_line,
    fitted,
    rule,
    shortened,
    unit_px,
)
from filmgen.compositor.words.safe_areas import TITLE_SAFE, Area
from filmgen.lettering import text_width
from filmgen.media import ByteArray

_SPACED = 0.04


def draw_scene_slate(rgb: ByteArray, card: Card) -> None:
    """Draw on uint8 RGB (H, W, 3), in place."""
    height, width = rgb.shape[:2]
    x, y = round(width * (1 - TITLE_SAFE) / 2), round(height * (1 - TITLE_SAFE) / 2)
    # below and above the lines that burn-ins may take
    margin = round(unit_px(rgb) * 6)
    area = Area(x, y + margin, width - 2 * x, height - 2 * (y + margin))
    if width >= height * 1.2:
        _draw_wide(rgb, card, area)
    else:
        _draw_tall(rgb, card, area)


def _draw_wide(rgb: ByteArray, card: Card, area: Area) -> None:
    unit = unit_px(rgb)
    thick, label, pad = unit * 0.16, _label_px(rgb), unit * 2.4
    foot = round(unit * 15)
    column = round(area.width * 0.30)
    split = area.bottom - foot
    for y in (area.y, split, area.bottom):
        rule(rgb, area.x, y, area.width, thick)
    rule(rgb, area.x + column, area.y, thick, split - area.y)
    _label(rgb, "scene", area.x, area.y + pad)
    room = split - area.y - pad - label * 2
    most = round(min(unit * 27, room * 0.8))
    size, lines = fitted(card.heading, column - pad * 2, most, 0.0, 1)
    # capitals of 0.71 sizes stand on the baseline at 1.1
    middle = area.y + pad + label * 1.2 + room / 2
    at = (area.x - size * 0.05, middle - size * 0.745)
    draw_line(rgb, lines[0], size, at, "light", PAPER)
    left = area.x + column + pad * 1.6
    size, lines = _slug(card, area.right - left, room, unit * 6.6)
    _label(rgb, "slug line", left, area.y + pad)
    _set(rgb, lines, size, left, middle - len(lines) * size * 0.68)
    _columns(rgb, card, area, split + (foot - label * 4.1) / 2)


def _draw_tall(rgb: ByteArray, card: Card, area: Area) -> None:
    unit = unit_px(rgb)
    thick, label, pad = unit * 0.16, _label_px(rgb), unit * 2.4
    line = label * 3.2
    rows = area.bottom - line * len(card.fields)
    rule(rgb, area.x, area.y, area.width, thick)
    _label(rgb, "scene", area.x, area.y + pad)
    most = round(min(unit * 34, (rows - area.y) * 0.34))
    size, lines = fitted(card.heading, area.width, most, 0.0, 1)
    top = area.y + pad + label * 1.4
    draw_line(rgb, lines[0], size, (area.x - size * 0.05, top), "light", PAPER)
    top += size * 1.45
    rule(rgb, area.x, top, area.width, thick)
    _label(rgb, "slug line", area.x, top + pad)
    top += pad + label * 2.4
    size, lines = _slug(card, area.width, rows - top - pad, unit * 7)
    _set(rgb, lines, size, area.x, top)
    value = round(label * 1.5)
    for number, (name, words) in enumerate(card.fields):
        y = rows + line * number
        rule(rgb, area.x, y, area.width, thick)
        _label(rgb, name, area.x, y + (line - label * 1.5) / 2)
        words = shortened(words, value, "regular", area.width * 0.66)
        at = (area.right, y + (line - value * 1.47) / 2)
        draw_line(rgb, words, value, at, "regular", PAPER, align="right")
    rule(rgb, area.x, area.bottom, area.width, thick)


def _slug(card: Card, width: float, height: float, most: float) -> tuple[int, tuple[str, ...]]:
    """The slug line as large as its field lets it be, and its lines."""
    words = card.lines[0] if card.lines else ""
    size, lines = fitted(words, width, round(most), _SPACED, 3)
    while size > 10 and len(lines) * size * 1.36 > height:
        size, lines = fitted(words, width, size - 1, _SPACED, 3)
    return size, lines


def _set(rgb: ByteArray, lines: tuple[str, ...], size: int, x: float, y: float) -> None:
    for number, line in enumerate(lines):
        at = (x, y + number * size * 1.36)
        draw_line(rgb, line, size, at, "light", PAPER, tracking=_SPACED)


def _columns(rgb: ByteArray, card: Card, area: Area, y: float) -> None:
    """What the slate says besides: the film's title wide, the rest as wide as it needs to be."""
    label = _label_px(rgb)
    value = round(label * 1.7)
    gap = unit_px(rgb) * 6
    rest = card.fields[1:]
    x = float(area.right)
    placed = []
    for name, words in reversed(rest):
        x -= max(
            text_width(words, value, "regular"), text_width(name.upper(), label, "medium", 0.12)
        )
        placed.append((x, name, words))
        x -= gap
    if card.fields:
        name, words = card.fields[0]
        words = shortened(words, value, "regular", max(x - area.x, 1.0))
        placed.append((float(area.x), name, words))
    for left, name, words in placed:
        _label(rgb, name, left, y)
        draw_line(rgb, words, value, (left, y + label * 1.7), "regular", PAPER)


def _label(rgb: ByteArray, text: str, x: float, y: float) -> None:
    draw_line(rgb, text.upper(), _label_px(rgb), (x, y), "medium", SOFT, tracking=0.12)


def _label_px(rgb: ByteArray) -> int:
    return max(9, round(unit_px(rgb) * 1.9))
