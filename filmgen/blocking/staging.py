"""Marks: where in the set everybody stands, sits or lies when a scene begins.

Two who talk face each other 1.2 to 1.8 m apart, across a table where they sit, on an axis that
leaves the camera room on one side and gives it something to see behind them; the left speaker
of the shot list is on the left as seen from there. Others join at the back or beside their
side's speaker. Single people are put to use what is there.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import Array
from filmgen.blocking.chance import between, fraction
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


_SEAT_HEIGHT = {"chair": 0.45, "armchair": 0.42, "sofa": 0.42, "stool": 0.62, "bench": 0.45}


def seats(plan: SetPlan) -> tuple[Mark, ...]:
    """Every place to sit in a set."""
    found: list[Mark] = []
    car = plan.kind == "car interior"
    for index, prop in enumerate(plan.props):
        w, h, d = prop.size_m
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
        reach: float = 3.0,
        keep: tuple[Point, Point, int] | None = None,
    ) -> Point:
        """The free point nearest to `ideal`, at least `apart` from others.

        Args:
            keep: (origin, direction, sign): stay on that side of a line if possible.
        """
        points: list[Point] = [ideal]
        for ring in range(1, 13):
            radius = reach * ring / 12
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
        gap = between(1.25, 1.5, key, "apart")
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

    def by_car(self, index: int, others: Sequence[Point], seed: str) -> Mark:
        """At a car's door: its panes are closed, so whoever drives is seen beside it."""
        car = self.plan.props[index]
        side = 1.0 if not others else -1.0
        ideal = offset(car, side * (car.size_m[0] / 2 + 0.4), 0.25)
        at = self.near(ideal, others, seed=seed)
        return Mark(at, yaw_towards(at, (car.position[0], car.position[2])))

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


def side_normal(left: Point, right: Point) -> Point:
    """Unit (x, z) towards the camera's side, from which `left` is on the left."""
    dx, dz = right[0] - left[0], right[1] - left[1]
    length = max(math.hypot(dx, dz), 1e-6)
    return -dz / length, dx / length


def set_marks(
    floor: Floor,
    names: Sequence[str],
    postures: Mapping[str, tuple[str, str]],
    sides: Mapping[str, str],
    key: str,
    sitters: Collection[str] = (),
) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """First marks of a scene, and the seats kept for those who sit down later.

    Args:
        names: everybody present at some time, main speakers first.
        postures: (lower, prop kind used) by name, from the scene's first words for each.
        sides: "left" or "right" by name.
        key: of the location, for stable choices.
        sitters: who sits at some time in the scene.
    """
    if not names:
        return {}, {}
    plan = floor.plan
    first = names[0]
    partner = _partner(names, sides)
    marks: dict[str, Mark] = {}
    kept: dict[str, Mark] = {}
    if plan.kind == "car interior":
        order = sorted(floor.seats, key=lambda m: (-m.at[1], -m.at[0]))
        order = _car_order(order, names, sides)
        for name, mark in zip(names, order, strict=False):
            marks[name] = mark
    elif partner is None:
        marks[first] = _alone(floor, first, postures.get(first, ("", "")), key)
    else:
        fated = {
            n: p if p[0] or n not in sitters else ("sit", p[1])
            for n, p in ((n, postures.get(n, ("", ""))) for n in (first, partner))
        }
        marks.update(_pair_marks(floor, first, partner, fated, sides, key))
        for name, other in ((first, partner), (partner, first)):
            if fated[name] != postures.get(name, ("", "")) and marks[name].seat_m is not None:
                kept[name] = marks[name]
                marks[name] = _beside(floor, marks[name], marks[other], name)
    for name in names:
        if name not in marks:
            marks[name] = _joining(floor, name, marks, (first, partner or first), postures, sides)
    return marks, kept


def _beside(floor: Floor, seat: Mark, other: Mark, name: str) -> Mark:
    """A standing mark by a seat, on the far side from the other, facing them."""
    gap = max(math.dist(seat.at, other.at), 1e-6)
    away = ((seat.at[0] - other.at[0]) / gap, (seat.at[1] - other.at[1]) / gap)
    ideal = (seat.at[0] + 0.55 * away[0], seat.at[1] + 0.55 * away[1])
    at = floor.near(ideal, [other.at, seat.at], seed=name, apart=0.4, keep=(seat.at, away, 1))
    return Mark(at, yaw_towards(at, other.at))


def _partner(names: Sequence[str], sides: Mapping[str, str]) -> str | None:
    first = sides.get(names[0], "")
    across = [n for n in names[1:] if sides.get(n, "") not in ("", first)]
    options = across or list(names[1:])
    return options[0] if options else None


def _car_order(order: list[Mark], names: Sequence[str], sides: Mapping[str, str]) -> list[Mark]:
    """Front seats to the first two, so that sides hold as seen through the windscreen."""
    front = order[:2]
    # Looking back through the windscreen (towards -z), +x is on the right... of the picture.
    left_seat, right_seat = sorted(front, key=lambda m: m.at[0])
    if len(names) > 1:
        picked = [right_seat if sides.get(names[0]) == "right" else left_seat]
        picked.append(left_seat if picked[0] is right_seat else right_seat)
        return [*picked, *order[2:]]
    return [right_seat, left_seat, *order[2:]]


def _alone(floor: Floor, name: str, posture: tuple[str, str], key: str) -> Mark:
    lower, kind = posture
    seed = f"{key}/{name}"
    if lower == "lie" and floor.beds:
        return floor.beds[0]
    if lower in ("sit", "drive") and floor.seats:
        wanted = [m for m in floor.seats if floor.plan.props[m.prop].kind == kind]
        if not wanted and kind:
            index = floor.prop_index(kind)
            if index >= 0:
                x, _, z = floor.plan.props[index].position
                return min(floor.seats, key=lambda m: math.hypot(m.at[0] - x, m.at[1] - z))
        options = wanted or [m for m in floor.seats if m.lower == "sit"] or list(floor.seats)
        return min(options, key=lambda m: fraction(seed, round(m.at[0], 2), round(m.at[1], 2)))
    if kind:
        index = floor.prop_index(kind)
        if index >= 0:
            return floor.use(index, (), seed)
    a, b = floor.pair(key)
    at = a if fraction(seed, "spot") < 0.5 else b
    cost = [
        float(floor.side_cost(np.array(at), np.array(forward(t)))[0])
        for t in np.radians(range(0, 360, 45))
    ]
    best = min(range(8), key=lambda i: cost[i] + 0.4 * fraction(seed, "face", i))
    return Mark(at, math.radians(45 * best) + between(-0.3, 0.3, seed, "turn"))


def _pair_marks(
    floor: Floor,
    first: str,
    partner: str,
    postures: Mapping[str, tuple[str, str]],
    sides: Mapping[str, str],
    key: str,
) -> dict[str, Mark]:
    sits = [postures.get(n, ("", ""))[0] in ("sit", "drive") for n in (first, partner)]
    lies = [postures.get(n, ("", ""))[0] == "lie" for n in (first, partner)]
    a: Mark | None = None
    b: Mark | None = None
    if all(sits):
        pair = _seat_pair(floor, key, {postures[n][1] for n in (first, partner)})
        if pair:
            a, b = pair
    elif any(sits) or any(lies):
        bed = any(lies) and floor.beds
        seated = first if sits[0] or lies[0] else partner
        wish = postures.get(seated, ("", ""))[1]
        if bed:
            place: Mark = floor.beds[0]
        else:
            options = [m for m in floor.seats if floor.plan.props[m.prop].kind == wish]
            place = _open_seat(floor, options or floor.seats, key) or Mark(floor.pair(key)[0], 0.0)
        standing = _before(floor, place, key)
        a, b = (place, standing) if seated == first else (standing, place)
    if a is None or b is None:
        p, q = floor.pair(key)
        a, b = Mark(p, yaw_towards(p, q)), Mark(q, yaw_towards(q, p))
        swap = _swap(floor, a, b, sides.get(first, "left"))
        if swap:
            a, b = b, a
    elif a.lower == b.lower == "sit" and _swap(floor, a, b, sides.get(first, "left")):
        a, b = b, a
    return {first: a, partner: b}


def _swap(floor: Floor, a: Mark, b: Mark, first_side: str) -> bool:
    """Whether the camera would have it better were the two to change places."""
    left, right = (a, b) if first_side != "right" else (b, a)
    middle = np.array([(a.at[0] + b.at[0]) / 2, (a.at[1] + b.at[1]) / 2])
    normal = np.array(side_normal(left.at, right.at))
    here = float(floor.side_cost(middle, normal)[0])
    there = float(floor.side_cost(middle, -normal)[0])
    return there < here - 1e-6


def _seat_pair(floor: Floor, key: str, kinds: set[str]) -> tuple[Mark, Mark] | None:
    best: tuple[float, Mark, Mark] | None = None
    for i, a in enumerate(floor.seats):
        for b in floor.seats[i + 1 :]:
            gap = math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1])
            if not 0.55 < gap < 2.6 or a.lower != b.lower:
                continue
            turn_a = _turn(a.facing, yaw_towards(a.at, b.at))
            turn_b = _turn(b.facing, yaw_towards(b.at, a.at))
            cost = abs(gap - 1.45) + 0.55 * (turn_a + turn_b)
            cost += 0.2 * fraction(key, "seats", round(a.at[0], 2), round(b.at[1], 2))
            used = {floor.plan.props[m.prop].kind for m in (a, b)}
            cost -= 0.8 * bool(kinds & used)
            if best is None or cost < best[0]:
                best = (cost, a, b)
    return (best[1], best[2]) if best and best[0] < 3.2 else None


def _turn(a: float, b: float) -> float:
    return abs((a - b + math.pi) % (2 * math.pi) - math.pi)


def _open_seat(floor: Floor, options: Sequence[Mark], key: str) -> Mark | None:
    scored = []
    for mark in options:
        fx, fz = forward(mark.facing)
        spot = (mark.at[0] + 1.35 * fx, mark.at[1] + 1.35 * fz)
        free = bool(floor.free([spot])[0])
        far = math.hypot(*mark.at)
        noise = fraction(key, "seat", round(mark.at[0], 2), round(mark.at[1], 2))
        scored.append((0.0 if free else 2.0) + 0.2 * far + 0.5 * noise)
    if not scored:
        return None
    return options[int(np.argmin(scored))]


def _before(floor: Floor, seat: Mark, key: str) -> Mark:
    """A standing mark facing somebody who sits or lies."""
    facing = seat.facing + (math.pi / 2 if seat.lower == "lie" else 0.0)
    fx, fz = forward(facing + between(-0.35, 0.35, key, "before"))
    ideal = (seat.at[0] + 1.4 * fx, seat.at[1] + 1.4 * fz)
    at = floor.near(ideal, [seat.at], seed=key, apart=0.95)
    return Mark(at, yaw_towards(at, seat.at))


def _joining(
    floor: Floor,
    name: str,
    marks: Mapping[str, Mark],
    pair: tuple[str, str],
    postures: Mapping[str, tuple[str, str]],
    sides: Mapping[str, str],
) -> Mark:
    """A mark for somebody beyond the first two: triangle at the back, or beside their side."""
    a, b = marks[pair[0]], marks[pair[1]]
    left, right = (a, b) if sides.get(pair[0], "left") != "right" else (b, a)
    normal = side_normal(left.at, right.at)
    dx, dz = right.at[0] - left.at[0], right.at[1] - left.at[1]
    length = max(math.hypot(dx, dz), 1e-6)
    along = (dx / length, dz / length) if length > 1e-3 else (1.0, 0.0)
    middle = ((left.at[0] + right.at[0]) / 2, (left.at[1] + right.at[1]) / 2)
    side = sides.get(name, "")
    order = len(marks) - 2
    back = 0.85 + 0.4 * (order // 2) + between(0.0, 0.3, name, "back")
    if side == "left":
        base, shift, keep = left.at, -0.8 - 0.3 * (order // 2), (left.at, along, -1)
    elif side == "right":
        base, shift, keep = right.at, 0.8 + 0.3 * (order // 2), (right.at, along, 1)
    else:
        base, shift = middle, (-1) ** order * (0.1 + 0.55 * order)
        keep = (middle, normal, -1)
        back += 0.35
    ideal = (
        base[0] + along[0] * shift - normal[0] * back,
        base[1] + along[1] * shift - normal[1] * back,
    )
    others = [m.at for m in marks.values()]
    lower, _ = postures.get(name, ("", ""))
    if lower in ("sit", "drive"):
        used = [m.at for m in marks.values()]
        open_seats = [
            m
            for m in floor.seats
            if all(math.hypot(m.at[0] - u[0], m.at[1] - u[1]) > 0.5 for u in used)
        ]
        if open_seats:
            return min(open_seats, key=lambda m: math.hypot(m.at[0] - ideal[0], m.at[1] - ideal[1]))
    if lower == "lie" and floor.beds and not any(m.lower == "lie" for m in marks.values()):
        return floor.beds[0]
    at = floor.near(ideal, others, seed=name, apart=0.75, keep=keep)
    return Mark(at, yaw_towards(at, middle))


def stand_up(floor: Floor, mark: Mark, others: Sequence[Point], seed: str) -> Mark:
    """The standing mark in front of a seat."""
    fx, fz = forward(mark.facing)
    ideal = (mark.at[0] + 0.6 * fx, mark.at[1] + 0.6 * fz)
    at = floor.near(ideal, others, seed=seed)
    return Mark(at, mark.facing)


def sit_down(floor: Floor, mark: Mark, others: Sequence[Point], kind: str = "") -> Mark:
    """The nearest free seat, of a kind if there is one; the ground where there is none."""
    if mark.seat_m is not None:
        return mark
    options = [
        m
        for m in floor.seats
        if all(math.hypot(m.at[0] - o[0], m.at[1] - o[1]) > 0.5 for o in others)
        and m.lower == "sit"
    ]
    wanted = [m for m in options if floor.plan.props[m.prop].kind == kind]
    if not (wanted or options):
        return replace(mark, lower="sit on ground")
    best = min(
        wanted or options, key=lambda m: math.hypot(m.at[0] - mark.at[0], m.at[1] - mark.at[1])
    )
    if not wanted and math.hypot(best.at[0] - mark.at[0], best.at[1] - mark.at[1]) > 6.0:
        return replace(mark, lower="sit on ground")
    return best
