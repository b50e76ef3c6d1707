"""Exact frames of a delivered film, by number, decoded from what was delivered.

FFmpeg seeks to the key frame before the one that is asked for and decodes up to it; since every
shot is a segment of its own, that is the shot's first frame or one at most two seconds before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.errors import TimelineError
from filmgen.ffmpeg import pictures_out
from filmgen.media import ByteArray

_NEAR = 48
"""Frames that are rather decoded than sought."""
_PICTURE = re.compile(r"(?P<stem>.*?)(?P<number>\d+)\.png")
"""A picture of a sequence: "animatic.0086400.png"."""


class FilmFrames:
    """Frames of a film file, or of a folder of numbered pictures, with all that is written in them.

    Args:
        rate: frames a second; frame n is shown at n / rate.
        size_px: (width, height) that pictures are scaled to, both even.
        of_px, part_px: the film's raster, and the area in its middle that is cut out before; the
            whole of it if None.

    Raises (when frames are asked for):
        TimelineError: the file is missing, damaged, or ends before the frames asked for.
    """

    def __init__(
        self,
        path: Path,
        rate: Fraction,
        size_px: tuple[int, int],
        *,
        of_px: tuple[int, int] | None = None,
        part_px: tuple[int, int] | None = None,
    ) -> None:
        self.path = path
        self.rate = rate
        self.size_px = size_px
        self._cut = "crop={}:{},".format(*part_px) if part_px and part_px != of_px else ""

    def rgb(self, first: int, count: int) -> Iterator[ByteArray]:
        """`count` frames from `first`, uint8 RGB (H, W, 3)."""
        width, height = self.size_px
        for data in self._decoded(first, count, "rgb24", width * height * 3):
            yield np.frombuffer(data, np.uint8).reshape(height, width, 3)

    def i420(self, first: int, count: int) -> Iterator[ByteArray]:
        """`count` frames from `first`, flat uint8 4:2:0 rasters, video range BT.709."""
        width, height = self.size_px
        for data in self._decoded(first, count, "yuv420p", width * height * 3 // 2):
            yield np.frombuffer(data, np.uint8)

    def at(self, numbers: Sequence[int]) -> Iterator[ByteArray]:
        """Single frames, RGB, in the order asked for; near ones are decoded in one go."""
        for run in _runs(numbers):
            wanted, first = iter(run), run[0]
            number = next(wanted)
            for at, picture in enumerate(self.rgb(first, run[-1] - first + 1), first):
                while at == number:
                    yield picture
                    number = next(wanted, -1)

    def _opened_at(self, first: int) -> tuple[str, ...]:
        """FFmpeg's input, from a frame on."""
        pictures = _numbered(self.path)
        if pictures is not None:
            pattern, number = pictures
            rate = f"{self.rate.numerator}/{self.rate.denominator}"
            return ("-framerate", rate, "-start_number", str(number + first), "-i", pattern)
        if not self.path.is_file():
            raise TimelineError(f"{self.path}: is missing; render the film again")
        # Half a frame early, so that no rounding of seconds lands behind the frame.
        at_us = max(0, round((Fraction(first) - Fraction(1, 2)) / self.rate * 1_000_000))
        return ("-ss", f"{at_us / 1e6:.6f}", "-i", str(self.path))

    def _decoded(self, first: int, count: int, pixels: str, size: int) -> Iterator[bytes]:
        if count <= 0:
            return
        width, height = self.size_px
        arguments = (
            *("-threads", "1", *self._opened_at(first), "-map", "0:v:0"),
            *(
                "-vf",
                f"{self._cut}scale={width}:{height}:flags=area:out_color_matrix=bt709",
            ),
            *("-frames:v", str(count), "-fps_mode", "passthrough"),
            *("-f", "rawvideo", "-pix_fmt", pixels),
        )
        found = 0
        try:
            for picture in pictures_out(arguments, self.path, size):
                yield picture
                found += 1
        except TimelineError as error:
            raise TimelineError(
                f"{self.path}: damaged at frame {first + found}; render the film again, what is "
                "whole of it is reused"
            ) from error
        if found != count:
            raise TimelineError(
                f"{self.path}: ends at frame {first + found} instead of {first + count}; "
                "it is not of this shot list or was cut off, render the film again"
            )


def _numbered(folder: Path) -> tuple[str, int] | None:
    """FFmpeg's pattern of a folder's numbered pictures, and the first number; None without any."""
    found = [match for path in folder.glob("*.png") if (match := _PICTURE.fullmatch(path.name))]
    if not found:
        return None
    first = min(found, key=lambda match: int(match["number"]))
    before = f"{folder}/{first['stem']}".replace("%", "%%")
    return f"{before}%0{len(first['number'])}d.png", int(first["number"])


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Rising numbers with no more than two seconds or so between them, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and 0 <= number - runs[-1][-1] <= _NEAR:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
