"""What of a script is translated, taken out as numbered pieces and put back in its form.

Scene numbers, cues, extensions, transitions, page breaks and what the writer took out stay as
they are; everything else that has letters is a unit. A unit is one line of the source, at most
`LONGEST` characters: longer paragraphs are cut at sentence ends and joined again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from filmgen.breakdown.prose import join_words, sentences
from filmgen.desk.translate.headings import said_forced, said_heading
from filmgen.desk.translate.languages import Language
from filmgen.screenplay.model import (
    Action,
    Element,
    Lyric,
    Note,
    PartKind,
    Scene,
    SceneHeading,
    Screenplay,
    Section,
    Speech,
    SpeechPart,
    Synopsis,
)

LONGEST = 480
"""Characters of a unit: a long paragraph at once is where small models lose words."""
_TITLE_KEYS = frozenset(("title", "credit", "subtitle", "episode", "source", "notes"))
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand for the marks of stress while the text is in a `Screenplay`, whose writer escapes them."""
_BRACKETS = re.compile(r"\s*[(（]\s*([^()（）]*?)\s*[)）]\s*")

Turn = Callable[[str, str, str], str]
"""(kind, speaker, text) to what stands in its place."""


@dataclass(frozen=True)
class Unit:
    """A piece of text to translate.

    Attributes:
        kind: "title", "action", "line", "aside", "lyric", "note", "section", "synopsis",
            "heading" (forced ones), "place" or "name".
        speaker: of a line, an aside or a lyric in a speech.
        scene: index of its scene; 0 before the first.
    """

    kind: str
    text: str
    speaker: str = ""
    scene: int = 0


def units_of(screenplay: Screenplay) -> tuple[Unit, ...]:
    """Every unit in script order; the same words said twice by the same person are one unit.

    Repeated units (a place that the film returns to, a line that comes back) are listed where
    they first stand, so that they are translated alike.
    """
    found: dict[tuple[str, str, str], Unit] = {}
    scene = 0

    def note(kind: str, speaker: str, text: str) -> str:
        for piece in _pieces(text):
            if any(c.isalpha() for c in piece):
                found.setdefault((kind, speaker, piece), Unit(kind, piece, speaker, scene))
        return text

    for key, value in screenplay.title_page:
        if key.lower() in _TITLE_KEYS:
            _turned("title", "", value, note)
    for element in screenplay.front_matter:
        _element(element, note)
    for each in screenplay.scenes:
        scene = each.index
        _heading(each, note, None)
        for element in each.elements:
            _element(element, note)
    return tuple(found.values())


def translated(screenplay: Screenplay, said: Mapping[Unit, str], language: Language) -> Screenplay:
    """The script with its units' translations in place; units without one keep their words.

    Stress in a speech stands between private marks; `finished` makes them asterisks.
    """
    known = {(u.kind, u.speaker, u.text): words for u, words in said.items()}

    def put(kind: str, speaker: str, text: str) -> str:
        pieces = [_clean(kind, known.get((kind, speaker, p), p)) for p in _pieces(text)]
        return join_words(pieces)

    page = tuple(
        (key, _turned("title", "", value, put) if key.lower() in _TITLE_KEYS else value)
        for key, value in screenplay.title_page
    )
    return replace(
        screenplay,
        title_page=page,
        front_matter=tuple(_element(e, put) for e in screenplay.front_matter),
        scenes=tuple(
            replace(
                scene,
                heading=_heading(scene, put, language),
                elements=tuple(_element(e, put) for e in scene.elements),
            )
            for scene in screenplay.scenes
        ),
    )  # fmt: skip


def finished(fountain: str) -> str:
    """The written text with its private marks as Fountain's asterisks."""
    return fountain.replace(_OPEN, "*").replace(_CLOSE, "*")


def _heading(scene: Scene, turn: Turn, language: Language | None) -> SceneHeading:
    heading = scene.heading
    if not heading.text or heading.omitted:
        return heading
    if heading.forced and not heading.place.value:
        text = _one_line(_turned("heading", "", heading.text, turn))
        return heading if language is None else said_forced(heading, text)
    names = [_one_line(turn("place", "", n)) for n in (heading.location, *heading.sublocations)]
    return heading if language is None else said_heading(heading, names, language)


def _element(element: Element, turn: Turn) -> Element:
    if isinstance(element, Speech):
        return replace(
            element, parts=tuple(_part(p, element.character, turn) for p in element.parts)
        )
    kinds = {Action: "action", Lyric: "lyric", Note: "note", Section: "section",
             Synopsis: "synopsis"}  # fmt: skip
    kind = kinds.get(type(element), "")
    if kind and isinstance(element, Action | Lyric | Note | Section | Synopsis):
        return replace(element, text=_turned(kind, "", element.text, turn))
    return element


def _part(part: SpeechPart, speaker: str, turn: Turn) -> SpeechPart:
    kind = {PartKind.PARENTHETICAL: "aside", PartKind.LYRIC: "lyric"}.get(part.kind, "line")
    text = _starred(part) if part.stressed else part.text
    return replace(part, text=_marked(_turned(kind, speaker, text, turn)), stressed=())


def _starred(part: SpeechPart) -> str:
    """The part with its stressed words between asterisks, neighbours under one pair."""
    place = -1

    def word(match: re.Match[str]) -> str:
        nonlocal place
        place += 1
        return f"*{match[0]}*" if place in part.stressed else match[0]

    return re.sub(r"\*(\s+)\*", r"\1", re.sub(r"\S+", word, part.text))


def _marked(text: str) -> str:
    return re.sub(r"\*(?=\S)([^*\n]*?\S)\*", rf"{_OPEN}\1{_CLOSE}", text)


def _turned(kind: str, speaker: str, text: str, turn: Turn) -> str:
    """A text turned line by line: its line breaks are the writer's."""
    return "\n".join(
        turn(kind, speaker, line) if line.strip() else line for line in text.split("\n")
    )


def _pieces(text: str) -> list[str]:
    if len(text) <= LONGEST:
        return [text]
    pieces: list[str] = []
    for sentence in _short(sentences(text)):
        if pieces and len(pieces[-1]) + len(sentence) < LONGEST:
            pieces[-1] = join_words((pieces[-1], sentence))
        else:
            pieces.append(sentence)
    return pieces


def _short(found: list[str]) -> Iterator[str]:
    for sentence in found:
        while len(sentence) > LONGEST:
            cut = max(sentence.rfind(mark, 1, LONGEST) for mark in (" ", "，", "、", ","))
            cut = cut + 1 if cut > 0 else LONGEST
            yield sentence[:cut].strip()
            sentence = sentence[cut:].strip()
        if sentence:
            yield sentence


def _clean(kind: str, text: str) -> str:
    """One line without what the form would take for its own."""
    text = _one_line(text)
    if kind == "aside":
        return re.sub(r"[()（）]", " ", text).strip()
    if kind in ("line", "lyric"):  # brackets in spoken words are read as an aside
        text = _BRACKETS.sub(lambda m: f" -- {m[1]} -- " if m[1] else " ", text).strip(" -")
        text = re.sub(r"[()（）]", "", text)
    return text.replace("[[", "[").replace("]]", "]").replace("/*", "/").replace("*/", "/")


def _one_line(text: str) -> str:
    return " ".join(text.split())
