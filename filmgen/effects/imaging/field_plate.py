"""From clips of fields on a small grid to a plate's pixels: what a camera would have seen.

The grid is enlarged with detail that the clip does not have: a pattern that travels with the
air bends the look-up of the fields and carves them before they are shaded, so that their soft
edges become tongues, wisps and billows. Shading is done in the box that holds something.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.imaging.drift import Drift, Lives
from filmgen.effects.imaging.enlarge import Enlarger
from filmgen.effects.imaging.field_shading import PixelShader
from filmgen.effects.imaging.grain import Grain
from filmgen.effects.imaging.looks import LOOKS, Colour
from filmgen.effects.imaging.spread import Canvas, canvas_for, composed, layout
from filmgen.effects.imaging.tempo import CLIP_RATE, Moving, retimed
from filmgen.effects.threads import one_thread
from filmgen.media import FloatArray

_LEAST_CELL_PX = 3.0
"""A plate with smaller cells is shaded larger and averaged."""


def shade_fields(
    clips: Sequence[Iterable[FloatArray]],
    kind: str,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    loop: bool,
    seed: int,
    rate: Fraction = CLIP_RATE,
    speed: float = 1.0,
    scale: float = 1.0,
    density: float = 1.0,
    exposure_stops: float = 0.0,
    turbulence: float = 1.0,
    colour: str = "",
) -> Iterator[NDArray[np.float16]]:
    """Shade and enlarge clips to a plate, frame by frame; memory does not grow with `frames`.

    The fields of a loop may be shown from another frame on than the first: a loop has no first.

    Args:
        clips: for each place of `spread.layout(kind, width_px, height_px)`, chunks
            (t, 3, ROWS, COLUMNS) of heat, depth, scatter at 24 a second, in all
            `tempo.fields_needed(frames, rate, speed, loop=loop)` frames.
        kind: one of `looks.LOOKS`.
        loop: the clips loop and so shall the plate.
        Others: as in `engines.protocols.PlateRequest`.

    Yields:
        float16 (height_px, width_px, 4), premultiplied linear BT.709; emission may exceed alpha.

    Raises:
        EngineError: the clips end too early.
    """
    look = LOOKS[kind]
    tint: Colour | None = None
    if colour:
        chosen = linear_colour(colour)
        look, tint = (look, chosen) if look.flame else (look.smoke_of(chosen), None)
    canvas = canvas_for(width_px, height_px)
    places = layout(kind, width_px, height_px)
    rng = np.random.default_rng((zlib.crc32(kind.encode()), seed))
    finer = max(1, math.ceil(_LEAST_CELL_PX / canvas.cell_px))
    enlarger = Enlarger(
        look,
        canvas,
        (finer * width_px, finer * height_px),
        Grain(
            rng,
            grain_cells=look.grain_cells / scale,
            stretch=look.stretch,
            cell_px=canvas.cell_px * finer,
            billows=look.billows,
        ),
        PixelShader(look, tint, exposure=2.0**exposure_stops, turbulence=turbulence),
        density=density,
        turbulence=turbulence,
    )
    stream = retimed(
        composed(clips, places, canvas),
        frames=frames,
        rate=rate,
        speed=speed,
        loop=loop,
        rise=look.rise,
    )
    lives = Lives.of(look.life_s * float(rate) / speed, frames, loop=loop)
    for moving, drift in drifting(stream, canvas, lives, frames, loop=loop):
        with one_thread():
            plate = enlarger.frame(moving.fields, drift)
            if finer > 1:
                large = plate.astype(np.float32)
                small = cv2.resize(large, (width_px, height_px), interpolation=cv2.INTER_AREA)
                plate = small.astype(np.float16)
        yield plate


def drifting(
    stream: Iterator[Moving], canvas: Canvas, lives: Lives, frames: int, *, loop: bool
) -> Iterator[tuple[Moving, Drift]]:
    """Frames with their texture coordinates.

    In a loop, the coordinates of the first frame have a history, which is the loop's end. So the
    loop is shown from a little later on, and its first frames, kept, come last.
    """
    drift = Drift(canvas.rows, canvas.columns, lives)
    before = lives.before_start if loop else 0
    kept = list(itertools.islice(stream, before))
    flow: FloatArray | None = None
    for frame, moving in enumerate(kept, start=-before):
        drift.go_to(frame, flow)
        flow = moving.flow
    for frame, moving in enumerate(itertools.chain(stream, kept)):
        drift.go_to(frame, flow)
        flow = moving.flow
        yield moving, drift


def linear_colour(colour: str) -> Colour:
    """Linear light of "#RRGGBB" in sRGB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
