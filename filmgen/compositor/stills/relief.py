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

from filmgen.compositor.colour import Planes
from filmgen.media import ByteArray, FloatArray


@dataclass(frozen=True)
class ReliefLayer:
    """A part of a picture that lies together in depth.

    Attributes:
        x, y: upper left corner of `planes` in the still's luma plane, even.
        planes: 4:2:0 at the still's density; beyond `alpha` filled with what likely lies there.
        alpha: uint8 (h, w) at the luma's resolution: where this layer is; None is everywhere.
        alpha_c: the same at the chroma's resolution.
        nearness: float32 over the whole still, coarse: smooth, also past the layer's own edge.
    """

    x: int
    y: int
    planes: Planes
    alpha: ByteArray | None
    alpha_c: ByteArray | None
    nearness: FloatArray


@dataclass(frozen=True)
class Relief:
    """A still's layers, far to near; together they are the still, seen from where it was drawn."""

    layers: tuple[ReliefLayer, ...]
