"""A scene from above on one sheet: set, figures and their walks, cameras, the line, a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from filmgen.blocking.floor_plan.architecture import draw_ground, draw_room, wall_thickness
from filmgen.blocking.floor_plan.cameras import (
    Position,
    draw_camera,
    draw_pin,
    draw_travel,
    draw_view,
    name_shots,
    positions,
)
from filmgen.blocking.floor_plan.people import (
    Walker,
    draw_figure,
    draw_walks,
    figure_scale,
    name_marks,
    walkers,
)
from filmgen.blocking.floor_plan.sheet import (
    FONT,
    GREY,
    INK,
    PALE,
    PAPER,
    Box,
    Definitions,
    Labels,
    Layer,
    Point,
    Window,
    around,
    fixed,
    text_width,
)
from filmgen.blocking.floor_plan.things import draw_things
from filmgen.blocking.model import SetPlan, StagedShot
from filmgen.breakdown.model import Shot

WIDTH, HEIGHT = 1400.0, 900.0
AREA: Box = (24.0, 76.0, 1046.0, 846.0)
LEGEND_X = 1068.0
OVERVIEW: Box = (1068.0, 636.0, 1376.0, 846.0)
LINE_COLOUR = "#b3261e"


def floor_plan(shots: Sequence[Shot], staged: Sequence[StagedShot], title: str) -> str:
    """Draw a scene's floor plan.

    Args:
        shots: of one scene in one set, at least one. staged: the same, blocked; same order.
        title: in the sheet's corner.

    Returns:
        An SVG document, 1400 x 900; the same text for equal input.
    """
    plan = staged[0].panels[0].set_plan
    people, cameras = walkers(staged), positions(shots, staged)
    long = plan.interior and plan.depth_m > 1.2 * plan.width_m
    window = Window(_extent(plan, people, cameras), AREA, long)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {fixed(WIDTH)} {fixed(HEIGHT)}",
            "width": fixed(WIDTH),
            "height": fixed(HEIGHT),
            "font-family": FONT,
        },
    )
    ET.SubElement(root, "title").text = title
    defs = Definitions(ET.SubElement(root, "defs"), shots[0].display_id)
    page = Layer(root)
    page.shape(f"M0,0 H{fixed(WIDTH)} V{fixed(HEIGHT)} H0Z", fill=PAPER)
    inside = page.group(clip_path=defs.clip("area", AREA))
    (draw_room if plan.interior else draw_ground)(inside, window, plan)
    draw_things(inside, window, plan.props, hanging=False)
    strength = min(1.0, max(0.35, 7 / len(cameras)))
    w, d = plan.width_m / 2, plan.depth_m / 2
    room = defs.clip("room", (*window.at(-w, -d), *window.at(w, d)))
    within = inside.group(clip_path=room)
    for position in cameras:
        x, _, z = position.camera.position
        enclosed = plan.interior and abs(x) < w and abs(z) < d
        draw_view(within if enclosed else inside, defs, window, position, strength)
    labels = Labels(AREA)
    _line_of_action(inside, window, shots, people)
    for walker in people:
        draw_walks(inside, window, walker)
        for mark in reversed(walker.marks):
            draw_figure(inside, window, mark)
            labels.keep(window.at(*mark.place), 0.22 * figure_scale(window))
    draw_things(inside, window, plan.props, hanging=True)
    for position in cameras:
        draw_travel(inside, window, position)
    for position in cameras:
        draw_camera(inside, window, position, labels)
    for walker in people:
        name_marks(inside, window, walker, labels)
    if len(cameras) <= 14:
        for position in cameras:
            name_shots(inside, window, position, labels)
    far = _far(window, cameras)
    if far:
        small = page.group(clip_path=defs.clip("overview", OVERVIEW))
        _overview(small, window, plan, people, cameras)
        _framed(page, OVERVIEW)
    _title_block(page, window, plan, shots, cameras, title)
    _legend(page, cameras, OVERVIEW[1] - 12 if far else AREA[3])
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _extent(plan: SetPlan, people: Sequence[Walker], cameras: Sequence[Position]) -> Box:
    """What must be seen: the room, or outside the action with the cameras about it."""
    places = [(p.camera.position[0], p.camera.position[2]) for p in cameras]
    if plan.interior:
        thick = wall_thickness(plan)
        w, d = plan.width_m / 2 + thick, plan.depth_m / 2 + thick
        room: list[Point] = [(-w, -d), (w, d)]
        return around([*room, *places], 0.45)
    core = [mark.place for walker in people for mark in walker.marks]
    if not core:
        core = places + [_aim(p) for p in cameras]
    left, top, right, bottom = around(core, 0.0)
    off = sorted(
        math.hypot(max(left - x, x - right, 0.0), max(top - z, z - bottom, 0.0)) for x, z in places
    )
    reach = max(3.0, 1.8 * off[len(off) // 2])
    left, top, right, bottom = around(core, reach)
    near = [p for p in places if left <= p[0] <= right and top <= p[1] <= bottom]
    box = around([*core, *near], 1.5)
    high = max(7.0, box[3] - box[1])
    wide = max(7.0 * (AREA[2] - AREA[0]) / (AREA[3] - AREA[1]), box[2] - box[0])
    x, z = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide / 2, z - high / 2, x + wide / 2, z + high / 2


def _aim(position: Position) -> Point:
    yaw = _yaw(position)
    eye = position.camera.position
    return eye[0] + position.reach_m * math.sin(yaw), eye[2] + position.reach_m * math.cos(yaw)


def _overview(
    group: Layer, window: Window, plan: SetPlan, people: Sequence[Walker],
    cameras: Sequence[Position],
) -> None:  # fmt: skip
    """A small map of everything, where the plan leaves out cameras that stand far off."""
    seen = window.seen()
    places = [(p.camera.position[0], p.camera.position[2]) for p in cameras]
    corners: list[Point] = [(seen[0], seen[1]), (seen[2], seen[3])]
    small = Window(around([*corners, *places], 3.0), OVERVIEW, window.quarter)
    draw_ground(group, small, plan)
    draw_things(group, small, plan.props, hanging=False)
    for walker in people:
        for mark in walker.marks:
            group.circle(small.at(*mark.place), 2.2, fill=INK)
    left, top, right, bottom = seen
    frame = [
        small.at(x, z) for x, z in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    group.polygon(frame, fill="none", stroke=INK, stroke_width="1", stroke_dasharray="4 2")
    for position in cameras:
        x, z = position.camera.position[0], position.camera.position[2]
        if not (left < x < right and top < z < bottom):
            draw_pin(group, small, position)


def _framed(page: Layer, box: Box) -> None:
    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    page.polygon(corners, fill="none", stroke=PALE, stroke_width="1")


def _far(window: Window, cameras: Sequence[Position]) -> bool:
    left, top, right, bottom = window.seen()
    places = [(p.camera.position[0], p.camera.position[2]) for p in cameras]
    return any(not (left < x < right and top < z < bottom) for x, z in places)


def _yaw(position: Position) -> float:
    eye, target = position.camera.position, position.camera.target
    return math.atan2(target[0] - eye[0], target[2] - eye[2])


def _line_of_action(
    layer: Layer, window: Window, shots: Sequence[Shot], people: Sequence[Walker]
) -> None:
    """The 180-degree line through the first two who face each other across it."""
    marks = {walker.name: walker.marks[0].place for walker in people}
    pair: dict[str, Point] = {}
    for shot in shots:
        for name, side in shot.sides:
            if name in marks:
                pair.setdefault(side, marks[name])
        if len(pair) == 2:
            break
    if len(pair) < 2 or math.dist(pair["left"], pair["right"]) < 0.2:
        return
    a, b = window.at(*pair["left"]), window.at(*pair["right"])
    length = math.dist(a, b)
    dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    reach = max(90.0, 0.35 * length)
    ends = [(a[0] - dx * reach, a[1] - dy * reach), (b[0] + dx * reach, b[1] + dy * reach)]
    layer.path(
        ends,
        fill="none",
        stroke=LINE_COLOUR,
        stroke_width="1.3",
        stroke_dasharray="14 4 2 4",
        stroke_opacity="0.8",
    )
    right = max(ends)
    layer.label((right[0] - 12, right[1] - 6), "180°", 11, LINE_COLOUR)


def _title_block(
    page: Layer,
    window: Window,
    plan: SetPlan,
    shots: Sequence[Shot],
    cameras: Sequence[Position],
    title: str,
) -> None:
    """Frame, title, scale bar and north arrow."""
    _framed(page, AREA)
    left = AREA[0]
    size = 21.0 if text_width(title, 21) < WIDTH - 60 else 15.0
    words = _fitted(title, size, WIDTH - 2 * left)
    page.text((left, 36), words, size, fill=INK, font_weight="700")
    setting = shots[0].setting
    facts = (
        "interior" if plan.interior else "exterior",
        setting.time_of_day.value,
        f"{plan.kind} {plan.width_m:.1f} × {plan.depth_m:.1f} m",
        f"{_counted(len(shots), 'shot')}, {_counted(len(cameras), 'camera position')}",
    )
    what = " · ".join(fact for fact in facts if fact)
    page.text((left, 58), what, 12.5, fill=GREY)
    _scale_bar(page, window)
    _north(page, window)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _legend(page: Layer, cameras: Sequence[Position], bottom: float) -> None:
    """Number, shots and terms of each camera position, down to `bottom`."""
    room = bottom - AREA[1] - 30
    row = min(40.0, room / max(len(cameras), 1))
    page.text(
        (LEGEND_X, AREA[1] + 12),
        "CAMERA POSITIONS",
        11,
        fill=GREY,
        font_weight="700",
        letter_spacing="1",
    )
    wide = WIDTH - LEGEND_X - 56
    for index, position in enumerate(cameras):
        y = AREA[1] + 30 + row * index + row / 2
        radius = max(1.0, min(10.0, row / 2 - 1))
        page.circle((LEGEND_X + 10, y), radius, fill=position.colour)
        number = (LEGEND_X + 10, y + radius * 0.38)
        page.text(number, str(position.number), radius * 1.05, fill=PAPER, font_weight="700",
                  text_anchor="middle")  # fmt: skip
        shots, terms = ", ".join(position.shots), " / ".join(position.terms)
        x = LEGEND_X + 28
        if row < 25:  # one line each
            size = min(10.0, row * 0.7)
            shots = _fitted(shots, size, wide * 0.55)
            page.text((x, y + size * 0.36), shots, size, fill=INK, font_weight="700")
            x += max(text_width(shots, size) * 1.08 + 8, 62.0)
            terms = _fitted(terms, size, WIDTH - 24 - x)
            page.text((x, y + size * 0.36), terms, size, fill=GREY)
        else:
            size = min(12.0, row * 0.31)
            page.text((x, y - 2), _fitted(shots, size, wide), size, fill=INK, font_weight="700")
            page.text((x, y + size), _fitted(terms, size * 0.88, wide), size * 0.88, fill=GREY)


def _fitted(words: str, size: float, wide: float) -> str:
    """Words cut to a width, with an ellipsis."""
    if text_width(words, size) <= wide:
        return words
    while words and text_width(words + " …", size) > wide:
        words = words[:-1]
    return words.rstrip(" ,/") + " …"


def _scale_bar(page: Layer, window: Window) -> None:
    step = next(
        (m for m in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if m * window.scale >= 55), 100.0
    )
    x, y = AREA[0], AREA[3] + 26
    for k in range(2):
        start, end = x + k * step * window.scale, x + (k + 1) * step * window.scale
        page.polygon(
            [(start, y), (end, y), (end, y + 6), (start, y + 6)],
            fill=INK if k == 0 else PAPER,
            stroke=INK,
            stroke_width="1",
        )
    for k in range(3):
        words = f"{k * step:g}" + (" m" if k == 2 else "")
        page.text(
            (x + k * step * window.scale, y - 5),
            words,
            10,
            fill=INK,
            text_anchor="middle" if k else "start",
        )


def _north(page: Layer, window: Window) -> None:
    x, y = AREA[2] - 24, AREA[3] + 34
    turn = window.angle(0.0, -1.0)

    def on(ahead: float, aside: float) -> Point:
        cos, sin = math.cos(turn), math.sin(turn)
        return x + cos * ahead - sin * aside, y + sin * ahead + cos * aside

    page.polygon([on(15, 0), on(-9, 7), on(-4, 0)], fill=INK, stroke=INK)
    page.polygon([on(15, 0), on(-9, -7), on(-4, 0)], fill=PAPER, stroke=INK)
    words = on(24, 0)
    page.text((words[0], words[1] + 4), "N", 12, fill=INK, font_weight="700", text_anchor="middle")
