"""What things are kept in and on: shelves, cupboards, drawers, racks, cases."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place, chance


def _shelf(p: Place) -> None:
    wood = p.part()
    t = 0.03
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - t / 2), 0, 0, t, p.h, p.d, 1.5)
    p.box(wood, 0, 0, -p.d / 2 + 0.01, p.w, p.h, 0.02, 0)
    levels = max(2, round(p.h / 0.4))
    rng = chance(p)
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


def _drawers(p: Place) -> None:
    """A chest of drawers or a filing cabinet."""
    steel = p.prop.word.endswith("cabinet")
    wood = p.part(material="metal" if steel else "wood")
    p.box(wood, 0, 0, 0, p.w, p.h, p.d, 1.6)
    if not steel:
        p.box(wood, 0, p.h - 0.03, 0, p.w + 0.05, 0.03, p.d + 0.04, 1.5)
    z = p.d / 2 + 0.004
    rows = max(3, round(p.h / 0.3))
    for k in range(rows):
        low, high = p.h * k / rows + 0.025, p.h * (k + 1) / rows - 0.025
        x = p.w / 2 - 0.04
        p.line([(-x, low, z), (x, low, z), (x, high, z), (-x, high, z), (-x, low, z)], 1.2, 0.75)
        middle = (low + high) / 2
        for cx in (0.0,) if p.w < 0.8 else (-p.w * 0.25, p.w * 0.25):
            p.line([(cx - 0.06, middle, z), (cx + 0.06, middle, z)], 2.6, 0.95)


def _lockers(p: Place) -> None:
    steel = p.part(material="metal")
    p.box(steel, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.004
    doors = max(1, round(p.w / 0.35))
    for k in range(doors):
        x0, x1 = p.w * (k / doors - 0.5), p.w * ((k + 1) / doors - 0.5)
        p.line([(x1, 0.04, z), (x1, p.h - 0.02, z)], 1.4, 0.8)
        for i in range(4):
            y = p.h * (0.8 + 0.03 * i)
            p.line([(x0 + 0.08, y, z), (x1 - 0.08, y, z)], 1.2, 0.8)
        p.line([(x1 - 0.05, p.h * 0.48, z), (x1 - 0.05, p.h * 0.56, z)], 2.4, 0.95)


def _safe(p: Place) -> None:
    steel = p.part(material="metal")
    p.box(steel, 0, 0, 0, p.w, p.h, p.d, 1.8)
    z = p.d / 2 + 0.005
    x, y = p.w * 0.42, p.h * 0.44
    p.line(
        [
            (-x, p.h / 2 - y, z),
            (x, p.h / 2 - y, z),
            (x, p.h / 2 + y, z),
            (-x, p.h / 2 + y, z),
            (-x, p.h / 2 - y, z),
        ],
        1.5,
        0.9,
    )
    p.ring((-p.w * 0.1, p.h * 0.55, z), p.w * 0.13, (0, 1), 1.8, 0.95)
    p.ring((-p.w * 0.1, p.h * 0.55, z), p.w * 0.04, (0, 1), 1.4, 0.95)
    p.line([(p.w * 0.18, p.h * 0.42, z + 0.02), (p.w * 0.18, p.h * 0.66, z + 0.02)], 3.4, 0.95)


def _aquarium(p: Place) -> None:
    wood = p.part(tone=0.3)
    water = p.part("water", 0.85 if not p.night else 0.95, "lit", casts=False)
    fish = p.part("fish", 0.25, "wood", trace=True, casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0, 0, w, h * 0.52, d, 1.5)
    p.box(water, 0, h * 0.52, 0, w, h * 0.44, d, 1.6)
    p.box(wood, 0, h * 0.95, 0, w, h * 0.05, d, 1.3)
    z = d / 2 + 0.02
    rng = chance(p)
    for _ in range(4):
        x, y = rng.uniform(-0.35, 0.35) * w, h * rng.uniform(0.62, 0.88)
        p.blob(fish, (x, y, z), (0.05, 0.025, 0.006))
        p.line(
            [
                (x - 0.05, y, z),
                (x - 0.09, y + 0.025, z),
                (x - 0.09, y - 0.025, z),
                (x - 0.05, y, z),
            ],
            1.6,
            0.9,
        )
    for k in range(3):
        x = w * (-0.3 + 0.3 * k)
        p.line(
            [
                (x, h * 0.53, z),
                (x + 0.03, h * 0.64, z),
                (x - 0.02, h * 0.74, z),
                (x + 0.02, h * 0.84, z),
            ],
            1.6,
            0.8,
        )
    p.shine(0, h * 0.75, 0.4, 0.5, 1.2)


def _display_case(p: Place) -> None:
    wood = p.part(tone=0.4)
    glass = p.part("glass", 0.9, "glass")
    thing = p.part("things", 0.35, "wood", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0, 0, w, h * 0.55, d, 1.6)
    p.box(glass, 0, h * 0.55, 0, w, h * 0.45, d, 1.5)
    for k in range(5):
        x = w * (k / 5 - 0.4)
        p.line(
            [
                (x - 0.06, h * 0.6, d / 2 + 0.01),
                (x, h * 0.76, d / 2 + 0.01),
                (x + 0.06, h * 0.6, d / 2 + 0.01),
            ],
            1.6,
            0.8,
        )
        p.blob(thing, (x, h + 0.01, 0), (0.06, 0.012, 0.06))


def _bottles(p: Place) -> None:
    """Shelves of bottles before a mirror, as behind a bar."""
    wood = p.part(tone=0.28)
    back = p.part("mirror", 0.55, "glass", casts=False)
    dark, light = p.part("bottles", 0.14, "bottle"), p.part("bottles", 0.75, "bottle")
    w, h, d = p.w, p.h, p.d
    for s in (-1, 1):
        p.box(wood, s * (w / 2 - 0.04), 0, 0, 0.08, h, d, 1.5)
    p.box(wood, 0, 0, 0, w, h * 0.36, d, 1.5)
    p.box(wood, 0, h - 0.1, 0, w, 0.1, d * 1.1, 1.6)
    p.scene.quad(p.at(0, h * 0.66, -d * 0.4), p.axes[0] * w * 0.48, p.axes[1] * h * 0.3, back)
    rng = chance(p)
    levels = 3
    for k in range(levels):
        y = h * (0.37 + 0.2 * k)
        p.box(wood, 0, y - 0.03, 0, w, 0.03, d * 0.9, 1.2)
        x = -w / 2 + 0.16
        while x < w / 2 - 0.14:
            wide, high = rng.uniform(0.07, 0.1), rng.uniform(0.2, 0.34)
            part = dark if rng.uniform() < 0.55 else light
            p.box(part, x, y, 0, wide, high * 0.66, wide, 1.0, 0.8)
            if p.detail_px > 90:
                p.box(part, x, y + high * 0.66, 0, wide * 0.4, high * 0.34, wide * 0.4, 0.9, 0.8)
            x += wide + rng.uniform(0.03, 0.14 if p.detail_px > 90 else 0.3)


def _box_rack(p: Place) -> None:
    """A pallet rack loaded with boxes."""
    steel = p.part(tone=0.3, material="metal")
    boxes = [p.part("boxes", t, "wood") for t in (0.55, 0.75, 0.9)]
    w, h, d = p.w, p.h, p.d
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(steel, sx * (w / 2 - 0.04), 0, sz * (d / 2 - 0.04), 0.08, h, 0.08, 1.4)
    rng = chance(p)
    levels = max(2, round(h / 1.05))
    for k in range(levels):
        y = 0.1 + (h - 0.1) * k / levels
        p.box(steel, 0, y, 0, w, 0.09, d, 1.4)
        x = -w / 2 + 0.1
        while x < w / 2 - 0.3:
            wide = rng.uniform(0.35, 0.75)
            wide = min(wide, w / 2 - 0.1 - x)
            high = rng.uniform(0.35, 0.8) * (h / levels)
            part = boxes[int(rng.integers(0, 3))]
            p.box(part, x + wide / 2, y + 0.09, 0, wide * 0.94, high, d * 0.8, 1.2)
            p.line(
                [(x + wide / 2, y + 0.09, d * 0.405), (x + wide / 2, y + 0.09 + high, d * 0.405)],
                1.0,
                0.6,
            )
            x += wide + rng.uniform(0.02, 0.15)


def _mailbox(p: Place) -> None:
    """A letter box on four feet, with a rounded top, a flap and a plate."""
    steel = p.part(tone=max(p.prop.tone, 0.3), material="metal")
    w, h, d = p.w, p.h, p.d
    for x in (-0.42, 0.42):
        for z in (-0.4, 0.4):
            p.box(steel, x * w, 0, z * d, 0.1 * w, 0.14 * h, 0.1 * d, 1.2)
    top = 0.78 * h
    arch = [(0.5 * d * np.cos(a), top + (h - top) * np.sin(a)) for a in np.linspace(0, np.pi, 7)]
    p.prism(steel, [(0.5 * d, 0.13 * h), *arch, (-0.5 * d, 0.13 * h)], 0, w, edges=1.4)
    front = 0.5 * d + 0.004
    plate = p.part("plate", 0.93, "paper", casts=False)
    p.frame(plate, 0, 0.5 * h, front, 0.44 * w, 0.12 * h)
    for y in (0.46, 0.5, 0.54):
        p.line([(-0.16 * w, y * h, front + 0.003), (0.16 * w, y * h, front + 0.003)], 1.1, 0.7)
    flap = [(-0.36, 0.66), (0.36, 0.66), (0.36, 0.78), (-0.36, 0.78), (-0.36, 0.66)]
    p.line([(x * w, y * h, front) for x, y in flap], 1.6, 0.9)
    p.line([(-0.5 * w, 0.2 * h, front), (0.5 * w, 0.2 * h, front)], 1.2, 0.7)


STORAGE: dict[str, Builder] = {
    "shelf": _shelf, "cupboard": _cupboard, "wardrobe": _cupboard, "dresser": _drawers,
    "chest of drawers": _drawers, "filing cabinet": _drawers, "file cabinet": _drawers,
    "locker": _lockers, "mailboxes": _lockers, "safe": _safe, "aquarium": _aquarium,
    "fish tank": _aquarium, "display case": _display_case, "bottle shelf": _bottles,
    "bottle rack": _bottles, "rack of boxes": _box_rack,
}  # fmt: skip
STORAGE_WORDS: dict[str, Builder] = {
    "mailbox": _mailbox,
    "dresser": _drawers, "chest of drawers": _drawers, "filing cabinet": _drawers,
    "file cabinet": _drawers, "locker": _lockers, "mailboxes": _lockers, "safe": _safe,
    "aquarium": _aquarium, "fish tank": _aquarium, "display case": _display_case,
    "bottle shelf": _bottles, "bottle rack": _bottles, "rack of boxes": _box_rack,
}  # fmt: skip
