"""A trained diffusion model as what the GAN begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.weights import read_weights
from filmgen.errors import WorkspaceError


@dataclass(frozen=True)
class Teacher:
    """A diffusion model's description and averaged weights."""

    description: Description
    weights: Mapping[str, Tensor]

    def begin(self, network: nn.Module) -> None:
        """Give a network what it has of the same name and shape."""
        own = network.state_dict()
        found = {
            name: value
            for name, value in self.weights.items()
            if name in own and own[name].shape == value.shape
        }
        network.load_state_dict(found, strict=False)


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
