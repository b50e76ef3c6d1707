"""What hangs on walls and lies on floors: pictures, boards, clocks, curtains, rugs, tracks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place, chance


def _mirror(p: Place) -> None:
    frame = p.part(tone=0.35)
    glass = p.part("glass", 0.82, "glass", casts=False)
    p.box(frame, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.004
    centre = p.at(0, p.h / 2, z)
    p.scene.quad(centre, p.axes[0] * p.w * 0.43, p.axes[1] * p.h * 0.45, glass, edges=1.1)
    for x, y, size in ((-0.2, 0.45, 0.3), (-0.1, 0.4, 0.36), (0.22, 0.2, 0.16)):
        p.line(
            [(x * p.w, y * p.h, z + 0.004), ((x + size * 0.8) * p.w, (y + size) * p.h, z + 0.004)],
            1.0,
            0.5,
        )


def _picture(p: Place) -> None:
    frame = p.part(tone=0.3)
    sheet = p.part("sheet", min(1.0, p.prop.tone + 0.25), "paper", casts=False)
    p.box(frame, 0, 0, 0, p.w, p.h, p.d, 1.5)
    z = p.d / 2 + 0.006
    w, h = p.w * 0.42, p.h * 0.4
    p.scene.quad(p.at(0, p.h / 2, z), p.axes[0] * w, p.axes[1] * h, sheet, edges=1.0)
    rng = chance(p)
    z += 0.006
    if rng.uniform() < 0.5:  # a landscape
        ridge = [
            (-w + 2 * w * i / 8, p.h / 2 - h * 0.1 + h * 0.5 * float(rng.uniform(-0.4, 0.6)), z)
            for i in range(9)
        ]
        p.line(ridge, 1.1, 0.6)
        p.line([(-w, p.h / 2 - h * 0.45, z), (w, p.h / 2 - h * 0.5, z)], 1.1, 0.6)
    else:  # a head and shoulders
        _portrait(p, p.h / 2, min(w, h), h, z)


def _portrait(p: Place, y: float, size: float, h: float, z: float) -> None:
    """Somebody's head and shoulders: hair, face, neck, a dark coat; `size` is half the sheet."""
    coat = p.part("sitter", 0.4, "paper", casts=False)
    r = 0.3 * size
    low, neck = y - h, y - 0.18 * size
    half = 0.78 * size
    outline = [(-half, low), (half, low), (0.84 * half, neck - 0.42 * size), (0.3 * half, neck),
               (-0.3 * half, neck), (-0.84 * half, neck - 0.42 * size)]  # fmt: skip
    ring = np.stack([p.at(a, b, z) for a, b in outline])
    p.scene.convex(ring, p.axes[2] * 0.001, coat, edges=1.2)
    skin = p.part("sitter's face", 0.93, "paper", trace=True, casts=False)
    hair = p.part("sitter's hair", 0.3, "paper", trace=True, casts=False)
    p.blob(hair, (0, y + 0.34 * size, z), (1.08 * r, 1.22 * r, 0.001))
    p.blob(skin, (0, y + 0.22 * size, z + 0.001), (0.82 * r, 1.08 * r, 0.001))
    if p.detail_px > 120:
        up = z + 0.004
        for s in (-0.36, 0.36):
            p.line([(s * r - 0.1 * r, y + 0.28 * size, up), (s * r + 0.1 * r, y + 0.28 * size, up)],
                   1.6, 0.9)  # fmt: skip
        p.line([(0, y + 0.27 * size, up), (0.1 * r, y + 0.17 * size, up),
                (-0.04 * r, y + 0.16 * size, up)], 1.0, 0.7)  # fmt: skip
        p.line([(-0.25 * r, y + 0.06 * size, up), (0.25 * r, y + 0.06 * size, up)], 1.3, 0.8)


def _rug(p: Place) -> None:
    part = p.part(material="floor", casts=False)
    p.scene.quad(p.at(0, 0.008, 0), p.axes[0] * p.w / 2, p.axes[2] * p.d / 2, part, edges=1.2)
    for inset in (0.06, 0.14):
        x, z = p.w / 2 - inset, p.d / 2 - inset
        p.line(
            [(-x, 0.015, -z), (x, 0.015, -z), (x, 0.015, z), (-x, 0.015, z), (-x, 0.015, -z)],
            1.0,
            0.5,
        )
    for k in range(int(p.d / 0.09)):
        z = -p.d / 2 + 0.045 + k * 0.09
        for sx in (-1, 1):
            p.line([(sx * p.w / 2, 0.012, z), (sx * (p.w / 2 + 0.06), 0.012, z + 0.01)], 0.9, 0.5)


def _curtain(p: Place) -> None:
    part = p.part(material="cloth", trace=True, soft=True)
    rail = p.part("rail", 0.25, "metal", trace=True)
    p.tube(rail, (-p.w / 2 - 0.08, p.h, 0), 0.014, (p.w / 2 + 0.08, p.h, 0), 0.014)
    for side in (-1, 1):
        folds = 4
        width = p.w * 0.24
        for k in range(folds):
            x = side * (p.w / 2 - width * (k + 0.5) / folds)
            r = width / folds * 0.72
            p.tube(part, (x, 0.02, 0.02 * (k % 2)), r * 1.12, (x, p.h - 0.02, 0.02 * (k % 2)), r)
            p.line(
                [
                    (x + r * 0.5, p.h - 0.08, r),
                    (x + r * 0.45, p.h * 0.5, r),
                    (x + r * 0.6, 0.1, r * 1.05),
                ],
                1.1,
                0.6,
            )


def _clock(p: Place) -> None:
    if p.h > 1.2:
        case = p.part(tone=0.3)
        p.box(case, 0, 0, 0, p.w, p.h, p.d, 1.6)
        y, r = p.h * 0.84, p.w * 0.36
    else:
        case = p.part(tone=0.2, trace=True)
        y, r = p.h / 2, p.w / 2
        p.tube(case, (0, y, -p.d / 2), r, (0, y, p.d / 2), r)
        r *= 0.86
    z = p.d / 2 + 0.004
    face = p.part("dial", 0.98, "paper", casts=False, trace=True)
    p.tube(face, (0, y, z - 0.002), r, (0, y, z), r)
    z += 0.006
    p.line([(0, y, z), (r * 0.5, y + r * 0.35, z)], 1.8, 0.95)
    p.line([(0, y, z), (-r * 0.2, y + r * 0.75, z)], 1.4, 0.95)
    for k in range(12):
        a = k * np.pi / 6
        p.line(
            [
                (r * 0.82 * np.sin(a), y + r * 0.82 * np.cos(a), z),
                (r * 0.95 * np.sin(a), y + r * 0.95 * np.cos(a), z),
            ],
            1.1,
            0.9,
        )


def _board(p: Place) -> None:
    """A blackboard or whiteboard: writing, a ledge."""
    dark = p.prop.tone < 0.5
    frame = p.part(tone=0.4)
    sheet = p.part("slate", p.prop.tone, "pane" if dark else "paper", casts=False)
    p.box(frame, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.006
    p.frame(sheet, 0, p.h / 2, z, p.w * 0.96, p.h * 0.92, 1.0)
    p.box(frame, 0, -0.04, 0.05, p.w * 0.9, 0.03, 0.1, 1.2)
    rng = chance(p)
    for k in range(4):
        y = p.h * (0.8 - 0.17 * k)
        x = -p.w * 0.42
        while x < p.w * rng.uniform(0.0, 0.35):
            long = p.w * rng.uniform(0.03, 0.1)
            p.mark(
                [
                    (x, y, z + 0.004),
                    (x + long * 0.5, y + 0.03 * p.h, z + 0.004),
                    (x + long, y, z + 0.004),
                ],
                white=dark,
            )
            x += long * 1.35


def _notices(p: Place) -> None:
    """A cork board with sheets and photographs pinned on; strings on a case board."""
    frame = p.part(tone=0.35)
    cork = p.part("cork", 0.62, "wood", casts=False)
    sheet = p.part("sheets", 0.97, "paper", casts=False)
    photo = p.part("photos", 0.35, "wood", casts=False)
    p.box(frame, 0, 0, 0, p.w, p.h, p.d, 1.5)
    z = p.d / 2 + 0.005
    p.frame(cork, 0, p.h / 2, z, p.w * 0.96, p.h * 0.94, 1.0)
    rng = chance(p)
    pins = []
    columns, rows = max(2, round(p.w / 0.34)), max(2, round(p.h / 0.4))
    for i in range(columns):
        for j in range(rows):
            if rng.uniform() < 0.15:
                continue
            x = (-0.5 + (i + 0.5) / columns) * p.w * 0.92 + rng.uniform(-0.03, 0.03)
            y = ((j + 0.5) / rows) * p.h * 0.92 + 0.04 * p.h + rng.uniform(-0.03, 0.03)
            wide, high = rng.uniform(0.16, 0.24), rng.uniform(0.16, 0.28)
            p.frame(photo if rng.uniform() < 0.3 else sheet, x, y, z + 0.006, wide, high, 1.1)
            pins.append((x, y + high * 0.35, z + 0.012))
    if p.prop.word == "case board":
        for a, b in zip(pins[:-2:2], pins[2::2], strict=False):
            p.line([a, b], 1.5, 0.9)


def _plain(p: Place) -> None:
    """A poster, calendar or map: a sheet without a frame."""
    sheet = p.part("sheet", max(p.prop.tone, 0.85), "paper", casts=False)
    z = p.d / 2
    p.box(sheet, 0, 0, 0, p.w, p.h, max(p.d * 0.3, 0.006), 1.3)
    rng = chance(p)
    if p.prop.word == "calendar":
        p.line([(-p.w / 2, p.h * 0.5, z), (p.w / 2, p.h * 0.5, z)], 1.3, 0.8)
        for i in range(1, 5):
            y = p.h * 0.5 * i / 5
            p.line([(-p.w * 0.42, y, z), (p.w * 0.42, y, z)], 1.0, 0.6)
        return
    if p.prop.word == "map":
        for _ in range(3):
            x, y = rng.uniform(-0.3, 0.3) * p.w, rng.uniform(0.3, 0.7) * p.h
            blob = [
                (
                    x + p.w * 0.17 * rng.uniform(0.6, 1.2) * np.cos(a),
                    y + p.h * 0.2 * rng.uniform(0.6, 1.2) * np.sin(a),
                    z,
                )
                for a in np.linspace(0, 2 * np.pi, 10)
            ]
            p.line([*blob[:-1], blob[0]], 1.2, 0.7)
        return
    dark = p.part("figure", 0.2, "wood", casts=False)
    p.frame(dark, 0, p.h * 0.56, z + 0.004, p.w * 0.5, p.h * 0.45, 0.0)
    for y, wide in ((0.2, 0.76), (0.11, 0.5)):
        p.line(
            [(-p.w * wide / 2, p.h * y, z + 0.006), (p.w * wide / 2, p.h * y, z + 0.006)], 2.6, 0.9
        )


def _glass_wall(p: Place) -> None:
    """A two-way mirror: a dark pane with slanting lights."""
    frame = p.part(tone=0.3, material="metal")
    glass = p.part("glass", 0.16, "pane", casts=False)
    p.box(frame, 0, 0, 0, p.w, p.h, p.d, 1.7)
    z = p.d / 2 + 0.005
    p.frame(glass, 0, p.h / 2, z, p.w * 0.95, p.h * 0.9, 1.1)
    for x in (-0.3, -0.24, 0.2):
        p.mark(
            [(x * p.w, p.h * 0.2, z + 0.004), ((x + 0.14) * p.w, p.h * 0.85, z + 0.004)], white=True
        )


def _runner(p: Place) -> None:
    """A path of gravel or flags through grass: flat, with uneven borders."""
    part = p.part(material="ground", casts=False)
    p.scene.quad(p.at(0, 0.006, 0), p.axes[0] * p.w / 2, p.axes[2] * p.d / 2, part)
    rng = chance(p)
    steps = 14
    for s in (-1, 1):
        edge = [
            (s * (p.w / 2 + rng.uniform(-0.12, 0.12)), 0.01, p.d * (k / steps - 0.5))
            for k in range(steps + 1)
        ]
        p.line(edge, 1.4, 0.7)
    for _ in range(20):
        x, z = rng.uniform(-0.45, 0.45) * p.w, rng.uniform(-0.48, 0.48) * p.d
        p.line([(x, 0.01, z), (x + 0.12, 0.01, z + 0.03)], 1.2, 0.6)


def _rails(p: Place) -> None:
    """A railway track: sleepers and two rails."""
    bed = p.part("ballast", 0.6, "ground", casts=False)
    wood = p.part("sleepers", 0.3, "wood", casts=False)
    steel = p.part("rail", 0.7, "metal", casts=False)
    p.scene.quad(p.at(0, 0.006, 0), p.axes[0] * p.w * 0.62, p.axes[2] * p.d / 2, bed)
    for k in range(int(min(p.d, 46) / 0.85)):
        z = -min(p.d, 46) / 2 + 0.85 * k
        p.scene.quad(p.at(0, 0.014, z), p.axes[0] * p.w / 2, p.axes[2] * 0.13, wood)
    for s in (-1, 1):
        p.box(steel, s * p.w * 0.3, 0.014, 0, 0.07, 0.13, p.d, 1.5)


def _jetty(p: Place) -> None:
    """Boards on piles."""
    wood = p.part()
    post = p.part("pile", 0.2, "wood", trace=True)
    p.box(wood, 0, p.h - 0.07, 0, p.w, 0.07, p.d, 1.6)
    for k in range(int(p.d / 0.25)):
        z = -p.d / 2 + 0.25 * k
        p.line([(-p.w / 2, p.h + 0.004, z), (p.w / 2, p.h + 0.004, z)], 1.0, 0.6)
    for z in np.linspace(-p.d / 2 + 0.2, p.d / 2 - 0.2, 4):
        for s in (-1, 1):
            p.tube(post, (s * p.w / 2, -0.4, z), 0.09, (s * p.w / 2, p.h + 0.45, z), 0.08)


def _washing(p: Place) -> None:
    """A line with linen pegged on."""
    cloth = p.part(material="cloth", trace=True)
    rng = chance(p)
    p.line([(-p.w * 0.6, p.h + 0.05, 0), (0, p.h - 0.05, 0), (p.w * 0.6, p.h + 0.05, 0)], 1.6, 0.9)
    x = -p.w / 2
    while x < p.w / 2 - 0.4:
        wide, high = rng.uniform(0.4, 0.9), rng.uniform(0.5, 1.0) * p.h
        p.box(cloth, x + wide / 2, p.h - high - 0.03, 0, wide, high, 0.02, 1.4)
        x += wide + rng.uniform(0.08, 0.3)


def _drape(p: Place) -> None:
    """A stage curtain or its valance: folds side by side, no gap."""
    part = p.part(material="cloth", trace=True, soft=True)
    folds = max(5, round(p.w / 0.38))
    r = p.w / folds * 0.62
    for k in range(folds):
        x = (-0.5 + (k + 0.5) / folds) * p.w
        p.tube(part, (x, 0, 0.05 * (k % 2)), r * 1.05, (x, p.h, 0.05 * (k % 2)), r)
        p.line(
            [
                (x + r * 0.8, p.h, r * 0.7),
                (x + r * 0.9, p.h * 0.5, r * 0.8),
                (x + r * 0.85, 0.02, r * 0.8),
            ],
            1.2,
            0.7,
        )


def _rail(p: Place) -> None:
    """A rod along a wall: a handrail, or a rack over seats."""
    steel = p.part(material="metal")
    p.box(steel, 0, p.h * 0.6, 0, p.w, max(p.h * 0.4, 0.03), p.d, 1.5)
    for k in range(max(2, round(p.w / 1.4)) + 1):
        x = -p.w / 2 + p.w * k / max(2, round(p.w / 1.4))
        p.line([(x, 0, -p.d / 2), (x, p.h * 0.6, p.d / 2)], 1.4, 0.8)


def _buttons(p: Place) -> None:
    plate = p.part(material="metal")
    p.box(plate, 0, 0, 0, p.w, p.h, p.d, 1.4)
    for k in range(4):
        for s in (-1, 1):
            p.ring(
                (s * p.w * 0.2, p.h * (0.2 + 0.2 * k), p.d / 2 + 0.004),
                p.w * 0.12,
                (0, 1),
                1.1,
                0.9,
                9,
            )


def _lifebuoy(p: Place) -> None:
    ring = p.part(material="paper", trace=True)
    r = p.w * 0.4
    turns = np.linspace(0, 2 * np.pi, 17)
    for a, b in pairwise(turns):
        p.limb(
            ring,
            (r * np.cos(a), p.h / 2 + r * np.sin(a), 0),
            0.06,
            (r * np.cos(b), p.h / 2 + r * np.sin(b), 0),
            0.06,
        )


def _hose(p: Place) -> None:
    box = p.part(material="metal")
    p.box(box, 0, 0, 0, p.w, p.h, p.d, 1.5)
    z = p.d / 2 + 0.006
    for r in (0.2, 0.14, 0.07):
        p.ring((0, p.h * 0.5, z), r, (0, 1), 1.8, 0.9)


HANGINGS: dict[str, Builder] = {
    "mirror": _mirror, "picture": _picture, "rug": _rug, "curtain": _curtain, "clock": _clock,
}  # fmt: skip
HANGING_WORDS: dict[str, Builder] = {
    "blackboard": _board, "chalkboard": _board, "whiteboard": _board, "menu board": _board,
    "noticeboard": _notices, "bulletin board": _notices, "case board": _notices, "poster": _plain,
    "calendar": _plain, "map": _plain, "two-way mirror": _glass_wall, "path": _runner,
    "rails": _rails, "jetty": _jetty, "washing line": _washing, "stage curtain": _drape,
    "valance": _drape, "handrail": _rail, "hat rail": _rail, "button panel": _buttons,
    "lifebuoy": _lifebuoy, "fire hose": _hose,
}  # fmt: skip
