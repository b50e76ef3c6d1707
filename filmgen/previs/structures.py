"""What is built in: fireplaces, stairs, columns, doors, bars, altars, stoves, masts."""

from __future__ import annotations

import numpy as np

from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place


def _fireplace(p: Place) -> None:
    stone = p.part(tone=min(1.0, p.prop.tone + 0.15), material="wall")
    hole = p.part("hearth", 0.04, "wall", casts=False)
    w, h, d = p.w, p.h, p.d
    for sx in (-1, 1):
        p.box(stone, sx * w * 0.38, 0, 0, w * 0.24, h - 0.1, d, 1.5)
    p.box(stone, 0, h * 0.66, 0, w * 0.52, h * 0.34 - 0.1, d, 1.2)
    p.box(stone, 0, h - 0.1, 0.04, w + 0.14, 0.1, d + 0.1, 1.8)
    p.box(hole, 0, 0, -d * 0.3, w * 0.52, h * 0.66, d * 0.3, 1.0)
    logs = p.part("logs", 0.3, "wood", trace=True)
    for k in range(3):
        p.limb(
            logs,
            (-w * 0.16, 0.08 + 0.05 * (k == 2), -0.02 + 0.1 * k * (k < 2)),
            0.05,
            (w * 0.16, 0.08 + 0.07 * (k == 2), 0.05 * k),
            0.045,
        )
    for k in range(4):
        y = h * 0.15 * (k + 1)
        for sx in (-1, 1):
            p.line([(sx * w * 0.27, y, d / 2), (sx * w * 0.49, y, d / 2)], 1.0, 0.5)


def _stairs(p: Place) -> None:
    part = p.part()
    steps = max(3, round(p.h / 0.19))
    if p.w < 0.7 and p.d < 0.7:
        return _ladder(p, part)
    for k in range(steps):
        depth = p.d * (steps - k) / steps
        p.box(part, 0, p.h * k / steps, -p.d / 2 + depth / 2, p.w, p.h / steps, depth, 1.2)
    return None


def _ladder(p: Place, part: int) -> None:
    for sx in (-1, 1):
        p.box(part, sx * p.w * 0.42, 0, 0, 0.05, p.h, 0.05, 1.3)
    for k in range(int(p.h / 0.3)):
        p.box(part, 0, 0.2 + 0.3 * k, 0, p.w * 0.8, 0.035, 0.035, 1.0)


def _column(p: Place) -> None:
    part = p.part(trace=True, material="wall")
    r = p.w / 2
    p.tube(part, (0, 0.25, 0), r * 0.82, (0, p.h - 0.2, 0), r * 0.72)
    p.box(part, 0, 0, 0, p.w, 0.14, p.d, 1.4)
    p.tube(part, (0, 0.14, 0), r * 0.95, (0, 0.25, 0), r * 0.84)
    p.tube(part, (0, p.h - 0.2, 0), r * 0.74, (0, p.h - 0.1, 0), r * 0.95)
    p.box(part, 0, p.h - 0.1, 0, p.w, 0.1, p.d, 1.4)


def _door(p: Place) -> None:
    leaf = p.part()
    p.box(leaf, 0, 0, 0, p.w, p.h, max(p.d * 0.6, 0.04), 1.6)
    z = p.d * 0.3 + 0.012
    for low, high in ((0.1, 0.44), (0.52, 0.92)):
        for s in (-1, 1):
            x0, x1 = s * p.w * 0.06, s * p.w * 0.4
            p.line(
                [
                    (x0, low * p.h, z),
                    (x1, low * p.h, z),
                    (x1, high * p.h, z),
                    (x0, high * p.h, z),
                    (x0, low * p.h, z),
                ],
                1.1,
                0.6,
            )
    knob = p.part("knob", 0.3, "metal", trace=True)
    p.blob(knob, (p.w * 0.42, p.h * 0.47, z + 0.03), (0.03, 0.03, 0.03))


def _window(p: Place) -> None:
    frame = p.part(tone=0.9)
    pane = p.part("pane", 0.95 if p.night else 0.3, "pane", casts=False)
    z = p.d / 2
    p.scene.quad(p.at(0, p.h / 2, z), p.axes[0] * p.w / 2, p.axes[1] * p.h / 2, pane)
    for x in (-0.5, 0.0, 0.5):
        p.box(frame, x * p.w, 0, z, 0.06, p.h, 0.05, 1.2)
    for y in (0.0, 0.55, 1.0):
        p.box(frame, 0, y * p.h - 0.03, z, p.w + 0.06, 0.06, 0.05, 1.2)


def _bars(p: Place) -> None:
    part = p.part(tone=0.15, material="metal")
    for y in (0.06, p.h * 0.5, p.h - 0.08):
        p.box(part, 0, y, 0, p.w, 0.06, 0.03, 1.2)
    for k in range(round(p.w / 0.13) + 1):
        x = -p.w / 2 + p.w * k / max(1, round(p.w / 0.13))
        p.tube(part, (x, 0, 0), 0.014, (x, p.h, 0), 0.014)
        for s in (-1, 1):
            p.line([(x + s * 0.012, 0, 0), (x + s * 0.012, p.h, 0)], 1.1, 0.9)


def _altar(p: Place) -> None:
    stone = p.part()
    cloth = p.part("cloth", 0.98, "cloth")
    p.box(stone, 0, 0, 0, p.w * 0.9, p.h - 0.06, p.d * 0.85, 1.5)
    p.box(cloth, 0, p.h - 0.06, 0, p.w, 0.06, p.d, 1.7)
    p.box(cloth, 0, p.h * 0.4, p.d * 0.44, p.w * 0.3, p.h * 0.6, 0.02, 1.2)
    z = p.d * 0.46
    p.line([(0, p.h * 0.5, z), (0, p.h * 0.85, z)], 2.2, 0.9)
    p.line([(-0.09, p.h * 0.74, z), (0.09, p.h * 0.74, z)], 2.2, 0.9)


def _flight(p: Place) -> None:
    """Stairs with a rail on the open side."""
    _stairs(p)
    rail = p.part("rail", 0.25, "metal", trace=True)
    for s in (-1, 1):
        x = s * (p.w / 2 - 0.04)
        p.limb(rail, (x, 0.95, p.d / 2), 0.03, (x, p.h + 0.95, -p.d / 2), 0.03)
        for k in range(9):
            t = k / 8
            z = p.d * (0.5 - t)
            p.line([(x, p.h * t, z), (x, p.h * t + 0.95, z)], 1.5, 0.9)


def _stepladder(p: Place) -> None:
    part = p.part()
    for sx in (-1, 1):
        x = sx * 0.22
        p.tube(part, (x, 0, 0.25), 0.02, (x * 0.8, p.h, 0), 0.02)
        p.tube(part, (x, 0, -0.35), 0.018, (x * 0.8, p.h, 0), 0.018)
    for k in range(1, 7):
        t = k / 7
        p.box(part, 0, p.h * t, 0.25 * (1 - t), 0.42 - 0.06 * t, 0.03, 0.1, 1.2)


def _square_post(p: Place) -> None:
    part = p.part(material="wood")
    p.box(part, 0, 0, 0, p.w, p.h, p.d, 1.5)


def _steel_column(p: Place) -> None:
    """An H beam with rivets."""
    part = p.part(material="metal")
    w, h, d = p.w, p.h, p.d
    for s in (-1, 1):
        p.box(part, 0, 0, s * d * 0.46, w, h, d * 0.08, 1.4)
    p.box(part, 0, 0, 0, w * 0.12, h, d * 0.84, 1.0)
    p.box(part, 0, 0, 0, w * 1.6, 0.06, d * 1.6, 1.2)


def _pipe(p: Place) -> None:
    part = p.part(material="metal", trace=True)
    r = p.w / 2
    p.tube(part, (0, 0.2, 0), r, (0, p.h, 0), r)
    p.limb(part, (0, 0.2, 0), r, (0, 0.06, 0.16), r)
    for y in np.arange(1.2, p.h, 1.9):
        p.box(part, 0, y, 0, p.w * 1.6, 0.06, p.d * 1.5, 1.2)


def _thin_pole(p: Place) -> None:
    part = p.part(material="metal", trace=True)
    p.tube(part, (0, 0, 0), p.w / 2, (0, p.h, 0), p.w / 2)


def _coat_rack(p: Place) -> None:
    """A stand with arms, a coat and a hat on it."""
    wood = p.part(tone=0.25, trace=True)
    coat = p.part("coat", 0.2, "cloth", trace=True, soft=True)
    hat = p.part("hat", 0.35, "cloth", trace=True)
    h = p.h
    for k in range(4):
        a = k * np.pi / 2 + 0.4
        p.limb(wood, (0, 0.22, 0), 0.02, (0.26 * np.cos(a), 0.02, 0.26 * np.sin(a)), 0.02)
        p.limb(wood, (0, h * 0.9, 0), 0.015, (0.16 * np.cos(a), h * 0.98, 0.16 * np.sin(a)), 0.018)
    p.tube(wood, (0, 0.1, 0), 0.025, (0, h, 0), 0.02)
    p.limb(coat, (0.12, h * 0.92, 0.06), 0.06, (0.16, h * 0.72, 0.09), 0.13)
    p.limb(coat, (0.16, h * 0.72, 0.09), 0.13, (0.17, h * 0.38, 0.1), 0.15)
    p.blob(hat, (-0.1, h * 1.01, 0.05), (0.15, 0.02, 0.15))
    p.blob(hat, (-0.1, h * 1.04, 0.05), (0.08, 0.07, 0.08))


def _drip(p: Place) -> None:
    steel = p.part(tone=0.6, material="metal", trace=True)
    bag = p.part("bag", 0.92, "glass", trace=True)
    h = p.h
    for k in range(5):
        a = k * 2 * np.pi / 5
        p.limb(
            steel, (0, 0.08, 0), 0.015, (p.w * 0.5 * np.cos(a), 0.03, p.w * 0.5 * np.sin(a)), 0.015
        )
    p.tube(steel, (0, 0.06, 0), 0.013, (0, h, 0), 0.013)
    p.line([(-0.14, h - 0.03, 0), (0, h, 0), (0.14, h - 0.03, 0)], 2.0, 0.95)
    p.limb(bag, (0.13, h - 0.28, 0), 0.05, (0.13, h - 0.1, 0), 0.055)
    p.line([(0.13, h - 0.33, 0), (0.15, h * 0.6, 0.05), (0.3, h * 0.45, 0.15)], 1.1, 0.8)


def _tower(p: Place) -> None:
    """The portal of a suspension bridge, with its cables."""
    steel = p.part(material="metal")
    w, h, d = p.w, p.h, p.d
    for s in (-1, 1):
        p.box(steel, s * w * 0.46, 0, 0, w * 0.08, h, d, 1.8)
        for t in (-1, 1):
            cable = [
                (s * w * 0.46, h - 11.0 * (u - 0.55 * u * u), t * 34.0 * u)
                for u in np.linspace(0, 1, 9)
            ]
            p.line(cable, 2.6, 0.95)
            for u in np.linspace(0.1, 0.95, 10):
                y = h - 11.0 * (u - 0.55 * u * u)
                p.line(
                    [(s * w * 0.46, y, t * 34.0 * u), (s * w * 0.46, 1.0, t * 34.0 * u)], 1.0, 0.7
                )
    for y in (0.5, 0.72, 0.93):
        p.box(steel, 0, h * y, 0, w * 0.9, h * 0.05, d * 0.7, 1.6)
    p.line([(-w * 0.42, h * 0.55, d / 2), (w * 0.42, h * 0.72, d / 2)], 2.0, 0.9)
    p.line([(w * 0.42, h * 0.55, d / 2), (-w * 0.42, h * 0.72, d / 2)], 2.0, 0.9)


def _pylon(p: Place) -> None:
    """A price board on a post, as filling stations have."""
    post = p.part("post", 0.3, "metal")
    board = p.part("board", 0.97, "lit" if p.night else "paper")
    p.box(post, 0, 0, 0, 0.3, p.h * 0.5, 0.2, 1.4)
    p.box(board, 0, p.h * 0.42, 0, p.w, p.h * 0.58, p.d, 1.8)
    z = p.d / 2 + 0.01
    letters(p, "GAS", p.w * 0.86, p.h * 0.13, z, y=p.h * 0.88)
    for k, text in enumerate(("1-59", "1-72", "1-88")):
        letters(p, text, p.w * 0.7, p.h * 0.08, z, y=p.h * (0.72 - 0.1 * k))
    p.shine(0, p.h * 0.5, 0.8, 0.6, 2.4)


def _lectern(p: Place) -> None:
    wood = p.part()
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0, 0, w * 0.9, 0.08, d, 1.4)
    p.box(wood, 0, 0.08, 0, w * 0.5, h * 0.8, d * 0.5, 1.5)
    p.prism(wood, [(-d / 2, h * 0.86), (d / 2, h * 0.97), (d / 2, h), (-d / 2, h * 0.9)], 0, w, 1.7)


def _wood_stove(p: Place) -> None:
    iron = p.part(tone=0.24, material="metal", trace=True)
    fire = p.part("fire", 0.98, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(iron, 0, 0.12, 0, w, h - 0.12, d, 1.6)
    p.frame(fire, 0, h * 0.45, d / 2 + 0.006, w * 0.5, h * 0.3, 1.6)
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.tube(
                iron,
                (sx * w * 0.4, 0, sz * d * 0.4),
                0.03,
                (sx * w * 0.4, 0.14, sz * d * 0.4),
                0.03,
            )
    p.tube(iron, (0, h, -d * 0.2), 0.075, (0, h + 1.6, -d * 0.2), 0.075)
    p.shine(0, h * 0.5, d, 0.8, 1.6)


def _furnace(p: Place) -> None:
    iron = p.part(tone=0.22, material="metal", trace=True)
    fire = p.part("fire", 0.98, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.tube(iron, (0, 0, 0), w * 0.42, (0, h * 0.85, 0), w * 0.42)
    p.blob(iron, (0, h * 0.85, 0), (w * 0.42, h * 0.15, w * 0.42))
    p.box(iron, 0, h * 0.2, d * 0.34, w * 0.42, h * 0.36, d * 0.2, 1.6)
    p.frame(fire, 0, h * 0.36, d * 0.46, w * 0.22, h * 0.1, 1.4)
    p.limb(iron, (0, h * 0.95, 0), 0.12, (0, h + 0.6, 0), 0.12)
    p.limb(iron, (w * 0.3, h * 0.7, 0), 0.06, (w * 0.8, h * 0.75, 0), 0.06)
    for y in (0.25, 0.6):
        p.ring((0, h * y, 0), w * 0.425, (0, 2), 1.5, 0.8, 21)
    p.shine(0, h * 0.4, d, 0.8, 2.0)


STRUCTURES: dict[str, Builder] = {
    "fireplace": _fireplace, "stairs": _stairs, "column": _column, "door": _door,
    "window": _window, "bars": _bars, "altar": _altar,
}  # fmt: skip
STRUCTURE_WORDS: dict[str, Builder] = {
    "flight": _flight, "stepladder": _stepladder, "support post": _square_post,
    "steel column": _steel_column, "drainpipe": _pipe, "vent pipe": _pipe,
    "grab pole": _thin_pole, "coat rack": _coat_rack, "drip stand": _drip, "bridge tower": _tower,
    "price pylon": _pylon, "lectern": _lectern, "pulpit": _lectern, "podium": _lectern,
    "wood stove": _wood_stove, "furnace": _furnace,
}  # fmt: skip
