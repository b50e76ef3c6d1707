"""Datasets of simulated runs: which labels they have, and their recording, which can be resumed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from filmgen.effects.clips import (
    COLUMNS,
    ONE_SHOT,
    ROWS,
    ClipLabel,
    Dataset,
    write_dataset,
    write_run,
)
from filmgen.effects.volume import RATE, simulate_clips

RUN_FRAMES = 96
ONE_SHOT_FRAMES = 72
_CALM_SHARE = 0.3
"""Share of the runs without wind."""


def label_of(kind: str, seed: int) -> ClipLabel:
    """The label of a dataset's run: intensity, wind and scale are drawn by its seed."""
    rng = np.random.default_rng((zlib.crc32(b"label"), zlib.crc32(kind.encode()), seed))
    intensity, wind, scale, calm = rng.uniform(0.0, 1.0, 4)
    return ClipLabel(
        kind=kind,
        intensity=round(0.15 + 0.85 * float(intensity), 3),
        wind=0.0 if calm < _CALM_SHARE else round(2.0 * float(wind) - 1.0, 3),
        scale=round(0.6 * (1.7 / 0.6) ** float(scale), 3),
        seed=seed,
    )


def run_frames(kind: str) -> int:
    """Frames of a recorded run."""
    return ONE_SHOT_FRAMES if kind in ONE_SHOT else RUN_FRAMES


def record(
    folder: Path,
    kinds: Sequence[str],
    seeds: Sequence[int],
    *,
    batch: int = 4,
    device: str = "cpu",
    done: Callable[[Path], None] = lambda _: None,
) -> list[Path]:
    """Simulate the runs a folder lacks; those that exist are kept.

    Args:
        seeds: of the runs of every kind; see `ClipLabel.held_out`.
        batch: runs simulated together.
        done: told of every run as it is written.

    Returns:
        Files of all the runs asked for.
    """
    write_dataset(folder, Dataset(ROWS, COLUMNS, RATE, 3, tuple(sorted(kinds))))
    wanted = [(kind, seed, folder / kind / f"{seed:05d}.npz") for seed in seeds for kind in kinds]
    for kind in kinds:
        missing = [seed for k, seed, path in wanted if k == kind and not path.exists()]
        for part in _batches(missing, batch):
            labels = [label_of(kind, seed) for seed in part]
            for clip in simulate_clips(labels, run_frames(kind), device=device):
                done(write_run(folder, clip))
    return [path for _, _, path in wanted]


def _batches(seeds: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(seeds), size):
        yield seeds[start : start + size]
