"""Screenplays from a small grammar of our own, for a tiny model to learn in seconds."""

from __future__ import annotations

import random
from pathlib import Path

_HOME = {
    "places": "KITCHEN|HARBOUR|ATTIC|GARAGE|STATION|CHAPEL|OFFICE|BRIDGE|CELLAR|LIBRARY",
    "names": "MARA|JON|ILSE|TOMAS|ADA|VERA|OTTO|LENA|RAFE|NINA|PAUL|EDDA",
    "verbs": "takes|opens|drops|hides|finds|turns|lifts|breaks|burns|folds|cleans|throws",
    "things": "letter|knife|lamp|map|coat|glass|key|photo|rope|radio|book|clock",
    "ways": "slowly|quickly|alone|again|twice|carefully|at last|in the dark|softly",
    "asks": "Where is|Who has|I want|Give me|You lost|Forget|I saw|Nobody needs|Keep",
    "when": "now|tonight|before the rain|after all this|for my brother|by the door",
}
_ABROAD = {
    "places": "BAZAAR|DUNE|PALACE|WELL|TOWER|CARAVAN|HAREM|OASIS",
    "names": "SELIM|YUSUF|AMINA|ZOHRA|FARID|LEYLA|HASAN",
    "verbs": "guards|steals|paints|bites|kisses|curses|feeds|counts",
    "things": "camel|dagger|carpet|ruby|falcon|drum|lantern|date",
    "ways": "proudly|for gold|under the moon|with both hands|laughing",
    "asks": "Bring me|Who sold|Behold|Swear by|Spare",
    "when": "my prince|at sunrise|or die|for the sultan",
}


def film(number: int, scenes: int = 8, *, abroad: bool = False) -> str:
    """A script: the forms are everyone's, names and events its own.

    Args:
        abroad: of another world, which shares the forms but none of the words.
    """
    draw = random.Random(number)
    words = _ABROAD if abroad else _HOME

    def one(kind: str) -> str:
        return draw.choice(words[kind].split("|"))

    cast = draw.sample(words["names"].split("|"), 3)
    blocks = [f"Title: Film {number}\nAuthor: Nobody Known"]
    for _ in range(scenes):
        side, light = draw.choice(("INT.", "EXT.")), draw.choice(("DAY", "NIGHT"))
        blocks.append(f"{side} {one('places')} - {light}")
        for _ in range(4):
            who = draw.choice(cast).title()
            blocks.append(f"{who} {one('verbs')} the {one('things')} {one('ways')}.")
            line = f"{one('asks')} the {one('things')} {one('when')}."
            blocks.append(f"{draw.choice(cast)}\n{line}")
    return "\n\n".join(blocks) + "\n"


def save_films(folder: Path, count: int = 8, *, abroad: bool = False) -> Path:
    """Write `count` films into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = film(number, abroad=abroad)
        (folder / f"film-{number}.fountain").write_text(text, encoding="utf-8")
    return folder
