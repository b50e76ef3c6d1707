"""Animated GIFs: 256 colours chosen for all of it, dithered so that paper stays paper.

FFmpeg makes the palette from all pictures first (`palettegen`), then draws with it
(`paletteuse`). Ordered (Bayer) dithering stands still from picture to picture, where diffused
errors would crawl over held drawings and enlarge the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.compositor.encode.space import complete_only, require_room, scratch_beside
from filmgen.errors import TimelineError
from filmgen.ffmpeg import PipeIn
from filmgen.media import ByteArray

FASTEST = 50
"""Pictures a second; browsers show faster GIFs at 10."""
_PALETTE = "palettegen=max_colors=256:stats_mode=full"
_DITHER = "paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle"


@dataclass(frozen=True)
class Gif:
    """A GIF that was written.

    Attributes:
        pictures: how many, at `rate` a second. bytes: of the file.
    """

    path: Path
    pictures: int
    rate: Fraction
    bytes: int


def write_gif(
    pictures: Iterable[ByteArray],
    path: Path,
    size_px: tuple[int, int],
    rate: Fraction,
    *,
    expected: int = 0,
) -> Gif:
    """Write pictures as a GIF that plays forever; the file appears only when complete.

    Args:
        pictures: uint8 RGB (H, W, 3) of `size_px`; they wait on the disk until the palette is made.
        rate: pictures a second. A GIF counts in hundredths of a second; others are kept on average.
        expected: how many pictures there will be, where known: then a full disk is known before.

    Raises:
        TimelineError: there is no picture, or FFmpeg failed.
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    width, height = size_px
    require_room(path, expected * width * height * 3)
    with scratch_beside(path) as folder, complete_only(path) as temporary:
        raw, palette = folder / "pictures.rgb", folder / "palette.png"
        count = 0
        with raw.open("wb") as file:
            for picture in pictures:
                file.write(np.ascontiguousarray(picture).data)
                count += 1
        if not count:
            raise TimelineError(f"{path}: no picture was chosen")
        read = (
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}"),
            *("-framerate", f"{rate.numerator}/{rate.denominator}", "-i", str(raw)),
        )
        chosen = (*read, "-vf", _PALETTE, "-frames:v", "1", "-update", "1", "-f", "image2")
        with PipeIn(chosen, palette, str(path)):
            pass
        drawn = (
            *read,
            *("-i", str(palette), "-lavfi", f"[0:v][1:v]{_DITHER}"),
            *("-loop", "0", "-fflags", "+bitexact", "-f", "gif"),
        )
        with PipeIn(drawn, temporary, str(path)):
            pass
        size = temporary.stat().st_size
    return Gif(path, count, rate, size)
