"""The script as it is counted: passages in order, each at its place on the page.

A passage is a paragraph of action or a speech. A page stands for a minute: everything that is
said of time here is length on the page by the 55-line layout (`screenplay.pages`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast, is_collective, is_unseen
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.model import Setting
from filmgen.breakdown.places import place_scenes
from filmgen.breakdown.presence import speakers
from filmgen.breakdown.prose import collapse
from filmgen.breakdown.speech import is_off
from filmgen.screenplay.model import Action, PartKind, Scene, Screenplay, Speech
from filmgen.screenplay.pages import LINES_PER_PAGE, element_lines, scene_pages
from filmgen.screenplay.report import count_words
from filmgen.sound.words.language import guess_language

SECONDS_A_PAGE = 60.0
_SAMPLE_LETTERS = 12_000


@dataclass(frozen=True)
class Passage:
    """A paragraph of action, or a speech.

    Attributes:
        speaker: of a speech, as its cue names it; "" for action.
        text: the words, parentheticals left out.
        asides: the parentheticals of a speech, in order.
        off: the speaker is not in the picture (V.O., O.S., a voice).
        named: characters an action names, not as owners; in order.
        page: where it begins, in pages from the script's first.
        length_s: its printed length at a page a minute.
        words: of `text`; each character of a script without spaces is one.
    """

    speaker: str
    text: str
    asides: tuple[str, ...]
    off: bool
    named: tuple[str, ...]
    first_line: int
    last_line: int
    page: float
    length_s: float
    words: int


@dataclass(frozen=True)
class ReadScene:
    """A scene's passages, and who is in it.

    Attributes:
        setting: place, location and light, where a heading leaves them to the one before.
        page, pages: where it begins, and how long it is, in pages.
        present: who speaks on the spot or acts, in order of appearance; voices are not.
    """

    scene: Scene
    setting: Setting
    page: float
    pages: float
    passages: tuple[Passage, ...]
    present: tuple[str, ...]

    def speeches(self) -> tuple[Passage, ...]:
        """The speeches that have words."""
        return tuple(p for p in self.passages if p.speaker and p.words)

    def actions(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if not p.speaker)


@dataclass(frozen=True)
class ReadScript:
    """A whole script, read for counting.

    Attributes:
        language: ISO 639-1 of most of it, guessed from its letters and words.
        scenes: without those marked OMITTED.
    """

    screenplay: Screenplay
    language: str
    cast: Cast
    scenes: tuple[ReadScene, ...]

    def passages(self) -> Iterator[Passage]:
        for scene in self.scenes:
            yield from scene.passages


def read_for_counting(screenplay: Screenplay) -> ReadScript:
    """Take a screenplay apart into passages; time is linear in its length."""
    cast = find_cast(screenplay)
    _add_surnames(cast)
    scenes = []
    page = 0.0
    settings = [place.setting for place in place_scenes(screenplay, cast)]
    lengths = scene_pages(screenplay)
    for scene, setting, pages in zip(screenplay.scenes, settings, lengths, strict=True):
        if not scene.heading.omitted:
            scenes.append(_scene(scene, setting, page, pages, cast))
        page += pages
    return ReadScript(screenplay, _language(scenes), cast, tuple(scenes))


def _add_surnames(cast: Cast) -> None:
    """ "EDA MOSS, 68, …" who speaks as EDA is Mrs. Moss too, if nobody else is."""
    surnames: dict[str, list[str]] = {}
    for note in cast.notes:
        told = re.search(rf"\b{re.escape(note.name)} ([^\W\d_a-z]{{3,}})\b", note.description)
        if told:
            surnames.setdefault(told[1], []).append(note.name)
    taken = {word for name in cast.names() for word in name.split()}
    for surname, names in surnames.items():
        if len(names) == 1 and surname not in taken:
            cast.add_alias(surname, names[0])


def _scene(scene: Scene, setting: Setting, page: float, pages: float, cast: Cast) -> ReadScene:
    cast.enter(scene.index)
    passages = []
    printed = 3.0 if scene.heading.text else 0.0
    for element in scene.elements:
        at = page + min(pages, printed / LINES_PER_PAGE)
        lines = element_lines(element)
        length_s = lines / LINES_PER_PAGE * SECONDS_A_PAGE
        if isinstance(element, Speech):
            passages.append(_speech(element, at, length_s))
        elif isinstance(element, Action) and element.text.strip():
            passages.append(_action(element, at, length_s, cast))
        printed += lines
    return ReadScene(scene, setting, page, pages, tuple(passages), _present(passages, cast))


def _speech(speech: Speech, page: float, length_s: float) -> Passage:
    said = [p.text for p in speech.parts if p.kind is not PartKind.PARENTHETICAL]
    text = collapse(" ".join(said))
    return Passage(
        speaker=speech.character,
        text=text,
        asides=tuple(collapse(p.text) for p in speech.parts if p.kind is PartKind.PARENTHETICAL),
        off=is_off(speech.extensions) or is_unseen(speech.character),
        named=(),
        first_line=speech.lines.first_line,
        last_line=speech.lines.last_line,
        page=page,
        length_s=length_s,
        words=count_words(text),
    )


def _action(action: Action, page: float, length_s: float, cast: Cast) -> Passage:
    text = collapse(action.text)
    named = dict.fromkeys(m.name for m in cast.mentions(text) if not m.possessive)
    return Passage(
        speaker="",
        text=text,
        asides=(),
        off=False,
        named=tuple(named),
        first_line=action.lines.first_line,
        last_line=action.lines.last_line,
        page=page,
        length_s=length_s,
        words=count_words(text),
    )


def _present(passages: list[Passage], cast: Cast) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for passage in passages:
        if passage.speaker and not passage.off and not is_collective(passage.speaker):
            found.update(dict.fromkeys(speakers(passage.speaker, cast)))
        found.update(dict.fromkeys(passage.named))
    return tuple(found)


def _language(scenes: list[ReadScene]) -> str:
    """Of an even sample of the passages: all of a long script tells no more than a part."""
    texts = [p.text for scene in scenes for p in scene.passages]
    step = max(1, sum(map(len, texts)) // _SAMPLE_LETTERS)
    return guess_language(" ".join(texts[::step]))
