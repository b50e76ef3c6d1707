"""Streets of old: houses of rough stone with small windows and doors on steps, gas lamps."""

from __future__ import annotations

import numpy as np

from filmgen.previs.fronts import NEAR_PX, roof_of
from filmgen.previs.props import Builder, Place, chance

_STOREY_M = 2.6
STONES_PX = 460
"""Houses larger than this in the picture show stones within their walls."""


def _stone_house(p: Place) -> None:
    """Two or three low storeys under a steep roof; its ridge runs along the street, or across."""
    rng = chance(p)
    w, h, z = p.w, p.h, p.d / 2
    along = rng.uniform() < 0.65
    eaves = h * 0.66
    storeys = max(2, round(eaves / _STOREY_M))
    wall = p.part("front", p.prop.tone, "front")
    trim = p.part("trim", min(1.0, p.prop.tone + 0.22), "front", casts=False)
    if along:
        p.box(wall, 0, 0, 0, w, eaves, p.d, 1.7)
        roof_of(p, eaves)
    else:
        p.box(wall, 0, 0, 0, w, eaves, p.d, 1.7)
        gable = np.stack([p.at(-w / 2, eaves, 0), p.at(w / 2, eaves, 0), p.at(0, h - 0.12, 0)])
        p.scene.convex(gable, p.axes[2] * z, wall, edges=0.0)
        _slopes(p, eaves)
    step = eaves / storeys
    big = p.detail_px > 1.4 * NEAR_PX
    across = max(2, round(w / 1.9))
    door = int(rng.integers(0, across))
    for s in range(storeys):
        for k in range(across):
            x = -w / 2 + w * (k + 0.5) / across
            if s == 0 and k == door:
                _door(p, x, trim, big)
            elif rng.uniform() < 0.88:
                lit = p.night and rng.uniform() < 0.34
                _window(p, x, s * step + 0.56 * step, trim, lit, big, rng.uniform() < 0.4)
    if not along:
        _window(p, 0.0, eaves + 0.3 * (h - eaves), trim, False, big, False)
    if big:
        _stones(p, eaves, rng)


def _slopes(p: Place, eaves: float) -> None:
    """Two slabs of a roof whose gable faces the street."""
    tone = max(0.15, p.prop.tone - 0.34)
    roof = p.part("roof", 0.99 if p.scene.snow else tone, "paper" if p.scene.snow else "front")
    half, rise = p.w / 2, p.h - eaves
    for s in (-1.0, 1.0):
        ring = [(s * (half + 0.3), eaves - 0.3 * rise / half), (0.0, p.h), (0.0, p.h - 0.2),
                (s * (half + 0.3), eaves - 0.3 * rise / half - 0.2)]  # fmt: skip
        profile = np.stack([p.at(x, y, 0) for x, y in ring])
        p.scene.convex(profile, p.axes[2] * (p.d / 2 + 0.3), roof, edges=1.6)


def _door(p: Place, x: float, trim: int, big: bool) -> None:
    """Planks under a stone lintel, two steps before it."""
    z, sill = p.d / 2, 0.34
    leaf = p.part("door", max(0.1, p.prop.tone - 0.5), "front", casts=False)
    p.scene.quad(p.at(x, sill + 0.98, z + 0.03), p.axes[0] * 0.46, p.axes[1] * 0.98, leaf,
                 edges=1.5)  # fmt: skip
    p.box(trim, x, 0.0, z + 0.34, 1.3, sill / 2, 0.68, 1.3)
    p.box(trim, x, sill / 2, z + 0.18, 1.1, sill / 2, 0.36, 1.2)
    p.box(trim, x, sill + 1.97, z + 0.05, 1.36, 0.24, 0.14, 1.3)
    if not big:
        return
    for s in (-1, 1):
        p.box(trim, x + s * 0.56, sill, z + 0.04, 0.16, 1.97, 0.1, 1.1)
    for k in range(-1, 2):
        p.line([(x + 0.23 * k, sill, z + 0.05), (x + 0.23 * k, sill + 1.96, z + 0.05)], 1.0, 0.7)
    p.ring((x + 0.3, sill + 0.95, z + 0.06), 0.05, (0, 1), 1.6, 0.95, corners=9)


def _window(
    p: Place, x: float, y: float, trim: int, lit: bool, big: bool, shuttered: bool
) -> None:  # fmt: skip
    """A small casement of six panes, deep in the stone."""
    z, wide, high = p.d / 2, 0.36, 0.52
    tone = 0.97 if lit else (0.05 if p.night else 0.17)
    pane = p.part("pane", tone, "lit" if lit else "pane", casts=False)
    p.scene.quad(p.at(x, y, z + 0.03), p.axes[0] * wide, p.axes[1] * high, pane, edges=1.4)
    if not big:
        return
    p.box(trim, x, y - high - 0.1, z + 0.06, 2 * wide + 0.24, 0.1, 0.18, 1.1)
    p.box(trim, x, y + high, z + 0.02, 2 * wide + 0.3, 0.17, 0.06, 1.1)
    p.line([(x, y - high, z + 0.05), (x, y + high, z + 0.05)], 1.2, 0.85)
    for v in (-0.33, 0.33) if p.detail_px > STONES_PX else (0.1,):
        p.line([(x - wide, y + v * high, z + 0.05), (x + wide, y + v * high, z + 0.05)], 1.0, 0.8)
    if shuttered:
        leaf = p.part("shutter", max(0.1, p.prop.tone - 0.42), "front", casts=False)
        for s in (-1, 1):
            at = p.at(x + s * 1.55 * wide, y, z + 0.035)
            p.scene.quad(at, p.axes[0] * 0.46 * wide, p.axes[1] * high, leaf, edges=1.2)


def _stones(p: Place, eaves: float, rng: np.random.Generator) -> None:
    """Stones of uneven courses at the corners, and here and there in the wall."""
    z = p.d / 2 + 0.012
    for s in (-1, 1):
        edge = s * p.w / 2
        corner = []  # one line of the pen, in and out with every course
        for k in range(int(eaves / 0.42)):
            inner, y = edge - s * (0.52 if k % 2 else 0.3), 0.42 * k
            corner += [(inner, y, z), (inner, y + 0.42, z)]
        p.line(corner, 1.0, 0.55)
    if p.detail_px < STONES_PX:
        return
    for _ in range(5):
        x0, y0 = rng.uniform(-0.42, 0.16) * p.w, rng.uniform(0.02, 0.9) * eaves
        for row in range(2):
            x, y = x0 + rng.uniform(-0.15, 0.15), y0 + 0.29 * row
            course = [(x, y, z)]
            for _ in range(int(rng.integers(2, 4))):
                long = min(rng.uniform(0.32, 0.62), 0.48 * p.w - x)
                course += [(x, y + 0.29, z), (x + long, y + 0.29, z), (x + long, y, z)]
                x += long
            p.line(course, 0.8, 0.42)


def _lantern(p: Place, y: float, z: float) -> None:
    """A four-sided street lantern, wider at its top, with a cap and a finial."""
    iron = p.part("frame", 0.15, "metal", trace=True)
    glass = p.lamp("lantern", 0.92)
    low, high, tall = 0.12, 0.22, 0.5
    p.tube(iron, (0, y - 0.06, z), 0.05, (0, y, z), low)
    p.tube(glass, (0, y, z), low * 0.96, (0, y + tall, z), high * 0.96)
    p.tube(iron, (0, y + tall, z), high * 1.15, (0, y + tall + 0.18, z), 0.07)
    p.tube(iron, (0, y + tall + 0.18, z), 0.045, (0, y + tall + 0.3, z), 0.02)
    for k in range(6) if p.detail_px > 90 else ():
        a = k * np.pi / 3 + 0.3
        c, s = np.cos(a), np.sin(a)
        p.line([(low * c, y, z + low * s), (high * c, y + tall, z + high * s)], 1.8, 0.95)
    p.shine(0, y + 0.1, z, 1.2, 3.4)


def _gas_lamp(p: Place) -> None:
    """A cast post with a rung for the lamplighter's ladder."""
    iron = p.part(tone=0.14, material="metal", trace=True)
    top = p.h - 0.86
    p.tube(iron, (0, 0, 0), 0.17, (0, 0.22, 0), 0.14)
    p.tube(iron, (0, 0.22, 0), 0.10, (0, 0.9, 0), 0.075)
    p.tube(iron, (0, 0.9, 0), 0.085, (0, 0.97, 0), 0.085)
    p.tube(iron, (0, 0.97, 0), 0.055, (0, top, 0), 0.042)
    p.limb(iron, (-0.34, top - 0.22, 0), 0.022, (0.34, top - 0.22, 0), 0.022)
    _lantern(p, top + 0.06, 0.0)


def _wall_gas_lamp(p: Place) -> None:
    """The same lantern on a scrolled arm from a wall behind it, at its own height."""
    iron = p.part(tone=0.14, material="metal", trace=True)
    y = p.h - 0.86
    p.box(iron, 0, y - 0.5, -p.d / 2 + 0.02, 0.14, 0.5, 0.05, 1.2)
    p.limb(iron, (0, y - 0.05, -p.d / 2), 0.022, (0, y, 0.0), 0.022)
    p.limb(iron, (0, y - 0.45, -p.d / 2), 0.018, (0, y - 0.06, -0.12), 0.018)
    _lantern(p, y + 0.06, 0.0)


OLD_TOWN_WORDS: dict[str, Builder] = {
    "stone house": _stone_house, "gas lamp": _gas_lamp, "wall gas lamp": _wall_gas_lamp,
}  # fmt: skip
