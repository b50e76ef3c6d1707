"""The shipped fonts, and which of them has a glyph for a character.

Pillow draws a box for what a font lacks and does not say so; so the character maps are
read here, and text is split into runs that a font can draw.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from filmgen.resources import resource

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

CHAINS = {
    "light": ("NotoSans-Light.ttf", "NotoSansSC-Medium.ttf"),
    "regular": ("NotoSans-Regular.ttf", "NotoSansSC-Medium.ttf"),
    "medium": ("NotoSans-Medium.ttf", "NotoSansSC-Medium.ttf"),
}
"""Fonts by weight, first choice first: Latin, Greek and Cyrillic, then Chinese and kana."""


@lru_cache(maxsize=48)
def load_font(name: str, size_px: int) -> FreeTypeFont:
    """A shipped font at a size, basic layout (no shaping library needed)."""
    from PIL import ImageFont

    path = str(resource("assets", "fonts", name))
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8)
def glyph_map(name: str) -> tuple[tuple[int, int], ...]:
    """Sorted (first, last) ranges of the characters a font has glyphs for.

    Reads the `cmap` subtables of format 12, or 4 where there is no other (OpenType 1.9).
    """
    data = resource("assets", "fonts", name).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", data, 20 + 16 * i)[0]
        for i in range(count)
    }
    cmap = tables[b"cmap"]
    subtables: dict[int, int] = {}
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0]
        subtables[struct.unpack_from(">H", data, at)[0]] = at
    if 12 in subtables:
        at = subtables[12]
        groups = struct.unpack_from(">I", data, at + 12)[0]
        rows = [struct.unpack_from(">III", data, at + 16 + 12 * i) for i in range(groups)]
        ranges = [(first, last) for first, last, glyph in rows if glyph or first != last]
    else:
        ranges = _format_4(data, subtables[4])
    return _merged(sorted(ranges))


def _format_4(data: bytes, at: int) -> list[tuple[int, int]]:
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    last = struct.unpack_from(f">{segments}H", data, at + 14)
    first = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
    return [(a, b) for a, b in zip(first, last, strict=True) if a != 0xFFFF]


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    assert all(a[1] < b[0] for a, b in pairwise(merged))
    return tuple(merged)


@lru_cache(maxsize=4096)
def has_glyph(name: str, character: str) -> bool:
    """Whether a shipped font draws this character as something other than a box."""
    code = ord(character)
    ranges = glyph_map(name)
    low, high = 0, len(ranges)
    while low < high:
        middle = (low + high) // 2
        if code < ranges[middle][0]:
            high = middle
        elif code > ranges[middle][1]:
            low = middle + 1
        else:
            return True
    return False


def runs(text: str, weight: str = "regular") -> tuple[tuple[str, str], ...]:
    """Split a line into (font name, text) runs, each drawable by its font.

    Characters that no font has (after dropping invisible ones) go to the first font,
    which draws its box: seen, not lost.
    """
    chain = CHAINS[weight]
    out: list[tuple[str, str]] = []
    for character in text:
        if character in "\u200b\u200c\u200d\ufeff\ufe0e\ufe0f\u00ad":
            continue
        name = next((f for f in chain if has_glyph(f, character)), chain[0])
        if out and (out[-1][0] == name or (character == " " and out[-1][0] in chain)):
            out[-1] = (out[-1][0], out[-1][1] + character)
        else:
            out.append((name, character))
    return tuple(out)
