"""The mean that a label alone tells."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.conditions import features_of
from filmgen.effects.learned.prior import Prior, lengths_of
from filmgen.effects.learned.space import unpatched

KINDS = ("explosion", "fire")
GROUPS = 6


def told(kind: str, intensity: float, first_frame: int = 0, groups: int = GROUPS) -> Tensor:
    label = ClipLabel(kind, intensity, 0.0, 1.0, 1)
    return torch.from_numpy(features_of(label, KINDS, first_frame, groups, 24.0))


def measured(kind: str) -> Prior:
    """Of runs that are flat, as bright as intense, and in an event growing by .1 a frame."""
    prior = Prior(lengths_of(KINDS, 4 * GROUPS), 8, 4)
    runs = []
    for intensity in np.linspace(0, 1, 40):
        frames = torch.full((4 * GROUPS, 3, 16, 8), float(intensity))
        if kind == "explosion":
            frames += 0.1 * torch.arange(4 * GROUPS)[:, None, None, None]
        runs.append((frames, told(kind, float(intensity), groups=1)))
    prior.measure(KINDS.index(kind), runs)
    return prior


def test_what_goes_on_has_one_mean_that_follows_the_label() -> None:
    means = measured("fire")(torch.stack((told("fire", 0.2), told("fire", 0.9))))
    assert torch.allclose(means[0], torch.tensor(0.2), atol=0.05)
    assert torch.allclose(means[1], torch.tensor(0.9), atol=0.05)


def test_an_event_has_a_course_that_is_met_at_any_time() -> None:
    prior = measured("explosion")
    course = unpatched(prior(told("explosion", 0.5)[None]))[0].mean((1, 2, 3))
    assert torch.allclose(course[4:-4].diff(), torch.tensor(0.1), atol=0.03)
    late = unpatched(prior(told("explosion", 0.5, first_frame=6, groups=3)[None]))[0]
    assert torch.allclose(late.mean((1, 2, 3)), course[6:18], atol=0.05)


def test_after_its_course_an_event_stays_as_it_ended() -> None:
    means = measured("explosion")(told("explosion", 0.5, groups=GROUPS + 3)[None])[0]
    assert torch.equal(means[-1], means[GROUPS])
