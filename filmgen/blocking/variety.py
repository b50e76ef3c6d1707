"""No two kitchens alike: a place's plan mirrored and stretched by its location's name.

A plan drawn from a table is turned into one of its relatives, the same each time for the same
location. What stands near a wall goes with its wall; what stands in the middle stays, so that
chairs stay at their tables and nothing meets that did not meet before.
"""

from __future__ import annotations

import math
from dataclasses import replace

from filmgen.blocking.chance import between, fraction
from filmgen.blocking.model import Opening, Prop, SetPlan

NEAR_WALL_M = 1.15
FIXED = frozenset(["car interior", "train", "bus", "plane", "lift", "boat cabin", "theatre"])
"""Kinds whose proportions and sides are given by what they are."""
_OTHER_SIDE = {"west": "east", "east": "west", "north": "north", "south": "south"}


def varied(plan: SetPlan, key: str) -> SetPlan:
    """The plan as this location has it: perhaps mirrored, and rooms up to 0.7 m larger."""
    if plan.kind in FIXED:
        return plan
    if plan.interior:
        wide = round(between(0.0, 0.12 * min(plan.width_m, 5.5), key, "wider"), 2)
        deep = round(between(0.0, 0.12 * min(plan.depth_m, 5.5), key, "deeper"), 2)
        plan = stretched(plan, wide, deep)
    return mirrored(plan) if fraction(key, "mirrored") < 0.5 else plan


def stretched(plan: SetPlan, wide_m: float, deep_m: float) -> SetPlan:
    """A room that much wider and deeper, with what stands at its walls moved along."""

    def moved(at: float, size: float, more: float) -> float:
        if size / 2 - abs(at) > NEAR_WALL_M or abs(at) < 0.3 * size / 2:
            return at
        return round(at + math.copysign(more / 2, at), 4)

    props = []
    for prop in plan.props:
        x, y, z = prop.position
        if prop.kind == "bars":  # from wall to wall
            w, h, d = prop.size_m
            props.append(
                replace(
                    prop,
                    position=(x, y, moved(z, plan.depth_m, deep_m)),
                    size_m=(w + wide_m, h, d),
                )
            )
            continue
        at = (moved(x, plan.width_m, wide_m), y, moved(z, plan.depth_m, deep_m))
        props.append(replace(prop, position=at))
    return replace(
        plan, props=tuple(props), width_m=plan.width_m + wide_m, depth_m=plan.depth_m + deep_m
    )


def mirrored(plan: SetPlan) -> SetPlan:
    """The plan with west and east changed over."""

    def prop(p: Prop) -> Prop:
        x, y, z = p.position
        return replace(p, position=(-x, y, z), yaw_rad=-p.yaw_rad)

    def hole(o: Opening) -> Opening:
        along = -o.centre_m if o.wall in ("north", "south") else o.centre_m
        return replace(o, wall=_OTHER_SIDE[o.wall], centre_m=along)

    return replace(
        plan,
        props=tuple(prop(p) for p in plan.props),
        openings=tuple(hole(o) for o in plan.openings),
    )
