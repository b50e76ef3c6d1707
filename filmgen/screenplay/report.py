"""What `filmgen screenplay` prints: scenes, characters, counts, and what was not understood."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from filmgen.screenplay.model import (
    Action,
    Boneyard,
    Note,
    PartKind,
    Screenplay,
    Speech,
    Transition,
)
from filmgen.screenplay.pages import count_pages, scene_pages

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+(?:['’-][^\W_]+)*")


def count_words(text: str) -> int:
    """Words; in scripts without spaces every character counts as one."""
    return len(_WORD.findall(text))


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SceneReport(_Document):
    number: str
    index: int
    heading: str
    place: str
    location: str
    sublocations: tuple[str, ...]
    time_of_day: str
    omitted: bool
    first_line: int
    last_line: int
    pages: float = Field(description="length by the 55-line layout")
    speeches: int
    action_words: int
    characters: tuple[str, ...] = Field(description="who speaks, in order")


class CharacterReport(_Document):
    name: str
    speeches: int
    words: int
    first_scene: str = Field(description="number of the scene of the first speech")
    scenes: int = Field(description="how many scenes the character speaks in")


class UnreadReport(_Document):
    first_line: int
    last_line: int
    text: str = Field(description="at most 120 characters of it")
    reason: str


class Counts(_Document):
    scenes: int
    omitted_scenes: int
    speeches: int
    dialogue_words: int
    action_paragraphs: int
    action_words: int
    transitions: int
    notes: int
    boneyards: int


class ScreenplayReport(_Document):
    """The published document, schema "filmgen.screenplay-report"."""

    document: Literal["filmgen.screenplay-report"] = Field(
        default="filmgen.screenplay-report", alias="schema"
    )
    version: Literal[1] = 1
    title: str
    title_page: tuple[tuple[str, str], ...]
    pages: float
    counts: Counts
    scenes: tuple[SceneReport, ...]
    characters: tuple[CharacterReport, ...]
    unread: tuple[UnreadReport, ...]


def _spoken_words(speech: Speech) -> int:
    return sum(count_words(p.text) for p in speech.parts if p.kind is not PartKind.PARENTHETICAL)


def report(screenplay: Screenplay) -> ScreenplayReport:
    """Summarise a screenplay. Pages are rounded to hundredths."""
    scenes = []
    tally: dict[str, list[int]] = {}
    first_scene: dict[str, str] = {}
    speaks_in: dict[str, set[int]] = {}
    paragraphs = words = transitions = notes = boneyards = 0
    for scene, pages in zip(screenplay.scenes, scene_pages(screenplay), strict=True):
        scene_words = 0
        last = scene.heading.lines.last_line
        for element in scene.elements:
            last = max(last, element.lines.last_line)
            if isinstance(element, Action):
                paragraphs += 1
                scene_words += count_words(element.text)
            transitions += isinstance(element, Transition)
            notes += isinstance(element, Note)
            boneyards += isinstance(element, Boneyard)
        words += scene_words
        for speech in scene.speeches():
            counted = tally.setdefault(speech.character, [0, 0])
            counted[0] += 1
            counted[1] += _spoken_words(speech)
            first_scene.setdefault(speech.character, scene.number)
            speaks_in.setdefault(speech.character, set()).add(scene.index)
        scenes.append(
            SceneReport(
                number=scene.number,
                index=scene.index,
                heading=scene.heading.text,
                place=scene.heading.place.value,
                location=scene.heading.location,
                sublocations=scene.heading.sublocations,
                time_of_day=scene.heading.time_of_day.value,
                omitted=scene.heading.omitted,
                first_line=scene.heading.lines.first_line,
                last_line=last,
                pages=round(pages, 2),
                speeches=sum(1 for _ in scene.speeches()),
                action_words=scene_words,
                characters=tuple(dict.fromkeys(s.character for s in scene.speeches())),
            )
        )
    for element in screenplay.front_matter:
        transitions += isinstance(element, Transition)
        notes += isinstance(element, Note)
        boneyards += isinstance(element, Boneyard)
    return ScreenplayReport(
        title=screenplay.title(),
        title_page=screenplay.title_page,
        pages=round(count_pages(screenplay), 2),
        counts=Counts(
            scenes=len(scenes),
            omitted_scenes=sum(s.omitted for s in scenes),
            speeches=sum(n for n, _ in tally.values()),
            dialogue_words=sum(n for _, n in tally.values()),
            action_paragraphs=paragraphs,
            action_words=words,
            transitions=transitions,
            notes=notes,
            boneyards=boneyards,
        ),
        scenes=tuple(scenes),
        characters=tuple(
            CharacterReport(
                name=name,
                speeches=speeches,
                words=spoken,
                first_scene=first_scene[name],
                scenes=len(speaks_in[name]),
            )
            for name, (speeches, spoken) in tally.items()
        ),
        unread=tuple(
            UnreadReport(
                first_line=item.lines.first_line,
                last_line=item.lines.last_line,
                text=" ".join(item.text.split())[:120],
                reason=item.reason,
            )
            for item in screenplay.unread
        ),
    )
