"""Flowers in vases and plants in pots: blooms and leaves that read at any size."""

from __future__ import annotations

import numpy as np

from filmgen.previs.props import Builder, Place, chance
from filmgen.previs.scene import upright


def _leaf(
    p: Place, part: int, foot: tuple[float, float, float], tip: tuple[float, float, float],
    broad: float,
) -> None:  # fmt: skip
    """A blade from foot to tip, `broad` metres at its broadest, with its midrib."""
    start, end = p.at(*foot), p.at(*tip)
    along = end - start
    long = float(np.linalg.norm(along))
    flat = np.cross(along, [0.0, 1.0, 0.0])
    axes = upright(along / long, flat if float(flat @ flat) > 1e-8 else None)
    p.scene.ellipsoid((start + end) / 2, axes, (broad / 2, long / 2, 0.12 * broad), part)
    if p.detail_px > 140:
        p.line([foot, tuple(0.85 * b + 0.15 * a for a, b in zip(foot, tip, strict=True))],
               1.0, 0.6)  # fmt: skip


def _bunch(p: Place, foot: float, wide: float) -> None:
    """Tulips over their leaves, from `foot` metres up to the full height."""
    stem = p.part("stem", 0.42, "leaf", trace=True)
    pale = p.part("bloom", 0.95, "paper", trace=True, soft=True)
    dark = p.part("dark bloom", 0.5, "cloth", trace=True, soft=True)
    h, r = p.h, 0.085 * (p.h - foot) + 0.10 * wide
    for k, (out, up) in enumerate(
        ((0.0, 1.0), (0.62, 0.90), (0.66, 0.86), (0.64, 0.93), (0.7, 0.82), (0.6, 0.88))
    ):
        a = 0.5 + 1.2566 * k
        x, z = out * (wide - r) * np.cos(a), out * (wide - r) * np.sin(a)
        low = foot + (h - foot) * up - 2.3 * r
        p.limb(stem, (0.15 * x, foot, 0.15 * z), 0.1 * r, (x, low, z), 0.1 * r)
        bloom = dark if k % 3 == 1 else pale
        p.limb(bloom, (x, low + 0.35 * r, z), 0.5 * r, (x, low + 1.2 * r, z), 0.82 * r)
        p.tube(bloom, (x, low + 1.2 * r, z), 0.82 * r, (x, low + 2.3 * r, z), 0.55 * r)
        if p.detail_px > 90:
            for b in (0.4, 1.9, 3.5, 5.2):
                c, s = np.cos(b), np.sin(b)
                petal = [(x + 0.55 * r * c, low + 0.1 * r, z + 0.55 * r * s),
                         (x + 0.88 * r * c, low + 1.1 * r, z + 0.88 * r * s),
                         (x + 0.58 * r * c, low + 2.3 * r, z + 0.58 * r * s)]  # fmt: skip
                p.line(petal, 1.2, 0.8)
    for k in range(5):
        a = 1.1 + 1.2566 * k
        c, s = np.cos(a), np.sin(a)
        tip = (0.85 * wide * c, foot + (0.42 + 0.08 * (k % 2)) * (h - foot), 0.85 * wide * s)
        _leaf(p, stem, (0.04 * c, foot, 0.04 * s), tip, 0.34 * wide)


def _flowers(p: Place) -> None:
    """A vase of tulips; a small bunch for a hand."""
    w, h = p.w, p.h
    if h <= 0.2:
        _bunch(p, 0.0, 0.5 * w)
        return
    vase = p.part("vase", 0.88, "paper", trace=True, soft=True)
    p.tube(vase, (0, 0, 0), 0.16 * w, (0, 0.03 * h, 0), 0.14 * w)
    p.limb(vase, (0, 0.14 * h, 0), 0.22 * w, (0, 0.20 * h, 0), 0.20 * w)
    p.tube(vase, (0, 0.22 * h, 0), 0.17 * w, (0, 0.40 * h, 0), 0.12 * w)
    p.tube(vase, (0, 0.40 * h, 0), 0.12 * w, (0, 0.43 * h, 0), 0.17 * w)
    _bunch(p, 0.42 * h, 0.5 * w)


def _plant(p: Place) -> None:
    """Broad leaves arching from a pot with a rim."""
    rng = chance(p)
    pot = p.part("pot", 0.62, "wall", trace=True)
    tones = (p.prop.tone + 0.16, p.prop.tone)
    leaves = [p.part(f"leaf {k}", tone, "leaf", trace=True, soft=True)
              for k, tone in enumerate(tones)]  # fmt: skip
    w, h = p.w, p.h
    p.tube(pot, (0, 0, 0), w * 0.2, (0, h * 0.27, 0), w * 0.29)
    p.tube(pot, (0, h * 0.25, 0), w * 0.32, (0, h * 0.31, 0), w * 0.32)
    for k in range(12):
        a = k * 2.39996 + rng.uniform(-0.2, 0.2)
        high = 1.0 - 0.055 * k
        out = (0.12 + 0.034 * k) * w
        c, s = np.cos(a), np.sin(a)
        foot = (0.25 * out * c, h * (0.31 + 0.34 * (high - 0.35)), 0.25 * out * s)
        tip = (out * c, h * high * rng.uniform(0.94, 1.0), out * s)
        p.line([(0, h * 0.31, 0), foot], 1.6, 0.85)
        _leaf(p, leaves[k % 2], foot, tip, 0.24 * w)


POTTED: dict[str, Builder] = {"flowers": _flowers, "plant": _plant}
