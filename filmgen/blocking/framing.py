"""Where the camera goes: candidates solved in closed form, then judged together.

A candidate is a view direction and a lens. From the head that must appear at a place of the
frame at a size, the camera's position follows without iteration: with the head at plane
coordinates (a, b) and depth z, position = head - z (forward + a right + b up). Groups are
fitted by a few rounds of the same. Candidates are scored for sight lines, walls, furniture,
the line of action, screen sides, background and how far they stray from the wished lens and
angle; the best is shot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from filmgen.blocking.camera import Array, half_extents
from filmgen.blocking.chance import fraction
from filmgen.blocking.details import is_large
from filmgen.blocking.judging import camera_at, cheapest
from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Camera, Figure, Prop, SetPlan
from filmgen.blocking.view import RANGES, Candidates, View, head_fraction, heads_of
from filmgen.breakdown.model import Angle, Size

__all__ = ["AIM", "RANGES", "View", "frame_shot", "head_fraction"]

AIM: dict[Size, float] = {
    Size.ECU: 0.98,
    Size.CU: 0.60,
    Size.MCU: 0.36,
    Size.MS: 0.235,
    Size.MLS: 0.162,
    Size.LS: 0.102,
    Size.ELS: 0.05,
}
_CROWN_AT: dict[Size, float] = {
    Size.ECU: -0.10,
    Size.CU: 0.075,
    Size.MCU: 0.10,
    Size.MS: 0.115,
    Size.MLS: 0.13,
    Size.LS: 0.20,
    Size.ELS: 0.46,
}
"""Headroom: where the crown sits, as a fraction of the frame from its top."""

_LEAD: dict[Size, float] = {
    Size.ECU: 0.04,
    Size.CU: 0.09,
    Size.MCU: 0.12,
    Size.MS: 0.13,
    Size.MLS: 0.13,
    Size.LS: 0.13,
    Size.ELS: 0.2,
}
"""Lead room: how far a profile stands off the middle, away from where it looks."""

_AROUND_ONE = tuple(
    math.radians(a)
    for a in (-100, -80, -62, -48, -36, -26, -16, -6, 6, 16, 26, 36, 48, 62, 80, 100)
)
_AROUND_MANY = tuple(
    math.radians(a) for a in (-84, -76, -66, -54, -42, -30, -18, -6, 6, 18, 30, 42, 54, 66, 76, 84)
)
"""Camera directions tried: around a face, and around the normal of a line of people."""


def frame_shot(view: View) -> Camera:
    """The camera for a shot. Always returns one: the least bad where nothing is right."""
    if view.object is not None and not view.subjects:
        large = is_large(view.object)
        found = _detail(view, view.object) if large else _insert(view, view.object)
    elif view.angle is Angle.POV and view.over >= 0:
        return _point_of_view(view)
    elif not view.subjects:
        found = _place_only(view)
    elif view.over >= 0 and view.over != view.subjects[0]:
        found = _over_shoulder(view)
    else:
        found = _on_subjects(view)
    return cheapest(view, found)


def _frames(yaw: Array, pitch: Array, roll: Array) -> tuple[Array, Array, Array]:
    """(right, up, forward), each (n, 3), for view directions; pitch above 0 looks up."""
    cos_p = np.cos(pitch)
    forward = np.stack([np.sin(yaw) * cos_p, np.sin(pitch), np.cos(yaw) * cos_p], -1)
    right = np.stack([-np.cos(yaw), np.zeros_like(yaw), np.sin(yaw)], -1)
    up = np.cross(right, forward)
    cos_r, sin_r = np.cos(roll)[:, None], np.sin(roll)[:, None]
    return cos_r * right - sin_r * up, sin_r * right + cos_r * up, forward


def _tangents(focal: Array, aspect: float) -> tuple[Array, Array]:
    t = 18.0 / focal
    return (t, t / aspect) if aspect >= 1 else (t * aspect, t)


def _grid(*axes: Sequence[float]) -> list[Array]:
    mesh = np.meshgrid(*[np.asarray(a, np.float64) for a in axes], indexing="ij")
    return [m.ravel() for m in mesh]


def _dots(a: Array, b: Array) -> Array:
    """(n, m) of vectors a (n, 3) against points b (m, 3)."""
    return np.asarray(a @ b.T)


def _pitches(view: View) -> tuple[float, ...]:
    tight = view.size in (Size.ECU, Size.CU, Size.MCU)
    return {
        Angle.HIGH: (-0.38, -0.48, -0.30),
        Angle.LOW: (0.30, 0.22, 0.40) if tight else (0.24, 0.17, 0.30),
        Angle.OVERHEAD: (-1.25, -1.1),
    }.get(view.angle, (0.0, -0.05, -0.12))


def _roll(view: View) -> float:
    if view.angle is not Angle.DUTCH:
        return 0.0
    return 0.17 if fraction(view.key, "dutch") < 0.5 else -0.17


def _facing(figure: Figure) -> float:
    """The yaw of the face: half way from body to gaze, as far as a neck turns."""
    yaw = figure.facing_rad
    if figure.gaze is not None:
        head = figure.joint("head")
        turn = math.atan2(figure.gaze[0] - head[0], figure.gaze[2] - head[2]) - yaw
        turn = (turn + math.pi) % (2 * math.pi) - math.pi
        yaw += min(max(turn, -1.2), 1.2)
    return yaw


def _on_subjects(view: View) -> Candidates:
    """Singles, two-shots, groups and wide shots.

    Everybody is fitted where the size allows it; else the shot holds its size on the first two,
    or on the main subject alone, and the rest fall where they may. Upright frames give up
    sooner.
    """
    fits = [(view.subjects, 0.0)]
    upright = view.aspect < 1
    if len(view.subjects) > 2:
        fits.append((view.subjects[:2], 0.8 if upright else 2.4))
    if len(view.subjects) > 1:
        fits.append((view.subjects[:1], 1.6 if upright else 3.4))
    found = [_fitted(view, members, extra) for members, extra in fits]
    if upright and len(view.subjects) > 1:
        # An upright two-shot is stacked in depth: one face past the other's shoulder.
        for far, near in (view.subjects[:2], view.subjects[1::-1]):
            stacked = _over_shoulder(replace(view, subjects=(far,), over=near))
            stacked.cost += 0.5 if far == view.subjects[0] else 4.0
            found.append(stacked)
    if len(found) == 1:
        return found[0]
    return Candidates(
        **{name: np.concatenate([vars(c)[name] for c in found]) for name in vars(found[0])}
    )


def _fitted(view: View, members: tuple[int, ...], extra: float) -> Candidates:
    """Candidates that hold these figures' heads, the first of them at the shot's size."""
    heads, tall = heads_of(view, members)
    face = _facing(view.figures[members[0]])
    alone = len(members) == 1
    wide = view.size in (Size.LS, Size.ELS)
    if alone:
        around, wish, base = _AROUND_ONE, 0.75 if wide else 0.62, face + math.pi
    else:
        around, wish = _AROUND_MANY, 0.25
        normal = _across(heads, face)
        if view.line is None:
            around = (*around, *(a + math.pi for a in around))
        elif normal[0] * view.line[1][0] + normal[1] * view.line[1][1] < 0:
            normal = (-normal[0], -normal[1])
        base = math.atan2(-normal[0], -normal[1])
    lenses = [view.lens_mm * k for k in (1.0, 0.78, 1.3, 0.6)]
    if wide and not alone:
        # Masters of one scene lean to a side and a lens of their own.
        wish = (0.12, 0.5, 0.3, 0.7)[int(4 * view.manner) % 4]
        lenses = [view.lens_mm * k for k in (1.0, 0.8, 1.35, 1.7)]
    turn, pitch, focal = _grid(around, _pitches(view), lenses)
    roll = np.full_like(turn, _roll(view))
    right, up, forward = _frames(base + turn, pitch, roll)
    tan_w, tan_h = _tangents(focal, view.aspect)
    off = np.abs((turn + math.pi) % (2 * math.pi) - math.pi)
    off = off if alone else np.minimum(off, math.pi - off)
    cost = extra + 0.9 * (off - wish) ** 2 + 0.8 * np.abs(np.log(focal / view.lens_mm))
    cost += 1.2 * np.abs(pitch - _pitches(view)[0])
    aim = AIM[view.size]
    rel = heads - heads[0]
    r, u, f = _dots(right, rel), _dots(up, rel), _dots(forward, rel)
    depth = tall[0] / (2 * tan_h * aim)
    if alone:
        face_dir = np.array([math.sin(face), 0.0, math.cos(face)])
        x0 = 0.5 - _LEAD[view.size] * np.clip(1.35 * _dots(right, face_dir[None])[:, 0], -1, 1)
        shift = -(2 * x0 - 1) * tan_w * depth
    else:
        margin = min(0.07 + 0.5 * aim * 0.85 / view.aspect, 0.34)
        shift = np.zeros_like(depth)
        limit = tall[0] / (2 * tan_h * (RANGES[view.size][0] * 1.04))
        for _ in range(5):
            x = (r - shift[:, None]) / (f + depth[:, None])
            need = (x.max(1) - x.min(1)) / (2 * tan_w * (1 - 2 * margin))
            depth = np.where(need > 1.0, depth * need, depth)
            x = (r - shift[:, None]) / (f + depth[:, None])
            shift = shift + 0.5 * (x.min(1) + x.max(1)) * depth
        cost += np.where(depth > limit, 4.0 + 3.0 * (depth / limit - 1.0), 0.0)
        near = (f + depth[:, None]).min(1)
        cost += np.where(near < 0.5, 9.0, 0.0)
        # Nobody may be so much nearer than the main subject that the size is theirs.
        cost += 1.2 * np.maximum(depth / np.maximum(near, 0.1) - 1.25, 0.0)
    # Small figures stand low in the frame, so that it is not all ground.
    share = tall[0] / (2 * tan_h * depth)
    crown = np.clip(0.93 - 7.4 * share, _CROWN_AT[view.size], max(0.5, _CROWN_AT[view.size]))
    level = ((1 - 2 * crown) * tan_h)[:, None]
    drop = ((u + tall / 2) - (f + depth[:, None]) * level).max(1)
    position = heads[0] + right * shift[:, None] + up * drop[:, None] - forward * depth[:, None]
    if wide and view.angle is Angle.EYE:
        # A wide shot's camera stays at a height a tripod has: tilt instead of sinking or flying.
        position[:, 1] = np.clip(position[:, 1], 0.7, 2.6)
    position[:, 1] = np.maximum(position[:, 1], 0.18)
    cost += 2.0 * np.maximum(position[:, 1] - _ceiling(view), 0.0)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _ceiling(view: View) -> float:
    return view.plan.height_m - 0.15 if view.plan.interior else 40.0


def _across(heads: Array, face: float) -> tuple[float, float]:
    """A unit (x, z) square to the widest pair of heads, on the side they face."""
    spread = heads[:, None] - heads[None]
    i, j = divmod(int(np.argmax((spread**2).sum(-1))), len(heads))
    d = heads[j] - heads[i]
    normal = np.array([-d[2], d[0]])
    length = float(np.linalg.norm(normal))
    if length < 1e-6:
        return math.sin(face), math.cos(face)
    normal /= length
    if normal[0] * math.sin(face) + normal[1] * math.cos(face) < 0:
        normal = -normal
    return float(normal[0]), float(normal[1])


def _over_shoulder(view: View) -> Candidates:
    """The far face clear, the near head and shoulder filling a side of the frame."""
    (near, far), tall = heads_of(view, (view.over, view.subjects[0]))
    d = far - near
    apart = float(math.hypot(d[0], d[2]))
    base = math.atan2(d[0], d[2])
    aim = AIM[view.size]
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
    turn, focal, x0, pitch = _grid(turns, lenses, places, pitches)
    roll = np.zeros_like(turn)
    right, up, forward = _frames(base + turn, pitch, roll)
    tan_w, tan_h = _tangents(focal, view.aspect)
    depth = tall[1] / (2 * tan_h * aim)
    y0 = _CROWN_AT[view.size] + 0.03 + aim / 2
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


def _near_is_right(view: View) -> bool:
    """The side of the frame the near figure belongs to."""
    side = view.sides.get(view.over) or ""
    if side:
        return side == "right"
    other = view.sides.get(view.subjects[0]) or ""
    if other:
        return other == "left"
    return fraction(view.key, "over") < 0.5


def _point_of_view(view: View) -> Camera:
    """From the eyes of `over`: the place is given, so the lens makes the size."""
    seer = view.figures[view.over]
    eye = np.array(seer.joint("head"), np.float64)
    if not view.subjects:
        yaw = _facing(seer)
        target = eye + 3.0 * np.array([math.sin(yaw), -0.05, math.cos(yaw)])
        return camera_at(eye, target, min(view.lens_mm, 35.0), view.aspect)
    heads, tall = heads_of(view, view.subjects[:1])
    distance = float(np.linalg.norm(heads[0] - eye))
    aim = AIM[view.size]
    tan_h = tall[0] / (2 * max(distance, 0.3) * aim)
    focal = 18.0 / (tan_h * max(view.aspect, 1.0))
    focal = min(max(focal, 16.0), 600.0)
    tan_h = half_extents(focal, view.aspect)[1]
    flat = heads[0] - eye
    pitch = math.atan2(flat[1], math.hypot(flat[0], flat[2]))
    b = (1 - 2 * (_CROWN_AT[view.size] + aim / 2)) * tan_h
    pitch -= math.atan(b)
    yaw = math.atan2(flat[0], flat[2])
    forward = np.array(
        [math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch)]
    )
    reach = math.cos(math.atan(b)) * distance
    wanted = tall[0] / (2 * tan_h * aim)
    position = eye + forward * max(reach - wanted, -0.3) if reach > wanted * 1.02 else eye
    return camera_at(position, position + forward * 2.0, focal, view.aspect)


def _insert(view: View, item: Prop) -> Candidates:
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
    turn, pitch, focal = _grid(
        np.radians(np.arange(-165, 181, 30)).tolist(), pitches, (85.0, 60.0, 45.0, 110.0)
    )
    roll = np.zeros_like(turn)
    right, up, forward = _frames(item.yaw_rad + math.pi + turn, pitch, roll)
    tan_w, tan_h = _tangents(focal, view.aspect)
    r, u, f = _dots(right, corners), _dots(up, corners), _dots(forward, corners)
    wide, high = r.max(1) - r.min(1), u.max(1) - u.min(1)
    depth = np.maximum(wide / (2 * tan_w), high / (2 * tan_h)) / 0.58 - 0.5 * f.min(1)
    position = centre - forward * depth[:, None]
    cost = 0.25 * np.abs(np.log(focal / 85.0)) + 0.5 * np.abs(pitch - pitches[0])
    cost += 0.35 * np.abs(np.abs(turn) - (0.0 if hung else 0.5)) * (3.0 if hung else 1.0)
    cost += np.where(np.abs(turn) > 1.6, 1.5 if h > 0.3 else 0.2, 0.0)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _detail(view: View, item: Prop) -> Candidates:
    """A door, a window, a lamp post: large in the frame, from where a tripod can stand."""
    w, h, d = item.size_m
    centre = np.array(item.position, np.float64) + np.array((0.0, h / 2, 0.0))
    lenses = (35.0, 28.0, 50.0, 24.0, 70.0)
    turns = np.radians([-52, -38, -24, -10, 10, 24, 38, 52]).tolist()
    if KINDS[item.kind].place not in ("hung", "wall"):
        turns = np.radians(np.arange(-170, 181, 20)).tolist()
    shares = (0.74, 0.6, 0.48) if max(item.size_m) > 0.75 else (0.42, 0.34)
    turn, focal, eye, share = _grid(turns, lenses, (1.5, 1.1, 2.0), shares)
    across = w * np.abs(np.cos(turn)) + d * np.abs(np.sin(turn))
    tan_w, tan_h = _tangents(focal, view.aspect)
    depth = np.maximum(h / (2 * tan_h), across / (2 * tan_w)) / share
    yaw = item.yaw_rad + math.pi + turn
    drop = np.clip((centre[1] - eye) / np.maximum(depth, 0.3), -0.6, 0.75)
    pitch = np.arcsin(drop)
    roll = np.full_like(turn, _roll(view))
    right, up, forward = _frames(yaw, pitch, roll)
    # Off the middle, by a third of what is left beside it.
    aside = np.where(turn > 0, 1.0, -1.0) * 0.16 * tan_w * depth
    position = centre - forward * depth[:, None] + right * aside[:, None]
    cost = 0.25 * np.abs(np.log(focal / 35.0)) + 0.3 * np.abs(np.abs(turn) - 0.42)
    cost += 4.0 * np.abs(share - shares[0]) + 0.2 * np.abs(eye - 1.5)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _place_only(view: View) -> Candidates:
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
    roll = np.full(len(rows), _roll(view))
    right, up, forward = _frames(yaw, pitch, roll)
    focal = table[:, 3]
    tan_w, tan_h = _tangents(focal, view.aspect)
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
