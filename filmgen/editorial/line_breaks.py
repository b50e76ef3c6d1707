"""Where a subtitle is broken: into cues at ends of sentences, into lines where one takes breath.

All cues of a speech are chosen together, cheapest first, as a typesetter breaks a paragraph
(Knuth and Plass 1981): a break costs little after a sentence and less than elsewhere after a
clause or before a conjunction or preposition; it costs most where it leaves the first words of
a sentence behind, or an article or a pronoun without what it belongs to. That is what the
guides of the BBC and of Netflix ask for. Costs are in columns of unevenness between two lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’」』)）]*$")
_CLAUSE_END = re.compile(r"[,;:，、；：—–]['\"”’」』)）]*$|--$")

_ABBREVIATED = frozenset((
    "mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "capt.", "sgt.", "lt.", "col.", "gen.", "rev.",
    "no.", "vs.",
))  # fmt: skip
_LEADS = frozenset((
    "and", "but", "or", "nor", "so", "yet", "because", "although", "though", "while", "when",
    "where", "who", "which", "that", "if", "than", "as", "after", "before", "until", "since",
    "unless", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "over", "to",
    "under", "up", "with", "without", "about", "against", "between", "through", "toward",
    "towards",
))  # fmt: skip
"""Words one breaks before: conjunctions and prepositions."""
_LEANS = frozenset((
    "the", "this", "that", "these", "those", "your", "their", "there", "they", "them", "some",
    "every", "each", "very", "just", "with", "from", "into", "onto", "have", "been", "were",
    "will", "would", "could", "should", "must", "does", "don't", "can't", "won't", "isn't",
    "it's", "i'm", "i'll", "you're", "we're", "they're", "he's", "she's", "there's", "that's",
    "and", "but",
))  # fmt: skip
"""Words one does not break after: they belong to what follows; so do most short ones."""
_SHORT = 3
"""Letters of a word that is likely an article, a pronoun or a preposition, in most languages."""

_CLAUSE, _BEFORE_LEAD, _ELSEWHERE = 4.0, 6.0, 11.0
_LEAN = 9.0
_STRANDED = 26.0
"""For one or two words of a sentence that are parted from the rest of it by the break."""
_TOP_HEAVY = 2.0
"""The longer line stands below."""
_CUE = 22.0
"""For every cue: reading goes on best without a change."""
_CUE_BREAK = 1.6
"""How much more a break between cues costs than one between lines."""
_SECOND_LINE = 3.0
_BRIEF, _TOO_BRIEF = 10, 14.0
"""A cue of fewer columns is gone before it is read, and what that costs."""


def columns_of(text: str) -> int:
    """Width of a text; wide (CJK) characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def broken(atoms: Sequence[str], columns: int, lines: int) -> tuple[tuple[str, ...], ...]:
    """Cues of at most `lines` lines, one or two, none wider than `columns`.

    Args:
        atoms: pieces a line may be broken between, each at most `columns` wide without its
            leading space.
    """
    return _Breaker(atoms, columns, lines).cues()


class _Breaker:
    """Works out the cheapest breaks; places are numbers of the atom after the break."""

    def __init__(self, atoms: Sequence[str], columns: int, lines: int) -> None:
        self._atoms, self._columns, self._lines = atoms, columns, lines
        self._until = [0, *accumulate(columns_of(atom) for atom in atoms)]
        self._ends = [_ends_sentence(atom.strip()) for atom in atoms]
        self._cost = [0.0, *(self._at(i) for i in range(1, len(atoms))), 0.0]

    def cues(self) -> tuple[tuple[str, ...], ...]:
        atoms = self._atoms
        best: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
        for stop in range(1, len(atoms) + 1):
            found: tuple[float, int, tuple[str, ...]] | None = None
            for start in range(stop - 1, -1, -1):
                lines = self._lined(start, stop)
                if lines is None:
                    break
                cost, shown = lines
                cost += best[start][0] + _CUE + self._cost[stop] * _CUE_BREAK
                if self._width(start, stop) < _BRIEF and stop - start < len(atoms):
                    cost += _TOO_BRIEF
                if found is None or cost < found[0]:
                    found = (cost, start, shown)
            assert found is not None
            best.append(found)
        out: list[tuple[str, ...]] = []
        stop = len(atoms)
        while stop:
            _, start, shown = best[stop]
            out.append(shown)
            stop = start
        return tuple(reversed(out))

    def _lined(self, start: int, stop: int) -> tuple[float, tuple[str, ...]] | None:
        """The best lines of one cue and their cost; None where it does not fit."""
        if stop - start == 1 or self._width(start, stop) <= self._columns:
            return 0.0, (self._text(start, stop),)
        if self._lines < 2:
            return None
        best: tuple[float, int] | None = None
        for at in range(start + 1, stop):
            first, second = self._width(start, at), self._width(at, stop)
            if first > self._columns:
                break
            if second > self._columns:
                continue
            cost = self._cost[at] + abs(first - second) / 2 + (_TOP_HEAVY if first > second else 0)
            if best is None or cost < best[0]:
                best = (cost, at)
        if best is None:
            return None
        cost, at = best
        return cost + _SECOND_LINE, (self._text(start, at), self._text(at, stop))

    def _at(self, at: int) -> float:
        """What a break before an atom costs."""
        atoms = self._atoms
        if self._ends[at - 1]:
            return 0.0
        before, after = atoms[at - 1].strip(), atoms[at].strip()
        cost = _ELSEWHERE
        if _CLAUSE_END.search(before):
            cost = _CLAUSE
        elif atoms[at].startswith(" "):
            if after.lower().strip(".,!?") in _LEADS:
                cost = _BEFORE_LEAD
            if _leans(before) or (_is_name(before) and _is_name(after)):
                cost += _LEAN
        if atoms[at].startswith(" ") and self._strands(at):
            cost += _STRANDED
        return cost

    def _strands(self, at: int) -> bool:
        """Whether one or two words of a sentence lie alone on one side of a break."""
        behind = next((n for n in (1, 2) if at - n > 0 and self._ends[at - n - 1]), 0)
        ahead = next((n for n in (0, 1) if at + n + 1 < len(self._ends) and self._ends[at + n]), -1)
        return behind > 0 or ahead >= 0

    def _width(self, start: int, stop: int) -> int:
        return self._until[stop] - self._until[start] - self._atoms[start].startswith(" ")

    def _text(self, start: int, stop: int) -> str:
        return "".join(self._atoms[start:stop]).strip()


def _ends_sentence(word: str) -> bool:
    initial = len(word) == 2 and word[0].isupper() and word[1] == "."
    return bool(_SENTENCE_END.search(word)) and word.lower() not in _ABBREVIATED and not initial


def _is_name(word: str) -> bool:
    """Whether it may be part of a name of several words: those stay together."""
    return len(word) > 1 and word[0].isupper()


def _leans(word: str) -> bool:
    bare = word.strip("'\"“”‘’([").lower()
    short = len(bare) <= _SHORT and bare.isalpha() and columns_of(bare) == len(bare)
    return short or bare in _LEANS or bare in _ABBREVIATED
