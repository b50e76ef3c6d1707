"""An editor's own pictures, fitted to the frame: stills, videos and image sequences.

Each becomes what the compositor reads anyway: a still of the picture's size, or a video at the
film's rate and size that is read as drawings, one a frame. A picture of nearly the frame's shape
is cut to it, one of another shape is letterboxed.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from filmgen.compositor.stills.panels import resized
from filmgen.compositor.stills.pixels import read_rgb
from filmgen.editorial.conform.edit import Sequence
from filmgen.errors import TimelineError
from filmgen.ffmpeg import failure, ffmpeg_exe
from filmgen.media import ByteArray

NEARLY = 0.12
"""Of its height or width, what may be cut off a picture to fill the frame."""
_CRF = "10"
_KEY_FRAMES = 12
"""Frames between two key frames: played backwards, each is decoded from the last one."""


@dataclass(frozen=True)
class Reading:
    """A range of a medium, in frames of the film from the medium's first.

    Attributes:
        frames: 1 and `moving` False for a still.
        picture_px: (width, height) of the active picture.
    """

    medium: Path | Sequence
    first: int
    frames: int
    moving: bool
    rate: Fraction
    picture_px: tuple[int, int]


def fit(size: tuple[int, int], picture_px: tuple[int, int]) -> tuple[int, int]:
    """What size (width, height) a picture is scaled to: into the frame, or over it if nearly alike.

    Both are even.
    """
    across, down = picture_px[0] / size[0], picture_px[1] / size[1]
    inside, over = min(across, down), max(across, down)
    scale = over if inside / over >= 1 - NEARLY else inside
    wide, high = (max(2, round(side * scale / 2) * 2) for side in size)
    return wide, high


def framed(rgb: ByteArray, picture_px: tuple[int, int]) -> ByteArray:
    """A picture of any size in a frame of another, uint8 RGB, black around it."""
    width, height = picture_px
    wide, high = fit((rgb.shape[1], rgb.shape[0]), picture_px)
    scaled = resized(rgb, (wide, high))
    left, top = max(0, wide - width) // 2, max(0, high - height) // 2
    scaled = scaled[top : top + height, left : left + width]
    out = np.zeros((height, width, 3), np.uint8)
    x, y = (width - scaled.shape[1]) // 2, (height - scaled.shape[0]) // 2
    out[y : y + scaled.shape[0], x : x + scaled.shape[1]] = scaled
    return out


def write_framed(reading: Reading, folder: Path) -> Path:
    """Write `framed.png` or `framed.mp4` into a folder.

    Raises:
        TimelineError: the medium cannot be read; in one line, without its folder.
        OSError: the disk is full.
    """
    if not reading.moving:
        assert isinstance(reading.medium, Path)
        rgb = read_rgb(str(reading.medium))
        if rgb is None:
            raise TimelineError(f"{reading.medium.name} cannot be read as a picture")
        out = folder / "framed.png"
        done, data = cv2.imencode(
            ".png", cv2.cvtColor(framed(rgb, reading.picture_px), cv2.COLOR_RGB2BGR)
        )
        assert done
        out.write_bytes(data.tobytes())
        return out
    return _write_video(reading, folder / "framed.mp4")


def _write_video(reading: Reading, out: Path) -> Path:
    width, height = reading.picture_px
    rate = f"{reading.rate.numerator}/{reading.rate.denominator}"
    bigger = f"max({width}/iw\\,{height}/ih)"
    inside = f"min({width}/iw\\,{height}/ih)"
    scale = f"if(gte({inside}/{bigger}\\,{1 - NEARLY})\\,{bigger}\\,{inside})"
    filters = [
        f"fps={rate}:start_time=0:round=near",
        "scale=iw*sar:ih,setsar=1",  # anamorphic pixels are made square first
        f"scale=trunc(iw*{scale}/2+0.5)*2:trunc(ih*{scale}/2+0.5)*2"
        ":flags=lanczos:out_color_matrix=bt709:out_range=tv",
        f"crop=min(iw\\,{width}):min(ih\\,{height})",
        f"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2",
        "setsar=1,format=yuv420p",
        "tpad=stop_mode=clone:stop=-1",
    ]
    command = [
        *(ffmpeg_exe(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y"),
        *_input(reading),
        *("-map", "0:v:0", "-vf", ",".join(filters), "-frames:v", str(reading.frames)),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", _CRF, "-threads", "1"),
        *("-g", str(_KEY_FRAMES), "-flags", "+bitexact", "-fflags", "+bitexact"),
        *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
        *("-color_trc", "bt709", "-f", "mp4", str(out)),
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0 or not out.is_file() or out.stat().st_size < 200:
        name = _name(reading.medium)
        error = failure(done.stderr.decode("utf-8", "replace"), name, "read it")
        if isinstance(error, OSError):
            raise error
        raise TimelineError(f"{name} cannot be read as a video: {_reason(str(error))}")
    return out


def _input(reading: Reading) -> list[str]:
    """FFmpeg's arguments for the range, from a quarter of a frame before its first."""
    seconds = max(Fraction(0), (reading.first - Fraction(1, 4)) / reading.rate)
    medium = reading.medium
    if isinstance(medium, Path):
        return ["-ss", f"{float(seconds):.6f}", "-i", str(medium)]
    prefix = str(medium.folder / medium.prefix).replace("%", "%%")
    pattern = f"{prefix}%0{medium.padding}d{medium.suffix}"
    own = medium.rate
    first = int(reading.first / reading.rate * own)
    light = ["-apply_trc", "bt709"] if medium.suffix.lower() == ".exr" else []
    return [
        *light,
        *("-f", "image2", "-framerate", f"{own.numerator}/{own.denominator}"),
        *("-start_number", str(medium.first + first), "-i", pattern),
    ]


def _name(medium: Path | Sequence) -> str:
    return medium.name if isinstance(medium, Path) else medium.file(0).name


def _reason(text: str) -> str:
    return text.rsplit(": ", 1)[-1]
