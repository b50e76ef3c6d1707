"""Trucks, vans, buses, trains, tractors: driving towards their +z."""

from __future__ import annotations

import numpy as np

from filmgen.previs.cars import FAR_PX, wheel
from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place


def _glass(p: Place) -> int:
    lit = p.night and p.d > 9
    return p.part("pane", 0.92 if lit else 0.16, "lit" if lit else "pane", casts=False)


def _pane(p: Place, part: int, x: float, y: float, z: float, wide: float, high: float) -> None:
    """A window in a flank."""
    p.scene.quad(p.at(x, y, z), p.axes[2] * wide / 2, p.axes[1] * high / 2, part, edges=1.2)


def _head(p: Place, y: float, z: float, reach: float = 0.37) -> None:
    lens = p.part("headlamp", 1.0, "lit" if p.night else "glass", trace=True, casts=False)
    for s in (-1, 1):
        p.blob(lens, (s * p.w * reach, y, z), (0.15, 0.1, 0.06))
    p.shine(0, y + 0.2, z + 1.8, 0.7, 2.4)


def _wheels(p: Place, zs: tuple[float, ...], r: float, wide: float = 0.28) -> None:
    arch = p.part("arch", 0.05, "rubber", casts=False, trace=True)
    for s in (-1, 1):
        for z in zs:
            x = s * (p.w / 2 - 0.05)
            p.tube(arch, (x, r, z), r * 1.16, (x + s * 0.058, r, z), r * 1.16)
            wheel(p, s * (p.w / 2 - wide / 2 + 0.02), z, r, wide)


def _box_truck(p: Place) -> None:
    """A cab and a box behind it."""
    w, h, d = p.w, p.h, p.d
    box = p.part("box", min(1.0, p.prop.tone + 0.3), "metal")
    cab = p.part("cab", p.prop.tone, "metal")
    frame = p.part("frame", 0.15, "metal")
    r, front = min(0.5, h * 0.18), d / 2
    p.box(frame, 0, r * 0.9, 0, w * 0.7, 0.2, d * 0.94, 1.0)
    p.box(box, 0, r * 1.35, -d * 0.16, w, h - r * 1.35, d * 0.66, 1.9)
    start = front - d * 0.30
    profile = [
        (start, r * 0.8),
        (front - 0.04, r * 0.8),
        (front, h * 0.40),
        (front - 0.16, h * 0.46),
        (front - 0.42, h * 0.80),
        (front - 0.7, h * 0.84),
        (start, h * 0.84),
    ]
    p.prism(cab, profile, 0, w * 0.96, edges=1.9)
    glass = _glass(p)
    span = np.array([0.0, h * 0.32, -0.25])
    p.scene.quad(
        p.at(0, h * 0.635, front - 0.275),
        p.axes[0] * w * 0.42,
        span @ p.axes * 0.45,
        glass,
        edges=1.4,
    )
    for s in (-1, 1):
        _pane(p, glass, s * (w * 0.48 + 0.012), h * 0.64, front - d * 0.17, d * 0.12, h * 0.2)
    dark = p.part("grille", 0.12, "metal", casts=False)
    p.frame(dark, 0, h * 0.34, front + 0.01, w * 0.5, h * 0.1)
    p.box(frame, 0, r * 0.7, front - 0.04, w * 0.96, 0.22, 0.2, 1.3)
    _head(p, h * 0.27, front)
    _wheels(p, (front - d * 0.13, -d * 0.24, -d * 0.38), r)
    if p.detail_px > FAR_PX:
        for s in (-1, 1):
            x = s * (w / 2 + 0.005)
            for k in range(1, 6):
                z = -d * 0.16 + d * 0.66 * (k / 6 - 0.5)
                p.line([(x, r * 1.4, z), (x, h - 0.05, z)], 1.0, 0.5)
            p.line(
                [(s * w * 0.485, h * 0.1 + r, start + 0.1), (s * w * 0.485, h * 0.8, start + 0.1)],
                1.3,
                0.8,
            )


def _van_body(p: Place, bonnet: float = 0.16) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal")
    r, front, tail = min(0.36, h * 0.17), d / 2, -d / 2
    profile = [(tail, r * 0.8), (tail, h * 0.92), (tail + 0.12, h), (front - d * bonnet - 0.55, h),
               (front - d * bonnet, h * 0.58), (front - 0.1, h * 0.48), (front, h * 0.36),
               (front - 0.04, r * 0.8)]  # fmt: skip
    p.prism(body, profile, 0, w, edges=1.9)
    glass = _glass(p)
    za, zb = front - d * bonnet - 0.55, front - d * bonnet
    span = np.array([0.0, h * 0.42, za - zb])
    lift = np.array([0.0, 0.55, h * 0.42])
    lift = lift / np.linalg.norm(lift) * 0.014
    p.scene.quad(p.at(0, h * 0.79, (za + zb) / 2) + lift @ p.axes, p.axes[0] * w * 0.43,
                 span @ p.axes * 0.42, glass, edges=1.4)  # fmt: skip
    for s in (-1, 1):
        x = s * (w / 2 + 0.008)
        ring = [
            (zb - 0.22, h * 0.58),
            (za - 0.08, h * 0.9),
            (za - 0.62, h * 0.9),
            (za - 0.62, h * 0.58),
        ]
        corners = np.stack([p.at(x, y, z) for z, y in ring])
        p.scene.convex(corners, p.axes[0] * 0.006, glass, edges=1.2)
        p.line([(x, h * 0.94, za - 0.72), (x, r * 1.2, za - 0.72)], 1.3, 0.8)
        p.line([(x, h * 0.5, tail + 0.1), (x, h * 0.48, front - 0.4)], 1.0, 0.5)
    bumper = p.part("bumper", 0.18, "metal")
    p.box(bumper, 0, r * 0.7, front - 0.02, w * 0.98, 0.2, 0.16, 1.3)
    _head(p, h * 0.39, front - 0.04)
    _wheels(p, (front - d * 0.17, tail + d * 0.2), r, 0.22)


def _van(p: Place) -> None:
    _van_body(p)


def _camper(p: Place) -> None:
    _van_body(p, 0.1)
    glass = _glass(p)
    for s in (-1, 1):
        for k in range(2):
            _pane(p, glass, s * (p.w / 2 + 0.01), p.h * 0.68, -p.d * 0.1 - k * p.d * 0.22, 0.9, 0.5)
        x = s * (p.w / 2 + 0.01)
        p.line([(x, p.h * 0.42, -p.d / 2 + 0.1), (x, p.h * 0.42, p.d * 0.2)], 2.6, 0.8)


def _ambulance(p: Place) -> None:
    _van_body(p)
    bar = p.part("light bar", 0.95 if p.night else 0.35, "lit" if p.night else "glass")
    p.box(bar, 0, p.h - 0.01, p.d * 0.12, p.w * 0.7, 0.16, 0.26, 1.4)
    mark = p.part("cross", 0.15, "metal", casts=False)
    for s in (-1, 1):
        x, z = s * (p.w / 2 + 0.012), -p.d * 0.2
        _pane(p, mark, x, p.h * 0.68, z, 0.5, 0.16)
        _pane(p, mark, x + s * 0.002, p.h * 0.68, z, 0.16, 0.5)
    p.shine(0, p.h + 0.3, 0, 0.8, 2.2)


def _fire_truck(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal")
    r, front = 0.5, d / 2
    p.box(body, 0, r * 0.8, 0, w, h * 0.72 - r * 0.8, d, 1.9)
    p.box(body, 0, h * 0.72, front - d * 0.16, w * 0.97, h * 0.2, d * 0.3, 1.7)
    glass = _glass(p)
    p.frame(glass, 0, h * 0.70, front + 0.012, w * 0.84, h * 0.3, 1.4)
    dark = p.part("locker", 0.75, "metal", casts=False)
    for s in (-1, 1):
        _pane(p, glass, s * (w / 2 + 0.012), h * 0.72, front - d * 0.14, d * 0.12, h * 0.24)
        for k in range(3):
            _pane(
                p, dark, s * (w / 2 + 0.012), h * 0.48, -d * 0.04 - k * d * 0.15, d * 0.13, h * 0.3
            )
        p.limb(dark, (s * 0.3, h * 0.86, -d * 0.46), 0.05, (s * 0.3, h * 0.98, d * 0.3), 0.05)
    for k in range(10):
        z = -d * 0.44 + k * d * 0.08
        p.line([(-0.3, h * 0.87 + 0.012 * k * h, z), (0.3, h * 0.87 + 0.012 * k * h, z)], 2.0, 0.9)
    bar = p.part("light bar", 0.95 if p.night else 0.35, "lit" if p.night else "glass")
    p.box(bar, 0, h * 0.92, front - 0.6, w * 0.7, 0.16, 0.3, 1.4)
    p.shine(0, h + 0.3, front - 0.6, 0.8, 2.4)
    _head(p, h * 0.3, front)
    _wheels(p, (front - d * 0.2, -d * 0.24), r)


def _pickup(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal")
    bed = p.part("bed", 0.12, "metal", casts=False)
    r, front, tail, belt = h * 0.2, d / 2, -d / 2, h * 0.58
    profile = [(tail, r * 1.1), (tail, belt), (front - 1.5, belt * 1.03), (front - 0.15, belt),
               (front, h * 0.42), (front - 0.05, r)]  # fmt: skip
    p.prism(body, profile, 0, w, edges=1.9)
    cab = [(0.0 - d * 0.08, belt), (-d * 0.05, h), (d * 0.14, h), (d * 0.24, belt)]
    p.prism(body, cab, 0, w * 0.86, edges=1.7)
    p.scene.quad(
        p.at(0, belt + 0.012, tail + d * 0.2),
        p.axes[0] * w * 0.42,
        p.axes[2] * d * 0.17,
        bed,
        edges=1.6,
    )
    glass = _glass(p)
    span = np.array([0.0, h - belt, -d * 0.10])
    p.scene.quad(p.at(0, (h + belt) / 2 + 0.01, d * 0.19 + 0.014), p.axes[0] * w * 0.38,
                 span @ p.axes * 0.42, glass, edges=1.4)  # fmt: skip
    for s in (-1, 1):
        ring = [
            (-d * 0.05, belt + 0.05),
            (d * 0.19, belt + 0.05),
            (d * 0.13, h - 0.1),
            (-d * 0.035, h - 0.1),
        ]
        corners = np.stack([p.at(s * (w * 0.43 + 0.008), y, z) for z, y in ring])
        p.scene.convex(corners, p.axes[0] * 0.006, glass, edges=1.2)
        x = s * (w / 2 + 0.005)
        for z in (-d * 0.08, d * 0.2):
            p.line([(x, belt, z), (x, r * 1.3, z)], 1.3, 0.8)
    dark = p.part("bumper", 0.16, "metal")
    p.box(dark, 0, r * 0.9, front - 0.02, w * 0.98, 0.2, 0.18, 1.3)
    _head(p, belt * 0.85, front - 0.03)
    _wheels(p, (front - d * 0.18, tail + d * 0.2), r, 0.25)


def _bus(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", min(1.0, p.prop.tone + 0.1), "metal")
    glass = _glass(p)
    r, front = 0.46, d / 2
    profile = [(-front, r * 0.8), (-front, h * 0.94), (-front + 0.15, h), (front - 0.25, h),
               (front, h * 0.9), (front, r * 0.8)]  # fmt: skip
    p.prism(body, profile, 0, w, edges=1.9)
    p.frame(glass, 0, h * 0.64, front + 0.012, w * 0.86, h * 0.42, 1.4)
    board = p.part("board", 0.1, "metal", casts=False)
    p.frame(board, 0, h * 0.91, front + 0.014, w * 0.6, h * 0.07, 1.1)
    dark = p.part("bumper", 0.18, "metal")
    p.box(dark, 0, r * 0.6, front - 0.03, w * 0.99, 0.25, 0.14, 1.3)
    count = max(5, round(d / 1.5))
    for s in (-1, 1):
        x = s * (w / 2 + 0.012)
        for k in range(count):
            z = front - 0.9 - k * (d - 1.5) / count
            if s < 0 and k == 0:  # the door
                _pane(p, glass, x, h * 0.48, z + 0.2, 0.8, h * 0.66)
                continue
            _pane(p, glass, x, h * 0.66, z, (d - 1.5) / count * 0.84, h * 0.3)
        p.line([(x, h * 0.42, -front), (x, h * 0.42, front)], 1.4, 0.7)
    if p.prop.word == "school bus" and p.detail_px > FAR_PX:
        letters(p, "SCHOOL BUS", 4.0, 0.4, w / 2 + 0.015, y=h * 0.33, side=True)
    _head(p, h * 0.26, front)
    _wheels(p, (front - d * 0.2, -front + d * 0.22), r)


def _carriage(p: Place, z: float, d: float, front: bool) -> None:
    """One carriage of a train, or the engine at its head."""
    w, h = p.w, p.h
    body = p.part("body", p.prop.tone if front else min(1.0, p.prop.tone + 0.2), "metal")
    roof = p.part("roof", 0.2, "metal")
    under = p.part("bogie", 0.06, "metal")
    glass = _glass(p)
    low = 0.75
    head, tail = z + d / 2, z - d / 2
    slope = 1.0 if front else 0.05
    profile = [
        (tail, low),
        (tail, h * 0.88),
        (head - slope, h * 0.88),
        (head, h * 0.5),
        (head, low),
    ]
    p.prism(body, profile, 0, w, edges=1.9)
    p.prism(
        roof,
        [(tail, h * 0.88), (tail + 0.1, h), (head - slope - 0.3, h), (head - slope, h * 0.88)],
        0,
        w * 0.9,
        edges=1.5,
    )
    p.box(under, 0, 0.1, z, w * 0.8, low - 0.1, d * 0.9, 1.0)
    count = max(3, round(d / 1.7))
    for s in (-1, 1):
        x = s * (w / 2 + 0.012)
        for k in range(count):
            zz = tail + (d - slope) * (k + 0.5) / count
            _pane(p, glass, x, h * 0.64, zz, (d - slope) / count * 0.7, h * 0.24)
        p.line([(x, h * 0.45, tail), (x, h * 0.45, head - 0.1)], 1.8, 0.8)
    for zz in (tail + 0.8, tail + 1.7, head - 1.8, head - 0.9):
        for s in (-1, 1):
            p.tube(under, (s * w * 0.36, 0.42, zz), 0.42, (s * w * 0.45, 0.42, zz), 0.42)
    if front:
        span = np.array([0.0, h * 0.38, -slope])
        lift = np.array([0.0, slope, h * 0.38]) / np.hypot(slope, h * 0.38) * 0.02
        p.scene.quad(p.at(0, h * 0.70, head - slope / 2) + lift @ p.axes, p.axes[0] * w * 0.4,
                     span @ p.axes * 0.36, glass, edges=1.5)  # fmt: skip


def _train(p: Place) -> None:
    _carriage(p, p.d / 2 - p.d * 0.25, p.d * 0.49, True)
    _carriage(p, -p.d / 2 + p.d * 0.25, p.d * 0.49, False)
    _head(p, p.h * 0.32, p.d / 2 + 0.02)


def _tram(p: Place) -> None:
    _carriage(p, 0, p.d, True)
    _head(p, p.h * 0.32, p.d / 2 + 0.02)


def _locomotive(p: Place) -> None:
    """A steam engine: boiler, funnel, dome, cab, wheels with rods."""
    w, h, d = p.w, p.h, p.d
    black = p.part("boiler", 0.12, "metal", trace=True)
    cab = p.part("cab", 0.2, "metal")
    r = w * 0.36
    y = h * 0.5
    p.tube(black, (0, y, -d * 0.2), r, (0, y, d * 0.42), r)
    p.tube(black, (0, y, d * 0.42), r * 1.05, (0, y, d * 0.45), r * 1.0)
    p.tube(black, (0, y + r * 0.8, d * 0.34), 0.22, (0, h, d * 0.34), 0.34)
    p.blob(black, (0, y + r, d * 0.1), (0.4, 0.42, 0.4))
    p.box(cab, 0, 0.9, -d * 0.28, w * 0.95, h * 0.72, d * 0.18, 1.7)
    p.box(cab, 0, 0.9 + h * 0.72, -d * 0.28, w * 1.02, 0.1, d * 0.22, 1.6)
    p.box(cab, 0, 0.7, 0, w * 0.9, 0.25, d * 0.9, 1.5)
    p.box(cab, 0, 0.8, -d * 0.44, w * 0.9, h * 0.35, d * 0.12, 1.6)
    tyre = p.part("wheel", 0.25, "metal", trace=True)
    for s in (-1, 1):
        x = s * w * 0.42
        for z, size in ((-0.2, 0.8), (-0.06, 0.8), (0.08, 0.8), (0.24, 0.45), (0.34, 0.45)):
            p.tube(tyre, (x - 0.06, size, z * d), size, (x + 0.06, size, z * d), size)
        p.line([(x + s * 0.1, 0.7, -0.2 * d), (x + s * 0.1, 0.7, 0.12 * d)], 3.0, 0.95)
    _head(p, y, d * 0.455, 0.0)


def _tractor(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal")
    glass = _glass(p)
    p.box(body, 0, h * 0.28, d * 0.16, w * 0.38, h * 0.28, d * 0.62, 1.7)
    p.box(body, 0, h * 0.35, -d * 0.24, w * 0.6, h * 0.2, d * 0.36, 1.5)
    for sx in (-1, 1):
        for z in (-d * 0.4, -d * 0.08):
            p.box(body, sx * w * 0.28, h * 0.5, z, 0.07, h * 0.45, 0.07, 1.2)
        _pane(p, glass, sx * w * 0.285, h * 0.72, -d * 0.24, d * 0.28, h * 0.34)
    p.box(body, 0, h * 0.95, -d * 0.24, w * 0.66, 0.08, d * 0.4, 1.5)
    p.limb(body, (w * 0.1, h * 0.5, d * 0.3), 0.04, (w * 0.1, h * 0.85, d * 0.3), 0.04)
    for s in (-1, 1):
        wheel(p, s * w * 0.4, -d * 0.24, h * 0.32, w * 0.2)
        wheel(p, s * w * 0.32, d * 0.34, h * 0.18, w * 0.13)
    _head(p, h * 0.45, d * 0.475, 0.12)


TRANSIT: dict[str, Builder] = {"truck": _box_truck}
TRANSIT_WORDS: dict[str, Builder] = {
    "van": _van, "ambulance": _ambulance, "camper": _camper, "rv": _camper, "pickup": _pickup,
    "pickup truck": _pickup, "bus": _bus, "school bus": _bus, "fire engine": _fire_truck,
    "fire truck": _fire_truck, "train": _train, "freight train": _train, "tram": _tram,
    "locomotive": _locomotive, "tractor": _tractor,
}  # fmt: skip
