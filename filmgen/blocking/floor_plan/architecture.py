"""Walls with their doors and windows, and what the ground outside is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from filmgen.blocking.floor_plan.sheet import GREY, INK, PALE, PAPER, Layer, Point, Window
from filmgen.blocking.model import Opening, SetPlan

WALL_M, SHELL_M = 0.14, 0.05
"""Thickness of walls, and of the sides of vehicles."""
_WALLS: dict[str, tuple[Point, Point]] = {
    "north": ((0.0, 1.0), (1.0, 0.0)),
    "south": ((0.0, -1.0), (1.0, 0.0)),
    "west": ((1.0, 0.0), (0.0, 1.0)),
    "east": ((-1.0, 0.0), (0.0, 1.0)),
}
"""Inward normal and direction along the wall, in x and z."""
_PAVED = {"street": 4.2, "old street": 3.4, "road": 4.2, "alley": 0.0}
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


@dataclass(frozen=True)
class Wall:
    """One wall of a room, seen from above.

    Attributes:
        foot: world point in the middle of its inner face. inward, along: unit vectors.
        half: half its length. thick: metres, outward.
    """

    window: Window
    foot: Point
    inward: Point
    along: Point
    half: float
    thick: float

    def on(self, s: float, t: float) -> Point:
        """Sheet point `s` along the wall and `t` into the room."""
        (fx, fz), (ax, az), (ix, iz) = self.foot, self.along, self.inward
        return self.window.at(fx + ax * s + ix * t, fz + az * s + iz * t)

    def slab(self, low: float, high: float) -> list[Point]:
        """The wall between two places along it."""
        corners = ((low, 0.0), (high, 0.0), (high, -self.thick), (low, -self.thick))
        return [self.on(s, t) for s, t in corners]


def wall_thickness(plan: SetPlan) -> float:
    return SHELL_M if plan.kind == "car interior" else WALL_M


def draw_room(layer: Layer, window: Window, plan: SetPlan) -> None:
    """Floor and walls in black, broken by doors with their swing, windows and archways."""
    w, d = plan.width_m / 2, plan.depth_m / 2
    corners = ((-w, -d), (w, -d), (w, d), (-w, d))
    layer.polygon([window.at(x, z) for x, z in corners], fill="#fbfaf7", stroke="none")
    for name, (inward, along) in _WALLS.items():
        half, distance = (w, d) if along[0] else (d, w)
        foot = (-inward[0] * distance, -inward[1] * distance)
        wall = Wall(window, foot, inward, along, half, wall_thickness(plan))
        start = -half - wall.thick
        for opening in sorted(plan.openings, key=lambda o: o.centre_m):
            if opening.wall != name:
                continue
            low = max(opening.centre_m - opening.width_m / 2, -half)
            high = min(opening.centre_m + opening.width_m / 2, half)
            _draw_solid(layer, wall, start, low)
            _draw_opening(layer, wall, low, high, opening)
            start = max(start, high)
        _draw_solid(layer, wall, start, half + wall.thick)


def _draw_solid(layer: Layer, wall: Wall, low: float, high: float) -> None:
    if high - low > 1e-3:
        layer.polygon(wall.slab(low, high), fill=INK, stroke=INK, stroke_width="0.6")


def _draw_opening(layer: Layer, wall: Wall, low: float, high: float, opening: Opening) -> None:
    on, deep = wall.on, wall.thick
    if opening.kind == "window":
        layer.polygon(wall.slab(low, high), fill=PAPER, stroke=INK, stroke_width="1")
        pane = [on(low, -deep / 2), on(high, -deep / 2)]
        layer.path(pane, fill="none", stroke=INK, stroke_width="1")
        return
    for t in (0.0, -deep):
        layer.path([on(low, t), on(high, t)], fill="none", stroke=GREY, stroke_width="0.7",
                   stroke_dasharray="3 3")  # fmt: skip
    if opening.kind != "door":
        return
    width = high - low
    single = width < 1.25
    leaves = [(low, 1.0, width)] if single else [(low, 1.0, width / 2), (high, -1.0, width / 2)]
    for hinge, side, leaf in leaves:
        swing = [math.pi / 2 * k / 10 for k in range(11)]
        arc = [on(hinge + side * leaf * math.cos(a), leaf * math.sin(a)) for a in swing]
        layer.path(arc, fill="none", stroke=GREY, stroke_width="0.8")
        edge = hinge + side * 0.04
        board = [on(hinge, 0), on(hinge, leaf), on(edge, leaf), on(edge, 0)]
        layer.polygon(board, fill=PAPER, stroke=INK, stroke_width="1")


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
