"""A trained diffusion model as the GAN's teacher: where it comes from, and its lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from filmgen.effects.diffusion import make_solver
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.network import FieldNetwork, architecture_of
from filmgen.effects.learned.objective import Moment
from filmgen.effects.learned.weights import read_weights
from filmgen.errors import WorkspaceError

_STEPS = 10
_LESSONS = 128
"""Batches of pairs that are kept and learned again and again."""


@dataclass(frozen=True)
class Teacher:
    """A diffusion model's description and averaged weights."""

    description: Description
    weights: Mapping[str, Tensor]


def read_teacher(path: Path) -> Teacher:
    """The diffusion model of a weights file or of a training's folder (its newest checkpoint).

    Raises:
        EngineUnavailable: no weights file, or it is damaged or of another model.
        WorkspaceError: a folder without a checkpoint, or of another model's training.
    """
    if not path.is_dir():
        return Teacher(*read_weights(path, "diffusion"))
    checkpoint = newest_checkpoint(path)
    if checkpoint is None:
        raise WorkspaceError(
            f"{path}: no checkpoint of a teacher; name a training of the diffusion model or a "
            "weights file"
        )
    description = checkpoint.description
    if description.model != "diffusion":
        raise WorkspaceError(
            f"{path}: a training of {description.model!r}; the GAN's teacher is a diffusion model"
        )
    return Teacher(description, checkpoint.state["average"])


class Lessons:
    """Pairs of noise and what the teacher makes of it, batch by batch.

    A batch is made when it is first wanted and then kept, in half floats. What is asked for is
    remembered (`state`), what came of it is made again after a resume.
    """

    def __init__(self, teacher: Teacher, device: torch.device) -> None:
        self.teacher, self._device = teacher, device
        network = FieldNetwork(architecture_of(teacher.description.network))
        network.load_state_dict(dict(teacher.weights))
        self._network = network.to(device).bake()
        self._asked: list[tuple[Tensor, int]] = []
        self._made: dict[int, Tensor] = {}

    def batch(self, features: Tensor, shape: torch.Size, moment: Moment) -> tuple[Tensor, ...]:
        """A lesson for a step: noise, the teacher's groups, their features.

        Args:
            features: (B, G, features) of the step's own batch; a new lesson is of them.
            shape: (B, G, rows, columns, PATCH) of its groups.
            moment: decides, after `_LESSONS` steps, which lesson comes again.
        """
        if len(self._asked) < _LESSONS:
            number = len(self._asked)
            self._asked.append((features.cpu(), moment.step))
        else:
            number = int(moment.draw(5).integers(len(self._asked)))
        asked, step = self._asked[number]
        told = asked.to(self._device)
        draw = Moment(step, 0.0, moment.seed).noise(self._device, 6)
        noise = torch.randn((*told.shape[:2], *shape[2:]), generator=draw, device=self._device)
        if number not in self._made:
            self._made[number] = self._sampled(noise, told).half()
        return noise, self._made[number].float(), told

    def _sampled(self, noise: Tensor, features: Tensor) -> Tensor:
        solver = make_solver(_STEPS)
        x = noise * solver.init_noise_sigma
        with torch.inference_mode():
            for time, level in zip(solver.timesteps, solver.sigmas[:-1], strict=True):
                total = float(level**2 + 1.0) ** 0.5
                told = level.log().expand(len(x)).to(x)
                output = self._network(x / total, features, told)
                x = solver.step(output, time, x, return_dict=False)[0]
        return x.clone()

    def state(self) -> dict[str, Any]:
        """For a checkpoint; with the teacher's weights, so that a resume needs no other file."""
        return {
            "description": self.teacher.description.to_json(),
            "weights": dict(self.teacher.weights),
            "asked": [[features, step] for features, step in self._asked],
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], device: torch.device) -> Lessons:
        """Inverse of `state`."""
        description = Description.from_json(state["description"])
        lessons = cls(Teacher(description, state["weights"]), device)
        lessons._asked = [(features, int(step)) for features, step in state["asked"]]
        return lessons
