"""Playing the hand: a whole scene as its beats, action and lines."""

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
_MOST = 4
"""Lines of a beat; a card has three or four."""


def scene(request: WritingRequest) -> dict[str, Any]:
    """The whole hand at once."""
    facts = request.facts
    count = int(facts["count"])
    beat = json.loads(request.schema)["properties"]["beats"]["items"]["properties"]
    line = beat["lines"]["items"]["properties"]
    names = [str(person["name"]) for person in facts["cast"]]
    dealt = deal_scene(facts, count)
    beats = []
    for number in range(1, count + 1):
        said = _lines(dealt, number, facts, _heard(names, number))
        lines = [
            {key: words for key, words in one.items() if key in line}
            for one in ({"who": who, "does": _does(says), "says": says} for who, says in said)
        ]
        beats.append({"action": _action(dealt, number, facts), "lines": lines})
    return {"beats": beats, "button": _button(dealt)}


def _heard(names: Sequence[str], number: int) -> list[str]:
    """The pair, and one of the others at a time: all are heard and a beat stays short."""
    others = names[2:]
    return [*names[:2], *([others[(number - 1) % len(others)]] if others else [])]


def _button(scene: Scene) -> str:
    return scene.slots.fill(scene.cards[-1].button or _STILL)


def _action(scene: Scene, number: int, facts: Mapping[str, Any]) -> str:
    """A card's action, after the first picture of the place, before what is in the air."""
    action = scene.slots.fill(scene.cards[number - 1].action)
    if number == 1 and not scene.effects:
        picture = opening_picture(scene.slots.furnishing, *_key(facts))
        if len(picture) + len(action) < _ACTION_CHARACTERS:
            action = f"{picture} {action}"
    air = air_of(scene.effects, scene.genre, number, len(scene.cards), *_key(facts))
    if air and len(action) + len(air) < _ACTION_CHARACTERS:
        action = f"{action} {scene.slots.fill(air)}"
    return action


def _lines(
    scene: Scene, number: int, facts: Mapping[str, Any], speakers: Sequence[str]
) -> list[tuple[str, str]]:
    """A card's lines by the first two of `speakers`, then a word from a third."""
    pair, thirds = list(speakers[:2]), list(speakers[2:])
    lines = [
        (pair[0] if letter == "A" else pair[-1], scene.slots.fill(words))
        for letter, words in scene.cards[number - 1].lines
    ][: _MOST - len(thirds)]
    deck = shuffled(ASIDES, "asides", *_key(facts))
    aside = deck[(number - 1) * 2 % len(deck)]
    return [*lines, *((name, aside) for name in thirds)]


def _key(facts: Mapping[str, Any]) -> tuple[object, ...]:
    """What the small choices of a scene hang on."""
    story = facts["premise"]
    return (story["title"], story["stakes"], story["place"], facts.get("happens", ""))


def _does(says: str) -> str:
    if says.endswith("?"):
        return "asks"
    return "insists" if says.endswith("!") else "answers"
