"""Frames to one encoded segment, through FFmpeg.

FFmpeg is the binary MoviePy itself uses (`imageio_ffmpeg.get_ffmpeg_exe()`), driven
directly: MoviePy's writer takes RGB24 (twice the bytes of 4:2:0, and converted with the
BT.601 matrix), rounds rates such as 24000/1001 to floats, and cannot copy streams with a
timecode track. MoviePy reads the results back in the tests.

Segments have whole ticks a frame, so that frame n of a film is shown at exactly n / rate.
"""

from __future__ import annotations

import contextlib
import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol

from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.sequence import SequenceWriter
from filmgen.compositor.encode.space import complete_only, least_bytes
from filmgen.errors import TimelineError
from filmgen.ffmpeg import PipeIn
from filmgen.media import ByteArray

BT709 = (
    *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
    *("-color_trc", "bt709"),
)


class FrameWriter(Protocol):
    """Takes frames in order inside a `with`; what it makes appears when the block ends well."""

    @property
    def frames(self) -> int:
        """Frames written so far."""

    @property
    def encoder_cpu_s(self) -> float:
        """CPU seconds of the encoder, where it is another process; known at the end."""

    def __enter__(self) -> FrameWriter: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def write(self, frame: ByteArray) -> None:
        """Append one frame: flat uint8, planes Y, U, V one after the other."""


def open_writer(
    path: Path,
    width_px: int,
    height_px: int,
    rate: Fraction,
    encoding: Encoding,
    *,
    threads: int = 1,
    expected: int = 0,
) -> FrameWriter:
    """The writer of a segment of that encoding; see `SegmentWriter` for arguments and errors."""
    check_size(path.name, width_px, height_px)
    if encoding.is_sequence:
        return SequenceWriter(path, width_px, height_px, expected=expected)
    return SegmentWriter(
        path, width_px, height_px, rate, encoding, threads=threads, expected=expected
    )


class SegmentWriter:
    """Takes 4:2:0 frames, writes one film file. Use as a context manager.

    The file appears under its name only when the block ends without an error and FFmpeg
    has closed it well. `encoder_cpu_s` is known afterwards.

    Args:
        path: its suffix tells the container, .mp4 or .mov.
        threads: of the encoder; x264's bytes depend on them.
        expected: frames that will come, where known: then a full disk is told how much
            the whole segment takes.

    Raises:
        TimelineError: a size that cannot be encoded, or FFmpeg failed; carries its last line.
        WorkspaceError: the disk is full or the folder cannot be written.
    """

    def __init__(
        self,
        path: Path,
        width_px: int,
        height_px: int,
        rate: Fraction,
        encoding: Encoding | None = None,
        *,
        threads: int = 1,
        expected: int = 0,
    ) -> None:
        check_size(path.name, width_px, height_px)
        self.path = path
        self.frames = 0
        self.encoder_cpu_s = 0.0
        self._encoding = encoding or Encoding()
        self._size = (width_px, height_px)
        self._bytes = width_px * height_px * 3 // 2
        self._expected = expected
        container = "mov" if path.suffix == ".mov" else "mp4"
        self._arguments = [
            *self._encoding.setup(),
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{width_px}x{height_px}"),
            *("-framerate", f"{rate.numerator}/{rate.denominator}", *BT709),
            *("-threads", "1", "-i", "pipe:0", "-map", "0:v", "-fps_mode", "passthrough"),
            *self._encoding.arguments(rate, threads),
            *("-flags", "+bitexact", "-fflags", "+bitexact", *BT709),
            *("-chroma_sample_location", "left" if container == "mov" else "center"),
            *("-video_track_timescale", str(ticks(rate)[0]), "-f", container),
        ]

    def __enter__(self) -> SegmentWriter:
        with contextlib.ExitStack() as stack:
            temporary = stack.enter_context(complete_only(self.path, self._needed))
            self._before = os.times()
            self._pipe = stack.enter_context(PipeIn(self._arguments, temporary, str(self.path)))
            self._open = stack.pop_all()
        return self

    def write(self, frame: ByteArray) -> None:
        """Append one frame: flat uint8, planes Y, U, V one after the other."""
        if frame.size != self._bytes:
            raise TimelineError(
                f"{self.path}: frame {self.frames} has {frame.size} bytes instead of {self._bytes}"
            )
        self._pipe.write(frame.data)
        self.frames += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)
        after = os.times()
        self.encoder_cpu_s = (after.children_user - self._before.children_user) + (
            after.children_system - self._before.children_system
        )

    def _needed(self, written: int) -> int:
        frames = max(self._expected, self.frames)
        soonest = written * frames // max(1, self.frames)
        return max(soonest, least_bytes(self._encoding, *self._size, frames))


def check_size(name: str, width_px: int, height_px: int) -> None:
    """See that a raster can be encoded as 4:2:0.

    Raises:
        TimelineError: it has an odd side or less than 16 pixels.
    """
    if width_px % 2 or height_px % 2 or width_px < 16 or height_px < 16:
        near = "x".join(str(max(16, side // 2 * 2)) for side in (width_px, height_px))
        raise TimelineError(f"{name}: {width_px}x{height_px} cannot be encoded; use {near}")


def ticks(rate: Fraction) -> tuple[int, int]:
    """(ticks a second, ticks a frame), whole and not too coarse: 24000 and 1001 for 23.976."""
    scale, step = rate.numerator, rate.denominator
    while scale < 10_000:
        scale, step = scale * 2, step * 2
    return scale, step
