"""A figure's joints and look, as solids and lines: body, clothes by garment, hands, shoes.

Every clothed limb is its own part so that the pen can go round a sleeve that crosses a
chest. Measures are metres for a person of 1.74 m and grow with the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure
from filmgen.previs.garment import dress_torso
from filmgen.previs.hand import add_hand
from filmgen.previs.head import add_head
from filmgen.previs.scene import Scene, upright

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """A figure's joints as arrays, with the frame of its trunk.

    Attributes:
        joints: world position by name.
        scale: height over 1.74 m. girth: build over average, with the figure's own scale.
        left, up, front: unit axes of the trunk.
        owner: index of the figure in the panel, plus 1.
        eye: camera position, for folds that depend on the view.
        detail_px: height of the head in the picture, in pixels.
    """

    figure: Figure
    joints: dict[str, Array]
    scale: float
    girth: float
    left: Array
    up: Array
    front: Array
    owner: int
    eye: Array
    detail_px: float


def body_of(figure: Figure, owner: int, eye: Array, detail_px: float) -> Body:
    """Trunk frame and measures from a human figure's joints."""
    joints = {name: np.asarray(p, np.float64) for name, p in figure.joints}
    up = joints["neck"] - joints["pelvis"]
    up = up / max(float(np.linalg.norm(up)), 1e-6)
    axes = upright(up, joints["l_shoulder"] - joints["r_shoulder"])
    scale = figure.look.height_m / 1.74
    return Body(
        figure,
        joints,
        scale,
        figure.look.build * scale,
        axes[0],
        up,
        axes[2],
        owner,
        eye,
        detail_px,
    )


_SLEEVE = {
    "shirt": (0.046, 0.043, 0.035),
    "suit": (0.053, 0.049, 0.041),
    "coat": (0.060, 0.056, 0.048),
    "dress": (0.046, 0.042, 0.034),
    "skirt": (0.047, 0.043, 0.034),
    "sweater": (0.052, 0.049, 0.040),
    "uniform": (0.052, 0.048, 0.041),
}
"""Radii of a sleeve at shoulder, elbow and wrist."""


def add_figure(scene: Scene, figure: Figure, owner: int, eye: Array, detail_px: float) -> Body:
    """Put a human figure into the scene and return its body.

    Args:
        owner: 1 + index of the figure.
        eye: camera position.
        detail_px: the head's height in the picture; small figures get fewer solids.
    """
    body = body_of(figure, owner, eye, detail_px)
    dress_torso(scene, body)
    _arms(scene, body)
    _legs(scene, body)
    add_head(scene, body)
    return body


def _arms(scene: Scene, body: Body) -> None:
    look, s, j = body.figure.look, body.scale, body.joints
    radii = [
        r * (0.35 * s + 0.65 * body.girth) for r in _SLEEVE.get(look.garment, _SLEEVE["shirt"])
    ]
    held = dict(body.figure.held)
    bare = look.garment == "dress" and look.gender == "female"
    for side in ("l", "r"):
        shoulder, elbow = j[f"{side}_shoulder"], j[f"{side}_elbow"]
        wrist = j[f"{side}_wrist"]
        sleeve = scene.part(body.owner, f"{side}_arm", look.top_tone, "cloth", soft=True)
        skin = scene.part(body.owner, f"{side}_hand", look.skin_tone, "skin", soft=True)
        inner = shoulder + (j["neck"] - shoulder) * 0.17 - body.up * 0.026 * s
        third = shoulder + (elbow - shoulder) * 0.34
        third = third + (j["chest"] - third) * 0.045
        scene.limb(inner, radii[0] * 0.86, third, radii[0] * 0.98, sleeve)
        scene.limb(third, radii[0] * 0.98, elbow, radii[1], sleeve)
        if bare:
            scene.limb(elbow, 0.036 * s, wrist, 0.026 * s, skin)
        else:
            cuff = elbow + (wrist - elbow) * 0.93
            scene.limb(elbow, radii[1], cuff, radii[2], sleeve)
            scene.cone(
                elbow + (wrist - elbow) * 0.8,
                radii[2] * 1.02,
                cuff + (wrist - elbow) * 0.05,
                radii[2] * 1.08,
                sleeve,
            )
            scene.limb(cuff, 0.027 * s, wrist, 0.026 * s, skin)
            _folds(scene, body, shoulder, elbow, wrist, radii[1])
        add_hand(scene, body, side, skin, held.get(side, ""))


def _folds(scene: Scene, body: Body, a: Array, b: Array, c: Array, radius: float) -> None:
    """Short curved strokes on the inside of a bent joint and along the lower limb."""
    if body.detail_px < 26:
        return
    before, after = b - a, c - b
    la, lb = float(np.linalg.norm(before)), float(np.linalg.norm(after))
    if la < 1e-6 or lb < 1e-6:
        return
    before, after = before / la, after / lb
    bend = float(np.arccos(np.clip(before @ after, -1, 1)))
    inside = after - before
    size = float(np.linalg.norm(inside))
    view = body.eye - b
    view = view / np.linalg.norm(view)
    if size < 0.12:
        inside = np.cross(before, view)
        size = float(np.linalg.norm(inside))
    inside = inside / max(size, 1e-6)
    count = 2 if bend < 0.5 else 3
    for k in range(count):
        along = (k - (count - 1) / 2) * radius * 0.8
        axis = before if along < 0 else after
        start = b + axis * along
        toward = view - axis * float(view @ axis)
        toward = toward / max(float(np.linalg.norm(toward)), 1e-6)
        turn = inside - axis * float(inside @ axis)
        turn = turn / max(float(np.linalg.norm(turn)), 1e-6)
        reach = 1.3 + 0.25 * ((k * 7 + body.owner) % 3)
        angles = np.linspace(0.15, min(reach, 1.5), 7)
        points = [
            start
            + radius * 1.03 * (turn * np.cos(t) + toward * np.sin(t))
            + axis * radius * 0.5 * (t * t) * (0.6 if k % 2 else -0.5)
            for t in angles
        ]
        scene.line(points, 1.5, 0.75, owner=body.owner, tolerance_m=0.03 * body.scale)


def _legs(scene: Scene, body: Body) -> None:
    look, s, g, j = body.figure.look, body.scale, body.girth, body.joints
    bare = look.garment in ("dress", "skirt")
    tone = look.skin_tone if bare else look.bottom_tone
    shoe_tone = 0.12 if look.bottom_tone < 0.6 else 0.3
    for side in ("l", "r"):
        hip, knee = j[f"{side}_hip"], j[f"{side}_knee"]
        ankle, toe = j[f"{side}_ankle"], j[f"{side}_toe"]
        material = "skin" if bare else "cloth"
        leg = scene.part(body.owner, f"{side}_leg", tone, material, soft=True)
        shoe = scene.part(body.owner, f"{side}_shoe", shoe_tone, "shoe", soft=True)
        if bare:
            scene.limb(hip, 0.085 * g, knee, 0.050 * s, leg)
            calf = knee + (ankle - knee) * 0.3 - body.front * 0.012 * s
            scene.limb(knee, 0.049 * s, calf, 0.052 * s, leg)
            scene.limb(calf, 0.052 * s, ankle, 0.034 * s, leg)
        else:
            scene.limb(hip, 0.092 * g, knee, 0.066 * (s + g) / 2, leg)
            hem = ankle + (ankle - knee) * 0.06
            scene.limb(knee, 0.066 * (s + g) / 2, ankle, 0.056 * s, leg)
            scene.cone(knee + (ankle - knee) * 0.5, 0.06 * s, hem, 0.062 * s, leg)
            _folds(scene, body, hip, knee, ankle, 0.068 * s)
            if body.detail_px > 20:
                _break_lines(scene, body, knee, ankle)
        _shoe(scene, body, ankle, toe, shoe)


def _break_lines(scene: Scene, body: Body, knee: Array, ankle: Array) -> None:
    """Where trousers fold over the shoe."""
    axis = (ankle - knee) / max(float(np.linalg.norm(ankle - knee)), 1e-6)
    view = body.eye - ankle
    toward = view - axis * float(view @ axis)
    toward = toward / max(float(np.linalg.norm(toward)), 1e-6)
    across = np.cross(axis, toward)
    for k, lift in enumerate((0.05, 0.095)):
        sign = 1 if k % 2 else -1
        angles = np.linspace(0.2, 1.4, 5)
        points = [
            ankle
            - axis * (lift + 0.02 * t) * body.scale
            + 0.062 * body.scale * (across * sign * np.cos(t) + toward * np.sin(t))
            for t in angles
        ]
        scene.line(points, 1.3, 0.65, owner=body.owner, tolerance_m=0.03)


def _shoe(scene: Scene, body: Body, ankle: Array, toe: Array, part: int) -> None:
    s = body.scale
    along = toe - ankle
    flat = along.copy()
    if abs(along[1]) < 0.8 * float(np.linalg.norm(along)):
        flat = along - np.array([0.0, along[1] * 0.15, 0.0])
    length = max(float(np.linalg.norm(flat)), 1e-6)
    direction = flat / length
    axes = upright(direction, np.cross(np.array([0.0, 1.0, 0.0]), direction))
    sole = axes[2] if axes[2][1] < 0 else -axes[2]
    heel = ankle - direction * 0.045 * s + sole * 0.035 * s
    ball = toe - direction * 0.05 * s
    scene.limb(heel, 0.038 * s, ankle, 0.042 * s, part)
    scene.limb(heel, 0.036 * s, ball, 0.034 * s, part, squash=1.2, side=axes[0])
    scene.limb(ball, 0.034 * s, toe, 0.024 * s, part, squash=1.45, side=axes[0])
    scene.limb(ankle, 0.042 * s, ball, 0.033 * s, part, squash=1.05, side=axes[0])
