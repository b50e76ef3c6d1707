# ruff: noqa: E501  (lines of screenplays read better whole)
"""What holds for every screenplay, whatever is in it."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown import grammar
from filmgen.breakdown.document import dump_shot_list, load_shot_list
from filmgen.breakdown.model import Setup, Shot, ShotList, ShotTransition
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay.model import Action, PartKind, Screenplay
from tests.breakdown.builders import action, cut, says, scene, script

NAMES = ("ANNA", "BEN", "THE GUARD", "МАША", "李雷", "MAN #2", "NARRATOR")
SENTENCES = (
    "Anna enters and looks around.",
    "Ben picks up a LETTER from the table, then he throws it into the fire.",
    "They fight.",
    "A clock reads 6:24.",
    "CLOSE ON the knife.",
    "The guard bursts through the door and Anna screams, but nobody comes to help her.",
    "She sits, smiles, and pours two glasses of wine as the rain beats on the windows.",
    "WIDE - the harbour at dawn.",
    "Badly.",
    "He opens the letter. It reads:",
    "Dear Anna\nI am gone",
    "POV - the street far below.",
    "Маша смотрит в окно. Идет дождь.",
    "李雷走进房间，坐在桌子旁边。",
    "MONTAGE - THE SUMMER",
    "SUPER: Five years later",
    "Ben, a man in his forties -- tired, grey -- walks off.",
    'A sign says "No entry" (in red).',
    "...",
    "INTERCUT",
)
TALK = (
    "Yes.",
    "No!",
    "I never wanted this. You know that. I told you so on the day we met, and every day since then, and still you came.",
    "What do you mean?",
    "Мы едем домой.",
    "我们回家吧。",
    "(beat)",
    "(whispering)",
    "word " * 70,
)


def _elements() -> st.SearchStrategy[object]:
    speech = st.builds(
        lambda n, parts, ext, dual: says(n, *parts, ext=ext, dual=dual),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(TALK), min_size=1, max_size=4),
        st.sampled_from([(), ("V.O.",), ("O.S.",), ("CONT'D",)]),
        st.booleans(),
    )
    paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join)
    return st.one_of(
        paragraphs.map(action),
        speech,
        st.sampled_from(["CUT TO:", "FADE OUT.", "DISSOLVE TO:", "INTERCUT WITH:"]).map(cut),
        st.sampled_from(["THE END", "Part Two"]).map(lambda t: action(t, centered=True)),
    )


def _scripts() -> st.SearchStrategy[Screenplay]:
    heading = st.sampled_from(
        ["KITCHEN", "ANNA'S FLAT", "STREET", ".BEN", ".THE KNIFE", ".OUTSIDE", ".ON THE TV",
         ".BACK IN THE KITCHEN", ".OPENING TITLES", ".ANNA'S POV"]
    )  # fmt: skip
    one = st.tuples(heading, st.lists(_elements(), max_size=9))
    return st.lists(one, min_size=1, max_size=5).map(
        lambda parts: script(
            *(
                scene(i, h.lstrip("."), *es, forced=h.startswith("."))  # type: ignore[arg-type]
                for i, (h, es) in enumerate(parts, 1)
            )
        )
    )


def _letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text))


def _shown(shots: tuple[Shot, ...]) -> str:
    return "".join(
        "".join(b.action for b in s.beats) + (s.title_text if s.setup is Setup.TITLE else "")
        for s in shots
    )


@settings(max_examples=120, deadline=None)
@given(_scripts())
def test_no_word_is_lost_or_doubled(screenplay: Screenplay) -> None:
    shot_list = plan_shots(screenplay)
    for one in screenplay.scenes:
        shots = tuple(s for s in shot_list.shots if s.scene_index == one.index)
        written = "".join(e.text for e in one.elements if isinstance(e, Action))
        written += "".join(
            e.text for e in one.elements if type(e).__name__ == "Transition" and e.text == "THE END"
        )
        shown = _letters(_shown(shots))
        missing = _letters(written) - shown
        assert not missing, (written, _shown(shots))
        # What is shown beyond the action is at most the heading of a shot, once.
        extra = shown - _letters(written)
        assert not extra - _letters(one.heading.text)
        spoken = [
            p.text
            for e in one.speeches()
            for p in e.parts
            if p.kind is PartKind.LINE and p.text.split()
        ]
        heard = "".join(line.text for s in shots for line in s.lines)
        assert "".join("".join(spoken).split()) == "".join(heard.split())


@settings(max_examples=120, deadline=None)
@given(_scripts())
def test_every_shot_is_complete(screenplay: Screenplay) -> None:
    shot_list = plan_shots(screenplay)
    ids = [s.display_id for s in shot_list.shots]
    assert len(set(ids)) == len(ids)
    identities = [s.identity for s in shot_list.shots]
    assert len(set(identities)) == len(identities)
    lines = [line.id for line in shot_list.lines()]
    assert len(set(lines)) == len(lines)
    assert all(re.fullmatch(r"[a-z0-9.-]+-[0-9a-f]{6}", i) for i in lines)
    for shot in shot_list.shots:
        assert re.fullmatch(r"[0-9a-f]{16}", shot.identity)
        assert 1 <= len(shot.beats) <= 5
        assert [b.label for b in shot.beats] == list("ABCDE"[: len(shot.beats)])
        assert [i for b in shot.beats for i in b.line_ids] == [x.id for x in shot.lines]
        assert shot.why.endswith((".", "…")) and len(shot.why) >= 8
        assert set(shot.subjects) <= set(shot.present) or shot.setup is Setup.TITLE
        assert not shot.over or shot.over in shot.present
        assert set(dict(shot.sides)) <= set(shot.present)
        if shot.setup is not Setup.TITLE and not shot.action and not shot.lines:
            assert shot.hold_s is not None
        assert all(0 <= c.at <= 1 for c in shot.sound_cues)


@settings(max_examples=80, deadline=None)
@given(_scripts())
def test_no_jump_cuts_and_sides_hold(screenplay: Screenplay) -> None:
    shots = plan_shots(screenplay).shots
    for a, b in itertools.pairwise(shots):
        assert not _jumps(a, b), (a.display_id, b.display_id, a.size, b.size)
    sides: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for shot in shots:
        for name, side in shot.sides:
            sides[shot.scene_index][name].add(side)
    assert all(len(held) == 1 for scene_sides in sides.values() for held in scene_sides.values())


def _jumps(a: Shot, b: Shot) -> bool:
    """Independent of the grammar's own test: same people, same angle, nearly the same size."""
    apart = {Setup.INSERT, Setup.POV, Setup.TITLE}
    if {a.setup, b.setup} & apart or set(a.subjects) != set(b.subjects) or a.over != b.over:
        return False
    if (a.setting.key, a.setting.place) != (b.setting.key, b.setting.place) or a.angle != b.angle:
        return False
    sizes = list(grammar.SIZES)
    return abs(sizes.index(a.size) - sizes.index(b.size)) < 2


@settings(max_examples=40, deadline=None)
@given(_scripts())
def test_planning_twice_is_the_same_and_documents_round_trip(screenplay: Screenplay) -> None:
    first = plan_shots(screenplay)
    assert plan_shots(screenplay) == first
    again = plan_shots(screenplay, previous=first)
    assert again.shots == first.shots
    assert load_shot_list(dump_shot_list(first)) == first


@settings(max_examples=40, deadline=None)
@given(_scripts(), st.integers(0, 1000))
def test_an_inserted_scene_keeps_all_other_identities(screenplay: Screenplay, seed: int) -> None:
    before = plan_shots(screenplay)
    at = random.Random(seed).randrange(len(screenplay.scenes) + 1)
    new = scene(0, "LIGHTHOUSE", "A lamp turns above the black water, slowly, all night.")
    scenes = [*screenplay.scenes[:at], new, *screenplay.scenes[at:]]
    if at < len(screenplay.scenes) and screenplay.scenes[at].heading.forced:
        return  # the new scene would become the place the forced heading belongs to
    renumbered = [scene_at(s, i) for i, s in enumerate(scenes, 1)]
    after = plan_shots(script(*renumbered), previous=before)
    kept = [s.identity for s in after.shots if s.scene_index != at + 1]
    assert kept == [s.identity for s in before.shots]


def scene_at(one, index):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(one, index=index, number=str(index))


def test_a_cut_is_the_plain_transition() -> None:
    shots = plan_shots(script(scene(1, "KITCHEN", "Anna waits."))).shots
    assert isinstance(plan_shots(script()), ShotList)
    assert [s.transition_in for s in shots] == [ShotTransition.CUT]
