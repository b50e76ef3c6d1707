"""The same scores for shaded plates of 512x512: noise added by a model cannot pass for detail.

A plate is scored by its luma over black as it is shown: sRGB code, BT.709 weights, 0 to 1. All
sets are shaded alike, so that what the shader adds is in all of them; what differs is the fields.
At this size there are fewer clips and the features look at fewer places (`PLATE_GLASSES`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.delivery.transfer import to_display
from filmgen.effects.imaging.field_plate import shade_fields
from filmgen.effects.imaging.spread import layout
from filmgen.effects.scores.diversity import diversity
from filmgen.effects.scores.features import PLATE_GLASSES, SEEDS, RandomFeatures
from filmgen.effects.scores.sets import Windows
from filmgen.effects.scores.space import FRAMES, Space
from filmgen.effects.scores.spectra import spatial_distance, temporal_distance
from filmgen.effects.scores.table import PlateScores
from filmgen.media import FloatArray

PLATES = 24
"""Plates of every set: those of another number of plates cannot be compared."""
SIZE_PX = 512
_COARSE = 8

Luma = NDArray[np.float16]


def picked(plan: Windows, count: int = PLATES) -> tuple[int, ...]:
    """Numbers of the clips that are shaded: from as many runs and ages as can be."""
    every = max(1, plan.clips // count)
    return tuple(every * n + n % every for n in range(min(count, plan.clips)))


def shaded(clips: FloatArray, kind: str, picks: tuple[int, ...], size_px: int = SIZE_PX) -> Luma:
    """Luma (len(picks), FRAMES, 1, size, size) of plates of a set's clips.

    Args:
        clips: fields (n, FRAMES, 3, rows, columns). Where a plate holds several elements, those
            behind are the clips that follow.
    """
    places = layout(kind, size_px, size_px)
    made = np.empty((len(picks), FRAMES, 1, size_px, size_px), np.float16)
    for number, pick in enumerate(picks):
        frames = shade_fields(
            [_chunk(clips[(pick + place.index) % len(clips)]) for place in places],
            kind,
            width_px=size_px,
            height_px=size_px,
            frames=FRAMES,
            loop=False,
            seed=number,
        )
        for index, rgba in enumerate(frames):
            made[number, index, 0] = luma(rgba)
    return made


def luma(rgba: NDArray[np.float16]) -> FloatArray:
    """Of a premultiplied linear picture (H, W, 4) over black, as shown, 0 to 1."""
    # over black, premultiplied colour is the picture; 8 bits are what is shown
    shown = to_display(rgba[..., :3].astype(np.float32)).astype(np.float32)
    weights = np.array([0.2126, 0.7152, 0.0722], np.float32) / 255.0
    made: FloatArray = shown @ weights
    return made


class PlateReference:
    """Plates of real clips, for several made sets to be scored against."""

    def __init__(self, real: Luma, seeds: tuple[int, ...] = SEEDS) -> None:
        self._real = real
        self._space = Space.of(real)
        self._features = RandomFeatures(real, self._space, glasses=PLATE_GLASSES, seeds=seeds)
        self._small = _averaged(real)

    def scores(self, made: Luma) -> PlateScores:
        """Of as many plates as are real."""
        return PlateScores(
            frechet=self._features.distance(self._features(made)),
            spatial=spatial_distance(self._real, made, self._space),
            temporal=temporal_distance(self._real, made, self._space),
            diversity=diversity(self._small, _averaged(made)),
        )


def _averaged(plates: Luma) -> FloatArray:
    n, frames, channels, rows, columns = plates.shape
    small = np.empty((n, frames, channels, rows // _COARSE, columns // _COARSE), np.float32)
    for index, plate in enumerate(plates):
        cells = plate.reshape(
            frames, channels, rows // _COARSE, _COARSE, columns // _COARSE, _COARSE
        )
        small[index] = cells.mean(axis=(3, 5), dtype=np.float32)
    return small


def _chunk(clip: FloatArray) -> Iterator[FloatArray]:
    yield clip
