"""Shared passages: spans of n words, each as one 64-bit number, so that corpora fit in memory.

A span's number is a polynomial of its words' BLAKE2 digests (Rabin and Karp 1987): the same in
any process. Two different spans share one with a chance of one in 10^19.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

import numpy as np

from filmgen.desk.runs import Numbers, run_numbers

SPAN_WORDS = 8
"""Long enough that two writers seldom hit on it; the length at which copying is counted."""
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힣]|[^\W_]+(?:['’-][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Words without case; in scripts without spaces every character is one."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def span_numbers(words: Sequence[str], length: int = SPAN_WORDS) -> Numbers:
    """The number of each span of `length` words, in order: max(0, words - length + 1) of them."""
    digests = {word: _digest(word) for word in dict.fromkeys(words)}
    each = np.array([digests[word] for word in words], np.uint64)
    return run_numbers(each, length)


class SpanIndex:
    """The spans of a training set.

    Args:
        texts: the scripts; no span reaches from one into the next.
        length: words of a span.
    """

    def __init__(self, texts: Iterable[str], length: int = SPAN_WORDS) -> None:
        self.length = length
        found = [span_numbers(words_of(text), length) for text in texts]
        self._known = np.unique(np.concatenate([np.zeros(0, np.uint64), *found]))

    def copied_words(self, text: str) -> tuple[int, int]:
        """How many of a text's words lie in spans of the training set, and how many it has."""
        words = words_of(text)
        numbers = span_numbers(words, self.length)
        covered = np.zeros(len(words), bool)
        for at in np.flatnonzero(np.isin(numbers, self._known)):
            covered[at : at + self.length] = True
        return int(covered.sum()), len(words)


def _digest(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
