"""Reading one comment: clause by clause, what it asks for, of whom, where, and how it feels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filmgen.breakdown.speech import language_of
from filmgen.desk.feedback.asks import ASKS, BY_NAME, ELSEWHERE, THEME_WORDS, Ask
from filmgen.desk.feedback.comments import Comment
from filmgen.desk.feedback.script_map import Pointed, ScriptMap
from filmgen.desk.feedback.sentiment import Feeling, feeling, praises, score

_CLAUSE = re.compile(
    r"(?<=[.!?;。！？；…])(?<!\bmr\.)(?<!\bdr\.)(?<!mrs\.)\s*|\n+|，|"
    r"[,–—-]*\s+\b(?:but|however|although|though|except that|yet|still|while|whereas|pero|mais|"
    r"aber|но|а)\b\s+(?=\w)|,\s+(?=\S+\s+\S)|"
    r"\s+and\s+(?=(?:the )?(?:scenes? \d|ending|opening|last scene|first scene|dialogue|acting))",
    re.IGNORECASE,
)  # fmt: skip
_DENIED = re.compile(
    r"(?:\b(?:not|never|isn't|wasn't|aren't|weren't|hardly|far from|no longer|nothing|without|"
    r"don't (?:find|think|feel) (?:it|that)?|didn't (?:find|think|feel) (?:it|"
    r"that)?)\b[^,.;]{0,18})$"
)
_EDGES = ' \t"“”„«»'
_STARS = re.compile(r"\b(?:\d+ ?/ ?\d+|\d stars?)\b")
_WHO_ELSE = re.compile(r"\b(?:he|him|his|she|her|hers|they|them)\b")
_GOES_ON = re.compile(
    r"\W*(?:it|its|it's|this|that|that's|there|he|she|they|nothing|so|then|"
    r"one)\b"
)


_OVERALL = re.compile(
    r"\b(?:film|movie|short film|script|story|overall|whole|everything|"
    r"general)\b"
)
_BARE = 3
"""A verdict of three words ("Confusing.") is about what was said before it."""
_SHORT = 3
"""A comment of three clauses that names one scene is about that scene."""


@dataclass(frozen=True)
class Point:
    """One thing a comment says.

    Attributes:
        ask: a complaint's name, "" for praise.
        theme: of `asks.THEMES`, "" where praise is of nothing named.
        scenes, characters: where it points; empty is the whole script, nobody.
        things: of the script, that it names.
        clause: its words.
    """

    theme: str
    ask: str
    scenes: tuple[str, ...]
    characters: tuple[str, ...]
    clause: str
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One comment, read.

    Attributes:
        language: ISO 639-1, by script: "en" for all that is written in Latin letters.
    """

    comment: Comment
    feeling: Feeling
    language: str
    points: tuple[Point, ...]
    pointed: Pointed

    def themes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.theme for p in self.points if p.theme))


def read_comment(comment: Comment, script: ScriptMap) -> Reading:
    """Read one comment against a script."""
    whole = script.point(comment.text)
    scores: list[float] = []
    points: list[Point] = []
    before = Pointed()
    clauses = _clauses(comment.text)
    short = len(clauses) <= _SHORT
    for clause in clauses:
        lower = _STARS.sub(" ", clause.casefold().replace("’", "'"))
        value = score(lower)
        scores.append(value)
        here = _carried(script.point(clause), before, lower)
        if not here.scenes and len(whole.scenes) == 1 and short and not _OVERALL.search(lower):
            here = replace(here, scenes=whole.scenes)
        found, denied = _asks_in(lower)
        new = [Point(a.theme, "", here.scenes, here.characters, clause) for a in denied]
        new += [_complaint(ask, here, whole, clause, script) for ask in found]
        if not new and praises(value):
            new = _praise(lower, here, clause, script)
        points += new
        scenes = new[-1].scenes if new else here.scenes
        before = Pointed(scenes or before.scenes, here.characters or before.characters)
    complaints = sum(1 for p in points if p.ask)
    return Reading(
        comment,
        feeling(scores, complaints, comment.rating),
        language_of(comment.text),
        _distinct(points),
        whole,
    )


def _clauses(text: str) -> list[str]:
    return [
        c.strip(_EDGES) for c in _CLAUSE.split(text) if c and any(ch.isalnum() for ch in c)
    ] or [text]


def _carried(here: Pointed, before: Pointed, lower: str) -> Pointed:
    """A clause that only says "he" or "it" is about whom and where the one before named."""
    if not here.characters and before.characters and _WHO_ELSE.search(lower):
        here = replace(here, characters=before.characters)
    bare = len(lower.split()) <= _BARE
    if not here.scenes and before.scenes and (bare or _GOES_ON.match(lower)):
        here = replace(here, scenes=before.scenes)
    return here


def _distinct(points: list[Point]) -> tuple[Point, ...]:
    """Each thing once: a complaint with a scene is not made again without one."""
    placed = {(p.theme, p.ask) for p in points if p.scenes and p.ask}
    kept: dict[tuple[object, ...], Point] = {}
    for point in points:
        if point.ask and not point.scenes and (point.theme, point.ask) in placed:
            continue
        kept.setdefault((point.theme, point.ask, point.scenes, point.characters), point)
    return tuple(kept.values())


def _asks_in(lower: str) -> tuple[list[Ask], list[Ask]]:
    """(complaints of a clause, complaints that it denies: "not slow at all")."""
    found, denied = [], []
    for ask in ASKS:
        match = ask.pattern.search(lower)
        if match is None:
            if ask.name in ELSEWHERE and ELSEWHERE[ask.name].search(lower):
                found.append(ask)
        elif _DENIED.search(lower[: match.start()]):
            denied.append(ask)
        else:
            found.append(ask)
    if len(found) > 1 and any(ask.place for ask in found):
        # "The ending is rushed" is of the ending, and "too sweet" of nothing else.
        found = [ask for ask in found if ask.place or ask.theme in ("clarity", "sound", "look")]
    return found, denied


def _complaint(ask: Ask, here: Pointed, whole: Pointed, clause: str, script: ScriptMap) -> Point:
    scenes = here.scenes
    if ask.name == "motive unclear" and not (here.characters or whole.characters):
        ask = BY_NAME["confusing"]
    if ask.place:
        scenes = (script.first() if ask.place == "first" else script.last(),)
    elif not scenes and THEME_WORDS["ending"].search(clause.casefold()):
        scenes = (script.last(),)
    elif not scenes and THEME_WORDS["opening"].search(clause.casefold()):
        scenes = (script.first(),)
    people = (here.characters or whole.characters) if ask.of_character else here.characters
    if ask.of_character and len(people) > 1:
        people = here.characters[-1:] if here.characters else people[:1]
    return Point(ask.theme, ask.name, scenes, people, clause, here.things)


def _praise(lower: str, here: Pointed, clause: str, script: ScriptMap) -> list[Point]:
    themes = [theme for theme, words in THEME_WORDS.items() if words.search(lower)]
    scenes = here.scenes
    if "ending" in themes:
        scenes, themes = (script.last(),), ["ending"]
    elif "opening" in themes:
        scenes, themes = (script.first(),), ["opening"]
    if "line" in here.by and "dialogue" not in themes:
        themes.insert(0, "dialogue")
    if here.characters and not themes:
        themes = ["characters"]
    return [Point(theme, "", scenes, here.characters, clause) for theme in themes[:2] or [""]]
