"""What effects stand on: the one place where a scene burns, little flames, things that smoke."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import basis, half_extents, project
from filmgen.blocking.details import in_set
from filmgen.blocking.far_fires import ROOF_SHARE, far_house, houses, overlooked, with_far_house
from filmgen.blocking.lexicon import THINGS, thing
from filmgen.blocking.model import Camera, Figure, Prop, SetPlan, Vec3
from filmgen.blocking.placing import add
from filmgen.blocking.space import footprints
from filmgen.breakdown.cues import DISTANCE, TINY_FLAMES
from filmgen.breakdown.model import EffectCue, Shot

_CARRIES_FLAME = {"pole": 1.05, "candle": 0.2, "card": 0.1}
"""Kinds in a hand that may burn, and how far above the hand."""
CAMPFIRES = ("campfire", "bonfire", "fire pit")
"""Words of props that are there to burn."""
_HEARTHS = ("fireplace", "stove", "candle")
_HIGH = ("chimney", "chimneys", "roof", "rooftop", "rooftops")
_LOW_SHARE = {"fireplace": 0.08, "house front": 0.1, "car": 0.45, "truck": 0.4}
"""Kinds that burn below their top: where their flames stand, in shares of their height."""
_OFFERS = {"fireplace": 0.55, "house front": 0.8}
"""Shares of a prop's width that burn, where it is not nearly all of it."""


@dataclass(frozen=True)
class Hearth:
    """Where a scene burns: one place in the world for all its shots.

    Attributes:
        foot: of the flames. width_m, height_m: of the flames at full strength.
        item: the thing that burns, as a prop standing in the set.
        thick_m: how deep it is, half of it.
        framed: what the camera is set up on to show it; the thing itself if None.
    """

    foot: Vec3
    width_m: float
    height_m: float
    item: Prop
    thick_m: float = 0.5
    framed: Prop | None = None


def hearth_of(shots: Sequence[Shot], plan: SetPlan) -> Hearth | None:
    """The place of a scene's fire, from the first of its cues that says where; None without."""
    cues = [c for shot in shots for c in shot.effect_cues if c.kind == "fire" and not is_tiny(c)]
    for cue in sorted(cues, key=lambda c: not c.at):
        prop = clings_to(cue, plan)
        if prop is not None:
            foot, wide = on(prop)
            framed = overlooked(plan, prop) if prop.word == DISTANCE else None
            return Hearth(foot, wide, _tall(prop, wide), prop, thickness(prop), framed)
    return None


def lay_fires(plan: SetPlan, shots: Sequence[Shot], key: str) -> SetPlan:
    """The set with what its fires burn on, where the words have a fire and the set has nothing.

    Outside, a fire that nobody places is a camp fire; barrels burn where they are said to, and
    candles stand on a table. What burns in the distance is a house out there.
    """
    plan = with_far_house(plan, (c for shot in shots for c in shot.effect_cues))
    little = {c.at for shot in shots for c in shot.effect_cues if is_tiny(c)}
    if "candle" in little and not any(p.kind == "candle" for p in plan.props):
        plan = add(plan, THINGS["candle"], key)
    cues = [c for shot in shots for c in shot.effect_cues if c.kind == "fire" and not is_tiny(c)]
    wanted = next((c.at for c in cues if c.at in (*CAMPFIRES, "barrel")), "")
    if not wanted and cues and not plan.interior and not any(clings_to(c, plan) for c in cues):
        wanted = CAMPFIRES[0]
    if not wanted or any(p.word == wanted for p in plan.props):
        return plan
    what = THINGS[wanted]
    taken = footprints(plan)
    reach = max(what.size_m[0], what.size_m[2]) / 2 + 0.3
    middle = _between_seats(plan)
    for ring in range(16):
        for turn in range(8):
            x = middle[0] + 0.35 * ring * math.sin(turn * math.pi / 4)
            z = middle[1] + 0.35 * ring * math.cos(turn * math.pi / 4)
            inside = abs(x) < plan.width_m / 2 - 1 and abs(z) < plan.depth_m / 2 - 1
            if inside and not taken.contain(np.array([[x, 0.2, z]]), reach).any():
                at = (round(x, 3), 0.0, round(z, 3))
                fire = Prop(what.kind, at, 0.0, what.size_m, what.tone, word=what.word)
                return replace(plan, props=(*plan.props, fire))
    return plan


def _between_seats(plan: SetPlan) -> tuple[float, float]:
    """The middle of the two logs, stumps or stones that people would sit on around a fire."""
    seats = [
        p for p in plan.props
        if p.kind in ("rock", "crate", "bench") and 0.3 < p.size_m[1] < 0.62 and p.size_m[0] < 2.2
    ]  # fmt: skip
    seats.sort(key=_from_middle)
    if len(seats) < 2:
        return (0.0, 0.4)
    first = seats[0]
    other = min(seats[1:], key=lambda p: math.dist(p.position, first.position))
    if math.dist(other.position, first.position) > 6.0:
        return (0.6 * first.position[0], 0.6 * first.position[2])
    return (
        0.5 * (first.position[0] + other.position[0]),
        0.5 * (first.position[2] + other.position[2]),
    )


def _tall(prop: Prop, wide: float) -> float:
    """How high a thing burns at full strength."""
    h = prop.size_m[1]
    if prop.word == DISTANCE:
        return 0.6 * h
    by_kind = {
        "curtain": 1.05 * h,
        "house front": 1.1 * h,
        "car": max(1.8, 0.7 * wide),
        "truck": max(2.4, 0.7 * wide),
        "fireplace": 0.65 * h,
        "stove": 0.5,
    }
    return by_kind.get(prop.kind, max(0.9, 1.15 * wide))


def is_tiny(cue: EffectCue) -> bool:
    """Whether a fire is the flame of a wick, a lamp or a match."""
    return cue.kind == "fire" and cue.at in TINY_FLAMES


def flame_item(figures: Sequence[Figure], plan: SetPlan, wanted: Sequence[str] = ()) -> Prop | None:
    """The little flame of a scene: in the hand of whoever carries one, else on a lamp or candle.

    Args:
        wanted: whose hands are looked at first.
    """
    order = sorted(figures, key=lambda f: f.name not in wanted)
    for figure in order:
        for hand, kind in figure.held:
            if kind in _CARRIES_FLAME:
                x, y, z = figure.joint(f"{hand}_hand")
                y += _CARRIES_FLAME[kind]
                return Prop(
                    "candle", (x, round(y - 0.12, 4), z), figure.facing_rad, (0.2, 0.3, 0.2)
                )
    for word in ("candle", "lamp"):
        item = in_set(word, plan)
        if item is not None:
            return item
    return None


def at_hand(figures: Sequence[Figure], wanted: Sequence[str]) -> Vec3 | None:
    """Where somebody holds what they light or smoke: before the chest, towards what they face."""
    order = sorted(figures, key=lambda f: f.name not in wanted)
    if not order or (wanted and order[0].name not in wanted):
        return None
    figure = order[0]
    for hand, kind in figure.held:
        if kind in ("cigarette", "torch", "card"):
            x, y, z = figure.joint(f"{hand}_hand")
            return (x, round(y + 0.06, 4), z)
    x, y, z = figure.joint("r_hand")
    return (x, round(y + 0.05, 4), z)


def clings_to(cue: EffectCue, plan: SetPlan, camera: Camera | None = None) -> Prop | None:
    """The thing of the set that a cue names, or that would burn where nothing is named.

    Args:
        camera: of several houses the one in its picture is meant.
    """
    at = cue.at
    if at == DISTANCE:
        return far_house(plan)
    named = [p for p in plan.props if at and p.word == at.removesuffix("s")]
    if named:
        return min(named, key=_from_middle)
    wanted = thing(at)
    kinds = [wanted.kind] if wanted else []
    if "curtain" in kinds or at in ("window", "windows", "curtain", "curtains"):
        window = in_set("window", plan)
        if window is not None:
            return _hangings(window, plan)
    if at == "door":
        door = in_set("door", plan)
        if door is not None:
            return replace(door, kind="curtain")
    if at in _HIGH and not plan.interior:
        return _roof(plan, camera)
    if cue.kind in ("fire", "smoke", "embers", "sparks", "steam") and not kinds and not at:
        burning = [p for p in plan.props if p.word in CAMPFIRES]
        if burning and cue.kind != "steam":
            return min(burning, key=_from_middle)
        kinds = list(_HEARTHS)
    for kind in kinds:
        found = [p for p in plan.props if p.kind == kind]
        if found:
            return min(found, key=_from_middle)
    if at and wanted is None and not plan.interior:
        fronts = houses(plan)
        if fronts and cue.kind in ("fire", "smoke", "explosion"):
            return max(fronts, key=_from_middle)
    return None


def _hangings(window: Prop, plan: SetPlan) -> Prop:
    """All of a window's curtains as one, or where they would hang."""
    whole = replace(window, kind="curtain")
    near = [
        p for p in plan.props
        if p.kind == "curtain" and math.dist(p.position[::2], window.position[::2]) < 2.0
    ]  # fmt: skip
    if not near:
        return whole
    low = min(p.position[1] for p in near)
    high = max(p.position[1] + p.size_m[1] for p in near)
    apart = max(math.dist(p.position[::2], q.position[::2]) for p in near for q in near)
    wide = max(window.size_m[0], apart + near[0].size_m[0])
    x, _, z = window.position
    return replace(whole, position=(x, low, z), size_m=(wide, high - low, window.size_m[2]))


def _roof(plan: SetPlan, camera: Camera | None) -> Prop | None:
    """The top of the farthest house, as a low prop up there; in a picture without houses there
    is one beyond the horizon.
    """
    fronts = houses(plan)
    if camera is not None:
        fronts = [p for p in fronts if _in_frame(p, camera)]
        if not fronts:
            return _beyond(camera)
    if not fronts:
        return None
    house = max(fronts, key=_from_middle)
    x, y, z = house.position
    w, h, _ = house.size_m
    return Prop("chimney", (x, y + h, z), house.yaw_rad, (min(1.0, 0.2 * w), 0.3, 0.6))


def _in_frame(prop: Prop, camera: Camera) -> bool:
    x, y, z = prop.position
    across, down, depth = project(camera, (x, y + prop.size_m[1], z))
    return depth > 0.5 and 0.06 < across < 0.94 and 0.1 < down < 1.0


_BEYOND_M = 60.0


def _beyond(camera: Camera) -> Prop:
    """A roof far off, a little aside of what the camera looks at."""
    right, _, forward = basis(camera)
    flat = np.array([forward[0], 0.0, forward[2]])
    flat /= max(float(np.linalg.norm(flat)), 1e-6)
    at = np.asarray(camera.position) + _BEYOND_M * flat
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    at -= 0.4 * tan_w * _BEYOND_M * right
    return Prop("chimney", (float(at[0]), 0.0, float(at[2])), 0.0, (8.0, 0.3, 3.0))


def _from_middle(prop: Prop) -> float:
    return math.hypot(prop.position[0], prop.position[2])


def on(prop: Prop) -> tuple[Vec3, float]:
    """Foot of the flames on a prop, and how wide it offers to burn."""
    x, y, z = prop.position
    w, h, d = prop.size_m
    lift = _LOW_SHARE.get(prop.kind, 0.9) * h
    if prop.word == DISTANCE:
        lift = ROOF_SHARE * h
    elif prop.kind == "curtain":
        lift = 0.05
    elif prop.kind == "ceiling lamp":
        lift = -0.3 * h
    elif prop.word in CAMPFIRES:
        lift = 0.35 * h
    ahead = d / 2 + 0.05 if prop.kind == "house front" else 0.1 * d
    foot = (
        round(x + ahead * math.sin(prop.yaw_rad), 4),
        round(y + lift, 4),
        round(z + ahead * math.cos(prop.yaw_rad), 4),
    )
    along = w if prop.kind in ("house front", "curtain", "fireplace") else max(w, 0.75 * d)
    return foot, along * _OFFERS.get(prop.kind, 0.9)


def thickness(prop: Prop) -> float:
    """Half of how deep a thing is that burns: what is nearer than that is before the flames."""
    if prop.kind == "curtain":
        return 0.2
    w, _, d = prop.size_m
    return round(min(max(0.5 * max(w, d), 0.15), 3.0), 3)
