"""The words of things: what a script's word means as a prop of the set."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from filmgen.blocking.kinds import HANDHELD, KINDS, PROP_KINDS, Kind
from filmgen.blocking.wordlist import SIZES, WORDS

__all__ = ["HANDHELD", "KINDS", "PROP_KINDS", "THINGS", "Kind", "Thing", "find_things", "thing"]


@dataclass(frozen=True)
class Thing:
    """A word of the script that the lexicon knows, as a prop to be."""

    word: str
    kind: str
    size_m: tuple[float, float, float]
    tone: float

    @property
    def place(self) -> str:
        """Where it goes: see `Kind.place`; small ones of floor kinds lie on furniture."""
        return KINDS[self.kind].place


def _build() -> dict[str, Thing]:
    things: dict[str, Thing] = {}
    for kind, words in WORDS.items():
        for raw in words.split(";"):
            word = raw.strip()
            if word:
                size, tone = SIZES.get(word, (KINDS[kind].size_m, KINDS[kind].tone))
                things[word] = Thing(word, kind, size, tone)
    return things


THINGS: dict[str, Thing] = _build()
"""Every word the lexicon knows, singular and lower case."""

_PLURALS = {"knives": "knife", "shelves": "shelf", "scissors": "scissors", "keys": "key"}
_NOT_THINGS = re.compile(
    r"\b(?:stone(?= (?:houses?|walls?|floors?|steps|bridges?|buildings?|cottages?|towers?|arch))|"
    r"\w+(?= (?:street|road|lane|avenue)\b)|"
    r"screen door|take|takes|took|sense|bit|beats?|rings? out|phone call|watch(?:es|ed|ing)|"
    r"beds? down|tears|checks? (?:out|on)|notes? (?:that|how)|drums? (?:his|her)|"
    r"(?:he|she|it|they|who|to|i|you|we|and|then) (?:watch|check|note|book|drink|match|box|map|"
    r"plant|bow|present|file|phone|screen|ring|light|picture|table|desk|club|drill|saw|"
    r"cross|post|stick|rock|glass|bag|card|shovel|hammer|ticket|plate)(?:s|es)?\b|"
    r"in case|just in case|across|a drink of)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)


@functools.cache
def singular(word: str) -> str:
    """The lexicon's form of a word: lower case, possessor and plural ending removed."""
    word = re.sub(r"['’]s?$", "", word.lower())
    if word in _PLURALS:
        return _PLURALS[word]
    if word in THINGS:
        return word
    for ending, instead in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("es", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)] + instead
            if stem in THINGS:
                return stem
    return word


@functools.lru_cache(maxsize=8192)
def find_things(text: str) -> tuple[Thing, ...]:
    """Things a text names, in order, each word once; the longest phrase wins.

    Verbs that look like nouns ("they watch", "to phone") are skipped.
    """
    found: dict[str, Thing] = {}
    cleaned = _NOT_THINGS.sub(" | ", text)
    tokens = [m.group(0) for m in _TOKEN.finditer(cleaned)]
    position = 0
    while position < len(tokens):
        for length in (4, 3, 2, 1):
            chunk = tokens[position : position + length]
            if len(chunk) < length:
                continue
            phrase = " ".join([*(t.lower() for t in chunk[:-1]), singular(chunk[-1])])
            if phrase in THINGS:
                found.setdefault(phrase, THINGS[phrase])
                position += length - 1
                break
        position += 1
    return tuple(found.values())


def thing(word: str) -> Thing | None:
    """The thing a prop word of the shot list stands for, or None if the lexicon lacks it."""
    word = " ".join(word.lower().split())
    if not word:
        return None
    parts = word.split(" ")
    for start in range(len(parts)):
        phrase = " ".join([*parts[start:-1], singular(parts[-1])])
        if phrase in THINGS:
            return THINGS[phrase]
    return None
