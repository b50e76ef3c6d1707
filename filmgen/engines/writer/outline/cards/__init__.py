"""Cards: pieces of scenes for two people, by the family of scene and the function of the beat.

A card's text, in its module's `TEXT`:

    # function                     open, press, counter, turn or end, for the cards that follow
    ~ goal | conflict | turn       what the card is for; said to nobody, acted in what follows
    > action                       what is seen
    A: line  B: line               who wants, who stands in the way; up to six, by turns
    = button                       only at the end: the last picture
      more words                   a row that begins with two spaces goes on the row before

Slots: {A} {B} names, {Ahis} {Ahim} {Ahimself} and the same of B, {thing} {it} what it is about,
{place} {door} {near} {light} {hazard} of the set, {want} {hour} {Clock} of the logline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from filmgen.engines.writer.outline.cards import choosing, racing, reckoning, taking

Family = Literal["taking", "choosing", "racing", "reckoning"]
Function = Literal["open", "press", "counter", "turn", "end"]

FUNCTIONS: tuple[Function, ...] = ("open", "press", "counter", "turn", "end")
_TEXTS: dict[Family, str] = {
    "taking": taking.TEXT,
    "choosing": choosing.TEXT,
    "racing": racing.TEXT,
    "reckoning": reckoning.TEXT,
}
FAMILIES: tuple[Family, ...] = tuple(_TEXTS)
_WALLS = re.compile(
    r"\{door\}|\{light\}|\bceiling|\bwall|\bshelf|\bfloor|\bhook\b|\bchair|\bstairs|doorway|"
    r"\bknock|\bhouse\b|\bdust\b",
    re.IGNORECASE,
)
_MODERN = re.compile(
    r"phone|\bcall\b|\brang\b|\bthe car\b|\bdrove|screwdriver|photograph|\bwire\b|dial|number|"
    r"\bbell\b|\bcrackle\b|postman|train|platform|papers",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Card:
    """A beat for two.

    Attributes:
        action: what is seen.
        lines: ("A" or "B", words) in order. button: "" but in ends.
    """

    action: str
    lines: tuple[tuple[str, str], ...]
    button: str = ""

    @property
    def text(self) -> str:
        """Everything on the card."""
        said = " ".join(words for _, words in self.lines)
        return " ".join([self.action, said, self.button])

    @property
    def needs_walls(self) -> bool:
        """Whether it plays only where there is a room around it."""
        return bool(_WALLS.search(self.text))

    @property
    def is_modern(self) -> bool:
        """Whether something in it was not there in the days of horses."""
        return bool(_MODERN.search(self.text))


@cache
def cards(family: Family, function: Function) -> tuple[Card, ...]:
    """The cards of a family for a function, in the order of their module."""
    return _read(_TEXTS[family])[function]


def _read(text: str) -> dict[Function, tuple[Card, ...]]:
    found: dict[str, list[Card]] = {}
    function = ""
    for block in re.split(r"\n\s*\n|\n(?=~)", text.strip()):
        rows = re.sub(r"\n  +", " ", block).split("\n")
        if rows[0].startswith("# "):
            function = rows.pop(0)[2:].strip()
        if rows:
            found.setdefault(function, []).append(_card(rows))
    return {name: tuple(found[name]) for name in FUNCTIONS}


def _card(rows: list[str]) -> Card:
    action = button = ""
    lines: list[tuple[str, str]] = []
    for row in rows[1:]:
        mark, words = row[0], row[2:].strip()
        if mark == ">":
            action = words
        elif mark == "=":
            button = words
        else:
            lines.append((mark, words))
    return Card(action, tuple(lines), button)
