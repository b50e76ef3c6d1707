"""Segments and their sound to one film; the picture is copied, not encoded again.

FFmpeg's concat demuxer adds the segments' lengths in microseconds, which is off by parts of a
tick at NTSC rates; every time is snapped to the nearest whole frame, so that frame n is shown
at exactly n / rate in a film of any length.

A decoder is told of the codec's parameters once, before the first frame. So they must be the
same in all segments, and segments are joined as they lie in their files, without the in-band
copies that FFmpeg would put at each joint.

A .mov keeps the reference from its picture to its timecode track, by which editing systems
find it; MoviePy 2.2 cannot open such a file. In an mp4 the reference is taken out.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from filmgen.compositor.encode.aac import AAC, AAC_BIT_S
from filmgen.compositor.encode.boxes import parameter_sets, unlink_timecode
from filmgen.compositor.encode.space import complete_only, require_room, size_of
from filmgen.compositor.encode.writer import ticks
from filmgen.errors import TimelineError
from filmgen.ffmpeg import failure, ffmpeg_exe
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames

_PCM_BIT_S = SAMPLE_RATE_HZ * 24 * 2
_INDEX_BYTES = 40
"""Of a frame of picture and of sound each in the film's index, about; it is held twice."""


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
    aac: Path | None = None,
) -> None:
    """Put segments one after the other, add the sound, write `out` in one go.

    Frame n is shown at exactly n / rate. Sound is cut or filled with silence to the sample the
    picture ends at: AAC, 192 kbit/s, in an mp4; PCM of 24 bits in a .mov. The index is at the
    front, and a timecode track starts at `start_timecode`.

    Args:
        paths: segments of `SegmentWriter`, of one encoding, size and rate.
        audio: WAV at 48 kHz whose length is within a frame of the picture's, or None.
        out: its suffix tells the container, .mp4 or .mov.
        frames: what the segments hold together; checked against the written file.
        start_timecode: "HH:MM:SS:FF", ";" before FF for drop-frame.
        aac: `audio` as `encode_aac` left it, which an mp4 copies where nothing is cut or filled.

    Raises:
        TimelineError: a segment is missing or of another encoding, lengths do not agree, or
            FFmpeg failed.
        WorkspaceError: the disk is full (known before it is begun), or the folder cannot be
            written.
    """
    if not paths:
        raise TimelineError(f"{out}: there is no picture to join")
    for path in paths:
        if not path.is_file():
            raise TimelineError(f"{out}: segment {path.name} is missing; render it again")
    samples = samples_from_frames(frames, rate)
    if audio is not None:
        _check_length(audio, samples, rate, out)
    _check_alike(paths, out)
    needed = joined_bytes(sum(size_of(path) for path in paths), frames, rate, out.suffix)
    require_room(out, needed)
    with complete_only(out, lambda _: needed) as temporary, _listing(paths) as listing:
        command = [
            *(ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", "-nostdin"),
            *("-progress", "pipe:1", "-f", "concat", "-safe", "0", "-auto_convert", "0"),
            *("-i", str(listing)),
        ]
        if audio is not None:
            command += _sound(audio, aac, samples, out)
        scale, step = ticks(rate)
        snap = f"setts=pts=round(PTS/{step})*{step}:dts=round(DTS/{step})*{step}:duration={step}"
        command += [
            *("-c:v", "copy", "-bsf:v", snap, "-video_track_timescale", str(scale)),
            *("-timecode", start_timecode, "-write_tmcd", "on"),
            *("-metadata", f"title={title}", "-metadata", f"comment={comment}"),
            *("-fflags", "+bitexact", "-movflags", "+faststart"),
            *("-f", "mov" if _is_mov(out) else "mp4", str(temporary)),
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
        if not _is_mov(out):  # editing systems find the timecode through the reference
            unlink_timecode(temporary)


def joined_bytes(pictures: int, frames: int, rate: Fraction, suffix: str = ".mp4") -> int:
    """Bytes a film will take whose segments take `pictures`."""
    bit_s = _PCM_BIT_S if suffix == ".mov" else AAC_BIT_S
    sound = float(frames / rate) * bit_s / 8
    return round(pictures + sound + 2 * frames * _INDEX_BYTES)


def _is_mov(path: Path) -> bool:
    return path.suffix == ".mov"


def _sound(audio: Path, aac: Path | None, samples: int, out: Path) -> list[str]:
    """FFmpeg's input and options for the sound: `samples` of it."""
    both = ("-map", "0:v", "-map", "1:a")
    if aac is not None and not _is_mov(out) and _frames(audio) == samples:
        return ["-i", str(aac), *both, "-c:a", "copy"]
    exact = f"apad=whole_len={samples},atrim=end_sample={samples}"
    codec = ("-c:a", "pcm_s24le", "-ar", str(SAMPLE_RATE_HZ)) if _is_mov(out) else AAC
    return ["-i", str(audio), *both, *codec, "-af", exact]


def _frames(audio: Path) -> int:
    import soundfile

    return int(soundfile.info(str(audio)).frames)


@contextlib.contextmanager
def _listing(paths: Sequence[Path]) -> Iterator[Path]:
    """A temporary list of files for FFmpeg's concat demuxer."""
    quoted = [str(path.resolve()).replace("'", r"'\''") for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "segments.txt"
        listing.write_text("".join(f"file '{name}'\n" for name in quoted), encoding="utf-8")
        yield listing


def _check_alike(paths: Sequence[Path], out: Path) -> None:
    first = parameter_sets(paths[0])
    for path in paths[1:]:
        if parameter_sets(path) != first:
            raise TimelineError(
                f"{out}: segment {path.name} was not encoded as the first one was; render it again"
            )


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
