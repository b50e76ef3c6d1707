"""Every element this room can make, by kind: the one door engines come through."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.controls import NEUTRAL, Controls, control_pixels, controlled
from filmgen.effects.drawn.fog import shoot_fog
from filmgen.effects.drawn.particles import EMBERS, Scene, shoot_embers
from filmgen.effects.drawn.weather import shoot_rain, shoot_snow
from filmgen.effects.fluids.fluid_plate import shoot_fluid
from filmgen.effects.fluids.recipes import FLUIDS

_FULL_FRAME = {"rain": shoot_rain, "snow": shoot_snow, "fog": shoot_fog}
_ONCE = frozenset(kind for kind, recipe in FLUIDS.items() if not recipe.loops)


def can_loop(kind: str) -> bool:
    """Whether the element goes on; an explosion happens once."""
    return kind not in _ONCE


def fills_frame(kind: str) -> bool:
    """Whether the element covers its plate to the border: weather and fog."""
    return kind in _FULL_FRAME


def shines(kind: str) -> bool:
    """Whether the element is light of its own."""
    return kind in EMBERS or (kind in FLUIDS and FLUIDS[kind].look.flame > 0.0)


def make_element(
    kind: str,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    rate: float,
    intensity: float,
    wind: float,
    seed: int,
    controls: Controls = NEUTRAL,
    device: str = "cpu",
) -> NDArray[np.float16]:
    """One element, (T, H, W, 4) premultiplied linear float16.

    Values have 8 bits of mantissa. The last frame leads back to the first wherever `can_loop`.

    Args:
        kind: one of `kinds.KINDS`.
        intensity: 0 to 1.
        wind: -1 (blows to the left) to 1; the element of -wind is the mirror image of wind's.
        seed: any int; each kind draws its own numbers from it.
    """
    rng = np.random.default_rng((zlib.crc32(kind.encode()), seed))
    rate = controls.rate(rate)
    if kind in FLUIDS:
        rgba = shoot_fluid(
            controlled(FLUIDS[kind], controls),
            width_px=width_px,
            height_px=height_px,
            frames=frames,
            rate=rate,
            intensity=intensity,
            wind=abs(wind),
            rng=rng,
            device=device,
        )
    else:
        scene = Scene(width_px, height_px, frames, rate, intensity, abs(wind))
        if kind in EMBERS:
            rgba = shoot_embers(EMBERS[kind], scene, rng)
        else:
            rgba = _FULL_FRAME[kind](scene, rng)
    control_pixels(rgba, controls, shines=shines(kind), fluid=kind in FLUIDS)
    _round(rgba)
    return np.ascontiguousarray(rgba[:, :, ::-1]) if wind < 0 else rgba


def _round(rgba: NDArray[np.float16]) -> None:
    """Round in place to 8 bits of mantissa, steps of 0.4 % at most.

    Finer than any display or log encoding shows, and a sixth less to pack and to keep: the last
    bits of a half float are noise. Values are positive, so bits round like numbers.
    """
    bits = rgba.view(np.int16)
    bits += 2
    bits &= -4
