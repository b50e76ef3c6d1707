"""What a label alone tells of a clip."""

from __future__ import annotations

import numpy as np
import torch

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.conditions import features_of, seconds_of
from filmgen.effects.learned.prior import Prior, lengths_of
from filmgen.effects.learned.space import unpatched

KINDS = ("explosion", "fire")


def told(label: ClipLabel, groups: int = 1, first_frame: int = 0) -> torch.Tensor:
    return torch.from_numpy(features_of(label, KINDS, first_frame, groups, 24.0))


def run(label: ClipLabel, frames: int, rng: np.random.Generator) -> torch.Tensor:
    """A bar that grows with intensity and leans with wind; events rise with time."""
    y, x = np.mgrid[0:48, 0:40] / 40.0
    field = np.exp(-8 * (x - 0.5 - 0.2 * label.wind * y) ** 2) * label.intensity
    time = np.arange(frames) / frames if label.kind == "explosion" else np.ones(frames)
    clip = time[:, None, None, None] * field[None, None] * np.ones((1, 3, 1, 1))
    noise = 0.02 * rng.standard_normal((frames, 3, 48, 40))
    return torch.from_numpy((clip + noise).astype(np.float32))


def measured(kind: str) -> Prior:
    rng = np.random.default_rng(1)
    prior = Prior(lengths_of(KINDS, 24), 24, 20)
    runs = []
    for seed in range(40):
        label = ClipLabel(kind, rng.uniform(0.2, 1), rng.uniform(-1, 1), 1.0, seed)
        runs.append((run(label, 24, rng), told(label)))
    prior.measure(KINDS.index(kind), runs)
    return prior


def test_it_tells_what_the_label_tells() -> None:
    prior = measured("fire")
    for intensity, wind in ((0.3, -0.5), (0.9, 0.5)):
        label = ClipLabel("fire", intensity, wind, 1.0, 99)
        mean = unpatched(prior(told(label, 3)[None]))[0]
        wanted = run(label, 12, np.random.default_rng(2))
        assert float((mean - wanted).square().mean().sqrt()) < 0.15 * float(wanted.std()) + 0.03


def test_an_event_has_a_course_and_is_met_at_any_frame() -> None:
    prior = measured("explosion")
    label = ClipLabel("explosion", 0.8, 0.0, 1.0, 99)
    whole = unpatched(prior(told(label, 6)[None]))[0].mean((1, 2, 3))
    assert (whole[4:] > whole[:-4]).all()
    late = unpatched(prior(told(label, 2, first_frame=10)[None]))[0].mean((1, 2, 3))
    assert torch.allclose(late, whole[10:18], atol=0.02)


def test_a_fire_has_no_first_frame() -> None:
    prior = measured("fire")
    mean = unpatched(prior(told(ClipLabel("fire", 0.5, 0.0, 1.0, 9), 2)[None]))[0]
    assert torch.allclose(mean, mean[:1].expand_as(mean), atol=1e-6)


def test_seconds_are_read_back_from_features() -> None:
    features = told(ClipLabel("explosion", 0.5, 0.0, 1.0, 0), 5, first_frame=7)
    assert torch.allclose(seconds_of(features), (7 + 4 * torch.arange(5.0)) / 24, atol=1e-3)
