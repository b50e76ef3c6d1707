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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from filmgen.blocking.camera import basis
from filmgen.blocking.clearance import Clearance, travelled
from filmgen.blocking.model import Camera, StagedPanel
from filmgen.blocking.posture import slerp
from filmgen.blocking.rigs import point, swayed, wishes
from filmgen.breakdown.model import Move, Shot
from filmgen.easing import eased

KEYS_PER_S = 24.0
"""How densely a move is sampled: a straight line between two keys is off by under a millimetre."""

_SHARES = (1.0, 0.8, 0.6, 0.42, 0.28, 0.16)
"""How much of the wished move is tried where it does not fit."""

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
    ahead = slerp(ahead_a / max(far_a, 1e-9), ahead_b / max(far_b, 1e-9), share)
    return replace(
        a,
        position=point(place),
        target=point(place + ahead * (far_a + (far_b - far_a) * share)),
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
            (t, swayed(base.at(t), (t - start) / max(end - start, 1e-9) * seconds, seed))
            for t in times
        ]
    for shift, leaves, ease in wishes(shot, panels, seconds, seed):
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


def _angle_between(a: Camera, b: Camera) -> float:
    ahead_a, ahead_b = basis(a)[2], basis(b)[2]
    return math.acos(min(max(float(ahead_a @ ahead_b), -1.0), 1.0))
