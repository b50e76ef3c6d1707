"""Which English a film speaks, by its spelling, its words and its places."""

from __future__ import annotations

import re

from filmgen.breakdown.model import ShotList

_BRITISH = re.compile(
    r"\b(?:colour\w*|favour\w*|honour\w*|grey|realis\w+|mum|bloody|bloke|blimey|cheers|lorry|pub|"
    r"constable|quid|guv|arse|whilst|London|Scotland|Manchester|Oxford|Cambridge|Brighton)\b|£"
)
_AMERICAN = re.compile(
    r"\b(?:color\w*|favor\w*|honor\w*|gray|realiz\w+|mom|dollars?|sheriff|cops?|ass|gotta|sidewalk|"
    r"highway|California|York|Texas|Chicago|Angeles|Francisco|Vegas|Boston|FBI|DA|LAPD|NYPD)\b|\$"
)


def accent_of(shots: ShotList) -> str:
    """The English of most of the film's words: en-US unless spelling and places are British."""
    words = " ".join([*(line.text for line in shots.lines()), *(s.action for s in shots.shots)])
    british, american = len(_BRITISH.findall(words)), len(_AMERICAN.findall(words))
    return "en-GB" if british > american else "en-US"
