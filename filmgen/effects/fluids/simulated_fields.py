"""The three-dimensional simulation behind the seam of the learned generators."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from filmgen.effects.clips import ClipLabel
from filmgen.effects.fluids.loop import close_loop, fade_frames
from filmgen.effects.fluids.volume import RATE, stream_fields
from filmgen.effects.fluids.volume_recipes import VOLUMES
from filmgen.media import FloatArray

_LONGEST_FADE_S = 1.0


class SimulatedFields:
    """Simulates what a generator makes up; see `learned.generator.FieldGenerator`."""

    def __init__(self, device: str = "cpu") -> None:
        self.kinds: tuple[str, ...] = tuple(sorted(VOLUMES))
        self.rate: Fraction = RATE
        self._device = device

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """Chunks of one frame; a loop is folded (`loop.close_loop`), so all of it is held: 23 kB
        a frame.
        """
        fade = fade_frames(frames, float(self.rate), _LONGEST_FADE_S) if loop else 0
        run = stream_fields([label], frames + fade, device=self._device)
        if loop:
            yield close_loop(np.concatenate(list(run)), frames)
        else:
            yield from run
