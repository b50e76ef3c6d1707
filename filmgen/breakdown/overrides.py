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
    remove_sounds = ["door"]

    remove_effects = ["smoke"]       # takes a cue out, also of later shots that carry it on
    add_effects = [{kind = "sparks", at = "lamp", intensity = 0.4, onset = 0.5}]

    [shots.sc001_sh020.effects.fire] # changes the shot's fire; only what is named differs
    intensity = 0.9                  # 0 to 1
    at = "curtains"                  # the thing it is on; "room" fills the place
    onset = 0.4                      # begins there, 0 to 1 through the shot
    wind = -0.5                      # -1 blows to the left of the picture, 1 to the right
    engine = "simulation"            # shoots this one; see [effects.engines] of the configuration
    seed = 7                         # another take of the plate
    colour = "#57a05a"               # of smoke, or the tint of flames
    kind = "embers"                  # makes it something else

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

`effect_cues = [...]` replaces all of a shot's effects, and `effect_cues = []` takes out the lot.
A fire that is removed or changed in the shot whose words call for it is so too in the later shots
of its scene that only carry it on, unless they have an entry of their own. Nothing but the plates
and pictures of those shots is made again.

An entry whose shot is no longer there is a warning, not an error: the words it belonged to
are gone from the script.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import fields

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgen.breakdown.effect_changes import check_cue
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


class EffectChange(_Table):
    """`[shots.ID.effects.KIND]`"""

    kind: str | None = None
    intensity: float | None = None
    at: str | None = None
    onset: float | None = None
    wind: float | None = None
    engine: str | None = None
    seed: int | None = None
    colour: str | None = None


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
    add_effects: tuple[EffectCue, ...] = ()
    effects: dict[str, EffectChange] = {}
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
        _check_effects(change, f"{path}: {key}")
    return overrides


def _check_effects(change: ShotChange, where: str) -> None:
    for name in ("effect_cues", "add_effects"):
        for number, cue in enumerate(getattr(change, name) or ()):
            check_cue(cue, f"{where}.{name}.{number}")
    for kind, effect in change.effects.items():
        check_cue(EffectCue(kind), f"{where}.effects.{kind}")
        check_cue(effect, f"{where}.effects.{kind}")
    for kind in change.remove_effects:
        check_cue(EffectCue(kind), f"{where}.remove_effects")


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
        "add_effects": [f.name for f in fields(EffectCue)],
        "effects": list(EffectChange.model_fields),
        "sound_cues": [f.name for f in fields(SoundCue)],
        "beats": [f.name for f in fields(Beat)],
    }
    for part in reversed(loc):
        if part in inner and part != loc[0]:
            return inner[part]
    return list(model.model_fields)
