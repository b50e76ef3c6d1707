"""Walls with their doors and windows, and what the ground outside is."""

from __future__ import annotations

import math

from filmgen.blocking.floor_plan.sheet import GREY, INK, PALE, PAPER, Layer, Point, Window
from filmgen.blocking.model import Opening, SetPlan

WALL_M = 0.14
_WALLS: dict[str, tuple[Point, Point]] = {
    "north": ((0.0, 1.0), (1.0, 0.0)),
    "south": ((0.0, -1.0), (1.0, 0.0)),
    "west": ((1.0, 0.0), (0.0, 1.0)),
    "east": ((-1.0, 0.0), (0.0, 1.0)),
}
"""Inward normal and direction along the wall, in x and z."""
_PAVED = {"street": 4.2, "road": 4.2, "alley": 0.0}
_GROUND = {
    "beach": "#f7f1e3",
    "desert": "#f7f0e0",
    "forest": "#eef2e8",
    "field": "#f0f4e8",
    "park": "#eef3e6",
    "garden": "#eef3e6",
    "mountains": "#f1f1ee",
    "meadow": "#f0f4e8",
    "cemetery": "#eef1ea",
    "yard": "#f2f3ec",
    "pool": "#f4f3ee",
}


def draw_room(layer: Layer, window: Window, plan: SetPlan) -> None:
    """Floor and walls in black, broken by doors with their swing, windows and archways."""
    w, d = plan.width_m / 2, plan.depth_m / 2
    at = window.at
    layer.polygon([at(-w, -d), at(w, -d), at(w, d), at(-w, d)], fill="#fbfaf7", stroke="none")
    for wall, (inward, along) in _WALLS.items():
        half = w if along[0] else d
        distance = d if along[0] else w
        foot = (-inward[0] * distance, -inward[1] * distance)
        openings = sorted((o for o in plan.openings if o.wall == wall), key=lambda o: o.centre_m)
        start = -half - WALL_M
        for opening in openings:
            low = max(opening.centre_m - opening.width_m / 2, -half)
            high = min(opening.centre_m + opening.width_m / 2, half)
            _solid(layer, window, foot, inward, along, start, low)
            _opening(layer, window, foot, inward, along, low, high, opening)
            start = max(start, high)
        _solid(layer, window, foot, inward, along, start, half + WALL_M)


def _solid(
    layer: Layer, window: Window, foot: Point, inward: Point, along: Point, low: float, high: float
) -> None:
    if high - low < 1e-3:
        return
    corners = [(low, 0.0), (high, 0.0), (high, -WALL_M), (low, -WALL_M)]
    layer.polygon(
        [_on(window, foot, inward, along, s, t) for s, t in corners],
        fill=INK,
        stroke=INK,
        stroke_width="0.6",
    )


def _on(window: Window, foot: Point, inward: Point, along: Point, s: float, t: float) -> Point:
    """Sheet point at `s` along a wall and `t` into the room."""
    return window.at(foot[0] + along[0] * s + inward[0] * t, foot[1] + along[1] * s + inward[1] * t)


def _opening(
    layer: Layer,
    window: Window,
    foot: Point,
    inward: Point,
    along: Point,
    low: float,
    high: float,
    opening: Opening,
) -> None:
    def on(s: float, t: float) -> Point:
        return _on(window, foot, inward, along, s, t)

    thin = {"fill": "none", "stroke": INK, "stroke_width": "1"}
    if opening.kind == "window":
        frame = [on(low, 0), on(high, 0), on(high, -WALL_M), on(low, -WALL_M)]
        layer.polygon(frame, fill=PAPER, stroke=INK, stroke_width="1")
        layer.path([on(low, -WALL_M / 2), on(high, -WALL_M / 2)], **thin)
        return
    for t in (0.0, -WALL_M):
        layer.path(
            [on(low, t), on(high, t)],
            fill="none",
            stroke=GREY,
            stroke_width="0.7",
            stroke_dasharray="3 3",
        )
    if opening.kind != "door":
        return
    width = high - low
    leaves = (
        [(low, 1.0, width)] if width < 1.25 else [(low, 1.0, width / 2), (high, -1.0, width / 2)]
    )
    for hinge, side, leaf in leaves:
        arc = [
            on(hinge + side * leaf * math.cos(a), leaf * math.sin(a))
            for a in (math.pi / 2 * k / 10 for k in range(11))
        ]
        layer.path(arc, fill="none", stroke=GREY, stroke_width="0.8")
        slab = [
            on(hinge, 0),
            on(hinge, leaf),
            on(hinge + side * 0.04, leaf),
            on(hinge + side * 0.04, 0),
        ]
        layer.polygon(slab, fill=PAPER, stroke=INK, stroke_width="1")


def draw_ground(layer: Layer, window: Window, plan: SetPlan) -> None:
    """Outside: the ground's tint, and kerbs where there is a road."""
    left, top, right, bottom = window.seen()
    at = window.at
    tint = _GROUND.get(plan.kind, "#f6f6f3")
    layer.polygon(
        [at(left, top), at(right, top), at(right, bottom), at(left, bottom)],
        fill=tint,
        stroke="none",
    )
    half = min(_PAVED.get(plan.kind, 0.0), plan.width_m * 0.22)
    if half <= 0:
        return
    road = [at(-half, top), at(half, top), at(half, bottom), at(-half, bottom)]
    layer.polygon(road, fill="#e9e9e6", stroke="none")
    for x in (-half, half):
        for lift in (0.0, 0.25):
            edge = x + math.copysign(lift, x)
            layer.path(
                [at(edge, top), at(edge, bottom)], fill="none", stroke=GREY, stroke_width="0.8"
            )
    layer.path(
        [at(0, top), at(0, bottom)],
        fill="none",
        stroke=PALE,
        stroke_width="1.6",
        stroke_dasharray="18 14",
    )
