"""What the trainer asks of a model: one step of learning, its state, and a generator to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

import numpy as np
import torch
from torch import Tensor

from filmgen.effects.learned.description import Description
from filmgen.effects.learned.examples import Batch, Examples
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.errors import ConfigError

OBJECTIVES = {
    "diffusion": "filmgen.effects.diffusion:DiffusionObjective",
    "gan": "filmgen.effects.learned.adversarial:AdversarialObjective",
}
"""Models by name, imported only when trained. Called as `Class(description, seed=, device=)`."""


@dataclass(frozen=True)
class Moment:
    """Where in a training a step is.

    Attributes:
        step: from 0.
        progress: share of the budget that is used, 0 to 1.
        seed: of the training.
    """

    step: int
    progress: float
    seed: int

    def draw(self, purpose: int = 0) -> np.random.Generator:
        """Random numbers of this step, the same whenever and wherever it is done."""
        return np.random.default_rng([self.seed, self.step, purpose])

    def noise(self, device: torch.device, purpose: int = 1) -> torch.Generator:
        """The same on a device."""
        state = np.random.SeedSequence([self.seed, self.step, purpose]).generate_state(1, np.uint64)
        return torch.Generator(device).manual_seed(int(state[0] >> 1))


class Objective(Protocol):
    """A model in training; owns its networks, their averages and their optimisers."""

    description: Description

    def prepare(self, examples: Examples) -> None:
        """Measure on the data what is measured, once, before the first step."""
        ...

    def step(self, batch: Batch, moment: Moment) -> Mapping[str, float]:
        """Learn from one batch; what to log, averaged over the steps that name it."""
        ...

    def state(self) -> dict[str, Any]:
        """All that a later step depends on: tensors and plain values in dicts and lists."""
        ...

    def load(self, state: dict[str, Any]) -> None:
        """Inverse of `state`."""
        ...

    def weights(self) -> dict[str, Tensor]:
        """Averaged weights that generate, float32."""
        ...

    def generator(self) -> FieldGenerator:
        """With the averaged weights as they are now."""
        ...


def make_objective(
    description: Description, *, seed: int, device: torch.device, **more: object
) -> Objective:
    """The objective of a description's model.

    Args:
        description: of the model.
        seed: of its first weights.
        device: that it trains on.
        more: the model's own, as the GAN's `teacher`.

    Raises:
        ConfigError: no such model.
    """
    if description.model not in OBJECTIVES:
        raise ConfigError("model", f"no {description.model!r}; one of {', '.join(OBJECTIVES)}")
    module, _, name = OBJECTIVES[description.model].partition(":")
    made = getattr(import_module(module), name)(description, seed=seed, device=device, **more)
    return cast(Objective, made)


def learning_rate(
    peak: float, moment: Moment, *, warm_steps: int = 200, decay: float = 0.6
) -> float:
    """Linear warm-up, a plateau, and a linear fall to nearly nothing over the last `decay`."""
    warm = min(1.0, (moment.step + 1) / warm_steps)
    fall = min(1.0, (1.0 - moment.progress) / decay)
    return peak * warm * max(fall, 0.003)


@torch.no_grad()  # type: ignore[untyped-decorator]
def follow(average: torch.nn.Module, network: torch.nn.Module, step: int, gamma: float) -> None:
    """Power-function average (Karras et al. 2024, section 3.1): its length grows with training."""
    share = 1.0 - (1.0 - 1.0 / (step + 1)) ** (gamma + 1.0)
    for old, new in zip(average.parameters(), network.parameters(), strict=True):
        old.lerp_(new, share)
