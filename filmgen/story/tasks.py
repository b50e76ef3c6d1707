"""The tasks a story is written in: what each is told, shown, and given as facts.

Words of the logline, the plan or the script stand in the material, never in rules or asks. The
tasks "note" and "line", which small models write a scene with, are in `notes` and `by_line`.

The facts of each task are its material as JSON values, for engines that compute:

    premise   logline, language, genre, tone, cast [{name, role, age, look, wants, voice}],
              places [str], kind "INT" | "EXT" | "", time "DAY" … | "", other (a second person is
              to be made up)
    outline   premise, cast, count, first (number of the first scene asked for), told [what
              happened before], places
    next      cast, places, script (tail of the script's text), language, turn {turn, planted,
              changes, scene} or null
    scene     premise, cast, count, fewest, most
    twist     scenes [{number, heading, action, lines [{who, says}]}], cast, language

where premise is {title, kind, place, time, stakes, logline} and cast
[{name, role, age, look, wants, secret, voice}].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from filmgen.story.model import (
    Person,
    Premise,
    SceneIdea,
    StoryBrief,
    Twist,
)
from filmgen.wording import LANGUAGES
from filmgen.writing.session import Task

_RULES = """\
You write scenes for film.
Every line is what a real person says aloud to get what they want: blunt, under ten words, about \
the thing at hand, with a detail nobody has mentioned yet: an object, a number, somebody absent, \
something done last week. Nobody tells what they are doing or seeing. Nobody repeats the story, \
agrees, greets, thanks, or uses the other's name.
Action is in the present tense and only what can be filmed: things, hands, faces, light, weather."""


@dataclass(frozen=True)
class Manner:
    """What holds for all the writing of one story.

    Attributes:
        language: ISO 639-1 code.
        style: rules made of a measured style, "" for none.
    """

    language: str = "en"
    style: str = ""

    def rules(self) -> str:
        """The rules that open every request which is answered in a form."""
        said = [_RULES]
        if self.style:
            said.append(self.style)
        if self.language != "en":
            said.append(self.in_language())
        return "\n".join(said)

    def in_language(self) -> str:
        """The rule for a language that is not English."""
        name = LANGUAGES.get(self.language, self.language)
        return f"Write every word in {name}, names too as they stand. No English words."


def manner_material(brief: StoryBrief) -> tuple[tuple[str, str], ...]:
    """Genre, tone and the excerpt are the user's words: material, not rules."""
    wanted = [
        f"{label}: {text}" for label, text in (("genre", brief.genre), ("tone", brief.tone)) if text
    ]
    found = [("MANNER", "; ".join(wanted))] if wanted else []
    if brief.style_excerpt:
        found.append(("EXCERPT", brief.style_excerpt))
    return tuple(found)


def premise_task(
    brief: StoryBrief, manner: Manner, cast: Sequence[Person], places: Sequence[str],
    kind: str, time: str,
) -> Task:  # fmt: skip
    """Who is there, where, when, and what each is after."""
    shown = [known(person) for person in cast]
    material = (*manner_material(brief), ("LOGLINE", brief.logline))
    if shown:
        material = (*material, ("PEOPLE", "\n".join(shown)))
    second = (
        " other: a living person who is there too and stands in the way; name: a first name."
        if len(cast) == 1
        else ""
    )
    ask = (
        "Prepare one scene of this film. Keep to the LOGLINE: who does what to whom stays as it "
        "says. stakes: what is lost tonight. people, in the order given, a few words a field: "
        "look: age, clothes, a thing in the hands. wants: to get or to stop one thing, against "
        f"the other. secret: a fact the others must not find out.{second}"
    )
    facts = {
        "logline": brief.logline, "language": manner.language, "genre": brief.genre,
        "tone": brief.tone, "cast": [_cast_fact(p) for p in cast], "places": list(places),
        "kind": kind, "time": time, "other": len(cast) == 1,
    }  # fmt: skip
    return Task("premise", manner.rules(), ask, material, facts, most_tokens=520)


def setting_task(
    brief: StoryBrief, manner: Manner, cast: Sequence[Person], places: Sequence[str]
) -> Task:
    """What the logline leaves open of where, when and who; `facts` are none."""
    material = [*manner_material(brief), ("LOGLINE", brief.logline)]
    if cast:
        material.append(("PEOPLE", "\n".join(known(person) for person in cast)))
    if places:
        material.append(("PLACES", "\n".join(places)))
    ask = (
        "Where, when and with whom does the one scene of this film happen? Keep to the LOGLINE. "
        "place: two or three words. who: the two people of the LOGLINE, as it calls them."
    )
    return Task("setting", manner.rules(), ask, tuple(material), most_tokens=120, temperature=0.4)


@dataclass(frozen=True)
class Shown:
    """The story and its cast, as material and as facts."""

    material: tuple[tuple[str, str], ...]
    facts: Mapping[str, Any]


def shown_premise(brief: StoryBrief, premise: Premise, idea: SceneIdea | None = None) -> Shown:
    """What the writer of a scene is shown."""
    setting = premise.setting
    story = [brief.logline, f"Place: {setting.place}, {setting.time.lower()}."]
    if premise.stakes:
        story.append(f"At stake: {premise.stakes}")
    if idea is not None:
        story.append(f"In this scene: {idea.happens} It ends: {idea.turns}")
    material = (
        *manner_material(brief),
        ("STORY", "\n".join(story)),
        ("CAST", "\n".join(_acting(p) for p in premise.people)),
    )
    facts = {
        "premise": {
            "title": premise.title, "kind": setting.kind, "place": setting.place,
            "time": setting.time, "stakes": premise.stakes, "logline": brief.logline,
        },
        "cast": [_cast_fact(p) for p in premise.people],
        "happens": idea.happens if idea else "",
        "turns": idea.turns if idea else "",
    }  # fmt: skip
    return Shown(material, facts)


def scene_task(manner: Manner, shown: Shown, count: int, lines: tuple[int, int]) -> Task:
    """A whole scene at once."""
    fewest, most = lines
    ask = (
        f"Write the scene in {count} beats, each with a goal, what stands against it, and a turn. "
        "action: one to three short sentences of what is seen; the first opens on the place. "
        f"lines: {fewest} to {most} a beat; does: what the line does to the other, in a few words. "
        "Everybody of the cast is in it. "
        "button: the last picture, one short sentence of action."
    )
    facts = {**shown.facts, "count": count, "fewest": fewest, "most": most}
    return Task(
        "scene",
        manner.rules(),
        ask,
        shown.material,
        facts,
        most_tokens=400 + 300 * count,
        fresh=True,
    )


def outline_task(
    manner: Manner, shown: Shown, count: int, first: int, told: Sequence[str],
    places: Sequence[str],
) -> Task:  # fmt: skip
    """The next scenes of a story; each is what the one before has made necessary."""
    material = list(shown.material)
    if told:
        material.append(("SCENES SO FAR", "\n".join(told)))
    ask = (
        f"Outline {'the next ' if told else ''}{count} scenes, from number {first} on. Each "
        "happens because of the one before and makes things worse. place: one place, two or three "
        "words, changing. who: two or more of the cast. happens: who fights whom over what. "
        "turns: what is different at its end. Short sentences."
    )
    facts = {
        **shown.facts, "count": count, "first": first, "told": list(told), "places": list(places),
    }  # fmt: skip
    return Task(
        "outline", manner.rules(), ask, tuple(material), facts, most_tokens=130 * count + 60
    )


def next_task(
    manner: Manner, cast: Sequence[Person], places: Sequence[str], script: str,
    turn: Twist | None = None,
) -> Task:  # fmt: skip
    """The scene that follows a script, seen from its last pages."""
    material = (
        ("CAST", "\n".join(person.name for person in cast)),
        ("LAST PAGES", script),
        *((("TURN", f"{turn.turn} {turn.changes}"),) if turn else ()),
    )
    played = ", in which the TURN happens" if turn else ""
    ask = (
        f"Invent the scene that comes next{played}. It follows from what was just done and does "
        "not repeat it. place: two or three words. who: at least two of the cast. happens: who "
        "fights whom over what. turns: what is different at its end. Short sentences."
    )
    facts = {
        "cast": [_cast_fact(p) for p in cast], "places": list(places), "script": script,
        "language": manner.language, "turn": asdict(turn) if turn else None,
    }  # fmt: skip
    return Task("next", manner.rules(), ask, material, facts, most_tokens=260)


def twist_task(
    manner: Manner, scenes: Sequence[Mapping[str, Any]], digest: str, cast: Sequence[str]
) -> Task:
    """Three turns to choose from."""
    ask = (
        "Propose three different plot turns. Each overturns something that everybody here "
        "believes, and is fair: it uses a thing, a line or a deed that is already in the script. "
        "scene: after which it comes. turn: what happens. planted: the thing or line it uses. "
        "changes: who loses what. One short sentence each."
    )
    facts = {"scenes": list(scenes), "cast": list(cast), "language": manner.language}
    return Task("twist", manner.rules(), ask, (("SCRIPT", digest),), facts, most_tokens=520)


def known(person: Person) -> str:
    """What is known of a person, as a line of material."""
    said = [person.full_name or person.name]
    if person.role and person.role.lower() not in said[0].lower():
        said.append(person.role)
    said.extend(x for x in (person.age, person.look, person.wants, person.voice) if x)
    return f"{person.name}: {', '.join(said)}"


def _acting(person: Person) -> str:
    """A cast line: what a writer of beats needs to know of somebody."""
    said = [x for x in (person.role, person.look) if x]
    text = f"{person.name}: {'; '.join(said)}"
    for label, value in (
        ("wants", person.wants),
        ("talks", person.voice),
    ):
        if value:
            text += f"; {label}: {value}"
    return text


def _cast_fact(person: Person) -> dict[str, str]:
    return {
        "name": person.name, "role": person.role, "age": person.age, "look": person.look,
        "wants": person.wants, "secret": person.secret, "voice": person.voice,
    }  # fmt: skip
