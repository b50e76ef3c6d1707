"""What a folder of plate files holds: as data, and as the JSON that lies beside the files.

Light to import: a command line may list `FORMATS` without loading OpenCV.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.errors import WorkspaceError
from filmgen.workspace import canonical

SCHEMA, VERSION = "filmgen.plate-files", 1
SIDECAR, PREVIEW = "plate.json", "preview.png"
FORMATS = ("exr", "png", "prores4444", "webm")
"""What can be written, best first."""
FIRST_FRAME = 1

_STRAIGHT = (
    "straight (not premultiplied); alpha is coverage in linear light: decode the colour to linear "
    "light, multiply by alpha, comp = rgb * a + (1 - a) * background"
)
_MEANING: dict[str, dict[str, Any]] = {
    "exr": {
        "pixels": "half float RGBA, ZIP compression, data window cropped to the content",
        "transfer": "linear",
        "alpha": "premultiplied; emission may exceed alpha: comp = rgb + (1 - a) * background",
    },
    "png": {
        "pixels": "16-bit integer RGBA",
        "transfer": "sRGB (IEC 61966-2-1)",
        "alpha": _STRAIGHT,
    },
    "prores4444": {
        "pixels": "ProRes 4444, 10-bit colour in video range, alpha without loss",
        "transfer": "sRGB (IEC 61966-2-1), tagged 1-13-1",
        "matrix": "BT.709",
        "alpha": _STRAIGHT,
    },
    "webm": {
        "pixels": "VP9, 8-bit 4:2:0 in video range, 8-bit alpha as alpha_mode 1",
        "transfer": "sRGB (IEC 61966-2-1), tagged 1-13-1",
        "matrix": "BT.709",
        "alpha": _STRAIGHT,
    },
}
_ADD = (
    "light that straight alpha cannot hold, display-coded on black, clipped at display white, no "
    "alpha. Lay the plate over the background first, then add this in linear light (plus, linear "
    "dodge); where only display-coded blending is at hand, screen it"
)


@dataclass(frozen=True)
class Layer:
    """One format of a plate.

    Attributes:
        base: path within the folder; of a sequence, a pattern with %04d.
        add: likewise of the add plate; None where all light fits.
        size_bytes: of all its files.
    """

    base: str
    add: str | None
    size_bytes: int


@dataclass(frozen=True)
class PlateFiles:
    """A plate delivered as files.

    Attributes:
        folder: holds `plate.json`, `preview.png` and the layers.
        name: what its files are called.
        frames, width_px, height_px, rate, loops: of the plate; there are no handles.
        layers: by format, in the order of `FORMATS`.
        peak_light: brightest channel of the plate; 1 is display white.
        peak_emission: most light beyond alpha, linear; None if no format asked.
        made: kind, engine, model, revision, seed, controls: what the maker said, JSON values.
    """

    folder: Path
    name: str
    frames: int
    width_px: int
    height_px: int
    rate: Fraction
    loops: bool
    layers: Mapping[str, Layer]
    peak_light: float
    peak_emission: float | None = None
    made: Mapping[str, Any] = field(default_factory=dict)

    def path(self, file: str, frame: int = 0) -> Path:
        """A file of a layer; of a sequence, that of frame `frame` (0-based)."""
        return self.folder / (file % (frame + FIRST_FRAME) if "%" in file else file)


def to_json(plate: PlateFiles) -> str:
    """The sidecar's text."""
    formats = {}
    for name in FORMATS:
        layer = plate.layers.get(name)
        if layer is None:
            continue
        entry: dict[str, Any] = {"file": layer.base, **_MEANING[name], "bytes": layer.size_bytes}
        if "%" in layer.base:
            entry["first_frame"] = FIRST_FRAME
            entry["last_frame"] = FIRST_FRAME + plate.frames - 1
        entry["add"] = None if layer.add is None else {"file": layer.add, "use": _ADD}
        formats[name] = entry
    body = {
        "schema": SCHEMA,
        "version": VERSION,
        "name": plate.name,
        "made": canonical(plate.made),
        "frames": plate.frames,
        "width_px": plate.width_px,
        "height_px": plate.height_px,
        "pixel_aspect": 1,
        "rate": f"{plate.rate.numerator}/{plate.rate.denominator}",
        "loops": plate.loops,
        "handles_frames": 0,
        "primaries": "BT.709",
        "white_point": "D65",
        "light": "1.0 is display white",
        "peak_light": plate.peak_light,
        "peak_emission": plate.peak_emission,
        "formats": formats,
        "preview": PREVIEW,
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def from_json(folder: Path, text: str) -> PlateFiles:
    """What a sidecar says.

    Raises:
        WorkspaceError: not a sidecar of ours, or of a later version.
    """
    where = folder / SIDECAR
    try:
        body = json.loads(text)
        if body["schema"] != SCHEMA:
            raise ValueError(f"schema {body['schema']!r}")
        if body["version"] > VERSION:
            raise WorkspaceError(
                f"{where}: version {body['version']}, written by a newer filmgen; update this one"
            )
        layers = {
            name: Layer(
                str(entry["file"]),
                None if entry["add"] is None else str(entry["add"]["file"]),
                int(entry["bytes"]),
            )
            for name, entry in body["formats"].items()
        }
        return PlateFiles(
            folder,
            str(body["name"]),
            int(body["frames"]),
            int(body["width_px"]),
            int(body["height_px"]),
            Fraction(body["rate"]),
            bool(body["loops"]),
            layers,
            float(body["peak_light"]),
            body["peak_emission"],
            body["made"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(
            f"{where}: not the sidecar of plate files ({error}); render the plate again"
        ) from error
