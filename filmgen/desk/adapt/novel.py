"""Prose chapters: dialogue word for word with tags, action retold in the past by the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import collapse, is_cjk, join_words, weight
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import prose
from filmgen.desk.adapt.protocol import Source, Wishes, place_of, printed
from filmgen.screenplay.model import Action, Lyric, PartKind, Scene, Speech

_CHAPTER_PAGES = 1.2
"""Shorter scenes in one place are sections of a chapter, not chapters."""
_NUMBERS = (
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen "
    "Sixteen Seventeen Eighteen Nineteen Twenty"
)
_RULES = (
    "You turn the action of a screenplay into a novel's prose: past tense, third person, full "
    "sentences, no dialogue, no camera words, no headings. Everything that happens stays."
)
_VERBS = (
    (r"shout|yell|scream|кричит", "shouted"), (r"whisper|шёпот", "whispered"),
    (r"sing", "sang"), (r"mutter", "muttered"), (r"laugh", "laughed"),
)  # fmt: skip
_BEATS = re.compile(r"^(?:a )?(?:long )?(?:beat|pause)\b|^пауза|^停顿", re.IGNORECASE)


class Novel:
    form = "novel"
    suffix = ".md"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The chapters as Markdown."""
        text = [f"# {source.title}", ""]
        for number, chapter in enumerate(chapters(source), 1):
            text += [f"## {_heading(number, place_of(chapter[0]))}", ""]
            for place, scene in enumerate(chapter):
                text += ["* * *", ""] if place else []
                for paragraph in paragraphs(scene, source.cast, pen):
                    text += [paragraph, ""]
        return "\n".join(text)


def chapters(source: Source) -> list[tuple[Scene, ...]]:
    """Scenes in chapters: a new place begins one where the last is long enough."""
    found: list[list[Scene]] = []
    length = 0.0
    for scene in source.scenes:
        moved = not found or scene.heading.location != found[-1][-1].heading.location
        if not found or (moved and length >= _CHAPTER_PAGES) or length > 4 * _CHAPTER_PAGES:
            found.append([])
            length = 0.0
        found[-1].append(scene)
        length += source.pages.get(scene.index, 0.0)
    return [tuple(chapter) for chapter in found]


def paragraphs(scene: Scene, cast: Cast, pen: Pen) -> Iterator[str]:
    """A scene as prose; neighbouring paragraphs of action are retold together."""
    action: list[str] = []
    before: list[str] = []
    for element in scene.elements:
        if isinstance(element, Action | Lyric):
            if action and sum(map(weight, action)) + weight(element.text) > 90:
                yield _retold(action, scene, cast, pen)
                action = []
            if not (isinstance(element, Action) and element.centered):
                action.append(collapse(element.text))
        elif isinstance(element, Speech):
            if action:
                yield _retold(action, scene, cast, pen)
                action, before = [], []
            yield spoken(element, before)
            before.append(element.character)
    if action:
        yield _retold(action, scene, cast, pen)


def spoken(speech: Speech, before: Sequence[str] = ()) -> str:
    """A speech with its tag; the words are the script's.

    Args:
        before: who spoke just before, without action between: two who go on answering each
            other need no tag at every turn.
    """
    said = _segments(speech)
    words = join_words([text for _, text in said])
    name = printed(speech.character)
    first = next((aside for aside, _ in said[:1] if not _BEATS.match(aside)), "")
    if is_cjk(words):
        verb = {"？": "问", "?": "问", "！": "喊道", "!": "喊道"}.get(words[-1:], "说")
        lead = f"{name}{first}，" if len(first) > 2 else f"{name}{first}地" if first else name
        return f"{lead}{verb}：“{words}”"
    if re.search("[\u0400-\u04ff]", words):
        return f"— {words} — {name}{f' ({first})' if first else ''}."
    pair = len(before) >= 2 and before[-2] == speech.character and before[-1] != speech.character
    if pair and len(said) == 1 and not first:
        return f"“{words}”"
    text = _tagged(said[0][1], name, first)
    for aside, more in said[1:]:
        text += f" A beat. “{more}”" if _BEATS.match(aside) else f" Then, {aside}: “{more}”"
    return text


def _segments(speech: Speech) -> list[tuple[str, str]]:
    """(parenthetical, words) in order, words that follow each other joined."""
    found: list[tuple[str, str]] = []
    aside = ""
    for part in speech.parts:
        if part.kind is PartKind.PARENTHETICAL:
            aside = f"{aside}, {collapse(part.text)}" if aside else collapse(part.text)
        elif found and not aside:
            found[-1] = (found[-1][0], join_words((found[-1][1], collapse(part.text))))
        else:
            found.append((aside, collapse(part.text)))
            aside = ""
    return found or [("", "")]


def _tagged(words: str, name: str, aside: str) -> str:
    """Words with "Eda said", the manner as the parenthetical has it."""
    verb = "asked" if words.endswith("?") else "cried" if words.endswith("!") else "said"
    told = next((v for p, v in _VERBS if re.search(rf"\b(?:{p})", aside, re.IGNORECASE)), "")
    manner = ""
    if aside and not told:
        manner = f" {aside}" if re.match(r"(?:in)?to\b", aside) else f", {aside}"
    quoted = f"{words[:-1]}," if words.endswith(".") and not words.endswith("..") else words
    quoted = quoted if quoted[-1:] in ",?!…" or quoted.endswith("..") else f"{quoted},"
    return f"“{quoted}” {name} {told or verb}{manner}."


def _retold(action: Sequence[str], scene: Scene, cast: Cast, pen: Pen) -> str:
    own = join_words([prose(text, cast) for text in action])
    time = scene.heading.time_of_day.value.lower()
    return pen.sentence(
        "prose", _RULES, "Write the ACTION as prose in the past tense.",
        (("place", f"{place_of(scene)}{f', {time}' if time else ''}"), ("action", own)),
        own, {"place": place_of(scene)}, longest=max(30, round(weight(own) * 1.6)),
    )  # fmt: skip


def _heading(number: int, place: str) -> str:
    if is_cjk(place):
        return f"第{number}章 {place}"
    words = _NUMBERS.split()
    return f"Chapter {words[number - 1] if number <= len(words) else number}: {place}"
