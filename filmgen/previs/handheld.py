"""Small things: on tables, in inserts and in hands. Drawn from a foot at the origin, y up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.outdoors import letters
from filmgen.previs.props import Builder, Place


def _bottle(p: Place) -> None:
    glass = p.part(material="bottle", trace=True, soft=True)
    r, h = p.w / 2, p.h
    p.tube(glass, (0, 0, 0), r, (0, h * 0.55, 0), r)
    p.limb(glass, (0, h * 0.52, 0), r * 0.98, (0, h * 0.7, 0), r * 0.42)
    p.tube(glass, (0, h * 0.68, 0), r * 0.4, (0, h, 0), r * 0.36)
    label = p.part("label", 0.95, "paper", trace=True, casts=False)
    p.tube(label, (0, h * 0.15, 0), r * 1.015, (0, h * 0.42, 0), r * 1.015)


def _glass(p: Place) -> None:
    glass = p.part(tone=0.9, material="glass", trace=True)
    r, h = p.w / 2, p.h
    if h > 0.17:
        p.tube(glass, (0, 0, 0), r * 0.85, (0, h * 0.03, 0), r * 0.7)
        p.tube(glass, (0, 0.02 * h, 0), r * 0.12, (0, h * 0.45, 0), r * 0.12)
        p.tube(glass, (0, h * 0.45, 0), r * 0.5, (0, h, 0), r)
        return
    p.tube(glass, (0, 0, 0), r * 0.8, (0, h, 0), r)
    drink = p.part("drink", 0.55, "glass", trace=True, casts=False)
    p.tube(drink, (0, h * 0.06, 0), r * 0.82, (0, h * 0.6, 0), r * 0.94)


def _cup(p: Place) -> None:
    cup = p.part(material="paper", trace=True, soft=True)
    r, h = p.w / 2, p.h
    if h < 0.04:
        p.tube(cup, (0, 0, 0), r * 0.6, (0, h, 0), r)
        inner = p.part("rim", p.prop.tone, "paper", trace=True)
        p.tube(inner, (0, h, 0), r * 0.68, (0, h + 0.002, 0), r * 0.68)
        return
    p.tube(cup, (0, 0, 0), r * 0.78, (0, h, 0), r)
    drink = p.part("drink", 0.25, "metal", trace=True, casts=False)
    p.tube(drink, (0, h * 0.98, 0), r * 0.88, (0, h + 0.001, 0), r * 0.88)
    turns = np.linspace(-1.3, 1.3, 7)
    for a, b in pairwise(turns):
        p.limb(
            cup,
            (r * 0.85 + r * 0.55 * np.cos(a), h * 0.52 + h * 0.3 * np.sin(a), 0),
            r * 0.1,
            (r * 0.85 + r * 0.55 * np.cos(b), h * 0.52 + h * 0.3 * np.sin(b), 0),
            r * 0.1,
        )


def _card(p: Place) -> None:
    sheet = p.part(material="paper")
    p.box(sheet, 0, 0, 0, p.w, max(p.h, 0.004), p.d, 1.6)
    y = max(p.h, 0.004) + 0.001
    if p.detail_px < 30:
        return
    if p.prop.text:
        flat = Place(
            p.scene,
            p.prop,
            p.owner,
            p.at(0, y, p.prop.size_m[1] / 2),
            np.stack([p.axes[0], -p.axes[2], p.axes[1]]),
            p.detail_px,
            p.night,
        )
        letters(flat, p.prop.text, p.w * 0.8, p.d * 0.2, 0.002)
    for k in range(5):
        z = -p.d * 0.3 + k * p.d * 0.13
        p.line([(-p.w * 0.36, y, z), (p.w * (0.36 if k < 4 else 0.05), y, z)], 1.2, 0.6)


def _book(p: Place) -> None:
    cover = p.part()
    pages = p.part("pages", 0.97, "paper")
    p.box(pages, 0.004, p.h * 0.12, 0, p.w * 0.96, p.h * 0.76, p.d * 0.96, 0.9)
    for y in (0.0, 0.88):
        p.box(cover, 0, p.h * y, 0, p.w, p.h * 0.12, p.d, 1.4)
    p.box(cover, -p.w / 2 + p.h * 0.06, 0, 0, p.h * 0.12, p.h, p.d, 1.4)
    for k in range(2):
        z = (-0.12 + 0.14 * k) * p.d
        p.line([(-p.w * 0.25, p.h + 0.002, z), (p.w * 0.25, p.h + 0.002, z)], 1.5, 0.7)


def _phone(p: Place) -> None:
    case = p.part(tone=0.1, material="metal", trace=True)
    w, h, d = p.w, p.h, p.d
    if h < 0.05 or w < 0.12:  # a cell phone
        p.box(case, 0, 0, 0, w, max(h, 0.012), d, 1.5)
        screen = p.part("screen", 0.9, "lit", casts=False)
        p.scene.quad(
            p.at(0, max(h, 0.012) + 0.002, 0),
            p.axes[0] * w * 0.44,
            p.axes[2] * d * 0.42,
            screen,
            edges=0.9,
        )
        return
    p.prism(case, [(-d / 2, 0), (d / 2, 0), (d / 2, h * 0.35), (-d / 2, h * 0.75)], 0, w * 0.85)
    dial = p.part("dial", 0.8, "paper", trace=True, casts=False)
    p.blob(dial, (0, h * 0.58, d * 0.08), (w * 0.22, h * 0.06, d * 0.22))
    p.limb(case, (-w * 0.5, h * 0.92, -d * 0.3), 0.022, (w * 0.5, h * 0.92, -d * 0.3), 0.022)
    for s in (-1, 1):
        p.blob(case, (s * w * 0.5, h * 0.86, -d * 0.3), (0.032, 0.03, 0.03))


def _radio(p: Place) -> None:
    case = p.part(tone=max(0.2, p.prop.tone))
    p.box(case, 0, 0, 0, p.w, p.h, p.d, 1.5)
    z = p.d / 2 + 0.003
    for s in (-1, 1):
        for r in (0.34, 0.18):
            ring = [
                (s * p.w * 0.27 + r * p.h * np.cos(a), p.h * 0.46 + r * p.h * np.sin(a), z)
                for a in np.linspace(0, 2 * np.pi, 13)
            ]
            p.line(ring, 1.2, 0.8)
    p.line([(-p.w * 0.3, p.h * 0.88, z), (p.w * 0.3, p.h * 0.88, z)], 1.4, 0.8)


def _gun(p: Place) -> None:
    steel = p.part(tone=0.1, material="metal")
    w, h, d = max(p.w, 0.03), p.h, p.d
    p.box(steel, 0, h * 0.68, 0, w * 0.75, h * 0.32, d, 1.4)
    grip = [(-d * 0.5, 0), (-d * 0.24, 0), (-d * 0.14, h * 0.7), (-d * 0.46, h * 0.7)]
    p.prism(steel, grip, 0, w * 0.8, edges=1.4)
    for s in (-1, 1):
        x = s * w * 0.3
        p.line(
            [
                (x, h * 0.66, -d * 0.1),
                (x, h * 0.38, -d * 0.02),
                (x, h * 0.42, d * 0.12),
                (x, h * 0.66, d * 0.13),
            ],
            1.6,
            0.9,
        )
    p.line([(0, h, d * 0.45), (0, h * 1.08, d * 0.45)], 1.8, 0.9)


def _rifle(p: Place) -> None:
    steel = p.part(tone=0.1, material="metal", trace=True)
    wood = p.part("stock", 0.35, "wood")
    h, d = p.h, p.d
    y = h * 0.7
    p.tube(steel, (0, y, -d * 0.05), 0.016, (0, y, d / 2), 0.012)
    p.box(steel, 0, y - 0.04, -d * 0.1, 0.045, 0.07, d * 0.26, 1.3)
    p.prism(
        wood,
        [(-d / 2, 0.0), (-d / 2, h * 0.6), (-d * 0.2, y + 0.01), (-d * 0.2, y - 0.05)],
        0,
        0.045,
    )
    p.limb(wood, (0, y - 0.03, d * 0.02), 0.025, (0, y - 0.025, d * 0.25), 0.02)
    p.limb(wood, (0, y - 0.04, -d * 0.16), 0.02, (0, h * 0.2, -d * 0.22), 0.018)
    p.tube(steel, (0, y + 0.06, -d * 0.14), 0.02, (0, y + 0.06, d * 0.06), 0.02)


def _knife(p: Place) -> None:
    steel = p.part("blade", 0.9, "metal")
    grip = p.part("grip", 0.12, "wood", trace=True)
    d = p.d
    y = max(p.h / 2, 0.008)
    blade = [
        (-d * 0.1, y - 0.012),
        (d * 0.35, y - 0.012),
        (d * 0.5, y + 0.008),
        (-d * 0.1, y + 0.014),
    ]
    p.prism(steel, blade, 0, 0.006, edges=1.2)
    p.limb(grip, (0, y, -d * 0.48), 0.015, (0, y, -d * 0.12), 0.013)


def _sword(p: Place) -> None:
    steel = p.part("blade", 0.85, "metal", trace=True)
    grip = p.part("grip", 0.15, "wood", trace=True)
    d, y = p.d, 0.03
    p.tube(steel, (0, y, -d * 0.28), 0.018, (0, y, d / 2), 0.006, squash=0.5)
    p.limb(grip, (0, y, -d * 0.5), 0.018, (0, y, -d * 0.3), 0.016)
    p.limb(grip, (-0.08, y, -d * 0.28), 0.012, (0.08, y, -d * 0.28), 0.012)


def _bag(p: Place) -> None:
    hide = p.part(material="cloth", trace=True, soft=True)
    w, h, d = p.w, p.h, p.d
    body = h * 0.68
    p.limb(
        hide,
        (-w * 0.36, body * 0.42, 0),
        body * 0.42,
        (w * 0.36, body * 0.42, 0),
        body * 0.42,
        squash=1.0,
    )
    p.limb(hide, (-w * 0.34, body * 0.75, 0), d * 0.3, (w * 0.34, body * 0.75, 0), d * 0.3)
    handle = [
        (w * 0.22 * np.cos(a), body * 0.95 + (h - body) * np.sin(a), d * 0.12)
        for a in np.linspace(np.pi, 0, 9)
    ]
    p.line(handle, 2.4, 0.9)
    p.line([(x, y, -z) for x, y, z in handle], 2.0, 0.8)


def _suitcase(p: Place) -> None:
    hide = p.part()
    p.box(hide, 0, 0, 0, p.w, p.h * 0.86, p.d, 1.6)
    z = p.d / 2 + 0.004
    for s in (-1, 1):
        p.line([(s * p.w * 0.32, 0, z), (s * p.w * 0.32, p.h * 0.86, z)], 1.8, 0.7)
    arch = [
        (p.w * 0.12 * np.cos(a), p.h * 0.86 + p.h * 0.13 * np.sin(a), 0)
        for a in np.linspace(np.pi, 0, 8)
    ]
    p.line(arch, 3.0, 0.95)


def _cigarette(p: Place) -> None:
    paper = p.part(tone=0.98, material="paper", trace=True)
    tip = p.part("tip", 0.3, "paper", trace=True)
    r = max(0.004, min(p.w, p.h) / 2 * 0.5)
    p.tube(paper, (0, r, -p.d * 0.5), r, (0, r, p.d * 0.4), r)
    p.tube(tip, (0, r, p.d * 0.4), r, (0, r, p.d * 0.5), r * 0.9)


def _torch(p: Place) -> None:
    case = p.part(tone=0.15, material="metal", trace=True)
    lens = p.part("lens", 1.0, "lit", trace=True, casts=False)
    y = p.h / 2
    p.tube(case, (0, y, -p.d / 2), p.w * 0.32, (0, y, p.d * 0.25), p.w * 0.32)
    p.tube(case, (0, y, p.d * 0.25), p.w * 0.34, (0, y, p.d * 0.45), p.w * 0.52)
    p.tube(lens, (0, y, p.d * 0.45), p.w * 0.48, (0, y, p.d * 0.48), p.w * 0.48)
    if p.night:
        p.scene.lamps.append((p.at(0, y, p.d + 0.5), 0.6, 1.0))


def _flowers(p: Place) -> None:
    rng = np.random.default_rng(41)
    pot = p.part("vase", 0.85, "paper", trace=True, soft=True)
    stem = p.part("stem", 0.35, "leaf", trace=True)
    head = p.part("flower", 0.92, "leaf", trace=True)
    dark = p.part("flower", 0.4, "leaf", trace=True)
    w, h = p.w, p.h
    if h > 0.2:
        p.limb(pot, (0, h * 0.1, 0), w * 0.2, (0, h * 0.3, 0), w * 0.14)
    for k in range(7):
        a = k * 2.4
        spread = w * 0.42 * np.sqrt((k + 0.5) / 7)
        x, z = spread * np.cos(a), spread * np.sin(a)
        y = h * rng.uniform(0.72, 0.94)
        p.limb(stem, (0, h * 0.3, 0), 0.006, (x, y, z), 0.005)
        p.blob(head if k % 3 else dark, (x, y, z), (w * 0.15, w * 0.12, w * 0.15))
        p.blob(stem, (x * 0.6, h * 0.5, z * 0.6), (w * 0.12, w * 0.05, w * 0.09))


def _candle(p: Place) -> None:
    wax = p.part(tone=0.97, material="paper", trace=True)
    flame = p.part("flame", 1.0, "lit", trace=True, casts=False)
    r, h = p.w * 0.3, p.h
    p.tube(wax, (0, 0, 0), p.w * 0.5, (0, 0.012, 0), p.w * 0.5)
    p.tube(wax, (0, 0.012, 0), r, (0, h * 0.75, 0), r)
    p.limb(flame, (0, h * 0.8, 0), r * 0.45, (0, h * 0.98, 0), r * 0.08)
    if p.night:
        p.scene.lamps.append((p.at(0, h, 0.02), 0.75, 0.8))


def _plant(p: Place) -> None:
    rng = np.random.default_rng(int(p.h * 100))
    pot = p.part("pot", 0.6, "wall", trace=True)
    leaf = p.part("leaf", p.prop.tone, "leaf", trace=True, soft=True)
    w, h = p.w, p.h
    p.tube(pot, (0, 0, 0), w * 0.24, (0, h * 0.3, 0), w * 0.33)
    p.tube(pot, (0, h * 0.27, 0), w * 0.36, (0, h * 0.32, 0), w * 0.36)
    for k in range(13):
        a = k * 2.39996
        out, up = rng.uniform(0.25, 0.55) * w, rng.uniform(0.55, 1.0) * h
        mid = (out * 0.5 * np.cos(a), (h * 0.3 + up) / 2 + 0.08 * h, out * 0.5 * np.sin(a))
        tip = (out * np.cos(a), up, out * np.sin(a))
        p.limb(leaf, (0, h * 0.3, 0), 0.012, mid, w * 0.075, squash=0.5)
        p.limb(leaf, mid, w * 0.075, tip, 0.008, squash=0.5)


def _keys(p: Place) -> None:
    steel = p.part(material="metal", trace=True)
    ring = [
        (0.02 * np.cos(a), 0.008, -p.d * 0.3 + 0.02 * np.sin(a)) for a in np.linspace(0, 6.3, 13)
    ]
    p.line(ring, 1.8, 0.95)
    for turn in (-0.35, 0.1, 0.5):
        x, z = np.sin(turn), np.cos(turn)
        p.limb(
            steel,
            (0.02 * x, 0.006, -p.d * 0.3 + 0.02 * z),
            0.009,
            (0.028 * x, 0.006, -p.d * 0.3 + 0.028 * z),
            0.009,
        )
        p.limb(
            steel,
            (0.03 * x, 0.006, -p.d * 0.3 + 0.03 * z),
            0.0035,
            (0.085 * x, 0.006, -p.d * 0.3 + 0.085 * z),
            0.0035,
        )


def _money(p: Place) -> None:
    sheet = p.part(tone=0.85, material="paper")
    p.box(sheet, 0, 0, 0, p.w, p.h, p.d, 1.4)
    for k in range(3):
        y = p.h * (0.25 + 0.25 * k)
        p.line([(-p.w / 2, y, p.d / 2 + 0.001), (p.w / 2, y, p.d / 2 + 0.001)], 0.9, 0.6)
    p.box(sheet, 0, 0, 0, p.w * 0.2, p.h * 1.04, p.d * 1.02, 1.2)


def _umbrella(p: Place) -> None:
    cloth = p.part(tone=0.1, material="cloth", trace=True)
    p.tube(cloth, (0, p.h * 0.1, 0), 0.012, (0, p.h * 0.8, 0), 0.05)
    p.tube(cloth, (0, 0, 0), 0.008, (0, p.h * 0.1, 0), 0.008)
    p.line(
        [(0, p.h * 0.8, 0), (0, p.h * 0.96, 0), (0.03, p.h, 0), (0.06, p.h * 0.96, 0)], 2.4, 0.95
    )


def _pole(p: Place) -> None:
    """A shaft with a ferrule; never drawn thinner than about a pixel, or it would flicker."""
    shaft = p.part(material="wood", trace=True, soft=True)
    tip = p.part("ferrule", 0.7, "metal", trace=True)
    r = min(max(p.w / 2, 0.7 * p.h / max(p.detail_px, 1.0)), 0.04)
    p.limb(shaft, (0, r, 0), r, (0, p.h * 0.95, 0), r * 0.85)
    p.tube(tip, (0, p.h * 0.93, 0), r * 1.25, (0, p.h, 0), r * 0.6)


def _tool(p: Place) -> None:
    grip = p.part("handle", 0.45, "wood", trace=True)
    steel = p.part("head", 0.2, "metal")
    y = max(p.h / 2, 0.015)
    p.limb(grip, (0, y, -p.d / 2), 0.015, (0, y, p.d * 0.4), 0.012)
    p.box(steel, 0, y - 0.018, p.d * 0.42, 0.11, 0.036, 0.034, 1.5)


def _barrel(p: Place) -> None:
    wood = p.part(trace=True, soft=True)
    r, h = p.w / 2, p.h
    p.tube(wood, (0, 0, 0), r * 0.86, (0, h * 0.5, 0), r)
    p.tube(wood, (0, h * 0.5, 0), r, (0, h, 0), r * 0.86)
    hoop = p.part("hoop", 0.2, "metal", trace=True, casts=False)
    for y in (0.14, 0.8):
        at = r * (0.86 + 0.14 * (1 - abs(2 * y - 1))) + 0.006
        p.tube(hoop, (0, h * y, 0), at, (0, h * (y + 0.06), 0), at)
    for k in range(10):
        a = k * np.pi / 5
        x, z = np.cos(a), np.sin(a)
        p.line(
            [
                (x * r * 0.87, 0.02, z * r * 0.87),
                (x * r, h / 2, z * r),
                (x * r * 0.87, h * 0.99, z * r * 0.87),
            ],
            1.0,
            0.5,
        )


def _crate(p: Place) -> None:
    wood = p.part()
    p.box(wood, 0, 0, 0, p.w, p.h, p.d, 1.7)
    for s in (-1, 1):
        z = s * (p.d / 2 + 0.004)
        for y in (0.33, 0.66):
            p.line([(-p.w / 2, p.h * y, z), (p.w / 2, p.h * y, z)], 1.0, 0.55)
        p.line([(-p.w / 2, 0, z), (p.w / 2, p.h, z)], 1.2, 0.65)
        x = s * (p.w / 2 + 0.004)
        for y in (0.33, 0.66):
            p.line([(x, p.h * y, -p.d / 2), (x, p.h * y, p.d / 2)], 1.0, 0.55)


def _box(p: Place) -> None:
    card = p.part()
    p.box(card, 0, 0, 0, p.w, p.h, p.d, 1.6)
    p.line([(-p.w / 2, p.h + 0.003, 0), (p.w / 2, p.h + 0.003, 0)], 1.3, 0.7)
    z = p.d / 2 + 0.003
    p.line(
        [
            (-p.w * 0.05, p.h, z),
            (-p.w * 0.05, p.h * 0.8, z),
            (p.w * 0.05, p.h * 0.8, z),
            (p.w * 0.05, p.h, z),
        ],
        1.1,
        0.6,
    )


def _cart(p: Place) -> None:
    part = p.part(material="metal")
    w, h, d = p.w, p.h, p.d
    for y in (0.2, 0.75):
        p.box(part, 0, h * y, 0, w, 0.04, d * 0.85, 1.4)
    for sx in (-1, 1):
        for sz in (-1, 1):
            p.box(part, sx * w * 0.46, 0.08, sz * d * 0.4, 0.03, h * 0.75, 0.03, 1.2)
            wheel = p.part("wheel", 0.1, "rubber", trace=True)
            p.tube(
                wheel,
                (sx * w * 0.46 - 0.015, 0.05, sz * d * 0.4),
                0.05,
                (sx * w * 0.46 + 0.015, 0.05, sz * d * 0.4),
                0.05,
            )
    p.line([(-w * 0.4, h * 0.95, -d * 0.5), (w * 0.4, h * 0.95, -d * 0.5)], 2.6, 0.9)


HANDHELD: dict[str, Builder] = {
    "bottle": _bottle, "glass": _glass, "cup": _cup, "card": _card, "book": _book,
    "phone": _phone, "radio": _radio, "gun": _gun, "rifle": _rifle, "knife": _knife,
    "sword": _sword, "bag": _bag, "suitcase": _suitcase, "cigarette": _cigarette,
    "torch": _torch, "flowers": _flowers, "candle": _candle, "plant": _plant, "keys": _keys,
    "money": _money, "umbrella": _umbrella, "tool": _tool, "barrel": _barrel, "crate": _crate,
    "box": _box, "pole": _pole, "cart": _cart,
}  # fmt: skip
