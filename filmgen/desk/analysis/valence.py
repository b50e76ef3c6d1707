"""How glad or sad words are: a lexicon with negation, and words that strengthen or weaken.

The balance of a text is the sum of its words' weights over the sum of their sizes, drawn to
zero where few words speak: (sum w) / (sum |w| + 6). Six is what two strong words weigh, so that
a page with one smile is not all joy. Valence in the sense of Russell's circumplex (Journal of
Personality and Social Psychology 39 (1980) 1161); the rule for negation and degree follows
Hutto and Gilbert, "VADER" (ICWSM 2014), with our own words and weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from filmgen.desk.analysis.feeling_words import (
    DENIALS,
    FEELING_WORDS,
    STRONGER,
    UNSPACED_DENIALS,
    UNSPACED_WORDS,
    WEAKER,
)

READ_LANGUAGES = frozenset((*FEELING_WORDS, *UNSPACED_WORDS))
"""Languages with words of their own here; in others only English words are found."""

_DENIED, _STRONGER, _WEAKER = -0.6, 1.5, 0.6
_REACH_WORDS = 3
_DRAWN = 6.0
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.!?;:,]")


@dataclass(frozen=True)
class Felt:
    """A word found, its weight where it stands, -4.5 to 4.5."""

    word: str
    weight: float


def felt_words(text: str, language: str) -> tuple[Felt, ...]:
    """The words of a text that are glad or sad, in order.

    A denial turns the three words after it about, up to the next stop, and takes off two
    fifths of them ("not dead" is good news, less than "alive"); "very" adds half, "a little"
    takes two fifths.
    """
    if language in UNSPACED_WORDS:
        return _unspaced(text, language)
    code = language if language in FEELING_WORDS else "en"
    denials, stronger, weaker = _set("denials", code), _set("stronger", code), _set("weaker", code)
    found: list[Felt] = []
    denied_until = -1
    degree = 1.0
    tokens = _TOKEN.findall(text)
    for place, token in enumerate(tokens):
        word = token.lower().replace("’", "'")
        if len(word) == 1 and not word.isalpha():
            denied_until, degree = (-1, 1.0) if word != "," else (denied_until, degree)
            continue
        if word in denials:
            denied_until, degree = place + _REACH_WORDS, 1.0
            continue
        weight = weight_of(word, code)
        if weight:
            denied = _DENIED if place <= denied_until else 1.0
            found.append(Felt(word, weight * denied * degree))
        degree = _STRONGER if word in stronger else _WEAKER if word in weaker else 1.0
    return tuple(found)


def balance(felt: Iterable[Felt]) -> float:
    """-1 (all sad) to 1 (all glad) of words found; 0 without any."""
    weights = [f.weight for f in felt]
    return sum(weights) / (sum(map(abs, weights)) + _DRAWN)


def strongest(felt: Sequence[Felt], count: int = 4) -> tuple[str, ...]:
    """The words that say most, each once, strongest first."""
    sums: dict[str, float] = {}
    for f in felt:
        sums[f.word] = sums.get(f.word, 0.0) + abs(f.weight)
    return tuple(sorted(sums, key=lambda word: (-sums[word], word))[:count])


@lru_cache(maxsize=50_000)
def weight_of(word: str, language: str) -> int:
    """-3 to 3 of a word in lower case; 0 where it is not listed."""
    exact, stems = _lexicon(language)
    if word in exact:
        return exact[word]
    if word.endswith("'s"):
        word = word[:-2]
    for end in range(len(word), 0, -1):
        if word[:end] in stems:
            return stems[word[:end]]
    return exact.get(word, 0)


@lru_cache(maxsize=16)
def _lexicon(language: str) -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for weight, words in FEELING_WORDS[language].items():
        for word in words.split():
            if word.endswith("*"):
                stems[word[:-1]] = weight
            else:
                exact[word] = weight
    return exact, stems


@lru_cache(maxsize=64)
def _set(kind: str, language: str) -> frozenset[str]:
    table = {"denials": DENIALS, "stronger": STRONGER, "weaker": WEAKER}[kind]
    return frozenset(table.get(language, "").split())


@lru_cache(maxsize=8)
def _terms(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    weights = {w: k for k, words in UNSPACED_WORDS[language].items() for w in words.split()}
    longest_first = sorted(weights, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, longest_first))), weights


def _unspaced(text: str, language: str) -> tuple[Felt, ...]:
    pattern, weights = _terms(language)
    denials = UNSPACED_DENIALS.get(language, "")
    found = []
    for match in pattern.finditer(text):
        denied = match.start() > 0 and text[match.start() - 1] in denials
        found.append(Felt(match[0], weights[match[0]] * (_DENIED if denied else 1.0)))
    return tuple(found)
