"""Frames to H.264 segments, and segments with their sound to one mp4.

FFmpeg is the binary MoviePy itself uses (`imageio_ffmpeg.get_ffmpeg_exe()`), driven
directly: MoviePy's writer takes RGB24 (twice the bytes of 4:2:0, and converted with the
BT.601 matrix), rounds rates such as 24000/1001 to floats, and cannot copy streams with a
timecode track. MoviePy reads the results back in the tests.

Segments are small mp4 files with whole ticks a frame. FFmpeg's concat demuxer adds their
lengths in microseconds, which is off by parts of a tick at NTSC rates; `join_segments`
snaps every time to the nearest whole frame, so that frame n is shown at exactly n / rate
in a film of any length.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import IO

from filmgen.errors import TimelineError, WorkspaceError
from filmgen.ffmpeg import PipeIn, failure, ffmpeg_exe
from filmgen.media import ByteArray
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames, timebase


@contextlib.contextmanager
def complete_only(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place only if the block ends well.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise _os_error(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _os_error(path: Path, error: OSError) -> WorkspaceError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkspaceError(f"{path}: the disk is full; free some space and run again")
    return WorkspaceError(f"{path}: cannot be written: {error.strerror or error}")


class SegmentWriter:
    """Takes 4:2:0 frames, writes one H.264 segment. Use as a context manager.

    The file appears under its name only when the block ends without an error and FFmpeg
    has closed it well. `encoder_cpu_s` is known afterwards.

    Raises:
        TimelineError: FFmpeg failed; carries its last line.
        WorkspaceError: the disk is full or the folder cannot be written.
    """

    def __init__(
        self,
        path: Path,
        width_px: int,
        height_px: int,
        rate: Fraction,
        *,
        crf: int = 20,
        preset: str = "veryfast",
        threads: int = 1,
    ) -> None:
        self.path = path
        self.frames = 0
        self.encoder_cpu_s = 0.0
        self._bytes = width_px * height_px * 3 // 2
        gop = timebase(rate) * 2  # a key frame every two seconds, so that scrubbing is quick
        self._arguments = [
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{width_px}x{height_px}"),
            *("-framerate", f"{rate.numerator}/{rate.denominator}"),
            *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
            *("-color_trc", "bt709", "-threads", "1", "-i", "pipe:0"),
            *("-map", "0:v", "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", preset),
            *("-crf", str(crf), "-threads", str(threads), "-pix_fmt", "yuv420p"),
            *("-g", str(gop), "-flags", "+bitexact", "-chroma_sample_location", "center"),
            *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
            *("-color_trc", "bt709", "-x264-params", "open-gop=0:force-cfr=1"),
            *("-video_track_timescale", str(_ticks(rate)[0]), "-fflags", "+bitexact", "-f", "mp4"),
        ]

    def __enter__(self) -> SegmentWriter:
        with contextlib.ExitStack() as stack:
            temporary = stack.enter_context(complete_only(self.path))
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


def join_segments(
    paths: Sequence[Path],
    audio: Path | None,
    out: Path,
    *,
    rate: Fraction,
    frames: int,
    start_timecode: str,
    title: str,
    comment: str = "",
) -> None:
    """Put segments one after the other, add the sound, write `out` in one go.

    Picture is copied, not encoded again. Frame n is shown at exactly n / rate. Sound is
    AAC, 192 kbit/s, cut or filled with silence to the sample the picture ends at. The
    index is at the front, and a timecode track starts at `start_timecode`.

    Args:
        paths: segments of `SegmentWriter`, same size and rate.
        audio: WAV at 48 kHz whose length is within a frame of the picture's, or None.
        frames: what the segments hold together; checked against the written file.
        start_timecode: "HH:MM:SS:FF", ";" before FF for drop-frame.

    Raises:
        TimelineError: a segment is missing, lengths do not agree, or FFmpeg failed.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    if not paths:
        raise TimelineError(f"{out}: there is no picture to join")
    for path in paths:
        if not path.is_file():
            raise TimelineError(f"{out}: segment {path.name} is missing; render it again")
    samples = samples_from_frames(frames, rate)
    if audio is not None:
        _check_length(audio, samples, rate, out)
    with complete_only(out) as temporary, _listing(paths) as listing:
        command = [
            *(ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"),
            *("-nostdin", "-progress", "pipe:1", "-f", "concat", "-safe", "0", "-i", str(listing)),
        ]
        if audio is not None:
            command += ["-i", str(audio), "-map", "0:v", "-map", "1:a", "-c:a", "aac"]
            # two and a half times quicker than the default search, at 192 kbit/s without a
            # difference that matters: an edited line waits for this
            command += ["-aac_coder", "fast"]
            command += ["-b:a", "192k", "-ar", str(SAMPLE_RATE_HZ)]
            command += ["-af", f"apad=whole_len={samples},atrim=end_sample={samples}"]
        scale, step = _ticks(rate)
        snap = f"setts=pts=round(PTS/{step})*{step}:dts=round(DTS/{step})*{step}:duration={step}"
        command += [
            *("-c:v", "copy", "-bsf:v", snap, "-video_track_timescale", str(scale)),
            *("-timecode", start_timecode, "-write_tmcd", "on"),
            *("-metadata", f"title={title}", "-metadata", f"comment={comment}"),
            *("-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", str(temporary)),
        ]
        done = subprocess.run(command, capture_output=True)
        if done.returncode != 0:
            text = done.stderr.decode("utf-8", "replace")
            raise failure(text, str(out), "join the picture and the sound")
        written = re.findall(rb"^frame=\s*(\d+)", done.stdout, re.MULTILINE)
        if not written or int(written[-1]) != frames:
            raise TimelineError(
                f"{out}: {int(written[-1]) if written else 0} frames were joined instead of "
                f"{frames}; a segment is stale or damaged, render again"
            )
        _unlink_timecode(temporary)


def _ticks(rate: Fraction) -> tuple[int, int]:
    """(ticks a second, ticks a frame), whole and not too coarse: 24000 and 1001 for 23.976."""
    scale, step = rate.numerator, rate.denominator
    while scale < 10_000:
        scale, step = scale * 2, step * 2
    return scale, step


@contextlib.contextmanager
def _listing(paths: Sequence[Path]) -> Iterator[Path]:
    """A temporary list of files for FFmpeg's concat demuxer."""
    quoted = [str(path.resolve()).replace("'", r"'\''") for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "segments.txt"
        listing.write_text("".join(f"file '{name}'\n" for name in quoted), encoding="utf-8")
        yield listing


def _unlink_timecode(path: Path) -> None:
    """Turn the picture track's reference to the timecode track into free space.

    The timecode track stays. Shown such a reference, FFmpeg 9 prints a line that MoviePy
    2.2 cannot parse, and an animatic should open in the tool it was made with.
    """
    with path.open("r+b") as file:
        for at in _boxes(file, b"moov", b"trak", b"tref"):
            file.seek(at + 4)
            file.write(b"free")


def _boxes(file: IO[bytes], *kinds: bytes) -> list[int]:
    """Where the boxes lie that a path of kinds leads to (ISO/IEC 14496-12, 4.2)."""
    file.seek(0, os.SEEK_END)
    spans = [(0, file.tell())]
    found: list[int] = []
    for kind in kinds:
        found, inner = [], []
        for start, end in spans:
            at = start
            while at + 8 <= end:
                file.seek(at)
                size, name = struct.unpack(">I4s", file.read(8))
                header = 8
                if size == 1:
                    size, header = struct.unpack(">Q", file.read(8))[0], 16
                if size < header:
                    break
                if name == kind:
                    found.append(at)
                    inner.append((at + header, at + size))
                at += size
        spans = inner
    return found


def _check_length(audio: Path, samples: int, rate: Fraction, out: Path) -> None:
    import soundfile

    try:
        info = soundfile.info(str(audio))
    except (RuntimeError, OSError) as error:
        raise TimelineError(f"{audio}: cannot be read as sound: {error}") from error
    heard = Fraction(info.frames, info.samplerate)
    shown = Fraction(samples, SAMPLE_RATE_HZ)
    if abs(heard - shown) > 1 / rate:
        raise TimelineError(
            f"{out}: sound lasts {float(heard):.3f} s and picture {float(shown):.3f} s; "
            "mix again from the same cut"
        )
