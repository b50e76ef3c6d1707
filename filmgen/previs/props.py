"""Props by kind: each a handful of solids that read at a glance.

A builder gets a `Place`: local axes (x width, y up, z towards the prop's front), the origin
at the centre of its foot, and its size in metres. `add_prop` finds the builder; kinds
without one of their own are an honest box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Prop
from filmgen.previs.scene import Scene, yawed

Array: TypeAlias = npt.NDArray[np.float64]
Builder: TypeAlias = "Callable[[Place], None]"


@dataclass
class Place:
    """Where a prop is built; the drawing verbs take metres in local axes."""

    scene: Scene
    prop: Prop
    owner: int
    origin: Array
    axes: Array
    detail_px: float
    night: bool

    @property
    def w(self) -> float:
        return self.prop.size_m[0]

    @property
    def h(self) -> float:
        return self.prop.size_m[1]

    @property
    def d(self) -> float:
        return self.prop.size_m[2]

    def at(self, x: float, y: float, z: float) -> Array:
        return np.asarray(self.origin + np.array([x, y, z]) @ self.axes)

    def part(
        self, name: str = "", tone: float | None = None, material: str = "wood", *,
        trace: bool = False, casts: bool = True, soft: bool = False,
    ) -> int:  # fmt: skip
        return self.scene.part(
            self.owner, name or self.prop.kind, self.prop.tone if tone is None else tone,
            material, trace=trace, casts=casts, soft=soft,
        )  # fmt: skip

    def box(
        self, part: int, x: float, y: float, z: float, w: float, h: float, d: float,
        edges: float = 1.5, pressure: float = 0.85,
    ) -> None:  # fmt: skip
        """A box by the centre of its foot and its size."""
        self.scene.box(
            self.at(x, y + h / 2, z), self.axes, (w, h, d), part, edges=edges, pressure=pressure
        )

    def tube(
        self, part: int, a: Sequence[float], ra: float, b: Sequence[float], rb: float,
        squash: float = 1.0,
    ) -> None:  # fmt: skip
        self.scene.cone(self.at(*a), ra, self.at(*b), rb, part, squash=squash, side=self.axes[0])

    def limb(
        self, part: int, a: Sequence[float], ra: float, b: Sequence[float], rb: float,
        squash: float = 1.0,
    ) -> None:  # fmt: skip
        self.scene.limb(self.at(*a), ra, self.at(*b), rb, part, squash=squash, side=self.axes[0])

    def blob(self, part: int, c: Sequence[float], r: Sequence[float]) -> None:
        self.scene.ellipsoid(self.at(*c), self.axes, r, part)

    def line(self, points: Sequence[Sequence[float]], width: float = 1.3,
             pressure: float = 0.7) -> None:  # fmt: skip
        self.scene.line(
            [self.at(*p) for p in points],
            width,
            pressure,
            owner=self.owner,
            taper=False,
            tolerance_m=0.02,
        )

    def prism(self, part: int, profile: Sequence[tuple[float, float]], x: float, width: float,
              edges: float = 1.5) -> None:  # fmt: skip
        """A convex profile in (z, y) swept over `width` round x."""
        self.scene.convex(
            np.stack([self.at(x, y, z) for z, y in profile]),
            self.axes[0] * width / 2,
            part,
            edges=edges,
        )


def add_prop(
    scene: Scene, prop: Prop, owner: int, *, detail_px: float = 100.0, night: bool = False
) -> None:
    """Put a prop into the scene.

    Args:
        owner: id of the prop among parts, from 100 on.
        detail_px: rough height of the prop in the picture.
        night: lamps shine, windows glow.
    """
    origin = np.asarray(prop.position, np.float64)
    build(Place(scene, prop, owner, origin, yawed(prop.yaw_rad), detail_px, night))


def build(place: Place) -> None:
    """Build a placed prop by its kind."""
    _builders().get(place.prop.kind, _block)(place)


@cache
def _builders() -> dict[str, Builder]:
    from filmgen.previs.fixtures import FIXTURES
    from filmgen.previs.furniture import FURNITURE
    from filmgen.previs.handheld import HANDHELD
    from filmgen.previs.outdoors import OUTDOORS
    from filmgen.previs.vehicles import VEHICLES

    return {**FURNITURE, **FIXTURES, **VEHICLES, **OUTDOORS, **HANDHELD}


def _block(p: Place) -> None:
    p.box(p.part(), 0, 0, 0, p.w, p.h, p.d)
