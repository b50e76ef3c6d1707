"""Animated GIFs: 256 colours chosen for the whole film, dithered so that paper stays paper.

FFmpeg makes the palette from all pictures first (`palettegen`), then draws with it
(`paletteuse`). Ordered (Bayer) dithering stands still from picture to picture, where diffused
errors would crawl over every held drawing and triple the file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.compositor.encode.h264 import complete_only
from filmgen.errors import TimelineError
from filmgen.ffmpeg import PipeIn
from filmgen.media import ByteArray

FASTEST = Fraction(50)
"""Pictures a second; browsers show faster GIFs at 10."""
_PALETTE = "palettegen=max_colors=256:stats_mode=full:reserve_transparent=1"
_DITHER = "paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle"


def write_gif(
    pictures: Callable[[], Iterable[ByteArray]],
    path: Path,
    size_px: tuple[int, int],
    rate: Fraction,
    *,
    tell: Callable[[], None] = lambda: None,
) -> int:
    """Write pictures as a GIF that plays forever; the file appears only when complete.

    Args:
        pictures: called twice, gives the same uint8 RGB pictures (H, W, 3) of `size_px` each
            time. A GIF counts in hundredths of a second: other rates are kept on average.
        rate: pictures a second.
        tell: called for each picture of either pass.

    Returns:
        The size of the file in bytes.

    Raises:
        TimelineError: there is no picture, or FFmpeg failed.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    width, height = size_px
    raw = (
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}"),
        *("-framerate", f"{rate.numerator}/{rate.denominator}", "-i", "pipe:0"),
    )
    with tempfile.TemporaryDirectory() as folder, complete_only(path) as temporary:
        palette = Path(folder) / "palette.png"
        first = (*raw, "-vf", _PALETTE, "-frames:v", "1", "-update", "1", "-f", "image2")
        _feed(pictures, first, palette, path, tell)
        second = (
            *raw,
            *("-i", str(palette), "-lavfi", f"[0:v][1:v]{_DITHER}"),
            *("-loop", "0", "-fflags", "+bitexact", "-f", "gif"),
        )
        _feed(pictures, second, temporary, path, tell)
        return temporary.stat().st_size


def _feed(
    pictures: Callable[[], Iterable[ByteArray]],
    arguments: tuple[str, ...],
    out: Path,
    path: Path,
    tell: Callable[[], None],
) -> None:
    count = 0
    with PipeIn(arguments, out, str(path)) as pipe:
        for picture in pictures():
            pipe.write(np.ascontiguousarray(picture).data)
            count += 1
            tell()
        if not count:
            raise TimelineError(f"{path}: no picture was chosen")
