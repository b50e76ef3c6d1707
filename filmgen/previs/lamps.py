"""Lamps, and what else stands on a post: lights of rooms and streets, poles, flags."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _shade_part(p: Place) -> int:
    if p.out:  # cloth that nothing shines through
        return p.part("lampshade", 0.55, "cloth", trace=True, casts=False)
    tone = 0.98 if p.night else max(p.prop.tone, 0.85)
    return p.part("lampshade", tone, "lit", trace=True, casts=False)


def _lamp(p: Place) -> None:
    r = p.w / 2
    stand = p.part(tone=0.2, material="metal", trace=True)
    shade = min(p.h * 0.45, 0.34)
    p.tube(stand, (0, 0, 0), r * 0.6, (0, 0.03, 0), r * 0.55)
    if p.h < 0.8:
        p.limb(stand, (0, 0.03, 0), r * 0.45, (0, p.h - shade, 0), r * 0.2)
    else:
        p.tube(stand, (0, 0.03, 0), 0.014, (0, p.h - shade, 0), 0.012)
    p.tube(_shade_part(p), (0, p.h - shade, 0), r, (0, p.h, 0), r * 0.6)
    p.shine(0, p.h - shade / 2, 0, 1.15, 1.7)


def _ceiling_lamp(p: Place) -> None:
    r = p.w / 2
    cord = p.part(tone=0.15, material="metal", trace=False)
    drop = max(p.h - 0.28, 0.05)
    p.tube(cord, (0, -drop, 0), 0.008, (0, 0, 0), 0.008)
    p.line([(0, -drop, 0), (0, 0, 0)], 1.5)
    p.tube(_shade_part(p), (0, -drop - 0.22, 0), r, (0, -drop, 0), r * 0.35)
    p.shine(0, -drop - 0.4, 0, 1.1, 2.3)


def _street_lamp(p: Place) -> None:
    post = p.part(tone=0.15, material="metal", trace=True)
    head = p.lamp("lantern", 0.9)
    reach = min(max(p.d * 0.75, 0.6), 1.6)
    p.tube(post, (0, 0, 0), 0.13, (0, 0.7, 0), 0.085)
    p.tube(post, (0, 0.7, 0), 0.07, (0, p.h - 0.3, 0), 0.05)
    p.limb(post, (0, p.h - 0.3, 0), 0.05, (0, p.h, reach * 0.35), 0.04)
    p.limb(post, (0, p.h, reach * 0.35), 0.04, (0, p.h + 0.02, reach), 0.04)
    p.blob(post, (0, p.h + 0.02, reach), (0.17, 0.09, 0.3))
    p.blob(head, (0, p.h - 0.05, reach), (0.14, 0.09, 0.24))
    p.shine(0, p.h - 0.3, reach, 1.2, 3.6)


def _chandelier(p: Place) -> None:
    """Arms with candle bulbs round a stem."""
    iron = p.part(tone=0.25, material="metal", trace=True)
    bulb = p.lamp("bulbs", 0.95)
    r = p.w / 2
    p.tube(iron, (0, -p.h * 0.6, 0), 0.012, (0, 0, 0), 0.012)
    p.limb(iron, (0, -p.h * 0.95, 0), 0.03, (0, -p.h * 0.6, 0), 0.05)
    p.blob(iron, (0, -p.h, 0), (0.05, 0.05, 0.05))
    for k in range(8):
        a = 2 * np.pi * k / 8
        c, s = r * np.cos(a), r * np.sin(a)
        p.limb(iron, (0, -p.h * 0.9, 0), 0.016, (c * 0.6, -p.h, s * 0.6), 0.014)
        p.limb(iron, (c * 0.6, -p.h, s * 0.6), 0.014, (c, -p.h * 0.88, s), 0.014)
        p.tube(iron, (c, -p.h * 0.88, s), 0.05, (c, -p.h * 0.86, s), 0.05)
        p.limb(bulb, (c, -p.h * 0.84, s), 0.022, (c, -p.h * 0.70, s), 0.016)
    p.shine(0, -p.h - 0.1, 0, 1.0, 3.0)


def _bulb(p: Place) -> None:
    """A naked bulb on its cord."""
    cord = p.part(tone=0.15, material="metal", trace=True)
    glow = p.lamp("bulb", 0.95)
    drop = max(p.h - 0.16, 0.1)
    p.line([(0, -drop, 0), (0.01, -drop / 2, 0), (0, 0, 0)], 1.6, 0.95)
    p.tube(cord, (0, -drop - 0.05, 0), 0.022, (0, -drop, 0), 0.018)
    p.limb(glow, (0, -drop - 0.06, 0), 0.022, (0, -drop - 0.13, 0), 0.045)
    p.shine(0, -drop - 0.15, 0, 1.5, 4.4)


def _tube_light(p: Place) -> None:
    case = p.part(tone=0.85, material="metal")
    glow = p.part("tube", 1.0, "lit", casts=False)
    p.box(case, 0, -0.07, 0, p.w, 0.05, p.d, 1.3)
    p.box(glow, 0, -0.11, 0, p.w * 0.96, 0.05, p.d * 0.5, 1.1)
    p.shine(0, -0.3, 0, 0.95, 3.0)


def _fan(p: Place) -> None:
    wood = p.part(tone=0.35)
    hub = p.part("hub", 0.25, "metal", trace=True)
    glow = p.lamp("globe", 0.95)
    p.tube(hub, (0, -0.3, 0), 0.02, (0, 0, 0), 0.02)
    p.tube(hub, (0, -0.42, 0), 0.1, (0, -0.3, 0), 0.12)
    p.blob(glow, (0, -0.48, 0), (0.1, 0.08, 0.1))
    for k in range(4):
        a = k * np.pi / 2 + 0.4
        axes = p.axes.copy()
        axes[0] = p.axes[0] * np.cos(a) + p.axes[2] * np.sin(a)
        axes[2] = np.cross(axes[0], axes[1])
        p.scene.box(
            p.at(0, -0.36, 0) + axes[0] * p.w * 0.3, axes, (p.w * 0.4, 0.015, 0.14), wood, edges=1.4
        )
    p.shine(0, -0.6, 0, 0.9, 2.4)


def _factory_lamp(p: Place) -> None:
    """An enamel reflector on a rod."""
    dark = p.part(tone=0.2, material="metal", trace=True)
    glow = p.lamp("bulb", 0.9)
    r, drop = p.w / 2, p.h - 0.25
    p.tube(dark, (0, -drop, 0), 0.012, (0, 0, 0), 0.012)
    p.tube(dark, (0, -drop - 0.22, 0), r, (0, -drop, 0), r * 0.25)
    p.tube(glow, (0, -drop - 0.24, 0), r * 0.7, (0, -drop - 0.225, 0), r * 0.75)
    p.shine(0, -drop - 0.3, 0, 1.0, 3.0)


def _stage_lamp(p: Place) -> None:
    can = p.part(tone=0.12, material="metal", trace=True)
    glow = p.lamp("lens", 0.9)
    p.tube(can, (0, -p.h * 0.55, 0), 0.02, (0, 0, 0), 0.02)
    p.tube(can, (0, -p.h * 0.6, -0.12), 0.1, (0, -p.h * 0.9, 0.18), 0.14)
    p.tube(glow, (0, -p.h * 0.9, 0.18), 0.12, (0, -p.h * 0.91, 0.19), 0.12)
    p.shine(0, -p.h, 0.3, 1.0, 2.6)


def _lantern(p: Place) -> None:
    """A storm lantern: tank, glass in a cage, pierced cap, handle."""
    _lantern_body(p, p.h)
    p.shine(0, p.h * 0.5, 0, 0.85, 1.5)


def _lantern_body(p: Place, h: float) -> None:
    iron = p.part(tone=0.42 if p.out else 0.2, material="metal", trace=True)
    glass = p.lamp("flame", 0.92)
    r = min(p.w * 0.46, h * 0.32)
    p.tube(iron, (0, 0, 0), r, (0, h * 0.05, 0), r)
    p.tube(iron, (0, h * 0.05, 0), r * 0.86, (0, h * 0.17, 0), r * 0.62)
    p.limb(glass, (0, h * 0.27, 0), r * 0.62, (0, h * 0.47, 0), r * 0.56)
    p.tube(iron, (0, h * 0.60, 0), r * 0.92, (0, h * 0.64, 0), r * 0.80)
    p.tube(iron, (0, h * 0.64, 0), r * 0.62, (0, h * 0.76, 0), r * 0.34)
    p.tube(iron, (0, h * 0.76, 0), r * 0.44, (0, h * 0.79, 0), r * 0.40)
    for s in (-1.0, 1.0):  # the two side pipes of a storm lantern
        p.limb(iron, (s * r * 0.9, h * 0.06, 0), r * 0.10, (s * r, h * 0.60, 0), r * 0.10)
    for k in range(4):
        a = k * np.pi / 2 + 0.75
        c, s = r * 0.72 * np.cos(a), r * 0.72 * np.sin(a)
        p.line([(c, h * 0.18, s), (c * 1.05, h * 0.37, s * 1.05), (c, h * 0.60, s)], 1.4, 0.9)
    p.ring((0, h * 0.37, 0), r * 0.75, (0, 2), 1.3, 0.85)
    bow = [(r * np.cos(a), h * (0.62 + 0.38 * np.sin(a)), 0) for a in np.linspace(np.pi, 0, 11)]
    p.line(bow, 1.8, 0.95)


def _hanging_lantern(p: Place) -> None:
    """A lantern on a chain from a hook: the lantern keeps its size, the chain is the rest."""
    h = min(p.h, 1.75 * p.w)
    _lantern_body(p, h)
    iron = p.part("chain", 0.15, "metal", trace=True)
    p.tube(iron, (0, h * 0.99, 0), 0.006, (0, p.h, 0), 0.006)
    for y in np.arange(h + 0.03, p.h - 0.03, 0.055) if p.detail_px > 120 else ():
        p.ring((0, float(y), 0), 0.017, (0, 1), 1.3, 0.9, corners=7)
    p.tube(iron, (0, p.h - 0.02, 0), 0.035, (0, p.h, 0), 0.035)
    p.shine(0, h * 0.4, 0, 0.85, 1.5)


def _wall_lamp(p: Place) -> None:
    iron = p.part(tone=0.2, material="metal", trace=True)
    p.box(iron, 0, p.h * 0.2, -p.d / 2, 0.09, 0.22, 0.03, 1.2)
    p.limb(iron, (0, p.h * 0.3, -p.d / 2), 0.015, (0, p.h * 0.3, 0), 0.015)
    p.tube(_shade_part(p), (0, p.h * 0.35, 0), p.w * 0.46, (0, p.h, 0), p.w * 0.3)
    p.shine(0, p.h * 0.6, 0.1, 0.9, 1.7)


def _desk_lamp(p: Place) -> None:
    """A jointed arm with a reflector."""
    iron = p.part(tone=0.2, material="metal", trace=True)
    glow = p.lamp("bulb", 0.9)
    r, h = p.w / 2, p.h
    p.tube(iron, (0, 0, -r * 0.5), r * 0.55, (0, 0.03, -r * 0.5), r * 0.5)
    p.limb(iron, (0, 0.03, -r * 0.5), 0.012, (0, h * 0.6, -r * 0.9), 0.012)
    p.limb(iron, (0, h * 0.6, -r * 0.9), 0.012, (0, h * 0.95, r * 0.1), 0.012)
    p.tube(iron, (0, h * 0.74, r * 0.55), r * 0.55, (0, h * 0.98, r * 0.05), r * 0.2)
    p.blob(glow, (0, h * 0.74, r * 0.52), (r * 0.38, r * 0.2, r * 0.3))
    p.shine(0, h * 0.6, r * 0.8, 0.9, 1.1)


def _traffic_light(p: Place) -> None:
    post = p.part(tone=0.2, material="metal", trace=True)
    box = p.part("head", 0.1, "metal")
    lens = p.part("lens", 0.95 if p.night else 0.75, "lit", trace=True, casts=False)
    p.tube(post, (0, 0, 0), 0.08, (0, p.h - 0.9, 0), 0.06)
    p.box(box, 0, p.h - 0.95, 0.05, 0.34, 0.95, 0.28, 1.6)
    for k in range(3):
        y = p.h - 0.16 - 0.3 * k
        p.tube(lens, (0, y, 0.18), 0.10, (0, y, 0.21), 0.10)
        p.ring((0, y, 0.22), 0.12, (0, 1), 1.5, 0.9)
    p.shine(0, p.h - 0.5, 0.8, 0.4, 1.4)


def _pole(p: Place) -> None:
    """A telephone pole with crossarms and sagging wires to either side."""
    wood = p.part(tone=0.25, trace=True)
    p.tube(wood, (0, 0, 0), 0.15, (0, p.h, 0), 0.1)
    for y in (0.93, 0.86):
        p.box(wood, 0, p.h * y, 0, p.w, 0.1, 0.1, 1.4)
        for x in (-0.45, -0.2, 0.2, 0.45):
            p.line([(x * p.w, p.h * y + 0.1, 0), (x * p.w, p.h * y + 0.22, 0)], 2.4, 0.95)
    for x in (-0.45, 0.45):
        for s in (-1, 1):
            wire = [
                (x * p.w, p.h * 0.95 - 1.5 * (t - t * t), s * 16.0 * t)
                for t in np.linspace(0, 1, 9)
            ]
            p.line(wire, 1.3, 0.8)


def _flag(p: Place) -> None:
    post = p.part("pole", 0.3, "metal", trace=True)
    cloth = p.part("flag", 0.85, "cloth", trace=True, soft=True)
    band = p.part("band", 0.2, "cloth", trace=True, soft=True)
    p.tube(post, (0, 0, 0), 0.06, (0, p.h, 0), 0.035)
    p.blob(post, (0, p.h, 0), (0.08, 0.08, 0.08))
    wide, high = p.w, p.w * 0.62
    for k in range(5):
        x0, x1 = wide * k / 5, wide * (k + 1) / 5
        z0, z1 = 0.12 * np.sin(1.7 * k), 0.12 * np.sin(1.7 * (k + 1))
        for part, low, up in ((cloth, 0.0, 0.34), (band, 0.34, 0.66), (cloth, 0.66, 1.0)):
            y0, y1 = p.h - 0.1 - high * up, p.h - 0.1 - high * low
            ring = np.stack(
                [p.at(x0, y0, z0), p.at(x1, y0, z1), p.at(x1, y1, z1), p.at(x0, y1, z0)]
            )
            p.scene.convex(ring, p.axes[2] * 0.012, part, edges=0.0)


def _flag_stand(p: Place) -> None:
    post = p.part("pole", 0.4, "wood", trace=True)
    cloth = p.part("flag", 0.8, "cloth", trace=True, soft=True)
    p.tube(post, (0, 0, 0), 0.18, (0, 0.05, 0), 0.16)
    p.tube(post, (0, 0.05, 0), 0.02, (0, p.h, 0), 0.016)
    for k in range(4):
        p.limb(cloth, (0.02 + 0.07 * k, p.h * (0.95 - 0.05 * k), 0), 0.05,
               (0.03 + 0.05 * k, p.h * (0.34 + 0.06 * k), 0.02 * (k % 2)), 0.055)  # fmt: skip


def _meter(p: Place) -> None:
    post = p.part(tone=0.3, material="metal", trace=True)
    p.tube(post, (0, 0, 0), 0.035, (0, p.h - 0.3, 0), 0.035)
    p.limb(post, (0, p.h - 0.26, 0), 0.09, (0, p.h - 0.1, 0), 0.1)
    face = p.part("dial", 0.95, "glass", trace=True, casts=False)
    p.blob(face, (0, p.h - 0.08, 0.08), (0.055, 0.055, 0.02))


def _signpost(p: Place) -> None:
    post = p.part(tone=0.3, material="wood", trace=True)
    board = p.part("board", 0.92, "wood")
    p.tube(post, (0, 0, 0), 0.055, (0, p.h, 0), 0.05)
    for k, s in ((0, 1), (1, -1)):
        y = p.h * (0.86 - 0.17 * k)
        ring = [
            (-0.12 * s, y),
            (s * p.w * 0.6, y),
            (s * p.w * 0.74, y + 0.13),
            (s * p.w * 0.6, y + 0.26),
            (-0.12 * s, y + 0.26),
        ]
        p.scene.convex(
            np.stack([p.at(a, b, 0.07) for a, b in ring]), p.axes[2] * 0.015, board, edges=1.6
        )
        for dy in (0.09, 0.17):
            p.line([(0, y + dy, 0.095), (s * p.w * 0.5, y + dy, 0.095)], 1.6, 0.8)


def _aerial(p: Place) -> None:
    post = p.part(tone=0.2, material="metal", trace=True)
    p.tube(post, (0, 0, 0), 0.03, (0, p.h, 0), 0.025)
    for k in range(5):
        y, half = p.h * (0.6 + 0.09 * k), p.w * (0.5 - 0.06 * k)
        p.line([(-half, y, 0), (half, y, 0)], 2.2, 0.95)


LAMPS: dict[str, Builder] = {
    "lamp": _lamp, "ceiling lamp": _ceiling_lamp, "street lamp": _street_lamp,
}  # fmt: skip
LAMP_WORDS: dict[str, Builder] = {
    "chandelier": _chandelier, "bulb": _bulb, "light bulb": _bulb, "neon tube": _tube_light,
    "fluorescent tube": _tube_light, "fluorescent light": _tube_light, "ceiling fan": _fan,
    "factory lamp": _factory_lamp, "stage lamp": _stage_lamp, "lantern": _lantern,
    "hanging lantern": _hanging_lantern,
    "wall lamp": _wall_lamp, "desk lamp": _desk_lamp, "reading lamp": _desk_lamp,
    "traffic light": _traffic_light, "telephone pole": _pole, "utility pole": _pole,
    "flag": _flag, "flagpole": _flag, "flag stand": _flag_stand, "parking meter": _meter,
    "signpost": _signpost, "aerial": _aerial,
}  # fmt: skip
