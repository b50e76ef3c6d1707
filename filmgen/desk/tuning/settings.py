"""How a model is tuned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from filmgen.errors import ConfigError

LORA_RATE, FULL_RATE = 2e-4, 2e-5
"""Peak learning rates where none is given: of LoRA (Hu et al. 2021), of all weights."""


@dataclass(frozen=True)
class TuningSettings:
    """Everything that decides a tuning's result, beside scripts and model.

    Attributes:
        full: all weights learn; else a LoRA on every linear layer.
        epochs: times that every training block is seen.
        steps: in all, instead of epochs; 0 for epochs.
        rank: of the LoRA; its scale is twice it, its dropout 5 %.
        lr: peak learning rate.
        batch, accumulate: blocks at once, and how often before the weights move.
        context: tokens a block; 0 is the model's, at most 1024.
        patience: looks at the validation films without a gain before it stops; 0 never stops.
        openings: scenes that are continued to measure it, of the test and of the training films.
        save_memory: what the forward pass found is computed again for the gradients (Chen et al.
            2016): a third slower, in a fraction of the memory.
        dtype: "bf16" needs a GPU; "auto" is bf16 there, else fp32.
        device: a torch device or "auto". threads: on a CPU, 0 for one a core.
    """

    full: bool = False
    epochs: int = 3
    steps: int = 0
    rank: int = 16
    lr: float = LORA_RATE
    batch: int = 2
    accumulate: int = 4
    context: int = 0
    patience: int = 3
    openings: int = 16
    seed: int = 0
    save_memory: bool = False
    dtype: Literal["auto", "bf16", "fp32"] = "auto"
    device: str = "auto"
    threads: int = 0

    def __post_init__(self) -> None:
        _check("epochs", self.epochs, 1, 1000)
        _check("steps", self.steps, 0, 10_000_000)
        _check("rank", self.rank, 1, 1024)
        _check("batch", self.batch, 1, 1024)
        _check("accumulate", self.accumulate, 1, 4096)
        _check("patience", self.patience, 0, 1000)
        _check("openings", self.openings, 0, 1000)
        _check("threads", self.threads, 0, 256)
        if self.context:
            _check("context", self.context, 16, 1_048_576)
        if not 0.0 < self.lr < 1.0:
            raise ConfigError("--lr", f"{self.lr!r}: above 0 and below 1")
        if self.dtype not in ("auto", "bf16", "fp32"):
            raise ConfigError("--dtype", f"{self.dtype!r}: auto, bf16 or fp32")


def _check(option: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ConfigError(f"--{option}", f"{value!r}: {least} to {most}")
