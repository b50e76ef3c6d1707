"""Screenplay text to typed scenes: `read_screenplay`, and the words in `model`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from filmgen.screenplay.pages import count_pages
    from filmgen.screenplay.reader import read_screenplay
    from filmgen.screenplay.writer import write_fountain

__all__ = ["count_pages", "read_screenplay", "write_fountain"]

_HOMES = {
    "count_pages": "pages",
    "read_screenplay": "reader",
    "write_fountain": "writer",
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line's start must not pay for parsers."""
    import importlib

    if name in _HOMES:
        return getattr(importlib.import_module(f"filmgen.screenplay.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
