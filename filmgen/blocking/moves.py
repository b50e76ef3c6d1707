"""The shot's move in space: where the camera is at every moment of a shot.

A panel's camera is where the shot is composed. A move begins or ends there and goes as far as
an operator would take it in the time, on a dolly, a head or a crane; the planned screen sides
and sizes hold at the composed end:

- push-in, tilt, pan, track and zoom-in end composed: the move arrives;
- pull-out and crane begin composed: the move leaves;
- hand-held stays composed and sways.

Between panels whose cameras differ the operator reframes, in time for the next key pose; where
no operator could (through a wall, across the room in a second), the camera cuts.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from filmgen.blocking.camera import Array, basis, half_extents
from filmgen.blocking.clearance import Clearance, travelled
from filmgen.blocking.model import Camera, StagedPanel, Vec3
from filmgen.breakdown.model import Angle, Move, Shot, Size
from filmgen.easing import drift, eased

KEYS_PER_S = 24.0
"""How densely a move is sampled: a straight line between two keys is off by under a millimetre."""

_SHARES = (1.0, 0.8, 0.6, 0.42, 0.28, 0.16)
"""How much of the wished move is tried where it does not fit."""

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
_DOLLY_M_S, _DOLLY_TOP_M_S, _HEAD_RAD_S = 0.9, 1.3, 0.6
"""What an operator reframes with: an easy walk, a hurried one, the turn of a head."""


@dataclass(frozen=True)
class CameraPath:
    """A camera over the time of a shot.

    Attributes:
        keys: (time, camera), times rising from 0 to 1, at least one; two keys at one time are
            a cut. Between keys the camera goes straight.
    """

    keys: tuple[tuple[float, Camera], ...]

    @property
    def still(self) -> bool:
        """Whether the camera never moves (it may cut)."""
        return all(a == b for (s, a), (t, b) in pairwise(self.keys) if t > s)

    @property
    def cuts(self) -> tuple[float, ...]:
        """Times at which the camera is somewhere else at once."""
        return tuple(t for (s, a), (t, b) in pairwise(self.keys) if s == t and a != b)

    def at(self, time: float) -> Camera:
        """The camera at a time of 0 (first frame) to 1 (last frame); a cut's second side."""
        index = bisect.bisect_right(self.keys, time, key=lambda key: key[0])
        if index == 0:
            return self.keys[0][1]
        if index == len(self.keys):
            return self.keys[-1][1]
        (start, a), (end, b) = self.keys[index - 1], self.keys[index]
        return a if a == b else mixed(a, b, (time - start) / (end - start))


def mixed(a: Camera, b: Camera, share: float) -> Camera:
    """A camera between two: straight in place, even in magnification, level in turn."""
    place_a, place_b = np.asarray(a.position), np.asarray(b.position)
    ahead_a, ahead_b = np.subtract(a.target, place_a), np.subtract(b.target, place_b)
    far_a, far_b = float(np.linalg.norm(ahead_a)), float(np.linalg.norm(ahead_b))
    place = place_a + (place_b - place_a) * share
    ahead = _turned_between(ahead_a / max(far_a, 1e-9), ahead_b / max(far_b, 1e-9), share)
    return replace(
        a,
        position=_vec(place),
        target=_vec(place + ahead * (far_a + (far_b - far_a) * share)),
        focal_mm=round(a.focal_mm * (b.focal_mm / a.focal_mm) ** share, 6),
        roll_rad=round(a.roll_rad + (b.roll_rad - a.roll_rad) * share, 7),
    )


def camera_path(
    shot: Shot,
    panels: Sequence[StagedPanel],
    starts: Sequence[float],
    seconds: float = 4.0,
    *,
    reframes: bool = True,
) -> CameraPath:
    """The path of the shot's move through its panels.

    Args:
        panels: the staged key poses, in order, at least one.
        starts: time of each panel, 0 to 1, the first 0.
        seconds: length of the shot: longer shots move farther, never faster.
        reframes: False cuts from panel to panel instead.
    """
    seed = shot.seed if shot.seed is not None else int(shot.identity[:8] or "0", 16)
    bounds = [*starts, 1.0]
    keys: list[tuple[float, Camera]] = []
    first = 0
    while first < len(panels):
        # a run of panels that one camera can show without a cut
        run = [(bounds[first], panels[first].camera)]
        last = first
        while last + 1 < len(panels):
            way = _reframed(panels, bounds, last, seconds)
            if way is None or not (reframes or panels[last].camera == panels[last + 1].camera):
                break
            run.extend(way)
            last += 1
        start, end = bounds[first], bounds[last + 1]
        run.append((end, panels[last].camera))
        keys.extend(_moved(shot, panels[first : last + 1], run, (end - start) * seconds, seed))
        first = last + 1
    return CameraPath(_thinned(keys))


def _thinned(keys: Sequence[tuple[float, Camera]]) -> tuple[tuple[float, Camera], ...]:
    """Keys without those inside a hold."""
    kept = [
        key
        for i, key in enumerate(keys)
        if not (0 < i < len(keys) - 1 and keys[i - 1][1] == key[1] == keys[i + 1][1])
    ]
    if len(kept) > 1 and all(camera == kept[0][1] for _, camera in kept):
        kept = kept[:1]
    return tuple(kept)


def _reframed(
    panels: Sequence[StagedPanel], bounds: Sequence[float], index: int, seconds: float
) -> list[tuple[float, Camera]] | None:
    """Keys of the way from one panel's camera to the next, None where it has to cut."""
    a, b = panels[index].camera, panels[index + 1].camera
    end = bounds[index + 1]
    if a == b:
        return [(end, b)]
    room_s = 0.85 * (end - bounds[index]) * seconds
    metres = math.dist(a.position, b.position)
    turn = _angle_between(a, b)
    zoom = abs(math.log(b.focal_mm / a.focal_mm))
    wished = max(0.5, 0.35 + metres / _DOLLY_M_S, turn / (0.6 * _HEAD_RAD_S), zoom / 0.5)
    least = max(metres / _DOLLY_TOP_M_S, turn / _HEAD_RAD_S, zoom / 0.9)
    takes = min(wished, room_s)
    if takes < max(least, 0.2) or turn > 1.3:
        return None
    begin = end - takes / seconds
    count = max(2, math.ceil(takes * KEYS_PER_S))
    way = [(begin, a)]
    way += [
        (begin + (end - begin) * i / count, mixed(a, b, eased(i / count))) for i in range(1, count)
    ]
    way.append((end, b))
    places = travelled([camera for _, camera in way])
    for panel in panels[index : index + 2]:
        if not Clearance(panel).passable(places):
            return None
    return way


_Shift = Callable[[Camera, float], Camera]
"""A composed camera moved by a share (0 composed, 1 all the way) of a move."""


def _moved(
    shot: Shot,
    panels: Sequence[StagedPanel],
    run: Sequence[tuple[float, Camera]],
    seconds: float,
    seed: int,
) -> list[tuple[float, Camera]]:
    """A run of keys with the shot's own move laid over it."""
    if shot.move is Move.STATIC:
        return list(run)
    base = CameraPath(tuple(run))
    start, end = run[0][0], run[-1][0]
    count = max(2, math.ceil(seconds * KEYS_PER_S))
    times = [start + (end - start) * i / count for i in range(count + 1)]
    if shot.move is Move.HANDHELD:
        return [
            (t, _swayed(base.at(t), (t - start) / max(end - start, 1e-9) * seconds, seed))
            for t in times
        ]
    for shift, leaves, ease in _wishes(shot, panels, seconds, seed):
        for share in _SHARES:
            path = []
            for i, t in enumerate(times):
                done = eased(i / count, ease)
                composed = base.at(t) if i < count else run[-1][1]
                path.append((t, shift(composed, share * (done if leaves else 1.0 - done))))
            if _fits(shot, panels, path):
                return path
    return list(run)


def _fits(shot: Shot, panels: Sequence[StagedPanel], path: Sequence[tuple[float, Camera]]) -> bool:
    places = travelled([camera for _, camera in path])
    middle = path[len(path) // 2][1]
    for i, panel in enumerate(panels):
        room = Clearance(panel, shot.sides, low_subjects=shot.move in (Move.TILT, Move.CRANE))
        if not room.passable(places):
            return False
        seen = [middle] if len(panels) == 1 else []
        seen += [path[0][1]] if i == 0 else []
        seen += [path[-1][1]] if i == len(panels) - 1 else []
        if not all(room.sees(camera) for camera in seen):
            return False
    return True


def _wishes(
    shot: Shot, panels: Sequence[StagedPanel], seconds: float, seed: int
) -> list[tuple[_Shift, bool, float]]:
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


def _dolly(metres: float) -> _Shift:
    """Along the view; level where the view is nearly level, as rails are."""

    def shift(camera: Camera, share: float) -> Camera:
        ahead = np.subtract(camera.target, camera.position)
        ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
        return _carried(camera, ahead * metres * share)

    return shift


def _lens(ratio: float) -> _Shift:
    """A longer or shorter lens: the whole way multiplies it by `ratio`."""

    def shift(camera: Camera, share: float) -> Camera:
        focal = max(14.0, camera.focal_mm * ratio**share)
        return camera if not share else replace(camera, focal_mm=round(focal, 6))

    return shift


def _head(yaw_rad: float, pitch_rad: float) -> _Shift:
    """The tripod's head turns: `yaw_rad` to the right, `pitch_rad` up."""

    def shift(camera: Camera, share: float) -> Camera:
        return turned(camera, yaw_rad * share, pitch_rad * share)

    return shift


def _track(aside_m: float, up_m: float, ahead_m: float, aim_m: float) -> _Shift:
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
        return replace(camera, position=_vec(place), target=_vec(aim))

    return shift


def _carried(camera: Camera, by: Array) -> Camera:
    if not by.any():
        return camera
    return replace(
        camera,
        position=_vec(np.asarray(camera.position) + by),
        target=_vec(np.asarray(camera.target) + by),
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
    return replace(camera, target=_vec(np.asarray(camera.position) + turn * far))


def _swayed(camera: Camera, t_s: float, seed: int) -> Camera:
    """On a shoulder: the head turns a little, the body carries it a little."""
    right, up, forward = basis(camera)
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    angle = _SWAY_RAD * 2 * tan_w / 0.72 if tan_w < 0.36 else _SWAY_RAD
    by = right * drift(t_s, seed, 3) + up * 0.7 * drift(t_s, seed, 4)
    by = (by + forward * 0.6 * drift(t_s, seed, 5)) * _SWAY_M
    swayed = turned(
        _carried(camera, by), angle * drift(t_s, seed, 0), 0.8 * angle * drift(t_s, seed, 1)
    )
    return replace(swayed, roll_rad=round(camera.roll_rad + 0.45 * angle * drift(t_s, seed, 2), 7))


def _angle_between(a: Camera, b: Camera) -> float:
    ahead_a, ahead_b = basis(a)[2], basis(b)[2]
    return math.acos(min(max(float(ahead_a @ ahead_b), -1.0), 1.0))


def _turned_between(a: Array, b: Array, share: float) -> Array:
    """A unit vector between two, along the arc (Shoemake 1985)."""
    angle = math.acos(min(max(float(a @ b), -1.0), 1.0))
    if angle < 1e-6:
        return np.asarray(a)
    mixed_vector = math.sin((1 - share) * angle) * a + math.sin(share * angle) * b
    return np.asarray(mixed_vector / math.sin(angle))


def _vec(v: Array) -> Vec3:
    return (round(float(v[0]), 6), round(float(v[1]), 6), round(float(v[2]), 6))
