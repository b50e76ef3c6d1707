"""How long words take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import Line
from filmgen.sound.acting.direction import delivery_of
from filmgen.sound.words.timing import speaking_seconds
from tests.speech.lines import SPOKEN_S


def test_english_is_near_what_the_voices_take() -> None:
    errors = {
        line: speaking_seconds(line, "en") / spoken_s - 1.0 for line, spoken_s in SPOKEN_S.items()
    }
    assert len(errors) >= 20
    mean = sum(abs(error) for error in errors.values()) / len(errors)
    assert mean < 0.12, errors
    assert max(abs(error) for error in errors.values()) < 0.4, errors
    total = sum(speaking_seconds(line, "en") for line in SPOKEN_S) / sum(SPOKEN_S.values())
    assert total == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("Я не знаю, где он сейчас живёт.", "ru", 1.8, 3.2),
        ("我不知道他现在住在哪里。", "zh", 2.0, 3.6),
        ("彼が今どこに住んでいるのか分からない。", "ja", 2.5, 4.5),
        ("그가 지금 어디 사는지 모르겠어.", "ko", 1.8, 3.4),
        ("Je ne sais pas où il habite.", "fr", 1.2, 2.4),
        ("Δεν ξέρω πού μένει τώρα.", "el", 1.2, 2.8),
        ("لا أعرف أين يسكن الآن.", "ar", 1.2, 2.8),
        ("ฉันไม่รู้ว่าเขาอยู่ที่ไหน", "th", 1.8, 3.8),
        ("मुझे नहीं पता वह कहाँ रहता है।", "hi", 1.6, 3.4),
    ],
)
def test_other_languages_are_plausible(text: str, language: str, low: float, high: float) -> None:
    """The same sentence, "I don't know where he lives now", takes 2 to 3 s in any language."""
    assert low <= speaking_seconds(text, language) <= high


@given(st.text(max_size=50), st.text(max_size=30), st.sampled_from(["en", "ru", "zh", "xx"]))
def test_never_shorter_for_more_words(first: str, second: str, language: str) -> None:
    alone = speaking_seconds(f"so {first}", language)
    both = speaking_seconds(f"so {first} and so on", language)
    assert both > alone >= 0.4
    assert speaking_seconds(second, language) >= 0.4


def test_punctuation_pauses_inside_a_line_only() -> None:
    plain = speaking_seconds("I know you were there", "en")
    assert speaking_seconds("I know you were there.", "en") == plain
    assert speaking_seconds("I know. You were there", "en") > plain
    assert speaking_seconds("I know... you were there", "en") > plain


def test_delivery_changes_the_length() -> None:
    line = "Come here, all of you, and look at this."

    def seconds(directions: str) -> float:
        return speaking_seconds(line, "en", delivery_of(Line("a", "A", line, directions)))

    assert seconds("shouting") < seconds("") < seconds("whispering") < seconds("drunk")
    assert seconds("to Anna") == seconds("") == speaking_seconds(line, "en")
    assert seconds("hesitant") > seconds("")  # longer pauses
    assert seconds("out of breath") > seconds("quickly")  # breath is drawn
