"""Figures counted by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from filmgen.desk.analysis.count import analyse
from filmgen.desk.analysis.document import Analysis, CharacterFigures
from filmgen.screenplay import read_screenplay
from tests.desk.analysis.scripts import KITCHEN, read

ROOT = Path(__file__).parents[3]


@cache
def lamplighter() -> Analysis:
    return analyse(read_screenplay(ROOT / "assets/screenplays/the-lamplighter.fountain"))


@cache
def kitchen() -> Analysis:
    return analyse(read(KITCHEN))


def character(analysis: Analysis, name: str) -> CharacterFigures:
    return next(c for c in analysis.characters if c.name == name)


@pytest.mark.parametrize(
    ("name", "speeches", "words", "longest", "questions"),
    [("MR. CRANE", 5, 58, 16, 0), ("EDA", 8, 56, 14, 1), ("TOBY", 5, 23, 9, 3),
     ("WREN", 2, 13, 9, 1)],
)  # fmt: skip
def test_dialogue_of_the_lamplighter(
    name: str, speeches: int, words: int, longest: int, questions: int
) -> None:
    who = character(lamplighter(), name)
    assert (who.speeches, who.words, who.longest_speech_words) == (speeches, words, longest)
    assert who.questions == questions
    assert who.share == pytest.approx(words / 150)
    assert who.monologues == 0


def test_who_speaks_to_whom_in_the_lamplighter() -> None:
    said = {(t.speaker, t.to): (t.speeches, t.words) for t in lamplighter().talks}
    assert said["MR. CRANE", "EDA"] == (5, 58)  # he says Mrs. Moss, and answers her
    assert said["TOBY", "EDA"] == (5, 23)
    assert said["EDA", "MR. CRANE"] == (3, 20)
    assert ("EDA", "EDA") not in said  # "Forty-one." is to herself
    assert sum(speeches for speeches, _ in said.values()) == 19


def test_who_meets_whom_in_the_lamplighter() -> None:
    met = {(m.first, m.second): m.scenes for m in lamplighter().meetings}
    assert met["EDA", "TOBY"] == ("1", "2", "3")
    assert met["EDA", "WREN"] == ("2", "3")
    assert met["MR. CRANE", "WREN"] == ("3",)
    assert len(met) == 6


def test_length_and_light_of_the_lamplighter() -> None:
    a = lamplighter()
    assert (a.length.scenes, a.length.speeches, a.length.dialogue_words) == (3, 20, 150)
    assert a.shares.light.keys() == {"DAY", "NIGHT"}
    assert [s.beats for s in a.scenes] == [15, 14, 15]
    assert [s.eighths for s in a.scenes] == ["1 1/8", "1", "1"]
    assert [t.scene for t in a.structure.turning_points] == ["1", "2", "3"]


def test_the_lamplighter_darkens_burns_and_ends_well() -> None:
    a = lamplighter()
    assert a.scenes[0].valence > 0 > a.scenes[1].valence
    assert a.structure.tensest_scene == "2"
    assert a.arc[-1].valence > 0.1 > a.arc[len(a.arc) // 2].valence


def test_genders_of_the_lamplighter_are_the_scripts() -> None:
    told = {c.name: (c.gender, c.age_years, c.named) for c in lamplighter().characters}
    assert told == {
        "MR. CRANE": ("male", 45, True), "EDA": ("female", 68, True), "TOBY": ("male", 10, True),
        "WREN": ("female", 30, True),
    }  # fmt: skip


def test_kitchen_counts() -> None:
    a = kitchen()
    assert (a.length.scenes, a.length.omitted, a.length.speeches) == (2, 1, 6)
    assert a.length.dialogue_words == 5 + 10 + 4 + 3 + 5 + 4
    assert a.style.dialogue.sentences == 7
    assert a.style.dialogue.question_share == pytest.approx(3 / 7, abs=1e-4)
    assert a.style.parentheticals_per_100 == pytest.approx(100 / 6, abs=0.05)


def test_kitchen_breakdown() -> None:
    first, second = kitchen().strips
    assert (first.set, first.place, first.light) == ("FARM / KITCHEN", "INT", "NIGHT")
    assert "bread" in first.props
    assert "table" in first.dressing
    assert first.effects == ("smoke",)
    assert [name.lower() for name in first.animals] == ["dog"]
    assert second.vehicles == ("truck",)
    assert second.background == ("crowd",)
    numbers = {c.name: c.number for c in kitchen().characters}
    assert second.voices == (numbers["NARRATOR"],)
    assert {place.location: place.scenes for place in kitchen().locations} == {"FARM": ("1", "2")}


def test_kitchen_meetings_leave_voices_out() -> None:
    met = {(m.first, m.second) for m in kitchen().meetings}
    assert ("ANNA", "BERTA") in met
    assert not any("NARRATOR" in pair for pair in met)
