"""The embedded voice: Kokoro-82M speaks English lines offline, and Chinese ones with an extra.

Foreign words in Latin letters are attempted as an English reader would. What it cannot speak
it names beforehand (`cannot_speak`), so that the line is timed and counted as missing; a line of
only punctuation ("...") is a breath of silence instead.
"""

from __future__ import annotations

import unicodedata

import numpy as np

from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech.kokoro_mandarin import MISSING, available, is_han
from filmgen.engines.speech.kokoro_model import (
    ENGINE,
    MODEL_SHA256,
    RATE_HZ,
    KokoroModel,
    check_parts,
)
from filmgen.engines.speech.kokoro_phonemes import Phrase, read_aloud, read_mandarin
from filmgen.engines.speech.kokoro_prosody import acted, directed, token_speeds
from filmgen.engines.speech.kokoro_times import SpokenPhrase, phone_notes, word_notes
from filmgen.engines.speech.kokoro_voices import VOICES, accent_of, load_pack
from filmgen.engines.speech.levels import LEAD_S, TAIL_S, level, speech_span, trim
from filmgen.engines.speech.takes import BREATH_S, check_request, is_latin
from filmgen.media import FloatArray, Sound
from filmgen.wording import LANGUAGES

ALGORITHM_REVISION = "4"
"""Changes with everything here that may change samples: reading, acting, trimming, levelling."""


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
        code = language.lower().split("-")[0]
        if code == "zh" and any(is_han(c) for c in text):
            if not available():
                return f"kokoro cannot read Chinese here; {MISSING}"
            text = "".join(c for c in text if not is_han(c))
        foreign = [c for c in text if c.isalpha() and not is_latin(c)]
        if foreign:
            script = unicodedata.name(foreign[0], "unknown").split(" ")[0].split("-")[0]
            script = script if script == "CJK" else script.capitalize()
            return f"kokoro speaks English only; the line has {script} letters"
        if code not in ("", "en", "zh") and any(c.isalnum() for c in text):
            return f"kokoro speaks English only; the line is {LANGUAGES.get(code, language)}"
        return ""

    def speak(self, request: SpeechRequest) -> Sound:
        """Speak one line.

        Returns:
            mono float32 at 24 kHz in [-1, 1]: 50 ms of lead, the words at about -23 dB RMS,
            120 ms of tail; notes hold the phonemes, each phrase's start in seconds, when each
            word and each phoneme is heard, and what of the delivery is.

        Raises:
            EngineError: the line cannot be spoken, or the model failed on it.
            EngineUnavailable: the weights are not the ones we know.
            ConfigError: unknown voice.
        """
        check_request(ENGINE, request, self.cannot_speak(request.text, request.language))
        pack = self._pack(request.voice)
        if any(is_han(c) for c in request.text):
            phrases = read_mandarin(request.text)
        else:
            accent = accent_of(request.voice)
            phrases = read_aloud(request.text, accent, request.pronunciations)
        if not phrases:
            silence = np.zeros(round(BREATH_S * RATE_HZ), dtype=np.float32)
            words = word_notes(request.text, (), silence)
            return Sound(silence, RATE_HZ, {"phonemes": "", "phrases": [], "words": words})
        return self._say(request, phrases, pack)

    def _say(self, request: SpeechRequest, phrases: tuple[Phrase, ...], pack: FloatArray) -> Sound:
        if self._model is None:
            self._model = KokoroModel(self._threads)
        model, delivery = self._model, request.delivery
        styles = [pack[len(phrase.phonemes) - 1] for phrase in phrases]
        predicted = [
            model.predict(phrase.tokens, style, token_speeds(phrase, delivery, request.speed))
            for phrase, style in zip(phrases, styles, strict=True)
        ]
        pieces: list[FloatArray] = []
        notes = []
        spoken: list[SpokenPhrase] = []
        position = 0
        for place, prosody in enumerate(directed(phrases, predicted, delivery)):
            phrase = phrases[place]
            sound = model.render(prosody, styles[place])
            lead_s = LEAD_S if place == 0 else 0.02
            last = place == len(phrases) - 1
            tail_s = TAIL_S if last else phrase.pause_s * delivery.pauses / request.speed
            span = speech_span(sound, RATE_HZ)
            kept_from = span[0] - round(lead_s * RATE_HZ) if span else 0
            piece = level(trim(sound, RATE_HZ, lead_s, tail_s), RATE_HZ)
            begins_s = position / RATE_HZ + lead_s
            offset = position - kept_from
            spoken.append(SpokenPhrase(phrase, prosody.frames, offset, request.speed, begins_s))
            notes.append({"start_s": round(position / RATE_HZ, 4), "phonemes": phrase.phonemes})
            pieces.append(piece)
            position += len(piece)
        samples = np.clip(np.concatenate(pieces), -1.0, 1.0).astype(np.float32)
        words = word_notes(request.text, spoken, samples)
        return Sound(
            samples,
            RATE_HZ,
            {
                "phonemes": " ".join(phrase.phonemes for phrase in phrases),
                "phrases": notes,
                "words": words,
                "phones": phone_notes(spoken, words),
                "acted": acted(delivery),
            },
        )

    def _pack(self, voice_id: str) -> FloatArray:
        if voice_id not in self._packs:
            self._packs[voice_id] = load_pack(voice_id)
        return self._packs[voice_id]
