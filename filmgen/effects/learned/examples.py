"""Examples: windows of a dataset's runs, drawn by step number alone.

Runs are held in memory as float16 in model space (a run of 96 frames is 1.1 MB). What a step draws
depends on the seed, the step's number and the list of runs, so a training that was killed goes on
with the same examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from filmgen.effects.clips import ClipLabel, Dataset, FieldClip, read_dataset, read_run, run_paths
from filmgen.effects.learned.bands import Bands
from filmgen.effects.learned.conditions import features_of, features_size, mirrored
from filmgen.effects.learned.prior import Prior
from filmgen.effects.learned.space import GROUP_FRAMES, ModelSpace, measured_space, patched
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray

_MEASURED_RUNS = 48
"""Runs of each kind that the standardisation is measured on."""


_MEASURED_BATCHES = 24
"""That the sizes of bands are measured on, two windows of each kind."""


@dataclass(frozen=True)
class Batch:
    """Examples of one step, all of the same length.

    Attributes:
        groups: (B, G, rows / 2, columns / 2, PATCH) in model space.
        features: (B, G, features).
        kinds: int64 (B,), places in the model's kinds.
    """

    groups: Tensor
    features: Tensor
    kinds: Tensor

    def half(self) -> Batch:
        """The first half of the clips, or of the groups of a single one."""
        many, groups = self.groups.shape[:2]
        if many > 1:
            keep = slice((many + 1) // 2)
            return Batch(self.groups[keep], self.features[keep], self.kinds[keep])
        early = slice((groups + 1) // 2)
        return Batch(self.groups[:, early], self.features[:, early], self.kinds)


@dataclass(frozen=True)
class Run:
    """A run in memory.

    Attributes:
        values: float16 (T, 3, rows, columns) in model space.
    """

    name: str
    label: ClipLabel
    values: NDArray[np.float16]


@dataclass
class Examples:
    """Runs that are never held out, and how windows are drawn from them.

    Attributes:
        folder: of the dataset.
        dataset: its grid and rate.
        kinds: that are trained, sorted.
        space: standardisation; measured on the first runs found, and then kept.
    """

    folder: Path
    dataset: Dataset
    kinds: tuple[str, ...]
    space: ModelSpace
    runs: dict[str, list[Run]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """All runs in use, as KIND/SEED."""
        return [run.name for kind in self.kinds for run in self.runs.get(kind, [])]

    def rescan(self, names: Sequence[str] | None = None) -> int:
        """Read runs that came since, or exactly `names`; how many there are now.

        Raises:
            WorkspaceError: a run that is wanted is gone or damaged, or has another grid.
        """
        held = {run.name: run for runs in self.runs.values() for run in runs}
        found = names if names is not None else [_name(path) for path in self._paths()]
        self.runs = {kind: [] for kind in self.kinds}
        for name in found:
            run = held.get(name) or self._read(name)
            self.runs[run.label.kind].append(run)
        return len(found)

    def batch(self, draw: np.random.Generator, count: int, groups: int) -> Batch:
        """`count` windows of `groups` groups, kinds in turn, half of them mirrored.

        Runs shorter than the window are left out, unless a kind has no longer ones.

        Raises:
            WorkspaceError: no run of a kind is as long as the window.
        """
        shape = (groups * GROUP_FRAMES, 3, self.dataset.rows, self.dataset.columns)
        frames = np.empty((count, *shape), np.float32)
        features = np.empty((count, groups, features_size(self.kinds)), np.float32)
        kinds = (np.arange(count) + int(draw.integers(len(self.kinds)))) % len(self.kinds)
        for place, kind in enumerate(kinds):
            run, start, flip = self._drawn(draw, self.kinds[kind], len(frames[0]))
            window = run.values[start : start + len(frames[0])]
            frames[place] = window[..., ::-1] if flip else window
            label = mirrored(run.label) if flip else run.label
            features[place] = features_of(
                label, self.kinds, start, groups, float(self.dataset.rate)
            )
        return Batch(
            patched(torch.from_numpy(frames)),
            torch.from_numpy(features),
            torch.from_numpy(kinds.astype(np.int64)),
        )

    def measure(self, prior: Prior) -> None:
        """Measure a prior of these kinds on all runs in use, and on their mirror images."""
        for place, kind in enumerate(self.kinds):
            runs = []
            for run in self.runs[kind]:
                frames = torch.from_numpy(run.values.astype(np.float32))
                for label, seen in ((run.label, frames), (mirrored(run.label), frames.flip(-1))):
                    told = features_of(label, self.kinds, 0, 1, float(self.dataset.rate))
                    runs.append((seen, torch.from_numpy(told)))
            prior.measure(place, runs)

    def measure_bands(self, bands: Bands) -> None:
        """Measure how large the bands of these kinds usually are."""
        groups = min(6, self.longest_groups())
        batches = [
            self.batch(np.random.default_rng(number), 2 * len(self.kinds), groups)
            for number in range(_MEASURED_BATCHES)
        ]
        bands.measure([(batch.groups, batch.kinds) for batch in batches])

    def longest_groups(self) -> int:
        """Groups of a window that every kind has a run for."""
        lengths = [
            max((len(run.values) for run in self.runs[kind]), default=0) for kind in self.kinds
        ]
        return min(lengths) // GROUP_FRAMES

    def _drawn(self, draw: np.random.Generator, kind: str, length: int) -> tuple[Run, int, bool]:
        fits = [run for run in self.runs[kind] if len(run.values) >= length]
        if not fits:
            raise WorkspaceError(
                f"{self.folder}: no run of {kind} has {length} frames; simulate longer ones"
            )
        run = fits[int(draw.integers(len(fits)))]
        spare = len(run.values) - length
        # Uniform over starts would show the first frames of an event least, though they are the
        # hardest: the first start gets a share of its own.
        start = max(0, int(draw.integers(-(spare // 6) - 1, spare + 1)))
        return run, start, bool(draw.integers(2))

    def _paths(self) -> list[Path]:
        return list(run_paths(self.folder, self.kinds, held_out=False))

    def _read(self, name: str) -> Run:
        clip = _read_checked(self.folder / f"{name}.npz", self.dataset)
        values = self.space.standardised(clip.fields, clip.label.kind).astype(np.float16)
        return Run(name, clip.label, values)


def open_examples(
    folder: Path, kinds: Sequence[str] | None = None, space: ModelSpace | None = None
) -> Examples:
    """Open a dataset for training; reads no more runs than the standardisation needs.

    Args:
        folder: of the dataset.
        kinds: to train on; by default the dataset's that have runs.
        space: standardisation of a training that goes on; by default measured.

    Raises:
        WorkspaceError: there is no data, none of a kind, or it is damaged.
    """
    dataset = read_dataset(folder)
    wanted = tuple(sorted(kinds or dataset.kinds))
    paths = {kind: list(run_paths(folder, (kind,), held_out=False)) for kind in wanted}
    missing = [kind for kind in wanted if not paths[kind]]
    if kinds is None and len(missing) < len(wanted):
        wanted = tuple(kind for kind in wanted if paths[kind])
    elif missing:
        raise WorkspaceError(
            f"{folder}: no runs of {', '.join(missing)} to train on; make some with `filmgen "
            f"effects simulate {missing[0]} -o {folder}`"
        )
    if dataset.rows % 8 or dataset.columns % 8:
        raise WorkspaceError(
            f"{folder}: a grid of {dataset.rows} rows by {dataset.columns} columns, where the "
            "networks need multiples of 8; simulate again on such a grid"
        )
    if space is None:
        runs: dict[str, list[FloatArray]] = {}
        for kind in wanted:
            some = paths[kind][:: max(1, len(paths[kind]) // _MEASURED_RUNS)]
            runs[kind] = [_read_checked(path, dataset).fields for path in some]
        space = measured_space(runs)
    return Examples(folder, dataset, wanted, space)


def held_out_clips(
    folder: Path, dataset: Dataset, kind: str, most: int, least_frames: int
) -> list[tuple[ClipLabel, FloatArray]]:
    """Labels and fields of up to `most` held-out runs of a kind that are long enough."""
    made = []
    for path in run_paths(folder, (kind,), held_out=True):
        clip = _read_checked(path, dataset)
        if len(clip.fields) >= least_frames:
            made.append((clip.label, clip.fields))
        if len(made) == most:
            break
    return made


def _read_checked(path: Path, dataset: Dataset) -> FieldClip:
    clip = read_run(path, Fraction(dataset.rate))
    if clip.fields.shape[2:] != (dataset.rows, dataset.columns):
        rows, columns = clip.fields.shape[2:]
        raise WorkspaceError(
            f"{path}: {rows} rows by {columns} columns in a dataset of {dataset.rows} by "
            f"{dataset.columns}; simulate it again, or take it out"
        )
    if not np.isfinite(clip.fields).all():
        raise WorkspaceError(
            f"{path}: values that are no numbers; simulate it again, or take it out"
        )
    if clip.label.kind != path.parent.name:
        raise WorkspaceError(
            f"{path}: labelled {clip.label.kind!r} in the folder of {path.parent.name!r}; move it"
        )
    return clip


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"
