"""How a camera's travel moves what lies at every depth of a picture; the geometry of a relief."""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmgen.compositor.moves import MovePath, View
from filmgen.media import FloatArray

_ROUNDS = 3
_COMPASS = 8
_DISSOLVE_S = 2


def places(
    nearness: FloatArray, overscan: float, view: View, out_px: tuple[int, int], cell: int
) -> tuple[FloatArray, FloatArray]:
    """Where in the still (fractions of its width and height) the output's pixels come from.

    Solves q = p (1 - t n(q)) + c n(q) by fixed-point rounds at nodes `cell` pixels apart, one row
    and column of them beyond every side: node i lies at pixel (i - 0.5) `cell` - 0.5.

    Args:
        nearness: of a layer, see `relief.ReliefLayer`.
    """
    width, height = out_px
    aspect, span = width / height, 1 + 2 * overscan
    px = ((np.arange(-(-width // cell) + 2) - 0.5) * (cell / width) - 0.5).astype(np.float32)
    py = ((np.arange(-(-height // cell) + 2) - 0.5) * (cell / height) - 0.5).astype(np.float32)
    cos, sin = np.float32(math.cos(view.roll_rad)), np.float32(math.sin(view.roll_rad))
    vx = cos * px[None, :] - (sin / np.float32(aspect)) * py[:, None]
    vy = (sin * np.float32(aspect)) * px[None, :] + cos * py[:, None]
    # in the still's fractions: q = start + n slope
    start_x, start_y = (vx + 0.5 + overscan) / span, (vy + 0.5 + overscan) / span
    closer = np.float32(1 - view.width)
    slope_x = (np.float32(view.x - 0.5) - closer * vx) / np.float32(span)
    slope_y = (np.float32(view.y - 0.5) - closer * vy) / np.float32(span)
    to_x, to_y = np.float32(nearness.shape[1]), np.float32(nearness.shape[0])
    x, y = start_x + slope_x, start_y + slope_y
    for _ in range(_ROUNDS):
        near = cv2.remap(
            nearness, x * to_x - 0.5, y * to_y - 0.5, cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        x, y = start_x + near * slope_x, start_y + near * slope_y
    return x.astype(np.float32), y.astype(np.float32)


def nearest_seen_whole(path: MovePath) -> float:
    """The nearness up to which the move shows nothing from beyond the picture.

    Half the view is R (1 - t n) around c n, and must lie within half the picture.
    """
    room, most = 0.5 + path.overscan, math.inf
    for view in _views(path):
        closer = 1 - view.width
        unit = View(view.x, view.y, 1.0, view.roll_rad).reach(path.aspect)
        for half, centre in zip(unit, (view.x, view.y), strict=True):
            growth = abs(centre - 0.5) - closer * half
            if growth > 1e-9:
                most = min(most, (room - half) / growth)
    return most


def max_shift(path: MovePath) -> float:
    """By how much of the frame's width a difference of 1 in nearness shifts any point, at most."""
    most = 0.0
    for view in _views(path):
        aside = math.hypot(view.x - 0.5, (view.y - 0.5) / path.aspect)
        most = max(most, aside + abs(1 - view.width) * math.hypot(0.5, 0.5 / path.aspect))
    return most


def farthest_views(path: MovePath) -> tuple[View, ...]:
    """Those views of a move that look farthest to any side, from nearest and from farthest."""
    views = _views(path)
    places = np.array([(v.x - 0.5, (v.y - 0.5) / path.aspect, v.width) for v in views])
    turn = np.arange(_COMPASS) * (2 * math.pi / _COMPASS)
    sides = np.stack([np.cos(turn), np.sin(turn)])
    chosen = {int(i) for i in (places[:, :2] @ sides).argmax(axis=0)}
    chosen |= {int(places[:, 2].argmin()), int(places[:, 2].argmax())}
    return tuple(views[i] for i in sorted(chosen))


def _views(path: MovePath) -> list[View]:
    """All views of a move; a hand sways on while the next shot dissolves in."""
    after = round(_DISSOLVE_S * path.rate_hz) if path.sway else 0
    return [path.view(frame) for frame in range(path.frames + after)]
