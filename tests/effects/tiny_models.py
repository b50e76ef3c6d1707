"""Learned models of a few thousand random weights: they run as the shipped ones do."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import torch
from safetensors.torch import save_file

from filmgen.effects.clips import COLUMNS, MODEL_KINDS, ROWS
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.objective import make_objective
from filmgen.effects.learned.space import ModelSpace

NETWORK = {"widths": [8, 8, 8], "down": ["t", "s", "t"], "up": ["t", "s"], "condition": 8}
MEANS, DEVIATIONS = (0.45, 0.5, 0.3), (0.4, 0.4, 0.3)


def tiny_description(model: str, kinds: tuple[str, ...] = MODEL_KINDS) -> Description:
    space = ModelSpace(dict.fromkeys(kinds, MEANS), dict.fromkeys(kinds, DEVIATIONS))
    return Description(model, kinds, ROWS, COLUMNS, Fraction(24), space, NETWORK)


def write_tiny_weights(
    path: Path, model: str, kinds: tuple[str, ...] = MODEL_KINDS, **changes: object
) -> Path:
    """A weights file as `learned.weights.export_weights` writes it.

    Gains that start at 0 are opened, so that noise, kind and wind all count.
    """
    from dataclasses import replace

    objective = make_objective(tiny_description(model, kinds), seed=3, device=torch.device("cpu"))
    weights = {
        name: (torch.full_like(value, 0.5) if not value.ndim else value).half().contiguous()
        for name, value in objective.weights().items()
    }
    description = replace(objective.description, **changes)  # type: ignore[arg-type]
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights, path, metadata={"filmgen": description.to_json()})
    return path
