"""The user's own cast: a bible in JSON or TOML, or plain lines "MARA: 34, a lamp; wants …"."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmgen.errors import ConfigError
from filmgen.screenplay.names import normalise_name
from filmgen.story import clean
from filmgen.story.model import Person

_BYTES = 1_000_000
_MOST = 200
_LINE = re.compile(r"^\s*[-*•]?\s*([^:：,，(（]{1,40}?)\s*[:：]\s*(.*)$")
_AGE = re.compile(r"\b(\d{1,3}s?)\b")
_WANTS = re.compile(r"\bwants?(?: to)?\b[: ]*([^.;。；]+)", re.IGNORECASE)
_KEY = "--characters"


def read_characters(path: Path) -> tuple[Person, ...]:
    """The people of a file, in its order.

    JSON and TOML hold a list of tables, or one under `characters`, or tables by name; keys
    read are name, age, role, look, want or wants, secret, voice; others are left alone. Other
    files hold a line a person: "NAME: description".

    Raises:
        ConfigError: the file cannot be read, is damaged, or names nobody.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise ConfigError(_KEY, f"{path} is larger than a list of characters ever is (1 MB)")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        way = f"name a file in it: {path / 'cast.txt'}" if path.is_dir() else "name another file"
        raise ConfigError(_KEY, f"{path} cannot be read: {why}; {way}") from error
    suffix = path.suffix.lower()
    try:
        if suffix == ".toml":
            people = _tables(tomllib.loads(text))
        elif suffix == ".json" or text.lstrip()[:1] in ("{", "["):
            people = _tables(json.loads(text))
        else:
            people = _lines(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(_KEY, f"{path} is damaged: {' '.join(str(error).split())}") from error
    unique = {person.name: person for person in reversed(people)}
    kept = tuple(person for person in people if unique.get(person.name) is person)[:_MOST]
    if not kept:
        raise ConfigError(_KEY, f"{path} names nobody; write a line a person: NAME: description")
    return kept


def _tables(value: Any) -> list[Person]:
    if isinstance(value, Mapping):
        listed = value.get("characters", value.get("people"))
        if listed is not None:
            value = listed
    if isinstance(value, Mapping):
        value = [
            {"name": name, **(table if isinstance(table, Mapping) else {"look": table})}
            for name, table in value.items()
        ]
    if not isinstance(value, list):
        return []
    return [person for person in map(_table, value) if person is not None]


def _table(table: Any) -> Person | None:
    if isinstance(table, str):
        table = {"name": table}
    if not isinstance(table, Mapping):
        return None

    def words(*keys: str) -> str:
        found = next((table[key] for key in keys if table.get(key)), "")
        if isinstance(found, Mapping):
            found = found.get("text", found.get("value", ""))
        if isinstance(found, list):
            found = ", ".join(map(str, found))
        return clean.phrase(str(found), 20)

    full = clean.plain(str(table.get("name", "")))
    if not any(c.isalpha() for c in full):
        return None
    return Person(
        normalise_name(full)[:28], "", words("role"), words("age"), words("look", "description"),
        words("want", "wants"), words("secret"), words("voice"),
    )  # fmt: skip


def _lines(text: str) -> list[Person]:
    people = []
    for line in text.splitlines():
        match = _LINE.match(line)
        name = clean.plain(match[1] if match else line)
        if line.lstrip().startswith("#") or not any(c.isalpha() for c in name) or len(name) > 40:
            continue
        said = clean.plain(match[2]) if match else ""
        age, wants = _AGE.search(said), _WANTS.search(said)
        look = said
        if wants:
            look = look.replace(wants[0], "")
        if age:
            look = look.replace(age[0], "", 1)
        look = re.sub(r"^[\s,;.]+|[\s,;.]+$", "", re.sub(r"\s*([,;])(?:\s*[,;])+", r"\1", look))
        people.append(
            Person(
                normalise_name(name)[:28], "", "", age[1] if age else "",
                clean.phrase(look, 14), clean.phrase(wants[1], 14) if wants else "",
            )
        )  # fmt: skip
    return people
