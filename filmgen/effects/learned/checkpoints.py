"""Checkpoints of a training: whole or not there, the two newest kept."""

from __future__ import annotations

import os
import pickle
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from filmgen.effects.learned.description import Description
from filmgen.errors import WorkspaceError

_KEPT = 2


@dataclass(frozen=True)
class Checkpoint:
    """A training after `step` steps.

    Attributes:
        description: of the model.
        seed: of the training.
        step: how many steps are done.
        seconds: of training so far.
        runs: names of the runs that the next step draws from.
        state: of the objective.
    """

    description: Description
    seed: int
    step: int
    seconds: float
    runs: list[str]
    state: dict[str, Any]


def save_checkpoint(run: Path, checkpoint: Checkpoint) -> Path:
    """Write a checkpoint and drop all but the newest two.

    Raises:
        WorkspaceError: it cannot be written; those before it stand.
    """
    path = run / f"checkpoint-{checkpoint.step:08d}.pt"
    part = path.with_suffix(".part")
    content = {
        "description": checkpoint.description.to_json(),
        "seed": checkpoint.seed,
        "step": checkpoint.step,
        "seconds": checkpoint.seconds,
        "runs": checkpoint.runs,
        "state": checkpoint.state,
    }
    try:
        run.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            torch.save(content, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        for old in _paths(run)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        raise WorkspaceError(f"{path}: cannot be written ({error}); free some space") from error
    return path


def newest_checkpoint(run: Path) -> Checkpoint | None:
    """The newest checkpoint that can be read, or None where there is none.

    Raises:
        WorkspaceError: there are some, but none can be read.
    """
    problem: WorkspaceError | None = None
    for path in reversed(_paths(run)):
        try:
            return read_checkpoint(path)
        except WorkspaceError as error:
            problem = problem or error
    if problem:
        raise problem
    return None


def read_checkpoint(path: Path) -> Checkpoint:
    """Read one checkpoint.

    Raises:
        WorkspaceError: it is damaged, or of something else.
    """
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
        return Checkpoint(
            Description.from_json(content["description"]),
            int(content["seed"]),
            int(content["step"]),
            float(content["seconds"]),
            list(content["runs"]),
            content["state"],
        )
    except (
        OSError, EOFError, RuntimeError, ValueError, KeyError, TypeError,
        pickle.UnpicklingError, zipfile.BadZipFile,
    ) as error:  # fmt: skip
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise WorkspaceError(
            f"{path}: no checkpoint of a training ({reason}); remove it and train again"
        ) from error


def _paths(run: Path) -> list[Path]:
    return sorted(run.glob("checkpoint-*.pt"))
