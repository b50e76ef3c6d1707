"""One thing more in a set: where what the script names finds its place.

A thing's place is drawn from its own word, not from the order of words.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from filmgen.blocking.chance import between, fraction
from filmgen.blocking.lexicon import HANDHELD, KINDS, THINGS, Thing
from filmgen.blocking.model import Prop, SetPlan, Vec3
from filmgen.blocking.space import footprints, offset

_SAME_USE = (
    {"table", "round table", "coffee table", "desk"},
    {"chair", "armchair"},
    {"lamp", "small lamp"},
    {"shelf"},
    {"cupboard", "wardrobe"},
)
_SEAT_FOR = {"piano": "stool", "desk": "chair"}
_NAMED_APART = {"car", "truck", "boat", "helicopter", "house front"}
_SURFACES = ("table", "round table", "desk", "coffee table", "counter", "cupboard", "altar")


def add(plan: SetPlan, wanted: Thing, key: str) -> SetPlan:
    """The plan with one more thing, or unchanged if it has its like or no room for it."""
    kinds = {p.kind for p in plan.props}
    if wanted.kind in ("door", "window", "curtain") or wanted.kind == "ceiling lamp":
        return plan
    if plan.kind == "car interior" and wanted.kind not in HANDHELD:
        return plan
    alike = next((group for group in _SAME_USE if wanted.kind in group), {wanted.kind})
    if wanted.kind in ("tree", "bush", "rock", "stairs", "bed", "sink") or alike & kinds:
        if alike & kinds and wanted.kind not in _NAMED_APART:
            return plan
        same = [p for p in plan.props if p.kind == wanted.kind]
        if wanted.kind == "house front" and same and wanted.size_m == KINDS[wanted.kind].size_m:
            return plan
        if any(p.size_m == wanted.size_m and p.tone == wanted.tone for p in same):
            return plan
    prop = _placed(plan, wanted, key)
    if prop is None:
        return plan
    added = [prop]
    if wanted.kind in _SEAT_FOR:
        seat = THINGS[_SEAT_FOR[wanted.kind]]
        x, z = offset(prop, 0.0, prop.size_m[2] / 2 + 0.5)
        spot = np.array([[x, 0.3, z]])
        inside = abs(x) < plan.width_m / 2 - 0.3 and abs(z) < plan.depth_m / 2 - 0.3
        if inside and not footprints(plan).contain(spot, 0.2).any():
            place = (round(x, 3), 0.0, round(z, 3))
            turned = round(prop.yaw_rad + math.pi, 5)
            added.append(Prop(seat.kind, place, turned, seat.size_m, seat.tone, word=seat.word))
    return replace(plan, props=(*plan.props, *added))


def _prop(wanted: Thing, at: Vec3, yaw_rad: float) -> Prop:
    place = (round(at[0], 3), round(at[1], 3), round(at[2], 3))
    return Prop(wanted.kind, place, round(yaw_rad, 4), wanted.size_m, wanted.tone, word=wanted.word)


def _placed(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    place = wanted.place
    if wanted.kind in HANDHELD and wanted.kind not in ("box", "suitcase", "bag"):
        place = "surface"
    if wanted.kind == "clock" and max(wanted.size_m) < 0.25:
        place = "surface"  # watches lie, alarm clocks stand
    if place == "outdoor" and plan.interior:
        if plan.kind != "garage" or wanted.kind not in ("car", "truck", "boat", "bicycle"):
            return None
        return _prop(wanted, (1.7, 0.0, 0.4), math.pi)
    if place == "surface":
        return _on_surface(plan, wanted, key)
    if place in ("hung", "wall") and plan.interior:
        return _on_wall(plan, wanted, key, hung=place == "hung")
    if place == "hung":
        return None
    return _on_floor(plan, wanted, key)


def _on_surface(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    tables = [p for p in plan.props if p.kind in _SURFACES and 0.35 < p.size_m[1] < 1.15]
    if not tables:
        tables = [p for p in plan.props if p.kind in ("crate", "barrel", "bench", "rock")]
        tables = [p for p in tables if p.size_m[1] < 1.0]
    if not tables:
        return _prop(wanted, (0.4, 0.0, 0.2), 0.4)
    order = {kind: rank for rank, kind in enumerate(_SURFACES)}
    tables.sort(key=lambda p: order.get(p.kind, 9))
    table = tables[0]
    small = [p for p in plan.props if abs(p.position[1] - table.size_m[1]) < 0.03]
    for attempt in range(12):
        u = between(-0.36, 0.36, key, wanted.word, attempt, "u") * table.size_m[0]
        v = between(-0.15, 0.36, key, wanted.word, attempt, "v") * table.size_m[2]
        cos, sin = math.cos(table.yaw_rad), math.sin(table.yaw_rad)
        x = table.position[0] + u * cos + v * sin
        z = table.position[2] - u * sin + v * cos
        reach = max(wanted.size_m[0], wanted.size_m[2]) / 2
        if all(
            math.hypot(p.position[0] - x, p.position[2] - z)
            > reach + max(p.size_m[0], p.size_m[2]) / 2 + 0.02
            for p in small
        ):
            break
    y = table.position[1] + table.size_m[1]
    yaw = table.yaw_rad + between(-0.35, 0.35, key, wanted.word, "yaw")
    return _prop(wanted, (x, y, z), yaw)


_WALLS = {"north": 0.0, "south": math.pi, "west": math.pi / 2, "east": -math.pi / 2}


def _on_wall(plan: SetPlan, wanted: Thing, key: str, *, hung: bool) -> Prop | None:
    w, h, d = wanted.size_m
    bottom = min(max(1.65 - h / 2, 0.6), max(plan.height_m - h - 0.1, 0.0)) if hung else 0.0
    taken = footprints(plan)
    slots: list[tuple[float, str, float]] = []
    for wall in _WALLS:
        length = plan.width_m if wall in ("north", "south") else plan.depth_m
        steps = max(int((length - w - 0.3) / 0.45), 0)
        for i in range(steps + 1):
            along = -length / 2 + w / 2 + 0.15 + i * 0.45
            clear = all(
                o.wall != wall
                or abs(o.centre_m - along) > (o.width_m + w) / 2 + 0.06
                or (bottom >= o.sill_m + o.height_m or bottom + h <= o.sill_m)
                for o in plan.openings
            )
            if clear:
                # North and west walls are seen most: prefer them.
                favour = 0.35 if wall in ("north", "west") else 0.0
                slots.append((fraction(key, wanted.word, wall, i) - favour, wall, along))
    for _, wall, along in sorted(slots):
        inset = d / 2 + 0.02
        x, z = {
            "north": (along, -plan.depth_m / 2 + inset),
            "south": (along, plan.depth_m / 2 - inset),
            "west": (-plan.width_m / 2 + inset, along),
            "east": (plan.width_m / 2 - inset, along),
        }[wall]
        turned = wall in ("west", "east")
        half_x, half_z = (d / 2, w / 2) if turned else (w / 2, d / 2)
        probe = np.array(
            [
                [x + i * half_x, bottom + h / 2, z + j * half_z]
                for i in (-1.0, -0.5, 0.0, 0.5, 1.0)
                for j in (-1.0, -0.5, 0.0, 0.5, 1.0)
            ]
        )
        hits = taken.contain(probe, 0.05)
        others = any(
            p.position[1] > 0.5
            and math.hypot(p.position[0] - x, p.position[2] - z) < (p.size_m[0] + w) / 2
            for p in plan.props
        )
        if not hits.any() and not (hung and others):
            return _prop(wanted, (x, bottom, z), _WALLS[wall])
    return None


def _on_floor(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    w, _, d = wanted.size_m
    taken = footprints(plan)
    outside = not plan.interior
    far = {"car": 5.5, "truck": 8.0, "helicopter": 10.0, "house front": 12.0, "boat": 8.0}
    best: tuple[float, Prop] | None = None
    for attempt in range(40):
        limit_x = plan.width_m / 2 - w / 2 - 0.2
        limit_z = plan.depth_m / 2 - d / 2 - 0.2
        if limit_x <= 0 or limit_z <= 0:
            return None
        x = between(-limit_x, limit_x, key, wanted.word, attempt, "x")
        z = between(-limit_z, limit_z, key, wanted.word, attempt, "z")
        if outside:
            z = -abs(z) if wanted.kind in far else z
        yaw = between(-0.5, 0.5, key, wanted.word, "yaw") if outside else 0.0
        if wanted.kind == "car":
            yaw += math.pi / 2
        reach = math.hypot(w, d) / 2
        grid = np.linspace(-1.0, 1.0, max(3, int(reach / 0.3)))
        cos, sin = math.cos(yaw), math.sin(yaw)
        probe = np.array(
            [
                [x + i * w / 2 * cos + j * d / 2 * sin, 0.2, z - i * w / 2 * sin + j * d / 2 * cos]
                for i in grid
                for j in grid
            ]
        )
        if taken.contain(probe, 0.3).any():
            continue
        ideal = far.get(wanted.kind, 3.0 if outside else 1.8)
        score = abs(math.hypot(x, z) - ideal) + (1.0 if math.hypot(x, z) < 1.2 + reach else 0.0)
        prop = _prop(wanted, (x, 0.0, z), yaw)
        if best is None or score < best[0]:
            best = (score, prop)
    return best[1] if best else None
