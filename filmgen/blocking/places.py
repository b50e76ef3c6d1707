"""The places filmgen can furnish, and which of them a heading means."""

from __future__ import annotations

import re

from filmgen.blocking.locations.country import COUNTRY
from filmgen.blocking.locations.homes import HOMES
from filmgen.blocking.locations.place import Place
from filmgen.blocking.locations.public_rooms import PUBLIC_ROOMS
from filmgen.blocking.locations.rides import RIDES
from filmgen.blocking.locations.town import TOWN

__all__ = ["PLACES", "Place", "of_old", "place_for"]

PLACES: tuple[Place, ...] = (*RIDES, *HOMES, *PUBLIC_ROOMS, *TOWN, *COUNTRY)
"""In order of preference where two patterns match equally early in a heading."""

_PATTERNS = tuple((p, re.compile(rf"(?:\b|(?<=\W))(?:{p.pattern})", re.I)) for p in PLACES)


_ROOM = next(pattern for place, pattern in _PATTERNS if place.kind == "room")


def place_for(heading: str, words: str, interior: bool) -> Place:
    """The kind of place a heading means; the action's words decide only if it says nothing.

    The sublocation speaks before the location, and what stands before a comma before what
    follows it ("HALLWAY, SCOTT'S APARTMENT BUILDING"). Within those a later word wins
    ("PALACE HOTEL LOBBY"); of two at the same word the earlier row of `PLACES`.
    """
    parts = [part.strip() for part in heading.split(" / ")]
    segments = [segment for part in reversed(parts) for segment in re.split(r"[,:(–—-] ?", part)]
    chosen: Place | None = None
    for segment in segments:
        best: tuple[int, int] | None = None
        for order, (place, pattern) in enumerate(_PATTERNS):
            if place.interior != interior or not place.pattern or place.kind == "room":
                continue
            ends = [m.end() for m in pattern.finditer(segment)]
            if ends and (best is None or (ends[-1], -order) > best):
                best, chosen = (ends[-1], -order), place
        if chosen is not None:
            return chosen
    if interior and any(_ROOM.search(segment) for segment in segments):
        return next(p for p in PLACES if p.kind == "room")
    first: int | None = None
    for place, pattern in _PATTERNS:
        if (
            place.interior != interior
            or not place.pattern
            or place.kind in ("room", "car interior")
        ):
            continue
        found = pattern.search(words)
        if found and (first is None or found.start() < first):
            first, chosen = found.start(), place
    if chosen is not None:
        return chosen
    fallback = "room" if interior else "exterior"
    return next(p for p in PLACES if p.kind == fallback)


def of_old(place: Place) -> Place:
    """What a place was before motor cars: streets were narrow."""
    if place.kind != "street":
        return place
    return next(p for p in PLACES if p.kind == "old street")
