"""Subtitles in the picture: centred lines, white on a soft halo.

They stand low in the title-safe area of the picture, in the black under it where that has room
for two lines, or high where they would cover faces; clear of the lines of burn-ins either way,
whether there are any or not, so that a picture with subtitles fits under every burn-in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.compositor.words.safe_areas import Area, burn_in_height, burn_in_rows
from filmgen.compositor.words.text import Overlay, halo_margin, with_halo
from filmgen.lettering import line_mask, text_width, wrap

_INK = (248, 247, 243)
_STEP, _TOP, _BOTTOM = 1.28, 0.34, 1.34
"""Of the letter size: from line to line, and where capitals begin and descenders end in a line's
mask, see `lettering.line_mask`."""
_WIDTH = 0.86
"""Of the picture, at most."""


@dataclass(frozen=True)
class SubtitleLayout:
    """A subtitle's lines and where their letters stand in the raster."""

    size_px: int
    lines: tuple[str, ...]
    box: Area


def subtitle(text: str, picture: Area, raster: tuple[int, int], *, high: bool = False) -> Overlay:
    """A subtitle at its place.

    Args:
        text: lines of a cue, broken by newlines.
        picture: the active picture inside the raster.
        raster: (width, height).
    """
    layout = lay_out(text, picture, raster, high=high)
    size = layout.size_px
    masks = [line_mask(line, size, "medium") for line in layout.lines]
    step = round(size * _STEP)
    width = max(m.shape[1] for m in masks)
    block = np.zeros((masks[0].shape[0] + step * (len(masks) - 1), width), np.float32)
    for i, mask in enumerate(masks):
        left = (width - mask.shape[1]) // 2
        part = block[i * step : i * step + mask.shape[0], left : left + mask.shape[1]]
        np.maximum(part, mask, out=part)
    drawn = with_halo(block, size, _INK, 1.0, 0.8)
    y = layout.box.y - round(size * _TOP) - halo_margin(size)
    return drawn.at(picture.x + (picture.width - drawn.size[0]) // 2, y)


def lay_out(
    text: str, picture: Area, raster: tuple[int, int], *, high: bool = False
) -> SubtitleLayout:
    """Where a subtitle stands, without drawing it.

    Lines are taken as they come; one that is too long makes the letters smaller, down to
    three quarters, and is broken if that is not enough.
    """
    size = subtitle_size(picture)
    limit = picture.width * _WIDTH
    asked = max(1, len(text.splitlines()))
    lines = wrap(text, size, limit, "medium")
    while len(lines) > asked and size > subtitle_size(picture) * 0.75:
        size -= 1
        lines = wrap(text, size, limit, "medium")
    width = round(max(text_width(line, size, "medium") for line in lines))
    height = round(size * (_STEP * (len(lines) - 1) + _BOTTOM - _TOP))
    y = _ceiling(picture, raster) if high else _floor(picture, raster) - height
    return SubtitleLayout(
        size, lines, Area(picture.x + (picture.width - width) // 2, y, width, height)
    )


def stands_below(picture: Area, raster: tuple[int, int]) -> bool:
    """Whether subtitles stand in the black under the picture."""
    room = burn_in_rows(picture, raster)[1] - picture.bottom
    return room >= subtitle_size(picture) * (_STEP + _BOTTOM)


def subtitle_size(picture: Area) -> int:
    """Letter size: 1/21 of the height of a wide picture, 1/16 of the width of a tall one."""
    return max(11, round(min(picture.height / 21, picture.width / 16)))


def _floor(picture: Area, raster: tuple[int, int]) -> int:
    """The lowest row of letters."""
    size, row = subtitle_size(picture), burn_in_rows(picture, raster)[1]
    if stands_below(picture, raster):
        block = round(size * (_STEP + _BOTTOM - _TOP))
        return picture.bottom + (row - picture.bottom + block) // 2
    # players on telephones draw over the lowest part of tall pictures
    share = 0.05 if picture.width >= picture.height else 0.14
    lowest = picture.bottom - round(picture.height * share)
    return min(lowest, row - size // 4) if row < picture.bottom else lowest


def _ceiling(picture: Area, raster: tuple[int, int]) -> int:
    """The highest row of letters of a subtitle that stands high."""
    size, row = subtitle_size(picture), burn_in_rows(picture, raster)[0]
    highest = picture.y + round(picture.height * 0.05)
    below = row + burn_in_height(raster)
    return max(highest, below + size // 4) if below > picture.y else highest
