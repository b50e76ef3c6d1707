"""The picture catalogue of effect elements: pictures of plates, and the page that shows them.

One HTML file with everything inside it, like the board's page: it works offline and prints.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.boards.page import page_templates, webp_uri, write_stream
from filmgen.media import ByteArray, FloatArray

PREVIEW_FPS = 24
_QUALITY, _LOOP_QUALITY = 78, 62
_SHOULDER = 0.75
"""Light up to here is shown as it is; brighter rolls off towards white, as film does."""
PAPER = 0.9
CHECKS = (0.10, 0.17)
"""Linear light of white paper, and of the two squares of a checkerboard."""


@dataclass(frozen=True)
class Picture:
    """A WebP picture, still or animated, and what it shows."""

    caption: str
    webp: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True)
class ShownPlate:
    """A kind as one engine makes it.

    Attributes:
        engine: what is shown as its name: "gan", "simulation 3D".
        model, revision, licence: see `EngineInfo`.
        preview: the plate itself, moving, over a dark board.
        stills: over the board, white paper, a checkerboard.
        frame_ms: processor time of a frame on one thread, all that comes before it included.
        about: length and size in words.
    """

    engine: str
    model: str
    revision: str
    licence: str
    preview: Picture
    stills: tuple[Picture, ...]
    frame_ms: float
    about: str


@dataclass(frozen=True)
class ShownKind:
    """A kind of element.

    Attributes:
        about: one line: how it is laid over a picture, whether it loops.
        shown_by: the engine of the rows of intensity and wind.
    """

    kind: str
    about: str
    plates: tuple[ShownPlate, ...]
    shown_by: str
    intensity: tuple[Picture, ...]
    wind: tuple[Picture, ...]
    wide: bool = False


@dataclass(frozen=True)
class Catalogue:
    """All kinds by all engines, and why an engine is not among them."""

    kinds: tuple[ShownKind, ...]
    absent: Mapping[str, str] = field(default_factory=dict)

    def engines(self) -> tuple[ShownPlate, ...]:
        """A plate of each engine, in the order they are first seen."""
        first: dict[str, ShownPlate] = {}
        for kind in self.kinds:
            for plate in kind.plates:
                first.setdefault(plate.engine, plate)
        return tuple(first.values())

    def pace(self, engine: str) -> str:
        """Least and most milliseconds a frame of an engine."""
        times = [p.frame_ms for kind in self.kinds for p in kind.plates if p.engine == engine]
        low, high = f"{min(times):.0f}", f"{max(times):.0f}"
        return low if low == high else f"{low} – {high}"


def write_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write the page."""
    templates = page_templates()
    templates.filters["data"] = lambda picture: webp_uri(picture.webp)
    write_stream(templates.get_template("effects.html.j2").stream(catalogue=catalogue), path)


def over(rgba: NDArray[np.float16], background: FloatArray) -> ByteArray:
    """A frame over linear light (H, W, 3), or anything that broadcasts to it, as sRGB (H, W, 3)."""
    from filmgen.effects.delivery.transfer import to_display

    plate = rgba.astype(np.float32)
    light = plate[..., :3] + (1.0 - plate[..., 3:]) * background
    # paper is brighter than that, and stays what it is: light on it must not darken it
    shoulder = np.maximum(background, _SHOULDER).astype(np.float32)
    rest = 1.0 - np.minimum(shoulder, 0.98)
    above = np.maximum(light - shoulder, 0.0)
    shown = np.minimum(light, shoulder) + rest * (1.0 - np.exp(-above / rest))
    return to_display(shown.astype(np.float32))


def checkerboard(width: int, height: int, squares: int = 12) -> FloatArray:
    """Linear light (H, W, 1) of a board with about so many squares across."""
    side = max(4, width // squares)
    y, x = np.indices((height, width)) // side
    board: FloatArray = np.where((x + y) % 2, *CHECKS).astype(np.float32)[..., None]
    return board


def still(caption: str, picture: ByteArray) -> Picture:
    """One picture as lossy WebP."""
    return _encoded(caption, [picture], _QUALITY)


def moving(caption: str, pictures: Iterable[ByteArray]) -> Picture:
    """Pictures as a WebP that plays for ever at `PREVIEW_FPS`."""
    return _encoded(caption, list(pictures), _LOOP_QUALITY)


def _encoded(caption: str, pictures: Sequence[ByteArray], quality: int) -> Picture:
    from PIL import Image

    images = [Image.fromarray(np.ascontiguousarray(picture)) for picture in pictures]
    stream = io.BytesIO()
    more = {}
    if len(images) > 1:
        # whole milliseconds that add up to the true length
        times = [round(1000 * (n + 1) / PREVIEW_FPS) - round(1000 * n / PREVIEW_FPS)
                 for n in range(len(images))]  # fmt: skip
        more = {"save_all": True, "append_images": images[1:], "duration": times, "loop": 0}
    images[0].save(stream, "WEBP", quality=quality, method=3, **more)
    return Picture(caption, stream.getvalue(), images[0].width, images[0].height)
