"""Beside what was written: by whom, with what, at what cost, and what left the machine."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from filmgen import __version__
from filmgen.writing.session import Session


class TaskRecord(BaseModel):
    """One task of a run; the fields are those of `session.TaskCost`."""

    model_config = ConfigDict(extra="forbid")

    task: str
    asked: int
    kept: int
    repaired: int
    prompt_tokens: int
    answer_tokens: int
    seconds: float
    cost_usd: float | None


class WritingRecord(BaseModel):
    """`NAME.writing.json`, beside every file that a writer engine wrote a part of.

    Attributes:
        generated: True where a language model wrote; False for templates (`outline`).
        host: where prompts went; "" where none left the machine.
        wrote: what of the file the writer made: "all", or scene numbers, line ids …
        sha256: of the file's bytes when it was written: a person's change shows; "" if untold.
        asked: a key of what was asked for, to know the same request again; "" if untold.
    """

    model_config = ConfigDict(extra="forbid")

    document: Literal["filmgen.writing"] = "filmgen.writing"
    version: Literal[1] = 1
    filmgen: str = __version__
    file: str
    generated: bool
    engine: str
    model: str
    revision: str
    licence: str
    host: str
    seed: int
    wrote: tuple[str, ...]
    sha256: str = ""
    asked: str = ""
    tasks: tuple[TaskRecord, ...]
    notes: tuple[str, ...] = ()


def record_of(
    session: Session, file: str, wrote: tuple[str, ...] = ("all",), notes: tuple[str, ...] = (),
    *, sha256: str = "", asked: str = "",
) -> WritingRecord:  # fmt: skip
    """The record of a session's work on `file` (a name, no path)."""
    info = session.engine.describe()
    return WritingRecord(
        file=file,
        generated=session.engine.generates,
        engine=info.engine,
        model=info.model,
        revision=info.revision,
        licence=info.licence,
        host=session.engine.host,
        seed=session.seed,
        wrote=wrote,
        sha256=sha256,
        asked=asked,
        tasks=tuple(
            TaskRecord(
                task=c.task, asked=c.asked, kept=c.kept, repaired=c.repaired,
                prompt_tokens=c.prompt_tokens, answer_tokens=c.answer_tokens,
                seconds=round(c.seconds, 2), cost_usd=c.cost_usd,
            )
            for c in session.costs()
        ),
        notes=notes,
    )  # fmt: skip


def record_path(file: Path) -> Path:
    """Where the record of a file lies."""
    return file.with_name(f"{file.name}.writing.json")


def read_record(file: Path) -> WritingRecord | None:
    """The record beside a file; None where there is none, or none that can be read."""
    try:
        return WritingRecord.model_validate_json(record_path(file).read_bytes())
    except (OSError, ValueError):
        return None


def changed_since(file: Path, record: WritingRecord) -> bool:
    """Whether the file is another one than its record was written with.

    Raises:
        OSError: the file cannot be read.
    """
    return bool(record.sha256) and hashlib.sha256(file.read_bytes()).hexdigest() != record.sha256
