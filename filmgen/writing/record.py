"""Beside what was written: by whom, with what, at what cost, and what left the machine."""

from __future__ import annotations

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
    tasks: tuple[TaskRecord, ...]
    notes: tuple[str, ...] = ()


def record_of(
    session: Session, file: str, wrote: tuple[str, ...] = ("all",), notes: tuple[str, ...] = ()
) -> WritingRecord:
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
