"""What a note concerns: which scenes, whose elements, which quoted line. Found by code alone."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import key_words
from filmgen.desk.drafts.pairing import text_of
from filmgen.errors import ConfigError
from filmgen.screenplay.model import (
    Action,
    Element,
    Lyric,
    Scene,
    Screenplay,
    Section,
    Speech,
    Transition,
)

_NUMBER = r"(\d{1,4}[A-Za-z]{0,2}|[A-Za-z]{1,2}\d{1,4})"
SCENES_NAMED = re.compile(
    rf"(?:\b(?:scenes?|sc\.?|сцен\w*)|第|场景?)\s*#?\s*{_NUMBER}"
    rf"(?:\s*(?:-|–|to|thru|through|до)\s*{_NUMBER}|((?:\s*(?:,|and|&|и|、)\s*{_NUMBER}\b)+))?",
    re.IGNORECASE,
)
OPENING_NAMED = re.compile(
    r"\b(?:opening|first scene|the beginning|the start|начал\w+|перв\w+ сцен\w+)\b"
    r"|开头|开场|第一场",
    re.IGNORECASE,
)
ENDING_NAMED = re.compile(
    r"\b(?:ending|the end|last scene|final scene|finale|climax|финал\w*|конц\w+"
    r"|последн\w+ сцен\w+)\b|结尾|结局|最后一场",
    re.IGNORECASE,
)
WHOLE_NAMED = re.compile(
    r"\b(?:whole (?:script|screenplay|film|thing)|the script|the screenplay|everywhere|throughout"
    r"|overall|all (?:the )?scenes|every scene|entire (?:script|screenplay|film)|весь сценарий"
    r"|всем сценари\w+)\b|全剧|整个剧本",
    re.IGNORECASE,
)
QUOTED = re.compile('"([^"]{2,300})"|“([^”]{2,300})”|«([^»]{2,300})»|「([^」]{2,300})」')
_COMMON_WORDS = (
    "will may mark rose grace hope art bill chase drew grant pat rob sue jack man woman boy"
    " girl in out it all both"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class Concern:
    """What a note concerns.

    Attributes:
        scenes: indices of scenes, in script order, not empty.
        characters: names as in the cues; where there are any, only what they say and do changes.
        quoted: lines that the note quotes and the script has.
        whole: the note speaks of the script as a whole.
    """

    note: str
    scenes: tuple[int, ...]
    characters: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    whole: bool = False


def read_concern(
    note: str, screenplay: Screenplay, cast: Cast, scene: str | None = None
) -> Concern:
    """What `note` is about.

    Args:
        scene: number of the only scene that may change; wins over what the note names.

    Raises:
        ConfigError: the note is empty or names a scene that does not exist (tells the nearest), or
            nothing in it is of this script.
    """
    if not note.strip():
        raise ConfigError("--note", "is empty; say what should change, and where")
    bare = QUOTED.sub(" ", note)
    quotes = tuple(next(g for g in m.groups() if g) for m in QUOTED.finditer(note))
    found_quotes = {q: _saying(q, screenplay) for q in quotes}
    quoted = tuple(q for q, scenes in found_quotes.items() if scenes)
    named = _named_scenes(bare, screenplay)
    characters = named_characters(bare, cast)
    whole = bool(WHOLE_NAMED.search(bare))
    if scene is not None:
        indices = {find_scene(scene, screenplay, "--scene").index}
    elif named:
        indices = named
    elif quoted:
        indices = {i for q in quoted for i in found_quotes[q]}
    elif whole:
        indices = {s.index for s in screenplay.scenes}
    else:
        indices = _placed(bare, screenplay)
        if not indices and characters:
            indices = {s.index for s in screenplay.scenes if _has(s, characters, cast)}
        if not indices and len(screenplay.scenes) == 1:
            indices = {screenplay.scenes[0].index}
    if not indices:
        people = ", ".join(name.title() for name in screenplay.characters()[:4])
        last = screenplay.scenes[-1].number
        first = screenplay.scenes[0].number
        raise ConfigError(
            "--note", f"{note.strip()[:60]!r} names no scene ({first} to {last}), no character "
            f"({people or 'none speaks'} …), no place and no line of this script; add --scene"
        )  # fmt: skip
    return Concern(note.strip(), tuple(sorted(indices)), characters, quoted, whole)


def find_scene(number: str, screenplay: Screenplay, option: str = "--note") -> Scene:
    """The scene of this printed number.

    Raises:
        ConfigError: there is none; names the nearest.
    """
    wanted = number.strip().lstrip("#").upper()
    for scene in screenplay.scenes:
        if scene.number.upper() == wanted:
            return scene
    numbers = [s.number for s in screenplay.scenes]
    digits = re.search(r"\d+", wanted)
    if digits:
        value = int(digits[0])
        near = min(numbers, key=lambda n: (abs(_value(n) - value), numbers.index(n)))
    else:
        near = (difflib.get_close_matches(wanted, numbers, 1, 0) or numbers)[0]
    has = f"1 scene, {numbers[0]}" if len(numbers) == 1 else (
        f"{len(numbers)} scenes, {numbers[0]} to {numbers[-1]}")  # fmt: skip
    raise ConfigError(option, f"there is no scene {number}; the nearest is {near} ({has})")


def editable(concern: Concern, scene: Scene, cast: Cast) -> tuple[int, ...]:
    """Positions in `scene.elements` that the note concerns: of quoted lines, else of characters.

    A character's are the speeches and the action that names them; where that is nothing, all.
    """
    filmed = [n for n, e in enumerate(scene.elements) if is_text(e)]
    if concern.quoted:
        keys = [key_words(q) for q in concern.quoted]
        own = [n for n in filmed if any(_contains(text_of(scene.elements[n]), k) for k in keys)]
        if own:
            return tuple(own)
    if concern.characters:
        cast.enter(scene.index)
        own = [n for n in filmed if concerns(scene.elements[n], concern.characters, cast)]
        if own:
            return tuple(own)
    return tuple(filmed)


def is_text(element: Element) -> bool:
    """Whether an element is words that a revision may change."""
    return isinstance(element, Action | Speech | Lyric)


def concerns(element: Element, characters: tuple[str, ...], cast: Cast) -> bool:
    if isinstance(element, Speech):
        return element.character in characters
    if isinstance(element, Action):
        return any(m.name in characters for m in cast.mentions(element.text))
    return False


def named_characters(text: str, cast: Cast) -> tuple[str, ...]:
    """Characters that a note names, capitals or not."""
    found = dict.fromkeys(m.name for m in cast.mentions(text))
    words = set(key_words(text))
    for name in cast.names():
        pieces = key_words(name)
        alone = [w for w in pieces if len(w) > 2 and w not in _COMMON and w in words]
        if alone and (len(alone) == len(pieces) or text == text.lower()):
            found.setdefault(name)
    return tuple(found)


def _value(number: str) -> int:
    digits = re.search(r"\d+", number)
    return int(digits[0]) if digits else 0


def _named_scenes(text: str, screenplay: Screenplay) -> set[int]:
    found: set[int] = set()
    for match in SCENES_NAMED.finditer(text):
        first = find_scene(match[1], screenplay)
        found.add(first.index)
        if match[2]:
            last = find_scene(match[2], screenplay)
            found |= set(range(first.index, last.index + 1))
        for other in re.findall(_NUMBER, match[3] or ""):
            if re.search(r"\d", other):
                found.add(find_scene(other, screenplay).index)
    shot = [s.index for s in screenplay.scenes if not s.heading.omitted]
    if shot and OPENING_NAMED.search(text):
        found.add(shot[0])
    if shot and ENDING_NAMED.search(text):
        found.add(shot[-1])
    return found | _named_acts(text, screenplay)


def _named_acts(text: str, screenplay: Screenplay) -> set[int]:
    """Scenes under an outline heading that the note names: "act two"."""
    found: set[int] = set()
    said = " ".join(key_words(text))
    heads = [e.text for e in screenplay.front_matter if isinstance(e, Section)]
    under = heads[-1] if heads else ""
    for scene in screenplay.scenes:
        name = " ".join(key_words(under))
        if len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", said):
            found.add(scene.index)
        for element in scene.elements:
            if isinstance(element, Section):
                under = element.text
    return found


def _saying(quote: str, screenplay: Screenplay) -> set[int]:
    wanted = key_words(quote)
    return {
        s.index for s in screenplay.scenes
        if wanted and any(_contains(text_of(e), wanted) for e in s.elements
                          if is_text(e) or isinstance(e, Transition))
    }  # fmt: skip


def _contains(text: str, wanted: list[str]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(key_words(text))} "


def _placed(text: str, screenplay: Screenplay) -> set[int]:
    """Scenes at a place that the note names with all its words, or with its last one."""
    words = set(key_words(text))
    exact, loose = set(), set()
    for scene in screenplay.scenes:
        for place in (scene.heading.location, *scene.heading.sublocations):
            pieces = [w for w in key_words(place) if w not in ("the", "s", "of")]
            if pieces and all(w in words for w in pieces):
                exact.add(scene.index)
            elif pieces and len(pieces[-1]) > 3 and pieces[-1] in words:
                loose.add(scene.index)
    return exact or loose


def _has(scene: Scene, characters: tuple[str, ...], cast: Cast) -> bool:
    cast.enter(scene.index)
    return any(concerns(e, characters, cast) for e in scene.elements)
