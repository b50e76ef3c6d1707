"""Shot lists for the tests: made by hand, drawn by hypothesis, or planned from real scripts."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import strategies as st

from filmgen.breakdown.model import (
    Angle,
    Beat,
    CharacterNote,
    EffectCue,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotList,
    Size,
)
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay

SCRIPTS = Path(__file__).resolve().parents[2].parent / "shared" / "screenplays"
ASPECTS = (2.39, 1.85, 16 / 9, 9 / 16)

KITCHEN = Setting(
    "FLAT / KITCHEN",
    PlaceKind.INTERIOR,
    "FLAT",
    "KITCHEN",
    TimeOfDay.NIGHT,
    words="A letter lies on the table beside a lamp.",
)
STREET = Setting("MAIN STREET", PlaceKind.EXTERIOR, "MAIN STREET", "", TimeOfDay.DAY)


def shot(
    number: int,
    setting: Setting = KITCHEN,
    *,
    setup: Setup = Setup.SINGLE,
    size: Size = Size.MS,
    angle: Angle = Angle.EYE,
    subjects: tuple[str, ...] = ("ANNA",),
    present: tuple[str, ...] = ("ANNA", "BEN"),
    action: str = "",
    beats: tuple[Beat, ...] = (),
    over: str = "",
    sides: tuple[tuple[str, str], ...] = (("ANNA", "left"), ("BEN", "right")),
    lens: int = 50,
    scene: int = 1,
    props: tuple[str, ...] = (),
    insert: str = "",
    lines: tuple[Line, ...] = (),
    cues: tuple[EffectCue, ...] = (),
) -> Shot:
    return Shot(
        f"{number:016x}",
        f"sc{scene:03d}_sh{number:03d}",
        scene,
        str(scene),
        setting,
        setup,
        size,
        angle,
        Move.STATIC,
        lens,
        subjects,
        present,
        beats or (Beat("A", action, line_ids=tuple(line.id for line in lines)),),
        SourceRange(1, 1),
        "a test",
        action,
        over,
        sides,
        props,
        insert,
        lines=lines,
        effect_cues=cues,
    )


def film(*shots: Shot, notes: tuple[CharacterNote, ...] = ()) -> ShotList:
    return ShotList("test", shots, notes)


_PLACES = (
    ("KITCHEN", PlaceKind.INTERIOR), ("BEDROOM", PlaceKind.INTERIOR),
    ("OFFICE", PlaceKind.INTERIOR),
    ("BAR", PlaceKind.INTERIOR), ("LIVING ROOM", PlaceKind.INTERIOR),
    ("GARAGE", PlaceKind.INTERIOR),
    ("LOBBY", PlaceKind.INTERIOR), ("GALLERY", PlaceKind.INTERIOR), ("STUDIO", PlaceKind.INTERIOR),
    ("CHURCH", PlaceKind.INTERIOR), ("HALLWAY", PlaceKind.INTERIOR), ("SHOP", PlaceKind.INTERIOR),
    ("STREET", PlaceKind.EXTERIOR), ("FOREST", PlaceKind.EXTERIOR), ("BEACH", PlaceKind.EXTERIOR),
    ("PATIO", PlaceKind.EXTERIOR), ("ROOFTOP", PlaceKind.EXTERIOR), ("HARBOUR", PlaceKind.EXTERIOR),
    ("DESERT", PlaceKind.EXTERIOR), ("MEADOW", PlaceKind.EXTERIOR), ("ROAD", PlaceKind.EXTERIOR),
)  # fmt: skip
_ACTIONS = (
    "", "Anna sits.", "Ben walks in.", "They drink.", "Anna points at Ben.", "Ben aims a gun.",
    "They sit at the table.", "Ben kneels.", "Anna reads a letter.", "They shake hands.",
)  # fmt: skip


@st.composite
def films(draw: st.DrawFn) -> tuple[ShotList, float]:
    """A scene of up to three people, covered at random, and an aspect."""
    name, place = draw(st.sampled_from(_PLACES))
    setting = Setting(name, place, f"{name} {draw(st.integers(1, 40))}", "", TimeOfDay.DAY)
    cast = draw(st.sampled_from((("ANNA",), ("ANNA", "BEN"), ("ANNA", "BEN", "CARLA"))))
    sides = (
        ("ANNA", "left"),
        ("BEN", "right"),
        ("CARLA", draw(st.sampled_from(("left", "right")))),
    )
    shots = []
    for number in range(draw(st.integers(1, 4))):
        people = draw(st.permutations(cast))
        kind = draw(st.sampled_from(("single", "ots", "group")))
        size = draw(st.sampled_from((Size.CU, Size.MCU, Size.MS, Size.MLS, Size.LS)))
        subjects, over, angle, setup = (people[0],), "", Angle.EYE, Setup.SINGLE
        if kind == "ots" and len(cast) > 1:
            over, angle, setup = people[1], Angle.OTS, Setup.OTS
            size = draw(st.sampled_from((Size.MCU, Size.MS)))
        elif kind == "group":
            subjects, setup = tuple(people), Setup.MASTER
            size = Size.LS
        elif size is not Size.LS:
            angle = draw(st.sampled_from((Angle.EYE, Angle.EYE, Angle.LOW, Angle.HIGH)))
        shots.append(
            shot(
                number,
                setting,
                setup=setup,
                size=size,
                angle=angle,
                subjects=subjects,
                present=cast,
                over=over,
                sides=tuple(s for s in sides if s[0] in cast) if len(cast) > 1 else (),
                action=draw(st.sampled_from(_ACTIONS)),
                lens=draw(st.sampled_from((28, 35, 50, 75))),
            )
        )
    return film(*shots), draw(st.sampled_from(ASPECTS))


@functools.cache
def planned(name: str) -> ShotList:
    """The shot list of a shared screenplay; skips the test where it is absent."""
    path = SCRIPTS / name
    if not path.exists():
        pytest.skip(f"the shared screenplay {name} is not here")
    from filmgen.breakdown.planner import plan_shots
    from filmgen.screenplay.reader import read_screenplay

    return plan_shots(read_screenplay(path))
