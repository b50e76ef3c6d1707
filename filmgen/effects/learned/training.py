"""Training of the learned generators: steps, checkpoints, the log.

A run's folder holds `log.jsonl`, `curves.png` and the two newest checkpoints. A training that was
killed goes on from the newest that is whole: random numbers come from the step's number, so it
reaches the losses of an unbroken one (with a budget of hours the learning rate follows the clock,
and they are only nearly the same).
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from filmgen.effects.learned.checkpoints import Checkpoint, newest_checkpoint, save_checkpoint
from filmgen.effects.learned.curves import draw_curves
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.examples import Examples, open_examples
from filmgen.effects.learned.objective import Moment, Objective, make_objective
from filmgen.effects.learned.progress_scores import scores_now
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.progress import Progress, Silent

if TYPE_CHECKING:
    from filmgen.effects.learned.teacher import Teacher

LOG_FILE = "log.jsonl"
CURVES_FILE = "curves.png"
LOG_EVERY = 20
"""Steps of a line of the log; checkpoints fall on such steps too."""
GROUPS_PER_STEP = 48
"""Groups of four frames in a batch, however long its windows."""
_WINDOWS = ((6, 0.55), (12, 0.3), (18, 0.15))
"""Lengths of windows in groups, and their shares of the steps. Long ones teach the middle of a
clip, far from its ends, which is all there is in a loop."""


@dataclass(frozen=True)
class Budget:
    """How long to train.

    Attributes:
        steps: in all, or None.
        hours: of training in all, over resumes, or None; the first of the two that is reached.
    """

    steps: int | None = None
    hours: float | None = None

    def used(self, step: int, seconds: float) -> float:
        """Share, 0 to 1."""
        shares = [0.0]
        if self.steps is not None:
            shares.append(step / self.steps)
        if self.hours is not None:
            shares.append(seconds / (3600 * self.hours))
        return min(1.0, max(shares))


def train(
    model: str,
    data: Path,
    run: Path,
    *,
    steps: int | None = None,
    hours: float | None = None,
    seed: int = 0,
    kinds: Sequence[str] | None = None,
    groups_per_step: int = GROUPS_PER_STEP,
    network: Mapping[str, object] | None = None,
    teacher: Path | None = None,
    device: str = "cpu",
    threads: int = 1,
    rescan: bool = False,
    checkpoint_minutes: float = 5.0,
    score_minutes: float = 20.0,
    progress: Progress | None = None,
) -> Path:
    """Train a model on a dataset, or go on with a training.

    Args:
        model: "diffusion" or "gan".
        data: folder of the dataset.
        run: folder of the training; made if there is none.
        steps, hours: budget, of which one at least; the learning rate falls to its end.
        seed: of weights and examples.
        kinds: to train; by default all that have runs.
        groups_per_step: groups of four frames in a batch.
        network: arguments of the network that differ from the model's defaults.
        teacher: diffusion model that a GAN begins with, a weights file or the folder of a
            training; its kinds, standardisation and network become the GAN's. A training that
            goes on has its teacher with it.
        device: "cpu" or "cuda".
        threads: on a CPU.
        rescan: take in runs that came since, at each checkpoint.
        checkpoint_minutes, score_minutes: between checkpoints, and between quick scores against
            held-out runs (0 for none).
        progress: told of every line of the log.

    Returns:
        The last checkpoint.

    Raises:
        ConfigError: no such model or device, no budget, or a teacher for a model without one.
        EngineUnavailable: the teacher's weights are missing, damaged or of another model.
        WorkspaceError: the data cannot be used, or the run is of another model or other kinds.
    """
    if steps is None and hours is None:
        raise ConfigError("steps", "a training needs a budget; give steps or hours")
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ConfigError("device", f"no {device!r} here; use cpu")
    listener = progress or Silent()
    torch.set_num_threads(threads)
    budget = Budget(steps, hours)
    checkpoint = newest_checkpoint(run)
    examples, objective = _opened(
        model, data, checkpoint, seed, kinds, network or {}, teacher, torch.device(device), run
    )
    step, before = (checkpoint.step, checkpoint.seconds) if checkpoint else (0, 0.0)
    seed = checkpoint.seed if checkpoint else seed
    log = _Log(run / LOG_FILE, step)
    listener.stage(f"train {model}", steps or 0)
    if checkpoint:
        listener.note(f"goes on at step {step}")
    began = saved_at = scored_at = time.monotonic()
    sums: dict[str, list[float]] = defaultdict(list)
    seconds, last = before, run
    while (used := budget.used(step, seconds)) < 1.0:
        moment = Moment(step, used, seed)
        draw = moment.draw()
        groups = _window(float(draw.random()), examples.longest_groups(), groups_per_step)
        batch = examples.batch(draw, max(1, groups_per_step // groups), groups)
        for name, value in objective.step(batch, moment).items():
            sums[name].append(value)
        step += 1
        now = time.monotonic()
        seconds = before + now - began
        over = budget.used(step, seconds) >= 1.0
        if step % LOG_EVERY and not over:
            continue
        means = {name: sum(values) / len(values) for name, values in sorted(sums.items())}
        sums.clear()
        log.write(
            {"step": step, "seconds": round(seconds, 1), "runs": len(examples.names), **means}
        )
        listener.advance(f"step {step}: loss {means.get('loss', 0.0):.4f}", reused=False)
        if score_minutes and now - scored_at > 60 * score_minutes:
            scores = scores_now(objective.generator(), examples, step)
            if scores:
                log.write({"step": step, "seconds": round(seconds, 1), "scores": scores})
            scored_at = time.monotonic()
        if over or now - saved_at > 60 * checkpoint_minutes:
            trained = {"steps": step, "seconds": round(seconds), "runs": len(examples.names)}
            last = save_checkpoint(
                run,
                Checkpoint(
                    replace(objective.description, trained=trained),
                    seed,
                    step,
                    seconds,
                    examples.names,
                    objective.state(),
                ),
            )
            draw_curves(run / LOG_FILE, run / CURVES_FILE, title=f"{model}, step {step}")
            saved_at = time.monotonic()
            if rescan:
                examples.rescan()
    listener.done()
    return last


def _opened(
    model: str,
    data: Path,
    checkpoint: Checkpoint | None,
    seed: int,
    kinds: Sequence[str] | None,
    network: Mapping[str, object],
    teacher: Path | None,
    device: torch.device,
    run: Path,
) -> tuple[Examples, Objective]:
    """Examples and objective, new or as the checkpoint left them."""
    if checkpoint is None:
        more = _taught(model, teacher, kinds)
        known = more["teacher"].description if more else None
        examples = open_examples(
            data, known.kinds if known else kinds, known.space if known else None
        )
        examples.rescan()
        dataset = examples.dataset
        description = Description(
            model,
            examples.kinds,
            dataset.rows,
            dataset.columns,
            dataset.rate,
            examples.space,
            dict(network),
        )
        if known and (known.rows, known.columns) != (dataset.rows, dataset.columns):
            raise WorkspaceError(
                f"{teacher}: a teacher on a grid of {known.rows} by {known.columns}, {data} has "
                f"{dataset.rows} by {dataset.columns}; simulate on the teacher's grid"
            )
        objective = make_objective(description, seed=seed, device=device, **more)
        objective.prepare(examples)
        return examples, objective
    description = checkpoint.description
    if description.model != model:
        raise WorkspaceError(
            f"{run}: a training of {description.model!r}, not of {model!r}; name another folder"
        )
    if kinds is not None and tuple(sorted(kinds)) != description.kinds:
        raise WorkspaceError(
            f"{run}: a training of {', '.join(description.kinds)}; name another folder for other "
            "kinds"
        )
    examples = open_examples(data, description.kinds, description.space)
    dataset = examples.dataset
    if (dataset.rows, dataset.columns) != (description.rows, description.columns):
        raise WorkspaceError(
            f"{run}: trained on a grid of {description.rows} by {description.columns}, {data} has "
            f"{dataset.rows} by {dataset.columns}; name another folder"
        )
    examples.rescan(checkpoint.runs)
    objective = make_objective(description, seed=checkpoint.seed, device=device)
    objective.load(checkpoint.state)
    return examples, objective


def _taught(model: str, path: Path | None, kinds: Sequence[str] | None) -> dict[str, Teacher]:
    """The objective's teacher, if it is to have one."""
    if path is None:
        return {}
    if model != "gan":
        raise ConfigError("teacher", f"{model!r} learns from the data alone; only a gan takes one")
    from filmgen.effects.learned.teacher import read_teacher

    teacher = read_teacher(path)
    if kinds is not None and tuple(sorted(kinds)) != teacher.description.kinds:
        raise ConfigError(
            "kinds",
            f"the teacher {path} knows {', '.join(teacher.description.kinds)}; ask for these",
        )
    return {"teacher": teacher}


def _window(chance: float, longest: int, most: int) -> int:
    """Groups of this step's windows."""
    limit = min(longest, most)
    fits = [(groups, share) for groups, share in _WINDOWS if groups <= limit]
    chance *= sum(share for _, share in fits)
    for groups, share in fits:
        if chance < share:
            return groups
        chance -= share
    return limit


class _Log:
    """Lines of JSON; those after the step that is gone on from are dropped."""

    def __init__(self, path: Path, step: int) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if line.endswith("\n") and _step(line) <= step]
            path.write_text("".join(kept), encoding="utf-8")

    def write(self, entry: Mapping[str, object]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")


def _step(line: str) -> int:
    return int(json.loads(line)["step"])
