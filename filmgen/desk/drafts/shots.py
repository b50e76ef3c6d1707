"""The shots and recorded lines that a new draft touches, by the identities that outlive drafts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from filmgen.breakdown.identity import content
from filmgen.breakdown.model import Shot, ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.desk.drafts.model import ShotDiff
from filmgen.screenplay.model import Element, Scene, Screenplay, SourceRange, Speech

_NOWHERE = SourceRange(0, 0)


@dataclass(frozen=True)
class Touched:
    """Shots by scene index: those of the new draft, and those that it cuts, by the old scene."""

    by_new: dict[int, list[ShotDiff]]
    cut_of: dict[int, list[ShotDiff]]
    same: int
    lines_to_record: int

    def shots(self) -> Iterator[ShotDiff]:
        for table in (self.by_new, self.cut_of):
            for shots in table.values():
                yield from shots


class LineIds:
    """Ids of the dialogue lines that an element of either draft is spoken as."""

    def __init__(self, old: ShotList, new: ShotList) -> None:
        self._old, self._new = _by_line(old), _by_line(new)

    def old(self, scene: Scene, element: Element) -> tuple[str, ...]:
        return _within(self._old, element)

    def new(self, scene: Scene, element: Element) -> tuple[str, ...]:
        return _within(self._new, element)


def touched_shots(
    old: Screenplay, new: Screenplay, renamed: dict[str, str]
) -> tuple[Touched, LineIds]:
    """Both drafts broken down, the new one with the old one's identities, and what differs.

    A shot counts as the same where only its number, its source lines, a character's name or what
    the scene says elsewhere changed.

    Args:
        renamed: old names of characters to new ones.
    """
    before = plan_shots(old)
    after = plan_shots(new, previous=before)
    known = {shot.identity: shot for shot in before.shots}
    by_new: dict[int, list[ShotDiff]] = defaultdict(list)
    cut_of: dict[int, list[ShotDiff]] = defaultdict(list)
    same = 0
    for shot in after.shots:
        was = known.pop(shot.identity, None)
        if was is None:
            added = ShotDiff(change="added", id=shot.display_id, identity=shot.identity)
            by_new[shot.scene_index].append(added)
        elif _picture(was, renamed) == _picture(shot, {}):
            same += 1
        else:
            by_new[shot.scene_index].append(
                ShotDiff(
                    change="framing" if content(was) == content(shot) else "words",
                    id=shot.display_id,
                    old_id=was.display_id,
                    identity=shot.identity,
                )
            )
    for shot in known.values():
        cut = ShotDiff(
            change="cut", id=shot.display_id, old_id=shot.display_id, identity=shot.identity
        )
        cut_of[shot.scene_index].append(cut)
    spoken = {line.id: (line.character, line.text, line.delivery) for line in before.lines()}
    record = sum(
        spoken.get(line.id) != (line.character, line.text, line.delivery) for line in after.lines()
    )
    return Touched(dict(by_new), dict(cut_of), same, record), LineIds(before, after)


def _picture(shot: Shot, renamed: dict[str, str]) -> Shot:
    """A shot without what only says where in the script it stands."""

    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(renamed.get(name, name) for name in names)

    lines = tuple(
        replace(line, id="", dual_with="", source=_NOWHERE,
                character=renamed.get(line.character, line.character))
        for line in shot.lines
    )  # fmt: skip
    beats = tuple(
        replace(beat, line_ids=("",) * len(beat.line_ids),
                subjects=named(beat.subjects))
        for beat in shot.beats
    )  # fmt: skip
    return replace(
        shot, display_id="", scene_index=0, scene_number="", source=_NOWHERE, why="",
        setting=replace(shot.setting, words=""), lines=lines, beats=beats,
        subjects=named(shot.subjects), present=named(shot.present),
        over=renamed.get(shot.over, shot.over),
        sides=tuple((renamed.get(name, name), side) for name, side in shot.sides),
    )  # fmt: skip


def _by_line(shots: ShotList) -> dict[int, list[str]]:
    """Line ids by the source lines of their words."""
    found: dict[int, list[str]] = defaultdict(list)
    for line in shots.lines():
        for number in range(line.source.first_line, line.source.last_line + 1):
            found[number].append(line.id)
    return found


def _within(ids: dict[int, list[str]], element: Element) -> tuple[str, ...]:
    if not isinstance(element, Speech):
        return ()
    lines = range(element.lines.first_line, element.lines.last_line + 1)
    return tuple(dict.fromkeys(i for number in lines for i in ids.get(number, ())))
