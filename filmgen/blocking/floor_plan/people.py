"""Figures from above: where each one stands, how it faces, and where it walks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from filmgen.blocking.floor_plan.sheet import (
    GREY,
    INK,
    PAPER,
    Labels,
    Layer,
    Point,
    Window,
    arrow,
    text_width,
)
from filmgen.blocking.model import Figure, StagedShot

APART_M = 0.45
"""Marks nearer than this are one."""
LEAST_PX = 26.0
"""Shoulders are drawn at least this wide, however large the place."""
SHOULDERS_M = 0.46


@dataclass(frozen=True)
class Mark:
    """A place where a figure acts, and how it was first seen there."""

    figure: Figure
    order: int

    @property
    def place(self) -> Point:
        return self.figure.position[0], self.figure.position[2]


@dataclass(frozen=True)
class Walker:
    """One figure through the scene: its marks, and the walks between them as pairs of them."""

    name: str
    marks: tuple[Mark, ...]
    walks: tuple[tuple[int, int], ...]


def walkers(staged: Iterable[StagedShot]) -> tuple[Walker, ...]:
    """Everybody in the scene, in order of appearance."""
    seen: dict[str, list[Figure]] = {}
    for shot in staged:
        for panel in shot.panels:
            for figure in panel.figures:
                seen.setdefault(figure.name, []).append(figure)
    return tuple(_walker(name, figures) for name, figures in seen.items())


def _walker(name: str, figures: Sequence[Figure]) -> Walker:
    marks: list[Mark] = []
    visits: list[int] = []
    for figure in figures:
        place = (figure.position[0], figure.position[2])
        near = [k for k, mark in enumerate(marks) if math.dist(mark.place, place) < APART_M]
        if not near:
            marks.append(Mark(figure, len(marks)))
            near = [len(marks) - 1]
        if not visits or visits[-1] != near[0]:
            visits.append(near[0])
    return Walker(name, tuple(marks), tuple(dict.fromkeys(pairwise(visits))))


def figure_scale(window: Window) -> float:
    """Pixels a metre for figures: the plan's own, or more where they would be specks."""
    return max(window.scale, LEAST_PX / SHOULDERS_M)


def draw_walks(layer: Layer, window: Window, walker: Walker) -> None:
    """Arrows from mark to mark; one that is walked both ways has two heads."""
    clear = 0.34 * figure_scale(window)
    for a, b in walker.walks:
        back = (b, a) in walker.walks
        if back and b < a:
            continue
        start = window.at(*walker.marks[a].place)
        end = window.at(*walker.marks[b].place)
        length = math.dist(start, end)
        if length < 2.4 * clear:
            continue
        dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        bow = 0.09 * length
        middle = ((start[0] + end[0]) / 2 - dy * bow, (start[1] + end[1]) / 2 + dx * bow)
        points = []
        for k in range(13):
            t = (clear + (length - 2 * clear) * k / 12) / length
            points.append(
                tuple(
                    (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t * t * r
                    for p, q, r in zip(start, middle, end, strict=True)
                )
            )
        way = [(x, y) for x, y in points]
        arrow(layer, way, 9.0, "#4c5157", both=back, width=1.4, dashes="6 3.5")


def draw_figure(layer: Layer, window: Window, mark: Mark) -> None:
    """Limbs, shoulders and head from above, as the joints lie; later marks are paler."""
    figure = mark.figure
    scale = figure_scale(window)
    centre = window.at(*mark.place)
    joints: dict[str, Point] = {}
    for name, p in figure.joints:
        across, down = window.turned(p[0] - figure.position[0], p[2] - figure.position[2])
        joints[name] = (centre[0] + across * scale, centre[1] + down * scale)
    group = layer.group(opacity="1" if mark.order == 0 else "0.5")
    size = figure.look.height_m / 1.74 if figure.look.species == "human" else figure.look.height_m
    size *= scale
    if figure.look.species != "human":
        _animal(group, joints, size)
        return
    legs = {"stroke": "#8d939b", "stroke_width": f"{0.13 * size:.1f}"}
    arms = {"stroke": "#6d737b", "stroke_width": f"{0.1 * size:.1f}"}
    for side in "lr":
        _limb(group, [joints[f"{side}_{j}"] for j in ("hip", "knee", "ankle", "toe")], **legs)
    _limb(group, [joints["pelvis"], joints["neck"]], stroke=INK, stroke_width=f"{0.24 * size:.1f}")
    for side in "lr":
        _limb(
            group, [joints[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist", "hand")], **arms
        )
    shoulders = [joints["l_shoulder"], joints["r_shoulder"]]
    _limb(group, shoulders, stroke=INK, stroke_width=f"{0.22 * size:.1f}")
    _head(group, joints["head"], _facing(figure, window), 0.115 * size)


def _limb(layer: Layer, points: Sequence[Point], **style: str) -> None:
    layer.path(points, fill="none", stroke_linecap="round", stroke_linejoin="round", **style)


def _head(layer: Layer, at: Point, turn: float, radius: float) -> None:
    nose = [
        (
            at[0] + radius * reach * math.cos(turn + side),
            at[1] + radius * reach * math.sin(turn + side),
        )
        for reach, side in ((1.0, -0.6), (1.75, 0.0), (1.0, 0.6))
    ]
    layer.polygon(nose, fill=INK, stroke=PAPER, stroke_width="1")
    layer.circle(at, radius, fill="#f2ede4", stroke=INK, stroke_width="1.5")


def _facing(figure: Figure, window: Window) -> float:
    """Where the head looks, as an angle on the sheet."""
    head = figure.joint("head")
    yaw = figure.facing_rad
    if figure.gaze is not None:
        dx, dz = figure.gaze[0] - head[0], figure.gaze[2] - head[2]
        if math.hypot(dx, dz) > 0.05:
            turn = (math.atan2(dx, dz) - yaw + math.pi) % (2 * math.pi) - math.pi
            yaw += min(max(turn, -1.2), 1.2)
    return window.angle(math.sin(yaw), math.cos(yaw))


def _animal(layer: Layer, joints: dict[str, Point], size: float) -> None:
    _limb(
        layer,
        [joints["pelvis"], joints["chest"], joints["neck"]],
        stroke=INK,
        stroke_width=f"{max(0.3 * size, 6):.1f}",
    )
    turn = math.atan2(
        joints["head"][1] - joints["pelvis"][1], joints["head"][0] - joints["pelvis"][0]
    )
    _head(layer, joints["head"], turn, max(0.14 * size, 4))


def name_marks(layer: Layer, window: Window, walker: Walker, labels: Labels) -> None:
    """Names beside marks; the second and later ones are smaller and numbered in order."""
    for mark in walker.marks:
        first = mark.order == 0
        words = walker.name if first else f"{walker.name} {mark.order + 1}"
        size = 12.5 if first else 10.0
        box = (text_width(words, size) + 4, size + 3)
        reach = 0.3 * figure_scale(window)
        at = labels.place(window.at(*mark.place), box, reach * 0.8, reach * 2.4)
        layer.label(
            (at[0], at[1] + size * 0.36),
            words,
            size,
            INK if first else GREY,
            font_weight="700" if first else "500",
        )
