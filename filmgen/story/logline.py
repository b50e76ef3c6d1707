"""A logline as a user types it: checked and brought into one line."""

from __future__ import annotations

from filmgen.breakdown.prose import collapse, weight
from filmgen.errors import ConfigError

MOST_WORDS = 150
"""Of a logline in English words, two Chinese characters counting as one: a short treatment."""


def checked_logline(text: str) -> str:
    """The logline in one line, quotation marks around the whole of it taken off.

    Raises:
        ConfigError: empty, without words, or too long to be one. It is not repeated.
    """
    text = collapse("".join(c if c.isprintable() else " " for c in text))
    for opening, closing in ('""', "''", "“”", "«»", "「」"):
        if len(text) > 1 and text.startswith(opening) and text.endswith(closing):
            inside = text[1:-1]
            if opening not in inside and closing not in inside:
                text = inside.strip()
    if not text:
        raise ConfigError(
            "logline", "is empty; say in a sentence who wants what, and what stands in the way"
        )
    if not any(c.isalpha() for c in text):
        raise ConfigError(
            "logline", "has no words in it; say in a sentence who wants what, and what stands in "
            "the way"
        )  # fmt: skip
    words = weight(text)
    if words > MOST_WORDS or len(text) > 20 * MOST_WORDS:
        raise ConfigError(
            "logline", f"has {words} words; a logline is a sentence or two, {MOST_WORDS} words at "
            "most (`filmgen write --continue SCRIPT` takes a whole script)"
        )  # fmt: skip
    return text
