"""Values of a picture at any sampling: tone by tone of its parts, air, sky and spotted blacks.

What is decided at half size (light, hatching, counterchange) is kept there; full size is only
ever made in strips of rows that fit a core's cache, straight into the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import StagedPanel
from filmgen.previs import dense
from filmgen.previs.dense import Dense
from filmgen.previs.heads import is_head
from filmgen.previs.scene import Part, Scene
from filmgen.previs.sets import is_night

Floats: TypeAlias = npt.NDArray[np.float32]

BLACK_TONE, BLACK_THING = 0.25, 0.16
"""Clothes and hair darker than this are spotted with solid ink; things from the second down."""
INKED = frozenset(["cloth", "hair", "rubber", "shoe", "metal", "bottle"])
SPOTTED = 0.42
"""Coverage of solid ink from which a pixel counts as black."""


def _is_black(part: Part) -> bool:
    limit = BLACK_TONE if 0 < part.owner < 100 else BLACK_THING
    return part.tone < limit and part.material in INKED


@dataclass(frozen=True)
class Palette:
    """Tables by part, float32 (parts + 1,); the last entry, index -1, is the sky.

    Attributes:
        fixed, lit: tone of what shines by itself, and of what takes light; one of them is 0.
        shine, body, lead, skin, flat, wall, soft, black, ground, face: 1 where so, else 0.
            `ground` is what counterchange may alter; `flat` are planes of the set; `face` is the
            skin of heads.
    """

    fixed: Floats
    lit: Floats
    shine: Floats
    body: Floats
    lead: Floats
    skin: Floats
    flat: Floats
    wall: Floats
    soft: Floats
    black: Floats
    ground: Floats
    face: Floats


PLANES = frozenset(["wall", "floor", "ground", "wood", "water"])


def palette(scene: Scene, sky_tone: float, heroes: set[int]) -> Palette:
    """Tables of a scene; `heroes` are the owners that the panel is about."""
    table = scene.parts

    def flags(chosen: list[bool], sky: bool = False) -> Floats:
        return np.array([*chosen, sky], np.float32)

    skin = flags([p.material == "skin" for p in table])
    shine = flags([p.material in ("lit", "pane") for p in table], True)
    body = flags([0 < p.owner < 100 for p in table])
    tones = np.array([p.tone for p in table] + [sky_tone], np.float32)
    tones = np.where(skin > 0, np.minimum(1.0, tones * 0.62 + 0.42), tones).astype(np.float32)
    return Palette(
        fixed=tones * shine,
        lit=tones * (1 - shine),
        shine=shine,
        body=body,
        lead=flags([p.owner in heroes for p in table]),
        skin=skin,
        flat=flags(
            [(p.owner == 0 and p.material in PLANES) or p.material == "front" for p in table]
        ),
        wall=flags([p.name.startswith(("wall", "ceiling")) for p in table]),
        soft=flags([p.soft for p in table]),
        black=flags([_is_black(p) for p in table]),
        ground=(1 - body) * (1 - shine) + np.eye(1, len(body), len(body) - 1, dtype=np.float32)[0],
        face=flags([p.material == "skin" and is_head(p) for p in table]),
    )


@dataclass(frozen=True)
class Values:
    """What the brush needs.

    Attributes:
        hatch: (h, w) half size, 0 to 1: form and cast shadow.
        deep: (h, w) half size: where a second direction of hatching goes.
        level: (h, w) half size, light that multiplies tones. rim: (h, w) or None, the least value
            on edges of figures turned to a light behind them.
        push: small or None, what counterchange adds to the ground.
        sky: (H, W) or None, brightness past everything.
        exposed: level of what is fully lit.
    """

    panel: StagedPanel
    palette: Palette
    hatch: Dense
    deep: Dense
    level: Dense
    rim: Dense | None
    push: Dense | None
    sky: Dense | None
    exposed: float


def paint(
    values: Values, index: Dense, depth: Dense, level: Dense, rim: Dense | None,
    push: Dense | None, sky: Dense | None,
) -> tuple[Dense, Dense | None]:  # fmt: skip
    """Brightness 0 to 1 and coverage of solid ink (None where there is none) of some pixels.

    Args:
        index: int64, parts, -1 for the sky. depth: metres, inf for the sky.
        level, rim, push, sky: of `values`, sampled at these pixels.
    """
    panel, table = values.panel, values.palette
    night = is_night(panel.light)
    value = dense.take(table.fixed, index) + dense.take(table.lit, index) * level
    if rim is not None:
        value = dense.maximum(value, rim * dense.take(table.body, index))
    if not panel.set_plan.interior:
        near, deep, most = (14.0, 90.0 if night else 70.0, 0.72)
        if panel.light.weather == "fog":
            near, deep, most = 4.0, 16.0, 0.9
        far = ((depth - near) * (1.0 / deep)).clip(0, most)
        if night:
            far = far * (1.0 - 0.7 * dense.take(table.shine, index))
        value = value + ((0.24 if night else 0.97) - value) * far
        if sky is not None:
            value = dense.where(index < 0, sky, value)
    if not night:  # by day the paper does the lighting: washes start late
        value = (value * 1.1 + 0.035).clip(0.0, 1.0)
    solid = None
    black = dense.take(table.black, index)
    if bool(black.any()):  # a black keeps a highlight on its lit side, as a brush would leave it
        if night:
            cover = (1.75 - 0.85 * level).clip(0.0, 1.0)
            if rim is not None:
                cover = cover * dense.floats(rim <= 0.3)
        else:
            cover = (1.45 - (0.85 / values.exposed) * level).clip(0.0, 1.0)
        solid = black * cover * (1.4 - depth * (1 / 40.0)).clip(0.3, 1.0)
    if push is not None:
        ground = dense.take(table.ground, index)
        if solid is not None:
            ground = ground * dense.floats(solid <= SPOTTED)
        value = value + push * ground
    return value, solid
