"""Every error filmgen raises on purpose: what went wrong, where, and the way out, in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class FilmgenError(Exception):
    """Base of all errors a caller may want to catch.

    `exit_code` is what the command line returns: 2 for a mistake the user can
    correct (a script, a key, a path), 1 for a failure of the work itself.
    """

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors come back from worker processes: rebuilt from their line, not from the
        # arguments of a class's own __init__, which pickle would not know.
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(
    kind: type[FilmgenError], args: tuple[Any, ...], state: dict[str, Any]
) -> FilmgenError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ScreenplayError(FilmgenError):
    """A screenplay cannot be read. Names the file and, where known, the line (1-based)."""

    exit_code = 2

    def __init__(self, path: Path | str, message: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {message}")
        self.path = Path(path)
        self.line = line


class ConfigError(FilmgenError):
    """A setting is unknown or has a value that cannot be used. Names the key."""

    exit_code = 2

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key


class EngineUnavailable(FilmgenError):
    """An engine cannot run here: which extra to install, or which weights are missing."""

    exit_code = 2

    def __init__(self, engine: str, message: str) -> None:
        super().__init__(f"engine {engine!r} cannot run: {message}")
        self.engine = engine


class EngineError(FilmgenError):
    """An engine failed on one request; the rest of the work stands."""

    def __init__(self, engine: str, subject: str, message: str) -> None:
        super().__init__(f"engine {engine!r} failed on {subject}: {message}")
        self.engine = engine
        self.subject = subject


class TimelineError(FilmgenError):
    """Times, rates or media of a cut do not fit together."""


class EditError(TimelineError):
    """An editor's timeline cannot be followed at all. Names the file."""

    exit_code = 2


class WorkspaceError(FilmgenError):
    """The output folder cannot be used: unwritable, full, locked or not ours."""

    exit_code = 2
