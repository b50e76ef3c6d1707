"""What words hang in a room: curtains, tall windows, lanterns, a bulb."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from filmgen.blocking.chance import between
from filmgen.blocking.furnishings import OWN
from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Opening, Prop, SetPlan, Vec3

_CURTAINS = re.compile(r"\b(?:curtains?|drapes?)\b", re.IGNORECASE)
_TALL = re.compile(r"\btall (?:\w+ )?windows?\b", re.IGNORECASE)
_WINDOW = re.compile(r"\bwindows?\b", re.IGNORECASE)
_HANGING = re.compile(
    r"\b(?:lanterns?|lamps?)\b[^.]{0,30}\bhangs?\b|\bhang(?:s|ing)?\b[^.]{0,20}\blanterns\b",
    re.IGNORECASE,
)
_DARK = re.compile(
    r"\b(?:lanterns?|lamps?)\b[^.]{0,45}\b(?:dark|unlit|dead|cold|out)\b|"
    r"\b(?:dark|unlit|dead|cold) (?:\w+ )?(?:lanterns?|lamps?)\b",
    re.IGNORECASE,
)
_BULB = re.compile(r"\b(?:bulbs?|ceiling lamp|chandelier)\b", re.IGNORECASE)
_SAID_DOOR = re.compile(r"\bdoors?\b", re.IGNORECASE)


def dress(plan: SetPlan, words: str, key: str) -> SetPlan:
    """The plan with the windows, curtains, lanterns and bulb its words name."""
    if not plan.interior or plan.kind == "car interior":
        return plan
    plan = _doors_and_windows(plan, words)
    if _CURTAINS.search(words) and not any(p.kind == "curtain" for p in plan.props):
        plan = _curtained(plan)
    if _HANGING.search(words):
        plan = _hung_with_lanterns(plan, key, lit=not _DARK.search(words))
    naked = re.search(r"\bbulbs?\b", words, re.IGNORECASE)
    if naked:  # what hangs there is no more than that
        props = (replace(p, word="bulb") if p.kind == "ceiling lamp" else p for p in plan.props)
        plan = replace(plan, props=tuple(props))
    if _BULB.search(words) and not any(p.kind == "ceiling lamp" for p in plan.props):
        at = (round(between(-0.5, 0.5, key, "bulb"), 3), plan.height_m, 0.3)
        size = KINDS["ceiling lamp"].size_m
        bulb = Prop("ceiling lamp", at, 0.0, size, 0.9, word="bulb" if naked else "")
        plan = replace(plan, props=(*plan.props, bulb))
    return plan


def hole_centre(plan: SetPlan, hole: Opening, inset_m: float = 0.0) -> tuple[Vec3, float]:
    """(centre, yaw into the room) of an opening, `inset_m` in front of its wall."""
    y = hole.sill_m + hole.height_m / 2
    x, z = plan.width_m / 2 - inset_m, plan.depth_m / 2 - inset_m
    at, yaw = {
        "north": ((hole.centre_m, y, -z), 0.0),
        "south": ((hole.centre_m, y, z), math.pi),
        "west": ((-x, y, hole.centre_m), math.pi / 2),
        "east": ((x, y, hole.centre_m), -math.pi / 2),
    }[hole.wall]
    return (round(at[0], 4), round(at[1], 4), round(at[2], 4)), round(yaw, 5)


def _doors_and_windows(plan: SetPlan, words: str) -> SetPlan:
    holes = list(plan.openings)
    first = next((i for i, o in enumerate(holes) if o.kind == "window"), None)
    wants_window = bool(_CURTAINS.search(words) or _WINDOW.search(words))
    if first is None and wants_window:
        holes.append(Opening("window", "west", 0.0, 1.4, 1.3, 0.95))
        first = len(holes) - 1
    if first is not None and _TALL.search(words):
        tall = min(2.05, plan.height_m - 0.55)
        holes[first] = replace(holes[first], width_m=1.3, height_m=tall, sill_m=0.35)
    if _SAID_DOOR.search(words) and not any(o.kind == "door" for o in holes):
        holes.append(Opening("door", "east", plan.depth_m / 2 - 1.2, 0.95, 2.05))
    return replace(plan, openings=tuple(holes))


def _curtained(plan: SetPlan) -> SetPlan:
    """A curtain on either side of the first window."""
    hole = next(o for o in plan.openings if o.kind == "window")
    (x, _, z), yaw = hole_centre(plan, hole, 0.09)
    low = max(hole.sill_m - 0.3, 0.04)
    high = min(hole.sill_m + hole.height_m + 0.15, plan.height_m - 0.05)
    width = 0.34 * hole.width_m
    size = (round(width, 3), round(high - low, 3), 0.1)
    added = []
    for side in (-1.0, 1.0):
        aside = side * (hole.width_m / 2 - 0.1 * width)
        at = (
            round(x + aside * math.cos(yaw), 4),
            round(low, 4),
            round(z - aside * math.sin(yaw), 4),
        )
        added.append(Prop("curtain", at, yaw, size, KINDS["curtain"].tone))
    return replace(plan, props=(*plan.props, *added))


def _hung_with_lanterns(plan: SetPlan, key: str, lit: bool) -> SetPlan:
    """Two rows of lanterns on hooks in the ceiling, off the middle so that heads pass.

    Each is as high as it hangs down: the lantern below, its chain above.
    """
    kind, (wide, _, _), tone = OWN["hanging lantern"]
    high = 1.75 * wide
    added = []
    for row in (-1.0, 1.0):
        for k in range(4):
            x = (k - 1.5) * plan.width_m / 4.6 + between(-0.2, 0.2, key, "lantern", row, k)
            z = row * plan.depth_m * 0.24 + between(-0.25, 0.25, key, "hook", row, k)
            drop = round(high + between(0.12, 0.42, key, "cord", row, k), 3)
            at = (round(x, 3), round(plan.height_m - drop, 3), round(z, 3))
            turned = round(between(-0.7, 0.7, key, "swing", row, k), 3)
            size = (wide, drop, wide)
            added.append(Prop(kind, at, turned, size, tone, word="hanging lantern", lit=lit))
    return replace(plan, props=(*plan.props, *added))
