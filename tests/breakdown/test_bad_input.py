# ruff: noqa: E501  (lines of screenplays read better whole)
"""Scripts nobody should write, which must work all the same."""

from __future__ import annotations

import time

import pytest

from filmgen.breakdown.document import (
    TABLE_COLUMNS,
    breakdown_table,
    dump_shot_list,
    json_schema,
    load_shot_list,
)
from filmgen.breakdown.model import Setup
from filmgen.breakdown.planner import plan_shots
from filmgen.errors import WorkspaceError
from filmgen.screenplay.model import Scene, SceneHeading, Screenplay
from tests.breakdown.builders import LINES, action, says, scene, script


def test_no_scenes_at_all() -> None:
    assert plan_shots(script()).shots == ()


def test_prose_without_a_heading() -> None:
    prose = Scene(
        1, "1", SceneHeading("", LINES), (action("Somebody walks through snow. It is cold."),)
    )
    shots = plan_shots(Screenplay("x.txt", (), (), (prose,))).shots
    assert shots and shots[0].setting.key and "snow" in shots[0].action


def test_a_scene_with_no_content_shows_its_place() -> None:
    shots = plan_shots(script(scene(1, "CAVE"), scene(2, "HALL", "Wind."))).shots
    assert [s.setup for s in shots] == [Setup.ESTABLISHING] * 2
    assert shots[0].hold_s and shots[0].action == ""


def test_a_speech_of_three_thousand_words() -> None:
    speech = "I have seen the sea rise over the wall and take the town. " * 231
    shots = [
        s
        for s in plan_shots(
            script(scene(1, "HALL", "ANNA and BEN wait.", says("ANNA", speech), says("BEN", "Oh.")))
        ).shots
        if s.lines
    ]
    assert len(shots) > 60
    assert (
        " ".join(x.text for s in shots for x in s.lines if x.character == "ANNA") == speech.strip()
    )
    assert len({s.size for s in shots}) >= 3
    assert max(len(x.text.split()) for s in shots for x in s.lines) <= 30


def test_a_sentence_without_end() -> None:
    shots = plan_shots(script(scene(1, "HALL", says("ANNA", "and then " * 400)))).shots
    assert max(len(x.text.split()) for s in shots for x in s.lines) <= 30
    assert plan_shots(script(scene(1, "HALL", "and then " * 400))).shots


def test_a_thousand_scenes_in_seconds() -> None:
    def one(i: int) -> Scene:
        return scene(
            i, f"ROOM {i % 97}", f"PERSON{i % 211} enters and looks at letter number {i}. The door slams.",
            says(f"PERSON{i % 211}", f"This is line {i}, and it goes on for a little while."),
            says("ANNA", "Yes."), says(f"PERSON{i % 211}", f"So it is {i}!"),
        )  # fmt: skip

    screenplay = script(*(one(i) for i in range(1, 1001)))
    start = time.process_time()
    first = plan_shots(screenplay)
    planned = time.process_time() - start
    start = time.process_time()
    again = plan_shots(screenplay, previous=first)
    assert again.shots == first.shots
    assert planned < 5 and time.process_time() - start < 8
    assert len(first.shots) >= 2000


def test_document_refuses_what_is_not_one() -> None:
    shot_list = plan_shots(script(scene(1, "HALL", "Wind.")))
    text = dump_shot_list(shot_list)
    assert load_shot_list(text) == shot_list and text.endswith("\n")
    for broken in (
        "",
        "{}",
        "[]",
        text.replace('"version": 1', '"version": 99'),
        text.replace('"LS"', '"HUGE"'),
    ):
        with pytest.raises(WorkspaceError) as caught:
            load_shot_list(broken)
        assert "delete it to plan anew" in str(caught.value)


def test_table_and_schema() -> None:
    shot_list = plan_shots(script(scene(1, "HALL", "ANNA waits.", says("ANNA", "Well."))))
    rows = breakdown_table(shot_list)
    assert len(rows) == len(shot_list.shots)
    assert all(
        tuple(r) == TABLE_COLUMNS and all(isinstance(v, str) for v in r.values()) for r in rows
    )
    schema = json_schema()
    assert schema["properties"]["version"] == {"const": 1} and "Shot" in schema["$defs"]


def test_selected_scenes_are_the_same_shots() -> None:
    screenplay = script(
        scene(1, "HALL", "Wind."), scene(2, "CAVE", "Dark."), scene(3, "HALL", "Wind.")
    )
    everything = plan_shots(screenplay).shots
    some = plan_shots(screenplay, scenes=frozenset({2, 3})).shots
    assert some == tuple(s for s in everything if s.scene_index in (2, 3))
