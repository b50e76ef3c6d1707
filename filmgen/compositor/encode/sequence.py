"""Frames to a folder of numbered PNG files, and segments of such to one folder.

For hand-off to whoever composites or paints on: 8-bit R'G'B', full range, sRGB.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import cv2

from filmgen.compositor.colour import planes_of, rgb_from_planes
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.space import complete_only, least_bytes, require_room, size_of
from filmgen.errors import TimelineError
from filmgen.media import ByteArray

_LEVEL = 1
"""zlib's: at 3, files of drawn pictures are 4 % smaller and take half as long again."""
_SRGB = struct.pack(">I4sB", 1, b"sRGB", 0) + struct.pack(">I", zlib.crc32(b"sRGB\0"))
"""Says what curve the values are on (PNG, 11.3.2.5; perceptual rendering intent)."""
_HEADER = 33
"""Bytes of the signature and of the header chunk, after which it belongs."""


class SequenceWriter:
    """Takes 4:2:0 frames, writes a folder of `000000.png`, `000001.png` … Use in a `with`.

    The folder appears under its name only when the block ends without an error.

    Args:
        expected: frames that will come, where known, for what a full disk is told.

    Raises:
        TimelineError: a frame of another size.
        WorkspaceError: the disk is full or the folder cannot be written.
    """

    encoder_cpu_s = 0.0

    def __init__(self, path: Path, width_px: int, height_px: int, *, expected: int = 0) -> None:
        self.path = path
        self.frames = 0
        self._width, self._height, self._expected = width_px, height_px, expected

    def __enter__(self) -> SequenceWriter:
        with contextlib.ExitStack() as stack:
            self._folder = stack.enter_context(complete_only(self.path, self._needed))
            self._folder.mkdir()
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def write(self, frame: ByteArray) -> None:
        """Append one frame: flat uint8, planes Y, U, V one after the other."""
        (self._folder / f"{self.frames:06d}.png").write_bytes(self._png(frame))
        self.frames += 1

    def _png(self, frame: ByteArray) -> bytes:
        width, height = self._width, self._height
        expected = width * height * 3 // 2
        if frame.size != expected:
            raise TimelineError(
                f"{self.path}: frame {self.frames} has {frame.size} bytes instead of {expected}"
            )
        rgb = rgb_from_planes(planes_of(frame, width, height))
        bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
        data = cv2.imencode(".png", bgr, [cv2.IMWRITE_PNG_COMPRESSION, _LEVEL])[1].tobytes()
        return data[:_HEADER] + _SRGB + data[_HEADER:]

    def _needed(self, written: int) -> int:
        frames = max(self._expected, self.frames)
        least = least_bytes(Encoding("png"), self._width, self._height, frames)
        return max(written * frames // max(1, self.frames), least)


def join_sequences(
    paths: Sequence[Path], out: Path, *, frames: int, first: int, stem: str = "animatic"
) -> None:
    """Put folders of `SequenceWriter` one after the other into one, `out/stem.0086400.png` …

    Files are linked where the file system can, and take no room then.

    Args:
        frames: what the folders hold together. first: number of the first file; the film's
            start timecode in frames, so that a file's number is its timecode.

    Raises:
        TimelineError: a folder is missing, or there are more or fewer pictures.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    for path in paths:
        if not path.is_dir():
            raise TimelineError(f"{out}: segment {path.name} is missing; render it again")
    pictures = [picture for path in paths for picture in sorted(path.glob("*.png"))]
    if len(pictures) != frames:
        raise TimelineError(
            f"{out}: {len(pictures)} pictures were joined instead of {frames}; a segment is "
            "stale or damaged, render again"
        )
    total = sum(size_of(path) for path in paths)
    with complete_only(out, lambda _: total) as folder:
        folder.mkdir()
        for number, picture in enumerate(pictures, first):
            target = folder / f"{stem}.{number:07d}.png"
            try:
                os.link(picture, target)
            except OSError:  # another file system, or one without links
                if number == first:
                    require_room(out, total)
                shutil.copy2(picture, target)
