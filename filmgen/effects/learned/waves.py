"""The linear part of denoising: what waves alone tell of a clean frame.

Fields in model space have nearly the same spectrum whatever the kind: steep, with most of a
frame in its long waves. The best linear estimate of a frame under white noise (Wiener, 1949) is
therefore known before anything is learned, and it beats what a network of this size learns at
low noise. The network is given both parts of that estimate, each brought to unit size, and
corrects it: the preconditioning of Karras et al. 2022 with a gain for each wave instead of one
for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from filmgen.effects.learned.space import patched, unpatched

_POWER, _KNEE, _STEEPNESS = 150.0, 0.045, 2.0
"""Of the simulated clips in model space: power of the longest waves (white noise of deviation 1
has 1), cycles a cell where it begins to fall, and how it falls."""


@dataclass(frozen=True)
class Split:
    """Noisy groups in two parts.

    Attributes:
        smooth: the linear estimate, (B, G, rows, columns, PATCH).
        inputs: the estimate and what it leaves, each of about unit size: (..., 2 * PATCH).
        error: deviation of the estimate from the clean groups, (B, 1, 1, 1, 1).
    """

    smooth: Tensor
    inputs: Tensor
    error: Tensor


def split(x: Tensor, noise: Tensor) -> Split:
    """Split noisy groups (B, G, rows, columns, PATCH) of noise levels (B,)."""
    frames = unpatched(x.float())
    rows, columns = frames.shape[-2:]
    power = _power(rows, columns).to(frames)
    level = noise.to(frames).square()[:, None, None]
    total = power + level
    gain = (power / total)[:, None, None, :, : columns // 2 + 1]
    waves = torch.fft.rfft2(frames)
    smooth = patched(torch.fft.irfft2(waves * gain, s=(rows, columns)))

    def size(part: Tensor) -> Tensor:
        return part.mean((1, 2)).sqrt()[:, None, None, None, None]

    rest = (x - smooth) / size(level * level / total)
    inputs = torch.cat((smooth / size(power * power / total), rest), -1)
    return Split(smooth, inputs.to(x), size(power * level / total))


@cache
def _power(rows: int, columns: int) -> Tensor:
    """Power of each wave of the grid, (rows, columns)."""
    y, x = torch.fft.fftfreq(rows)[:, None], torch.fft.fftfreq(columns)[None, :]
    return _POWER / (1.0 + (x * x + y * y) / _KNEE**2) ** _STEEPNESS
