"""Is one way better than the other, and beyond chance? Paired by logline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 10_000


def gain(ours: Sequence[float], plain: Sequence[float]) -> tuple[float, float, float]:
    """Mean of ours less plain, and its 95 % interval (percentile bootstrap over the pairs).

    Returns:
        (mean, lower, upper)
    """
    difference = np.asarray(ours, float) - np.asarray(plain, float)
    chosen = np.random.default_rng(0).integers(0, len(difference), (RESAMPLES, len(difference)))
    means = difference[chosen].mean(axis=1)
    lower, upper = np.percentile(means, [2.5, 97.5])
    return float(difference.mean()), float(lower), float(upper)
