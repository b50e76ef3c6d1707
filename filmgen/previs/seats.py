"""What people sit on, from stools to rows of plane seats."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place


def _chair(p: Place) -> None:
    wood = p.part()
    seat = min(p.h * 0.52, 0.47)
    t = 0.04
    p.box(wood, 0, seat - 0.04, 0, p.w, 0.04, p.d, 1.6)
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - 0.03), 0, p.d / 2 - 0.03, t, seat - 0.04, t, 1.2)
        p.box(wood, sx * (p.w / 2 - 0.03), 0, -p.d / 2 + 0.03, t, p.h, t, 1.3)
    p.box(wood, 0, p.h - 0.12, -p.d / 2 + 0.03, p.w - 0.05, 0.1, 0.03, 1.3)
    p.box(wood, 0, seat + 0.13, -p.d / 2 + 0.03, p.w - 0.05, 0.06, 0.025, 1.1)
    p.box(wood, 0, 0.16, 0, 0.02, 0.03, p.d - 0.1, 0)


def _armchair(p: Place) -> None:
    _upholstered(p, 1)


def _sofa(p: Place) -> None:
    _upholstered(p, 2 if p.w < 1.9 else 3)


def _upholstered(p: Place, seats: int) -> None:
    base = p.part(material="cloth", trace=True, soft=True)
    cushion = p.part(tone=min(1.0, p.prop.tone + 0.08), material="cloth", trace=True, soft=True)
    seat = min(0.45, p.h * 0.52)
    arm = min(0.2, p.w * 0.14)
    inner = p.w - 2 * arm
    p.box(base, 0, 0.06, 0, p.w - 0.04, seat - 0.16, p.d - 0.06, 1.3)
    for sx in (-1, 1):
        x = sx * (p.w / 2 - arm / 2)
        p.box(base, x, 0.06, 0, arm, seat + 0.06, p.d - 0.04, 1.2)
        p.limb(
            base,
            (x, seat + 0.12, -p.d / 2 + 0.1),
            arm * 0.58,
            (x, seat + 0.12, p.d / 2 - 0.1),
            arm * 0.58,
        )
    back = p.d * 0.26
    p.box(base, 0, 0.06, -p.d / 2 + back / 2, p.w - 0.06, p.h - 0.14, back, 1.2)
    p.limb(
        base,
        (-p.w / 2 + 0.12, p.h - 0.1, -p.d / 2 + back / 2),
        back * 0.52,
        (p.w / 2 - 0.12, p.h - 0.1, -p.d / 2 + back / 2),
        back * 0.52,
    )
    for k in range(seats):
        x = -inner / 2 + inner * (k + 0.5) / seats
        half = inner / seats / 2 - 0.012
        z = p.d / 2 - (p.d - back) / 2
        p.box(cushion, x, seat - 0.1, z, 2 * half, 0.11, p.d - back - 0.03, 1.1, 0.7)
        p.limb(
            cushion,
            (x - half * 0.85, seat - 0.035, p.d / 2 - 0.06),
            0.062,
            (x + half * 0.85, seat - 0.035, p.d / 2 - 0.06),
            0.062,
        )
        p.blob(cushion, (x, seat + 0.2, -p.d / 2 + back + 0.04), (half * 0.96, 0.22, 0.10))


def _stool(p: Place) -> None:
    part = p.part(trace=True)
    r = min(p.w, p.d) / 2
    p.tube(part, (0, p.h - 0.05, 0), r, (0, p.h, 0), r * 0.97)
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        p.tube(
            part,
            (r * 0.95 * np.cos(a), 0, r * 0.95 * np.sin(a)),
            0.018,
            (r * 0.6 * np.cos(a), p.h - 0.05, r * 0.6 * np.sin(a)),
            0.018,
        )
    ring = [
        (r * 0.82 * np.cos(a), p.h * 0.35, r * 0.82 * np.sin(a))
        for a in np.linspace(0, 2 * np.pi, 17)
    ]
    p.line(ring, 1.4)


def _bench(p: Place) -> None:
    wood = p.part()
    seat = min(0.45, p.h * 0.55)
    for k in range(3):
        p.box(wood, 0, seat - 0.03, p.d / 2 - 0.07 - k * p.d * 0.3, p.w, 0.03, p.d * 0.25, 1.3)
    if p.h > 0.6:
        for k in range(2):
            p.box(wood, 0, seat + 0.14 + k * 0.17, -p.d / 2 + 0.03, p.w, 0.11, 0.025, 1.3)
    for sx in (-1, 1):
        p.box(wood, sx * (p.w / 2 - 0.15), 0, 0, 0.05, seat - 0.03, p.d * 0.85, 1.2)
        if p.h > 0.6:
            p.box(wood, sx * (p.w / 2 - 0.15), 0, -p.d / 2 + 0.05, 0.05, p.h, 0.03, 1.2)


def _wheelchair(p: Place) -> None:
    """Large wheels behind, castors in front, sling seat, push handles, footrests."""
    steel = p.part(tone=0.3, material="metal", trace=True)
    tyre = p.part("wheel", 0.12, "rubber", trace=True)
    sling = p.part("sling", 0.2, "cloth", trace=True)
    w, h, d = p.w, p.h, p.d
    p.box(sling, 0, 0.45, 0.02, w * 0.72, 0.04, d * 0.48, 1.4)
    p.box(sling, 0, 0.5, -d * 0.22, w * 0.72, h * 0.44, 0.03, 1.4)
    for s in (-1, 1):
        x = s * w * 0.46
        turns = np.linspace(0, 2 * np.pi, 17)
        for t, u in pairwise(turns):
            p.limb(tyre, (x, 0.31 + 0.29 * np.cos(t), -d * 0.18 + 0.29 * np.sin(t)), 0.022,
                   (x, 0.31 + 0.29 * np.cos(u), -d * 0.18 + 0.29 * np.sin(u)), 0.022)  # fmt: skip
        for k in range(5):
            t = k * np.pi / 5
            c, n = 0.28 * np.cos(t), 0.28 * np.sin(t)
            p.line([(x, 0.31 - c, -d * 0.18 - n), (x, 0.31 + c, -d * 0.18 + n)], 1.0, 0.8)
        p.tube(tyre, (x - 0.02, 0.1, d * 0.3), 0.1, (x + 0.02, 0.1, d * 0.3), 0.1)
        x = s * w * 0.37
        for u, v in (
            ((0.46, -0.22), (h, -0.26)),
            ((h, -0.26), (h, -0.4)),
            ((0.46, -0.22), (0.46, 0.28)),
            ((0.66, -0.22), (0.66, 0.14)),
            ((0.66, 0.14), (0.46, 0.14)),
            ((0.46, 0.28), (0.1, 0.42)),
        ):
            p.limb(steel, (x, u[0], u[1] * d), 0.016, (x, v[0], v[1] * d), 0.016)
        p.box(steel, s * w * 0.22, 0.09, d * 0.46, w * 0.26, 0.02, 0.14, 1.2)


def _office_chair(p: Place) -> None:
    """A swivel chair on castors."""
    cloth = p.part(material="cloth", trace=True, soft=True)
    steel = p.part("foot", 0.25, "metal", trace=True)
    w, h, d = p.w, p.h, p.d
    for k in range(5):
        t = k * 2 * np.pi / 5 + 0.3
        c, s = w * 0.5 * np.cos(t), w * 0.5 * np.sin(t)
        p.limb(steel, (0, 0.12, 0), 0.025, (c, 0.07, s), 0.02)
        p.blob(steel, (c, 0.035, s), (0.035, 0.035, 0.035))
    p.tube(steel, (0, 0.1, 0), 0.03, (0, 0.42, 0), 0.03)
    p.box(cloth, 0, 0.41, 0.02, w * 0.88, 0.08, d * 0.8, 1.4)
    p.limb(steel, (0, 0.44, -d * 0.36), 0.025, (0, 0.6, -d * 0.44), 0.025)
    p.box(cloth, 0, 0.58, -d * 0.44, w * 0.8, h - 0.58, 0.07, 1.5)
    for s in (-1, 1):
        p.limb(steel, (s * w * 0.46, 0.44, -d * 0.1), 0.018, (s * w * 0.48, 0.66, -d * 0.1), 0.018)
        p.limb(steel, (s * w * 0.48, 0.66, -d * 0.28), 0.025, (s * w * 0.48, 0.66, d * 0.2), 0.025)


def _throne(p: Place) -> None:
    wood = p.part(tone=0.3)
    cloth = p.part("velvet", 0.2, "cloth", trace=True, soft=True)
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0, 0, w, 0.42, d, 1.6)
    p.box(cloth, 0, 0.42, 0.03, w * 0.72, 0.07, d * 0.8, 1.3)
    p.box(wood, 0, 0.42, -d * 0.44, w, h - 0.42, 0.1, 1.7)
    p.box(cloth, 0, 0.55, -d * 0.38, w * 0.66, h * 0.5, 0.03, 1.3)
    for s in (-1, 1):
        p.box(wood, s * w * 0.44, 0.42, 0, w * 0.12, 0.26, d * 0.9, 1.5)
        p.blob(wood, (s * w * 0.44, 0.72, d * 0.42), (0.08, 0.08, 0.08))
        p.blob(wood, (s * w * 0.44, h + 0.05, -d * 0.44), (0.07, 0.1, 0.07))
    ring = np.stack([p.at(-w * 0.4, h, 0), p.at(0, h + 0.25, 0), p.at(w * 0.4, h, 0)])
    p.scene.convex(ring - p.axes[2] * d * 0.44, p.axes[2] * 0.05, wood, edges=1.5)


def _deck_chair(p: Place) -> None:
    wood = p.part(tone=0.4, trace=True)
    cloth = p.part("canvas", 0.95, "cloth")
    w, h, d = p.w, max(p.h, 0.8), max(p.d, 1.1)
    for s in (-1, 1):
        x = s * w * 0.46
        p.tube(wood, (x, 0.02, d * 0.4), 0.022, (x, h, -d * 0.42), 0.022)
        p.tube(wood, (x, 0.02, -d * 0.4), 0.022, (x, h * 0.5, d * 0.3), 0.022)
    low, top = (h * 0.32, d * 0.2), (h * 0.97, -d * 0.42)
    sag = (h * 0.3, -d * 0.12)
    for (ya, za), (yb, zb) in ((low, sag), (sag, top)):
        ring = np.stack(
            [
                p.at(-w * 0.42, ya, za),
                p.at(w * 0.42, ya, za),
                p.at(w * 0.42, yb, zb),
                p.at(-w * 0.42, yb, zb),
            ]
        )
        normal = np.cross(ring[1] - ring[0], ring[2] - ring[1])
        p.scene.convex(ring, normal / np.linalg.norm(normal) * 0.012, cloth, edges=1.5)
    for k in range(1, 5):
        x = w * (-0.42 + 0.168 * k)
        p.line(
            [(x, low[0] + 0.015, low[1]), (x, sag[0] + 0.02, sag[1]), (x, top[0], top[1] + 0.02)],
            1.6,
            0.7,
        )


def _rocking_chair(p: Place) -> None:
    _chair(p)
    wood = p.part("rocker", p.prop.tone, "wood", trace=True)
    for s in (-1, 1):
        x = s * (p.w * 0.4)
        arc = [(x, 0.02 + 0.35 * t * t, p.d * 0.75 * t) for t in np.linspace(-1, 1, 7)]
        for a, b in pairwise(arc):
            p.limb(wood, a, 0.025, b, 0.025)
        p.limb(wood, (x, 0.62, -p.d * 0.3), 0.025, (x, 0.62, p.d * 0.35), 0.025)


def _seat_row(p: Place) -> None:
    """Upholstered seats side by side with high backs, as in trains, planes and theatres."""
    cloth = p.part(material="cloth", trace=True, soft=True)
    steel = p.part("frame", 0.3, "metal")
    count = max(1, round(p.w / 0.55))
    white = p.part("antimacassar", 0.95, "cloth", casts=False)
    for k in range(count):
        x = p.w * ((k + 0.5) / count - 0.5)
        wide = p.w / count * 0.88
        p.box(cloth, x, 0.3, 0.02, wide, 0.14, p.d * 0.86, 1.3)
        p.prism(
            cloth,
            [
                (-p.d * 0.36, 0.4),
                (-p.d * 0.24, 0.42),
                (-p.d * 0.36, p.h),
                (-p.d * 0.48, p.h * 0.98),
            ],
            x,
            wide,
            edges=1.4,
        )
        if p.h > 1.0:
            p.scene.quad(p.at(x, p.h * 0.86, -p.d * 0.315), p.axes[0] * wide * 0.36,
                         p.axes[1] * p.h * 0.09, white, edges=1.0)  # fmt: skip
    for k in range(count + 1):
        x = p.w * (k / count - 0.5)
        p.box(steel, x, 0.28, 0, 0.05, 0.3, p.d * 0.7, 1.1)
    p.box(steel, 0, 0, 0, p.w * 0.8, 0.3, p.d * 0.4, 1.0)


def _pew(p: Place) -> None:
    wood = p.part()
    w, h, d = p.w, p.h, p.d
    p.box(wood, 0, 0.4, 0.02, w, 0.05, d * 0.8, 1.4)
    p.prism(
        wood, [(-d * 0.36, 0.2), (-d * 0.32, 0.2), (-d * 0.44, h), (-d * 0.5, h)], 0, w, edges=1.5
    )
    for s in (-1, 1):
        p.prism(
            wood,
            [
                (-d * 0.5, 0),
                (d * 0.46, 0),
                (d * 0.46, 0.42),
                (-d * 0.2, 0.62),
                (-d * 0.4, h + 0.06),
                (-d * 0.52, h + 0.06),
            ],
            s * w / 2,
            0.06,
            edges=1.5,
        )


SEATS: dict[str, Builder] = {
    "chair": _chair, "armchair": _armchair, "sofa": _sofa, "stool": _stool, "bench": _bench,
}  # fmt: skip
SEAT_WORDS: dict[str, Builder] = {
    "wheelchair": _wheelchair, "office chair": _office_chair, "swivel chair": _office_chair,
    "throne": _throne, "deck chair": _deck_chair, "rocking chair": _rocking_chair,
    "train seat": _seat_row, "bus seat": _seat_row, "plane seat": _seat_row,
    "theatre seats": _seat_row, "booth seat": _seat_row, "driver seat": _seat_row, "pew": _pew,
}  # fmt: skip
