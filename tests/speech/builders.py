"""Small shot lists in which people speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmgen.breakdown.model import (
    Angle,
    Beat,
    CharacterNote,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotList,
    Size,
)
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay

_SOURCE = SourceRange(1, 1)


def shot_list(
    scenes: Sequence[Mapping[str, int]],
    notes: Sequence[CharacterNote] = (),
    text: str = "Come with me.",
) -> ShotList:
    """One shot for each scene, given as the number of lines of each character."""
    return ShotList("test", tuple(_shot(i, s, text) for i, s in enumerate(scenes, 1)), tuple(notes))


def _shot(index: int, speakers: Mapping[str, int], text: str) -> Shot:
    lines = tuple(
        Line(f"l{index}-{place}-{number}", name, text)
        for place, (name, count) in enumerate(speakers.items())
        for number in range(count)
    )
    return Shot(
        identity=f"{index:016x}",
        display_id=f"sc{index:03d}_sh010",
        scene_index=index,
        scene_number=str(index),
        setting=Setting("ROOM", PlaceKind.INTERIOR, "ROOM", "", TimeOfDay.DAY),
        setup=Setup.MASTER,
        size=Size.MS,
        angle=Angle.EYE,
        move=Move.STATIC,
        lens_mm=35,
        subjects=tuple(speakers),
        present=tuple(speakers),
        beats=(Beat("A", ""),),
        source=_SOURCE,
        why="they speak",
        lines=lines,
    )
