"""The operator follows: while the camera reframes, its subject goes straight across the frame.

Camera and figure each know their way from key to key, but a head that rises while the camera
travels would leave the picture on the way. So the camera's head is turned, between the two
composed cameras, to keep the subject where the frame expects it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from filmgen.blocking.camera import Array, project, ray
from filmgen.blocking.model import Camera, StagedPanel
from filmgen.blocking.moves import KEYS_PER_S, CameraPath
from filmgen.blocking.rigs import turned
from filmgen.easing import smootherstep

_SMOOTH_S = 0.16
"""An operator follows the walk, not each step."""
_INSIDE = (-0.02, 1.02)

HeadAt = Callable[[float], Array]
"""Where a head is at a time in seconds."""


def follow(
    path: CameraPath,
    panels: Sequence[StagedPanel],
    bounds: Sequence[float],
    heads: Callable[[str], tuple[HeadAt, Sequence[tuple[float, float]]]],
) -> CameraPath:
    """A path whose reframings keep their subject in the picture.

    Args:
        bounds: the panels' starts and the end of the shot, in seconds.
        heads: by name: where the head is, and when the figure moves, (begin, end) in seconds.
    """
    seconds = max(bounds[-1], 1e-6)
    keys = list(path.keys)
    for i, (a, b) in enumerate(pairwise(panels)):
        begin, end = bounds[i] / seconds, bounds[i + 1] / seconds
        name = next((n for n in a.subjects if n in b.subjects), "")
        cut = any(begin < t <= end for t in path.cuts)
        if not name or cut or a.camera == b.camera:
            continue
        head, moving = heads(name)
        first = _departure(path, begin, end)
        spans = [(s, e) for s, e in moving if s < bounds[i + 1] and e > bounds[i]]
        if spans:
            first = max(begin, min(first, spans[0][0] / seconds))
        way = _followed(path, head, first, end, seconds)
        if way:
            keys = [key for key in keys if not first < key[0] < end] + way
            keys.sort(key=lambda key: key[0])
    return CameraPath(tuple(keys))


def _departure(path: CameraPath, begin: float, end: float) -> float:
    """When the camera begins to move within a span of time."""
    held = path.at(begin)
    times = [t for t, camera in path.keys if begin < t <= end and camera == held]
    return max(times, default=begin)


def _followed(
    path: CameraPath, head: HeadAt, begin: float, end: float, seconds: float
) -> list[tuple[float, Camera]]:
    """Keys between two times; none where the subject is out of frame at either."""
    count = math.ceil((end - begin) * seconds * KEYS_PER_S)
    if count < 3:
        return []
    times = [begin + (end - begin) * i / count for i in range(count + 1)]
    places = _smoothed([head(t * seconds) for t in times])
    seen = [project(path.at(t), _point(place)) for t, place in zip(times, places, strict=True)]
    (x0, y0, _), (x1, y1, _) = seen[0], seen[-1]
    low, high = _INSIDE
    if not all(low < value < high for value in (x0, y0, x1, y1)):
        return []
    way = []
    for i in range(1, count):
        share = smootherstep(i / count)
        x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        way.append((times[i], _aimed(path.at(times[i]), places[i], x, y)))
    return way


def _aimed(camera: Camera, place: Array, x: float, y: float) -> Camera:
    """The camera turned on its place until a point is seen at (x, y) of the frame."""
    for _ in range(3):
        wanted = ray(camera, x, y)
        now = place - np.asarray(camera.position)
        yaw = math.atan2(wanted[0], wanted[2]) - math.atan2(now[0], now[2])
        yaw = (yaw + math.pi) % (2 * math.pi) - math.pi
        flat = math.hypot(now[0], now[2])
        pitch = math.atan2(now[1], flat) - math.atan2(wanted[1], math.hypot(wanted[0], wanted[2]))
        camera = turned(camera, yaw, pitch)
    return camera


def _smoothed(places: Sequence[Array]) -> Array:
    """(n, 3) positions, steps averaged out; the first and the last stay."""
    table = np.array(places)
    reach = _SMOOTH_S * KEYS_PER_S
    offsets = np.arange(len(table))
    weights = np.exp(-0.5 * ((offsets[:, None] - offsets[None]) / reach) ** 2)
    # nearer to the ends the window closes, so that both composed cameras stay what they are
    room = np.minimum(offsets, offsets[::-1]).astype(np.float64)
    weights *= np.abs(offsets[:, None] - offsets[None]) <= room[:, None]
    return np.asarray(weights @ table / weights.sum(1, keepdims=True))


def _point(place: Array) -> tuple[float, float, float]:
    return float(place[0]), float(place[1]), float(place[2])
