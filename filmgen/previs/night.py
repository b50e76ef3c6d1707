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
from filmgen.previs.light import Terms
from filmgen.previs.raycast import View
from filmgen.previs.scene import Lamp

Floats: TypeAlias = npt.NDArray[np.float32]
Array: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

LIT, SHADE = 1.06, 0.46
"""Levels of a subject's lit and shadow side; the face of another figure is `EXTRA` of them."""
EXTRA = 0.72


@dataclass(frozen=True)
class Night:
    """Levels at half size, float32 (h, w): `level` multiplies tones; `shape` is 1 in the shadow
    shape of figures; `rim` is the least value on their lit edges.
    """

    level: Floats
    shape: Floats
    rim: Floats


def lamps_of(plan: SetPlan, lamps: list[Lamp], panel: StagedPanel) -> list[Lamp]:
    """The lamps that light a night, at most a dozen; a room without one gets one at its middle."""
    if plan.interior and not any(strength > 0.6 and reach > 1 for _, strength, reach in lamps):
        wide = 0.42 * max(plan.width_m, plan.depth_m)
        place = np.array([0.0, max(1.8, plan.height_m - 0.5), 0.0])
        lamps = [*lamps, (place, 0.85, min(max(1.6, wide), 3.2))]
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


def smoothstep(low: float, high: float, value: Floats) -> Floats:
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def leading(panel: StagedPanel) -> list[int]:
    """Indices of the figures that the panel is about: its subjects, or all of them."""
    chosen = [i for i, f in enumerate(panel.figures) if f.name in panel.subjects]
    return chosen or list(range(len(panel.figures)))


def stage_pool(panel: StagedPanel, view: View, terms: Terms) -> Floats:
    """1 on the ground where the leading figures stand, falling off around them."""
    x, _, z = terms.position
    pool = np.zeros(x.shape, np.float32)
    for i in leading(panel)[:5]:
        px, _, pz = panel.figures[i].position
        away = float(np.hypot(px - view.eye[0], pz - view.eye[2]))
        reach = float(np.clip(0.42 * away, 1.4, 4.5))
        square = (x - px) ** 2 + (z - pz) ** 2
        pool = np.maximum(pool, 1.0 / (1.0 + square / (reach * reach)) ** 2)
    return np.asarray(pool, np.float32)


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
    panel: StagedPanel, view: View, terms: Terms, figure: Mask, lead: Mask, upright: Mask,
    modelled: Floats, rim: Floats,
) -> Night:  # fmt: skip
    """Levels of a night.

    Args:
        figure, lead: (h, w), where figures and leading figures are. upright: walls and ceilings.
        modelled: (h, w), 0 to 1, softened N . L of the sketcher's light on figures.
        rim: (h, w), 0 to 1, edges turned to the light behind.
    """
    plan = panel.set_plan
    pool = stage_pool(panel, view, terms)
    if plan.interior:
        shadow = 0.42 + 0.58 * terms.lit
        around = 0.14 + 0.98 * (1.0 - np.exp(-1.7 * terms.lamps)) ** 1.4 * shadow + 0.14 * pool
        x, y, z = terms.position
        corner = np.minimum(np.abs(x) / (plan.width_m / 2), np.abs(z) / (plan.depth_m / 2))
        fall = 1.0 - 0.5 * smoothstep(0.45, 1.0, corner)
        high = smoothstep(0.5, 1.0, y / max(plan.height_m, 0.1))
        around = np.where(upright, around * fall * (1.0 - 0.55 * high), around * fall)
    else:
        # moonlight on the ground; fronts stay silhouettes
        moon = terms.lit * np.clip(terms.facing, 0, 1)
        around = np.where(terms.low > 0.5, 0.19, 0.13) + 0.07 * moon + 1.0 * terms.lamps
        around += np.where(terms.low > 0.5, 0.52, 0.10) * pool * (0.3 + 0.7 * terms.lit)
    shape = 1.0 - smoothstep(0.46, 0.60, modelled)
    person = (LIT + (SHADE - LIT) * shape) * np.where(lead, 1.0, EXTRA)
    level = np.where(figure, person, np.minimum(around, 1.05))
    keep = 0.86 if not plan.interior else 0.66
    return Night(
        level.astype(np.float32),
        np.where(figure, shape, 0.0).astype(np.float32),
        (rim * keep).astype(np.float32),
    )
