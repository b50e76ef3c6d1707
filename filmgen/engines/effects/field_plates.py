"""Plates from a generator of fields: what the learned engines and the 3D simulation share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.clips import ONE_SHOT, ClipLabel
from filmgen.engines.protocols import PlateRequest
from filmgen.media import FloatArray, Plate

if TYPE_CHECKING:
    from filmgen.effects.learned.generator import FieldGenerator


def loops(request: PlateRequest) -> bool:
    """Whether the plate loops: where it is asked for, and the element does not happen once."""
    return request.loop and request.kind not in ONE_SHOT


def plate_frames(generator: FieldGenerator, request: PlateRequest) -> Iterator[NDArray[np.float16]]:
    """Make the fields of every place in the plate and shade them; memory flat in the frames.

    Yields:
        (H, W, 4), premultiplied linear. The same bytes whatever the number of threads.
    """
    from filmgen.effects.imaging.field_plate import shade_fields
    from filmgen.effects.imaging.spread import layout
    from filmgen.effects.imaging.tempo import fields_needed

    loop = loops(request)
    count = fields_needed(request.frames, request.rate, request.speed, loop=loop)
    clips = [
        _on_one_thread(
            generator.fields(
                ClipLabel(
                    request.kind,
                    request.intensity,
                    request.wind,
                    request.scale,
                    place.seed(request.seed),
                ),
                count,
                loop=loop,
            )
        )
        for place in layout(request.kind, request.width_px, request.height_px)
    ]
    yield from shade_fields(
        clips,
        request.kind,
        width_px=request.width_px,
        height_px=request.height_px,
        frames=request.frames,
        loop=loop,
        seed=request.seed,
        rate=request.rate,
        speed=request.speed,
        scale=request.scale,
        density=request.density,
        exposure_stops=request.exposure_stops,
        turbulence=request.turbulence,
        colour=request.colour,
    )


def whole_plate(frames: Iterator[NDArray[np.float16]], request: PlateRequest) -> Plate:
    """Gather a plate's frames in memory."""
    rgba = np.empty((request.frames, request.height_px, request.width_px, 4), np.float16)
    for index, frame in enumerate(frames):
        rgba[index] = frame
    return Plate(rgba=rgba, rate=request.rate, loops=loops(request))


def _on_one_thread(chunks: Iterator[FloatArray]) -> Iterator[FloatArray]:
    from filmgen.effects.threads import one_thread

    while True:
        with one_thread():
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
