"""Who speaks to whom, and who meets whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

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
    here = {p.speaker for p in scene.speeches()} | set(scene.present)
    places = [k for k, p in enumerate(scene.passages) if p.speaker and p.words]
    before = _others_before(scene.passages, places)
    after = _others_before(scene.passages, places[::-1])
    found = []
    for at in places:
        speech = scene.passages[at]
        others = here - {speech.speaker}
        to = _named(speech, others, cast)
        if to is None:
            to = _near(at, before.get(at), after.get(at), scene.passages, others)
        found.append(Addressed(speech, to))
    return tuple(found)


def _named(speech: Passage, others: set[str], cast: Cast) -> str | None:
    """Whom the speech itself names, "" for nobody at all, None where it does not say."""
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
        for mention in cast.mentions(called[1]):
            whole = mention.start <= 4 and mention.end >= len(called[1]) - 1
            if mention.name in others and whole and not mention.possessive:
                return mention.name
    return None


def _others_before(passages: Sequence[Passage], places: Sequence[int]) -> dict[int, int]:
    """For the places of speeches the place before, in this order, where somebody else speaks."""
    found: dict[int, int] = {}
    for last, at in pairwise(places):
        if passages[last].speaker != passages[at].speaker:
            found[at] = last
        elif last in found:
            found[at] = found[last]
    return found


def _near(
    at: int, before: int | None, after: int | None, passages: Sequence[Passage], others: set[str]
) -> str:
    if before is not None and before == at - 1:
        return passages[before].speaker
    if after is not None and after == at + 1:
        return passages[after].speaker
    if at and not passages[at - 1].speaker:
        shown = [name for name in passages[at - 1].named if name in others]
        if len(shown) == 1:
            return shown[0]
    if before is not None and after is not None:
        return passages[after if after - at <= at - before else before].speaker
    near = before if before is not None else after
    return "" if near is None else passages[near].speaker


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
