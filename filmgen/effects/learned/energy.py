"""The energy score: how well a few made clips speak for what might have been simulated.

For a simulated clip x and two made ones g, g' of the same label: |x - g| averaged over both, less
half of |g - g'| (Gneiting and Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and
Estimation", section 4.3). Clips that are too much alike lose as much as clips that are wrong: a
generator that learns it makes varied clips, and needs no opponent (Alet et al. 2025, "Skillful
joint probabilistic weather forecasting from marginals"). What is compared are bands of detail, see
`learned.bands`: by whole frames alone it made soft clips.
"""

from __future__ import annotations

import torch
from torch import Tensor

from filmgen.effects.learned.bands import Bands, Shift

_TINY = 1e-5


def energy_score(
    real: Tensor,
    first: Tensor,
    second: Tensor,
    kinds: Tensor,
    bands: Bands,
    shift: Shift = (0, 0, 0),
) -> Tensor:
    """Of each clip (B,), mean over what is looked at; less is better.

    Args:
        real, first, second: groups (B, G, rows, columns, PATCH) of the same labels.
        kinds: of the clips (B,).
        bands: that they are compared by.
        shift: of the grid on which they are.
    """
    looks = zip(
        bands.looks(real, kinds, shift),
        bands.looks(first, kinds, shift),
        bands.looks(second, kinds, shift),
        strict=True,
    )
    scores = [0.5 * (_apart(x, a) + _apart(x, b) - _apart(a, b)) for x, a, b in looks]
    return torch.stack(scores).mean(0)


def _apart(a: Tensor, b: Tensor) -> Tensor:
    """Mean distance (B,) of vectors along axis 2, in units of one element."""
    distance: Tensor = ((a - b).square().mean(2) + _TINY).sqrt().flatten(1).mean(1)
    return distance
