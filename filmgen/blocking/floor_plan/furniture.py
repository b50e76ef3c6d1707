"""Plan symbols of furniture and fittings: what an architect would draw for a bed or a stove."""

from __future__ import annotations

import math
from collections.abc import Callable

from filmgen.blocking.floor_plan.sheet import PAPER
from filmgen.blocking.floor_plan.spot import Spot


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


def _cart(s: Spot) -> None:
    s.rect(0, 0, s.w * 0.9, s.d * 0.84)
    for x in (-0.46, 0.46):
        for z in (-0.3, 0.3):
            s.rect(x * s.w, z * s.d, 0.06, 0.18, "#8b9097", 0.6)


def _altar(s: Spot) -> None:
    s.rect(0, 0, s.w, s.d, "#f3efe6", 1.2)
    s.line([(0, -s.d * 0.3), (0, s.d * 0.3)], 1.0)
    s.line([(-s.d * 0.16, -s.d * 0.12), (s.d * 0.16, -s.d * 0.12)], 1.0)


def _clothed(s: Spot) -> None:
    s.soft(0, 0, s.w, s.d, 0.05, "#e2ddd2", 0.8)


FURNITURE: dict[str, Callable[[Spot], None]] = {
    "table": _table, "coffee table": _table, "round table": _round_table, "desk": _desk,
    "counter": _counter, "chair": _chair, "armchair": _armchair, "sofa": _sofa, "stool": _stool,
    "bench": _bench, "bed": _bed, "shelf": _shelf, "cupboard": _cupboard, "wardrobe": _wardrobe,
    "lamp": _lamp, "candle": _lamp, "ceiling lamp": _ceiling_lamp, "fireplace": _fireplace,
    "stove": _stove, "fridge": _fridge, "sink": _sink, "bathtub": _bathtub, "toilet": _toilet,
    "mirror": _flat, "picture": _flat, "sign": _flat, "door": _flat, "window": _flat,
    "clock": _flat, "rug": _rug, "stairs": _stairs, "bars": _bars, "column": _column,
    "curtain": _curtain, "altar": _altar, "easel": _easel, "television": _screen,
    "computer": _screen, "piano": _piano, "barrel": _barrel, "crate": _crate, "box": _crate,
    "suitcase": _clothed, "bag": _clothed, "cart": _cart,
}  # fmt: skip
