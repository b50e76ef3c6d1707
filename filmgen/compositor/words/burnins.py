"""Review burn-ins: what an editor asks of every frame, small, in the corners.

Where the picture leaves black bars in the raster the words stand there; else they lie on
the picture's edge with a soft shadow. The counter is the shot's own time, so that a shot
that only moves in the film stays the same.
"""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np

from filmgen.compositor.colour import Planes
from filmgen.compositor.segments import BurnIn
from filmgen.compositor.words.text import Area, Overlay, Rgb, label, overlay_from_rgba
from filmgen.lettering import text_width
from filmgen.timecode import timebase

_INK: Rgb = (226, 224, 218)
_WARN: Rgb = (238, 170, 96)
_DIGITS = "0123456789:"


class BurnInLayer:
    """The burn-ins of one segment, drawn once."""

    def __init__(
        self, burn_in: BurnIn, picture: Area, raster: tuple[int, int], rate: Fraction
    ) -> None:
        width, height = raster
        self._size = max(9, round(min(height / 46, width / 46)))
        self._base = timebase(rate)
        self._pattern = "00:00" if self._base <= 100 else "00:000"
        size = self._size
        margin = round(min(width, height) * 0.022)
        self._fixed: list[Overlay] = []
        top_bar, bottom_bar = picture.y, height - picture.y - picture.height
        for text, right, bottom in (
            (burn_in.top_left, False, False),
            (burn_in.top_right, True, False),
            (burn_in.bottom_left, False, True),
            (burn_in.bottom_right, True, True),
        ):
            if text:
                drawn = self._label(_shortened(text, size, width * 0.42), _INK)
                x = width - margin - drawn.size[0] if right else margin
                y = self._y(drawn, bottom, top_bar, bottom_bar, height, margin)
                self._place(drawn, x, y)
        for i, text in enumerate(burn_in.warnings):
            drawn = self._label(_shortened(text, size, width * 0.8), _WARN)
            y = self._y(drawn, False, top_bar, bottom_bar, height, margin)
            self._place(drawn, (width - drawn.size[0]) // 2, y + i * round(size * 1.5))
        self._digits: dict[str, Overlay] = {}
        if burn_in.counter:
            self._digits = {c: self._label(c, _INK) for c in _DIGITS}
            y = self._y(self._digits["0"], True, top_bar, bottom_bar, height, margin)
            self._place_counter(width - margin, y)

    def _place(self, drawn: Overlay, x: int, y: int) -> None:
        self._fixed.append(self._patch(*drawn.size).at(x, y))
        self._fixed.append(drawn.at(x, y))

    def _patch(self, width: int, height: int) -> Overlay:
        """A soft dark ground that lets small white words be read on white paper."""
        alpha = np.zeros((height, width), np.float32)
        inset = round(self._size * 0.46)
        alpha[inset:-inset, inset:-inset] = 0.62
        alpha = cv2.GaussianBlur(alpha, (0, 0), self._size * 0.17)
        return overlay_from_rgba(np.zeros((height, width, 3), np.uint8), alpha)

    def _label(self, text: str, colour: Rgb) -> Overlay:
        return label(text, self._size, weight="medium", colour=colour, opacity=0.9, shade=0.0)

    def _place_counter(self, right: int, y: int) -> None:
        """Fixed columns, so that digits do not dance, on one soft dark patch."""
        size = self._size
        digit = -(-round(text_width("0", size, "medium") + size * 0.08) // 2) * 2
        colon = max(2, round(text_width(":", size, "medium") / 2) * 2)
        box_w, box_h = self._digits["0"].size
        total = sum(colon if c == ":" else digit for c in self._pattern)
        x = right - total - (box_w - digit) // 2
        self._fixed.append(self._patch(total + box_w - digit, box_h).at(x, y))
        self._columns: list[int] = []
        for c in self._pattern:
            self._columns.append(x)
            x += colon if c == ":" else digit
        self._counter_y = y

    @staticmethod
    def _y(
        drawn: Overlay, bottom: bool, top_bar: int, bottom_bar: int, height: int, margin: int
    ) -> int:
        box = drawn.size[1]
        bar = bottom_bar if bottom else top_bar
        inset = min(margin, (bar - box) // 2) if bar >= box else margin // 2
        return height - inset - box if bottom else inset

    def lay(self, frame: Planes, number: int) -> None:
        """Blend over a raster in place; `number` counts from the shot's first frame."""
        for overlay in self._fixed:
            overlay.lay(frame)
        if self._digits:
            for character, x in zip(self.counter(number), self._columns, strict=True):
                self._digits[character].at(x, self._counter_y).lay(frame)

    def counter(self, number: int) -> str:
        """Seconds and frames of the shot: "03:17"; seconds wrap at 100."""
        seconds, frames = divmod(number, self._base)
        width = len(self._pattern) - 3
        return f"{seconds % 100:02d}:{frames:0{width}d}"


def _shortened(text: str, size_px: int, limit_px: float) -> str:
    text = " ".join(text.split())
    if text_width(text, size_px, "medium") <= limit_px:
        return text
    while text and text_width(text + "…", size_px, "medium") > limit_px:
        text = text[:-1]
    return text.rstrip() + "…"
