"""Model space: the fields as the networks see them.

Heat and optical depth span decades and go through log1p; then every kind and channel is brought to
mean 0 and standard deviation 1. Four frames and 2 by 2 cells make one patch: `PATCH` channels on
half the grid, once per group of frames. Tensors of groups are (B, G, rows / 2, columns / 2, PATCH),
so that a convolution sees them in the memory order that is quick on a CPU.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from filmgen.effects.clips import FIELDS
from filmgen.media import FloatArray

GROUP_FRAMES = 4
"""Frames that a network treats as one place in time."""
CELL = 2
"""Cells along each side of a patch."""
PATCH = GROUP_FRAMES * len(FIELDS) * CELL * CELL
_DEPTH = FIELDS.index("depth")
_DECADES = [FIELDS.index("heat"), _DEPTH]
_MOST = 5.0
"""Greatest logarithm that comes back from model space; data stay far under it."""
_LEAST_DEVIATION = 0.25
"""Of the deviation over all kinds: smoke has no heat, and is not to be divided by none."""
FAINT = (0.02, 0.015, 0.01)
"""Of each field: what a network leaves of noise in empty air stays under half of it (`clean`)."""


@dataclass(frozen=True)
class ModelSpace:
    """Standardisation of each kind.

    Attributes:
        means, deviations: kind to one number per field, after log1p of heat and depth.
    """

    means: Mapping[str, tuple[float, ...]]
    deviations: Mapping[str, tuple[float, ...]]

    def standardised(self, fields: FloatArray, kind: str) -> FloatArray:
        """Fields (T, 3, rows, columns) in model space, the same shape."""
        mean, deviation = self._table(kind)
        return (_compressed(fields) - mean) / deviation

    def fields(self, values: FloatArray, kind: str) -> FloatArray:
        """Inverse of `standardised`, brought to what fields can be (see `clean`).

        A field that a kind never has (its mean is 0) is 0: smoke does not glow, not even a little.
        """
        mean, deviation = self._table(kind)
        made = values * deviation + mean
        made[:, _DECADES] = np.expm1(np.clip(made[:, _DECADES], 0.0, _MOST))
        made *= mean > 0.0
        return clean(made)

    def _table(self, kind: str) -> tuple[FloatArray, FloatArray]:
        mean = np.array(self.means[kind], np.float32)[:, None, None]
        deviation = np.array(self.deviations[kind], np.float32)[:, None, None]
        return mean, deviation


def _compressed(fields: FloatArray) -> FloatArray:
    made = fields.astype(np.float32)
    made[:, _DECADES] = np.log1p(made[:, _DECADES])
    return made


def clean(fields: FloatArray) -> FloatArray:
    """Nothing below 0, no more light scattered than the depth allows, and faint noise gone.

    The last: a value under half its field's `FAINT` is exactly 0, one over it stays, and between
    runs a cubic, so that nothing jumps.
    """
    made = np.maximum(fields, 0.0)
    faint = np.array(FAINT, np.float32)[:, None, None]
    ramp = np.clip(made * (2.0 / faint) - 1.0, 0.0, 1.0)
    made *= ramp * ramp * (3.0 - 2.0 * ramp)
    scatter, depth = made[:, FIELDS.index("scatter")], made[:, _DEPTH]
    np.minimum(scatter, -np.expm1(-depth), out=scatter)
    return made


def measured_space(runs: Mapping[str, list[FloatArray]]) -> ModelSpace:
    """Standardisation of runs (T, 3, rows, columns), listed by kind."""
    moments = {kind: _moments(clips) for kind, clips in runs.items()}
    overall = np.maximum(np.mean([deviation for _, deviation in moments.values()], axis=0), 1e-4)
    return ModelSpace(
        means={kind: tuple(map(float, mean)) for kind, (mean, _) in moments.items()},
        deviations={
            kind: tuple(map(float, np.maximum(deviation, _LEAST_DEVIATION * overall)))
            for kind, (_, deviation) in moments.items()
        },
    )


def _moments(clips: list[FloatArray]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count, total, squares = 0, np.zeros(len(FIELDS)), np.zeros(len(FIELDS))
    for clip in clips:
        values = _compressed(clip)
        count += values.size // len(FIELDS)
        total += values.sum(axis=(0, 2, 3), dtype=np.float64)
        squares += np.square(values).sum(axis=(0, 2, 3), dtype=np.float64)
    mean = total / count
    return mean, np.sqrt(np.maximum(squares / count - mean**2, 0.0))


def patched(frames: Tensor) -> Tensor:
    """Frames (B, T, 3, rows, columns) as groups (B, T / 4, rows / 2, columns / 2, PATCH)."""
    batch, length, channels, rows, columns = frames.shape
    grid = frames.reshape(
        batch,
        length // GROUP_FRAMES,
        GROUP_FRAMES,
        channels,
        rows // CELL,
        CELL,
        columns // CELL,
        CELL,
    )
    return grid.permute(0, 1, 4, 6, 2, 3, 5, 7).reshape(
        batch, length // GROUP_FRAMES, rows // CELL, columns // CELL, PATCH
    )


def unpatched(groups: Tensor) -> Tensor:
    """Inverse of `patched`."""
    batch, length, rows, columns, _ = groups.shape
    grid = groups.reshape(batch, length, rows, columns, GROUP_FRAMES, len(FIELDS), CELL, CELL)
    return grid.permute(0, 1, 4, 5, 2, 6, 3, 7).reshape(
        batch, length * GROUP_FRAMES, len(FIELDS), rows * CELL, columns * CELL
    )


def frames_of(groups: Tensor) -> FloatArray:
    """One clip's groups (1, G, ...) as standardised frames (T, 3, rows, columns) on the host."""
    made: FloatArray = torch.Tensor.numpy(unpatched(groups.float())[0].cpu())
    return made
