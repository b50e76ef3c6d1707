"""The cast a person sets by hand: `cast.toml`, read strictly and written to start from.

SCOTT = "am_michael"

["MAN #2"]
voice = "bm_george+am_fenrir"
speed = 0.95
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgen.errors import ConfigError
from filmgen.sound.cast import Cast, CastEntry
from filmgen.sound.voice import Voice, split_blend


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    voice: str
    speed: float = Field(1.0, ge=0.5, le=2.0)


def read_cast(path: Path, voices: Sequence[Voice]) -> dict[str, CastEntry]:
    """Entries by upper-case character name; empty where there is no file.

    Args:
        path: a TOML file: a voice, or a table of `voice` and `speed`, for each character.
        voices: the engine's; empty accepts any voice (engines without voices).

    Raises:
        ConfigError: not TOML, an unknown key or voice (the nearest known one is named), or a
            speed outside 0.5 to 2.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(path.name, f"{path} cannot be read as TOML: {error}") from error
    entries: dict[str, CastEntry] = {}
    for name, value in document.items():
        setting = _setting(path, name, {"voice": value} if isinstance(value, str) else value)
        _check_voice(path, name, setting.voice, voices)
        entries[" ".join(name.upper().split())] = CastEntry(setting.voice, setting.speed)
    return entries


def format_cast(cast: Cast) -> str:
    """A cast as the text of a cast.toml that `read_cast` takes back."""
    tables = []
    for name, entry in cast.entries:
        # JSON's escapes are TOML's.
        quoted = json.dumps(name, ensure_ascii=False)
        speed = "" if entry.speed == 1.0 else f"speed = {entry.speed}\n"
        tables.append(f"[{quoted}]\nvoice = {json.dumps(entry.voice, ensure_ascii=False)}\n{speed}")
    return "\n".join(tables)


def _setting(path: Path, name: str, value: object) -> _Setting:
    try:
        return _Setting.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in (name, *first["loc"]))
        if first["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(first["loc"][-1]), _Setting.model_fields, 1, 0.4)
            advice = f"; did you mean {near[0]!r}?" if near else "; known are voice and speed"
            raise ConfigError(key, f"unknown key in {path}{advice}") from error
        raise ConfigError(key, f"{first['msg']} (in {path})") from error


def _check_voice(path: Path, name: str, voice_id: str, voices: Sequence[Voice]) -> None:
    known = {voice.id: voice for voice in voices}
    if not known or voice_id in known:
        return
    try:
        parts = [part for part, _ in split_blend(voice_id)]
    except ValueError as error:
        raise ConfigError(f"{name}.voice", f"{error} (in {path})") from error
    for part in parts:
        if part not in known:
            near = difflib.get_close_matches(part, known, 1, 0.5)
            advice = f"did you mean {near[0]!r}?" if near else "known are " + ", ".join(known)
            raise ConfigError(f"{name}.voice", f"no voice {part!r} (in {path}); {advice}")
        if len(parts) > 1 and not known[part].mixable:
            raise ConfigError(f"{name}.voice", f"voice {part!r} cannot be mixed (in {path})")
