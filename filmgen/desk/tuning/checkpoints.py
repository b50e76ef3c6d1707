"""Checkpoints of a tuning: whole or not there; the newest and the best weights are kept."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

from filmgen.errors import WorkspaceError


def save_state(path: Path, state: dict[str, Any]) -> None:
    """Write a state in place of the one before it.

    Raises:
        WorkspaceError: it cannot be written; the one before it stands.
    """
    import torch

    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            torch.save(state, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, RuntimeError) as error:
        raise WorkspaceError(
            f"{path}: the checkpoint cannot be written ({_reason(error)}); free some space and run "
            "again, the one before it stands"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def load_state(path: Path) -> dict[str, Any] | None:
    """A state, on the CPU; None where there is none.

    Raises:
        WorkspaceError: it is damaged.
    """
    import torch

    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        return state
    except FileNotFoundError:
        return None
    except (
        OSError, EOFError, RuntimeError, ValueError, KeyError, pickle.UnpicklingError,
        zipfile.BadZipFile,
    ) as error:  # fmt: skip
        raise WorkspaceError(
            f"{path}: the checkpoint is damaged ({_reason(error)}); begin anew with --fresh"
        ) from error


def _reason(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:  # torch wraps the system's own words in its own
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        cause = cause.__cause__ or cause.__context__
    return (str(error).splitlines() or [type(error).__name__])[0]
