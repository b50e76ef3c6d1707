"""Runs of words, for finding what texts share: filling words, and runs as numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
_FACTOR = 0x9E37_79B9_7F4A_7C15
_FILLING = (
    "a an the and or but if so of to in on at for from with by as is are was were be been am do "
    "does did i you he she it we they me him her us them my your his its our their this that these "
    "those there here what who where when why how not no yes don't can't won't i'm you're it's "
    "that's i'll i've just know think want get go got going gonna have has had will would can "
    "could should let let's come back out up down off over all one about like right okay ok oh "
    "well now then look looks turns into again still too very"
)
FILLING_WORDS = frozenset(_FILLING.split())
"""English words that every script has."""


def run_numbers(words: Numbers, length: int) -> Numbers:
    """The number of each run of `length` words, in order; empty where there are fewer words.

    A polynomial over 64-bit numbers of the words (Rabin and Karp 1987); overflow is meant.
    """
    count = len(words) - length + 1
    numbers = np.zeros(max(0, count), np.uint64)
    for at in range(length if count > 0 else 0):
        numbers = numbers * np.uint64(_FACTOR) + words[at : at + count]
    return numbers
