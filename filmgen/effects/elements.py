"""Every element this room can make, by kind: the one door engines come through."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.fluid_plate import shoot_fluid
from filmgen.effects.recipes import FLUIDS


def kinds() -> tuple[str, ...]:
    """Kinds of elements, sorted."""
    return tuple(sorted(FLUIDS))


def can_loop(kind: str) -> bool:
    """Whether the element goes on; an explosion happens once."""
    return FLUIDS[kind].loops


def make_element(
    kind: str,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    rate: float,
    intensity: float,
    wind: float,
    loop: bool,
    seed: int,
    device: str = "cpu",
) -> NDArray[np.float16]:
    """One element, (T, H, W, 4) premultiplied linear float16.

    Args:
        kind: one of `kinds()`.
        intensity: 0 to 1.
        wind: -1 (blows to the left) to 1; the element of -wind is the mirror image of wind's.
        loop: whether the last frame must lead back to the first.
    """
    return shoot_fluid(
        FLUIDS[kind],
        width_px=width_px,
        height_px=height_px,
        frames=frames,
        rate=rate,
        intensity=intensity,
        wind=wind,
        loop=loop and can_loop(kind),
        seed=(zlib.crc32(kind.encode()), seed),
        device=device,
    )
