"""What time a script plays in, from its words, and what that time takes out of its places."""

from __future__ import annotations

import re
from dataclasses import replace

from filmgen.blocking.furnishings import OWN
from filmgen.blocking.model import Prop, SetPlan

_OLD = re.compile(
    r"\b(?:gas[- ]?(?:lamps?|lights?|lit)|lamplighters?|horse-? ?drawn|"
    r"(?<!baby )carriages?|"
    r"coachman|stagecoach(?:es)?|hansom|oil lamps?|candlelit|torchlit|knights?|castle|medieval|"
    r"musketeers?|galleon|"
    r"old stone|thatched|gaslight|1[0-8]\d\ds?)\b",
    re.IGNORECASE,
)
_OLDISH = re.compile(
    r"\b(?P<lantern>lanterns?)\b|\b(?P<cobbles>cobble(?:s|d|stones?)?)\b|\b(?P<narrow>narrow "
    r"(?:\w+ )?(?:street|lane))|\b(?P<horse>horses?|on horseback)\b|\b(?P<candle>candles?)\b|"
    r"\b(?P<cart>carts?|wagons?)\b|\b(?P<stone>stone (?:houses?|cottages?))\b|"
    r"\b(?P<inn>tavern|inn)\b",
    re.IGNORECASE,
)
_MODERN = re.compile(
    r"\b(?:cars?|taxis?|cabs?|trucks?|vans?|bus|buses|motorcycles?|porsche|suv|traffic|"
    r"televisions?|"
    r"tv|computers?|laptops?|cell ?phones?|smartphones?|"
    r"skyscrapers?|helicopters?|airport|subway)\b",
    re.IGNORECASE,
)
_MODERN_KINDS = frozenset(
    ["car", "truck", "helicopter", "television", "computer", "bicycle", "fridge"]
)
_MODERN_WORDS = frozenset(
    ["traffic light", "hydrant", "parking meter", "telephone pole", "utility pole", "price pylon",
     "vending machine", "phone booth", "guard rail", "gas pump", "dumpster", "bin", "mailbox",
     "aerial", "vent box"]
)  # fmt: skip
_LAMPPOSTS = frozenset(["street lamp", "streetlight", "street light", "lamppost", "lamp"])
_ENOUGH = 3
"""So many different words that are only rather old make an old place."""


def is_period(words: str) -> bool:
    """Whether a script's words belong to a time without motor cars."""
    if _MODERN.search(words):
        return False
    return bool(_OLD.search(words)) or _hints(words) >= _ENOUGH


def is_old_quarter(words: str) -> bool:
    """Whether the words of a street mean one that old times built, whenever the film plays."""
    return not _MODERN.search(words) and (bool(_OLD.search(words)) or _hints(words) >= 2)


def _hints(words: str) -> int:
    return len({match.lastgroup for match in _OLDISH.finditer(words)})


def strip_modern(plan: SetPlan) -> SetPlan:
    """The plan without cars, tower blocks and street furniture; lamp posts burn gas."""
    kept = tuple(
        _of_old(p)
        for p in plan.props
        if p.kind not in _MODERN_KINDS
        and p.word not in _MODERN_WORDS
        and not (p.kind == "house front" and p.size_m[1] > 13.0)
        and not (p.kind == "box" and p.size_m[1] > 1.0)
    )
    return replace(plan, props=kept)


def _of_old(prop: Prop) -> Prop:
    if prop.kind != "street lamp" or prop.word not in _LAMPPOSTS:
        return prop
    _, size, tone = OWN["gas lamp"]
    return replace(prop, size_m=size, tone=tone, word="gas lamp")
