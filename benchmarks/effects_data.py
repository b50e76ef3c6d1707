"""Clips that the effects benchmark compares: held-out runs, other runs of the same labels, 2D."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from filmgen.effects.clips import (
    COLUMNS,
    HELD_OUT_EVERY,
    MODEL_KINDS,
    ROWS,
    ClipLabel,
    Dataset,
    read_run,
    write_dataset,
    write_run,
)
from filmgen.effects.flat_clips import simulate_flat_clip
from filmgen.effects.pca_video import PcaVideo
from filmgen.effects.recording import record, run_frames
from filmgen.effects.scores.evaluate import PCA_CLIPS
from filmgen.effects.scores.sets import CLIPS, RUNS, RealSet, Windows, real_set, windows
from filmgen.effects.simulated_data import run_path
from filmgen.effects.threads import one_thread
from filmgen.effects.volume import RATE, simulate_clips
from filmgen.media import FloatArray

Told = Callable[[str], None]
_BATCH = 4


def held_out_set(data: Path | None, cache: Path, kind: str, told: Told) -> RealSet:
    """Held-out 3D runs: a dataset's, or `RUNS` of them simulated once into the cache."""
    if data is None:
        data = cache / "held-out"
        seeds = range(0, HELD_OUT_EVERY * RUNS, HELD_OUT_EVERY)
        with one_thread():
            record(
                data, [kind], list(seeds), done=lambda path: told(f"simulated {kind} {path.stem}")
            )
    return real_set(data, kind, held_out=True)


def floor_runs(plan: Windows, cache: Path, kind: str, told: Told) -> list[FloatArray]:
    """3D runs of a plan's labels with other seeds, simulated once into the cache."""
    folder = cache / "floor"
    write_dataset(folder, Dataset(ROWS, COLUMNS, RATE, 3, MODEL_KINDS))
    missing = [label for label in plan.others() if not run_path(folder, label).exists()]
    for first in range(0, len(missing), _BATCH):
        part = missing[first : first + _BATCH]
        with one_thread():
            for clip in simulate_clips(part, max(run_frames(kind), plan.frames)):
                write_run(folder, clip)
                told(f"simulated {kind} {clip.label.seed}")
    rate = Fraction(RATE)
    return [read_run(run_path(folder, label), rate).fields for label in plan.others()]


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
