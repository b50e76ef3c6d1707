"""What carries the camera: dolly, tracks, crane, tripod head, lens and shoulder.

Each move is a `Shift`: a composed camera carried some share of the way. How far is wished for
comes from the shot's size and length, and from what the shot is about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from filmgen.blocking.camera import Array, basis, half_extents
from filmgen.blocking.model import Camera, StagedPanel, Vec3
from filmgen.breakdown.model import Angle, Move, Shot, Size
from filmgen.easing import drift

_CLOSER = {
    Size.ECU: 0.16,
    Size.CU: 0.2,
    Size.MCU: 0.23,
    Size.MS: 0.25,
    Size.MLS: 0.26,
    Size.LS: 0.25,
    Size.ELS: 0.22,
}
"""How much of its distance a dolly goes at most."""

_SWAY_RAD = 0.0042
"""Hand-held sway, one standard deviation, for a frame one unit wide at a depth of one."""
_SWAY_M = 0.009
Shift = Callable[[Camera, float], Camera]
"""A composed camera moved by a share (0 composed, 1 all the way) of a move."""


def wishes(
    shot: Shot, panels: Sequence[StagedPanel], seconds: float, seed: int
) -> list[tuple[Shift, bool, float]]:
    """(shift, whether it leaves the composed camera or arrives at it, ease), best first."""
    depth = _subject_depth(panels[-1])
    side = -1.0 if seed & 1 else 1.0
    closer = min(_CLOSER[shot.size], 0.05 + 0.055 * seconds)
    camera = panels[-1].camera
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    people = bool(panels[-1].subjects)
    move = shot.move
    if move is Move.PUSH_IN:
        return [(_dolly(-depth * closer), False, 1.0), (_dolly(depth * 0.6 * closer), True, 1.0)]
    if move is Move.PULL_OUT:
        return [(_dolly(-depth * closer), True, 1.0), (_dolly(depth * 0.6 * closer), False, 1.0)]
    if move is Move.ZOOM:
        return [(_lens(1.0 - 1.4 * closer), False, 0.8)]
    if move is Move.PAN:
        wish = (0.62 if people else 0.95) * 2 * math.atan(tan_w)
        yaw = min(wish, 0.05 + 0.12 * seconds)
        return [(_head(s * yaw, 0.0), False, 1.0) for s in (side, -side)]
    if move is Move.TILT:
        pitch = min((0.7 if people else 1.1) * 2 * math.atan(tan_h), 0.05 + 0.1 * seconds)
        up = {Angle.LOW: -1.0, Angle.HIGH: 1.0, Angle.OVERHEAD: 1.0}.get(shot.angle, 0.0)
        first = up or (-1.0 if people else side)
        return [(_head(0.0, s * pitch), False, 1.0) for s in (first, -first)]
    if move is Move.TRACK:
        metres = min(0.55 * depth, 0.15 + 0.3 * seconds, 4.0)
        aim = depth if people else 3.0 * depth
        return [(_track(s * metres, 0.0, 0.0, aim), False, 0.5) for s in (side, -side)]
    if move is Move.CRANE:
        rise = min(0.6 * depth, 0.2 + 0.3 * seconds, 3.0)
        falls = shot.angle in (Angle.HIGH, Angle.OVERHEAD)
        low = (_track(0.0, -rise, 0.0, depth), False, 0.9)
        high = (_track(0.0, rise, -0.35 * rise, depth), True, 0.9)
        straight = (_track(0.0, rise, 0.0, depth), True, 0.9)
        return [low, high, straight] if falls else [high, straight, low]
    return []


def _subject_depth(panel: StagedPanel) -> float:
    """How far the camera is from what the shot is about, metres."""
    position = np.asarray(panel.camera.position)
    _, _, forward = basis(panel.camera)
    heads = [f.joint("head") for f in panel.figures if f.name in panel.subjects]
    depths = [float((np.asarray(head) - position) @ forward) for head in heads]
    ahead = [d for d in depths if d > 0.3]
    if ahead:
        return max(ahead[0], 0.5)
    plan = panel.set_plan
    reach = 0.5 * math.hypot(plan.width_m, plan.depth_m)
    things = [
        float((np.asarray(prop.position) - position) @ forward)
        for prop in plan.props
        if _is_ahead(panel.camera, prop.position)
    ]
    if panel.camera.focal_mm > 40 and things:
        return min(max(min(things), 0.5), reach)  # a detail shot is about what is nearest
    return min(max(float(np.median(things)) if things else reach, 1.5), 12.0)


def _is_ahead(camera: Camera, point: Vec3) -> bool:
    right, up, forward = basis(camera)
    offset = np.subtract(point, camera.position)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    depth = float(offset @ forward)
    return depth > 0.3 and abs(offset @ right) < tan_w * depth and abs(offset @ up) < tan_h * depth


def _dolly(metres: float) -> Shift:
    """Along the view; level where the view is nearly level, as rails are."""

    def shift(camera: Camera, share: float) -> Camera:
        ahead = np.subtract(camera.target, camera.position)
        ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
        return _carried(camera, ahead * metres * share)

    return shift


def _lens(ratio: float) -> Shift:
    """A longer or shorter lens: the whole way multiplies it by `ratio`."""

    def shift(camera: Camera, share: float) -> Camera:
        focal = max(14.0, camera.focal_mm * ratio**share)
        return camera if not share else replace(camera, focal_mm=round(focal, 6))

    return shift


def _head(yaw_rad: float, pitch_rad: float) -> Shift:
    """The tripod's head turns: `yaw_rad` to the right, `pitch_rad` up."""

    def shift(camera: Camera, share: float) -> Camera:
        return turned(camera, yaw_rad * share, pitch_rad * share)

    return shift


def _track(aside_m: float, up_m: float, ahead_m: float, aim_m: float) -> Shift:
    """The dolly or crane travels while the camera keeps what is `aim_m` ahead where it was."""

    def shift(camera: Camera, share: float) -> Camera:
        if not share:
            return camera
        right = np.array(basis(replace(camera, roll_rad=0.0))[0])
        forward = basis(camera)[2]
        place = np.asarray(camera.position)
        aim = place + forward * aim_m
        flat = np.array([forward[0], 0.0, forward[2]])
        flat = flat / max(float(np.linalg.norm(flat)), 1e-6)
        place = place + (right * aside_m + np.array([0.0, up_m, 0.0]) + flat * ahead_m) * share
        return replace(camera, position=point(place), target=point(aim))

    return shift


def _carried(camera: Camera, by: Array) -> Camera:
    if not by.any():
        return camera
    return replace(
        camera,
        position=point(np.asarray(camera.position) + by),
        target=point(np.asarray(camera.target) + by),
    )


def turned(camera: Camera, yaw_rad: float, pitch_rad: float) -> Camera:
    """The camera turned to its right and up on its place."""
    if not yaw_rad and not pitch_rad:
        return camera
    ahead = np.subtract(camera.target, camera.position)
    far = float(np.linalg.norm(ahead))
    pitch = math.asin(min(max(float(ahead[1]) / max(far, 1e-9), -1.0), 1.0)) + pitch_rad
    pitch = min(max(pitch, -1.5), 1.5)
    yaw = math.atan2(float(ahead[0]), float(ahead[2])) - yaw_rad
    turn = np.array(
        [math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch)]
    )
    return replace(camera, target=point(np.asarray(camera.position) + turn * far))


def swayed(camera: Camera, t_s: float, seed: int) -> Camera:
    """On a shoulder: the head turns a little, the body carries it a little."""
    right, up, forward = basis(camera)
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    angle = _SWAY_RAD * 2 * tan_w / 0.72 if tan_w < 0.36 else _SWAY_RAD
    by = right * drift(t_s, seed, 3) + up * 0.7 * drift(t_s, seed, 4)
    by = (by + forward * 0.6 * drift(t_s, seed, 5)) * _SWAY_M
    moved = turned(
        _carried(camera, by), angle * drift(t_s, seed, 0), 0.8 * angle * drift(t_s, seed, 1)
    )
    return replace(moved, roll_rad=round(camera.roll_rad + 0.45 * angle * drift(t_s, seed, 2), 7))


def point(v: Array) -> Vec3:
    """A place to the micrometre: slow moves stay smooth."""
    return (round(float(v[0]), 6), round(float(v[1]), 6), round(float(v[2]), 6))
