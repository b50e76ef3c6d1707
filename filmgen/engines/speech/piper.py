"""Engine `piper`: a Piper voice (.onnx with its .onnx.json), run by our own ONNX Runtime.

Piper's own program and its phonemes come from eSpeak NG, both GPL: neither is a dependency.
The phonemes are asked of the `espeak-ng` command that whoever uses filmgen has installed;
voices that read letters ("phoneme_type": "text") need none.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmgen.engines.hub import UNKNOWN_LICENCE, fingerprint, one_line, settings_digest
from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech import espeak_command
from filmgen.engines.speech.piper_model import PiperModel
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
    why_not,
)
from filmgen.engines.speech.voice_options import voice_options
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import VoiceLine

ENGINE = "piper"
ALGORITHM_REVISION = "2"
"""Changes with everything here that may change samples."""
MOST_LETTERS = 240
"""Read at once; Piper itself reads sentence by sentence."""

_KEY = f"engine_options.{ENGINE}"
_START, _END, _PAD = "^", "$", "_"
_CLAUSE = re.compile(r"([.!?…,;:—]+[\"”’')]*)(?=\s|$)|(?<=\w)\s*—\s*")
_MARKS = {"…": ".", "—": ","}


class PiperEngine:
    """Speech engine `piper`.

    Args:
        model: the voice's .onnx file, with NAME.onnx.json beside it, or a folder with one.
        voices: speaker name (or "speaker" of a voice that has one) to its description; see
            `voice_options`. Without it seeds choose among a voice's speakers.
        licence: of the voice; its model card says.
        noise, noise_of_lengths: how lively; the voice's own where not given.
        command: path of eSpeak NG's command; the one on the PATH if empty.
        threads: of ONNX Runtime.

    Raises:
        EngineUnavailable: no voice is named or there, or nothing here makes its phonemes.
        ConfigError: a voice that is not described.
    """

    def __init__(
        self,
        model: str = "",
        *,
        voices: Mapping[str, Any] | None = None,
        licence: str = "",
        noise: float | None = None,
        noise_of_lengths: float | None = None,
        command: str = "",
        threads: int = 1,
    ) -> None:
        self._path, self._config = _voice_files(model)
        inference = self._config.get("inference") or {}
        self._noise = float(inference.get("noise_scale", 0.667) if noise is None else noise)
        self._jitter = float(
            inference.get("noise_w", 0.8) if noise_of_lengths is None else noise_of_lengths
        )
        self._length = float(inference.get("length_scale", 1.0))
        self._ids: dict[str, list[int]] = self._config["phoneme_id_map"]
        self._reads = str(self._config.get("phoneme_type") or "espeak")
        self._espeak = ""
        if self._reads == "espeak":
            self._espeak = espeak_command.find_command(ENGINE, command)
        elif self._reads != "text":
            raise EngineUnavailable(ENGINE, f"{self._path.name} reads {self._reads!r}; none here")
        speakers = self._config.get("speaker_id_map") or {}
        self._speakers = {str(name): int(number) for name, number in speakers.items()}
        self._voices = voice_options(_KEY, voices)
        self._licence, self._threads = licence or UNKNOWN_LICENCE, threads
        self._loaded: PiperModel | None = None

    @property
    def name(self) -> str:
        return ENGINE

    @property
    def rate_hz(self) -> int:
        return int(self._config["audio"]["sample_rate"])

    def describe(self) -> EngineInfo:
        said = espeak_command.version(self._espeak) if self._espeak else self._reads
        digest = settings_digest(
            {"noise": self._noise, "jitter": self._jitter, "threads": self._threads, "by": said}
        )
        revision = f"{fingerprint(self._path)}+{ALGORITHM_REVISION}.{digest}"
        return EngineInfo(ENGINE, self._path.stem, revision, self._licence)

    def close(self) -> None:
        self._loaded = None

    def voices(self) -> tuple[Voice, ...]:
        """The described speakers; none described means that seeds choose."""
        return tuple(option.voice for option in self._voices.values())

    def speakers(self) -> tuple[str, ...]:
        """The voice's own names of its speakers, to be described."""
        return tuple(self._speakers)

    def cannot_speak(self, text: str, language: str) -> str:
        """Why the voice cannot speak the line, in one line; "" if it can."""
        reason = why_not(ENGINE, (self._language(),), text, language)
        if not reason and self._reads == "text":
            letters = (c for c in _letters(text) if c.isalnum() and c not in self._ids)
            unread = next(letters, "")
            reason = f"the piper voice cannot read {unread!r}" if unread else ""
        return reason

    def speak(self, request: SpeechRequest) -> VoiceLine:
        """Speak one line.

        Returns:
            mono float32 at the voice's rate; notes hold the phonemes and the speaker.

        Raises:
            EngineError: the line cannot be spoken, or the network failed on it.
            EngineUnavailable: the voice cannot be loaded.
            ConfigError: unknown voice.
        """
        check_request(ENGINE, request, self.cannot_speak(request.text, request.language))
        speaker = self._speaker(request)
        notes: dict[str, Any] = {"speaker": speaker, "phonemes": ""}
        if not has_words(request.text):
            return breath(self.rate_hz, notes)
        if self._loaded is None:
            self._loaded = PiperModel(self._path, self._threads)
        scales = (self._noise, self._length / request.speed, self._jitter)
        pieces, read = [], []
        for number, text in enumerate(cut_text(request.text, MOST_LETTERS)):
            if not has_words(text):
                continue
            said = self._phonemes(text, dict(request.pronunciations))
            ids = self._symbols(said)
            read.append(said)
            try:
                pieces.append(
                    self._loaded.run(
                        ids, request.seed + number, scales, self._speakers.get(speaker, 0)
                    )
                )
            except (RuntimeError, ValueError) as error:
                raise EngineError(ENGINE, quoted(request.text), one_line(error)) from error
        samples = joined(pieces, self.rate_hz, request.speed)
        return finished(
            ENGINE, request, samples, self.rate_hz, {**notes, "phonemes": " ".join(read)}
        )

    def _language(self) -> str:
        language = self._config.get("language") or {}
        espeak = self._config.get("espeak") or {}
        return base_language(str(language.get("code") or espeak.get("voice") or "en"))

    def _speaker(self, request: SpeechRequest) -> str:
        """The voice's own name of the speaker; "" where it has one only."""
        option = self._voices.get(request.voice)
        name = option.speaker if option is not None else request.voice
        known = [*self._speakers]
        if name in known:
            return name
        if not request.voice:
            return known[request.seed % len(known)] if known else ""
        if not known and option is not None:
            return ""
        near = difflib.get_close_matches(name, known or [*self._voices], 1, 0.0) or ["none"]
        raise ConfigError("voice", f"the piper voice has no {name!r}; nearest: {near[0]}")

    def _phonemes(self, text: str, lexicon: dict[str, str]) -> str:
        """What is said, in the voice's symbols, with the punctuation it was trained with."""
        text, _ = respelled(text, tuple(lexicon.items()))
        if self._reads == "text":
            return _letters(text)
        clauses: list[str] = []
        marks: list[str] = []
        rest = " ".join(text.split())
        while rest:
            found = _CLAUSE.search(rest)
            end = found.start() if found else len(rest)
            mark = (found[1] or "—")[0] if found else ""
            if rest[:end].strip():
                clauses.append(rest[:end].strip())
                marks.append(_MARKS.get(mark, mark))
            rest = rest[found.end() :] if found else ""
        ipa = {w: s.strip("/") for w, s in lexicon.items() if s.startswith("/")}
        return " ".join(
            said + mark for said, mark in zip(self._ipa(clauses, ipa), marks, strict=True)
        )

    def _ipa(self, clauses: list[str], lexicon: dict[str, str]) -> list[str]:
        """Each clause in IPA; words that the lexicon gives in IPA are taken from there."""
        voice = str((self._config.get("espeak") or {}).get("voice") or self._language())
        if not lexicon:
            return espeak_command.phonemes(self._espeak, clauses, voice)
        words = "|".join(re.escape(word) for word in sorted(lexicon, key=len, reverse=True))
        given = re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)
        said = []
        for clause in clauses:
            parts = [part for part in given.split(clause) if part.strip()]
            asked = [part for part in parts if part.lower() not in lexicon]
            read = iter(espeak_command.phonemes(self._espeak, asked, voice) if asked else ())
            said.append(" ".join(lexicon.get(part.lower()) or next(read) for part in parts))
        return said

    def _symbols(self, said: str) -> list[int]:
        """Ids of the symbols, each followed by the pad; symbols the voice lacks are left out."""
        pad = self._ids.get(_PAD, [0])
        ids = [*self._ids.get(_START, []), *pad]
        for symbol in unicodedata.normalize("NFD", said):
            if symbol in self._ids:
                ids += [*self._ids[symbol], *pad]
        return [*ids, *self._ids.get(_END, [])]


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", " ".join(text.lower().split()))


def _voice_files(model: str) -> tuple[Path, dict[str, Any]]:
    """The .onnx file and what is in its JSON."""
    if not model:
        raise EngineUnavailable(
            ENGINE,
            f"no voice is configured; set {_KEY}.model to a voice's .onnx file, with its "
            ".onnx.json beside it",
        )
    path = Path(model).expanduser()
    if path.is_dir():
        found = sorted(path.glob("*.onnx"))
        if len(found) != 1:
            raise EngineUnavailable(ENGINE, f"{path} holds {len(found)} .onnx files; name one")
        path = found[0]
    settings = path.with_name(path.name + ".json")
    for file in (path, settings):
        if not file.is_file():
            raise EngineUnavailable(ENGINE, f"{file} does not exist; set {_KEY}.model")
    try:
        config = json.loads(settings.read_text(encoding="utf-8"))
        int(config["audio"]["sample_rate"]), dict(config["phoneme_id_map"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineUnavailable(
            ENGINE, f"{settings} is no Piper voice's: {one_line(error)}"
        ) from error
    return path, config
