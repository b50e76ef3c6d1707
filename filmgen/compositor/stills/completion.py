"""What a drawing would show where something stood before it: patches of its own, carried over.

Grain, hatching and ink are copied whole, each place from the one whose surroundings fit best what
is drawn around the gap, so that lines go on and nothing is blurred. Neighbouring places come from
neighbouring places wherever that fits: the correspondence is searched from coarse to fine by
propagation and chance (PatchMatch: Barnes et al. 2009), and the gap is drawn anew between rounds
(Wexler, Shechtman and Irani 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.stills.relief import Indices
from filmgen.compositor.stills.spread import spread
from filmgen.media import ByteArray, FloatArray

Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.signedinteger[Any]]

_HALF = 2
"""Patches are 2 n + 1 cells to a side."""
_LEVELS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (8, 5, (16, 8, 4, 2, 1)),
    (4, 2, (6, 2, 1)),
    (2, 1, ()),
)
"""Pixels a cell in a picture of `_ROWS`, rounds, and how far chance reaches in each."""
_ROWS = 800
"""Larger pictures are searched in larger cells: what is searched for is as large in them."""
_SAID = 0.15
"""How much what was made up counts beside what is drawn."""
_ODD = 0.7
"""Chance must be better by this than what neighbours agree on: grain is to stay whole."""
_NEAR = 0.3
"""What a way of the picture's height costs in squared tone: light fades over a wall."""
_NEAR_UPRIGHT, _NEAR_ASIDE = 0.02, 0.1
"""The same of a way straight up or down, and straight aside: such are the lines of what is built,
but aside stand other things."""


@dataclass
class _Level:
    """A picture at one size: tone where it is known, and where patches may be taken whole."""

    tone: FloatArray
    weight: FloatArray
    whole: Bools


def completed(luma: ByteArray, gap: Bools, clean: Bools) -> Indices:
    """For every place of a gap (flat, in order) the place whose pixel fills it.

    Args:
        luma: uint8 (H, W). gap: what is to be filled. clean: what may be taken; where neither
            is, nothing is known and nothing asked for.
    """
    height, width = luma.shape
    offsets: Ints | None = None
    rng = np.random.default_rng(1)
    larger = max(1, round(height / _ROWS))
    for cell, rounds, reaches in _LEVELS:
        step = cell * larger
        level, cells = _level(luma, gap, clean, step)
        if not len(cells[0]) or not level.whole.any():
            continue
        search = _Search(level, cells, offsets, rng)
        for _ in range(rounds):
            search.round(reaches)
        offsets = search.ways()
    at = np.flatnonzero(gap).astype(np.int32)
    y, x = np.divmod(at, width)
    if offsets is None:
        return _closest(clean)[at]
    step = _LEVELS[-1][0] * larger
    way = offsets[y // step, x // step] * step
    to_y, to_x = y + way[:, 0], x + way[:, 1]
    inside = (to_y >= 0) & (to_y < height) & (to_x >= 0) & (to_x < width)
    source = np.where(inside, to_y * width + to_x, 0)
    good = inside & clean.ravel()[source]
    if not good.all():
        source[~good] = _closest(clean)[at[~good]]
    out: Indices = source.astype(np.int32)
    return out


def _closest(where: Bools) -> Indices:
    """Flat index of the True place nearest to every place."""
    _, label = cv2.distanceTransformWithLabels(
        (~where).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    place = np.zeros(int(label.max()) + 1, np.int32)
    at = np.flatnonzero(where)
    place[label.ravel()[at]] = at
    out: Indices = place[label].ravel()
    return out


def _straight(whole: Bools, y: Ints, x: Ints) -> list[Ints]:
    """Ways straight up, down, left and right, by as much as the gap is long there.

    Walls, pipes, shelves and floors are drawn in lines that go straight on behind things; all
    of a column goes as far, so nothing is smeared.
    """
    out = []
    for axis, known in ((0, whole), (1, whole.T)):
        length, places = len(known), np.arange(len(known))[:, None]
        last = np.maximum.accumulate(np.where(known, places, -1))
        first = np.minimum.accumulate(np.where(known, places, length)[::-1])[::-1]
        gap = (first - last - 1) if axis == 0 else (first - last - 1).T
        for sign in (-1, 1):
            way = np.zeros((len(y), 2), np.int32)
            way[:, axis] = sign * gap[y, x]
            out.append(way)
    return out


def _level(
    luma: ByteArray, gap: Bools, clean: Bools, step: int
) -> tuple[_Level, tuple[Ints, Ints]]:
    """The picture in cells of `step` pixels, and the gap's cells."""
    height, width = luma.shape
    rows, columns = -(-height // step), -(-width // step)

    def mean(values: NDArray[np.generic]) -> FloatArray:
        padded = cv2.copyMakeBorder(
            values.astype(np.float32), 0, rows * step - height, 0, columns * step - width,
            cv2.BORDER_REPLICATE,
        )  # fmt: skip
        out: FloatArray = cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)
        return out

    share = mean(clean)
    tone = mean(np.where(clean, luma, 0)) / np.maximum(share * np.float32(255), np.float32(0.3))
    known = share > 0.5
    open_ = (mean(gap) > 0) & ~(share > 0.99)
    weight = np.where(open_, np.float32(_SAID), known.astype(np.float32))
    whole = cv2.erode(
        (share > 0.99).astype(np.uint8),
        np.ones((2 * _HALF + 1, 2 * _HALF + 1), np.uint8),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    level = _Level(tone.astype(np.float32), weight, whole > 0)
    cells = np.nonzero(open_)
    return level, (cells[0], cells[1])


class _Search:
    """For each cell of a gap, the way to the one whose surroundings are most like its own."""

    def __init__(
        self,
        level: _Level,
        cells: tuple[Ints, Ints],
        coarser: Ints | None,
        rng: np.random.Generator,
    ) -> None:
        self._whole, self._rng = level.whole, rng
        y, x = (c.astype(np.int32) for c in cells)
        self._y, self._x = y, x
        height, width = level.tone.shape
        there = _closest(level.whole)[y * width + x]
        self._nearest = np.stack([there // width - y, there % width - x], axis=1)
        self._straight = _straight(level.whole, y, x)
        self.way: Ints = self._nearest
        """Rows down and columns to the right, (N, 2)."""
        # patches at the picture's edge reach cells without weight
        self._tone, weight = (np.pad(f, _HALF) for f in (level.tone, level.weight))
        self._wide = width + 2 * _HALF
        reach = np.arange(-_HALF, _HALF + 1)
        self._patch = (reach[:, None] * self._wide + reach[None, :]).ravel()
        self._here = (y + _HALF) * self._wide + x + _HALF
        self._matters = weight.ravel()[self._here[:, None] + self._patch]
        self._matters /= np.maximum(self._matters.sum(axis=1, keepdims=True), 1)
        number = np.full((height, width), -1, np.int32)
        number[y, x] = np.arange(len(y))
        self._beside = [
            number[np.clip(y + dy, 0, height - 1), np.clip(x + dx, 0, width - 1)]
            for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0))
        ]
        if coarser is not None:
            rows, columns = coarser.shape[:2]
            way = coarser[np.minimum(y // 2, rows - 1), np.minimum(x // 2, columns - 1)] * 2
            self.way = np.where(self._allowed(way)[:, None], way, self._nearest)
            self._tone.ravel()[self._here] = self._tone.ravel()[self._like(self.way)]
        else:
            # what lies around the gap says what tone to look for in it
            known = level.weight.copy()
            known[y, x] = 0
            smooth = spread(level.tone * known, known)
            self._tone.ravel()[self._here] = smooth[y, x]

    def round(self, reaches: tuple[int, ...]) -> None:
        """Try the neighbours' ways and chance's, then draw the gap anew."""
        self._want = self._tone.ravel()[self._here[:, None] + self._patch]
        self._least = self._cost(self.way)
        every = np.ones(len(self.way), bool)
        for way in (self._nearest, *self._straight):
            self._try(way, every)
        for other in self._beside:
            self._try(self.way[np.maximum(other, 0)], other >= 0)
        for reach in reaches:
            chance = self._rng.integers(-reach, reach + 1, self.way.shape, dtype=np.int32)
            self._try(self.way + chance, every, _ODD)
        self._vote()

    def ways(self) -> Ints:
        """Of every cell of the picture, (H, W, 2); 0 outside of the gap."""
        out = np.zeros((*self._whole.shape, 2), np.int32)
        out[self._y, self._x] = self.way
        return out

    def _like(self, way: Ints) -> Ints:
        like: Ints = self._here + way[:, 0] * self._wide + way[:, 1]
        return like

    def _allowed(self, way: Ints) -> Bools:
        height, width = self._whole.shape
        y, x = self._y + way[:, 0], self._x + way[:, 1]
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        allowed: Bools = inside & self._whole[np.where(inside, y, 0), np.where(inside, x, 0)]
        return allowed

    def _cost(self, way: Ints) -> FloatArray:
        """How unlike the surroundings are, mean squared tone, and how far apart."""
        off = self._tone.ravel()[self._like(way)[:, None] + self._patch]
        off -= self._want
        off *= off
        far = (way / np.float32(self._whole.shape[0])) ** 2
        near = np.where(way[:, 0] == 0, np.float32(_NEAR_ASIDE), np.float32(_NEAR))
        near[way[:, 1] == 0] = _NEAR_UPRIGHT
        cost: FloatArray = np.einsum("ij,ij->i", off, self._matters) + near * far.sum(axis=1)
        return cost

    def _try(self, way: Ints, among: Bools, share: float = 1.02) -> None:
        changed = among & self._allowed(way) & (way != self.way).any(axis=1)
        cost = self._cost(np.where(changed[:, None], way, self.way))
        better = changed & (cost < self._least * np.float32(share))
        self.way = np.where(better[:, None], way, self.way)
        self._least = np.where(better, cost, self._least)

    def _vote(self) -> None:
        """Each cell becomes the mean of what the patches around it say it is."""
        flat = self._tone.ravel()
        at = (self._here[:, None] + self._patch).ravel()
        said = flat[self._like(self.way)[:, None] + self._patch].ravel()
        total = np.bincount(at, said, flat.size)
        count = np.bincount(at, minlength=flat.size)
        flat[self._here] = total[self._here] / count[self._here]
