"""What engines with hub weights share: is the extra here, where the weights lie, which they are.

A model is named by a folder (or file) on this machine, or by a hub id ("owner/name"). What
looks like a path is taken for one and must exist; only ids are ever downloaded, by the
library that loads them, when the first request comes.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filmgen.errors import ConfigError, EngineUnavailable

UNKNOWN_LICENCE = "unknown: see the model's card"
_SAMPLES = 8
_SAMPLE_BYTES = 1 << 14


def require_extra(engine: str, extra: str, packages: Sequence[str], also: str = "") -> None:
    """Check that an extra is installed, without importing any of it.

    Args:
        also: a second command that the extra needs.

    Raises:
        EngineUnavailable: names the missing packages and the command that brings them.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        command = f"`pip install filmgen[{extra}]`" + (f", then `{also}`" if also else "")
        raise EngineUnavailable(engine, f"{', '.join(missing)} not installed; {command}")


def check_option(engine: str, option: str, value: object, good: bool, hint: str) -> None:
    """Refuse an option that is not `good`.

    Raises:
        ConfigError: names its key.
    """
    if not good:
        raise ConfigError(f"engine_options.{engine}.{option}", f"{value!r}: {hint}")


def local_path(engine: str, key: str, model: str) -> Path | None:
    """The folder or file a model's name means, or None for a hub id.

    Raises:
        EngineUnavailable: it is a path and nothing is there.
    """
    path = Path(model).expanduser()
    if path.exists():
        return path
    if model.startswith(("/", "./", "../", "~", ".\\", "..\\")) or path.suffix in _FILES:
        raise EngineUnavailable(
            engine, f"{model} does not exist; set {key} to a model's folder or its hub id"
        )
    return None


_FILES = frozenset({".safetensors", ".ckpt", ".pth", ".pt", ".bin", ".json"})


def fingerprint(path: Path) -> str:
    """What weights these are: 12 hex digits from names, sizes and samples of all files' bytes.

    Hashing gigabytes at every start would cost minutes. Training changes every weight, so
    eight samples of 16 KB spread over each file tell any two checkpoints apart.
    """
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        name = file.relative_to(path).as_posix() if path.is_dir() else ""
        if any(part.startswith(".") for part in Path(name).parts):
            continue
        size = file.stat().st_size
        digest.update(f"{name}\n{size}\n".encode())
        with file.open("rb") as stream:
            if size <= _SAMPLES * _SAMPLE_BYTES:
                digest.update(stream.read())
                continue
            for number in range(_SAMPLES):
                stream.seek((size - _SAMPLE_BYTES) * number // (_SAMPLES - 1))
                digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:12]


def settings_digest(settings: Mapping[str, Any]) -> str:
    """8 hex digits of the options that change an engine's output, for its revision."""
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def pick_device(device: str) -> str:
    """The torch device an option means; "auto" is CUDA where there is one. Imports torch."""
    if device != "auto":
        return device
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


@contextmanager
def seeded(seed: int, threads: int, device: str) -> Iterator[None]:
    """Run a model whose noise comes from torch's global generators, as if in a process of its own.

    Generators and the count of threads are put back after: nothing else of this process
    changes the samples, nor the samples anything else.
    """
    import torch

    before = torch.get_num_threads()
    gpus = list(range(torch.cuda.device_count())) if device.startswith("cuda") else []
    try:
        torch.set_num_threads(max(1, threads))
        with torch.random.fork_rng(devices=gpus), torch.inference_mode():
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(before)


def quiet(library: Any = None, *loggers: str) -> None:
    """Keep a library's advice and progress bars out of our own progress; errors stay.

    Args:
        library: imported `transformers` or `diffusers`, which keep their own switches.
        loggers: names of other loggers to raise to errors only.
    """
    if library is not None:
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()
    for name in loggers:
        logging.getLogger(name).setLevel(logging.ERROR)


def one_line(error: BaseException, most: int = 240) -> str:
    """A library's error, which may be a page, as one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= most else text[: most - 1] + "…"
