"""The pen: strokes of varying width and pressure drawn on a doubled canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]

SUPERSAMPLE = 2
PRESSURES = 32
"""Steps of pressure that a pen can tell apart."""
_SHIFT = 3


@dataclass(frozen=True)
class Strokes:
    """Lines in the picture, packed.

    Attributes:
        points: float32 (n, 2) pixels, pixel centres at .5, of all strokes one after another.
        widths: float32 (n,) pixels.
        counts: (m,) points of each stroke.
        pressure: float32 (m,) 0 to 1, how dark.
        inner: (m,) whether it lies inside a figure: on solid black it is left white.
    """

    points: Floats
    widths: Floats
    counts: Ints
    pressure: Floats
    inner: Bools

    def where(self, chosen: Bools) -> Strokes:
        """The strokes for which `chosen` (m,) holds."""
        each = np.repeat(chosen, self.counts)
        return Strokes(
            self.points[each], self.widths[each], self.counts[chosen], self.pressure[chosen],
            self.inner[chosen],
        )  # fmt: skip


NOTHING = Strokes(
    np.empty((0, 2), np.float32), np.empty(0, np.float32), np.empty(0, np.int64),
    np.empty(0, np.float32), np.empty(0, np.bool_),
)  # fmt: skip


def together(lots: Sequence[Strokes]) -> Strokes:
    """Several lots of strokes as one."""
    if not lots:
        return NOTHING
    return Strokes(
        np.concatenate([lot.points for lot in lots]),
        np.concatenate([lot.widths for lot in lots]),
        np.concatenate([lot.counts for lot in lots]),
        np.concatenate([lot.pressure for lot in lots]),
        np.concatenate([lot.inner for lot in lots]),
    )


def along(counts: Ints) -> tuple[Ints, Ints]:
    """For packed strokes: each point's place in its stroke, and its stroke."""
    which = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts), which


def runs(wanted: Bools, which: Ints) -> tuple[Ints, Ints, Ints]:
    """Runs of wanted samples of one line each: start, stop (past its last) and line."""
    if not len(wanted):
        none = np.empty(0, np.int64)
        return none, none, none
    fresh = np.ones(len(wanted) + 1, np.bool_)
    fresh[1:-1] = (wanted[1:] != wanted[:-1]) | (which[1:] != which[:-1])
    start = np.flatnonzero(fresh[:-1] & wanted)
    stop = np.flatnonzero(fresh[1:] & wanted) + 1
    return start, stop, which[start]


def tapered(counts: Ints, reach: Ints | int, start: float = 0.35, end: float = 0.25) -> Floats:
    """Factors that thin packed strokes towards their ends over `reach` samples."""
    at, which = along(counts)
    span = np.maximum(1, np.minimum(reach, counts // 2))[which].astype(np.float32)
    head = np.minimum(at / span, 1.0) * (1 - start) + start
    tail = np.minimum((counts[which] - 1 - at) / span, 1.0) * (1 - end) + end
    return np.asarray(np.minimum(head, tail), np.float32)


def draw_strokes(strokes: Strokes, width: int, height: int) -> Bytes:
    """Ink coverage uint8 (height, width), 255 where the pen pressed hardest.

    Lighter strokes are drawn first, so that they never weaken darker ones.
    """
    canvas = np.zeros((height * SUPERSAMPLE, width * SUPERSAMPLE), np.uint8)
    if not len(strokes.points):
        return np.zeros((height, width), np.uint8)
    scale = SUPERSAMPLE * (1 << _SHIFT)
    points = np.rint(strokes.points * scale - 0.5 * (1 << _SHIFT)).astype(np.int32)
    thick = np.maximum(1, np.rint(strokes.widths * SUPERSAMPLE)).astype(np.int64)
    press = np.rint(np.clip(strokes.pressure, 0, 1) * PRESSURES).astype(np.int64)
    _, which = along(strokes.counts)
    # a stroke is cut where its thickness changes; pieces share the point of the cut
    last = np.cumsum(strokes.counts) - 1
    ends = np.zeros(len(points), np.bool_)
    ends[last] = True
    changes = np.flatnonzero((thick[1:] != thick[:-1]) & ~ends[:-1]) + 1
    firsts = np.sort(np.concatenate([last[:-1] + 1, [0], changes]))
    stops = np.concatenate([firsts[1:], [len(points)]])
    shared = ~ends[stops - 1]  # the piece goes on in the next one
    stops = stops + shared
    long = stops - firsts > 1
    firsts, stops = firsts[long], stops[long]
    key = press[which[firsts]] * 1024 + np.minimum(thick[firsts], 1023)
    order = np.argsort(key, kind="stable")
    keys, starts = np.unique(key[order], return_index=True)
    bounds = [*starts.tolist(), len(order)]
    begin, finish = firsts[order].tolist(), stops[order].tolist()
    for k, code in enumerate(keys.tolist()):
        pieces = [points[begin[i] : finish[i]] for i in range(bounds[k], bounds[k + 1])]
        value = round(255 * (code // 1024) / PRESSURES)
        cv2.polylines(canvas, pieces, False, value, code % 1024, cv2.LINE_AA, _SHIFT)
    return np.asarray(cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def fill_polygon(canvas: Bytes, points: Floats, value: int) -> None:
    """Fill a closed polygon (n, 2) in place, antialiased."""
    corners = np.round((points - 0.5) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(canvas, [corners], value, cv2.LINE_AA, _SHIFT)
