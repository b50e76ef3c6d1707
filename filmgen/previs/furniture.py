"""Furniture: tables, desks, counters and beds."""

from __future__ import annotations

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


def _hospital_bed(p: Place) -> None:
    """A raised head end on a wheeled frame with side rails."""
    steel = p.part(tone=0.7, material="metal", trace=True)
    sheet = p.part(material="cloth", trace=True, soft=True)
    pillow = p.part("pillow", 0.97, "cloth", trace=True, soft=True)
    w, d = p.w, p.d
    top = 0.56
    p.box(steel, 0, 0.32, 0, w * 0.9, 0.08, d * 0.96, 1.3)
    p.box(sheet, 0, 0.4, d * 0.16, w, top - 0.4, d * 0.64, 1.5)
    ring = [
        (-d * 0.48, 0.42),
        (-d * 0.16, 0.42),
        (-d * 0.16, top),
        (-d * 0.46, top + 0.3),
        (-d * 0.48, top + 0.26),
    ]
    p.prism(sheet, ring, 0, w, edges=1.4)
    p.blob(pillow, (0, top + 0.24, -d * 0.38), (w * 0.36, 0.08, 0.17))
    for z, high in ((-d / 2, p.h), (d / 2, p.h * 0.82)):
        for s in (-1, 1):
            p.tube(steel, (s * w * 0.46, 0.08, z), 0.022, (s * w * 0.46, high, z), 0.022)
            p.tube(
                steel, (s * w * 0.46 - 0.02, 0.06, z), 0.06, (s * w * 0.46 + 0.02, 0.06, z), 0.06
            )
        for y in (high, high - 0.22):
            p.tube(steel, (-w * 0.46, y, z), 0.018, (w * 0.46, y, z), 0.018)
    for s in (-1, 1):
        x = s * w * 0.52
        for y in (top + 0.1, top + 0.26):
            p.tube(steel, (x, y, -d * 0.24), 0.013, (x, y, d * 0.26), 0.013)
        for k in range(4):
            z = d * (-0.24 + 0.166 * k)
            p.line([(x, 0.4, z), (x, top + 0.26, z)], 1.5, 0.85)
    p.line([(-w * 0.5, top + 0.006, d * 0.02), (w * 0.5, top + 0.006, d * 0.04)], 1.4, 0.7)


def _bunk_bed(p: Place) -> None:
    wood = p.part(tone=0.45)
    sheet = p.part("sheet", 0.9, "cloth")
    pillow = p.part("pillow", 0.97, "cloth", trace=True, soft=True)
    w, h, d = p.w, max(p.h, 1.7), p.d
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(wood, sx * (w / 2 - 0.03), 0, sz * (d / 2 - 0.03), 0.06, h, 0.06, 1.4)
    for y in (0.3, h - 0.5):
        p.box(wood, 0, y, 0, w, 0.1, d, 1.5)
        p.box(sheet, 0, y + 0.1, 0, w - 0.08, 0.14, d - 0.1, 1.3)
        p.blob(pillow, (0, y + 0.28, -d * 0.38), (w * 0.36, 0.07, 0.17))
    p.box(wood, w / 2, h - 0.2, 0, 0.03, 0.1, d * 0.7, 1.3)
    for k in range(4):
        p.line(
            [(w / 2 + 0.01, 0.35 + 0.25 * k, d * 0.3), (w / 2 + 0.01, 0.35 + 0.25 * k, d * 0.46)],
            3.0,
            0.9,
        )


def _cot(p: Place) -> None:
    """A narrow iron bed with a folded blanket, as cells and cabins have."""
    iron = p.part(tone=0.25, material="metal", trace=True)
    sheet = p.part("mattress", 0.85, "cloth")
    blanket = p.part("blanket", 0.45, "cloth")
    pillow = p.part("pillow", 0.97, "cloth", trace=True, soft=True)
    w, d, top = p.w, p.d, 0.5
    for z, high in ((-d / 2, max(p.h, 0.8)), (d / 2, 0.68)):
        for s in (-1, 1):
            p.tube(iron, (s * w * 0.48, 0, z), 0.02, (s * w * 0.48, high, z), 0.02)
        p.tube(iron, (-w * 0.48, high, z), 0.018, (w * 0.48, high, z), 0.018)
        for k in range(1, 5):
            x = w * (-0.48 + 0.192 * k)
            p.line([(x, 0.36, z), (x, high, z)], 1.5, 0.9)
    p.box(sheet, 0, 0.36, 0, w, top - 0.36, d * 0.98, 1.5)
    p.box(blanket, 0, 0.34, d * 0.2, w * 1.03, top - 0.31, d * 0.56, 1.4)
    p.blob(pillow, (0, top + 0.05, -d * 0.36), (w * 0.4, 0.08, 0.18))


def _crib(p: Place) -> None:
    wood = p.part(tone=min(p.prop.tone, 0.8))
    w, h, d = p.w, p.h, p.d
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(wood, sx * w / 2, 0, sz * d / 2, 0.05, h, 0.05, 1.3)
    for y in (0.3, h - 0.08):
        for s in (-1, 1):
            p.box(wood, s * w / 2, y, 0, 0.04, 0.05, d, 1.2)
            p.box(wood, 0, y, s * d / 2, w, 0.05, 0.04, 1.2)
    p.box(p.part("sheet", 0.95, "cloth"), 0, 0.35, 0, w * 0.92, 0.1, d * 0.94, 1.2)
    for s in (-1, 1):
        for k in range(1, 10):
            z = d * (k / 10 - 0.5)
            p.line([(s * w / 2, 0.33, z), (s * w / 2, h - 0.06, z)], 1.8, 0.9)
        for k in range(1, 6):
            x = w * (k / 6 - 0.5)
            p.line([(x, 0.33, s * d / 2), (x, h - 0.06, s * d / 2)], 1.8, 0.9)


def _pool_table(p: Place) -> None:
    wood = p.part(tone=0.25)
    cloth = p.part("cloth", 0.5, "cloth", casts=False)
    balls = p.part("balls", 0.95, "paper", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, h - 0.24, 0, w, 0.24, d, 1.8)
    p.scene.quad(
        p.at(0, h + 0.004, 0),
        p.axes[0] * (w / 2 - 0.12),
        p.axes[2] * (d / 2 - 0.12),
        cloth,
        edges=1.4,
    )
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(wood, sx * w * 0.42, 0, sz * d * 0.36, 0.16, h - 0.24, 0.16, 1.4)
    for k, (x, z) in enumerate(
        ((0.3, 0.0), (0.36, 0.05), (0.36, -0.05), (0.42, 0.0), (-0.3, 0.1), (0.0, -0.25))
    ):
        p.blob(balls, (x * w * 0.9, h + 0.03, z * d * 0.9 + 0.001 * k), (0.03, 0.03, 0.03))


FURNITURE: dict[str, Builder] = {
    "table": _table, "round table": _round_table, "coffee table": _table, "desk": _desk,
    "counter": _counter, "bed": _bed,
}  # fmt: skip
FURNITURE_WORDS: dict[str, Builder] = {
    "hospital bed": _hospital_bed, "gurney": _hospital_bed, "stretcher": _hospital_bed,
    "operating table": _hospital_bed, "bunk bed": _bunk_bed, "cot": _cot, "bunk": _cot,
    "crib": _crib, "cradle": _crib, "pool table": _pool_table, "billiard table": _pool_table,
}  # fmt: skip
