"""Outlines: the border of every part traced, weighed by what lies behind it, and smoothed.

The nearer side owns the line. Weights follow what an inker does: heaviest round a figure,
lighter where a limb crosses the body, lightest where only the material changes, heavier on
the side away from the light.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.previs.noise import wander
from filmgen.previs.pen import Stroke, tapered
from filmgen.previs.scene import Scene

Floats: TypeAlias = npt.NDArray[np.float32]
Reals: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.int16]
Boxes: TypeAlias = npt.NDArray[np.int64]

OUTLINE, CROSSING, FOLD, MATERIAL = 2.7, 2.1, 1.55, 1.25
JUMP_M, STEP_M = 0.09, 0.022


def part_boxes(scene: Scene, boxes: Boxes) -> Boxes:
    """Screen boxes of parts (n, 4), from those of their solids."""
    count = len(scene.parts)
    result = np.zeros((count, 4), np.int64)
    result[:, :2] = 1 << 30
    for part, box in zip(scene.part_of, boxes, strict=True):
        if box[2] > box[0] and box[3] > box[1]:
            result[part, :2] = np.minimum(result[part, :2], box[:2])
            result[part, 2:] = np.maximum(result[part, 2:], box[2:])
    return result


def contours(
    scene: Scene, parts: Ints, depth: Floats, boxes: Boxes, light_side: tuple[float, float],
    scale: float, rng: np.random.Generator,
) -> list[Stroke]:  # fmt: skip
    """Strokes round all traced parts.

    Args:
        parts: (H, W) part index, -1 for none. depth: (H, W) metres, inf for none.
        boxes: of `part_boxes`. light_side: direction to the key in the picture (x, y).
        scale: picture width over 1280: widths grow with it.
    """
    strokes: list[Stroke] = []
    height, width = parts.shape
    owners = np.array([part.owner for part in scene.parts] + [0], np.int64)
    tones = np.array([part.tone for part in scene.parts] + [1.0])
    materials = [part.material for part in scene.parts] + ["sky"]
    names = sorted(set(materials))
    kinds = np.array([names.index(m) for m in materials], np.int64)
    traced = np.array([part.trace for part in scene.parts] + [False])
    necks = np.array([part.name == "neck" for part in scene.parts] + [False])
    for index, part in enumerate(scene.parts):
        x0, y0, x1, y1 = (int(v) for v in boxes[index])
        if not part.trace or x1 - x0 < 3 or y1 - y0 < 3:
            continue
        mask = (parts[y0:y1, x0:x1] == index).astype(np.uint8)
        if not mask.any():
            continue
        loops, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for loop in loops:
            if len(loop) < 9:
                continue
            points = loop[:, 0, :].astype(np.float32) + np.array([x0 + 0.5, y0 + 0.5], np.float32)
            smooth = _smooth_loop(points, min(2.4 * scale, len(points) / 26))
            ahead = np.roll(smooth, -2, 0) - np.roll(smooth, 2, 0)
            normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
            normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
            normal = normal.astype(np.float32)
            if _inside(parts, smooth + 2.2 * normal, index) > _inside(
                parts, smooth - 2.2 * normal, index
            ):
                normal = -normal
            outer = smooth + (1.6 + 0.8 * scale) * normal
            ox = np.clip(outer[:, 0].astype(np.int64), 0, width - 1)
            oy = np.clip(outer[:, 1].astype(np.int64), 0, height - 1)
            ix = np.clip(points[:, 0].astype(np.int64), 0, width - 1)
            iy = np.clip(points[:, 1].astype(np.int64), 0, height - 1)
            near = depth[iy, ix]
            other = parts[oy, ox].astype(np.int64)
            behind = depth[oy, ox]
            jump = np.where(np.isfinite(behind), behind - near, 1e3)
            slack = 0.004 * near
            weight = np.zeros(len(points), np.float32)
            same = owners[other] == part.owner
            level = np.abs(jump) <= np.maximum(STEP_M, slack)
            differs = (kinds[other] != kinds[index]) | (np.abs(tones[other] - part.tone) > 0.1)
            mine = (index < other) | ~traced[other]
            weight[same & level & differs & mine] = MATERIAL
            small = 0.006 if part.name == "nose" else STEP_M
            weight[same & (jump > small)] = FOLD
            if part.name == "head":  # the jaw is always drawn against the neck
                weight[necks[other] & same & (jump > -slack)] = FOLD
            weight[same & (jump > JUMP_M)] = CROSSING
            weight[~same & (jump > -slack) & (mine | ~level)] = OUTLINE if part.owner < 100 else 1.7
            weight[other == index] = 0.0
            edge = (ix <= 1) | (iy <= 1) | (ix >= width - 2) | (iy >= height - 2)
            weight[edge] = 0.0
            weight *= _nearness(part.owner, near)
            away = normal[:, 0] * light_side[0] + normal[:, 1] * light_side[1]
            weight *= 1.12 - 0.30 * away
            body = 0 < part.owner < 100
            air = 1.0 if body else float(np.clip(1.15 - near.mean() / 42.0, 0.45, 1.0))
            inside = same & body
            path = smooth + 0.35 * normal
            if part.material == "leaf":
                path = path + normal * _leafy(len(path), near, scale, rng)[:, None]
            _runs(strokes, path, np.where(inside, 0.0, weight), scale, rng, False, air)
            if inside.any():
                _runs(strokes, path, np.where(inside, weight, 0.0), scale, rng, True, air)
    return strokes


def _leafy(count: int, near: Floats, scale: float, rng: np.random.Generator) -> Floats:
    """Offsets that turn the outline of foliage into scallops and tufts."""
    size = np.clip(26.0 / near, 0.8, 7.0) * scale
    scallop = np.abs(wander(rng, count, float(np.clip(30.0 / near.mean(), 4, 14))))
    return np.asarray((scallop * 2.2 - 0.6) * size, np.float32)


def _nearness(owner: int, near: Floats) -> Floats:
    """Lines thin with distance: things sooner than people."""
    if 0 < owner < 100:
        return np.asarray(np.clip((9.0 / near) ** 0.5, 0.55, 1.15), np.float32)
    return np.asarray(np.clip((5.0 / near) ** 0.5, 0.35, 1.1), np.float32)


def _inside(parts: Ints, points: Reals, index: int) -> int:
    height, width = parts.shape
    x = np.clip(points[:, 0].astype(np.int64), 0, width - 1)
    y = np.clip(points[:, 1].astype(np.int64), 0, height - 1)
    return int((parts[y, x] == index).sum())


def _smooth_loop(points: Floats, sigma: float) -> Floats:
    if sigma < 0.4:
        return points
    reach = int(3 * sigma) + 1
    padded = np.concatenate([points[-reach:], points, points[:reach]])
    taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    taps = (taps / taps.sum()).astype(np.float32)
    return np.stack([np.convolve(padded[:, i], taps, "valid") for i in range(2)], axis=1)


def _runs(
    strokes: list[Stroke], points: Reals, weight: Floats, scale: float, rng: np.random.Generator,
    inner: bool, air: float,
) -> None:  # fmt: skip
    """Cut a loop where nothing is drawn and make a stroke of each run."""
    count = len(points)
    drawn = weight > 0
    if not drawn.any():
        return
    if drawn.all():
        shift = int(np.argmax(points[:, 1] - 0.3 * points[:, 0]))
    else:
        shift = int(np.argmin(drawn))
    points, weight = np.roll(points, -shift, 0), np.roll(weight, -shift)
    drawn = weight > 0
    # bridge gaps of a few pixels
    edges = np.flatnonzero(np.diff(np.concatenate([[0], drawn.view(np.int8), [0]])))
    spans = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    merged: list[tuple[int, int]] = []
    for a, b in spans:
        if merged and a - merged[-1][1] < 4:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    for a, b in merged:
        if b - a < 6 * scale:
            continue
        b = min(b + (2 if drawn.all() else 0), count)
        piece, weights = points[a:b], weight[a:b].copy()
        weights[weights == 0] = FOLD
        taps = np.ones(9, np.float32) / 9
        weights = np.convolve(np.pad(weights, 4, mode="edge"), taps, "valid").astype(np.float32)
        step = 3 if len(piece) > 24 else 2
        chosen = np.unique(np.concatenate([np.arange(0, len(piece), step), [len(piece) - 1]]))
        line, weights = piece[chosen], weights[chosen]
        n = len(line)
        pressure = 1.0 + 0.16 * wander(rng, n, 9)
        shake = np.stack([wander(rng, n, 12), wander(rng, n, 12)], axis=1) * 0.45 * scale
        widths = weights * pressure * scale * tapered(n, 6)
        strokes.append(
            Stroke((line + shake).astype(np.float32), widths.astype(np.float32), 0.95 * air, inner)
        )
        if n > 18 and rng.uniform() < 0.55:
            start = int(rng.uniform(0, 0.5) * n)
            end = min(n, start + int(rng.uniform(0.25, 0.6) * n))
            drift = np.stack([wander(rng, n, 20), wander(rng, n, 20)], axis=1) * 1.7 * scale
            again = (line + drift)[start:end].astype(np.float32)
            if len(again) > 6:
                thin = (0.9 * scale * tapered(len(again), 8)).astype(np.float32)
                strokes.append(Stroke(again, thin, 0.5 * air, inner))
