"""The sheet: wash, blacks and lines put on paper, in strips of rows that fit a core's cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs import dense, paper, tone
from filmgen.previs.dense import Dense
from filmgen.previs.noise import cut, texture
from filmgen.previs.values import SPOTTED, Values, paint

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]

STRIP_PX = 40_000
HALO = 3
"""Rows round a strip that its shifted wash needs."""


@dataclass(frozen=True)
class Drawing:
    """What the pen drew, uint8 (H, W) coverages.

    Attributes:
        outer, inner: lines round and inside figures. shading: hatching and patches of ink.
        white: patches where no wash goes.
    """

    outer: Bytes
    inner: Bytes
    shading: Bytes
    white: Bytes


@dataclass(frozen=True)
class Textures:
    """Noise of one sheet, float32 (H, W)."""

    edge: Floats
    bloom: Floats
    glaze: Floats
    dry: Floats
    tooth: Floats


def textures(height: int, width: int, rng: np.random.Generator) -> Textures:
    """Noise for a sheet, cut from larger textures that are made once a process."""
    scale = max(width, height) / 1280

    def piece(name: str, *octaves: tuple[float, float]) -> Floats:
        grown = tuple((cell * scale, size) for cell, size in octaves)
        return cut(texture(name, height, width, grown), height, width, rng)

    return Textures(
        edge=piece("edge", *tone.EDGE_OCTAVES),
        bloom=piece("bloom", *tone.BLOOM_OCTAVES),
        glaze=piece("glaze", *tone.GLAZE_OCTAVES),
        dry=piece("dry", (paper.DRY_CELL_PX, paper.DRY)),
        tooth=paper.grain(height, width),
    )


def put_on_paper(
    values: Values, index: Dense, depth: Dense, drawing: Drawing, noise: Textures, look: str,
    scale: float, band: tuple[int, int] | None = None,
) -> Bytes:  # fmt: skip
    """The picture, uint8 (H, W, 3), of the looks "ink" and "tone".

    Args:
        index: int64 (H, W), part seen, -1 for the sky. depth: (H, W). Both where they were cast.
        band: first row and row past the last of what is wanted; the whole picture if None. On a
            device the whole is worked out in any case.
    """
    height, width = index.shape
    first, last = band or (0, height)
    whole = dense.on_device(index)
    rows = height if whole else max(8, STRIP_PX // width)

    def full(half: Dense) -> Dense:
        big = dense.resize(half, half.shape[0] * 2, half.shape[1] * 2)
        return big[:height, :width]

    level = full(values.level)
    rim = None if values.rim is None else full(values.rim)
    push = None if values.push is None else dense.resize(values.push, height, width)
    shadow = full(dense.blur(values.hatch, 1.5)) if look == "tone" else None
    any_white = bool(drawing.white.any())
    strips = []
    for top in (0,) if whole else range(first, last, rows):
        bottom = height if whole else min(top + rows, last)
        part = slice(max(top - HALO, 0), min(bottom + HALO, height))
        lost = slice(top - part.start, bottom - part.start)

        def of(a: Dense | None, part: slice = part) -> Dense | None:
            return None if a is None else a[part]

        def noisy(a: Floats, part: slice = part) -> Dense:
            return dense.like(np.ascontiguousarray(a[part]), index)

        def inked(a: Bytes, part: slice = part) -> Dense:
            return dense.like(a[part] * np.float32(1 / 255.0), index)

        value, solid = paint(
            values, index[part], depth[part], level[part], of(rim), of(push), of(values.sky)
        )
        darkness = (1.0 - value).clip(0.0, 1.0)
        tooth = noisy(noise.tooth)
        outer, inner = inked(drawing.outer), inked(drawing.inner)
        cover = inked(drawing.shading)
        if any_white:
            bare = dense.like(drawing.white[part] > 127, index)
            darkness = dense.where(bare, darkness * 0.35, darkness)
            solid = None if solid is None else dense.where(bare, solid * 0.0, solid)
        if look == "ink":
            if solid is None:
                cover = dense.maximum(cover, inner)
            else:
                cover = dense.maximum(cover, paper.brushed(solid, noisy(noise.dry), tooth))
                cover = paper.lines_on_black(cover, inner, solid > SPOTTED)
            cover = dense.maximum(cover, outer)
            density = tone.wash(darkness, noisy(noise.edge), noisy(noise.bloom), scale)
        else:
            cover = dense.maximum(cover, dense.maximum(outer, inner) * 0.55)
            shade = of(shadow)
            assert shade is not None
            density = tone.glaze(darkness, shade, noisy(noise.glaze))
        strips.append(dense.host(paper.compose(density[lost], cover[lost], tooth[lost])))
    picture = strips[0] if len(strips) == 1 else np.concatenate(strips)
    return picture[first:last] if whole else picture
