# ruff: noqa: E501  (lines of screenplays read better whole)
"""`shots.toml`: what a person may change, and that it survives the next draft."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from filmgen.breakdown import overrides as module
from filmgen.breakdown.document import dump_shot_list, load_shot_list
from filmgen.breakdown.model import Setup, ShotList, Size
from filmgen.breakdown.overrides import read_overrides
from filmgen.breakdown.planner import plan_shots
from filmgen.errors import ConfigError
from filmgen.screenplay.model import Screenplay
from tests.breakdown.builders import says, scene, script

STORY = (
    scene(1, "KITCHEN", "A long narrow room with copper pans.", "ANNA lights the stove and thin smoke rises from it.",
          "She turns and looks at the door for a long time.", "BEN walks in with a crate of apples under his arm.",
          "Anna takes the knife from the table and hides it behind her back."),
    scene(2, "GARDEN", "Bees over the flowers.", says("ANNA", "It is too late for that now, I think.")),
)  # fmt: skip


def story(*before: object) -> Screenplay:
    scenes = [*before, *STORY]
    return script(*(replace(s, index=i, number=str(i)) for i, s in enumerate(scenes, 1)))  # type: ignore[type-var]


PLAIN = plan_shots(story())
NEW_SCENE = scene(1, "LIGHTHOUSE", "The lamp turns.")


def plan(
    toml: str, previous: ShotList | None = None, screenplay: Screenplay | None = None
) -> ShotList:
    return plan_shots(screenplay or story(), previous=previous, overrides=read_overrides(toml))


def by_identity(shot_list: ShotList, identity: str):  # type: ignore[no-untyped-def]
    return next(s for s in shot_list.shots if s.identity == identity)


def test_the_example_in_the_docstring_works() -> None:
    toml = "\n".join(
        row[4:] for row in (module.__doc__ or "").splitlines() if row.startswith("    ")
    ).replace("anna-1a2b3c", PLAIN.lines()[0].id)
    changed = plan(toml)
    first = next(s for s in changed.shots if s.display_id == "sc001_sh020")
    assert first.size is Size.CU and first.seed == 7 and first.setting.weather == "rain"
    assert not any(c.kind == "smoke" for c in first.effect_cues)
    assert any(c.kind == "smoke" for c in PLAIN.shots[1].effect_cues)
    knife = next(s for s in changed.shots if s.insert_prop == "knife")
    assert (knife.display_id, knife.setup, knife.action) == (
        "sc001_sh025",
        Setup.INSERT,
        "The knife on the table.",
    )
    assert "sc001_sh050" not in [s.display_id for s in changed.shots]
    assert changed.lines()[0].delivery == "whispering"
    pieces = [s for s in changed.shots if s.display_id in ("sc001_sh030", "sc001_sh035")]
    assert not changed.warnings or all("split" in w or "has no fire" in w for w in changed.warnings)
    assert pieces


def test_fields_by_identity_or_display_id() -> None:
    target = PLAIN.shots[2]
    for key in (target.identity, target.display_id):
        changed = plan(
            f'[shots.{key}]\nsize = "ELS"\nangle = "low"\nlens_mm = 21\nsubjects = ["BEN"]\nhold_s = 3.5'
        )
        shot = by_identity(changed, target.identity)
        assert (shot.size, shot.angle, shot.lens_mm, shot.subjects, shot.hold_s) == (
            "ELS",
            "low",
            21,
            ("BEN",),
            3.5,
        )
        assert "BEN" in shot.present
        others = [s for s in changed.shots if s.identity != target.identity]
        assert others == [s for s in PLAIN.shots if s.identity != target.identity]


def test_a_display_id_stays_with_its_shot_through_new_drafts() -> None:
    toml = f"[shots.{PLAIN.shots[2].display_id}]\nseed = 99"
    first = plan(toml, previous=PLAIN)
    second = plan(toml, previous=first, screenplay=story(NEW_SCENE))
    third = plan(
        toml,
        previous=load_shot_list(dump_shot_list(second)),
        screenplay=story(NEW_SCENE, NEW_SCENE),
    )
    for shot_list in (first, second, third):
        assert [s.identity for s in shot_list.shots if s.seed == 99] == [PLAIN.shots[2].identity]
        assert not shot_list.warnings
    assert by_identity(third, PLAIN.shots[2].identity).display_id.startswith("sc003_")


def test_a_rewritten_action_does_not_lose_the_shot() -> None:
    target = PLAIN.shots[2]
    toml = f'[shots.{target.identity}]\naction = "Completely other words stand here now"'
    first = plan(toml)
    assert by_identity(first, target.identity).beats[0].action.startswith("Completely")
    second = plan(toml, previous=first, screenplay=story(NEW_SCENE))
    assert by_identity(second, target.identity).action.startswith("Completely")
    without = plan("", previous=second)
    assert without.shots == PLAIN.shots


def test_dropping_survives_a_draft() -> None:
    target = PLAIN.shots[1]
    toml = f'drop = ["{target.display_id}"]'
    first = plan(toml, previous=PLAIN)
    second = plan(toml, previous=first, screenplay=story(NEW_SCENE))
    for shot_list in (first, second):
        assert target.identity not in [s.identity for s in shot_list.shots]
        assert len([s for s in shot_list.shots if s.setting.key == "KITCHEN"]) == len(
            [s for s in PLAIN.shots if s.setting.key == "KITCHEN"]
        ) - 1  # fmt: skip
        assert not shot_list.warnings
    assert plan("", previous=second).shots == PLAIN.shots


def test_dropping_a_spoken_shot_says_which_line_goes() -> None:
    spoken = next(s for s in PLAIN.shots if s.lines)
    (warning,) = plan(f'drop = ["{spoken.identity}"]').warnings
    assert "too late" in warning and spoken.identity in warning


def test_splitting() -> None:
    target = next(s for s in PLAIN.shots if "hides it" in s.action)
    toml = f'[[split]]\nshot = "{target.identity}"\nat = ["and hides"]\nsize = ["MS", "ECU"]'
    first = plan(toml)
    at = [s.identity for s in first.shots].index(target.identity)
    one, two = first.shots[at : at + 2]
    assert f"{one.action} {two.action}" == target.action
    assert two.action.startswith("and hides") and (one.size, two.size) == ("MS", "ECU")
    number = int(re.findall(r"\d+$", two.display_id)[0])
    assert number % 10 == 5
    second = plan(toml, previous=first, screenplay=story(NEW_SCENE))
    assert {one.identity, two.identity} <= {s.identity for s in second.shots}


def test_adding_before_and_after_keeps_identities() -> None:
    target = PLAIN.shots[3]
    toml = f'[[add]]\nname = "bee"\nbefore = "{target.identity}"\nsetup = "insert"\ninsert_prop = "bee"\nsubjects = []'
    first = plan(toml)
    second = plan(toml, previous=first, screenplay=story(NEW_SCENE))
    assert {s.identity for s in first.shots} == {
        s.identity for s in second.shots if s.setting.key != "LIGHTHOUSE"
    }
    added = next(s for s in first.shots if s.insert_prop == "bee")
    assert first.shots[first.shots.index(added) + 1].identity == target.identity
    assert added.lines == () and added.effect_cues == ()


def test_a_shot_that_is_gone_is_a_warning() -> None:
    changed = plan(
        'drop = ["sc099_sh010"]\n[shots.0123456789abcdef]\nseed = 1\n[lines.nobody-000000]\ntext = "x"'
    )
    assert len(changed.warnings) == 3 and changed.shots == PLAIN.shots
    assert all("shots.toml" in w for w in changed.warnings)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[shots.x]\nsise = 'CU'", "did you mean 'size'"),
        ("[shot.x]\nsize = 'CU'", "did you mean 'shots'"),
        ("[shots.x]\nsize = 'HUGE'", "size"),
        ("[shots.x]\nseed = -1", "seed"),
        ("[shots.x.setting]\nwether = 'rain'", "did you mean 'weather'"),
        ("[shots.x]\nsides = {ANNA = 'up'}", "left or right"),
        ("[[add]]\nname = 'a'", "after"),
        ("[[add]]\nname = 'a'\nafter = 'x'\n[[add]]\nname = 'a'\nafter = 'x'", "two additions"),
        ("[lines.a]\ntxt = 'x'", "did you mean 'text'"),
        ("[shots.x]\neffect_cues = [{knd = 'fire'}]", "kind"),
        ("drop = 3", "drop"),
        ("[[split]]\nshot = 'x'\nat = []", "at"),
        ("not toml", "not TOML"),
    ],
)
def test_mistakes_are_named_with_file_and_key(toml: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_overrides(toml, "OUT/edit/shots.toml")
    message = str(caught.value)
    assert told in message and "OUT/edit/shots.toml" in message and "\n" not in message
