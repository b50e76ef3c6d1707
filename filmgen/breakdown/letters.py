"""Words that are read rather than acted: the text of letters, cards, notes and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmgen.breakdown.prose import collapse, looks_like_verb, weight
from filmgen.screenplay.model import Action, Scene

WRITTEN_THINGS = (
    "letter", "card", "note", "telegram", "email", "message", "envelope", "postcard", "sign",
    "newspaper", "screen", "text", "page", "headline", "invitation", "письмо", "записка", "信",
)  # fmt: skip
_ROW_LETTERS = 46
_LONGEST = 40
_OPENED = re.compile(
    rf"\b(?:{'|'.join(WRITTEN_THINGS)}|it)\b[^.]*$|:$", re.IGNORECASE,
)  # fmt: skip
_READING = re.compile(
    r"\b(?:opens?|unfolds?|reads?|written|says|types?|shows?|tears? open|gets? a)\b", re.IGNORECASE
)


def written(scene: Scene) -> frozenset[int]:
    """Positions in `scene.elements` of paragraphs that are the text of a letter or the like.

    A letter's rows are short, they follow a sentence that opens or announces it (or another
    part of it), and nobody acts in them. Indentation, where the reader kept it, counts too.
    """
    found: set[int] = set()
    before = ""
    for i, element in enumerate(scene.elements):
        if not isinstance(element, Action) or element.centered:
            before = ""
            continue
        text = collapse(element.text)
        if _looks_written(element.text) and (
            i - 1 in found or _announces(before) or (_indented(element.text) and before)
        ):
            found.add(i)
        before = text
    return frozenset(found)


def acted(scene: Scene) -> Iterator[Action]:
    """The actions of a scene that are acted: no centred words, no letters."""
    letters = written(scene)
    for i, element in enumerate(scene.elements):
        if isinstance(element, Action) and not element.centered and i not in letters:
            yield element


def rows(text: str) -> str:
    """The text row by row, white space inside rows collapsed."""
    return "\n".join(" ".join(r.split()) for r in text.strip().splitlines() if r.strip())


def _announces(before: str) -> bool:
    last = re.split(r"(?<=[.!?]) ", before)[-1]
    about = any(w in before.lower() for w in WRITTEN_THINGS) or last.endswith(":")
    return about and bool(_READING.search(last)) and bool(_OPENED.search(last.rstrip(".")))


def _indented(text: str) -> bool:
    return all(re.match(r"(?: {4,}|\t)", r) for r in text.splitlines() if r.strip())


def _looks_written(text: str) -> bool:
    if weight(text) > _LONGEST or any(len(r.strip()) > _ROW_LETTERS for r in text.splitlines()):
        return False
    tokens = text.split()
    acts = (
        len(tokens) > 1
        and tokens[0][:1].isupper()
        and any(
            looks_like_verb(tokens[k], tokens[k + 1 : k + 3]) for k in (1, 2) if k < len(tokens)
        )
    )
    return not acts and not (tokens and looks_like_verb(tokens[0], tokens[1:3]))
