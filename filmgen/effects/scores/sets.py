"""Sets of clips that are scored: the same windows of the same labels, whoever makes them.

Labels move the figures as much as a model does. So every maker is asked for clips of the very
labels that the held-out runs have (with other seeds), and they are cut in the same places. What
is left between two sets is who made them, and chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.effects.clips import ClipLabel, read_dataset, read_run, run_paths
from filmgen.effects.scores.space import FRAMES
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray

CLIPS = 96
"""Clips of every set: figures of sets of another size cannot be compared."""
RUNS = 24
"""Runs that a set is cut from, where there are as many."""
OTHER_SEED = 600_000
"""Added to a label's seed for another run of the same label."""


@dataclass(frozen=True)
class Windows:
    """Where the clips of a set lie in its runs.

    Attributes:
        labels: of the runs.
        starts: for each run, the first frames of its clips.
    """

    labels: tuple[ClipLabel, ...]
    starts: tuple[tuple[int, ...], ...]

    @property
    def clips(self) -> int:
        return sum(map(len, self.starts))

    @property
    def frames(self) -> int:
        """Frames that a run needs."""
        return max(max(starts) for starts in self.starts if starts) + FRAMES

    @property
    def owners(self) -> tuple[int, ...]:
        """For each clip, the number of its run."""
        return tuple(run for run, starts in enumerate(self.starts) for _ in starts)

    def others(self) -> tuple[ClipLabel, ...]:
        """The same labels with other seeds; held out like them."""
        return tuple(replace(label, seed=label.seed + OTHER_SEED) for label in self.labels)

    def cut(self, runs: Sequence[FloatArray], *, later: int = 0) -> FloatArray:
        """Clips (clips, FRAMES, 3, rows, columns) of runs (T, 3, rows, columns).

        Args:
            runs: as many as labels, in their order.
            later: frames that every clip starts later than `starts` says.
        """
        return np.stack(
            [
                run[start + later : start + later + FRAMES]
                for run, starts in zip(runs, self.starts, strict=True)
                for start in starts
            ]
        )


def windows(labels: Sequence[ClipLabel], lengths: Sequence[int], count: int = CLIPS) -> Windows:
    """`count` windows, as evenly spread over runs and over their frames as can be."""
    shares = np.diff(np.arange(len(labels) + 1) * count // len(labels))
    starts = []
    for index, (length, share) in enumerate(zip(lengths, shares, strict=True)):
        # one window a run: at another place in each
        alone = [index * 0.618034 % 1.0]
        at = alone if share == 1 else np.linspace(0.0, 1.0, share).tolist()
        starts.append(tuple(round(a * (length - FRAMES)) for a in at))
    return Windows(tuple(labels), tuple(starts))


def alike_set(data: Path, plan: Windows) -> FloatArray:
    """Clips of those training runs whose labels are nearest to a plan's, cut as it says.

    Every run serves once, and may be mirrored to have its wind from the right side.

    Raises:
        WorkspaceError: there are fewer of them than the plan has runs, or one is damaged.
    """
    kind, rate = plan.labels[0].kind, Fraction(read_dataset(data).rate)
    known = [read_run(path, rate) for path in run_paths(data, (kind,), held_out=False)]
    known = [clip for clip in known if len(clip.fields) >= plan.frames]
    if len(known) < len(plan.labels):
        raise WorkspaceError(
            f"{data}: {len(known)} runs of {kind} to train on with {plan.frames} frames, as many "
            f"as are held out are needed: {len(plan.labels)}; simulate more"
        )
    gaps = [
        (_gap(label, clip.label, side), wanted, found, side)
        for wanted, label in enumerate(plan.labels)
        for found, clip in enumerate(known)
        for side in (1, -1)
    ]
    runs: dict[int, FloatArray] = {}
    taken: set[int] = set()
    for _, wanted, found, side in sorted(gaps):
        if wanted not in runs and found not in taken:
            runs[wanted] = known[found].fields[..., ::side]
            taken.add(found)
    return plan.cut([runs[wanted] for wanted in range(len(plan.labels))])


def _gap(a: ClipLabel, b: ClipLabel, side: int) -> float:
    """Distance of two labels, each part over about its spread."""
    return math.hypot(
        4.0 * (a.intensity - b.intensity),
        1.7 * (a.wind - side * b.wind),
        2.5 * math.log2(a.scale / b.scale),
    )


@dataclass(frozen=True)
class RealSet:
    """Runs of a kind and the clips cut from them."""

    windows: Windows
    clips: FloatArray


def real_set(
    data: Path, kind: str, *, held_out: bool, most: int = RUNS, count: int = CLIPS
) -> RealSet:
    """Cut a set from the runs of a dataset that are held out, or from those that are not.

    Raises:
        WorkspaceError: there are fewer than two such runs of `FRAMES` frames, or one is damaged.
    """
    rate = Fraction(read_dataset(data).rate)
    labels, runs = [], []
    for path in run_paths(data, (kind,), held_out=held_out):
        clip = read_run(path, rate)
        if len(clip.fields) >= FRAMES:
            labels.append(clip.label)
            runs.append(clip.fields)
        if len(runs) == most:
            break
    if len(runs) < 2:
        which = "held-out runs (numbers divisible by 6)" if held_out else "runs to train on"
        raise WorkspaceError(
            f"{data}: {len(runs)} {which} of {kind} with {FRAMES} frames or more, scores need 2 at "
            f"least and compare well from {RUNS}; simulate more"
        )
    plan = windows(labels, [len(run) for run in runs], count)
    return RealSet(plan, plan.cut(runs))


def made_runs(
    make: Callable[[ClipLabel, int], FloatArray], plan: Windows, frames: int
) -> list[FloatArray]:
    """A run (frames, 3, rows, columns) of every label of a plan, with other seeds."""
    return [make(label, frames) for label in plan.others()]
