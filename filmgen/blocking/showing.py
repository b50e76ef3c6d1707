"""Pictures without people: a thing in close-up, a door or a window, the place itself."""

from __future__ import annotations

import math

import numpy as np

from filmgen.blocking.aiming import dots, frames, grid, roll_of, tangents
from filmgen.blocking.camera import Array
from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Prop, SetPlan
from filmgen.blocking.view import Candidates, View
from filmgen.breakdown.model import Angle


def insert(view: View, item: Prop) -> Candidates:
    """The object fills about half of the frame, seen from slightly above."""
    w, h, d = item.size_m
    cos, sin = math.cos(item.yaw_rad), math.sin(item.yaw_rad)
    corners = np.array(
        [
            [i * w / 2 * cos + k * d / 2 * sin, j * h / 2, -i * w / 2 * sin + k * d / 2 * cos]
            for i in (-1, 1)
            for j in (-1, 1)
            for k in (-1, 1)
        ]
    )
    centre = np.array(item.position, np.float64) + np.array((0.0, h / 2, 0.0))
    upright = h > 0.6 * max(w, d)
    hung = KINDS[item.kind].place == "hung"
    pitches = (-0.18, -0.3, -0.08) if upright else (-0.62, -0.8, -0.45)
    if hung:
        pitches = (0.0, -0.08, 0.08)
    if view.read_by >= 0:
        return _as_read(view, centre, max(item.size_m))
    turn, pitch, focal = grid(
        np.radians(np.arange(-165, 181, 30)).tolist(), pitches, (85.0, 60.0, 45.0, 110.0)
    )
    roll = np.zeros_like(turn)
    right, up, forward = frames(item.yaw_rad + math.pi + turn, pitch, roll)
    tan_w, tan_h = tangents(focal, view.aspect)
    r, u, f = dots(right, corners), dots(up, corners), dots(forward, corners)
    wide, high = r.max(1) - r.min(1), u.max(1) - u.min(1)
    depth = np.maximum(wide / (2 * tan_w), high / (2 * tan_h)) / 0.58 - 0.5 * f.min(1)
    position = centre - forward * depth[:, None]
    cost = 0.25 * np.abs(np.log(focal / 85.0)) + 0.5 * np.abs(pitch - pitches[0])
    cost += 0.35 * np.abs(np.abs(turn) - (0.0 if hung else 0.5)) * (3.0 if hung else 1.0)
    cost += np.where(np.abs(turn) > 1.6, 1.5 if h > 0.3 else 0.2, 0.0)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _as_read(view: View, centre: Array, size: float) -> Candidates:
    """What somebody holds up to read, nearly as they see it: past their cheek, from above it."""
    head = np.array(view.figures[view.read_by].joint("head"), np.float64)
    line = centre - head
    far = float(np.linalg.norm(line))
    base = math.atan2(line[0], line[2])
    down = math.asin(float(np.clip(line[1] / max(far, 1e-6), -1.0, 1.0)))
    turns = (0.0, 0.3, -0.3, 0.55, -0.55)
    turn, lift, focal = grid(turns, (0.0, -0.2, 0.15), (40.0, 50.0, 32.0, 65.0))
    roll = np.zeros_like(turn)
    right, up, forward = frames(base + turn, np.clip(down + lift, -1.35, 0.2), roll)
    tan_w, tan_h = tangents(focal, view.aspect)
    depth = 1.35 * size / (2 * tan_h * 0.62)
    position = centre - forward * depth[:, None]
    cost = 0.4 * np.abs(turn) + 0.5 * np.abs(lift) + 0.3 * np.abs(np.log(focal / 40.0))
    # Not from inside the head.
    gap = np.linalg.norm(position - head, axis=1)
    cost += 20.0 * np.maximum(0.2 - gap, 0.0)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def detail(view: View, item: Prop) -> Candidates:
    """A door, a window, a lamp post: large in the frame, from where a tripod can stand."""
    w, h, d = item.size_m
    centre = np.array(item.position, np.float64) + np.array((0.0, h / 2, 0.0))
    if view.angle is Angle.OVERHEAD:
        return _from_above(view, item)
    lenses = (35.0, 28.0, 50.0, 24.0, 70.0)
    turns = np.radians([-52, -38, -24, -10, 10, 24, 38, 52]).tolist()
    if KINDS[item.kind].place not in ("hung", "wall"):
        turns = np.radians(np.arange(-170, 181, 20)).tolist()
    shares = (0.74, 0.6, 0.48) if max(item.size_m) > 0.75 else (0.42, 0.34)
    turn, focal, eye, share = grid(turns, lenses, (1.5, 1.1, 2.0), shares)
    across = w * np.abs(np.cos(turn)) + d * np.abs(np.sin(turn))
    tan_w, tan_h = tangents(focal, view.aspect)
    depth = np.maximum(h / (2 * tan_h), across / (2 * tan_w)) / share
    yaw = item.yaw_rad + math.pi + turn
    drop = np.clip((centre[1] - eye) / np.maximum(depth, 0.3), -0.6, 0.75)
    pitch = np.arcsin(drop)
    roll = np.full_like(turn, roll_of(view))
    right, up, forward = frames(yaw, pitch, roll)
    # Off the middle, by a third of what is left beside it.
    aside = np.where(turn > 0, 1.0, -1.0) * 0.16 * tan_w * depth
    position = centre - forward * depth[:, None] + right * aside[:, None]
    cost = 0.25 * np.abs(np.log(focal / 35.0)) + 0.3 * np.abs(np.abs(turn) - 0.42)
    cost += 4.0 * np.abs(share - shares[0]) + 0.2 * np.abs(eye - 1.5)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _from_above(view: View, item: Prop) -> Candidates:
    """A thing looked down on, its long side across the frame: what lies on it is the picture."""
    w, h, d = item.size_m
    top = np.array(item.position, np.float64) + np.array((0.0, h, 0.0))
    turns = (0.0, math.pi, 0.2, math.pi - 0.2, -0.2)
    turn, pitch, focal, share = grid(turns, (-1.3, -1.15), (28.0, 24.0, 35.0, 20.0), (0.72, 0.6))
    roll = np.full_like(turn, roll_of(view))
    base = item.yaw_rad + (0.0 if w >= d else math.pi / 2)
    right, up, forward = frames(base + turn, pitch, roll)
    tan_w, tan_h = tangents(focal, view.aspect)
    depth = np.maximum(max(w, d) / (2 * tan_w), min(w, d) / (2 * tan_h)) / share
    cost = 0.25 * np.abs(np.log(focal / 28.0)) + 0.6 * np.abs(turn) * (np.abs(turn) < 1.0)
    cost += 0.6 * np.abs(pitch + 1.3) + 2.0 * np.abs(share - 0.72)
    position = top - forward * depth[:, None]
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def place_only(view: View) -> Candidates:
    """The set itself: from a corner inside, from its open side outside, with depth."""
    plan = view.plan
    wide = min(view.lens_mm, 28.0) * (1.0, 0.86, 1.22)[int(3 * view.manner) % 3]
    reach_x, reach_z = plan.width_m / 2, plan.depth_m / 2
    rows: list[tuple[float, float, float, float]] = []
    if plan.interior:
        for sx in (-1, -0.5, 0, 0.5, 1):
            for sz in (-1, -0.5, 0.5, 1):
                for height in (1.55, 2.0):
                    rows.append((sx * (reach_x - 0.25), sz * (reach_z - 0.25), height, wide))
                    rows.append((sx * (reach_x + 0.6), sz * (reach_z + 0.9), height, wide))
    else:
        for angle in np.radians([-60, -42, -26, -12, 12, 26, 42, 60]):
            for share in (0.3, 0.42, 0.55):
                x = 0.7 * share * plan.width_m * math.sin(angle)
                z = share * plan.depth_m * math.cos(angle)
                rows.extend((x, z, height, wide) for height in (1.5, 2.4))
    table = np.array(rows)
    position = np.stack([table[:, 0], table[:, 2], table[:, 1]], 1)
    middle = _interest(plan)
    away = middle - position
    yaw = np.arctan2(away[:, 0], away[:, 2])
    pitch = np.full(len(rows), -0.08 if plan.interior else 0.06)
    if view.angle is Angle.HIGH or view.angle is Angle.OVERHEAD:
        pitch -= 0.35
        position[:, 1] += 2.5 if not plan.interior else 0.4
    roll = np.full(len(rows), roll_of(view))
    right, up, forward = frames(yaw, pitch, roll)
    focal = table[:, 3]
    tan_w, tan_h = tangents(focal, view.aspect)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, np.zeros(len(rows)))


def _interest(plan: SetPlan) -> Array:
    """The middle of what there is to see."""
    points = [
        (p.position[0], p.position[2])
        for p in plan.props
        if abs(p.position[0]) < plan.width_m / 2 and abs(p.position[2]) < plan.depth_m / 2
    ]
    x, z = np.mean(points, axis=0) if points else (0.0, 0.0)
    return np.array([0.6 * x, 1.2, 0.6 * z])
