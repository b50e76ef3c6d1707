"""Going through a script for advisories: every sentence that is seen or said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.prose import collapse, sentences
from filmgen.desk.advisories import minors
from filmgen.desk.advisories.lexicon import english_rules
from filmgen.desk.advisories.lexicon.foreign import COVERED, foreign_matches
from filmgen.desk.advisories.model import Finding, Kind
from filmgen.desk.advisories.rules import Match, degree_of, matches
from filmgen.screenplay.model import (
    Action,
    Lyric,
    PartKind,
    Scene,
    Screenplay,
    SourceRange,
    Speech,
)
from filmgen.sound.words.language import guess_language

_SHOWN = 200
_LEAST_SHARE = 0.08
"""Of a script's letters, for a language to be one of its languages."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a scene, with where it stands and who says it ("" for action)."""

    text: str
    line: int
    speaker: str


def find_advisories(screenplay: Screenplay) -> tuple[Finding, ...]:
    """Everything in a script that calls for an advisory, in its order."""
    cast = find_cast(screenplay)
    found: list[Finding] = []
    for scene in screenplay.scenes:
        if not scene.heading.omitted:
            cast.enter(scene.index)
            found += _in_scene(scene, cast)
    return tuple(found)


def languages_of(screenplay: Screenplay) -> tuple[str, ...]:
    """ISO codes of the languages of a script, by their share of its letters, largest first."""
    letters: Counter[str] = Counter()
    for scene in screenplay.scenes:
        texts = [s.text for s in scene_sentences(scene)]
        for text in texts:
            letters[guess_language(text)] += len(text)
    total = sum(letters.values())
    shared = [(n, code) for code, n in letters.items() if n >= _LEAST_SHARE * total]
    return tuple(code for n, code in sorted(shared, key=lambda pair: (-pair[0], pair[1])))


def scene_sentences(scene: Scene) -> Iterator[Sentence]:
    """The sentences of a scene that are seen or heard, in order; parentheticals are seen."""
    for element in scene.elements:
        if isinstance(element, Action):
            yield from _split(element.text, element.lines, "")
        elif isinstance(element, Lyric):
            yield from _split(element.text, element.lines, "SONG")
        elif isinstance(element, Speech):
            for part in element.parts:
                aside = part.kind is PartKind.PARENTHETICAL
                yield from _split(part.text, part.lines, "" if aside else element.character)


def _split(text: str, lines: SourceRange, speaker: str) -> Iterator[Sentence]:
    """Sentences with their own lines: letters are counted, white space is not what it was."""
    ends = []
    count = 0
    for row in text.split("\n"):
        count += len("".join(row.split()))
        ends.append(count)
    at = row_number = 0
    for sentence in sentences(text):
        while row_number < len(ends) - 1 and at >= ends[row_number]:
            row_number += 1
        yield Sentence(
            collapse(sentence), min(lines.first_line + row_number, lines.last_line), speaker
        )
        at += len("".join(sentence.split()))


def _in_scene(scene: Scene, cast: Cast) -> list[Finding]:
    found: list[Finding] = []
    child: Sentence | None = None
    for sentence in scene_sentences(scene):
        spoken = bool(sentence.speaker)
        hits = _matches(sentence.text, spoken)
        findings = [_finding(scene, sentence, hit, cast) for hit in hits]
        if not spoken and (span := minors.child_in(sentence.text, cast)):
            child = child or sentence
            degree = minors.danger_of(sentence.text, frozenset(hit.rule.kind for hit in hits))
            if degree:
                words = sentence.text[span[0] : span[1]]
                findings.append(
                    Finding(
                        Kind.MINORS,
                        degree,
                        sentence.line,
                        scene.number,
                        scene.heading.text,
                        _who(sentence, cast),
                        words,
                        _masked(sentence.text, hits)[:_SHOWN],
                        False,
                    )
                )
        found += findings
    strong = [f for f in found if minors.is_strong(f.kind, f.degree, f.spoken)]
    if child and strong and not any(f.kind is Kind.MINORS for f in found):
        found.append(
            Finding(
                Kind.MINORS,
                "present",
                child.line,
                scene.number,
                scene.heading.text,
                _who(child, cast),
                f"in a scene with {strong[0].kind.value}",
                child.text[:_SHOWN],
                False,
                borderline=True,
            )
        )
    return found


def _matches(text: str, spoken: bool) -> list[Match]:
    found = matches(text, english_rules(), spoken)
    if text.isascii() and not found:
        return found if _ENGLISH_ONLY.search(text) else foreign_matches(text, spoken)
    if not text.isascii():
        kinds = {match.rule.kind for match in found}
        found += [m for m in foreign_matches(text, spoken) if m.rule.kind not in kinds]
    return found


_ENGLISH_ONLY = re.compile(r"\b(?:the|and|is|of|his|her|you|with|to|I|a)\b")


def _finding(scene: Scene, sentence: Sentence, match: Match, cast: Cast) -> Finding:
    rule, spoken = match.rule, bool(sentence.speaker)
    words = sentence.text[match.start : match.end]
    return Finding(
        kind=rule.kind,
        degree=degree_of(rule, spoken),
        line=sentence.line,
        scene=scene.number,
        heading=scene.heading.text,
        who=_who(sentence, cast),
        words=masked(words) if rule.mask else words,
        sentence=_shown(_masked(sentence.text, [match]), match.start),
        spoken=spoken,
        borderline=rule.borderline,
    )


def _who(sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    if sentence.speaker:
        return (sentence.speaker,)
    return tuple(dict.fromkeys(mention.name for mention in cast.mentions(sentence.text)))


def _shown(text: str, start: int) -> str:
    """At most `_SHOWN` characters of a sentence, with what was found in them."""
    if len(text) <= _SHOWN:
        return text
    first = max(0, min(start - _SHOWN // 3, len(text) - _SHOWN))
    return ("…" if first else "") + text[first : first + _SHOWN].strip() + "…"


def _masked(text: str, hits: list[Match]) -> str:
    for hit in hits:
        if hit.rule.mask:
            text = text[: hit.start] + masked(text[hit.start : hit.end]) + text[hit.end :]
    return text


def masked(words: str) -> str:
    """A slur as it may be printed: the first letter of its last word and stars."""
    head, space, last = words.rpartition(" ")
    core = re.sub(r"(?<=\w)\w", "*", last)
    return head + space + core


def covered(language: str) -> bool:
    """Whether filmgen has core words of a language; all of them in English."""
    return language == "en" or language in COVERED
