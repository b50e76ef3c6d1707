"""The model that learns: loaded, given its LoRA, and saved as others load it."""

from __future__ import annotations

import contextlib
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filmgen.desk.tuning.settings import TuningSettings
from filmgen.engines.writer.causal import checked_device, load_causal, out_of_memory
from filmgen.errors import ConfigError, EngineError, WorkspaceError
from filmgen.workspace import seed_from

ENGINE = "transformers"
_DROPOUT = 0.05


def check_precision(settings: TuningSettings) -> tuple[str, bool]:
    """The device that trains, and whether it computes in bf16.

    Raises:
        ConfigError: bf16 is asked for without a GPU that has it.
        EngineUnavailable: no such device.
    """
    import torch

    device = checked_device(ENGINE, settings.device)
    able = device.startswith("cuda") and torch.cuda.is_bf16_supported()
    if settings.dtype == "bf16" and not able:
        raise ConfigError("--dtype", f"bf16 needs a GPU that has it, {device} trains in fp32")
    return device, able and settings.dtype != "fp32"


def learning_model(model: str, settings: TuningSettings, device: str, bf16: bool) -> Any:
    """A model whose learning weights require gradients, in fp32; under a LoRA the rest is frozen.

    Raises:
        EngineUnavailable: it cannot be loaded.
        EngineError: a LoRA finds no linear layer in it.
    """
    import torch

    frozen = "bf16" if bf16 and not settings.full else "fp32"
    loaded = load_causal(ENGINE, model, device=device, dtype=frozen)
    if settings.save_memory:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the name of this call is about to change
            loaded.gradient_checkpointing_enable({"use_reentrant": False})
    if settings.full:
        return loaded.requires_grad_(True)
    from peft import LoraConfig, TaskType, get_peft_model

    config = LoraConfig(
        r=settings.rank,
        lora_alpha=2 * settings.rank,
        lora_dropout=_DROPOUT,
        target_modules="all-linear",
        task_type=TaskType.CAUSAL_LM,
    )
    gpus = [loaded.device] if device.startswith("cuda") else []
    try:
        with torch.random.fork_rng(devices=gpus), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # peft's, of transformers' own renamings
            torch.manual_seed(seed_from(settings.seed, "lora"))
            return get_peft_model(loaded, config)
    except ValueError as error:
        raise EngineError(
            ENGINE, "tuning", "a LoRA finds no linear layer in this model; tune it with --full"
        ) from error


@contextlib.contextmanager
def memory_told(what: str) -> Iterator[None]:
    """Turn want of memory into one line.

    Raises:
        EngineError: memory ran out.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        raise EngineError(
            ENGINE, what, "memory ran out; take --save-memory, lower --batch (with a higher "
            "--accumulate), --context or --rank, or take a smaller model"
        ) from error  # fmt: skip


def count_weights(model: Any) -> tuple[int, int]:
    """Weights of the base model, and those that learn."""
    every = [(p.numel(), p.requires_grad, "lora_" in n) for n, p in model.named_parameters()]
    return (
        sum(count for count, _, added in every if not added),
        sum(count for count, learns, _ in every if learns),
    )


def save_result(model: Any, tokenizer: Any, name: str, scratch: Path, out: Path) -> None:
    """Save the adapter, or the whole model with its tokenizer, into `out`.

    Args:
        name: the base model's, as the adapter shall name it: no path of this machine.
        scratch: a folder on the same disk, for what is not complete.

    Raises:
        WorkspaceError: it cannot be written.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir(parents=True)
        mode = scratch.stat().st_mode & 0o666
        if hasattr(model, "peft_config"):
            model.peft_config["default"].base_model_name_or_path = name
            model.save_pretrained(scratch, save_embedding_layers=False)
        else:
            model.config.name_or_path = name
            model.save_pretrained(scratch)
            tokenizer.save_pretrained(scratch)
        for file in sorted(scratch.iterdir()):
            file.chmod(mode)  # safetensors keeps its files to their owner
            file.replace(out / file.name)
    except Exception as error:  # safetensors has an error of its own for a full disk
        raise WorkspaceError(
            f"{out}: the tuned model cannot be written ({error}); free some space and run again, "
            "the training stands"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
