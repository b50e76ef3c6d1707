"""Where an effect element stands in the frame: a place in the set, seen through the lens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import basis, half_extents, project
from filmgen.blocking.chance import between
from filmgen.blocking.details import in_set
from filmgen.blocking.lexicon import thing
from filmgen.blocking.model import Camera, Figure, PlateAnchor, Prop, SetPlan, Vec3
from filmgen.blocking.space import footprints
from filmgen.breakdown.cues import TINY_FLAMES
from filmgen.breakdown.model import EffectCue, Shot

_WEATHER = {"rain", "snow", "fog"}
_SIZE_M: dict[str, tuple[float, float]] = {
    "fire": (1.1, 1.5), "smoke": (1.8, 3.2), "explosion": (6.0, 6.0), "steam": (0.6, 1.1),
    "dust": (3.0, 1.6), "sparks": (0.9, 0.9), "embers": (1.6, 2.0),
}  # fmt: skip
_CARRIES_FLAME = {"pole": 1.05, "candle": 0.2, "card": 0.1}
"""Kinds in a hand that may burn, and how far above the hand."""
_HEARTHS = ("fireplace", "stove", "candle", "rock", "barrel", "house front", "car", "bed", "sofa")


@dataclass(frozen=True)
class Hearth:
    """Where a scene burns: one place in the world for all its shots.

    Attributes:
        foot: of the flames. width_m, height_m: at full strength.
        item: the thing that burns, as a prop standing in the set, for the camera.
    """

    foot: Vec3
    width_m: float
    height_m: float
    item: Prop


def hearth_of(shots: Sequence[Shot], plan: SetPlan) -> Hearth | None:
    """The place of a scene's fire, from the first of its cues that says where; None without."""
    cues = [c for shot in shots for c in shot.effect_cues if c.kind == "fire" and not is_tiny(c)]
    if not cues:
        return None
    for cue in sorted(cues, key=lambda c: not c.at):
        prop = _clings_to(cue, plan)
        if prop is not None:
            foot, wide = _on(prop)
            tall = prop.size_m[1] if prop.kind == "curtain" else max(1.5, 0.9 * wide)
            return Hearth(foot, max(wide, 0.6), tall, prop)
    return None


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


@dataclass(frozen=True)
class EffectPlace:
    """Where in the world an effect of a shot is, at full size.

    Attributes:
        foot: of the element. width_m, height_m: it covers.
        fills_frame: weather and fog, which are everywhere.
    """

    cue: EffectCue
    foot: Vec3
    width_m: float
    height_m: float
    fills_frame: bool = False


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

    A scene's fire has one place, and its smoke rises from there. Little flames are in a hand
    or on a lamp. Other effects are at the thing they are said to be at, or that the shot is
    composed on, else on open floor behind the subjects inside the picture of `camera`.

    Args:
        hearth: of the scene. item: what the panel is composed on. wanted: its subjects.
    """
    if cue.kind in _WEATHER:
        return EffectPlace(cue, (0.0, 0.0, 0.0), 1.0, 1.0, fills_frame=True)
    width, height = _SIZE_M.get(cue.kind, (1.2, 1.6))
    scale = 0.55 + 0.9 * cue.intensity
    own = not cue.words.startswith("still:")
    foot: Vec3 | None = None
    if is_tiny(cue):
        flame = flame_item(figures, plan, wanted)
        width, height, scale = 0.09, 0.16, 1.0
        if flame is not None:
            x, y, z = flame.position
            share = 0.55 if flame.kind == "street lamp" else 0.9
            foot = (x, y + share * flame.size_m[1], z)
        else:
            x, _, z = _open_place(plan, figures, camera, key)
            foot = (x, 1.5, z)
    elif cue.kind == "fire" and hearth is not None:
        foot = hearth.foot
        width, height = hearth.width_m, hearth.height_m
        scale = 0.25 + 0.95 * cue.intensity
    elif (
        cue.kind in ("smoke", "embers") and hearth is not None and not _elsewhere(cue, hearth, plan)
    ):
        x, y, z = hearth.foot
        foot = (x, round(y + 0.45 * hearth.height_m, 4), z)
        scale *= min(max(hearth.width_m / width, 0.5), 3.0)
    else:
        prop = item if item is not None and own else _clings_to(cue, plan)
        if prop is not None:
            foot, wide = _on(prop)
            scale *= min(max(wide / width, 0.35), 4.0) if cue.kind != "explosion" else 1.0
    if foot is None:
        foot = _open_place(plan, figures, camera, key)
    return EffectPlace(cue, foot, width * scale, height * scale)


def anchor_of(place: EffectPlace, camera: Camera) -> PlateAnchor:
    """The plate of an effect in the frame of a camera. Weather and fog fill the frame."""
    cue = place.cue
    if place.fills_frame:
        return PlateAnchor(cue.kind, cue.intensity, 0.5, 1.0, 1.0, 1.0, 0.6, fills_frame=True)
    x, y, depth = project(camera, place.foot)
    if not depth > 0.05 or not math.isfinite(x):
        # Behind the camera: out of this picture, where nobody sees it.
        return PlateAnchor(cue.kind, cue.intensity, -1.0, 1.0, 0.05, 0.05, 50.0)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    depth = max(depth, 0.3)
    return PlateAnchor(
        cue.kind,
        cue.intensity,
        round(min(max(x, -1.0), 2.0), 5),
        round(min(max(y, -1.0), 2.5), 5),
        round(min(place.width_m / (2 * tan_w * depth), 4.0), 5),
        round(min(place.height_m / (2 * tan_h * depth), 4.0), 5),
        round(depth, 4),
    )


def _elsewhere(cue: EffectCue, hearth: Hearth, plan: SetPlan) -> bool:
    """Whether smoke is said to rise from another thing than what burns."""
    prop = _clings_to(cue, plan) if cue.at else None
    return prop is not None and math.dist(prop.position, hearth.item.position) > 0.5


def _clings_to(cue: EffectCue, plan: SetPlan) -> Prop | None:
    wanted = thing(cue.at)
    kinds = [wanted.kind] if wanted else []
    if "curtain" in kinds or cue.at in ("window", "windows"):
        window = in_set("window", plan)
        if window is not None:
            return replace(window, kind="curtain")
    if cue.at == "door":
        door = in_set("door", plan)
        if door is not None:
            return replace(door, kind="curtain")
    if cue.kind in ("fire", "smoke", "embers", "sparks", "steam") and not kinds and not cue.at:
        kinds = list(_HEARTHS[:4])
    for kind in kinds:
        found = [p for p in plan.props if p.kind == kind]
        if found:
            return min(found, key=lambda p: math.hypot(p.position[0], p.position[2]))
    if cue.at and wanted is None and not plan.interior:
        fronts = [p for p in plan.props if p.kind == "house front"]
        if fronts and cue.kind in ("fire", "smoke", "explosion"):
            return max(fronts, key=lambda p: math.hypot(p.position[0], p.position[2]))
    return None


def _on(prop: Prop) -> tuple[Vec3, float]:
    """Foot of the flames on a prop, and how wide it offers to burn."""
    x, y, z = prop.position
    w, h, d = prop.size_m
    low = {
        "fireplace": 0.08,
        "curtain": 0.1,
        "house front": 0.15 * h,
        "car": 0.45 * h,
        "ceiling lamp": -0.3 * h,
    }
    lift = low.get(prop.kind, 0.9 * h)
    ahead = d / 2 + 0.05 if prop.kind == "house front" else 0.1 * d
    foot = (
        round(x + ahead * math.sin(prop.yaw_rad), 4),
        round(y + lift, 4),
        round(z + ahead * math.cos(prop.yaw_rad), 4),
    )
    share = {"fireplace": 0.55, "house front": 0.6}.get(prop.kind, 0.9)
    return foot, w * share


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
