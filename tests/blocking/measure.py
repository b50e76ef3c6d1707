"""What a finished panel shows, measured through the lens, not taken from the planner."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import project
from filmgen.blocking.framing import RANGES, head_fraction
from filmgen.blocking.model import Blocking, Figure, StagedPanel
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.space import bodies, footprints, solid
from filmgen.breakdown.model import Setup, Shot, ShotList


@dataclass
class Tally:
    """Counts over panels, with the names of what failed."""

    panels: int = 0
    framed: int = 0
    wrong_size: list[str] | None = None
    occluded: list[str] | None = None
    wrong_side: list[str] | None = None
    camera_inside: list[str] | None = None
    intersecting: list[str] | None = None

    def __post_init__(self) -> None:
        self.wrong_size, self.occluded, self.wrong_side = [], [], []
        self.camera_inside, self.intersecting = [], []


def each(film: ShotList, blocking: Blocking) -> Iterator[tuple[Shot, str, StagedPanel]]:
    for shot, staged in zip(film.shots, blocking.shots, strict=True):
        for beat, panel in zip(shot.beats, staged.panels, strict=True):
            yield shot, f"{shot.display_id}{beat.label}", panel


def tally(film: ShotList, blocking: Blocking) -> Tally:
    result = Tally()
    for shot, where, panel in each(film, blocking):
        result.panels += 1
        _camera(result, where, panel)
        _floor(result, where, panel)
        _sides(result, where, panel, dict(shot.sides))
        if panel.subjects and shot.setup is not Setup.INSERT:
            result.framed += 1
            main = next(f for f in panel.figures if f.name == panel.subjects[0])
            low, high = RANGES[shot.size]
            if not low <= head_fraction(panel.camera, main) <= high:
                result.wrong_size.append(where)
            if _hidden(panel, main) > 0.4:
                result.occluded.append(where)
    return result


def seen(panel: StagedPanel, figure: Figure) -> tuple[float, float] | None:
    x, y, depth = project(panel.camera, figure.joint("head"))
    return (x, y) if depth > 0 and 0 <= x <= 1 and 0 <= y <= 1 else None


def _sides(result: Tally, where: str, panel: StagedPanel, sides: dict[str, str]) -> None:
    for a in panel.figures:
        for b in panel.figures:
            if (sides.get(a.name), sides.get(b.name)) == ("left", "right"):
                left, right = seen(panel, a), seen(panel, b)
                if left and right and left[0] >= right[0]:
                    result.wrong_side.append(f"{where}: {a.name} is right of {b.name}")


def _seat_of(panel: StagedPanel, figure: Figure) -> list[int]:
    """Furniture the figure sits or lies on."""
    x, _, z = figure.position
    return [
        i
        for i, p in enumerate(panel.set_plan.props)
        if math.hypot(p.position[0] - x, p.position[2] - z)
        < 0.6 + max(p.size_m[0], p.size_m[2]) / 2
        and p.kind in ("chair", "armchair", "sofa", "stool", "bench", "bed", "rock", "crate")
    ]


def _hidden(panel: StagedPanel, main: Figure) -> float:
    head, tall = np.array(main.joint("head")), head_height_m(main.look)
    targets = np.array([head + np.array((0.0, dy * tall, 0.0)) for dy in (-0.35, 0.0, 0.35)])
    start = np.repeat([panel.camera.position], len(targets), axis=0)
    own = panel.figures.index(main)
    props = solid(panel.set_plan, _seat_of(panel, main)).cut(start, targets).any(1)
    people = bodies(panel.figures).cut(start, targets)
    people[:, 2 * own : 2 * own + 2] = False
    return float((props | people.any(1)).mean())


def _struck(panel: StagedPanel) -> list[int]:
    """House fronts right behind somebody whom a shot looks past: taken away like walls inside."""
    others = [f for f in panel.figures if f.name not in panel.subjects]
    return [
        i
        for i, prop in enumerate(panel.set_plan.props)
        if prop.kind == "house front"
        and any(
            math.dist((f.position[0], f.position[2]), (prop.position[0], prop.position[2]))
            < 1.2 + max(prop.size_m[0], prop.size_m[2]) / 2
            for f in others
        )
    ]


def _camera(result: Tally, where: str, panel: StagedPanel) -> None:
    plan, camera = panel.set_plan, np.array([panel.camera.position])
    if (
        solid(plan, _struck(panel)).contain(camera, 0.0)[0]
        or bodies(panel.figures).contain(camera, 0.04)[0]
    ):
        result.camera_inside.append(where)
    if plan.interior:
        x = abs(camera[0, 0]) - plan.width_m / 2
        z = abs(camera[0, 2]) - plan.depth_m / 2
        if (abs(x) < 0.03 and z < 0.03) or (abs(z) < 0.03 and x < 0.03):
            result.camera_inside.append(f"{where} (wall)")


def _floor(result: Tally, where: str, panel: StagedPanel) -> None:
    plan = panel.set_plan
    taken = footprints(plan)
    for i, a in enumerate(panel.figures):
        x, _, z = a.position
        inside = abs(x) < plan.width_m / 2 and abs(z) < plan.depth_m / 2
        if plan.interior and not inside:
            result.intersecting.append(f"{where}: {a.name} is outside the walls")
        if a.pose.split(",")[0] in ("stand", "walk", "run") and taken.stand_in_way(
            np.array([[x, 0.6, z]]), 0.15
        ):
            result.intersecting.append(f"{where}: {a.name} stands in furniture")
        for b in panel.figures[:i]:
            if math.dist(a.position, b.position) < 0.33:
                result.intersecting.append(f"{where}: {a.name} and {b.name}")
