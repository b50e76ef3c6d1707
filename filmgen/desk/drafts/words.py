"""Which words of a line changed: a difference that a person would mark with a pen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from filmgen.desk.drafts.model import Op, Words

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+(?:['’-]\w+)*|\s+|[^\w\s]")
_SMALL = 2
"""Fewer words than this between two changes are marked with them: islands tell nothing."""


def changed_words(old: str, new: str) -> tuple[Words, ...]:
    """Old and new text as runs; of each change what is cut stands before what is added.

    The runs that are not "added" make the old text, those that are not "cut" the new one.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[tuple[str, str]] = []  # (cut, added) or (same, same)
    flags: list[bool] = []
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        pieces.append(("".join(a[i0:i1]), "".join(b[j0:j1])))
        flags.append(tag == "equal")
    for n in range(1, len(pieces) - 1):
        island = flags[n] and _count(pieces[n][0]) < _SMALL
        if island and not flags[n - 1] and not flags[n + 1]:
            flags[n] = False
    runs: list[Words] = []
    cut = added = ""
    for (before, after), same in zip([*pieces, ("", "")], [*flags, True], strict=True):
        if not same:
            cut, added = cut + before, added + after
            continue
        runs += _runs((("cut", cut), ("added", added), ("same", before)))
        cut = added = ""
    return tuple(runs)


def only(op: Op, text: str) -> tuple[Words, ...]:
    """A text that one draft has."""
    return tuple(_runs(((op, text),)))


def _runs(pairs: Sequence[tuple[Op, str]]) -> list[Words]:
    return [Words(op=op, text=text) for op, text in pairs if text]


def _count(text: str) -> int:
    return len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|\w+", text))
