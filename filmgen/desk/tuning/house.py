"""The folder that a tuning works in: held by one, claimed for one, left with a whole result."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from filmgen.desk.tuning.record import TuningRecord
from filmgen.errors import WorkspaceError
from filmgen.workspace import explained, write_whole

RECORD, CARD = "tuning.json", "README.md"
HOUSE = ".filmgen"
_RESULTS = (
    "adapter_*", "model*.safetensors*", "config.json", "generation_config.json", "tokenizer*",
    "chat_template.jinja", "special_tokens_map.json", "vocab.json", "merges.txt", CARD, RECORD,
)  # fmt: skip


def clear(out: Path) -> None:
    """Drop what an earlier tuning left: its checkpoints, and its result if it made one."""
    shutil.rmtree(out / HOUSE / "tuning", ignore_errors=True)
    if (out / RECORD).is_file():
        for pattern in _RESULTS:
            for file in out.glob(pattern):
                file.unlink(missing_ok=True)


def check_out(out: Path, folder: Path | None, scripts: Path) -> None:
    here = out.resolve()
    for other, what in ((folder, "the model's own folder"), (scripts, "the scripts folder")):
        if other is not None and here == other.resolve():
            raise WorkspaceError(f"{out}: is {what}; choose another -o folder")
    strange = (here / "config.json").is_file() or (here / "adapter_config.json").is_file()
    if strange and not (here / RECORD).is_file() and not (here / HOUSE).is_dir():
        raise WorkspaceError(f"{out}: holds another model; choose another -o folder")


def check_begun(house: Path, key: str) -> None:
    """Refuse a folder that `claim` took for another tuning.

    Raises:
        WorkspaceError: it was begun with something else.
    """
    marker = house / "key"
    if marker.is_file() and marker.read_text(encoding="utf-8") != key:
        raise WorkspaceError(
            f"{house.parent.parent}: a tuning with other scripts, settings or another model was "
            "begun here; --fresh drops it, or choose another -o folder"
        )


def claim(house: Path, key: str) -> None:
    """Take a tuning's folder for what `key` stands for: from here on work may be lost."""
    write_whole(house / "key", key.encode())


def finished(out: Path, key: str) -> TuningRecord | None:
    """The record of this very tuning, if it is done.

    Raises:
        WorkspaceError: another tuning's result is there.
    """
    try:
        record = TuningRecord.model_validate_json((out / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if record.key != key:
        raise WorkspaceError(
            f"{out}: holds the result of a tuning with other scripts, settings or another model; "
            "--fresh drops it, or choose another -o folder"
        )
    return record


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the folder, so that no second tuning works in it."""
    from filelock import FileLock, Timeout

    with explained(out):
        (out / HOUSE).mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / HOUSE / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise WorkspaceError(f"{out}: another tuning is at work there") from error
    try:
        yield
    finally:
        lock.release()
