"""Vehicles, driving towards their +z."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place


def _wheel(p: Place, x: float, z: float, r: float, wide: float) -> None:
    tyre = p.part("tyre", 0.08, "rubber", trace=True)
    rim = p.part("rim", 0.75, "metal", trace=True, casts=False)
    s = 1.0 if x > 0 else -1.0
    p.tube(tyre, (x - wide / 2, r, z), r, (x + wide / 2, r, z), r)
    p.tube(
        rim,
        (x + s * (wide / 2 - 0.01), r, z),
        r * 0.6,
        (x + s * (wide / 2 + 0.012), r, z),
        r * 0.55,
    )
    face = x + s * (wide / 2 + 0.02)
    for k in range(5):
        a = k * 2 * np.pi / 5 + 0.3
        p.line(
            [
                (face, r + 0.12 * r * np.cos(a), z + 0.12 * r * np.sin(a)),
                (face, r + 0.5 * r * np.cos(a), z + 0.5 * r * np.sin(a)),
            ],
            1.3,
            0.8,
        )


def _car(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    tall = h > 1.75
    body = p.part("body", p.prop.tone, "metal")
    roof = p.part("roof", p.prop.tone, "metal")
    glass = p.part("windscreen", 0.3 if not p.night else 0.12, "pane", casts=False)
    r = h * (0.2 if tall else 0.225)
    belt = h * (0.58 if tall else 0.60)
    sill = r * 0.75
    nose, tail = d / 2, -d / 2
    bonnet = h * (0.6 if tall else 0.55)
    # lower body: a long convex profile from bumper to boot
    profile = [(tail + 0.04, sill), (tail, h * 0.4), (tail + 0.06, belt * 0.98),
               (tail + 0.35, belt), (nose - d * 0.30, belt), (nose - 0.12, bonnet * 0.94),
               (nose, h * 0.42), (nose - 0.05, sill)]  # fmt: skip
    p.prism(body, profile, 0, w, edges=1.9)
    # greenhouse
    if tall:
        cabin = [(tail + 0.1, belt), (tail + 0.16, h * 0.97), (tail + 0.3, h), (nose - d * 0.38, h),
                 (nose - d * 0.28, belt)]  # fmt: skip
    else:
        cabin = [(tail + d * 0.10, belt), (tail + d * 0.23, h * 0.96), (tail + d * 0.32, h),
                 (nose - d * 0.47, h), (nose - d * 0.30, belt)]  # fmt: skip
    p.prism(roof, cabin, 0, w * 0.84, edges=1.7)
    side = w * 0.42 + 0.006
    rear_z, front_z = cabin[0][0], cabin[-1][0]
    top_rear, top_front = cabin[1][0], cabin[-2][0]
    low, high = belt + 0.03, h - 0.09
    middle = (rear_z + front_z) / 2 + 0.05
    for s in (-1, 1):
        for z0, z1, t0, t1 in (
            (rear_z + 0.16, middle - 0.04, top_rear + 0.12, middle - 0.04),
            (middle + 0.04, front_z - 0.12, middle + 0.04, top_front + 0.02),
        ):
            window = np.stack(
                [
                    p.at(s * side, low, z0),
                    p.at(s * side, low, z1),
                    p.at(s * side, high, t1),
                    p.at(s * side, high, t0),
                ]
            )
            p.scene.convex(window, p.axes[0] * 0.008, glass, edges=1.2)
        door = s * (w / 2 + 0.004)
        p.line([(door, belt, middle), (door, sill + 0.08, middle)], 1.3, 0.75)
        p.line([(door, belt, front_z - 0.1), (door, sill + 0.1, front_z - 0.18)], 1.3, 0.75)
        p.line([(door, belt, rear_z + 0.25), (door, sill + 0.4, rear_z + 0.3)], 1.2, 0.7)
        p.line([(door, belt * 0.88, tail + 0.15), (door, belt * 0.87, nose - 0.3)], 1.0, 0.5)
        for z in (middle - 0.28, front_z - 0.42):
            p.line(
                [(door + s * 0.01, belt * 0.92, z), (door + s * 0.01, belt * 0.92, z + 0.16)],
                2.2,
                0.9,
            )
        mirror = p.part("mirror", p.prop.tone, "metal", trace=True)
        p.blob(mirror, (s * (w / 2 + 0.07), belt + 0.06, front_z - 0.12), (0.09, 0.06, 0.06))
    # windscreens follow the cabin's slopes
    for (za, ya), (zb, yb) in (
        ((cabin[-2][0], h), (cabin[-1][0], belt)),
        ((cabin[1][0], h * 0.96), (cabin[0][0], belt)),
    ):
        span = np.array([0.0, ya - yb, za - zb])
        normal = np.array([0.0, abs(za - zb), (ya - yb) * (1 if zb > 0 else -1)])
        normal = normal / np.linalg.norm(normal) * 0.012
        centre = np.array([0, (ya + yb) / 2, (za + zb) / 2]) + normal
        p.scene.quad(p.at(*centre), p.axes[0] * w * 0.37, span @ p.axes * 0.43, glass, edges=1.3)
    # lamps, grille, plates, bumpers
    lens = p.part("headlamp", 1.0, "lit" if p.night else "glass", trace=True, casts=False)
    rear = p.part("tail lamp", 0.45, "glass", trace=True, casts=False)
    dark = p.part("bumper", 0.2, "metal")
    for s in (-1, 1):
        p.blob(lens, (s * w * 0.36, h * 0.45, nose - 0.05), (0.13, 0.075, 0.06))
        p.blob(rear, (s * w * 0.38, h * 0.47, tail + 0.02), (0.11, 0.08, 0.04))
    if p.night:
        p.scene.lamps.append((p.at(0, h * 0.5, nose + 1.6), 0.6, 2.0))
    p.box(dark, 0, h * 0.25, nose - 0.04, w * 0.96, h * 0.09, 0.14, 1.3)
    p.box(dark, 0, h * 0.25, tail + 0.04, w * 0.96, h * 0.09, 0.14, 1.3)
    for k in range(4):
        y = h * (0.37 + 0.03 * k)
        p.line([(-w * 0.2, y, nose + 0.01), (w * 0.2, y, nose + 0.01)], 1.2, 0.8)
    for s in (-1, 1):
        for z in (nose - d * 0.185, tail + d * 0.19):
            arch = p.part("arch", 0.05, "rubber", casts=False, trace=True)
            x = s * (w / 2 - 0.06)
            p.tube(arch, (x, r, z), r * 1.16, (x + s * 0.066, r, z), r * 1.16)
            _wheel(p, s * (w / 2 - 0.085), z, r, 0.2)


def _truck(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("box", min(1.0, p.prop.tone + 0.15), "metal")
    cab = p.part("cab", p.prop.tone, "metal")
    glass = p.part("windscreen", 0.2, "pane", casts=False)
    r = min(0.5, h * 0.17)
    bus = d > 9
    front = d / 2
    length = d if bus else d * 0.68
    p.box(body, 0, r, -d / 2 + length / 2, w, h - r, length, 1.9)
    if not bus:
        profile = [(front - d * 0.31, r), (front, r), (front, h * 0.45), (front - 0.25, h * 0.5),
                   (front - 0.65, h * 0.86), (front - d * 0.31, h * 0.88)]  # fmt: skip
        p.prism(cab, profile, 0, w * 0.96, edges=1.9)
        span = np.array([0.0, h * 0.34, -0.4])
        p.scene.quad(
            p.at(0, h * 0.68, front - 0.42),
            p.axes[0] * w * 0.42,
            span @ p.axes * 0.45,
            glass,
            edges=1.4,
        )
        for s in (-1, 1):
            p.scene.quad(
                p.at(s * (w * 0.48 + 0.012), h * 0.67, front - d * 0.2),
                p.axes[2] * d * 0.06,
                p.axes[1] * h * 0.13,
                glass,
                edges=1.3,
            )
    else:
        p.scene.quad(
            p.at(0, h * 0.66, front + 0.012),
            p.axes[0] * w * 0.43,
            p.axes[1] * h * 0.2,
            glass,
            edges=1.4,
        )
        for s in (-1, 1):
            for k in range(6):
                p.scene.quad(
                    p.at(s * (w / 2 + 0.012), h * 0.68, front - 1.2 - k * d * 0.15),
                    p.axes[2] * d * 0.062,
                    p.axes[1] * h * 0.13,
                    glass,
                    edges=1.2,
                )
    lens = p.part("headlamp", 1.0, "lit" if p.night else "glass", trace=True, casts=False)
    for s in (-1, 1):
        p.blob(lens, (s * w * 0.36, h * 0.3, front + 0.01), (0.13, 0.1, 0.05))
        for z in (front - d * 0.14, -d * 0.22, -d * 0.36):
            _wheel(p, s * (w / 2 - 0.15), z, r, 0.28)


def _boat(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    deck_y = h * 0.8 if h < 1.2 else h * 0.42
    hull = p.part("hull", p.prop.tone, "wood")
    plan = [(-w * 0.40, -d / 2), (-w * 0.5, -d * 0.1), (-w * 0.44, d * 0.18), (-w * 0.22, d * 0.38),
            (0.0, d / 2), (w * 0.22, d * 0.38), (w * 0.44, d * 0.18), (w * 0.5, -d * 0.1),
            (w * 0.40, -d / 2)]  # fmt: skip
    for low, high, size in ((-0.1, 0.30, 0.93), (0.30, 0.86, 1.0), (0.86, 1.0, 1.04)):
        middle = deck_y * (low + high) / 2
        ring = np.stack([p.at(x * size, middle, z * size) for x, z in plan])
        part = hull if high < 1 else p.part("gunwale", max(0.1, p.prop.tone - 0.35), "wood")
        p.scene.convex(ring, p.axes[1] * deck_y * (high - low) / 2, part,
                       edges=1.3 if high < 1 else 1.7)  # fmt: skip
    if h >= 1.2:
        cabin = p.part("cabin", min(1.0, p.prop.tone + 0.2), "wood")
        glass = p.part("pane", 0.2, "pane", casts=False)
        p.box(cabin, 0, deck_y * 0.9, -d * 0.12, w * 0.6, h * 0.38, d * 0.34, 1.6)
        for s in (-1, 1):
            for k in range(3):
                p.scene.quad(
                    p.at(s * (w * 0.3 + 0.01), deck_y * 0.9 + h * 0.22, -d * 0.22 + k * d * 0.1),
                    p.axes[2] * d * 0.035,
                    p.axes[1] * h * 0.08,
                    glass,
                    edges=1.1,
                )
        mast = p.part("mast", 0.25, "wood", trace=True)
        p.tube(mast, (0, deck_y, d * 0.08), 0.05, (0, h * 1.3, d * 0.08), 0.03)
    else:
        seats = p.part("thwart", min(1.0, p.prop.tone + 0.2), "wood")
        for z in (-0.25, 0.05):
            p.box(seats, 0, deck_y * 0.9, z * d, w * 0.8, 0.04, 0.22, 1.3)


def _bicycle(p: Place) -> None:
    part = p.part(tone=0.1, material="metal", trace=True)
    r = p.d * 0.19
    front, back = p.d / 2 - r, -p.d / 2 + r
    motor = p.w > 0.65
    for z in (front, back):
        tyre = 0.05 if motor else 0.018
        turns = np.linspace(0, 2 * np.pi, 19)
        for a, b in pairwise(turns):
            p.limb(
                part,
                (0, r + r * 0.95 * np.cos(a), z + r * 0.95 * np.sin(a)),
                tyre,
                (0, r + r * 0.95 * np.cos(b), z + r * 0.95 * np.sin(b)),
                tyre,
            )
        for k in range(6):
            a = k * np.pi / 6
            p.line(
                [
                    (0, r - r * 0.9 * np.cos(a), z - r * 0.9 * np.sin(a)),
                    (0, r + r * 0.9 * np.cos(a), z + r * 0.9 * np.sin(a)),
                ],
                0.9,
                0.6,
            )
    crank, seat, head = (
        (0, r * 0.9, -0.05),
        (0, p.h * 0.72, back + 0.28),
        (0, p.h * 0.78, front - 0.2),
    )
    t = 0.016
    for a, b in (((0, r, back), crank), (crank, seat), (seat, (0, r, back)), (crank, head),
                 (seat, head), (head, (0, r, front)), (head, (0, p.h * 0.95, front - 0.25)),
                 (seat, (0, p.h * 0.86, back + 0.22))):  # fmt: skip
        p.limb(part, a, t, b, t)
    p.limb(part, (-0.25, p.h * 0.97, front - 0.3), 0.014, (0.25, p.h * 0.97, front - 0.3), 0.014)
    p.limb(part, (0, p.h * 0.88, back + 0.12), 0.05, (0, p.h * 0.89, back + 0.36), 0.028)
    if motor:
        tank = p.part("tank", p.prop.tone, "metal", trace=True)
        p.limb(tank, (0, p.h * 0.62, back + 0.4), 0.14, (0, p.h * 0.72, front - 0.35), 0.13)
        p.blob(tank, (0, p.h * 0.36, 0), (0.16, 0.18, 0.26))


def _helicopter(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal", trace=True, soft=True)
    glass = p.part("canopy", 0.25, "glass", trace=True)
    y = h * 0.42
    p.limb(body, (0, y, d * 0.28), w * 0.36, (0, y * 1.05, -d * 0.02), w * 0.38)
    p.limb(body, (0, y * 1.1, -d * 0.02), w * 0.34, (0, y * 1.25, -d * 0.46), w * 0.07)
    p.blob(glass, (0, y * 1.08, d * 0.32), (w * 0.33, h * 0.17, d * 0.09))
    p.limb(body, (0, y * 1.2, -d * 0.45), 0.08, (0, h * 0.86, -d * 0.49), 0.05, squash=0.6)
    p.tube(body, (0, y + w * 0.3, 0), 0.12, (0, h * 0.93, 0), 0.1)
    blade = p.part("rotor", 0.15, "metal")
    for turn in (0.4, 0.4 + np.pi / 2):
        axes = p.axes.copy()
        axes[0] = p.axes[0] * np.cos(turn) + p.axes[2] * np.sin(turn)
        axes[2] = np.cross(axes[0], axes[1])
        p.scene.box(p.at(0, h * 0.95, 0), axes, (d * 0.9, 0.04, 0.2), blade, edges=1.5)
    skid = p.part("skid", 0.15, "metal", trace=True)
    for s in (-1, 1):
        p.limb(skid, (s * w * 0.36, 0.06, -d * 0.12), 0.045, (s * w * 0.36, 0.06, d * 0.3), 0.045)
        for z in (-0.05, 0.2):
            p.limb(skid, (s * w * 0.36, 0.06, z * d), 0.035, (s * w * 0.2, y * 0.7, z * d), 0.035)


VEHICLES: dict[str, Builder] = {
    "car": _car, "truck": _truck, "boat": _boat, "bicycle": _bicycle, "helicopter": _helicopter,
}  # fmt: skip
