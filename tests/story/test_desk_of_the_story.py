"""A script goes on, three turns, the user's cast, a measured style."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

import pytest

from filmgen.config import WritingSettings
from filmgen.engines.protocols import WritingRequest
from filmgen.errors import ConfigError, EngineError
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.reader import read_screenplay
from filmgen.screenplay.writer import write_fountain
from filmgen.story.carry_on import continue_story
from filmgen.story.characters_file import read_characters
from filmgen.story.model import Twist
from filmgen.story.style import excerpt, measure_style, style_rules
from filmgen.story.twist import propose_twists
from filmgen.writing.session import Session
from tests.story.answering import answer, fresh_words
from tests.writing.scripted import ScriptedWriter

SCRIPT = """Title: Oil

INT. LIGHTHOUSE - NIGHT

MARA (34) counts matches. Rain. The lamp smokes.

MARA
Eleven left.

IVO
(quietly)
Who took the twelfth?

MARA
Ask the gulls.
"""


@pytest.fixture
def script(tmp_path: Path) -> Screenplay:
    file = tmp_path / "oil.fountain"
    file.write_text(SCRIPT, encoding="utf-8")
    return read_screenplay(file)


def scripted(step: Literal["line", "scene"] = "line") -> ScriptedWriter:
    words = fresh_words()
    engine = ScriptedWriter(lambda request: answer(request, words))
    engine.step = step
    return engine


def test_a_script_goes_on_and_what_stood_there_stands(script: Screenplay) -> None:
    engine = scripted()
    story = continue_story(Session(engine), script, WritingSettings(redraws=0))
    assert story.new_scenes == ("2",)
    before, after = write_fountain(script), write_fountain(story.screenplay)
    assert after.startswith(before.rstrip())
    assert set(story.screenplay.characters()) == {"MARA", "IVO"}
    assert engine.asked[0].task == "next"
    assert "counts matches" in dict(engine.asked[0].material)["LAST PAGES"]


def test_a_chosen_turn_is_shown(script: Screenplay) -> None:
    engine = scripted()
    turn = Twist("The gulls are dead.", "the gulls", "Mara has no alibi.", "1")
    continue_story(Session(engine), script, WritingSettings(redraws=0), turn=turn)
    assert "gulls are dead" in dict(engine.asked[0].material)["TURN"]


def test_three_turns_each_with_what_is_planted(script: Screenplay) -> None:
    turns = propose_twists(Session(scripted("scene")), script)
    assert len(turns) == 3
    assert {turn.scene for turn in turns} == {"1"}
    assert len({turn.turn for turn in turns}) == 3


def test_the_same_turn_three_times_is_asked_for_again_and_then_refused(script: Screenplay) -> None:
    def reply(request: WritingRequest) -> str:
        twist = {"scene": "1", "turn": "He lied.", "planted": "the lamp", "changes": "all"}
        return json.dumps({"twists": [twist] * 3})

    engine = ScriptedWriter(reply)
    engine.step = "scene"
    with pytest.raises(EngineError, match="three different"):
        propose_twists(Session(engine), script)
    assert len(engine.asked) == 2


def test_a_small_model_goes_on_with_turns_and_what_is_not_planted_is_drawn_again(
    script: Screenplay,
) -> None:
    words = fresh_words()
    made_up: list[WritingRequest] = []

    def reply(request: WritingRequest) -> str:
        if not request.begun.endswith("It uses:"):
            return answer(request, words)
        if not made_up:
            made_up.append(request)
            return " a helicopter of the navy."
        return f" the matches, all {len(made_up) + len(engine.asked)} of them."

    engine = ScriptedWriter(reply)
    turns = propose_twists(Session(engine), script)
    assert len({turn.turn for turn in turns}) == 3
    assert all("matches" in turn.planted for turn in turns if turn.planted)
    assert any(turn.planted for turn in turns)
    assert all(turn.scene == "1" for turn in turns)
    assert all(re.search("Mara|Ivo", turn.turn) for turn in turns)


def test_a_small_model_that_says_one_turn_thrice_is_refused(script: Screenplay) -> None:
    with pytest.raises(EngineError, match="another --seed"):
        propose_twists(Session(ScriptedWriter(lambda request: " a.")), script)


def test_style_is_measured_and_said_without_the_words(script: Screenplay) -> None:
    style = measure_style(script)
    assert style.parentheticals == pytest.approx(1 / 3, abs=0.001)
    assert style.line_words == 3
    rules = style_rules(style)
    assert "Lines have about 3 words" in rules and "gulls" not in rules
    assert "MARA: Eleven left." in excerpt(script)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cast.txt", "MARA: 34, oilskin, a lamp; wants to sell the boat\nIVO: her brother"),
        ("cast.json", json.dumps([{"name": "Mara", "age": 34, "want": "to sell the boat"}])),
        ("cast.toml", '[characters.Mara]\nage = 34\nwant = "to sell the boat"\n'),
    ],
)
def test_a_cast_from_a_file(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    mara = read_characters(file)[0]
    assert (mara.name, mara.age) == ("MARA", "34")
    assert mara.wants.endswith("sell the boat")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.json", b"{"), ("a.toml", b"= 1"), ("a.txt", b"\n\n"), ("a.txt", b"\xff\xfe\x00\xd8")],
)
def test_a_file_that_is_no_cast_is_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ConfigError) as failure:
        read_characters(file)
    assert "\n" not in str(failure.value)
    with pytest.raises(ConfigError):
        read_characters(tmp_path / "none.txt")
