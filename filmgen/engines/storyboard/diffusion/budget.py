"""How much of a prompt a model reads: its own tokenizers decide, and what is cut is kept.

CLIP's text encoders take 77 tokens, two of them marks, and drop what is beyond without a word.
SDXL has two tokenizers; a prompt must fit both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_LEAST_WORDS = 3
"""Fewer words of a cut phrase say nothing."""


def reader(pipeline: Any) -> Callable[[str], bool]:
    """Whether the pipeline's text encoders read a text whole."""
    tokenizers = [
        tokenizer
        for tokenizer in (
            getattr(pipeline, "tokenizer", None),
            getattr(pipeline, "tokenizer_2", None),
        )
        if tokenizer is not None
    ]

    def reads(text: str) -> bool:
        return all(
            len(t(text, truncation=False, verbose=False).input_ids) <= t.model_max_length
            for t in tokenizers
        )

    return reads


def within(text: str, reads: Callable[[str], bool]) -> tuple[str, str]:
    """The beginning of a prompt that is read whole, and the rest.

    Phrases, between ", ", stand in order of importance: as many are kept as fit, and the
    first words of the next if those are a few.

    Returns:
        What is kept and what is cut; joined by ", " (or " " within a phrase) they are `text`.
    """
    if reads(text):
        return text, ""
    phrases = text.split(", ")
    count = _most(len(phrases), lambda n: reads(", ".join(phrases[:n])))
    kept = phrases[:count]
    words = phrases[count].split(" ")
    more = _most(len(words) - 1, lambda n: reads(", ".join([*kept, " ".join(words[:n])])))
    if more >= _LEAST_WORDS or (more and not kept):
        kept.append(" ".join(words[:more]))
        words = words[more:]
    return ", ".join(kept), ", ".join([" ".join(words), *phrases[count + 1 :]])


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """The largest n up to `count` for which fits(n); 0 if none. `fits` turns false once."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low
