"""The training loop: steps, watching the held-out films, early stopping, exact resume.

A loop of our own, not transformers.Trainer: Trainer keeps its place in the data by replaying
its loader and its random numbers as they stood when it saved, which holds for one process of
one version. Here the blocks, the dropout and the learning rate of a step follow from its
number and the seed; so weights, moments and the number are all there is to keep, a checkpoint
may be taken at any moment, and a training that went on has the weights of an unbroken one.

AdamW (Loshchilov and Hutter 2019), warm-up and cosine (2017), gradients clipped to norm 1.
"""

from __future__ import annotations

import contextlib
import math
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.desk.tuning.blocks import IGNORED, Lessons, Tokens
from filmgen.desk.tuning.checkpoints import load_state, save_state
from filmgen.desk.tuning.settings import TuningSettings
from filmgen.errors import EngineError, WorkspaceError
from filmgen.progress import Progress
from filmgen.workspace import seed_from

WARM_UP = 0.05
"""Of all steps."""
CLIP = 1.0
MOST_STEPS_UNWATCHED = 200
MOST_LOOKS = 40
"""At the validation films, in a training of at most 8000 steps; one an epoch, or fewer."""
CHECKPOINT_S = 300.0
_NEWEST, _BEST = "newest.pt", "best.pt"


@dataclass(frozen=True)
class Watched:
    """One look at the held-out films.

    Attributes:
        step: how many were done.
        train_loss: mean of the steps since the last look, nats a token; NaN at step 0.
        validation_loss: nats a token.
    """

    step: int
    train_loss: float
    validation_loss: float


@dataclass(frozen=True)
class Outcome:
    """A finished training, its model left with the best weights.

    Attributes:
        steps: done, of `planned`.
        best_step: whose weights these are.
        stopped_early: held-out films had stopped gaining.
    """

    steps: int
    planned: int
    best_step: int
    stopped_early: bool
    history: tuple[Watched, ...]


class Training:
    """One tuning of a model.

    Args:
        model: with the weights that learn requiring gradients, on its device.
        lessons: of the training films. watch: blocks of the validation films.
        folder: of the checkpoints.
        key: of everything that the training depends on.
        bf16: compute in bf16 (autocast).
    """

    def __init__(
        self,
        model: Any,
        lessons: Lessons,
        watch: Tokens,
        settings: TuningSettings,
        folder: Path,
        key: str,
        *,
        bf16: bool,
        progress: Progress,
    ) -> None:
        import torch

        self._model, self._lessons, self._watch = model, lessons, watch
        self._settings, self._folder, self._key = settings, folder, key
        self._bf16, self._progress = bf16, progress
        per_epoch = lessons.steps_per_epoch
        self.planned = settings.steps or settings.epochs * per_epoch
        often = max(per_epoch, -(-self.planned // MOST_LOOKS))
        self.every = min(often, MOST_STEPS_UNWATCHED, self.planned)
        self._weights = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self._optimizer = torch.optim.AdamW(
            self._weights.values(), lr=settings.lr, betas=(0.9, 0.95), weight_decay=0.01
        )
        self._step = 0
        self._history: list[Watched] = []
        self._losses: list[float] = []
        self._best: tuple[int, float] = (0, math.inf)

    def run(self) -> Outcome:
        """Train to the end, from the newest checkpoint where there is one.

        Raises:
            KeyboardInterrupt, SystemExit: stopped; a checkpoint holds what is done.
            EngineError: the loss is no number.
            WorkspaceError: a checkpoint cannot be written or read.
        """
        self._resume()
        self._progress.stage("tune", self.planned)
        saved_at = time.monotonic()
        try:
            while True:
                if self._due() and not self._seen():
                    self._look()
                    saved_at = time.monotonic()
                if self._step >= self.planned or self._tired():
                    break
                self._advance()
                if time.monotonic() - saved_at > CHECKPOINT_S:
                    self._save()
                    saved_at = time.monotonic()
        except (KeyboardInterrupt, SystemExit):
            with undisturbed():
                self._save()
            raise
        self._progress.done()
        best = load_state(self._folder / _BEST)
        assert best is not None
        self._put(best["weights"])
        return Outcome(self._step, self.planned, self._best[0], self._tired(), tuple(self._history))

    def _due(self) -> bool:
        return self._step % self.every == 0 or self._step == self.planned

    def _seen(self) -> bool:
        return bool(self._history) and self._history[-1].step == self._step

    def _tired(self) -> bool:
        """Whether the held-out films have not gained for `patience` looks."""
        since = sum(1 for look in self._history if look.step > self._best[0])
        return self._settings.patience > 0 and since >= self._settings.patience

    def _look(self) -> None:
        loss = mean_loss(self._model, self._watch, self._settings.batch, self._bf16)[0]
        if not math.isfinite(loss):
            raise self._no_number()
        learned = sum(self._losses) / len(self._losses) if self._losses else math.nan
        with undisturbed():
            self._history.append(Watched(self._step, learned, loss))
            self._losses = []
            # The untouched model is looked at, too, but it is no result of a tuning.
            if self._step and loss < self._best[1]:
                self._best = (self._step, loss)
                save_state(
                    self._folder / _BEST,
                    {"key": self._key, "step": self._step, "weights": self._taken()},
                )
            if self._step:
                self._save()
        self._progress.note(
            f"step {self._step} of {self.planned}: perplexity of the validation films "
            f"{math.exp(min(loss, 50)):.2f}"
        )

    def _advance(self) -> None:
        """One step; nothing of it stays if it is interrupted before the weights move."""
        import torch

        settings, device = self._settings, self._device
        labels = torch.from_numpy(self._lessons.of_step(self._step))
        counted = int((labels[:, 1:] != IGNORED).sum())
        gpus = [device] if device.type == "cuda" else []
        total = 0.0
        self._model.train()
        self._optimizer.zero_grad(set_to_none=True)
        with torch.random.fork_rng(devices=gpus):
            torch.manual_seed(seed_from(settings.seed, "step", self._step))
            for part in labels.split(settings.batch):
                loss = summed_loss(self._model, part, self._bf16) / max(1, counted)
                loss.backward()
                total += float(loss.detach())
        if not math.isfinite(total):
            raise self._no_number()
        torch.nn.utils.clip_grad_norm_(self._weights.values(), CLIP)
        rate = learning_rate(self._step, self.planned, settings.lr)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        with undisturbed():
            self._optimizer.step()
            self._step += 1
            self._losses.append(total)
        self._progress.advance(
            f"step {self._step} of {self.planned}, loss {total:.3f}", reused=False
        )

    def _no_number(self) -> EngineError:
        return EngineError(
            "transformers", f"tuning, step {self._step + 1}", "the loss is no number; lower --lr "
            "and begin anew with --fresh, or take another model"
        )  # fmt: skip

    @property
    def _device(self) -> Any:
        return next(iter(self._weights.values())).device

    def _taken(self) -> dict[str, Any]:
        return {name: weights.detach().cpu() for name, weights in self._weights.items()}

    def _put(self, weights: dict[str, Any]) -> None:
        import torch

        with torch.no_grad():
            for name, parameter in self._weights.items():
                parameter.copy_(weights[name])

    def _save(self) -> None:
        if self._step == 0:
            return
        save_state(
            self._folder / _NEWEST,
            {
                "key": self._key,
                "step": self._step,
                "weights": self._taken(),
                "optimizer": self._optimizer.state_dict(),
                "history": [(w.step, w.train_loss, w.validation_loss) for w in self._history],
                "losses": self._losses,
                "best": self._best,
            },
        )

    def _resume(self) -> None:
        state = load_state(self._folder / _NEWEST)
        if state is None:
            return
        if state.get("key") != self._key:
            raise WorkspaceError(
                f"{self._folder}: the checkpoint is of another tuning; begin anew with --fresh"
            )
        self._put(state["weights"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._step, self._losses = int(state["step"]), list(state["losses"])
        self._history = [Watched(*look) for look in state["history"]]
        self._best = (int(state["best"][0]), float(state["best"][1]))
        self._progress.note(f"goes on after step {self._step} of {self.planned}")


def learning_rate(step: int, planned: int, peak: float) -> float:
    """Of a step, 0 the first: rises to `peak` over the warm-up, falls to nothing as a cosine."""
    warm = max(1, round(WARM_UP * planned))
    if step < warm:
        return peak * (step + 1) / warm
    return peak * 0.5 * (1.0 + math.cos(math.pi * (step - warm) / max(1, planned - warm)))


def summed_loss(model: Any, labels: Any, bf16: bool) -> Any:
    """Cross entropy of a batch's tokens after their first, summed, in nats.

    Args:
        labels: int64 (rows, tokens).
    """
    import torch

    device = model.device
    labels = labels.to(device)
    real = labels != IGNORED
    with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
        scores = model(
            input_ids=labels.clamp_min(0), attention_mask=real.long(), use_cache=False
        ).logits
    return torch.nn.functional.cross_entropy(
        scores[:, :-1].float().flatten(0, 1), labels[:, 1:].flatten(),
        ignore_index=IGNORED, reduction="sum",
    )  # fmt: skip


def mean_loss(model: Any, blocks: Tokens, batch: int, bf16: bool) -> tuple[float, int]:
    """Mean cross entropy of blocks in nats a token, and of how many tokens."""
    import torch

    model.eval()
    labels = torch.from_numpy(blocks)
    counted = int((labels[:, 1:] != IGNORED).sum())
    total = 0.0
    with torch.inference_mode():
        for part in labels.split(batch):
            total += float(summed_loss(model, part, bf16))
    return total / max(1, counted), counted


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C and a polite kill back until the block is done; then let them through."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda n, _: came.append(n))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])
