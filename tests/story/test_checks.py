"""Planted faults are caught; good lines pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filmgen.story import clean
from filmgen.story.answers import BeatAnswer, LineAnswer
from filmgen.story.candidates import weigh
from filmgen.story.checks import (
    Page,
    action_faults,
    ends_the_scene,
    is_fatal,
    line_faults,
    right_language,
)
from filmgen.story.measures import copied_span_rate, likeness, most_repeated
from filmgen.story.model import Person

PEOPLE = (Person("MARA", secret="the boat was burned by her father"), Person("IVO"))
LOGLINE = "A keeper finds a message in a bottle written in her own handwriting."
PAGE = Page(
    PEOPLE, "en", (("IVO", "Where did you put the lamp oil?"),), ("Rain beats on the glass.",),
    (LOGLINE,), frozenset(), "NIGHT", ("gives an order to the other",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "says", "fault"),
    [
        ("MARA", "Where did you put the lamp oil?", "repeats"),
        ("MARA", "A message in a bottle written by a fool.", "copies"),
        ("MARA", "She gives an order to nobody.", "copies"),
        ("MARA", "Mara never lies.", "own-name"),
        ("IVO", "Good morning, Mara.", "greeting"),
        ("IVO", "As an AI, I like this scene.", "meta"),
        ("IVO", "Cut to the kitchen.", "camera"),
        ("IVO", "INT. CAVE - DAY", "camera"),
        ("IVO", "Где моя лампа?", "language"),
        ("IVO", "I'm standing at the window.", "narrates"),
        ("IVO", "is standing behind her.", "narrates"),
        ("IVO", "Her father burned the boat.", "knows"),
        ("IVO", "...", "empty"),
    ],
)
def test_a_planted_fault_keeps_a_line_off_the_page(who: str, says: str, fault: str) -> None:
    found = line_faults(who, says, PAGE)
    assert fault in found and is_fatal(found)


@pytest.mark.parametrize("says", ["Four hundred short.", "I'm Mara. Remember?", "No."])
def test_a_good_line_passes(says: str) -> None:
    assert line_faults("MARA", says, PAGE) == ()


def test_a_secret_may_be_told_by_its_owner_and_when_it_is_out() -> None:
    told = "My father burned the boat."
    assert "knows" not in line_faults("MARA", told, PAGE)
    out = Page(PEOPLE, open_secrets=frozenset({"MARA"}))
    assert "knows" not in line_faults("IVO", "Her father burned the boat.", out)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Rain beats on the glass.", "repeats"),
        ("The camera pans to the door.", "camera"),
        ("Mara realizes that he lied.", "thinks"),
        ('Ivo shouts "Stop!" at her.', "quotes"),
        ("She was tired.", "past"),
        ("Sunlight fills the room.", "light"),
        ("Ivo threatens her.", "telling"),
    ],
)
def test_action_that_cannot_be_shot_is_caught(sentence: str, fault: str) -> None:
    assert fault in action_faults(sentence, PAGE)


@pytest.mark.parametrize(
    ("deed", "ends"),
    [("shoots Tom", True), ("walks out", True), ("leaves the key on the scale", True),
     ("lays the key on the scale", False), ("opens the door", False)],
)  # fmt: skip
def test_what_leaves_nobody_to_play_with(deed: str, ends: bool) -> None:
    assert ends_the_scene(deed) is ends


def test_a_name_that_is_a_word_too_is_told_by_its_capital() -> None:
    page = Page((Person("WILL"), Person("ANN")))
    assert "own-name" not in line_faults("WILL", "You will open it on Monday.", page)
    assert "own-name" in line_faults("WILL", "Nobody asks Will.", page)


def test_two_bare_answers_in_a_row_and_three_shouts_are_faults() -> None:
    bare = replace(PAGE, lines=(*PAGE.lines, ("MARA", "No.")))
    assert "bare" in line_faults("IVO", "Yes.", bare) and "bare" not in line_faults(
        "IVO", "No.", PAGE
    )
    shouts = replace(PAGE, lines=(("MARA", "Burn the sail!"), ("IVO", "Never, you hear!")))
    assert "shouts" in line_faults("MARA", "Then I take the rope!", shouts)


def test_languages() -> None:
    assert right_language("老陈放下筷子。", "zh") and not right_language("No way.", "zh")
    assert right_language("¿Dónde está?", "es")
    assert not right_language("You have the money.", "es")
    assert not right_language("你好", "en")


def test_strings_are_cleaned_and_nothing_is_added() -> None:
    assert clean.speech("MARA: (whispering) **Go.**", "MARA", 150) == ("Go.", "whispering")
    assert clean.speech('"Who sent you?"', "IVO", 150) == ("Who sent you?", "")
    assert clean.whole_sentences("One is whole. The other is cu", 29) == "One is whole."
    assert clean.phrase("a red coat, a lamp, and a very long list of other things", 6) == (
        "a red coat, a lamp"
    )


def beat(action: str, *says: str) -> BeatAnswer:
    lines = [
        LineAnswer(who=("MARA", "IVO")[i % 2], does="speaks", says=text)
        for i, text in enumerate(says)
    ]
    return BeatAnswer(action=action, lines=lines)


def test_one_bad_line_is_dropped_and_the_better_candidate_is_taken() -> None:
    good = weigh(
        beat("Ivo drops the wrench.", "Four hundred short.", "Ask the cook.", "He is dead."),
        PAGE, 3, False,
    )  # fmt: skip
    flawed = weigh(
        beat("Ivo drops the wrench.", "Hello.", "Ask the cook.", "He is dead."),
        PAGE, 3, False,
    )  # fmt: skip
    assert good.whole and not flawed.whole
    assert flawed.beat is not None
    assert [line.says for line in flawed.beat.lines] == ["Ask the cook.", "He is dead."]
    assert good.score > flawed.score


def test_measures() -> None:
    assert copied_span_rate("She finds a message in a bottle today", LOGLINE) == 6 / 8
    assert copied_span_rate("Four words are few", LOGLINE) == 0
    assert likeness("Give me the key", "Give me the key!") == 1
    assert most_repeated(["No.", "no", "Yes."]) == 2
    assert most_repeated([]) == 0
