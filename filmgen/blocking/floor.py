"""Where one can stand, sit and lie in a set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import Array
from filmgen.blocking.chance import between, fraction
from filmgen.blocking.hearth import CAMPFIRES
from filmgen.blocking.model import Prop, SetPlan
from filmgen.blocking.space import Boxes, footprints, forward, offset, solid, yaw_towards

Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A character's place.

    Attributes:
        at: (x, z). lower: what the legs do there, a key of `poses.LOWER`.
        seat_m: height sat on, None if not seated. surface_m: height lain or stood on.
        prop: index of the furniture used in the set's props, -1 for none.
    """

    at: Point
    facing: float
    lower: str = "stand"
    seat_m: float | None = None
    surface_m: float = 0.0
    prop: int = -1
    ground_m: float = 0.0


LOW_RUNG_M, HIGH_RUNG_M = 0.55, 1.1
"""How high people stand on ladders: low enough to talk to, at the top where words say so."""
_REACH_M = 3.0
"""How far from where somebody would stand a free point is looked for."""
_SEAT_HEIGHT = {"chair": 0.45, "armchair": 0.42, "sofa": 0.42, "stool": 0.62, "bench": 0.45}


def seats(plan: SetPlan) -> tuple[Mark, ...]:
    """Every place to sit in a set."""
    found: list[Mark] = []
    car = plan.kind == "car interior"
    for index, prop in enumerate(plan.props):
        w, h, d = prop.size_m
        if any(
            abs(p.position[1] - prop.position[1] - h) < 0.05
            and math.dist(_xz(p), _xz(prop)) < w / 2
            for p in plan.props
        ):
            continue  # something stands on it
        places: list[tuple[float, float, float]] = []
        height = _SEAT_HEIGHT.get(prop.kind, 0.45)
        lower = "sit"
        if prop.kind in ("chair", "stool"):
            places = [(0.0, 0.02, 0.0)]
        elif prop.kind == "armchair":
            places = [(0.0, 0.06, 0.0)]
        elif prop.kind in ("sofa", "bench"):
            if d > 1.2:  # a deck chair: sat on along its length
                places, height = [(0.0, 0.1, 0.0)], 0.4
            elif w >= 1.3:
                places = [(-0.27 * w, 0.06, 0.0), (0.27 * w, 0.06, 0.0)]
            else:
                places = [(-0.22 * w, 0.04, 0.0), (0.22 * w, 0.04, 0.0)]
        elif prop.kind == "bed":
            places = [(w / 2 - 0.12, 0.2, math.pi / 2), (-w / 2 + 0.12, 0.3, -math.pi / 2)]
            height = 0.5
        elif prop.word in CAMPFIRES:
            continue
        elif prop.kind == "rock" and 0.3 < h < 0.62 and w < 2.2:
            places, height = [(0.0, 0.0, 0.0)], h
        elif prop.kind == "crate" and h < 0.75:
            places, height = [(0.0, 0.08, 0.0)], h
        if car:
            height, lower = 0.3, "drive"
        for x, z, turn in places:
            at = offset(prop, x, z)
            if plan.interior and not _inside(plan, at, 0.3 if not car else 0.1):
                continue
            found.append(
                Mark(at, prop.yaw_rad + turn, lower, height, prop=index, ground_m=prop.position[1])
            )
    return tuple(found)


def _xz(prop: Prop) -> Point:
    return prop.position[0], prop.position[2]


def beds(plan: SetPlan) -> tuple[Mark, ...]:
    """Places to lie."""
    found = []
    for index, prop in enumerate(plan.props):
        if prop.kind == "bed":
            at = offset(prop, 0.0, 0.12)
            found.append(Mark(at, prop.yaw_rad, "lie", surface_m=0.56, prop=index))
        elif prop.kind == "sofa" and plan.kind != "car interior":
            at = offset(prop, 0.0, 0.12)
            found.append(Mark(at, prop.yaw_rad + math.pi / 2, "lie", surface_m=0.44, prop=index))
    return tuple(found)


def _inside(plan: SetPlan, at: Point, margin: float) -> bool:
    return abs(at[0]) < plan.width_m / 2 - margin and abs(at[1]) < plan.depth_m / 2 - margin


class Floor:
    """Where one can stand in a set, for a scene's worth of questions."""

    def __init__(self, plan: SetPlan) -> None:
        self.plan = plan
        self.taken: Boxes = footprints(plan)
        self.solid: Boxes = solid(plan)
        self.seats = seats(plan)
        self.beds = beds(plan)

    def free(self, points: Sequence[Point] | Array, radius: float = 0.3) -> npt.NDArray[np.bool_]:
        """bool (n,): a person could stand there."""
        xz = np.asarray(points, np.float64).reshape(-1, 2)
        full = np.stack([xz[:, 0], np.full(len(xz), 0.9), xz[:, 1]], 1)
        free = np.logical_not(self.taken.stand_in_way(full, radius))
        margin = 0.38 if self.plan.interior else 0.6
        free &= np.abs(xz[:, 0]) < self.plan.width_m / 2 - margin
        free &= np.abs(xz[:, 1]) < self.plan.depth_m / 2 - margin
        return np.asarray(free)

    def near(
        self,
        ideal: Point,
        others: Sequence[Point],
        *,
        seed: str = "",
        apart: float = 0.62,
        keep: tuple[Point, Point, int] | None = None,
    ) -> Point:
        """The free point nearest to `ideal`, at least `apart` from others.

        Args:
            keep: (origin, direction, sign): stay on that side of a line if possible.
        """
        points: list[Point] = [ideal]
        for ring in range(1, 13):
            radius = _REACH_M * ring / 12
            for step in range(14):
                angle = 2 * math.pi * (step / 14 + fraction(seed, "ring", ring))
                points.append(
                    (ideal[0] + radius * math.sin(angle), ideal[1] + radius * math.cos(angle))
                )
        xz = np.asarray(points)
        cost = np.hypot(xz[:, 0] - ideal[0], xz[:, 1] - ideal[1])
        cost = cost + 50.0 * ~self.free(points)
        for other in others:
            gap = np.hypot(xz[:, 0] - other[0], xz[:, 1] - other[1])
            cost = cost + np.where(gap < apart, 20.0 + 10.0 * (apart - gap), 0.0)
        if keep is not None:
            (ox, oz), (dx, dz), sign = keep
            along = ((xz[:, 0] - ox) * dx + (xz[:, 1] - oz) * dz) * sign
            cost = cost + np.where(along < 0.0, 6.0 - along, 0.0)
        best = int(np.argmin(cost))
        return float(xz[best, 0]), float(xz[best, 1])

    def pair(self, key: str) -> tuple[Point, Point]:
        """Two standing marks for a talk, and the axis they define.

        Looks for open floor near things, an axis with camera room on a side, and a background
        on the other.
        """
        plan = self.plan
        rows: list[tuple[float, float, float]] = []
        limit_x = min(plan.width_m / 2 - 0.9, 5.0)
        limit_z = min(plan.depth_m / 2 - 0.9, 5.0)
        for x in np.linspace(-limit_x, limit_x, 9):
            for z in np.linspace(-limit_z, limit_z, 9):
                for turn in range(6):
                    rows.append((float(x), float(z), turn * math.pi / 6))
        table = np.asarray(rows)
        gap = between(0.98, 1.18, key, "apart")
        step = 0.5 * gap * np.stack([np.sin(table[:, 2]), np.cos(table[:, 2])], 1)
        a, b = table[:, :2] - step, table[:, :2] + step
        ok = self.free(a, 0.34) & self.free(b, 0.34)
        cost = np.where(ok, 0.0, 30.0)
        cost += self._room(table[:, :2], step)
        anchors = np.array(
            [
                (p.position[0], p.position[2])
                for p in plan.props
                if p.position[1] < 1.0 and p.size_m[1] > 0.4
            ]
        ).reshape(-1, 2)
        if len(anchors):
            gaps = np.hypot(
                table[:, None, 0] - anchors[None, :, 0], table[:, None, 1] - anchors[None, :, 1]
            )
            cost += 0.25 * np.abs(np.sort(gaps, axis=1)[:, :2] - 1.3).sum(1)
        cost += 0.12 * np.hypot(table[:, 0], table[:, 1])
        cost += 0.35 * np.array([fraction(key, "pair", i // 6) for i in range(len(rows))])
        best = int(np.argmin(cost))
        return (float(a[best, 0]), float(a[best, 1])), (float(b[best, 0]), float(b[best, 1]))

    def _room(self, middle: Array, step: Array) -> Array:
        """How little room the better side of each axis leaves a camera, as a cost."""
        length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-6)
        normal = np.stack([-step[:, 1], step[:, 0]], 1) / length[:, None]
        better: Array = np.minimum(self.side_cost(middle, normal), self.side_cost(middle, -normal))
        return better

    def side_cost(self, middle: Array, normal: Array) -> Array:
        """What a camera on a side of a talk would have against it: walls near, things between."""
        middle, normal = np.atleast_2d(middle), np.atleast_2d(normal)
        start = np.stack([middle[:, 0], np.full(len(middle), 1.45), middle[:, 1]], 1)
        run = np.stack([normal[:, 0], np.zeros(len(normal)), normal[:, 1]], 1)
        cost = np.zeros(len(middle))
        for reach, weight in ((1.2, 1.4), (2.4, 0.9)):
            cost += weight * self.solid.cut(start, start + run * reach).any(1)
        if self.plan.interior:
            with np.errstate(divide="ignore"):
                tx = (self.plan.width_m / 2 - np.sign(normal[:, 0]) * middle[:, 0]) / np.maximum(
                    np.abs(normal[:, 0]), 1e-6
                )
                tz = (self.plan.depth_m / 2 - np.sign(normal[:, 1]) * middle[:, 1]) / np.maximum(
                    np.abs(normal[:, 1]), 1e-6
                )
            cost += 0.5 * np.maximum(2.6 - np.minimum(tx, tz), 0.0)
        # Behind them, seen from that side: something within six metres is a background.
        behind = self.solid.cut(start, start - run * 6.0).any(1)
        return np.asarray(cost + 0.3 * ~behind)

    def use(self, index: int, others: Sequence[Point], seed: str) -> Mark:
        """Standing in front of a prop, turned to it."""
        prop = self.plan.props[index]
        ahead = prop.size_m[2] / 2 + 0.42
        ideal = offset(prop, between(-0.2, 0.2, seed, index) * prop.size_m[0], ahead)
        at = self.near(ideal, others, seed=seed)
        return Mark(at, yaw_towards(at, (prop.position[0], prop.position[2])))

    def ladder(self, near: Point) -> int:
        """The nearest ladder, which the lexicon has as narrow stairs; -1 for none."""
        options = [
            (math.dist(_xz(p), near), i)
            for i, p in enumerate(self.plan.props)
            if p.kind == "stairs" and p.size_m[0] < 0.9 and p.size_m[2] < 0.6
        ]
        return min(options)[1] if options else -1

    def on_ladder(self, index: int, up_m: float = LOW_RUNG_M) -> Mark:
        """On the rungs of a ladder, `up_m` above the ground at most, turned to it."""
        prop = self.plan.props[index]
        at = offset(prop, 0.0, prop.size_m[2] / 2 + 0.17)
        facing = yaw_towards(at, _xz(prop))
        high = min(up_m, max(prop.size_m[1] - 1.1, 0.3))
        return Mark(at, facing, "on ladder", prop=index, ground_m=prop.position[1] + high)

    def ladder_foot(self, index: int, others: Sequence[Point], seed: str) -> tuple[Mark, ...]:
        """Standing marks before a ladder and beside it, the likeliest first."""
        prop = self.plan.props[index]
        marks = []
        for x, z in ((0.0, 0.62), (0.55, 0.45), (-0.55, 0.45), (1.0, 0.3), (-1.0, 0.3)):
            at = self.near(offset(prop, x, prop.size_m[2] / 2 + z), others, seed=seed)
            marks.append(Mark(at, yaw_towards(at, _xz(prop))))
        return tuple(marks)

    def perch(self, index: int, others: Sequence[Point], seed: str) -> Mark:
        """On the front edge of a table, a workbench, a car's bonnet."""
        prop = self.plan.props[index]
        w, h, d = prop.size_m
        high = min(0.55 * h, 0.95) if prop.kind in ("car", "truck") else h
        shift = between(-0.28, 0.28, seed, "perch") * w
        options = [offset(prop, x, d / 2 - 0.16) for x in (shift, -shift, 0.4 * w, -0.4 * w)]
        free = [o for o in options if all(math.dist(o, other) > 0.5 for other in others)]
        top = prop.position[1] + h
        lying = [p for p in self.plan.props if abs(p.position[1] - top) < 0.1 and p is not prop]
        clear = [
            o
            for o in free
            if all(math.dist(o, _xz(p)) > 0.22 + 0.5 * max(p.size_m[::2]) for p in lying)
        ]
        at = (clear or free or options)[0]
        return Mark(at, prop.yaw_rad, "perch", min(high, 1.15), prop=index,
                    ground_m=prop.position[1])  # fmt: skip

    def by_car(self, index: int, others: Sequence[Point], seed: str) -> Mark:
        """At a car's door: its panes are closed, so whoever drives is seen beside it."""
        car = self.plan.props[index]
        options: list[tuple[float, Mark]] = []
        for side in (1.0, -1.0):
            ideal = offset(car, side * (car.size_m[0] / 2 + 0.42), 0.25)
            at = self.near(ideal, others, seed=seed, apart=0.9)
            out = car.yaw_rad + side * math.pi / 2
            cost = float(self.side_cost(np.array(at), np.array(forward(out)))[0])
            cost += math.dist(at, ideal) + sum(math.dist(at, o) < 0.9 for o in others)
            options.append((cost, Mark(at, out - side * 0.9)))
        return min(options, key=lambda option: option[0])[1]

    def door(self, seed: str) -> Point:
        """Just inside a door, or for open places a way out of the set."""
        plan = self.plan
        doors = [o for o in plan.openings if o.kind in ("door", "archway")]
        if doors:
            o = doors[0]
            x, z = {
                "north": (o.centre_m, -plan.depth_m / 2 + 0.6),
                "south": (o.centre_m, plan.depth_m / 2 - 0.6),
                "west": (-plan.width_m / 2 + 0.6, o.centre_m),
                "east": (plan.width_m / 2 - 0.6, o.centre_m),
            }[o.wall]
            return self.near((x, z), (), seed=seed)
        fronts = [p for p in plan.props if p.kind == "house front"]
        if fronts:
            front = min(fronts, key=lambda p: math.hypot(p.position[0], p.position[2]))
            return self.near(offset(front, 0.6, front.size_m[2] / 2 + 0.5), (), seed=seed)
        return self.near((min(plan.width_m / 3, 4.5), 1.0), (), seed=seed)

    def prop_index(self, kind: str, near: Point = (0.0, 0.0)) -> int:
        """The nearest prop of a kind, -1 for none."""
        options = [
            (math.hypot(p.position[0] - near[0], p.position[2] - near[1]), i)
            for i, p in enumerate(self.plan.props)
            if p.kind == kind and p.position[1] < 1.6
        ]
        return min(options)[1] if options else -1


def table_before(plan: SetPlan, mark: Mark) -> Prop | None:
    """The table, desk or counter a sitter has in front, if any."""
    fx, fz = forward(mark.facing)
    probe = np.array([[mark.at[0] + fx * 0.62, 0.72, mark.at[1] + fz * 0.62]])
    for prop in plan.props:
        if prop.kind in ("table", "round table", "desk", "counter", "piano"):
            (x, _, z), (w, h, d) = prop.position, prop.size_m
            cos, sin = math.cos(prop.yaw_rad), math.sin(prop.yaw_rad)
            dx, dz = probe[0, 0] - x, probe[0, 2] - z
            lx, lz = dx * cos - dz * sin, dx * sin + dz * cos
            if abs(lx) < w / 2 + 0.12 and abs(lz) < d / 2 + 0.14 and 0.6 < h < 1.2:
                return prop
    return None
