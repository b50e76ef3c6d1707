"""What stands outside: house fronts, trees, lamps, fences, stones, signs."""

from __future__ import annotations

import numpy as np

from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place, chance

__all__ = ["OUTDOORS", "OUTDOOR_WORDS", "letters"]


def _sign(p: Place) -> None:
    board = p.part(material="paper" if p.prop.tone > 0.5 else "wood")
    p.box(board, 0, 0, 0, p.w, p.h, p.d, 1.7)
    z = p.d / 2 + 0.01
    text = p.prop.text or ""
    if text:
        letters(p, text, p.w * 0.86, p.h * 0.6, z)
    else:
        for k, y in enumerate((0.35, 0.62)):
            p.line([(-p.w * 0.36, p.h * y, z), (p.w * (0.36 - 0.12 * k), p.h * y, z)], 2.0, 0.8)
    if p.night:
        p.scene.lamps.append((p.at(0, p.h / 2, 0.7), 0.4, 1.2))


def _parasol(p: Place) -> None:
    pole = p.part("pole", 0.3, "metal", trace=True)
    cloth = p.part(material="cloth", trace=True, soft=True)
    r = p.w / 2
    p.tube(pole, (0, 0, 0), 0.025, (0, p.h, 0), 0.02)
    p.tube(cloth, (0, p.h * 0.78, 0), r, (0, p.h * 0.98, 0), 0.02)
    for k in range(8):
        a = k * np.pi / 4
        p.line([(0, p.h * 0.985, 0), (r * np.cos(a), p.h * 0.785, r * np.sin(a))], 1.2, 0.7)


def _water(p: Place) -> None:
    """A sheet of water: waves thick along the near shore, a line of foam, glints further out."""
    part = p.part(material="water", trace=False, casts=False)
    y = max(p.h, 0.02)
    p.scene.quad(p.at(0, y, 0), p.axes[0] * p.w / 2, p.axes[2] * p.d / 2, part, edges=1.3)
    rng = chance(p)
    wide = min(p.w, 70.0)
    for _ in range(int(np.clip(p.w * p.d / 1.6, 16, 90))):
        away = p.d * rng.uniform(0.01, 0.98) if p.d < 30 else min(rng.exponential(14.0), p.d * 0.4)
        x, z = rng.uniform(-0.48, 0.48) * wide * (1 + away / 30), p.d / 2 - away
        size = rng.uniform(0.03, 0.1) * min(p.w, 14) * (1 + away / 20)
        bend = 0.05 + 0.004 * away
        points = [(x - size, y + 0.01, z), (x - size * 0.3, y + 0.01, z + bend)]
        points += [(x + size * 0.3, y + 0.01, z - bend), (x + size, y + 0.01, z)]
        p.line(points, 1.5, 0.7)
    if p.d > 30:
        steps = np.linspace(-0.5, 0.5, 40) * 80.0
        foam = [(float(x), y + 0.01, p.d / 2 + rng.uniform(-0.3, 0.1)) for x in steps]
        p.line(foam, 1.8, 0.8)
        p.line([(x, y + 0.01, z - 0.9 + rng.uniform(-0.2, 0.2)) for x, _, z in foam], 1.3, 0.6)


def _canopy(p: Place) -> None:
    """A flat roof on posts: a filling station's, or over a platform."""
    roof = p.part(tone=0.9, material="metal")
    post = p.part("post", 0.4, "metal")
    light = p.part("lights", 1.0 if p.night else 0.95, "lit", casts=False)
    w, h, d = p.w, p.h, p.d
    p.box(roof, 0, h - 0.6, 0, w, 0.6, d, 1.8)
    count = max(2, round(d / 5.0))
    for k in range(count):
        z = d * ((k + 0.5) / count - 0.5) * 0.9
        for x in (-0.24, 0.24) if w > 6 else (0.0,):
            p.box(post, x * w, 0, z, 0.3, h - 0.6, 0.3, 1.5)
            p.scene.quad(
                p.at(x * w * 0.6, h - 0.61, z + 0.7), p.axes[0] * 0.5, p.axes[2] * 0.3, light
            )
            p.shine(x * w, h - 0.8, z + 0.7, 0.9, 3.4)
    p.line([(-w / 2, h - 0.3, d / 2 + 0.01), (w / 2, h - 0.3, d / 2 + 0.01)], 2.6, 0.8)


OUTDOORS: dict[str, Builder] = {
    "sign": _sign, "parasol": _parasol, "water": _water,
    "pool": _water,
}  # fmt: skip
OUTDOOR_WORDS: dict[str, Builder] = {"canopy": _canopy, "platform canopy": _canopy}
