"""Plates as they are read: their pictures, their frames in time, and what of them ever shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.editorial.model import PlateMedia
from filmgen.effects.crop import shown_box
from filmgen.effects.plates import read_plate
from filmgen.errors import WorkspaceError
from filmgen.media import Missing

FULL = 12
GROWS_S = Fraction(3, 4)
"""Flames and smoke that begin within a shot are as strong as they get after this time."""

Clock = tuple[int, int]
"""Frame of a plate, -1 where it is not there, and its growth in `FULL` steps."""


def plate_frame(
    frame: int, film_rate: Fraction, rate: Fraction, frames: int, loops: bool, onset: int = 0
) -> int:
    """Which frame of a plate is seen at a frame of the shot; -1 before its onset and after its end.

    Args:
        onset: frames of the shot before the plate's first.
    """
    if frame < onset:
        return -1
    index = int(Fraction(frame - onset) * rate / film_rate)
    if loops:
        return index % frames
    return index if index < frames else -1


def ramp(frame: int, film_rate: Fraction, media: PlateMedia) -> int:
    """How far an element that begins within the shot has grown, in `FULL` steps."""
    if not media.onset_frames or not media.loops:
        return FULL
    grown = Fraction(frame - media.onset_frames + 1) / (film_rate * GROWS_S)
    return min(FULL, max(0, int(FULL * grown)))


def clock(frame: int, film_rate: Fraction, media: PlateMedia, frames: int) -> Clock:
    """(frame of the plate or -1, growth of 0 to `FULL`) at a frame of the shot."""
    index = plate_frame(frame, film_rate, media.rate, frames, media.loops, media.onset_frames)
    return index, ramp(frame, film_rate, media) if index >= 0 else 0


def open_plate(
    media: PlateMedia, scratch: Path | None = None
) -> tuple[NDArray[np.float16] | None, str]:
    """Unpack a plate's frames, float16 (T, H, W, 4), or say why it cannot be used.

    Args:
        scratch: see `KeptPlate.unpacked`.

    Raises:
        OSError: the disk is full.
    """
    if isinstance(media.sequence, Missing):
        return None, media.sequence.reason
    try:
        return read_plate(media.sequence.parent).unpacked(scratch), ""
    except WorkspaceError as error:
        return None, str(error)


def touched(rgba: NDArray[Any]) -> tuple[int, int, int, int] | None:
    """x, y, width, height of the part of a plate that ever shows anything, or None."""
    box = shown_box(rgba[:: max(1, len(rgba) // 10)])
    if box is None:
        return None
    height, width = rgba.shape[1:3]
    # a rim for what the frames between those looked at may show
    spare_x, spare_y = width // 20 + 1, height // 20 + 1
    left, top = max(0, box[0] - spare_x), max(0, box[1] - spare_y)
    right, bottom = min(width, box[2] + spare_x), min(height, box[3] + spare_y)
    return left, top, right - left, bottom - top
