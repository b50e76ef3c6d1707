"""Where in a script a comment points: scene numbers, quoted lines, places, people, things.

People write "the old lady", "crane", "when the bulb blows": lower case, half names, and things
instead of scene numbers. A thing points to a scene only if it is in few of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.lexicon import PERSON_NOUNS, singular, word_set
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import is_cjk
from filmgen.desk.runs import FILLING_WORDS
from filmgen.screenplay.model import Action, Screenplay

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TITLES = word_set("mr mrs ms miss dr sir the old young little big a an and of")
_ORDINARY = word_set(
    "will hope grace mark rose joy may dawn summer hunter chase faith art bill frank guy jack "
    "jean max page pat ray rich rob sky sue victor violet woods young king major bob penny drew "
    "gene miles reed ruby sandy stone storm wade ward man woman boy girl kid voice crowd people "
    "star angel long white black brown green gray grey short small little"
)
_NO_THING = word_set(
    "whole other same first second third last next end way time thing things moment scene film "
    "movie story line lines character characters beginning middle part people person man woman "
    "boy girl kid somebody world point side top bottom front back little bit lot day night one "
    "long white black red blue green gold yellow old new small big single electric pale narrow "
    "brass iron gold silver wood wooden glass low dark wrong dead tall watch light lights "
    "burning town neck shoulder hand head eyes face legs leg "
    "out all it them him her half rest kind sort others two three"
)
_AFTER_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s+([a-z]{4,}|[A-Z]{4,})\b")
_NUMBERED = re.compile(
    r"\b(?:scenes?|sc\.?|szene|escena|scène|сцен\w*|cena)\s*(?:no\.?|nr\.?|#|number)?\s*"
    r"(\d{1,3}[a-z]?(?:\s*(?:,|&|and|und|y|et|и|-|to)\s*\d{1,3}[a-z]?)*)\b|"
    r"第\s*(\d{1,3})\s*(?:场|幕|シーン)|シーン\s*(\d{1,3})",
    re.IGNORECASE,
)  # fmt: skip
_ORDINAL = {
    name: number
    for number, names in enumerate(("first opening", "second", "third", "fourth", "fifth"), 1)
    for name in names.split()
}
_ORDINAL_RE = re.compile(r"\b(first|opening|second|third|fourth|fifth|last|final) scene\b")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{5,200}[\"”“»]|(?<!\w)['‘][^'’]{5,200}['’](?!\w)")
_ROW = 3
_PLACE_WORTH = 3
"""A slug line's word says more of where a comment is than a thing does."""
_FEW = 0.12
"""A thing in more than this share of a long script's scenes points nowhere."""


@dataclass(frozen=True)
class SceneCard:
    """A scene as comments are mapped to it."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class Pointed:
    """Where words point.

    Attributes:
        scenes: numbers, in the script's order; empty where nothing tells.
        characters: names as in cues, in the order of naming.
        by: what pointed: "scene 2", "line", "harbor", "bulb".
        things: what of the script is named, be it in one scene or in all: "key".
    """

    scenes: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScriptMap:
    """A script's index for comments."""

    title: str
    scenes: tuple[SceneCard, ...]
    characters: tuple[str, ...]
    _names: dict[tuple[str, ...], tuple[str, bool]] = field(repr=False)
    _longest: int = field(repr=False)
    _cjk_names: dict[str, str] = field(repr=False)
    _places: dict[str, frozenset[str]] = field(repr=False)
    _named: frozenset[str] = field(repr=False)
    _things: dict[str, frozenset[str]] = field(repr=False)
    _quotes: dict[tuple[str, ...], frozenset[str]] = field(repr=False)

    def first(self) -> str:
        return self.scenes[0].number

    def last(self) -> str:
        return self.scenes[-1].number

    def point(self, text: str) -> Pointed:
        """Where a text points. Linear in its length."""
        tokens = [(m[0], _plain(m[0])) for m in _WORD.finditer(text)]
        people = self._people(text, tokens)
        sure: dict[str, None] = {}
        by: list[str] = []
        for number in self._numbered(text):
            sure.setdefault(number)
            by.append(f"scene {number}")
        for number in self._quoted(text, tokens):
            if number not in sure:
                by.append("line")
            sure.setdefault(number)
        if not sure:
            votes: Counter[str] = Counter()
            for plain in dict.fromkeys(singular(plain) for _, plain in tokens):
                for known, worth in ((self._places, _PLACE_WORTH), (self._things, 1)):
                    if plain in known:
                        by.append(plain)
                        votes.update(dict.fromkeys(known[plain], worth))
                        break
            most = max(votes.values(), default=0)
            for number, count in votes.items():
                if count == most:
                    sure.setdefault(number)
        order = {card.number: i for i, card in enumerate(self.scenes)}
        scenes = sorted(sure, key=lambda n: order[n])
        named = (singular(plain) for _, plain in tokens)
        things = tuple(dict.fromkeys(n for n in named if n in self._named))
        return Pointed(tuple(scenes), people, tuple(dict.fromkeys(by)), things)

    def _people(self, text: str, tokens: list[tuple[str, str]]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        i = 0
        while i < len(tokens):
            for length in range(min(self._longest, len(tokens) - i), 0, -1):
                key = tuple(plain for _, plain in tokens[i : i + length])
                hit = self._names.get(key)
                if hit and (not hit[1] or tokens[i][0][0].isupper()):
                    found.setdefault(hit[0])
                    i += length - 1
                    break
            i += 1
        for name, whole in self._cjk_names.items():
            if name in text:
                found.setdefault(whole)
        return tuple(found)

    def _numbered(self, text: str) -> list[str]:
        known = {card.number.casefold(): card.number for card in self.scenes}
        numbers: list[str] = []
        for match in _NUMBERED.finditer(text):
            told = re.findall(r"\d+[a-z]?", (match[1] or match[2] or match[3]).casefold())
            numbers += [known[n] for n in told if n in known]
        for match in _ORDINAL_RE.finditer(text.casefold()):
            if match[1] in ("last", "final"):
                numbers.append(self.last())
            elif _ORDINAL[match[1]] <= len(self.scenes):
                numbers.append(self.scenes[_ORDINAL[match[1]] - 1].number)
        return numbers

    def _quoted(self, text: str, tokens: list[tuple[str, str]]) -> list[str]:
        """Scenes whose lines are quoted: words in a row as they are spoken in one scene only.

        Three between quotation marks, four without.
        """
        runs = [([plain for _, plain in tokens], _ROW + 1)]
        for match in _QUOTED.finditer(text):
            runs.append(([_plain(w) for w in _WORD.findall(match[0])], _ROW))
        numbers: list[str] = []
        for words, row in runs:
            for i in range(len(words) - row + 1):
                found = self._quotes.get(tuple(words[i : i + row]))
                if found and len(found) == 1:
                    numbers += found
        return numbers


def map_script(screenplay: Screenplay) -> ScriptMap:
    """The index of a script; one pass over it."""
    cast = find_cast(screenplay)
    names, cjk_names = _name_index(cast)
    spoken_of = {word for key in names for word in key}
    cards: list[SceneCard] = []
    words_in: dict[str, set[str]] = {}
    quotes: _Index[tuple[str, ...]] = _Index()
    places: _Index[str] = _Index()
    named: set[str] = set()
    for scene in screenplay.scenes:
        if scene.heading.omitted:
            continue
        spoken = [" ".join(p.text for p in speech.parts) for speech in scene.speeches()]
        action = " ".join(e.text for e in scene.elements if isinstance(e, Action))
        text = f"{action} {' '.join(spoken)}".strip()
        cards.append(SceneCard(scene.number, scene.heading.text, text))
        for said in spoken:
            words = [_plain(w) for w in _WORD.findall(said)]
            for row in (_ROW, _ROW + 1):
                for i in range(len(words) - row + 1):
                    quotes.add(tuple(words[i : i + row]), scene.number)
        # Of LAMP WORKSHOP the head noun is the place; "lamp" may be any lamp of the film.
        for place in (scene.heading.location, *scene.heading.sublocations):
            words = [singular(_plain(w)) for w in _WORD.findall(place)]
            places.add(words[-1] if words else "", scene.number)
            named.update(words)
        named |= {singular(w.casefold()) for w in _AFTER_ARTICLE.findall(action)}
        named |= set(find_props(text))
        words_in[scene.number] = {singular(_plain(w)) for w in _WORD.findall(text)}
    named = {thing for thing in named if _is_thing(thing) and thing not in spoken_of}
    things: _Index[str] = _Index()
    for number, words_here in words_in.items():
        for thing in named & words_here:
            things.add(thing, number)
    most = max(1, int(len(cards) * _FEW))
    return ScriptMap(
        title=screenplay.title(),
        scenes=tuple(cards),
        characters=cast.names(),
        _names=names,
        _longest=max(map(len, names), default=1),
        _cjk_names=cjk_names,
        _places={
            place: numbers
            for place, numbers in places.frozen().items()
            if len(numbers) <= max(1, len(cards) // 3) and _is_thing(place)
        },
        _named=frozenset(named),
        _things={k: numbers for k, numbers in things.frozen().items() if len(numbers) <= most},
        _quotes=quotes.frozen(),
    )


def _is_thing(word: str) -> bool:
    if len(word) < 3 or word in _NO_THING or word in FILLING_WORDS:
        return False
    return singular(word) not in PERSON_NOUNS


K = TypeVar("K")


class _Index(Generic[K]):
    """Scene numbers by key."""

    def __init__(self) -> None:
        self._found: dict[K, set[str]] = {}

    def add(self, key: K, number: str) -> None:
        self._found.setdefault(key, set()).add(number)

    def frozen(self) -> dict[K, frozenset[str]]:
        return {key: frozenset(numbers) for key, numbers in self._found.items()}


def _name_index(cast: Cast) -> tuple[dict[tuple[str, ...], tuple[str, bool]], dict[str, str]]:
    """(words of a name to (character, only with a capital), CJK names); what two share is out."""
    found: dict[tuple[str, ...], set[str]] = {}
    cjk: dict[str, str] = {}
    for note in cast.notes:
        if is_cjk(note.name):
            cjk[note.name] = note.name
            continue
        words = [_plain(w) for w in _WORD.findall(note.name)]
        introduced = re.match(r"[^\w]*((?:[A-Z][A-Z.'’-]+\s?){1,4})(?=[,(\s]|$)", note.description)
        more = [_plain(w) for w in _WORD.findall(introduced[1])] if introduced else []
        full = more if set(words) <= set(more) else words
        for key in (tuple(words), tuple(full), *((w,) for w in full if w not in _TITLES)):
            if key and (len(key) > 1 or len(key[0]) > 2):
                found.setdefault(key, set()).add(note.name)
    index = {
        key: (min(names), len(key) == 1 and key[0] in _ORDINARY)
        for key, names in found.items()
        if len(names) == 1
    }
    for key, names in _descriptions(cast).items():
        if len(names) == 1:
            index[key] = (min(names), False)
    return index, cjk


def _descriptions(cast: Cast) -> dict[tuple[str, ...], set[str]]:
    """ "the boy", "the old lady": where only one speaker can be meant."""
    found: dict[tuple[str, ...], set[str]] = {}
    for note in cast.notes:
        age = note.age_years
        if not note.speaks or age is None:
            continue
        nouns: list[tuple[str, ...]] = []
        if age <= 14:
            nouns += [("kid",), ("child",)]
            nouns += {"male": [("boy",)], "female": [("girl",)]}.get(note.gender, [])
        if age >= 60:
            female = [("old", "woman"), ("old", "lady"), ("grandma",), ("granny",)]
            male = [("old", "man"), ("old", "guy"), ("grandpa",)]
            nouns += {"male": male, "female": female}.get(note.gender, [])
        for noun in nouns:
            found.setdefault(noun, set()).add(note.name)
    return found


def _plain(word: str) -> str:
    """A word for comparing: no case, no possessive, straight quotes."""
    return re.sub(r"'s?$", "", word.casefold().replace("’", "'"))
