"""An animatic's plates on disk: an array for our compositor, an EXR sequence for everyone else's.

Plates that are delivered on their own, in any format, are `delivery`'s.

A plate's folder holds

- `plate.npy`: float16 (T, H, W, 4), to be memory-mapped;
- `plate.0001.exr` ...: the same frames, half float, premultiplied, linear;
- `plate.json`: rate, loop, colour and premultiplication in words and fields;
- `preview.png`: frames over a checkerboard.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.effects.delivery.exr import encode_exr
from filmgen.effects.delivery.preview import Preview
from filmgen.errors import WorkspaceError
from filmgen.media import Plate

ARRAY, SIDECAR, PREVIEW = "plate.npy", "plate.json", "preview.png"
SCHEMA = "filmgen.plate"
FIRST_FRAME = 1


def sequence_name(index: int) -> str:
    """File name of frame `index` (0-based): `plate.0001.exr` is the first."""
    return f"plate.{index + FIRST_FRAME:04d}.exr"


def write_plate(folder: Path, plate: Plate) -> tuple[str, ...]:
    """Write a plate into an existing or new folder; returns the file names, array first.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    rgba = np.ascontiguousarray(plate.rgba, dtype=np.float16)
    frames, height, width = rgba.shape[:3]
    names = [ARRAY, SIDECAR, PREVIEW]
    preview = Preview()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / ARRAY, rgba)
        for index in range(frames):
            name = sequence_name(index)
            (folder / name).write_bytes(encode_exr(rgba[index], rate=plate.rate))
            names.append(name)
            preview.add(rgba[index])
        (folder / PREVIEW).write_bytes(preview.png())
        sidecar = {
            "schema": SCHEMA,
            "version": 1,
            "frames": frames,
            "width_px": width,
            "height_px": height,
            "rate": str(plate.rate),
            "loops": plate.loops,
            "array": {"file": ARRAY, "dtype": "float16", "order": "frame, row, column, RGBA"},
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
        text = json.dumps(sidecar, indent=2, ensure_ascii=False) + "\n"
        (folder / SIDECAR).write_text(text, encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(
            f"{folder}: cannot write the plate ({error.strerror or error}); free space or choose "
            "another OUT"
        ) from error
    return tuple(names)


def read_plate(folder: Path) -> Plate:
    """The plate of a folder, its array memory-mapped and read-only.

    Raises:
        WorkspaceError: the folder holds no plate, or a damaged one.
    """
    try:
        sidecar = json.loads((folder / SIDECAR).read_text(encoding="utf-8"))
        rgba = np.load(folder / ARRAY, mmap_mode="r")
        rate, loops = Fraction(sidecar["rate"]), bool(sidecar["loops"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            f"{folder}: no readable plate here ({error}); delete the folder and run again"
        ) from error
    if rgba.ndim != 4 or rgba.shape[3] != 4 or rgba.dtype != np.float16:
        raise WorkspaceError(
            f"{folder / ARRAY}: expected float16 (T, H, W, 4), found {rgba.dtype} {rgba.shape}; "
            "delete the folder and run again"
        )
    return Plate(rgba=rgba, rate=rate, loops=loops)
