"""Room on the disk: files that appear only when complete, and what a full disk is told as."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from filmgen.compositor.encode.codecs import CODECS, Encoding
from filmgen.errors import WorkspaceError
from filmgen.workspace import explained

FULL = "the disk is full"
"""In every error that says so, the workspace's too."""
FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def complete_only(path: Path, needed: Callable[[int], int] | None = None) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place only if the block ends well.

    The block may make a file there or a folder.

    Args:
        needed: bytes that all of it will take, from the bytes written so far; asked where
            the disk turns out to be full.

    Raises:
        WorkspaceError: the disk is full, or the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        if path.is_dir():
            shutil.rmtree(path)
        temporary.replace(path)
    except OSError as error:
        if error.errno in FULL_ERRORS:
            written = size_of(temporary)
            total = needed(written) if needed else 0
            raise full(path, max(total, written), written) from error
        raise WorkspaceError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if temporary.is_dir() and not temporary.is_symlink():
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # there is none, or a part of the path is a file
                temporary.unlink()


@contextlib.contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """An empty folder beside a file that is to be written: for what is made on the way to it.

    It is on the same disk, and removed with all that is left in it.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    with explained(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=path.parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def require_room(path: Path, needed: int) -> None:
    """See that there is room for a file before it is begun.

    Raises:
        WorkspaceError: there is not.
    """
    if _free(path) < needed:
        raise full(path, needed)


def full(path: Path, needed: int, written: int = 0) -> WorkspaceError:
    """The error of a full disk.

    Args:
        needed: bytes the file takes in all. written: bytes of it that are free again now.
    """
    told = f"needs about {megabytes(needed)} MB, " if needed else ""
    free = megabytes(_free(path) + written, down=True)
    return WorkspaceError(
        f"{path}: {FULL}: {told}{free} MB are free in {path.parent}; "
        "free some space and run again, what is finished stays"
    )


def least_bytes(encoding: Encoding, width_px: int, height_px: int, frames: int) -> int:
    """About as little as that many drawn frames take: a film of less room need not be begun."""
    return round(CODECS[encoding.codec].bits / 8 * width_px * height_px * frames)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 if there is none."""
    if path.is_dir():
        return sum(part.stat().st_size for part in path.rglob("*") if part.is_file())
    return path.stat().st_size if path.is_file() else 0


def _free(path: Path) -> int:
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def megabytes(count: int, *, down: bool = False) -> str:
    """Up for what is needed, down for what is there; parts only below ten."""
    tenths = count // 100_000 if down else -(-count // 100_000)
    if tenths < 100:
        return f"{tenths / 10:.1f}"
    return str(count // 1_000_000 if down else -(-count // 1_000_000))
