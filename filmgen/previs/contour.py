"""Outlines: the border of every part traced, weighed by what lies behind it, and smoothed.

The nearer side owns the line. Weights follow what an inker does: heaviest round a figure,
lighter where a limb crosses the body, lightest where only the material changes, heavier on
the side away from the light.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.previs.pen import NOTHING, Strokes, along, runs, tapered, together
from filmgen.previs.scene import Scene
from filmgen.previs.wobble import Wobble

Floats: TypeAlias = npt.NDArray[np.float32]
Reals: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]
Boxes: TypeAlias = npt.NDArray[np.int64]

OUTLINE, CROSSING, FOLD, MATERIAL = 2.7, 2.1, 1.55, 1.25
JUMP_M, STEP_M = 0.09, 0.022
SMOOTH_PX = 2.4
"""Standard deviation along an outline, at 1280 wide, that takes the pixels out of it."""
BRIDGED = 4
"""Gaps of fewer points do not cut a line."""


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


@dataclass(frozen=True)
class _Loops:
    """Borders of parts, packed: pixels (n, 2), and of each loop (m,) its length and part."""

    points: Floats
    counts: Ints
    part: Ints


def contours(
    scene: Scene, parts: Ints, depth: Floats, boxes: Boxes, light_side: tuple[float, float],
    scale: float, hand: Wobble,
) -> Strokes:  # fmt: skip
    """Strokes round all traced parts.

    Args:
        parts: int16 (H, W) part index, -1 for none. depth: (H, W) metres, inf for none.
        boxes: of `part_boxes`. light_side: direction to the key in the picture (x, y).
        scale: picture width over 1280: widths grow with it.
    """
    loops = _traced(scene, parts, boxes)
    if not len(loops.counts):
        return NOTHING
    path, normal = _smoothed(loops, parts, scale)
    weight, inside, air = _weighed(scene, loops, path, normal, parts, depth, light_side, scale)
    path = path + 0.35 * normal
    leafy = np.array([part.material == "leaf" for part in scene.parts])[loops.part]
    _, which = along(loops.counts)
    if leafy.any():
        at = np.flatnonzero(leafy[which])
        path[at] += normal[at] * _leafy(loops, path, depth, at, which, scale, hand)[:, None]
    lots = [_strokes(loops, path, np.where(inside, 0.0, weight), air, scale, hand, inner=False)]
    if inside.any():
        lots.append(
            _strokes(loops, path, np.where(inside, weight, 0.0), air, scale, hand, inner=True)
        )
    return together(lots)


def _traced(scene: Scene, parts: Ints, boxes: Boxes) -> _Loops:
    points, counts, owners = [], [], []
    for index, part in enumerate(scene.parts):
        x0, y0, x1, y1 = (int(v) for v in boxes[index])
        if not part.trace or x1 - x0 < 3 or y1 - y0 < 3:
            continue
        mask = (parts[y0:y1, x0:x1] == index).view(np.uint8)
        loops, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE, offset=(x0, y0))
        for loop in loops:
            if len(loop) >= 9:
                points.append(loop[:, 0, :])
                counts.append(len(loop))
                owners.append(index)
    packed = np.concatenate(points) if points else np.empty((0, 2))
    return _Loops(packed.astype(np.float32) + np.float32(0.5), np.array(counts, np.int64),
                  np.array(owners, np.int64))  # fmt: skip


def _around(counts: Ints, by: int) -> Ints:
    """For packed loops: the index of the point `by` points on."""
    place, which = along(counts)
    starts = np.cumsum(counts) - counts
    return np.asarray(starts[which] + (place + by) % counts[which])


def _smoothed(loops: _Loops, parts: Ints, scale: float) -> tuple[Floats, Floats]:
    """Loops without their pixel steps (n, 2), and unit normals out of the part (n, 2)."""
    path = loops.points.copy()
    starts = np.cumsum(loops.counts) - loops.counts
    sigma = np.minimum(SMOOTH_PX * scale, loops.counts / 26)
    step = np.ceil(sigma * 4).astype(np.int64)  # quarters of a pixel
    for quarter in np.unique(step[sigma >= 0.4]).tolist():
        chosen = np.flatnonzero((step == quarter) & (sigma >= 0.4))
        size = quarter / 4
        reach = int(3 * size) + 1
        counts = loops.counts[chosen]
        place, which = along(counts + 2 * reach)
        at = starts[chosen][which] + (place - reach) % counts[which]
        taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / size) ** 2)
        taps = (taps / taps.sum()).astype(np.float32)
        inner = (place >= reach) & (place < (counts + reach)[which])
        for axis in range(2):
            path[at[inner], axis] = np.convolve(loops.points[at, axis], taps, "same")[inner]
    ahead = path[_around(loops.counts, 2)] - path[_around(loops.counts, -2)]
    normal = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    normal /= np.maximum(np.sqrt((normal * normal).sum(1, keepdims=True)), 1e-6)
    _, which = along(loops.counts)
    part = loops.part[which]
    votes = (_look_up(parts, path + 2.2 * normal) == part).astype(np.int64) - (
        _look_up(parts, path - 2.2 * normal) == part
    )
    inward = np.add.reduceat(votes, starts) > 0
    normal[inward[which]] *= -1
    return path, normal


def _look_up(picture: npt.NDArray[Any], points: Reals) -> npt.NDArray[Any]:
    """Values at points (n, 2), at the border where they lie outside."""
    height, width = picture.shape
    x = np.minimum(np.maximum(points[:, 0].astype(np.int64), 0), width - 1)
    y = np.minimum(np.maximum(points[:, 1].astype(np.int64), 0), height - 1)
    return np.asarray(picture.reshape(-1).take(y * width + x))


def _weighed(
    scene: Scene, loops: _Loops, path: Floats, normal: Floats, parts: Ints, depth: Floats,
    light_side: tuple[float, float], scale: float,
) -> tuple[Floats, Bools, Floats]:  # fmt: skip
    """Widths (n,), 0 where nothing is drawn; what lies inside a figure (n,); and how much of its
    pressure the air leaves to each loop (m,).
    """
    height, width = parts.shape
    table = scene.parts
    owners = np.array([part.owner for part in table] + [0])
    tones = np.array([part.tone for part in table] + [1.0])
    names = {name: i for i, name in enumerate(sorted({part.material for part in table}))}
    kinds = np.array([names[part.material] for part in table] + [-1])
    traced = np.array([part.trace for part in table] + [False])
    necks = np.array([part.name == "neck" for part in table] + [False])
    noses = np.array([part.name == "nose" for part in table] + [False])
    heads = np.array([part.name == "head" for part in table] + [False])
    _, which = along(loops.counts)
    mine = loops.part[which]
    outer = path + (1.6 + 0.8 * scale) * normal
    other = _look_up(parts, outer).astype(np.int64)
    near, behind = _look_up(depth, loops.points), _look_up(depth, outer)
    with np.errstate(invalid="ignore"):
        jump = np.where(np.isfinite(behind), behind - near, 1e3)
    slack = 0.004 * near
    weight = np.zeros(len(path), np.float32)
    owner = owners[mine]
    same = owners[other] == owner
    level = np.abs(jump) <= np.maximum(STEP_M, slack)
    differs = (kinds[other] != kinds[mine]) | (np.abs(tones[other] - tones[mine]) > 0.1)
    first = (mine < other) | ~traced[other]
    weight[same & level & differs & first] = MATERIAL
    weight[same & (jump > np.where(noses[mine], 0.006, STEP_M))] = FOLD
    # the jaw is always drawn against the neck
    weight[heads[mine] & necks[other] & same & (jump > -slack)] = FOLD
    weight[same & (jump > JUMP_M)] = CROSSING
    border = ~same & (jump > -slack) & (first | ~level)
    weight[border] = np.where(owner < 100, OUTLINE, 1.7)[border]
    weight[other == mine] = 0.0
    x, y = loops.points[:, 0], loops.points[:, 1]
    weight[(x < 2) | (y < 2) | (x > width - 2) | (y > height - 2)] = 0.0
    body = (owner > 0) & (owner < 100)
    # lines thin with distance: things sooner than people
    weight *= np.where(
        body, np.clip((9.0 / near) ** 0.5, 0.55, 1.15), np.clip((5.0 / near) ** 0.5, 0.35, 1.1)
    )
    weight *= 1.12 - 0.30 * (normal[:, 0] * light_side[0] + normal[:, 1] * light_side[1])
    starts = np.cumsum(loops.counts) - loops.counts
    mean = np.add.reduceat(near, starts) / loops.counts
    air = np.where(body[starts], 1.0, np.clip(1.15 - mean / 42.0, 0.45, 1.0))
    return weight, same & body, air.astype(np.float32)


def _leafy(
    loops: _Loops, path: Floats, depth: Floats, at: Ints, which: Ints, scale: float, hand: Wobble
) -> Floats:
    """Offsets (len(at),) that turn the outline of foliage into scallops and tufts."""
    near = _look_up(depth, loops.points[at])
    size = np.clip(26.0 / near, 0.8, 7.0) * scale
    scallop = np.abs(hand.at(path[at], np.clip(30.0 / near, 4, 14), 4))
    return np.asarray((scallop * 2.2 - 0.6) * size, np.float32)


def _strokes(
    loops: _Loops, path: Floats, weight: Floats, air: Floats, scale: float, hand: Wobble, *,
    inner: bool,
) -> Strokes:  # fmt: skip
    """Loops cut where nothing is drawn, a stroke of each run."""
    counts = loops.counts
    starts = np.cumsum(counts) - counts
    drawn = weight > 0
    some = np.add.reduceat(drawn.astype(np.int64), starts)
    _, which = along(counts)
    # a loop begins where it is not drawn, or at its lower left
    low = path[:, 1] - 0.3 * path[:, 0]
    score = np.where((some == counts)[which], -low, drawn.astype(np.float32))
    best = np.minimum.reduceat(score, starts)
    here = np.flatnonzero(score == best[which])
    _, head = np.unique(which[here], return_index=True)
    begin = here[head] - starts
    place, _ = along(counts)
    turned = starts[which] + (place + begin[which]) % counts[which]
    path, weight, drawn = path[turned], weight[turned], drawn[turned]
    start, stop, loop = runs(drawn, which)
    if not len(start):
        return NOTHING
    fresh = np.ones(len(start), np.bool_)
    fresh[1:] = (loop[1:] != loop[:-1]) | (start[1:] - stop[:-1] >= BRIDGED)
    start, loop = start[fresh], loop[fresh]
    stop = stop[np.concatenate([np.flatnonzero(fresh)[1:] - 1, [len(stop) - 1]])]
    long = stop - start >= 6 * scale
    start, stop, loop = start[long], stop[long], loop[long]
    if not len(start):
        return NOTHING
    size = stop - start
    place, run = along(size)
    at = start[run] + place
    even = np.where(weight[at] > 0, weight[at], FOLD)
    total = np.concatenate([[0.0], np.cumsum(even, dtype=np.float64)])
    begin = np.cumsum(size) - size
    left = np.maximum(place - 4, 0)
    right = np.minimum(place + 5, size[run])
    even = (total[begin[run] + right] - total[begin[run] + left]) / (right - left)
    step = np.where(size > 24, 3, 2)[run]
    kept = (place % step == 0) | (place == size[run] - 1)
    line, widths, run = path[at[kept]], even[kept], run[kept]
    size = np.bincount(run, minlength=len(start))
    press = 0.95 * air[loop]
    widths = widths * (1.0 + 0.16 * hand.at(line, 27.0 * scale, 0)) * scale * tapered(size, 6)
    shaken = line + hand.tremble(line, 36.0 * scale, 1) * (0.45 * scale)
    flags = np.full(len(size), inner)
    strokes = Strokes(
        shaken.astype(np.float32), widths.astype(np.float32), size, press.astype(np.float32), flags
    )
    # a second, searching line here and there
    searching = (hand.at(line, 170.0 * scale, 3) > 0.12) & (size > 18)[run]
    start, stop, of = runs(searching, run)
    long = stop - start > 6
    start, stop, of = start[long], stop[long], of[long]
    if not len(start):
        return strokes
    size = stop - start
    place, which = along(size)
    again = line[start[which] + place]
    again = again + hand.tremble(again, 60.0 * scale, 4) * (1.7 * scale)
    thin = 0.9 * scale * tapered(size, 8)
    second = Strokes(
        again.astype(np.float32), thin.astype(np.float32), size,
        (0.5 * air[loop[of]]).astype(np.float32), np.full(len(size), inner),
    )  # fmt: skip
    return together([strokes, second])
