"""The seam of a loop: whether its last frame goes over into the first as every frame does."""

from __future__ import annotations

import numpy as np

from filmgen.effects.scores.space import model_space
from filmgen.media import FloatArray

USUAL = 0.9
"""Of a loop's own changes, this share is smaller than what still counts as usual."""


def seam(loops: FloatArray) -> float:
    """Change at the seam over the usual change from frame to frame; up to 1 nothing is seen.

    Fires breathe: a change is usual up to the 90th percentile of the loop's own. A seam whose
    frames are alike may still jolt, so that the change of the change is measured in the same
    way, and the worse one counts. Mean over the loops.

    Args:
        loops: fields (n, T, 3, rows, columns), T at least 8.
    """
    return float(np.mean([_worse(model_space(loop)) for loop in loops]))


def _worse(loop: FloatArray) -> float:
    change = np.roll(loop, -1, axis=0) - loop  # the last one leads over the seam
    jolt = np.roll(change, -1, axis=0) - change  # the last two do
    first = _sizes(change)
    second = _sizes(jolt)
    return max(first[-1] / _usual(first[:-1]), max(second[-1], second[-2]) / _usual(second[:-2]))


def _sizes(change: FloatArray) -> list[float]:
    return [float(np.sqrt(np.mean(np.square(c, dtype=np.float64)))) for c in change]


def _usual(sizes: list[float]) -> float:
    return max(float(np.quantile(sizes, USUAL)), 1e-9)
