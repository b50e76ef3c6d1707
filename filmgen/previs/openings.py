"""Doors and windows: frames, panes and bars, handles, what hangs before them and lies behind."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Opening
from filmgen.previs.noise import generator
from filmgen.previs.walls import Wall

Array: TypeAlias = npt.NDArray[np.float64]

CURTAINED = frozenset(["living room", "bedroom", "dining room", "studio", "music room", "cabin"])
BLINDS = frozenset(["office", "police station", "hospital room", "classroom"])
GLAZED_DOORS = frozenset(["office", "police station", "shop", "restaurant", "bar", "classroom",
                          "laboratory"])  # fmt: skip
VEHICLES = frozenset(["car interior", "train", "bus", "plane", "boat cabin"])
_UP = np.array([0.0, 1.0, 0.0])


def add_opening(wall: Wall, opening: Opening, sky_tone: float, night: bool) -> None:
    """A door, window or archway of a wall.

    Args:
        sky_tone: of what the panes show by day.
    """
    if opening.kind == "window":
        _window(wall, opening, sky_tone, night)
    elif opening.kind == "door":
        _door(wall, opening)
    else:
        scene = wall.scene
        dark = scene.part(0, "opening", 0.14, "wall", trace=False, casts=False)
        middle = wall.at(opening.centre_m, opening.height_m / 2, 0.008)
        scene.quad(middle, wall.along * opening.width_m / 2, _UP * opening.height_m / 2, dark)
        _frame(wall, opening, 0.12)


def _axes(wall: Wall) -> Array:
    return np.stack([wall.along, _UP, np.cross(wall.along, _UP)])


def _frame(wall: Wall, o: Opening, t: float = 0.08) -> int:
    """The architrave; returns its part."""
    scene = wall.scene
    frame = scene.part(
        0, "frame", min(1.0, wall.plan.wall_tone + 0.14), "wood", trace=False, casts=False
    )
    axes, y = _axes(wall), o.sill_m + o.height_m / 2
    for s in (-1, 1):
        at = wall.at(o.centre_m + s * (o.width_m + t) / 2, y, 0.0)
        scene.box(at, axes, (t, o.height_m + t, 0.06), frame, edges=1.3)
    top = wall.at(o.centre_m, o.sill_m + o.height_m + t / 2, 0.0)
    scene.box(top, axes, (o.width_m + 2 * t, t, 0.07), frame, edges=1.3)
    return frame


def _window(wall: Wall, o: Opening, sky_tone: float, night: bool) -> None:
    scene, plan = wall.scene, wall.plan
    w, h = o.width_m, o.height_m
    y = o.sill_m + h / 2
    glass = scene.part(0, "glass", 0.15 if night else sky_tone, "pane", trace=False, casts=False)
    scene.quad(wall.at(o.centre_m, y, 0.008), wall.along * w / 2, _UP * h / 2, glass)
    _view(wall, o, night)
    if plan.kind in ("plane", "boat cabin"):
        _round_window(wall, o)
        return
    frame = _frame(wall, o, 0.07)
    axes = _axes(wall)
    if plan.kind not in VEHICLES:
        sill = wall.at(o.centre_m, o.sill_m - 0.02, 0.06)
        scene.box(sill, axes, (w + 0.22, 0.04, 0.18), frame, edges=1.4)
    _bars(wall, o, frame)
    if plan.kind in VEHICLES or o.sill_m > 1.7:
        return
    hung = any(p.kind == "curtain" for p in plan.props)
    if plan.kind in CURTAINED and not hung:
        _curtains(wall, o)
    elif plan.kind in BLINDS:
        _blind(wall, o)
    if plan.kind not in ("church", "shop", "warehouse", "garage", "prison", "cellar", "attic"):
        _radiator(wall, o)


def _bars(wall: Wall, o: Opening, frame: int) -> None:
    """Glazing bars by the house's style: casements, sashes, large panes, leaded lights."""
    scene, plan = wall.scene, wall.plan
    w, h, axes = o.width_m, o.height_m, _axes(wall)
    y = o.sill_m + h / 2
    upright = max(1, round(w / 0.7))
    level = [0.62]
    style = plan.seed // 5 % 4
    if plan.kind in VEHICLES or plan.kind == "shop":
        upright, level = (0, []) if w < 2 else (1, [])
    elif plan.kind == "church":
        upright, level = 2, [0.2, 0.4, 0.6, 0.8]
    elif plan.kind == "prison":
        upright, level = 4, []
    elif style == 1:  # sash
        upright, level = max(0, round(w / 1.3) - 1), [0.5]
    elif style == 2:
        upright, level = max(1, round(w / 0.9)), []
    elif style == 3:
        upright, level = max(1, round(w / 0.5)), [0.33, 0.66]
    for k in range(1, upright + 1):
        u = o.centre_m - w / 2 + w * k / (upright + 1)
        scene.box(wall.at(u, y), axes, (0.04, h, 0.04), frame, edges=1.1)
    for share in level:
        at = wall.at(o.centre_m, o.sill_m + h * share)
        scene.box(at, axes, (w, 0.04, 0.04), frame, edges=1.1)


def _round_window(wall: Wall, o: Opening) -> None:
    """A porthole or a plane's window: rings."""
    r = np.array([o.width_m, o.height_m]) / 2
    y = o.sill_m + o.height_m / 2
    body = wall.scene.part(0, "wall", wall.plan.wall_tone, "wall", trace=False, casts=False)
    for su in (-1, 1):  # what the square pane shows beyond the round frame
        for sv in (-1, 1):
            at = wall.at(o.centre_m + su * r[0] * 0.87, y + sv * r[1] * 0.87, 0.012)
            wall.scene.quad(at, wall.along * r[0] * 0.14, _UP * r[1] * 0.14, body)
    for size in (1.0, 1.22):
        ring = [
            wall.at(o.centre_m + size * r[0] * np.cos(a), y + size * r[1] * np.sin(a), 0.03)
            for a in np.linspace(0, 2 * np.pi, 19)
        ]
        wall.scene.line(ring, 2.2, 0.9, taper=False)


def _curtains(wall: Wall, o: Opening) -> None:
    """A drape gathered on each side, on a rail."""
    scene, plan = wall.scene, wall.plan
    rng = generator(plan.seed, "drapes", o.wall, f"{o.centre_m:.2f}")
    tone = float(rng.choice([0.35, 0.6, 0.85]))
    cloth = scene.part(0, "drape", tone, "cloth", trace=False, casts=False)
    top = min(o.sill_m + o.height_m + 0.16, plan.height_m - 0.12)
    low = 0.06 if plan.seed % 3 == 0 else max(o.sill_m - 0.22, 0.06)
    wide = 0.24 * o.width_m
    axes = _axes(wall)
    for s in (-1, 1):
        u = o.centre_m + s * (o.width_m / 2 + 0.02 - 0.12 * o.width_m + wide / 2)
        at = wall.at(u, (top + low) / 2, 0.085)
        scene.box(at, axes, (wide, top - low, 0.05), cloth, edges=1.2)
        for k in range(1, 4):
            x = u + wide * (k / 4 - 0.5)
            points = [wall.at(x, top, 0.115), wall.at(x + 0.02, (top + low) / 2, 0.118)]
            scene.line([*points, wall.at(x - 0.01, low, 0.115)], 1.1, 0.65)
    ends = [wall.at(o.centre_m + s * (o.width_m / 2 + 0.3), top + 0.03, 0.09) for s in (-1, 1)]
    scene.line(ends, 2.4, 0.9, taper=False)


def _blind(wall: Wall, o: Opening) -> None:
    """A Venetian blind, let down part of the way."""
    rng = generator(wall.plan.seed, "blind", o.wall, f"{o.centre_m:.2f}")
    drop = float(rng.uniform(0.25, 0.6)) * o.height_m
    top = o.sill_m + o.height_m
    white = wall.scene.part(0, "blind", 0.92, "cloth", trace=False, casts=False)
    at = wall.at(o.centre_m, top - drop / 2, 0.05)
    wall.scene.quad(at, wall.along * o.width_m * 0.49, _UP * drop / 2, white, edges=1.1)
    for v in np.arange(top - drop, top, 0.075):
        ends = [wall.at(o.centre_m + s * o.width_m * 0.49, float(v), 0.055) for s in (-1, 1)]
        wall.scene.line(ends, 0.9, 0.5, taper=False)


def _radiator(wall: Wall, o: Opening) -> None:
    """A radiator under the sill, where nothing stands."""
    scene, plan = wall.scene, wall.plan
    if o.sill_m < 0.75 or o.width_m < 0.9:
        return
    foot = wall.at(o.centre_m, 0.0, 0.3)
    for prop in plan.props:
        reach = max(prop.size_m[0], prop.size_m[2]) / 2 + 0.5
        gap = np.hypot(prop.position[0] - foot[0], prop.position[2] - foot[2])
        if gap < reach and prop.position[1] < 0.7 and prop.size_m[1] > 0.3:
            return
    steel = scene.part(0, "radiator", 0.92, "wood", trace=False, casts=False)
    w, high = min(o.width_m * 0.8, 1.3), min(o.sill_m - 0.24, 0.6)
    scene.box(wall.at(o.centre_m, 0.12 + high / 2, 0.07), _axes(wall), (w, high, 0.09), steel,
              edges=1.2)  # fmt: skip
    for u in np.arange(-w / 2 + 0.08, w / 2, 0.085):
        ends = [wall.at(o.centre_m + float(u), v, 0.12) for v in (0.15, 0.09 + high)]
        scene.line(ends, 1.0, 0.6, taper=False)


def _door(wall: Wall, o: Opening) -> None:
    scene, plan = wall.scene, wall.plan
    w, h = o.width_m, o.height_m
    _frame(wall, o)
    tone = max(0.2, plan.wall_tone - 0.3)
    leaf = scene.part(0, "door", tone, "wood", trace=False, casts=False)
    scene.quad(wall.at(o.centre_m, h / 2, 0.012), wall.along * w / 2, _UP * h / 2, leaf)

    def line(points: list[tuple[float, float]], width: float = 1.1, pressure: float = 0.6) -> None:
        scene.line(
            [wall.at(o.centre_m + x * w, y * h, 0.02) for x, y in points], width, pressure,
            taper=False,
        )  # fmt: skip

    def loop(x0: float, y0: float, x1: float, y1: float) -> None:
        line([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])

    if plan.kind == "lift" or w > 2.4:
        if w > 2.4:  # a roller door
            for k in range(1, 14):
                line([(-0.5, k / 14), (0.5, k / 14)], 1.0, 0.6)
            return
        line([(0.0, 0.0), (0.0, 1.0)], 2.0, 0.9)
        return
    leaves = 2 if w > 1.3 else 1
    for k in range(leaves):
        a, b = k / leaves - 0.5, (k + 1) / leaves - 0.5
        x0, x1 = a + 0.13 / leaves, b - 0.13 / leaves
        if plan.kind in GLAZED_DOORS:
            pane = scene.part(0, "door pane", 0.8, "pane", trace=False, casts=False)
            at = wall.at(o.centre_m + (a + b) / 2 * w, h * 0.68, 0.016)
            scene.quad(at, wall.along * (x1 - x0) * w / 2, _UP * h * 0.2, pane, edges=1.2)
            loop(x0, 0.08, x1, 0.4)
        elif plan.kind in ("cabin", "cellar", "attic", "garage", "prison", "church"):
            for i in range(1, 5):
                x = a + (b - a) * i / 5
                line([(x, 0.0), (x, 1.0)], 1.0, 0.6)
            for y in (0.2, 0.8):
                line([(a + 0.04, y), (b - 0.04, y)], 2.4, 0.8)
        elif plan.kind in ("hospital room", "warehouse", "boat cabin"):
            loop(x0 + 0.1, 0.62, x1 - 0.1, 0.85)
            line([(x0, 0.3), (x1, 0.3)], 1.0, 0.5)
        else:
            middle = (x0 + x1) / 2
            for low, high in ((0.08, 0.42), (0.5, 0.93)):
                loop(x0, low, middle - 0.03, high)
                loop(middle + 0.03, low, x1, high)
    if leaves == 2:
        line([(0.0, 0.0), (0.0, 1.0)], 1.6, 0.85)
    knob = scene.part(0, "knob", 0.25, "metal")
    side = 0.43 if leaves == 1 else 0.07
    at = wall.at(o.centre_m + side * w, h * 0.48, 0.06)
    scene.ball(at, 0.028, knob)
    scene.line([at, at - wall.along * np.sign(side) * 0.11], 2.6, 0.95, taper=False)


def _view(wall: Wall, o: Opening, night: bool) -> None:
    """Roofs or trees in a window's panes; by night against the sky, one window of them lit."""
    scene, plan = wall.scene, wall.plan
    rng = generator(plan.seed, "skyline", o.wall, f"{o.centre_m:.2f}")
    if plan.kind in ("church", "prison", "car interior") or o.sill_m > 1.7:
        return
    w, h = o.width_m, o.height_m
    tone = 0.035 if night else 0.74
    roofs = scene.part(0, "skyline", tone, "pane", trace=False, casts=False)
    country = plan.kind in ("cabin", "train", "boat cabin", "plane") or plan.seed % 4 == 0
    count = max(2, round(w / 0.4))
    glow = scene.part(0, "lit pane", 0.95, "lit", trace=False, casts=False) if night else -1
    lit = int(rng.integers(0, count))
    outline: list[Array] = []
    for k in range(count):
        high = h * float(rng.uniform(0.26, 0.58)) * (0.6 if country else 1.0)
        u0 = o.centre_m - w / 2 + w * k / count
        u1 = u0 + w / count
        at = wall.at((u0 + u1) / 2, o.sill_m + high / 2, 0.009)
        scene.quad(at, wall.along * w / count / 2, _UP * high / 2, roofs)
        steps = np.linspace(0.0, 1.0, 5 if country else 2)
        for t in steps:
            bump = 0.1 * h * float(np.sin(np.pi * t)) if country else 0.0
            outline.append(wall.at(u0 + (u1 - u0) * float(t), o.sill_m + high + bump, 0.011))
        if night and k == lit and not country:
            at = wall.at((u0 + u1) / 2, o.sill_m + high * 0.7, 0.0095)
            scene.quad(at, wall.along * 0.03, _UP * 0.04, glow)
    if not night:
        scene.line(outline, 1.1, 0.5, taper=False)
