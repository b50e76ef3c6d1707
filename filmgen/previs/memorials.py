"""What people set up out of doors: graves, statues, scarecrows, wells, fountains."""

from __future__ import annotations

import numpy as np

from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place


def _grave(p: Place) -> None:
    """A headstone on its plinth."""
    part = p.part(material="stone", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(part, 0, 0, 0, w * 1.15, h * 0.1, d * 1.7, 1.4)
    p.box(part, 0, h * 0.1, 0, w * 0.92, h * 0.9 - w * 0.46, d, 1.4)
    p.tube(part, (0, h - w * 0.46, -d / 2), w * 0.46, (0, h - w * 0.46, d / 2), w * 0.46)
    z = d / 2 + 0.01
    if p.detail_px > 70:
        letters(p, "R I P", w * 0.6, h * 0.12, z, y=h * 0.72)
    for k in range(3):
        y = h * (0.56 - 0.09 * k)
        p.line([(-w * 0.25, y, z), (w * 0.25, y, z)], 1.3, 0.7)


def _cross(p: Place) -> None:
    part = p.part(material="stone")
    w, h, t = p.w, p.h, min(p.w * 0.2, 0.2)
    p.box(part, 0, 0, 0, t * 2.4, h * 0.12, t * 2.2, 1.4)
    p.box(part, 0, h * 0.1, 0, t, h * 0.9, t * 0.8, 1.6)
    p.box(part, 0, h * 0.66, 0, w, t, t * 0.78, 1.6)


def _statue(p: Place, wings: bool = False) -> None:
    """A draped figure on a plinth, an arm raised."""
    part = p.part(material="stone", trace=True, soft=True)
    base = p.part("plinth", min(1.0, p.prop.tone + 0.1), "stone")
    w, h = p.w, p.h
    foot = h * 0.34
    p.box(base, 0, 0, 0, w * 0.95, foot * 0.16, w * 0.95, 1.5)
    p.box(base, 0, foot * 0.16, 0, w * 0.74, foot * 0.72, w * 0.74, 1.5)
    p.box(base, 0, foot * 0.88, 0, w * 0.86, foot * 0.12, w * 0.86, 1.5)
    tall = h - foot

    def y(share: float) -> float:
        return foot + tall * share

    p.tube(part, (0, y(0), 0), tall * 0.17, (0, y(0.52), 0), tall * 0.10, 1.1)
    p.limb(part, (0, y(0.48), 0), tall * 0.10, (0, y(0.74), 0.01), tall * 0.115, 1.25)
    p.limb(part, (0, y(0.78), 0), tall * 0.045, (0, y(0.84), 0), tall * 0.04)
    p.blob(part, (0, y(0.92), 0.01), (tall * 0.062, tall * 0.08, tall * 0.07))
    p.limb(
        part,
        (tall * 0.14, y(0.77), 0),
        tall * 0.05,
        (tall * 0.26, y(0.82), tall * 0.08),
        tall * 0.04,
    )
    p.limb(
        part,
        (tall * 0.26, y(0.82), tall * 0.08),
        tall * 0.04,
        (tall * 0.24, y(1.0), tall * 0.1),
        tall * 0.03,
    )
    p.limb(
        part,
        (-tall * 0.14, y(0.77), 0),
        tall * 0.05,
        (-tall * 0.18, y(0.56), tall * 0.05),
        tall * 0.04,
    )
    p.limb(
        part,
        (-tall * 0.18, y(0.56), tall * 0.05),
        tall * 0.04,
        (-tall * 0.05, y(0.48), tall * 0.14),
        tall * 0.035,
    )
    for x in (-0.08, 0.0, 0.08):
        p.line(
            [(x * tall, y(0.46), tall * 0.12), (x * 1.5 * tall, y(0.02), tall * 0.175)], 1.2, 0.7
        )
    if wings:
        for s in (-1, 1):
            ring = [
                (s * 0.06, 0.74),
                (s * 0.34, 0.98),
                (s * 0.42, 0.7),
                (s * 0.3, 0.36),
                (s * 0.08, 0.5),
            ]
            corners = np.stack([p.at(x * tall, y(v), -tall * 0.12) for x, v in ring])
            p.scene.convex(corners, p.axes[2] * tall * 0.02, part, edges=1.5)


def _angel(p: Place) -> None:
    _statue(p, wings=True)


def _obelisk(p: Place) -> None:
    part = p.part(material="stone")
    base = min(p.w, p.d)
    p.box(part, 0, 0, 0, base, p.h * 0.12, base, 1.5)
    p.box(part, 0, p.h * 0.12, 0, base * 0.74, p.h * 0.1, base * 0.74, 1.5)
    for low, high, wide in ((0.22, 0.6, 0.5), (0.6, 0.94, 0.42)):
        p.box(part, 0, p.h * low, 0, base * wide, p.h * (high - low), base * wide, 1.6)
    p.tube(part, (0, p.h * 0.94, 0), base * 0.28, (0, p.h, 0), 0.01)


def _scarecrow(p: Place) -> None:
    wood = p.part("pole", 0.3, "wood", trace=True)
    cloth = p.part("coat", p.prop.tone, "cloth", trace=True)
    head = p.part("sack", 0.85, "cloth", trace=True, soft=True)
    hat = p.part("hat", 0.2, "cloth", trace=True)
    w, h = p.w, p.h
    p.tube(wood, (0, 0, 0), 0.04, (0, h * 0.85, 0), 0.04)
    p.tube(wood, (-w / 2, h * 0.72, 0), 0.03, (w / 2, h * 0.72, 0), 0.03)
    p.tube(cloth, (0, h * 0.28, 0), 0.3, (0, h * 0.76, 0), 0.17, 1.2)
    for s in (-1, 1):
        p.limb(cloth, (s * 0.1, h * 0.72, 0), 0.1, (s * w * 0.42, h * 0.72, 0), 0.085)
    p.blob(head, (0, h * 0.86, 0), (0.13, 0.15, 0.13))
    p.tube(hat, (0, h * 0.93, 0), 0.26, (0, h * 0.945, 0), 0.25)
    p.tube(hat, (0, h * 0.94, 0), 0.13, (0, h * 1.02, 0), 0.1)


def _snowman(p: Place) -> None:
    snow = p.part("snow", 0.99, "paper", trace=True, soft=True)
    coal = p.part("coal", 0.05, "wood", trace=True, casts=False)
    r = p.w / 2
    for y, size in ((r * 0.85, 1.0), (r * 2.15, 0.72), (r * 3.1, 0.48)):
        p.blob(snow, (0, y, 0), (r * size, r * size, r * size))
    for s in (-1, 1):
        p.blob(coal, (s * r * 0.17, r * 3.2, r * 0.42), (0.03, 0.03, 0.03))
        p.limb(coal, (s * r * 0.6, r * 2.3, 0), 0.02, (s * r * 1.5, r * 2.9, 0), 0.012)
    p.limb(
        p.part("carrot", 0.5, "wood", trace=True),
        (0, r * 3.1, r * 0.45),
        0.04,
        (0, r * 3.05, r * 0.95),
        0.01,
    )
    for y in (1.9, 2.2, 2.5):
        p.blob(coal, (0, r * y, r * 0.7), (0.03, 0.03, 0.03))
    p.tube(coal, (0, r * 3.42, 0), r * 0.55, (0, r * 3.47, 0), r * 0.55)
    p.tube(coal, (0, r * 3.47, 0), r * 0.34, (0, r * 3.9, 0), r * 0.32)


def _well(p: Place) -> None:
    """A round wall of stones, posts, a windlass with its bucket, a little roof."""
    stone = p.part("wall", 0.72, "stone", trace=True)
    hole = p.part("hole", 0.03, "wall", casts=False, trace=True)
    wood = p.part("posts", 0.35, "wood")
    r, high = p.w * 0.42, min(p.h * 0.4, 0.9)
    p.tube(stone, (0, 0, 0), r, (0, high, 0), r * 0.97)
    p.tube(hole, (0, high, 0), r * 0.78, (0, high + 0.005, 0), r * 0.78)
    for k in range(1, 4):
        y = high * k / 4
        p.ring((0, y, 0), r * 1.005, (0, 2), 1.1, 0.6, 25)
        for i in range(12):
            a = 2 * np.pi * (i + 0.5 * (k % 2)) / 12
            c, s = r * 1.01 * np.cos(a), r * 1.01 * np.sin(a)
            p.line([(c, y, s), (c, y + high / 4, s)], 1.1, 0.6)
    for sx in (-1, 1):
        p.box(wood, sx * r * 0.9, 0, 0, 0.1, p.h * 0.78, 0.1, 1.4)
    p.tube(wood, (-r, p.h * 0.6, 0), 0.06, (r, p.h * 0.6, 0), 0.06)
    p.line([(0, p.h * 0.6, 0.06), (0, high + 0.25, 0.06)], 1.5, 0.9)
    p.tube(wood, (0, high + 0.02, 0.06), 0.1, (0, high + 0.25, 0.06), 0.13)
    for s in (-1, 1):
        ring = [
            (0.0, p.h),
            (s * p.d * 0.5, p.h * 0.76),
            (s * p.d * 0.5, p.h * 0.73),
            (0.0, p.h * 0.96),
        ]
        p.prism(wood, ring, 0, p.w * 0.98, edges=1.5)


def _fountain(p: Place) -> None:
    stone = p.part("basin", p.prop.tone, "stone", trace=True)
    water = p.part("water", 0.85, "metal", casts=False, trace=True)
    r, h = p.w / 2, p.h
    p.tube(stone, (0, 0, 0), r, (0, h * 0.3, 0), r)
    p.tube(water, (0, h * 0.3, 0), r * 0.88, (0, h * 0.3 + 0.004, 0), r * 0.88)
    p.tube(stone, (0, h * 0.3, 0), r * 0.14, (0, h * 0.66, 0), r * 0.1)
    p.tube(stone, (0, h * 0.64, 0), r * 0.14, (0, h * 0.74, 0), r * 0.42)
    p.tube(water, (0, h * 0.74, 0), r * 0.36, (0, h * 0.744, 0), r * 0.36)
    p.tube(stone, (0, h * 0.74, 0), r * 0.08, (0, h * 0.95, 0), r * 0.05)
    for k in range(9):
        a = 2 * np.pi * k / 9
        c, s = np.cos(a), np.sin(a)
        p.line([(0.42 * r * c, h * 0.73, 0.42 * r * s), (0.5 * r * c, h * 0.6, 0.5 * r * s),
                (0.54 * r * c, h * 0.31, 0.54 * r * s)], 1.3, 0.7)  # fmt: skip
        if k < 6:
            p.line(
                [
                    (0, h * 0.95, 0),
                    (0.16 * r * c, h, 0.16 * r * s),
                    (0.26 * r * c, h * 0.76, 0.26 * r * s),
                ],
                1.1,
                0.6,
            )


MEMORIALS: dict[str, Builder] = {
    "grave": _grave, "cross": _cross, "statue": _statue, "monument": _statue,
    "stone angel": _angel, "obelisk": _obelisk, "scarecrow": _scarecrow, "snowman": _snowman,
    "the well": _well, "stone well": _well, "old well": _well, "fountain": _fountain,
}  # fmt: skip
MEMORIAL_WORDS: dict[str, Builder] = {
    "cross": _cross, "statue": _statue, "monument": _statue, "stone angel": _angel,
    "obelisk": _obelisk, "scarecrow": _scarecrow, "snowman": _snowman, "the well": _well,
    "stone well": _well, "old well": _well, "fountain": _fountain,
}  # fmt: skip
