"""Marks: where in the set everybody stands, sits or lies when a scene begins.

Two who talk face each other 1.2 to 1.8 m apart, across a table where they sit, on an axis that
leaves the camera room on one side and gives it something to see behind them; the left speaker
of the shot list is on the left as seen from there. Others join at the back or beside their
side's speaker. Single people are put to use what is there.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from filmgen.blocking.chance import between, fraction
from filmgen.blocking.floor import Floor, Mark, Point
from filmgen.blocking.space import forward, yaw_towards


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
            marks[name] = _joining(
                floor, name, marks, (first, partner or first), postures, sides, key
            )
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
    high = next((n for n in (first, partner) if postures.get(n, ("",))[0] == "on ladder"), "")
    ladder = floor.ladder((0.0, 0.0)) if high else -1
    if ladder >= 0:
        up = floor.on_ladder(ladder)
        other = _below(floor, up, key)
        return {high: up, (partner if high == first else first): other}
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


def _below(floor: Floor, up: Mark, key: str) -> Mark:
    """A standing mark at the foot of a ladder, beside and behind whoever is on it."""
    side = 1.0 if fraction(key, "below") < 0.5 else -1.0
    fx, fz = forward(up.facing)
    options: list[tuple[float, Point]] = []
    for way in (side, -side):
        ideal = (up.at[0] + way * 0.75 * fz - 0.45 * fx, up.at[1] - way * 0.75 * fx - 0.45 * fz)
        at = floor.near(ideal, [up.at], seed=key, apart=0.6)
        options.append((math.dist(at, ideal), at))
    at = min(options)[1]
    return Mark(at, yaw_towards(at, up.at))


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
    key: str,
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
    # Uneven, as people stand: some close, some apart, no row.
    back = between(0.45, 1.15, name, key, "back") + 0.4 * (order // 2)
    if side == "left":
        shift = -between(0.5, 1.05, name, key, "shift") - 0.3 * (order // 2)
        base, keep = left.at, (left.at, along, -1)
    elif side == "right":
        shift = between(0.5, 1.05, name, key, "shift") + 0.3 * (order // 2)
        base, keep = right.at, (right.at, along, 1)
    else:
        base = middle
        shift = (-1) ** order * (between(0.0, 0.35, name, key, "shift") + 0.55 * order)
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
