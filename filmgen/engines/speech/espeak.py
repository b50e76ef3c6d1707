"""Engine `espeak`: the eSpeak NG command, where there is one, in over a hundred languages.

A formant synthesiser: plain, quick, the same on every machine with the same version. It is
the voice for languages that no model at hand speaks, dubbing's among them: a voice keeps its
throat and takes the line's language.
"""

from __future__ import annotations

import difflib
import math
import unicodedata
from xml.sax.saxutils import escape

import numpy as np

from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.engines.speech.espeak_command import find_command, languages, speak, version
from filmgen.engines.speech.takes import (
    base_language,
    breath,
    check_request,
    finished,
    has_words,
    respelled,
)
from filmgen.errors import ConfigError
from filmgen.media import VoiceLine

ENGINE = "espeak"
ALGORITHM_REVISION = "2"
"""Changes with everything here that may change samples."""
RATE_HZ = 22_050
WORDS_PER_MINUTE = 165
"""At speed 1: as fast as `sound.words.timing` reckons a line."""

_SEMITONES_PER_STEP = 0.157  # measured on 1.51: -p 20 to 80 spans 154 to 265 Hz, evenly
_MOST_STEPS = 49
_WHISPERED = 0.6
# Variants that all versions have, with the age they sound; each in both accents.
_VARIANTS = (
    ("f1", "female", 70), ("f2", "female", 35), ("f3", "female", 24), ("f4", "female", 30),
    ("f5", "female", 45), ("m1", "male", 65), ("m2", "male", 45), ("m3", "male", 40),
    ("m4", "male", 30), ("m5", "male", 24), ("m6", "male", 50), ("m7", "male", 35),
)  # fmt: skip
_UNSPOKEN = frozenset(("So", "Cs", "Cc", "Co"))
"""Categories of characters that the command would spell out or cannot be told."""
_STRESS, _UNSTRESS = "\ue000", "\ue001"
"""Stand for the tags about a stressed word while its text is made ready."""
_ACCENTS = {"us": "en-US", "gb": "en-GB"}
_VOICES = tuple(
    Voice(f"{accent}-{variant}", gender, _ACCENTS[accent], age, language="")
    for variant, gender, age in _VARIANTS
    for accent in _ACCENTS
)
_OWN_CODES = {
    "zh": ("cmn-latn-pinyin", "cmn", "zh"), "no": ("nb", "no"),
    "pt": ("pt", "pt-br"), "iw": ("he",), "tl": ("fil",),
}  # fmt: skip
# By the first word of a letter's Unicode name; what is not here is written in Latin letters.
# eSpeak has no readings of Japanese kanji.
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tt", "ba", "cv"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur", "sd", "ug"), "ARABIC"),
    **dict.fromkeys(("hi", "mr", "ne", "kok"), "DEVANAGARI"),
    **dict.fromkeys(("bn", "as", "bpy"), "BENGALI"),
    "am": "ETHIOPIC", "el": "GREEK", "gu": "GUJARATI", "he": "HEBREW", "hy": "ARMENIAN",
    "ja": "HIRAGANA KATAKANA KATAKANA-HIRAGANA", "ka": "GEORGIAN", "kn": "KANNADA",
    "ko": "HANGUL", "ml": "MALAYALAM", "my": "MYANMAR", "or": "ORIYA", "pa": "GURMUKHI",
    "si": "SINHALA", "ta": "TAMIL", "te": "TELUGU", "th": "THAI", "zh": "CJK",
}  # fmt: skip


class EspeakEngine:
    """Speech engine `espeak`.

    Args:
        command: path of the command; the first of `espeak-ng` and `espeak` on the PATH if empty.

    Raises:
        EngineUnavailable: there is no such command; says how to get it.
    """

    def __init__(self, command: str = "") -> None:
        self._command = find_command(ENGINE, command)

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        which = version(self._command) or "unknown"
        return EngineInfo(
            ENGINE, f"eSpeak NG {which}", f"{which}+{ALGORITHM_REVISION}", "GPL-3.0-or-later"
        )

    def close(self) -> None:
        """Nothing to release: every line is a process of its own."""

    def voices(self) -> tuple[Voice, ...]:
        return _VOICES

    def cannot_speak(self, text: str, language: str) -> str:
        """Why it cannot speak the line, in one line; "" if it can.

        It spells out letters of a script that is not the language's; that is no reading.
        """
        if not has_words(text):
            return ""
        if not self._language(language, "us"):
            return f"espeak does not speak {language!r}"
        scripts = _SCRIPTS.get(base_language(language), "").split()
        for letter in filter(str.isalpha, text):
            folded = unicodedata.normalize("NFKC", letter)
            script = unicodedata.name(folded[0], "unknown").split(" ")[0]
            if folded.isascii() or script in ("LATIN", "MODIFIER", *scripts):
                continue
            if script.split("-")[0] not in scripts:
                spoken = base_language(language) or "en"
                return f"espeak cannot read the letter {letter!r} in a line in {spoken!r}"
        return ""

    def speak(self, request: SpeechRequest) -> VoiceLine:
        """Speak one line.

        Returns:
            mono float32 at 22.05 kHz. `notes["acted"]` names what of the delivery is in it:
            pitch (within 7 semitones), intonation, stressed words, and breath as a whisper.

        Raises:
            EngineError: the line cannot be spoken, or the command failed.
            ConfigError: unknown voice.
        """
        check_request(ENGINE, request, self.cannot_speak(request.text, request.language))
        accent, variant = self._throat(request.voice)
        if not has_words(request.text):
            return breath(RATE_HZ, {"speaker": variant, "acted": []})
        delivery = request.delivery
        acted = ["intonation", "stressed"]
        steps = round(delivery.pitch_semitones / _SEMITONES_PER_STEP)
        if abs(steps) <= _MOST_STEPS:
            acted.append("pitch_semitones")
        else:
            steps = 0
        if delivery.breath >= _WHISPERED:
            acted.append("breath")
            variant = "whisperf" if variant.startswith("f") else "whisper"
        ssml, ipa = _ssml(request)
        samples, rate_hz = speak(
            self._command,
            ssml,
            f"{self._language(request.language, accent)}+{variant}",
            round(WORDS_PER_MINUTE * request.speed),
            50 + steps,
        )
        notes = {"speaker": variant, "acted": sorted(acted)}
        if ipa:
            notes["as_written"] = list(ipa)
        return finished(ENGINE, request, np.ascontiguousarray(samples), rate_hz, notes)

    def _language(self, language: str, accent: str) -> str:
        """The command's own file of a language; "" if it does not speak it."""
        known = languages(self._command)
        base = base_language(language) or "en"
        own = (language.lower().replace("_", "-"), *_OWN_CODES.get(base, ()), base)
        if base == "en":
            own = (f"en-{accent}", "en")
        return next((known[code] for code in own if code in known), "")

    def _throat(self, voice: str) -> tuple[str, str]:
        """(accent, variant) of a voice's id."""
        ids = [v.id for v in _VOICES]
        if not voice:
            return "us", "m3"
        if voice not in ids:
            near = difflib.get_close_matches(voice, ids, 1, 0.0)[0]
            raise ConfigError("voice", f"espeak has no {voice!r}; nearest: {near}")
        accent, _, variant = voice.partition("-")
        return accent, variant


def _ssml(request: SpeechRequest) -> tuple[str, tuple[str, ...]]:
    """The line as SSML, and the words whose IPA the command cannot take."""
    stressed = set(request.delivery.stressed)
    words = (
        "".join(c for c in word if unicodedata.category(c) not in _UNSPOKEN)
        for word in request.text.split()
    )
    marked = " ".join(
        f"{_STRESS}{word}{_UNSTRESS}" if place in stressed else word
        for place, word in enumerate(words)
    )
    said, ipa = respelled(marked, request.pronunciations)
    said = escape(said)
    said = said.replace(_STRESS, '<emphasis level="strong">').replace(_UNSTRESS, "</emphasis>")
    percent = round(100 * (min(2.0, max(0.0, request.delivery.intonation)) - 1))
    if math.isclose(percent, 0):
        return f"<speak>{said}</speak>", ipa
    return f'<speak><prosody range="{percent:+d}%">{said}</prosody></speak>', ipa
