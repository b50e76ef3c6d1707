"""Furniture: what people sit at, on and beside."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _legs(p: Place, part: int, top: float, inset: float, thick: float) -> None:
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(part, sx * (p.w / 2 - inset), 0, sz * (p.d / 2 - inset), thick, top, thick, 1.2)


def _table(p: Place) -> None:
    wood = p.part()
    thick = min(0.05, p.h * 0.12)
    p.box(wood, 0, p.h - thick, 0, p.w, thick, p.d, 1.9)
    p.box(wood, 0, p.h - thick - 0.09, 0, p.w * 0.88, 0.09, p.d * 0.82, 1.0)
    _legs(p, wood, p.h - thick, 0.07, 0.06)


def _round_table(p: Place) -> None:
    top = p.part(trace=True)
    base = p.part(trace=True)
    r = min(p.w, p.d) / 2
    p.tube(top, (0, p.h - 0.035, 0), r, (0, p.h, 0), r)
    p.tube(base, (0, 0.03, 0), 0.045, (0, p.h - 0.035, 0), 0.04)
    p.tube(base, (0, 0, 0), r * 0.5, (0, 0.06, 0), 0.06)


def _desk(p: Place) -> None:
    wood = p.part()
    p.box(wood, 0, p.h - 0.045, 0, p.w, 0.045, p.d, 1.9)
    for sx in (-1, 1):
        x = sx * (p.w / 2 - 0.23)
        p.box(wood, x, 0, 0, 0.40, p.h - 0.045, p.d * 0.92, 1.4)
        for k in range(3):
            y = 0.1 + k * (p.h - 0.2) / 3
            z = p.d * 0.46 + 0.004
            p.line(
                [
                    (x - 0.16, y, z),
                    (x + 0.16, y, z),
                    (x + 0.16, y + 0.17, z),
                    (x - 0.16, y + 0.17, z),
                    (x - 0.16, y, z),
                ],
                1.1,
                0.6,
            )
            p.line([(x - 0.03, y + 0.09, z), (x + 0.03, y + 0.09, z)], 1.6, 0.8)
    p.box(wood, 0, p.h * 0.35, -p.d * 0.44, p.w * 0.6, p.h * 0.55, 0.03, 1.0)


def _counter(p: Place) -> None:
    front = p.part()
    top = p.part(tone=min(1.0, p.prop.tone + 0.25))
    p.box(front, 0, 0, -0.03, p.w, p.h - 0.05, p.d - 0.06, 1.4)
    p.box(top, 0, p.h - 0.05, 0, p.w + 0.04, 0.05, p.d, 1.9)
    count = max(1, round(p.w / 0.55))
    z = p.d / 2 - 0.055
    for k in range(count):
        x0 = -p.w / 2 + p.w * k / count + 0.03
        x1 = -p.w / 2 + p.w * (k + 1) / count - 0.03
        p.line(
            [(x0, 0.1, z), (x1, 0.1, z), (x1, p.h - 0.12, z), (x0, p.h - 0.12, z), (x0, 0.1, z)],
            1.1,
            0.6,
        )
        p.line([(x1 - 0.05, p.h - 0.3, z), (x1 - 0.05, p.h - 0.18, z)], 1.7, 0.85)


def _chair(p: Place) -> None:
    wood = p.part()
    seat = min(p.h * 0.52, 0.47)
    t = 0.04
    p.box(wood, 0, seat - 0.04, 0, p.w, 0.04, p.d, 1.6)
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - 0.03), 0, p.d / 2 - 0.03, t, seat - 0.04, t, 1.2)
        p.box(wood, sx * (p.w / 2 - 0.03), 0, -p.d / 2 + 0.03, t, p.h, t, 1.3)
    p.box(wood, 0, p.h - 0.12, -p.d / 2 + 0.03, p.w - 0.05, 0.1, 0.03, 1.3)
    p.box(wood, 0, seat + 0.13, -p.d / 2 + 0.03, p.w - 0.05, 0.06, 0.025, 1.1)
    p.box(wood, 0, 0.16, 0, 0.02, 0.03, p.d - 0.1, 0)


def _armchair(p: Place) -> None:
    _upholstered(p, 1)


def _sofa(p: Place) -> None:
    _upholstered(p, 2 if p.w < 1.9 else 3)


def _upholstered(p: Place, seats: int) -> None:
    base = p.part(material="cloth", trace=True, soft=True)
    cushion = p.part(tone=min(1.0, p.prop.tone + 0.08), material="cloth", trace=True, soft=True)
    seat = min(0.45, p.h * 0.52)
    arm = min(0.2, p.w * 0.14)
    inner = p.w - 2 * arm
    p.box(base, 0, 0.06, 0, p.w - 0.04, seat - 0.16, p.d - 0.06, 1.3)
    for sx in (-1, 1):
        x = sx * (p.w / 2 - arm / 2)
        p.box(base, x, 0.06, 0, arm, seat + 0.06, p.d - 0.04, 1.2)
        p.limb(
            base,
            (x, seat + 0.12, -p.d / 2 + 0.1),
            arm * 0.58,
            (x, seat + 0.12, p.d / 2 - 0.1),
            arm * 0.58,
        )
    back = p.d * 0.26
    p.box(base, 0, 0.06, -p.d / 2 + back / 2, p.w - 0.06, p.h - 0.14, back, 1.2)
    p.limb(
        base,
        (-p.w / 2 + 0.12, p.h - 0.1, -p.d / 2 + back / 2),
        back * 0.52,
        (p.w / 2 - 0.12, p.h - 0.1, -p.d / 2 + back / 2),
        back * 0.52,
    )
    for k in range(seats):
        x = -inner / 2 + inner * (k + 0.5) / seats
        half = inner / seats / 2 - 0.012
        z = p.d / 2 - (p.d - back) / 2
        p.box(cushion, x, seat - 0.1, z, 2 * half, 0.11, p.d - back - 0.03, 1.1, 0.7)
        p.limb(
            cushion,
            (x - half * 0.85, seat - 0.035, p.d / 2 - 0.06),
            0.062,
            (x + half * 0.85, seat - 0.035, p.d / 2 - 0.06),
            0.062,
        )
        p.blob(cushion, (x, seat + 0.2, -p.d / 2 + back + 0.04), (half * 0.96, 0.22, 0.10))


def _stool(p: Place) -> None:
    part = p.part(trace=True)
    r = min(p.w, p.d) / 2
    p.tube(part, (0, p.h - 0.05, 0), r, (0, p.h, 0), r * 0.97)
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        p.tube(
            part,
            (r * 0.95 * np.cos(a), 0, r * 0.95 * np.sin(a)),
            0.018,
            (r * 0.6 * np.cos(a), p.h - 0.05, r * 0.6 * np.sin(a)),
            0.018,
        )
    ring = [
        (r * 0.82 * np.cos(a), p.h * 0.35, r * 0.82 * np.sin(a))
        for a in np.linspace(0, 2 * np.pi, 17)
    ]
    p.line(ring, 1.4)


def _bench(p: Place) -> None:
    wood = p.part()
    seat = min(0.45, p.h * 0.55)
    for k in range(3):
        p.box(wood, 0, seat - 0.03, p.d / 2 - 0.07 - k * p.d * 0.3, p.w, 0.03, p.d * 0.25, 1.3)
    if p.h > 0.6:
        for k in range(2):
            p.box(wood, 0, seat + 0.14 + k * 0.17, -p.d / 2 + 0.03, p.w, 0.11, 0.025, 1.3)
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - 0.15), 0, 0, 0.05, seat - 0.03, p.d * 0.85, 1.2)
        if p.h > 0.6:
            p.box(wood, sx * (p.w / 2 - 0.15), 0, -p.d / 2 + 0.05, 0.05, p.h, 0.03, 1.2)


def _bed(p: Place) -> None:
    frame = p.part(tone=max(0.1, p.prop.tone - 0.35))
    sheet = p.part(material="cloth", trace=True, soft=True)
    pillow = p.part(tone=0.96, material="cloth", trace=True, soft=True)
    cover = p.part(tone=max(0.15, p.prop.tone - 0.22), material="cloth", trace=True)
    top = min(p.h * 0.6, 0.55)
    p.box(frame, 0, 0.08, 0, p.w, 0.22, p.d, 1.3)
    p.box(frame, 0, 0, -p.d / 2 + 0.03, p.w, max(p.h, top + 0.3), 0.06, 1.6)
    p.box(frame, 0, 0, p.d / 2 - 0.03, p.w, top + 0.06, 0.05, 1.4)
    p.box(sheet, 0, 0.28, 0, p.w - 0.04, top - 0.28, p.d - 0.1, 1.2)
    p.box(cover, 0, 0.2, p.d * 0.14, p.w + 0.03, top - 0.16, p.d * 0.66, 1.4)
    pillows = 2 if p.w > 1.3 else 1
    for k in range(pillows):
        x = (k - (pillows - 1) / 2) * p.w * 0.46
        p.blob(pillow, (x, top + 0.06, -p.d / 2 + 0.28), (p.w * 0.44 / pillows, 0.085, 0.19))
    for k in range(4):
        x = -p.w * 0.4 + k * p.w * 0.25
        p.line(
            [
                (x, top + 0.045, -p.d * 0.1),
                (x + 0.09, top + 0.045, p.d * 0.12),
                (x + 0.03, top + 0.045, p.d * 0.36),
            ],
            1.1,
            0.45,
        )


def _shelf(p: Place) -> None:
    wood = p.part()
    t = 0.03
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - t / 2), 0, 0, t, p.h, p.d, 1.5)
    p.box(wood, 0, 0, -p.d / 2 + 0.01, p.w, p.h, 0.02, 0)
    levels = max(2, round(p.h / 0.4))
    rng = np.random.default_rng(int(abs(p.origin[0]) * 37 + abs(p.origin[2]) * 91) + 5)
    books = [p.part("books", tone) for tone in (0.2, 0.45, 0.7, 0.88)]
    for k in range(levels + 1):
        y = k * (p.h - t) / levels
        p.box(wood, 0, y, 0, p.w, t, p.d, 1.3)
        if k == levels:
            break
        x = -p.w / 2 + t
        gap = (p.h - t) / levels
        while x < p.w / 2 - 0.12:
            wide = float(rng.uniform(0.08, 0.28))
            high = float(rng.uniform(0.55, 0.85)) * gap
            if rng.uniform() < 0.75:
                wide = min(wide, p.w / 2 - t - x)
                p.box(
                    books[int(rng.integers(0, 4))],
                    x + wide / 2,
                    y + t,
                    -0.02,
                    wide,
                    high,
                    p.d * 0.7,
                    1.0,
                    0.7,
                )
                z = -0.02 + p.d * 0.35 + 0.004
                n = int(wide / 0.045)
                for i in range(1, n):
                    bx = x + wide * i / n
                    p.line([(bx, y + t, z), (bx, y + t + high * 0.96, z)], 1.0, 0.6)
            x += wide + float(rng.uniform(0.0, 0.1))


def _cupboard(p: Place) -> None:
    wood = p.part()
    p.box(wood, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.004
    doors = max(2, round(p.w / 0.5))
    for k in range(doors):
        x0 = -p.w / 2 + p.w * k / doors + 0.04
        x1 = -p.w / 2 + p.w * (k + 1) / doors - 0.04
        p.line(
            [(x0, 0.08, z), (x1, 0.08, z), (x1, p.h - 0.06, z), (x0, p.h - 0.06, z), (x0, 0.08, z)],
            1.1,
            0.65,
        )
        hx = x1 - 0.04 if k % 2 == 0 else x0 + 0.04
        p.line([(hx, p.h * 0.48, z), (hx, p.h * 0.56, z)], 1.8, 0.9)


FURNITURE: dict[str, Builder] = {
    "table": _table,
    "round table": _round_table,
    "coffee table": _table,
    "desk": _desk,
    "counter": _counter,
    "chair": _chair,
    "armchair": _armchair,
    "sofa": _sofa,
    "stool": _stool,
    "bench": _bench,
    "bed": _bed,
    "shelf": _shelf,
    "cupboard": _cupboard,
    "wardrobe": _cupboard,
}
