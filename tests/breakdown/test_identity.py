# ruff: noqa: E501  (lines of screenplays read better whole)
"""Identities survive what writers do to a script between drafts."""

from __future__ import annotations

from dataclasses import replace

from filmgen.breakdown.identity import slug
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.model import Action, Note, Scene, Screenplay, SourceRange
from tests.breakdown.builders import LINES, action, says, scene, script

SCENES = (
    scene(1, "KITCHEN", "ANNA waits at the long wooden table. She turns the knife over in her hand.",
          says("ANNA", "You are late again."), says("BEN", "The train stood still for an hour."),
          "Ben sits down and pulls off his wet boots.",
          says("ANNA", "It always does."), says("BEN", "Not always."),
          says("ANNA", "Every single night this week, and every night last week."),
          says("BEN", "Then let us talk about something else, shall we?")),
    scene(2, "STREET", "Rain. A taxi crosses the empty square.", "Ben runs after the taxi and waves his hat."),
    scene(3, "KITCHEN", "Anna alone. The knife is gone from the table.", says("ANNA", "Ben?"), "The door slams."),
)  # fmt: skip


def renumbered(scenes: list[Scene]) -> Screenplay:
    return script(*(replace(s, index=i, number=str(i)) for i, s in enumerate(scenes, 1)))


def test_a_scene_number_printed_twice_gives_ids_of_their_own() -> None:
    numbers = ("7", "7", "7-2", "8b", "8B")
    scenes = [replace(SCENES[i % 3], index=i + 1, number=n) for i, n in enumerate(numbers)]
    shots = plan_shots(script(*scenes)).shots
    ids = [shot.display_id.casefold() for shot in shots]
    assert len(set(ids)) == len(ids), "ids are names of files"
    labels = dict.fromkeys(shot.display_id.partition("_")[0] for shot in shots)
    assert list(labels) == ["sc007", "sc007-2", "sc007-2-2", "sc008b", "sc008B-2"]


def identities(shot_list: ShotList, scene_index: int | None = None) -> list[str]:
    return [s.identity for s in shot_list.shots if scene_index in (None, s.scene_index)]


def edit(one: Scene, old: str, new: str) -> Scene:
    """The scene with words replaced, in action and talk."""
    changed = []
    for e in one.elements:
        if isinstance(e, Action):
            changed.append(replace(e, text=e.text.replace(old, new)))
        else:
            parts = tuple(replace(p, text=p.text.replace(old, new)) for p in e.parts)  # type: ignore[union-attr]
            changed.append(replace(e, parts=parts))
    return replace(one, elements=tuple(changed))


BEFORE = plan_shots(script(*SCENES))


def test_wrapping_notes_and_line_numbers_change_nothing() -> None:
    def rewrapped(one: Scene) -> Scene:
        elements = []
        for e in one.elements:
            elements.append(Note("think again", LINES))
            moved = SourceRange(900, 905)
            if isinstance(e, Action):
                e = replace(e, text=e.text.replace(" ", "\n", 1), lines=moved)
            else:
                e = replace(e, lines=moved, parts=tuple(replace(p, lines=moved) for p in e.parts))
            elements.append(e)
        return replace(one, elements=tuple(elements))

    plain = plan_shots(renumbered([rewrapped(s) for s in SCENES]))
    assert identities(plain) == identities(BEFORE)
    assert [x.id for x in plain.lines()] == [x.id for x in BEFORE.lines()]
    no_source = [replace(s, source=LINES, lines=()) for s in plain.shots]
    assert no_source == [replace(s, source=LINES, lines=()) for s in BEFORE.shots]


def test_an_inserted_scene_renumbers_and_keeps_identities() -> None:
    new = scene(9, "LIGHTHOUSE", "The lamp turns.", says("KEEPER", "Nobody comes here."))
    after = plan_shots(renumbered([SCENES[0], new, *SCENES[1:]]), previous=BEFORE)
    kept = identities(after, 1) + identities(after, 3) + identities(after, 4)
    assert kept == identities(BEFORE)
    assert after.shots[-1].display_id.startswith("sc004_") and BEFORE.shots[
        -1
    ].display_id.startswith("sc003_")
    assert not set(identities(after, 2)) & set(identities(BEFORE))


def test_an_edited_line_keeps_its_shot_and_its_id() -> None:
    edited = edit(SCENES[0], "You are late again.", "Late again, my dear.")
    after = plan_shots(renumbered([edited, *SCENES[1:]]), previous=BEFORE)
    assert identities(after) == identities(BEFORE)
    assert [x.id for x in after.lines()] == [x.id for x in BEFORE.lines()]
    assert after.lines()[0].text == "Late again, my dear."


def test_a_line_rewritten_beyond_recognition_between_the_same_neighbours_is_the_same_line() -> None:
    edited = edit(SCENES[2], "Ben?", "Who took it, then, I wonder!")
    after = plan_shots(renumbered([*SCENES[:2], edited]), previous=BEFORE)
    assert after.lines()[-1].id == BEFORE.lines()[-1].id
    assert identities(after, 1) + identities(after, 2) == identities(BEFORE, 1) + identities(
        BEFORE, 2
    )


def test_an_inserted_paragraph_keeps_the_other_shots() -> None:
    elements = [
        *SCENES[1].elements[:1],
        action("A DOG barks at the moon from a high balcony."),
        *SCENES[1].elements[1:],
    ]
    after = plan_shots(
        renumbered([SCENES[0], replace(SCENES[1], elements=tuple(elements)), SCENES[2]]),
        previous=BEFORE,
    )
    assert set(identities(BEFORE)) <= set(identities(after))


def test_a_moved_scene_takes_its_identities_along() -> None:
    after = plan_shots(renumbered([SCENES[1], SCENES[0], SCENES[2]]), previous=BEFORE)
    assert identities(after, 1) == identities(BEFORE, 2)
    assert identities(after, 2) == identities(BEFORE, 1)


def test_a_heading_put_into_a_scene_keeps_the_shots_behind_it() -> None:
    first = replace(SCENES[0], elements=SCENES[0].elements[:4])
    second = replace(scene(2, "KITCHEN, LATER"), elements=SCENES[0].elements[4:])
    after = plan_shots(renumbered([first, second, *SCENES[1:]]), previous=BEFORE)
    same = set(identities(after)) & set(identities(BEFORE))
    assert len(same) >= len(BEFORE.shots) - 3


def test_identities_do_not_depend_on_the_process_or_on_display_ids() -> None:
    shifted = plan_shots(script(*(replace(s, number=f"{s.index}A") for s in SCENES)))
    assert identities(shifted) == identities(BEFORE)
    assert BEFORE.shots[0].identity == "7f6c114c3e668e88"


def test_repeated_words_are_told_apart() -> None:
    twice = plan_shots(script(scene(1, "HALL", says("ANNA", "No."), "Wind.", says("ANNA", "No."))))
    ids = [x.id for x in twice.lines()]
    assert len(set(ids)) == 2 and all(i.startswith("anna-") for i in ids)


def test_slugs_are_ascii_and_differ() -> None:
    assert slug("MAN #2") == "man-2" and slug("ZOË") == "zoe"
    assert slug("李雷") != slug("韩梅梅") and slug("МАША").isascii()
