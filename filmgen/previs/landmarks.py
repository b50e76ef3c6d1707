"""Buildings of their own kind: barns, churches, lighthouses, tents, castles, mills."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place

NEAR_PX = 60


def _barn(p: Place) -> None:
    """A gambrel roof over great doors with crossed boards."""
    w, h, z = p.w, p.h, p.d / 2
    wall = p.part("front", p.prop.tone, "front")
    roof = p.part("roof", 0.22, "front")
    trim = p.part("trim", 0.95, "front", casts=False)
    eaves = h * 0.52
    ring = [
        (-w / 2, 0.0),
        (-w / 2, eaves),
        (-w * 0.32, h * 0.82),
        (0.0, h),
        (w * 0.32, h * 0.82),
        (w / 2, eaves),
        (w / 2, 0),
    ]
    p.scene.convex(np.stack([p.at(x, y, 0) for x, y in ring]), p.axes[2] * z, wall, edges=1.7)
    outer = [(x * 1.05, y) for x, y in ring[1:-1]]
    for (xa, ya), (xb, yb) in pairwise(outer):
        lift = 0.12
        quad = [(xa, ya), (xb, yb), (xb, yb + lift), (xa, ya + lift)]
        p.scene.convex(
            np.stack([p.at(x, y, 0) for x, y in quad]), p.axes[2] * (z + 0.3), roof, edges=1.5
        )
    door = p.part("door", max(0.15, p.prop.tone - 0.15), "front", casts=False)
    hole = p.part("loft", 0.08, "front", casts=False)
    dh = min(eaves * 0.86, 3.4)
    for s in (-1, 1):
        x = s * w * 0.11
        p.scene.quad(
            p.at(x, dh / 2, z + 0.03), p.axes[0] * w * 0.105, p.axes[1] * dh / 2, door, edges=2.0
        )
        a, b = x - w * 0.1, x + w * 0.1
        for q in ((a, 0.1, b, dh - 0.1), (b, 0.1, a, dh - 0.1)):
            p.line([(q[0], q[1], z + 0.05), (q[2], q[3], z + 0.05)], 2.2, 0.9)
    p.scene.quad(p.at(0, h * 0.74, z + 0.03), p.axes[0] * 0.7, p.axes[1] * 0.6, hole, edges=1.6)
    p.box(trim, 0, dh + 0.05, z + 0.04, w * 0.46, 0.16, 0.1, 1.2)
    if p.detail_px > NEAR_PX:
        for x in np.arange(-w / 2 + 0.4, w / 2, 0.42):
            top = np.interp(abs(x), [0, w * 0.32, w / 2], [h, h * 0.82, eaves])
            low = dh if abs(x) < w * 0.22 else 0.0
            p.line([(x, low, z + 0.012), (x, top, z + 0.012)], 0.9, 0.5)


def _church(p: Place) -> None:
    """A nave behind a tower with a spire, portal and rose window."""
    w, h, d = p.w, p.h, p.d
    wall = p.part("front", p.prop.tone, "front")
    roof = p.part("roof", 0.25, "front")
    spire = p.part("spire", 0.22, "front", trace=True)
    dark = p.part("pane", 0.9 if p.night else 0.12, "lit" if p.night else "pane", casts=False)
    nave, eaves = h * 0.5, h * 0.34
    p.box(wall, 0, 0, -d * 0.12, w, eaves, d * 0.76, 1.7)
    ring = np.stack(
        [
            p.at(w / 2 + 0.3, eaves, -d * 0.12),
            p.at(0, nave, -d * 0.12),
            p.at(-w / 2 - 0.3, eaves, -d * 0.12),
        ]
    )
    p.scene.convex(ring, p.axes[2] * d * 0.39, roof, edges=1.7)
    tw = min(w * 0.44, 4.2)
    tz = d * 0.5 - tw / 2
    p.box(wall, 0, 0, tz, tw, h * 0.62, tw, 1.8)
    p.box(wall, 0, h * 0.62, tz, tw * 1.1, 0.3, tw * 1.1, 1.5)
    p.tube(spire, (0, h * 0.62 + 0.3, tz), tw * 0.62, (0, h * 0.95, tz), 0.05)
    p.box(spire, 0, h * 0.94, tz, 0.1, h * 0.06, 0.1, 1.5)
    p.box(spire, 0, h * 0.965, tz, 0.6, 0.1, 0.1, 1.5)
    z = tz + tw / 2 + 0.02
    door = p.part("door", 0.1, "front", casts=False)
    arch(p, door, 0, 0.0, 1.5, 2.6, z)
    arch(p, dark, 0, h * 0.45, 0.9, 1.9, z)
    p.ring((0, h * 0.32, z + 0.01), 0.75, (0, 1), 1.8, 0.9, 19)
    p.ring((0, h * 0.32, z + 0.01), 0.3, (0, 1), 1.3, 0.9)
    for k in range(8):
        a = k * np.pi / 4
        p.line([(0.3 * np.cos(a), h * 0.32 + 0.3 * np.sin(a), z + 0.01),
                (0.75 * np.cos(a), h * 0.32 + 0.75 * np.sin(a), z + 0.01)], 1.2, 0.9)  # fmt: skip
    for s in (-1, 1):
        for k in range(3):
            zz = -d * 0.4 + k * d * 0.26
            p.scene.quad(
                p.at(s * (w / 2 + 0.02), eaves * 0.52, zz),
                p.axes[2] * 0.4,
                p.axes[1] * eaves * 0.26,
                dark,
                edges=1.4,
            )
            p.box(wall, s * (w / 2 + 0.2), 0, zz + d * 0.13, 0.4, eaves * 0.85, 0.5, 1.3)


def arch(p: Place, part: int, x: float, y: float, w: float, h: float, z: float) -> None:
    """A round-headed opening on a front, from its foot."""
    r = w / 2
    ring = [(x - r, y), (x + r, y)]
    ring += [(x + r * np.cos(a), y + h - r + r * np.sin(a)) for a in np.linspace(0, np.pi, 7)]
    p.scene.convex(np.stack([p.at(a, b, z) for a, b in ring]), p.axes[2] * 0.01, part, edges=1.5)


def _lighthouse(p: Place) -> None:
    """A tapering white tower with dark bands, gallery and lantern."""
    white = p.part("tower", 0.98, "front", trace=True)
    band = p.part("band", 0.2, "front", trace=True)
    iron = p.part("gallery", 0.12, "metal", trace=True)
    lamp = p.part("lantern", 1.0, "lit", trace=True, casts=False)
    h, r0, r1 = p.h, p.w * 0.46, p.w * 0.28
    levels = [0.0, 0.22, 0.36, 0.56, 0.70, 0.82]
    for k, (a, b) in enumerate(pairwise(levels)):
        ra, rb = r0 + (r1 - r0) * a / 0.82, r0 + (r1 - r0) * b / 0.82
        p.tube(band if k % 2 else white, (0, h * a, 0), ra, (0, h * b, 0), rb)
    p.tube(iron, (0, h * 0.82, 0), r1 * 1.45, (0, h * 0.835, 0), r1 * 1.45)
    p.tube(lamp, (0, h * 0.835, 0), r1 * 0.7, (0, h * 0.93, 0), r1 * 0.7)
    p.tube(iron, (0, h * 0.93, 0), r1 * 0.95, (0, h * 0.995, 0), r1 * 0.08)
    for k in range(12):
        a = 2 * np.pi * k / 12
        c, s = r1 * 1.42 * np.cos(a), r1 * 1.42 * np.sin(a)
        p.line([(c, h * 0.835, s), (c, h * 0.885, s)], 1.3, 0.9)
        if k % 2 == 0:
            p.line([(c * 0.5, h * 0.835, s * 0.5), (c * 0.5, h * 0.93, s * 0.5)], 1.4, 0.9)
    p.ring((0, h * 0.885, 0), r1 * 1.42, (0, 2), 1.5, 0.9, 25)
    door = p.part("door", 0.1, "front", casts=False)
    p.box(door, 0, 0, r0 * 0.96, 0.9, 2.0, 0.16, 1.4)
    p.shine(0, h * 0.88, 0, 1.2, 6.0)


def _tent(p: Place) -> None:
    """A ridge tent with an open flap and guy lines."""
    cloth = p.part(material="cloth")
    dark = p.part("opening", 0.85 if p.night else 0.08, "lit" if p.night else "cloth", casts=False)
    w, h, z = p.w, p.h, p.d / 2
    ring = np.stack([p.at(-w / 2, 0, 0), p.at(0, h, 0), p.at(w / 2, 0, 0)])
    p.scene.convex(ring, p.axes[2] * z, cloth, edges=1.8)
    flap = np.stack([p.at(-w * 0.2, 0.02, z), p.at(0, h * 0.84, z), p.at(w * 0.16, 0.02, z)])
    p.scene.convex(flap, p.axes[2] * 0.012, dark, edges=1.6)
    pole = p.part("pole", 0.3, "wood", trace=True)
    p.tube(pole, (0, 0, z + 0.02), 0.025, (0, h + 0.1, z + 0.02), 0.022)
    for s in (-1, 1):
        for zz in (-z, 0.0, z):
            p.line([(s * w * 0.3, h * 0.4, zz), (s * w * 0.85, 0, zz * 1.15)], 1.1, 0.8)
    for s in (-1, 1):
        p.line([(0, h, s * z), (0, 0, s * (z + 1.0))], 1.1, 0.8)
        for k in (0.3, 0.6):
            p.line(
                [(s * w / 2 * (1 - k), h * k, -z * 0.9), (s * w / 2 * (1 - k), h * k, z * 0.9)],
                0.9,
                0.4,
            )
    p.shine(0, h * 0.4, z + 0.4, 0.5, 1.6)


def _castle(p: Place) -> None:
    """Curtain wall with battlements between round towers, a gate."""
    w, h, d = p.w, p.h, p.d
    wall = p.part("wall", p.prop.tone, "front")
    tower = p.part("tower", p.prop.tone, "front", trace=True)
    roof = p.part("roof", 0.2, "front", trace=True)
    p.box(wall, 0, 0, 0, w * 0.9, h * 0.5, d * 0.7, 1.7)
    for k in range(14):
        x = -w * 0.42 + w * 0.84 * k / 13
        p.box(wall, x, h * 0.5, d * 0.33, w * 0.03, h * 0.05, 0.4, 1.1)
    for x, z, size in (
        (-0.45, 0.36, 1.0),
        (0.45, 0.36, 1.0),
        (-0.45, -0.3, 0.9),
        (0.45, -0.3, 0.9),
        (0.1, -0.1, 1.25),
    ):
        r = w * 0.075 * size
        top = h * 0.66 * size
        p.tube(tower, (x * w, 0, z * d), r, (x * w, top, z * d), r)
        p.tube(roof, (x * w, top, z * d), r * 1.2, (x * w, min(top + h * 0.24, h), z * d), 0.05)
    gate = p.part("gate", 0.06, "front", casts=False)
    arch(p, gate, 0, 0, w * 0.12, h * 0.26, d * 0.35 + 0.03)
    slit = p.part("slit", 0.08 if not p.night else 0.9, "lit" if p.night else "pane", casts=False)
    for k in range(8):
        x = -w * 0.35 + w * 0.1 * k
        p.scene.quad(p.at(x, h * 0.38, d * 0.35 + 0.03), p.axes[0] * 0.15, p.axes[1] * 0.55, slit)


def _igloo(p: Place) -> None:
    snow = p.part("snow", 0.98, "paper", trace=True, soft=True)
    hole = p.part("hole", 0.1, "wall", trace=True, casts=False)
    r = p.w / 2
    p.blob(snow, (0, 0, 0), (r, p.h, r))
    p.limb(snow, (0, 0.35, r * 0.6), 0.62, (0, 0.35, r * 1.15), 0.62)
    p.tube(hole, (0, 0.35, r * 1.15 + 0.5), 0.45, (0, 0.35, r * 1.15 + 0.62), 0.42)
    for y in (0.25, 0.5, 0.72):
        q = r * np.sqrt(1 - y * y) * 1.003
        p.ring((0, p.h * y, 0), q, (0, 2), 1.1, 0.6, 25)
        for k in range(12):
            a = 2 * np.pi * (k + y) / 12
            q2 = r * np.sqrt(max(1 - (y + 0.22) ** 2, 0)) * 1.003
            p.line(
                [
                    (q * np.cos(a), p.h * y, q * np.sin(a)),
                    (q2 * np.cos(a), p.h * (y + 0.22), q2 * np.sin(a)),
                ],
                1.0,
                0.5,
            )


def _windmill(p: Place) -> None:
    body = p.part("mill", p.prop.tone, "front", trace=True)
    cap = p.part("cap", 0.2, "front", trace=True, soft=True)
    sail = p.part("sail", 0.9, "cloth")
    h, r = p.h, p.w * 0.4
    p.tube(body, (0, 0, 0), r, (0, h * 0.68, 0), r * 0.62)
    p.blob(cap, (0, h * 0.68, 0), (r * 0.66, h * 0.09, r * 0.7))
    z = r * 0.85
    for k in range(4):
        a = k * np.pi / 2 + 0.5
        axes = np.stack([p.axes[0] * np.cos(a) + p.axes[1] * np.sin(a),
                         -p.axes[0] * np.sin(a) + p.axes[1] * np.cos(a), p.axes[2]])  # fmt: skip
        centre = p.at(0, h * 0.68, z) + axes[0] * h * 0.21 + axes[1] * 0.3
        p.scene.box(centre, axes, (h * 0.34, 0.9, 0.05), sail, edges=1.5)
        p.scene.box(
            p.at(0, h * 0.68, z) + axes[0] * h * 0.2, axes, (h * 0.4, 0.12, 0.1), cap, edges=1.2
        )
    door = p.part("door", 0.1, "front", casts=False)
    p.box(door, 0, 0, r * 0.96, 1.0, 2.0, 0.16, 1.4)


LANDMARK_WORDS: dict[str, Builder] = {
    "barn": _barn, "church": _church, "chapel": _church, "church tower": _church,
    "mausoleum": _church, "lighthouse": _lighthouse, "tent": _tent, "castle": _castle,
    "igloo": _igloo, "windmill": _windmill,
}  # fmt: skip
