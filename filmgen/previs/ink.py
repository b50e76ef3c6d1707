"""Lines of the world brought into the picture, and hatching in the shadows."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.noise import wander
from filmgen.previs.pen import Bytes, Stroke, fill_polygon, tapered
from filmgen.previs.raycast import View
from filmgen.previs.scene import Scene, Stroke3

Floats: TypeAlias = npt.NDArray[np.float32]
Array: TypeAlias = npt.NDArray[np.float64]

_ZERO = np.zeros(1)


def world_strokes(
    scene: Scene, view: View, depth: Floats, ids: Bytes, scale: float, rng: np.random.Generator
) -> list[Stroke]:
    """Every visible run of the scene's lines.

    Lines of the set (straight, two points) overshoot their corners and are drawn a second,
    fainter time; lines of figures follow their curves.
    """
    strokes: list[Stroke] = []
    lines = [line for line in scene.strokes if not line.fill] + _turned_edges(scene, view)
    if not lines:
        return strokes
    counts = [len(line.points) for line in lines]
    flat = view.project(np.concatenate([line.points for line in lines]))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    low = np.minimum.reduceat(flat, starts)
    high = np.maximum.reduceat(flat, starts)
    near = low[:, 2] <= view.near_m * 1.5
    inside = (low[:, 0] < view.width) & (low[:, 1] < view.height) & (high[:, :2] > 0).all(1)
    of_set = np.array([not 0 < line.owner < 100 for line in lines])
    least = np.where(of_set & (low[:, 2] > 14.0), 6.0, 2.5) * scale
    tiny = np.maximum(high[:, 0] - low[:, 0], high[:, 1] - low[:, 1]) < least
    for k in np.flatnonzero(near | (inside & ~tiny)):
        line = lines[k]
        points: Array | None = line.points
        pixels = flat[starts[k] : starts[k] + counts[k]]
        if near[k]:
            points = _clip_near(line.points, view)
            if points is None:
                continue
            pixels = view.project(points)
            if not _near_frame(pixels, view):
                continue
        assert points is not None
        dense, keep = _dense(pixels, points, line, view)
        visible = keep & _seen(dense, depth, line.tolerance_m, view)
        if 0 < line.owner < 100:  # seams end where the body ends
            x = np.clip(dense[:, 0].astype(np.int64), 0, view.width - 1)
            y = np.clip(dense[:, 1].astype(np.int64), 0, view.height - 1)
            visible &= ids[y, x] == line.owner
        if visible.any():
            ruled = len(line.points) == 2
            _emit(strokes, dense[:, :2], visible, line, ruled, scale, rng, *_air(dense, line))
    return strokes


def _turned_edges(scene: Scene, view: View) -> list[Stroke3]:
    """Edges with a face turned to the camera and an end in the frame's neighbourhood."""
    if not scene.edges:
        return []
    ends = np.concatenate([e.ends for e in scene.edges])
    none = [np.full(e.ends.shape, np.nan) if e.normals is None else e.normals for e in scene.edges]
    normals = np.concatenate(none)
    which = np.repeat(np.arange(len(scene.edges)), [len(e.ends) for e in scene.edges])
    toward = view.eye - ends[:, :1]
    cosine = (normals * toward).sum(2)
    turned = np.isnan(cosine[:, 0]) | (cosine > 0).any(1)
    pixels = view.project(ends.reshape(-1, 3)).reshape(-1, 2, 3)
    front = pixels[..., 2] > view.near_m
    low, high = pixels[..., :2].min(1), pixels[..., :2].max(1)
    inside = (low[:, 0] < view.width) & (low[:, 1] < view.height) & (high > 0).all(1)
    long = np.abs(high - low).max(1) > 2.0
    chosen = turned & ((front.all(1) & inside & long) | (front.any(1) & ~front.all(1)))
    result = []
    for i in np.flatnonzero(chosen):
        edge = scene.edges[which[i]]
        result.append(Stroke3(ends[i], edge.width, edge.pressure, taper=False, owner=edge.owner))
    return result


def _air(dense: Array, line: Stroke3) -> tuple[float, float]:
    """Factors of width and pressure: lines of far things are finer and lighter."""
    if 0 < line.owner < 100:
        return 1.0, 1.0
    distance = float(dense[len(dense) // 2, 2])
    fine = min(max((5.5 / distance) ** 0.7, 0.34), 1.15)
    return fine, min(max(1.12 - distance / 42.0, 0.42), 1.0)


def _near_frame(pixels: Array, view: View) -> bool:
    low, high = pixels[:, :2].min(0), pixels[:, :2].max(0)
    return bool(low[0] < view.width and low[1] < view.height and high[0] > 0 and high[1] > 0)


def _clip_near(points: Array, view: View) -> Array | None:
    depth = (points - view.eye) @ view.forward
    near = view.near_m * 1.5
    if (depth > near).all():
        return points
    if len(points) != 2 or (depth <= near).all():
        return None
    share = (near - depth[0]) / (depth[1] - depth[0])
    cut = points[0] + share * (points[1] - points[0])
    return np.stack([points[0], cut]) if depth[0] > near else np.stack([cut, points[1]])


def _dense(
    pixels: Array, points: Array, line: Stroke3, view: View
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Samples about every 4 pixels: x, y, depth; and which face the camera."""
    if len(points) == 2:
        (x0, y0, z0), (x1, y1, z1) = pixels.tolist()
        count = int(min(max(math.hypot(x1 - x0, y1 - y0) / 4, 2), 700))
        share = np.arange(count) * (1.0 / (count - 1))
        dense = np.empty((count, 3))
        dense[:, 0], dense[:, 1] = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        z0, z1 = max(z0, 1e-3), max(z1, 1e-3)
        dense[:, 2] = 1.0 / (1.0 / z0 + (1.0 / z1 - 1.0 / z0) * share)
        return dense, np.ones(count, bool)
    dx, dy = pixels[1:, 0] - pixels[:-1, 0], pixels[1:, 1] - pixels[:-1, 1]
    steps = np.sqrt(dx * dx + dy * dy)
    total = float(steps.sum())
    count = int(min(max(total / 4, 2), 700))
    at = np.concatenate([_ZERO, np.cumsum(steps)])
    if count <= len(points):
        dense, where, count = pixels, at, len(points)
    else:
        where = np.arange(count) * (total / (count - 1))
        dense = np.empty((count, 3))
        dense[:, 0] = np.interp(where, at, pixels[:, 0])
        dense[:, 1] = np.interp(where, at, pixels[:, 1])
        dense[:, 2] = 1.0 / np.interp(where, at, 1.0 / np.maximum(pixels[:, 2], 1e-3))
    keep = np.ones(count, bool)
    if line.facing is not None and len(points) > 2 and len(line.facing) == len(points):
        toward = view.eye - points
        cosine = (line.facing * toward).sum(1) / np.linalg.norm(toward, axis=1)
        keep = np.interp(where, at, cosine) > 0.08
    return dense, keep


def _seen(dense: Array, depth: Floats, tolerance_m: float, view: View) -> npt.NDArray[np.bool_]:
    x = dense[:, 0].astype(np.int64)
    y = dense[:, 1].astype(np.int64)
    within_x = np.minimum(np.maximum(x, 1), view.width - 2)
    within_y = np.minimum(np.maximum(y, 1), view.height - 2)
    inside = (x == within_x) & (y == within_y)
    x, y = within_x, within_y
    ahead = dense[:, 2] <= depth[y, x] + tolerance_m + 0.004 * dense[:, 2]
    return np.asarray(inside & ahead)


def _spans(visible: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of True as (start, end)."""
    if visible.all():
        return [(0, len(visible))]
    edges = np.flatnonzero(visible[1:] != visible[:-1]) + 1
    marks = edges.tolist()
    if visible[0]:
        marks = [0, *marks]
    if visible[-1]:
        marks.append(len(visible))
    return list(zip(marks[::2], marks[1::2], strict=True))


def _emit(
    strokes: list[Stroke], points: Array, visible: npt.NDArray[np.bool_], line: Stroke3,
    ruled: bool, scale: float, rng: np.random.Generator, shrink: float, fade: float,
) -> None:  # fmt: skip
    inner = 0 < line.owner < 100
    press = line.pressure * fade
    for a, b in _spans(visible):
        if b - a < 2:
            continue
        piece = points[a:b]
        whole = a == 0 and b == len(points)
        n = len(piece)
        if ruled:
            along = piece[-1] - piece[0]
            length = math.hypot(*along.tolist())
            if length < 3:
                continue
            along /= length
            over = scale * min(length * 0.02, 9.0) if whole else 0.0
            knots = int(min(max(length / 14, 3), 60))
            share = (np.arange(knots) * (1.0 / (knots - 1)))[:, None]
            start = piece[0] - along * over * rng.uniform(0.2, 1)
            end = piece[-1] + along * over * rng.uniform(0.2, 1)
            side = np.array([-along[1], along[0]])
            bow = np.sin(np.pi * share[:, 0]) * rng.uniform(-1, 1) * min(1.6, length / 160)
            shake = wander(rng, knots, 4) * 0.45 * scale + bow * scale
            path = start + (end - start) * share + side * shake[:, None]
            widths = line.width * scale * shrink * (1 + 0.2 * wander(rng, knots, 5))
            widths = widths * tapered(knots, 2, 0.6, 0.5)
            strokes.append(Stroke(path.astype(np.float32), widths.astype(np.float32), press, inner))
            if length > 60 * scale and fade > 0.7 and rng.uniform() < 0.6:
                offset = rng.uniform(-1.8, 1.8, 2) * scale
                faint = path + offset + side * (wander(rng, knots, 6) * 0.8 * scale)[:, None]
                cut = int(knots * rng.uniform(0.5, 1.0)) + 1
                strokes.append(
                    Stroke(faint[:cut].astype(np.float32),
                           (widths[:cut] * 0.6).astype(np.float32), press * 0.5, inner)
                )  # fmt: skip
        else:
            tremble = np.stack([wander(rng, n, 6), wander(rng, n, 6)], axis=1) * 0.25 * scale
            even = np.full(n, line.width * scale * shrink, np.float32)
            if line.taper:
                even = even * tapered(n, max(2, n // 3), 0.35, 0.3)
            strokes.append(
                Stroke(
                    (piece + tremble).astype(np.float32),
                    even.astype(np.float32),
                    press,
                    inner,
                )
            )


def world_fills(
    scene: Scene, view: View, depth: Floats, ids: Bytes, canvas: Bytes, white: Bytes
) -> None:
    """Filled patches into ink coverage where they are seen: pupils, mouths, beards, ties.

    Patches of paper tone are cut out of `canvas` and marked in `white`, where no wash goes.
    """
    for line in scene.strokes:
        if not line.fill:
            continue
        pixels = view.project(line.points)
        if (pixels[:, 2] <= view.near_m).any() or not _near_frame(pixels, view):
            continue
        keep = _seen(pixels, depth, line.tolerance_m, view)
        x = np.clip(pixels[:, 0].astype(np.int64), 0, view.width - 1)
        y = np.clip(pixels[:, 1].astype(np.int64), 0, view.height - 1)
        keep &= ids[y, x] == line.owner
        if line.facing is not None:
            toward = view.eye - line.points
            keep &= (line.facing * toward).sum(1) > 0.05 * np.linalg.norm(toward, axis=1)
        if keep.sum() < 3 or keep.mean() < 0.4:
            continue
        corners = pixels[keep, :2].astype(np.float32)
        if line.tone > 0.9:
            fill_polygon(white, corners, 255)
        fill_polygon(canvas, corners, int(255 * (1 - line.tone)))


def hatch(
    amount: Floats, angle: float, spacing_px: float, scale: float, rng: np.random.Generator,
    pressure: float = 0.55, level: float = 0.5,
) -> list[Stroke]:  # fmt: skip
    """Finite strokes at one angle over the area where `amount` exceeds `level`.

    Args:
        amount: (h, w) at half size; higher is darker.
        angle: radians, of the strokes.
    """
    height, width = amount.shape
    full_w, full_h = width * 2, height * 2
    along = np.array([np.cos(angle), np.sin(angle)])
    side = np.array([-along[1], along[0]])
    reach = np.hypot(full_w, full_h) / 2
    centre = np.array([full_w / 2, full_h / 2])
    step = 5.0
    samples = np.arange(-reach, reach, step)
    bow = np.array([0, 0.75, 1, 0.75, 0])[:, None] * side
    press_profile = np.array([0.9, 1.2, 1.15, 1.0, 0.5])
    strokes: list[Stroke] = []
    offset = -reach
    while offset < reach:
        offset += spacing_px * rng.uniform(0.72, 1.3)
        lean = rng.uniform(-0.03, 0.03)
        drift = side * (offset + lean * samples[:, None] * 0.15)
        path = centre + along * samples[:, None] + drift
        x = (path[:, 0] / 2).astype(np.int64)
        y = (path[:, 1] / 2).astype(np.int64)
        good = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        inside = np.zeros(len(path), bool)
        inside[good] = amount[y[good], x[good]] > level
        if not inside.any():
            continue
        for a, b in _spans(inside):
            start = a
            while start < b:
                length = int(rng.uniform(14, 34) * scale)
                end = min(start + length, b)
                if end - start >= 3:
                    reach_px = (end - 1 - start) / 4
                    chosen = path[[round(start + reach_px * k) for k in range(5)]]
                    chosen += bow * (rng.uniform(-1.2, 2.2) * scale)
                    chosen += along * rng.uniform(-3, 3)
                    widths = press_profile * (scale * rng.uniform(0.75, 1.15))
                    strokes.append(
                        Stroke(chosen.astype(np.float32), widths.astype(np.float32),
                               pressure * float(rng.uniform(0.75, 1.15)))
                    )  # fmt: skip
                start = end + int(rng.uniform(0, 2.4))
    return strokes
