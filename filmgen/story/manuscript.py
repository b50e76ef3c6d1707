"""Beats put on the page: headings, introductions, action and speeches as a `Screenplay`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import capwords

from filmgen.breakdown.prose import is_cjk
from filmgen.screenplay.assemble import assemble
from filmgen.screenplay.fountain import read_fountain
from filmgen.screenplay.model import (
    Action,
    Element,
    PartKind,
    Scene,
    SceneHeading,
    Screenplay,
    SourceRange,
    Speech,
    SpeechPart,
)
from filmgen.screenplay.source import split_lines
from filmgen.screenplay.writer import write_fountain
from filmgen.story.model import Beat, Person, Setting
from filmgen.story.places import heading_text

_NOWHERE = SourceRange(1, 1)


@dataclass(frozen=True)
class WrittenScene:
    """A scene as it was written, before it is a page."""

    setting: Setting
    people: tuple[Person, ...]
    beats: tuple[Beat, ...]


def lay_out(
    title: str, scenes: Sequence[WrittenScene], language: str, path: str = "scene.fountain"
) -> Screenplay:
    """The screenplay of these scenes; what `write_fountain` makes of it reads as the same.

    Everybody is introduced at their first appearance, in capitals with age and look, as the
    cast of a film is: from the writer's own words.
    """
    introduced: set[str] = set()
    raw = tuple(
        _scene(index, scene, language, introduced) for index, scene in enumerate(scenes, start=1)
    )
    page = (("Title", title),) if title else ()
    return reread(Screenplay(path, page, (), raw))


def append(
    screenplay: Screenplay, scenes: Sequence[WrittenScene], language: str, known: Iterable[str]
) -> Screenplay:
    """A script with scenes after its last; `known` are characters introduced before."""
    introduced = set(known)
    first = len(screenplay.scenes) + 1
    new = tuple(
        _scene(index, scene, language, introduced)
        for index, scene in enumerate(scenes, start=first)
    )
    return reread(
        Screenplay(
            screenplay.path, screenplay.title_page, screenplay.front_matter,
            (*screenplay.scenes, *new),
        )
    )  # fmt: skip


def reread(screenplay: Screenplay) -> Screenplay:
    """The screenplay as its own Fountain text says it: source lines and lights resolved."""
    page, tokens, unread = read_fountain(split_lines(write_fountain(screenplay)))
    return assemble(screenplay.path, page, tokens, unread)


def _scene(index: int, scene: WrittenScene, language: str, introduced: set[str]) -> Scene:
    heading = SceneHeading(heading_text(scene.setting, language), _NOWHERE)
    elements: list[Element] = []
    people = {person.name: person for person in scene.people}
    for beat in scene.beats:
        action = beat.action
        for person in scene.people:
            if person.name not in introduced:
                shown = introduce(action, person)
                if shown != action:
                    introduced.add(person.name)
                    action = shown
        if action:
            elements.append(Action(action, _NOWHERE))
        for line in beat.lines:
            speaker = people.get(line.who)
            if speaker is not None and line.who not in introduced:
                introduced.add(line.who)
                elements.append(Action(_entrance(speaker), _NOWHERE))
            parts = [SpeechPart(PartKind.LINE, line.says, _NOWHERE)]
            if line.how:
                parts.insert(0, SpeechPart(PartKind.PARENTHETICAL, line.how, _NOWHERE))
            elements.append(Speech(line.who, (), tuple(parts), _NOWHERE))
        if beat.button:
            elements.append(Action(beat.button, _NOWHERE))
    return Scene(index, str(index), heading, tuple(elements))


def introduce(action: str, person: Person) -> str:
    """The first mention of a person in capitals, with age and look after it.

    >>> introduce("Mara lifts the lamp.", Person("MARA", age="34", look="torn oilskin"))
    'MARA (34, torn oilskin) lifts the lamp.'
    """
    forms = [form for form in (person.full_name, person.name) if form]
    head = person.name.split()[-1]
    if not person.full_name and head != person.name:
        forms.append(head)
    for form in forms:
        if is_cjk(form):
            pattern = re.escape(form)
        else:
            # Not "leaves a mark" for MARK; "the outlaw" is OUTLAW, whose role it is.
            spelt = {form, form.upper(), capwords(form)}
            if form.lower() in person.role.lower().split():
                spelt.add(form.lower())
            forms_of_it = "|".join(re.escape(one) for one in sorted(spelt))
            pattern = rf"\b(?:(?:[Tt]he|[Aa]n?) )?(?:{forms_of_it})\b(?!['’]s)"
        match = re.search(pattern, action)
        if match:
            return f"{action[: match.start()]}{_introduction(person)}{action[match.end() :]}"
    return action


def _introduction(person: Person) -> str:
    name = (person.full_name or person.name).upper()
    said = ", ".join(x for x in (person.age, _look(person)) if x)
    if not said:
        return name
    return f"{name}（{said}）" if is_cjk(name) else f"{name} ({said})"


def _entrance(person: Person) -> str:
    """An introduction that stands alone, for somebody who speaks before any action names them."""
    stop = "。" if is_cjk(person.name) else "."
    return _introduction(person) + stop


_AGE_TAKEN = re.compile(
    r"\b(?:in (?:her|his|their)(?: (?:early|mid|late))?|an?)  +|\bin (?:her|his|their)(?: (?:early"
    r"|mid|late))$|\s{2,}",
    re.IGNORECASE,
)
"""Where the age stood in a look before it was moved to its own place."""
_DANGLING = re.compile(
    r"(?:[,\s]+(?:and|with|in|on|of|wearing|holding|carrying|dressed|a|an|the|his|her|their))+$",
    re.IGNORECASE,
)


def _look(person: Person) -> str:
    """A look as it stands in brackets: without age and name, which stand before it, and no end
    that hangs in the air.

    >>> _look(Person("OKORO", role="captain", look="Captain Okoro with a gloved hand and"))
    'with a gloved hand'
    >>> _look(Person("ADA", look="is a stern, old woman"))
    'a stern, old woman'
    >>> _look(Person("MIKA", age="10", look="a  girl with glasses"))
    'girl with glasses'
    """
    look = person.look
    if person.age:
        look = re.sub(rf"^\W*{re.escape(person.age)}\W*(?:years? old\W*)?", "", look)
    look = " ".join(_AGE_TAKEN.sub(" ", look).split())
    known = {*person.role.lower().split(), *person.name.lower().split()}
    known.update(person.full_name.lower().split())
    words = look.split()
    known.update(("is", "are", "was"))  # "is a stern woman" is a look told as a sentence
    while words and words[0].lower().strip(",") in known:
        words.pop(0)
    look = _DANGLING.sub("", " ".join(words)).strip(" ,;")
    return look[:1].lower() + look[1:] if look[1:2].islower() else look
