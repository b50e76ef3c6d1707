"""What a person changed in the shot list: `OUT/edit/shots.toml`.

The file is read before every run and never written. A shot is named by its identity (16
hex digits, column `identity` of shots.csv) or, shorter, by the display id shown there. A
display id is looked up once, in the shot list the person saw; what it meant is remembered
in that list (`DraftMemory.names`), so that the entry stays with its shot when a new draft of
the script renumbers everything. To point an id at another shot, remove the entry, run
once, and write it again, or use the identity.

    drop = ["sc001_sh050"]

    [shots.sc001_sh020]
    size = "CU"                      # any field of a shot; lists as lists, sizes as in shots.csv
    move = "push-in"
    seed = 7                         # pins the picture's seed
    why = "The director wants her eyes."
    remove_effects = ["smoke"]       # takes a cue out; effect_cues = [...] replaces all of them
    remove_sounds = ["door"]

    [shots.sc001_sh020.setting]      # single fields of the setting
    weather = "rain"

    [lines.anna-1a2b3c]              # ids as in lines.csv; also text, language, on_screen, sung
    delivery = "whispering"

    [[split]]
    shot = "sc001_sh030"
    at = ["She turns"]               # each begins a new shot: words of the action or of a line
    size = ["MS", "CU"]              # sizes of the pieces, optional

    [[add]]
    name = "knife"                   # yours to choose; keeps seed and caches
    after = "sc001_sh020"            # or before = "..."
    setup = "insert"
    size = "ECU"
    insert_prop = "knife"
    action = "The knife on the table."

An entry whose shot is no longer there is a warning, not an error: the words it belonged to
are gone from the script.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import fields

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgen.breakdown.model import (
    Angle,
    Beat,
    EffectCue,
    Move,
    Setup,
    ShotList,
    ShotTransition,
    Size,
    SoundCue,
)
from filmgen.errors import ConfigError
from filmgen.screenplay.model import PlaceKind, TimeOfDay


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SettingChange(_Table):
    """`[shots.ID.setting]`"""

    key: str | None = None
    place: PlaceKind | None = None
    location: str | None = None
    sublocation: str | None = None
    time_of_day: TimeOfDay | None = None
    weather: str | None = None
    words: str | None = None


class ShotChange(_Table):
    """`[shots.ID]`: a value for each field that shall differ."""

    setup: Setup | None = None
    size: Size | None = None
    angle: Angle | None = None
    move: Move | None = None
    lens_mm: int | None = Field(default=None, ge=8, le=1200)
    subjects: tuple[str, ...] | None = None
    present: tuple[str, ...] | None = None
    over: str | None = None
    sides: dict[str, str] | None = None
    props: tuple[str, ...] | None = None
    insert_prop: str | None = None
    title_text: str | None = None
    action: str | None = None
    why: str | None = None
    transition_in: ShotTransition | None = None
    hold_s: float | None = Field(default=None, gt=0, le=600)
    seed: int | None = Field(default=None, ge=0, lt=2**31)
    beats: tuple[Beat, ...] | None = None
    effect_cues: tuple[EffectCue, ...] | None = None
    sound_cues: tuple[SoundCue, ...] | None = None
    remove_effects: tuple[str, ...] = ()
    remove_sounds: tuple[str, ...] = ()
    setting: SettingChange | None = None


class LineChange(_Table):
    """`[lines.ID]`"""

    text: str | None = Field(default=None, min_length=1)
    delivery: str | None = None
    language: str | None = None
    on_screen: bool | None = None
    sung: bool | None = None


class Split(_Table):
    """`[[split]]`"""

    shot: str
    at: tuple[str, ...] = Field(min_length=1)
    size: tuple[Size, ...] = ()


class Addition(ShotChange):
    """`[[add]]`"""

    name: str = Field(min_length=1)
    after: str = ""
    before: str = ""


class Overrides(_Table):
    """The whole of `shots.toml`."""

    shots: dict[str, ShotChange] = {}
    lines: dict[str, LineChange] = {}
    drop: tuple[str, ...] = ()
    split: tuple[Split, ...] = ()
    add: tuple[Addition, ...] = ()

    def is_empty(self) -> bool:
        return not (self.shots or self.lines or self.drop or self.split or self.add)

    def apply(self, shot_list: ShotList, previous: ShotList | None = None) -> ShotList:
        """The shot list with these changes; see `override_changes`."""
        from filmgen.breakdown.override_changes import apply_overrides

        return apply_overrides(self, shot_list, previous)


def read_overrides(text: str, path: str = "shots.toml") -> Overrides:
    """Read the text of a `shots.toml`.

    Args:
        path: named in errors.

    Raises:
        ConfigError: not TOML, an unknown key (the nearest known one is named), a value
            that cannot be used, an addition that names no place or two.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"not TOML: {error}") from error
    try:
        overrides = Overrides.model_validate(data)
    except ValidationError as error:
        raise _explain(error, path) from error
    names = [a.name for a in overrides.add]
    for addition in overrides.add:
        if bool(addition.after) == bool(addition.before):
            raise ConfigError(
                f"{path}: add.{addition.name}", "say where: either after = ... or before = ..."
            )
        if names.count(addition.name) > 1:
            raise ConfigError(
                f"{path}: add.{addition.name}", "two additions have this name; names must differ"
            )
    for key, change in (*overrides.shots.items(), *((a.name, a) for a in overrides.add)):
        bad = [side for side in (change.sides or {}).values() if side not in ("left", "right")]
        if bad:
            raise ConfigError(
                f"{path}: {key}.sides", f"{bad[0]!r} is not a side; use left or right"
            )
    return overrides


_MODELS: dict[str, type[BaseModel]] = {
    "shots": ShotChange,
    "lines": LineChange,
    "split": Split,
    "add": Addition,
}


def _explain(error: ValidationError, path: str) -> ConfigError:
    """The first problem as one line: file, key, and the nearest known key or the allowed values."""
    first = error.errors()[0]
    loc = [str(part) for part in first["loc"]]
    where = f"{path}: {'.'.join(loc)}"
    if first["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        known = _known_keys(loc[:-1])
        near = difflib.get_close_matches(loc[-1], known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return ConfigError(where, f"unknown key; {hint}")
    return ConfigError(
        where, f"{first['msg'][:1].lower()}{first['msg'][1:]} (got {first.get('input')!r})"
    )


def _known_keys(loc: list[str]) -> list[str]:
    if not loc:
        return list(Overrides.model_fields)
    model = _MODELS.get(loc[0], Overrides)
    inner = {
        "setting": list(SettingChange.model_fields),
        "effect_cues": [f.name for f in fields(EffectCue)],
        "sound_cues": [f.name for f in fields(SoundCue)],
        "beats": [f.name for f in fields(Beat)],
    }
    for part in reversed(loc):
        if part in inner and part != loc[0]:
            return inner[part]
    return list(model.model_fields)
