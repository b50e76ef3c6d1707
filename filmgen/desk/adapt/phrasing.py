"""The script's own words, made to stand outside a screenplay: no camera words, no capitals."""

from __future__ import annotations

import re

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.prose import is_cjk, join_words, sentences, weight

_CAMERA = re.compile(
    r"^(?:(?:EXTREME |BACK TO )?(?:WIDE|CLOSE(?: ON| UP)?|ANGLE ON|INSERT|POV|REVERSE|ECU|CU|ON)"
    r"\b(?!['’])[\s:.—–-]*|特写[：:]\s*)"
)
_CAPITALS = re.compile(r"\b[^\W\d_a-z]{2,}(?:['’][^\W\d_a-z]+)?\b")
_ACRONYMS = frozenset(
    ["AI", "ATM", "CEO", "CIA", "DIY", "EU", "FBI", "ICU", "ID", "IOU", "NASA", "OK", "PA", "UFO",
     "UK", "UN", "US", "USA", "USB"]
)  # fmt: skip
_VOWEL = re.compile(r"[^BCDFGHJKLMNPQRSTVWXZ]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def told(text: str) -> tuple[str, ...]:
    """The sentences of some action without camera words; those that were nothing else are gone.

    A piece that a cut took out of the middle of a sentence begins, or ends, with dots.
    """
    found = []
    for sentence in sentences(text):
        plain = _CAMERA.sub("", sentence)
        if not any(c.isalnum() for c in plain):
            continue
        if plain == sentence and plain[:1].islower():
            plain = f"… {plain}"
        found.append(f"{plain[:1].upper()}{plain[1:]}")
    if found and not is_cjk(found[-1]) and found[-1][-1:].isalnum():
        found[-1] += " …"
    elif found and found[-1].endswith(","):
        found[-1] = f"{found[-1][:-1]} …"
    return tuple(found)


def telling(text: str) -> tuple[str, ...]:
    """Of `told` the sentences of three words or more."""
    return tuple(sentence for sentence in told(text) if weight(sentence) >= 3)


def quiet(text: str, cast: Cast) -> str:
    """Action as prose prints it: "EDA MOSS … takes a BRASS KEY" in mixed case, quotes as they are.

    Script without capitals is returned as it is.
    """
    if text.upper() == text.lower():
        return text
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    names = [(mention.start, mention.end) for mention in cast.mentions(text)]

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        if any(a <= match.start() < b for a, b in quoted):
            return word
        if any(a <= match.start() < b for a, b in names):
            return word.title().replace("'S", "'s").replace("’S", "’s")
        before = text[: match.start()].rstrip("“\"' …")
        if word in _ACRONYMS or not _VOWEL.search(word):
            return word
        starts = not before or before[-1] in ".!?"
        return word.capitalize() if starts else word.lower()

    return _CAPITALS.sub(lowered, text)


def prose(text: str, cast: Cast) -> str:
    """A paragraph of action, told and quiet."""
    return quiet(join_words(list(told(text))), cast)
