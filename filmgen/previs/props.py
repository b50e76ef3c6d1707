"""Props by kind: each a handful of solids that read at a glance.

A builder gets a `Place`: local axes (x width, y up, z towards the prop's front), the origin
at the centre of its foot, and its size in metres. `add_prop` finds the builder; kinds
without one of their own are an honest box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Prop
from filmgen.previs.scene import Scene, Stroke3, yawed

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
    out: bool = False

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

    def mark(self, points: Sequence[Sequence[float]], *, white: bool) -> None:
        """A thin line in ink, or as of chalk: left white on dark."""
        if not white:
            self.line(points, 1.4, 0.85)
            return
        for a, b in pairwise(points):
            start, end = self.at(*a), self.at(*b)
            along = end - start
            side = np.cross(along, self.axes[2])
            side *= 0.006 * max(self.w, 0.6) / max(float(np.linalg.norm(side)), 1e-6)
            ring = np.stack([start - side, end - side, end + side, start + side])
            self.scene.strokes.append(
                Stroke3(ring, 1.0, 1.0, owner=0, tolerance_m=0.03, fill=True, tone=1.0)
            )

    def lamp(self, name: str, by_day: float = 0.9) -> int:
        """The part of a lamp that shines by night: pale by day, dark glass where it is out."""
        if self.out:
            return self.part(name, 0.62, "glass", trace=True, casts=False)
        tone = 1.0 if self.night else by_day
        return self.part(name, tone, "lit", trace=True, casts=False)

    def shine(self, x: float, y: float, z: float, strength: float, reach: float) -> None:
        """By night, light from a point: see `scene.Lamp`."""
        if self.night:
            self.scene.lamps.append((self.at(x, y, z), strength, reach))

    def ring(
        self, centre: Sequence[float], r: float, plane: tuple[int, int], width: float = 1.2,
        pressure: float = 0.75, corners: int = 15,
    ) -> None:  # fmt: skip
        """A circle of radius r in the plane of two local axes."""
        points = []
        for a in np.linspace(0, 2 * np.pi, corners):
            at = list(centre)
            at[plane[0]] += r * np.cos(a)
            at[plane[1]] += r * np.sin(a)
            points.append(at)
        self.line(points, width, pressure)

    def frame(self, part: int, x: float, y: float, z: float, w: float, h: float,
              width: float = 1.2) -> None:  # fmt: skip
        """An upright rectangle facing the front, by its middle; `part` fills it."""
        self.scene.quad(
            self.at(x, y, z), self.axes[0] * w / 2, self.axes[1] * h / 2, part, edges=width
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
    scene: Scene, prop: Prop, owner: int, *, detail_px: float = 100.0, night: bool = False,
    out: bool = False,
) -> None:  # fmt: skip
    """Put a prop into the scene.

    Args:
        owner: id of the prop among parts, from 100 on.
        detail_px: rough height of the prop in the picture.
        night: lamps shine, windows glow.
        out: a lamp is out: its glass is dark, whatever the hour.
    """
    origin = np.asarray(prop.position, np.float64)
    build(Place(scene, prop, owner, origin, yawed(prop.yaw_rad), detail_px, night, out))


def build(place: Place) -> None:
    """Build a placed prop: by its word where that has a look of its own, else by its kind."""
    kinds, words = _builders()
    builder = words.get(place.prop.word) or kinds.get(place.prop.kind, _block)
    builder(place)


def chance(p: Place) -> np.random.Generator:
    """What is random about a thing: the same wherever it is seen from, by its place and size."""
    x, z = (round(abs(float(v)) * 100) for v in (p.origin[0], p.origin[2]))
    return np.random.default_rng([x, z, round(p.w * 100), int(p.origin[0] < 0)])


@cache
def _builders() -> tuple[dict[str, Builder], dict[str, Builder]]:
    """Builders by kind, and by word."""
    from filmgen.previs import catalogue

    return catalogue.BY_KIND, catalogue.BY_WORD


def _block(p: Place) -> None:
    p.box(p.part(), 0, 0, 0, p.w, p.h, p.d)
