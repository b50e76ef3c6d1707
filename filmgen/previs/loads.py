"""Chests, stacks, carts and stalls: what stands about in yards, cellars and markets."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place, chance


def _pallets(p: Place) -> None:
    wood = p.part()
    w, h, d = p.w, p.h, p.d
    rows = max(2, round(h / 0.15))
    for k in range(rows):
        y = h * k / rows
        p.box(wood, 0, y + h / rows * 0.7, 0, w, h / rows * 0.2, d, 1.2)
        for x in (-0.45, 0.0, 0.45):
            p.box(wood, x * w, y, 0, 0.1, h / rows * 0.7, d, 1.0)
    for k in range(1, 6):
        z = d * (k / 6 - 0.5)
        p.line(
            [(-w / 2, h - h / rows * 0.1 + 0.004, z), (w / 2, h - h / rows * 0.1 + 0.004, z)],
            1.2,
            0.8,
        )


def _radiator(p: Place) -> None:
    steel = p.part(material="metal")
    w, h = p.w, p.h
    p.box(steel, 0, 0.1, 0, w, h - 0.1, p.d * 0.8, 1.4)
    count = max(4, round(w / 0.09))
    for k in range(1, count):
        x = w * (k / count - 0.5)
        p.line([(x, 0.12, p.d * 0.41), (x, h - 0.02, p.d * 0.41)], 1.6, 0.8)
    p.line([(w / 2, 0.16, 0), (w / 2 + 0.08, 0.16, 0), (w / 2 + 0.08, 0, 0)], 2.2, 0.9)


def _coffin(p: Place) -> None:
    wood = p.part(material="wood")
    lid = p.part("lid", max(0.1, p.prop.tone - 0.1), "wood")
    w, h, d = p.w, p.h, p.d
    plan = [
        (-w * 0.3, -d / 2),
        (w * 0.3, -d / 2),
        (w / 2, -d * 0.2),
        (w * 0.28, d / 2),
        (-w * 0.28, d / 2),
        (-w / 2, -d * 0.2),
    ]
    for low, high, part, size in ((0.0, 0.74, wood, 0.94), (0.74, 1.0, lid, 1.0)):
        ring = np.stack([p.at(x * size, h * (low + high) / 2, z * size) for x, z in plan])
        p.scene.convex(ring, p.axes[1] * h * (high - low) / 2, part, edges=1.7)
    p.line([(0, h + 0.006, -d * 0.32), (0, h + 0.006, d * 0.2)], 2.4, 0.9)
    p.line([(-w * 0.2, h + 0.006, -d * 0.16), (w * 0.2, h + 0.006, -d * 0.16)], 2.4, 0.9)
    for s in (-1, 1):
        for z in (-0.3, 0.1):
            p.line(
                [
                    (s * w * 0.47, h * 0.5, d * z),
                    (s * w * 0.47, h * 0.4, d * (z + 0.05)),
                    (s * w * 0.46, h * 0.5, d * (z + 0.1)),
                ],
                2.2,
                0.9,
            )


def _chest(p: Place) -> None:
    """A trunk with a rounded lid, bands and a lock."""
    wood = p.part(material="wood", trace=True)
    band = p.part("bands", max(0.1, p.prop.tone - 0.2), "metal", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0, 0, w, h * 0.64, d, 1.6)
    turns = np.linspace(0, np.pi, 7)
    lid = [(d / 2 * np.cos(t), h * 0.66 + h * 0.34 * np.sin(t)) for t in turns]
    p.prism(wood, lid, 0, w, edges=1.4)
    for x in (-0.36, 0.36):
        p.box(band, x * w, 0, 0, 0.05, h * 0.65, d * 1.02, 1.2)
        p.prism(band, [(z * 1.02, y + 0.008) for z, y in lid], x * w, 0.05, edges=1.0)
    p.box(band, 0, h * 0.5, d / 2, 0.1, 0.14, 0.03, 1.3)
    for s in (-1, 1):
        p.line(
            [
                (s * (w / 2 + 0.01), h * 0.4, -0.08),
                (s * (w / 2 + 0.03), h * 0.32, 0),
                (s * (w / 2 + 0.01), h * 0.4, 0.08),
            ],
            2.2,
            0.9,
        )


def _logs(p: Place) -> None:
    wood = p.part("logs", p.prop.tone, "wood", trace=True)
    cut = p.part("cuts", min(1.0, p.prop.tone + 0.35), "wood", trace=True, casts=False)
    r = 0.085
    row, y = 0, r
    while y < p.h:
        x = -p.w / 2 + r + r * (row % 2)
        while x < p.w / 2 - r * 0.5:
            p.tube(wood, (x, y, -p.d / 2), r, (x, y, p.d / 2), r)
            p.tube(cut, (x, y, p.d / 2), r * 0.86, (x, y, p.d / 2 + 0.005), r * 0.86)
            x += 2 * r
        y += 1.75 * r
        row += 1


def _rope_coil(p: Place) -> None:
    rope = p.part(material="cloth", trace=True)
    for k in range(4):
        y = p.h * (k + 0.5) / 4
        p.tube(
            rope, (0, y - 0.024, 0), p.w * 0.5 - 0.01 * k, (0, y + 0.024, 0), p.w * 0.5 - 0.01 * k
        )
        p.ring((0, y + 0.026, 0), p.w * 0.34, (0, 2), 1.4, 0.7)


def _forklift(p: Place) -> None:
    body = p.part(tone=0.6, material="metal")
    dark = p.part("mast", 0.15, "metal")
    tyre = p.part("tyre", 0.08, "rubber", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(body, 0, 0.25, -d * 0.14, w * 0.9, 0.55, d * 0.5, 1.7)
    p.box(body, 0, 0.8, -d * 0.3, w * 0.9, 0.25, d * 0.18, 1.5)
    for sx in (-1, 1):
        p.box(dark, sx * w * 0.3, 0.1, d * 0.16, 0.1, h - 0.1, 0.12, 1.4)
        p.box(dark, sx * w * 0.24, 0.08, d * 0.34, 0.12, 0.05, d * 0.34, 1.4)
        for z in (-d * 0.36, d * 0.06):
            p.tube(dark, (sx * w * 0.42, 0.8, z), 0.03, (sx * w * 0.42, h, z), 0.03)
            p.tube(tyre, (sx * w * 0.36, 0.26, z), 0.26, (sx * w * 0.5, 0.26, z), 0.26)
    p.box(dark, 0, h - 0.05, -d * 0.15, w * 0.9, 0.06, d * 0.46, 1.5)
    p.box(dark, 0, h * 0.5, d * 0.16, w * 0.6, 0.08, 0.1, 1.3)


def _stall(p: Place) -> None:
    """A market stall: striped roof over boxes of fruit."""
    wood = p.part(tone=0.45)
    cloth = p.part("awning", 0.95, "cloth")
    fruit = p.part("fruit", 0.5, "paper", trace=True, soft=True)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0.55, d * 0.1, w, 0.3, d * 0.7, 1.5)
    for sx in (-1, 1):
        for sz in (-0.42, 0.42):
            p.box(wood, sx * w * 0.47, 0, sz * d, 0.07, h * 0.86, 0.07, 1.3)
    ring = [
        (-d * 0.55, h * 0.86),
        (0.0, h),
        (d * 0.62, h * 0.8),
        (d * 0.62, h * 0.76),
        (-d * 0.55, h * 0.82),
    ]
    p.prism(cloth, ring, 0, w * 1.08, edges=1.6)
    for k in range(9):
        x = w * 1.08 * (k / 8 - 0.5)
        p.line([(x, h + 0.005, 0), (x, h * 0.805, d * 0.62), (x, h * 0.76, d * 0.63)], 2.4, 0.85)
    rng = chance(p)
    for k in range(26):
        x = w * (((k % 13) + 0.5) / 13 - 0.5) * 0.92
        z = d * (0.0 if k < 13 else 0.28)
        p.blob(fruit, (x, 0.87 + rng.uniform(0, 0.05), z), (0.085, 0.075, 0.085))


def _booth(p: Place) -> None:
    """A telephone booth: glazed door in a frame under a lettered lintel."""
    body = p.part(tone=p.prop.tone, material="metal")
    glass = p.part("glass", 0.95 if p.night else 0.7, "lit" if p.night else "glass", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(body, 0, 0, 0, w, h, d, 1.7)
    p.box(body, 0, h - 0.02, 0, w * 1.06, 0.1, d * 1.06, 1.6)
    for axis, reach, across in ((2, d, 0), (0, w, 2)):
        for s in (-1, 1):
            for i in range(2):
                for j in range(4):
                    at = [0.0, h * (0.2 + 0.19 * j), 0.0]
                    at[axis] = s * (reach / 2 + 0.006)
                    at[across] = (i - 0.5) * w * 0.36
                    p.scene.quad(
                        p.at(*at), p.axes[across] * w * 0.15, p.axes[1] * h * 0.08, glass, edges=1.2
                    )
    p.shine(0, h * 0.8, d, 0.6, 1.6)


def _wheelbarrow(p: Place) -> None:
    steel = p.part(tone=0.35, material="metal")
    tyre = p.part("tyre", 0.1, "rubber", trace=True)
    wood = p.part("handle", 0.4, "wood", trace=True)
    w, h, d = p.w, p.h, p.d
    p.prism(
        steel,
        [(-d * 0.2, 0.3), (d * 0.22, 0.26), (d * 0.34, h), (-d * 0.26, h)],
        0,
        w * 0.9,
        edges=1.6,
    )
    p.tube(tyre, (-0.05, 0.18, d * 0.4), 0.18, (0.05, 0.18, d * 0.4), 0.18)
    for s in (-1, 1):
        p.limb(wood, (s * 0.08, 0.2, d * 0.4), 0.025, (s * w * 0.42, h * 0.8, -d * 0.5), 0.025)
        p.limb(wood, (s * w * 0.3, 0.34, -d * 0.18), 0.022, (s * w * 0.34, 0.0, -d * 0.24), 0.022)


LOAD_WORDS: dict[str, Builder] = {
    "pallet": _pallets, "pallet stack": _pallets, "radiator": _radiator, "coffin": _coffin,
    "casket": _coffin, "trunk": _chest, "chest": _chest, "treasure chest": _chest,
    "log stack": _logs, "coil of rope": _rope_coil, "forklift": _forklift, "stall": _stall,
    "phone booth": _booth, "telephone booth": _booth, "phone box": _booth,
    "wheelbarrow": _wheelbarrow,
}  # fmt: skip
