"""Plates as they are read: their pictures, and their frames in time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from filmgen.compositor.plates.unpacked import UnpackedPlate
from filmgen.editorial.model import PlateMedia
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


def fills_frame(media: PlateMedia) -> bool:
    """Whether a plate lies before the lens, as rain does, and in no place of the picture."""
    return any(anchor.fills_frame for anchor in (media.anchor, *media.anchors))


def open_plate(media: PlateMedia, scratch: Path | None = None) -> tuple[UnpackedPlate | None, str]:
    """Unpack a plate's frames, or say why it cannot be used.

    Args:
        scratch: see `UnpackedPlate`.

    Raises:
        OSError: the disk is full.
    """
    if isinstance(media.sequence, Missing):
        return None, media.sequence.reason
    try:
        plate = UnpackedPlate(read_plate(media.sequence.parent), scratch)
        # now, so that it is known whether all of it can be read
        _ = plate.rgba if fills_frame(media) else plate.laid
    except WorkspaceError as error:
        return None, str(error)
    return plate, ""
