"""Kitchens and bathrooms, and machines of tin in streets: pumps, bins, drums."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place


def _stove(p: Place) -> None:
    body = p.part(tone=min(1.0, p.prop.tone + 0.2), material="metal")
    p.box(body, 0, 0, 0, p.w, p.h, p.d, 1.6)
    z = p.d / 2 + 0.004
    w, h = p.w, p.h
    door = p.part("oven door", 0.12, "metal", casts=False)
    p.scene.quad(p.at(0, h * 0.42, z), p.axes[0] * w * 0.34, p.axes[1] * h * 0.19, door, edges=1.3)
    p.line([(-w * 0.36, h * 0.68, z), (w * 0.36, h * 0.68, z)], 2.2, 0.9)
    for k in range(4):
        p.ring((-w * 0.3 + k * w * 0.2, h * 0.86, z), 0.028, (0, 1))
    for x in (-0.23, 0.23):
        for zz in (-0.2, 0.2):
            p.ring((x * w, h + 0.004, zz * p.d), w * 0.14, (0, 2))
            p.ring((x * w, h + 0.004, zz * p.d), w * 0.08, (0, 2))


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


def _washer(p: Place) -> None:
    body = p.part(tone=p.prop.tone, material="metal")
    dark = p.part("drum", 0.12, "glass", trace=True, casts=False)
    z = p.d / 2 + 0.005
    p.box(body, 0, 0, 0, p.w, p.h, p.d, 1.6)
    p.tube(dark, (0, p.h * 0.45, z), p.w * 0.26, (0, p.h * 0.45, z + 0.01), p.w * 0.26)
    p.ring((0, p.h * 0.45, z + 0.016), p.w * 0.32, (0, 1), 2.0, 0.9, 21)
    p.line([(-p.w / 2, p.h * 0.84, z), (p.w / 2, p.h * 0.84, z)], 1.2, 0.8)
    p.ring((p.w * 0.3, p.h * 0.92, z), 0.04, (0, 1), 1.3, 0.9)


def _barbecue(p: Place) -> None:
    iron = p.part(tone=0.15, material="metal", trace=True)
    r, y = p.w * 0.45, p.h * 0.72
    p.blob(iron, (0, y, 0), (r, p.h * 0.2, r * 0.9))
    p.blob(iron, (0, y + 0.04, 0), (r * 0.98, p.h * 0.26, r * 0.88))
    p.ring((0, y + 0.02, 0), r * 1.0, (0, 2), 1.8, 0.9, 21)
    for k in range(3):
        a = k * 2 * np.pi / 3 + 0.5
        p.tube(
            iron,
            (r * 0.4 * np.cos(a), y - 0.12, r * 0.4 * np.sin(a)),
            0.02,
            (r * np.cos(a), 0, r * np.sin(a)),
            0.02,
        )


def _machine(p: Place) -> None:
    """A vending, slot or arcade machine: a lit front."""
    case = p.part(tone=min(p.prop.tone, 0.4), material="metal")
    front = p.part("front", 0.95 if p.night else 0.8, "lit", casts=False)
    goods = p.part("goods", 0.3, "wood", casts=False)
    z = p.d / 2 + 0.006
    p.box(case, 0, 0, 0, p.w, p.h, p.d, 1.7)
    p.frame(front, -p.w * 0.1, p.h * 0.62, z, p.w * 0.68, p.h * 0.56, 1.3)
    for i in range(4):
        for j in range(4):
            x, y = -p.w * 0.1 + p.w * 0.16 * (i - 1.5), p.h * (0.42 + 0.13 * j)
            p.frame(goods, x, y, z + 0.006, p.w * 0.09, p.h * 0.075, 0.9)
    p.frame(goods, -p.w * 0.1, p.h * 0.16, z, p.w * 0.5, p.h * 0.1, 1.3)
    for k in range(5):
        p.line(
            [(p.w * 0.32, p.h * (0.5 + 0.06 * k), z), (p.w * 0.42, p.h * (0.5 + 0.06 * k), z)],
            1.6,
            0.9,
        )
    p.shine(0, p.h * 0.6, 0.6, 0.6, 1.5)


def _jukebox(p: Place) -> None:
    case = p.part(tone=0.35, trace=True)
    glow = p.part("arch", 0.97, "lit", casts=False, trace=True)
    w, h, z = p.w, p.h, p.d / 2
    p.box(case, 0, 0, 0, w, h - w / 2, p.d, 1.6)
    p.tube(case, (0, h - w / 2, -z), w / 2, (0, h - w / 2, z), w / 2)
    p.tube(glow, (0, h - w / 2, z), w * 0.4, (0, h - w / 2, z + 0.006), w * 0.4)
    for r in (0.34, 0.27):
        p.ring((0, h - w / 2, z + 0.015), w * r, (0, 1), 1.8, 0.9, 21)
    for k in range(6):
        x = (-0.3 + 0.12 * k) * w
        p.line([(x, h * 0.12, z + 0.006), (x, h * 0.42, z + 0.006)], 1.6, 0.8)
    p.shine(0, h * 0.7, 0.5, 0.6, 1.4)


def _pump(p: Place) -> None:
    """A petrol pump: display, hose and nozzle."""
    case = p.part(tone=0.85, material="metal")
    dark = p.part("display", 0.95 if p.night else 0.2, "lit" if p.night else "pane", casts=False)
    band = p.part("band", 0.2, "metal")
    hose = p.part("hose", 0.08, "rubber", trace=True)
    w, h, z = p.w, p.h, p.d / 2
    p.box(band, 0, 0, 0, w * 1.1, 0.14, p.d * 1.2, 1.4)
    p.box(case, 0, 0.14, 0, w * 0.86, h - 0.36, p.d, 1.6)
    p.box(band, 0, h - 0.22, 0, w, 0.22, p.d * 1.1, 1.6)
    for s in (-1, 1):
        p.scene.quad(
            p.at(0, h * 0.68, s * (z + 0.006)),
            p.axes[0] * w * 0.3,
            p.axes[1] * h * 0.1,
            dark,
            edges=1.4,
        )
        x = s * w * 0.5
        p.limb(hose, (x, h * 0.75, 0), 0.025, (x + s * 0.12, h * 0.3, 0.1), 0.025)
        p.limb(hose, (x + s * 0.12, h * 0.3, 0.1), 0.025, (x + s * 0.02, h * 0.55, 0.16), 0.03)
    p.shine(0, h, 0.6, 0.4, 1.4)


def _hydrant(p: Place) -> None:
    iron = p.part(material="metal", trace=True)
    r, h = p.w * 0.34, p.h
    p.tube(iron, (0, 0, 0), r * 1.35, (0, h * 0.1, 0), r * 1.3)
    p.tube(iron, (0, h * 0.1, 0), r, (0, h * 0.66, 0), r)
    p.tube(iron, (0, h * 0.66, 0), r * 1.25, (0, h * 0.73, 0), r * 1.25)
    p.blob(iron, (0, h * 0.74, 0), (r, h * 0.18, r))
    p.limb(iron, (0, h * 0.9, 0), 0.04, (0, h * 0.98, 0), 0.035)
    for s in (-1, 1):
        p.tube(iron, (s * r * 0.9, h * 0.5, 0), r * 0.45, (s * r * 1.6, h * 0.5, 0), r * 0.42)


def _dumpster(p: Place) -> None:
    steel = p.part(material="metal")
    lid = p.part("lid", 0.12, "metal")
    w, h, d = p.w, p.h, p.d
    p.box(steel, 0, 0.12, 0, w, h * 0.74, d, 1.8)
    p.prism(
        lid,
        [
            (-d / 2, h * 0.98),
            (d / 2 + 0.04, h * 0.84),
            (d / 2 + 0.04, h * 0.88),
            (-d / 2, h * 1.03),
        ],
        0,
        w * 1.02,
        1.6,
    )
    for k in range(1, 5):
        x, z = -w / 2 + w * k / 5, d / 2 + 0.006
        p.line([(x, 0.16, z), (x, h * 0.8, z)], 1.5, 0.8)
    for sx in (-1, 1):
        p.box(steel, sx * (w / 2 + 0.06), h * 0.5, 0, 0.12, 0.14, d * 0.5, 1.3)
        for sz in (-1, 1):
            p.tube(
                lid,
                (sx * w * 0.4 - 0.04, 0.08, sz * d * 0.4),
                0.08,
                (sx * w * 0.4 + 0.04, 0.08, sz * d * 0.4),
                0.08,
            )


def _trash(p: Place) -> None:
    """A waste bin: ribbed, with a lid, or an office's basket."""
    part = p.part(material="metal", trace=True)
    r, h = p.w / 2, p.h
    p.tube(part, (0, 0, 0), r * 0.8, (0, h * 0.9, 0), r * 0.96)
    p.tube(part, (0, h * 0.9, 0), r, (0, h * 0.95, 0), r)
    p.tube(part, (0, h * 0.95, 0), r * 0.9, (0, h, 0), r * 0.4)
    for k in range(10):
        a = 2 * np.pi * k / 10
        c, s = np.cos(a), np.sin(a)
        p.line(
            [(r * 0.81 * c, 0.03, r * 0.81 * s), (r * 0.97 * c, h * 0.88, r * 0.97 * s)], 1.1, 0.7
        )


def _tyres(p: Place) -> None:
    rubber = p.part(tone=0.08, material="rubber", trace=True)
    r, step = p.w / 2, p.h / 4
    for k in range(4):
        x = 0.04 * (k % 2)
        p.limb(
            rubber, (x - 0.001, step * (k + 0.5), 0), r * 0.0 + 0.02, (x, step * (k + 0.5), 0), 0.02
        )
        p.tube(rubber, (x, step * k + 0.01, 0), r, (x, step * (k + 1) - 0.01, 0), r)
        p.ring((x, step * (k + 1), 0), r * 0.55, (0, 2), 1.6, 0.6)


def _bollard(p: Place) -> None:
    """An iron post with a round head."""
    iron = p.part(tone=0.2, material="metal", trace=True)
    r, h = p.w / 2, p.h
    p.tube(iron, (0, 0, 0), r * 0.9, (0, h * 0.12, 0), r * 0.7)
    p.tube(iron, (0, h * 0.12, 0), r * 0.62, (0, h * 0.8, 0), r * 0.5)
    p.blob(iron, (0, h * 0.86, 0), (r * 0.72, h * 0.15, r * 0.72))


def _drum(p: Place) -> None:
    """An oil drum with its ribs."""
    steel = p.part(material="metal", trace=True)
    r, h = p.w / 2, p.h
    p.tube(steel, (0, 0, 0), r * 0.96, (0, h, 0), r * 0.96)
    for y in (0.02, 0.34, 0.66, 0.96):
        p.tube(steel, (0, h * y, 0), r, (0, h * y + 0.03, 0), r)
        p.ring((0, h * y + 0.03, 0), r * 1.01, (0, 2), 1.2, 0.7, 21)
    p.ring((r * 0.4, h + 0.005, 0), 0.05, (0, 2), 1.2, 0.9)


FIXTURES: dict[str, Builder] = {
    "stove": _stove, "fridge": _fridge, "sink": _sink, "bathtub": _bathtub, "toilet": _toilet,
}  # fmt: skip
FIXTURE_WORDS: dict[str, Builder] = {
    "washing machine": _washer,
    "barbecue": _barbecue,
    "grill": _barbecue,
    "vending machine": _machine,
    "slot machine": _machine,
    "arcade machine": _machine,
    "pinball machine": _machine,
    "jukebox": _jukebox,
    "gas pump": _pump,
    "hydrant": _hydrant,
    "fire hydrant": _hydrant,
    "dumpster": _dumpster,
    "bin": _trash,
    "trash can": _trash,
    "garbage can": _trash,
    "tyre pile": _tyres,
    "oil drum": _drum,
    "bollard": _bollard,
    "drum": _drum,
}
