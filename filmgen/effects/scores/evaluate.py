"""Score a training or a weights file against the held-out runs of a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from filmgen.effects.learned import weights
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.learned.objective import make_objective
from filmgen.effects.scores.judge import Judge
from filmgen.effects.scores.nearest import build_index
from filmgen.effects.scores.pca_video import PcaVideo
from filmgen.effects.scores.sets import CLIPS, alike_set, real_set
from filmgen.effects.scores.table import Evaluation, Row
from filmgen.errors import WorkspaceError
from filmgen.progress import Progress, Silent

PCA_CLIPS = 4 * CLIPS
"""Training clips that the naive model is fitted to, where there are as many frames."""
ALL_RUNS = 100_000


def evaluate(
    model: Path,
    data: Path,
    *,
    kinds: Sequence[str] | None = None,
    shade: bool = True,
    device: str = "cpu",
    progress: Progress | None = None,
) -> Evaluation:
    """One table a kind: the model, the naive model, and training clips of like labels as the floor.

    Args:
        model: a training's folder, whose newest checkpoint is taken, or a weights file.
        data: a dataset folder; its held-out runs are what is scored against.
        kinds: of those the model knows; None takes all.
        shade: whether shaded plates are scored too.
        progress: told of every row.

    Raises:
        WorkspaceError: the folder holds no training, or too few runs of a kind.
        EngineUnavailable: the weights cannot be used.
    """
    generator, name = load_generator(model, device)
    told = progress or Silent()
    wanted = tuple(kinds or generator.kinds)
    told.stage("evaluate", 3 * len(wanted))
    index = build_index(data, wanted)
    tables = []
    for kind in wanted:
        judge = Judge(kind, real_set(data, kind, held_out=True), index, shade=shade)
        rows: list[Row] = [judge.generator_row(name, generator)]
        told.advance(f"{kind}: {name}", reused=False)
        rows.append(pca_row(judge, data))
        told.advance(f"{kind}: PCA", reused=False)
        rows.append(training_row(judge, data))
        told.advance(f"{kind}: training clips", reused=False)
        tables.append(judge.table(tuple(rows)))
    return Evaluation(tuple(tables))


def pca_row(judge: Judge, data: Path) -> Row:
    """The naive model, fitted to training clips of the same ages as the held-out ones."""
    clips = real_set(data, judge.kind, held_out=False, most=ALL_RUNS, count=PCA_CLIPS).clips
    made = PcaVideo.fit(clips).sample(len(judge.real.clips), seed=0)
    return judge.row("PCA", made, owners=tuple(range(len(made))))


def training_row(judge: Judge, data: Path) -> Row:
    """Training runs whose labels are nearest to the held-out ones: a floor for free."""
    return judge.row("training clips", alike_set(data, judge.real.windows), known=True)


def load_generator(model: Path, device: str = "cpu") -> tuple[FieldGenerator, str]:
    """The generator of a training's newest checkpoint or of a weights file, and its model's name.

    Raises:
        WorkspaceError: the folder holds no training.
        EngineUnavailable: the weights cannot be used.
    """
    if model.is_dir():
        checkpoint = newest_checkpoint(model)
        if checkpoint is None:
            raise WorkspaceError(
                f"{model}: no checkpoint here; train first with `filmgen effects train`"
            )
        objective = make_objective(
            checkpoint.description, seed=checkpoint.seed, device=torch.device(device)
        )
        objective.load(checkpoint.state)
        return objective.generator(), checkpoint.description.model
    return weights.load_generator(model, device), weights.read_weights(model)[0].model
