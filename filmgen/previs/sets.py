"""The place: floor, walls that face the camera, openings, ground and horizon."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Light, Opening, Prop, SetPlan, StagedPanel
from filmgen.previs.ground import floor_lines, ground_lines
from filmgen.previs.horizon import add_horizon
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene, yawed

Array: TypeAlias = npt.NDArray[np.float64]

WALLS: dict[str, tuple[Array, Array]] = {
    "north": (np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])),
    "south": (np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])),
    "west": (np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])),
    "east": (np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])),
}
"""Inward normal, and the direction along the wall, by name."""
GROUND_M = 400.0


def add_set(scene: Scene, plan: SetPlan, light: Light, eye: Array) -> None:
    """Put the place into the scene; walls with the camera behind them are left out."""
    if plan.interior:
        _room(scene, plan, light, eye)
    else:
        _outside(scene, plan, light, eye)


def is_night(light: Light) -> bool:
    return light.time_of_day.lower() == "night" or light.sky_tone < 0.2


def in_the_way(prop: Prop, panel: StagedPanel, eye: Array) -> bool:
    """Whether a prop is struck, as a crew would: it blocks the lens or hides a subject's face,
    or it stands against a wall that was taken out for the camera.
    """
    plan = panel.set_plan
    half = np.asarray(prop.size_m, np.float64) / 2
    axes = yawed(prop.yaw_rad)
    centre = np.asarray(prop.position, np.float64) + np.array([0.0, half[1], 0.0])
    if prop.kind == "ceiling lamp":
        centre[1] -= 2 * half[1]
    local = axes @ (eye - centre)
    if max(prop.size_m) < 0.5:
        return False  # small enough to be what an insert is about
    if bool((np.abs(local) < half + min(0.3, 0.3 * max(prop.size_m))).all()):
        return True
    if plan.interior:
        for name, (inward, _) in WALLS.items():
            distance = wall_distance(plan, name)
            if float(eye @ inward) > -distance + 0.02:
                continue
            near = float(centre @ inward) + distance
            if near < 0.9 and prop.position[1] + prop.size_m[1] > 0.7:
                return True
    for figure in panel.figures:
        if figure.name not in panel.subjects:
            continue
        head = axes @ (np.asarray(figure.joint("head")) - centre)
        ray = head - local
        with np.errstate(divide="ignore", invalid="ignore"):
            first, second = (-half - local) / ray, (half - local) / ray
        enter = float(np.nanmax(np.minimum(first, second)))
        leave = float(np.nanmin(np.maximum(first, second)))
        if enter < leave and 0.0 < enter < 0.93:
            return True
    return False


def wall_distance(plan: SetPlan, wall: str) -> float:
    return (plan.depth_m if wall in ("north", "south") else plan.width_m) / 2


def _room(scene: Scene, plan: SetPlan, light: Light, eye: Array) -> None:
    w, d, h = plan.width_m, plan.depth_m, plan.height_m
    floor = scene.part(0, "floor", plan.floor_tone, "floor", trace=False, casts=False)
    scene.quad((0, 0, 0), (w / 2, 0, 0), (0, 0, d / 2), floor)
    if plan.kind != "car interior":
        floor_lines(scene, plan)
    if eye[1] < h:
        ceiling = scene.part(
            0, "ceiling", min(1.0, plan.wall_tone + 0.15), "wall", trace=False, casts=False
        )
        scene.quad((0, h, 0), (w / 2, 0, 0), (0, 0, d / 2), ceiling)
    for name, (inward, along) in WALLS.items():
        distance = wall_distance(plan, name)
        if float(eye @ inward) <= -distance + 0.02:
            continue
        half = (w if name in ("north", "south") else d) / 2
        tone = plan.wall_tone * (1.0 if name in ("north", "south") else 0.92)
        wall = scene.part(0, f"wall {name}", tone, "wall", trace=False, casts=False)
        centre = -inward * distance
        scene.quad(centre + np.array([0, h / 2, 0]), along * half, (0, h / 2, 0), wall)
        corner = [centre - along * half, centre + along * half]
        for end in corner:
            scene.line([end, end + np.array([0, h, 0])], 1.2, 0.7, taper=False)
        lift = np.array([0.0, 0.0, 0.0])
        scene.line([corner[0] + lift, corner[1] + lift], 1.4, 0.8, taper=False)
        scene.line([corner[0] + [0, h, 0], corner[1] + [0, h, 0]], 1.1, 0.6, taper=False)
        board = inward * 0.012
        scene.line(
            [corner[0] + board + [0, 0.11, 0], corner[1] + board + [0, 0.11, 0]], 1.0, 0.5,
            taper=False,
        )  # fmt: skip
        for opening in plan.openings:
            if opening.wall == name:
                _opening(scene, plan, opening, centre, inward, along, light)


def _opening(
    scene: Scene, plan: SetPlan, opening: Opening, wall: Array, inward: Array, along: Array,
    light: Light,
) -> None:  # fmt: skip
    up = np.array([0.0, 1.0, 0.0])
    w, h = opening.width_m, opening.height_m
    foot = wall + along * opening.centre_m + up * opening.sill_m
    middle = foot + up * h / 2
    axes = np.stack([along, up, np.cross(along, up)])
    frame = scene.part(
        0, "frame", min(1.0, plan.wall_tone + 0.12), "wood", trace=False, casts=False
    )
    t = 0.07
    for sign in (-1, 1):
        scene.box(middle + along * sign * (w / 2 + t / 2), axes, (t, h + t, 0.06), frame, edges=1.3)
    scene.box(middle + up * (h / 2 + t / 2), axes, (w + 2 * t, t, 0.06), frame, edges=1.3)
    if opening.kind == "window":
        sky = 0.17 if is_night(light) else light.sky_tone
        glass = scene.part(0, "glass", sky, "pane", trace=False, casts=False)
        scene.quad(middle + inward * 0.008, along * w / 2, up * h / 2, glass)
        if is_night(light):
            _skyline(scene, plan, opening, foot, inward, along)
        scene.box(foot + inward * 0.05 - up * 0.02, axes, (w + 0.22, 0.04, 0.16), frame, edges=1.4)
        bars = max(1, round(w / 0.7))
        for k in range(1, bars + 1):
            if k <= bars - 0:
                x = -w / 2 + w * k / (bars + 1)
                scene.box(
                    middle + along * x + inward * 0.01, axes, (0.04, h, 0.04), frame, edges=1.1
                )
        scene.box(middle + up * h * 0.12 + inward * 0.01, axes, (w, 0.04, 0.04), frame, edges=1.1)
    elif opening.kind == "door":
        leaf = scene.part(
            0, "door", max(0.2, plan.wall_tone - 0.35), "wood", trace=False, casts=False
        )
        scene.quad(middle + inward * 0.012, along * w / 2, up * h / 2, leaf)
        for low, high in ((0.10, 0.42), (0.50, 0.92)):
            for side in (-1, 1):
                x0, x1 = side * w * 0.07, side * w * 0.4
                loop = [(x0, low), (x1, low), (x1, high), (x0, high), (x0, low)]
                scene.line(
                    [foot + along * x + up * (y * h) + inward * 0.02 for x, y in loop], 1.1, 0.6,
                    taper=False,
                )  # fmt: skip
        knob = scene.part(0, "knob", 0.3, "metal")
        scene.ball(foot + along * w * 0.43 + up * h * 0.47 + inward * 0.05, 0.03, knob)
    else:
        dark = scene.part(0, "opening", 0.16, "wall", trace=False, casts=False)
        scene.quad(middle + inward * 0.008, along * w / 2, up * h / 2, dark)


def _skyline(
    scene: Scene, plan: SetPlan, opening: Opening, foot: Array, inward: Array, along: Array
) -> None:
    """Roofs against the night sky in a window's panes, one of their windows lit."""
    rng = generator(plan.seed, "skyline", opening.wall, f"{opening.centre_m:.2f}")
    roofs = scene.part(0, "skyline", 0.035, "pane", trace=False, casts=False)
    glow = scene.part(0, "lit pane", 0.92, "lit", trace=False, casts=False)
    w, h = opening.width_m, opening.height_m
    up = np.array([0.0, 1.0, 0.0])
    count = max(2, round(w / 0.45))
    lit = int(rng.integers(0, count))
    for k in range(count):
        high = h * float(rng.uniform(0.28, 0.62))
        x = -w / 2 + w * (k + 0.5) / count
        at = foot + along * x + inward * 0.009 + up * high / 2
        scene.quad(at, along * w / count / 2, up * high / 2, roofs)
        if k == lit:
            spot = foot + along * x + inward * 0.0095 + up * high * 0.7
            scene.quad(spot, along * 0.025, up * 0.035, glow)


def _outside(scene: Scene, plan: SetPlan, light: Light, eye: Array) -> None:
    ground = scene.part(0, "ground", plan.floor_tone, "ground", trace=False, casts=False)
    scene.quad((0, 0, 0), (GROUND_M, 0, 0), (0, 0, GROUND_M), ground)
    ground_lines(scene, plan, eye)
    add_horizon(scene, plan, eye, night=is_night(light))
