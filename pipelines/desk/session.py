"""Opening a session with the configured writer, and leaving its record."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filmgen.config import Config, load_config
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError
from filmgen.progress import Progress
from filmgen.workspace import write_whole
from filmgen.writing.kept import KeptAnswers
from filmgen.writing.record import WritingRecord, record_of, record_path
from filmgen.writing.session import Session


def writer_config(
    config: str | Path = "draft",
    overrides: tuple[str, ...] | list[str] = (),
    engine: str | None = None,
    model: str | None = None,
) -> Config:
    """A configuration with the writer chosen; `model` is an option of the chosen engine.

    Raises:
        ConfigError: an unknown name or key.
    """
    return with_writer(load_config(config, overrides), engine, model)


def judge_config(
    config: str | Path = "draft",
    overrides: tuple[str, ...] | list[str] = (),
    engine: str | None = None,
    model: str | None = None,
) -> Config | None:
    """The same for a counting service: None, so that nobody is asked, where neither is named.

    Raises:
        ConfigError: an unknown name or key.
    """
    if engine is None and model is None:
        return None
    return writer_config(config, overrides, engine, model)


def with_writer(config: Config, engine: str | None, model: str | None) -> Config:
    """A configuration with another writer, and its model; None leaves each as it is."""
    settings = config
    if engine is not None:
        engines = config.engines.model_copy(update={"writer": engine})
        settings = config.model_copy(update={"engines": engines})
    if model is None:
        return settings
    options: dict[str, Any] = {name: dict(o) for name, o in settings.engine_options.items()}
    options.setdefault(settings.engines.writer, {})["model"] = model
    return settings.model_copy(update={"engine_options": options})


def beside(script: Path) -> Path:
    """Where answers about a script are kept when nothing is written: its folder, else this one."""
    folder = script.parent
    return folder if os.access(folder, os.W_OK) else Path()


def spare_script(script: Path, out: Path | None, option: str = "-o") -> None:
    """Refuse an output that is the script itself, before anything is asked or written.

    Raises:
        ConfigError: names the option.
    """
    if out is not None and out.exists() and script.exists() and out.samefile(script):
        raise ConfigError(
            option, f"{out} is the script itself; name another file, it stays as it is"
        )


@contextlib.contextmanager
def open_session(
    config: Config,
    folder: Path,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Iterator[Session]:
    """A session with the configured writer, its answers kept in `folder`; closed at the end.

    Raises:
        ConfigError: no such engine or option.
        EngineUnavailable: it cannot run here; another one is never taken in its place.
        WorkspaceError: the folder cannot be written; said before anything is asked.
    """
    name = config.engines.writer
    engine = create_engine("writer", name, config.engine_options.get(name, {}))
    kept = KeptAnswers(folder)
    try:
        kept.prepare()
        yield Session(
            engine,
            kept,
            seed=seed,
            temperature=config.writing.temperature,
            progress=progress,
        )
    finally:
        kept.close()
        engine.close()


def write_with_record(
    file: Path, text: str | bytes, session: Session, wrote: tuple[str, ...] = ("all",),
    notes: tuple[str, ...] = (), *, asked: str = "",
) -> WritingRecord:  # fmt: skip
    """Write a text and beside it (`record_path`) the record of who wrote it, which is returned.

    Args:
        asked: a key of what was asked for, see `WritingRecord`.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    data = text.encode() if isinstance(text, str) else text
    write_whole(file, data)
    sha256 = hashlib.sha256(data).hexdigest()
    record = record_of(session, file.name, wrote, notes, sha256=sha256, asked=asked)
    write_whole(record_path(file), (record.model_dump_json(indent=1) + "\n").encode())
    return record
