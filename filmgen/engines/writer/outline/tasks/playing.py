"""Playing the hand: a beat or a whole scene as action and lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline.air import air_of
from filmgen.engines.writer.outline.deck import shuffled
from filmgen.engines.writer.outline.people import ASIDES
from filmgen.engines.writer.outline.plot import Scene, deal_scene
from filmgen.engines.writer.outline.sets import opening_picture

_ACTION_CHARACTERS = 225
_STILL = "Neither moves."


def beat(request: WritingRequest) -> dict[str, Any]:
    """One beat of the hand that `story.beats` planned, its lines by those who are to speak."""
    facts = request.facts
    number = int(facts["number"])
    form = json.loads(request.schema)["properties"]
    told = form["lines"].get("prefixItems", [])
    order = [str(line["properties"]["who"]["enum"][0]) for line in told]
    speakers = list(dict.fromkeys(order)) or [str(p["name"]) for p in facts["cast"]]
    cast = sorted(facts["cast"], key=lambda p: _place(str(p["name"]), speakers))
    scene = deal_scene(facts, int(facts["count"]), cast)
    lines = _lines(scene, number, facts, speakers, len(order) or 4)
    if order:
        # Who speaks when is fixed: words go by turns, a short card is filled up with asides.
        spare = [line["says"] for line in _asides(facts, number, order)]
        words = [*(line["says"] for line in lines), *spare]
        lines = [{"who": who, "says": says} for who, says in zip(order, words, strict=False)]
    answer: dict[str, Any] = {"action": _action(scene, number, facts), "lines": lines}
    if "button" in form:
        answer["button"] = scene.slots.fill(scene.cards[number - 1].button or _STILL)
    return _in_form(answer, told or [form["lines"].get("items", {})] * len(lines))


def scene(request: WritingRequest) -> dict[str, Any]:
    """The whole hand at once."""
    facts = request.facts
    count = int(facts["count"])
    form = json.loads(request.schema)["properties"]["beats"]["items"]["properties"]["lines"]
    dealt = deal_scene(facts, count)
    names = [str(person["name"]) for person in facts["cast"]]
    beats = []
    for number in range(1, count + 1):
        # One of the others at a time, so that everybody is heard and a beat stays short.
        others = names[2:]
        heard = [others[(number - 1) % len(others)]] if others else []
        lines = _lines(dealt, number, facts, [*names[:2], *heard], int(facts.get("most", 4)))
        played = {"action": _action(dealt, number, facts), "lines": lines}
        beats.append(_in_form(played, [form.get("items", {})] * len(lines)))
    return {"beats": beats, "button": dealt.slots.fill(dealt.cards[-1].button or _STILL)}


def _action(scene: Scene, number: int, facts: Mapping[str, Any]) -> str:
    """A card's action, after the first picture of the place, before what is in the air."""
    action = scene.slots.fill(scene.cards[number - 1].action)
    if number == 1:
        picture = opening_picture(scene.slots.furnishing, *_key(facts))
        if len(picture) + len(action) < _ACTION_CHARACTERS:
            action = f"{picture} {action}"
    air = air_of(scene.effects, scene.genre, number, len(scene.cards), *_key(facts))
    if air and len(action) + len(air) < _ACTION_CHARACTERS:
        action = f"{action} {scene.slots.fill(air)}"
    return action


def _lines(
    scene: Scene, number: int, facts: Mapping[str, Any], speakers: Sequence[str], most: int
) -> list[dict[str, str]]:
    """A card's lines by the first two of `speakers`, then a word from each of the others."""
    pair, thirds = speakers[:2], speakers[2:]
    lines = [
        {"who": pair[0] if letter == "A" else pair[-1], "says": scene.slots.fill(words)}
        for letter, words in scene.cards[number - 1].lines
    ][: max(2, most - len(thirds))]
    return [*lines, *_asides(facts, number, thirds)][:most]


def _asides(facts: Mapping[str, Any], number: int, names: Sequence[str]) -> list[dict[str, str]]:
    deck = shuffled(ASIDES, "asides", *_key(facts))
    first = (number - 1) * 2
    return [
        {"who": name, "says": deck[(first + place) % len(deck)]} for place, name in enumerate(names)
    ]


def _key(facts: Mapping[str, Any]) -> tuple[object, ...]:
    """What the small choices of a scene hang on."""
    story = facts["premise"]
    return (story["title"], story["stakes"], story["place"], facts.get("happens", ""))


def _place(name: str, speakers: Sequence[str]) -> int:
    return speakers.index(name) if name in speakers else len(speakers)


def _in_form(answer: dict[str, Any], forms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """With what a line does to the other, where the form asks for it."""
    for line, form in zip(answer["lines"], forms, strict=False):
        does = form.get("properties", {}).get("does")
        if does is not None:
            line["does"] = does["enum"][0] if does.get("enum") else _does(line["says"])
    return answer


def _does(says: str) -> str:
    if says.endswith("?"):
        return "asks"
    return "insists" if says.endswith("!") else "answers"
