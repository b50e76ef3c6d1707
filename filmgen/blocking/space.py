"""What fills a set: oriented boxes of props and figures, and questions asked of them.

Vectorised over points and segments: a camera search asks for hundreds of sight lines at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Figure, Prop, SetPlan, Vec3
from filmgen.blocking.skeleton import head_height_m

_HEAD_M = 1.9
"""What hangs higher than this is in nobody's way."""


@dataclass(frozen=True)
class Boxes:
    """n boxes turned about y.

    Attributes:
        centre, half: float64 (n, 3): middle and half sizes in metres.
        cos, sin: float64 (n,) of the yaw.
    """

    centre: Array
    half: Array
    cos: Array
    sin: Array

    def __len__(self) -> int:
        return len(self.centre)

    def to_local(self, points: Array) -> Array:
        """World points (m, 3) in every box's frame: (m, n, 3)."""
        d = points[:, None, :] - self.centre[None]
        x = d[..., 0] * self.cos - d[..., 2] * self.sin
        z = d[..., 0] * self.sin + d[..., 2] * self.cos
        return np.stack([x, d[..., 1], z], axis=-1)

    def contain(self, points: Array, margin: float) -> Array:
        """bool (m,): inside any box grown by `margin`."""
        if not len(self):
            return np.zeros(len(points), bool)
        local = np.abs(self.to_local(points))
        return np.asarray((local <= self.half[None] + margin).all(-1).any(-1))

    def stand_in_way(self, floor_points: Array, radius: float) -> Array:
        """bool (m,): a person of that radius on the floor point would touch a box."""
        if not len(self):
            return np.zeros(len(floor_points), bool)
        local = np.abs(self.to_local(floor_points))
        low = (self.centre[:, 1] - self.half[:, 1]) < _HEAD_M
        gap = np.maximum(local[..., (0, 2)] - self.half[None][..., (0, 2)], 0.0)
        return np.asarray(((gap**2).sum(-1) < radius**2)[:, low].any(-1))

    def cut(self, start: Array, end: Array) -> Array:
        """bool (m, n): the segment from start (m, 3) to end (m, 3) passes through box n."""
        if not len(self):
            return np.zeros((len(start), 0), bool)
        a = self.to_local(start)
        d = self.to_local(end) - a
        with np.errstate(divide="ignore", invalid="ignore"):
            inverse = 1.0 / np.where(np.abs(d) < 1e-9, 1e-9, d)
        near = (-self.half[None] - a) * inverse
        far = (self.half[None] - a) * inverse
        enter = np.minimum(near, far).max(-1)
        leave = np.maximum(near, far).min(-1)
        return np.asarray((leave > np.maximum(enter, 0.0)) & (enter < 1.0))


def boxes(rows: Sequence[tuple[Vec3, Vec3, float]]) -> Boxes:
    """Boxes from (centre, half sizes, yaw) rows."""
    if not rows:
        empty = np.zeros((0, 3))
        return Boxes(empty, empty, np.zeros(0), np.zeros(0))
    yaw = np.array([row[2] for row in rows])
    return Boxes(
        np.array([row[0] for row in rows], np.float64),
        np.array([row[1] for row in rows], np.float64),
        np.cos(yaw),
        np.sin(yaw),
    )


def _volumes(prop: Prop) -> list[tuple[Vec3, Vec3, float]]:
    """A prop's solid parts: tables are a top to look under, trees a trunk and a crown."""
    (x, y, z), (w, h, d) = prop.position, prop.size_m
    if prop.kind in ("table", "round table", "coffee table", "desk"):
        return [((x, y + h - 0.04, z), (w / 2, 0.04, d / 2), prop.yaw_rad)]
    if prop.kind in ("chair", "stool"):
        seat = min(0.48, h) if prop.kind == "chair" else h
        return [((x, y + seat / 2, z), (w / 2, seat / 2, d / 2), prop.yaw_rad)]
    if prop.kind in ("sofa", "armchair"):
        return [((x, y + 0.28, z), (w / 2, 0.28, d / 2), prop.yaw_rad)]
    if prop.kind == "tree":
        trunk = 0.10 + 0.02 * h
        return [
            ((x, y + 0.25 * h, z), (trunk, 0.25 * h, trunk), prop.yaw_rad),
            ((x, y + 0.7 * h, z), (w * 0.42, 0.3 * h, d * 0.42), prop.yaw_rad),
        ]
    if prop.kind == "lamp":
        return [((x, y + h * 0.9, z), (w / 2, h * 0.1, d / 2), prop.yaw_rad)]
    if prop.kind == "bed":
        return [((x, y + 0.27, z), (w / 2, 0.27, d / 2), prop.yaw_rad)]
    return [((x, y + h / 2, z), (w / 2, h / 2, d / 2), prop.yaw_rad)]


def solid(plan: SetPlan, skip: Iterable[int] = ()) -> Boxes:
    """What hides and what cannot be walked through, but for the props of the given indices."""
    left_out = set(skip)
    rows: list[tuple[Vec3, Vec3, float]] = []
    for index, prop in enumerate(plan.props):
        if index not in left_out and KINDS[prop.kind].blocks:
            rows.extend(_volumes(prop))
    return boxes(rows)


def whole(plan: SetPlan, skip: Iterable[int] = ()) -> Boxes:
    """Every prop as its full box, but for flat, hung and hand-sized ones: what a lens sees."""
    left_out = set(skip)
    rows: list[tuple[Vec3, Vec3, float]] = []
    for index, prop in enumerate(plan.props):
        if index in left_out:
            continue
        (x, y, z), (w, h, d) = prop.position, prop.size_m
        if prop.kind == "tree":
            rows.extend(_volumes(prop))
        elif KINDS[prop.kind].place != "surface" and h > 0.1 and max(w, d) > 0.2:
            low = y - h if prop.kind == "ceiling lamp" else y
            rows.append(((x, low + h / 2, z), (w / 2, h / 2, d / 2), prop.yaw_rad))
    return boxes(rows)


def on_walls(plan: SetPlan) -> Boxes:
    """What hangs on the walls: in the way of a camera that looks in past a removed wall."""
    return boxes(
        [
            (
                (p.position[0], p.position[1] + p.size_m[1] / 2, p.position[2]),
                (p.size_m[0] / 2, p.size_m[1] / 2, p.size_m[2] / 2 + 0.02),
                p.yaw_rad,
            )
            for p in plan.props
            if KINDS[p.kind].place == "hung"
        ]
    )


def footprints(plan: SetPlan) -> Boxes:
    """Where nobody can stand: whole props, low ones too (but not tree crowns)."""
    rows: list[tuple[Vec3, Vec3, float]] = []
    for prop in plan.props:
        if not KINDS[prop.kind].blocks or prop.position[1] > 1.2:
            continue
        (x, y, z), (w, h, d) = prop.position, prop.size_m
        if prop.kind == "tree":
            rows.append(_volumes(prop)[0])
        else:
            rows.append(((x, y + h / 2, z), (w / 2, h / 2, d / 2), prop.yaw_rad))
    return boxes(rows)


def bodies(figures: Iterable[Figure]) -> Boxes:
    """Two boxes a figure: the head, and the trunk from hips to neck."""
    rows: list[tuple[Vec3, Vec3, float]] = []
    for figure in figures:
        joints = dict(figure.joints)
        head = head_height_m(figure.look)
        rows.append((joints["head"], (0.36 * head, 0.5 * head, 0.42 * head), figure.facing_rad))
        trunk = np.array(
            [joints[n] for n in ("pelvis", "chest", "neck", "l_shoulder", "r_shoulder")]
        )
        low, high = trunk.min(0), trunk.max(0)
        pad = 0.05 * figure.look.height_m
        centre, half = (low + high) / 2, (high - low) / 2 + pad
        rows.append(
            (
                (float(centre[0]), float(centre[1]), float(centre[2])),
                (float(half[0]), float(half[1]) - pad, float(half[2])),
                0.0,
            )
        )
    return boxes(rows)


_LIMBS = (("elbow", "wrist", 0.05), ("hip", "knee", 0.085), ("knee", "ankle", 0.06))


def limbs(figure: Figure) -> tuple[Array, Array, Array]:
    """Forearms and legs of a figure: two ends (6, 3) and radii (6,), metres."""
    rows = [(side, *limb) for side in "lr" for limb in _LIMBS]
    first = np.array([figure.joint(f"{side}_{a}") for side, a, _, _ in rows], np.float64)
    second = np.array([figure.joint(f"{side}_{b}") for side, _, b, _ in rows], np.float64)
    return first, second, np.array([r for _, _, _, r in rows])


def forward(yaw: float) -> tuple[float, float]:
    """(x, z) of a facing."""
    return math.sin(yaw), math.cos(yaw)


def yaw_towards(start: Sequence[float], end: Sequence[float]) -> float:
    """The facing from one (x, z) or (x, y, z) to another."""
    return math.atan2(end[0] - start[0], end[-1] - start[-1])


def offset(prop: Prop, x: float, z: float) -> tuple[float, float]:
    """World (x, z) of a point in a prop's own frame."""
    cos, sin = math.cos(prop.yaw_rad), math.sin(prop.yaw_rad)
    return (
        prop.position[0] + x * cos + z * sin,
        prop.position[2] - x * sin + z * cos,
    )
