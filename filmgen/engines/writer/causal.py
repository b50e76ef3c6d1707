"""Causal language models as Hugging Face saves them: checked before, loaded in one place.

What is wrong with a folder is said before torch is imported; what only loading can tell
comes as one line, too. Code that lies in a model's folder is never run.
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

from filmgen.engines.hub import local_path, one_line, pick_device, quiet, require_extra
from filmgen.errors import EngineUnavailable

PACKAGES = ("torch", "transformers", "tokenizers")
DTYPES = ("auto", "bf16", "fp16", "fp32")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_CAUSAL = re.compile(r"CausalLM|LMHead|ConditionalGeneration")
_POSITIONS = ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length")
_SIZE_IN_NAME = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?b(?![a-z])", re.IGNORECASE)


def check_model(engine: str, key: str, model: str) -> Path | None:
    """The folder of a causal model, looked over without loading it; None for a hub id.

    Args:
        key: the option to name in errors.

    Raises:
        EngineUnavailable: no such folder, no config.json, one that is not JSON, no weights,
            no tokenizer, or a model of another kind.
    """
    folder = local_path(engine, key, model)
    if folder is None:
        return None
    if not folder.is_dir():
        what = "a GGUF is for engine llama" if folder.suffix == ".gguf" else "it is a file"
        raise EngineUnavailable(engine, f"{model} is no model's folder ({what}); set {key} to one")
    if (folder / "adapter_config.json").is_file() and not (folder / "config.json").is_file():
        raise EngineUnavailable(
            engine, f"{model} is an adapter, no whole model; name its base with {key} and this "
            "with engine_options.transformers.adapter"
        )  # fmt: skip
    config = read_config(engine, folder)
    kinds = [str(kind) for kind in config.get("architectures") or ()]
    if config.get("is_encoder_decoder") or (kinds and not any(map(_CAUSAL.search, kinds))):
        named = kinds[0] if kinds else config.get("model_type", "an encoder and decoder")
        raise EngineUnavailable(
            engine, f"{model} is no causal language model (it is {named}); set {key} to one"
        )
    if weights_bytes(folder) == 0:
        raise EngineUnavailable(
            engine, f"{model} has no weights (*.safetensors); download the model whole"
        )
    if not any(folder.glob("tokenizer*")):
        raise EngineUnavailable(
            engine, f"{model} has no tokenizer (tokenizer.json); download the model whole"
        )
    return folder


def check_adapter(engine: str, adapter: str) -> Path | None:
    """The folder of a LoRA adapter; None for a hub id.

    Raises:
        EngineUnavailable: no such folder, no adapter in it, or peft is not installed.
    """
    require_extra(engine, "tuning", ("peft",))
    key = f"engine_options.{engine}.adapter"
    folder = local_path(engine, key, adapter)
    if folder is not None:
        names = ("adapter_config.json", "adapter_model.safetensors", "adapter_model.bin")
        there = [(folder / name).is_file() for name in names]
        if not there[0] or not any(there[1:]):
            lacking = names[0] if not there[0] else names[1]
            raise EngineUnavailable(
                engine, f"{adapter} is no LoRA adapter: it has no {lacking}; set {key} to one"
            )
    return folder


def read_config(engine: str, folder: Path) -> dict[str, Any]:
    """A folder's config.json.

    Raises:
        EngineUnavailable: it is absent, or no JSON object.
    """
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineUnavailable(
            engine, f"{folder} is no model's folder: it has no config.json"
        ) from error
    except (OSError, ValueError) as error:
        raise EngineUnavailable(
            engine, f"{path} cannot be read ({one_line(error)}); download the model again"
        ) from error
    if not isinstance(config, dict):
        raise EngineUnavailable(engine, f"{path} is no JSON object; download the model again")
    return config


def context_of(config: dict[str, Any]) -> int:
    """Tokens a model was made for, by its configuration; 0 where that does not say."""
    for table in (config, config.get("text_config")):
        for name in _POSITIONS:
            value = table.get(name) if isinstance(table, dict) else None
            if isinstance(value, int) and value > 0:
                return value
    return 0


def weights_bytes(folder: Path) -> int:
    """Size of a model's weights on disk."""
    for pattern in _WEIGHTS:
        size = sum(file.stat().st_size for file in folder.glob(pattern))
        if size:
            return size
    return 0


def billions_in(name: str) -> float:
    """Billions of weights as a hub id names them ("Qwen2.5-7B-Instruct": 7); 0 if it does not."""
    found = _SIZE_IN_NAME.findall(name.rpartition("/")[2])
    return max(map(float, found), default=0.0)


def load_tokenizer(engine: str, model: str) -> Any:
    """A model's tokenizer.

    Raises:
        EngineUnavailable: damaged, or not to be had.
    """
    import transformers

    quiet(transformers)
    try:
        return transformers.AutoTokenizer.from_pretrained(model)
    except Exception as error:  # whatever a damaged file provokes
        raise _not_loaded(engine, f"the tokenizer of {model}", error) from error


def load_causal(
    engine: str, model: str, *, adapter: str = "", device: str = "auto", dtype: str = "auto"
) -> Any:
    """A model ready to run, in eval mode on its device; an adapter is merged into it.

    Args:
        device: a torch device; "auto" is CUDA where there is one.
        dtype: of `DTYPES`; "auto" is bf16 on a GPU that has it, else fp32.

    Raises:
        EngineUnavailable: damaged, not causal, too large for the memory, no such device.
    """
    import transformers

    quiet(transformers)
    where = checked_device(engine, device)
    try:
        loaded = transformers.AutoModelForCausalLM.from_pretrained(
            model, dtype=torch_dtype(where, dtype), low_cpu_mem_usage=True
        )
        if adapter:
            loaded = _adapted(engine, loaded, model, adapter)
        loaded = loaded.to(where)
    except EngineUnavailable:
        raise
    except Exception as error:  # whatever damaged weights provoke
        if out_of_memory(error):
            raise EngineUnavailable(
                engine, f"{model} does not fit into the memory of {where}; take a smaller model, "
                "dtype bf16, or another device"
            ) from error  # fmt: skip
        raise _not_loaded(engine, model, error) from error
    ends = loaded.generation_config.eos_token_id
    # Its makers' sampling would be mixed into ours; what ends an answer is all that stays.
    loaded.generation_config = transformers.GenerationConfig(eos_token_id=ends)
    loaded.eval()
    return loaded


def checked_device(engine: str, device: str) -> str:
    """The torch device an option means.

    Raises:
        EngineUnavailable: torch has none of that name here.
    """
    import torch

    where = pick_device(device)
    try:
        torch.zeros(1, device=where)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise EngineUnavailable(engine, f"no device {device!r} here; use cpu, or auto") from error
    return where


def torch_dtype(device: str, dtype: str) -> Any:
    """The torch type that an option means on a device."""
    import torch

    if dtype == "auto":
        gpu = device.startswith("cuda") and torch.cuda.is_bf16_supported()
        return torch.bfloat16 if gpu else torch.float32
    return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[dtype]


def out_of_memory(error: BaseException) -> bool:
    """Whether torch failed for want of memory, on whatever device."""
    import torch

    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and (
        "out of memory" in said or "not enough memory" in said or "can't allocate memory" in said
    )


def _adapted(engine: str, loaded: Any, model: str, adapter: str) -> Any:
    from peft import PeftModel

    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            adapted = PeftModel.from_pretrained(loaded, adapter)
        missing = [str(w.message) for w in told if "missing adapter keys" in str(w.message).lower()]
        if missing:
            raise ValueError(missing[0])
        return adapted.merge_and_unload()
    except Exception as error:  # whatever an adapter of another model provokes
        if out_of_memory(error):
            raise
        raise EngineUnavailable(
            engine, f"adapter {adapter} does not fit {model}: it was made for another model, or is "
            f"damaged ({one_line(error, 160)})"
        ) from error  # fmt: skip


def _not_loaded(engine: str, what: str, error: BaseException) -> EngineUnavailable:
    return EngineUnavailable(
        engine, f"{what} cannot be loaded: damaged, not causal, of a kind this transformers does "
        f"not know, or no network for a hub id ({one_line(error, 160)})"
    )  # fmt: skip
