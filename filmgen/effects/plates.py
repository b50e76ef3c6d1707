"""An animatic's plates on disk: one EXR sequence, for our compositor and for everyone else's.

Plates that are delivered on their own, in any format, are `delivery`'s.

A plate's folder holds

- `plate.0001.exr` ...: its frames, half float, premultiplied, linear;
- `plate.json`: rate, loop, colour and premultiplication in words and fields;
- `preview.png`: frames over a checkerboard.

Half floats pack to about a third. A compositor that goes through a plate again and again has
it unpacked for as long as it works, see `compositor.plates.unpacked`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.exr import encode_exr, read_exr
from filmgen.effects.delivery.preview import Preview
from filmgen.errors import WorkspaceError
from filmgen.media import Plate

SIDECAR, PREVIEW = "plate.json", "preview.png"
SCHEMA, VERSION = "filmgen.plate", 2
FIRST_FRAME = 1


def sequence_name(index: int) -> str:
    """File name of frame `index` (0-based): `plate.0001.exr` is the first."""
    return f"plate.{index + FIRST_FRAME:04d}.exr"


@dataclass(frozen=True)
class KeptPlate:
    """A plate in its folder: nothing of its pictures is read yet.

    Attributes:
        frames, width_px, height_px, rate, loops: as its sidecar says.
    """

    folder: Path
    frames: int
    width_px: int
    height_px: int
    rate: Fraction
    loops: bool

    def frame(self, index: int) -> NDArray[np.float16]:
        """Frame `index` (0-based), float16 (H, W, 4), premultiplied linear.

        Raises:
            WorkspaceError: its file is missing, damaged or of another size; names it.
        """
        path = self.folder / sequence_name(index)
        try:
            rgba = read_exr(path)
        except OSError as error:
            raise WorkspaceError(
                f"{path}: cannot be read ({error.strerror or error}); {_AGAIN}"
            ) from error
        if rgba.shape[:2] != (self.height_px, self.width_px):
            raise WorkspaceError(
                f"{path}: {rgba.shape[1]}x{rgba.shape[0]} instead of the plate's "
                f"{self.width_px}x{self.height_px}; {_AGAIN}"
            )
        return rgba

    def pictures(self) -> Iterator[NDArray[np.float16]]:
        """All frames, one in memory at a time."""
        return (self.frame(index) for index in range(self.frames))


_AGAIN = "delete the folder and run again"


def write_plate(folder: Path, plate: Plate) -> tuple[str, ...]:
    """Write a plate into an existing or new folder; returns the file names, first frame first.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    frames, height, width = plate.rgba.shape[:3]
    names = [sequence_name(index) for index in range(frames)]
    preview = Preview()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in zip(names, plate.rgba, strict=True):
            rgba = np.ascontiguousarray(picture, dtype=np.float16)
            (folder / name).write_bytes(encode_exr(rgba, rate=plate.rate))
            preview.add(rgba)
        (folder / PREVIEW).write_bytes(preview.png())
        text = json.dumps(_sidecar(frames, width, height, plate), indent=2, ensure_ascii=False)
        (folder / SIDECAR).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(
            f"{folder}: cannot write the plate ({error.strerror or error}); free space or choose "
            "another OUT"
        ) from error
    return (*names, SIDECAR, PREVIEW)


def _sidecar(frames: int, width: int, height: int, plate: Plate) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "frames": frames,
        "width_px": width,
        "height_px": height,
        "rate": str(plate.rate),
        "loops": plate.loops,
        "sequence": {
            "pattern": "plate.%04d.exr",
            "first_frame": FIRST_FRAME,
            "compression": "zip",
            "pixels": "half",
        },
        "transfer": "linear",
        "primaries": "BT.709",
        "white_point": "D65",
        "alpha": "premultiplied; emission may exceed alpha: comp = rgb + (1 - a) * background",
    }


def read_plate(folder: Path) -> KeptPlate:
    """What a folder of `write_plate` holds, those of earlier versions included.

    Raises:
        WorkspaceError: the folder holds no plate, or one of a later version.
    """
    try:
        said = json.loads((folder / SIDECAR).read_text(encoding="utf-8"))
        if said["schema"] != SCHEMA or not 1 <= said["version"] <= VERSION:
            raise ValueError(f"{said['schema']} of version {said['version']}")
        size = (int(said["frames"]), int(said["width_px"]), int(said["height_px"]))
        if min(size) < 1:
            raise ValueError("an empty plate")
        return KeptPlate(folder, *size, Fraction(said["rate"]), bool(said["loops"]))
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise WorkspaceError(f"{folder}: no readable plate here ({error}); {_AGAIN}") from error
