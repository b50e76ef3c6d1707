"""Chinese lines to the symbols Kokoro's Chinese voices know."""

from __future__ import annotations

import pytest

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.engines.speech.kokoro_mandarin import available, syllable
from filmgen.engines.speech.kokoro_phonemes import PHRASE_TOKENS, VOCABULARY, read_mandarin
from filmgen.engines.speech.kokoro_voices import VOICES

needs_extra = pytest.mark.skipif(not available(), reason="the extra mandarin is not installed")


@pytest.mark.parametrize(
    ("initial", "final", "symbols"),
    [
        ("zh", "ong1", "ꭧʊ→ŋ"), ("q", "üan2", "ʨʰɥɛ↗n"), ("sh", "i4", "ʂɨ↘"),
        ("l", "iou3", "ljou↓"), ("", "er2", "ɚ↗"), ("x", "i5", "ɕi"),
        ("", "uang2", "wa↗ŋ"), ("", "o4", "ɔ↘"),
    ],
)  # fmt: skip
def test_syllables(initial: str, final: str, symbols: str) -> None:
    assert syllable(initial, final) == symbols
    assert set(symbols) <= set(VOCABULARY)


@needs_extra
@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("你好吗？", "ni↓xau↓ ma?"),
        ("女儿，7点！", "ny↓ɚ↗, ʨʰi→tjɛ↓n!"),
        ("嗯……OK。", "n↗… ˌOkˈA."),
        ("银行很行。", "i↗nxa↗ŋ xə↓nɕi↗ŋ."),
    ],
)
def test_golden(text: str, symbols: str) -> None:
    assert " ".join(phrase.phonemes for phrase in read_mandarin(text)) == symbols


@needs_extra
def test_each_word_keeps_its_place_and_long_speeches_are_cut() -> None:
    phrases = read_mandarin("他昨天没有回家， " * 30)
    assert len(phrases) > 3
    assert all(len(phrase.phonemes) <= PHRASE_TOKENS for phrase in phrases)
    owners = [owner for phrase in phrases for owner in phrase.owners if owner >= 0]
    assert owners == sorted(owners) and set(owners) == set(range(30))
    assert read_mandarin("……！") == ()


@needs_extra
def test_a_chinese_voice_speaks_a_chinese_line() -> None:
    voices = [voice for voice in VOICES if voice.language == "zh"]
    assert {voice.gender for voice in voices} == {"female", "male"} and len(voices) == 4
    sound = KokoroEngine().speak(SpeechRequest("你好。 走吧！", "zh", voices[0].id))
    assert 0.8 < float(sound.seconds) < 4.0
    assert [word for word, _, _ in sound.notes["words"]] == ["你好。", "走吧！"]
    assert {voice.language for voice in VOICES} == {"en", "zh"}
