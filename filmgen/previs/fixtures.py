"""Fixtures of rooms: lamps, kitchens, bathrooms, stairs, pictures, and machines with screens."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _shine(p: Place, x: float, y: float, z: float, strength: float, reach: float) -> None:
    if p.night:
        p.scene.lamps.append((p.at(x, y, z), strength, reach))


def _shade_part(p: Place) -> int:
    return p.part("lampshade", 0.98 if p.night else max(p.prop.tone, 0.85), "lit", trace=True,
                  casts=False)  # fmt: skip


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
    _shine(p, 0, p.h - shade / 2, 0, 0.95, 1.5)


def _ceiling_lamp(p: Place) -> None:
    r = p.w / 2
    cord = p.part(tone=0.15, material="metal", trace=False)
    drop = max(p.h - 0.28, 0.05)
    p.tube(cord, (0, -drop, 0), 0.008, (0, 0, 0), 0.008)
    p.line([(0, -drop, 0), (0, 0, 0)], 1.5)
    p.tube(_shade_part(p), (0, -drop - 0.22, 0), r, (0, -drop, 0), r * 0.35)
    _shine(p, 0, -drop - 0.4, 0, 0.8, 2.1)


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


def _stove(p: Place) -> None:
    body = p.part(tone=min(1.0, p.prop.tone + 0.2), material="metal")
    p.box(body, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.004
    w, h = p.w, p.h
    door = p.part("oven door", 0.12, "metal", casts=False)
    p.scene.quad(p.at(0, h * 0.42, z), p.axes[0] * w * 0.34, p.axes[1] * h * 0.19, door, edges=1.3)
    p.line([(-w * 0.36, h * 0.68, z), (w * 0.36, h * 0.68, z)], 2.2, 0.9)
    for k in range(4):
        _ring(p, (-w * 0.3 + k * w * 0.2, h * 0.86, z), 0.028, 0, 1)
    for x in (-0.23, 0.23):
        for zz in (-0.2, 0.2):
            _ring(p, (x * w, h + 0.004, zz * p.d), w * 0.14, 0, 2)
            _ring(p, (x * w, h + 0.004, zz * p.d), w * 0.08, 0, 2)


def _ring(p: Place, centre: tuple[float, float, float], r: float, first: int, second: int,
          width: float = 1.2) -> None:  # fmt: skip
    points = []
    for a in np.linspace(0, 2 * np.pi, 15):
        at = list(centre)
        at[first] += r * np.cos(a)
        at[second] += r * np.sin(a)
        points.append(at)
    p.line(points, width, 0.75)


def _fridge(p: Place) -> None:
    body = p.part(tone=min(1.0, p.prop.tone), material="metal")
    p.box(body, 0, 0, 0, p.w, p.h, p.d, 1.7)
    z = p.d / 2 + 0.004
    p.line([(-p.w / 2, p.h * 0.68, z), (p.w / 2, p.h * 0.68, z)], 1.4, 0.8)
    for low, high in ((0.48, 0.64), (0.72, 0.84)):
        p.line([(-p.w * 0.4, p.h * low, z), (-p.w * 0.4, p.h * high, z)], 2.4, 0.9)


def _sink(p: Place) -> None:
    white = p.part(trace=True, material="paper", soft=True)
    w, h, d = p.w, p.h, p.d
    p.tube(white, (0, 0, -d * 0.2), 0.09, (0, h - 0.15, -d * 0.15), 0.07)
    p.box(white, 0, h - 0.17, 0, w, 0.17, d, 1.4)
    bowl = p.part("bowl", 0.6, "metal", casts=False, trace=True)
    p.blob(bowl, (0, h, 0.02), (w * 0.36, 0.012, d * 0.32))
    tap = p.part("tap", 0.4, "metal", trace=True)
    p.limb(tap, (0, h, -d * 0.4), 0.014, (0, h + 0.15, -d * 0.4), 0.012)
    p.limb(tap, (0, h + 0.15, -d * 0.4), 0.012, (0, h + 0.13, -d * 0.1), 0.011)


def _bathtub(p: Place) -> None:
    white = p.part(trace=True, material="paper", soft=True)
    w, h, d = p.w, p.h, p.d
    p.box(white, 0, 0.02, 0, w, h - 0.06, d, 1.5)
    p.limb(
        white,
        (-w / 2 + 0.03, h - 0.03, d / 2 - 0.02),
        0.035,
        (w / 2 - 0.03, h - 0.03, d / 2 - 0.02),
        0.035,
    )
    p.limb(
        white,
        (-w / 2 + 0.03, h - 0.03, -d / 2 + 0.02),
        0.035,
        (w / 2 - 0.03, h - 0.03, -d / 2 + 0.02),
        0.035,
    )
    inside = p.part("water", 0.7, "metal", casts=False, trace=True)
    p.blob(inside, (0, h - 0.035, 0), (w * 0.44, 0.012, d * 0.38))
    tap = p.part("tap", 0.4, "metal", trace=True)
    p.limb(tap, (-w * 0.46, h, 0), 0.016, (-w * 0.46, h + 0.16, 0), 0.014)
    p.limb(tap, (-w * 0.46, h + 0.16, 0), 0.014, (-w * 0.38, h + 0.14, 0), 0.012)


def _toilet(p: Place) -> None:
    white = p.part(trace=True, material="paper", soft=True)
    w, h, d = p.w, p.h, p.d
    p.box(white, 0, h * 0.5, -d / 2 + 0.1, w, h * 0.5, 0.18, 1.4)
    p.limb(white, (0, 0.04, 0.0), w * 0.3, (0, h * 0.35, 0.06), w * 0.36)
    p.blob(white, (0, h * 0.52, 0.08), (w * 0.46, 0.05, d * 0.36))


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
    rng = np.random.default_rng(int(p.origin[0] * 131 + p.origin[2] * 71 + p.w * 997) & 0xFFFF)
    z += 0.006
    if rng.uniform() < 0.5:  # a landscape
        ridge = [
            (-w + 2 * w * i / 8, p.h / 2 - h * 0.1 + h * 0.5 * float(rng.uniform(-0.4, 0.6)), z)
            for i in range(9)
        ]
        p.line(ridge, 1.1, 0.6)
        p.line([(-w, p.h / 2 - h * 0.45, z), (w, p.h / 2 - h * 0.5, z)], 1.1, 0.6)
    else:  # a head and shoulders
        _ring(p, (0, p.h / 2 + h * 0.25, z), min(w, h) * 0.28, 0, 1, 1.2)
        p.line(
            [
                (-w * 0.6, p.h / 2 - h, z),
                (-w * 0.4, p.h / 2 - h * 0.2, z),
                (w * 0.4, p.h / 2 - h * 0.2, z),
                (w * 0.6, p.h / 2 - h, z),
            ],
            1.2,
            0.6,
        )


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


def _railing(p: Place) -> None:
    part = p.part(material="metal")
    p.box(part, 0, p.h - 0.05, 0, p.w, 0.05, 0.06, 1.6)
    p.box(part, 0, 0.1, 0, p.w, 0.03, 0.03, 1.0)
    for k in range(round(p.w / 0.16) + 1):
        x = -p.w / 2 + p.w * k / max(1, round(p.w / 0.16))
        heavy = k % 8 == 0
        p.box(
            part,
            x,
            0,
            0,
            0.05 if heavy else 0.016,
            p.h - 0.05,
            0.05 if heavy else 0.016,
            1.2 if heavy else 0.0,
        )
        if not heavy:
            p.line([(x, 0.1, 0), (x, p.h - 0.05, 0)], 1.3, 0.85)


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
    _shine(p, 0, p.h / 2, 0.3, 0.35, 0.9)


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
    _shine(p, 0, h * 0.6, 0.3, 0.35, 0.7)


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


FIXTURES: dict[str, Builder] = {
    "lamp": _lamp, "ceiling lamp": _ceiling_lamp, "fireplace": _fireplace, "stove": _stove,
    "fridge": _fridge, "sink": _sink, "bathtub": _bathtub, "toilet": _toilet, "mirror": _mirror,
    "picture": _picture, "rug": _rug, "stairs": _stairs, "railing": _railing, "column": _column,
    "door": _door, "window": _window, "curtain": _curtain, "bars": _bars, "altar": _altar,
    "easel": _easel, "television": _television, "computer": _computer, "clock": _clock,
    "piano": _piano,
}  # fmt: skip
