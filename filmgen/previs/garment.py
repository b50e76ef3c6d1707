"""Clothes of the trunk: what hangs from the shoulders and the waist, and its seams."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene, Stroke3

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]


def dress_torso(scene: Scene, body: Body) -> None:
    """Chest, shoulders, waist and hips in the figure's garment, with seams on top."""
    look, s, g, j = body.figure.look, body.scale, body.girth, body.joints
    female = look.gender == "female"
    loose = {"coat": 1.13, "suit": 1.06, "sweater": 1.08, "uniform": 1.06}.get(look.garment, 1.0)
    top = scene.part(body.owner, "torso", look.top_tone, "cloth", soft=True)
    axes = np.stack([body.left, body.up, body.front])
    chest, pelvis, neck = j["chest"], j["pelvis"], j["neck"]
    left, right = j["l_shoulder"], j["r_shoulder"]
    wide = (0.150 if female else 0.168) * g * loose
    deep = (0.108 if female else 0.118) * g * loose
    scene.ellipsoid(chest + body.up * 0.01 * s, axes, (wide, 0.20 * s, deep), top)
    if female:
        for sign in (1.0, -1.0):
            bust = (
                chest + body.left * sign * 0.068 * g + body.front * 0.062 * g + body.up * 0.005 * s
            )
            scene.ellipsoid(bust, axes, (0.075 * g, 0.082 * s, 0.072 * g), top)
    yoke = 0.062 * (s + g) / 2 * loose
    middle = (left + right) / 2
    for shoulder in (left, right):
        inner = neck + (shoulder - neck) * 0.15 - body.up * 0.045 * s
        slope = shoulder - (shoulder - neck) * 0.16 - body.up * 0.024 * s
        scene.limb(inner, yoke * 0.9, slope, yoke * 0.84, top)
        trapeze = neck + body.up * 0.02 * s + (shoulder - neck) * 0.10
        scene.limb(trapeze, 0.046 * s, slope, 0.048 * s * loose, top)
    scene.limb(
        middle - body.up * 0.03 * s, 0.082 * g * loose, chest, deep * 0.98, top,
        squash=1.3, side=body.left,
    )  # fmt: skip
    waist = pelvis + (chest - pelvis) * 0.42
    slim = (0.090 if female else 0.114) * g * loose
    hips = (0.114 if female else 0.112) * g * loose
    scene.limb(chest, deep * 0.95, waist, slim, top, squash=1.32, side=body.left)
    lower = top
    if look.garment in ("shirt", "skirt"):
        lower = scene.part(body.owner, "hips", look.bottom_tone, "cloth", soft=True)
    scene.limb(
        waist,
        slim,
        pelvis + body.up * 0.03 * s,
        hips * 0.96,
        top,
        squash=1.36,
        side=body.left,
    )
    scene.limb(
        pelvis + body.up * 0.05 * s,
        hips,
        pelvis - body.up * 0.03 * s,
        hips * 0.9,
        lower,
        squash=1.4,
        side=body.left,
    )
    if look.garment in ("suit", "uniform", "sweater"):
        hem = pelvis - body.up * (0.085 if look.garment != "sweater" else 0.02) * s
        scene.cone(waist, slim * 1.0, hem, hips * 1.06, top, squash=1.38, side=body.left)
    if look.garment == "coat":
        _skirts(scene, body, top, waist, slim, 0.86, 0.125 * g)
    if look.garment == "dress":
        _skirts(scene, body, top, waist, slim, 1.05, 0.150 * g)
    if look.garment == "skirt":
        _skirts(scene, body, lower, waist, slim, 0.95, 0.125 * g)
    _collar(scene, body)
    _seams(scene, body)


def _skirts(
    scene: Scene, body: Body, part: int, waist: Array, slim: float, reach: float, flare: float
) -> None:
    """A hem that follows the thighs: a panel for each leg and one between them."""
    j, s = body.joints, body.scale
    ends = []
    for side in ("l", "r"):
        hip, knee, ankle = j[f"{side}_hip"], j[f"{side}_knee"], j[f"{side}_ankle"]
        if reach <= 1.0:
            end = hip + (knee - hip) * reach
        else:
            end = knee + (ankle - knee) * (reach - 1.0) * 2.2
        ends.append(end)
        start = hip + body.up * 0.06 * s
        scene.limb(start, 0.118 * body.girth, hip + (end - hip) * 0.5, flare * 0.92, part)
        scene.cone(hip + (end - hip) * 0.35, flare * 0.9, end, flare * 0.98, part)
    middle = (ends[0] + ends[1]) / 2
    hips = (j["l_hip"] + j["r_hip"]) / 2
    gap = float(np.linalg.norm(ends[0] - ends[1])) / 2
    squash = (gap + flare) / max(flare * 0.93, 1e-6)
    across = ends[0] - ends[1]
    if float(np.linalg.norm(across)) > 0.02:
        scene.cone(
            hips + body.up * 0.05 * s,
            flare * 0.8,
            middle,
            flare * 0.93,
            part,
            squash=min(squash, 2.6),
            side=across,
        )
    scene.limb(waist, slim * 1.02, hips, 0.112 * body.girth, part, squash=1.35, side=body.left)


def _collar(scene: Scene, body: Body) -> None:
    """What closes a garment at the neck: it hides where neck and trunk meet."""
    look, s, j = body.figure.look, body.scale, body.joints
    neck = j["neck"]
    thick = (0.043 if look.gender == "female" else 0.052) * (0.55 * s + 0.45 * body.girth)
    up = j["head"] - neck
    up = up / max(float(np.linalg.norm(up)), 1e-6)
    garment = look.garment
    # the collar's ring is tipped: high at the nape, low at the throat
    tilt = body.front * 0.022 * s
    low = neck - body.up * 0.048 * s + tilt * 0.7
    if garment in ("suit", "shirt", "uniform", "coat"):
        tone = {"suit": 0.97, "shirt": min(1.0, look.top_tone + 0.1)}.get(garment, look.top_tone)
        part = scene.part(body.owner, "collar", tone, "collar", soft=True)
        high = 0.030 if garment != "coat" else 0.050
        scene.cone(low, thick * 1.32, neck + up * high * s - tilt, thick * 1.18, part,
                   squash=1.06, side=body.left)  # fmt: skip
    elif garment == "sweater":
        part = scene.part(body.owner, "collar", look.top_tone, "collar", soft=True)
        scene.cone(low, thick * 1.5, neck + up * 0.016 * s - tilt * 0.6, thick * 1.32, part,
                   squash=1.08, side=body.left)  # fmt: skip


def surface_point(body: Body, x: float, y: float, wide: float, deep: float) -> Array:
    """A point on the front of the trunk: x of its half width, y up from the chest in metres."""
    depth = deep * float(np.sqrt(max(0.0, 1.0 - min(abs(x), 0.97) ** 2.2)))
    spine = body.joints["chest"]
    return spine + body.left * x * wide + body.up * y + body.front * depth


def _seams(scene: Scene, body: Body) -> None:
    """Collars, lapels, buttons, ties and waist folds, as lines and patches on the chest."""
    look, s = body.figure.look, body.scale
    if body.detail_px < 18:
        return
    loose = {"coat": 1.13, "suit": 1.06, "sweater": 1.08, "uniform": 1.06}.get(look.garment, 1.0)
    wide = 0.168 * body.girth * loose
    deep = 0.130 * body.girth * loose

    def at(x: float, y: float) -> Array:
        return surface_point(body, x, y * s, wide, deep)

    def draw(points: list[tuple[float, float]], width: float = 1.5, pressure: float = 0.85) -> None:
        dense = _dense(np.asarray(points))
        world = np.stack([at(float(x), float(y)) for x, y in dense])
        scene.line(world, width, pressure, owner=body.owner, tolerance_m=0.06 * s)

    garment = look.garment
    if garment == "suit":
        patch = np.stack([at(x, y) for x, y in ((0.21, 0.205), (0.10, 0.05), (0.01, -0.12),
                          (-0.10, 0.05), (-0.21, 0.205), (0.0, 0.19))])  # fmt: skip
        scene.strokes.append(Stroke3(patch, 1.0, 0.9, owner=body.owner, tolerance_m=0.08 * s,
                                     fill=True, tone=1.0))  # fmt: skip
        if look.gender != "female":
            outline = ((0.045, 0.175), (0.03, 0.13), (0.06, 0.0), (0.01, -0.10), (-0.04, 0.0),
                       (-0.03, 0.13), (-0.045, 0.175))  # fmt: skip
            tie = np.stack([at(x, y) for x, y in outline])
            scene.strokes.append(Stroke3(tie, 1.0, 0.9, owner=body.owner, tolerance_m=0.08 * s,
                                         fill=True, tone=0.2))  # fmt: skip
    if garment in ("suit", "coat"):
        notch = 0.03 if garment == "suit" else -0.02
        button = -0.13 if garment == "suit" else -0.08
        for sign in (1.0, -1.0):
            draw(
                [
                    (0.24 * sign, 0.19),
                    (0.34 * sign, 0.08),
                    (0.30 * sign, notch),
                    (0.02 * sign, button),
                ],
                1.7,
            )
            draw([(0.20 * sign, 0.20), (0.10 * sign, 0.05), (0.015 * sign, button)], 1.4)
            draw([(0.34 * sign, 0.09), (0.47 * sign, 0.10), (0.37 * sign, 0.045)], 1.3, 0.7)
        draw([(0.0, button), (-0.03, -0.24), (-0.06, -0.34)], 1.6)
        for k in range(2 if garment == "suit" else 3):
            _button(scene, body, at(0.02, button - 0.02 - 0.085 * k), 0.007 * s)
        for sign in (1.0, -1.0):
            draw([(0.42 * sign, -0.24), (0.72 * sign, -0.235)], 1.3, 0.7)
    elif garment == "uniform":
        draw([(0.0, 0.17), (0.0, -0.33)], 1.4)
        for sign in (1.0, -1.0):
            draw([(0.03 * sign, 0.18), (0.13 * sign, 0.125), (0.27 * sign, 0.185)], 1.5)
            pocket = [(0.25, 0.05), (0.62, 0.05), (0.62, -0.06), (0.25, -0.06), (0.25, 0.05)]
            for (x0, y0), (x1, y1) in pairwise(pocket):
                draw([(x0 * sign, y0), (x1 * sign, y1)], 1.2, 0.65)
            draw([(0.25 * sign, 0.025), (0.435 * sign, 0.005)], 1.1, 0.6)
            draw([(0.435 * sign, 0.005), (0.62 * sign, 0.025)], 1.1, 0.6)
        draw([(-0.85, -0.2), (0.0, -0.22), (0.85, -0.2)], 2.2)
        for k in range(4):
            _button(scene, body, at(0.02, 0.12 - 0.08 * k), 0.006 * s)
    elif garment == "shirt":
        draw([(0.0, 0.15), (0.01, -0.05), (0.0, -0.26)], 1.2, 0.6)
        for sign in (1.0, -1.0):
            draw([(0.02 * sign, 0.18), (0.12 * sign, 0.125), (0.25 * sign, 0.19)], 1.5)
        for k in range(4):
            _button(scene, body, at(0.02, 0.08 - 0.075 * k), 0.0045 * s)
    elif garment in ("sweater", "dress", "skirt"):
        low = 0.14 if garment == "sweater" else 0.09
        draw(
            [(0.33, 0.20), (0.22, low + 0.02), (0.0, low), (-0.22, low + 0.02), (-0.33, 0.20)], 1.5
        )
        if garment == "sweater":
            draw(
                [(0.36, 0.19), (0.24, low), (0.0, low - 0.02), (-0.24, low), (-0.36, 0.19)],
                1.1,
                0.6,
            )
    if body.detail_px > 30:
        for sign in (1.0, -1.0):
            draw([(0.82 * sign, -0.14), (0.55 * sign, -0.17), (0.36 * sign, -0.155)], 1.3, 0.6)
            draw([(0.85 * sign, 0.02), (0.66 * sign, 0.06), (0.58 * sign, 0.12)], 1.3, 0.6)


def _button(scene: Scene, body: Body, centre: Array, radius: float) -> None:
    if body.detail_px < 40:
        return
    turn = np.linspace(0, 2 * np.pi, 9)
    ring = (
        centre
        + radius * (np.cos(turn)[:, None] * body.left + np.sin(turn)[:, None] * body.up)
        + body.front * 0.004
    )
    scene.line(ring, 1.1, 0.8, owner=body.owner, tolerance_m=0.06 * body.scale)


def _dense(points: Array, per: int = 6) -> Array:
    """A smooth curve through points (Catmull-Rom), `per` samples a span."""
    if len(points) < 3:
        steps = np.linspace(0, 1, per)[:, None]
        return np.asarray(points[0] + (points[-1] - points[0]) * steps)
    padded = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    pieces = []
    for i in range(len(points) - 1):
        p0, p1, p2, p3 = padded[i : i + 4]
        t = np.linspace(0, 1, per, endpoint=False)[:, None]
        pieces.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                   + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )  # fmt: skip
    return np.concatenate([*pieces, points[-1:]])
