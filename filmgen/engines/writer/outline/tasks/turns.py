"""What comes next in a script, and three turns that it has made possible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from filmgen.breakdown.lexicon import SMALL_PROPS
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import sentences, weight
from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline import ideas
from filmgen.engines.writer.outline.deck import rank, shuffled
from filmgen.engines.writer.outline.plot import deal_scene
from filmgen.engines.writer.outline.refusal import refuse_other_languages
from filmgen.engines.writer.outline.slots import slots_of
from filmgen.errors import EngineError

_TURNS = (
    # (planted: "line", "thing" or "deed"; turn; changes)
    ("line", "{who} said it for somebody listening behind {door}.",
     "{other} loses the only person whose word was never weighed."),
    ("thing", "The {prop} is not the one it was taken for: it has been changed for its twin.",
     "Whoever handled it last, {who}, is a thief or a fool, and {other} has to choose which."),
    ("deed", "{who} did it twice: once here, and once before, for {other}.",
     "{other} owes {who} everything, and cannot say so in front of the rest."),
    ("line", "It was true, word for word, and {other} has been acting on a lie.",
     "{other} must undo what was done for {who}'s sake."),
    ("thing", "Inside the {prop} is a second message, in {other}'s own hand.",
     "{who} learns that {other} planned this from the first."),
    ("deed", "{who} was told to do it, by the one person nobody has asked about.",
     "{other} and {who} are on the same side, and it is the losing one."),
    ("line", "{other} has heard those words before, from somebody who died.",
     "{who} is not who the others take {who} for."),
    ("thing", "The {prop} was left there for {who} to find.",
     "{other} turns from helper to hunter, and {who} is the bait."),
    ("deed", "It failed, and {who} hid that it failed.",
     "Everything {other} has built on it comes down in the next scene."),
)  # fmt: skip


def next_scene(request: WritingRequest) -> dict[str, Any]:
    """The idea of the scene after a script's last page, none of whose cards is in the script."""
    facts = request.facts
    refuse_other_languages(str(facts.get("language", "en")))
    script = str(facts["script"])
    cast = _by_last_cue(facts["cast"], script)
    if not cast:
        raise EngineError("outline", "next", "nobody speaks in the script; templates need two")
    kind, place = shuffled(ideas.ELSEWHERE, "next", script)[0]
    places = [str(known) for known in facts.get("places", ()) if str(known)]
    if places and rank("return", script, request.seed) % 2:
        place = places[-1]
        kind = "EXT" if re.search(rf"EXT[. ]+{re.escape(place)}", script, re.IGNORECASE) else "INT"
    story = {"logline": "", "title": "", "stakes": "", "kind": kind, "place": place}
    story["time"] = "NIGHT"
    slots = slots_of(story, cast[:2])
    props = Counter(p for p in find_props(script) if p in SMALL_PROPS)
    things = Counter({p: len(re.findall(rf"\b{p}\b", script, re.IGNORECASE)) for p in props})
    if things:
        thing = f"the {things.most_common(1)[0][0]}"
        slots = replace(slots, words={**slots.words, "thing": thing, "it": thing})
    offered = shuffled(ideas.every_idea(), "next", request.seed)
    # Ideas about the thing of the script come before those that would bring in another.
    offered.sort(key=lambda known: bool(things) and "{thing}" not in known[2])
    happens = turns = ""
    for family, number, template in offered:
        happens, turns = slots.fill(template), slots.fill(ideas.idea(family, number)[1])
        told = {**story, "logline": happens}
        hand = deal_scene({"premise": told, "cast": cast}, 4)
        said = [hand.slots.fill(words) for card in hand.cards for _, words in card.lines]
        if not any(weight(words) > 3 and words in script for words in said):
            break
    who = [str(person["name"]) for person in cast[:2]]
    if facts.get("turn"):
        happens, turns = str(facts["turn"]["turn"]), str(facts["turn"]["changes"])
    return {
        "kind": kind, "place": place, "time": "NIGHT", "who": who, "happens": happens,
        "turns": turns,
    }  # fmt: skip


def _by_last_cue(cast: Sequence[Mapping[str, Any]], script: str) -> list[Mapping[str, Any]]:
    """The cast, who spoke last first."""
    at = {
        str(person["name"]): max(
            (m.start() for m in re.finditer(rf"(?m)^@?{re.escape(str(person['name']))}\b", script)),
            default=-1,
        )
        for person in cast
    }
    return sorted(cast, key=lambda person: -at[str(person["name"])])


def twists(request: WritingRequest) -> dict[str, Any]:
    """Three turns: one on a line, one on a thing, one on a deed, as far as the script has them."""
    facts = request.facts
    refuse_other_languages(str(facts.get("language", "en")))
    planted = {
        kind: _planted(facts["scenes"], kind, request.seed) for kind in ("line", "thing", "deed")
    }
    found: list[dict[str, Any]] = []
    for kind, turn, changes in shuffled(_TURNS, "twist", request.seed):
        wanted = [k for k in planted if not any(t["kind"] == k for t in found)]
        if planted[kind] and (kind in wanted or not any(planted[k] for k in wanted)):
            seed = planted[kind][len([t for t in found if t["kind"] == kind]) % len(planted[kind])]
            who, other = _pair(facts["cast"], seed["who"])
            words = {"who": who, "other": other, "prop": seed["prop"], "door": "the door"}
            found.append(
                {
                    "kind": kind, "scene": seed["scene"], "turn": turn.format(**words),
                    "planted": seed["planted"], "changes": changes.format(**words),
                }
            )  # fmt: skip
        if len(found) == 3:
            break
    if len(found) < 3:
        raise EngineError("outline", "twist", "the script has too little in it to turn on")
    return {"twists": [{k: v for k, v in t.items() if k != "kind"} for t in found]}


def _planted(scenes: Sequence[Mapping[str, Any]], kind: str, seed: int) -> list[dict[str, str]]:
    """What a script has sown: lines long enough to mean something, things, deeds of somebody."""
    found: list[dict[str, str]] = []
    for scene in scenes:
        number = str(scene["number"])
        speakers = [str(line["who"]) for line in scene["lines"]]
        if kind == "line":
            for line in scene["lines"]:
                words = str(line["says"])
                if 5 <= weight(words) <= 18:
                    told = f"{_cased(str(line['who']))} says: {words}"
                    found.append(_seed(number, told, str(line["who"]), ""))
            continue
        for sentence in sentences(str(scene["action"])):
            who = next(
                (s for s in speakers if re.search(rf"\b{re.escape(s)}\b", sentence, re.I)), ""
            )
            props = find_props(sentence)
            if kind == "thing" and props and weight(sentence) <= 24:
                found.append(_seed(number, sentence, who or (speakers or [""])[0], props[-1]))
            elif kind == "deed" and who and weight(sentence) <= 22:
                found.append(_seed(number, sentence, who, ""))
    fitting = [seed for seed in found if seed["who"] and len(seed["planted"]) <= 165]
    return shuffled(fitting, "planted", kind, seed)


def _seed(scene: str, planted: str, who: str, prop: str) -> dict[str, str]:
    return {"scene": scene, "planted": planted, "who": who, "prop": prop}


def _pair(cast: Sequence[str], who: str) -> tuple[str, str]:
    """Two names as a sentence has them: who did it, and somebody else."""
    other = next((str(name) for name in cast if str(name) != who), "nobody")
    return _cased(who), _cased(other)


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name
