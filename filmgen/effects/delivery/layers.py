"""Each format as a file or a sequence being written, and the picture they all share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.exr import content_box, encode_exr
from filmgen.effects.delivery.movies import PRORES_4444, VP9, Codec, MovieFile
from filmgen.effects.delivery.png16 import encode_png16
from filmgen.effects.delivery.sidecar import FIRST_FRAME
from filmgen.effects.delivery.straight import ADD_FLOOR, Straight, bled, part
from filmgen.effects.delivery.transfer import encode_srgb, quantise
from filmgen.media import FloatArray


class Picture:
    """One frame in the shapes the formats want, each made when first asked for.

    Only the box that is not empty is parted and coded: a flame costs what the flame costs.

    Args:
        rgba: float16 (H, W, 4), premultiplied, linear.
    """

    def __init__(self, rgba: NDArray[np.float16]) -> None:
        self.rgba = rgba

    @cached_property
    def emission(self) -> float:
        """Most light beyond alpha."""
        return float(self._straight.add.max())

    @cached_property
    def alpha(self) -> FloatArray:
        """float32 (H, W), 0 to 1."""
        return self._framed(self._straight.alpha)

    @cached_property
    def colour(self) -> FloatArray:
        """Straight colour as display codes, float32 (H, W, 3); black without alpha."""
        colour = encode_srgb(self._straight.colour)
        colour[self._straight.alpha < 0.5 / 65535] = 0.0
        return self._framed(colour)

    @cached_property
    def bled(self) -> FloatArray:
        """Straight colour as display codes, carried on beyond the alpha's edge."""
        return self._framed(encode_srgb(bled(self._straight)), cv2.BORDER_REPLICATE)

    @cached_property
    def add(self) -> FloatArray:
        """The light beyond alpha as display codes on black, float32 (H, W, 3)."""
        return self._framed(encode_srgb(self._straight.add))

    @property
    def black(self) -> FloatArray:
        """An add plate's frame before there is light for it."""
        return np.zeros((*self.rgba.shape[:2], 3), np.float32)

    @cached_property
    def _box(self) -> tuple[int, int, int, int]:
        return content_box(self.rgba)

    @cached_property
    def _straight(self) -> Straight:
        left, top, right, bottom = self._box
        return part(self.rgba[top : bottom + 1, left : right + 1])

    def _framed(self, content: FloatArray, border: int = cv2.BORDER_CONSTANT) -> FloatArray:
        """The box's content in its place in the frame."""
        left, top, right, bottom = self._box
        height, width = self.rgba.shape[:2]
        margins = (top, height - 1 - bottom, left, width - 1 - right)
        framed: FloatArray = cv2.copyMakeBorder(content, *margins, border, value=(0, 0, 0, 0))
        return framed


class LayerWriter(Protocol):
    """One format being written. `add` frames in order, then `close` or `abort`."""

    base: str
    adds: str | None
    """Pattern of the add plate, once there is light for one."""

    def add(self, picture: Picture) -> None: ...
    def close(self) -> None: ...
    def abort(self) -> None: ...


class ExrSequence:
    """`exr/NAME.0001.exr` …: all of the light in one file."""

    def __init__(self, folder: Path, name: str, rate: Fraction) -> None:
        self.base = f"exr/{name}.%04d.exr"
        self.adds: str | None = None
        self._folder, self._rate, self._next = folder, rate, FIRST_FRAME
        (folder / "exr").mkdir()

    def add(self, picture: Picture) -> None:
        data = encode_exr(picture.rgba, rate=self._rate)
        (self._folder / (self.base % self._next)).write_bytes(data)
        self._next += 1

    def close(self) -> None: ...
    def abort(self) -> None: ...


class _WithAdd(ABC):
    """A straight layer whose add plate begins with the first frame that needs one.

    Frames before it are black there; only their number is kept.
    """

    def __init__(self) -> None:
        self.adds: str | None = None
        self._count = 0

    def add(self, picture: Picture) -> None:
        self._lay(picture)
        if self.adds is None and picture.emission > ADD_FLOOR:
            self.adds = self._begin_add(picture)
            for number in range(self._count):
                self._lay_add(picture.black, number)
        if self.adds is not None:
            self._lay_add(picture.add, self._count)
        self._count += 1

    @abstractmethod
    def _lay(self, picture: Picture) -> None:
        """Write the straight picture of frame `_count`."""

    @abstractmethod
    def _begin_add(self, picture: Picture) -> str:
        """Open the add plate; its file name or pattern."""

    @abstractmethod
    def _lay_add(self, code: FloatArray, number: int) -> None:
        """Write the add picture of frame `number`."""


class PngSequence(_WithAdd):
    """`png/NAME.0001.png` … and, where light needs it, `png_add/NAME.add.0001.png` …"""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self.base = f"png/{name}.%04d.png"
        self._folder, self._name = folder, name
        (folder / "png").mkdir()

    def _lay(self, picture: Picture) -> None:
        pixels = np.empty((*picture.alpha.shape, 4), np.uint16)
        pixels[..., :3] = quantise(picture.colour, 65535)
        pixels[..., 3] = quantise(picture.alpha, 65535)
        self._write(self.base, self._count, pixels)

    def _begin_add(self, picture: Picture) -> str:
        (self._folder / "png_add").mkdir()
        return f"png_add/{self._name}.add.%04d.png"

    def _lay_add(self, code: FloatArray, number: int) -> None:
        assert self.adds is not None
        self._write(self.adds, number, quantise(code, 65535))

    def _write(self, pattern: str, number: int, pixels: NDArray[np.uint16]) -> None:
        path = self._folder / (pattern % (number + FIRST_FRAME))
        path.write_bytes(encode_png16(pixels))

    def close(self) -> None: ...
    def abort(self) -> None: ...


class Movie(_WithAdd):
    """`NAME.mov` or `NAME.webm` and, where light needs it, `NAME.add.mov` or `.add.webm`."""

    def __init__(
        self, folder: Path, name: str, codec: Codec, size: tuple[int, int], rate: Fraction,
        threads: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self.base = name + codec.suffix
        self._adds_name = f"{name}.add{codec.suffix}"
        self._open: Callable[[str, bool], MovieFile] = lambda file, alpha: MovieFile(
            folder / file, codec, size, rate, alpha=alpha, threads=threads
        )
        self._files = [self._open(self.base, True)]

    def _lay(self, picture: Picture) -> None:
        self._files[0].add(picture.bled, picture.alpha)

    def _begin_add(self, picture: Picture) -> str:
        self._files.append(self._open(self._adds_name, False))
        return self._adds_name

    def _lay_add(self, code: FloatArray, number: int) -> None:
        self._files[1].add(code)

    def close(self) -> None:
        for file in self._files:
            file.close()

    def abort(self) -> None:
        for file in self._files:
            file.abort()


def open_layer(
    form: str, folder: Path, name: str, size: tuple[int, int], rate: Fraction, threads: int
) -> LayerWriter:
    """Begin a format of `sidecar.FORMATS` in a folder."""
    if form == "exr":
        return ExrSequence(folder, name, rate)
    if form == "png":
        return PngSequence(folder, name)
    codec = {"prores4444": PRORES_4444, "webm": VP9}[form]
    return Movie(folder, name, codec, size, rate, threads)
