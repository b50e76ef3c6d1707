"""What stands outside: house fronts, trees, lamps, fences, stones, signs."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _rng(p: Place) -> np.random.Generator:
    x, z = (round(abs(float(v)) * 100) for v in (p.origin[0], p.origin[2]))
    return np.random.default_rng([x, z, round(p.w * 100), int(p.origin[0] < 0)])


def _street_lamp(p: Place) -> None:
    post = p.part(tone=0.15, material="metal", trace=True)
    head = p.part("lantern", 1.0 if p.night else 0.9, "lit", trace=True, casts=False)
    reach = min(max(p.d * 0.75, 0.6), 1.6)
    p.tube(post, (0, 0, 0), 0.13, (0, 0.7, 0), 0.085)
    p.tube(post, (0, 0.7, 0), 0.07, (0, p.h - 0.3, 0), 0.05)
    p.limb(post, (0, p.h - 0.3, 0), 0.05, (0, p.h, reach * 0.35), 0.04)
    p.limb(post, (0, p.h, reach * 0.35), 0.04, (0, p.h + 0.02, reach), 0.04)
    p.blob(post, (0, p.h + 0.02, reach), (0.17, 0.09, 0.3))
    p.blob(head, (0, p.h - 0.05, reach), (0.14, 0.09, 0.24))
    if p.night:
        p.scene.lamps.append((p.at(0, p.h - 0.3, reach), 1.05, 3.4))


def _tree(p: Place) -> None:
    rng = _rng(p)
    bark = p.part("trunk", max(0.12, p.prop.tone - 0.12), "wood", trace=True, soft=True)
    w, h = p.w, p.h
    far = p.detail_px < 130
    r = max(0.05, min(0.045 * h, w * 0.1))
    lean = rng.uniform(-0.05, 0.05, 2) * h
    fork = (lean[0], h * rng.uniform(0.36, 0.48), lean[1])
    p.limb(bark, (0, -0.1, 0), r * 1.35, (0, 0.3, 0), r)
    p.limb(bark, (0, 0.3, 0), r, fork, r * 0.72)
    tones = (p.prop.tone, min(1.0, p.prop.tone + 0.14))
    leaves = [p.part("leaves", t, "leaf", trace=True, soft=True) for t in tones]
    count = 5 if far else 9
    for k in range(count):
        turn = 2 * np.pi * k / count + rng.uniform(-0.4, 0.4)
        level = rng.uniform(0.55, 0.9)
        spread = w * 0.36 * (1.25 - level) * 1.6
        tip = (fork[0] + spread * np.cos(turn), h * level, fork[2] + spread * np.sin(turn))
        if not far:
            p.limb(bark, fork, r * 0.55, tip, r * 0.16)
        size = w * rng.uniform(0.2, 0.29)
        p.blob(leaves[int(level > 0.72)], tip, (size * 1.12, size * 0.8, size * 1.12))
    p.blob(leaves[1], (fork[0], h * 0.86, fork[2]), (w * 0.3, h * 0.14, w * 0.3))
    p.blob(leaves[0], (fork[0], h * 0.66, fork[2]), (w * 0.33, h * 0.16, w * 0.33))
    if not far:
        for _ in range(5):
            x = r * rng.uniform(-0.7, 0.7)
            y = rng.uniform(0.2, 0.6) * fork[1]
            z = float(np.sqrt(max(r * r - x * x, 0)))
            for s in (-1, 1):
                p.line(
                    [(x, y, s * z), (x + 0.02, y + 0.3, s * z * 0.96), (x, y + 0.55, s * z * 0.9)],
                    1.2,
                    0.6,
                )


def _bush(p: Place) -> None:
    rng = _rng(p)
    part = p.part(material="leaf", trace=True, soft=True)
    count = int(np.clip(p.w / max(p.h, 0.3) * 4, 5, 16))
    for k in range(count):
        x = (-0.5 + (k + 0.5) / count) * p.w * 0.8
        size = p.h * rng.uniform(0.34, 0.5)
        p.blob(
            part,
            (x, p.h - size * rng.uniform(0.95, 1.3), rng.uniform(-0.2, 0.2) * p.d),
            (max(size, p.w / count * 0.75), size, max(size * 0.8, p.d * 0.4)),
        )
        p.blob(part, (x, p.h * 0.25, 0), (p.w / count * 0.9, p.h * 0.32, p.d * 0.45))


def _rock(p: Place) -> None:
    rng = _rng(p)
    part = p.part(material="stone", trace=True, soft=True)
    if p.h > 5 or max(p.w, p.d) > 8:
        return _mountain(p, rng)
    if p.w > 3.2 * p.h:
        log = p.part("log", p.prop.tone, "wood", trace=True)
        p.limb(log, (-p.w / 2, p.h / 2, 0), p.h / 2, (p.w / 2, p.h / 2, 0), p.h * 0.46)
        return None
    p.blob(part, (0, p.h * 0.3, 0), (p.w * 0.46, p.h * 0.62, p.d * 0.46))
    for _ in range(4):
        x, z = rng.uniform(-0.28, 0.28, 2)
        size = rng.uniform(0.25, 0.42)
        p.blob(
            part,
            (x * p.w, p.h * rng.uniform(0.15, 0.6), z * p.d),
            (p.w * size, p.h * size, p.d * size),
        )
    for _ in range(3):
        x = rng.uniform(-0.3, 0.3) * p.w
        for s in (-1, 1):
            p.line(
                [
                    (x, p.h * 0.8, s * p.d * 0.36),
                    (x + 0.08 * p.w, p.h * 0.5, s * p.d * 0.46),
                    (x + 0.02 * p.w, p.h * 0.25, s * p.d * 0.48),
                ],
                1.3,
                0.6,
            )
    return None


def _mountain(p: Place, rng: np.random.Generator) -> None:
    part = p.part(material="stone", trace=True)
    for k in range(5):
        x = (-0.4 + 0.2 * k) * p.w
        high = p.h * (1.0 if k == 2 else rng.uniform(0.45, 0.85))
        r = p.w * rng.uniform(0.18, 0.3)
        top = (x + rng.uniform(-0.05, 0.05) * p.w, high, rng.uniform(-0.1, 0.1) * p.d)
        p.tube(part, (x, -0.5, 0), r, top, r * 0.08)
        for _ in range(3):
            a = rng.uniform(0, 2 * np.pi)
            low = rng.uniform(0.3, 0.6)
            base = (x + r * (1 - low) * np.cos(a), high * low, r * (1 - low) * np.sin(a))
            p.line(
                [
                    top,
                    ((top[0] + base[0]) / 2 + 0.04 * r, (top[1] + base[1]) / 2, base[2] / 2),
                    base,
                ],
                1.4,
                0.6,
            )


def _fence(p: Place) -> None:
    part = p.part()
    w, h = p.w, p.h
    for y in (0.3, 0.8):
        p.box(part, 0, h * y, -0.02, w, 0.08, 0.03, 1.2)
    count = max(2, round(w / 0.22))
    for k in range(count):
        x = -w / 2 + w * (k + 0.5) / count
        top = h - (0.05 if k % 3 == 0 else 0.0)
        p.box(part, x, 0, 0.015, 0.12, top, 0.025, 1.2)


def _house_front(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    rng = _rng(p)
    wall = p.part("front", p.prop.tone, "front")
    z = d / 2
    trim = p.part("trim", min(1.0, p.prop.tone + 0.18), "front", casts=False)
    storeys = max(1, round(h / 3.1))
    gable = h < 8 and rng.uniform() < (0.75 if storeys <= 2 else 0.25) and w < 14
    eaves = h * 0.68 if gable and storeys > 1 else h * (0.62 if gable else 1.0)
    p.box(wall, 0, 0, 0, w, eaves, d, 1.7)
    if gable:
        roof = p.part("roof", max(0.15, p.prop.tone - 0.32), "front")
        over = 0.35
        profile = np.stack([p.at(0, eaves, z + over), p.at(0, h, 0), p.at(0, eaves, -z - over)])
        p.scene.convex(profile, p.axes[0] * (w / 2 + over), roof, edges=1.7)
        rows = 5
        for k in range(1, rows):
            y = eaves + (h - eaves) * k / rows
            zz = (z + over) * (1 - k / rows) + 0.02
            p.line([(-w / 2 - over, y, zz), (w / 2 + over, y, zz)], 1.0, 0.45)
        storeys = max(1, round(eaves / 3.1))
    else:
        p.box(trim, 0, h - 0.35, 0.12, w + 0.2, 0.35, d, 1.5)
        if storeys > 1:
            p.box(trim, 0, eaves / storeys - 0.12, 0.1, w, 0.18, d, 1.2)
    _windows(p, rng, eaves, storeys, gable, trim)


def _windows(
    p: Place, rng: np.random.Generator, eaves: float, storeys: int, house: bool, trim: int
) -> None:
    w, z = p.w, p.d / 2
    big = p.detail_px > 60
    step = eaves / storeys
    across = max(2, min(9, round(w / 2.1)))
    door_at = int(rng.integers(0, across))
    shop = not house and storeys > 2 and rng.uniform() < 0.5
    glow = p.part("lit pane", 0.97, "lit", casts=False)
    dark = p.part("pane", 0.16 if not p.night else 0.05, "pane", casts=False)
    leaf = p.part("door", max(0.12, p.prop.tone - 0.45), "front", casts=False)
    for s in range(min(storeys, 14)):
        for k in range(across):
            x = -w / 2 + w * (k + 0.5) / across
            wide, high = min(0.5, w / across * 0.3), step * 0.27
            y = s * step + step * 0.52
            lit = p.night and rng.uniform() < 0.4
            if s == 0 and k == door_at:
                p.scene.quad(
                    p.at(x, step * 0.36, z + 0.03),
                    p.axes[0] * 0.55,
                    p.axes[1] * step * 0.36,
                    leaf,
                    edges=1.5,
                )
                if big:
                    p.box(trim, x, -0.02, z + 0.3, 1.6, 0.16, 0.7, 1.2)
                    p.box(trim, x, step * 0.74, z + 0.1, 1.5, 0.12, 0.4, 1.3)
                continue
            if s == 0 and shop:
                wide, high, y = w / across * 0.42, step * 0.33, step * 0.46
                lit = p.night and rng.uniform() < 0.7
            p.scene.quad(
                p.at(x, y, z + 0.03),
                p.axes[0] * wide,
                p.axes[1] * high,
                glow if lit else dark,
                edges=1.3 if big or s < 2 else 0.9,
            )
            if big and s < 5:
                p.line([(x, y - high, z + 0.05), (x, y + high, z + 0.05)], 1.1, 0.8)
                p.line(
                    [(x - wide, y + high * 0.2, z + 0.05), (x + wide, y + high * 0.2, z + 0.05)],
                    1.0,
                    0.8,
                )
                if not shop or s > 0:
                    p.box(trim, x, y - high - 0.09, z + 0.08, wide * 2.4, 0.09, 0.2, 1.1)
            if lit and s == 0:
                p.scene.lamps.append((p.at(x, y, z + 0.8), 0.3, 1.6))
    if shop:
        awning = p.part("awning", 0.85 if p.prop.tone < 0.6 else 0.35, "cloth")
        profile = np.stack(
            [
                p.at(0, step * 0.98, z),
                p.at(0, step * 0.8, z + 1.1),
                p.at(0, step * 0.78, z + 1.1),
                p.at(0, step * 0.9, z),
            ]
        )
        p.scene.convex(profile, p.axes[0] * w * 0.46, awning, edges=1.5)
        for k in range(1, 12):
            x = -w * 0.46 + w * 0.92 * k / 12
            p.line([(x, step * 0.985, z + 0.02), (x, step * 0.805, z + 1.1)], 1.0, 0.6)


def _sign(p: Place) -> None:
    board = p.part(material="paper" if p.prop.tone > 0.5 else "wood")
    p.box(board, 0, 0, 0, p.w, p.h, p.d, 1.7)
    z = p.d / 2 + 0.01
    text = p.prop.text or ""
    if text:
        letters(p, text, p.w * 0.86, p.h * 0.6, z)
    else:
        for k, y in enumerate((0.35, 0.62)):
            p.line([(-p.w * 0.36, p.h * y, z), (p.w * (0.36 - 0.12 * k), p.h * y, z)], 2.0, 0.8)
    if p.night:
        p.scene.lamps.append((p.at(0, p.h / 2, 0.7), 0.4, 1.2))


_GLYPHS: dict[str, str] = {
    "A": "02 14 22|05 15", "B": "00 04 14 23 12 02|12 21 10 00", "C": "24 04 00 20",
    "D": "00 04 14 22 10 00", "E": "24 04 00 20|02 12", "F": "24 04 00|02 12",
    "G": "24 04 00 20 22 12", "H": "00 04|20 24|02 22", "I": "10 14", "J": "24 20 00 01",
    "K": "00 04|24 02 20", "L": "04 00 20", "M": "00 04 12 24 20", "N": "00 04 20 24",
    "O": "00 04 24 20 00", "P": "00 04 24 22 02", "Q": "00 04 24 20 00|11 20",
    "R": "00 04 24 22 02 20", "S": "24 04 02 22 20 00", "T": "04 24|14 10", "U": "04 00 20 24",
    "V": "04 10 24", "W": "04 00 12 20 24", "X": "04 20|00 24", "Y": "04 12 24|12 10",
    "Z": "04 24 00 20", "0": "00 04 24 20 00", "1": "03 14 10", "2": "04 24 22 02 00 20",
    "3": "04 24 20 00|02 22", "4": "04 02 22|24 20", "5": "24 04 02 22 20 00",
    "6": "24 04 00 20 22 02", "7": "04 24 10", "8": "00 04 24 20 00|02 22",
    "9": "22 02 04 24 20 00", "-": "02 22", "'": "14 13", "!": "14 12|10 10", "?": "04 24 12 11",
    "&": "20 04 14 00 22",
}  # fmt: skip
"""Letters as strokes on a 3 x 5 grid: column and row of each point."""


def letters(p: Place, text: str, width: float, height: float, z: float) -> None:
    """Write capitals on a prop's front, centred; what the alphabet lacks becomes a dash."""
    words = text.upper()[:18]
    cell = min(width / max(len(words), 1), height * 0.8)
    start = -cell * len(words) / 2
    for i, letter in enumerate(words):
        if letter == " ":
            continue
        for line in _GLYPHS.get(letter, "02 22").split("|"):
            points = [
                (start + (i + 0.14 + 0.36 * int(c[0])) * cell,
                 p.h / 2 + (int(c[1]) / 4 - 0.5) * height, z)
                for c in line.split()
            ]  # fmt: skip
            p.line(points, 2.4, 0.95)


def _grave(p: Place) -> None:
    part = p.part(material="stone", trace=True)
    if p.h > 1.6:  # a statue on its plinth
        p.box(part, 0, 0, 0, p.w, p.h * 0.3, p.d, 1.5)
        p.limb(part, (0, p.h * 0.3, 0), p.w * 0.26, (0, p.h * 0.74, 0), p.w * 0.24)
        p.blob(part, (0, p.h * 0.92, 0), (p.w * 0.13, p.h * 0.07, p.w * 0.14))
        for s in (-1, 1):
            p.limb(
                part,
                (s * p.w * 0.2, p.h * 0.76, 0),
                p.w * 0.1,
                (s * p.w * 0.26, p.h * 0.52, p.w * 0.1),
                p.w * 0.08,
            )
        return
    p.box(part, 0, 0, 0, p.w, p.h - p.w / 2, p.d, 1.4)
    p.tube(part, (0, p.h - p.w / 2, -p.d / 2), p.w / 2, (0, p.h - p.w / 2, p.d / 2), p.w / 2)
    z = p.d / 2 + 0.01
    for k in range(3):
        p.line(
            [(-p.w * 0.25, p.h * (0.68 - 0.1 * k), z), (p.w * 0.25, p.h * (0.68 - 0.1 * k), z)],
            1.3,
            0.7,
        )


def _parasol(p: Place) -> None:
    pole = p.part("pole", 0.3, "metal", trace=True)
    cloth = p.part(material="cloth", trace=True, soft=True)
    r = p.w / 2
    p.tube(pole, (0, 0, 0), 0.025, (0, p.h, 0), 0.02)
    p.tube(cloth, (0, p.h * 0.78, 0), r, (0, p.h * 0.98, 0), 0.02)
    for k in range(8):
        a = k * np.pi / 4
        p.line([(0, p.h * 0.985, 0), (r * np.cos(a), p.h * 0.785, r * np.sin(a))], 1.2, 0.7)


def _water(p: Place) -> None:
    part = p.part(material="water", casts=False)
    y = max(p.h, 0.02)
    p.scene.quad(p.at(0, y, 0), p.axes[0] * p.w / 2, p.axes[2] * p.d / 2, part, edges=1.3)
    rng = _rng(p)
    for _ in range(int(np.clip(p.w * p.d / 1.6, 16, 70))):
        x, z = rng.uniform(-0.48, 0.48) * p.w, rng.uniform(-0.48, 0.48) * p.d
        size = rng.uniform(0.03, 0.1) * min(p.w, 14)
        p.line(
            [
                (x - size, y + 0.01, z),
                (x - size * 0.3, y + 0.01, z + 0.05),
                (x + size * 0.3, y + 0.01, z - 0.03),
                (x + size, y + 0.01, z + 0.02),
            ],
            1.2,
            0.6,
        )


OUTDOORS: dict[str, Builder] = {
    "street lamp": _street_lamp, "tree": _tree, "bush": _bush, "rock": _rock, "fence": _fence,
    "house front": _house_front, "sign": _sign, "grave": _grave, "parasol": _parasol,
    "water": _water, "pool": _water,
}  # fmt: skip
