"""Two screenplays compared: scenes, their elements, the cast, and the shots that it touches."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from pathlib import Path

from filmgen.breakdown.identity import align
from filmgen.breakdown.prose import key_words
from filmgen.desk.drafts.model import (
    DraftDiff,
    DraftSide,
    ElementDiff,
    Renaming,
    SceneChange,
    SceneDiff,
    SceneSide,
    Totals,
    Words,
)
from filmgen.desk.drafts.pairing import compared, cue_of, moved_scenes, pair_scenes, text_of
from filmgen.desk.drafts.shots import LineIds, Touched, touched_shots
from filmgen.desk.drafts.words import changed_words, only
from filmgen.screenplay.model import (
    Action,
    Element,
    Lyric,
    Scene,
    Screenplay,
    Section,
    Speech,
    Synopsis,
    Transition,
)
from filmgen.screenplay.pages import count_pages, scene_pages
from filmgen.screenplay.report import count_words
from filmgen.wording import eighths_of

_LONG_ENOUGH_TO_MOVE = 4
"""Words from which equal text in another place is the same text moved, not a coincidence."""


def compare_drafts(old: Screenplay, new: Screenplay) -> DraftDiff:
    """What is added, cut, moved and changed from `old` to `new`.

    Scenes are matched by their words whatever their numbers, slug lines and places are. Needs no
    engine; a few seconds for a feature.
    """
    pairs = pair_scenes(old.scenes, new.scenes)
    moved = moved_scenes(pairs)
    renamed = _renamed(old, new, pairs)
    touched, ids = touched_shots(old, new, renamed)
    sides_old, sides_new = _sides(old), _sides(new)
    scenes: list[tuple[float, SceneDiff]] = []
    leftovers: list[tuple[int, list[ElementDiff]]] = []
    for j, scene in enumerate(new.scenes):
        i = pairs.get(j)
        if i is None:
            elements = [_one(e, "added", scene, ids) for e in compared(scene.elements)]
            changes: tuple[SceneChange, ...] = ("added",)
        else:
            elements = _elements(old.scenes[i], scene, renamed, ids)
            changes = _scene_changes(old.scenes[i], scene, j in moved, bool(elements))
        leftovers.append((len(scenes), elements))
        side = sides_old[i] if i is not None else None
        heading: tuple[Words, ...] = ()
        if i is not None and "heading" in changes:
            heading = changed_words(old.scenes[i].heading.text, scene.heading.text)
        shots = tuple(touched.by_new.get(scene.index, ()))
        if i is not None:
            shots += tuple(touched.cut_of.get(old.scenes[i].index, ()))
        diff = SceneDiff(changes=changes, old=side, new=sides_new[j], heading=heading, shots=shots)
        scenes.append((j, diff))
    places = {i: j for j, i in pairs.items()}
    for i, scene in enumerate(old.scenes):
        if i in places:
            continue
        elements = [_one(e, "cut", scene, ids) for e in compared(scene.elements)]
        after = max((places[k] for k in range(i) if k in places), default=-1)
        leftovers.append((len(scenes), elements))
        shots = tuple(touched.cut_of.get(scene.index, ()))
        diff = SceneDiff(changes=("cut",), old=sides_old[i], new=None, shots=shots)
        scenes.append((after + 0.5 + i / (2 * len(old.scenes) + 2), diff))
    told = _across([elements for _, elements in leftovers], old, new)
    filled = [
        (place, _with(diff, elements)) for (place, diff), elements in zip(scenes, told, strict=True)
    ]
    filled.sort(key=lambda entry: entry[0])
    diffs = tuple(diff for _, diff in filled if diff.changes or diff.shots)
    gone, come = _cast(old) - _cast(new), _cast(new) - _cast(old)
    page = _title_page(old, new)
    fronts = [list(map(text_of, compared(draft.front_matter))) for draft in (old, new)]
    same = not diffs and not page and fronts[0] == fronts[1]
    return DraftDiff(
        same=same,
        old=_draft(old),
        new=_draft(new),
        totals=_totals(diffs, len(pairs), touched),
        cast_added=tuple(n for n in new.characters() if n in come - set(renamed.values())),
        cast_cut=tuple(n for n in old.characters() if n in gone - set(renamed)),
        cast_renamed=tuple(Renaming(old=a, new=b) for a, b in renamed.items()),
        title_page=page,
        scenes=diffs,
    )


def _with(diff: SceneDiff, elements: list[ElementDiff]) -> SceneDiff:
    changes = diff.changes
    if not elements and "text" in changes:
        changes = tuple(c for c in changes if c != "text")
    return diff.model_copy(update={"elements": tuple(elements), "changes": changes})


def _sides(screenplay: Screenplay) -> list[SceneSide]:
    return [
        SceneSide(
            number=scene.number,
            index=scene.index,
            heading=scene.heading.text,
            eighths=eighths_of(pages),
            line=scene.heading.lines.first_line,
        )
        for scene, pages in zip(screenplay.scenes, scene_pages(screenplay), strict=True)
    ]


def _draft(screenplay: Screenplay) -> DraftSide:
    pages = count_pages(screenplay)
    elements = [e for s in screenplay.scenes for e in s.elements if isinstance(e, Action | Speech)]
    return DraftSide(
        file=Path(screenplay.path).name,
        title=screenplay.title(),
        pages=round(pages, 2),
        eighths=eighths_of(pages),
        scenes=len(screenplay.scenes),
        speeches=sum(isinstance(e, Speech) for e in elements),
        words=sum(count_words(text_of(e)) for e in elements),
    )


def _cast(screenplay: Screenplay) -> set[str]:
    return set(screenplay.characters())


def _title_page(old: Screenplay, new: Screenplay) -> tuple[tuple[str, str, str], ...]:
    a, b = dict(old.title_page), dict(new.title_page)
    keys = dict.fromkeys([*a, *b])
    return tuple((k, a.get(k, ""), b.get(k, "")) for k in keys if a.get(k, "") != b.get(k, ""))


def _scene_changes(old: Scene, new: Scene, moved: bool, text: bool) -> tuple[SceneChange, ...]:
    changes: list[SceneChange] = []
    if moved:
        changes.append("moved")
    if old.number != new.number and old.heading.number is not new.heading.number:
        changes.append("renumbered")
    if old.heading.text != new.heading.text or old.heading.omitted != new.heading.omitted:
        changes.append("heading")
    if text:
        changes.append("text")
    return tuple(changes)


def _kind(element: Element) -> str:
    kinds = {Action: "action", Speech: "speech", Lyric: "lyric", Transition: "transition",
             Section: "outline", Synopsis: "outline"}  # fmt: skip
    return kinds.get(type(element), "note")


def _elements(old: Scene, new: Scene, renamed: dict[str, str], ids: LineIds) -> list[ElementDiff]:
    a, b = compared(old.elements), compared(new.elements)

    def name(element: Element, table: dict[str, str]) -> str:
        known = element.character if isinstance(element, Speech) else ""
        return table.get(known, known)

    def key_old(e: Element) -> tuple[str, str, str]:
        return (_kind(e), name(e, renamed), text_of(e))

    keys = {id(e): key_old(e) for e in a}
    keys |= {id(e): (_kind(e), name(e, {}), text_of(e)) for e in b}
    bags = {n: Counter(key_words(key[2])) for n, key in keys.items()}

    def likeness(x: Element, y: Element) -> float:
        if keys[id(x)][0] != keys[id(y)][0]:
            return 0.0
        p, q = bags[id(x)], bags[id(y)]
        total = p.total() + q.total()
        words = 2 * (p & q).total() / total if total else 0.0
        same_voice = isinstance(x, Speech) and keys[id(x)][1] == keys[id(y)][1]
        return words + (0.2 if same_voice else 0.0)

    matched = align(b, a, lambda e: keys[id(e)], likeness)
    found: list[tuple[float, ElementDiff]] = []
    for j, element in enumerate(b):
        if j not in matched:
            found.append((j, _one(element, "added", new, ids)))
        elif keys[id(element)] != keys[id(a[matched[j]])] or (
            cue_of(element) != cue_of(a[matched[j]])
        ):
            found.append((j, _changed(a[matched[j]], element, old, new, ids)))
    back = {i: j for j, i in matched.items()}
    at = -1.0
    for i, element in enumerate(a):
        if i in back:
            at = back[i]
        else:
            at += 0.5 / (len(a) + 1)
            found.append((at + 0.25, _one(element, "cut", old, ids)))
    return [diff for _, diff in sorted(found, key=lambda entry: entry[0])]


def _one(element: Element, change: str, scene: Scene, ids: LineIds) -> ElementDiff:
    """An element that one draft has."""
    text, added = text_of(element), change == "added"
    line = element.lines.first_line
    return ElementDiff.model_validate({
        "change": change, "kind": _kind(element), "cue": cue_of(element),
        "old": "" if added else text, "new": text if added else "",
        "words": only("added" if added else "cut", text),
        "old_line": 0 if added else line, "new_line": line if added else 0,
        "line_ids": ids.new(scene, element) if added else ids.old(scene, element),
    })  # fmt: skip


def _changed(old: Element, new: Element, of: Scene, to: Scene, ids: LineIds) -> ElementDiff:
    before, after, cue = text_of(old), text_of(new), cue_of(new)
    if cue_of(old) != cue:
        cue = f"{cue_of(old)} → {cue}"
    return ElementDiff.model_validate({
        "change": "changed", "kind": _kind(new), "cue": cue, "old": before, "new": after,
        "words": changed_words(before, after),
        "old_line": old.lines.first_line, "new_line": new.lines.first_line,
        "line_ids": tuple(dict.fromkeys((*ids.old(of, old), *ids.new(to, new)))),
    })  # fmt: skip


def _across(
    scenes: Sequence[list[ElementDiff]], old: Screenplay, new: Screenplay
) -> list[list[ElementDiff]]:
    """Text that is cut in one place and added in another with every word is moved."""
    numbers = _numbers_by_line(old)
    waiting: dict[tuple[str, str, str], deque[tuple[int, int]]] = defaultdict(deque)
    for s, elements in enumerate(scenes):
        for n, e in enumerate(elements):
            if e.change == "cut" and count_words(e.old) >= _LONG_ENOUGH_TO_MOVE:
                waiting[e.kind, e.cue, e.old].append((s, n))
    gone: set[tuple[int, int]] = set()
    result = []
    for s, elements in enumerate(scenes):
        told = []
        for e in elements:
            queue = waiting.get((e.kind, e.cue, e.new))
            if e.change != "added" or not queue:
                told.append(e)
                continue
            own = next((entry for entry in queue if entry[0] == s), queue[0])
            queue.remove(own)
            gone.add(own)
            from_scene = "" if own[0] == s else numbers.get(scenes[own[0]][own[1]].old_line, "")
            update = {
                "change": "moved", "old": e.new, "words": only("same", e.new),
                "old_line": scenes[own[0]][own[1]].old_line, "from_scene": from_scene,
            }  # fmt: skip
            told.append(e.model_copy(update=update))
        result.append(told)
    return [
        [e for n, e in enumerate(elements) if (s, n) not in gone]
        for s, elements in enumerate(result)
    ]


def _numbers_by_line(screenplay: Screenplay) -> dict[int, str]:
    return {e.lines.first_line: s.number for s in screenplay.scenes for e in s.elements}


def _renamed(old: Screenplay, new: Screenplay, pairs: dict[int, int]) -> dict[str, str]:
    """Old names to new ones: cues that changed over words that mostly did not."""
    gone, come = _cast(old) - _cast(new), _cast(new) - _cast(old)
    if not gone or not come:
        return {}
    votes: Counter[tuple[str, str]] = Counter()
    for j, i in pairs.items():
        said: dict[str, deque[str]] = defaultdict(deque)
        for speech in old.scenes[i].speeches():
            if speech.character in gone:
                said[text_of(speech)].append(speech.character)
        for speech in new.scenes[j].speeches():
            if speech.character in come and said.get(text_of(speech)):
                votes[said[text_of(speech)].popleft(), speech.character] += 1
    spoken = Counter(s.character for scene in old.scenes for s in scene.speeches())
    renamed: dict[str, str] = {}
    for (before, after), count in votes.most_common():
        fits = before not in renamed and after not in renamed.values()
        if fits and 2 * count >= min(spoken[before], 2 * count if count > 3 else spoken[before]):
            renamed[before] = after
    return renamed


def _totals(diffs: Sequence[SceneDiff], paired: int, touched: Touched) -> Totals:
    scene = Counter(change for diff in diffs for change in diff.changes)
    changed = sum(bool({"heading", "text"} & set(diff.changes)) for diff in diffs)
    differ = sum(bool({"heading", "text", "moved"} & set(diff.changes)) for diff in diffs)
    element = Counter((e.kind, e.change) for diff in diffs for e in diff.elements)
    shots = Counter(shot.change for shot in touched.shots())
    return Totals(
        scenes_added=scene["added"],
        scenes_cut=scene["cut"],
        scenes_moved=scene["moved"],
        scenes_changed=changed,
        scenes_same=paired - differ,
        speeches_added=element["speech", "added"],
        speeches_cut=element["speech", "cut"],
        speeches_changed=element["speech", "changed"],
        action_added=element["action", "added"],
        action_cut=element["action", "cut"],
        action_changed=element["action", "changed"],
        shots_added=shots["added"],
        shots_cut=shots["cut"],
        shots_changed=shots["words"] + shots["framing"],
        shots_same=touched.same,
        lines_to_record=touched.lines_to_record,
    )
