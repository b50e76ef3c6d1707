"""A logline written by filmgen's own way, and what of it the model said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.writer.measures import spoken, words
from filmgen.config import WritingSettings
from filmgen.engines.protocols import WriterEngine, WritingRequest
from filmgen.screenplay import write_fountain
from filmgen.screenplay.model import Action, Speech
from filmgen.story.model import Story, StoryBrief
from filmgen.story.scene import write_story
from filmgen.writing.kept import KeptAnswers
from filmgen.writing.session import Session

_PARTS = re.compile(r"[.?!…();:,]+")
"""Sentences may be left out or joined, an introduction put in brackets after a name, a name spelt
as prose does; what stands between two marks has to be the model's."""


@dataclass(frozen=True)
class Written:
    """One scene.

    Attributes:
        prompt: all that the model was given and had not written itself: the logline, our rules,
            our asking, and what we began for it.
        foreign: speeches and paragraphs of action with words that stand in no answer of the model,
            a name that began it taken with it.
        seconds: of the engine; answers kept from an earlier run count with their own.
        tokens: answered.
    """

    text: str
    prompt: str
    foreign: tuple[str, ...]
    seconds: float
    tokens: int
    notes: tuple[str, ...]


def write_ours(
    engine: WriterEngine,
    logline: str,
    seed: int,
    settings: WritingSettings,
    kept: KeptAnswers | None,
) -> Written:
    """One scene with the program's default settings."""
    session = Session(engine, kept, seed=seed, temperature=settings.temperature)
    story = write_story(session, StoryBrief(logline=logline), settings)
    exchanges = session.exchanges()
    asked = dict.fromkeys(
        part for request, _ in exchanges for part in (request.rules, request.ask, _begun(request))
    )
    answers = _plain(" ".join(_begun(r) + writing.text for r, writing in exchanges))
    return Written(
        text=write_fountain(story.screenplay),
        prompt="\n".join([logline, *asked]),
        foreign=tuple(
            text
            for text in _texts(story)
            if not all(_plain(part) in answers for part in _PARTS.split(text))
        ),
        seconds=sum(writing.seconds for _, writing in exchanges),
        tokens=sum(writing.answer_tokens for _, writing in exchanges),
        notes=story.notes,
    )


def _plain(text: str) -> str:
    """Words without "the", which prose has before "outlaw" where a cue has none."""
    return " ".join(word for word in words(text) if word != "the")


def _begun(request: WritingRequest) -> str:
    """What the program began for the model: "At last, MARA" or "MARA: (to IVO, mocking)"."""
    return request.begun.rpartition("\n")[2]


def _texts(story: Story) -> list[str]:
    """Speeches and action; where somebody is introduced in full, the name as it is begun."""
    elements = [element for scene in story.screenplay.scenes for element in scene.elements]
    found = [
        spoken(e) if isinstance(e, Speech) else e.text
        for e in elements
        if isinstance(e, (Speech, Action))
    ]
    for person in story.premise.people if story.premise else ():
        if person.full_name:
            found = [text.replace(person.full_name.upper(), person.name) for text in found]
    return found
