"""The space that clips are scored in: heat, log(1 + optical depth), scatter, each standardised.

Optical depth spans decades and is seen through 1 - exp(-depth): its logarithm weighs a wisp and
a core as the eye does. Mean and spread of each channel are the real set's, never the made set's:
clips that are too bright or too faint must stay so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.errors import EngineError
from filmgen.media import FloatArray

Clips = NDArray[Any]
"""float32, or float16 where there is much of it: (n, T, channels, rows, columns)."""
FRAMES = 16
"""Frames of every clip that is scored."""
LEAST_SPREAD = 0.02
"""A channel that varies less than this in the real set is empty: smoke has no heat."""


def model_space(fields: FloatArray) -> FloatArray:
    """Fields (..., 3, rows, columns) as `FIELDS` has them; the same shape, not standardised."""
    space = np.array(fields, dtype=np.float32)
    np.log1p(np.maximum(space[..., 1, :, :], 0.0), out=space[..., 1, :, :])
    return space


@dataclass(frozen=True)
class Space:
    """Mean and spread of the channels of a real set.

    Attributes:
        mean, spread: float32 (channels,).
        full: which channels vary at all.
    """

    mean: FloatArray
    spread: FloatArray
    full: tuple[bool, ...]

    @classmethod
    def of(cls, real: Clips) -> Space:
        """The space of clips (n, T, channels, rows, columns) in `model_space`."""
        axes = (0, 2, 3)
        means = np.mean([clip.mean(axis=axes, dtype=np.float64) for clip in real], axis=0)
        squares = [
            np.square(clip - means[:, None, None]).mean(axis=axes, dtype=np.float64)
            for clip in real
        ]
        mean = means.astype(np.float32)
        spread = np.sqrt(np.mean(squares, axis=0)).astype(np.float32)
        full = tuple(bool(s >= LEAST_SPREAD) for s in spread)
        return cls(mean, np.maximum(spread, np.float32(LEAST_SPREAD)), full)

    def standardise(self, clips: FloatArray) -> FloatArray:
        """Channels of (..., channels, rows, columns) to mean 0, spread 1 in the real set."""
        moved = clips - self.mean[:, None, None]
        moved /= self.spread[:, None, None]
        return moved


def check_clips(real: Clips, made: Clips) -> None:
    """Refuse sets that cannot be compared.

    Raises:
        EngineError: another grid or length, fewer than four clips, or numbers that are none.
    """
    for name, clips in (("real", real), ("made", made)):
        if clips.ndim != 5 or clips.shape[0] < 4 or clips.shape[1] < 3:
            raise EngineError(
                "scores", f"the {name} clips",
                f"shape {clips.shape} instead of (4 or more clips, 3 or more frames, channels, "
                "rows, columns); make more clips",
            )  # fmt: skip
        if not np.isfinite(clips).all():
            raise EngineError(
                "scores", f"the {name} clips", "not every value is a number; the model is broken"
            )
    if real.shape[1:] != made.shape[1:]:
        raise EngineError(
            "scores", "the made clips",
            f"shape {made.shape[1:]} beside {real.shape[1:]} of the real ones; make them alike",
        )  # fmt: skip
