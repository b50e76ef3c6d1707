"""What happens once, after its recorded course: the smoke that is left thins away.

A generator knows the first three seconds of an event (`labels.ONE_SHOT_FRAMES`) and is told no
later time than that: what it makes of a longer plate is the last cloud for ever. The simulation's
smoke decays on, at `DECAY`; so does this.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.clips import ONE_SHOT, ClipLabel
from filmgen.effects.fluids.labels import ONE_SHOT_FRAMES
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.media import FloatArray

DECAY = 0.7
"""Of the optical depth, 1/s: the `soot_decay` of `volume_recipes.VOLUMES["explosion"]`."""


class Thinning:
    """A `FieldGenerator` whose events go on after what it has learned of them."""

    def __init__(self, generator: FieldGenerator) -> None:
        self.kinds, self.rate = generator.kinds, generator.rate
        self._generator = generator

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """Chunks (t, 3, rows, columns) as the generator's; from `ONE_SHOT_FRAMES` on thinner."""
        chunks = self._generator.fields(label, frames, loop=loop)
        if label.kind not in ONE_SHOT:
            yield from chunks
            return
        first = 0
        for chunk in chunks:
            late = np.maximum(np.arange(first, first + len(chunk)) - ONE_SHOT_FRAMES, 0)
            first += len(chunk)
            yield thinned(chunk, late / float(self.rate)) if late.any() else chunk


def thinned(fields: FloatArray, seconds: NDArray[np.floating]) -> FloatArray:
    """Fields whose smoke decayed for `seconds` (T,), and the light it scatters with it."""
    heat, depth, scatter = np.moveaxis(fields, 1, 0)
    left = depth * np.exp(-DECAY * seconds)[:, None, None]
    cover = np.maximum(-np.expm1(-depth), 1e-6)
    thin = np.stack((heat, left, scatter * (-np.expm1(-left) / cover)), axis=1)
    return thin.astype(np.float32)
