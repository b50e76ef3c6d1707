"""Clips that the effects benchmark compares: held-out runs, other runs of the same labels, 2D."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from filmgen.effects.clips import (
    COLUMNS,
    HELD_OUT_EVERY,
    MODEL_KINDS,
    ROWS,
    ClipLabel,
    Dataset,
    read_dataset,
    read_run,
    run_paths,
    write_dataset,
    write_run,
)
from filmgen.effects.fluids.flat_clips import simulate_flat_clip
from filmgen.effects.fluids.labels import label_of, run_frames
from filmgen.effects.fluids.simulated_data import run_path
from filmgen.effects.fluids.volume import RATE, simulate_clips
from filmgen.effects.scores.evaluate import PCA_CLIPS
from filmgen.effects.scores.pca_video import PcaVideo
from filmgen.effects.scores.sets import CLIPS, RUNS, RealSet, Windows, real_set, windows
from filmgen.effects.threads import one_thread
from filmgen.media import FloatArray

Told = Callable[[str], None]
_BATCH = 4


def held_out_set(data: Path | None, cache: Path, kind: str, told: Told) -> RealSet:
    """The first `RUNS` held-out 3D runs: those a dataset has, the others simulated once.

    A dataset with labels of its own (footage) is taken as it is.
    """
    labels = [label_of(kind, HELD_OUT_EVERY * n) for n in range(RUNS)]
    found = {}
    if data is not None:
        for path in run_paths(data, (kind,), held_out=True):
            clip = read_run(path, read_dataset(data).rate)
            found[clip.label] = clip.fields
        if found and not any(label in found for label in labels):
            return real_set(data, kind, held_out=True)
    folder = cache / "held-out"
    _simulate([label for label in labels if label not in found], folder, told)
    runs = [found[label] if label in found else _read(folder, label) for label in labels]
    plan = windows(labels, [len(run) for run in runs])
    return RealSet(plan, plan.cut(runs))


def floor_runs(plan: Windows, cache: Path, told: Told) -> list[FloatArray]:
    """3D runs of a plan's labels with other seeds, simulated once into the cache."""
    folder = cache / "floor"
    _simulate(plan.others(), folder, told)
    return [_read(folder, label) for label in plan.others()]


def _simulate(labels: Sequence[ClipLabel], folder: Path, told: Told) -> None:
    write_dataset(folder, Dataset(ROWS, COLUMNS, RATE, 3, MODEL_KINDS))
    missing = [label for label in labels if not run_path(folder, label).exists()]
    for first in range(0, len(missing), _BATCH):
        part = missing[first : first + _BATCH]
        with one_thread():
            clips = simulate_clips(part, run_frames(part[0].kind))
        for clip in clips:
            write_run(folder, clip)
        told(f"simulated {part[0].kind}: {first + len(part)} of {len(missing)} runs")


def _read(folder: Path, label: ClipLabel) -> FloatArray:
    return read_run(run_path(folder, label), RATE).fields


def naive_clips(
    data: Path | None, kind: str, runs: Sequence[FloatArray], plan: Windows
) -> FloatArray:
    """Clips of the PCA video model, fitted to a dataset's training runs, else to `runs`."""
    if data is not None:
        clips = real_set(data, kind, held_out=False, most=100_000, count=PCA_CLIPS).clips
    else:
        clips = windows(plan.others(), [len(run) for run in runs], PCA_CLIPS).cut(runs)
    return PcaVideo.fit(clips).sample(CLIPS, seed=0)


def flat_run(label: ClipLabel, frames: int) -> FloatArray:
    """A run of the 2D simulation."""
    return simulate_flat_clip(label, frames).fields
