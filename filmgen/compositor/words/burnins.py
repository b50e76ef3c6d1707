"""Burn-ins: what a review or an editor asks of every frame, small, in the corners.

They stand in the title-safe area, in the black bars of a letterboxed raster where those leave
room for them, each on a soft dark ground that lets small white words be read on white paper.
What stays is drawn once; of a running number all but the last digits are drawn once a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np

from filmgen.compositor.colour import Planes
from filmgen.compositor.segments import BurnIn, Running
from filmgen.compositor.words.lines import shortened
from filmgen.compositor.words.safe_areas import (
    ACTION_SAFE,
    TITLE_SAFE,
    Area,
    burn_in_height,
    burn_in_rows,
    burn_in_size,
    safe_area,
)
from filmgen.compositor.words.text import Overlay, Rgb, overlay_from_rgba
from filmgen.lettering import line_mask, text_width
from filmgen.media import ByteArray, FloatArray
from filmgen.timecode import format_timecode, timebase

_INK: Rgb = (232, 230, 224)
_SOFT: Rgb = (192, 189, 182)
_WARN: Rgb = (238, 170, 96)
_GROUND = 0.7
_GUIDE = 0.42
"""Opacity of the ground under words, and of the marks of safe areas."""


class BurnInLayer:
    """The burn-in of one segment.

    Args:
        picture: the active picture inside the raster (width, height).
        rate: frames a second, for timecodes.

    Attributes:
        fixed: what never changes, in the order in which it is laid.
    """

    def __init__(
        self, burn_in: BurnIn, picture: Area, raster: tuple[int, int], rate: Fraction
    ) -> None:
        self._safe = safe_area(raster, TITLE_SAFE)
        self._size = burn_in_size(raster)
        self._counters: list[_Counter] = []
        self._columns = _Columns(self._size)
        self._gap, self._edge = self._size, round(self._size * 0.45)
        box = burn_in_height(raster)
        top, bottom = burn_in_rows(picture, raster)
        fixed: list[Overlay] = []
        if burn_in.safe_areas:
            fixed += _guides(raster)
        for corner, right, y in (
            (burn_in.top_left, False, top),
            (burn_in.top_right, True, top),
            (burn_in.bottom_left, False, bottom),
            (burn_in.bottom_right, True, bottom),
        ):
            if corner:
                fixed.append(self._corner(corner, right, y, box, rate))
        for number, warning in enumerate(burn_in.warnings, start=1):
            fixed.append(self._warning(warning, top + number * box, box))
        self.fixed = tuple(fixed)

    def running(self, number: int) -> tuple[Overlay, ...]:
        """What of the numbers is seen at a frame of the segment, placed.

        Two overlays a number; those that come again are the same arrays.
        """
        return tuple(part for counter in self._counters for part in counter.at(number))

    def lay(self, frame: Planes, number: int) -> None:
        """Blend over a raster in place; `number` counts from the segment's first frame."""
        for overlay in (*self.fixed, *self.running(number)):
            overlay.lay(frame)

    def texts(self, number: int) -> tuple[str, ...]:
        """The running numbers as they are read at a frame."""
        return tuple(counter.text(number) for counter in self._counters)

    def _corner(
        self, items: Sequence[str | Running], right: bool, y: int, height: int, rate: Fraction
    ) -> Overlay:
        """Words on their ground; running numbers get a place in it."""
        size = self._size
        gap, edge = self._gap, self._edge
        words = self._fitting(items, rate)
        used = sum(gap + self._needed(w, n == 0, rate) for n, w in enumerate(words))
        width = -(-round(used + 2 * edge - gap) // 2) * 2
        x = (self._safe.right - width) // 2 * 2 if right else self._safe.x
        rgb, alpha = self._ground(width, height)
        at = float(edge)
        for number, word in enumerate(words):
            if isinstance(word, Running):
                at = self._place_counter(word, at, (x, y), (rgb, alpha), rate)
            else:
                weight = _weight(number == 0)
                mask = line_mask(word, size, weight)
                _ink(rgb, alpha, mask, at, size, _INK if number == 0 else _SOFT)
                at += text_width(word, size, weight)
            at += gap
        return overlay_from_rgba(rgb, alpha, x, y)

    def _fitting(self, items: Sequence[str | Running], rate: Fraction) -> list[str | Running]:
        """What half of the title-safe width has room for: numbers before words, the first of
        each in any case."""
        gap = self._gap
        left = self._safe.width * 0.49 - 2 * self._edge + gap
        kept: dict[int, str | Running] = {}
        for i, item in enumerate(items):
            if isinstance(item, Running):
                bare = replace(item, label="")
                room = left - gap
                fits = next((f for f in (item, bare) if self._needed(f, False, rate) <= room), None)
                if fits is not None or not kept:
                    kept[i] = fits or bare
                    left -= gap + self._needed(kept[i], False, rate)
        for i, item in enumerate(items):
            if isinstance(item, str):
                text = shortened(item, self._size, _weight(i == 0), left - gap)
                if i == 0 or text == " ".join(item.split()) or left > self._size * 9:
                    kept[i] = text
                    left -= gap + self._needed(text, i == 0, rate)
        return [kept[i] for i in sorted(kept)]

    def _needed(self, item: str | Running, first: bool, rate: Fraction) -> float:
        if isinstance(item, Running):
            return self._columns.needed(item, rate)
        return text_width(item, self._size, _weight(first))

    def _place_counter(
        self,
        running: Running,
        at: float,
        origin: tuple[int, int],
        ground: tuple[ByteArray, FloatArray],
        rate: Fraction,
    ) -> float:
        size = self._size
        if running.label:
            _ink(*ground, line_mask(running.label, size, "regular"), at, size, _SOFT)
            at += text_width(running.label, size, "regular") + size * 0.4
        # masks lie an eighth of their size right of their words, see `line_mask`
        x = origin[0] + round(at) // 2 * 2
        y = origin[1] + _lift(ground[1].shape[0], size)
        self._counters.append(_Counter(running, rate, self._columns, x, y))
        return at + self._columns.width(_written(running, 0, rate))

    def _warning(self, text: str, y: int, height: int) -> Overlay:
        size = self._size
        text = shortened(text, size, "medium", self._safe.width * 0.9)
        edge = round(size * 0.45)
        width = -(-round(text_width(text, size, "medium") + 2 * edge) // 2) * 2
        rgb, alpha = self._ground(width, height)
        _ink(rgb, alpha, line_mask(text, size, "medium"), edge, size, _WARN)
        return overlay_from_rgba(rgb, alpha, self._safe.x + (self._safe.width - width) // 2, y)

    def _ground(self, width: int, height: int) -> tuple[ByteArray, FloatArray]:
        alpha = np.zeros((height, width), np.float32)
        inset = max(1, round(self._size * 0.12))
        alpha[inset:-inset, inset:-inset] = _GROUND
        alpha = cv2.GaussianBlur(alpha, (0, 0), inset * 0.6, borderType=cv2.BORDER_CONSTANT)
        return np.zeros((height, width, 3), np.uint8), alpha


class _Columns:
    """Digits of one size in columns of equal width, so that they do not dance."""

    def __init__(self, size_px: int) -> None:
        self.size_px = size_px
        self._widths = {c: self._column(c) for c in "0123456789:;"}
        self._masks: dict[str, FloatArray] = {}

    def _column(self, character: str) -> int:
        like = character if character in ":;" else "0"
        advance = text_width(like, self.size_px, "medium")
        return round(advance + self.size_px * (0.02 if like == "0" else 0.06))

    def width(self, text: str) -> int:
        return sum(self._widths[c] for c in text)

    def needed(self, running: Running, rate: Fraction) -> float:
        label = text_width(running.label, self.size_px, "regular") + self.size_px * 0.4
        return self.width(_written(running, 0, rate)) + (label if running.label else 0)

    def overlay(self, text: str, lead: int = 0) -> Overlay:
        """Digits as an overlay at (0, 0), `lead` pixels from its left edge."""
        size = self.size_px
        height = -(-size * 3 // 4) * 2
        alpha = np.zeros((height, lead + self.width(text) + size // 2), np.float32)
        at = lead
        for character in text:
            if character not in self._masks:
                self._masks[character] = line_mask(character, size, "medium")
            mask = self._masks[character]
            spare = self._widths[character] - text_width(character, size, "medium")
            x = at + round(spare / 2)
            part = alpha[: mask.shape[0], x : x + mask.shape[1]]
            np.maximum(part, mask[: part.shape[0], : part.shape[1]], out=part)
            at += self._widths[character]
        rgb = np.empty((*alpha.shape, 3), np.uint8)
        rgb[:] = _INK
        return overlay_from_rgba(rgb, alpha)


class _Counter:
    """A running number at its place, in two parts: the last digits change most."""

    def __init__(self, running: Running, rate: Fraction, columns: _Columns, x: int, y: int) -> None:
        self._running, self._rate = running, rate
        self._columns, self._x, self._y = columns, x - columns.size_px // 8, y
        self._tail = 3 if running.timecode and timebase(rate) > 100 else 2
        self._head: tuple[str, Overlay] | None = None
        self._tails: dict[str, Overlay] = {}

    def text(self, number: int) -> str:
        return _written(self._running, number, self._rate)

    def at(self, number: int) -> tuple[Overlay, Overlay]:
        text = self.text(number)
        head, tail = text[: -self._tail], text[-self._tail :]
        if self._head is None or self._head[0] != head:
            self._head = (head, self._columns.overlay(head, self._x % 2))
        start = self._x + self._columns.width(head)
        if tail not in self._tails:
            self._tails[tail] = self._columns.overlay(tail, start % 2)
        return self._head[1].at(self._x, self._y), self._tails[tail].at(start, self._y)


def _written(running: Running, number: int, rate: Fraction) -> str:
    """What is read; times before the medium's first frame count back from 24 hours."""
    value = running.time.at(number)
    if running.timecode:
        return format_timecode(value, rate, drop_frame=running.drop_frame)
    return f"{max(0, value):06d}"


def _weight(first: bool) -> str:
    return "medium" if first else "regular"


def _lift(height: int, size_px: int) -> int:
    """Where a line's mask begins in a box, so that its capitals stand in the middle of it."""
    capitals, baseline = 0.714, 1.1
    # even, for running numbers stand on even rows
    return round((height / 2 - (baseline - capitals / 2) * size_px) / 2) * 2


def _ink(
    rgb: ByteArray, alpha: FloatArray, mask: FloatArray, x: float, size_px: int, colour: Rgb
) -> None:
    """Draw a line's mask over its ground, `x` being where its words begin."""
    top, left = _lift(alpha.shape[0], size_px), round(x - size_px / 8)
    cut_top, cut_left = max(0, -top), max(0, -left)
    target = (
        slice(top + cut_top, min(alpha.shape[0], top + mask.shape[0])),
        slice(left + cut_left, min(alpha.shape[1], left + mask.shape[1])),
    )
    height, width = alpha[target].shape
    share = mask[cut_top : cut_top + height, cut_left : cut_left + width]
    below = alpha[target]
    together = share + below * (1 - share)
    ink = np.divide(share, together, out=np.zeros_like(share), where=together > 1e-4)[..., None]
    mixed = rgb[target] * (1 - ink) + np.asarray(colour, np.float32) * ink
    rgb[target] = np.rint(mixed).astype(np.uint8)
    alpha[target] = together


def _guides(raster: tuple[int, int]) -> list[Overlay]:
    """The corners of the action-safe area; of the title-safe area, whose corners the burn-ins
    stand in, the middles of its sides; and the middle of the raster."""
    thick = max(1, round(min(raster) / 720))
    arm = round(min(raster) * 0.05)
    middle_x, middle_y = raster[0] // 2, raster[1] // 2
    marks: list[Overlay] = []
    area = safe_area(raster, ACTION_SAFE)
    for right in (False, True):
        for bottom in (False, True):
            x = area.right - thick if right else area.x
            y = area.bottom - thick if bottom else area.y
            marks.append(_bar(area.right - arm if right else area.x, y, arm, thick))
            marks.append(_bar(x, area.bottom - arm if bottom else area.y, thick, arm))
    area = safe_area(raster, TITLE_SAFE)
    for y in (area.y, area.bottom - thick):
        marks.append(_bar(middle_x - arm // 2, y, arm, thick))
    for x in (area.x, area.right - thick):
        marks.append(_bar(x, middle_y - arm // 2, thick, arm))
    arm = round(min(raster) * 0.018)
    marks.append(_bar(middle_x - arm, middle_y, 2 * arm, thick))
    marks.append(_bar(middle_x, middle_y - arm, thick, 2 * arm))
    return marks


def _bar(x: int, y: int, width: int, height: int) -> Overlay:
    """A light bar between dark ones, so that it is seen on anything."""
    left, top = x - 1, y - 1
    lead_x, lead_y = left % 2, top % 2
    alpha = np.zeros((height + 2 + lead_y, width + 2 + lead_x), np.float32)
    rgb = np.zeros((*alpha.shape, 3), np.uint8)
    alpha[lead_y:, lead_x:] = _GUIDE * 0.6
    inner = (slice(lead_y + 1, lead_y + 1 + height), slice(lead_x + 1, lead_x + 1 + width))
    alpha[inner], rgb[inner] = _GUIDE + 0.2, 255
    return overlay_from_rgba(rgb, alpha, left, top)
