"""What is on a room's walls: skirting, cornice, panelling, tiles, bricks, paper, sockets, beams."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Opening, SetPlan
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]

TREATMENT: dict[str, str] = {
    "bathroom": "tiles", "hospital room": "half tiles", "kitchen": "half tiles",
    "laboratory": "half tiles", "bar": "panels", "library": "panels", "dining room": "panels",
    "theatre": "panels", "lobby": "panels", "police station": "dado", "classroom": "dado",
    "corridor": "dado", "stairwell": "dado", "office": "dado", "interrogation room": "dado",
    "attic": "planks", "cabin": "planks", "boat cabin": "planks", "cellar": "bricks",
    "garage": "bricks", "warehouse": "bricks", "prison": "bricks", "church": "stones",
    "lift": "sheets", "gallery": "plain", "shop": "plain", "plane": "bare", "bus": "bare",
    "train": "bare", "car interior": "bare",
}  # fmt: skip
"""By kind of place; what is not named is papered, panelled or plain by its seed."""
BEAMS = frozenset(["attic", "cabin", "cellar", "bar", "garage", "warehouse", "boat cabin"])
NO_CORNICE = frozenset(
    ["attic", "cabin", "cellar", "garage", "warehouse", "prison", "boat cabin", "lift"]
)


class Wall:
    """One wall with its local axes: `at(u, v)` is u metres along it from its middle, v up."""

    def __init__(
        self, scene: Scene, plan: SetPlan, name: str, centre: Array, along: Array, inward: Array,
        half: float,
    ) -> None:  # fmt: skip
        self.scene, self.plan, self.name, self.half = scene, plan, name, half
        self.centre, self.along, self.inward = centre, along, inward
        self.holes = [o for o in plan.openings if o.wall == name]

    def at(self, u: float, v: float, out: float = 0.01) -> Array:
        return np.asarray(self.centre + self.along * u + self.inward * out + [0.0, v, 0.0])

    def level(self, v: float, width: float, pressure: float, a: float | None = None,
              b: float | None = None) -> None:  # fmt: skip
        """A level line, broken where doors and windows are."""
        left, right = -self.half if a is None else a, self.half if b is None else b
        spans = [(left, right)]
        for o in self.holes:
            if not o.sill_m - 0.08 < v < o.sill_m + o.height_m + 0.08:
                continue
            low, high = o.centre_m - o.width_m / 2 - 0.1, o.centre_m + o.width_m / 2 + 0.1
            spans = [
                piece
                for s, e in spans
                for piece in ((s, min(e, low)), (max(s, high), e))
                if piece[1] - piece[0] > 0.05
            ]
        for s, e in spans:
            self.scene.line([self.at(s, v), self.at(e, v)], width, pressure, taper=False)

    def plumb(self, u: float, low: float, high: float, width: float, pressure: float) -> None:
        """An upright line, left out where a door or window is."""
        for o in self.holes:
            if abs(u - o.centre_m) < o.width_m / 2 + 0.08 and high > o.sill_m - 0.05:
                high = min(high, o.sill_m - 0.05)
        if high - low > 0.05:
            self.scene.line([self.at(u, low), self.at(u, high)], width, pressure, taper=False)

    def free(self, u: float, v: float, reach: float) -> bool:
        """Whether no opening is within `reach` of a spot."""
        return all(not _covers(o, u, v, reach) for o in self.holes)


def _covers(o: Opening, u: float, v: float, reach: float) -> bool:
    return (
        abs(u - o.centre_m) < o.width_m / 2 + reach
        and o.sill_m - reach < v < o.sill_m + o.height_m + reach
    )


def dress_wall(wall: Wall) -> None:
    """Skirting, cornice, the wall's treatment, a switch and sockets."""
    plan = wall.plan
    how = treatment(plan)
    if how == "bare":
        return
    rng = generator(plan.seed, "wall", wall.name)
    wall.level(0.11, 1.1, 0.55)
    if plan.kind not in NO_CORNICE:
        wall.level(plan.height_m - 0.10, 1.0, 0.45)
        if how in ("panels", "paper"):
            wall.level(plan.height_m - 0.17, 0.9, 0.35)
    _TREAT[how](wall, rng)
    if how not in ("bricks", "stones", "planks"):
        _fittings(wall, rng)


def treatment(plan: SetPlan) -> str:
    """How a place's walls are treated."""
    if plan.kind in TREATMENT:
        return TREATMENT[plan.kind]
    return ("paper", "dado", "plain", "panels", "plain")[plan.seed % 5]


def _plain(wall: Wall, rng: np.random.Generator) -> None:
    """Plaster: a hairline crack and a few touches of the pen."""
    for _ in range(2):
        u, v = rng.uniform(-0.9, 0.9) * wall.half, rng.uniform(0.5, 0.9) * wall.plan.height_m
        if wall.free(u, v, 0.3):
            points = [wall.at(u, v), wall.at(u + 0.08, v - 0.12), wall.at(u + 0.05, v - 0.25)]
            wall.scene.line(points, 0.9, 0.3)


def _dado(wall: Wall, rng: np.random.Generator) -> None:
    wall.level(0.95, 1.1, 0.5)
    wall.level(1.02, 1.0, 0.4)


def _panels(wall: Wall, rng: np.random.Generator) -> None:
    """Wainscot: upright panels under a rail."""
    high = 1.0 if wall.plan.height_m < 4 else 1.6
    wall.level(high, 1.3, 0.6)
    wall.level(high - 0.08, 1.0, 0.45)
    count = max(2, round(2 * wall.half / 0.62))
    for k in range(count):
        a = -wall.half + 2 * wall.half * k / count + 0.07
        b = -wall.half + 2 * wall.half * (k + 1) / count - 0.07
        if not wall.free((a + b) / 2, 0.5, (b - a) / 2):
            continue
        loop = [(a, 0.2), (b, 0.2), (b, high - 0.17), (a, high - 0.17), (a, 0.2)]
        wall.scene.line([wall.at(u, v) for u, v in loop], 1.0, 0.45, taper=False)


def _paper(wall: Wall, rng: np.random.Generator) -> None:
    """Wallpaper: stripes in groups, faint."""
    u = -wall.half + 0.25
    while u < wall.half:
        if rng.uniform() < 0.72:
            low = rng.uniform(0.2, 1.2)
            high = low + rng.uniform(0.5, 1.4)
            wall.plumb(u, low, min(high, wall.plan.height_m - 0.2), 0.9, 0.28)
        u += rng.uniform(0.16, 0.34)


def _tiled(wall: Wall, rng: np.random.Generator, top: float, low: float = 0.11) -> None:
    step = 0.3
    wall.level(top, 1.2, 0.6)
    for v in np.arange(low + step, top - 0.05, step):
        wall.level(float(v), 0.9, 0.3)
    for u in np.arange(-wall.half + step, wall.half, step * 1.5):
        wall.plumb(float(u), low, top, 0.9, 0.26)


def _tiles(wall: Wall, rng: np.random.Generator) -> None:
    _tiled(wall, rng, min(2.0, wall.plan.height_m - 0.4))


def _half_tiles(wall: Wall, rng: np.random.Generator) -> None:
    _tiled(wall, rng, 1.42, 0.92 if wall.plan.kind == "kitchen" else 0.11)


def _planks(wall: Wall, rng: np.random.Generator) -> None:
    for v in np.arange(0.24, wall.plan.height_m, 0.24):
        a = -wall.half
        while a < wall.half:
            b = min(a + rng.uniform(1.0, 3.0), wall.half)
            if rng.uniform() < 0.8:
                wall.level(float(v), 1.0, 0.42, a, b)
            a = b + 0.06


def _courses(wall: Wall, rng: np.random.Generator, high: float, wide: float, patches: int) -> None:
    """Patches of masonry, as a pen suggests it."""
    for _ in range(patches):
        u0 = rng.uniform(-0.95, 0.75) * wall.half
        v0 = rng.uniform(0.1, 0.85) * wall.plan.height_m
        for row in range(int(rng.integers(2, 5))):
            v = v0 + high * row
            if v > wall.plan.height_m - 0.1:
                break
            a = u0 + rng.uniform(-0.5, 0.5) * wide
            b = min(a + wide * rng.uniform(1.5, 4.0), wall.half)
            wall.level(v, 1.0, 0.45, a, b)
            for u in np.arange(a + wide * (0.5 if row % 2 else 0.15), b, wide):
                wall.plumb(float(u), v, v + high, 0.9, 0.4)


def _bricks(wall: Wall, rng: np.random.Generator) -> None:
    size = 1.0 if wall.plan.kind in ("cellar", "garage") else 2.0
    _courses(wall, rng, 0.13 * size, 0.34 * size, int(4 + 1.6 * wall.half))


def _stones(wall: Wall, rng: np.random.Generator) -> None:
    _courses(wall, rng, 0.42, 0.9, int(4 + wall.half))


def _sheets(wall: Wall, rng: np.random.Generator) -> None:
    """Metal panels, as in a lift."""
    for u in (-wall.half / 3, wall.half / 3):
        wall.plumb(u, 0.11, wall.plan.height_m - 0.1, 1.2, 0.55)
    wall.level(0.7, 1.0, 0.4)


def _bare(wall: Wall, rng: np.random.Generator) -> None:
    return


_TREAT = {
    "plain": _plain, "dado": _dado, "panels": _panels, "paper": _paper, "tiles": _tiles,
    "half tiles": _half_tiles, "planks": _planks, "bricks": _bricks, "stones": _stones,
    "sheets": _sheets, "bare": _bare,
}  # fmt: skip


def _fittings(wall: Wall, rng: np.random.Generator) -> None:
    """A switch beside each door, sockets over the skirting."""
    spots = [(o.centre_m + o.width_m / 2 + 0.2, 1.12) for o in wall.holes if o.kind == "door"]
    spots += [(float(rng.uniform(-0.85, 0.85)) * wall.half, 0.3) for _ in range(2)]
    for u, v in spots:
        if abs(u) > wall.half - 0.1 or not wall.free(u, v, 0.08):
            continue
        loop = [(-0.04, -0.04), (0.04, -0.04), (0.04, 0.04), (-0.04, 0.04), (-0.04, -0.04)]
        wall.scene.line([wall.at(u + a, v + b) for a, b in loop], 1.2, 0.7, taper=False)


def add_beams(scene: Scene, plan: SetPlan) -> None:
    """Beams or trusses under the ceiling."""
    if plan.kind not in BEAMS:
        return
    wood = scene.part(0, "beam", max(0.2, plan.wall_tone - 0.25), "wood", trace=False, casts=False)
    thick = 0.16 if plan.height_m < 4 else 0.3
    count = max(2, round(plan.depth_m / (1.6 if plan.height_m < 4 else 3.2)))
    for k in range(count):
        z = plan.depth_m * ((k + 0.5) / count - 0.5)
        centre = (0.0, plan.height_m - thick / 2, z)
        scene.box(centre, np.eye(3), (plan.width_m, thick, thick), wood, edges=1.3)
        if plan.kind == "warehouse":  # struts of a truss
            y = plan.height_m - 1.0
            scene.line([(-plan.width_m / 2, y, z), (plan.width_m / 2, y, z)], 1.8, 0.8, taper=False)
            for u in np.linspace(-plan.width_m / 2, plan.width_m / 2, 11)[:-1]:
                points = [(u, y, z), (u + plan.width_m / 20, plan.height_m - thick, z)]
                points.append((u + plan.width_m / 10, y, z))
                scene.line(points, 1.3, 0.7, taper=False)
