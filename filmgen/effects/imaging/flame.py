"""Light of flames by heat, as tables that pixels are looked up in.

A flame is exposed as a camera would: the hottest part is white, then yellow only in a narrow
band, then orange, then a deep red edge. Physics gives the hue (a black body's), the exposure
gives the band: the emission grows with a high power of the heat, so that the picture has more
contrast than the field.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.effects.imaging.looks import Colour, FieldLook
from filmgen.effects.imaging.shading import black_body
from filmgen.media import FloatArray

LEVELS = 65_536
HOTTEST = 5.0
"""Heat at the last level; hotter is clipped."""


def flame_tables(look: FieldLook, tint: Colour | None = None) -> tuple[FloatArray, ...]:
    """Red, green, blue (premultiplied) and alpha, each float32 (1, LEVELS), over 0..HOTTEST.

    Args:
        tint: linear colour of the flame's body instead of the black body's.
    """
    heat = np.linspace(0.0, HOTTEST, LEVELS, dtype=np.float32)
    edge, core = look.flame_edge, look.flame_core
    t = np.clip((heat - 0.6 * edge) / (core - 0.6 * edge), 0.0, None)
    ramp = np.clip(t / 0.12, 0.0, 1.0)
    ramp = ramp * ramp * (3.0 - 2.0 * ramp)
    light = look.flame * ramp * (0.5 * t + 1.5 * t**2 + 2.6 * t**4)
    light = light / (1.0 + light / 9.0)
    whiteness = np.clip(t, 0.0, 1.6)
    if tint is None:
        kelvin = 1250.0 + 1800.0 * whiteness**1.25
        few = np.linspace(kelvin[0], kelvin[-1], 256, dtype=np.float32)
        colour = np.column_stack([np.interp(kelvin, few, c) for c in black_body(few).T])
    else:
        brightest = np.maximum(np.asarray(tint, np.float32) / max(max(tint), 1e-3), 0.015)
        power = 1.7 - 1.45 * np.clip(whiteness, 0.0, 1.0)
        colour = brightest[None, :] ** power[:, None]
    # Never more cover than light, or the edges of a flame would be grey over white paper.
    alpha = look.flame_opacity * (1.0 - np.exp(-2.3 * light * colour.max(axis=1)))
    table = np.column_stack((colour * light[:, None], alpha)).astype(np.float32)
    return tuple(np.ascontiguousarray(channel)[None, :] for channel in table.T)


def levels(heat: FloatArray) -> NDArray[np.uint16]:
    """Heat as indices into the tables."""
    scaled = np.clip(heat, 0.0, HOTTEST)
    scaled *= (LEVELS - 1) / HOTTEST
    return scaled.astype(np.uint16)


def looked_up(index: NDArray[np.uint16], table: FloatArray) -> FloatArray:
    """Values of a table (1, LEVELS) at every index."""
    values: FloatArray = cv2.LUT(index, table)
    return values
