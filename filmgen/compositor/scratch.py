"""Room for what is made on the way to a result: on the result's own disk, gone when it is there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filmgen.workspace import explained


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """An empty folder beside a file that is to be written; removed with all that is left in it.

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
