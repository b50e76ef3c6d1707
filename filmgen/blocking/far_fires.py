"""What burns behind all that is near: a house beyond the farthest one, its roof in flames.

It is a house of the set, so that its flames stand on something from wherever they are seen, and
the roofs before it hide it as they hide anything. Its camera looks at those roofs, not at it:
nobody goes close to what the words have far away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from filmgen.blocking.model import Prop, SetPlan
from filmgen.breakdown.cues import DISTANCE
from filmgen.breakdown.model import EffectCue

_GAP_M = 5.0
"""Of the yard between the near house and the far one."""
_TALLER = 1.6
"""Its height over that of the house before it: its roof is seen above the near one's."""
_SKY_M = 5.0
"""What a picture of those roofs shows above them."""
_ALONE_M, _ALONE = 40.0, (9.0, 6.0, 6.0)
"""How far off a house stands where there is no other, and how large it is."""
ROOF_SHARE = 0.8
"""Share of its height its flames stand at."""


def with_far_house(plan: SetPlan, cues: Iterable[EffectCue]) -> SetPlan:
    """The set with the far house, where a cue has something burn or smoke in the distance."""
    if plan.interior or far_house(plan) or all(cue.at != DISTANCE for cue in cues):
        return plan
    near = _farthest(plan)
    if near is None:
        place = (round(0.2 * plan.width_m, 4), 0.0, round(-0.5 * plan.depth_m - _ALONE_M, 4))
        return _with(plan, Prop("house front", place, 0.0, _ALONE))
    (x, y, z), (w, h, d) = near.position, near.size_m
    size = (round(min(w, 9.0), 4), round(_TALLER * h, 4), 5.0)
    back = 0.5 * d + _GAP_M + 0.5 * size[2]
    at = (
        round(x - back * math.sin(near.yaw_rad), 4),
        y,
        round(z - back * math.cos(near.yaw_rad), 4),
    )
    return _with(plan, Prop("house front", at, near.yaw_rad, size))


def far_house(plan: SetPlan) -> Prop | None:
    """The house that burns in the distance, if the set has one."""
    return next((p for p in plan.props if p.word == DISTANCE), None)


def houses(plan: SetPlan) -> list[Prop]:
    """The houses people are at: all but the one in the distance."""
    return [p for p in plan.props if p.kind == "house front" and p.word != DISTANCE]


def overlooked(plan: SetPlan, burning: Prop) -> Prop:
    """What a camera is set up on to show what burns far off: the roofs before it and their sky.

    Without any, a stretch of the horizon about it.
    """
    near = _farthest(plan)
    if near is None:
        w, h, d = burning.size_m
        return replace(burning, size_m=(2.5 * w, 2.0 * h, d))
    w, h, d = near.size_m
    return replace(near, size_m=(w, h + _SKY_M, d))


def _farthest(plan: SetPlan) -> Prop | None:
    return max(houses(plan), key=lambda p: math.hypot(p.position[0], p.position[2]), default=None)


def _with(plan: SetPlan, house: Prop) -> SetPlan:
    return replace(plan, props=(*plan.props, replace(house, word=DISTANCE)))
