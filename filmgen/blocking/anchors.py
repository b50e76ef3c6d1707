"""Where an effect element stands in the frame: a place in the set, seen through the lens."""

from __future__ import annotations

import math

import numpy as np

from filmgen.blocking.camera import basis, half_extents, project
from filmgen.blocking.chance import between
from filmgen.blocking.lexicon import thing
from filmgen.blocking.model import Camera, Figure, PlateAnchor, Prop, SetPlan, Vec3
from filmgen.blocking.space import footprints
from filmgen.breakdown.model import EffectCue

_WEATHER = {"rain", "snow", "fog"}
_SIZE_M: dict[str, tuple[float, float]] = {
    "fire": (1.1, 1.5), "smoke": (1.8, 3.2), "explosion": (6.0, 6.0), "steam": (0.6, 1.1),
    "dust": (3.0, 1.6), "sparks": (0.9, 0.9), "embers": (1.6, 2.0),
}  # fmt: skip
_HEARTHS = ("fireplace", "stove", "candle", "rock", "barrel", "house front", "car", "bed", "sofa")


def anchor_of(
    cue: EffectCue, plan: SetPlan, figures: tuple[Figure, ...], camera: Camera, key: str
) -> PlateAnchor:
    """The plate of a cue in the frame of a camera.

    Fire clings to the prop it is said to be at, else to what burns in such a place, else to
    open floor behind the subjects inside the picture. Weather and fog fill the frame.
    """
    if cue.kind in _WEATHER:
        return PlateAnchor(cue.kind, cue.intensity, 0.5, 1.0, 1.0, 1.0, 0.6, fills_frame=True)
    width, height = _SIZE_M.get(cue.kind, (1.2, 1.6))
    scale = 0.55 + 0.9 * cue.intensity
    prop = _clings_to(cue, plan)
    if prop is not None:
        foot, wide = _on(prop)
        scale *= min(max(wide / width, 0.35), 4.0) if cue.kind != "explosion" else 1.0
    else:
        foot = _open_place(plan, figures, camera, key)
    x, y, depth = project(camera, foot)
    if not depth > 0.3 or not math.isfinite(x):
        foot = _open_place(plan, figures, camera, key)
        x, y, depth = project(camera, foot)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    depth = max(depth, 0.3)
    return PlateAnchor(
        cue.kind,
        cue.intensity,
        round(min(max(x, -1.0), 2.0), 5),
        round(min(max(y, -1.0), 2.5), 5),
        round(min(width * scale / (2 * tan_w * depth), 4.0), 5),
        round(min(height * scale / (2 * tan_h * depth), 4.0), 5),
        round(depth, 4),
    )


def _clings_to(cue: EffectCue, plan: SetPlan) -> Prop | None:
    wanted = thing(cue.at)
    kinds = [wanted.kind] if wanted else []
    if "curtain" in kinds or cue.at in ("window", "windows", "door"):
        hole = next((o for o in plan.openings if o.kind == "window"), None)
        if hole is not None:
            half_x, half_z = plan.width_m / 2 - 0.15, plan.depth_m / 2 - 0.15
            place = {
                "north": (hole.centre_m, 0.0, -half_z),
                "south": (hole.centre_m, 0.0, half_z),
                "west": (-half_x, 0.0, hole.centre_m),
                "east": (half_x, 0.0, hole.centre_m),
            }[hole.wall]
            return Prop("curtain", place, 0.0, (hole.width_m, 2.2, 0.1))
    if cue.kind in ("fire", "smoke", "embers", "sparks", "steam") and not kinds:
        kinds = list(_HEARTHS[:4])
    for kind in kinds:
        found = [p for p in plan.props if p.kind == kind]
        if found:
            return min(found, key=lambda p: math.hypot(p.position[0], p.position[2]))
    if cue.at and wanted is None and not plan.interior:
        fronts = [p for p in plan.props if p.kind == "house front"]
        if fronts and cue.kind in ("fire", "smoke", "explosion"):
            return min(fronts, key=lambda p: math.hypot(p.position[0], p.position[2]))
    return None


def _on(prop: Prop) -> tuple[Vec3, float]:
    """Foot of the flames on a prop, and how wide it offers to burn."""
    x, y, z = prop.position
    w, h, d = prop.size_m
    low = {"fireplace": 0.08, "curtain": 0.1, "house front": 0.15 * h, "car": 0.45 * h}
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
