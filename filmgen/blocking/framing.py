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
from dataclasses import replace

import numpy as np

from filmgen.blocking.aiming import (
    AIM,
    CROWN_AT,
    LEAD,
    aim_of,
    dots,
    facing_of,
    frames,
    grid,
    pitches,
    roll_of,
    tangents,
)
from filmgen.blocking.camera import Array
from filmgen.blocking.details import is_large
from filmgen.blocking.judging import cheapest
from filmgen.blocking.model import Camera
from filmgen.blocking.shoulder import behind_shoulder, over_shoulder, point_of_view
from filmgen.blocking.showing import detail, insert, place_only
from filmgen.blocking.view import RANGES, Candidates, View, head_fraction, heads_of
from filmgen.breakdown.model import Angle, Size

__all__ = ["AIM", "RANGES", "View", "frame_shot", "head_fraction"]

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
        found = detail(view, view.object) if large else insert(view, view.object)
    elif view.angle is Angle.POV and view.over >= 0:
        return point_of_view(view)
    elif not view.subjects:
        found = place_only(view)
    elif view.over >= 0 and view.over != view.subjects[0]:
        view = replace(view, inside=(*view.inside, *behind_shoulder(view)))
        found = over_shoulder(view)
    else:
        found = _on_subjects(view)
    return cheapest(view, found)


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
            stacked = over_shoulder(replace(view, subjects=(far,), over=near))
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
    face = facing_of(view.figures[members[0]])
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
    turn, pitch, focal = grid(around, pitches(view), lenses)
    roll = np.full_like(turn, roll_of(view))
    right, up, forward = frames(base + turn, pitch, roll)
    tan_w, tan_h = tangents(focal, view.aspect)
    off = np.abs((turn + math.pi) % (2 * math.pi) - math.pi)
    off = off if alone else np.minimum(off, math.pi - off)
    cost = extra + 0.9 * (off - wish) ** 2 + 0.8 * np.abs(np.log(focal / view.lens_mm))
    cost += 1.2 * np.abs(pitch - pitches(view)[0])
    if alone:
        cost += 2.5 * np.maximum(off - 1.2, 0.0)
    for index in members:
        figure = view.figures[index]
        if figure.pose.startswith(("on ladder", "climb")):
            # From before, the ladder would have to go: from the side it is seen to carry.
            yaw = figure.facing_rad
            ahead = forward @ np.array([math.sin(yaw), 0.0, math.cos(yaw)])
            cost += 3.0 * np.maximum(np.abs(ahead) - 0.55, 0.0)
            cost += 2.5 * (ahead < -0.65)
    aim = aim_of(view)
    rel = heads - heads[0]
    r, u, f = dots(right, rel), dots(up, rel), dots(forward, rel)
    depth = tall[0] / (2 * tan_h * aim)
    if alone:
        face_dir = np.array([math.sin(face), 0.0, math.cos(face)])
        x0 = 0.5 - LEAD[view.size] * np.clip(1.35 * dots(right, face_dir[None])[:, 0], -1, 1)
        shift = -(2 * x0 - 1) * tan_w * depth
    else:
        # Whoever the shot is about shows a face, not the back of a head.
        face_dir = np.array([math.sin(face), 0.0, math.cos(face)])
        cost += 1.6 * np.clip(_behind(forward, face_dir), 0.0, 1.0)
        margin = min(0.07 + 0.5 * aim * 0.85 / view.aspect, 0.34)
        shift = np.zeros_like(depth)
        limit = tall[0] / (2 * tan_h * (RANGES[view.size][0] * 1.04))
        for _ in range(5):
            x = (r - shift[:, None]) / (f + depth[:, None])
            need = (x.max(1) - x.min(1)) / (2 * tan_w * (1 - 2 * margin))
            y = u / (f + depth[:, None])
            need = np.maximum(need, (y.max(1) - y.min(1)) / (1.1 * tan_h))
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
    crown = np.clip(0.93 - 7.4 * share, CROWN_AT[view.size], max(0.5, CROWN_AT[view.size]))
    level = ((1 - 2 * crown) * tan_h)[:, None]
    drop = ((u + tall / 2) - (f + depth[:, None]) * level).max(1)
    position = heads[0] + right * shift[:, None] + up * drop[:, None] - forward * depth[:, None]
    if wide and view.angle is Angle.EYE:
        # A wide shot's camera stays at a height a tripod has: tilt instead of sinking or flying.
        position[:, 1] = np.clip(position[:, 1], 0.7, 2.6)
    position[:, 1] = np.maximum(position[:, 1], 0.18)
    cost += 2.0 * np.maximum(position[:, 1] - _ceiling(view), 0.0)
    return Candidates(position, right, up, forward, tan_w, tan_h, focal, roll, cost)


def _behind(forward: Array, face: Array) -> Array:
    """0 for a face in profile or nearer to the lens, 1 for the back of a head."""
    return np.asarray((forward @ face + 0.05) / 0.75)


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
