"""Diversity: whether made clips differ from each other as much as real ones do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray


def diversity(real: FloatArray, made: FloatArray) -> float:
    """Mean distance of two made clips over that of two real ones; 1 is right.

    Args:
        real, made: standardised clips (n, T, channels, rows, columns).
    """
    return mean_distance(made) / max(mean_distance(real), 1e-9)


def mean_distance(clips: FloatArray) -> float:
    """Mean Euclidean distance of all pairs of clips."""
    apart = distances(clips, clips)
    return float(apart[np.triu_indices(len(clips), 1)].mean())


def distances(a: FloatArray, b: FloatArray) -> NDArray[np.float64]:
    """Euclidean distances (len(a), len(b)) of arrays flattened behind their first axis."""
    # distances do not change with the origin, and near it less of them is lost to rounding
    middle = b.reshape(len(b), -1).mean(axis=0, dtype=np.float64).astype(np.float32)
    first, second = a.reshape(len(a), -1) - middle, b.reshape(len(b), -1) - middle
    squares = -2.0 * (first @ second.T).astype(np.float64)
    squares += (first.astype(np.float64) ** 2).sum(axis=1)[:, None]
    squares += (second.astype(np.float64) ** 2).sum(axis=1)[None, :]
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))
