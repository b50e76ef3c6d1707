"""The energy score: how well a few made clips speak for what might have been simulated.

For a simulated clip x and two made ones g, g' of the same label: |x - g| averaged over both, less
half of |g - g'| (Gneiting and Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and
Estimation", section 4.3). Clips that are too much alike lose as much as clips that are wrong: a
generator that learns it alone makes soft, but varied clips (Alet et al. 2025, "Skillful joint
probabilistic weather forecasting from marginals").
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from filmgen.effects.clips import FIELDS
from filmgen.effects.learned.network import Encoder
from filmgen.effects.learned.space import CELL, GROUP_FRAMES

_TINY = 1e-5
_TOLD_NOISE = 0.05
"""That an encoder is told of clips without any."""


def energy_score(
    real: Tensor, first: Tensor, second: Tensor, features: Tensor, encoder: Encoder | None
) -> Tensor:
    """Mean over what is looked at; less is better.

    Args:
        real, first, second: groups (B, G, rows, columns, PATCH) of the same labels.
        features: (B, G, features).
        encoder: a frozen one whose features are looked at too.
    """
    looks = zip(
        _looks(real, features, encoder),
        _looks(first, features, encoder),
        _looks(second, features, encoder),
        strict=True,
    )
    scores = []
    for x, a, b in looks:
        scale = 1.0 / (x.square().mean() + _TINY).sqrt()
        scores.append(0.5 * scale * (_apart(x, a) + _apart(x, b) - _apart(a, b)))
    return torch.stack(scores).mean()


def _apart(a: Tensor, b: Tensor) -> Tensor:
    """Mean distance of vectors along axis 1, in units of one element."""
    return ((a - b).square().mean(1) + _TINY).sqrt().mean()


def _looks(groups: Tensor, features: Tensor, encoder: Encoder | None) -> list[Tensor]:
    """Vectors (B * G, C, ...) at every place, each kind of them to be brought to the same size.

    Patches; what changes from frame to frame, within a group and from one to the next; detail
    within patches and between them; means of several sizes; an encoder's features. Detail and
    change are small beside the patches, and would be left for last.
    """
    batch, count = groups.shape[:2]
    flat = groups.flatten(0, 1).permute(0, 3, 1, 2)
    frames = flat.unflatten(1, (GROUP_FRAMES, len(FIELDS), CELL * CELL))
    change = (frames[:, 1:] - frames[:, :-1]).flatten(1, 3)
    line = frames.unflatten(0, (batch, count))
    grain = (frames - frames.mean(3, keepdim=True)).flatten(1, 3)
    detail = flat - functional.avg_pool2d(flat, 3, 1, 1)
    small, smaller = functional.avg_pool2d(flat, 2), functional.avg_pool2d(flat, 4)
    whole = smaller.unflatten(0, (batch, count)).mean(1)
    looks = [flat, change, grain, detail, small, smaller, whole]
    if count > 1:
        looks.append((line[:, 1:, 0] - line[:, :-1, -1]).flatten(0, 1).flatten(1, 2))
    if encoder is not None:
        told = flat.new_full((batch,), _TOLD_NOISE).log()
        condition = encoder.condition(features, told)
        looks += encoder.levels(flat, condition, count, loop=False)
    return looks
