"""Everything a kind's held-out clips are compared with, row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from filmgen.effects.clips import ONE_SHOT, ClipLabel
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.scores.nearest import TrainingIndex, repeats
from filmgen.effects.scores.quick import Reference
from filmgen.effects.scores.seam import seam
from filmgen.effects.scores.sets import RealSet, made_runs
from filmgen.effects.scores.shaded import PlateReference, picked, shaded
from filmgen.effects.scores.table import Row, Table
from filmgen.effects.threads import one_thread
from filmgen.media import FloatArray

LONG_FRAMES = 192
"""Of a long plate: eight seconds."""
LOOPS, LOOP_FRAMES = 12, 48


class Judge:
    """The held-out clips of a kind.

    Args:
        kind: of the clips.
        real: the held-out set.
        index: of the training clips; None leaves the distance to training out.
        shade: whether plates are scored too.
    """

    def __init__(
        self, kind: str, real: RealSet, index: TrainingIndex | None, *, shade: bool = True
    ) -> None:
        self.kind, self.real, self._index = kind, real, index
        self._picks = picked(real.windows)
        with one_thread():
            self._reference = Reference(real.clips)
            self._plates = PlateReference(shaded(real.clips, kind, self._picks)) if shade else None

    def row(
        self,
        maker: str,
        clips: FloatArray,
        *,
        owners: tuple[int, ...] | None = None,
        known: bool = False,
    ) -> Row:
        """Score fields (clips, 16, 3, rows, columns) that are cut as the held-out ones are.

        Args:
            owners: the run of each clip, where it is not as in the held-out set.
            known: the clips are training clips: distance to those says nothing.
        """
        with one_thread():
            row = scored(maker, self._reference.scores(clips))
            usual = self.real.windows.owners
            row = replace(row, repeats=repeats(self.real.clips, usual, clips, owners or usual))
            if self._index is not None and self.kind in self._index.kinds and not known:
                near = self._index.nearness(self.kind, clips)
                row = replace(row, nearest=near.ratio, copied=near.copied)
            if self._plates is not None:
                plates = shaded(clips, self.kind, self._picks)
                row = replace(row, plates=self._plates.scores(plates))
        return row

    def generator_row(self, maker: str, generator: FieldGenerator) -> Row:
        """Score a generator: its clips, its loops, and the late frames of its long plates."""

        def make(label: ClipLabel, frames: int) -> FloatArray:
            return np.concatenate(list(generator.fields(label, frames, loop=False)))

        plan = self.real.windows
        once = self.kind in ONE_SHOT
        with one_thread():
            runs = made_runs(make, plan, plan.frames if once else LONG_FRAMES)
        row = self.row(maker, plan.cut(runs))
        with one_thread():
            if once:
                return replace(row, late=self._late_half(plan.cut(runs)))
            late = self._reference.distance(plan.cut(runs, later=LONG_FRAMES - plan.frames))
            loops = [
                np.concatenate(list(generator.fields(label, LOOP_FRAMES, loop=True)))
                for label in plan.others()[:LOOPS]
            ]
        return replace(row, late=late / max(row.frechet, 1e-9), seam=seam(np.stack(loops)))

    def table(self, rows: tuple[Row, ...]) -> Table:
        """Put rows together."""
        plan = self.real.windows
        plates = len(self._picks) if self._plates is not None else 0
        return Table(self.kind, plan.clips, len(plan.labels), plates, rows)

    def _late_half(self, made: FloatArray) -> float:
        """What happens once has no long plates: the later half of its clips over the earlier."""
        starts = np.array([start for run in self.real.windows.starts for start in run])
        late = starts > np.median(starts)
        early, after = (
            Reference(self.real.clips[part]).distance(made[part]) for part in (~late, late)
        )
        return after / max(early, 1e-9)


def scored(maker: str, scores: dict[str, float]) -> Row:
    """A row of `Reference.scores` alone."""
    return Row(
        maker,
        frechet=scores["frechet"],
        spatial=scores["spatial"],
        temporal=scores["temporal"],
        diversity=scores["diversity"],
        arrow=scores["arrow"],
    )
