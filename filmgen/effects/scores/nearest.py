"""Distance to the nearest training clip: whether a model made its clips or remembers them.

A descriptor stands for `SPAN` frames: model space, each channel over its spread, averaged over
two frames and 4x4 cells, and thrown to `SIZE` figures by a fixed random projection, which keeps
distances to some 7 % (Johnson and Lindenstrauss). The index holds one for every `STEP` frames of
every training run. A clip of 16 frames is asked for at each of `STEP` shifts, as it is and
mirrored, so that a copy is found whatever frame it starts with. Distances are over the
descriptor's own length: empty clips are nobody's copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.clips import read_dataset, read_run, run_paths
from filmgen.effects.scores.diversity import distances
from filmgen.effects.scores.sets import real_set
from filmgen.effects.scores.space import FRAMES, LEAST_SPREAD, model_space
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray

SPAN, STEP, SIZE = 12, 5, 96
LOW = 0.05
"""The quantile of distances that is compared: the nearest clips decide."""
COPY = 0.5
"""A made clip nearer to training than this share of what held-out clips are is a copy."""
_EDGE = 4
_LEAST = 1e-6
_PART = 256


@dataclass(frozen=True)
class Nearness:
    """How near a set comes to training.

    Attributes:
        ratio: of low quantiles, made to training over held-out to training; 1 is right.
        copied: share of the made clips that are copies.
    """

    ratio: float
    copied: float


@dataclass(frozen=True)
class TrainingIndex:
    """Descriptors of the training runs, by kind.

    Attributes:
        descriptors: float16 (spans, SIZE).
        spread: float32 (3,), the channels' in model space.
        usual: distances of the held-out clips, float32 (n,).
    """

    descriptors: dict[str, NDArray[np.float16]]
    spread: dict[str, FloatArray]
    usual: dict[str, FloatArray]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(self.descriptors))

    def distances(self, kind: str, clips: FloatArray) -> FloatArray:
        """Of each clip (n, 16, 3, rows, columns) from the nearest span of training."""
        return _nearest(clips, self.descriptors[kind].astype(np.float32), self.spread[kind])

    def nearness(self, kind: str, clips: FloatArray) -> Nearness:
        """Of made clips, beside the held-out ones."""
        usual = float(np.quantile(self.usual[kind], LOW))
        made = self.distances(kind, clips)
        return Nearness(
            ratio=float(np.quantile(made, LOW)) / max(usual, _LEAST),
            copied=float((made < COPY * usual).mean()),
        )

    def save(self, path: Path) -> None:
        """Write as a compressed archive."""
        arrays: dict[str, NDArray[Any]] = {}
        for kind in self.kinds:
            arrays[f"{kind}/descriptors"] = self.descriptors[kind]
            arrays[f"{kind}/spread"] = self.spread[kind]
            arrays[f"{kind}/usual"] = self.usual[kind]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> TrainingIndex:
        """Read what `save` wrote.

        Raises:
            WorkspaceError: there is no index, or a damaged one.
        """
        parts: dict[str, dict[str, Any]] = {"descriptors": {}, "spread": {}, "usual": {}}
        try:
            with np.load(path, allow_pickle=False) as data:
                for name in data.files:
                    kind, part = name.split("/")
                    parts[part][kind] = data[name]
            sizes = {table.shape[1] for table in parts["descriptors"].values()}
        except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
            raise WorkspaceError(
                f"{path}: no index of training clips ({error}); give the data folder (--data)"
            ) from error
        if sizes != {SIZE}:
            raise WorkspaceError(
                f"{path}: an index of another version; give the data folder (--data)"
            )
        return cls(**parts)


def build_index(data: Path, kinds: tuple[str, ...]) -> TrainingIndex:
    """Index the runs of a dataset that are trained on; held-out ones tell what is usual.

    Raises:
        WorkspaceError: a kind has too few runs of either sort, or one is damaged.
    """
    index = TrainingIndex({}, {}, {})
    rate = Fraction(read_dataset(data).rate)
    for kind in kinds:
        held_out = real_set(data, kind, held_out=True).clips
        spread = np.maximum(model_space(held_out).std(axis=(0, 1, 3, 4)), np.float32(LEAST_SPREAD))
        spans = []
        for path in run_paths(data, (kind,), held_out=False):
            run = read_run(path, rate).fields
            starts = range(0, len(run) - SPAN + 1, STEP)
            spans += [run[start : start + SPAN] for start in starts]
        if not spans:
            raise WorkspaceError(f"{data}: no runs of {kind} to train on; simulate more")
        found = [
            descriptors(np.stack(spans[at : at + 256]), spread) for at in range(0, len(spans), 256)
        ]
        index.descriptors[kind] = np.concatenate(found).astype(np.float16)
        index.spread[kind] = spread
        index.usual[kind] = index.distances(kind, held_out)
    return index


def repeats(
    real: FloatArray,
    real_runs: tuple[int, ...],
    made: FloatArray,
    made_runs: tuple[int, ...],
) -> float:
    """Low quantile of the distance to the nearest clip of another run, made over real.

    1 is right; near 0 the same clips come again.

    Args:
        real, made: fields (n, 16, 3, rows, columns).
        real_runs, made_runs: the run of each clip.
    """
    spread = np.maximum(model_space(real).std(axis=(0, 1, 3, 4)), np.float32(LEAST_SPREAD))

    def low(clips: FloatArray, runs: tuple[int, ...]) -> float:
        own = descriptors(clips[:, :SPAN], spread)
        apart = distances(own, own) / np.maximum(np.linalg.norm(own, axis=1), _LEAST)[:, None]
        apart[np.equal.outer(runs, runs)] = np.inf
        return float(np.quantile(apart.min(axis=1), LOW))

    return low(made, made_runs) / max(low(real, real_runs), _LEAST)


def descriptors(spans: FloatArray, spread: FloatArray) -> FloatArray:
    """Of fields (n, SPAN, 3, rows, columns), float32 (n, SIZE)."""
    n, frames, channels, rows, columns = spans.shape
    high, wide = rows // _EDGE, columns // _EDGE
    space = model_space(spans[..., : high * _EDGE, : wide * _EDGE]) / spread[:, None, None]
    cells = space.reshape(n, frames // 2, 2, channels, high, _EDGE, wide, _EDGE)
    flat = cells.mean(axis=(2, 5, 7)).reshape(n, -1)
    made: FloatArray = flat @ _projection(flat.shape[1])
    return made


@cache
def _projection(inputs: int) -> FloatArray:
    chance = np.random.default_rng(7)
    return chance.standard_normal((inputs, SIZE), np.float32) / np.float32(np.sqrt(SIZE))


def _nearest(clips: FloatArray, known: FloatArray, spread: FloatArray) -> FloatArray:
    best = np.full(len(clips), np.inf, np.float32)
    for view in (clips, clips[..., ::-1]):
        for shift in range(min(STEP, FRAMES - SPAN + 1)):
            own = descriptors(view[:, shift : shift + SPAN], spread)
            apart = distances(own, known).min(axis=1)
            size = np.maximum(np.linalg.norm(own, axis=1), _LEAST)
            best = np.minimum(best, (apart / size).astype(np.float32))
    return best
