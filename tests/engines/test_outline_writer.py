"""Engine `outline`: its cards, what it reads in a logline, the forms of its answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import create_model

from filmgen.breakdown.prose import sentences, weight
from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline import OutlineWriter
from filmgen.engines.writer.outline.air import air_of, effects_in, genre_of
from filmgen.engines.writer.outline.cards import FAMILIES, FUNCTIONS, cards
from filmgen.engines.writer.outline.ideas import MOST_SCENES
from filmgen.engines.writer.outline.logline import gender_of, read_logline
from filmgen.engines.writer.outline.plot import families_for
from filmgen.engines.writer.outline.sets import furnish
from filmgen.engines.writer.outline.slots import slots_of
from filmgen.engines.writer.outline.stakes import genre_of_stakes, stakes_of
from filmgen.errors import EngineError
from filmgen.writing.answer import Answer, read_answer, schema_of

KEEPER = (
    "A retired lighthouse keeper, Mara, hears her dead husband's voice on the storm radio and must "
    "decide whether to answer before the ship in the fog runs aground."
)
PEOPLE = [{"name": "MARA", "role": "keeper"}, {"name": "OTTO", "role": "pilot"}]
PREMISE = {"logline": KEEPER, "title": "T", "stakes": "", "kind": "INT", "place": "lighthouse",
           "time": "NIGHT"}  # fmt: skip


def every_card():
    return [
        (family, function, card)
        for family in FAMILIES
        for function in FUNCTIONS
        for card in cards(family, function)
    ]


def test_the_cards_are_many_and_each_can_be_played():
    assert all(len(cards(family, function)) >= 5 for family in FAMILIES for function in FUNCTIONS)
    slots = slots_of({**PREMISE, "logline": "A man must leave his house before dawn."}, PEOPLE)
    for family, function, card in every_card():
        where = f"{family} {function}: {card.action}"
        assert slots.fills(card.text), where
        assert 3 <= len(card.lines) <= 4, where
        assert all(a[0] != b[0] for a, b in zip(card.lines, card.lines[1:], strict=False)), where
        assert {letter for letter, _ in card.lines} == {"A", "B"}, where
        assert all(weight(slots.fill(words)) <= 22 for _, words in card.lines), where
        assert len(slots.fill(card.action)) < 215, where
        assert (function == "end") == bool(card.button), where
        assert len(sentences(slots.fill(card.button))) <= 1, where
        assert "{" not in slots.fill(card.text)


def test_no_line_stands_on_two_cards():
    said = [words for _, _, card in every_card() for _, words in card.lines if weight(words) > 3]
    assert len(said) == len(set(said)) >= 290


def test_both_are_seen_when_a_scene_opens():
    for family in FAMILIES:
        for card in cards(family, "open"):
            assert "{A}" in card.action and "{B}" in card.action, card.action


@pytest.mark.parametrize(
    ("logline", "want", "thing", "threat", "clock"),
    [
        (KEEPER, "answer", "the storm radio", "the ship in the fog runs aground", ""),
        ("A thief breaks into a museum to steal a crown.", "steal a crown", "the crown", "", ""),
        ("A rookie has twelve minutes to defuse a device.", "defuse a device", "the device", "",
         "twelve minutes"),
        ("A girl builds a boat in the attic while the flood rises.", "", "the key to the boat",
         "the flood rises", ""),
        ("She has until dawn to give it back.", "give it back", "", "", "dawn"),
        ("Two men wait.", "", "", "", ""),
    ],
)  # fmt: skip
def test_a_logline_is_read(logline, want, thing, threat, clock):
    read = read_logline(logline)
    assert (read.want, read.thing, read.threat, read.clock) == (want, thing, threat, clock)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_as_a_logline(text):
    read = read_logline(text)
    assert len(read.want.split()) <= 11 and "\n" not in read.text
    families = families_for(text)
    assert sorted(families) == sorted(FAMILIES)


def test_pronouns_come_from_the_role_the_name_or_the_text():
    assert gender_of("WIDOW", "widow", "") == "female"
    assert gender_of("MARA", "keeper", "") == "female"
    assert gender_of("KEEPER", "keeper", "A keeper loses his lamp.") == "male"
    assert gender_of("KEEPER", "keeper", "A keeper waits.") == ""


def test_fire_burns_higher_from_beat_to_beat():
    effects = effects_in("In a burning theatre an actress will not leave the stage.")
    assert effects == ("fire",)
    seen = [air_of(effects, "drama", number, 4) for number in (1, 2, 4)]
    assert len(set(seen)) == 3 and "thread of flame" in seen[0]
    assert effects_in("He fires the cook.") == ()
    assert "storm" in effects_in(KEEPER) and "fog" in effects_in(KEEPER)


def test_genre_is_as_asked_else_as_the_logline_says():
    assert genre_of("noir", "", "A girl flies a kite.") == "crime"
    assert genre_of("", "", "A sheriff waits in the saloon.") == "western"
    assert genre_of("", "", "A girl flies a kite.") == "drama"
    for genre in ("thriller", "horror", "comedy", "western", "drama"):
        assert genre_of_stakes(stakes_of(genre, 3)) == genre


def test_places_are_furnished_by_their_words():
    assert furnish("lighthouse kitchen", "INT").near == "the long table"
    assert furnish("dying space station", "INT").door == "the hatch"
    assert furnish("rooftop", "EXT").outside and not furnish("nowhere at all", "INT").outside


@pytest.mark.parametrize("task", ["translate", "note", "line"])
def test_a_task_without_a_template_is_refused_in_one_line(task):
    with pytest.raises(EngineError, match="--engine llama") as error:
        OutlineWriter().write(WritingRequest(task, "", (), "write this", begun="MARA:"))
    assert "\n" not in str(error.value)


def scene_of(cast, count):
    line = create_model("Line", __base__=Answer, who=(str, ...), does=(str, ...), says=(str, ...))
    beat = create_model("Beat", __base__=Answer, action=(str, ...), lines=(list[line], ...))
    form = create_model("Scene", __base__=Answer, beats=(list[beat], ...), button=(str, ...))
    facts = {"premise": PREMISE, "cast": cast, "count": count, "happens": "", "turns": ""}
    text = OutlineWriter().write(
        WritingRequest("scene", "", (), "write", schema_of(form), facts=facts)
    ).text  # fmt: skip
    return read_answer(text, form), text


@pytest.mark.parametrize("count", [2, 4, 8])
def test_a_whole_scene_is_dealt_and_everybody_is_heard(count):
    cast = [*PEOPLE, {"name": "EDA", "role": "clerk"}]
    scene, text = scene_of(cast, count)
    assert len(scene.beats) == count and scene.button.endswith(".")
    assert len({beat.action for beat in scene.beats}) == count
    for beat in scene.beats:
        assert beat.action[0].isupper() and "{" not in beat.action
        assert 3 <= len(beat.lines) <= 4 and {line.who for line in beat.lines} >= {"MARA", "OTTO"}
        assert all(line.does in ("asks", "insists", "answers") for line in beat.lines)
    assert "EDA" in {line.who for beat in scene.beats for line in beat.lines}
    assert text == scene_of(cast, count)[1] != scene_of(PEOPLE, count)[1]


def test_it_says_that_it_is_no_model():
    engine = OutlineWriter()
    info = engine.describe()
    assert not engine.generates and engine.host == ""
    assert (info.model, info.licence) == ("templates", "Apache-2.0")
    assert MOST_SCENES == 20


def test_cards_are_in_the_present_tense_and_shootable():
    thinks = re.compile(r"\b(?:realizes?|remembers?|wonders?|feels?|thinks?)\b")
    past = re.compile(r"\b(?:was|were|had|went|came|said|took|stood|sat|looked|walked)\b")
    for _, _, card in every_card():
        assert not thinks.search(card.action) and not past.search(card.action), card.action
        assert not past.search(card.button), card.button


def judged(answer, task, facts):
    """An answer of the engine, read as the desk reads it."""
    text = OutlineWriter().write(
        WritingRequest(task, "", (), "say", schema_of(answer), facts=facts)
    ).text  # fmt: skip
    return read_answer(text, answer)


def test_what_is_counted_is_said_again_and_nothing_else():
    from filmgen.desk.advisories.judging import Judgement as Advisory
    from filmgen.desk.analysis.judged import TENSIONS, VALENCES, SceneFeeling
    from filmgen.desk.bible.judged import Judgement
    from filmgen.desk.feedback.judge import PhrasedNote, SortedComments

    kept = judged(Advisory, "advisory", {"words": "knife " * 60, "degree": "mild"})
    assert (kept.verdict, kept.degree) == ("keep", "mild")
    felt = judged(SceneFeeling, "scene-feeling", {
        "valence": -0.55, "tension": 0.8, "words": ["dead"], "moods": dict(VALENCES),
        "tensions": dict(TENSIONS),
    })  # fmt: skip
    assert (felt.mood, felt.tension) == ("sad", "gripping") and "dead" in felt.why
    comments = [{"id": "1", "text": "wow", "feeling": "praise"}, {"id": "2", "text": "hm",
                "feeling": "neutral"}]  # fmt: skip
    asks = judged(SortedComments, "feedback-sort", {"comments": comments}).sorted
    assert [one.ask for one in asks] == ["praise", "none"]
    note = judged(PhrasedNote, "feedback-note", {"plain": "Shorten scene 2.", "said": "too long"})
    assert (note.note, note.summary, note.misread) == ("Shorten scene 2.", "too long", [])
    shown = [
        {"line": 4, "scene": "1", "what": "does", "text": "Mara lights the lamp."},
        {"line": 9, "scene": "1", "what": "says", "text": "I want the radio mended. " * 20},
    ]
    said = judged(Judgement, "bible", {"name": "MARA", "evidence": shown, "speaks_like": ""})
    assert said.want.lines == [9] and said.arc.lines == [4, 9] and len(said.want.text) <= 240
