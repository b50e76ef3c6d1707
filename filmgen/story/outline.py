"""The outline of a longer story: which scenes, in which order, who is in them, what turns."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.errors import EngineError
from filmgen.story import clean
from filmgen.story.answers import SceneIdeaAnswer, outline_form
from filmgen.story.measures import likeness
from filmgen.story.model import Premise, SceneIdea, Setting, StoryBrief
from filmgen.story.places import clean_place, find_places, kind_of
from filmgen.story.tasks import Manner, outline_task, shown_premise
from filmgen.writing.session import Session

_AT_ONCE = 4
"""Scenes outlined in one answer: a small model loses count of more."""
_ALIKE = 0.6


def outline_story(
    session: Session, brief: StoryBrief, manner: Manner, premise: Premise, notes: list[str]
) -> tuple[SceneIdea, ...]:
    """`brief.scenes` scene ideas; the first plays where the logline says.

    A scene that says again what another said is drawn once more, and left out with a note if
    it still does.

    Raises:
        EngineUnavailable, EngineError: not even the first scenes could be had.
    """
    names = [person.name for person in premise.people]
    shown = shown_premise(brief, premise)
    places = find_places(brief.logline)
    ideas: list[SceneIdea] = []
    barren = 0
    while len(ideas) < brief.scenes and barren < 3:
        count = min(_AT_ONCE, brief.scenes - len(ideas))
        told = [f"{i}. {idea.happens} {idea.turns}" for i, idea in enumerate(ideas, start=1)]
        task = outline_task(manner, shown, count, len(ideas) + 1, told[-8:], places)
        try:
            answer = session.ask(task, outline_form(names, count), attempt=barren)
        except EngineError as error:
            if not ideas:
                raise
            notes.append(f"outline: {len(ideas)} of {brief.scenes} scenes ({error})")
            return _all_heard(ideas, names)
        fresh = [idea_of(given) for given in answer.scenes]
        if not ideas:
            fresh[0] = SceneIdea(premise.setting, *_rest(fresh[0]))
        added = 0
        for idea in fresh:
            if not _told_before(idea, ideas):
                ideas.append(idea)
                added += 1
        barren = 0 if added else barren + 1
    if len(ideas) < brief.scenes:
        notes.append(f"outline: {len(ideas)} of {brief.scenes} scenes; others repeated these")
    return _all_heard(ideas, names)


def idea_of(answer: SceneIdeaAnswer) -> SceneIdea:
    """A scene idea as an answer gives it, its words cleaned."""
    place = clean_place(answer.place)
    return SceneIdea(
        Setting(kind_of(place) or answer.kind, place, answer.time),
        tuple(dict.fromkeys(answer.who)),
        clean.phrase(answer.happens, 24) + ".",
        clean.phrase(answer.turns, 24) + ".",
    )


def _rest(idea: SceneIdea) -> tuple[tuple[str, ...], str, str]:
    return idea.who, idea.happens, idea.turns


def _told_before(idea: SceneIdea, ideas: Sequence[SceneIdea]) -> bool:
    return any(likeness(idea.happens, other.happens) >= _ALIKE for other in ideas)


def _all_heard(ideas: list[SceneIdea], names: Sequence[str]) -> tuple[SceneIdea, ...]:
    """Whoever is in no scene comes into the first; one alone gets company."""
    seen = {name for idea in ideas for name in idea.who}
    found = []
    for index, idea in enumerate(ideas):
        who = [*idea.who]
        if index == 0:
            who.extend(name for name in names if name not in seen)
        if len(who) < 2:
            who.extend([name for name in names if name not in who][:1])
        found.append(SceneIdea(idea.setting, tuple(who), idea.happens, idea.turns))
    return tuple(found)
