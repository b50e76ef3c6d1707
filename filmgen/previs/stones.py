"""Rocks, logs, mountains, heaps of snow and hay, fires."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place, chance


def _rock(p: Place) -> None:
    """An angular stone: a few prisms leaning together, flat faces that catch the light."""
    rng = chance(p)
    if p.h > 5 or max(p.w, p.d) > 8:
        return _mountain(p)
    part = p.part(material="stone", trace=True)
    w, h, d = p.w, p.h, p.d
    for axis, size, shift in ((0, 1.0, 0.0), (2, 1.0, 0.0), (0, 0.62, 0.24)):
        wide, deep = (w, d) if axis == 0 else (d, w)
        jag = rng.uniform(-0.06, 0.06, 6)
        ring = [(-0.5, -0.1), (-0.46, 0.5), (-0.2, 0.92), (0.16, 1.0), (0.42, 0.55), (0.5, -0.1)]
        points = []
        for i, (u, v) in enumerate(ring):
            local = [0.0, max((v + jag[-i]) * size, -0.1) * h, 0.0]
            local[2 - axis] = (u + jag[i]) * deep * size
            local[axis] = shift * wide
            points.append(p.at(*local))
        side = p.axes[axis] * wide * 0.34 * size
        p.scene.convex(np.stack(points), side, part, edges=0.0)
    for _ in range(4):
        x, y = rng.uniform(-0.3, 0.3) * w, rng.uniform(0.3, 0.75) * h
        for s in (-1, 1):
            z = s * 0.42 * d * (1.1 - y / h * 0.5)
            p.line(
                [
                    (x, y + 0.14 * h, z),
                    (x + 0.05 * w, y, z * 1.03),
                    (x + 0.02 * w, y - 0.12 * h, z * 1.05),
                ],
                1.4,
                0.7,
            )
    return None


def _log(p: Place) -> None:
    """A felled trunk: bark, rings at its ends, the stump of a branch."""
    log = p.part("log", p.prop.tone, "wood", trace=True)
    cut = p.part("cut", min(1.0, p.prop.tone + 0.4), "wood", trace=True, casts=False)
    r = p.h / 2
    p.tube(log, (-p.w / 2, r, 0), r, (p.w / 2, r * 0.96, 0), r * 0.92)
    for s, size in ((-1, r), (1, r * 0.92)):
        p.tube(cut, (s * p.w / 2, r, 0), size * 0.9, (s * (p.w / 2 + 0.006), r, 0), size * 0.88)
        for k in (0.3, 0.6):
            p.ring((s * (p.w / 2 + 0.012), r, 0), size * k, (1, 2), 1.0)
    p.limb(log, (p.w * 0.18, p.h * 0.8, 0), r * 0.36, (p.w * 0.24, p.h * 1.25, r * 0.5), r * 0.26)
    rng = chance(p)
    for k in range(7):
        x, a = rng.uniform(-0.45, 0.35) * p.w, k * 0.9
        y, z = r + r * np.sin(a), r * np.cos(a)
        p.line([(x, y, z), (x + 0.18 * p.w, y, z)], 1.1, 0.6)


def _stump(p: Place) -> None:
    log = p.part("stump", p.prop.tone, "wood", trace=True)
    cut = p.part("cut", min(1.0, p.prop.tone + 0.4), "wood", trace=True, casts=False)
    r = p.w / 2
    p.tube(log, (0, 0, 0), r, (0, p.h, 0), r * 0.8)
    p.tube(cut, (0, p.h, 0), r * 0.74, (0, p.h + 0.006, 0), r * 0.72)
    for k in (0.25, 0.5):
        p.ring((0, p.h + 0.012, 0), r * k, (0, 2), 1.0)
    for k in range(5):
        a = k * 2 * np.pi / 5
        p.limb(log, (r * 0.8 * np.cos(a), 0.08, r * 0.8 * np.sin(a)), 0.1,
               (r * 1.35 * np.cos(a), 0, r * 1.35 * np.sin(a)), 0.05)  # fmt: skip


def _campfire(p: Place) -> None:
    """A ring of stones, crossed logs; by night it lights the camp."""
    stone = p.part("stones", 0.65, "stone", trace=True, soft=True)
    log = p.part("logs", 0.2, "wood", trace=True)
    flame = p.part("flame", 1.0, "lit", trace=True, casts=False)
    r = p.w / 2
    for k in range(10):
        a = 2 * np.pi * k / 10
        p.blob(stone, (r * np.cos(a), 0.07, r * np.sin(a)), (0.14, 0.1, 0.12))
    for k in range(5):
        a = 2 * np.pi * k / 5 + 0.3
        p.limb(
            log, (r * 0.8 * np.cos(a), 0.06, r * 0.8 * np.sin(a)), 0.055, (0, p.h * 0.9, 0), 0.04
        )
    for x, high, wide in ((0.0, 0.75, 0.15), (-0.13, 0.5, 0.1), (0.14, 0.55, 0.1)):
        p.limb(flame, (x, p.h * 0.35, 0.02), wide, (x * 0.6, p.h * 0.35 + high, 0), 0.015)
    p.shine(0, 0.7, 0, 1.1, 3.0)


def _mountain(p: Place) -> None:
    """A massif: pyramids side by side with ridges drawn down them."""
    rng = chance(p)
    part = p.part(material="stone", trace=True)
    for k in range(3):
        x = (-0.28 + 0.28 * k) * p.w
        high = p.h * (1.0 if k == 1 else rng.uniform(0.5, 0.78))
        reach = p.w * (0.34 if k == 1 else 0.24)
        top = np.array([x + rng.uniform(-0.06, 0.06) * p.w, high, rng.uniform(-0.1, 0.1) * p.d])
        turn = rng.uniform(0, 1.5)
        p.tube(part, (x, -0.5, 0), reach, tuple(top), reach * 0.03)
        for i in range(5):
            a = turn + 2 * np.pi * i / 5
            foot = np.array([x + reach * np.cos(a), 0.0, reach * np.sin(a)])
            spine = [top + (foot - top) * t for t in (0.0, 0.25, 0.45, 0.62)]
            spine[1] += [0.05 * reach, 0.02 * high, 0]
            spine[2] -= [0.06 * reach, 0, 0.02 * reach]
            p.line([tuple(q) for q in spine], 1.8, 0.75)


def _mesa(p: Place) -> None:
    """A table mountain in steps."""
    rng = chance(p)
    part = p.part(material="stone", trace=True)
    y = -0.5
    for k, (high, size) in enumerate(((0.3, 1.0), (0.28, 0.82), (0.44, 0.64))):
        r = p.w / 2 * size
        p.scene.cone(
            p.at(0, y, 0),
            r * 1.06,
            p.at(0, y + high * p.h, 0),
            r * (0.8 if k < 2 else 0.95),
            part,
            squash=1.0,
            side=p.axes[0],
        )
        if k == 2:
            for a in np.linspace(0, 2 * np.pi, 19)[:-1]:
                a += rng.uniform(-0.1, 0.1)
                c, s = r * np.cos(a), r * np.sin(a)
                p.line(
                    [(c, y + high * p.h * 0.95, s), (c * 1.05, y + high * p.h * 0.2, s * 1.05)],
                    1.4,
                    0.7,
                )
        y += high * p.h * 0.96


def _heap(p: Place) -> None:
    """A drift of snow."""
    part = p.part(material="paper", trace=True, soft=True)
    p.blob(part, (0, -p.h * 0.25, 0), (p.w / 2, p.h * 1.2, p.d / 2))
    p.blob(part, (p.w * 0.24, -p.h * 0.3, p.d * 0.1), (p.w * 0.3, p.h * 0.95, p.d * 0.4))


def _haystack(p: Place) -> None:
    part = p.part(material="cloth", trace=True, soft=True)
    r = p.w / 2
    p.tube(part, (0, 0, 0), r * 0.86, (0, p.h * 0.55, 0), r)
    p.tube(part, (0, p.h * 0.55, 0), r, (0, p.h, 0), r * 0.12)
    rng = chance(p)
    for _ in range(30 if p.detail_px > 60 else 8):
        a, share = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.95)
        q = r * (0.9 + 0.1 * share / 0.55) if share < 0.55 else r * (1 - (share - 0.55) / 0.46)
        x, z = q * np.cos(a), q * np.sin(a)
        p.line(
            [(x * 1.02, p.h * share, z * 1.02), (x * 1.05, p.h * (share - 0.1), z * 1.05)], 1.1, 0.7
        )


def _bale(p: Place) -> None:
    part = p.part(material="cloth")
    p.box(part, 0, 0, 0, p.w, p.h, p.d, 1.5)
    for x in (-0.25, 0.25):
        z, y = p.d / 2 + 0.005, p.h + 0.005
        p.line([(x * p.w, 0, z), (x * p.w, y, z), (x * p.w, y, -z), (x * p.w, 0, -z)], 1.6, 0.8)


def _skull(p: Place) -> None:
    bone = p.part("bone", 0.97, "paper", trace=True, soft=True)
    hole = p.part("hole", 0.05, "wood", trace=True, casts=False)
    p.blob(bone, (0, p.h * 0.55, -p.d * 0.1), (p.w * 0.32, p.h * 0.45, p.d * 0.4))
    p.blob(bone, (0, p.h * 0.22, p.d * 0.22), (p.w * 0.2, p.h * 0.24, p.d * 0.28))
    for s in (-1, 1):
        p.blob(hole, (s * p.w * 0.15, p.h * 0.5, p.d * 0.24), (p.w * 0.09, p.h * 0.12, p.d * 0.06))
        p.limb(
            bone,
            (s * p.w * 0.26, p.h * 0.8, -p.d * 0.1),
            0.03,
            (s * p.w * 0.7, p.h * 1.15, 0),
            0.01,
        )


STONES: dict[str, Builder] = {
    "rock": _rock, "log": _log, "stump": _stump, "campfire": _campfire,
    "bonfire": _campfire, "fire pit": _campfire, "mesa": _mesa, "mountain": _mountain,
    "snow drift": _heap, "haystack": _haystack, "hay bale": _bale, "skull": _skull,
}  # fmt: skip
STONE_WORDS: dict[str, Builder] = {
    "log": _log, "stump": _stump, "campfire": _campfire,
    "bonfire": _campfire, "fire pit": _campfire, "mesa": _mesa, "mountain": _mountain,
    "snow drift": _heap, "haystack": _haystack, "hay bale": _bale, "skull": _skull,
}  # fmt: skip
