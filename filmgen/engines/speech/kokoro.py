"""The embedded voice: Kokoro-82M speaks English lines offline.

Speaks English only, with foreign words in Latin letters attempted as an English reader
would. What it cannot speak it names beforehand (`cannot_speak`), so that the line is timed
and counted as missing; a line of only punctuation ("...") is a breath of silence instead.
"""

from __future__ import annotations

import unicodedata

import numpy as np

from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech.kokoro_model import (
    ENGINE,
    MODEL_SHA256,
    RATE_HZ,
    KokoroModel,
    check_parts,
)
from filmgen.engines.speech.kokoro_phonemes import Phrase, read_aloud
from filmgen.engines.speech.kokoro_voices import VOICES, accent_of, load_pack
from filmgen.engines.speech.levels import LEAD_S, TAIL_S, level, trim
from filmgen.errors import EngineError
from filmgen.media import FloatArray, Sound

ALGORITHM_REVISION = "1"
"""Changes with everything here that may change samples: reading, trimming, levelling."""

BREATH_S = 0.4
"""Length of a line with nothing to pronounce."""

_LANGUAGE_NAMES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "th": "Thai",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


class KokoroEngine:
    """Speech engine `kokoro`.

    Cheap to construct: the model is loaded, and its weights checked, by the first line.

    Args:
        threads: of ONNX Runtime; more are faster and give the same samples.

    Raises:
        EngineUnavailable: a package it needs is not installed.
    """

    def __init__(self, threads: int = 1) -> None:
        check_parts()
        self._model: KokoroModel | None = None
        self._threads = threads
        self._packs: dict[str, FloatArray] = {}

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=ENGINE,
            model="hexgrad/Kokoro-82M v1.0, int8 ONNX",
            revision=f"{MODEL_SHA256[:12]}+{ALGORITHM_REVISION}",
            licence="Apache-2.0",
        )

    def close(self) -> None:
        self._model = None
        self._packs.clear()

    def voices(self) -> tuple[Voice, ...]:
        return VOICES

    def cannot_speak(self, text: str, language: str) -> str:
        """Why the line cannot be spoken, in one line; "" if it can.

        The letters decide before the language does: a line marked English in Cyrillic
        letters cannot be spoken either. Text without any letter or digit can: as a breath.
        """
        foreign = [c for c in text if c.isalpha() and not _is_latin(c)]
        if foreign:
            script = unicodedata.name(foreign[0], "unknown").split(" ")[0].split("-")[0]
            script = script if script == "CJK" else script.capitalize()
            return f"kokoro speaks English only; the line has {script} letters"
        if language and language.lower().split("-")[0] != "en" and any(c.isalnum() for c in text):
            spoken = _LANGUAGE_NAMES.get(language.lower().split("-")[0], language)
            return f"kokoro speaks English only; the line is {spoken}"
        return ""

    def speak(self, request: SpeechRequest) -> Sound:
        """Speak one line.

        Returns:
            mono float32 at 24 kHz in [-1, 1]: 50 ms of lead, the words at about -23 dB RMS,
            120 ms of tail; notes hold the phonemes and each phrase's start in seconds.

        Raises:
            EngineError: the line cannot be spoken, or the model failed on it.
            EngineUnavailable: the weights are not the ones we know.
            ConfigError: unknown voice.
        """
        reason = self.cannot_speak(request.text, request.language)
        if reason:
            raise EngineError(ENGINE, _quote(request.text), reason)
        if not 0.5 <= request.speed <= 2.0:
            raise EngineError(
                ENGINE, _quote(request.text), f"speed {request.speed} is not 0.5 to 2"
            )
        pack = self._pack(request.voice)
        phrases = read_aloud(request.text, accent_of(request.voice))
        if not phrases:
            silence = np.zeros(round(BREATH_S * RATE_HZ), dtype=np.float32)
            return Sound(silence, RATE_HZ, {"phonemes": "", "phrases": []})
        return self._join(phrases, pack, request.speed)

    def _join(self, phrases: tuple[Phrase, ...], pack: FloatArray, speed: float) -> Sound:
        if self._model is None:
            self._model = KokoroModel(self._threads)
        pieces: list[FloatArray] = []
        notes = []
        position = 0
        for place, phrase in enumerate(phrases):
            tokens = phrase.tokens
            spoken = self._model.run(tokens, pack[len(tokens) - 1], speed)
            last = place == len(phrases) - 1
            lead_s = LEAD_S if place == 0 else 0.02
            tail_s = TAIL_S if last else phrase.pause_s / speed
            piece = level(trim(spoken, RATE_HZ, lead_s, tail_s), RATE_HZ)
            notes.append({"start_s": round(position / RATE_HZ, 4), "phonemes": phrase.phonemes})
            pieces.append(piece)
            position += len(piece)
        samples = np.concatenate(pieces)
        return Sound(
            np.clip(samples, -1.0, 1.0).astype(np.float32),
            RATE_HZ,
            {"phonemes": " ".join(phrase.phonemes for phrase in phrases), "phrases": notes},
        )

    def _pack(self, voice_id: str) -> FloatArray:
        if voice_id not in self._packs:
            self._packs[voice_id] = load_pack(voice_id)
        return self._packs[voice_id]


def _is_latin(letter: str) -> bool:
    # "ª" and "º" carry no script in their names; "ｆ" and "ﬁ" fold to Latin letters.
    folded = unicodedata.normalize("NFKC", letter)
    return all(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in folded)


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
