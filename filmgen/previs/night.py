"""Night as a storyboard artist lays it: a dark field, pools of light, faces lightest of all.

Three values carry the picture: set and sky fall to dark, ground and things near the light stay
in the middle, subjects are lit from one side with one shadow shape and a rim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import basis
from filmgen.blocking.model import SetPlan, StagedPanel
from filmgen.previs import dense
from filmgen.previs.dense import Dense
from filmgen.previs.light import Terms
from filmgen.previs.raycast import View
from filmgen.previs.scene import Lamp

Array: TypeAlias = npt.NDArray[np.float64]

LIT, SHADE = 1.06, 0.46
"""Levels of a subject's lit and shadow side; the face of another figure is `EXTRA` of them."""
EXTRA = 0.72
POOL = 1.5
"""Level in the middle of a lamp's pool: it burns mid tones to paper."""
OVERCAST = frozenset(["rain", "storm", "snow", "fog"])


@dataclass(frozen=True)
class Night:
    """Levels at half size, float32 (h, w): `level` multiplies tones; `shape` is 1 in the shadow
    shape of figures; `rim` is the least value on their lit edges.
    """

    level: Dense
    shape: Dense
    rim: Dense


def lamps_of(plan: SetPlan, lamps: list[Lamp], panel: StagedPanel) -> list[Lamp]:
    """The lamps that light a night, at most a dozen; a room without one gets one at its middle."""
    if plan.interior and not any(strength > 0.6 and reach > 1 for _, strength, reach in lamps):
        wide = 0.42 * max(plan.width_m, plan.depth_m)
        place = np.array([0.0, max(1.8, plan.height_m - 0.5), 0.0])
        lamps = [*lamps, (place, 1.05, min(max(1.6, wide), 3.2))]
    if plan.interior:  # a lamp at the ceiling lights its room, however large
        least = 0.3 * max(plan.width_m, plan.depth_m)
        lamps = [
            (place, strength, max(reach, min(least, 3.4)) if place[1] > 1.6 else reach)
            for place, strength, reach in lamps
        ]
    eye = np.asarray(panel.camera.position)
    aim = np.asarray(panel.camera.target)

    def rank(lamp: Lamp) -> float:
        place, strength, reach = lamp
        near = min(float(np.linalg.norm(place - eye)), float(np.linalg.norm(place - aim)))
        return -strength * reach / (3.0 + near)

    return sorted(lamps, key=rank)[:12]


def smoothstep(low: float, high: float, value: Dense) -> Dense:
    t = ((value - low) * (1.0 / (high - low))).clip(0, 1)
    return t * t * (3 - 2 * t)


def leading(panel: StagedPanel) -> list[int]:
    """Indices of the figures that the panel is about: its subjects, or all of them."""
    chosen = [i for i, f in enumerate(panel.figures) if f.name in panel.subjects]
    return chosen or list(range(len(panel.figures)))


def stage_pool(panel: StagedPanel, view: View, terms: Terms) -> Dense:
    """1 on the ground where the leading figures stand, falling off around them."""
    x, _, z = terms.place
    pool = x * 0.0
    for i in leading(panel)[:5]:
        px, _, pz = panel.figures[i].position
        away = float(np.hypot(px - view.eye[0], pz - view.eye[2]))
        reach = float(np.clip(0.42 * away, 1.4, 4.5))
        dx, dz = x - px, z - pz
        fall = 1.0 + (dx * dx + dz * dz) * (1.0 / (reach * reach))
        pool = dense.maximum(pool, 1.0 / (fall * fall))
    return pool


def lamp_side(panel: StagedPanel, lamps: list[Lamp]) -> float:
    """-1 or 1: the side of the picture from which the leading figure is lit."""
    right, _, _ = basis(panel.camera)
    toward = np.asarray(panel.light.direction, np.float64)
    if panel.figures:
        head = np.asarray(panel.figures[leading(panel)[0]].joint("head"))
        best = 0.02
        for place, strength, _ in lamps:
            away = place - head
            share = strength / (0.4 + float(away @ away))
            if share > best:
                best, toward = share, away
    side = float(toward @ right)
    if abs(side) < 1e-6:
        side = 1.0
    return 1.0 if side > 0 else -1.0


def night_levels(
    panel: StagedPanel, view: View, terms: Terms, figure: Dense, lead: Dense, upright: Dense,
    modelled: Dense, rim: Dense,
) -> Night:  # fmt: skip
    """Levels of a night.

    Args:
        figure, lead: (h, w), where figures and leading figures are. upright: walls and ceilings.
        modelled: (h, w), 0 to 1, softened N . L of the sketcher's light on figures.
        rim: (h, w), 0 to 1, edges turned to the light behind.
    """
    plan = panel.set_plan
    pool = stage_pool(panel, view, terms)
    lamps: Dense = 0.0 if terms.lamps is None else terms.lamps
    if plan.interior:
        shadow = 0.42 + 0.58 * terms.lit
        pools = 0.0 if terms.lamps is None else (1.0 - dense.exp(-1.7 * lamps)) ** 1.4
        around = 0.11 + POOL * pools * shadow + 0.14 * pool
        x, y, z = terms.place
        corner = dense.minimum(abs(x) * (2 / plan.width_m), abs(z) * (2 / plan.depth_m))
        fall = 1.0 - 0.5 * smoothstep(0.45, 1.0, corner)
        high = smoothstep(0.5, 1.0, y * (1.0 / max(plan.height_m, 0.1)))
        around = around * fall * (1.0 - 0.55 * high * dense.floats(upright))
    else:
        # moonlight on the ground; fronts stay silhouettes
        ground = dense.floats(terms.low > 0.5)
        moon = terms.lit * terms.facing.clip(0, 1)
        clear = 0.0 if panel.light.weather in OVERCAST else 1.0
        around = 0.08 + 0.09 * ground + (0.06 + 0.17 * ground * clear) * moon + POOL * lamps
        around = around + (0.10 + 0.38 * ground) * pool * (0.3 + 0.7 * terms.lit)
    shape = 1.0 - smoothstep(0.46, 0.60, modelled)
    person = (LIT + (SHADE - LIT) * shape) * dense.where(lead, 1.0, EXTRA)
    if terms.fires is not None:  # firelight falls on all alike
        flames = 1.0 - dense.exp(terms.fires * -2.2)
        around = around + 1.05 * flames * (1.06 - around).clip(0.0, None)
        person = dense.maximum(person, LIT * flames * (1.0 - 0.5 * shape))
        shape = shape * (1.0 - 0.6 * flames)
    level = dense.where(figure, person, around.clip(None, POOL))
    keep = 0.86 if not plan.interior else 0.66
    return Night(level, shape * dense.floats(figure), rim * keep)
