"""Props on the plan, each by the symbol of its kind; what has none is its outline."""

from __future__ import annotations

import math
from collections.abc import Iterable

from filmgen.blocking.floor_plan.furniture import FURNITURE
from filmgen.blocking.floor_plan.outdoors import OUTDOORS
from filmgen.blocking.floor_plan.sheet import Layer, Window
from filmgen.blocking.floor_plan.spot import LINE, Spot
from filmgen.blocking.model import Prop

TINY_PX = 5.0
"""Things smaller than this are dots."""
FLAT_KINDS = frozenset(["rug", "water", "pool"])
"""Things that lie under everything."""
HANGING_KINDS = frozenset(["ceiling lamp"])
"""Things above everything."""


def draw_things(layer: Layer, window: Window, props: Iterable[Prop], *, hanging: bool) -> None:
    """Draw the props that the window shows, lower ones first.

    Args:
        hanging: only those that hang over everything; else all others.
    """
    seen = window.seen()
    chosen = [prop for prop in props if (prop.kind in HANGING_KINDS) == hanging]
    for prop in sorted(chosen, key=lambda p: (p.kind not in FLAT_KINDS, p.position[1])):
        reach = math.hypot(prop.size_m[0], prop.size_m[2]) / 2
        x, _, z = prop.position
        if seen[0] - reach < x < seen[2] + reach and seen[1] - reach < z < seen[3] + reach:
            _draw(Spot(layer, window, prop))


def _draw(spot: Spot) -> None:
    if max(spot.w, spot.d) * spot.window.scale < TINY_PX:
        spot.layer.circle(spot.at(0, 0), 1.4, fill=LINE)
        return
    symbol = FURNITURE.get(spot.prop.kind) or OUTDOORS.get(spot.prop.kind)
    if symbol is not None:
        symbol(spot)
    else:
        spot.rect(0, 0, spot.w, spot.d)
