"""Light for fields: on the grid what is smooth, in the pixels what is sharp.

All colours are linear light, BT.709 primaries, premultiplied.
"""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.effects.imaging.flame import flame_tables, levels, looked_up
from filmgen.effects.imaging.looks import Colour, FieldLook
from filmgen.effects.imaging.shading import INVISIBLE
from filmgen.media import FloatArray

GLOW_COLOUR = (1.0, 0.34, 0.07)
_HOLD, _HOLD_SLOPE = 0.62, 0.2
"""How much of thin smoke or flame the relief lets stand, at its mean and per unit of it."""
_NO_FLAME = 0.5
"""Share of a look's `flame_edge` under which no pixel of a block can glow."""
_FORM_UP_TO = 0.6
"""Share of a look's `flame_core` above which a flame is carved no deeper."""
_SIDE = 0.45
"""Strength of the side light that gives smoke its form where the key does not."""


def lit_grid(fields: FloatArray, look: FieldLook, *, density: float) -> FloatArray:
    """What the pixels are made from.

    Args:
        fields: (3, rows, columns) heat, depth, scatter.
        density: factor on the optical depth.

    Returns:
        float32 (rows, columns, 4): heat; optical depth; light on smoke of albedo 1 where it is
        opaque; light of flames on it.
    """
    heat, depth, scatter = fields
    grid = np.empty((*heat.shape, 4), np.float32)
    grid[..., 0] = heat
    if density != 1.0:
        # smoke that is thicker than the clip's hides more of the flames inside it
        grid[..., 0] *= np.exp(0.12 * (1.0 - density) * depth)
    thick = depth * (look.opacity * density)
    grid[..., 1] = thick
    cover = cv2.GaussianBlur(1.0 - np.exp(-depth), (0, 0), 0.8)
    key = cv2.GaussianBlur(scatter, (0, 0), 0.8) / (cover + 0.02)
    form = cv2.GaussianBlur(np.log1p(depth), (0, 0), 1.6)
    gx = cv2.Sobel(form, cv2.CV_32F, 1, 0, scale=0.125)
    gy = cv2.Sobel(form, cv2.CV_32F, 0, 1, scale=0.125)
    facing = 3.0 * (0.6 * gx + 0.8 * gy)
    facing /= np.sqrt(1.0 + facing * facing)
    key = np.minimum(key, 1.0) ** look.contrast
    grid[..., 2] = look.key * key * (1.0 + _SIDE * facing) + look.ambient * (1.0 + 0.4 * facing)
    if look.glow:
        shine = np.minimum(heat / look.flame_core, 1.3) ** 3
        near = cv2.GaussianBlur(shine, (0, 0), 2.0) + 2.0 * cv2.GaussianBlur(shine, (0, 0), 5.0)
        grid[..., 3] = look.glow * near
    else:
        grid[..., 3] = 0.0
    return grid


class PixelShader:
    """Shades the pixels of a box.

    Args:
        tint: linear colour of flames, or None for a black body's.
        exposure: factor on all light.
        turbulence: factor on all detail.
    """

    def __init__(
        self, look: FieldLook, tint: Colour | None, *, exposure: float, turbulence: float
    ) -> None:
        self._look = look
        self._exposure = exposure
        self._turbulence = turbulence
        self._tables = flame_tables(look, tint) if look.flame else None
        self._glow = GLOW_COLOUR if tint is None else tint

    def shade(self, sample: FloatArray, relief: FloatArray, shine: FloatArray) -> FloatArray:
        """Premultiplied light, float32 (H, W, 4).

        Args:
            sample: (H, W, 4), `lit_grid` as the detail bends it.
            relief, shine: (H, W), relief of the detail and how it turns to the light; used up.
        """
        look, strength = self._look, np.float32(self._turbulence)
        heat, depth, light, glow = cv2.split(sample)
        # Where little is there, the relief eats holes: a soft edge becomes a torn one.
        hold = relief * np.float32(_HOLD_SLOPE * strength)
        hold += np.float32(_HOLD - 1.0)
        depth *= _solid(depth, hold, look.erode_smoke)
        carved = relief * np.float32(look.carve_smoke * strength)
        depth *= np.exp(carved, out=carved)
        through = np.exp(np.negative(depth, out=depth), out=depth)
        alpha = np.subtract(np.float32(1.0), through, out=carved)
        shine *= np.float32(look.relief * strength)
        shine += np.float32(1.0)
        np.maximum(shine, np.float32(0.15), out=shine)
        shine *= alpha
        light *= shine
        planes = [light * np.float32(s) for s in look.smoke]
        if self._tables is not None:
            glow *= shine
            for plane, gain in zip(planes, self._glow, strict=True):
                plane += glow * np.float32(gain)
            self._add_flames(planes, heat, relief, hold, through)
            alpha = np.subtract(np.float32(1.0), through, out=carved)
        seen = np.maximum(planes[0], alpha)
        seen *= np.float32(1.0 / INVISIBLE)
        seen -= np.float32(1.0)
        np.clip(seen, 0.0, 1.0, out=seen)
        alpha *= seen
        seen *= np.float32(self._exposure)
        for plane in planes:
            plane *= seen
        rgba: FloatArray = cv2.merge([*planes, alpha])
        return rgba

    def _add_flames(
        self,
        planes: list[FloatArray],
        heat: FloatArray,
        relief: FloatArray,
        hold: FloatArray,
        through: FloatArray,
    ) -> None:
        """Put flames before the smoke's light and into what it lets through, in place."""
        if self._tables is None or float(heat.max()) < _NO_FLAME * self._look.flame_edge:
            return
        look = self._look
        heat *= _solid(heat, hold, look.erode_heat)
        relief *= np.float32((-1.0 if look.cracks else 1.0) * look.carve_heat * self._turbulence)
        # What is hottest is too bright for its form to be seen.
        relief *= np.minimum(heat, np.float32(_FORM_UP_TO * look.flame_core))
        heat += relief
        np.maximum(heat, 0.0, out=heat)
        index = levels(heat)
        *colours, flame = (looked_up(index, table) for table in self._tables)
        behind = np.subtract(np.float32(1.0), flame, out=flame)
        for plane, colour in zip(planes, colours, strict=True):
            plane *= behind
            plane += colour
        through *= behind


def _solid(amount: FloatArray, hold: FloatArray, under: float) -> FloatArray:
    """1 where there is more than `under`; below, 0 or 1 as the relief holds it or not."""
    solid = amount * np.float32(1.0 / under)
    solid += hold
    solid *= np.float32(3.0)
    np.clip(solid, 0.0, 1.0, out=solid)
    return solid
