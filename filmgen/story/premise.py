"""The premise: what the logline says, held by code, and what the writer adds to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from filmgen.errors import EngineError
from filmgen.screenplay.names import normalise_name
from filmgen.story import clean
from filmgen.story.answers import (
    MeetingAnswer,
    PersonAnswer,
    PremiseAnswer,
    SettingAnswer,
    premise_form,
    setting_form,
)
from filmgen.story.measures import likeness
from filmgen.story.model import Kind, Person, Premise, Setting, StoryBrief, Time
from filmgen.story.notes import NoteTaker
from filmgen.story.people import find_people, kept_names, merge_people
from filmgen.story.person_words import is_nobody
from filmgen.story.places import clean_place, find_places, find_time, kind_of
from filmgen.story.tasks import Manner, premise_task, setting_task
from filmgen.writing.answer import AnswerError
from filmgen.writing.session import Session

_ALIKE = 0.6
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:[ -][^\W_][\w'’.-]*){0,2}")
_AGE = re.compile(r"\b(\d{1,2}(?:s|0s)?|\d{2,3})\b(?:[- ]years?[- ]old| years old)?|(\d{1,2})岁")
_LEAD_IN = re.compile(
    r"^(?:(?:she|he|they|it)(?:'s| is| are)?|wears?|wearing|age:?|aged|looks? like|has|with|"
    r"to|wants? to|that|young|old)\s+", re.IGNORECASE,
)  # fmt: skip


def draw_premise(
    session: Session, brief: StoryBrief, manner: Manner, step: str = "scene"
) -> Premise:
    """The premise of a story; by a form, or with step "line" by notes.

    Raises:
        EngineUnavailable, EngineError: as `Session.ask`.
    """
    people = merge_people(find_people(brief.logline, manner.language), brief.characters)
    places = find_places(brief.logline)
    time = find_time(brief.logline)
    kinds = {kind_of(place, brief.logline) for place in places}
    kind = kinds.pop() if len(kinds) == 1 else None
    if step == "line":
        return _by_notes(session, brief, manner, _Told(people, places, kind, time))
    form = premise_form(
        [p.name for p in people], places, [kind] if kind else [], [time] if time else []
    )
    task = premise_task(brief, manner, people, places, kind or "", time or "")

    def check(answer: PremiseAnswer) -> None:
        _check_names(answer, people, brief.logline)

    answer = session.ask(task, form, check=check)
    place = clean_place(answer.place)
    setting = Setting(kind_of(place, brief.logline) or answer.kind, place, answer.time)
    cast = _cast(answer, people)
    title = clean.phrase(answer.title, 8).strip("\"'“”:;,.- ") or place.title()
    return Premise(title, setting, clean.phrase(answer.stakes), cast)


@dataclass(frozen=True)
class _Told:
    """What code found in a logline; None and () where it says nothing."""

    people: tuple[Person, ...]
    places: tuple[str, ...]
    kind: Kind | None
    time: Time | None


def _by_notes(session: Session, brief: StoryBrief, manner: Manner, told: _Told) -> Premise:
    form = setting_form(
        [p.name for p in told.people], told.places, [told.kind] if told.kind else [],
        [told.time] if told.time else [],
    )  # fmt: skip
    said: dict[str, Any] = {}
    if form is not None:

        def check(answer: SettingAnswer) -> None:
            _check_who(answer.model_dump().get("who", ()), brief.logline)

        task = setting_task(brief, manner, told.people, told.places)
        said = session.ask(task, form, check=check).model_dump()
    place = clean_place(said.get("place") or told.places[0])
    kind = kind_of(place, brief.logline) or told.kind or said["kind"]
    people = list(told.people)
    people += [Person(normalise_name(name.strip())) for name in said.get("who", ())]
    setting = Setting(kind, place, told.time or said["time"])
    premise = Premise("", setting, "", tuple(people))
    if len(people) == 1:
        other = NoteTaker(session, manner, brief, premise).company()
        if not other:
            raise EngineError(
                session.engine.name, "note",
                "nobody else could be found for this scene; name a second person in the logline, "
                "or give them with --characters",
            )  # fmt: skip
        people.append(Person(normalise_name(other), given=False))
        premise = replace(premise, people=tuple(people))
    noted = NoteTaker(session, manner, brief, premise).cast()
    return replace(premise, title=noted.title or place.title(), people=noted.people)


def _check_who(names: Sequence[str], logline: str) -> None:
    """Raise `AnswerError` for people who are none of the story."""
    who = [normalise_name(name) for name in names]
    for name in who:
        _check_name(name)
    if len(set(who)) < len(who):
        raise AnswerError("who: two different names")
    if who and not any(kept_names(logline, [name]) for name in who):
        raise AnswerError("who: the names must be those of the LOGLINE")


def _check_other(name: str, first: str, logline: str) -> None:
    _check_name(name)
    if is_nobody(name, logline):
        raise AnswerError("other: a living person with a first name, no thing of the story")
    if _same(normalise_name(name), first):
        raise AnswerError("other: somebody else than the first person")


def _check_names(answer: PremiseAnswer, people: Sequence[Person], logline: str) -> None:
    names = [normalise_name(person.name) for person in answer.people]
    if people and sorted(names) != sorted(person.name for person in people):
        raise AnswerError("people: each of the PEOPLE once, in their order")
    if not people and len(set(names)) < len(names):
        raise AnswerError("people: two different names")
    if not people and not any(kept_names(logline, [name]) for name in names):
        raise AnswerError("people: the names must be those of the LOGLINE")
    for person in answer.people if not people else ():
        _check_name(person.name)
    if isinstance(answer, MeetingAnswer):
        _check_other(answer.other.name, names[0], logline)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name.strip()):
        raise AnswerError(f"name: {name[:20]!r} is no name of one to three words")


def _same(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


def _cast(answer: PremiseAnswer, people: Sequence[Person]) -> tuple[Person, ...]:
    known = {person.name: person for person in people}
    cast = [_person(given, known.get(normalise_name(given.name)), True) for given in answer.people]
    order = {person.name: index for index, person in enumerate(people)}
    cast.sort(key=lambda person: order.get(person.name, 0))
    if isinstance(answer, MeetingAnswer):
        cast.append(_person(answer.other, None, given=False))
    return _secrets_of_their_own(cast)


def _secrets_of_their_own(cast: Sequence[Person]) -> tuple[Person, ...]:
    """What two people hide alike is no secret between them: the first keeps it."""
    kept: list[Person] = []
    for person in cast:
        shared = any(likeness(person.secret, other.secret) >= _ALIKE for other in kept)
        kept.append(replace(person, secret="") if shared else person)
    return tuple(kept)


def _person(answer: PersonAnswer, known: Person | None, given: bool) -> Person:
    person = known or Person(normalise_name(answer.name.strip()), given=given)
    look = clean.phrase(answer.look, 10)
    age = person.age
    found = _AGE.search(look)
    if found:
        age = age or (found[1] or found[2])
        look = (look[: found.start()] + look[found.end() :]).strip(" ,;，、")
    look = _LEAD_IN.sub("", look.strip(" ,;，、")).strip(" ,;，、")
    return replace(
        person,
        age=age,
        look=person.look or look,
        wants=person.wants or clean.phrase(answer.wants, 14),
        secret=person.secret or clean.phrase(answer.secret, 14),
    )
