"""Machines with screens and keys, and musical instruments."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _easel(p: Place) -> None:
    wood = p.part(tone=0.4, trace=True)
    sheet = p.part("canvas", 0.97, "paper")
    w, h, d = p.w, p.h, p.d
    for sx in (-1, 1):
        p.tube(wood, (sx * w * 0.45, 0, d * 0.3), 0.02, (sx * w * 0.08, h, -d * 0.08), 0.018)
    p.tube(wood, (0, 0, -d * 0.5), 0.02, (0, h * 0.95, -d * 0.08), 0.018)
    tilt = p.axes.copy()
    angle = 0.2
    tilt[1] = p.axes[1] * np.cos(angle) - p.axes[2] * np.sin(angle)
    tilt[2] = np.cross(tilt[0], tilt[1])
    p.scene.box(p.at(0, h * 0.66, d * 0.14), tilt, (w * 0.95, h * 0.5, 0.03), sheet, edges=1.7)
    p.box(wood, 0, h * 0.38, d * 0.2, w, 0.04, 0.08, 1.3)


def _television(p: Place) -> None:
    case = p.part(tone=0.15, material="metal")
    screen = p.part("screen", 0.92 if p.night else 0.5, "lit", casts=False)
    thick = min(p.d, 0.09) if p.w > 0.7 else p.d * 0.8
    p.box(case, 0, 0, 0, p.w * 0.4, 0.04, p.d * 0.8, 1.1)
    p.box(case, 0, 0.05, 0, p.w, p.h - 0.05, thick, 1.7)
    z = thick / 2 + 0.006
    p.scene.quad(
        p.at(0, p.h / 2 + 0.025, z),
        p.axes[0] * p.w * 0.46,
        p.axes[1] * (p.h - 0.05) * 0.43,
        screen,
        edges=1.0,
    )
    p.shine(0, p.h / 2, 0.3, 0.35, 0.9)


def _computer(p: Place) -> None:
    case = p.part(tone=0.22, material="metal")
    screen = p.part("screen", 0.95 if p.night else 0.8, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(case, 0, 0, -d * 0.2, w * 0.45, 0.02, d * 0.5, 1.0)
    p.box(case, 0, 0.02, -d * 0.2, 0.05, h * 0.35, 0.04, 1.0)
    p.box(case, 0, h * 0.28, -d * 0.12, w, h * 0.72, 0.04, 1.6)
    p.scene.quad(
        p.at(0, h * 0.64, -d * 0.12 + 0.026),
        p.axes[0] * w * 0.45,
        p.axes[1] * h * 0.31,
        screen,
        edges=0.9,
    )
    p.box(case, 0, 0, d * 0.45, w * 0.85, 0.02, 0.14, 1.2)
    p.shine(0, h * 0.6, 0.3, 0.35, 0.7)


def _piano(p: Place) -> None:
    case = p.part()
    keys = p.part("keys", 0.98, "paper")
    w, h, d = p.w, p.h, p.d
    p.box(case, 0, 0, -d * 0.22, w, h, d * 0.5, 1.7)
    p.box(case, 0, h * 0.5, d * 0.2, w, h * 0.09, d * 0.5, 1.5)
    for sx in (-1, 1):
        p.box(case, sx * w * 0.46, 0, d * 0.36, 0.07, h * 0.5, 0.07, 1.2)
    p.box(keys, 0, h * 0.59, d * 0.28, w * 0.9, 0.02, d * 0.26, 1.1)
    for k in range(1, 30):
        x = -w * 0.45 + w * 0.9 * k / 30
        p.line(
            [(x, h * 0.613, d * 0.16), (x, h * 0.613, d * 0.4 if k % 3 else d * 0.3)],
            0.9 if k % 3 else 2.0,
            0.8,
        )
    p.line(
        [
            (-w * 0.25, h * 0.72, d * 0.04),
            (-w * 0.25, h * 0.95, d * 0.04),
            (w * 0.25, h * 0.95, d * 0.04),
            (w * 0.25, h * 0.72, d * 0.04),
            (-w * 0.25, h * 0.72, d * 0.04),
        ],
        1.1,
        0.5,
    )


def _laptop(p: Place) -> None:
    case = p.part(tone=0.3, material="metal")
    screen = p.part("screen", 0.96, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(case, 0, 0, d * 0.1, w, 0.02, d * 0.8, 1.5)
    tilt = p.axes.copy()
    tilt[1] = p.axes[1] * np.cos(0.25) - p.axes[2] * np.sin(0.25)
    tilt[2] = np.cross(tilt[0], tilt[1])
    p.scene.box(p.at(0, h / 2, -d * 0.38), tilt, (w, h * 0.96, 0.012), case, edges=1.6)
    p.scene.quad(
        p.at(0, h / 2, -d * 0.38) + tilt[2] * 0.008,
        tilt[0] * w * 0.45,
        tilt[1] * h * 0.42,
        screen,
        edges=1.0,
    )
    for k in range(4):
        z = -d * 0.12 + k * d * 0.1
        p.line([(-w * 0.42, 0.022, z), (w * 0.42, 0.022, z)], 1.2, 0.7)
    p.shine(0, h * 0.6, 0.2, 0.4, 0.7)


def _typewriter(p: Place) -> None:
    case = p.part(tone=0.12, material="metal")
    sheet = p.part("sheet", 0.98, "paper", casts=False)
    roll = p.part("roll", 0.2, "rubber", trace=True)
    w, h, d = p.w, p.h, p.d
    p.prism(
        case,
        [
            (-d / 2, 0),
            (-d / 2, h * 0.75),
            (0.0, h * 0.75),
            (d * 0.12, h * 0.4),
            (d / 2, h * 0.2),
            (d / 2, 0),
        ],
        0,
        w,
        1.6,
    )
    p.tube(roll, (-w * 0.62, h * 0.85, -d * 0.3), 0.03, (w * 0.62, h * 0.85, -d * 0.3), 0.03)
    p.frame(sheet, 0, h * 1.3, -d * 0.34, w * 0.66, h * 0.9, 1.2)
    for k in range(3):
        for i in range(9):
            z, y = d * (0.2 + 0.1 * k), h * (0.42 - 0.085 * k)
            p.ring((w * (-0.4 + 0.1 * i), y, z), w * 0.03, (0, 2), 1.0, 0.9, 7)


def _register(p: Place) -> None:
    case = p.part(tone=0.25, material="metal")
    shown = p.part("display", 0.95, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(case, 0, 0, 0, w, h * 0.3, d, 1.5)
    p.prism(
        case,
        [
            (-d * 0.4, h * 0.3),
            (-d * 0.4, h * 0.8),
            (-d * 0.1, h * 0.8),
            (d * 0.4, h * 0.36),
            (d * 0.4, h * 0.3),
        ],
        0,
        w * 0.9,
        1.5,
    )
    p.box(case, 0, h * 0.8, -d * 0.25, w * 0.5, h * 0.2, d * 0.2, 1.3)
    p.frame(shown, 0, h * 0.9, -d * 0.14, w * 0.4, h * 0.12)
    p.line([(-w * 0.4, h * 0.15, d / 2 + 0.005), (w * 0.4, h * 0.15, d / 2 + 0.005)], 1.4, 0.9)


def _grand_piano(p: Place) -> None:
    """A grand: the curved case, lid propped open, keys towards the player."""
    black = p.part(tone=0.1, material="metal")
    keys = p.part("keys", 0.98, "paper", casts=False)
    w, h, d = p.w, p.h, p.d
    plan = [
        (-w / 2, d * 0.42),
        (-w / 2, -d * 0.3),
        (-w * 0.38, -d * 0.46),
        (-w * 0.14, -d * 0.48),
        (w * 0.06, -d * 0.36),
        (w * 0.2, -d * 0.08),
        (w / 2, d * 0.08),
        (w / 2, d * 0.42),
    ]
    ring = np.stack([p.at(x, h * 0.72, z) for x, z in plan])
    p.scene.convex(ring, p.axes[1] * h * 0.13, black, edges=1.8)
    p.box(black, 0, h * 0.56, d * 0.44, w, 0.1, d * 0.14, 1.6)
    p.box(keys, 0, h * 0.66, d * 0.445, w * 0.9, 0.02, d * 0.09, 1.1)
    for k in range(1, 26):
        x = -w * 0.45 + w * 0.9 * k / 26
        p.line([(x, h * 0.69, d * 0.4), (x, h * 0.69, d * 0.44)], 2.0 if k % 3 else 0.9, 0.9)
    hinge = p.at(-w / 2, h * 0.86, 0)
    up = p.axes[0] * np.cos(0.75) + p.axes[1] * np.sin(0.75)
    lid = [hinge + p.axes[2] * z + up * (x + w / 2) for x, z in plan[:2] + plan[2:7]]
    p.scene.convex(np.stack(lid), np.cross(up, p.axes[2]) * 0.015, black, edges=1.7)
    p.line([(w * 0.3, h * 0.86, d * 0.1), (w * 0.1, h * 1.35, d * 0.05)], 2.2, 0.95)
    for x, z in ((-w * 0.42, d * 0.38), (w * 0.42, d * 0.38), (-w * 0.2, -d * 0.36)):
        p.box(black, x, 0, z, 0.1, h * 0.6, 0.1, 1.3)


def _organ(p: Place) -> None:
    _piano(p)
    pipe = p.part("pipe", 0.85, "metal", trace=True)
    for k in range(11):
        x = (-0.45 + 0.09 * k) * p.w
        high = p.h * (1.0 - 0.05 * abs(5 - k))
        p.tube(pipe, (x, p.h * 0.5, -p.d * 0.3), 0.05, (x, high, -p.d * 0.3), 0.05)


def _guitar(p: Place) -> None:
    """A guitar leaning on its stand."""
    body = p.part("body", p.prop.tone, "wood", trace=True)
    neck = p.part("neck", 0.25, "wood", trace=True)
    hole = p.part("hole", 0.06, "wood", trace=True, casts=False)
    w, h = p.w, p.h
    for y, r in ((0.2, 0.5), (0.39, 0.36)):
        p.blob(body, (0, h * y, 0), (w * r, w * r * 0.86, 0.05))
    p.box(body, 0, h * 0.24, 0, w * 0.5, h * 0.14, 0.095, 0)
    p.tube(hole, (0, h * 0.34, 0.05), w * 0.12, (0, h * 0.34, 0.056), w * 0.12)
    p.box(neck, 0, h * 0.4, 0.045, 0.055, h * 0.46, 0.03, 1.3)
    p.box(neck, 0, h * 0.86, 0.04, 0.085, h * 0.14, 0.025, 1.3)
    p.box(neck, 0, h * 0.17, 0.055, w * 0.3, 0.025, 0.02, 1.2)
    for x in (-0.014, 0.0, 0.014):
        p.line([(x, h * 0.18, 0.066), (x, h * 0.9, 0.066)], 0.9, 0.8)
    leg = p.part("stand", 0.12, "metal", trace=True)
    for s in (-1, 1):
        p.tube(leg, (s * w * 0.4, 0, 0.1), 0.012, (0, h * 0.5, -0.08), 0.012)
    p.tube(leg, (0, 0, -0.2), 0.012, (0, h * 0.5, -0.08), 0.012)


def _cello(p: Place) -> None:
    body = p.part("body", p.prop.tone, "wood", trace=True)
    neck = p.part("neck", 0.15, "wood", trace=True)
    w, h, d = p.w, p.h, p.d
    for y, r in ((0.22, 0.5), (0.36, 0.36), (0.48, 0.4)):
        p.blob(body, (0, h * y, 0), (w * r, h * 0.13, d * 0.32))
    p.box(neck, 0, h * 0.4, d * 0.3, 0.05, h * 0.5, 0.03, 1.3)
    p.limb(neck, (0, h * 0.9, d * 0.24), 0.03, (0, h, d * 0.05), 0.025)
    p.line([(0, 0.0, 0), (0, h * 0.1, 0)], 2.4, 0.95)
    for s in (-1, 1):
        p.line(
            [
                (s * w * 0.15, h * 0.3, d * 0.33),
                (s * w * 0.12, h * 0.36, d * 0.34),
                (s * w * 0.16, h * 0.42, d * 0.33),
            ],
            1.8,
            0.9,
        )
    for x in (-0.014, 0.014):
        p.line([(x, h * 0.2, d * 0.35), (x, h * 0.9, d * 0.33)], 0.9, 0.85)


def _drums(p: Place) -> None:
    shell = p.part("shell", p.prop.tone, "wood", trace=True)
    skin = p.part("skin", 0.97, "paper", trace=True, casts=False)
    brass = p.part("cymbal", 0.75, "metal", trace=True)
    h = p.h
    p.tube(shell, (0, 0.3, -0.2), 0.3, (0, 0.3, 0.2), 0.3)
    p.tube(skin, (0, 0.3, 0.2), 0.27, (0, 0.3, 0.206), 0.27)
    for x, y, z, r in (
        (-0.45, 0.55, -0.2, 0.19),
        (0.5, 0.45, -0.1, 0.24),
        (-0.17, 0.72, 0.0, 0.16),
        (0.2, 0.72, 0.0, 0.17),
    ):
        p.tube(shell, (x, y - 0.2, z), r, (x, y, z), r)
        p.tube(skin, (x, y, z), r * 0.93, (x, y + 0.006, z), r * 0.93)
        p.line([(x, y - 0.2, z), (x, 0, z)], 1.6, 0.9)
    for x, z in ((-0.72, 0.05), (0.72, 0.1)):
        p.tube(brass, (x, h * 0.92, z), 0.25, (x, h * 0.95, z), 0.04)
        p.line([(x, h * 0.93, z), (x, 0, z)], 2.0, 0.95)


def _harp(p: Place) -> None:
    wood = p.part("frame", p.prop.tone, "wood", trace=True)
    h, d = p.h, p.d
    p.limb(wood, (0, 0.1, d * 0.4), 0.04, (0, h * 0.95, d * 0.4), 0.035)
    p.limb(wood, (0, 0.1, d * 0.35), 0.1, (0, h * 0.72, -d * 0.42), 0.05)
    p.limb(wood, (0, h * 0.72, -d * 0.42), 0.04, (0, h * 0.8, -d * 0.1), 0.045)
    p.limb(wood, (0, h * 0.8, -d * 0.1), 0.045, (0, h * 0.96, d * 0.4), 0.05)
    for k in range(12):
        t = (k + 1) / 13
        p.line(
            [
                (0, 0.1 + (h * 0.62) * t, d * (0.35 - 0.77 * t)),
                (0, h * (0.95 - 0.2 * t), d * (0.38 - 0.75 * t)),
            ],
            0.9,
            0.85,
        )


def _globe(p: Place) -> None:
    ball = p.part("globe", 0.85, "paper", trace=True, soft=True)
    wood = p.part("stand", 0.3, "wood", trace=True)
    r = min(p.w, p.h) * 0.42
    y = p.h - r
    p.blob(ball, (0, y, 0), (r, r, r))
    p.tube(wood, (0, 0, 0), r * 0.7, (0, 0.03, 0), r * 0.6)
    p.tube(wood, (0, 0.03, 0), r * 0.09, (0, y - r, 0), r * 0.09)
    p.ring((0, y, 0), r * 1.06, (0, 1), 2.2, 0.9, 25)
    for t in (-0.5, 0.0, 0.5):
        p.ring((0, y + r * t, 0), r * np.sqrt(1 - t * t) * 1.005, (0, 2), 0.9, 0.5, 21)


def _microscope(p: Place) -> None:
    part = p.part(tone=0.3, material="metal", trace=True)
    p.box(part, 0, 0, 0, p.w, 0.03, p.d, 1.3)
    p.limb(part, (0, 0.03, -p.d * 0.35), 0.03, (0, p.h * 0.6, -p.d * 0.35), 0.025)
    p.limb(part, (0, p.h * 0.62, -p.d * 0.35), 0.025, (0, p.h * 0.62, 0), 0.025)
    p.tube(part, (0, p.h * 0.3, 0.02), 0.02, (0, p.h, -0.06), 0.03)
    p.box(part, 0, p.h * 0.26, 0, p.w * 0.7, 0.02, p.d * 0.5, 1.2)


def _monitor_cart(p: Place) -> None:
    """A heart monitor on its stand: a curve on the screen."""
    case = p.part(tone=0.8, material="metal")
    screen = p.part("screen", 0.1, "pane", casts=False)
    leg = p.part("stand", 0.4, "metal", trace=True)
    w, h = p.w, p.h
    p.tube(leg, (0, 0.05, 0), 0.02, (0, h * 0.68, 0), 0.02)
    for k in range(5):
        a = k * 2 * np.pi / 5
        p.limb(leg, (0, 0.06, 0), 0.02, (w * 0.5 * np.cos(a), 0.04, w * 0.5 * np.sin(a)), 0.02)
    p.box(case, 0, h * 0.68, 0, w * 0.95, h * 0.3, 0.2, 1.5)
    p.frame(screen, 0, h * 0.83, 0.104, w * 0.8, h * 0.24)
    beat = [
        (-0.38, 0),
        (-0.2, 0),
        (-0.14, 0.05),
        (-0.08, -0.06),
        (-0.02, 0.09),
        (0.05, -0.04),
        (0.1, 0),
        (0.38, 0),
    ]
    p.mark([(x * w, h * (0.83 + y), 0.11) for x, y in beat], white=True)
    p.shine(0, h * 0.8, 0.3, 0.3, 0.7)


MACHINES: dict[str, Builder] = {
    "easel": _easel, "television": _television, "computer": _computer, "piano": _piano,
    "instrument": _guitar,
}  # fmt: skip
MACHINE_WORDS: dict[str, Builder] = {
    "laptop": _laptop, "typewriter": _typewriter, "cash register": _register, "till": _register,
    "grand piano": _grand_piano, "organ": _organ, "cello": _cello, "double bass": _cello,
    "violin": _cello, "drum kit": _drums, "harp": _harp, "globe": _globe, "globe stand": _globe,
    "microscope": _microscope, "heart monitor": _monitor_cart,
}  # fmt: skip
