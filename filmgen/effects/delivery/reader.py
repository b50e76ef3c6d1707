"""Plate files back as light, and what a compositor does with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from filmgen.effects.delivery.pictures import (
    premultiplied,
    probe_movie,
    read_codes,
    read_light,
    read_movie,
)
from filmgen.effects.delivery.sidecar import SIDECAR, Layer, PlateFiles, from_json
from filmgen.errors import ConfigError, TimelineError, WorkspaceError
from filmgen.media import FloatArray


def read_plate_files(folder: Path) -> PlateFiles:
    """What a folder of `write_plate_files` holds.

    Raises:
        WorkspaceError: no sidecar, or not one of ours.
    """
    try:
        text = (folder / SIDECAR).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            f"{folder}: no plate files here ({SIDECAR} cannot be read); render the plate again"
        ) from error
    return from_json(folder, text)


def plate_frames(plate: PlateFiles, form: str | None = None) -> Iterator[FloatArray]:
    """Frames of one format, premultiplied linear float32 (H, W, 4), one at a time.

    The add plate is in them: light may exceed alpha.

    Args:
        form: of the plate's formats; the best there is by default.

    Raises:
        ConfigError: the plate was not delivered in that format.
        TimelineError: a file is missing, damaged or of another size; names it.
    """
    layer = _layer(plate, form)
    base = _sequence(plate, layer.base)
    if layer.add is None:
        yield from base
        return
    for frame, add in zip(base, _sequence(plate, layer.add), strict=True):
        frame[..., :3] += add[..., :3]
        yield frame


def over(
    plate: PlateFiles, background: FloatArray, form: str | None = None
) -> Iterator[FloatArray]:
    """The plate over a background as its sidecar says: in linear light, then the add plate.

    Args:
        background: linear light, float32, (H, W, 3) or anything that broadcasts to it.

    Returns:
        Linear light, float32 (H, W, 3), for each frame.
    """
    for frame in plate_frames(plate, form):
        yield frame[..., :3] + (np.float32(1.0) - frame[..., 3:]) * background


def _layer(plate: PlateFiles, form: str | None) -> Layer:
    if form is None:
        form = next(iter(plate.layers))
    try:
        return plate.layers[form]
    except KeyError:
        raise ConfigError(
            "format", f"{plate.folder} holds no {form}, only {', '.join(plate.layers)}"
        ) from None


def _sequence(plate: PlateFiles, file: str) -> Iterator[FloatArray]:
    """Frames of one file or sequence, as many as the plate has, of its size."""
    count = 0
    for frame in _frames(plate, file):
        if frame.shape[:2] != (plate.height_px, plate.width_px):
            raise TimelineError(
                f"{plate.path(file, count)}: {frame.shape[1]}x{frame.shape[0]} instead of the "
                f"plate's {plate.width_px}x{plate.height_px}; render the plate again"
            )
        count += 1
        yield frame
    if count != plate.frames:
        raise TimelineError(
            f"{plate.path(file, count)}: {count} frames instead of the plate's {plate.frames}; "
            "render the plate again"
        )


def _frames(plate: PlateFiles, file: str) -> Iterator[FloatArray]:
    if "%" not in file:
        yield from read_movie(probe_movie(plate.path(file)))
        return
    for number in range(plate.frames):
        path = plate.path(file, number)
        yield read_light(path) if path.suffix == ".exr" else premultiplied(read_codes(path))
