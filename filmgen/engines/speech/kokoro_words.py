"""Which word of the printed line each spoken word says: "$10" says "ten dollars"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from filmgen.engines.speech.text import spoken_form

_BETWEEN = re.compile(r"[\s—]+")


def owners(text: str, spoken: Sequence[str], known: Callable[[str], bool]) -> list[int]:
    """For each spoken word the index of the word in `text.split()` that it says.

    Each printed word is put in its spoken form alone, and the two lists are aligned: they
    differ only where a word is said otherwise among its neighbours ("6 am", "St. James St.").
    There the spoken words are shared out in proportion.

    Args:
        spoken: the words of the whole line's spoken form, in order.
        known: see `text.spoken_form`.

    Returns:
        Never falling; empty where nothing is spoken.
    """
    printed = text.split()
    expected = [
        (_letters(said), place)
        for place, word in enumerate(printed)
        for said in _BETWEEN.split(spoken_form(word, known))
        if _letters(said)
    ]
    if not expected:
        return [0] * len(spoken)
    heard = [_letters(word) for word in spoken]
    found: list[int] = []
    matcher = SequenceMatcher(None, [said for said, _ in expected], heard, autojunk=False)
    for _, first, last, start, stop in matcher.get_opcodes():
        for place in range(stop - start):
            near = first + place * (last - first) // (stop - start)
            found.append(expected[min(near, len(expected) - 1)][1])
    return found


def _letters(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
