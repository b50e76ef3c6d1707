"""A model sheet on one page: the turnaround on height lines, the face, its moods, and the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from filmgen.blocking.model import Look
from filmgen.lettering import line_mask, text_width, wrap
from filmgen.media import ByteArray

PAGE_PX = (1920, 1080)
FIGURE_PX = (360, 720)
FACE_PX = (408, 408)
MOOD_PX = (204, 204)
_LEFT, _TOP = 36, 196
_INK, _SOFT, _GUIDE = (34, 32, 30), (112, 106, 98), (150, 118, 92)


@dataclass(frozen=True)
class Sheet:
    """What a page shows.

    Attributes:
        views: picture, uint8 RGB (H, W, 3), by the name of its view; "front", "three-quarter",
            "side", "back", "face", and moods, which are optional.
        figure_m: height in metres of the picture of a whole figure, and of its floor line over
            the picture's lower edge.
        words: what the script says of the character.
    """

    name: str
    look: Look
    views: Mapping[str, ByteArray]
    figure_m: tuple[float, float]
    words: str = ""


def draw_sheet(sheet: Sheet) -> ByteArray:
    """The page, uint8 RGB (1080, 1920, 3)."""
    width, height = PAGE_PX
    page = np.empty((height, width, 3), np.uint8)
    page[:] = _paper(sheet.views["front"])
    left = width - _LEFT - FACE_PX[0]
    room = left - _LEFT - 24  # beside the face
    size = 52
    while size > 20 and text_width(sheet.name, size, "medium", 0.04) > room:
        size -= 2
    _write(page, sheet.name, _LEFT + 4, 78, size, "medium", _INK, tracking=0.04)
    facts = facts_of(sheet.look)
    _write(page, facts, _LEFT + 5, 118, 24, "regular", _SOFT)
    words = wrap(" ".join(sheet.words.split()), 22, room, "regular")
    for row, line in enumerate(words[:2]):
        cut = "…" if row == 1 and len(words) > 2 else ""
        _write(page, line + cut, _LEFT + 5, 152 + 30 * row, 22, "regular", _SOFT)
    figures = ("front", "three-quarter", "side", "back")
    for column, view in enumerate(figures):
        x = _LEFT + column * (FIGURE_PX[0] - 8)
        _lay(page, sheet.views[view], x, _TOP, FIGURE_PX)
        _write_centred(page, view, x + FIGURE_PX[0] / 2, _TOP + FIGURE_PX[1] + 34)
    _height_lines(page, sheet.figure_m, _LEFT + 4 * (FIGURE_PX[0] - 8))
    _lay(page, sheet.views["face"], left, 72, FACE_PX)
    moods = [v for v in sheet.views if v not in (*figures, "face")]
    for index, mood in enumerate(moods[:6]):
        x = left + (index % 2) * MOOD_PX[0]
        y = 72 + FACE_PX[1] + 8 + (index // 2) * (MOOD_PX[1] - 10)
        _lay(page, sheet.views[mood], x, y, (MOOD_PX[0], MOOD_PX[1] - 32))
        _write_centred(page, mood, x + MOOD_PX[0] / 2, y + MOOD_PX[1] - 16, 17)
    return page


def draw_line_up(picture: ByteArray, names: Sequence[tuple[str, float]], title: str) -> ByteArray:
    """The cast's picture with their names under them.

    Args:
        picture: uint8 RGB (H, W, 3).
        names: (name, middle as a fraction of the width), left to right.
    """
    height, width = picture.shape[:2]
    page = np.empty((height + 130, width, 3), np.uint8)
    page[:] = _paper(picture)
    page[70 : 70 + height] = picture
    _write(page, title, 24, 48, 34, "medium", _INK, tracking=0.03)
    room = width / max(len(names), 1)
    size = 20
    while size > 10 and any(text_width(n, size) > room * 0.94 for n, _ in names):
        size -= 1
    for name, x in names:
        _write_centred(page, name, x * width, 70 + height + 28, size)
    return page


def facts_of(look: Look) -> str:
    """A look in a line of words: "woman, 34, 1.68 m; curly dark hair, glasses; coat, hat"."""
    if look.species != "human":
        return f"{look.species}, {look.height_m:.2f} m"
    adult = {"female": "woman", "male": "man"}.get(look.gender, "person")
    young = {"female": "girl", "male": "boy"}.get(look.gender, "child")
    who = young if look.age_years < 15 else adult
    build = "slight" if look.build < 0.92 else "heavy" if look.build > 1.14 else ""
    body = ", ".join(x for x in (who, f"{look.age_years}", f"{look.height_m:.2f} m", build) if x)
    tones = ((0.33, "dark"), (0.66, "brown"), (0.85, "fair"), (2.0, "white"))
    tone = next(word for limit, word in tones if look.hair_tone < limit)
    hair = {
        "bald": "bald",
        "bun": f"{tone} hair in a bun",
        "ponytail": f"{tone} hair in a ponytail",
        "parted": f"parted {tone} hair",
    }.get(look.hair, f"{look.hair} {tone} hair")
    head = ", ".join(x for x in (hair, look.beard, "glasses" if look.glasses else "") if x)
    clothes = ", ".join(x for x in (look.garment, look.headwear) if x)
    return "; ".join((body, head, clothes))


def _height_lines(page: ByteArray, figure_m: tuple[float, float], right: int) -> None:
    """A thin line every half metre behind the turnaround, as model sheets have them."""
    whole, floor = figure_m
    tall = FIGURE_PX[1]
    at = 0.0
    while at < whole - floor:
        y = round(_TOP + tall - (at + floor) / whole * tall)
        if 0 < y < page.shape[0]:
            band = page[y : y + 1, _LEFT : right - 20].astype(np.float32)
            mixed = band * (1 - 0.5 * (band > 120)) + np.array(_GUIDE, np.float32) * (
                0.5 * (band > 120)
            )
            page[y : y + 1, _LEFT : right - 20] = mixed.astype(np.uint8)
            _write(page, f"{at:.1f} m", right - 14, y + 6, 16, "regular", _SOFT)
        at += 0.5 if whole > 1.2 else 0.1


def _paper(picture: ByteArray) -> tuple[int, int, int]:
    """The bare paper's tone: the median of the picture's upper corners."""
    corner = np.concatenate([picture[:12, :12].reshape(-1, 3), picture[:12, -12:].reshape(-1, 3)])
    red, green, blue = np.median(corner, axis=0).astype(int)
    return int(red), int(green), int(blue)


def _lay(page: ByteArray, picture: ByteArray, x: int, y: int, size: tuple[int, int]) -> None:
    """A picture scaled to fill `size`, cut at the middle where its shape differs."""
    width, height = size
    scale = max(width / picture.shape[1], height / picture.shape[0])
    fitted = cv2.resize(
        picture,
        (max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale))),
        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC,
    )
    left, top = (fitted.shape[1] - width) // 2, (fitted.shape[0] - height) // 2
    cut = fitted[top : top + height, left : left + width]
    # views overlap a little at their empty edges: the darker wins
    area = page[y : y + height, x : x + width]
    np.minimum(area, cut, out=area)


def _write(
    page: ByteArray,
    text: str,
    x: float,
    baseline: float,
    size: int,
    weight: str,
    colour: tuple[int, int, int],
    tracking: float = 0.0,
) -> None:
    if not text:
        return
    mask = line_mask(text, size, weight, tracking)
    x0, y0 = round(x - size / 8), round(baseline - 1.1 * size)
    mask = mask[max(0, -y0) :, max(0, -x0) :]
    x0, y0 = max(0, x0), max(0, y0)
    area = page[y0 : y0 + mask.shape[0], x0 : x0 + mask.shape[1]]
    cover = mask[: area.shape[0], : area.shape[1], None].astype(np.float32)
    area[:] = (area * (1 - cover) + np.array(colour, np.float32) * cover).astype(np.uint8)


def _write_centred(page: ByteArray, text: str, x: float, baseline: float, size: int = 20) -> None:
    _write(page, text, x - text_width(text, size) / 2, baseline, size, "regular", _SOFT)
