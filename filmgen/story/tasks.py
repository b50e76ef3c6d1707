"""The tasks a story is written in: what each is told, shown, and given as facts.

The rules are the same words for every plan of a story and for every beat, and material that
stays the same comes before what changes: an engine that keeps what it has read reads each beat's
few new lines only. Words of the logline, the plan or the script stand in the material, never in
rules or asks.

The facts of each task are its material as JSON values, for engines that compute:

    premise   logline, language, genre, tone, cast [{name, role, age, look, wants, voice}],
              places [str], kind "INT" | "EXT" | "", time "DAY" … | "", other (a second person is
              to be made up)
    outline   premise, cast, count, first (number of the first scene asked for), told [what
              happened before], places
    next      cast, places, script (tail of the script's text), language, turn {turn, planted,
              changes, scene} or null
    beats     premise, cast, count, happens, turns (of the scene's idea, "" in a single scene)
    beat      premise, cast, plan {lead, goal, conflict, turn}, number, count, last,
              moves [{who, does}] (one a line, in order), so_far [{who, says}], action_before
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
    BeatPlan,
    Person,
    Premise,
    SceneIdea,
    Setting,
    Spoken,
    StoryBrief,
    Twist,
)
from filmgen.story.moves import Move, sight_of
from filmgen.writing.session import Task

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip

_RULES = """\
You write scenes for film.
Every line is what a real person says aloud to get what they want: blunt, under ten words, about \
the thing at hand, with a detail nobody has mentioned yet: an object, a number, somebody absent, \
something done last week. Nobody tells what they are doing or seeing. Nobody repeats the story, \
agrees, greets, thanks, or uses the other's name.
Action is in the present tense and only what can be filmed: things, hands, faces, light, weather."""

_EXAMPLE = """\
Example. STORY: A butcher hides his son from the draft board.
{"action":"Sawdust on the floor, a wet knife on the block. The OFFICER lifts the lid of a pot. \
The BUTCHER wipes his hands on a red rag.","lines":[{"who":"OFFICER","does":"gives an order",\
"says":"Open the cold room."},{"who":"BUTCHER","does":"changes the subject to a thing in the \
room","says":"Your wife still owes me for the goose."},{"who":"OFFICER","does":"accuses with a \
detail","says":"Two coats on the hook. You're one man."},{"who":"BUTCHER","does":"tells a lie",\
"says":"The other's my brother's. He drowned in May."}]}"""

EXAMPLE_WORDS = (
    "Sawdust on the floor, a wet knife on the block. The officer lifts the lid of a pot. The "
    "butcher wipes his hands on a red rag. Open the cold room. Your wife still owes me for the "
    "goose. Two coats on the hook. You're one man. The other's my brother's. He drowned in May."
)
"""What a model may not hand back as its own."""


@dataclass(frozen=True)
class Manner:
    """What holds for all the writing of one story.

    Attributes:
        language: ISO 639-1 code.
        style: rules made of a measured style, "" for none.
    """

    language: str = "en"
    genre: str = ""
    tone: str = ""
    style: str = ""

    def rules(self, page: bool = False) -> str:
        """The rules that open every request of a story; with an example where a page is written.

        A plan is made without it: a small model plans with the example's things.
        """
        said = [_RULES]
        if self.style:
            said.append(self.style)
        if self.language == "en":
            if page:
                said.append(_EXAMPLE)
        else:
            name = LANGUAGES.get(self.language, self.language)
            said.append(f"Write every word in {name}, names too as they stand. No English words.")
        return "\n".join(said)


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
    shown = [_known(person) for person in cast]
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


@dataclass(frozen=True)
class Shown:
    """The constant part of a scene's requests: the story and its cast."""

    material: tuple[tuple[str, str], ...]
    facts: Mapping[str, Any]


def shown_premise(brief: StoryBrief, premise: Premise, idea: SceneIdea | None = None) -> Shown:
    """What every beat of a scene is shown first."""
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


def beats_task(manner: Manner, shown: Shown, count: int) -> Task:
    """The scene in beats, planned before a word of it is written."""
    ask = (
        f"Plan the scene in {count} beats, each a different event that follows from the one "
        "before. At most eight words a field. lead: who pushes. goal: what this one does with a "
        "thing of the place. conflict: what the other does against it. turn: what changes. "
        f"{_stations(count)}"
    )
    facts = {**shown.facts, "count": count}
    return Task("beats", manner.rules(), ask, shown.material, facts, 420, fresh=True)


def _stations(count: int) -> str:
    """What each beat of a scene is for, in words; those in between get worse."""
    said = [
        "In beat 1 they collide over a thing that is seen.",
        "In the next a thing breaks or is found.",
    ]
    if count > 3:
        said.append(f"In beat {count - 1} a hidden fact comes out.")
    said.append(f"In beat {count} somebody does what cannot be taken back.")
    return " ".join(said)


@dataclass(frozen=True)
class BeatPlace:
    """Where a beat stands in its scene, and what its lines do.

    Attributes:
        number, count: 1-based.
        moves: one a line.
        hidden: (name, secret) that may come out in it; None where none may.
        so_far: the lines just before.
        action_before: the last action on the page.
    """

    number: int
    count: int
    moves: tuple[Move, ...]
    hidden: tuple[str, str] | None = None
    so_far: tuple[Spoken, ...] = ()
    action_before: str = ""

    @property
    def last(self) -> bool:
        return self.number == self.count

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(move.who for move in self.moves))


def beat_task(manner: Manner, shown: Shown, plan: BeatPlan, place: BeatPlace) -> Task:
    """One beat's action and lines."""
    material = list(shown.material)
    if place.so_far or place.action_before:
        said = [f"{line.who}: {line.says}" for line in place.so_far]
        material.append(("JUST BEFORE", "\n".join([place.action_before, *said])))
    purpose = [f"{plan.lead}: {plan.goal}"] if plan.goal else []
    if plan.turn:
        purpose.append(f"turns when: {plan.turn}")
    if place.hidden is not None:
        purpose.append(f"hidden fact, known to {place.hidden[0]}: {place.hidden[1]}")
    material.append(("BEAT", "\n".join(purpose)))
    ending = " button: the last picture of the scene, one short sentence." if place.last else ""
    sight = sight_of(place.number, place.count)
    ask = (
        f"Write beat {place.number} of {place.count}. In action, show {sight}. lines: each "
        "does to the other what `does` says, in spoken words, and never names it. Every line "
        f"brings something new.{ending}"
    )
    facts = {
        **shown.facts, "plan": asdict(plan), "number": place.number, "count": place.count,
        "last": place.last, "moves": [asdict(move) for move in place.moves],
        "so_far": [{"who": line.who, "says": line.says} for line in place.so_far],
        "action_before": place.action_before,
    }  # fmt: skip
    return Task(
        "beat", manner.rules(page=True), ask, tuple(material), facts, most_tokens=360, fresh=True
    )


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
        manner.rules(page=True),
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


def setting_fact(setting: Setting) -> dict[str, str]:
    return {"kind": setting.kind, "place": setting.place, "time": setting.time}


def _known(person: Person) -> str:
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
