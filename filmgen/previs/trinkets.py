"""What pockets and desks hold: telephones, keys, jewels, watches, letters and cards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from filmgen.previs.outdoors import letters
from filmgen.previs.props import Builder, Place


def _flat(p: Place, y: float) -> Place:
    """The same thing seen from above: what faces the front is drawn on its upper side."""
    axes = np.stack([p.axes[0], -p.axes[2], p.axes[1]])
    return Place(p.scene, p.prop, p.owner, p.at(0, y, p.h / 2), axes, p.detail_px, p.night)


def _sheet(p: Place) -> float:
    """A sheet of paper, or a card; returns the height of its upper side."""
    high = max(p.h, 0.004)
    p.box(p.part(material="paper"), 0, 0, 0, p.w, high, p.d, 1.6)
    return high + 0.001


def _card(p: Place) -> None:
    y = _sheet(p)
    if p.detail_px < 30:
        return
    if p.prop.text:
        letters(_flat(p, y), p.prop.text, p.w * 0.8, p.d * 0.2, 0.002)
    for k in range(5):
        z = -p.d * 0.3 + k * p.d * 0.13
        p.line([(-p.w * 0.36, y, z), (p.w * (0.36 if k < 4 else 0.05), y, z)], 1.2, 0.6)


def _letter(p: Place) -> None:
    """Lines of handwriting between the creases of a folded sheet, signed; a seal at its foot."""
    y = _sheet(p)
    if p.detail_px < 30:
        return
    if p.prop.text:
        letters(_flat(p, y), p.prop.text, p.w * 0.8, p.d * 0.2, 0.002)
    p.line([(-p.w * 0.38, y, -p.d * 0.4), (-p.w * 0.12, y, -p.d * 0.4)], 1.3, 0.75)
    for k in range(8):
        z, end = -p.d * 0.3 + k * p.d * 0.075, (0.38 if k % 4 != 3 else 0.1)
        xs = np.linspace(-0.38, end, 26)
        hand = [(x * p.w, y, z + p.d * 0.010 * (i % 2)) for i, x in enumerate(xs)]
        p.line(hand, 1.1, 0.7)
    for z in (-0.17, 0.17):
        p.line([(-p.w / 2, y, z * p.d), (p.w / 2, y, z * p.d)], 0.8, 0.3)
    name = [(p.w * (0.05 + 0.035 * i), y, p.d * (0.37 + 0.03 * (-1) ** i)) for i in range(9)]
    p.line(name, 1.4, 0.8)
    seal = p.part("seal", 0.35, "paper", trace=True, casts=False)
    r = 0.075 * p.w
    p.tube(seal, (-p.w * 0.26, y, p.d * 0.38), r, (-p.w * 0.26, y + 0.003, p.d * 0.38), r)


def _envelope(p: Place) -> None:
    """Its back: the flap and the seams that meet under it."""
    y = _sheet(p)
    w, d = p.w / 2, p.d / 2
    p.line([(-w, y, -d), (0, y, d * 0.18), (w, y, -d)], 1.7, 0.9)
    for s in (-1, 1):
        p.line([(s * w, y, d), (s * w * 0.14, y, d * 0.02)], 1.2, 0.6)


def _birthday_card(p: Place) -> None:
    """A folded card: a border, and a cake with candles."""
    y = _sheet(p)
    if p.detail_px < 30:
        return
    w, d = p.w, p.d
    rim = [(-0.43, -0.44), (0.43, -0.44), (0.43, 0.44), (-0.43, 0.44), (-0.43, -0.44)]
    p.line([(a * w, y, b * d) for a, b in rim], 1.0, 0.6)
    fill = p.part("cake", 0.6, "paper", casts=False)
    p.scene.quad(p.at(0, y, 0.17 * d), p.axes[0] * 0.3 * w, p.axes[2] * 0.12 * d, fill, edges=1.4)
    ice = [((-0.3 + 0.075 * k) * w, y + 0.001, (0.11 + 0.03 * (k % 2)) * d) for k in range(9)]
    p.line(ice, 1.2, 0.8)
    for k in (-1, 0, 1):
        x = 0.16 * k * w
        p.line([(x, y, 0.05 * d), (x, y, -0.08 * d)], 2.2, 0.9)
        flame = [(0, -0.10), (0.02, -0.13), (0, -0.18), (-0.02, -0.13), (0, -0.10)]
        p.line([(x + a * w, y, b * d) for a, b in flame], 1.2, 0.85)
    p.line([(-0.24 * w, y, -0.31 * d), (0.24 * w, y, -0.31 * d)], 2.4, 0.75)
    p.line([(-w / 2, y - 0.002, d / 2 + 0.001), (w / 2, y - 0.002, d / 2 + 0.001)], 1.2, 0.8)


def _cell_phone(p: Place) -> None:
    """A slab of glass with rows of icons."""
    case = p.part(tone=0.1, material="metal", trace=True)
    w, h, d = p.w, max(min(p.h, 0.02), 0.012), p.d
    p.box(case, 0, 0, 0, w, h, d, 1.5)
    screen = p.part("screen", 0.9, "lit", casts=False)
    p.scene.quad(p.at(0, h + 0.002, 0), p.axes[0] * w * 0.44, p.axes[2] * d * 0.42, screen,
                 edges=0.9)  # fmt: skip
    if p.detail_px < 100:
        return
    y, r = h + 0.003, 0.075 * w
    for i in range(3):
        for k in range(4):
            x, z = (i - 1) * 0.26 * w, (-0.18 + 0.13 * k) * d
            icon = [(x - r, y, z - r), (x + r, y, z - r), (x + r, y, z + r), (x - r, y, z + r)]
            p.line([*icon, icon[0]], 1.1, 0.6)
    p.line([(-0.2 * w, y, -0.32 * d), (0.2 * w, y, -0.32 * d)], 2.4, 0.7)


def _phone(p: Place) -> None:
    """A desk telephone: sloping body, dial with its holes, cradle, handset, coiled cord."""
    w, h, d = p.w, p.h, p.d
    if h < 0.05 or w < 0.12:
        _cell_phone(p)
        return
    body = p.part(tone=0.3, material="metal")
    hand = p.part("handset", 0.22, "metal", trace=True, soft=True)
    face = p.part("dial", 0.93, "paper", trace=True, casts=False)
    hub = p.part("hub", 0.3, "metal", trace=True, casts=False)
    front, back = (0.5 * d, 0.20 * h), (-0.12 * d, 0.66 * h)
    ring = [(-0.5 * d, 0.0), (0.5 * d, 0.0), front, back, (-0.5 * d, 0.66 * h)]
    p.prism(body, ring, 0, 0.84 * w, edges=1.7)
    slope = np.array([front[0] - back[0], front[1] - back[1]])
    long = float(np.hypot(*slope))
    along = slope / long
    out = np.array([-along[1], along[0]]) * (1.0 if along[0] > 0 else -1.0)
    middle = np.array(front) * 0.52 + np.array(back) * 0.48
    r = min(0.44 * long, 0.34 * w)

    def on(x: float, t: float, lift: float) -> tuple[float, float, float]:
        z, y = middle + along * t + out * lift
        return x, float(y), float(z)

    p.tube(face, on(0, 0, 0.0), r, on(0, 0, 0.006), r)
    p.tube(hub, on(0, 0, 0.006), 0.4 * r, on(0, 0, 0.009), 0.38 * r)
    if p.detail_px > 60:
        for k in range(10):
            a = 2.2 + 0.55 * k
            x, t, small = 0.7 * r * np.cos(a), 0.7 * r * np.sin(a), 0.125 * r
            hole = [on(x + small * np.cos(b), t + small * np.sin(b), 0.008)
                    for b in np.linspace(0, 2 * np.pi, 8)]  # fmt: skip
            p.line(hole, 1.4, 0.95)
    y, z = 0.86 * h, -0.3 * d
    for s in (-1, 1):  # the cradle's horns, then what lies in them
        p.box(body, s * 0.2 * w, 0.64 * h, z, 0.07 * w, 0.17 * h, 0.2 * d, 1.3)
        p.limb(hand, (s * 0.41 * w, y, z), 0.07 * w, (s * 0.2 * w, y + 0.05 * h, z), 0.055 * w)
        p.tube(hand, (s * 0.42 * w, y - 0.20 * h, z), 0.105 * w, (s * 0.42 * w, y, z), 0.085 * w)
    p.limb(hand, (-0.22 * w, y + 0.05 * h, z), 0.055 * w, (0.22 * w, y + 0.05 * h, z), 0.055 * w)
    turns = np.linspace(0.0, 1.0, 60)
    cord = [
        (-0.45 * w - 0.010 * np.sin(44 * t), (0.55 - 0.53 * np.sin(np.pi * min(0.5, t))) * h,
         z + (0.55 * t) * d + 0.010 * np.cos(44 * t))
        for t in turns
    ]  # fmt: skip
    p.line(cord, 1.6, 0.9)


def _one_key(p: Place, part: int, at: tuple[float, float], turn: float, long: float) -> None:
    """A key that lies: ring of its bow, shaft with a collar, two wards; `at` is the bow (x, z)."""
    c, s, y = np.cos(turn), np.sin(turn), 0.05 * long

    def spot(along: float, aside: float) -> tuple[float, float, float]:
        return at[0] + long * (along * s + aside * c), y, at[1] + long * (along * c - aside * s)

    bow = [spot(0.15 * np.cos(a), 0.15 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 11)]
    for a, b in pairwise(bow):
        p.limb(part, a, 0.034 * long, b, 0.034 * long)
    p.limb(part, spot(0.17, 0.0), 0.036 * long, spot(0.83, 0.0), 0.032 * long)
    p.limb(part, spot(0.26, -0.045), 0.03 * long, spot(0.26, 0.045), 0.03 * long)
    for k, out in ((0.66, 0.14), (0.78, 0.17)):
        p.limb(part, spot(k, 0.0), 0.03 * long, spot(k, out), 0.03 * long)


def _key(p: Place) -> None:
    metal = p.part(tone=0.55, material="metal", trace=True)
    _one_key(p, metal, (0.0, -0.34 * p.d), 0.0, 0.98 * p.d)


def _keys(p: Place) -> None:
    """Three keys on a ring."""
    ring = [(0.02 * np.cos(a), 0.008, -p.d * 0.3 + 0.02 * np.sin(a))
            for a in np.linspace(0, 6.3, 13)]  # fmt: skip
    p.line(ring, 2.2, 0.95)
    for k, turn in enumerate((-0.5, 0.12, 0.75)):
        metal = p.part(("key", "second key", "third key")[k], (0.75, 0.4, 0.6)[k], "metal",
                       trace=True)  # fmt: skip
        x, z = 0.026 * np.sin(turn), -p.d * 0.3 + 0.026 * np.cos(turn)
        _one_key(p, metal, (x, z), turn, 0.62 * p.d)


def _ring(p: Place) -> None:
    """A band that stands, with a stone on top."""
    band = p.part("band", 0.8, "metal", trace=True)
    stone = p.part("stone", 0.97, "paper", trace=True)
    r = 0.36 * p.w
    at = [(r * np.cos(a), r + 0.006 + r * np.sin(a), 0) for a in np.linspace(0, 2 * np.pi, 17)]
    for a, b in pairwise(at):
        p.limb(band, a, 0.05 * p.w, b, 0.05 * p.w)
    top = 2 * r + 0.006
    p.tube(stone, (0, top, 0), 0.05 * p.w, (0, top + 0.16 * p.w, 0), 0.20 * p.w)
    p.tube(stone, (0, top + 0.16 * p.w, 0), 0.20 * p.w, (0, top + 0.22 * p.w, 0), 0.13 * p.w)
    for x in (-0.07, 0.07):
        p.line([(0, top, 0.02 * p.w), (x * p.w, top + 0.16 * p.w, 0.19 * p.w),
                (0.7 * x * p.w, top + 0.22 * p.w, 0.12 * p.w)], 1.0, 0.7)  # fmt: skip


def _watch(p: Place) -> None:
    """A wristwatch laid out flat: strap with holes and buckle, dial, hands, crown."""
    strap = p.part("strap", 0.3, "cloth")
    case = p.part("case", 0.75, "metal", trace=True)
    dial = p.part("dial", 0.97, "paper", trace=True, casts=False)
    w, h, d = p.w, p.h, p.d
    r = 0.5 * w
    for s in (-1, 1):
        p.box(strap, 0, 0, s * (0.25 * d + 0.2 * w), 0.56 * w, 0.3 * h, 0.5 * d - 0.4 * w, 1.4)
    for k in range(4):
        p.ring((0, 0.3 * h + 0.001, d * (0.3 + 0.05 * k)), 0.05 * w, (0, 2), 1.3, 0.9, corners=7)
    p.tube(case, (0, 0, 0), r, (0, h * 0.9, 0), 0.96 * r)
    p.tube(dial, (0, h * 0.9, 0), 0.82 * r, (0, h, 0), 0.82 * r)
    p.limb(case, (r, 0.5 * h, 0), 0.08 * w, (1.12 * r, 0.5 * h, 0), 0.08 * w)
    y = h + 0.001
    for k in range(12):
        c, s = np.cos(k * np.pi / 6), np.sin(k * np.pi / 6)
        p.line([(0.62 * r * c, y, 0.62 * r * s), (0.74 * r * c, y, 0.74 * r * s)], 1.4, 0.9)
    p.line([(0, y, 0), (0.3 * r, y, -0.24 * r)], 2.4, 0.95)
    p.line([(0, y, 0), (-0.14 * r, y, -0.58 * r)], 1.8, 0.95)


def _alarm_clock(p: Place) -> None:
    """Two bells over a round case on feet."""
    case = p.part(tone=0.35, material="metal", trace=True)
    dial = p.part("dial", 0.97, "paper", trace=True, casts=False)
    r, z = min(0.46 * p.w, 0.42 * p.h), 0.3 * p.d
    y = 0.1 * p.h + r
    p.tube(case, (0, y, -z), r, (0, y, z), r)
    p.tube(dial, (0, y, z), 0.86 * r, (0, y, z + 0.003), 0.86 * r)
    for s in (-1, 1):
        p.limb(case, (s * 0.6 * r, y - 0.7 * r, 0), 0.09 * r, (s * 0.8 * r, 0.01, 0), 0.07 * r)
        p.tube(case, (s * 0.5 * r, y + 0.9 * r, 0), 0.36 * r, (s * 0.62 * r, y + 1.16 * r, 0),
               0.14 * r)  # fmt: skip
    front = z + 0.006
    for k in range(12):
        c, s = np.cos(k * np.pi / 6), np.sin(k * np.pi / 6)
        p.line([(0.66 * r * c, y + 0.66 * r * s, front), (0.78 * r * c, y + 0.78 * r * s, front)],
               1.4, 0.9)  # fmt: skip
    p.line([(0, y, front), (0.32 * r, y + 0.26 * r, front)], 2.4, 0.95)
    p.line([(0, y, front), (-0.16 * r, y + 0.6 * r, front)], 1.8, 0.95)


def _necklace(p: Place) -> None:
    """A chain that lies in a loop, with a pendant."""
    gem = p.part("pendant", 0.5, "metal", trace=True)
    w, d = p.w / 2, p.d / 2
    loop = [(w * np.sin(a) * (0.9 + 0.08 * np.sin(3 * a)), 0.004, -0.1 * d - 0.85 * d * np.cos(a))
            for a in np.linspace(-2.9, 2.9, 40)]  # fmt: skip
    p.line(loop, 3.2, 0.95)
    p.tube(gem, (0, 0.0, 0.85 * d), 0.15 * w, (0, 0.006, 0.85 * d), 0.12 * w)
    p.ring((0, 0.007, 0.85 * d), 0.08 * w, (0, 2), 1.2, 0.8, corners=9)


def _coin(p: Place) -> None:
    disc = p.part(tone=0.75, material="metal", trace=True)
    r = p.w / 2
    p.tube(disc, (0, 0, 0), r, (0, p.h, 0), r)
    y = p.h + 0.001
    p.ring((0, y, 0), 0.84 * r, (0, 2), 1.1, 0.8, corners=19)
    head = [(0.1, 0.5), (-0.1, 0.3), (-0.3, 0.25), (-0.24, 0.05), (-0.34, -0.08), (-0.22, -0.3),
            (0.1, -0.5), (0.35, -0.3), (0.3, 0.1), (0.4, 0.5)]  # fmt: skip
    p.line([(a * r, y, b * r) for a, b in head], 1.3, 0.8)


TRINKETS: dict[str, Builder] = {"card": _card, "phone": _phone, "keys": _keys}
TRINKET_WORDS: dict[str, Builder] = {
    **dict.fromkeys(("letter", "telegram", "note"), _letter), "envelope": _envelope,
    "birthday card": _birthday_card,
    **dict.fromkeys(("cell phone", "cellphone", "mobile", "smartphone"), _cell_phone),
    "key": _key, "ring": _ring, "coin": _coin, "necklace": _necklace, "locket": _necklace,
    "watch": _watch, "alarm clock": _alarm_clock,
}  # fmt: skip
