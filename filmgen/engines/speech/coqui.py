"""Engine `coqui`: any Coqui TTS model, by name or from a folder, through its own API.

A model's speakers have names, not descriptions. Only those described in the option
`voices` are cast by gender and age; where none is, every character gets one of the model's
speakers by its seed, always the same. A voice may also be cloned from a recording, by models
that clone (XTTS), with the consent of whoever speaks in it; see `voice_options`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from filmgen.engines.coqui_models import (
    ENGINE,
    KEY,
    coqui_model,
    model_language,
    open_api,
    reading_by_soundfile,
)
from filmgen.engines.hub import fingerprint, one_line, pick_device, seeded, settings_digest
from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech.takes import (
    breath,
    check_request,
    cut_text,
    finished,
    has_words,
    joined,
    quoted,
    respelled,
    stretched,
    why_not,
)
from filmgen.engines.speech.voice_options import voice_options
from filmgen.errors import ConfigError, EngineError
from filmgen.media import FloatArray, VoiceLine
from filmgen.workspace import file_sha256

ALGORITHM_REVISION = "3"
"""Changes with everything here that may change samples."""
MOST_LETTERS = 180
"""Read at once: XTTS takes 250 in most languages, and attention of the older models slips."""


class CoquiEngine:
    """Speech engine `coqui`: VITS, XTTS, Tacotron and the rest of `TTS.api.TTS`.

    Cheap to construct: only JSON files are read. The model is loaded by the first line.

    Args:
        model: a name of the library's list ("tts_models/en/vctk/vits"), or a folder with a
            config.json and a checkpoint, or a checkpoint file beside its config.json.
        licence: of the model; the library's list is asked for models it knows.
        voices: speaker name to its description, or to a table; see `voice_options`.
        languages: ISO 639-1 codes it speaks; read from the model's name or config if empty.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there.
        ConfigError: a voice that is not described, or cloned without consent.
    """

    def __init__(
        self,
        model: str = "",
        *,
        licence: str = "",
        voices: Mapping[str, Any] | None = None,
        languages: Sequence[str] = (),
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        self._model = coqui_model(model, f"{KEY}.model", "tts_models/en/vctk/vits")
        self._languages = tuple(languages) or self._model.languages()
        self._voices = voice_options(KEY, voices, ("reference",))
        self._licence = licence or self._model.licence
        self._device, self._threads = device, threads
        self._tts: Any = None

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        """The model, its licence as the library's list or the configuration gives it."""
        name, which = self._model.identity()
        settings: dict[str, Any] = {"threads": self._threads, "languages": self._languages}
        cloned = {
            name: [fingerprint(option.reference), option.consent]
            for name, option in self._voices.items()
            if option.reference is not None
        }
        digest = settings_digest({**settings, "cloned": cloned} if cloned else settings)
        return EngineInfo(ENGINE, name, f"{which}+{ALGORITHM_REVISION}.{digest}", self._licence)

    def close(self) -> None:
        self._tts = None

    def voices(self) -> tuple[Voice, ...]:
        """The described speakers; none described means that seeds choose."""
        return tuple(option.voice for option in self._voices.values())

    def cannot_speak(self, text: str, language: str) -> str:
        """Why the model cannot speak the line, in one line; "" if it can."""
        return why_not(ENGINE, self._languages, text, language)

    def speak(self, request: SpeechRequest) -> VoiceLine:
        """Speak one line.

        Returns:
            mono float32 at the model's rate in [-1, 1], trimmed and levelled as every
            engine's lines are; notes hold the speaker, how the speed was reached and, of a
            cloned voice, the recording with the note of consent.

        Raises:
            EngineError: the line cannot be spoken, or the model failed on it.
            EngineUnavailable: the model cannot be loaded.
            ConfigError: unknown voice, or a model that cannot clone.
        """
        check_request(ENGINE, request, self.cannot_speak(request.text, request.language))
        tts = self._loaded()
        rate_hz = int(tts.synthesizer.output_sample_rate)
        call, notes = self._speaker(tts, request)
        if not has_words(request.text):
            return breath(rate_hz, {**notes, "pace": "none"})
        if tts.is_multi_lingual:
            call["language"] = model_language(tts.languages, request.language)
        text, ipa = respelled(request.text, request.pronunciations)
        try:
            samples, pace = self._say(tts, text, request, call)
        except (RuntimeError, ValueError, TypeError, KeyError, IndexError, OSError) as error:
            raise EngineError(ENGINE, quoted(request.text), one_line(error)) from error
        notes = {**notes, "pace": pace, **({"as_written": list(ipa)} if ipa else {})}
        return finished(ENGINE, request, samples, rate_hz, notes)

    def _say(
        self, tts: Any, text: str, request: SpeechRequest, call: dict[str, Any]
    ) -> tuple[FloatArray, str]:
        """Samples at the model's rate, and how the speed was reached."""
        model = tts.synthesizer.tts_model
        rate_hz = int(tts.synthesizer.output_sample_rate)
        own = getattr(model, "length_scale", None)
        pace = "model"
        if isinstance(own, int | float):
            model.length_scale = own / request.speed
        elif str(tts.synthesizer.tts_config.model) == "xtts":
            call["speed"] = request.speed
        else:
            pace = "stretched"
        pieces = []
        try:
            with (
                reading_by_soundfile(),
                seeded(request.seed, self._threads, str(next(model.parameters()).device)),
            ):
                for piece in filter(has_words, cut_text(text, MOST_LETTERS)):
                    made = tts.tts(piece, split_sentences=False, **call)
                    pieces.append(np.asarray(made, np.float32).reshape(-1))
        finally:
            if isinstance(own, int | float):
                model.length_scale = own
        if pace == "stretched":
            pieces = [stretched(piece, rate_hz, request.speed) for piece in pieces]
        return joined(pieces, rate_hz, request.speed), pace

    def _speaker(self, tts: Any, request: SpeechRequest) -> tuple[dict[str, Any], dict[str, Any]]:
        """Arguments of the call that choose the speaker, and the notes that name it."""
        known = list(tts.speakers or ())
        chosen = request.voice
        if not chosen and not known and self._voices:
            names = sorted(self._voices)
            chosen = names[request.seed % len(names)]
        option = self._voices.get(chosen)
        if option is not None and option.reference is not None:
            if not tts.synthesizer.tts_model.config.supports_cloning:
                raise ConfigError(
                    f"{KEY}.voices.{chosen}.reference", f"{self._model.model} does not clone voices"
                )
            reference = {"file": option.reference.name, "sha256": file_sha256(option.reference),
                         "consent": option.consent}  # fmt: skip
            return {"speaker_wav": str(option.reference)}, {"speaker": chosen, "cloned": reference}
        if not chosen:
            speaker = known[request.seed % len(known)] if known else None
            return {"speaker": speaker}, {"speaker": speaker or ""}
        speaker = option.speaker if option is not None else chosen
        if speaker in known:
            return {"speaker": speaker}, {"speaker": speaker}
        if not known and option is not None:
            return {"speaker": None}, {"speaker": ""}  # one speaker, described by the configuration
        near = difflib.get_close_matches(chosen, known or [*self._voices], 1, 0.0) or ["none"]
        raise ConfigError("voice", f"the coqui model has no {chosen!r}; nearest: {near[0]}")

    def _loaded(self) -> Any:
        if self._tts is None:
            model = self._model

            def load(api: Any) -> Any:
                if model.local is None:
                    return api(model.model, progress_bar=False)
                return api(
                    model_path=str(model.checkpoint),
                    config_path=str(model.config_path),
                    progress_bar=False,
                )

            self._tts = open_api(model, f"{KEY}.model", load).to(pick_device(self._device))
        return self._tts
