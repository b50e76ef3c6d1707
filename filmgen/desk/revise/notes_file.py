"""Notes in a file: what `filmgen feedback` wrote, any list of notes in JSON, or one note a line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.errors import ConfigError

_MOST = 200
_LONGEST = 2000


@dataclass(frozen=True)
class GivenNote:
    """A note and, where it came with one, the number of its scene."""

    text: str
    scene: str | None = None


def read_notes(path: Path) -> tuple[GivenNote, ...]:
    """The notes of a file, in its order.

    Raises:
        ConfigError: it cannot be read, or holds none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not text"
        raise ConfigError("--notes", f"{path}: {reason}") from error
    if text.lstrip()[:1] in ("{", "["):
        try:
            found = _listed(json.loads(text))
        except ValueError as error:
            raise ConfigError("--notes", f"{path}: is not JSON: {error}") from error
    else:
        lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip() for line in text.split("\n"))
        found = [GivenNote(line[:_LONGEST]) for line in lines if line and not line.startswith("#")]
    if not found:
        raise ConfigError("--notes", f"{path}: holds no note")
    return tuple(dict.fromkeys(found))[:_MOST]


def _listed(value: Any) -> list[GivenNote]:
    """Notes of a JSON value: strings, objects with "note", or an object that lists them."""
    if isinstance(value, dict):
        for key in ("notes", "findings", "revisions"):
            if isinstance(value.get(key), list):
                return _listed(value[key])
        return _listed([value])
    found = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, str) and item.strip():
            found.append(GivenNote(item.strip()[:_LONGEST]))
        elif isinstance(item, dict) and isinstance(item.get("note"), str) and item["note"].strip():
            scene = item.get("scene")
            known = str(scene) if isinstance(scene, str | int) and str(scene).strip() else None
            found.append(GivenNote(item["note"].strip()[:_LONGEST], known))
    return found
