"""Words as coverage masks: measured, wrapped and drawn in the shipped fonts.

Sizes are in pixels. Lines may mix scripts; each run is drawn by the first font that has it.
"""

from __future__ import annotations

import math
import unicodedata

import numpy as np

from filmgen.fonts import is_added, load_font, runs
from filmgen.media import FloatArray

_NO_LINE_START = "，。、；：？！）》」』】’”…—,.;:?!)]}%·"
_NO_LINE_END = "（《「『【‘“([{"


def text_width(text: str, size_px: int, weight: str = "regular", tracking: float = 0.0) -> float:
    """Advance width of a line in pixels; `tracking` is extra space a character, in ems."""
    parts = runs(text, weight)
    advance = sum(load_font(name, size_px).getlength(part) for name, part in parts)
    spaced = sum(len(part) for name, part in parts if not is_added(name))
    return float(advance + tracking * size_px * max(0, spaced - 1))


def line_mask(
    text: str, size_px: int, weight: str = "regular", tracking: float = 0.0
) -> FloatArray:
    """Draw one line: coverage 0 to 1, float32 (H, W).

    H is 1.5 sizes with the baseline at 1.1, whatever the letters, so that lines align.
    """
    from PIL import Image, ImageDraw

    width = max(2, math.ceil(text_width(text, size_px, weight, tracking)) + size_px // 2)
    height = math.ceil(size_px * 1.5)
    image = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(image)
    x = size_px / 8
    baseline = size_px * 1.1
    for name, part in runs(text, weight):
        font = load_font(name, size_px)
        space = 0.0 if is_added(name) else tracking * size_px
        for piece in list(part) if space else [part]:
            draw.text((x, baseline), piece, fill=255, font=font, anchor="ls")
            x += font.getlength(piece) + space
    return np.asarray(image, dtype=np.float32) / 255.0


def _pieces(text: str) -> list[str]:
    """What a line may break between: words with their space, single ideographs."""
    pieces: list[str] = []
    for character in text:
        wide = breaks_anywhere(character)
        before = pieces[-1] if pieces else ""
        glue = before and (
            character in _NO_LINE_START
            or before[-1] in _NO_LINE_END
            or (not wide and not before[-1].isspace() and not breaks_anywhere(before[-1]))
            or character.isspace()
        )
        if glue:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def breaks_anywhere(character: str) -> bool:
    """Whether lines may break beside a character, as beside ideographs; Korean breaks at spaces."""
    return is_wide(character) and not unicodedata.name(character, "").startswith("HANGUL")


def is_wide(character: str) -> bool:
    """Whether a character fills a whole em, as ideographs do (Unicode annex 11)."""
    return unicodedata.east_asian_width(character) in "WF"


def wrap(text: str, size_px: int, max_width_px: float, weight: str = "regular") -> tuple[str, ...]:
    """Break text into lines no wider than `max_width_px`, of even length where there are two.

    Newlines in the text are kept. A single word wider than the line is broken inside.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _wrap_paragraph(paragraph.strip(), size_px, max_width_px, weight)
    return tuple(lines)


def _wrap_paragraph(text: str, size_px: int, limit: float, weight: str) -> list[str]:
    pieces: list[str] = []
    for piece in _pieces(text):
        if text_width(piece.rstrip(), size_px, weight) > limit and len(piece) > 1:
            pieces += list(piece)
        else:
            pieces.append(piece)
    widths = [text_width(piece, size_px, weight) for piece in pieces]
    if sum(widths) <= limit or len(pieces) < 2:
        return [text]
    greedy = _fill(pieces, widths, limit)
    if len(greedy) == 2:  # the shortest limit that still needs only two lines evens them out
        total = sum(widths)
        for share in (0.5, 0.54, 0.58, 0.63, 0.7, 0.8, 0.9):
            even = _fill(pieces, widths, min(limit, total * share + size_px * 0.3))
            if len(even) == 2:
                return even
    return greedy


def _fill(pieces: list[str], widths: list[float], limit: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece, width in zip(pieces, widths, strict=True):
        if line and used + width > limit:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += width
    lines.append(line.rstrip())
    return lines
