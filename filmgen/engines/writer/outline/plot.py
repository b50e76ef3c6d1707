"""Dealing a scene: which family of cards a story asks for, which card each beat gets.

A scene is open, press, counter, turn, end: somebody wants something and hides it; pushes; the
other takes the upper hand; something comes out that changes who is stronger; a deed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.engines.writer.outline.air import effects_in, genre_of
from filmgen.engines.writer.outline.cards import FAMILIES, Card, Family, Function, cards
from filmgen.engines.writer.outline.deck import rank, shuffled
from filmgen.engines.writer.outline.ideas import every_idea
from filmgen.engines.writer.outline.logline import read_logline
from filmgen.engines.writer.outline.slots import Slots, slots_of
from filmgen.engines.writer.outline.stakes import genre_of_stakes

_FITS: dict[Family, re.Pattern[str]] = {
    "taking": re.compile(
        r"\b(?:st[eo]al\w*|stolen|thie\w+|finds?|hid\w*|gives?|return\w*|exchange|sell\w*|buy\w*|"
        r"bag|treasure|money|suitcase|inherit\w*|smuggl\w*|confession|book|crown|deliver\w*)\b",
        re.I),
    "choosing": re.compile(
        r"\b(?:decid\w*|choos\w*|choice|whether|refus\w*|answer\w*|forgiv\w*|leav\w*|secret|"
        r"truth|stay\w*|promis\w*|love\w*|offer\w*|betray\w*|marry|wedding|confess)\b", re.I),
    "racing": re.compile(
        r"\b(?:bomb|defus\w*|repair\w*|mend|fix|save|rescu\w*|alive|escape|engine|"
        r"sink\w*|wounded|oxygen|reactor|leak\w*|deliver a baby|vaccine|antidote)\b",
        re.I),
    "reckoning": re.compile(
        r"\b(?:brothers?|sisters?|father\w*|mother\w*|husband|wife|ex|years?|old|daughter|son|"
        r"grandfather|grandmother|widow|past|betrayed|left|reunion|funeral|haven't|taught|"
        r"friends?|return\w*|meet|twins?)\b", re.I),
}  # fmt: skip
_OLD = ("western", "fantasy")
_PLANS: dict[int, tuple[Function, ...]] = {
    1: ("turn",),
    2: ("open", "end"),
    3: ("open", "turn", "end"),
    4: ("open", "counter", "turn", "end"),
}


@dataclass(frozen=True)
class Scene:
    """A scene's hand.

    Attributes:
        cards: one a beat, in order. effects, genre: for `air.air_of`.
        slots: names and things for the cards' slots.
    """

    cards: tuple[Card, ...]
    effects: tuple[str, ...]
    genre: str
    slots: Slots


def families_for(logline: str) -> list[Family]:
    """The families, the fittest first."""
    scores = {family: len(_FITS[family].findall(logline)) for family in FAMILIES}
    if read_logline(logline).clock:
        scores["racing"] += 1
    return sorted(shuffled(FAMILIES, "family", logline), key=lambda family: -scores[family])


def deal_scene(facts: Mapping[str, Any], count: int) -> Scene:
    """The hand of a scene, by its premise and cast alone: whoever deals gets the same.

    Args:
        facts: premise and cast as `story.tasks` documents them, and happens in a longer story.
        count: beats, 1 to 8.
    """
    premise, cast = facts["premise"], facts["cast"]
    logline = str(premise.get("logline", ""))
    genre = genre_of_stakes(str(premise.get("stakes", ""))) or genre_of("", "", logline)
    slots = slots_of(premise, cast)
    family, number, key = _place_in_story(facts, slots, logline)
    hand: list[Card] = []
    for function in plan_of(count):
        deck = [
            card
            for card in cards(family, function)
            if (premise["kind"] == "INT" or not card.needs_walls)
            and (genre not in _OLD or not card.is_modern)
            and slots.fills(card.text)
        ] or [card for card in cards(family, function) if slots.fills(card.text)]
        fresh = [card for card in deck if card not in hand] or [
            card
            for other in families_for(logline)
            for card in cards(other, function)
            if card not in hand and slots.fills(card.text)
        ]
        hand.append(fresh[(number + rank(function, *key)) % len(fresh)])
    return Scene(tuple(hand), effects_in(logline), genre, slots)


def plan_of(count: int) -> tuple[Function, ...]:
    """The functions of a scene's beats; a longer one presses and counters again."""
    if count in _PLANS:
        return _PLANS[count]
    middle: list[Function] = []
    for place in range(count - 3):
        middle.append("counter" if place % 2 else "press")
    return ("open", *middle, "turn", "end")


def _known_idea(slots: Slots, logline: str) -> str:
    """The logline, if it is one of our ideas."""
    known = (t for _, _, t in every_idea() if slots.fills(t) and slots.fill(t) == logline)
    return logline if next(known, "") else ""


def _place_in_story(
    facts: Mapping[str, Any], slots: Slots, logline: str
) -> tuple[Family, int, tuple[object, ...]]:
    """Family, number in it, and what else the cards hang on.

    A scene of an outline is known by what happens in it, so that no two deal alike; a single
    scene by the premise's made-up part, which another seed makes up otherwise.
    """
    names = tuple(sorted(str(person["name"]) for person in facts["cast"][:2]))
    # A scene that continues a script has what happens in it as its logline.
    happens = str(facts.get("happens", "")) or _known_idea(slots, logline)
    for family, number, template in every_idea():
        if happens and slots.fills(template) and slots.fill(template) == happens:
            return family, number, names
    if happens:
        order = families_for(f"{logline} {happens}")
        return order[0], rank(happens), names
    made_up = [[p.get("look", ""), p.get("secret", "")] for p in facts["cast"]]
    key: Sequence[object] = (logline, facts["premise"].get("title", ""), made_up)
    return families_for(logline)[0], 0, tuple(key)
