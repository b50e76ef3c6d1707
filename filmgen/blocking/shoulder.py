"""Past somebody, or with their eyes: over-the-shoulder shots and points of view."""

from __future__ import annotations

import math

import numpy as np

from filmgen.blocking.aiming import CROWN_AT, aim_of, facing_of, frames, grid, tangents
from filmgen.blocking.camera import half_extents
from filmgen.blocking.chance import fraction
from filmgen.blocking.judging import camera_at
from filmgen.blocking.model import Camera
from filmgen.blocking.space import boxes
from filmgen.blocking.view import Candidates, View, heads_of


def over_shoulder(view: View) -> Candidates:
    """The far face clear, the near head and shoulder filling a side of the frame."""
    (near, far), tall = heads_of(view, (view.over, view.subjects[0]))
    d = far - near
    apart = float(math.hypot(d[0], d[2]))
    base = math.atan2(d[0], d[2])
    aim = aim_of(view)
    lenses = [view.lens_mm * k for k in (1.0, 1.3, 1.7, 2.2, 0.8)]
    wide = min(max(view.aspect / 1.78, 0.32), 1.2)
    near_right = _near_is_right(view)
    places = [0.58, 0.63, 0.68] if view.aspect > 1 else [0.54, 0.60, 0.66]
    if near_right:
        places = [1 - p for p in places]
    turns = np.radians([3, 7, 11, 15, 20, 26, 33, 42]).tolist()
    turns = [*[-t for t in turns], *turns]
    # A short face past a tall shoulder is seen from above it, and the other way round.
    drop = min(max((near[1] - far[1]) / max(apart, 0.5), -0.5), 0.5)
    pitches = (-0.16 - 0.5 * drop, -0.08 - 0.5 * drop, -0.5 * drop, 0.08 - 0.5 * drop)
    turn, focal, x0, pitch = grid(turns, lenses, places, pitches)
    roll = np.zeros_like(turn)
    right, up, forward = frames(base + turn, pitch, roll)
    tan_w, tan_h = tangents(focal, view.aspect)
    depth = tall[1] / (2 * tan_h * aim)
    y0 = CROWN_AT[view.size] + 0.03 + aim / 2
    a = (2 * x0 - 1) * tan_w
    b = (1 - 2 * y0) * tan_h
    position = far - depth[:, None] * (forward + a[:, None] * right + b[:, None] * up)
    gap = near - position
    z = (gap * forward).sum(1)
    safe = np.maximum(z, 0.05)
    x = 0.5 + (gap * right).sum(1) / (2 * tan_w * safe)
    y = 0.5 - (gap * up).sum(1) / (2 * tan_h * safe)
    half = 0.40 * tall[0] / (2 * tan_w * safe)
    if near_right:
        x = 1 - x
    inner = x + half
    far_edge = np.where(near_right, 1 - x0, x0) - 0.40 * tall[1] / (2 * tan_w * depth)
    cost = 0.35 * np.abs(np.log(focal / view.lens_mm))
    # A shoulder in the foreground, not a wall of hair.
    cost += 4.0 * np.maximum(tall[0] / (2 * tan_h * safe) - 0.8, 0.0)
    cost += np.where(z < 0.42, 40.0, 0.0) + 2.0 * np.maximum(0.62 - z, 0.0)
    cost += 16.0 * np.maximum(np.abs(inner - 0.31) - 0.03, 0.0)
    cost += 40.0 * np.maximum(inner + 0.03 - far_edge, 0.0)
    cost += 14.0 * np.maximum(0.0 - x, 0.0) + 2.5 * np.maximum(0.10 - x, 0.0)
    crown = y - tall[0] / (4 * tan_h * safe)
    cost += 9.0 * np.maximum(crown - 0.28, 0.0) + 14.0 * np.maximum(-0.12 - crown, 0.0)
    cost += 0.9 * np.abs(pitch + 0.5 * drop) + 0.25 * np.abs(turn) / wide
    if apart < 0.3:
        cost += 5.0
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def behind_shoulder(view: View) -> tuple[int, ...]:
    """House fronts that the near figure stands before: struck like walls for a camera in them."""
    at = np.array([view.figures[view.over].joint("pelvis")])
    found = []
    for index, prop in enumerate(view.plan.props):
        if prop.kind == "house front":
            (x, y, z), (w, h, d) = prop.position, prop.size_m
            front = boxes([((x, y + h / 2, z), (w / 2, h / 2, d / 2), prop.yaw_rad)])
            if bool(front.contain(at, 1.2)[0]):
                found.append(index)
    return tuple(found)


def _near_is_right(view: View) -> bool:
    """The side of the frame the near figure belongs to."""
    side = view.sides.get(view.over) or ""
    if side:
        return side == "right"
    other = view.sides.get(view.subjects[0]) or ""
    if other:
        return other == "left"
    return fraction(view.key, "over") < 0.5


def point_of_view(view: View) -> Camera:
    """From the eyes of `over`: the place is given, so the lens makes the size."""
    seer = view.figures[view.over]
    eye = np.array(seer.joint("head"), np.float64)
    if not view.subjects:
        yaw = facing_of(seer)
        target = eye + 3.0 * np.array([math.sin(yaw), -0.05, math.cos(yaw)])
        return camera_at(eye, target, min(view.lens_mm, 35.0), view.aspect)
    heads, tall = heads_of(view, view.subjects[:1])
    distance = float(np.linalg.norm(heads[0] - eye))
    aim = aim_of(view)
    # The operator frames a face off the middle; other takes turn the head the other way.
    aside = (-0.12, 0.34, -0.4)[len(view.takes) % 3]
    tan_h = tall[0] / (2 * max(distance, 0.3) * aim)
    turn = math.atan(aside * tan_h * view.aspect)
    tan_h /= math.cos(turn)
    focal = 18.0 / (tan_h * max(view.aspect, 1.0))
    focal = min(max(focal, 16.0), 600.0)
    tan_h = half_extents(focal, view.aspect)[1]
    flat = heads[0] - eye
    pitch = math.atan2(flat[1], math.hypot(flat[0], flat[2]))
    b = (1 - 2 * (CROWN_AT[view.size] + aim / 2)) * tan_h
    pitch -= math.atan(b)
    yaw = math.atan2(flat[0], flat[2]) + math.atan(aside * tan_h * view.aspect)
    forward = np.array(
        [math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch)]
    )
    reach = math.cos(math.atan(b)) * distance
    wanted = tall[0] / (2 * tan_h * aim)
    position = eye + forward * max(reach - wanted, -0.3) if reach > wanted * 1.02 else eye
    return camera_at(position, position + forward * 2.0, focal, view.aspect)
