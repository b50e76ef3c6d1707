"""Camera moves over a drawn frame: where the view lies at every frame of a shot.

Places are fractions of the composed frame, (0, 0) its upper left corner; a picture drawn
with overscan `o` reaches from -o to 1 + o. A move never asks for anything outside that.
All positions are continuous: nothing here is rounded to pixels, so slow moves stay smooth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filmgen.breakdown.model import Angle, Move, Size
from filmgen.easing import drift, eased

_CLOSER = {
    Size.ECU: 0.09,
    Size.CU: 0.11,
    Size.MCU: 0.12,
    Size.MS: 0.13,
    Size.MLS: 0.13,
    Size.LS: 0.12,
    Size.ELS: 0.11,
}
"""How much of the frame's width a push-in takes, at most."""

_CLOSER_PER_S = 0.030
"""A push-in is slower than this share of the frame's width a second, on average."""

_SHAKE = {
    Size.ECU: 0.006,
    Size.CU: 0.006,
    Size.MCU: 0.0065,
    Size.MS: 0.007,
    Size.MLS: 0.0075,
    Size.LS: 0.008,
    Size.ELS: 0.008,
}
"""Hand-held sway in fractions of the frame, one standard deviation."""

_TRAVELS = {
    Move.PUSH_IN: 0.8,
    Move.PULL_OUT: 0.8,
    Move.TRACK: 0.6,
    Move.CRANE: 0.7,
    Move.HANDHELD: 0.5,
}
"""How much of a move is the camera going somewhere; the rest is its turning, as of all others."""
_NEAR_ROOM = 1.3
"""How many times as far as the subject what is nearest may move before the picture ends."""


@dataclass(frozen=True)
class View:
    """What the camera sees: a rectangle of the frame's own aspect.

    Attributes:
        x, y: its centre. width: 1 is the composed frame, less is closer.
        roll_rad: turned clockwise about its centre.
    """

    x: float = 0.5
    y: float = 0.5
    width: float = 1.0
    roll_rad: float = 0.0

    def reach(self, aspect: float) -> tuple[float, float]:
        """Half the width and height of the upright box around the turned view."""
        cos, sin = abs(math.cos(self.roll_rad)), abs(math.sin(self.roll_rad))
        half = self.width / 2
        return half * (cos + sin / aspect), half * (cos + sin * aspect)


@dataclass(frozen=True)
class MovePath:
    """One shot's move, from `start` to `end`.

    Attributes:
        frames: of the shot. overscan: of its pictures. aspect: width over height.
        ease: share of the move spent speeding up and slowing down, 0 to 1: 1 is a
            smootherstep over the whole shot, less keeps an even pace between.
        sway: hand-held amplitude, 0 for none. seed: of the sway.
        travels: how much of it the camera itself moves, 0 to 1, so that what is near passes
            before what is far; 0 where it turns and zooms only, or nothing is known of depth.
    """

    start: View
    end: View
    frames: int
    overscan: float
    aspect: float
    ease: float = 1.0
    sway: float = 0.0
    seed: int = 0
    rate_hz: float = 24.0
    travels: float = 0.0

    @property
    def still(self) -> bool:
        """Whether every frame has the same view."""
        return self.start == self.end and self.sway == 0.0

    def view(self, frame: float) -> View:
        """The view at a frame; before the first and after the last it stays where it was."""
        last = max(1, self.frames - 1)
        at = eased(min(1.0, max(0.0, frame / last)), self.ease)
        a, b = self.start, self.end
        # A constant rate of magnification looks even; a constant change of width does not.
        width = a.width * (b.width / a.width) ** at
        if abs(b.width - a.width) > 1e-9:
            # the centre must follow the width, or the fixed point of the zoom would wander
            at = (width - a.width) / (b.width - a.width)
        roll = a.roll_rad + (b.roll_rad - a.roll_rad) * at
        x, y = a.x + (b.x - a.x) * at, a.y + (b.y - a.y) * at
        if self.sway:
            t = frame / self.rate_hz
            x += self.sway * drift(t, self.seed, 0)
            y += self.sway * 0.8 * drift(t, self.seed, 1)
            roll += self.sway * 0.35 * drift(t, self.seed, 2)
        return inside(View(x, y, width, roll), self.overscan, self.aspect)


def inside(view: View, overscan: float, aspect: float) -> View:
    """The nearest view that shows nothing outside the drawn picture."""
    low, high = -overscan, 1 + overscan
    room = (high - low) / 2
    roll, width = view.roll_rad, view.width
    reach_x, reach_y = view.reach(aspect)
    widest = max(reach_x, reach_y)
    if widest > room:
        width *= room / widest
        reach_x, reach_y = View(view.x, view.y, width, roll).reach(aspect)
    x = min(max(view.x, low + reach_x), high - reach_x)
    y = min(max(view.y, low + reach_y), high - reach_y)
    return View(x, y, width, roll)


def plan_move(
    move: Move,
    size: Size,
    angle: Angle,
    *,
    frames: int,
    rate_hz: float,
    overscan: float,
    aspect: float,
    seed: int,
    deep: bool = False,
) -> MovePath:
    """The path of a shot's move; amounts by shot size and length, direction by the seed.

    Args:
        frames: of the shot, at least 1.
        overscan: the least of the shot's panels.
        deep: the panels have depth, so that a camera that travels can be seen to.
    """
    travels = _TRAVELS.get(move, 0.0) if deep else 0.0
    seconds = frames / rate_hz
    side = -1.0 if seed & 1 else 1.0
    margin = min(overscan, 0.06)
    closer = min(_CLOSER[size], 0.02 + _CLOSER_PER_S * seconds)
    wide = 1.0 + margin
    sway = 0.0
    ease = 1.0
    if move is Move.PUSH_IN:
        start, end = View(width=wide), View(0.5, 0.492, wide - closer)
    elif move is Move.PULL_OUT:
        start, end = View(0.5, 0.492, wide - closer), View(width=wide)
    elif move is Move.ZOOM:
        end_width = wide - min(0.26, closer * 1.9)
        start, end = View(width=wide), View(0.5, 0.488, end_width)
        ease = 0.8
    elif move in (Move.PAN, Move.TRACK):
        width = 0.95 if move is Move.PAN else 0.97
        room = overscan / _NEAR_ROOM if travels else overscan
        travel = _travel(seconds, room, width, per_s=0.055 if move is Move.PAN else 0.042)
        start, end = View(0.5 - side * travel, 0.5, width), View(0.5 + side * travel, 0.5, width)
        ease = 1.0 if move is Move.PAN else 0.5
    elif move is Move.TILT:
        # towards the sky from below, down from above, else by the seed
        up = {Angle.LOW: -1.0, Angle.HIGH: 1.0, Angle.OVERHEAD: 1.0}.get(angle, side)
        travel = _travel(seconds, overscan, 0.95, per_s=0.06)
        start, end = View(0.5, 0.5 - up * travel, 0.95), View(0.5, 0.5 + up * travel, 0.95)
    elif move is Move.CRANE:
        # rises and opens up: from low and close to high and wide
        room, wide = (overscan / _NEAR_ROOM, 1.0 + margin / 2) if travels else (overscan, wide)
        travel = _travel(seconds, room, 1.0 - closer * 0.6, per_s=0.05)
        start = View(0.5, 0.5 + travel, 1.0 - closer * 0.6)
        end = View(0.5, 0.5 - min(travel, margin / 2), wide)
    elif move is Move.HANDHELD:
        width = 0.99
        start = end = View(width=width)
        sway = min(_SHAKE[size], (overscan + 0.005) / 3.0)
    else:
        start = end = View()
    start, end = inside(start, overscan, aspect), inside(end, overscan, aspect)
    return MovePath(
        start,
        end,
        frames,
        overscan,
        aspect,
        ease=ease,
        sway=sway,
        seed=seed,
        rate_hz=rate_hz,
        travels=travels,
    )


def _travel(seconds: float, overscan: float, width: float, *, per_s: float) -> float:
    """Half the way of a pan: what the picture allows, no faster than `per_s` frame widths."""
    room = overscan + (1 - width) / 2
    return min(room, 0.025 + per_s * seconds / 2)


def sampling_matrix(
    view: View, overscan: float, picture_px: tuple[int, int], out_px: tuple[int, int]
) -> NDArray[np.float64]:
    """(2, 3) affine map from output pixels to picture pixels, both with centres at whole numbers.

    Args:
        picture_px: (width, height) of the drawn picture, overscan included.
        out_px: (width, height) of the output the view fills.
    """
    out_w, out_h = out_px
    aspect = out_w / out_h
    span = 1 + 2 * overscan
    scale_x, scale_y = picture_px[0] / span, picture_px[1] / span
    cos, sin = math.cos(view.roll_rad), math.sin(view.roll_rad)
    # output pixel -> view fraction from its centre -> turned -> frame fraction -> picture pixel
    to_x, to_y = view.width / out_w, view.width / out_h
    a, b = scale_x * cos * to_x, -scale_x * sin * to_y / aspect
    c, d = scale_y * sin * to_x * aspect, scale_y * cos * to_y
    centre_x, centre_y = (out_w - 1) / 2, (out_h - 1) / 2
    origin_x = (view.x + overscan) * scale_x - 0.5 - a * centre_x - b * centre_y
    origin_y = (view.y + overscan) * scale_y - 0.5 - c * centre_x - d * centre_y
    return np.array([[a, b, origin_x], [c, d, origin_y]])
