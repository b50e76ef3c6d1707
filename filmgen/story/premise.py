"""The premise: what the logline says, held by code, and what the writer adds to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from filmgen.breakdown.prose import key_words
from filmgen.screenplay.names import normalise_name
from filmgen.story import clean
from filmgen.story.answers import MeetingAnswer, PersonAnswer, PremiseAnswer, premise_form
from filmgen.story.measures import copied_words, likeness
from filmgen.story.model import Person, Premise, Setting, StoryBrief
from filmgen.story.people import find_people, kept_names, merge_people
from filmgen.story.places import clean_place, find_places, find_time, kind_of
from filmgen.story.tasks import EXAMPLE_WORDS, Manner, premise_task
from filmgen.writing.answer import AnswerError
from filmgen.writing.session import Session

_ALIKE = 0.6
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:[ -][^\W_][\w'’.-]*){0,2}")
_AGE = re.compile(r"\b(\d{1,2}(?:s|0s)?|\d{2,3})\b(?:[- ]years?[- ]old| years old)?|(\d{1,2})岁")
_LEAD_IN = re.compile(
    r"^(?:(?:she|he|they|it)(?:'s| is| are)?|wears?|wearing|age:?|aged|looks? like|has|with|"
    r"to|wants? to|that|young|old)\s+", re.IGNORECASE,
)  # fmt: skip


def draw_premise(session: Session, brief: StoryBrief, manner: Manner) -> Premise:
    """The premise of a story.

    Raises:
        EngineUnavailable, EngineError: as `Session.ask`.
    """
    people = merge_people(find_people(brief.logline, manner.language), brief.characters)
    places = find_places(brief.logline)
    time = find_time(brief.logline)
    kinds = {kind_of(place, brief.logline) for place in places}
    kind = kinds.pop() if len(kinds) == 1 else None
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


def _check_names(answer: PremiseAnswer, people: Sequence[Person], logline: str) -> None:
    names = [normalise_name(person.name) for person in answer.people]
    if people and sorted(names) != sorted(person.name for person in people):
        raise AnswerError("people: each of the PEOPLE once, in their order")
    if not people and len(set(names)) < len(names):
        raise AnswerError("people: two different names")
    if not people and not any(kept_names(logline, [name]) for name in names):
        raise AnswerError("people: the names must be those of the LOGLINE")
    for person in answer.people:
        _check_name(person.name)
    if isinstance(answer, MeetingAnswer):
        _check_name(answer.other.name)
        if _is_thing(answer.other.name, logline):
            raise AnswerError("other: a living person with a first name, no thing of the story")
        if _same(normalise_name(answer.other.name), names[0]):
            raise AnswerError("other: somebody else than the first person")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name.strip()):
        raise AnswerError(f"name: {name[:20]!r} is no name of one to three words")


def _is_thing(name: str, logline: str) -> bool:
    """Whether a made-up person is a word of the logline that is nobody: "THE MESSAGE"."""
    words = key_words(name)
    nobody = {"second", "person", "other", "unknown", "someone", "nobody", "name"}
    told = set(key_words(logline))
    return any(w in nobody for w in words) or all(
        w in told or w in ("the", "a", "an") for w in words
    )


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
    look = _own(clean.phrase(answer.look, 10))
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
        wants=person.wants or _own(clean.phrase(answer.wants, 14)),
        secret=person.secret or _own(clean.phrase(answer.secret, 14)),
    )


def _own(text: str) -> str:
    """Words of the story's own; what was taken from our example says nothing of this story."""
    return "" if copied_words(text, EXAMPLE_WORDS, 3) else text
