"""Overrides applied to a planned shot list: find the shots meant, change, split, drop, add."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from filmgen.breakdown import cues
from filmgen.breakdown.effect_changes import carry_changes, changed_cues
from filmgen.breakdown.identity import digest
from filmgen.breakdown.model import (
    Beat,
    DraftMemory,
    Line,
    Setup,
    Shot,
    ShotList,
    SoundCue,
)
from filmgen.breakdown.overrides import Addition, LineChange, Overrides, ShotChange, Split
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import collapse, weight

_IDENTITY = re.compile(r"[0-9a-f]{16}")


def apply_overrides(
    overrides: Overrides, shot_list: ShotList, previous: ShotList | None
) -> ShotList:
    """The planned list with a person's changes, and the memory the next draft needs.

    Order: lines, fields, splits, drops, additions. Display ids of planned shots stay as they
    are; a new shot between sh020 and sh030 is sh025.

    Args:
        previous: the list of the last run, in which display ids are looked up first.
    """
    work = _Work(shot_list, previous)
    for line_id, line_change in overrides.lines.items():
        work.change_line(line_id, line_change)
    work.own = {work.identity(key) for key in overrides.shots}
    for key, change in overrides.shots.items():
        work.change(key, change)
    for split in overrides.split:
        work.split(split)
    for key in overrides.drop:
        work.drop(key)
    for addition in overrides.add:
        work.add(addition)
    return work.result()


class _Work:
    """The list while it is being changed.

    Attributes:
        own: identities of the shots that have an entry.
    """

    def __init__(self, shot_list: ShotList, previous: ShotList | None) -> None:
        self.base = shot_list
        self.shots = list(shot_list.shots)
        self.planned = {s.identity: s for s in shot_list.shots}
        self.touched: dict[str, Shot] = {}
        self.added: list[str] = []
        self.dropped: set[str] = set()
        self.warnings: list[str] = []
        self.names: dict[str, str] = {}
        self.remembered = dict(previous.memory.names) if previous else {}
        self.seen = {s.display_id: s.identity for s in (previous or shot_list).shots}
        if previous:
            for shot in previous.memory.planned:
                self.seen.setdefault(shot.display_id, shot.identity)
        self.now = {s.display_id: s.identity for s in shot_list.shots}
        self.added_names: dict[str, str] = {}
        self.own: set[str] = set()

    def find(self, key: str, what: str) -> int | None:
        """Index of the shot a key means; a warning and None if it is gone."""
        identity = self.identity(key)
        for i, shot in enumerate(self.shots):
            if shot.identity == identity:
                return i
        reason = "was dropped" if identity in self.dropped else "is no longer in the script"
        self.warnings.append(
            f"shots.toml: {what} {key}: this shot {reason}; the entry has no effect"
        )
        return None

    def identity(self, key: str) -> str:
        if _IDENTITY.fullmatch(key):
            return key
        if key in self.added_names:
            return self.added_names[key]
        identity = self.remembered.get(key) or self.seen.get(key) or self.now.get(key, "")
        if identity:
            self.names[key] = identity
        return identity

    def touch(self, shot: Shot) -> None:
        if shot.identity in self.planned:
            self.touched.setdefault(shot.identity, self.planned[shot.identity])

    def change_line(self, line_id: str, change: LineChange) -> None:
        values = {k: v for k, v in change.model_dump().items() if v is not None}
        for i, shot in enumerate(self.shots):
            if any(x.id == line_id for x in shot.lines):
                self.touch(shot)
                lines = tuple(replace(x, **values) if x.id == line_id else x for x in shot.lines)
                self.shots[i] = replace(shot, lines=lines)
                return
        self.warnings.append(
            f"shots.toml: lines.{line_id}: this line is no longer in the script; "
            "the entry has no effect"
        )

    def change(self, key: str, change: ShotChange) -> None:
        index = self.find(key, "shots")
        if index is None:
            return
        shot = self.shots[index]
        self.touch(shot)
        self.shots[index] = _changed(shot, change)
        have = {cue.kind for cue in shot.effect_cues}
        for kind in (*change.effects, *change.remove_effects):
            if kind not in have:
                self.warnings.append(
                    f"shots.toml: {key}: this shot has no {kind}; add_effects adds one"
                    if kind in change.effects
                    else f"shots.toml: {key}: this shot has no {kind} to remove"
                )
        for at, follower in carry_changes(self.shots, index, shot, change, self.own):
            self.touch(self.shots[at])
            self.shots[at] = follower

    def split(self, split: Split) -> None:
        index = self.find(split.shot, "split")
        if index is None:
            return
        shot = self.shots[index]
        pieces, missing = _split(shot, split.at)
        for words in missing:
            self.warnings.append(
                f"shots.toml: split {split.shot}: {words!r} does not begin anything in this shot; "
                "not split there"
            )
        if len(pieces) == 1:
            return
        self.touch(shot)
        for n, size in enumerate(split.size[: len(pieces)]):
            pieces[n] = replace(pieces[n], size=size)
        self.added.extend(p.identity for p in pieces[1:])
        self.shots[index : index + 1] = pieces

    def drop(self, key: str) -> None:
        index = self.find(key, "drop")
        if index is None:
            return
        shot = self.shots.pop(index)
        self.touch(shot)
        self.dropped.add(shot.identity)
        if shot.lines:
            self.warnings.append(
                f"shots.toml: drop {key}: {len(shot.lines)} spoken line(s) go with this shot: "
                f"{shot.lines[0].text[:40]!r}"
            )

    def add(self, addition: Addition) -> None:
        index = self.find(addition.after or addition.before, f"add {addition.name}: next to")
        if index is None:
            return
        neighbour = self.shots[index]
        at = index + 1 if addition.after else index
        shot = _new_shot(addition, neighbour)
        self.added.append(shot.identity)
        self.added_names[addition.name] = shot.identity
        self.shots.insert(at, shot)

    def result(self) -> ShotList:
        memory = DraftMemory(
            planned=tuple(s for s in self.base.shots if s.identity in self.touched),
            added=tuple(self.added),
            names=tuple(sorted(self.names.items())),
        )
        return replace(
            self.base,
            shots=tuple(_number_between(self.shots)),
            warnings=(*self.base.warnings, *self.warnings),
            memory=memory,
        )


def _values(change: ShotChange) -> dict[str, Any]:
    """The fields of a shot that a change sets."""
    skip = {
        "setting", "remove_effects", "add_effects", "effects", "remove_sounds", "sides", "name",
        "after", "before",
    }  # fmt: skip
    values = {k: getattr(change, k) for k in type(change).model_fields if k not in skip}
    return {k: v for k, v in values.items() if v is not None}


def _changed(shot: Shot, change: ShotChange) -> Shot:
    values = _values(change)
    if "action" in values and "beats" not in values:
        ids = tuple(i for beat in shot.beats for i in beat.line_ids)
        values["beats"] = (Beat("A", values["action"], (), ids),)
        values.setdefault("props", find_props(values["action"]))
        total = weight(values["action"]) + sum(weight(line.text) for line in shot.lines)
        values.setdefault("effect_cues", cues.effect_cues(values["action"], 0, total))
        values.setdefault("sound_cues", cues.sound_cues(values["action"], 0, total))
    if "beats" in values and "action" not in values:
        values["action"] = " ".join(b.action for b in values["beats"] if b.action)
    if change.sides is not None:
        values["sides"] = tuple({**dict(shot.sides), **change.sides}.items())
    if change.setting is not None:
        setting = {k: v for k, v in change.setting.model_dump().items() if v is not None}
        values["setting"] = replace(shot.setting, **setting)
    if "subjects" in values and "present" not in values:
        values["present"] = tuple(dict.fromkeys((*values["subjects"], *shot.present)))
    changed = replace(shot, **values)
    return replace(
        changed,
        effect_cues=changed_cues(changed.effect_cues, change),
        sound_cues=tuple(c for c in changed.sound_cues if c.kind not in change.remove_sounds),
    )


def _new_shot(addition: Addition, neighbour: Shot) -> Shot:
    """An added shot: in the place of its neighbour, everything else as written or plain."""
    plain = replace(
        neighbour,
        identity=digest("added", addition.name),
        display_id="",
        setup=Setup.ACTION,
        action="",
        beats=(Beat("A", ""),),
        lines=(),
        over="",
        props=(),
        insert_prop="",
        title_text="",
        effect_cues=(),
        sound_cues=(),
        why="Added by hand.",
        hold_s=None,
        seed=None,
    )
    if addition.setup in (Setup.INSERT, Setup.TITLE) and addition.subjects is None:
        plain = replace(plain, subjects=())
    return _changed(plain, addition)


def _split(shot: Shot, at: Sequence[str]) -> tuple[list[Shot], list[str]]:
    """Cut a shot where the given words begin: at a beat, inside a beat's action, or at a line."""
    atoms: list[tuple[str, Line | None, tuple[str, ...]]] = []
    by_id = {x.id: x for x in shot.lines}
    for beat in shot.beats:
        if beat.action:
            atoms.append((beat.action, None, beat.subjects))
        atoms.extend((by_id[i].text, by_id[i], beat.subjects) for i in beat.line_ids if i in by_id)
    cuts: set[int] = set()
    missing = []
    for words in at:
        wanted = collapse(words).casefold()
        for n, (text, line, subjects) in enumerate(atoms):
            low = collapse(text).casefold()
            place = low.find(wanted)
            if place < 0 or (line is not None and place > 0):
                continue
            if place > 0:
                text = collapse(text)
                atoms[n : n + 1] = [
                    (text[:place].rstrip(), None, subjects),
                    (text[place:], None, subjects),
                ]
                cuts = {c + 1 if c > n else c for c in cuts} | {n + 1}
            else:
                cuts.add(n)
            break
        else:
            missing.append(words)
    cuts.discard(0)
    bounds = [0, *sorted(cuts), len(atoms)]
    if len(bounds) == 2:
        return [shot], missing
    pieces = []
    for k, (start, end) in enumerate(itertools.pairwise(bounds)):
        pieces.append(_piece(shot, atoms[start:end], k))
    return pieces, missing


def _sounds(atoms: list[tuple[str, Line | None, tuple[str, ...]]]) -> tuple[SoundCue, ...]:
    total = sum(weight(line.text if line else text) for text, line, _ in atoms)
    found: list[SoundCue] = []
    before = 0
    for text, line, _ in atoms:
        if line is None:
            found.extend(cues.sound_cues(text, before, total))
        before += weight(line.text if line else text)
    return tuple(found)


def _piece(shot: Shot, atoms: list[tuple[str, Line | None, tuple[str, ...]]], k: int) -> Shot:
    beats: list[Beat] = []
    for text, line, subjects in atoms:
        if line is None:
            beats.append(Beat("ABCDEFGHIJ"[min(len(beats), 9)], text, subjects))
        elif beats:
            beats[-1] = replace(beats[-1], line_ids=(*beats[-1].line_ids, line.id))
        else:
            beats.append(Beat("A", "", subjects, (line.id,)))
    action = " ".join(text for text, line, _ in atoms if line is None)
    lines = tuple(line for _, line, _ in atoms if line is not None)
    changed = replace(
        shot,
        beats=tuple(beats),
        action=action,
        lines=lines,
        props=find_props(action),
        effect_cues=tuple(c for c in shot.effect_cues if not c.words or c.words in action.lower()),
        sound_cues=_sounds(atoms),
    )
    if k == 0:
        return changed
    return replace(
        changed,
        identity=digest("split", shot.identity, str(k)),
        display_id="",
        seed=None,
        transition_in=type(shot.transition_in).CUT,
        why=f"{shot.why.rstrip('.')} (continued).",
    )


def _number_between(shots: Sequence[Shot]) -> list[Shot]:
    """Display ids for new shots: halfway between their neighbours, then the next free number."""
    used = {s.display_id for s in shots if s.display_id}
    result: list[Shot] = []
    for i, shot in enumerate(shots):
        if shot.display_id:
            result.append(shot)
            continue
        before = result[-1] if result and result[-1].scene_index == shot.scene_index else None
        after = next(
            (s for s in shots[i + 1 :] if s.display_id and s.scene_index == shot.scene_index), None
        )
        neighbour = before or after
        scene = neighbour.display_id.split("_sh")[0] if neighbour else "sc" + shot.scene_number
        low = _number(before) if before else 0
        high = _number(after) if after else low + 10
        number = (low + high) // 2 if high - low > 1 else low
        name = f"{scene}_sh{number:03d}"
        suffix = 0
        while name in used:
            letter = ascii_lowercase[suffix % 26] * (suffix // 26 + 1)
            name = f"{scene}_sh{number:03d}{letter}"
            suffix += 1
        used.add(name)
        result.append(replace(shot, display_id=name))
    return result


def _number(shot: Shot) -> int:
    found = re.search(r"_sh(\d+)", shot.display_id)
    return int(found[1]) if found else 0
