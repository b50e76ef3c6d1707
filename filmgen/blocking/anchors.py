"""Where an effect element stands in the frame: a place in the set, seen through the lens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import basis, half_extents, project
from filmgen.blocking.chance import between
from filmgen.blocking.hearth import (
    Hearth,
    at_hand,
    clings_to,
    flame_item,
    is_tiny,
    on,
    thickness,
)
from filmgen.blocking.model import Camera, Figure, PlateAnchor, Prop, SetPlan, Vec3
from filmgen.blocking.panes import panes_of
from filmgen.blocking.space import footprints
from filmgen.breakdown.cues import DISTANCE, EVERYWHERE
from filmgen.breakdown.model import EffectCue

_WEATHER = ("rain", "snow", "fog")
_BODY_M: dict[str, tuple[float, float]] = {
    "fire": (0.8, 1.1), "smoke": (1.3, 3.4), "explosion": (6.5, 6.0), "steam": (0.4, 0.9),
    "dust": (3.5, 1.8), "sparks": (0.8, 1.1), "embers": (1.6, 2.2),
}  # fmt: skip
"""Width and height of what is seen of an element, where nothing says how large."""
_OF_THE_PLATE: dict[str, tuple[float, float]] = {
    "fire": (0.44, 0.78), "smoke": (0.5, 0.85), "explosion": (0.78, 0.85), "steam": (0.26, 0.6),
    "dust": (0.8, 0.8), "sparks": (0.46, 0.5), "embers": (0.8, 0.7),
}  # fmt: skip
"""How much of a plate its element takes up: the rest is room to move."""
_SPREADS = ("fire", "smoke")
_ONE_WIDE = 5 / 6
"""Width over height of a plate of one flame or plume; wider ones hold several side by side."""
_FOOT = 0.075
"""Share of a plate's height below its element's foot (`effects.clips.FOOT_INSET`)."""
_HEART = 0.38
"""Share of an element's height at which its light comes from."""
_FOG_M = 34.0
"""Distance at which fog of middling strength hides everything."""
_IN_HAND = ("cigarette", "cigar", "pipe", "joint", "match", "lighter")
OUT_OF_SIGHT_M = 50.0


@dataclass(frozen=True)
class EffectPlace:
    """Where in the world an effect of a shot is.

    Attributes:
        foot: of the element. width_m, height_m: of what is seen of it, not of its plate.
        fills_frame: weather, fog, and smoke that fills a room, which are everywhere.
        thick_m: half of how deep it and what it stands on are.
        wind: as the camera sees it.
    """

    cue: EffectCue
    foot: Vec3
    width_m: float
    height_m: float
    fills_frame: bool = False
    thick_m: float = 0.4
    wind: float = 0.0


def effect_place(
    cue: EffectCue,
    plan: SetPlan,
    figures: tuple[Figure, ...],
    camera: Camera,
    key: str,
    *,
    hearth: Hearth | None = None,
    item: Prop | None = None,
    wanted: Sequence[str] = (),
) -> EffectPlace:
    """The world place of a cue.

    A scene's fire has one place, and its smoke, sparks and embers rise from there. Little flames
    are in a hand or on a lamp. Other effects are at the thing they are said to be at, or that
    the shot is composed on, else on open floor behind the subjects in the picture of `camera`.

    Args:
        hearth: of the scene. item: what the panel is composed on. wanted: its subjects.
    """
    if cue.kind in _WEATHER or cue.at in EVERYWHERE:
        return EffectPlace(cue, (0.0, 0.0, 0.0), 1.0, 1.0, fills_frame=True)
    if is_tiny(cue):
        foot = _flame_foot(cue, plan, figures, wanted)
        foot = foot or _standing_open(plan, figures, camera, key, 1.5)
        return EffectPlace(cue, foot, 0.04, 0.13, thick_m=0.1)
    strength = 0.45 + 0.85 * cue.intensity
    if cue.kind == "fire" and hearth is not None:
        return EffectPlace(
            cue, hearth.foot, hearth.width_m * strength, hearth.height_m * strength,
            thick_m=hearth.thick_m,
        )  # fmt: skip
    own = not cue.words.startswith("still:")
    composed = item if own else None
    shows = (None, hearth.item, hearth.framed) if hearth is not None else ()
    rises = cue.kind in ("smoke", "embers", "sparks") and composed in shows
    if rises and hearth is not None and not _elsewhere(cue, hearth, plan):
        return _over(hearth, cue, plan, strength)
    width, height = _BODY_M.get(cue.kind, (1.2, 1.6))
    prop = composed or clings_to(cue, plan, camera)
    thick = 0.4
    if prop is not None:
        at, wide = on(prop)
        if cue.kind == "explosion" and prop.word != DISTANCE:  # it bursts from within
            at = (at[0], round(prop.position[1] + 0.1 * prop.size_m[1], 4), at[2])
        width, height = _grown(cue.kind, width, height, wide, plan)
        thick = thickness(prop)
    else:
        held = at_hand(figures, wanted) if cue.at in _IN_HAND else None
        at = held or _open_place(plan, figures, camera, key)
        if held is not None:
            width, height, thick = 0.12, 0.45, 0.1
    width, height = width * strength, _under_ceiling(height * strength, at, plan)
    return EffectPlace(cue, at, width, height, thick_m=thick)


def _flame_foot(
    cue: EffectCue, plan: SetPlan, figures: tuple[Figure, ...], wanted: Sequence[str]
) -> Vec3 | None:
    """Where a little flame burns, or None where nobody and nothing carries it."""
    if cue.at in _IN_HAND:
        held = at_hand(figures, wanted)
        if held is not None:
            return held
    flame = flame_item(figures, plan, wanted)
    if flame is None:
        return None
    x, y, z = flame.position
    share = 0.55 if flame.kind == "street lamp" else 0.9
    return (x, y + share * flame.size_m[1], z)


def _over(hearth: Hearth, cue: EffectCue, plan: SetPlan, strength: float) -> EffectPlace:
    """What rises from a scene's fire: smoke from its upper half, sparks and embers out of it."""
    x, y, z = hearth.foot
    wide, tall = hearth.width_m * strength, hearth.height_m * strength
    if cue.kind == "smoke":
        foot = (x, round(y + 0.45 * hearth.height_m, 4), z)
        wide, tall = 1.15 * wide, max(2.4, 2.6 * tall)
    else:
        foot = (x, round(y + 0.15 * hearth.height_m, 4), z)
        wide, tall = max(0.8, 1.3 * wide), max(1.4, 2.0 * tall)
    tall = _under_ceiling(tall, foot, plan)
    return EffectPlace(cue, foot, wide, tall, thick_m=hearth.thick_m)


def _grown(
    kind: str, width: float, height: float, wide: float, plan: SetPlan
) -> tuple[float, float]:
    """An element's size where it stands on something `wide` metres wide."""
    if kind == "explosion":
        least = 3.0 if plan.interior else 6.0
        size = min(max(least, 1.7 * wide), 16.0)
        return size, 0.92 * size
    factor = min(max(wide / width, 0.2), 5.0)
    # Smoke of a wide thing is wide, but does not rise as much higher.
    return width * factor, height * (factor if factor < 1 else factor**0.6)


def _under_ceiling(height: float, foot: Vec3, plan: SetPlan) -> float:
    if not plan.interior:
        return height
    return min(height, max(0.3, 1.05 * (plan.height_m - foot[1])))


def anchor_of(place: EffectPlace, camera: Camera, plan: SetPlan | None = None) -> PlateAnchor:
    """The plate of an effect in the frame of a camera. Weather and fog fill the frame.

    Args:
        plan: of the set; inside, rain and snow are only seen through its windows.
    """
    cue = place.cue
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    if place.fills_frame:
        return _filling(place, camera, plan, tan_w)
    width_m, height_m = _plate_size(place)
    x, y, z = place.foot
    heart = seen_from(camera, (x, y + _HEART * place.height_m, z))
    foot = (x, y - _FOOT * height_m, z)
    x, y, depth = project(camera, foot)
    if not depth > 0.05 or not math.isfinite(x):
        # Behind the camera: out of this picture, where nobody sees it but for its light.
        return PlateAnchor(
            cue.kind, cue.intensity, -1.0, 1.0, 0.05, 0.05, OUT_OF_SIGHT_M,
            thick_m=place.thick_m, heart_m=heart, tan_w=round(tan_w, 6), wind=place.wind,
            size_m=round(place.height_m, 3),
        )  # fmt: skip
    depth = max(depth, 0.3)
    return PlateAnchor(
        cue.kind,
        cue.intensity,
        round(min(max(x, -1.0), 2.0), 5),
        round(min(max(y, -1.0), 2.5), 5),
        round(min(width_m / (2 * tan_w * depth), 4.0), 5),
        round(min(height_m / (2 * tan_h * depth), 4.0), 5),
        round(depth, 4),
        thick_m=place.thick_m,
        heart_m=heart,
        tan_w=round(tan_w, 6),
        wind=place.wind,
        size_m=round(place.height_m, 3),
    )


def _plate_size(place: EffectPlace) -> tuple[float, float]:
    """Width and height in metres of the plate whose element is as large as the place says."""
    share_w, share_h = _OF_THE_PLATE.get(place.cue.kind, (0.8, 0.8))
    height = place.height_m / share_h
    if place.cue.kind not in _SPREADS:
        return place.width_m / share_w, height
    one = _ONE_WIDE * height
    return max(one, place.width_m + (1.0 - share_w) * one), height


def _filling(place: EffectPlace, camera: Camera, plan: SetPlan | None, tan_w: float) -> PlateAnchor:
    """Weather before the lens; from inside a room, behind its windows or not at all."""
    cue = place.cue
    depth = 0.6
    if cue.kind not in ("rain", "snow"):
        depth = round(_FOG_M * (1.5 - cue.intensity), 2)
        if plan is not None and plan.interior:
            depth = min(depth, round(1.2 * max(plan.width_m, plan.depth_m), 2))
    filling = PlateAnchor(
        cue.kind, cue.intensity, 0.5, 1.0, 1.0, 1.0, depth, fills_frame=True,
        tan_w=round(tan_w, 6), wind=place.wind, size_m=3.0,
    )  # fmt: skip
    if plan is None or not plan.interior or cue.kind not in ("rain", "snow"):
        return filling
    panes, near = panes_of(plan, camera)
    if not panes:
        return replace(
            filling, x=-1.0, width=0.05, height=0.05, depth_m=OUT_OF_SIGHT_M, fills_frame=False
        )
    return replace(filling, depth_m=round(near, 3), panes=panes)


def seen_from(camera: Camera, point: Vec3) -> Vec3:
    """A world point as metres right, up and forward of the lens."""
    offset = np.subtract(point, camera.position)
    right, up, forward = (round(float(offset @ axis), 4) for axis in basis(camera))
    return (right, up, forward)


def _elsewhere(cue: EffectCue, hearth: Hearth, plan: SetPlan) -> bool:
    """Whether smoke is said to rise from another thing than what burns."""
    prop = clings_to(cue, plan) if cue.at else None
    return prop is not None and math.dist(prop.position, hearth.item.position) > 0.5


def _standing_open(
    plan: SetPlan, figures: tuple[Figure, ...], camera: Camera, key: str, high: float
) -> Vec3:
    x, _, z = _open_place(plan, figures, camera, key)
    return (x, high, z)


def _open_place(plan: SetPlan, figures: tuple[Figure, ...], camera: Camera, key: str) -> Vec3:
    """Floor inside the picture, behind the nearest figure and not under furniture."""
    right, _, forward = basis(camera)
    flat = np.array([forward[0], 0.0, forward[2]])
    flat /= max(float(np.linalg.norm(flat)), 1e-6)
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    nearest = min((project(camera, f.joint("head"))[2] for f in figures), default=3.0)
    depth = max(nearest, 1.0) + 1.2
    taken = footprints(plan)
    limit_x = plan.width_m / 2 - 0.3 if plan.interior else plan.width_m
    limit_z = plan.depth_m / 2 - 0.3 if plan.interior else plan.depth_m
    side = 1.0 if between(0, 1, key, "side") < 0.5 else -1.0
    for push in (1.0, 1.6, 0.7, 2.4):
        for share in (0.55, -0.55, 0.3, -0.3, 0.0):
            point = (
                np.asarray(camera.position)
                + flat * depth * push
                + right * (side * share * tan_w * depth * push)
            )
            point[1] = 0.0
            if abs(point[0]) > limit_x or abs(point[2]) > limit_z:
                continue
            if not taken.contain(np.array([[point[0], 0.3, point[2]]]), 0.05).any():
                return (round(float(point[0]), 4), 0.0, round(float(point[2]), 4))
    point = np.asarray(camera.position) + flat * depth
    return (
        round(float(np.clip(point[0], -limit_x, limit_x)), 4),
        0.0,
        round(float(np.clip(point[2], -limit_z, limit_z)), 4),
    )
