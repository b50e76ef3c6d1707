"""The shipped fonts and a user's own, and which of them has a glyph for a character.

Pillow draws a box for what a font lacks and does not say so; so the character maps are
read here, and text is split into runs that a font can draw. The user's fonts are for scripts
that the shipped ones lack; where Pillow has Raqm (its wheels do) their letters are joined and
ordered as their script asks.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from filmgen.errors import ConfigError
from filmgen.resources import resource

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

CHAINS = {
    "light": ("NotoSans-Light.ttf", "NotoSansSC-Medium.ttf"),
    "regular": ("NotoSans-Regular.ttf", "NotoSansSC-Medium.ttf"),
    "medium": ("NotoSans-Medium.ttf", "NotoSansSC-Medium.ttf"),
}
"""Fonts by weight, first choice first: Latin, Greek and Cyrillic, then Chinese and kana."""


_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\ufeff\ufe0e\ufe0f\u00ad"
_WEIGHT = 500
_added: tuple[str, ...] = ()


def use_fonts(paths: Sequence[Path]) -> None:
    """Draw what the shipped fonts lack with these font files, in their order, from now on."""
    global _added
    _added = tuple(str(path.resolve()) for path in paths)


def check_font(path: Path) -> None:
    """Refuse a file that is no font.

    Raises:
        ConfigError: it cannot be read, or has no map of characters.
    """
    try:
        load_font(str(path.resolve()), 16)
        glyph_map(str(path.resolve()))
    except OSError as error:
        raise ConfigError("film.fonts", f"{path} cannot be read as a font ({error})") from error
    except (struct.error, KeyError) as error:
        raise ConfigError("film.fonts", f"{path} has no map of characters") from error


def is_added(name: str) -> bool:
    """Whether a font of a run is a user's own: its letters may join and are not spaced."""
    return Path(name).is_absolute()


def _file(name: str) -> Path:
    return Path(name) if is_added(name) else resource("assets", "fonts", name)


@lru_cache(maxsize=48)
def load_font(name: str, size_px: int) -> FreeTypeFont:
    """A font at a size: shipped ones in basic layout, a user's own shaped where that is known."""
    from PIL import ImageFont, features

    shaped = is_added(name) and features.check("raqm")
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(_file(name)), size_px, layout_engine=engine)
    if is_added(name):
        _embolden(font)
    return font


def _embolden(font: FreeTypeFont) -> None:
    """Medium weight where a font's weight can be chosen: as such it is often the thinnest."""
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font
        return
    values: list[float] = []
    for axis in axes:
        low, usual, high = axis["minimum"] or 0, axis["default"] or 0, axis["maximum"] or 0
        heavy = axis["name"] == b"Weight"
        values.append(min(max(_WEIGHT, low), high) if heavy else usual)
    font.set_variation_by_axes(values)


@lru_cache(maxsize=8)
def glyph_map(name: str) -> tuple[tuple[int, int], ...]:
    """Sorted (first, last) ranges of the characters a font has glyphs for.

    Reads the `cmap` subtables of format 12, or 4 where there is no other (OpenType 1.9).
    """
    data = _file(name).read_bytes()
    # the first font of a collection
    base = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, base + 4)[0]
    tables = {
        data[base + 12 + 16 * i : base + 16 + 16 * i]: struct.unpack_from(
            ">I", data, base + 20 + 16 * i
        )[0]
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
    """Split a line into (font name, text) runs from left to right, each drawable by its font.

    Characters that no font has (after dropping invisible ones) go to the first font,
    which draws its box: seen, not lost. Runs of a line that is read from right to left come
    in that order, and its own font draws all it can, so that words keep their places.
    """
    leftward = reads_leftward(text)
    chain = CHAINS[weight] + _added
    if leftward:
        chain = tuple(f for f in _added if _letters_of(f, text)) + chain
    out: list[tuple[str, str]] = []
    for character in text:
        if character in _INVISIBLE and not leftward:
            continue
        name = next((f for f in chain if has_glyph(f, character)), CHAINS[weight][0])
        if out and (out[-1][0] == name or (character == " " and out[-1][0] in chain)):
            out[-1] = (out[-1][0], out[-1][1] + character)
        else:
            out.append((name, character))
    if leftward or any(is_added(name) for name, _ in out):
        out = _spaced(out, leftward)
    return tuple(reversed(out)) if leftward else tuple(out)


def _spaced(parts: list[tuple[str, str]], leftward: bool) -> list[tuple[str, str]]:
    """Space after words read against the line's direction belongs to what follows them."""
    out: list[tuple[str, str]] = []
    carried = ""
    for name, text in parts:
        text, carried = carried + text, ""
        if reads_leftward(text) != leftward and text.strip():
            bare = text.rstrip(" ")
            text, carried = bare, text[len(bare) :]
        out.append((name, text))
    if carried:
        out[-1] = (out[-1][0], out[-1][1] + carried)
    return out


def reads_leftward(text: str) -> bool:
    """Whether a line's first strong character is read from right to left (Unicode annex 9, P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _letters_of(name: str, text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL") and has_glyph(name, c) for c in text)


def without_glyph(text: str, weight: str = "medium") -> str:
    """The characters of a text that would be drawn as boxes, each once, in their order."""
    chain = CHAINS[weight] + _added
    seen = dict.fromkeys(c for c in text if not c.isspace() and c not in _INVISIBLE)
    printed = (c for c in seen if unicodedata.category(c)[0] != "C")
    return "".join(c for c in printed if not any(has_glyph(f, c) for f in chain))
