"""A picture in depth: layers that a travelling camera sees pass before one another.

What lies far moves less in the picture than what is near, and comes out from behind it. So a
picture whose depth is known is taken apart into layers, far to near, each whole behind the ones
before it, and each drawn where its own depth puts it: edges stay those of the drawing, and
nothing is stretched between near and far (layered depth images, Shade et al. 1998).

Of a point at depth z, `nearness` n is the depth the move was planned for over z. A camera that
moved by c (in widths of the frame at n = 1) and forward by t (in units of that depth) sees the
point that stood at q, from the frame's middle, at p = (q - c n) / (1 - t n). At n = 1 this is
the flat view of `moves.View` with c its centre and width 1 - t.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import Planes
from filmgen.media import ByteArray, FloatArray

Indices: TypeAlias = NDArray[np.int32]
Box: TypeAlias = tuple[int, int, int, int]
"""x, y, width, height in a still's luma plane, all even."""


@dataclass(frozen=True)
class ReliefLayer:
    """A part of a picture that lies together in depth.

    Attributes:
        x, y: upper left corner of `planes` in the still's luma plane, even.
        planes: 4:2:0 at the still's density; where nearer layers cover it, filled with what
            likely lies there. Its own memory, see `Relief.take`.
        alpha: uint8 (h, w) at the luma's resolution: where this layer is; None is everywhere.
        alpha_c: the same at the chroma's resolution.
        nearness: float32 over the whole still, coarse: smooth, also past the layer's own edge.
        hidden: places in the layer's chroma planes (flat: row times width plus column) that are
            filled. source: the places in the still's chroma planes whose pixels fill them, in the
            same order. In the luma plane each stands for its two by two pixels.
    """

    x: int
    y: int
    planes: Planes
    alpha: ByteArray | None
    alpha_c: ByteArray | None
    nearness: FloatArray
    hidden: Indices
    source: Indices

    def take(self, still: Planes, box: Box) -> None:
        """Take over what was painted into a box of the still this layer is a part of."""
        width, height = self.planes.size
        x0, y0 = max(box[0], self.x), max(box[1], self.y)
        x1, y1 = min(box[0] + box[2], self.x + width), min(box[1] + box[3], self.y + height)
        wide, own_wide = still.u.shape[1], width // 2
        changed: Any = np.s_[:]
        if box != (0, 0, *still.size):
            j, i = np.divmod(self.source, wide)
            changed = (2 * i >= box[0]) & (2 * i < box[0] + box[2])
            changed &= (2 * j >= box[1]) & (2 * j < box[1] + box[3])
            if x1 > x0 and y1 > y0:
                # what is painted over a filled place is taken back
                j, i = np.divmod(self.hidden, own_wide)
                inside = (2 * i >= x0 - self.x) & (2 * i < x1 - self.x)
                changed |= inside & (2 * j >= y0 - self.y) & (2 * j < y1 - self.y)
        if x1 > x0 and y1 > y0:
            part = (x1 - x0, y1 - y0)
            self.planes.crop(x0 - self.x, y0 - self.y, *part).write(still.crop(x0, y0, *part))
        hidden, source = self.hidden[changed], self.source[changed]
        for mine, theirs in ((self.planes.u, still.u), (self.planes.v, still.v)):
            np.put(mine, hidden, np.take(theirs, source))
        to_y = 4 * hidden - 2 * (hidden % own_wide)
        from_y = 4 * source - 2 * (source % wide)
        for row in (0, 1):
            for column in (0, 1):
                seen = np.take(still.y, from_y + (2 * wide * row + column))
                np.put(self.planes.y, to_y + (width * row + column), seen)


@dataclass(frozen=True)
class Relief:
    """A still's layers, far to near; together they are the still, seen from where it was drawn."""

    layers: tuple[ReliefLayer, ...]

    def take(self, still: Planes, box: Box) -> None:
        """Take over what was painted into a box of the still: mouths, plates."""
        for layer in self.layers:
            layer.take(still, box)
