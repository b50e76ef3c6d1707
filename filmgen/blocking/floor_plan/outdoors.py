"""Plan symbols of vehicles, plants and what stands outside."""

from __future__ import annotations

import math
from collections.abc import Callable

from filmgen.blocking.chance import fraction
from filmgen.blocking.floor_plan.spot import LINE, Spot


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


def _plant(s: Spot) -> None:
    _crown(s, s.w / 2, s.d / 2, 7, "#dcead2")
    s.oval(0, 0, s.w * 0.18, s.d * 0.18, "#c7a98a", 0.6)


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


def _posts(s: Spot) -> None:
    s.line([(-s.w / 2, 0), (s.w / 2, 0)], 1.4)
    count = max(2, round(s.w / 0.6))
    for k in range(count + 1):
        s.oval(-s.w / 2 + s.w * k / count, 0, 0.05, 0.05, LINE, 0.5)


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


OUTDOORS: dict[str, Callable[[Spot], None]] = {
    "car": _car, "truck": _truck, "boat": _boat, "bicycle": _bicycle, "helicopter": _helicopter,
    "street lamp": _street_lamp, "tree": _tree, "bush": _bush, "rock": _rock,
    "house front": _house, "grave": _grave, "parasol": _parasol, "water": _water, "pool": _water,
    "plant": _plant, "flowers": _plant, "fence": _posts, "railing": _posts,
}  # fmt: skip
