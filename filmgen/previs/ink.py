"""Lines of the world brought into the picture: edges of boxes, seams, features, patches.

All lines of a scene are projected, sampled, tested against the depth and drawn together: a
street has thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.pen import NOTHING, Bytes, Strokes, along, fill_polygon, runs, tapered, together
from filmgen.previs.raycast import View
from filmgen.previs.scene import Scene, Stroke3
from filmgen.previs.wobble import Wobble

Floats: TypeAlias = npt.NDArray[np.float32]
Array: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]

SAMPLE_PX, MOST_SAMPLES = 4.0, 700


@dataclass(frozen=True)
class _Lines:
    """World lines, packed: points (n, 3), whether each is turned to us (n,), and of each line (m,)
    its number of points, width, pressure, taper, owner, tolerance and an identity.
    """

    points: Array
    facing: Bools
    counts: Ints
    width: Array
    pressure: Array
    taper: Bools
    owner: Ints
    tolerance: Array
    key: Ints

    def where(self, chosen: Bools) -> _Lines:
        each = np.repeat(chosen, self.counts)
        return _Lines(
            self.points[each], self.facing[each], self.counts[chosen], self.width[chosen],
            self.pressure[chosen], self.taper[chosen], self.owner[chosen],
            self.tolerance[chosen], self.key[chosen],
        )  # fmt: skip


def world_strokes(
    scene: Scene, view: View, depth: Floats, ids: Bytes, scale: float, hand: Wobble
) -> Strokes:
    """Every visible run of the scene's lines.

    Lines of the set (straight, two points) overshoot their corners and are drawn a second,
    fainter time; lines of figures follow their curves.
    """
    lines = _joined(_curves(scene, view), _turned_edges(scene, view))
    if not len(lines.counts):
        return NOTHING
    lines, pixels = _framed(lines, view, scale)
    if not len(lines.counts):
        return NOTHING
    samples, keep, counts = _sampled(lines, pixels)
    which = np.repeat(np.arange(len(counts)), counts)
    visible = keep & _seen(samples, depth, lines.tolerance[which], view)
    body = (lines.owner > 0) & (lines.owner < 100)
    of_body = body[which]
    if of_body.any():  # seams end where the body ends
        x = np.clip(samples[of_body, 0].astype(np.int64), 0, view.width - 1)
        y = np.clip(samples[of_body, 1].astype(np.int64), 0, view.height - 1)
        visible[of_body] &= ids[y, x] == lines.owner[which[of_body]]
    start, stop, line = runs(visible, which)
    long = stop - start >= 2
    start, stop, line = start[long], stop[long], line[long]
    if not len(start):
        return NOTHING
    # air: lines of far things are finer and lighter
    first = np.cumsum(counts) - counts
    distance = samples[first + counts // 2, 2]
    fine = np.where(body, 1.0, np.clip((5.5 / distance) ** 0.7, 0.34, 1.15))
    fade = np.where(body, 1.0, np.clip(1.12 - distance / 42.0, 0.42, 1.0))
    ruled = lines.counts[line] == 2
    whole = (start == first[line]) & (stop == (first + counts)[line])
    lot = []
    for chosen, draw in ((ruled, _ruled), (~ruled, _curved)):
        if chosen.any():
            run = (start[chosen], stop[chosen], line[chosen])
            lot.append(draw(samples, *run, whole[chosen], lines, fine, fade, scale, hand))
    return together(lot)


def _curves(scene: Scene, view: View) -> _Lines:
    chosen = [line for line in scene.strokes if not line.fill]
    if not chosen:
        return _nothing()
    points = np.concatenate([line.points for line in chosen])
    counts = np.array([len(line.points) for line in chosen])
    facing = np.ones(len(points), np.bool_)
    at = 0
    for line, count in zip(chosen, counts.tolist(), strict=True):
        if line.facing is not None and len(line.facing) == count > 2:
            toward = view.eye - line.points
            cosine = (line.facing * toward).sum(1)
            facing[at : at + count] = cosine > 0.08 * np.sqrt((toward * toward).sum(1))
        at += count
    return _Lines(
        points, facing, counts,
        np.array([line.width for line in chosen]),
        np.array([line.pressure for line in chosen]),
        np.array([line.taper for line in chosen], np.bool_),
        np.array([line.owner for line in chosen]),
        np.array([line.tolerance_m for line in chosen]),
        _keys([line.owner for line in chosen]),
    )  # fmt: skip


def _keys(owners: Sequence[int]) -> Ints:
    """An identity for each line: its owner and its number among the owner's lines."""
    seen: dict[int, int] = {}
    keys = np.empty(len(owners), np.int64)
    for i, owner in enumerate(owners):
        seen[owner] = seen.get(owner, 0) + 1
        keys[i] = owner * 100_003 + seen[owner]
    return keys


def _nothing() -> _Lines:
    none = np.empty(0)
    ints, bools = np.empty(0, np.int64), np.empty(0, np.bool_)
    return _Lines(np.empty((0, 3)), bools, ints, none, none, bools, ints, none, ints)


def _joined(a: _Lines, b: _Lines) -> _Lines:
    names = _Lines.__dataclass_fields__
    return _Lines(*(np.concatenate([getattr(a, name), getattr(b, name)]) for name in names))


def _turned_edges(scene: Scene, view: View) -> _Lines:
    """Edges with a face turned to the camera and an end in the frame's neighbourhood."""
    if not scene.edges:
        return _nothing()
    ends = np.concatenate([e.ends for e in scene.edges])
    none = [np.full(e.ends.shape, np.nan) if e.normals is None else e.normals for e in scene.edges]
    normals = np.concatenate(none)
    which = np.repeat(np.arange(len(scene.edges)), [len(e.ends) for e in scene.edges])
    toward = view.eye - ends[:, :1]
    cosine = (normals * toward).sum(2)
    turned = np.isnan(cosine[:, 0]) | (cosine > 0).any(1)
    at = which[turned]
    count = len(at)
    return _Lines(
        ends[turned].reshape(-1, 3), np.ones(2 * count, np.bool_), np.full(count, 2),
        np.array([e.width for e in scene.edges])[at],
        np.array([e.pressure for e in scene.edges])[at],
        np.zeros(count, np.bool_),
        np.array([e.owner for e in scene.edges])[at],
        np.full(count, Stroke3.tolerance_m),
        -1 - np.flatnonzero(turned),
    )  # fmt: skip


def _framed(lines: _Lines, view: View, scale: float) -> tuple[_Lines, Array]:
    """Lines that the frame may show, cut at the near plane, with their pixels and depths."""
    near = view.near_m * 1.5
    depth = (lines.points - view.eye) @ view.forward
    starts = np.cumsum(lines.counts) - lines.counts
    least = np.minimum.reduceat(depth, starts)
    most = np.maximum.reduceat(depth, starts)
    usable = (least > near) | ((lines.counts == 2) & (most > near))
    lines = lines.where(usable)
    if not len(lines.counts):
        return lines, np.empty((0, 3))
    crossing = np.flatnonzero(least[usable] <= near)
    points = lines.points
    if len(crossing):
        points = points.copy()
        first = (np.cumsum(lines.counts) - lines.counts)[crossing]
        a, b = points[first], points[first + 1]
        za, zb = (a - view.eye) @ view.forward, (b - view.eye) @ view.forward
        cut = a + ((near - za) / (zb - za))[:, None] * (b - a)
        points[first] = np.where((za > near)[:, None], a, cut)
        points[first + 1] = np.where((za > near)[:, None], cut, b)
    pixels = view.project(points)
    starts = np.cumsum(lines.counts) - lines.counts
    low, high = np.minimum.reduceat(pixels, starts), np.maximum.reduceat(pixels, starts)
    inside = (low[:, 0] < view.width) & (low[:, 1] < view.height) & (high[:, :2] > 0).all(1)
    body = (lines.owner > 0) & (lines.owner < 100)
    small = np.where(~body & (low[:, 2] > 14.0), 6.0, 2.5) * scale
    inside &= np.maximum(high[:, 0] - low[:, 0], high[:, 1] - low[:, 1]) >= small
    each = np.repeat(inside, lines.counts)
    return lines.where(inside), pixels[each]


def _sampled(lines: _Lines, pixels: Array) -> tuple[Array, Bools, Ints]:
    """Samples about every 4 pixels along all lines: x, y, depth; whether turned to us; counts."""
    at, which = along(lines.counts)
    step = np.zeros(len(pixels))
    step[1:] = np.hypot(np.diff(pixels[:, 0]), np.diff(pixels[:, 1]))
    step[at == 0] = 0.0
    way = np.cumsum(step)
    starts = np.cumsum(lines.counts) - lines.counts
    ends = starts + lines.counts - 1
    length = way[ends] - way[starts]
    counts = np.clip(length / SAMPLE_PX, 2, MOST_SAMPLES).astype(np.int64)
    counts = np.maximum(counts, np.where(lines.counts > 2, lines.counts, 2))
    place, line = along(counts)
    # one axis for all lines: each begins a step after the last one ended
    axis = way + which
    wanted = (way[starts] + np.arange(len(starts)))[line] + place * (length / (counts - 1))[line]
    samples = np.empty((len(line), 3))
    samples[:, 0] = np.interp(wanted, axis, pixels[:, 0])
    samples[:, 1] = np.interp(wanted, axis, pixels[:, 1])
    samples[:, 2] = 1.0 / np.interp(wanted, axis, 1.0 / np.maximum(pixels[:, 2], 1e-3))
    keep = np.interp(wanted, axis, lines.facing.astype(np.float64)) > 0.5
    return samples, keep, counts


def _seen(samples: Array, depth: Floats, tolerance: Array | float, view: View) -> Bools:
    x = samples[:, 0].astype(np.int64)
    y = samples[:, 1].astype(np.int64)
    within_x = np.minimum(np.maximum(x, 1), view.width - 2)
    within_y = np.minimum(np.maximum(y, 1), view.height - 2)
    inside = (x == within_x) & (y == within_y)
    there = depth.reshape(-1).take(within_y * view.width + within_x)
    return np.asarray(inside & (samples[:, 2] * 0.996 <= there + tolerance))


def _ruled(
    samples: Array, start: Ints, stop: Ints, line: Ints, whole: Bools, lines: _Lines, fine: Array,
    fade: Array, scale: float, hand: Wobble,
) -> Strokes:  # fmt: skip
    """Straight lines: they overshoot where nothing cuts them, bow a little; some are doubled."""
    a, b = samples[start, :2], samples[stop - 1, :2]
    length = np.hypot(*(b - a).T)
    some = length >= 3
    a, b, length, line, whole = a[some], b[some], length[some], line[some], whole[some]
    key = lines.key[line]
    unit = (b - a) / np.maximum(length, 1e-6)[:, None]
    over = np.where(whole, scale * np.minimum(length * 0.02, 9.0), 0.0)
    a = a - unit * (over * (0.2 + 0.8 * hand.habit(key, 1)))[:, None]
    b = b + unit * (over * (0.2 + 0.8 * hand.habit(key, 2)))[:, None]
    side = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    counts = np.clip(length / 14, 3, 60).astype(np.int64)
    place, which = along(counts)
    share = place / (counts - 1)[which]
    path = a[which] + (b - a)[which] * share[:, None]
    bow = (2 * hand.habit(key, 3) - 1) * np.minimum(1.6, length / 160)
    shake = hand.at(path, 56.0 * scale, 0) * 0.45 + np.sin(np.pi * share) * bow[which]
    path = path + side[which] * (shake * scale)[:, None]
    wide = (lines.width[line] * fine[line] * scale)[which]
    wide = wide * (1 + 0.2 * hand.at(path, 70.0 * scale, 1)) * tapered(counts, 2, 0.6, 0.5)
    body = (lines.owner[line] > 0) & (lines.owner[line] < 100)
    press = lines.pressure[line] * fade[line]
    drawn = Strokes(
        path.astype(np.float32), wide.astype(np.float32), counts, press.astype(np.float32), body
    )
    twice = (length > 60 * scale) & (fade[line] > 0.7) & (hand.habit(key, 4) < 0.6)
    if not twice.any():
        return drawn
    offset = np.stack([hand.habit(key, 5), hand.habit(key, 6)], axis=1) * 3.6 - 1.8
    path = path + offset[which] * scale
    path = path + side[which] * (hand.at(path, 84.0 * scale, 2) * 0.8 * scale)[:, None]
    most = (counts * (0.5 + 0.5 * hand.habit(key, 7))).astype(np.int64) + 1
    kept = twice[which] & (place < most[which])
    again = Strokes(
        path[kept].astype(np.float32), (wide[kept] * 0.6).astype(np.float32),
        np.minimum(counts, most)[twice], (press[twice] * 0.5).astype(np.float32), body[twice],
    )  # fmt: skip
    return together([drawn, again])


def _curved(
    samples: Array, start: Ints, stop: Ints, line: Ints, whole: Bools, lines: _Lines, fine: Array,
    fade: Array, scale: float, hand: Wobble,
) -> Strokes:  # fmt: skip
    """Lines that follow a form, trembling."""
    counts = stop - start
    place, which = along(counts)
    path = samples[start[which] + place, :2]
    path = path + hand.tremble(path, 24.0 * scale, 3) * (0.25 * scale)
    wide = (lines.width[line] * fine[line] * scale)[which]
    thin = tapered(counts, np.maximum(2, counts // 3), 0.35, 0.3)
    wide = wide * np.where(lines.taper[line][which], thin, 1.0)
    body = (lines.owner[line] > 0) & (lines.owner[line] < 100)
    return Strokes(
        path.astype(np.float32), wide.astype(np.float32), counts,
        (lines.pressure[line] * fade[line]).astype(np.float32), body,
    )  # fmt: skip


def world_fills(
    scene: Scene, view: View, depth: Floats, ids: Bytes, canvas: Bytes, white: Bytes
) -> None:
    """Filled patches into ink coverage where they are seen: pupils, mouths, beards, ties.

    Patches of paper tone are cut out of `canvas` and marked in `white`, where no wash goes.
    """
    patches = [line for line in scene.strokes if line.fill]
    if not patches:
        return
    counts = np.array([len(line.points) for line in patches])
    starts = np.cumsum(counts) - counts
    all_pixels = view.project(np.concatenate([line.points for line in patches]))
    low, high = np.minimum.reduceat(all_pixels, starts), np.maximum.reduceat(all_pixels, starts)
    shown = (low[:, 2] > view.near_m) & (low[:, 0] < view.width) & (low[:, 1] < view.height)
    shown &= (high[:, :2] > 0).all(1)
    for i in np.flatnonzero(shown).tolist():
        line = patches[i]
        pixels = all_pixels[starts[i] : starts[i] + counts[i]]
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
