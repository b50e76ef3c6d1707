"""The pen: strokes of varying width and pressure drawn on a doubled canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]

SUPERSAMPLE = 2
_SHIFT = 3


@dataclass(frozen=True)
class Stroke:
    """A line in the picture.

    Attributes:
        points: float (n, 2) pixels, pixel centres at .5.
        widths: float (n,) pixels.
        pressure: 0 to 1, how dark.
        inner: whether it lies inside a figure: on solid black it is left white.
    """

    points: Floats
    widths: Floats
    pressure: float
    inner: bool = False


def tapered(count: int, reach: int, start: float = 0.35, end: float = 0.25) -> Floats:
    """Factors (count,) that thin a stroke towards its ends over `reach` samples."""
    at = np.arange(count, dtype=np.float32)
    reach = max(1, min(reach, count // 2))
    share = np.minimum(at / reach, 1.0)
    head = share * (1 - start) + start
    tail = share[::-1] * (1 - end) + end
    return np.asarray(np.minimum(head, tail), np.float32)


def draw_strokes(strokes: Sequence[Stroke], width: int, height: int) -> Bytes:
    """Ink coverage uint8 (height, width), 255 where the pen pressed hardest.

    Lighter strokes are drawn first, so that they never weaken darker ones.
    """
    canvas = np.zeros((height * SUPERSAMPLE, width * SUPERSAMPLE), np.uint8)
    scale = SUPERSAMPLE * (1 << _SHIFT)
    offset = 0.5 * (1 << _SHIFT)
    order = sorted(range(len(strokes)), key=lambda i: (strokes[i].pressure, i))
    for i in order:
        stroke = strokes[i]
        count = len(stroke.points)
        if count < 2:
            continue
        points = np.round(stroke.points * scale - offset).astype(np.int32)
        thick = np.maximum(1, np.round(stroke.widths * SUPERSAMPLE)).astype(np.int32)
        value = round(255 * min(max(stroke.pressure, 0.0), 1.0))
        changes = np.flatnonzero(np.diff(thick)) + 1
        start = 0
        for end in [*changes.tolist(), count]:
            piece = points[start : end + 1]
            if len(piece) > 1:
                cv2.polylines(canvas, [piece], False, value, int(thick[start]), cv2.LINE_AA, _SHIFT)
            start = end
    return np.asarray(cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def fill_polygon(canvas: Bytes, points: Floats, value: int) -> None:
    """Fill a closed polygon (n, 2) in place, antialiased."""
    corners = np.round((points - 0.5) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(canvas, [corners], value, cv2.LINE_AA, _SHIFT)
