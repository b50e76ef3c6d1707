"""Weights that ship: one safetensors file of half floats, with what the model is in its header."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import cast

import torch
from torch import Tensor

from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.learned.objective import make_objective
from filmgen.errors import EngineUnavailable, WorkspaceError

_KEY = "filmgen"
GENERATORS = {
    "diffusion": "filmgen.effects.diffusion:DiffusionGenerator",
    "gan": "filmgen.effects.gan:GanGenerator",
}
"""Called as `Class(description, tensors, device)`."""


def export_weights(run: Path, path: Path) -> Description:
    """Write a training's averaged weights as float16 safetensors, with its description.

    Raises:
        WorkspaceError: the run has no checkpoint, or the file cannot be written.
    """
    from safetensors.torch import save

    checkpoint = newest_checkpoint(run)
    if checkpoint is None:
        raise WorkspaceError(f"{run}: no checkpoint here; train first with `filmgen effects train`")
    objective = make_objective(
        checkpoint.description, seed=checkpoint.seed, device=torch.device("cpu")
    )
    objective.load(checkpoint.state)
    tensors = {name: value.half().contiguous() for name, value in objective.weights().items()}
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # not `save_file`: that makes files which only their owner may read
        part.write_bytes(save(tensors, metadata={_KEY: checkpoint.description.to_json()}))
        part.replace(path)
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error})") from error
    return checkpoint.description


def read_weights(path: Path, model: str | None = None) -> tuple[Description, dict[str, Tensor]]:
    """Description and float32 tensors of a weights file.

    Args:
        path: of the file.
        model: that is wanted, or None for any.

    Raises:
        EngineUnavailable: there is no file, or it is damaged, or of another model.
    """
    from safetensors import SafetensorError, safe_open

    name = model or "effects"
    if not path.is_file():
        raise EngineUnavailable(name, f"no weights at {path}; export some from a training")
    try:
        with safe_open(path, framework="pt") as file:
            description = Description.from_json((file.metadata() or {}).get(_KEY, "{}"))
            tensors = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, ValueError, json.JSONDecodeError) as error:
        raise EngineUnavailable(
            name, f"{path}: no weights of an effects model ({error})"
        ) from error
    if description.model not in GENERATORS:
        raise EngineUnavailable(name, f"{path}: weights of an unknown model {description.model!r}")
    if model is not None and description.model != model:
        raise EngineUnavailable(
            name, f"{path}: weights of the model {description.model!r}; name those of {model!r}"
        )
    return description, tensors


def load_generator(path: Path, device: str = "cpu") -> FieldGenerator:
    """The generator of a weights file, on a device.

    Raises:
        EngineUnavailable: as `read_weights`.
    """
    description, tensors = read_weights(path)
    module, _, name = GENERATORS[description.model].partition(":")
    made = getattr(import_module(module), name)(description, tensors, torch.device(device))
    return cast(FieldGenerator, made)
