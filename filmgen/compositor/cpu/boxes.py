"""Boxes of pixels: left, top, right, bottom, ends exclusive."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[int, int, int, int]


def meet(a: Box | None, b: Box | None) -> Box | None:
    """What two boxes share, None where that is nothing."""
    if a is None or b is None:
        return None
    left, top, right, bottom = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return (left, top, right, bottom) if right > left and bottom > top else None


def grown(box: Box, by: int) -> Box:
    """A box and so many pixels around it."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def merged(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that do not overlap and cover the given ones: those that meet become one."""
    apart: list[Box] = []
    for box in boxes:
        near = [other for other in apart if meet(box, other) is not None]
        while near:
            apart = [other for other in apart if other not in near]
            box = _around([box, *near])
            near = [other for other in apart if meet(box, other) is not None]
        apart.append(box)
    return apart


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
