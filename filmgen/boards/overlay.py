"""Camera moves drawn on a panel the way boards draw them.

A push-in is a dashed box with arrows from the corners of the frame, a pull-out the same box
with arrows outwards, a zoom a box joined to the corners; pans, tracks, tilts and cranes are
broad arrows along the edge they travel; a hand-held camera is a squiggle. One geometry for
every document: the PDF and the page draw the same marks.

Coordinates: the panel's height is 1, x runs from 0 to its aspect, y down from the top.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from filmgen.breakdown.model import Move

Point: TypeAlias = tuple[float, float]

INK = (0.84, 0.16, 0.09)
"""Vermilion: neither a drawing's blacks nor its paper. RGB, 0 to 1."""
HALO = (1.0, 1.0, 1.0)
"""What every mark is edged with, so that it stays readable on a night panel."""

_BOX = 0.17
"""How far the box of a push-in lies inside the frame, in parts of each side."""
_STROKE = 0.009
_BROAD = 0.05
_SWAY = 0.02


@dataclass(frozen=True)
class Mark:
    """One stroke, area or word over a panel.

    Attributes:
        points: of a line or of an area's outline; of words, the middle of their left edge, or
            of themselves where they are `centred`.
        closed: an area's outline or a box. filled: an area.
        dash: length of dash and gap, 0 for a whole line. width: of the line.
        words: text in capitals, for a mark that is words.
    """

    points: tuple[Point, ...]
    closed: bool = False
    filled: bool = False
    dash: float = 0.0
    width: float = _STROKE
    words: str = ""
    centred: bool = False


def move_marks(move: Move, aspect: float, drift: Point = (1.0, 0.0)) -> tuple[Mark, ...]:
    """The marks of a camera move.

    Args:
        aspect: of the panel, width over height.
        drift: which way the view travels over the picture, x to the right and y down; only
            the signs count. Pans and tracks go by x, tilts and cranes by y.

    Returns:
        Nothing for a static camera.
    """
    unit = min(1.0, aspect)
    right, down = drift[0] >= 0, drift[1] >= 0
    if move is Move.PUSH_IN:
        return (*_box(aspect, unit, dash=0.026), *_corners(aspect, unit, inwards=True),
                _on_the_box("PUSH IN", aspect, unit))  # fmt: skip
    if move is Move.PULL_OUT:
        return (*_box(aspect, unit, dash=0.026), *_corners(aspect, unit, inwards=False),
                _on_the_box("PULL OUT", aspect, unit))  # fmt: skip
    if move is Move.ZOOM:
        return (*_box(aspect, unit, dash=0.0), *_joined(aspect, unit),
                _on_the_box("ZOOM IN", aspect, unit))  # fmt: skip
    if move in (Move.PAN, Move.TRACK):
        pan = move is Move.PAN
        name = f"{'PAN' if pan else 'TRACK'} {'RIGHT' if right else 'LEFT'}"
        arrow = _along_the_foot(aspect, unit, right, bow=0.055 if pan else 0.0)
        rails = () if pan else _rails(aspect, unit)
        return (*rails, arrow, _words(name, aspect, unit))
    if move in (Move.TILT, Move.CRANE):
        tilt = move is Move.TILT
        name = f"{'TILT' if tilt else 'CRANE'} {'DOWN' if down else 'UP'}"
        return (_along_the_side(aspect, unit, down, bow=0.05 if tilt else 0.16),
                _words(name, aspect, unit))  # fmt: skip
    if move is Move.HANDHELD:
        return (_squiggle(aspect, unit), _words("HANDHELD", aspect, unit))
    return ()


def _corner_points(aspect: float, inset: float) -> tuple[Point, ...]:
    x, y = aspect * inset, inset
    return ((x, y), (aspect - x, y), (aspect - x, 1 - y), (x, 1 - y))


def _box(aspect: float, unit: float, dash: float) -> tuple[Mark, ...]:
    return (
        Mark(_corner_points(aspect, _BOX), closed=True, dash=dash * unit, width=_STROKE * unit),
    )


def _corners(aspect: float, unit: float, inwards: bool) -> tuple[Mark, ...]:
    """An arrow in each corner, between the frame and the box."""
    outer = _corner_points(aspect, 0.035)
    inner = _corner_points(aspect, _BOX - 0.025)
    pairs = zip(outer, inner, strict=True)
    return tuple(
        _arrow((a, b) if inwards else (b, a), 0.016 * unit, 0.06 * unit, 0.06 * unit)
        for a, b in pairs
    )


def _joined(aspect: float, unit: float) -> tuple[Mark, ...]:
    """Lines from the frame's corners to the box: the field narrows, the camera stays."""
    outer, inner = _corner_points(aspect, 0.0), _corner_points(aspect, _BOX)
    return tuple(
        Mark((a, b), dash=0.02 * unit, width=0.8 * _STROKE * unit)
        for a, b in zip(outer, inner, strict=True)
    )


def _along_the_foot(aspect: float, unit: float, right: bool, bow: float) -> Mark:
    half, y = 0.24 * aspect, 1 - 0.085 * unit
    path = [
        (aspect / 2 + t * half, y - bow * unit * (1 - t * t))
        for t in (i / 8 - 1 for i in range(17))
    ]
    return _arrow(path if right else path[::-1], _BROAD * unit, 0.13 * unit, 0.11 * unit)


def _along_the_side(aspect: float, unit: float, down: bool, bow: float) -> Mark:
    half, x = 0.27, aspect - 0.085 * unit
    path = [(x - bow * unit * (1 - t * t), 0.5 + t * half) for t in (i / 8 - 1 for i in range(17))]
    return _arrow(path if down else path[::-1], _BROAD * unit, 0.13 * unit, 0.11 * unit)


def _rails(aspect: float, unit: float) -> tuple[Mark, ...]:
    """The dolly's track: two thin lines under the arrow."""
    half = 0.31 * aspect
    return tuple(
        Mark(
            ((aspect / 2 - half, 1 - y * unit), (aspect / 2 + half, 1 - y * unit)),
            width=0.6 * _STROKE * unit,
        )
        for y in (0.135, 0.035)
    )


def _squiggle(aspect: float, unit: float) -> Mark:
    left, length, waves = 0.045 * unit, 0.42 * unit, 5
    steps = waves * 12
    points = tuple(
        (left + length * i / steps,
         0.15 * unit + _SWAY * unit * math.sin(2 * math.pi * waves * i / steps)
         * (0.75 + 0.25 * math.cos(5.0 * i / steps)))
        for i in range(steps + 1)
    )  # fmt: skip
    return Mark(points, width=1.5 * _STROKE * unit)


def _words(words: str, aspect: float, unit: float) -> Mark:
    return Mark(((0.04 * unit, 0.07 * unit),), words=words, width=0.062 * unit)


def _on_the_box(words: str, aspect: float, unit: float) -> Mark:
    return Mark(((aspect / 2, 1 - _BOX),), words=words, width=0.062 * unit, centred=True)


def _arrow(path: Sequence[Point], width: float, head: float, length: float) -> Mark:
    """A broad arrow along a path: an area.

    Args:
        width: of the shaft. head: width of the head. length: of the head.
    """
    tip = path[-1]
    shaft = [p for p in path if math.dist(p, tip) > length] or [path[0]]
    dx, dy = _towards(shaft[-1], tip)
    neck = (tip[0] - dx * length, tip[1] - dy * length)
    if math.dist(neck, shaft[-1]) > 1e-6:
        shaft.append(neck)
    left, right = [], []
    for i, (x, y) in enumerate(shaft):
        ahead = shaft[min(i + 1, len(shaft) - 1)]
        behind = shaft[max(i - 1, 0)]
        ux, uy = _towards(behind, ahead) if ahead != behind else (dx, dy)
        left.append((x - uy * width / 2, y + ux * width / 2))
        right.append((x + uy * width / 2, y - ux * width / 2))
    barbs = [
        (neck[0] - dy * head / 2, neck[1] + dx * head / 2),
        tip,
        (neck[0] + dy * head / 2, neck[1] - dx * head / 2),
    ]
    outline = [*left, *barbs, *reversed(right)]
    return Mark(tuple((round(x, 5), round(y, 5)) for x, y in outline), closed=True, filled=True)


def _towards(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length
