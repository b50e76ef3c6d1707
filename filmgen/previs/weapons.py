"""Weapons: in hands they are held by the grip, on furniture they lie on their side."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from filmgen.previs.props import Builder, Place

_STEEL = 0.26
"""Light enough that the lines on it are seen."""


def lying(builder: Builder) -> Builder:
    """A thing that is built upright, tipped over onto its side: its height lies across."""

    def build(p: Place) -> None:
        across, thick, long = p.prop.size_m
        tipped = replace(p.prop, size_m=(thick, across, long))
        axes = np.stack([p.axes[1], -p.axes[0], p.axes[2]])
        origin = p.at(across / 2, thick / 2, 0.0)
        builder(replace(p, prop=tipped, origin=origin, axes=axes))

    return build


def _gun(p: Place) -> None:
    """A pistol: slide, frame, raked grip, guard and trigger; its muzzle at +z."""
    steel = p.part(tone=_STEEL, material="metal")
    grip = p.part("grip", 0.14, "wood")
    guard = p.part("guard", _STEEL, "metal", trace=True)
    w, h, d = min(max(p.w, 0.028), 0.04), p.h, p.d
    p.box(steel, 0, h * 0.72, 0, w * 0.8, h * 0.28, d, 1.5)
    p.box(steel, 0, h * 0.58, -d * 0.06, w * 0.7, h * 0.14, d * 0.76, 1.3)
    raked = [(-d * 0.5, 0.0), (-d * 0.24, 0.0), (-d * 0.14, h * 0.6), (-d * 0.44, h * 0.6)]
    p.prism(grip, raked, 0, w, edges=1.5)
    loop = [(-0.13, 0.58), (-0.10, 0.34), (0.06, 0.33), (0.13, 0.42), (0.14, 0.58)]
    for (a, b), (c, e) in pairwise(loop):
        p.limb(guard, (0, b * h, a * d), 0.0045, (0, e * h, c * d), 0.0045)
    p.limb(guard, (0, h * 0.57, d * 0.02), 0.004, (0, h * 0.42, -d * 0.01), 0.0035)
    p.box(steel, 0, h, d * 0.44, 0.006, 0.006, 0.012, 1.0)
    for s in (-1, 1):
        x = s * (w * 0.4 + 0.001)
        for k in range(5):
            z = d * (-0.46 + 0.028 * k)
            p.line([(x, h * 0.76, z), (x, h * 0.97, z)], 1.2, 0.9)
        port = [(0.02, 0.98), (0.02, 0.85), (0.2, 0.85), (0.2, 0.98)]
        p.line([(x, y * h, z * d) for z, y in port], 1.2, 0.9)
        p.line([(x, h * 0.72, -d / 2), (x, h * 0.72, d / 2)], 1.3, 0.9)


def _rifle(p: Place) -> None:
    steel = p.part(tone=0.1, material="metal", trace=True)
    wood = p.part("stock", 0.35, "wood")
    h, d = p.h, p.d
    y = h * 0.7
    p.tube(steel, (0, y, -d * 0.05), 0.016, (0, y, d / 2), 0.012)
    p.box(steel, 0, y - 0.04, -d * 0.1, 0.045, 0.07, d * 0.26, 1.3)
    stock = [(-d / 2, 0.0), (-d / 2, h * 0.6), (-d * 0.2, y + 0.01), (-d * 0.2, y - 0.05)]
    p.prism(wood, stock, 0, 0.045)
    p.limb(wood, (0, y - 0.03, d * 0.02), 0.025, (0, y - 0.025, d * 0.25), 0.02)
    p.limb(wood, (0, y - 0.04, -d * 0.16), 0.02, (0, h * 0.2, -d * 0.22), 0.018)
    p.tube(steel, (0, y + 0.06, -d * 0.14), 0.02, (0, y + 0.06, d * 0.06), 0.02)


def _knife(p: Place) -> None:
    """A broad blade with a curved edge, a bolster, a riveted grip."""
    steel = p.part("blade", 0.92, "metal")
    grip = p.part("grip", 0.2, "wood")
    d, y = p.d, max(p.h / 2, 0.008)
    broad = 0.085 * d
    blade = [(-0.1, -1.0), (0.28, -1.0), (0.4, -0.7), (0.5, 0.45), (-0.1, 0.6)]
    p.prism(steel, [(a * d, y + b * broad) for a, b in blade], 0, 0.004, edges=1.5)
    handle = [(-0.5, -0.55), (-0.44, -0.75), (-0.12, -0.5), (-0.12, 0.6), (-0.46, 0.6)]
    p.prism(grip, [(a * d, y + b * broad) for a, b in handle], 0, 0.016, edges=1.5)
    p.box(steel, 0, y - 0.6 * broad, -0.11 * d, 0.018, 1.25 * broad, 0.02 * d, 1.2)
    for s in (-1, 1):
        for z in (-0.4, -0.3, -0.2):
            p.ring((s * 0.0085, y, z * d), 0.0035, (1, 2), 1.4, 0.9, corners=7)
        edge = [(s * 0.0025, y + b * broad, a * d) for a, b in ((-0.1, -0.6), (0.28, -0.62),
                                                               (0.44, 0.1))]  # fmt: skip
        p.line(edge, 0.9, 0.5)


def _sword(p: Place) -> None:
    steel = p.part("blade", 0.85, "metal", trace=True)
    grip = p.part("grip", 0.15, "wood", trace=True)
    d, y = p.d, 0.03
    p.tube(steel, (0, y, -d * 0.28), 0.018, (0, y, d / 2), 0.006, squash=0.5)
    p.limb(grip, (0, y, -d * 0.5), 0.018, (0, y, -d * 0.3), 0.016)
    p.limb(grip, (-0.08, y, -d * 0.28), 0.012, (0.08, y, -d * 0.28), 0.012)


WEAPONS: dict[str, Builder] = {"gun": _gun, "rifle": _rifle, "knife": _knife, "sword": _sword}
_LYING_GUN, _LYING_KNIFE = lying(_gun), lying(_knife)
WEAPON_WORDS: dict[str, Builder] = {
    **dict.fromkeys(("gun", "pistol", "revolver", "handgun", "beretta", "glock", "weapon",
                     "firearm", "nine millimeter"), _LYING_GUN),
    **dict.fromkeys(("knife", "dagger", "blade", "scalpel", "switchblade"), _LYING_KNIFE),
}  # fmt: skip
