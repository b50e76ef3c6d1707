"""A trained diffusion model as what the GAN begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from filmgen.effects import diffusion
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.network import Encoder
from filmgen.effects.learned.space import PATCH
from filmgen.effects.learned.weights import read_weights
from filmgen.errors import WorkspaceError


@dataclass(frozen=True)
class Teacher:
    """A diffusion model's description and averaged weights."""

    description: Description
    weights: Mapping[str, Tensor]

    def begin(self, network: Encoder) -> None:
        """Give a network what it has of the same name and shape, and what it enters by.

        Its noise takes the place of the teacher's: noisy clips are little else at the highest
        level. A network that is given all but chance enters as the teacher does.
        """
        own = network.state_dict()
        found = {
            name: value
            for name, value in self.weights.items()
            if name in own and own[name].shape == value.shape
        }
        inputs = network.architecture.inputs
        enter = self.weights["enter.weight"]
        near, mean, chance, places = enter.tensor_split(
            (
                9 * diffusion.INPUTS,
                9 * diffusion.INPUTS + PATCH,
                9 * diffusion.INPUTS + diffusion.SIDES,
            ),
            dim=1,
        )
        if inputs == diffusion.INPUTS:
            found["enter.weight"] = torch.cat((near, mean, places), 1)
        else:
            noise = near.unflatten(1, (diffusion.INPUTS, 9))[:, PATCH : PATCH + inputs].clone()
            noise[..., 4] += chance
            found["enter.weight"] = torch.cat((noise.flatten(1), mean, places), 1)
        network.load_state_dict(found, strict=False)
        network.normalise()


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
