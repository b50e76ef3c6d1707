"""Settings: typed, few, unknown keys refused with the nearest known one named.

A configuration is a TOML file of the tables below. `configs/draft.toml` is the default;
a named one (`--config final`) lies beside it, any other is a path. `--set film.rate=25`
overrides single keys.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from filmgen.errors import ConfigError
from filmgen.resources import resource
from filmgen.timecode import parse_rate, parse_timecode

ASPECTS = {
    "1.33": Fraction(4, 3),
    "1.66": Fraction(5, 3),
    "1.78": Fraction(16, 9),
    "1.85": Fraction(37, 20),
    "2.00": Fraction(2),
    "2.35": Fraction(47, 20),
    "2.39": Fraction(239, 100),
}


class _Table(BaseModel):
    # `--set film.rate=25` is a number to TOML and a rate to us
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class FilmSettings(_Table):
    """What the delivered film is.

    `size` is the raster, "1280x720"; empty takes `longer_side_px` for the longer side at the
    picture's own aspect. With a size of another shape the picture is letterboxed in it.
    `slate` is the title card, `scene_slates` a card of a second before each scene. `date` is
    written on slates and editorial burn-ins as it stands; empty writes none: a film made
    tomorrow is the same film. `fonts` are font files for scripts that the shipped fonts lack.
    """

    rate: str = "24"
    aspect: str = "1.78"
    size: str = ""
    longer_side_px: int = Field(1280, ge=160, le=8192)
    start_tc: str = "01:00:00:00"
    handles_frames: int = Field(8, ge=0, le=240)
    seed: int = Field(0, ge=0, le=2**31 - 1)
    slate: bool = True
    scene_slates: bool = False
    burn_in: Literal["none", "review", "editorial"] = "review"
    date: str = Field("", max_length=24)
    fonts: tuple[str, ...] = Field((), max_length=8)
    subtitles: bool = True

    @field_validator("rate")
    @classmethod
    def _rate(cls, value: str) -> str:
        parse_rate(value)
        return value

    @field_validator("aspect")
    @classmethod
    def _aspect(cls, value: str) -> str:
        parse_aspect(value)
        return value

    @field_validator("size")
    @classmethod
    def _size(cls, value: str) -> str:
        if value:
            parse_size(value)
        return value

    @model_validator(mode="after")
    def _start_tc(self) -> FilmSettings:
        self.start_frame()
        return self

    def frame_rate(self) -> Fraction:
        return parse_rate(self.rate)

    def start_frame(self) -> int:
        return parse_timecode(self.start_tc, self.frame_rate())

    def drop_frame(self) -> bool:
        """Whether timecode drops frame numbers: `start_tc` says so with ";" before its frames."""
        return ";" in self.start_tc

    def picture_aspect(self) -> Fraction:
        return parse_aspect(self.aspect)

    def raster_px(self) -> tuple[int, int]:
        """(width, height), both even."""
        if self.size:
            return parse_size(self.size)
        aspect, longer = self.picture_aspect(), self.longer_side_px // 2 * 2
        if aspect >= 1:
            return longer, round(longer / aspect / 2) * 2
        return round(longer * aspect / 2) * 2, longer


class EngineSettings(_Table):
    """Which engine makes each medium; `filmgen engines` lists them."""

    storyboard: str = "previs"
    speech: str = "kokoro"
    conversion: str = "spectral"
    effects: str = "simulation"
    ambience: str = "synth"
    music: str = "synth"
    writer: str = "llama"


class StoryboardSettings(_Table):
    """How panels are drawn.

    With `motion`, the engine `previs` renders each shot as a moving 3D camera with figures that
    move between their key poses, `motion_fps` drawings a second ("on threes" at 24 is 8).
    """

    look: Literal["ink", "tone", "clay"] = "ink"
    motion: bool = False
    motion_fps: float = Field(8.0, ge=1.0, le=60.0)


class KindEngines(_Table):
    """Which engine shoots a kind of element; empty is `engines.effects`."""

    dust: str = ""
    embers: str = ""
    explosion: str = ""
    fire: str = ""
    fog: str = ""
    rain: str = ""
    smoke: str = ""
    snow: str = ""
    sparks: str = ""
    steam: str = ""

    def chosen(self) -> dict[str, str]:
        """Engine by kind, where one is given."""
        return {kind: engine for kind, engine in self.model_dump().items() if engine}


class EffectsSettings(_Table):
    """Plates are shot as large as they are seen, this much at most; beyond they are scaled.

    Weather and fog, which have little detail, are shot at half of that.
    """

    plate_height_px: int = Field(540, ge=64, le=2160)
    loop_seconds: float = Field(3.0, ge=1.0, le=20.0)
    engines: KindEngines = KindEngines()


LOUDNESS_LUFS = {"r128": -23.0, "a85": -24.0, "web": -16.0}
"""Integrated loudness by delivery standard: EBU R 128, ATSC A/85, and what streaming sites play."""


class SoundSettings(_Table):
    """What the mix must reach.

    `loudness` is a standard of `LOUDNESS_LUFS` or a number of LUFS, -40 to -8. `duck_db` is how far
    ambience goes down under speech; music goes down less. `library` is a folder of effects that is
    searched before anything is made; "" is none. `score` asks for temp music.
    """

    loudness: str = "r128"
    true_peak_db: float = Field(-1.0, ge=-9.0, le=0.0)
    duck_db: float = Field(-9.0, ge=-40.0, le=0.0)
    library: str = ""
    score: bool = False

    @field_validator("loudness")
    @classmethod
    def _loudness(cls, value: str) -> str:
        parse_loudness(value)
        return value

    @property
    def loudness_lufs(self) -> float:
        """Integrated loudness to reach."""
        return parse_loudness(self.loudness)


class EncodeSettings(_Table):
    """How the picture is encoded.

    `codec` is the delivery: H.264 or H.265 in an mp4 for screening, ProRes in a .mov for editing
    systems, `png` a folder of pictures beside the mix. `hardware` is "off", "auto" (the first
    hardware encoder that works here, else software) or one by name; `crf` (less is better) and
    `preset` are those of x264 and x265.
    """

    codec: Literal["h264", "h265", "prores422", "prores422hq", "prores4444", "png"] = "h264"
    hardware: Literal["off", "auto", "nvenc", "videotoolbox", "qsv", "amf", "vaapi"] = "off"
    crf: int = Field(20, ge=0, le=40)
    preset: Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"] = (
        "veryfast"
    )


class CompositorSettings(_Table):
    """What draws the film's frames: `torch` on a GPU, `cpu`, or `auto`: a GPU where one works."""

    renderer: Literal["auto", "cpu", "torch"] = "auto"


class WritingSettings(_Table):
    """How scripts are written.

    `step` is how much of a scene a model writes in one go: "line" holds a small one by the hand,
    "scene" gives a large one room; "auto" is what its engine says of itself. What our checks do
    not let onto the page is drawn again, `redraws` times.
    """

    step: Literal["auto", "line", "scene"] = "auto"
    redraws: int = Field(3, ge=0, le=8)
    temperature: float = Field(0.8, ge=0.0, le=2.0)


class FarmSettings(_Table):
    """How many processes work at once; 0 is one for each core, at most 8."""

    workers: int = Field(0, ge=0, le=256)


class Config(_Table):
    """All settings of a run. Every table has defaults that work offline."""

    film: FilmSettings = FilmSettings()
    engines: EngineSettings = EngineSettings()
    engine_options: Mapping[str, Mapping[str, Any]] = {}
    storyboard: StoryboardSettings = StoryboardSettings()
    effects: EffectsSettings = EffectsSettings()
    sound: SoundSettings = SoundSettings()
    compositor: CompositorSettings = CompositorSettings()
    encode: EncodeSettings = EncodeSettings()
    writing: WritingSettings = WritingSettings()
    farm: FarmSettings = FarmSettings()


def parse_size(text: str) -> tuple[int, int]:
    """ "1280x720" to (1280, 720).

    Raises:
        ConfigError: malformed, odd (H.264 needs even sides), or outside 64 to 8192.
    """
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError as error:
        raise ConfigError("film.size", f"{text!r} is not WIDTHxHEIGHT, like 1280x720") from error
    if not (64 <= width <= 8192 and 64 <= height <= 8192):
        raise ConfigError("film.size", f"{text} is outside 64x64 to 8192x8192")
    if width % 2 or height % 2:
        near = f"{width - width % 2}x{height - height % 2}"
        raise ConfigError("film.size", f"{text} has an odd side; the nearest size is {near}")
    return width, height


def parse_aspect(text: str) -> Fraction:
    """ "2.39", "9:16" or "16/9" to width over height.

    Raises:
        ConfigError: not an aspect, or outside 0.4 to 3.
    """
    raw = text.strip()
    try:
        aspect = ASPECTS.get(raw) or Fraction(raw.replace(":", "/"))
    except (ValueError, ZeroDivisionError) as error:
        raise ConfigError("film.aspect", f"{raw!r} is not an aspect, like 2.39 or 9:16") from error
    if not Fraction(2, 5) <= aspect <= 3:
        raise ConfigError("film.aspect", f"{raw} is outside 0.4 to 3")
    return aspect


def parse_loudness(text: str) -> float:
    """ "r128", "a85", "web" or a number to LUFS.

    Raises:
        ConfigError: neither, or outside -40 to -8.
    """
    if text in LOUDNESS_LUFS:
        return LOUDNESS_LUFS[text]
    try:
        target = float(text)
    except ValueError as error:
        known = ", ".join(LOUDNESS_LUFS)
        message = f"{text!r} is not {known} or a number of LUFS, like -16"
        raise ConfigError("sound.loudness", message) from error
    if not -40.0 <= target <= -8.0:
        raise ConfigError("sound.loudness", f"{text} is outside -40 to -8 LUFS")
    return target


def load_config(
    source: str | Path = "draft", overrides: Iterable[str] = (), **tables: Mapping[str, Any]
) -> Config:
    """Read a configuration by name or path and apply `key=value` overrides to it.

    Args:
        source: a name that ships ("draft", "final") or a TOML file.
        overrides: dotted keys, "film.rate=25"; values are read as TOML, else as text.
        tables: tables to lay over everything else, as Python values; None values are skipped.

    Raises:
        ConfigError: unknown name or key, or a value out of range.
    """
    data = _read(source)
    for override in overrides:
        key, sep, raw = override.partition("=")
        if not sep:
            raise ConfigError("--set", f"{override!r} is not key=value")
        _lay(data, key.strip().split("."), _value(raw.strip()))
    for table, values in tables.items():
        for key, value in values.items():
            if value is not None:
                _lay(data, [table, key], value)
    _refuse_unknown(data, Config, "", str(source))
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        cause = first.get("ctx", {}).get("error")
        message = str(cause) if isinstance(cause, ConfigError) else first["msg"].lower()
        raise ConfigError(key, f"{message} (in {source})") from error
    except ConfigError as error:
        raise ConfigError(error.key, f"{str(error).partition(': ')[2]} (in {source})") from error


def config_names() -> tuple[str, ...]:
    """Names of the configurations that ship."""
    return tuple(sorted(p.stem for p in resource("configs").glob("*.toml")))


def _read(source: str | Path) -> dict[str, Any]:
    path = Path(source)
    if path.suffix != ".toml" and not path.exists():
        names = config_names()
        if str(source) not in names:
            raise ConfigError(
                "--config", f"no configuration {str(source)!r}; there are {', '.join(names)}"
            )
        path = resource("configs", f"{source}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError("--config", f"{path} cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("--config", f"{path} is not TOML: {error}") from error


def _value(raw: str) -> Any:
    try:
        return tomllib.loads(f"v = {raw}")["v"]
    except tomllib.TOMLDecodeError:
        return raw


def _lay(data: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            raise ConfigError(".".join(keys), f"{key} is a value, not a table")
        data = inner
    data[keys[-1]] = value


def _refuse_unknown(data: Mapping[str, Any], model: type[BaseModel], at: str, source: str) -> None:
    for key, value in data.items():
        field = model.model_fields.get(key)
        if field is None:
            near = difflib.get_close_matches(key, model.model_fields, 1, 0.4)
            nearest = [f"{at}{name}" for name in near] or _anywhere(key)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            raise ConfigError(f"{at}{key}", f"unknown key{hint} (in {source})")
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{at}{key}", f"is a table, not a value (in {source})")
            _refuse_unknown(value, field.annotation, f"{at}{key}.", source)


def _anywhere(key: str) -> list[str]:
    """The nearest key of any table: `--set rate=25` should hear of film.rate."""
    known = {
        name: f"{table}.{name}"
        for table, field in Config.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        for name in field.annotation.model_fields
    }
    return [known[name] for name in difflib.get_close_matches(key, known, 1, 0.5)]
