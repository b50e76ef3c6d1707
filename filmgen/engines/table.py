"""Which engines there are: names to classes, imported only when used.

Other packages add engines through the entry-point group `filmgen.engines`; an entry
point's name is "medium.name", its value "module:Class". A class is constructed with the
options of its table in the configuration (`[engine_options.NAME]`; engines of one name in
several media share the table, each takes the options it has), raises `EngineUnavailable`
where it cannot run, and must be cheap to construct: models are loaded on first use, so that
a run that reuses everything loads none.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from inspect import signature
from typing import Any

from filmgen.engines.protocols import Engine
from filmgen.errors import ConfigError, EngineUnavailable, FilmgenError
from filmgen.wording import listed

ENGINES: Mapping[str, Mapping[str, str]] = {
    "storyboard": {
        "diffusers": "filmgen.engines.storyboard.diffusers:DiffusersEngine",
        "previs": "filmgen.engines.storyboard.previs:PrevisEngine",
    },
    "speech": {
        "coqui": "filmgen.engines.speech.coqui:CoquiEngine",
        "espeak": "filmgen.engines.speech.espeak:EspeakEngine",
        "kokoro": "filmgen.engines.speech.kokoro:KokoroEngine",
        "piper": "filmgen.engines.speech.piper:PiperEngine",
        "silence": "filmgen.engines.speech.silence:SilenceEngine",
        "transformers": "filmgen.engines.speech.transformers:TransformersEngine",
    },
    "effects": {
        "diffusion": "filmgen.engines.effects.learned:DiffusionEngine",
        "gan": "filmgen.engines.effects.learned:GanEngine",
        "simulation": "filmgen.engines.effects.simulation:SimulationEngine",
    },
    "ambience": {
        "audiocraft": "filmgen.engines.ambience.audiocraft:AudiocraftAmbience",
        "diffusers-audio": "filmgen.engines.ambience.diffusers_audio:DiffusersAmbience",
        "synth": "filmgen.engines.ambience.synth:SynthAmbience",
    },
    "conversion": {
        "coqui": "filmgen.engines.conversion.coqui:CoquiConversion",
        "spectral": "filmgen.engines.conversion.spectral:SpectralEngine",
    },
    "music": {
        "musicgen": "filmgen.engines.music.musicgen:MusicgenScore",
        "synth": "filmgen.engines.music.synth:SynthScore",
    },
    "writer": {
        "llama": "filmgen.engines.writer.llama:LlamaWriter",
        "openai": "filmgen.engines.writer.openai:OpenaiWriter",
        "outline": "filmgen.engines.writer.outline:OutlineWriter",
        "transformers": "filmgen.engines.writer.transformers:TransformersWriter",
    },
}
"""By medium, then by name. Every medium also takes a person's own files, see `edit_folder`."""


@dataclass(frozen=True)
class EngineState:
    """One row of `filmgen engines`."""

    medium: str
    name: str
    ready: bool
    model: str
    licence: str
    reason: str


def engine_names(medium: str) -> tuple[str, ...]:
    """Names of the engines of a medium, installed packages' included."""
    return tuple(sorted(_known(medium)))


def create_engine(medium: str, name: str, options: Mapping[str, Any] | None = None) -> Any:
    """Construct an engine.

    Raises:
        ConfigError: no engine of that name, or an option it does not have.
        EngineUnavailable: it cannot run here; says what to install.
    """
    known = _known(medium)
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"
        raise ConfigError(f"engines.{medium}", f"no engine {name!r}{hint}")
    try:
        engine_class = _class(known[name])
    except ImportError as error:
        raise EngineUnavailable(
            name, f"{error}; `filmgen engines` lists what to install"
        ) from error
    own = _own_options(medium, name, engine_class, options or {})
    _check_options(name, engine_class, own)
    try:
        return engine_class(**own)
    except TypeError as error:
        raise ConfigError(f"engine_options.{name}", str(error).partition("() ")[2]) from error


def engine_states() -> tuple[EngineState, ...]:
    """Every engine, and whether it can run here."""
    rows = []
    for medium in ENGINES:
        for name in engine_names(medium):
            try:
                engine: Engine = create_engine(medium, name)
                info = engine.describe()
                rows.append(EngineState(medium, name, True, info.model, info.licence, ""))
                engine.close()
            except FilmgenError as error:
                rows.append(EngineState(medium, name, False, "", "", str(error)))
    return tuple(rows)


def _class(target: str) -> Any:
    module_name, _, class_name = target.partition(":")
    return getattr(import_module(module_name), class_name)


def _own_options(
    medium: str, name: str, engine_class: Any, options: Mapping[str, Any]
) -> dict[str, Any]:
    """Without those that only engines of the same name in other media take."""
    taken = signature(engine_class).parameters
    foreign = {key for key in options if key not in taken}
    if foreign:
        for other in ENGINES:
            if other != medium and name in ENGINES[other]:
                with suppress(ImportError):
                    foreign -= {*signature(_class(ENGINES[other][name])).parameters}
    return {key: value for key, value in options.items() if key in taken or key in foreign}


def _check_options(name: str, engine_class: Any, options: Mapping[str, Any]) -> None:
    """Raise `ConfigError` for an option that the engine does not have."""
    taken = signature(engine_class).parameters
    unknown = [key for key in options if key not in taken]
    if not unknown or any(one.kind is one.VAR_KEYWORD for one in taken.values()):
        return
    key = f"engine_options.{name}"
    if unknown[0] == "model":
        raise ConfigError(key, f"engine {name} has no model; leave out --model, or model in --set")
    has = f"no option {unknown[0]!r}; it has {listed([*taken])}" if taken else "no options"
    raise ConfigError(key, f"engine {name} has {has}; leave out {unknown[0]!r}")


def _known(medium: str) -> dict[str, str]:
    known = dict(ENGINES[medium])
    for point in entry_points(group="filmgen.engines"):
        kind, _, name = point.name.partition(".")
        if kind == medium and name:
            known.setdefault(name, point.value)
    return known


_open: dict[str, tuple[str, Any]] = {}


def shared_engine(medium: str, name: str, options: tuple[tuple[str, Any], ...] = ()) -> Any:
    """This process's engine of a medium, kept loaded until another of the medium is asked for.

    Workers call this for every request: the model is loaded once a process.

    Raises:
        ConfigError, EngineUnavailable: as `create_engine`.
    """
    tag = f"{name}:{options!r}"
    held = _open.get(medium)
    if held is not None and held[0] == tag:
        return held[1]
    if held is not None:
        held[1].close()
    engine = create_engine(medium, name, dict(options))
    _open[medium] = (tag, engine)
    return engine
