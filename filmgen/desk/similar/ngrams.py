"""Theme vectors without a model: hashed character n-grams, weighted by how rare they are.

Runs of 3 to 5 letters inside words (their ends marked) are hashed into a fixed number of places
(Weinberger et al., "Feature hashing for large scale multitask learning", 2009); counts are damped
by a logarithm and weighted by inverse document frequency over all pieces that are compared.
Any language will do; themes told in other words are not seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.similar.portrait import STOP_WORDS

PLACES = 4096
_SHORTEST, _LONGEST = 3, 5
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|[^\W\d_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def counts(texts: Sequence[str]) -> NDArray[np.float32]:
    """Damped counts (len(texts), `PLACES`) float32, not weighted yet."""
    table = np.zeros((len(texts), PLACES), np.float32)
    for row, text in zip(table, texts, strict=True):
        for word in _WORD.findall(text.casefold()):
            if word not in STOP_WORDS:
                np.add.at(row, _places(word), 1.0)
    return np.asarray(np.log1p(table), np.float32)


def weighted(
    tables: Sequence[NDArray[np.float32]],
) -> list[NDArray[np.float32]]:
    """The same tables with rows of length 1, rare runs weighing more; a row of nothing stays 0."""
    rows = sum(len(table) for table in tables)
    seen = np.zeros(PLACES, np.float64)
    for table in tables:
        seen += (table > 0).sum(axis=0)
    rare = np.log((1 + rows) / (1 + seen)).astype(np.float32)
    made = []
    for table in tables:
        vectors = table * rare
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        made.append(np.asarray(vectors / np.where(length > 0, length, 1), np.float32))
    return made


@lru_cache(maxsize=65536)
def _places(word: str) -> NDArray[np.intp]:
    if _CJK.search(word):
        runs = [word[i : i + n] for n in (1, 2) for i in range(len(word) - n + 1)]
    else:
        marked = f"<{word}>"
        runs = [
            marked[i : i + n]
            for n in range(_SHORTEST, _LONGEST + 1)
            for i in range(len(marked) - n + 1)
        ] or [marked]
    return np.array([zlib.crc32(run.encode()) % PLACES for run in runs], np.intp)
