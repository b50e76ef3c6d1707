"""What flies and floats, and what runs on two wheels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place


def _hull(p: Place, deck: float, tone: float | None = None) -> int:
    """A hull in three levels, pointed forward; returns its part."""
    w, d = p.w, p.d
    hull = p.part("hull", p.prop.tone if tone is None else tone, "wood")
    plan = [(-w * 0.40, -d / 2), (-w * 0.5, -d * 0.1), (-w * 0.44, d * 0.18), (-w * 0.22, d * 0.38),
            (0.0, d / 2), (w * 0.22, d * 0.38), (w * 0.44, d * 0.18), (w * 0.5, -d * 0.1),
            (w * 0.40, -d / 2)]  # fmt: skip
    rail = p.part("gunwale", max(0.1, p.prop.tone - 0.4), "wood")
    for low, high, size in ((-0.1, 0.34, 0.88), (0.34, 0.9, 0.97), (0.9, 1.0, 1.0)):
        ring = np.stack([p.at(x * size, deck * (low + high) / 2, z * size) for x, z in plan])
        part = hull if high < 1 else rail
        p.scene.convex(
            ring, p.axes[1] * deck * (high - low) / 2, part, edges=1.3 if high < 1 else 1.8
        )
    return hull


def _open_boat(p: Place) -> None:
    """A rowing boat: a dark inside with thwarts, and oars."""
    w, h, d = p.w, p.h, p.d
    deck = h * 0.9
    _hull(p, deck)
    inside = p.part("inside", 0.12, "wood", casts=False)
    plan = [
        (-w * 0.36, -d * 0.46),
        (-w * 0.44, -d * 0.1),
        (-w * 0.38, d * 0.18),
        (-w * 0.17, d * 0.36),
        (0.0, d * 0.46),
        (w * 0.17, d * 0.36),
        (w * 0.38, d * 0.18),
        (w * 0.44, -d * 0.1),
        (w * 0.36, -d * 0.46),
    ]
    ring = np.stack([p.at(x, deck + 0.006, z) for x, z in plan])
    p.scene.convex(ring, p.axes[1] * 0.006, inside, edges=1.3)
    seats = p.part("thwart", min(1.0, p.prop.tone + 0.3), "wood")
    for z, wide in ((-0.3, 0.82), (-0.02, 0.86), (0.24, 0.6)):
        p.box(seats, 0, deck, z * d, w * wide, 0.04, 0.24, 1.3)
    if d < 4.3 and w > 0.85:
        for s in (-1, 1):
            p.limb(
                seats,
                (s * 0.15, deck + 0.08, -d * 0.1),
                0.025,
                (s * w * 0.75, deck + 0.02, d * 0.2),
                0.025,
            )
            p.blob(seats, (s * w * 0.79, deck, d * 0.225), (0.07, 0.02, 0.2))


def _boat(p: Place) -> None:
    """A motor boat or yacht: cabin with windows, rail, mast."""
    w, h, d = p.w, p.h, p.d
    if h < 1.2:
        return _open_boat(p)
    deck = min(h * 0.42, 2.6)
    _hull(p, deck)
    cabin = p.part("cabin", min(1.0, p.prop.tone + 0.25), "wood")
    lit = p.night
    glass = p.part("pane", 0.9 if lit else 0.14, "lit" if lit else "pane", casts=False)
    levels = max(1, min(3, int((h - deck) / 2.2)))
    high = (h - deck) * 0.72 / levels
    for k in range(levels):
        wide, long = w * (0.62 - 0.08 * k), d * (0.40 - 0.09 * k)
        y, z = deck + k * high, -d * 0.12
        p.box(cabin, 0, y, z, wide, high, long, 1.6)
        for s in (-1, 1):
            count = max(3, round(long / 1.1))
            for i in range(count):
                zz = z + long * ((i + 0.5) / count - 0.5)
                p.scene.quad(
                    p.at(s * (wide / 2 + 0.01), y + high * 0.58, zz),
                    p.axes[2] * long / count * 0.34,
                    p.axes[1] * high * 0.2,
                    glass,
                    edges=1.1,
                )
        p.frame(glass, 0, y + high * 0.58, z + long / 2 + 0.012, wide * 0.8, high * 0.42)
    mast = p.part("mast", 0.2, "wood", trace=True)
    p.tube(mast, (0, deck, d * 0.06), 0.05, (0, h, d * 0.06), 0.03)
    for s in (-1, 1):
        rail = [(s * w * 0.46, deck + 0.5, -d * 0.42), (s * w * 0.48, deck + 0.5, 0),
                (s * w * 0.4, deck + 0.5, d * 0.2), (s * w * 0.18, deck + 0.5, d * 0.4),
                (0, deck + 0.55, d * 0.48)]  # fmt: skip
        p.line(rail, 1.6, 0.85)
        for x, y, z in rail[:-1]:
            p.line([(x, deck, z), (x, y, z)], 1.3, 0.8)
        p.line([(0, h, d * 0.06), (0, deck + 0.3, s * d * 0.47)], 1.0, 0.7)
    return None


def _fishing_boat(p: Place) -> None:
    _boat(p)
    boom = p.part("boom", 0.2, "wood", trace=True)
    p.limb(boom, (0, p.h * 0.5, p.d * 0.06), 0.04, (0, p.h * 0.82, -p.d * 0.4), 0.03)
    p.line(
        [(0, p.h * 0.98, p.d * 0.06), (0, p.h * 0.82, -p.d * 0.4), (0, p.h * 0.4, -p.d * 0.44)],
        1.1,
        0.8,
    )


def _sailboat(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    deck = 0.9
    _hull(p, deck)
    cabin = p.part("cabin", 0.85, "wood")
    p.box(cabin, 0, deck, 0, w * 0.5, 0.45, d * 0.3, 1.4)
    mast = p.part("mast", 0.25, "wood", trace=True)
    sail = p.part("sail", 0.97, "cloth")
    p.tube(mast, (0, deck, d * 0.1), 0.06, (0, h, d * 0.1), 0.04)
    p.limb(mast, (0, deck + 0.9, d * 0.1), 0.04, (0, deck + 0.85, -d * 0.42), 0.035)
    for ring in (((h * 0.97, 0.085), (deck + 1.0, 0.085), (deck + 0.95, -0.4)),
                 ((h * 0.86, 0.115), (deck + 0.5, 0.48), (deck + 0.7, 0.14))):  # fmt: skip
        corners = np.stack([p.at(0, y, z * d) for y, z in ring])
        p.scene.convex(corners, p.axes[0] * 0.012, sail, edges=1.5)


def _raft(p: Place) -> None:
    log = p.part("log", p.prop.tone, "wood", trace=True)
    r = p.h * 0.5
    count = max(4, int(p.w / (2 * r)))
    for k in range(count):
        x = (-0.5 + (k + 0.5) / count) * p.w
        p.tube(log, (x, r, -p.d / 2), r, (x, r, p.d / 2), r)
    for z in (-0.3, 0.3):
        p.box(log, 0, 2 * r, z * p.d, p.w, 0.06, 0.14, 1.2)


def _helicopter(p: Place) -> None:
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal", trace=True, soft=True)
    glass = p.part("canopy", 0.12, "pane", trace=True, casts=False)
    y = h * 0.42
    p.blob(body, (0, y, d * 0.12), (w * 0.36, h * 0.27, d * 0.23))
    p.blob(glass, (0, y + h * 0.03, d * 0.2), (w * 0.335, h * 0.225, d * 0.172))
    p.box(body, 0, y - h * 0.27, d * 0.08, w * 0.5, h * 0.16, d * 0.3, 0)
    p.blob(body, (0, h * 0.70, d * 0.08), (w * 0.18, h * 0.10, d * 0.14))
    p.limb(body, (0, y + h * 0.08, -d * 0.04), w * 0.15, (0, y + h * 0.16, -d * 0.46), w * 0.05)
    p.prism(body, [(-d * 0.42, y + h * 0.12), (-d * 0.5, y + h * 0.44), (-d * 0.45, y + h * 0.46),
                   (-d * 0.36, y + h * 0.2)], 0, 0.08, edges=1.6)  # fmt: skip
    p.box(body, 0, y + h * 0.14, -d * 0.36, w * 0.5, 0.05, d * 0.05, 1.4)
    blade = p.part("blade", 0.1, "metal")
    p.tube(blade, (0, h * 0.76, d * 0.08), 0.07, (0, h * 0.95, d * 0.08), 0.06)
    for turn in (0.5, 0.5 + np.pi / 2):
        axes = p.axes.copy()
        axes[0] = p.axes[0] * np.cos(turn) + p.axes[2] * np.sin(turn)
        axes[2] = np.cross(axes[0], axes[1])
        p.scene.box(p.at(0, h * 0.95, d * 0.08), axes, (d * 0.9, 0.04, 0.2), blade, edges=1.5)
    p.ring((0.06, y + h * 0.34, -d * 0.475), d * 0.07, (1, 2), 1.2)
    for s in (-1, 1):
        x = s * w * 0.355
        p.line([(x, y + 0.3, d * 0.02), (x, y - 0.5, d * 0.02), (x, y - 0.5, d * 0.12),
                (x, y + 0.3, d * 0.12)], 1.2, 0.7)  # fmt: skip
    skid = p.part("skid", 0.12, "metal", trace=True)
    for s in (-1, 1):
        p.limb(skid, (s * w * 0.38, 0.06, -d * 0.1), 0.045, (s * w * 0.38, 0.06, d * 0.28), 0.045)
        p.limb(skid, (s * w * 0.38, 0.06, d * 0.28), 0.045, (s * w * 0.38, 0.2, d * 0.33), 0.04)
        for z in (0.0, 0.2):
            p.limb(skid, (s * w * 0.38, 0.06, z * d), 0.035, (s * w * 0.2, y * 0.7, z * d), 0.035)
    p.shine(0, 0.8, d * 0.4, 0.5, 2.4)


def _plane(p: Place) -> None:
    """An airliner: tube, swept wings with engines, fin."""
    w, h, d = p.w, p.h, p.d
    body = p.part("body", p.prop.tone, "metal", trace=True, soft=True)
    wing = p.part("wing", p.prop.tone * 0.85, "metal")
    dark = p.part("pane", 0.12, "pane", casts=False)
    r, y = min(h * 0.22, d * 0.055), h * 0.36
    p.limb(body, (0, y, -d * 0.26), r, (0, y, d * 0.40), r)
    p.limb(body, (0, y, d * 0.40), r, (0, y - r * 0.2, d * 0.5 - r * 0.5), r * 0.5)
    p.limb(body, (0, y, -d * 0.26), r, (0, y + r * 0.6, -d * 0.49), r * 0.25)
    for s in (-1, 1):
        ring = [
            (s * r * 0.6, d * 0.12),
            (s * w * 0.5, -d * 0.12),
            (s * w * 0.5, -d * 0.18),
            (s * r * 0.6, -d * 0.07),
        ]
        p.scene.convex(
            np.stack([p.at(x, y - r * 0.3, z) for x, z in ring]), p.axes[1] * 0.09, wing, edges=1.6
        )
        ring = [
            (s * r * 0.3, -d * 0.38),
            (s * w * 0.17, -d * 0.46),
            (s * w * 0.17, -d * 0.49),
            (s * r * 0.3, -d * 0.46),
        ]
        p.scene.convex(
            np.stack([p.at(x, y + r * 0.6, z) for x, z in ring]), p.axes[1] * 0.06, wing, edges=1.5
        )
        p.tube(
            body,
            (s * w * 0.2, y - r * 0.95, -d * 0.02),
            r * 0.5,
            (s * w * 0.2, y - r * 0.95, d * 0.08),
            r * 0.55,
        )
        for z in np.linspace(-0.22, 0.36, 18):
            p.scene.quad(
                p.at(s * r * 1.0, y + r * 0.22, z * d),
                p.axes[2] * d * 0.006,
                p.axes[1] * r * 0.14,
                dark,
            )
    p.prism(
        wing,
        [(-d * 0.34, y + r * 0.7), (-d * 0.46, h), (-d * 0.5, h), (-d * 0.47, y + r * 0.6)],
        0,
        0.12,
        edges=1.7,
    )
    p.scene.quad(
        p.at(0, y + r * 0.42, d * 0.435),
        p.axes[0] * r * 0.6,
        (p.axes[1] - p.axes[2]) * r * 0.2,
        dark,
    )
    leg = p.part("wheel", 0.1, "rubber", trace=True)
    for x, z in ((0, d * 0.34), (-r, -d * 0.04), (r, -d * 0.04)):
        p.limb(leg, (x, y - r * 0.9, z), 0.07, (x, 0.3, z), 0.06)
        p.tube(leg, (x - 0.15, 0.3, z), 0.3, (x + 0.15, 0.3, z), 0.3)


def _hoop(p: Place, part: int, z: float, r: float, thick: float) -> None:
    turns = np.linspace(0, 2 * np.pi, 17 if p.detail_px > 60 else 9)
    for a, b in pairwise(turns):
        p.limb(part, (0, r + r * 0.95 * np.cos(a), z + r * 0.95 * np.sin(a)), thick,
               (0, r + r * 0.95 * np.cos(b), z + r * 0.95 * np.sin(b)), thick)  # fmt: skip


def _bicycle(p: Place) -> None:
    part = p.part(tone=0.1, material="metal", trace=True)
    r = p.d * 0.19
    front, back = p.d / 2 - r, -p.d / 2 + r
    for z in (front, back):
        _hoop(p, part, z, r, 0.018)
        for k in range(6):
            a = k * np.pi / 6
            c, n = 0.9 * r * np.cos(a), 0.9 * r * np.sin(a)
            p.line([(0, r - c, z - n), (0, r + c, z + n)], 0.9, 0.6)
    crank, seat = (0, r * 0.9, -0.05), (0, p.h * 0.72, back + 0.28)
    head = (0, p.h * 0.78, front - 0.2)
    for foot, top in (((0, r, back), crank), (crank, seat), (seat, (0, r, back)), (crank, head),
                 (seat, head), (head, (0, r, front)), (head, (0, p.h * 0.95, front - 0.25)),
                 (seat, (0, p.h * 0.86, back + 0.22))):  # fmt: skip
        p.limb(part, foot, 0.016, top, 0.016)
    p.ring((0.03, r * 0.9, -0.05), 0.1, (1, 2), 1.6)
    p.limb(part, (-0.25, p.h * 0.97, front - 0.3), 0.014, (0.25, p.h * 0.97, front - 0.3), 0.014)
    p.limb(part, (0, p.h * 0.88, back + 0.12), 0.05, (0, p.h * 0.89, back + 0.36), 0.028)


def _motorbike(p: Place) -> None:
    """Fat tyres, engine block, tank, seat, fork, exhaust, lamp."""
    h, d = p.h, p.d
    black = p.part(tone=0.1, material="rubber", trace=True)
    steel = p.part("engine", 0.55, "metal", trace=True)
    paint = p.part("tank", p.prop.tone, "metal", trace=True)
    r = d * 0.16
    front, back = d / 2 - r, -d / 2 + r
    for z in (front, back):
        p.tube(black, (-0.06, r, z), r, (0.06, r, z), r)
        p.tube(steel, (-0.07, r, z), r * 0.6, (0.07, r, z), r * 0.6)
    p.blob(steel, (0, h * 0.34, 0.02), (0.17, 0.2, 0.26))
    for k in range(4):
        p.line(
            [(0.16, h * (0.28 + 0.04 * k), -0.14), (0.16, h * (0.28 + 0.04 * k), 0.18)], 1.2, 0.8
        )
    p.limb(paint, (0, h * 0.62, -0.02), 0.13, (0, h * 0.68, d * 0.16), 0.16)
    p.limb(black, (0, h * 0.60, -0.08), 0.11, (0, h * 0.66, back + 0.05), 0.09)
    p.limb(paint, (0, r * 2.15, back + 0.1), 0.07, (0, r * 1.9, back - 0.26), 0.05)
    for s in (-1, 1):
        p.limb(steel, (s * 0.09, r, front), 0.03, (s * 0.09, h * 0.82, front - 0.34), 0.03)
        p.limb(
            black,
            (s * 0.06, h * 0.88, front - 0.38),
            0.02,
            (s * 0.36, h * 0.95, front - 0.5),
            0.022,
        )
    p.limb(steel, (0.16, r * 0.9, 0.1), 0.045, (0.17, r * 0.9, back - 0.15), 0.055)
    lens = p.part("headlamp", 1.0, "lit" if p.night else "glass", trace=True, casts=False)
    p.blob(paint, (0, h * 0.78, front - 0.24), (0.11, 0.11, 0.1))
    p.blob(lens, (0, h * 0.78, front - 0.17), (0.09, 0.09, 0.06))
    p.shine(0, h * 0.7, front + 1.0, 0.6, 1.8)


CRAFT: dict[str, Builder] = {"boat": _boat, "bicycle": _bicycle, "helicopter": _helicopter}
CRAFT_WORDS: dict[str, Builder] = {
    "rowboat": _open_boat, "canoe": _open_boat, "kayak": _open_boat, "dinghy": _open_boat,
    "raft": _raft, "sailboat": _sailboat, "fishing boat": _fishing_boat, "plane": _plane,
    "airplane": _plane, "aircraft": _plane, "jet": _plane, "motorcycle": _motorbike,
    "motorbike": _motorbike, "scooter": _motorbike, "moped": _motorbike,
}  # fmt: skip
