"""Who gets into a car is seen in it: from there on a scene plays in the car's own set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from filmgen.blocking.lexicon import find_things
from filmgen.blocking.model import SetPlan
from filmgen.blocking.sets import place_key, plan_set
from filmgen.breakdown.model import Setting, Setup, Shot

_GETS_IN = re.compile(
    r"\b(?:gets?|getting|climbs?|jumps?|hops?|slides?|dives?|piles?|steps?) (?:back )?(?:in|into) "
    r"(?P<car>[^.;,]{2,40})",
    re.IGNORECASE,
)
_WHEEL = re.compile(r"\b(?:at|behind) the wheel\b|\bin the (?:driver|passenger)", re.IGNORECASE)
_GETS_OUT = re.compile(
    r"\b(?:gets?|climbs?|jumps?|steps?) out\b|\bout of the (?:car|taxi|van)\b", re.IGNORECASE
)
_OUTSIDE = (Setup.ESTABLISHING, Setup.INSERT, Setup.TITLE, Setup.MONTAGE, Setup.POV)


def rides_of(shots: Sequence[Shot]) -> frozenset[int]:
    """Indices of the shots that play inside a car although their heading is another place."""
    inside: set[int] = set()
    riding: int | None = None
    for index, shot in enumerate(shots):
        if riding is not None and shot.scene_index != riding:
            riding = None
        enters = _enters(shot.action)
        leaves = bool(_GETS_OUT.search(shot.action)) and not enters
        if enters:
            riding = shot.scene_index
        elif leaves:
            riding = None
        if riding is not None and shot.setup not in _OUTSIDE and shot.present:
            inside.add(index)
    return frozenset(inside)


def _enters(action: str) -> bool:
    for match in _GETS_IN.finditer(action):
        if any(t.kind == "car" for t in find_things(match["car"])):
            return True
    return bool(_WHEEL.search(action))


def car_key(setting: Setting) -> str:
    """The key of the car that a place's people get into."""
    return f"{place_key(setting)} / CAR"


def plan_car(key: str, shot: Shot) -> SetPlan:
    """The inside of a car, with nothing of the place around it."""
    setting = replace(shot.setting, location="CAR", sublocation="", words="")
    return plan_set(
        key, (replace(shot, setting=setting, action="", props=(), insert_prop=""),), True
    )
