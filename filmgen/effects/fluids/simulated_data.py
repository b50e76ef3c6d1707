"""A dataset of simulated runs as tasks for processes: those that are missing are made.

Run number n of a kind is the same run in every dataset (see `labels.label_of`), so one can be
made in any order, on several machines, and go on after a kill.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from filmgen.effects.clips import (
    COLUMNS,
    DATASET_FILE,
    FIELDS,
    ROWS,
    ClipLabel,
    Dataset,
    FieldClip,
    read_dataset,
    write_dataset,
    write_run,
)
from filmgen.effects.fluids.labels import label_of, run_frames
from filmgen.effects.fluids.volume import RATE, simulate_clips
from filmgen.effects.threads import one_thread
from filmgen.errors import ConfigError, WorkspaceError

BATCH = 4
"""Runs a task simulates together: larger batches are no faster on a CPU."""
_PACKED = 0.75
"""Of a run's bytes in float16, what is left on disk; fires are emptier, so this is the most."""


@dataclass(frozen=True)
class RunTask:
    """Runs of one kind to make together; travels to a worker process."""

    folder: Path
    labels: tuple[ClipLabel, ...]
    frames: int
    dim: int
    device: str


def checked_kinds(kinds: Sequence[str], dim: int) -> tuple[str, ...]:
    """The kinds, each once, in the order given.

    Raises:
        ConfigError: one that has no recipe in so many dimensions.
    """
    known: Collection[str]
    if dim == 3:
        from filmgen.effects.fluids.volume_recipes import VOLUMES

        known = VOLUMES
    else:
        from filmgen.effects.fluids.recipes import FLUIDS

        known = FLUIDS
    for kind in kinds:
        if kind not in known:
            near = difflib.get_close_matches(kind, known, n=1, cutoff=0.5)
            guess = f"did you mean {near[0]}? " if near else ""
            raise ConfigError(
                "KIND",
                f"nothing simulates {kind!r} in {dim}D; {guess}"
                f"There are {', '.join(sorted(known))}",
            )
    return tuple(dict.fromkeys(kinds))


def open_dataset(folder: Path, kinds: Sequence[str], dim: int) -> Dataset:
    """Make or extend the folder's `data.json`.

    Raises:
        WorkspaceError: the folder holds data of another grid or dimension.
    """
    wanted = Dataset(ROWS, COLUMNS, RATE, dim, tuple(sorted(set(kinds))))
    if (folder / DATASET_FILE).exists():
        found = read_dataset(folder)
        if (found.rows, found.columns, found.rate, found.dim) != (ROWS, COLUMNS, RATE, dim):
            raise WorkspaceError(
                f"{folder}: holds {found.dim}D data of {found.columns}x{found.rows} at "
                f"{found.rate} frames/s, not {dim}D of {COLUMNS}x{ROWS} at {RATE}; choose another "
                "-o folder"
            )
        wanted = Dataset(ROWS, COLUMNS, RATE, dim, tuple(sorted({*found.kinds, *kinds})))
        if wanted == found:
            return found
    write_dataset(folder, wanted)
    return wanted


def run_path(folder: Path, label: ClipLabel) -> Path:
    """Where `clips.write_run` puts a run."""
    return folder / label.kind / f"{label.seed:05d}.npz"


def missing_tasks(
    folder: Path, kinds: Sequence[str], numbers: range, *, frames: int, dim: int, device: str
) -> list[RunTask]:
    """The runs that are not there yet, a batch of one kind a task.

    Args:
        frames: of each run; 0 for as many as `labels.run_frames` takes.
    """
    tasks = []
    for kind in kinds:
        labels = [label_of(kind, number) for number in numbers]
        missing = [label for label in labels if not run_path(folder, label).exists()]
        for first in range(0, len(missing), BATCH):
            part = tuple(missing[first : first + BATCH])
            tasks.append(RunTask(folder, part, frames or run_frames(kind), dim, device))
    return tasks


def check_space(folder: Path, tasks: Sequence[RunTask]) -> None:
    """See that the tasks' runs fit on the disk.

    Raises:
        WorkspaceError: they do not.
    """
    runs = sum(len(task.labels) for task in tasks)
    frames = sum(len(task.labels) * task.frames for task in tasks)
    need = round(frames * len(FIELDS) * ROWS * COLUMNS * 2 * _PACKED)
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    if need > free:
        raise WorkspaceError(
            f"{folder}: {runs} runs need about {_amount(need)}, {_amount(free)} are free; ask for "
            "fewer --clips or choose another -o folder"
        )


def _amount(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def make_runs(task: RunTask) -> list[str]:
    """Simulate and write a task's runs; returns what was made, in words. Runs in a worker.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    with one_thread():
        clips = _simulate(task)
    try:
        for clip in clips:
            write_run(task.folder, clip)
    except OSError as error:
        raise WorkspaceError(
            f"{task.folder}: cannot write ({error.strerror or error}); free space and run again, "
            "runs that exist stay"
        ) from error
    return [f"{label.kind} {label.seed:05d}" for label in task.labels]


def _simulate(task: RunTask) -> list[FieldClip]:
    if task.dim == 3:
        return simulate_clips(task.labels, task.frames, device=task.device)
    from filmgen.effects.fluids.flat_clips import simulate_flat_clip

    return [simulate_flat_clip(label, task.frames, device=task.device) for label in task.labels]
