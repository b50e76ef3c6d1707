"""Media paths as documents write them: relative to the delivery, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def relative_path(path: Path, root: Path) -> str:
    """`path` seen from `root`, "/" between folders; absolute only on another drive."""
    try:
        seen = os.path.relpath(path, root)
    except ValueError:
        return path.as_posix()
    return Path(seen).as_posix()


def relative_url(path: Path, root: Path) -> str:
    """`relative_path`, percent-encoded as a URL reference."""
    return quote(relative_path(path, root), safe="/-._~")
