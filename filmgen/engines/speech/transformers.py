"""Engine `transformers`: VITS (MMS-TTS in a thousand languages), Bark and SpeechT5.

Models are folders as the library saves them, or hub ids, which it fetches once. Speakers of
VITS are numbered, Bark's are presets ("v2/en_speaker_6"), SpeechT5's are vectors in files:
those described in the option `voices` are cast; see `voice_options`.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    fingerprint,
    local_path,
    one_line,
    pick_device,
    quiet,
    require_extra,
    seeded,
    settings_digest,
)
from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech import transformers_models as models
from filmgen.engines.speech.takes import (
    base_language,
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
from filmgen.engines.speech.text import spoken_form
from filmgen.engines.speech.voice_options import voice_options
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import FloatArray, VoiceLine

ENGINE = "transformers"
ALGORITHM_REVISION = "2"
"""Changes with everything here that may change samples."""

_KEY = f"engine_options.{ENGINE}"
_BARK = ("en", "de", "es", "fr", "hi", "it", "ja", "ko", "pl", "pt", "ru", "tr", "zh")
# MMS-TTS names languages by ISO 639-3.
_SHORT = {
    "ara": "ar", "ben": "bn", "bul": "bg", "cat": "ca", "ces": "cs", "cym": "cy", "dan": "da",
    "deu": "de", "ell": "el", "eng": "en", "fas": "fa", "fin": "fi", "fra": "fr", "guj": "gu",
    "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja",
    "kan": "kn", "kor": "ko", "lav": "lv", "mal": "ml", "mar": "mr", "nld": "nl", "nob": "no",
    "pan": "pa", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk", "spa": "es",
    "swe": "sv", "swh": "sw", "tam": "ta", "tel": "te", "tgl": "tl", "tha": "th", "tur": "tr",
    "ukr": "uk", "urd": "ur", "vie": "vi", "yor": "yo",
}  # fmt: skip


class TransformersEngine:
    """Speech engine `transformers`. Cheap to construct: only JSON files are read.

    Args:
        model: a folder, or a hub id ("facebook/mms-tts-eng", "suno/bark-small").
        vocoder: of SpeechT5: a folder or a hub id.
        voices: name to its description, or to a table with its `speaker` (a VITS number, a
            Bark preset) or `embedding` (SpeechT5: an .npy file); see `voice_options`.
        languages: ISO 639-1 codes it speaks; read from its files or name if empty.
        licence: of the model; its card says.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The samples hold for one count.

    Raises:
        EngineUnavailable: the library is not installed, no model is named or there, or it is
            of a family that this engine does not know.
        ConfigError: a voice that is not described.
    """

    def __init__(
        self,
        model: str = "",
        *,
        vocoder: str = "microsoft/speecht5_hifigan",
        voices: Mapping[str, Any] | None = None,
        languages: Sequence[str] = (),
        licence: str = "",
        device: str = "auto",
        threads: int = 1,
    ) -> None:
        require_extra(ENGINE, "transformers", ("transformers",))
        if not model:
            raise EngineUnavailable(
                ENGINE,
                f"no model is configured; set {_KEY}.model to a model's folder or to a hub id "
                "like facebook/mms-tts-eng",
            )
        self._model, self._vocoder = model, vocoder
        self._local = local_path(ENGINE, f"{_KEY}.model", model)
        self._local_vocoder = local_path(ENGINE, f"{_KEY}.vocoder", vocoder)
        self._config = _json(self._local, "config.json")
        self._tokens = _json(self._local, "tokenizer_config.json")
        self._letters = _json(self._local, "vocab.json")
        self._family = str(self._config.get("model_type") or "")
        if self._local is not None:
            self._check_family(self._family)
        self._voices = voice_options(_KEY, voices, ("embedding",))
        self._languages = tuple(languages) or self._spoken()
        self._licence = licence or UNKNOWN_LICENCE
        self._device, self._threads = device, threads
        self._loaded: models.Speaking | None = None

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        settings: dict[str, Any] = {"threads": self._threads, "languages": self._languages}
        settings["embeddings"] = {
            name: fingerprint(option.embedding)
            for name, option in self._voices.items()
            if option.embedding is not None
        }
        if self._family == "speecht5":
            vocoder = self._local_vocoder
            settings["vocoder"] = fingerprint(vocoder) if vocoder else self._vocoder
        which = fingerprint(self._local) if self._local else "hub"
        return EngineInfo(
            ENGINE,
            self._local.name if self._local else self._model,
            f"{which}+{ALGORITHM_REVISION}.{settings_digest(settings)}",
            self._licence,
        )

    def close(self) -> None:
        self._loaded = None

    def voices(self) -> tuple[Voice, ...]:
        """The described speakers; none described means that seeds choose."""
        return tuple(option.voice for option in self._voices.values())

    def speakers(self) -> tuple[str, ...]:
        """The model's own names of its speakers, to be described."""
        if self._family == "bark":
            return tuple(
                n for n in _json(self._local, "speaker_embeddings_path.json") if "path" not in n
            )
        count = int(self._config.get("num_speakers") or 1)
        return tuple(str(number) for number in range(count)) if count > 1 else ()

    def cannot_speak(self, text: str, language: str) -> str:
        """Why the model cannot speak the line, in one line; "" if it can.

        A letter or digit that a tokenizer of letters does not know would be left out in
        silence; here it is named.
        """
        reason = why_not(ENGINE, self._languages, text, language)
        if reason or not has_words(text) or not self._letters or self._tokens.get("phonemize"):
            return reason
        if self._tokens.get("is_uroman"):
            if find_spec("uroman") is not None:
                return ""
            known = all(c.isascii() for c in text if c.isalpha())
            return (
                "" if known else "the model reads Roman letters; `pip install uroman` writes them"
            )
        said = self._said(text, language)
        unread = next((c for c in said if c.isalnum() and c not in self._letters), "")
        return f"the tokenizer of {self._name()} cannot read {unread!r}" if unread else ""

    def speak(self, request: SpeechRequest) -> VoiceLine:
        """Speak one line, cut at its sentences where it is long.

        Returns:
            mono float32 at the model's rate; notes hold the speaker and how the speed was
            reached.

        Raises:
            EngineError: the line cannot be spoken, or the model failed on it.
            EngineUnavailable: the model cannot be loaded.
            ConfigError: unknown voice.
        """
        check_request(ENGINE, request, self.cannot_speak(request.text, request.language))
        model = self._model_loaded()
        name, speaker, embedding = self._speaker(request)
        notes: dict[str, Any] = {"speaker": name, "pace": "model" if model.paced else "stretched"}
        if not has_words(request.text):
            return breath(model.rate_hz, notes)
        text, ipa = respelled(request.text, request.pronunciations)
        if ipa:
            notes["as_written"] = list(ipa)
        pieces = cut_text(self._said(text, request.language), model.most_letters)
        try:
            with seeded(request.seed, self._threads, pick_device(self._device)):
                made = [
                    model.say(p, speaker, embedding, request.speed) for p in pieces if has_words(p)
                ]
        except (RuntimeError, ValueError, TypeError, KeyError, IndexError, OSError) as error:
            raise EngineError(ENGINE, quoted(request.text), one_line(error)) from error
        if not model.paced:
            made = [stretched(piece, model.rate_hz, request.speed) for piece in made]
        samples = joined(made, model.rate_hz, request.speed)
        return finished(ENGINE, request, samples, model.rate_hz, notes)

    def _said(self, text: str, language: str) -> str:
        """The words as they are read: English numbers and signs in full, letters it knows."""
        if (base_language(language) or next(iter(self._languages), "en")) == "en":
            text = spoken_form(text)
        if not self._letters:
            return text
        return "".join(self._folded(c) for c in text.lower())

    def _folded(self, letter: str) -> str:
        """A letter as the tokenizer knows it: without its accent where it must be."""
        if letter in self._letters or not letter.isalpha():
            return letter
        bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if ord(c) < 0x300)
        return bare if bare and all(c in self._letters for c in bare) else letter

    def _speaker(self, request: SpeechRequest) -> tuple[str, str, FloatArray | None]:
        """(name for the notes, the model's own name, vector) of who speaks."""
        known, chosen = self.speakers(), request.voice
        own = [k for k in known if f"{base_language(request.language) or 'en'}_" in k] or known
        if not chosen and self._voices:
            chosen = sorted(self._voices)[request.seed % len(self._voices)]
        elif not chosen and own:
            chosen = own[request.seed % len(own)]
        option = self._voices.get(chosen)
        if option is None and chosen and chosen not in known:
            near = difflib.get_close_matches(chosen, [*self._voices, *known], 1, 0.0) or ["none"]
            raise ConfigError("voice", f"{self._name()} has no {chosen!r}; nearest: {near[0]}")
        speaker = option.speaker if option is not None else chosen
        if known and speaker not in known:
            near = difflib.get_close_matches(speaker, known, 1, 0.0)
            raise ConfigError(
                f"{_KEY}.voices.{chosen}.speaker",
                f"{self._name()} has no speaker {speaker!r}; nearest: {near[0]}",
            )
        vector = None
        if option is not None and option.embedding is not None:
            try:
                vector = models.read_embedding(option.embedding)
            except (ValueError, OSError) as error:
                raise ConfigError(f"{_KEY}.voices.{chosen}.embedding", one_line(error)) from error
        return chosen, speaker if known else "", vector

    def _model_loaded(self) -> models.Speaking:
        if self._loaded is None:
            try:
                import transformers

                quiet(transformers)
                self._family = self._family or models.family_of(self._model)
                self._check_family(self._family)
                self._loaded = models.load(
                    str(self._local or self._model), self._family, pick_device(self._device),
                    str(self._local_vocoder or self._vocoder),
                )  # fmt: skip
            except EngineUnavailable:
                raise
            # Checkpoints fail with whatever their contents provoke.
            except Exception as error:
                raise EngineUnavailable(
                    ENGINE,
                    f"{self._model} cannot be loaded: {one_line(error)}; a hub id is downloaded "
                    f"once, else set {_KEY}.model to a folder",
                ) from error
        return self._loaded

    def _check_family(self, family: str) -> None:
        if family not in models.FAMILIES:
            raise EngineUnavailable(
                ENGINE,
                f"{self._model} is {family or 'no model'!r}; this engine speaks with "
                f"{', '.join(models.FAMILIES)}",
            )
        tokenizer = str(self._tokens.get("tokenizer_class") or "SpeechT5Tokenizer")
        by_pieces = family == "speecht5" and tokenizer == "SpeechT5Tokenizer"
        if by_pieces and find_spec("sentencepiece") is None:
            raise EngineUnavailable(
                ENGINE, "SpeechT5 reads by sentencepiece; `pip install sentencepiece`"
            )
        if family == "vits" and self._tokens.get("phonemize") and find_spec("phonemizer") is None:
            raise EngineUnavailable(
                ENGINE,
                f"{self._model} reads phonemes; `pip install phonemizer` (GPL) and eSpeak NG",
            )

    def _name(self) -> str:
        return self._local.name if self._local else self._model

    def _spoken(self) -> tuple[str, ...]:
        """ISO 639-1 codes from the tokenizer's or the model's name; English where neither says."""
        if self._family == "bark" or "bark" in self._model.lower().rpartition("/")[2]:
            return _BARK
        code = str(self._tokens.get("language") or self._model.rpartition("-")[2]).lower()
        return (
            _SHORT.get(code) or (code if len(code) == 2 and self._tokens.get("language") else "en"),
        )


def _json(folder: Path | None, name: str) -> dict[str, Any]:
    """A JSON file of a local model; {} where there is none."""
    path = folder / name if folder is not None else None
    if path is None or not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineUnavailable(ENGINE, f"{path} cannot be read: {one_line(error)}") from error
    return data if isinstance(data, dict) else {}
