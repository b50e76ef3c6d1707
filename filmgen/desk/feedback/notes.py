"""From readings to notes: who asks for the same at the same place, and who says the opposite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filmgen.desk.feedback.asks import ASKS, BY_NAME, Ask
from filmgen.desk.feedback.reading import Point, Reading
from filmgen.wording import shortened

_SHOWN = 3
_SHOWN_CHARS = 160


@dataclass(frozen=True)
class Finding:
    """What several people say of the same thing.

    Attributes:
        ask: the complaint's name; "" where they praise it.
        scene: number, "" for the whole script. character: a name, "" for nobody.
        note: the instruction for `filmgen revise`.
        comments: ids of those who say so; the count of voices is their number.
        against: ids of those who say the opposite, or praise the same.
        said: "6 find it too long, 2 find it too short".
        shown: some of the clauses, as written.
    """

    theme: str
    ask: str
    scene: str
    character: str
    note: str
    comments: tuple[str, ...]
    against: tuple[str, ...] = ()
    said: str = ""
    shown: tuple[str, ...] = ()


_ORDER = {ask.name: i for i, ask in enumerate(ASKS)}
_DISPUTED = frozenset(
    ("too slow", "stiff lines", "ending does not land", "opening does not hook", "flat",
     "less of them", "looks wrong", "not funny", "left cold")
)  # fmt: skip
"""To like the same thing is to disagree with these; with "cannot see" it is not."""
_THINGS_NAMED = 2
_Key = tuple[str, str, str]


def find_notes(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Complaints as notes, those that most ask for first."""
    said: dict[_Key, list[tuple[str, Point]]] = {}
    for reading in readings:
        for point in reading.points:
            ask = BY_NAME.get(point.ask)
            if ask is None:
                continue
            for key in _keys(point, ask):
                said.setdefault(key, []).append((reading.comment.id, point))
    found = [
        _finding(key, entries, said, readings)
        for key, entries in said.items()
        if not _outvoted(key, said)
    ]
    return tuple(
        sorted(found, key=lambda f: (-len(f.comments), f.scene == "", _ORDER[f.ask], f.scene,
                                     f.character))
    )  # fmt: skip


def find_praise(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """What works, and a revision should leave alone; most liked first."""
    said: dict[_Key, list[tuple[str, Point]]] = {}
    for reading in readings:
        for point in reading.points:
            if point.ask or not (point.theme or point.scenes or point.characters):
                continue
            scene = point.scenes[0] if len(point.scenes) == 1 else ""
            people: Iterable[str] = point.characters if point.theme == "characters" else ("",)
            for who in people or ("",):
                said.setdefault((point.theme, scene, who), []).append((reading.comment.id, point))
    found = []
    for (theme, scene, who), entries in said.items():
        mine = _ids(entries)
        note = f"Keep {_kept(theme, scene, who)}."
        told = _counted(len(mine), "like it")
        found.append(Finding(theme, "", scene, who, note, mine, (), told, _shown(entries)))
    return tuple(sorted(found, key=lambda f: (-len(f.comments), f.theme, f.scene, f.character)))


_KEPT = {
    "emotion": "what moves people", "look": "the images", "clarity": "what is clear",
    "characters": "the people", "pace": "the pace", "plot": "the idea",
}  # fmt: skip


def _kept(theme: str, scene: str, who: str) -> str:
    if who:
        return who.title()
    if theme in ("ending", "opening"):
        return f"the {theme}"
    what = _KEPT.get(theme, f"the {theme}" if theme else "")
    where = f"scene {scene}" if scene else ""
    return f"{what} in {where}" if what and where else what or where


_ONE = {
    "find": "finds", "are": "is", "do": "does", "see": "sees", "want": "wants", "feel": "feels",
    "miss": "misses", "like": "likes",
}  # fmt: skip


def _counted(count: int, says: str) -> str:
    """ "6 find it too long", "1 finds it too long"."""
    verb, _, rest = says.partition(" ")
    return f"{count} {_ONE.get(verb, verb) if count == 1 else verb} {rest}"


def _outvoted(key: _Key, said: dict[_Key, list[tuple[str, Point]]]) -> bool:
    """Whether more people ask for the opposite: this then stands against their note."""
    name, scene, who = key
    opposite = BY_NAME[name].opposite
    other = len(_ids(said.get((opposite, scene, who), []))) if opposite else 0
    mine = len(_ids(said[key]))
    return other > mine or (other == mine and _ORDER[opposite] < _ORDER[name])


def _keys(point: Point, ask: Ask) -> list[_Key]:
    """Notes that a complaint goes into: one, or one for each of the people it names."""
    scene = point.scenes[0] if len(point.scenes) == 1 else ""
    if not ask.of_character:
        return [(ask.name, scene, "")]
    people = point.characters or ("",)
    return [(ask.name, "" if who else scene, who) for who in people]


def _finding(
    key: _Key,
    entries: list[tuple[str, Point]],
    said: dict[_Key, list[tuple[str, Point]]],
    readings: Sequence[Reading],
) -> Finding:
    name, scene, who = key
    ask = BY_NAME[name]
    mine = _ids(entries)
    people = who.title() if who else "the people"
    against: tuple[str, ...] = ()
    told = [_counted(len(mine), ask.says.format(who=people))]
    if ask.opposite:
        others = _ids(said.get((ask.opposite, scene, who), []))
        against = tuple(i for i in others if i not in mine)
        if against:
            told.append(_counted(len(against), BY_NAME[ask.opposite].says.format(who=people)))
    likers = tuple(i for i in _likers(ask, scene, who, readings) if i not in (*mine, *against))
    if likers:
        told.append(_counted(len(likers), "like it"))
    where = f"scene {scene}" if scene else "the script"
    note = ask.note.format(where=where, who=people)
    if ask.theme == "clarity":
        named = Counter(thing for _, point in entries for thing in point.things)
        things = " and ".join(f"the {thing}" for thing, _ in named.most_common(_THINGS_NAMED))
        note = note.removesuffix(".") + (f" about {things}." if things else ".")
    return Finding(
        ask.theme, name, scene, who, note, mine,
        against + likers, ", ".join(told), _shown(entries),
    )  # fmt: skip


def _likers(ask: Ask, scene: str, who: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Those who praise the very thing: the theme at that place, or that person."""
    found: dict[str, None] = {}
    if ask.name not in _DISPUTED or (ask.of_character and not who):
        return ()
    for reading in readings:
        for point in reading.points:
            if point.ask or point.theme != ask.theme:
                continue
            here = not scene or not point.scenes or scene in point.scenes
            if here and (not who or who in point.characters):
                found.setdefault(reading.comment.id)
    return tuple(found)


def _ids(entries: list[tuple[str, Point]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for i, _ in entries))


def _shown(entries: list[tuple[str, Point]]) -> tuple[str, ...]:
    """The clauses that say most: not one word, not half a page."""
    clauses = dict.fromkeys(point.clause for _, point in entries)
    best = sorted(clauses, key=lambda c: abs(len(c) - 70))[:_SHOWN]
    return tuple(shortened(clause, _SHOWN_CHARS) for clause in best)
