"""Trees, bushes and what grows: crowns built of clumps with air between them, by species."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Array, Builder, Place, chance

Triple = tuple[float, float, float]

FAR_PX = 460
"""Below this height in the picture a tree is a trunk and a few clumps."""


def _bark(p: Place, tone: float | None = None) -> int:
    shade = max(0.12, p.prop.tone - 0.14) if tone is None else tone
    return p.part("trunk", shade, "wood", trace=True, soft=True)


def _leaves(p: Place, tone: float) -> int:
    return p.part("leaves", float(np.clip(tone, 0.1, 0.95)), "leaf", trace=True, soft=True)


def _furrows(p: Place, r: float, high: float, rng: np.random.Generator) -> None:
    for _ in range(6):
        a = rng.uniform(0, 2 * np.pi)
        y = rng.uniform(0.1, 0.65) * high
        x, z = r * 0.98 * np.sin(a), r * 0.98 * np.cos(a)
        p.line(
            [(x, y, z), (x * 0.96, y + 0.12 * high, z * 0.96), (x * 0.9, y + 0.3 * high, z * 0.9)],
            1.2,
            0.6,
        )


def _broad(p: Place) -> None:
    """An oak or any broad-leaved tree: limbs from a fork, clumps of leaves at their ends."""
    rng = chance(p)
    bark = _bark(p)
    w, h = p.w, p.h
    far = p.detail_px < FAR_PX
    r = max(0.05, min(0.042 * h, w * 0.08))
    lean = rng.uniform(-0.05, 0.05, 2) * h
    fx, fy, fz = lean[0], h * rng.uniform(0.30, 0.38), lean[1]
    p.limb(bark, (0, -0.1, 0), r * 1.6, (0.0, 0.28, 0.0), r * 1.05)
    p.limb(bark, (0, 0.2, 0), r * 1.1, (fx, fy, fz), r * 0.78)
    p.limb(bark, (fx, fy, fz), r * 0.78, (fx, h * 0.6, fz), r * 0.5)
    leaves = [_leaves(p, p.prop.tone + t) for t in (-0.05, 0.05)]
    rows = ((4, 0.56, 0.34, 0.17), (3, 0.78, 0.20, 0.17)) if far else (
        (6, 0.52, 0.38, 0.135), (5, 0.68, 0.30, 0.145), (4, 0.84, 0.17, 0.14))  # fmt: skip
    p.blob(leaves[0], (fx, h * 0.68, fz), (w * 0.30, h * 0.19, w * 0.30))
    turn = rng.uniform(0, 2 * np.pi)
    for level, (count, high, reach, size) in enumerate(rows):
        for k in range(count):
            a = turn + level + 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / count
            out = w * reach * rng.uniform(0.85, 1.2)
            x, y, z = (
                fx + out * np.cos(a),
                h * (high + rng.uniform(-0.05, 0.05)),
                fz + out * np.sin(a),
            )
            big = w * size * rng.uniform(0.85, 1.25)
            part = leaves[(k + level) % 2]
            p.blob(part, (x, y, z), (big * 1.3, big * 0.82, big * 1.25))
            if far:
                continue
            if level == 0:
                middle = (fx + (x - fx) * 0.5, fy + (y - fy) * 0.45, fz + (z - fz) * 0.5)
                p.limb(bark, (fx, fy, fz), r * 0.62, middle, r * 0.36)
                p.limb(bark, middle, r * 0.36, (x, y, z), r * 0.14)
            if p.detail_px < 700:
                continue
            dx, dy, dz = rng.uniform(-1, 1, 3)
            tuft = big * rng.uniform(0.45, 0.62)
            at = (x + dx * big * 1.15, y + (dy * 0.5 + 0.1) * big, z + dz * big * 1.15)
            p.blob(part, at, (tuft * 1.15, tuft * 0.85, tuft * 1.15))
    if not far:
        _furrows(p, r, float(fy), rng)


def _pine(p: Place) -> None:
    """Tiers of drooping boughs: cones whose rims are tufted."""
    rng = chance(p)
    w, h = p.w, p.h
    far = p.detail_px < FAR_PX
    bark = _bark(p, 0.2)
    needles = [_leaves(p, p.prop.tone + t) for t in (-0.06, 0.08)]
    p.tube(bark, (0, -0.1, 0), 0.028 * h, (0, h * 0.9, 0), 0.008 * h)
    tiers = 6 if far else 7
    for k in range(tiers):
        share = k / tiers
        y = h * (0.14 + 0.80 * share)
        r = w * 0.5 * (1 - share) ** 0.85 * rng.uniform(0.9, 1.08)
        top = min(y + h * 1.5 / tiers * 0.8, h)
        p.tube(needles[k % 2], (0, y, 0), r, (0, top, 0), r * 0.08)
        if far:
            continue
        boughs = max(4, 6 - k)
        for i in range(boughs):
            a = 2 * np.pi * (i + rng.uniform(-0.2, 0.2)) / boughs + k
            tip = (1.12 * r * np.cos(a), y - 0.05 * r - 0.02 * h, 1.12 * r * np.sin(a))
            root = (0.4 * r * np.cos(a), y + 0.12 * h * (1 - share), 0.4 * r * np.sin(a))
            p.limb(needles[k % 2], root, 0.14 * r + 0.02, tip, 0.03)


def _christmas(p: Place) -> None:
    _pine(p)
    balls = p.part("baubles", 0.96, "lit" if p.night else "glass", trace=True, casts=False)
    rng = chance(p)
    for k in range(14):
        share = rng.uniform(0.05, 0.85)
        r = p.w * 0.5 * (1 - share) ** 0.85 + 0.02
        a = k * 2.4
        p.blob(
            balls, (r * np.cos(a), p.h * (0.15 + 0.78 * share), r * np.sin(a)), (0.05, 0.05, 0.05)
        )
    p.blob(balls, (0, p.h, 0), (0.06, 0.07, 0.06))
    p.shine(0, p.h * 0.5, p.w * 0.5, 0.4, 1.2)


def _frond(p: Place, part: int, root: Triple, way: Triple, rise: float, fall: float,
           wide: float) -> tuple[Triple, Triple]:  # fmt: skip
    """A flat leaf that arches out along `way`; returns its middle and tip."""
    (x, y, z), (wx, _, wz) = root, way
    length = float(np.hypot(wx, wz))
    side = np.array([-wz / length, 0.0, wx / length]) @ p.axes
    middle = (x + 0.5 * wx, y + rise, z + 0.5 * wz)
    tip = (x + wx, y + fall, z + wz)
    thin = wide / 5
    p.scene.limb(p.at(*root), thin * 0.4, p.at(*middle), thin, part, squash=5.0, side=side)
    p.scene.limb(p.at(*middle), thin, p.at(*tip), thin * 0.12, part, squash=5.0, side=side)
    return middle, tip


def _palm(p: Place) -> None:
    """A bent ringed trunk under drooping fronds."""
    rng = chance(p)
    w, h = p.w, p.h
    far = p.detail_px < FAR_PX
    bark = _bark(p, 0.42)
    leaf = [_leaves(p, p.prop.tone + t) for t in (-0.1, 0.06)]
    bend = rng.uniform(-0.16, 0.16, 2) * h
    r = 0.018 * h + 0.05

    def trunk(share: float) -> Triple:
        return (bend[0] * share * share, h * 0.84 * share, bend[1] * share * share)

    for k in range(4):
        p.limb(bark, trunk(k / 4), r * (1.25 - 0.14 * k), trunk((k + 1) / 4), r * (1.11 - 0.14 * k))
    crown = trunk(1.0)
    count = 8 if far else 13
    for k in range(count):
        a = 2 * np.pi * (k + rng.uniform(-0.25, 0.25)) / count
        out = w * rng.uniform(0.45, 0.58)
        rise, fall = rng.uniform(0.02, 0.12) * h, rng.uniform(-0.13, 0.05) * h
        way = (out * np.cos(a), 0.0, out * np.sin(a))
        middle, tip = _frond(p, leaf[k % 2], crown, way, rise, fall, 0.10 * w)
        if far:
            continue
        for share in (0.4, 0.8):
            at = tuple(m + (t - m) * share for m, t in zip(middle, tip, strict=True))
            for s in (-1, 1):
                cut = (at[0] - s * way[2] * 0.2 + way[0] * 0.12, at[1] - 0.05 * w,
                       at[2] + s * way[0] * 0.2 + way[2] * 0.12)  # fmt: skip
                p.line([at, cut], 1.3, 0.7)
    nuts = p.part("coconuts", 0.25, "wood", trace=True)
    for k in range(0 if far else 3):
        a = k * 2.1
        at = (crown[0] + 0.13 * np.cos(a), crown[1] - 0.1, crown[2] + 0.13 * np.sin(a))
        p.blob(nuts, at, (0.1, 0.11, 0.1))
    for share in () if far else np.linspace(0.08, 0.92, 11):
        x, y, z = trunk(float(share))
        for s in (-1, 1):
            p.line(
                [
                    (x - r, y, z + s * r * 0.4),
                    (x, y - 0.04, z + s * r),
                    (x + r, y, z + s * r * 0.4),
                ],
                1.1,
                0.6,
            )


def _birch(p: Place) -> None:
    """A slender white trunk with marks, light leaves in small clumps."""
    rng = chance(p)
    w, h = p.w, p.h
    bark = _bark(p, 0.96)
    r = 0.018 * h + 0.02
    lx, lz = rng.uniform(-0.05, 0.05, 2) * h
    high = h * 0.93
    p.limb(bark, (0, -0.1, 0), r * 1.25, (lx / 2, high / 2, lz / 2), r * 0.8)
    p.limb(bark, (lx / 2, high / 2, lz / 2), r * 0.8, (lx, high, lz), r * 0.2)
    leaf = [_leaves(p, p.prop.tone + t) for t in (-0.04, 0.12)]
    count = 9 if p.detail_px < FAR_PX else 22
    for k in range(count):
        share = 0.40 + 0.6 * (k + rng.uniform(0, 1)) / count
        a = k * 2.4
        reach = w * 0.46 * (1.12 - abs(share - 0.58) * 1.6) * rng.uniform(0.5, 1)
        size = w * rng.uniform(0.10, 0.15) * (1.6 if count < 10 else 1.0)
        at = (lx * share + reach * np.cos(a), high * share, lz * share + reach * np.sin(a))
        p.blob(leaf[k % 2], at, (size * 1.1, size * 1.25, size))
    for k in range(14 if p.detail_px > FAR_PX else 0):
        y = h * 0.03 * (k + rng.uniform(0.2, 1.0))
        a, share = rng.uniform(0, 2 * np.pi), y / high
        p.line([(lx * share + r * np.cos(a + d), y, lz * share + r * np.sin(a + d))
                for d in (-0.5, 0, 0.5)], 2.6, 0.95)  # fmt: skip


def _willow(p: Place) -> None:
    """A low dome from which curtains of leaves hang nearly to the ground."""
    rng = chance(p)
    w, h = p.w, p.h
    bark = _bark(p)
    r = 0.05 * h
    p.limb(bark, (0, -0.1, 0), r * 1.3, (0, h * 0.5, 0), r * 0.8)
    leaf = [_leaves(p, p.prop.tone + t) for t in (-0.05, 0.04)]
    p.blob(leaf[0], (0, h * 0.78, 0), (w * 0.40, h * 0.20, w * 0.40))
    count = 9 if p.detail_px < FAR_PX else 22
    for k in range(count):
        a = k * 2.4
        reach = w * rng.uniform(0.3, 0.47)
        x, z = reach * np.cos(a), reach * np.sin(a)
        low = h * rng.uniform(0.14, 0.34)
        p.blob(
            leaf[k % 2], (x, (h * 0.82 + low) / 2, z), (w * 0.085, (h * 0.82 - low) / 2, w * 0.085)
        )
        if p.detail_px > FAR_PX:
            p.line([(x * 1.1, h * 0.62, z * 1.1), (x * 1.2, h * 0.4, z * 1.2),
                    (x * 1.18, low + 0.1, z * 1.18)], 1.1, 0.6)  # fmt: skip


def _cypress(p: Place) -> None:
    p.limb(_bark(p), (0, -0.1, 0), 0.12, (0, 0.6, 0), 0.1)
    leaf = _leaves(p, p.prop.tone)
    rng = chance(p)
    for k in range(6):
        share = k / 6
        r = p.w * 0.5 * np.sin(np.pi * (0.12 + 0.8 * (1 - share) ** 0.8)) ** 0.7
        off = rng.uniform(-0.06, 0.06, 2) * p.w
        p.blob(leaf, (off[0], p.h * (0.16 + 0.74 * share), off[1]), (r, p.h * 0.15, r))


def _bare(p: Place) -> None:
    """A leafless tree: branches that fork three times."""
    rng = chance(p)
    bark = _bark(p, 0.2)

    def grow(foot: Array, way: Array, length: float, r: float, left: int) -> None:
        tip = foot + way * length
        p.limb(bark, foot.tolist(), r, tip.tolist(), r * 0.62)
        if left == 0:
            return
        for k in range(3 if left == 3 else 2):
            a = 2.1 * k + left
            ahead = way + 0.6 * rng.uniform(-1, 1, 3)
            ahead += np.array([0.5 * np.cos(a), 0.2, 0.5 * np.sin(a)])
            ahead /= np.linalg.norm(ahead)
            grow(tip, ahead, length * rng.uniform(0.6, 0.8), r * 0.6, left - 1)

    near = 3 if p.detail_px > 90 else 2
    p.limb(bark, (0, -0.1, 0), 0.05 * p.h, (0, 0.3, 0), 0.034 * p.h)
    grow(np.zeros(3), np.array([0.05, 1.0, 0.03]), p.h / 2.55, 0.034 * p.h, near)


def _cactus(p: Place) -> None:
    part = p.part("cactus", p.prop.tone, "leaf", trace=True, soft=True)
    r = p.w * 0.16
    p.limb(part, (0, 0, 0), r, (0, p.h - r, 0), r * 0.92)
    for side, low, high in ((-1, 0.36, 0.72), (1, 0.48, 0.86)):
        x = side * p.w * 0.4
        p.limb(part, (0, p.h * low, 0), r * 0.66, (x, p.h * low, 0), r * 0.7)
        p.limb(part, (x, p.h * low, 0), r * 0.7, (x, p.h * high, 0), r * 0.6)
    if p.detail_px > 60:
        for a in np.linspace(0, 2 * np.pi, 9)[:-1]:
            x, z = r * 1.0 * np.cos(a), r * np.sin(a)
            p.line([(x, 0.1, z), (x, p.h - r, z)], 1.0, 0.55)


def _bush(p: Place) -> None:
    """Clumps of leaves, darker below."""
    rng = chance(p)
    part = [_leaves(p, p.prop.tone + t) for t in (-0.06, 0.06)]
    count = int(np.clip(p.w / max(p.h, 0.3) * 6, 7, 12))
    if p.detail_px < 160:
        count = 5
    for k in range(count):
        share = (k + 0.5) / count
        x = (share - 0.5) * p.w * 0.84
        high = p.h * (0.95 - 1.3 * (share - 0.5) ** 2) * rng.uniform(0.75, 1.0)
        size = p.h * rng.uniform(0.2, 0.3)
        z = rng.uniform(-0.28, 0.28) * p.d
        p.blob(part[k % 2], (x, high - size, z), (size * 1.2, size, size * 1.1))
        low = (x * 1.06, high * 0.32, z * 1.1)
        p.blob(part[0], low, (size * 1.15, high * 0.36, size * 1.15))
        if p.detail_px < 60:
            continue
        for _ in range(4):  # leaves, as a pen scribbles them on what bulges
            turn, rise = rng.uniform(0, 2 * np.pi), rng.uniform(-0.1, 1.1)
            out, up = np.cos(rise), np.sin(rise)
            around = turn + np.array([-0.2, -0.1, 0.0, 0.1, 0.2])
            bend = np.array([0.0, 0.11, -0.02, 0.11, 0.0])
            p.line([(x + 1.22 * size * out * np.sin(a), high - size + 1.02 * size * (up + b),
                     z + 1.12 * size * out * np.cos(a))
                    for a, b in zip(around, bend, strict=True)], 1.3, 0.75)  # fmt: skip


def _hedge(p: Place) -> None:
    """A clipped hedge: straight sides with a leafy edge."""
    leaf = _leaves(p, p.prop.tone)
    rng = chance(p)
    p.box(leaf, 0, 0, 0, p.w, p.h * 0.9, p.d * 0.8, 1.2)
    count = max(4, int(p.w / 0.32))
    for k in range(count):
        x = (-0.5 + (k + 0.5) / count) * p.w
        size = rng.uniform(0.13, 0.2)
        p.blob(leaf, (x, p.h * 0.9, rng.uniform(-0.2, 0.2) * p.d), (0.24, size, p.d * 0.44))
    if p.detail_px > 80:
        for _ in range(26):
            x, y = rng.uniform(-0.48, 0.48) * p.w, rng.uniform(0.08, 0.85) * p.h
            for z in (p.d * 0.405, -p.d * 0.405):
                p.line([(x, y, z), (x + 0.05, y + 0.05, z), (x + 0.1, y, z)], 1.1, 0.6)


def _blades(p: Place, count: int, tall: float, spread: float) -> None:
    """Blades of grass or reeds: strokes that lean out."""
    rng = chance(p)
    for _ in range(count if p.detail_px > 90 else count // 2):
        x, z = rng.uniform(-0.5, 0.5) * p.w, rng.uniform(-0.5, 0.5) * p.d
        high = p.h * rng.uniform(0.55, 1.0) * tall
        lx, lz = rng.uniform(-spread, spread, 2)
        lx, lz = lx + 0.3 * x, lz + 0.3 * z
        p.line([(x, 0, z), (x + 0.35 * lx, 0.6 * high, z + 0.35 * lz), (x + lx, high, z + lz)],
               2.0, 0.85)  # fmt: skip


def _grass(p: Place) -> None:
    _blades(p, 34, 1.0, 0.2)


def _reeds(p: Place) -> None:
    _blades(p, 30, 1.4, 0.12)
    heads = p.part("heads", 0.15, "wood", trace=True)
    rng = chance(p)
    for _ in range(6):
        x, z = rng.uniform(-0.45, 0.45) * p.w, rng.uniform(-0.4, 0.4) * p.d
        y = p.h * rng.uniform(1.1, 1.4)
        p.limb(heads, (x, y, z), 0.03, (x, y + 0.16, z), 0.028)
        p.line([(x, 0, z), (x, y, z)], 1.4, 0.9)


def _fern(p: Place) -> None:
    """Arching fronds from one point of the ground."""
    rng = chance(p)
    leaf = [_leaves(p, p.prop.tone + t) for t in (-0.08, 0.06)]
    reach = max(p.w, 0.9) * 0.75
    for k in range(9):
        a = 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / 9
        out = reach * rng.uniform(0.8, 1.15)
        way = (out * np.cos(a), 0.0, out * np.sin(a))
        high = p.h * rng.uniform(0.5, 0.85)
        middle, tip = _frond(p, leaf[k % 2], (0, 0.02, 0), way, high, high * 0.6, 0.1)
        p.line([(0, 0.03, 0), (middle[0], middle[1] + 0.03, middle[2]), tip], 1.1, 0.6)


def _flowerbed(p: Place) -> None:
    rng = chance(p)
    soil = p.part("border", 0.75, "stone")
    p.box(soil, 0, 0, 0, p.w, 0.14, p.d, 1.3)
    leaf = _leaves(p, p.prop.tone)
    bloom = p.part("blooms", 0.97, "paper", trace=True, casts=False)
    for k in range(14):
        x, z = (-0.46 + 0.92 * (k + 0.5) / 14) * p.w, rng.uniform(-0.35, 0.35) * p.d
        y = p.h * rng.uniform(0.45, 0.7)
        p.blob(leaf, (x, y * 0.6, z), (0.16, y * 0.5, 0.15))
        p.blob(bloom, (x, y + 0.12, z), (0.06, 0.045, 0.06))


TREES: dict[str, Builder] = {"tree": _broad, "bush": _bush}
TREE_WORDS: dict[str, Builder] = {
    "pine": _pine, "pine tree": _pine, "fir": _pine, "spruce": _pine, "christmas tree": _christmas,
    "palm": _palm, "palm tree": _palm, "birch": _birch, "willow": _willow, "cypress": _cypress,
    "dead tree": _bare, "bare tree": _bare, "cactus tree": _cactus, "hedge": _hedge,
    "grass clump": _grass, "tall grass": _grass, "reeds": _reeds, "fern": _fern,
    "flowerbed": _flowerbed,
}  # fmt: skip
