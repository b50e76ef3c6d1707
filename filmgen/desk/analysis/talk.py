"""Who speaks to whom, and who meets whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from filmgen.breakdown.cast import Cast
from filmgen.desk.analysis.document import Meeting, Talk
from filmgen.desk.analysis.reading import Passage, ReadScene, ReadScript

_TO = re.compile(r"\b(?:to|at|an|zu|à|a|к|对|向)\b|[对向]", re.IGNORECASE)
_ASIDE_TO_NOBODY = re.compile(
    r"\b(?:to|for) (?:him|her|it|them|my|your|our)sel(?:f|ves)\b|\bto (?:no ?one|nobody)\b|"
    r"в сторону|про себя|自言自语",
    re.IGNORECASE,
)
_CALLED_WORDS = 3
_VOCATIVE = re.compile(r"(?:^|[,.!?…—–-] ?)([^,.!?…—–]{2,30}?)(?=[,.!?…—–]|$)")


@dataclass(frozen=True)
class Addressed:
    """A speech and whom it is said to; "" where it is said to nobody there."""

    speech: Passage
    to: str


def addressed(scene: ReadScene, cast: Cast) -> tuple[Addressed, ...]:
    """The speeches of a scene, each with whom it is said to.

    Somebody a parenthetical names ("to Eda"), then somebody the line calls by name, then who
    spoke right before it, who speaks right after it, whom the action right before it names, and
    at last who speaks nearest. A speech to oneself is to nobody.
    """
    cast.enter(scene.scene.index)
    speeches = scene.speeches()
    here = {p.speaker for p in speeches} | set(scene.present)
    found = []
    for place, speech in enumerate(speeches):
        others = here - {speech.speaker}
        to = _to(speech, speeches, place, scene.passages, others, cast)
        found.append(Addressed(speech, to))
    return tuple(found)


def _to(
    speech: Passage,
    speeches: tuple[Passage, ...],
    place: int,
    passages: tuple[Passage, ...],
    others: set[str],
    cast: Cast,
) -> str:
    for aside in speech.asides:
        if _ASIDE_TO_NOBODY.search(aside):
            return ""
        if _TO.search(aside):
            named = [m.name for m in cast.mentions(aside) if m.name in others]
            if named:
                return named[0]
    for called in _VOCATIVE.finditer(speech.text):
        if called[1].count(" ") > _CALLED_WORDS:
            continue
        start, end = called.span(1)
        for mention in cast.mentions(called[1]):
            whole = mention.start <= 4 and start + mention.end >= end - 1
            if mention.name in others and whole and not mention.possessive:
                return mention.name
    return _near(speech, speeches, place, passages, others)


def _near(
    speech: Passage,
    speeches: tuple[Passage, ...],
    place: int,
    passages: tuple[Passage, ...],
    others: set[str],
) -> str:
    before = next((s for s in reversed(speeches[:place]) if s.speaker != speech.speaker), None)
    after = next((s for s in speeches[place + 1 :] if s.speaker != speech.speaker), None)
    at = passages.index(speech)
    if before and at and passages[at - 1] is before:
        return before.speaker
    if after and at + 1 < len(passages) and passages[at + 1] is after:
        return after.speaker
    if at and not passages[at - 1].speaker:
        shown = [name for name in passages[at - 1].named if name in others]
        if len(shown) == 1:
            return shown[0]
    if before and after:
        nearer_after = passages.index(after) - at <= at - passages.index(before)
        return after.speaker if nearer_after else before.speaker
    return before.speaker if before else after.speaker if after else ""


def talks(spoken: Mapping[int, tuple[Addressed, ...]]) -> tuple[Talk, ...]:
    """How much each says to each; what is said to nobody is left out."""
    speeches: dict[tuple[str, str], int] = defaultdict(int)
    words: dict[tuple[str, str], int] = defaultdict(int)
    for scene in spoken.values():
        for line in scene:
            if line.to:
                pair = (line.speech.speaker, line.to)
                speeches[pair] += 1
                words[pair] += line.speech.words
    pairs = sorted(words, key=lambda pair: (-words[pair], pair))
    return tuple(Talk(speaker=p[0], to=p[1], speeches=speeches[p], words=words[p]) for p in pairs)


def meetings(script: ReadScript, said: tuple[Talk, ...]) -> tuple[Meeting, ...]:
    """Every two who are in the picture in the same scene, however often."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scene in script.scenes:
        for first, second in combinations(sorted(scene.present), 2):
            shared[first, second].append(scene.scene.number)
    between: dict[tuple[str, str], int] = defaultdict(int)
    for talk in said:
        between[min(talk.speaker, talk.to), max(talk.speaker, talk.to)] += talk.speeches
    pairs = sorted(shared, key=lambda pair: (-len(shared[pair]), -between[pair], pair))
    return tuple(
        Meeting(first=p[0], second=p[1], scenes=tuple(shared[p]), speeches=between[p])
        for p in pairs
    )
