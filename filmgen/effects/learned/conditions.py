"""What a generator is told: the label of a clip, and for what happens once, the time since."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from filmgen.effects.clips import ONE_SHOT, ClipLabel
from filmgen.effects.learned.space import GROUP_FRAMES
from filmgen.media import FloatArray

_TIMES = 8
_DECAYS = (12.0, 4.0, 1.5, 0.6)
"""Of what fades after an event, 1/s."""
_LONGEST_S = 3.0
"""Time since an event is not told beyond this: what is left of it then only drifts on."""


def features_size(kinds: tuple[str, ...]) -> int:
    """How many values `features_of` gives for a group."""
    return len(kinds) + 3 + 1 + _TIMES


def features_of(
    label: ClipLabel, kinds: tuple[str, ...], first_frame: int, groups: int, rate: float
) -> FloatArray:
    """Features (G, features_size) of consecutive groups, each value of about unit size.

    Args:
        label: of the clip; its seed tells nothing.
        kinds: all that the model knows, in the model's order.
        first_frame: of the first group, from the run's start.
        groups: how many.
        rate: frames per second.
    """
    made = np.zeros((groups, features_size(kinds)), np.float32)
    made[:, kinds.index(label.kind)] = 1.7
    made[:, len(kinds) : len(kinds) + 3] = (
        3.0 * label.intensity - 1.5,
        1.7 * label.wind,
        1.7 * np.log2(label.scale),
    )
    if label.kind in ONE_SHOT:
        first = first_frame + GROUP_FRAMES * np.arange(groups)
        seconds = np.clip(first / rate, 0.0, _LONGEST_S)[:, None]
        soon = np.exp(-seconds * np.array(_DECAYS))
        waves = np.log1p(6.0 * seconds) * np.array([0.6, 1.2])
        made[:, -_TIMES - 1] = 1.0
        made[:, -_TIMES:-4] = 2.0 * soon
        made[:, -4:] = 1.4 * np.concatenate((np.sin(waves), np.cos(waves)), 1)
    return made


def label_values(features: Tensor, kinds: int) -> Tensor:
    """Intensity, wind and scale as features (..., 3) of features (..., features)."""
    return features[..., kinds : kinds + 3]


def seconds_of(features: Tensor) -> Tensor:
    """Seconds since the event, of features (..., features) of what happens once."""
    return -(features[..., -5] / 2.0).clamp_min(1e-6).log() / _DECAYS[-1]


def mirrored(label: ClipLabel) -> ClipLabel:
    """Of the clip seen in a mirror."""
    return ClipLabel(label.kind, label.intensity, -label.wind, label.scale, label.seed)
