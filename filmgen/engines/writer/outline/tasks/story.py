"""From a logline to the plan of a story: premise and outline."""

from __future__ import annotations

import json
from typing import Any

from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline import ideas, people
from filmgen.engines.writer.outline.air import genre_of
from filmgen.engines.writer.outline.deck import pick, rank, shuffled
from filmgen.engines.writer.outline.logline import read_logline
from filmgen.engines.writer.outline.plot import families_for
from filmgen.engines.writer.outline.refusal import refuse_other_languages
from filmgen.engines.writer.outline.sets import furnish
from filmgen.engines.writer.outline.slots import slots_of
from filmgen.engines.writer.outline.stakes import stakes_of
from filmgen.errors import EngineError

_PLACES = ("waiting room", "kitchen", "empty bar", "hotel room", "workshop", "railway platform")


def premise(request: WritingRequest) -> dict[str, Any]:
    """Title, set, stakes, and for everybody a look, a want and a secret."""
    facts, seed = request.facts, request.seed
    refuse_other_languages(str(facts.get("language", "en")))
    schema = json.loads(request.schema)["properties"]
    logline = str(facts["logline"])
    genre = genre_of(str(facts.get("genre", "")), str(facts.get("tone", "")), logline)
    cast = [dict(person) for person in facts["cast"]]
    most = int(schema["people"].get("minItems", 2))
    while len(cast) < most:
        cast.append({"name": people.newcomer([p["name"] for p in cast], seed, len(cast))})
    other = "other" in schema
    everybody = [*cast, {"name": people.newcomer([p["name"] for p in cast], seed)}][
        : len(cast) + other
    ]
    place = _chosen(schema["place"], (facts["places"] or [pick(_PLACES, logline, seed)])[0])
    kind = facts.get("kind") or ("EXT" if furnish(place, "INT").outside else "INT")
    time = facts.get("time") or ("NIGHT" if rank("time", logline, seed) % 3 else "DAY")
    story = {"logline": logline, "place": place, "kind": kind, "time": time}
    slots = slots_of(story, everybody)
    read = read_logline(logline)
    answers = []
    for number, person in enumerate(everybody):
        wanted = people.wants(number == 0, slots.words["want"], number, seed)
        role, age = str(person.get("role", "")), str(person.get("age", ""))
        aboard = genre == "science fiction" and slots.words["door"] == "the hatch"
        look = people.look(role, age, "space" if aboard else genre, number, seed)
        answers.append(
            {
                "name": person["name"],
                "look": str(person.get("look") or look)[:110],
                "wants": str(person.get("wants") or slots.fill(wanted))[:110],
                "secret": people.secret(number, seed),
            }
        )
    answer: dict[str, Any] = {
        "title": _title(slots.words, read.clock, place, seed),
        "kind": _chosen(schema["kind"], kind),
        "place": place[:40],
        "time": _chosen(schema["time"], time),
        "stakes": stakes_of(genre, seed),
        "people": answers[: len(cast)],
    }
    if other:
        answer["other"] = answers[-1]
    return {key: value for key, value in answer.items() if key in schema}


def outline(request: WritingRequest) -> dict[str, Any]:
    """The next scenes: family after family, the story's own first."""
    facts = request.facts
    story = facts["premise"]
    first, count = int(facts["first"]), int(facts["count"])
    if first + count - 1 > ideas.MOST_SCENES:
        raise EngineError(
            "outline", "outline", f"it has ideas for {ideas.MOST_SCENES} scenes; ask for fewer, or "
            "take --engine llama"
        )  # fmt: skip
    order = families_for(str(story["logline"]))
    slots = slots_of(story, facts["cast"])
    names = [str(person["name"]) for person in facts["cast"]]
    elsewhere = shuffled(ideas.ELSEWHERE, "elsewhere", story["title"])
    scenes = []
    for number in range(first - 1, first - 1 + count):
        family = order[number % len(order)]
        shift = rank("idea", family, story["title"], story["stakes"])
        happens, turns = ideas.idea(family, number // len(order) + shift)
        kind, place = str(story["kind"]), str(story["place"])
        if number % 2:
            kind, place = elsewhere[(number // 2) % len(elsewhere)]
        who = [*names[:2], *(names[2 + number % (len(names) - 2) :][:1] if len(names) > 2 else [])]
        scenes.append(
            {
                "kind": kind, "place": place, "time": story["time"], "who": who,
                "happens": slots.fill(happens), "turns": slots.fill(turns),
            }
        )  # fmt: skip
    return {"scenes": scenes}


def _title(words: dict[str, str] | Any, clock: str, place: str, seed: int) -> str:
    thing, set_ = str(words["it"]).removeprefix("the "), place.removeprefix("the ")
    titles = [
        f"The {thing.title()}",
        f"The {set_.title()}",
        f"One {thing.title()}",
        "Halfway In",
        f"What the {set_.split()[-1].title()} Kept",
        "Ask Me Tomorrow",
        "Nobody Passes Here",
    ]
    if clock and len(clock) < 24:
        titles += [clock.title(), clock.title()]
    return pick([title for title in titles if len(title) <= 40], "title", seed)


def _chosen(schema: dict[str, Any], value: str) -> str:
    """The value, or the first allowed one where only some are."""
    allowed = schema.get("enum")
    return value if not allowed or value in allowed else str(allowed[0])
