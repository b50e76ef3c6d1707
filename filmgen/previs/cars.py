"""Cars, driving towards their +z: a body with wheel arches, a glasshouse with pillars, lamps.

One builder draws them all; a `Shape` says where the cabin begins and ends and how steep its
screens are, so that a hatchback, a jeep and a sports car differ as they do in the street.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place

FAR_PX = 200


@dataclass(frozen=True)
class Shape:
    """Proportions of a car, as shares of its length (from the tail) and height.

    Attributes:
        belt, bonnet, boot: heights of the waist, of the bonnet's and the boot's edge.
        rear, front: where rear screen and windscreen meet the waist.
        roof_rear, roof_front: where they meet the roof.
        open_top: no roof.
    """

    belt: float = 0.60
    bonnet: float = 0.56
    boot: float = 0.58
    rear: float = 0.13
    roof_rear: float = 0.28
    roof_front: float = 0.56
    front: float = 0.70
    open_top: bool = False


SEDAN = Shape()
HATCH = Shape(0.58, 0.57, 0.58, 0.03, 0.14, 0.58, 0.72)
WAGON = Shape(0.58, 0.56, 0.58, 0.02, 0.08, 0.57, 0.70)
SPORTS = Shape(0.58, 0.52, 0.60, 0.08, 0.32, 0.50, 0.64)
JEEP = Shape(0.56, 0.56, 0.56, 0.02, 0.03, 0.60, 0.65)
OPEN = Shape(0.66, 0.62, 0.66, 0.22, 0.30, 0.56, 0.66, True)
LONG = Shape(0.60, 0.56, 0.58, 0.10, 0.18, 0.66, 0.76)


def wheel(p: Place, x: float, z: float, r: float, wide: float) -> None:
    """A tyre with its rim; x says on which side of the vehicle."""
    tyre = p.part("tyre", 0.08, "rubber", trace=True)
    s = 1.0 if x > 0 else -1.0
    p.tube(tyre, (x - wide / 2, r, z), r, (x + wide / 2, r, z), r)
    if p.detail_px < FAR_PX:
        return
    rim = p.part("rim", 0.78, "metal", trace=True, casts=False)
    out = x + s * (wide / 2)
    p.tube(rim, (out - s * 0.01, r, z), r * 0.62, (out + s * 0.012, r, z), r * 0.56)
    face = out + s * 0.02
    for k in range(5):
        a = k * 2 * np.pi / 5 + 0.3
        c, d = np.cos(a), np.sin(a)
        p.line(
            [(face, r + 0.12 * r * c, z + 0.12 * r * d), (face, r + 0.5 * r * c, z + 0.5 * r * d)],
            1.4,
            0.85,
        )


def _car_of(shape: Shape) -> Builder:
    def build(p: Place) -> None:
        _car(p, shape)

    return build


def _car(p: Place, shape: Shape) -> None:
    w, h, d = p.w, p.h, p.d
    far = p.detail_px < FAR_PX
    tone = p.prop.tone
    body = p.part("body", tone, "metal")
    roof = p.part("roof", tone, "metal")
    glass = p.part("windscreen", 0.22 if not p.night else 0.08, "pane", casts=False)
    r = min(0.225 * h, 0.36) if h < 1.7 else 0.20 * h
    belt, sill = h * shape.belt, r * 0.7
    nose, tail = d / 2, -d / 2

    def along(share: float) -> float:
        return tail + d * share

    # the body: nose and tail are rounded, the shoulders lie inside the waist
    profile = [(tail + 0.06, sill), (tail, h * 0.36), (tail + 0.05, h * shape.boot * 0.94),
               (tail + 0.3, h * shape.boot + 0.01), (along(shape.front), belt),
               (nose - 0.45, h * shape.bonnet), (nose - 0.10, h * shape.bonnet * 0.88),
               (nose, h * 0.38), (nose - 0.08, sill)]  # fmt: skip
    p.prism(body, profile, 0, w, edges=1.9)
    rear, front = along(shape.rear), along(shape.front)
    top_rear, top_front = along(shape.roof_rear), along(shape.roof_front)
    if shape.open_top:
        _open_cabin(p, glass, belt, rear, front)
    else:
        cabin = [(rear, belt), (top_rear, h * 0.965), ((top_rear + top_front) / 2, h),
                 (top_front, h * 0.975), (front, belt)]  # fmt: skip
        p.prism(roof, cabin, 0, w * 0.82, edges=1.7)
        _side_windows(p, glass, belt, (rear, top_rear, top_front, front), far)
        for (za, ya), (zb, yb) in (((top_front, h * 0.975), (front, belt)),
                                   ((top_rear, h * 0.965), (rear, belt))):  # fmt: skip
            span = np.array([0.0, ya - yb, za - zb])
            normal = np.array([0.0, abs(za - zb), (ya - yb) * (1 if zb > 0 else -1)])
            normal = normal / np.linalg.norm(normal) * 0.014
            centre = np.array([0, (ya + yb) / 2, (za + zb) / 2]) + normal
            p.scene.quad(
                p.at(*centre), p.axes[0] * w * 0.36, span @ p.axes * 0.43, glass, edges=1.3
            )
    _lamps(p, h * shape.bonnet, nose, tail, far)
    for s in (-1, 1):
        for z in (along(0.815), along(0.19)):
            arch = p.part("arch", 0.04, "rubber", casts=False, trace=True)
            x = s * (w / 2 - 0.06)
            p.tube(arch, (x, r, z), r * 1.2, (x + s * 0.068, r, z), r * 1.2)
            wheel(p, s * (w / 2 - 0.08), z, r, 0.2)
    if not far:
        _seams(p, belt, sill, rear, front, r)


def _side_windows(
    p: Place, glass: int, belt: float, spans: tuple[float, float, float, float], far: bool
) -> None:
    """Panes on both flanks, parted by pillars: two, or three in long cars."""
    rear, top_rear, top_front, front = spans
    side, low, high = p.w * 0.41 + 0.006, belt + 0.04, p.h * 0.93
    count = 3 if p.d > 5.2 else 2
    z0, z1 = rear + 0.18, front - 0.16
    t0, t1 = top_rear + 0.10, top_front - 0.02
    for s in (-1, 1):
        for k in range(count):
            a, b = k / count, (k + 1) / count
            gap = 0.045
            quad = [(z0 + (z1 - z0) * a + gap, low), (z0 + (z1 - z0) * b - gap, low),
                    (t0 + (t1 - t0) * b - gap * (k < count - 1), high),
                    (t0 + (t1 - t0) * a + gap * (k > 0), high)]  # fmt: skip
            ring = np.stack([p.at(s * side, y, z) for z, y in quad])
            p.scene.convex(ring, p.axes[0] * 0.008, glass, edges=0.0 if far else 1.2)


def _open_cabin(p: Place, glass: int, belt: float, rear: float, front: float) -> None:
    inside = p.part("cockpit", 0.1, "cloth", casts=False)
    seat = p.part("seat", 0.4, "cloth", trace=True)
    middle, reach = (rear + front) / 2, (front - rear) / 2
    p.scene.quad(p.at(0, belt + 0.012, middle), p.axes[0] * p.w * 0.38, p.axes[2] * reach, inside,
                 edges=1.3)  # fmt: skip
    for s in (-1, 1):
        for z in (middle - reach * 0.05, rear + 0.25):
            p.limb(
                seat,
                (s * p.w * 0.2, belt - 0.05, z),
                0.16,
                (s * p.w * 0.2, p.h * 0.86, z - 0.12),
                0.12,
            )
    span = np.array([0.0, p.h - belt, -0.28])
    p.scene.quad(
        p.at(0, (p.h + belt) / 2, front - 0.12),
        p.axes[0] * p.w * 0.4,
        span @ p.axes * 0.5,
        glass,
        edges=1.7,
    )


def _lamps(p: Place, bonnet: float, nose: float, tail: float, far: bool) -> None:
    w, h = p.w, p.h
    lens = p.part("headlamp", 1.0, "lit" if p.night else "glass", trace=True, casts=False)
    rear = p.part("tail lamp", 0.42, "glass", trace=True, casts=False)
    for s in (-1, 1):
        p.blob(lens, (s * w * 0.37, bonnet * 0.8, nose - 0.06), (0.15, 0.075, 0.07))
        p.blob(rear, (s * w * 0.40, h * 0.48, tail + 0.02), (0.12, 0.07, 0.04))
    if p.night:
        p.scene.lamps.append((p.at(0, h * 0.5, nose + 1.8), 0.8, 2.4))
    if far:
        return
    dark = p.part("bumper", 0.16, "metal")
    p.box(dark, 0, h * 0.22, nose - 0.04, w * 0.97, h * 0.085, 0.14, 1.3)
    p.box(dark, 0, h * 0.22, tail + 0.04, w * 0.97, h * 0.085, 0.14, 1.3)
    plate = p.part("plate", 0.95, "paper", casts=False)
    for z, s in ((nose + 0.035, 1), (tail - 0.035, -1)):
        p.scene.quad(
            p.at(0, h * 0.265, z), p.axes[0] * 0.24 * s, p.axes[1] * 0.05, plate, edges=1.0
        )
    grille = p.part("grille", 0.12, "metal", casts=False)
    p.scene.quad(
        p.at(0, bonnet * 0.76, nose + 0.006),
        p.axes[0] * w * 0.2,
        p.axes[1] * 0.07,
        grille,
        edges=1.1,
    )


def _seams(p: Place, belt: float, sill: float, rear: float, front: float, r: float) -> None:
    """Doors, handles, mirrors, the crease along the flank."""
    middle = (rear + front) / 2
    mirror = p.part("mirror", p.prop.tone, "metal", trace=True)
    for s in (-1, 1):
        x = s * (p.w / 2 + 0.004)
        for z in (middle, front - 0.06):
            p.line([(x, belt, z), (x, sill + 0.1, z - 0.06)], 1.3, 0.8)
        p.line([(x, belt, rear + 0.3), (x, belt * 0.75, rear + 0.42)], 1.2, 0.7)
        p.line([(x, belt * 0.86, -p.d / 2 + 0.2), (x, belt * 0.85, p.d / 2 - 0.35)], 1.0, 0.55)
        p.line([(x, sill + 0.06, -p.d * 0.2), (x, sill + 0.06, p.d * 0.22)], 1.2, 0.7)
        for z in (middle - 0.3, front - 0.55):
            p.line(
                [(x + s * 0.01, belt * 0.93, z), (x + s * 0.01, belt * 0.93, z + 0.17)], 2.4, 0.9
            )
        p.blob(mirror, (s * (p.w / 2 + 0.07), belt + 0.07, front - 0.2), (0.09, 0.06, 0.06))


def _taxi(p: Place) -> None:
    _car(p, SEDAN)
    sign = p.part("taxi sign", 0.98, "lit" if p.night else "paper")
    p.box(sign, 0, p.h - 0.01, -0.1, 0.5, 0.16, 0.2, 1.3)
    if p.detail_px > FAR_PX:
        letters(p, "TAXI", 0.42, 0.11, 0.005, y=p.h + 0.07)
        letters(p, "TAXI", 0.9, 0.2, p.w / 2 + 0.012, y=p.h * 0.46, side=True)
    p.shine(0, p.h + 0.2, 0, 0.3, 0.8)


def _police(p: Place) -> None:
    _car(p, SEDAN)
    bar = p.part("light bar", 0.9 if p.night else 0.3, "lit" if p.night else "glass")
    p.box(bar, 0, p.h - 0.01, -0.1, p.w * 0.6, 0.13, 0.24, 1.4)
    door = p.part("door", 0.08, "metal", casts=False)
    for s in (-1, 1):
        p.scene.quad(p.at(s * (p.w / 2 + 0.008), p.h * 0.40, 0.0), p.axes[2] * p.d * 0.2,
                     p.axes[1] * p.h * 0.16, door, edges=1.2)  # fmt: skip
    if p.detail_px > FAR_PX:
        letters(p, "POLICE", 1.3, 0.24, p.w / 2 + 0.012, y=p.h * 0.5, side=True)
    p.shine(0, p.h + 0.4, 0, 0.8, 2.2)


def _wreck(p: Place) -> None:
    _car(p, SEDAN)
    for k in range(7):
        x, z = p.w * (0.1 * k - 0.3), p.d * 0.36 - 0.04 * (k % 3)
        p.line([(x, p.h * 0.57, z), (x + 0.15, p.h * 0.6, z - 0.3), (x + 0.05, p.h * 0.6, z - 0.5)],
               1.6, 0.9)  # fmt: skip


CARS: dict[str, Builder] = {"car": _car_of(SEDAN)}
CAR_WORDS: dict[str, Builder] = {
    "taxi": _taxi, "cab": _taxi, "police car": _police, "squad car": _police, "patrol car": _police,
    "cruiser": _police, "wreck": _wreck, "porsche": _car_of(SPORTS), "sports car": _car_of(SPORTS),
    "gti": _car_of(HATCH), "vw": _car_of(HATCH), "volkswagen": _car_of(HATCH),
    "hatchback": _car_of(HATCH), "station wagon": _car_of(WAGON), "jeep": _car_of(JEEP),
    "land rover": _car_of(JEEP), "landcruiser": _car_of(JEEP), "suv": _car_of(WAGON),
    "convertible": _car_of(OPEN), "limousine": _car_of(LONG), "limo": _car_of(LONG),
    "minivan": _car_of(WAGON),
}  # fmt: skip
