"""A contact strip of a plate over a checkerboard: what lies in a folder, at a glance.

Frames come one by one and only a few small ones are kept, however long the plate is.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.transfer import to_display
from filmgen.lettering import line_mask
from filmgen.media import ByteArray, FloatArray

_SHOWN = 6
_KEPT = 24
_WIDTH_PX = 1440
_MARGIN_PX, _GUTTER_PX, _CHECK_PX = 16, 6, 15
_LETTERS_PX, _NUMBER_PX = 17, 13
_SURROUND = (22, 23, 25)
_INK = (168, 171, 176)
_BOARD = (0.045, 0.085)
"""Light of the two squares: mid grey to the eye, so that dark smoke and bright flame both show."""


class Preview:
    """Collects frames (H, W, 4) premultiplied linear, then draws them as one picture."""

    def __init__(self) -> None:
        self._frames = 0
        self._stride = 1
        self._kept: list[NDArray[np.float16]] = []
        self._columns = 1
        self._size = (1, 1)

    def add(self, rgba: NDArray[np.float16]) -> None:
        if self._frames == 0:
            self._lay_out(rgba.shape[1], rgba.shape[0])
        if self._frames % self._stride == 0:
            if len(self._kept) == _KEPT:
                self._kept = self._kept[::2]
                self._stride *= 2
            if self._frames % self._stride == 0:
                picture = rgba.astype(np.float32)
                shrinks = self._size[0] < rgba.shape[1]
                how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
                self._kept.append(cv2.resize(picture, self._size, interpolation=how).astype("f2"))
        self._frames += 1

    def png(self, caption: str = "") -> bytes:
        """The strip: RGB 8-bit, at most about 1440 px wide.

        Raises:
            ValueError: no frame was added.
        """
        if not self._kept:
            raise ValueError("a preview needs a frame")
        shown = min(_SHOWN, self._frames)
        width, height = self._size
        rows = -(-shown // self._columns)
        columns = min(shown, self._columns)
        head = 2 * _LETTERS_PX if caption else 0
        sheet = np.empty(
            (
                2 * _MARGIN_PX + head + rows * height + (rows - 1) * _GUTTER_PX,
                2 * _MARGIN_PX + columns * width + (columns - 1) * _GUTTER_PX,
                3,
            ),
            np.uint8,
        )
        sheet[:] = _SURROUND
        if caption:
            _write(sheet, caption, _MARGIN_PX - 2, _MARGIN_PX - 6, _LETTERS_PX)
        board = _checkerboard(width, height)
        for place in range(shown):
            frame = (2 * place + 1) * self._frames // (2 * shown)
            kept = min(len(self._kept) - 1, round(frame / self._stride))
            small = self._kept[kept].astype(np.float32)
            over = small[..., :3] + (1.0 - small[..., 3:]) * board
            picture = to_display(over)
            if height >= 96:
                _write(picture, f"{kept * self._stride + 1:04d}", 4, height - 22, _NUMBER_PX)
            row, column = divmod(place, self._columns)
            y = _MARGIN_PX + head + row * (height + _GUTTER_PX)
            x = _MARGIN_PX + column * (width + _GUTTER_PX)
            sheet[y : y + height, x : x + width] = picture
        _, data = cv2.imencode(".png", sheet[..., ::-1])
        return bytes(data)

    def _lay_out(self, width: int, height: int) -> None:
        """Six in a row for upright plates, three for wide ones."""
        self._columns = _SHOWN if width <= height else 3
        room = _WIDTH_PX - 2 * _MARGIN_PX - (self._columns - 1) * _GUTTER_PX
        across = room // self._columns
        self._size = (across, max(1, round(across * height / width)))


def _checkerboard(width: int, height: int) -> FloatArray:
    y, x = np.indices((height, width)) // _CHECK_PX
    board: FloatArray = np.where((x + y) % 2, *_BOARD).astype(np.float32)[..., None]
    return board


def _write(picture: ByteArray, text: str, x: int, y: int, size_px: int) -> None:
    """Draw a line of text into a picture, cut at its border."""
    mask = line_mask(text, size_px, "medium")[: picture.shape[0] - y, : picture.shape[1] - x]
    area = picture[y : y + mask.shape[0], x : x + mask.shape[1]]
    ink = np.array(_INK, np.float32)
    area[:] = np.rint(area + mask[..., None] * (ink - area)).astype(np.uint8)
