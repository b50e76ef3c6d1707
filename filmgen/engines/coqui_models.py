"""Coqui's models as files and names: what speech and voice conversion by `TTS.api` share."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    fingerprint,
    local_path,
    one_line,
    quiet,
    require_extra,
    settings_digest,
)
from filmgen.errors import EngineUnavailable

ENGINE = "coqui"
KEY = f"engine_options.{ENGINE}"
_PACKAGES = ("TTS", "torchaudio", "torchcodec", "six")
_WHOLE_FOLDER = frozenset({"xtts", "bark", "tortoise"})
_CHECKPOINTS = ("model_file.pth", "best_model.pth", "model.pth", "checkpoint.pth")
_XTTS = ("en", "es", "fr", "de", "it", "pt", "pl", "tr", "ru", "nl", "cs", "ar", "zh", "hu", "ko",
         "ja", "hi")  # fmt: skip


@dataclass(frozen=True)
class CoquiModel:
    """A model named in the configuration, before anything of it is loaded.

    Attributes:
        model: as named: one of the library's list, a folder or a checkpoint.
        local: its folder or checkpoint, or None for one of the list.
        config_path, checkpoint: of a local model; a folder for those that load themselves.
        config: the local model's config.json.
        entry: the list's own record of it, {} for what is not listed.
    """

    model: str
    local: Path | None = None
    config_path: Path = Path()
    checkpoint: Path = Path()
    config: Mapping[str, Any] = field(default_factory=dict)
    entry: Mapping[str, Any] = field(default_factory=dict)

    @property
    def licence(self) -> str:
        return str(self.entry.get("license") or UNKNOWN_LICENCE)

    def identity(self) -> tuple[str, str]:
        """(name, what weights these are) for provenance."""
        if self.local is not None:
            return self.local.name, fingerprint(self.local)
        release = self.entry.get("github_rls_url") or self.entry.get("commit") or "listed"
        return self.model, settings_digest({"release": str(release)})

    def languages(self) -> tuple[str, ...]:
        """ISO 639-1 codes from the config or the name; English where neither says."""
        listed = self.config.get("languages")
        if isinstance(listed, list) and listed:
            return tuple(dict.fromkeys(str(code).lower().split("-")[0] for code in listed))
        if self.config:
            spoken = str(self.config.get("phoneme_language") or "en").lower()
            return (spoken.split("-")[0].split("_")[0],)
        parts = self.model.split("/")
        if len(parts) > 1 and parts[1] == "multilingual":
            return _XTTS if "xtts" in self.model else ("en", "fr", "pt")
        return (parts[1].split("-")[0],) if len(parts) > 1 else ("en",)


def coqui_model(model: str, key: str, example: str) -> CoquiModel:
    """What a configured name means. Reads JSON files only.

    Args:
        key: the option that names it: "engine_options.coqui.model".
        example: a name of the list, for whoever has not set it.

    Raises:
        EngineUnavailable: the extra is not installed, or no such model is there.
    """
    require_extra(ENGINE, "coqui", _PACKAGES)
    if not model:
        raise EngineUnavailable(
            ENGINE,
            f"no model is configured; set {key} to a name like {example} or to a model's folder",
        )
    local = local_path(ENGINE, key, model)
    if local is None:
        return CoquiModel(model, entry=_listed(model))
    config_path, checkpoint = _files(local)
    config = _read_json(config_path)
    if str(config.get("model")) in _WHOLE_FOLDER:
        checkpoint = config_path.parent
    return CoquiModel(model, local, config_path, checkpoint, config)


def open_api(model: CoquiModel, key: str, load: Any) -> Any:
    """Import `TTS.api` and load a model with it.

    Args:
        load: called with the class `TTS`; returns what it loaded.

    Raises:
        EngineUnavailable: its terms are not agreed to, or it cannot be loaded.
    """
    if model.entry.get("tos_required") and os.environ.get("COQUI_TOS_AGREED") != "1":
        raise EngineUnavailable(
            ENGINE,
            f"{model.model} is under {model.licence}; where you agree to its terms, "
            "set the environment's COQUI_TOS_AGREED to 1",
        )
    try:
        import transformers

        quiet(transformers, "TTS", "xformers")
        from TTS.api import TTS

        return load(TTS)
    # Checkpoints fail with whatever their contents provoke, assertions among them.
    except Exception as error:
        raise EngineUnavailable(
            ENGINE,
            f"{model.model} cannot be loaded: {one_line(error)}; a listed model is "
            f"downloaded once, else set {key} to a folder; `filmgen doctor` checks "
            "the libraries",
        ) from error


@contextmanager
def reading_by_soundfile() -> Iterator[None]:
    """Let the library read recordings by libsndfile while this lasts.

    It calls `torchaudio.load`, which wants FFmpeg's shared libraries; few machines have the
    version that it wants, and WAVs need none.
    """
    import soundfile
    import torch
    import torchaudio

    def load(path: Any, *_: Any, **__: Any) -> tuple[Any, int]:
        samples, rate_hz = soundfile.read(str(path), dtype="float32", always_2d=True)
        return torch.from_numpy(samples.T.copy()), int(rate_hz)

    theirs = torchaudio.load
    torchaudio.load = load
    try:
        yield
    finally:
        torchaudio.load = theirs


def _files(path: Path) -> tuple[Path, Path]:
    """(config.json, checkpoint) of a model's folder or checkpoint file."""
    folder = path if path.is_dir() else path.parent
    config = folder / "config.json"
    if not config.is_file():
        raise EngineUnavailable(ENGINE, f"{folder} is no Coqui model: it has no config.json")
    if path.is_file():
        return config, path
    named = [folder / n for n in _CHECKPOINTS]
    found = [p for p in named if p.is_file()]
    found = (
        found or sorted(folder.glob("best_model*.pth")) or sorted(folder.glob("checkpoint*.pth"))
    )
    if not found and _read_json(config).get("model") == "knnvc":
        return config, config  # it has no weights but WavLM's and its vocoder's
    if not found:
        raise EngineUnavailable(ENGINE, f"{folder} is no Coqui model: it has no model_file.pth")
    return config, found[0]


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineUnavailable(ENGINE, f"{path} cannot be read: {one_line(error)}") from error
    return data if isinstance(data, dict) else {}


def _listed(model: str) -> dict[str, Any]:
    """The library's own entry for a model it can download; {} for fairseq's, which it cannot list.

    Raises:
        EngineUnavailable: no model of that name.
    """
    spec = find_spec("TTS")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    listing = Path(folders[0], ".models.json") if folders else None
    parts = model.split("/")
    if listing is None or not listing.is_file() or "fairseq" in parts:
        return {}
    level_of: Any = _read_json(listing)
    for part in parts:
        if not isinstance(level_of, dict) or part not in level_of:
            near = difflib.get_close_matches(part, level_of, 1, 0.4) if level_of else []
            hint = f"; did you mean {near[0]}?" if near else ""
            raise EngineUnavailable(
                ENGINE, f"no Coqui model {model!r} (at {part!r}){hint}; or set a folder"
            )
        level_of = level_of[part]
    return dict(level_of) if isinstance(level_of, dict) else {}


def model_language(known: Sequence[str], wanted: str) -> str:
    """The model's own code for a language: "zh-cn" for "zh", "fr-fr" for "fr"."""
    code = wanted.lower().split("-")[0] or "en"
    return next((k for k in known if k == code or k.split("-")[0] == code), known[0])
