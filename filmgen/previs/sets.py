"""The place: floor, walls that face the camera, ceiling; or ground, roads and horizon."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Light, Prop, SetPlan, StagedPanel
from filmgen.previs.ground import add_ground, bare_paper, floor_lines
from filmgen.previs.horizon import PAPER, add_horizon
from filmgen.previs.openings import add_opening
from filmgen.previs.raycast import View
from filmgen.previs.scene import Scene, yawed
from filmgen.previs.walls import Wall, add_beams, dress_wall
from filmgen.previs.weather import add_weather

Array: TypeAlias = npt.NDArray[np.float64]

WALLS: dict[str, tuple[Array, Array]] = {
    "north": (np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])),
    "south": (np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])),
    "west": (np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])),
    "east": (np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])),
}
"""Inward normal, and the direction along the wall, by name."""
LIGHTS = frozenset(
    ["lamp", "ceiling lamp", "street lamp", "fireplace", "candle", "television", "torch"]
)
FAR_REACHING_M = {"telephone pole": 17.0, "utility pole": 17.0, "bridge tower": 35.0, "train": 10.0}
"""How far some things reach beyond their boxes: wires, cables."""


def add_set(scene: Scene, plan: SetPlan, light: Light, eye: Array) -> None:
    """Put the place into the scene; walls with the camera behind them are left out."""
    if plan.interior:
        _room(scene, plan, light, eye)
    elif plan.kind == PAPER:
        bare_paper(scene)
    else:
        scene.snow = light.weather == "snow" or plan.kind == "snow"
        add_ground(scene, plan, light, eye)
        add_horizon(scene, plan, eye, night=is_night(light) and light.lamps)
        add_weather(scene, plan, light, eye, night=is_night(light))


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
    if prop.kind in FILLERS and _looms(prop, panel, eye, centre):
        return True
    if max(prop.size_m) < 0.5:
        return False  # small enough to be what an insert is about
    if bool((np.abs(local) < half).all()):
        return True
    if any(_carries(prop, half, axes @ (np.asarray(f.joint("pelvis")) - centre), f.pose)
           for f in panel.figures):  # fmt: skip
        return False
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


FILLERS = frozenset(["plant", "flowers", "bush", "box", "barrel", "crate", "pole"])
"""What stands about for nobody's sake, and is moved when it gets between us and somebody."""


def _looms(prop: Prop, panel: StagedPanel, eye: Array, centre: Array) -> bool:
    """Whether a thing is much nearer than whom the panel shows, large, and not looked at."""
    toward = np.asarray(panel.camera.target) - eye
    far = float(np.linalg.norm(toward))
    shown = [f for f in panel.figures if f.name in panel.subjects] or panel.figures
    heads = [np.asarray(figure.joint("head")) for figure in shown]
    if not heads or far < 1e-6 or float(np.linalg.norm(centre - eye - toward)) < 0.6:
        return False
    ahead = float((centre - eye) @ toward) / far
    nearest = min(float((head - eye) @ toward) / far for head in heads)
    return 0.0 < ahead < 0.6 * nearest and max(prop.size_m) > 0.3 * ahead


_CARRIED = ("sit", "perch", "lie", "prone", "on ladder", "climb", "lean", "ride")


def _carries(prop: Prop, half: Array, pelvis: Array, pose: str) -> bool:
    """Whether somebody sits, lies or stands on a prop, or leans on it: it cannot be struck.

    Args:
        half: half sizes of the prop. pelvis: of the figure, from its middle, in its own axes.
    """
    if not pose.startswith(_CARRIED) or pose.startswith("sit on ground"):
        return False
    near = bool((np.abs(pelvis[[0, 2]]) < half[[0, 2]] + 0.3).all())
    return near and -half[1] - 0.1 < pelvis[1] < half[1] + 0.5


def out_of_sight(prop: Prop, view: View, *, open_day: bool) -> bool:
    """Whether a prop is far enough outside a frame that nothing of it is seen there.

    Lamps are never: they light what is inside the frame.

    Args:
        open_day: the sun shines, so that shadows reach further than things.
    """
    if prop.kind in LIGHTS:
        return False
    width, height, depth = prop.size_m
    reach = 0.5 * math.sqrt(width * width + height * height + depth * depth)
    reach += FAR_REACHING_M.get(prop.word, 0.6) + (0.9 * height if open_day else 0.0)
    centre = np.asarray(prop.position, np.float64) + np.array([0.0, height / 2, 0.0])
    offset = centre - view.eye
    ahead = float(offset @ view.forward)
    if ahead < -reach:
        return True
    for axis, pixels in ((0, view.width), (1, view.height)):
        step = view.directions[:, axis]
        size = float(np.linalg.norm(step))
        edge = size * pixels / 2  # half the frame at one metre
        across = abs(float(offset @ step)) / size
        if across - ahead * edge > reach * math.sqrt(1.0 + edge * edge):
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
        add_beams(scene, plan)
    night = is_night(light)
    for name, (inward, along) in WALLS.items():
        distance = wall_distance(plan, name)
        if float(eye @ inward) <= -distance + 0.02:
            continue
        half = (w if name in ("north", "south") else d) / 2
        tone = plan.wall_tone * (1.0 if name in ("north", "south") else 0.92)
        part = scene.part(0, f"wall {name}", tone, "wall", trace=False, casts=False)
        centre = -inward * distance
        scene.quad(centre + np.array([0, h / 2, 0]), along * half, (0, h / 2, 0), part)
        corner = [centre - along * half, centre + along * half]
        for end in corner:
            scene.line([end, end + np.array([0, h, 0])], 1.2, 0.7, taper=False)
        scene.line(corner, 1.4, 0.8, taper=False)
        scene.line([corner[0] + [0, h, 0], corner[1] + [0, h, 0]], 1.1, 0.6, taper=False)
        wall = Wall(scene, plan, name, centre, along, inward, half)
        dress_wall(wall)
        for opening in wall.holes:
            add_opening(wall, opening, light.sky_tone, night)
