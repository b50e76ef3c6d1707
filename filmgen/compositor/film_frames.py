"""Exact frames of a delivered film, decoded from its mp4.

FFmpeg seeks to the key frame before the one that is asked for and decodes up to it; since every
shot is a segment of its own, that is the shot's first frame or one at most two seconds before.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.errors import TimelineError
from filmgen.ffmpeg import pictures_out
from filmgen.media import ByteArray


class FilmFrames:
    """Frames of one mp4, by number.

    Args:
        rate: frames a second; frame n is shown at n / rate.
        size_px: (width, height) that pictures are scaled to, both even.

    Raises (when frames are asked for):
        TimelineError: the file is missing, damaged, or ends before the frames asked for.
    """

    def __init__(self, path: Path, rate: Fraction, size_px: tuple[int, int]) -> None:
        self.path = path
        self.rate = rate
        self.size_px = size_px

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

    def _decoded(self, first: int, count: int, pixels: str, size: int) -> Iterator[bytes]:
        if count <= 0:
            return
        if not self.path.is_file():
            raise TimelineError(f"{self.path}: is missing; render the film again")
        # Half a frame early, so that no rounding of seconds lands behind the frame.
        at_us = max(0, round((Fraction(first) - Fraction(1, 2)) / self.rate * 1_000_000))
        width, height = self.size_px
        arguments = (
            *("-threads", "1", "-ss", f"{at_us / 1e6:.6f}", "-i", str(self.path), "-map", "0:v:0"),
            *("-vf", f"scale={width}:{height}:flags=area:out_color_matrix=bt709,setsar=1"),
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
