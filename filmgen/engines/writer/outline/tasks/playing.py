"""Playing the hand: a beat or a whole scene as action and lines, on a page or in a form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.engines.protocols import PageForm, WritingRequest
from filmgen.engines.writer.outline.air import air_of
from filmgen.engines.writer.outline.deck import shuffled
from filmgen.engines.writer.outline.people import ASIDES
from filmgen.engines.writer.outline.plot import Scene, deal_scene
from filmgen.engines.writer.outline.sets import opening_picture

_ACTION_CHARACTERS = 225
_STILL = "Neither moves."
_FEWEST, _MOST = 3, 4


@dataclass(frozen=True)
class Room:
    """What a beat has room for: lines at least and at most, letters of its action."""

    fewest: int = _FEWEST
    most: int = _MOST
    action: int = _ACTION_CHARACTERS


def beat(request: WritingRequest) -> dict[str, Any] | str:
    """One beat of the hand that `story.beats` planned, its lines by those who are to speak."""
    facts = request.facts
    number, count = int(facts["number"]), int(facts["count"])
    if request.page is not None:
        return _on_page(request.page, facts, count, [number])
    form = json.loads(request.schema)["properties"]
    told = form["lines"].get("prefixItems", [])
    order = [str(line["properties"]["who"]["enum"][0]) for line in told]
    speakers = list(dict.fromkeys(order)) or [str(p["name"]) for p in facts["cast"]]
    scene = _dealt(facts, count, speakers)
    lines = _lines(scene, number, facts, speakers, Room(len(order) or _FEWEST, len(order) or _MOST))
    if order:
        # Who speaks when is fixed: the words go by turns.
        lines = [(who, says) for who, (_, says) in zip(order, lines, strict=False)]
    answer: dict[str, Any] = {
        "action": _action(scene, number, facts, _ACTION_CHARACTERS),
        "lines": _in_form(lines, told or [form["lines"].get("items", {})] * len(lines)),
    }
    if "button" in form:
        answer["button"] = _button(scene)
    return answer


def scene(request: WritingRequest) -> dict[str, Any] | str:
    """The whole hand at once."""
    facts = request.facts
    if request.page is not None:
        count = int(facts.get("count", sum(most > 0 for _, most in request.page.blocks)))
        return _on_page(request.page, facts, count, range(1, count + 1))
    count = int(facts["count"])
    form = json.loads(request.schema)["properties"]["beats"]["items"]["properties"]["lines"]
    names = [str(person["name"]) for person in facts["cast"]]
    dealt = _dealt(facts, count, names)
    beats = []
    for number in range(1, count + 1):
        lines = _lines(dealt, number, facts, _heard(names, number), Room())
        beats.append(
            {
                "action": _action(dealt, number, facts, _ACTION_CHARACTERS),
                "lines": _in_form(lines, [form.get("items", {})] * len(lines)),
            }
        )
    return {"beats": beats, "button": _button(dealt)}


def _on_page(page: PageForm, facts: Mapping[str, Any], count: int, numbers: Sequence[int]) -> str:
    """The beats of these numbers as paragraphs and `NAME: words`; one without lines is a button."""
    scene = _dealt(facts, count, page.speakers)
    rows: list[str] = []
    waiting = list(numbers)
    for fewest, most in page.blocks:
        if most == 0:
            rows.append(_button(scene))
            continue
        number = waiting.pop(0) if waiting else count
        room = Room(fewest, most, min(page.action_chars, _ACTION_CHARACTERS))
        rows.append(_action(scene, number, facts, room.action))
        said = _lines(scene, number, facts, _heard(list(page.speakers), number), room)
        rows += [f"{who}: {says}" for who, says in said]
    return "\n".join(rows)


def _dealt(facts: Mapping[str, Any], count: int, speakers: Sequence[str]) -> Scene:
    """The hand, played by those who speak first."""
    place = {name: index for index, name in enumerate(speakers)}
    players = sorted(facts["cast"], key=lambda p: place.get(str(p["name"]), len(place)))
    return deal_scene(facts, count, players)


def _heard(names: Sequence[str], number: int) -> list[str]:
    """The pair, and one of the others at a time: all are heard and a beat stays short."""
    others = names[2:]
    return [*names[:2], *([others[(number - 1) % len(others)]] if others else [])]


def _button(scene: Scene) -> str:
    return scene.slots.fill(scene.cards[-1].button or _STILL)


def _action(scene: Scene, number: int, facts: Mapping[str, Any], most: int) -> str:
    """A card's action, after the first picture of the place, before what is in the air."""
    action = scene.slots.fill(scene.cards[number - 1].action)
    if number == 1 and not scene.effects:
        picture = opening_picture(scene.slots.furnishing, *_key(facts))
        if len(picture) + len(action) < most:
            action = f"{picture} {action}"
    air = air_of(scene.effects, scene.genre, number, len(scene.cards), *_key(facts))
    if air and len(action) + len(air) < most:
        action = f"{action} {scene.slots.fill(air)}"
    return action


def _lines(
    scene: Scene, number: int, facts: Mapping[str, Any], speakers: Sequence[str], room: Room
) -> list[tuple[str, str]]:
    """A card's lines by the first two of `speakers`, then a word from each of the others."""
    pair, thirds = list(speakers[:2]), list(speakers[2:])
    lines = [
        (pair[0] if letter == "A" else pair[-1], scene.slots.fill(words))
        for letter, words in scene.cards[number - 1].lines
    ][: max(2, room.most - len(thirds))]
    missing = room.fewest - len(lines) - len(thirds)
    if missing > 0:
        turns = pair[::-1] if lines[-1][0] == pair[0] else pair
        thirds = [*thirds, *(turns * missing)[:missing]]
    deck = shuffled(ASIDES, "asides", *_key(facts))
    first = (number - 1) * 2
    asides = [(name, deck[(first + place) % len(deck)]) for place, name in enumerate(thirds)]
    return [*lines, *asides][: room.most]


def _key(facts: Mapping[str, Any]) -> tuple[object, ...]:
    """What the small choices of a scene hang on."""
    story = facts["premise"]
    return (story["title"], story["stakes"], story["place"], facts.get("happens", ""))


def _in_form(
    lines: Sequence[tuple[str, str]], forms: Sequence[Mapping[str, Any]]
) -> list[dict[str, str]]:
    """Lines as JSON values, with what each does to the other where the form asks for it."""
    answer = []
    for (who, says), form in zip(lines, forms, strict=False):
        line = {"who": who, "says": says}
        does = form.get("properties", {}).get("does")
        if does is not None:
            line["does"] = str(does["enum"][0]) if does.get("enum") else _does(says)
        answer.append(line)
    return answer


def _does(says: str) -> str:
    if says.endswith("?"):
        return "asks"
    return "insists" if says.endswith("!") else "answers"
