"""Things of the set as plan symbols: what an architect would draw for a bed, a car, a tree.

A symbol is drawn in the thing's own frame: x along its width, z towards its front, the origin
in its middle, metres.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from filmgen.blocking.chance import fraction
from filmgen.blocking.floor_plan.sheet import PAPER, Layer, Point, Window
from filmgen.blocking.model import Prop

LINE = "#5d636b"
TINY_PX = 5.0


@dataclass(frozen=True)
class Spot:
    """A thing on the plan, with verbs that draw in its frame."""

    layer: Layer
    window: Window
    prop: Prop

    @property
    def w(self) -> float:
        return self.prop.size_m[0]

    @property
    def d(self) -> float:
        return self.prop.size_m[2]

    def at(self, x: float, z: float) -> Point:
        cos, sin = math.cos(self.prop.yaw_rad), math.sin(self.prop.yaw_rad)
        return self.window.at(
            self.prop.position[0] + x * cos + z * sin, self.prop.position[2] - x * sin + z * cos
        )

    def poly(self, points: Iterable[Point], fill: str = PAPER, width: float = 1.0,
             stroke: str = LINE, **style: str) -> None:  # fmt: skip
        self.layer.polygon([self.at(*p) for p in points], fill=fill, stroke=stroke,
                        stroke_width=f"{width:g}", **style)  # fmt: skip

    def rect(self, x: float, z: float, w: float, d: float, fill: str = PAPER, width: float = 1.0,
             **style: str) -> None:  # fmt: skip
        """A rectangle round (x, z)."""
        corners = [(x - w / 2, z - d / 2), (x + w / 2, z - d / 2), (x + w / 2, z + d / 2),
                   (x - w / 2, z + d / 2)]  # fmt: skip
        self.poly(corners, fill, width, **style)

    def soft(self, x: float, z: float, w: float, d: float, r: float, fill: str = PAPER,
             width: float = 1.0) -> None:  # fmt: skip
        """A rectangle with round corners."""
        r = min(r, w / 2, d / 2)
        points = []
        for k, (cx, cz) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
            middle = (x + cx * (w / 2 - r), z + cz * (d / 2 - r))
            for step in range(5):
                turn = math.pi / 2 * (k + step / 4)
                points.append((middle[0] + r * math.cos(turn), middle[1] + r * math.sin(turn)))
        self.poly(points, fill, width)

    def oval(self, x: float, z: float, rx: float, rz: float, fill: str = PAPER, width: float = 1.0,
             **style: str) -> None:  # fmt: skip
        turns = [2 * math.pi * k / 28 for k in range(28)]
        self.poly(
            [(x + rx * math.cos(t), z + rz * math.sin(t)) for t in turns], fill, width, **style
        )

    def line(self, points: Iterable[Point], width: float = 1.0, stroke: str = LINE,
             **style: str) -> None:  # fmt: skip
        self.layer.path([self.at(*p) for p in points], fill="none", stroke=stroke,
                        stroke_width=f"{width:g}", stroke_linecap="round", **style)  # fmt: skip


def draw_prop(layer: Layer, window: Window, prop: Prop) -> None:
    """Draw a thing by its kind; what is too small to draw is a dot."""
    spot = Spot(layer, window, prop)
    if max(prop.size_m[0], prop.size_m[2]) * window.scale < TINY_PX:
        layer.circle(spot.at(0, 0), 1.4, fill=LINE)
        return
    _SYMBOLS.get(prop.kind, _plain)(spot)


def _plain(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)


def _table(s: Spot) -> None:
    s.soft(0, 0, s.w, s.d, 0.05, "#f3efe6")


def _round_table(s: Spot) -> None:
    s.oval(0, 0, s.w / 2, s.d / 2, "#f3efe6")


def _desk(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#f3efe6")
    s.rect(0, s.d * 0.12, s.w * 0.42, s.d * 0.42, PAPER, 0.7)


def _counter(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#efebe2")
    s.line([(-s.w / 2, s.d * 0.32), (s.w / 2, s.d * 0.32)], 0.8)


def _chair(s: Spot) -> None:
    s.soft(0, s.d * 0.06, s.w * 0.92, s.d * 0.84, 0.09)
    s.soft(0, -s.d * 0.42, s.w, s.d * 0.16, 0.04, "#dfe1e4")


def _armchair(s: Spot) -> None:
    _seats(s, 1)


def _sofa(s: Spot) -> None:
    _seats(s, max(2, round(s.w / 0.75)))


def _seats(s: Spot, count: int) -> None:
    arm = min(0.16, s.w * 0.18)
    s.soft(0, 0, s.w, s.d, 0.1, "#e6e8ea")
    inner = s.w - 2 * arm
    for k in range(count):
        x = -inner / 2 + inner * (k + 0.5) / count
        s.soft(x, s.d * 0.1, inner / count * 0.96, s.d * 0.74, 0.07)


def _stool(s: Spot) -> None:
    s.oval(0, 0, s.w / 2, s.d / 2)
    s.oval(0, 0, s.w * 0.32, s.d * 0.32, PAPER, 0.6)


def _bench(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)
    for k in (-1, 1):
        s.line([(-s.w / 2, k * s.d / 6), (s.w / 2, k * s.d / 6)], 0.7)


def _bed(s: Spot) -> None:
    s.soft(0, 0, s.w, s.d, 0.06)
    count = 2 if s.w > 1.2 else 1
    for k in range(count):
        x = s.w * ((k + 0.5) / count - 0.5)
        s.soft(x, -s.d * 0.37, s.w / count * 0.78, s.d * 0.17, 0.08, "#eef0f2", 0.8)
    fold = -s.d * 0.22
    s.poly([(-s.w / 2, fold), (s.w / 2, fold), (s.w / 2, s.d / 2), (-s.w / 2, s.d / 2)], "#e6e9ec")
    s.line([(-s.w / 2, fold + s.d * 0.09), (s.w / 2, fold + s.d * 0.09)], 0.8)


def _shelf(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#ece7dc")
    count = max(3, round(s.w / 0.16))
    for k in range(1, count):
        x = -s.w / 2 + s.w * k / count
        s.line([(x, -s.d * 0.3), (x, s.d * 0.25)], 0.6)


def _cupboard(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#ece7dc")
    s.line([(-s.w / 2, s.d * 0.38), (s.w / 2, s.d * 0.38)], 0.7)
    s.line([(0, s.d * 0.38), (0, s.d / 2)], 0.7)


def _wardrobe(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#ece7dc")
    s.line([(-s.w * 0.46, 0), (s.w * 0.46, 0)], 0.7)
    for k in range(max(3, round(s.w / 0.18))):
        x = -s.w * 0.42 + s.w * 0.84 * k / max(2, round(s.w / 0.18) - 1)
        s.line([(x - 0.03, -s.d * 0.3), (x + 0.03, s.d * 0.3)], 0.7)


def _lamp(s: Spot) -> None:
    r = min(s.w, s.d) / 2
    s.oval(0, 0, r, r, "#fff8dc")
    _cross(s, r)


def _ceiling_lamp(s: Spot) -> None:
    r = min(s.w, s.d) / 2
    s.oval(0, 0, r, r, "none", 0.9, stroke_dasharray="3 2")
    _cross(s, r * 0.7)


def _cross(s: Spot, r: float) -> None:
    k = r * math.sqrt(0.5)
    s.line([(-k, -k), (k, k)], 0.8)
    s.line([(-k, k), (k, -k)], 0.8)


def _fireplace(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#d9d6cf")
    z, half = s.d / 2, s.w * 0.3
    s.poly([(-half, z), (-half * 0.7, -z * 0.4), (half * 0.7, -z * 0.4), (half, z)], "#fff3e0")
    s.line([(-0.1, z * 0.4), (-0.03, -z * 0.1), (0.03, z * 0.4), (0.1, 0.0)], 1.0, "#c8772c")


def _stove(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)
    for x in (-0.24, 0.24):
        for z in (-0.22, 0.22):
            s.oval(x * s.w, z * s.d, s.w * 0.15, s.w * 0.15, PAPER, 0.8)


def _fridge(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)
    s.line([(-s.w / 2, s.d * 0.36), (s.w / 2, s.d * 0.36)], 0.8)
    s.line([(s.w * 0.3, s.d / 2), (s.w * 0.3, s.d / 2 + 0.05)], 1.6)


def _sink(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)
    s.oval(0, s.d * 0.06, s.w * 0.34, s.d * 0.32, "#eef4f7", 0.8)
    s.line([(0, -s.d * 0.42), (0, -s.d * 0.14)], 1.4)


def _bathtub(s: Spot) -> None:
    s.soft(0, 0, s.w, s.d, 0.08)
    s.soft(0, 0, s.w * 0.88, s.d * 0.74, 0.26, "#eef4f7", 0.8)


def _toilet(s: Spot) -> None:
    s.rect(0, -s.d * 0.36, s.w, s.d * 0.26)
    s.oval(0, s.d * 0.12, s.w * 0.42, s.d * 0.36)


def _flat(s: Spot) -> None:
    s.rect(0, 0, s.w, max(s.d, 0.05), "#b9bec5", 0.7)


def _rug(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#f4efe8", 0.8, stroke_dasharray="2 2")
    s.rect(0, 0, s.w - 0.2, s.d - 0.2, "none", 0.6)


def _stairs(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d)
    steps = max(4, round(s.d / 0.28))
    for k in range(1, steps):
        z = -s.d / 2 + s.d * k / steps
        s.line([(-s.w / 2, z), (s.w / 2, z)], 0.7)
    s.line([(0, s.d * 0.45), (0, -s.d * 0.42)], 1.2)
    s.line([(-0.12, -s.d * 0.42 + 0.18), (0, -s.d * 0.42), (0.12, -s.d * 0.42 + 0.18)], 1.2)


def _posts(s: Spot) -> None:
    s.line([(-s.w / 2, 0), (s.w / 2, 0)], 1.4)
    count = max(2, round(s.w / 0.6))
    for k in range(count + 1):
        s.oval(-s.w / 2 + s.w * k / count, 0, 0.05, 0.05, LINE, 0.5)


def _bars(s: Spot) -> None:
    count = max(4, round(s.w / 0.14))
    for k in range(count + 1):
        s.oval(-s.w / 2 + s.w * k / count, 0, 0.025, 0.025, "#3a3f45", 0.5)


def _column(s: Spot) -> None:
    s.oval(0, 0, s.w / 2, s.d / 2, "#44494f")


def _curtain(s: Spot) -> None:
    count = max(8, round(s.w / 0.05))
    wave = [
        (-s.w / 2 + s.w * k / count, max(s.d, 0.1) / 2 * math.sin(k * math.pi / 2))
        for k in range(count + 1)
    ]
    s.line(wave, 1.0)


def _easel(s: Spot) -> None:
    s.line([(-s.w / 2, s.d * 0.3), (0, -s.d / 2), (s.w / 2, s.d * 0.3)], 0.9)
    s.rect(0, s.d * 0.3, s.w, 0.06, "#ece7dc")


def _screen(s: Spot) -> None:
    s.rect(0, -s.d * 0.1, s.w * 0.6, s.d * 0.7, "#d5d8dc", 0.8)
    s.rect(0, s.d * 0.36, s.w, s.d * 0.26, "#565b62", 0.8)


def _piano(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#4a4e54")
    s.rect(0, s.d * 0.32, s.w * 0.9, s.d * 0.26, PAPER, 0.7)
    for k in range(1, 16):
        x = -s.w * 0.45 + s.w * 0.9 * k / 16
        s.line([(x, s.d * 0.19), (x, s.d * 0.45)], 0.4)


def _barrel(s: Spot) -> None:
    s.oval(0, 0, s.w / 2, s.d / 2, "#efe9dc")
    s.oval(0, 0, s.w * 0.38, s.d * 0.38, "none", 0.7)


def _crate(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#f3ecdd")
    s.line([(-s.w / 2, -s.d / 2), (s.w / 2, s.d / 2)], 0.6)
    s.line([(-s.w / 2, s.d / 2), (s.w / 2, -s.d / 2)], 0.6)


def _car(s: Spot) -> None:
    w, d = s.w / 2, s.d / 2
    body = [(-w * 0.82, d), (w * 0.82, d), (w, d * 0.82), (w, -d * 0.86), (w * 0.86, -d),
            (-w * 0.86, -d), (-w, -d * 0.86), (-w, d * 0.82)]  # fmt: skip
    s.poly(body, "#e4e7ea", 1.2)
    s.poly([(-w * 0.82, d * 0.34), (w * 0.82, d * 0.34), (w * 0.7, d * 0.06), (-w * 0.7, d * 0.06)],
           "#c3cdd6", 0.8)  # fmt: skip
    s.poly([(-w * 0.7, -d * 0.5), (w * 0.7, -d * 0.5), (w * 0.8, -d * 0.7), (-w * 0.8, -d * 0.7)],
           "#c3cdd6", 0.8)  # fmt: skip
    s.rect(0, -d * 0.22, w * 1.4, d * 0.54, "#eff1f3", 0.7)
    for side in (-1, 1):
        s.oval(side * w * 0.66, d * 0.95, w * 0.16, d * 0.03, "#fff6d0", 0.6)


def _truck(s: Spot) -> None:
    d = s.d / 2
    s.rect(0, -d * 0.28, s.w, s.d * 0.7, "#e4e7ea", 1.2)
    s.soft(0, d * 0.72, s.w * 0.96, s.d * 0.27, 0.2, "#d5dade", 1.2)
    s.rect(0, d * 0.86, s.w * 0.8, d * 0.12, "#c3cdd6", 0.8)


def _boat(s: Spot) -> None:
    w, d = s.w / 2, s.d / 2
    hull = [(0, d), (w * 0.55, d * 0.62), (w, 0), (w * 0.9, -d * 0.8), (w * 0.7, -d),
            (-w * 0.7, -d), (-w * 0.9, -d * 0.8), (-w, 0), (-w * 0.55, d * 0.62)]  # fmt: skip
    s.poly(hull, "#f1ece1", 1.2)
    s.poly([(x * 0.82, z * 0.86) for x, z in hull], "none", 0.7)
    for z in (-0.4, 0.1):
        s.rect(0, z * d, s.w * 0.76, 0.18, "#e2d9c6", 0.7)


def _bicycle(s: Spot) -> None:
    for z in (-0.28, 0.28):
        s.soft(0, z * s.d, 0.07, s.d * 0.4, 0.03, "#8b9097", 0.7)
    s.line([(0, -s.d * 0.28), (0, s.d * 0.28)], 1.2)
    s.line([(-0.26, s.d * 0.2), (0.26, s.d * 0.2)], 1.2)


def _helicopter(s: Spot) -> None:
    w, d = s.w / 2, s.d / 2
    s.rect(0, -d * 0.5, w * 0.28, d, "#dfe3e7")
    s.oval(0, d * 0.4, w * 0.8, d * 0.42, "#dfe3e7", 1.2)
    s.oval(0, d * 0.3, d * 0.95, d * 0.95, "none", 0.7, stroke_dasharray="4 3")
    for turn in (0.6, 0.6 + math.pi / 2):
        x, z = d * 0.95 * math.cos(turn), d * 0.95 * math.sin(turn)
        s.line([(-x, d * 0.3 - z), (x, d * 0.3 + z)], 1.2)


def _street_lamp(s: Spot) -> None:
    s.oval(0, -s.d * 0.4, 0.12, 0.12, "#44494f")
    s.line([(0, -s.d * 0.4), (0, s.d * 0.4)], 1.2)
    s.oval(0, s.d * 0.4, 0.2, 0.26, "#fff8dc")


def _crown(s: Spot, radius_x: float, radius_z: float, bumps: int, fill: str) -> None:
    """A scalloped outline, its bumps uneven as leaves are."""
    key = f"{s.prop.position[0]:.2f}/{s.prop.position[2]:.2f}"
    points = []
    for k in range(bumps):
        swell = 0.94 + 0.12 * fraction("crown", key, k)
        for step in range(5):
            share = (k + step / 5) / bumps * 2 * math.pi
            reach = swell * (0.9 + 0.1 * math.sin(math.pi * step / 5))
            points.append((radius_x * reach * math.cos(share), radius_z * reach * math.sin(share)))
    s.poly(points, fill, 0.9, "#7c8f74")


def _tree(s: Spot) -> None:
    _crown(s, s.w / 2, s.d / 2, 11, "#dfe9d8")
    trunk = min(0.16, s.w * 0.08)
    s.oval(0, 0, trunk, trunk, "#7c6a55", 0.6)


def _bush(s: Spot) -> None:
    _crown(s, s.w / 2, s.d / 2, 8, "#e3ecdc")


def _rock(s: Spot) -> None:
    key = f"{s.prop.position[0]:.2f}/{s.prop.position[2]:.2f}"
    points = [
        (s.w / 2 * r * math.cos(2 * math.pi * k / 9), s.d / 2 * r * math.sin(2 * math.pi * k / 9))
        for k in range(9)
        for r in (0.82 + 0.18 * fraction("rock", key, k),)
    ]
    s.poly(points, "#e3e2de")
    s.line([points[1], (0, s.d * 0.06), points[4]], 0.6)
    s.line([(0, s.d * 0.06), points[7]], 0.6)


def _house(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#d4d6da", 1.4)
    step = 0.9
    lines = round((s.w + s.d) / step)
    for k in range(1, lines):
        reach = k * step
        a = (-s.w / 2 + min(reach, s.w), -s.d / 2 + max(0.0, reach - s.w))
        b = (-s.w / 2 + max(0.0, reach - s.d), -s.d / 2 + min(reach, s.d))
        s.line([a, b], 0.5, "#a4a9b0")
    s.line([(-s.w / 2, s.d / 2), (s.w / 2, s.d / 2)], 2.4, "#3a3f45")


def _grave(s: Spot) -> None:
    if s.prop.size_m[1] > 1.6:  # a statue on its plinth
        s.rect(0, 0, s.w, s.d, "#dadbd8")
        s.oval(0, 0, s.w * 0.32, s.d * 0.32, "#c9cac6", 0.8)
        return
    s.soft(0, 0, s.w, max(s.d, 0.18), 0.05, "#dadbd8")
    s.rect(0, 0.95, s.w, 1.5, "none", 0.6, stroke_dasharray="2 2")


def _parasol(s: Spot) -> None:
    r = s.w / 2
    ring = [(r * math.cos(k * math.pi / 4), r * math.sin(k * math.pi / 4)) for k in range(8)]
    s.poly(ring, "#fdf6ec", 0.9, fill_opacity="0.7")
    for x, z in ring:
        s.line([(0, 0), (x, z)], 0.6)


def _water(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#e3eff6", 0.9, stroke_opacity="0.7")
    rows = max(2, min(14, round(s.d / 1.1)))
    for k in range(rows):
        z = -s.d / 2 + s.d * (k + 0.5) / rows
        x = -s.w / 2 + s.w * (0.06 + 0.62 * fraction("wave", s.prop.kind, k))
        wave = [(x + 0.11 * i, z + 0.07 * math.sin(i * math.pi / 4)) for i in range(25)]
        s.line([p for p in wave if abs(p[0]) < s.w / 2], 0.9, "#9dbccd")


def _cart(s: Spot) -> None:
    s.rect(0, 0, s.w * 0.9, s.d * 0.84)
    for x in (-0.46, 0.46):
        for z in (-0.3, 0.3):
            s.rect(x * s.w, z * s.d, 0.06, 0.18, "#8b9097", 0.6)


def _plant(s: Spot) -> None:
    _crown(s, s.w / 2, s.d / 2, 7, "#dcead2")
    s.oval(0, 0, s.w * 0.18, s.d * 0.18, "#c7a98a", 0.6)


def _altar(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#f3efe6", 1.2)
    s.line([(0, -s.d * 0.3), (0, s.d * 0.3)], 1.0)
    s.line([(-s.d * 0.16, -s.d * 0.12), (s.d * 0.16, -s.d * 0.12)], 1.0)


def _clothed(s: Spot) -> None:
    s.soft(0, 0, s.w, s.d, 0.05, "#e2ddd2", 0.8)


_SYMBOLS: dict[str, Callable[[Spot], None]] = {
    "table": _table, "coffee table": _table, "round table": _round_table, "desk": _desk,
    "counter": _counter, "chair": _chair, "armchair": _armchair, "sofa": _sofa, "stool": _stool,
    "bench": _bench, "bed": _bed, "shelf": _shelf, "cupboard": _cupboard, "wardrobe": _wardrobe,
    "lamp": _lamp, "candle": _lamp, "ceiling lamp": _ceiling_lamp, "fireplace": _fireplace,
    "stove": _stove, "fridge": _fridge, "sink": _sink, "bathtub": _bathtub, "toilet": _toilet,
    "mirror": _flat, "picture": _flat, "sign": _flat, "door": _flat, "window": _flat,
    "clock": _flat, "rug": _rug, "stairs": _stairs, "railing": _posts, "fence": _posts,
    "bars": _bars, "column": _column, "curtain": _curtain, "altar": _altar, "easel": _easel,
    "television": _screen, "computer": _screen, "piano": _piano, "barrel": _barrel,
    "crate": _crate, "box": _crate, "suitcase": _clothed, "bag": _clothed, "cart": _cart,
    "car": _car, "truck": _truck, "boat": _boat, "bicycle": _bicycle, "helicopter": _helicopter,
    "street lamp": _street_lamp, "tree": _tree, "bush": _bush, "rock": _rock,
    "house front": _house, "grave": _grave, "parasol": _parasol, "water": _water, "pool": _water,
    "plant": _plant, "flowers": _plant,
}  # fmt: skip
"""Symbols by prop kind; the others are their outline."""

FLAT_KINDS = frozenset(["rug", "water", "pool"])
"""Things that lie under everything."""
HANGING_KINDS = frozenset(["ceiling lamp"])
"""Things above everything."""
