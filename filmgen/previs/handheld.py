"""Small things: on tables, in inserts and in hands. Drawn from a foot at the origin, y up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

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


def _candle(p: Place) -> None:
    wax = p.part(tone=0.97, material="paper", trace=True)
    flame = p.part("flame", 1.0, "lit", trace=True, casts=False)
    r, h = p.w * 0.3, p.h
    p.tube(wax, (0, 0, 0), p.w * 0.5, (0, 0.012, 0), p.w * 0.5)
    p.tube(wax, (0, 0.012, 0), r, (0, h * 0.75, 0), r)
    p.limb(flame, (0, h * 0.8, 0), r * 0.45, (0, h * 0.98, 0), r * 0.08)
    if p.night:
        p.scene.lamps.append((p.at(0, h, 0.02), 0.75, 0.8))


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
    "bottle": _bottle, "glass": _glass, "cup": _cup, "book": _book, "radio": _radio, "bag": _bag,
    "suitcase": _suitcase, "cigarette": _cigarette, "torch": _torch, "candle": _candle,
    "money": _money, "umbrella": _umbrella, "tool": _tool, "barrel": _barrel, "crate": _crate,
    "box": _box, "pole": _pole, "cart": _cart,
}  # fmt: skip
