"""Where the files that ship with filmgen lie: in the wheel, or beside the source tree."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(kind: str, *parts: str) -> Path:
    """Path of a shipped file. `kind` is "assets" or "configs".

    Raises:
        FileNotFoundError: nothing of that name ships.
    """
    for root in (_PACKAGE / f"_{kind}", _PACKAGE.parent / kind):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{kind}/{'/'.join(parts)} does not ship with this install of filmgen")
