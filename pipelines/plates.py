"""Effects plates: data, training, scores, plates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filmgen.effects.clips import Dataset
from filmgen.effects.simulated_data import (
    check_space,
    checked_kinds,
    make_runs,
    missing_tasks,
    open_dataset,
)
from filmgen.engines.effects.requests import require_device
from filmgen.farm.local import LocalFarm
from filmgen.progress import Progress
from filmgen.workspace import explained


@dataclass(frozen=True)
class SimulatedData:
    """What `simulate_data` did: runs `made` now and `kept` from before."""

    folder: Path
    dataset: Dataset
    made: int
    kept: int


def simulate_data(
    kinds: Sequence[str],
    folder: Path,
    *,
    clips: int,
    frames: int,
    dim: int,
    seed: int,
    jobs: int,
    device: str,
    progress: Progress,
) -> SimulatedData:
    """Simulate runs number `seed` to `seed + clips - 1` of each kind that are not there yet.

    Raises:
        ConfigError: a kind that nothing simulates.
        EngineUnavailable: torch has no such device.
        WorkspaceError: the folder holds other data, or is full or unwritable.
        WorkerDied: a worker was killed.
    """
    kinds = checked_kinds(kinds, dim)
    numbers = range(seed, seed + clips)
    tasks = missing_tasks(folder, kinds, numbers, frames=frames, dim=dim, device=device)
    missing, wanted = sum(len(task.labels) for task in tasks), clips * len(kinds)
    check_space(folder, tasks)
    require_device("simulation", device)
    with explained(folder):
        dataset = open_dataset(folder, kinds, dim)
    progress.stage("runs", wanted)
    for _ in range(wanted - missing):
        progress.advance("", reused=True)
    with LocalFarm(min(jobs, len(tasks)) if jobs else 0) as farm:
        for _, result in farm.map(make_runs, tasks):
            if isinstance(result, Exception):
                raise result
            for subject in result:
                progress.advance(subject, reused=False)
    progress.done()
    return SimulatedData(folder, dataset, missing, wanted - missing)
