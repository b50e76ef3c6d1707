"""A folder of scripts, read one after another; what cannot be read is named, never a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filmgen.errors import FilmgenError, WorkspaceError
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay

SUFFIXES = (".fountain", ".fdx", ".spmd", ".txt")


@dataclass(frozen=True)
class Entry:
    """One file of a library.

    Attributes:
        name: its path below the folder, with slashes.
        screenplay: None where it could not be read; `why` says why.
    """

    path: Path
    name: str
    screenplay: Screenplay | None
    why: str = ""


def library_files(folder: Path) -> list[Path]:
    """The scripts in a folder and those below it, by name; hidden ones are left out.

    Raises:
        WorkspaceError: it is no folder, cannot be listed, or holds no script.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise WorkspaceError(f"{folder}: is no folder; name one with scripts in it")
    try:
        files = sorted(
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in SUFFIXES
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be listed: {error.strerror}") from error
    if not files:
        raise WorkspaceError(f"{folder}: holds no script ({', '.join(SUFFIXES)})")
    return files


def read_library(folder: Path, progress: Progress | None = None) -> Iterator[Entry]:
    """Every script of a folder, one in memory at a time as long as the caller keeps none.

    Raises:
        WorkspaceError: see `library_files`; when first asked for an entry.
    """
    progress = progress or Silent()
    files = library_files(folder)
    progress.stage("library", len(files))
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            entry = Entry(path, name, read_screenplay(path))
        except FilmgenError as error:
            entry = Entry(path, name, None, _why(error, path))
        progress.advance(name, reused=False)
        yield entry
    progress.done()


def _why(error: FilmgenError, path: Path) -> str:
    """An error's line without the path, which stands beside it anyway."""
    return re.sub(r"^(?::\d+)?: ", "", str(error).removeprefix(str(path)))
