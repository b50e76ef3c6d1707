"""What there is to draw: solids grouped in parts, and lines that lie on them.

A `Part` is what an artist would outline: a sleeve, a face, a table top. Solids of one part
merge into one silhouette; a part knows its tone, its material and whose it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.primitives import PARAMETERS, Kind

if TYPE_CHECKING:
    from filmgen.previs.face import Face

Array: TypeAlias = npt.NDArray[np.float64]
Point: TypeAlias = Sequence[float] | Array


_BOX_ENDS = np.zeros((12, 2, 3))
_BOX_NORMALS = np.zeros((12, 2, 3))
for _i in range(12):
    _axis, _s, _t = _i // 4, (-1.0, 1.0)[_i // 2 % 2], (-1.0, 1.0)[_i % 2]
    _first, _second = (_axis + 1) % 3, (_axis + 2) % 3
    _BOX_ENDS[_i, :, _first], _BOX_ENDS[_i, :, _second] = _s, _t
    _BOX_ENDS[_i, 0, _axis], _BOX_ENDS[_i, 1, _axis] = -1.0, 1.0
    _BOX_NORMALS[_i, 0, _first], _BOX_NORMALS[_i, 1, _second] = _s, _t


Lamp: TypeAlias = tuple[Array, float, float]
"""A lamp that shines: place (3,), strength 0 to about 1, reach of its pool in metres."""


@dataclass(frozen=True)
class Part:
    """What is outlined as one thing.

    Attributes:
        owner: 0 for the set, 1 + index for a figure, from 100 on for props.
        name: "head", "hair", "torso", "l_arm", …, or the prop's kind.
        tone: albedo, 0 black to 1 white.
        material: "skin", "cloth", "hair", "wood", "wall", "floor", "ground", "glass", "metal",
            "leaf", "paper", "lit" (shines by itself).
        trace: whether its silhouette is drawn; parts of boxes bring their own edges.
        casts: whether it throws shadow.
        soft: whether its shading is smoothed, as for bodies.
    """

    owner: int
    name: str
    tone: float
    material: str
    trace: bool = True
    casts: bool = True
    soft: bool = False


@dataclass(frozen=True)
class Stroke3:
    """A line in the world, drawn where it is visible.

    Attributes:
        points: (n, 3) metres.
        width: in pixels at 1280 wide.
        pressure: 0 to 1, how dark.
        taper: whether both ends thin out.
        owner: as `Part.owner`; lines of sets are drawn with a ruler's overshoot.
        facing: (n, 3) or None: outward normals; points that face away are dropped.
        tolerance_m: how far behind the nearest surface it may lie and still be seen.
        fill: the closed area is filled instead of stroked.
    """

    points: Array
    width: float
    pressure: float
    taper: bool = True
    owner: int = 0
    facing: Array | None = None
    tolerance_m: float = 0.015
    fill: bool = False
    tone: float = 0.0


@dataclass(frozen=True)
class Edges:
    """Straight edges of a solid, drawn where they are visible and a side of them is turned to us.

    Attributes:
        ends: (n, 2, 3) metres. normals: (n, 2, 3) of the two faces that meet, or None.
        width: in pixels at 1280 wide. pressure: 0 to 1. owner: as `Part.owner`.
    """

    ends: Array
    normals: Array | None
    width: float
    pressure: float
    owner: int


@dataclass
class Scene:
    """Solids, parts and strokes, as they are collected.

    `kinds`, `inverses` (local to world, (3, 4)), `parameters` (8 numbers) and `part_of` are
    lists with one entry a solid; `planes` holds the half spaces of CONVEX solids.
    `snow` says that roofs are white. `faces` are those that were drawn, by owner.
    """

    parts: list[Part] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    inverses: list[Array] = field(default_factory=list)
    parameters: list[tuple[float, ...]] = field(default_factory=list)
    part_of: list[int] = field(default_factory=list)
    planes: dict[int, Array] = field(default_factory=dict)
    strokes: list[Stroke3] = field(default_factory=list)
    edges: list[Edges] = field(default_factory=list)
    lamps: list[Lamp] = field(default_factory=list)
    snow: bool = False
    faces: dict[int, Face] = field(default_factory=dict)
    _maps: list[Array] = field(default_factory=list)

    @property
    def maps(self) -> Array:
        """World to local (n, 3, 4) of all solids; inverted together, when first asked for."""
        done = sum(len(block) for block in self._maps)
        if done < len(self.inverses):
            frames = np.stack(self.inverses[done:])
            linear = np.linalg.inv(frames[:, :, :3])
            shift = -(linear @ frames[:, :, 3:])
            self._maps.append(np.concatenate([linear, shift], axis=2))
        if len(self._maps) > 1:
            self._maps[:] = [np.concatenate(self._maps)]
        return self._maps[0] if self._maps else np.empty((0, 3, 4))

    def branch(self) -> Scene:
        """A scene that holds the same and is added to apart: a set, once for every frame."""
        _ = self.maps  # inverted once for all
        held = {one.name: copy(getattr(self, one.name)) for one in fields(self)}
        return Scene(**held)

    def part(
        self,
        owner: int,
        name: str,
        tone: float,
        material: str,
        *,
        trace: bool = True,
        casts: bool = True,
        soft: bool = False,
    ) -> int:
        """A new part; returns its index."""
        self.parts.append(Part(owner, name, float(tone), material, trace, casts, soft))
        return len(self.parts) - 1

    def add(self, kind: Kind, frame: Array, parameters: Sequence[float], part: int) -> int:
        """Place a solid: `frame` (3, 4) maps local to world. Returns its index."""
        self.kinds.append(kind)
        self.inverses.append(frame)
        row = tuple(float(p) for p in parameters)
        self.parameters.append(row + (0.0,) * (PARAMETERS - len(row)))
        self.part_of.append(part)
        return len(self.kinds) - 1

    def ellipsoid(
        self,
        centre: Point,
        axes: Array,
        radii: Point,
        part: int,
        cuts: Sequence[tuple[float, float, float, float]] = (),
    ) -> None:
        """An ellipsoid. `axes` rows are unit vectors; `cuts` keep n . p <= d in unit space."""
        frame = np.empty((3, 4))
        frame[:, :3] = np.asarray(axes, np.float64).T * np.asarray(radii, np.float64)
        frame[:, 3] = centre
        flat = [value for cut in cuts for value in cut]
        self.add(Kind.SPHERE, frame, flat, part)

    def ball(self, centre: Point, radius: float, part: int) -> None:
        self.ellipsoid(centre, np.eye(3), (radius, radius, radius), part)

    def limb(
        self,
        a: Point,
        radius_a: float,
        b: Point,
        radius_b: float,
        part: int,
        *,
        squash: float = 1.0,
        side: Point | None = None,
    ) -> None:
        """A round cone from a to b; radii metres. `squash` widens it along `side`."""
        start, end = np.asarray(a, np.float64), np.asarray(b, np.float64)
        length = math.dist(start.tolist(), end.tolist())
        axis = (end - start) / length if length > 1e-6 else np.array([0.0, 1.0, 0.0])
        frame = np.empty((3, 4))
        frame[:, :3] = upright(axis, side).T
        frame[:, 0] *= squash
        frame[:, 3] = start
        self.add(Kind.ROUND_CONE, frame, (max(length, 1e-5), radius_a, radius_b), part)

    def cone(
        self,
        a: Point,
        radius_a: float,
        b: Point,
        radius_b: float,
        part: int,
        *,
        squash: float = 1.0,
        side: Point | None = None,
    ) -> None:
        """A cone with flat ends from a to b, widened by `squash` along `side`."""
        start, end = np.asarray(a, np.float64), np.asarray(b, np.float64)
        length = max(float(np.linalg.norm(end - start)), 1e-5)
        frame = np.empty((3, 4))
        frame[:, :3] = upright((end - start) / length, side).T
        frame[:, 0] *= squash
        frame[:, 1] *= length
        frame[:, 3] = start
        self.add(Kind.CONE, frame, (radius_a, radius_b), part)

    def box(
        self,
        centre: Point,
        axes: Array,
        size: Point,
        part: int,
        *,
        edges: float = 1.0,
        pressure: float = 0.8,
    ) -> None:
        """A box of full `size`; `axes` rows. Its edges are drawn `edges` wide (0: not)."""
        half = np.asarray(size, np.float64) / 2
        frame = np.empty((3, 4))
        frame[:, :3] = np.asarray(axes, np.float64).T * half
        frame[:, 3] = centre
        self.add(Kind.BOX, frame, (), part)
        if edges > 0:
            self._box_edges(frame, edges, pressure, self.parts[part].owner)

    def _box_edges(self, frame: Array, width: float, pressure: float, owner: int) -> None:
        axes = frame[:, :3].T
        ends = frame[:, 3] + _BOX_ENDS @ axes
        unit = axes / np.linalg.norm(axes, axis=1, keepdims=True)
        self.edges.append(Edges(ends, _BOX_NORMALS @ unit, width, pressure, owner))

    def quad(
        self,
        centre: Point,
        across: Point,
        up: Point,
        part: int,
        *,
        edges: float = 0.0,
        pressure: float = 0.8,
    ) -> None:
        """A rectangle with half extents `across` and `up` (vectors)."""
        u, v = np.asarray(across, np.float64), np.asarray(up, np.float64)
        normal = np.cross(u, v)
        frame = np.stack([u, v, normal / np.linalg.norm(normal), np.asarray(centre)], axis=1)
        self.add(Kind.QUAD, frame, (), part)
        if edges > 0:
            c = np.asarray(centre, np.float64)
            ring = np.stack([c - u - v, c + u - v, c + u + v, c - u + v])
            ends = np.stack([ring, np.roll(ring, -1, 0)], axis=1)
            self.edges.append(Edges(ends, None, edges, pressure, self.parts[part].owner))

    def convex(
        self,
        profile: Array,
        across: Array,
        part: int,
        *,
        edges: float = 1.0,
        pressure: float = 0.8,
    ) -> None:
        """A prism: a convex profile (n, 3) swept by the vector `across` both ways.

        The profile may turn either way round.
        """
        points = np.asarray(profile, np.float64)
        centre = points.mean(0)
        side = np.asarray(across, np.float64)
        unit = side / math.sqrt(float(side @ side))
        after = np.concatenate([points[1:], points[:1]])
        ex, ey, ez = (after - points).T
        ux, uy, uz = unit.tolist()
        turned = np.stack([ey * uz - ez * uy, ez * ux - ex * uz, ex * uy - ey * ux], axis=1)
        length = np.maximum(np.sqrt((turned * turned).sum(1)), 1e-12)
        inward = (turned * (points - centre)).sum(1) < 0
        turned /= np.where(inward, -length, length)[:, None]
        table = np.empty((len(points) + 2, 4))
        table[0], table[1] = (*unit, unit @ (centre + side)), (*-unit, -unit @ (centre - side))
        table[2:, :3], table[2:, 3] = turned, (turned * points).sum(1)
        corners = np.concatenate([points - side, points + side])
        low, high = corners.min(0), corners.max(0)
        frame = np.zeros((3, 4))
        frame[:, :3] = np.diag(np.maximum((high - low) / 2, 1e-6))
        frame[:, 3] = (low + high) / 2
        local = table.copy()
        local[:, :3] = table[:, :3] * np.diag(frame[:, :3])
        local[:, 3] = table[:, 3] - table[:, :3] @ frame[:, 3]
        self.planes[self.add(Kind.CONVEX, frame, (), part)] = local
        if edges <= 0:
            return
        sweep = np.stack([points - side, points + side], axis=1)
        between = np.stack([np.roll(turned, 1, 0), turned], axis=1)
        ends, facing = [sweep], [between]
        for s in (-1.0, 1.0):
            ends.append(np.stack([points, after], axis=1) + s * side)
            facing.append(np.stack([turned, np.broadcast_to(s * unit, turned.shape)], axis=1))
        self.edges.append(
            Edges(np.concatenate(ends), np.concatenate(facing), edges, pressure,
                  self.parts[part].owner)
        )  # fmt: skip

    def line(
        self,
        points: Sequence[Point] | Array,
        width: float,
        pressure: float = 0.8,
        *,
        owner: int = 0,
        taper: bool = True,
        tolerance_m: float = 0.015,
    ) -> None:
        """A stroke through world points."""
        self.strokes.append(
            Stroke3(
                np.asarray(points, np.float64),
                width,
                pressure,
                taper=taper,
                owner=owner,
                tolerance_m=tolerance_m,
            )
        )


def upright(axis: Array, side: Point | None = None) -> Array:
    """Rows x, y, z of a right-handed frame whose y is `axis` and whose x is nearest `side`."""
    # plain floats: a scene asks hundreds of times, and numpy is slow at three numbers
    ax, ay, az = (float(v) for v in axis)
    wx, wy, wz = (1.0, 0.0, 0.0) if side is None else (float(v) for v in side)
    dot = wx * ax + wy * ay + wz * az
    x = (wx - ax * dot, wy - ay * dot, wz - az * dot)
    if math.hypot(*x) < 1e-6:
        x = (0.0, az, -ay)  # axis x (1, 0, 0), or across z where that vanishes too
        if math.hypot(*x) < 1e-6:
            x = (ay, -ax, 0.0)
    size = math.hypot(*x)
    x0, x1, x2 = x[0] / size, x[1] / size, x[2] / size
    across = (x1 * az - x2 * ay, x2 * ax - x0 * az, x0 * ay - x1 * ax)
    return np.array([(x0, x1, x2), (ax, ay, az), across])


def yawed(yaw_rad: float) -> Array:
    """Rows x, y, z of a prop's or figure's frame: z is where it faces."""
    cos, sin = math.cos(yaw_rad), math.sin(yaw_rad)
    return np.array([[cos, 0.0, -sin], [0.0, 1.0, 0.0], [sin, 0.0, cos]])
