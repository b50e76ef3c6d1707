"""Fences, walls and railings: what stands between."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place, chance


def _pickets(p: Place) -> None:
    part = p.part()
    w, h = p.w, p.h
    for y in (0.3, 0.8):
        p.box(part, 0, h * y, -0.02, w, 0.08, 0.03, 1.2)
    count = max(2, round(w / 0.22))
    if p.detail_px < 330:
        p.box(part, 0, h * 0.06, 0.015, w, h * 0.88, 0.02, 1.1)
        for k in range(count):
            x = -w / 2 + w * (k + 0.5) / count
            p.line([(x, h * 0.05, 0.03), (x, h, 0.03)], 1.3, 0.7)
        return
    for k in range(count):
        x = -w / 2 + w * (k + 0.5) / count
        p.box(part, x, 0, 0.015, 0.12, h - 0.05, 0.025, 1.2)
        p.scene.convex(
            np.stack(
                [
                    p.at(x - 0.06, h - 0.05, 0.015),
                    p.at(x, h + 0.03, 0.015),
                    p.at(x + 0.06, h - 0.05, 0.015),
                ]
            ),
            p.axes[2] * 0.0125,
            part,
            edges=1.1,
        )


def _rails(p: Place) -> None:
    """Post and rail, as round a meadow."""
    wood = p.part()
    w, h = p.w, p.h
    posts = max(2, round(w / 2.0) + 1)
    for k in range(posts):
        p.box(wood, -w / 2 + w * k / (posts - 1), 0, 0, 0.13, h, 0.13, 1.4)
    for y in (0.36, 0.8):
        p.box(wood, 0, h * y, 0.05, w, 0.12, 0.05, 1.4)


def _wire(p: Place, barbed: bool) -> None:
    post = p.part(tone=0.25, material="metal", trace=True)
    w, h = p.w, p.h
    posts = max(2, round(w / 2.0) + 1)
    for k in range(posts):
        x = -w / 2 + w * k / (posts - 1)
        p.tube(post, (x, 0, 0), 0.04, (x, h, 0), 0.035)
    if barbed:
        for y in (0.3, 0.6, 0.92):
            p.line([(-w / 2, h * y, 0), (0, h * y - 0.03, 0), (w / 2, h * y, 0)], 1.2, 0.85)
            for x in np.arange(-w / 2 + 0.2, w / 2, 0.4):
                p.line([(x - 0.03, h * y - 0.05, 0), (x + 0.03, h * y + 0.03, 0)], 1.1, 0.85)
        return
    p.tube(post, (-w / 2, h, 0), 0.025, (w / 2, h, 0), 0.025)
    step = 0.22 if p.detail_px > 160 else 0.44
    for x in np.arange(-w / 2 - h, w / 2, step):
        for s in (-1, 1):
            a, b = (x, 0.0), (x + h, h)
            low, high = max(-w / 2, a[0]), min(w / 2, b[0])
            if high - low > 0.1:
                p.line([(s * low, low - x, 0), (s * high, high - x, 0)], 0.9, 0.6)


def _chain_link(p: Place) -> None:
    _wire(p, False)


def _barbed(p: Place) -> None:
    _wire(p, True)


def _stone_wall(p: Place) -> None:
    part = p.part(material="stone")
    w, h, d = p.w, p.h, max(p.d, 0.3)
    p.box(part, 0, 0, 0, w, h * 0.9, d, 1.5)
    p.box(part, 0, h * 0.9, 0, w + 0.04, h * 0.1, d + 0.08, 1.5)
    rng = chance(p)
    rows = 4
    for s in (-1, 1):
        z = s * (d / 2 + 0.006)
        for k in range(rows):
            y0, y1 = h * 0.9 * k / rows, h * 0.9 * (k + 1) / rows
            p.line([(-w / 2, y1, z), (w / 2, y1, z)], 1.0, 0.5)
            x = -w / 2 + rng.uniform(0.1, 0.5)
            while x < w / 2:
                p.line([(x, y0, z), (x + 0.02, y1, z)], 1.0, 0.6)
                x += rng.uniform(0.3, 0.8) * (1.0 if p.detail_px > 90 else 2.0)


def _iron(p: Place) -> None:
    """Wrought-iron railings with points."""
    part = p.part(tone=0.1, material="metal")
    w, h = p.w, p.h
    for y in (0.12, 0.84):
        p.box(part, 0, h * y, 0, w, 0.04, 0.04, 1.3)
    for s in (-1, 1):
        p.box(part, s * w / 2, 0, 0, 0.09, h * 1.06, 0.09, 1.4)
    for k in range(1, round(w / 0.15)):
        x = -w / 2 + 0.15 * k
        p.line([(x, 0.02, 0), (x, h, 0)], 2.0, 0.95)
        if p.detail_px > 110:
            p.line([(x - 0.025, h * 0.93, 0), (x, h, 0), (x + 0.025, h * 0.93, 0)], 1.3, 0.9)


def _gate(p: Place) -> None:
    _iron(p)
    p.line([(-p.w / 2, p.h * 0.12, 0.02), (p.w / 2, p.h * 0.84, 0.02)], 2.2, 0.9)


def _barricade(p: Place) -> None:
    board = p.part("board", 0.95, "wood")
    leg = p.part("leg", 0.35, "wood")
    dark = p.part("stripe", 0.1, "wood", casts=False)
    w, h, d = p.w, p.h, p.d
    for sx in (-0.4, 0.4):
        for s in (-1, 1):
            p.tube(leg, (sx * w, 0, s * d / 2), 0.03, (sx * w, h * 0.9, 0), 0.03)
    for y in (0.45, 0.76):
        p.box(board, 0, h * y, 0, w, 0.2, 0.05, 1.5)
        for k in range(4):
            x = (-0.375 + 0.25 * k) * w
            for s in (-1, 1):
                p.scene.quad(
                    p.at(x, h * y + 0.1, s * 0.03), p.axes[0] * w * 0.06, p.axes[1] * 0.1, dark
                )


def _railing(p: Place) -> None:
    part = p.part(material="metal")
    p.box(part, 0, p.h - 0.05, 0, p.w, 0.05, 0.06, 1.6)
    p.box(part, 0, 0.1, 0, p.w, 0.03, 0.03, 1.0)
    count = max(1, round(p.w / (0.16 if p.detail_px > 120 else 0.32)))
    for k in range(count + 1):
        x = -p.w / 2 + p.w * k / count
        if k % 8 == 0 or k == count:
            p.box(part, x, 0, 0, 0.05, p.h - 0.05, 0.05, 1.2)
        else:
            p.line([(x, 0.1, 0), (x, p.h - 0.05, 0)], 1.7, 0.9)


def _guard_rail(p: Place) -> None:
    steel = p.part(tone=0.75, material="metal")
    post = p.part("post", 0.3, "metal")
    for k in range(max(2, round(p.w / 2.0))):
        x = -p.w / 2 + (k + 0.5) * p.w / max(2, round(p.w / 2.0))
        p.box(post, x, 0, -0.05, 0.1, p.h * 0.9, 0.08, 1.2)
    p.box(steel, 0, p.h * 0.55, 0, p.w, p.h * 0.4, 0.07, 1.6)
    p.line([(-p.w / 2, p.h * 0.75, 0.04), (p.w / 2, p.h * 0.75, 0.04)], 1.3, 0.7)


def _parapet(p: Place) -> None:
    """A stone balustrade."""
    stone = p.part(material="stone", trace=True)
    box = p.part("rail", p.prop.tone, "stone")
    w, h, d = p.w, p.h, p.d
    p.box(box, 0, 0, 0, w, h * 0.18, d, 1.5)
    p.box(box, 0, h * 0.84, 0, w, h * 0.16, d, 1.6)
    count = max(4, round(w / 0.45))
    for k in range(count):
        x = -w / 2 + w * (k + 0.5) / count
        p.tube(stone, (x, h * 0.18, 0), d * 0.2, (x, h * 0.5, 0), d * 0.36)
        p.tube(stone, (x, h * 0.5, 0), d * 0.36, (x, h * 0.84, 0), d * 0.2)
    p.box(box, -w / 2 + 0.15, 0, 0, 0.34, h * 1.02, d * 1.1, 1.5)


def _screen(p: Place) -> None:
    """A hospital's folding screen of cloth."""
    cloth = p.part(material="cloth")
    foot = p.part("frame", 0.5, "metal", trace=True)
    for k in (-1, 0, 1):
        x = k * p.w / 3
        p.box(cloth, x, p.h * 0.14, 0.02 * k, p.w / 3 - 0.04, p.h * 0.82, 0.02, 1.3)
        for s in (-1, 1):
            at = x + s * p.w / 6
            p.tube(foot, (at, 0, 0), 0.014, (at, p.h, 0), 0.014)


def _rope(p: Place) -> None:
    post = p.part("post", 0.3, "metal", trace=True)
    for s in (-1, 1):
        x = s * p.w / 2
        p.tube(post, (x, 0, 0), 0.15, (x, 0.04, 0), 0.13)
        p.tube(post, (x, 0.04, 0), 0.025, (x, p.h, 0), 0.025)
        p.blob(post, (x, p.h, 0), (0.05, 0.05, 0.05))
    curve = [
        (-p.w / 2 + p.w * t, p.h * (0.92 - 0.9 * t * (1 - t)), 0) for t in np.linspace(0, 1, 9)
    ]
    p.line(curve, 4.0, 0.9)


def _fire_escape(p: Place) -> None:
    """A landing, a flight and rails of iron on a wall."""
    iron = p.part(tone=0.3, material="metal")
    w, h, d = p.w, p.h, p.d
    p.box(iron, 0, 0, 0, w, 0.06, d, 1.4)
    p.box(iron, 0, h - 0.06, 0, w, 0.06, d, 1.4)
    for y in (0.5, 1.0):
        p.line([(-w / 2, y, d / 2), (w / 2, y, d / 2), (w / 2, y, -d / 2)], 1.8, 0.95)
        p.line([(-w / 2, h + y, d / 2), (w / 2, h + y, d / 2), (w / 2, h + y, -d / 2)], 1.8, 0.95)
    for k in range(7):
        x = -w / 2 + w * k / 6
        for low in (0.0, h):
            p.line([(x, low, d / 2), (x, low + 1.0, d / 2)], 1.2, 0.9)
    for s in (-0.15, 0.35):
        p.line([(s * w, 0.05, -d * 0.4), (s * w, h, d * 0.4)], 2.2, 0.95)
    for k in range(1, 12):
        y = h * k / 12
        z = -d * 0.4 + d * 0.8 * k / 12
        p.line([(-0.15 * w, y, z), (0.35 * w, y, z)], 1.6, 0.9)


BARRIERS: dict[str, Builder] = {"fence": _rails, "railing": _railing}
BARRIER_WORDS: dict[str, Builder] = {
    "picket fence": _pickets, "garden fence": _pickets, "chain-link fence": _chain_link,
    "barbed wire": _barbed, "stone wall": _stone_wall, "wall of stone": _stone_wall,
    "railings": _iron, "gate": _gate, "barricade": _barricade, "guard rail": _guard_rail,
    "parapet": _parapet, "bed screen": _screen, "rope stand": _rope, "fire escape": _fire_escape,
}  # fmt: skip
