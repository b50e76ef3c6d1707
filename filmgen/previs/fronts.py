"""House fronts: storeys of windows, doors, shops and roofs; cabins, halls, the backs of blocks."""

from __future__ import annotations

import numpy as np

from filmgen.previs.lettering import letters
from filmgen.previs.props import Builder, Place, chance

NEAR_PX = 240
SHOPS = ("BAKERY", "CAFE", "BOOKS", "HOTEL", "BANK", "FLOWERS", "TAILOR", "BAR", "RADIO", "DELI")


def _house_front(p: Place) -> None:
    """A building by its size: cottages with gables, town houses with cornices, tower blocks."""
    rng = chance(p)
    w, h, d = p.w, p.h, p.d
    storeys = max(1, round(h / 3.1))
    gable = h < 8 and rng.uniform() < (0.75 if storeys <= 2 else 0.25) and w < 14
    eaves = h * 0.68 if gable and storeys > 1 else h * (0.62 if gable else 1.0)
    wall = p.part("front", p.prop.tone, "front")
    trim = p.part("trim", min(1.0, p.prop.tone + 0.2), "front", casts=False)
    p.box(wall, 0, 0, 0, w, eaves, d, 1.7)
    if gable:
        roof_of(p, eaves)
        storeys = max(1, round(eaves / 3.1))
    else:
        p.box(trim, 0, h - 0.35, 0.12, w + 0.2, 0.35, d, 1.5)
        if p.scene.snow:
            white = p.part("snow", 0.99, "paper")
            p.box(white, 0, h, 0.12, w + 0.26, 0.22, d, 1.3)
        if storeys > 1:
            p.box(trim, 0, eaves / storeys - 0.12, 0.1, w, 0.18, d, 1.2)
        if rng.uniform() < 0.5:
            stack = p.part("chimney", max(0.2, p.prop.tone - 0.2), "front")
            p.box(stack, w * rng.uniform(-0.35, 0.35), h, -d * 0.2, 0.9, 1.3, 0.7, 1.3)
    shop = not gable and storeys > 2 and w < 11 and rng.uniform() < 0.55
    windows(p, eaves, storeys, trim, shop)
    _flanks(p, eaves, storeys)


def roof_of(p: Place, eaves: float, tone: float | None = None, along_front: bool = True) -> None:
    """A pitched roof with courses of tiles and a chimney; its ridge runs along the front."""
    w, h, z = p.w, p.h, p.d / 2
    roof = p.part("roof", max(0.15, p.prop.tone - 0.34) if tone is None else tone, "front")
    if p.scene.snow:
        roof = p.part("roof", 0.99, "paper")
    over = 0.35
    if along_front:
        profile = np.stack([p.at(0, eaves, z + over), p.at(0, h, 0), p.at(0, eaves, -z - over)])
        p.scene.convex(profile, p.axes[0] * (w / 2 + over), roof, edges=1.7)
        rows = 6 if p.detail_px > 100 else 3
        for k in range(1, rows):
            y = eaves + (h - eaves) * k / rows
            for s in (-1, 1):
                zz = s * ((z + over) * (1 - k / rows) + 0.02)
                p.line([(-w / 2 - over, y, zz), (w / 2 + over, y, zz)], 1.0, 0.45)
        stack = p.part("chimney", max(0.25, p.prop.tone - 0.15), "front")
        p.box(
            stack,
            w * 0.28,
            h - (h - eaves) * 0.45,
            -z * 0.2,
            0.7,
            (h - eaves) * 0.45 + 0.7,
            0.7,
            1.3,
        )
        return
    profile = np.stack([p.at(w / 2 + over, eaves, 0), p.at(0, h, 0), p.at(-w / 2 - over, eaves, 0)])
    p.scene.convex(profile, p.axes[2] * (z + over), roof, edges=1.7)


def _panes(p: Place) -> tuple[int, int]:
    return (
        p.part("lit pane", 0.97, "lit", casts=False),
        p.part("pane", 0.15 if not p.night else 0.05, "pane", casts=False),
    )


def windows(p: Place, eaves: float, storeys: int, trim: int, shop: bool) -> None:
    """Rows of windows with sills and bars, a door with steps, perhaps a shop on the ground."""
    rng = chance(p)
    w, z = p.w, p.d / 2
    big = p.detail_px > NEAR_PX
    step = eaves / storeys
    across = max(2, min(9, round(w / 2.1)))
    door_at = int(rng.integers(0, across))
    style = int(rng.integers(0, 4))
    glow, dark = _panes(p)
    leaf = p.part("door", max(0.12, p.prop.tone - 0.45), "front", casts=False)
    blind = p.part("blind", 0.9, "cloth", casts=False)
    for s in range(min(storeys, 14)):
        for k in range(across):
            x = -w / 2 + w * (k + 0.5) / across
            wide, high = min(0.5, w / across * 0.3), step * 0.27
            y = s * step + step * 0.52
            lit = p.night and rng.uniform() < 0.36
            if s == 0 and k == door_at:
                _door(p, x, step, z, leaf, trim, big)
                continue
            if s == 0 and shop:
                wide, high, y = w / across * 0.42, step * 0.33, step * 0.46
                lit = p.night and rng.uniform() < 0.7
            p.scene.quad(p.at(x, y, z + 0.03), p.axes[0] * wide, p.axes[1] * high,
                         glow if lit else dark, edges=1.3 if big or s < 2 else 0.9)  # fmt: skip
            if big and s < 5:
                _dressed(p, (x, y, z), wide, high, trim, style, shop and s == 0)
                if not shop and not lit and rng.uniform() < 0.3:
                    p.scene.quad(p.at(x, y + high * 0.55, z + 0.04), p.axes[0] * wide * 0.95,
                                 p.axes[1] * high * 0.42, blind)  # fmt: skip
            if lit and s == 0:
                p.scene.lamps.append((p.at(x, y, z + 0.8), 0.35, 1.8))
    if shop:
        _shop(p, step, rng)
    if big and style == 2 and storeys > 2:
        _balcony(p, step, across, z)


def _door(p: Place, x: float, step: float, z: float, leaf: int, trim: int, big: bool) -> None:
    high = min(step * 0.36, 1.12)
    p.scene.quad(p.at(x, high, z + 0.03), p.axes[0] * 0.5, p.axes[1] * high, leaf, edges=1.5)
    if not big:
        return
    p.box(trim, x, -0.02, z + 0.3, 1.6, 0.16, 0.7, 1.2)
    p.box(trim, x, 2 * high + 0.05, z + 0.1, 1.5, 0.12, 0.4, 1.3)
    for s in (-1, 1):
        p.box(trim, x + s * 0.58, 0, z + 0.04, 0.12, 2 * high, 0.12, 1.2)
        p.line([(x + s * 0.08, high * 0.3, z + 0.05), (x + s * 0.4, high * 0.3, z + 0.05),
                (x + s * 0.4, high * 1.7, z + 0.05), (x + s * 0.08, high * 1.7, z + 0.05),
                (x + s * 0.08, high * 0.3, z + 0.05)], 1.0, 0.6)  # fmt: skip
    p.line([(x + 0.36, high * 0.95, z + 0.06), (x + 0.42, high * 0.95, z + 0.06)], 3.0, 0.95)


def _dressed(
    p: Place, at: tuple[float, float, float], wide: float, high: float, trim: int, style: int,
    shop: bool,
) -> None:  # fmt: skip
    """Bars, sill, and by the house's style shutters, a lintel or a window box."""
    x, y, z = at
    p.line([(x, y - high, z + 0.05), (x, y + high, z + 0.05)], 1.1, 0.8)
    p.line([(x - wide, y + high * 0.2, z + 0.05), (x + wide, y + high * 0.2, z + 0.05)], 1.0, 0.8)
    if shop:
        return
    p.box(trim, x, y - high - 0.09, z + 0.08, wide * 2.4, 0.09, 0.2, 1.1)
    if style == 0:
        shutter = p.part("shutter", max(0.1, p.prop.tone - 0.4), "front", casts=False)
        for s in (-1, 1):
            p.scene.quad(p.at(x + s * wide * 1.45, y, z + 0.035), p.axes[0] * wide * 0.4,
                         p.axes[1] * high, shutter, edges=1.1)  # fmt: skip
    elif style == 1:
        p.box(trim, x, y + high + 0.02, z + 0.06, wide * 2.5, 0.14, 0.14, 1.1)
    elif style == 3:
        leaf = p.part("flowers", 0.4, "leaf", trace=True)
        p.blob(leaf, (x, y - high + 0.06, z + 0.16), (wide * 1.05, 0.13, 0.12))


def _balcony(p: Place, step: float, across: int, z: float) -> None:
    iron = p.part("balcony", 0.12, "metal")
    x = -p.w / 2 + p.w * (across // 2 + 0.5) / across
    y = step * 1.06
    p.box(iron, x, y, z + 0.4, 2.2, 0.08, 0.8, 1.3)
    p.box(iron, x, y + 0.9, z + 0.78, 2.2, 0.05, 0.04, 1.3)
    for k in range(12):
        xx = x - 1.1 + 2.2 * k / 11
        p.line([(xx, y, z + 0.78), (xx, y + 0.9, z + 0.78)], 1.2, 0.85)


def _shop(p: Place, step: float, rng: np.random.Generator) -> None:
    """An awning or a lettered board over the shop windows."""
    z = p.d / 2
    name = SHOPS[int(rng.integers(0, len(SHOPS)))]
    board = p.part("board", 0.14 if p.prop.tone > 0.5 else 0.92, "front", casts=False)
    p.scene.quad(
        p.at(0, step * 0.9, z + 0.05),
        p.axes[0] * p.w * 0.46,
        p.axes[1] * step * 0.085,
        board,
        edges=1.4,
    )
    if p.detail_px > 90:
        sign = p.part("letters", 0.97, "paper", casts=False)
        p.scene.quad(
            p.at(0, step * 0.9, z + 0.056), p.axes[0] * p.w * 0.24, p.axes[1] * step * 0.065, sign
        )
        letters(p, name, p.w * 0.42, step * 0.11, z + 0.07, y=step * 0.9)
    if rng.uniform() < 0.6:
        awning = p.part("awning", 0.9 if p.prop.tone < 0.6 else 0.3, "cloth")
        ring = ((0.82, 0.0), (0.66, 1.15), (0.63, 1.15), (0.76, 0.0))
        profile = np.stack([p.at(0, step * y, z + out) for y, out in ring])
        p.scene.convex(profile, p.axes[0] * p.w * 0.45, awning, edges=1.5)
        stripes = 12 if p.detail_px > 90 else 5
        for k in range(1, stripes):
            x = (-0.45 + 0.9 * k / stripes) * p.w
            p.line(
                [
                    (x, step * 0.825, z + 0.02),
                    (x, step * 0.665, z + 1.15),
                    (x, step * 0.63, z + 1.16),
                ],
                1.2,
                0.7,
            )


def _flanks(p: Place, eaves: float, storeys: int) -> None:
    """A few windows on the sides, where a corner is seen."""
    if p.detail_px < 360 or p.d < 3.5:
        return
    glow, dark = _panes(p)
    rng = chance(p)
    step = eaves / storeys
    for s in (-1, 1):
        for k in range(min(storeys, 5)):
            for z in (-0.22, 0.22) if p.d > 5 else (0.0,):
                lit = p.night and rng.uniform() < 0.3
                p.scene.quad(
                    p.at(s * (p.w / 2 + 0.03), step * (k + 0.52), z * p.d),
                    p.axes[2] * 0.42,
                    p.axes[1] * step * 0.24,
                    glow if lit else dark,
                    edges=1.2,
                )


def _brick(p: Place) -> None:
    """The back of a block: brick, few barred windows, a service door."""
    rng = chance(p)
    wall = p.part("front", p.prop.tone, "front")
    trim = p.part("trim", min(1.0, p.prop.tone + 0.2), "front", casts=False)
    w, h, z = p.w, p.h, p.d / 2
    p.box(wall, 0, 0, 0, w, h, p.d, 1.7)
    p.box(trim, 0, h - 0.25, 0.08, w + 0.1, 0.25, p.d, 1.4)
    glow, dark = _panes(p)
    steel = p.part("door", 0.2, "metal", casts=False)
    for s in range(1, 4):
        for k in (-0.28, 0.06, 0.36):
            if rng.uniform() < 0.3:
                continue
            lit = p.night and rng.uniform() < 0.3
            x, y = k * w, s * 3.0 + 1.1 - 1.5 * (s == 1) * 0
            p.scene.quad(
                p.at(x, y, z + 0.03),
                p.axes[0] * 0.5,
                p.axes[1] * 0.75,
                glow if lit else dark,
                edges=1.3,
            )
            p.box(trim, x, y - 0.87, z + 0.06, 1.2, 0.1, 0.14, 1.0)
            p.line([(x, y - 0.75, z + 0.05), (x, y + 0.75, z + 0.05)], 1.0, 0.7)
    x = rng.uniform(-0.3, 0.3) * w
    p.scene.quad(p.at(x, 1.05, z + 0.03), p.axes[0] * 0.5, p.axes[1] * 1.05, steel, edges=1.5)
    p.box(trim, x, 2.2, z + 0.2, 1.3, 0.1, 0.5, 1.2)
    bricks(p, w, min(h, 6.0), z + 0.01, rng)


def bricks(p: Place, w: float, h: float, z: float, rng: np.random.Generator) -> None:
    """Patches of brickwork on a front, as a pen suggests a wall."""
    if p.detail_px < NEAR_PX:
        return
    for _ in range(9):
        x0, y0 = rng.uniform(-0.46, 0.3) * w, rng.uniform(0.05, 0.9) * h
        for row in range(3):
            y = y0 + 0.17 * row
            a = x0 + rng.uniform(-0.2, 0.2)
            b = min(a + rng.uniform(0.6, 1.4), w / 2)
            p.line([(a, y, z), (b, y, z)], 1.0, 0.55)
            for x in np.arange(a + 0.2 + 0.15 * (row % 2), b, 0.4):
                p.line([(x, y, z), (x, y + 0.17, z)], 0.9, 0.5)


def _planks(p: Place, high: float, z: float, step: float = 0.28) -> None:
    """Weatherboards on the front and the flanks."""
    if p.detail_px < NEAR_PX:
        return
    for y in np.arange(step, high, step):
        p.line([(-p.w / 2, y, z), (p.w / 2, y, z)], 1.0, 0.5)
        for s in (-1, 1):
            x = s * (p.w / 2 + 0.01)
            p.line([(x, y, -p.d / 2), (x, y, p.d / 2)], 1.0, 0.45)


def _wooden(p: Place) -> None:
    """A cabin, shack or cottage of boards: door, window, stove pipe, porch."""
    w, h, z = p.w, p.h, p.d / 2
    wall = p.part("front", p.prop.tone, "front")
    trim = p.part("trim", min(1.0, p.prop.tone + 0.25), "front", casts=False)
    eaves = h * 0.66
    p.box(wall, 0, 0, 0, w, eaves, p.d, 1.7)
    roof_of(p, eaves, 0.25)
    _planks(p, eaves, z + 0.012)
    leaf = p.part("door", 0.18, "front", casts=False)
    glow, dark = _panes(p)
    high = min(1.0, eaves * 0.46)
    p.scene.quad(
        p.at(w * 0.14, high, z + 0.03), p.axes[0] * 0.45, p.axes[1] * high, leaf, edges=1.6
    )
    for x in (-0.28, 0.38) if w > 4 else (-0.24,):
        at = p.at(x * w, eaves * 0.56, z + 0.03)
        p.scene.quad(at, p.axes[0] * 0.45, p.axes[1] * 0.42, glow if p.night else dark, edges=1.5)
        p.line(
            [(x * w, eaves * 0.56 - 0.42, z + 0.05), (x * w, eaves * 0.56 + 0.42, z + 0.05)],
            1.2,
            0.9,
        )
        p.line(
            [(x * w - 0.45, eaves * 0.56, z + 0.05), (x * w + 0.45, eaves * 0.56, z + 0.05)],
            1.2,
            0.9,
        )
        if p.night:
            p.scene.lamps.append((p.at(x * w, eaves * 0.5, z + 0.8), 0.45, 1.8))
    p.box(trim, w * 0.14, 0, z + 0.35, 1.4, 0.14, 0.7, 1.3)
    for s in (-1, 1):
        p.box(trim, s * w * 0.49, 0, z + 0.01, 0.14, eaves, 0.14, 1.2)


def _warehouse(p: Place) -> None:
    """A hall of sheet metal with a roller door."""
    w, h, z = p.w, p.h, p.d / 2
    wall = p.part("front", p.prop.tone, "front")
    dark = p.part("door", 0.3, "metal", casts=False)
    pane = p.part("pane", 0.14, "pane", casts=False)
    eaves = h * 0.78
    ring = [(-w / 2, 0.0), (-w / 2, eaves), (0.0, h), (w / 2, eaves), (w / 2, 0.0)]
    p.scene.convex(np.stack([p.at(x, y, 0) for x, y in ring]), p.axes[2] * z, wall, edges=1.8)
    dw, dh = min(w * 0.3, 4.0), min(eaves * 0.6, 3.8)
    p.scene.quad(
        p.at(-w * 0.12, dh / 2, z + 0.03), p.axes[0] * dw / 2, p.axes[1] * dh / 2, dark, edges=1.8
    )
    for k in range(1, 9):
        p.line(
            [
                (-w * 0.12 - dw / 2, dh * k / 9, z + 0.05),
                (-w * 0.12 + dw / 2, dh * k / 9, z + 0.05),
            ],
            1.0,
            0.7,
        )
    for k in range(5):
        x = -w * 0.4 + k * w * 0.2
        p.scene.quad(
            p.at(x, eaves * 0.84, z + 0.03),
            p.axes[0] * w * 0.075,
            p.axes[1] * 0.35,
            pane,
            edges=1.3,
        )
    p.scene.quad(p.at(w * 0.24, 1.05, z + 0.03), p.axes[0] * 0.5, p.axes[1] * 1.05, dark, edges=1.5)
    if p.detail_px > NEAR_PX:
        for x in np.arange(-w / 2 + 0.5, w / 2, 0.7):
            p.line([(x, eaves * 0.66, z + 0.012), (x, eaves * 0.76, z + 0.012)], 0.9, 0.5)
        letters(p, "No 7", 2.4, 0.6, z + 0.05, y=eaves * 0.68)
    _sign_lamp(p, -w * 0.12, dh + 0.5, z)


def _sign_lamp(p: Place, x: float, y: float, z: float) -> None:
    lamp = p.lamp("lamp", 0.85)
    p.blob(lamp, (x, y, z + 0.35), (0.16, 0.1, 0.16))
    p.line([(x, y + 0.2, z), (x, y + 0.1, z + 0.35)], 1.6, 0.9)
    p.shine(x, y - 0.2, z + 0.6, 0.9, 2.6)


def _shop_hall(p: Place) -> None:
    """A filling station's or supermarket's front: glass under a lettered fascia."""
    w, h, z = p.w, p.h, p.d / 2
    wall = p.part("front", p.prop.tone, "front")
    fascia = p.part("fascia", 0.2, "front")
    glass = p.part("pane", 0.96 if p.night else 0.2, "lit" if p.night else "pane", casts=False)
    leaf = p.part("door", 0.9 if p.night else 0.3, "lit" if p.night else "pane", casts=False)
    p.box(wall, 0, 0, 0, w, h, p.d, 1.7)
    p.box(fascia, 0, h * 0.74, 0.16, w + 0.3, h * 0.26, p.d, 1.7)
    count = max(3, round(w / 2.2))
    for k in range(count):
        x = -w / 2 + w * (k + 0.5) / count
        door = k == count // 2
        p.scene.quad(
            p.at(x, h * (0.34 if door else 0.40), z + 0.03),
            p.axes[0] * w / count * 0.43,
            p.axes[1] * h * (0.33 if door else 0.26),
            leaf if door else glass,
            edges=1.5,
        )
        p.line([(x, h * 0.08, z + 0.05), (x, h * 0.66, z + 0.05)], 1.1, 0.8)
    text = "GAS" if p.prop.word == "station shop" else "MARKET"
    board = p.part("board", 0.97, "lit" if p.night else "paper", casts=False)
    p.scene.quad(
        p.at(0, h * 0.87, z + 0.27), p.axes[0] * w * 0.2, p.axes[1] * h * 0.09, board, edges=1.3
    )
    letters(p, text, w * 0.36, h * 0.14, z + 0.29, y=h * 0.87)
    p.shine(0, h * 0.5, z + 1.6, 0.9, 3.4)


FRONTS: dict[str, Builder] = {
    "house front": _house_front, "brick block": _brick, "shack": _wooden, "cabin": _wooden,
    "hut": _wooden, "cottage": _wooden, "roof hut": _wooden, "warehouse": _warehouse,
    "station shop": _shop_hall, "supermarket": _shop_hall,
}  # fmt: skip
FRONT_WORDS: dict[str, Builder] = {
    "brick block": _brick, "shack": _wooden, "cabin": _wooden, "hut": _wooden, "cottage": _wooden,
    "roof hut": _wooden, "warehouse": _warehouse, "station shop": _shop_hall,
    "supermarket": _shop_hall,
}  # fmt: skip
