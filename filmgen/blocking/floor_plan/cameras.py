"""Camera positions: setups that share a place, their lenses' fields of view, and their moves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from filmgen.blocking.camera import basis, half_extents
from filmgen.blocking.floor_plan.sheet import (
    PAPER,
    Definitions,
    Labels,
    Layer,
    Point,
    Window,
    arrow,
    text_width,
)
from filmgen.blocking.model import Camera, StagedPanel, StagedShot
from filmgen.blocking.moves import camera_path
from filmgen.breakdown.model import Move, Shot

COLOURS = (
    "#1f6fb4",
    "#cf3f52",
    "#23905a",
    "#8a55b3",
    "#d97a1d",
    "#0c8489",
    "#b13f77",
    "#6a7a1c",
    "#3d4fb0",
    "#9c5327",
    "#4a6d7c",
    "#b0892a",
)
NEAR_M, NEAR_RAD = 0.3, math.radians(14)
"""Cameras nearer than this that look the same way share a tripod."""
STEEP = 0.85
"""Sine of the tilt from which a camera looks down rather than ahead."""


@dataclass
class Position:
    """A place of the camera and what is shot from it.

    Attributes:
        camera: of the first shot there. reach_m: how far off its subject is.
        shots: display ids without the scene, with panel letters where a shot moves on.
        terms: size, angle, lens and move of each, as they differ.
        travel: the camera over a shot that moves, start to end, else empty.
    """

    number: int
    camera: Camera
    reach_m: float
    shots: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    travel: list[Camera] = field(default_factory=list)

    @property
    def colour(self) -> str:
        return COLOURS[(self.number - 1) % len(COLOURS)]


def positions(shots: Sequence[Shot], staged: Sequence[StagedShot]) -> tuple[Position, ...]:
    """The scene's camera positions in the order of their first use."""
    found: list[Position] = []
    for shot, stage in zip(shots, staged, strict=True):
        for labels, panel in _takes(shot, stage):
            position = next((p for p in found if _shared(p.camera, panel.camera)), None)
            if position is None:
                position = Position(len(found) + 1, panel.camera, _reach(panel))
                found.append(position)
            number = shot.display_id.rpartition("sh")[2]
            whole = len(labels) == len(stage.panels)
            position.shots.append(number if whole else number + "".join(labels))
            lens = f"{panel.camera.focal_mm:.0f} mm"
            words = [shot.size.value, shot.angle.value, lens]
            if shot.move is not Move.STATIC:
                words.append(shot.move.value)
            if " ".join(words) not in position.terms:
                position.terms.append(" ".join(words))
        if shot.move is not Move.STATIC and stage.panels:
            _add_travel(found, shot, stage)
    return tuple(found)


def _takes(shot: Shot, stage: StagedShot) -> list[tuple[list[str], StagedPanel]]:
    """Panels that share a camera, with their labels."""
    takes: list[tuple[list[str], StagedPanel]] = []
    for beat, panel in zip(shot.beats, stage.panels, strict=False):
        if takes and _shared(takes[-1][1].camera, panel.camera):
            takes[-1][0].append(beat.label)
        else:
            takes.append(([beat.label], panel))
    return takes


def _shared(a: Camera, b: Camera) -> bool:
    if math.dist(a.position, b.position) > NEAR_M:
        return False
    cosine = float(basis(a)[2] @ basis(b)[2])
    return math.acos(min(max(cosine, -1.0), 1.0)) < NEAR_RAD


def _reach(panel: StagedPanel) -> float:
    """Horizontal distance to the subject, or to what the camera aims at."""
    eye = panel.camera.position
    subjects = [f.position for f in panel.figures if f.name in panel.subjects]
    targets = subjects or [panel.camera.target]
    far = max(math.dist((eye[0], eye[2]), (t[0], t[2])) for t in targets)
    if not subjects:  # a view of the place goes on
        plan = panel.set_plan
        far = max(far, 0.55 * math.hypot(plan.width_m, plan.depth_m) if plan.interior else 10.0)
    return min(max(far + 0.5, 1.2), 40.0)


def _add_travel(found: list[Position], shot: Shot, stage: StagedShot) -> None:
    """Note the way of a shot that moves, as far as its first position lasts."""
    count = len(stage.panels)
    path = camera_path(shot, stage.panels, [k / count for k in range(count)])
    home = next(p for p in found if _shared(p.camera, stage.panels[0].camera))
    share = 0.999 * len(_takes(shot, stage)[0][0]) / count
    way = [path.at(share * k / 24) for k in range(25)]
    far = math.dist(way[0].position, way[-1].position)
    if not home.travel and (far > 0.12 or _turn(way) > 0.06):
        home.travel = way


def _turn(way: Sequence[Camera]) -> float:
    cosine = float(basis(way[0])[2] @ basis(way[-1])[2])
    return math.acos(min(max(cosine, -1.0), 1.0))


def _heading(camera: Camera, window: Window) -> float:
    """Where a camera looks, as an angle on the sheet."""
    forward = basis(camera)[2]
    return window.angle(float(forward[0]), float(forward[2]))


def draw_view(
    layer: Layer, defs: Definitions, window: Window, position: Position, strength: float
) -> None:
    """The field of view: a wedge that fades beyond the subject; from overhead, the frame.

    Args:
        strength: 1 for a few views, less where many overlap.
    """
    camera, colour = position.camera, position.colour
    apex = window.at(camera.position[0], camera.position[2])
    forward = basis(camera)[2]
    if abs(forward[1]) > STEEP:
        _draw_frame(layer, window, camera, colour)
        return
    tan_w = half_extents(camera.focal_mm, camera.aspect)[0]
    half = math.atan(tan_w)
    reach = position.reach_m * window.scale
    turn = _heading(camera, window)
    rim = [
        (apex[0] + reach * math.cos(turn + a), apex[1] + reach * math.sin(turn + a))
        for a in (half * k / 8 for k in range(-8, 9))
    ]
    fill = defs.fade(f"view{position.number}", apex, reach, colour, strength)
    layer.polygon([apex, *rim], fill=fill, stroke="none")
    for end in (rim[0], rim[-1]):
        layer.path(
            [apex, end],
            fill="none",
            stroke=colour,
            stroke_width="0.9",
            stroke_opacity=f"{0.2 + 0.4 * strength:.2f}",
        )


def _draw_frame(layer: Layer, window: Window, camera: Camera, colour: str) -> None:
    """What an overhead camera frames at table height."""
    right, up, forward = basis(camera)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    corners = []
    for sx, sy in ((-1, 1), (1, 1), (1, -1), (-1, -1)):
        ray = forward + sx * tan_w * right + sy * tan_h * up
        drop = (camera.position[1] - 0.8) / max(-float(ray[1]), 0.2)
        point = np.asarray(camera.position) + ray * max(drop, 0.1)
        corners.append(window.at(float(point[0]), float(point[2])))
    layer.polygon(
        corners,
        fill=colour,
        fill_opacity="0.08",
        stroke=colour,
        stroke_width="1",
        stroke_dasharray="5 3",
    )


def draw_travel(layer: Layer, window: Window, position: Position) -> None:
    """The way of a moving camera; a pan or tilt in place is an arc in front of the lens."""
    if not position.travel:
        return
    way = [window.at(c.position[0], c.position[2]) for c in position.travel]
    if math.dist(way[0], way[-1]) > 9:
        arrow(layer, way, 8.0, position.colour, width=2)
        return
    start, end = (_heading(position.travel[k], window) for k in (0, -1))
    swing = (end - start + math.pi) % (2 * math.pi) - math.pi
    if abs(swing) < 0.05:
        return
    arc = [
        (
            way[0][0] + 30 * math.cos(start + swing * k / 8),
            way[0][1] + 30 * math.sin(start + swing * k / 8),
        )
        for k in range(9)
    ]
    arrow(layer, arc, 7.0, position.colour, width=1.6)


def draw_camera(layer: Layer, window: Window, position: Position, labels: Labels) -> None:
    """The camera with its number; it steps back along its axis where another one stands."""
    true = window.at(position.camera.position[0], position.camera.position[2])
    at = _on_sheet(true, window)
    turn = _heading(position.camera, window)
    lens, body = _free_place(at, turn, labels)
    labels.keep(body, 10.5)
    cos, sin = math.cos(turn), math.sin(turn)

    def on(ahead: float, aside: float) -> Point:
        return lens[0] + cos * ahead - sin * aside, lens[1] + sin * ahead + cos * aside

    if math.dist(lens, at) > 1:
        layer.path(
            [at, lens],
            fill="none",
            stroke=position.colour,
            stroke_width="0.8",
            stroke_dasharray="2 2",
        )
        layer.circle(at, 2.2, fill=position.colour)
    style = {"fill": position.colour, "stroke": PAPER, "stroke_width": "1.2"}
    layer.polygon([on(0, -5.5), on(0, 5.5), on(-7, 2.5), on(-7, -2.5)], **style)
    layer.polygon([on(-6, -7.5), on(-6, 7.5), on(-24, 7.5), on(-24, -7.5)], **style)
    off = math.dist(at, true) / window.scale
    if off >= 0.5:
        place = labels.place(body, (36, 13), 10, 26, turn + math.pi / 2)
        layer.label((place[0], place[1] + 3.5), f"+{off:.0f} m", 10, position.colour)
    words = str(position.number)
    layer.text(
        (body[0], body[1] + 3.9), words, 11, fill=PAPER, font_weight="700", text_anchor="middle"
    )


def _on_sheet(at: Point, window: Window) -> Point:
    """A point of the sheet, drawn towards its middle until it lies inside."""
    left, top, right, bottom = window.area
    middle = ((left + right) / 2, (top + bottom) / 2)
    shares = [1.0]
    for value, low, high, centre in (
        (at[0], left + 34, right - 34, middle[0]),
        (at[1], top + 34, bottom - 34, middle[1]),
    ):
        if not low <= value <= high:
            edge = low if value < low else high
            shares.append((edge - centre) / (value - centre))
    share = min(shares)
    if share == 1.0:
        return at
    return middle[0] + (at[0] - middle[0]) * share, middle[1] + (at[1] - middle[1]) * share


def draw_pin(layer: Layer, window: Window, position: Position) -> None:
    """A position on the small overview: its number in a dot, and where it looks."""
    at = window.at(position.camera.position[0], position.camera.position[2])
    turn = _heading(position.camera, window)
    tip = (at[0] + 13 * math.cos(turn), at[1] + 13 * math.sin(turn))
    layer.path([at, tip], stroke=position.colour, stroke_width="2.4", fill="none")
    layer.circle(at, 6.5, fill=position.colour, stroke=PAPER, stroke_width="0.8")
    layer.text((at[0], at[1] + 2.9), str(position.number), 8, fill=PAPER, font_weight="700",
               text_anchor="middle")  # fmt: skip


def _free_place(at: Point, turn: float, labels: Labels) -> tuple[Point, Point]:
    """Where the lens and the middle of the body are drawn: as near the truth as is free."""
    cos, sin = math.cos(turn), math.sin(turn)
    first: tuple[Point, Point] | None = None
    for back in range(0, 120, 8):
        for aside in (0, 10, -10, 22, -22):
            lens = (at[0] - cos * back - sin * aside, at[1] - sin * back + cos * aside)
            body = (lens[0] - cos * 15, lens[1] - sin * 15)
            first = first or (lens, body)
            box = (body[0] - 10, body[1] - 10, body[0] + 10, body[1] + 10)
            if all(_apart(box, other) for other in labels.taken):
                return lens, body
            if back == 0 and aside == 0:
                continue
    assert first is not None
    return first


def _apart(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def name_shots(layer: Layer, window: Window, position: Position, labels: Labels) -> None:
    """The shots of a position, written beside it."""
    words = " ".join(position.shots[:4]) + (" …" if len(position.shots) > 4 else "")
    turn = _heading(position.camera, window)
    at = _on_sheet(window.at(position.camera.position[0], position.camera.position[2]), window)
    body = (at[0] - math.cos(turn) * 15, at[1] - math.sin(turn) * 15)
    place = labels.place(body, (text_width(words, 10) + 4, 13), 10, 40, turn + math.pi)
    layer.label((place[0], place[1] + 3.5), words, 10, position.colour, font_weight="600")
