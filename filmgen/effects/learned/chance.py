"""What is left to chance: the noise that a network makes one clip of many with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from filmgen.media import FloatArray

CHANCE = 24
"""Channels of a group's noise."""
HELD = 8
"""Of these, the first are the whole clip's: what is its own from beginning to end."""


def drawn(shape: Sequence[int], draw: torch.Generator) -> Tensor:
    """Noise of clips being learned from.

    Args:
        shape: of their groups (B, G, rows, columns, ...).
        draw: random numbers; its device is the noise's.

    Returns:
        Standard normal (B, G, rows, columns, CHANCE).
    """
    batch, groups, rows, columns = shape[:4]
    device = draw.device
    own = torch.randn(batch, groups, rows, columns, CHANCE - HELD, generator=draw, device=device)
    whole = torch.randn(batch, 1, rows, columns, HELD, generator=draw, device=device)
    return torch.cat((whole.expand(-1, groups, -1, -1, -1), own), -1)


def of_seed(seed: int, groups: Sequence[int], rows: int, columns: int, level: int = 0) -> Tensor:
    """Noise of a clip's groups: the same for the same seed, group and level wherever it is asked.

    Returns:
        Standard normal (1, G, rows, columns, CHANCE).
    """
    whole = _normal((seed, level), rows, columns, HELD)
    own = [_normal((seed, level, group), rows, columns, CHANCE - HELD) for group in groups]
    made = np.empty((1, len(own), rows, columns, CHANCE), np.float32)
    made[..., :HELD] = whole
    for place, noise in enumerate(own):
        made[0, place, ..., HELD:] = noise
    return torch.from_numpy(made)


def _normal(seed: tuple[int, ...], *shape: int) -> FloatArray:
    return np.random.default_rng(seed).standard_normal(shape, np.float32)
