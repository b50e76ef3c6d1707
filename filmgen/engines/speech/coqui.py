"""Engine `coqui`: any Coqui TTS model, by name or from a folder, through its own API.

A model's speakers have names, not descriptions. Only those described in the option
`voices` are cast by gender and age; where none is, every character gets one of the model's
speakers by its seed, always the same.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    fingerprint,
    local_path,
    one_line,
    pick_device,
    quiet,
    require_extra,
    settings_digest,
)
from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech.levels import LEAD_S, TAIL_S, level, trim
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import FloatArray, Sound

ENGINE = "coqui"
ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples."""
BREATH_S = 0.4
"""Length of a line with nothing to pronounce."""

_KEY = f"engine_options.{ENGINE}"
_WHOLE_FOLDER = frozenset({"xtts", "bark", "tortoise"})
_LATIN = frozenset(
    [
        "cs",
        "da",
        "de",
        "en",
        "es",
        "fi",
        "fr",
        "hr",
        "hu",
        "it",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
        "tr",
    ]
)
_NAMES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian"}


class CoquiEngine:
    """Speech engine `coqui`: VITS, XTTS, Tacotron and the rest of `TTS.api.TTS`.

    Cheap to construct: only JSON files are read. The model is loaded by the first line.

    Args:
        model: a name of the library's list ("tts_models/en/vctk/vits"), or a folder with a
            config.json and a checkpoint, or a checkpoint file beside its config.json.
        licence: of the model; the library's list is asked for models it knows.
        voices: speaker name to "GENDER [ACCENT [AGE]]": {"p225": "female en-GB 23"}.
        languages: ISO 639-1 codes it speaks; read from the model's name or config if empty.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
        ConfigError: a voice that is not described as above.
    """

    def __init__(
        self,
        model: str = "",
        *,
        licence: str = "",
        voices: Mapping[str, str] | None = None,
        languages: Sequence[str] = (),
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        require_extra(ENGINE, "coqui", ("TTS", "torchaudio", "torchcodec", "six"))
        if not model:
            raise EngineUnavailable(
                ENGINE,
                f"no model is configured; set {_KEY}.model to a name like "
                "tts_models/en/vctk/vits or to a model's folder",
            )
        self._model = model
        self._local = local_path(ENGINE, f"{_KEY}.model", model)
        self._entry: dict[str, Any] = {}
        config: dict[str, Any] = {}
        if self._local is not None:
            self._config_path, self._checkpoint = _files(self._local)
            config = _read_json(self._config_path)
            if str(config.get("model")) in _WHOLE_FOLDER:
                self._checkpoint = self._config_path.parent
        else:
            self._entry = _listed(model)
        self._languages = tuple(languages) or _languages(model, config)
        self._voices = tuple(_voice(name, text) for name, text in (voices or {}).items())
        self._licence = licence or str(self._entry.get("license") or UNKNOWN_LICENCE)
        self._device, self._threads = device, threads
        self._tts: Any = None

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        """The model, its licence as the library's list or the configuration gives it."""
        if self._local is not None:
            model, which = self._local.name, fingerprint(self._local)
        else:
            release = self._entry.get("github_rls_url") or self._entry.get("commit") or "listed"
            model, which = self._model, settings_digest({"release": str(release)})
        digest = settings_digest({"threads": self._threads, "languages": self._languages})
        return EngineInfo(ENGINE, model, f"{which}+{ALGORITHM_REVISION}.{digest}", self._licence)

    def close(self) -> None:
        self._tts = None

    def voices(self) -> tuple[Voice, ...]:
        """The described speakers; none described means that seeds choose."""
        return self._voices

    def cannot_speak(self, text: str, language: str) -> str:
        """Why the model cannot speak the line, in one line; "" if it can.

        Text without any letter or digit can be spoken, as a breath.
        """
        if not any(c.isalnum() for c in text):
            return ""
        said = " and ".join(_NAMES.get(code, code) for code in self._languages)
        wanted = language.lower().split("-")[0]
        if wanted and wanted not in self._languages:
            return f"the coqui model speaks {said} only; the line is in {wanted!r}"
        letters = [c for c in text if c.isalpha()]
        foreign = [c for c in letters if "LATIN" not in unicodedata.name(c, "")]
        if foreign and (wanted or self._languages[0]) in _LATIN:
            return f"the coqui model speaks {said} only; the line has the letter {foreign[0]!r}"
        return ""

    def speak(self, request: SpeechRequest) -> Sound:
        """Speak one line.

        Returns:
            mono float32 at the model's rate in [-1, 1], trimmed and levelled as every
            engine's lines are; notes hold the speaker and how the speed was reached.

        Raises:
            EngineError: the line cannot be spoken, or the model failed on it.
            EngineUnavailable: the model cannot be loaded.
            ConfigError: unknown voice.
        """
        reason = self.cannot_speak(request.text, request.language)
        if reason:
            raise EngineError(ENGINE, _quote(request.text), reason)
        if not 0.5 <= request.speed <= 2.0:
            raise EngineError(
                ENGINE, _quote(request.text), f"speed {request.speed} is not 0.5 to 2"
            )
        tts = self._loaded()
        rate_hz = int(tts.synthesizer.output_sample_rate)
        speaker = self._speaker(tts, request)
        if not any(c.isalnum() for c in request.text):
            silence = np.zeros(round(BREATH_S * rate_hz), np.float32)
            return Sound(silence, rate_hz, {"speaker": speaker or "", "pace": "none"})
        call: dict[str, Any] = {"speaker": speaker}
        if tts.is_multi_lingual:
            call["language"] = _model_language(tts.languages, request.language)
        try:
            samples, pace = self._say(tts, request, call)
        except (RuntimeError, ValueError, TypeError, KeyError, IndexError, OSError) as error:
            raise EngineError(ENGINE, _quote(request.text), one_line(error)) from error
        if not samples.size or not np.isfinite(samples).all() or not np.abs(samples).max() > 0:
            raise EngineError(ENGINE, _quote(request.text), "the model gave no sound")
        spoken = level(trim(samples, rate_hz, LEAD_S, TAIL_S), rate_hz)
        return Sound(
            np.clip(spoken, -1.0, 1.0).astype(np.float32),
            rate_hz,
            {"speaker": speaker or "", "pace": pace},
        )

    def _say(
        self, tts: Any, request: SpeechRequest, call: dict[str, Any]
    ) -> tuple[FloatArray, str]:
        """Samples at the model's rate, and how the speed was reached."""
        import torch

        model = tts.synthesizer.tts_model
        own = getattr(model, "length_scale", None)
        pace = "model"
        if isinstance(own, int | float):
            model.length_scale = own / request.speed
        elif str(tts.synthesizer.tts_config.model) == "xtts":
            call["speed"] = request.speed
        else:
            pace = "stretched"
        before = torch.get_num_threads()
        # The models draw from torch's global generator: fork it, so that nothing else of
        # this process changes the line, nor the line anything else.
        gpus = range(torch.cuda.device_count()) if next(model.parameters()).is_cuda else ()
        try:
            torch.set_num_threads(max(1, self._threads))
            with torch.random.fork_rng(devices=list(gpus)):
                torch.manual_seed(request.seed)
                made = tts.tts(request.text, **call)
        finally:
            torch.set_num_threads(before)
            if isinstance(own, int | float):
                model.length_scale = own
        samples: FloatArray = np.asarray(made, np.float32).reshape(-1)
        if pace == "stretched" and request.speed != 1.0:
            samples = _stretched(samples, request.speed)
        return samples, pace

    def _speaker(self, tts: Any, request: SpeechRequest) -> str | None:
        known = list(tts.speakers or ())
        if not request.voice:
            return known[request.seed % len(known)] if known else None
        if request.voice in known:
            return request.voice
        names = known or [voice.id for voice in self._voices]
        if not known and request.voice in names:
            return None  # one speaker, described by the configuration
        near = difflib.get_close_matches(request.voice, names, 1, 0.0) or ["none"]
        raise ConfigError("voice", f"the coqui model has no {request.voice!r}; nearest: {near[0]}")

    def _loaded(self) -> Any:
        if self._tts is not None:
            return self._tts
        if self._entry.get("tos_required"):
            import os

            if os.environ.get("COQUI_TOS_AGREED") != "1":
                raise EngineUnavailable(
                    ENGINE,
                    f"{self._model} is under {self._licence}; where you agree to its terms, "
                    "set the environment's COQUI_TOS_AGREED to 1",
                )
        try:
            import transformers

            quiet(transformers, "TTS", "xformers")
            from TTS.api import TTS

            if self._local is None:
                made = TTS(self._model, progress_bar=False)
            else:
                made = TTS(
                    model_path=str(self._checkpoint),
                    config_path=str(self._config_path),
                    progress_bar=False,
                )
            self._tts = made.to(pick_device(self._device))
        # Checkpoints fail with whatever their contents provoke, assertions among them.
        except Exception as error:
            raise EngineUnavailable(
                ENGINE,
                f"{self._model} cannot be loaded: {one_line(error)}; a listed model is "
                f"downloaded once, else set {_KEY}.model to a folder; `filmgen doctor` checks "
                "the libraries",
            ) from error
        return self._tts


def _stretched(samples: FloatArray, speed: float) -> FloatArray:
    """Faster or slower at the same pitch: a phase vocoder over 1024-sample frames."""
    import torch
    from torchaudio.functional import phase_vocoder

    size, hop = 1024, 256
    window = torch.hann_window(size)
    spectrum = torch.stft(torch.from_numpy(samples), size, hop, window=window, return_complex=True)
    advance = torch.linspace(0.0, torch.pi * hop, spectrum.shape[0])[:, None]
    made: FloatArray = (
        torch.istft(phase_vocoder(spectrum, speed, advance), size, hop, window=window)
        .numpy()
        .astype(np.float32)
    )
    return made


def _files(path: Path) -> tuple[Path, Path]:
    """(config.json, checkpoint) of a model's folder or checkpoint file."""
    folder = path if path.is_dir() else path.parent
    config = folder / "config.json"
    if not config.is_file():
        raise EngineUnavailable(ENGINE, f"{folder} is no Coqui model: it has no config.json")
    if path.is_file():
        return config, path
    named = [folder / n for n in ("model_file.pth", "best_model.pth", "model.pth")]
    found = [p for p in named if p.is_file()]
    found = (
        found or sorted(folder.glob("best_model*.pth")) or sorted(folder.glob("checkpoint*.pth"))
    )
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


def _languages(model: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    """ISO 639-1 codes from a model's config or name; English where neither says."""
    listed = config.get("languages")
    if isinstance(listed, list) and listed:
        return tuple(dict.fromkeys(str(code).lower().split("-")[0] for code in listed))
    if config:
        spoken = str(config.get("phoneme_language") or "en").lower()
        return (spoken.split("-")[0].split("_")[0],)
    parts = model.split("/")
    if len(parts) > 1 and parts[1] == "multilingual":
        return ("en", "es", "fr", "de", "it", "pt") if "xtts" in model else ("en", "fr", "pt")
    return (parts[1].split("-")[0],) if len(parts) > 1 else ("en",)


def _model_language(known: Sequence[str], wanted: str) -> str:
    """The model's own code for a language: "zh-cn" for "zh", "fr-fr" for "fr"."""
    code = wanted.lower().split("-")[0] or "en"
    return next((k for k in known if k == code or k.split("-")[0] == code), known[0])


def _voice(name: str, text: str) -> Voice:
    gender, accent, age = [*str(text).split(), "", "", ""][:3]
    if gender not in ("female", "male") or (age and not age.isdigit()) or {*"+:"} & {*name}:
        raise ConfigError(
            f"{_KEY}.voices", f"{name} = {text!r}: write it as 'female en-GB 30', or 'male'"
        )
    return Voice(name, gender, accent or "en-US", int(age or 35))


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
