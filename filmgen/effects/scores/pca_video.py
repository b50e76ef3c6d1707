"""The naive model of clips: principal components of whole clips, Gaussian coefficients.

What any learned generator has to beat. It knows mean and covariance of the training clips, all
frames at once, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.effects.scores.space import model_space
from filmgen.media import FloatArray

EXPLAINED = 0.95
"""Share of the variance that the components kept explain."""


@dataclass(frozen=True)
class PcaVideo:
    """Fitted in `model_space`, each channel over its own spread.

    Attributes:
        mean: (clip values,).
        axes: (components, clip values), each as long as its coefficient's standard deviation.
        shape: (T, 3, rows, columns) of a clip.
        spread: (3,) of the channels.
    """

    mean: FloatArray
    axes: FloatArray
    shape: tuple[int, ...]
    spread: FloatArray

    @classmethod
    def fit(cls, clips: FloatArray, *, explained: float = EXPLAINED) -> PcaVideo:
        """Fit to clips of fields, float32 (n, T, 3, rows, columns)."""
        space = model_space(clips)
        spread = np.maximum(space.std(axis=(0, 1, 3, 4)), np.float32(1e-3))
        flat = (space / spread[:, None, None]).reshape(len(clips), -1)
        mean = flat.mean(axis=0)
        flat -= mean
        # the components of n clips lie in the space that the clips span
        energy, mixes = np.linalg.eigh((flat @ flat.T).astype(np.float64))
        energy, mixes = np.maximum(energy[::-1], 0.0), mixes[:, ::-1]
        share = np.cumsum(energy) / max(float(energy.sum()), 1e-12)
        kept = min(int(np.searchsorted(share, explained)) + 1, len(clips) - 1)
        axes = mixes[:, :kept].T.astype(np.float32) @ flat / np.sqrt(np.float32(len(clips)))
        return cls(mean, axes, clips.shape[1:], spread)

    def sample(self, count: int, seed: int) -> FloatArray:
        """Clips of fields (count, T, 3, rows, columns), in the range that fields have."""
        chance = np.random.default_rng(seed)
        mix = chance.standard_normal((count, len(self.axes))).astype(np.float32)
        space = (self.mean + mix @ self.axes).reshape(count, *self.shape)
        space *= self.spread[:, None, None]
        np.maximum(space, 0.0, out=space)
        fields = space
        fields[:, :, 1] = np.expm1(fields[:, :, 1])
        fields[:, :, 2] = np.minimum(fields[:, :, 2], -np.expm1(-fields[:, :, 1]))
        return fields
