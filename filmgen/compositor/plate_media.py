"""Plates as they are read: their pictures, their frames in time, and what of them ever shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.editorial.model import PlateMedia
from filmgen.effects.plates import read_plate
from filmgen.errors import WorkspaceError
from filmgen.media import Missing

_FAINT = 1 / 512
FULL = 12
GROWS_S = Fraction(3, 4)
"""Flames and smoke that begin within a shot are as strong as they get after this time."""


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


def clock(frame: int, film_rate: Fraction, media: PlateMedia, frames: int) -> tuple[int, int]:
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
    sample = rgba[:: max(1, len(rgba) // 10)]
    height, width = rgba.shape[1], rgba.shape[2]
    most = np.zeros((height, width), np.float32)
    for frame in sample:
        np.maximum(most, frame.max(axis=2), out=most)
    rows = np.flatnonzero(most.max(axis=1) > _FAINT)
    columns = np.flatnonzero(most.max(axis=0) > _FAINT)
    if not len(rows):
        return None
    spare_y, spare_x = height // 20 + 1, width // 20 + 1
    top, bottom = max(0, rows[0] - spare_y), min(height, rows[-1] + 1 + spare_y)
    left, right = max(0, columns[0] - spare_x), min(width, columns[-1] + 1 + spare_x)
    return int(left), int(top), int(right - left), int(bottom - top)
