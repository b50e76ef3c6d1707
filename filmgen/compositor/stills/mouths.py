"""Mouths over a panel: what a speaker's other mouth changes in a picture that is being painted.

A patch is laid on the panel's pixels and goes the panel's whole way (cut, enlarged, lit) once for
each set of mouths; what came out otherwise is kept, and written over the picture when it is seen.
So a mouth is part of the drawing under every move, plate and light, and nothing else can change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.blocking.mouths import MouthShape
from filmgen.compositor.colour import Planes
from filmgen.compositor.stills.pixels import read_rgb
from filmgen.editorial.model import MouthMedia
from filmgen.media import ByteArray

Mouths = tuple[MouthShape, ...]
"""The shape of each of a panel's speakers, in their order."""


def laid(rgb: ByteArray, mouths: tuple[MouthMedia, ...], shapes: Mouths) -> ByteArray | str:
    """A panel's picture with its speakers' mouths laid on it, or why one cannot be used.

    Args:
        rgb: uint8 (H, W, 3) of the panel as it was drawn; not changed.
    """
    out = rgb.copy()
    for media, shape in zip(mouths, shapes, strict=True):
        path = dict(media.pictures).get(shape)
        if path is None:
            continue  # the key pose's own
        patch = read_rgb(str(path))
        if patch is None:
            return f"{path.name} cannot be read as a picture"
        height, width = patch.shape[:2]
        under = out[media.y : media.y + height, media.x : media.x + width]
        if media.x < 0 or media.y < 0 or under.shape != patch.shape:
            return f"{path.name} lies outside of the panel"
        under[:] = patch
    return out


@dataclass(frozen=True)
class Change:
    """What differs between two pictures of one size: a box of it, before and after."""

    box: tuple[slice, slice]
    before: NDArray[Any]
    after: NDArray[Any]


def change(before: NDArray[Any], after: NDArray[Any]) -> Change | None:
    """The box in which two pictures (H, W) or (H, W, C) differ, None where they are alike."""
    differs = before != after
    if differs.ndim == 3:
        differs = differs.any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return None
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Change(box, before[box].copy(), after[box].copy())


class MovingMouths:
    """The mouths of one panel that has been loaded, as changes of its planes.

    Attributes:
        shown: what is in the planes now; () is the key pose.
    """

    def __init__(self) -> None:
        self.shown: Mouths = ()
        self._known: dict[Mouths, tuple[Change | None, ...]] = {(): ()}

    def knows(self, shapes: Mouths) -> bool:
        return shapes in self._known

    def learn(self, shapes: Mouths, before: Planes, after: Planes) -> None:
        """Remember what some mouths change of the key pose's planes."""
        pairs = ((before.y, after.y), (before.u, after.u), (before.v, after.v))
        self._known[shapes] = tuple(change(a, b) for a, b in pairs)

    def show(self, shapes: Mouths, planes: Planes) -> tuple[int, int, int, int] | None:
        """Put some mouths in place of those that are shown.

        Returns:
            x, y, width, height of what may have changed in the luma plane, all even.
        """
        if shapes == self.shown:
            return None
        boxes = [
            (
                at.box[0].start * step,
                at.box[1].start * step,
                at.box[0].stop * step,
                at.box[1].stop * step,
            )
            for known in (self._known[self.shown], self._known[shapes])
            for at, step in zip(known, (1, 2, 2), strict=False)
            if at is not None
        ]
        into = (planes.y, planes.u, planes.v)
        for plane, gone in zip(into, self._known[self.shown], strict=False):
            if gone is not None:
                plane[gone.box] = gone.before
        for plane, new in zip(into, self._known[shapes], strict=False):
            if new is not None:
                plane[new.box] = new.after
        self.shown = shapes
        if not boxes:
            return None
        top, left = (min(b[i] for b in boxes) // 2 * 2 for i in (0, 1))
        bottom, right = (-(-max(b[i] for b in boxes) // 2) * 2 for i in (2, 3))
        return left, top, right - left, bottom - top
