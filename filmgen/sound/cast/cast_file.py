"""The cast a person sets by hand: `cast.toml`, read strictly and written to start from.

SCOTT = "am_michael"

["MAN #2"]
voice = "bm_george+am_fenrir"
speed = 0.95
pitch = -1          # semitones

CROWD = "af_heart & am_liam & bm_lewis"
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgen.errors import ConfigError
from filmgen.sound.cast.assign import Cast, CastEntry
from filmgen.sound.cast.voice import Voice, split_blend, split_chorus


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    voice: str
    speed: float = Field(1.0, ge=0.5, le=2.0)
    pitch: float = Field(0.0, ge=-12.0, le=12.0)
    intonation: float = Field(1.0, ge=0.0, le=2.0)


def read_cast(path: Path, voices: Sequence[Voice]) -> dict[str, CastEntry]:
    """Entries by upper-case character name; empty where there is no file.

    Args:
        path: a TOML file: for each character a voice, or a table of `voice`, `speed`, `pitch` in
            semitones and `intonation` (0 on one note, 1 the voice's own).
        voices: the engine's; empty accepts any voice (engines without voices).

    Raises:
        ConfigError: not TOML, an unknown key or voice (the nearest known one is named), or a
            speed outside 0.5 to 2, a pitch beyond 12 semitones, an intonation outside 0 to 2.
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
        check_voice(f"{name}.voice", setting.voice, voices, f" (in {path})")
        entries[" ".join(name.upper().split())] = CastEntry(
            setting.voice, setting.speed, setting.pitch, setting.intonation
        )
    return entries


def format_cast(cast: Cast) -> str:
    """A cast as the text of a cast.toml that `read_cast` takes back."""
    return "\n".join(
        f"[{_quoted(name)}]\n" + "".join(f"{key} = {value}\n" for key, value in _settings(entry))
        for name, entry in cast.entries
    )


def format_entry(name: str, entry: CastEntry) -> str:
    """One line of cast.toml that gives a character this voice."""
    settings = _settings(entry)
    if len(settings) == 1:
        return f"{_quoted(name)} = {settings[0][1]}"
    return f"{_quoted(name)} = {{ {', '.join(f'{key} = {value}' for key, value in settings)} }}"


def _settings(entry: CastEntry) -> list[tuple[str, str]]:
    """Keys and values as TOML, those that are not as usual."""
    numbers = (("speed", entry.speed, 1.0), ("pitch", entry.pitch_semitones, 0.0),
               ("intonation", entry.intonation, 1.0))  # fmt: skip
    told = [(key, f"{value:g}") for key, value, usual in numbers if value != usual]
    return [("voice", _quoted(entry.voice)), *told]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON's escapes are TOML's


def _setting(path: Path, name: str, value: object) -> _Setting:
    try:
        return _Setting.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in (name, *first["loc"]))
        if first["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(first["loc"][-1]), _Setting.model_fields, 1, 0.4)
            advice = (
                f"; did you mean {near[0]!r}?"
                if near
                else "; known are " + ", ".join(_Setting.model_fields)
            )
            raise ConfigError(key, f"unknown key in {path}{advice}") from error
        raise ConfigError(key, f"{first['msg']} (in {path})") from error


def check_voice(key: str, voice_id: str, voices: Sequence[Voice], where: str = "") -> None:
    """See that an engine has a voice, or all of a blend or a chorus.

    Args:
        key, where: what the error names: the setting, and " (in a file)".

    Raises:
        ConfigError: it has not; the nearest known voice is named.
    """
    known = {voice.id: voice for voice in voices}
    if not known or voice_id in known:
        return
    try:
        blends = [split_blend(name) for name in split_chorus(voice_id)]
    except ValueError as error:
        raise ConfigError(key, f"{error}{where}") from error
    for part, share in (piece for blend in blends for piece in blend):
        if part not in known:
            near = difflib.get_close_matches(part, known, 1, 0.5)
            advice = f"did you mean {near[0]!r}?" if near else "known are " + ", ".join(known)
            raise ConfigError(key, f"no voice {part!r}{where}; {advice}")
        if share < 1.0 and not known[part].mixable:
            raise ConfigError(key, f"voice {part!r} cannot be mixed{where}")
