"""Fields to light: black-body flames in absorbing, self-shadowing smoke.

All colours are linear light, BT.709 primaries, premultiplied; emission may exceed alpha.
Planck's law through the CIE 1931 colour matching functions in the analytic fit of Wyman, Sloan
and Shirley, JCGT 2013.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray

TABLE = 1024
HEAT_RANGE = 2.5
"""Heat the flame table covers; hotter is clipped."""
INVISIBLE = 1.0 / 500.0
"""Alpha and light below this fade to exactly 0: a haze no one sees, but every file pays for."""

_XYZ_TO_RGB = np.array(
    [[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]]
)


def black_body(kelvin: FloatArray) -> FloatArray:
    """Linear BT.709 colour of a black body, brightest channel 1; (n,) to (n, 3)."""
    nm = np.arange(380.0, 781.0, 5.0)
    wave = nm * 1e-9
    radiance = 1.0 / (
        wave**5 * np.expm1(1.4387769e-2 / (wave * kelvin.astype(np.float64)[:, None]))
    )
    rgb = (radiance @ _matching(nm).T) @ _XYZ_TO_RGB.T
    rgb = np.maximum(rgb, 0.0)
    colour: FloatArray = (rgb / rgb.max(axis=1, keepdims=True)).astype(np.float32)
    return colour


def flame_table(gain: float, opacity: float) -> FloatArray:
    """Premultiplied emission and alpha by heat, float32 (TABLE, 4), over 0..HEAT_RANGE."""
    heat = np.linspace(0.0, HEAT_RANGE, TABLE, dtype=np.float32)
    kelvin = 1300.0 + 2100.0 * np.clip(heat / 1.15, 0.0, 1.0) ** 1.25
    ramp = np.clip(heat / 0.14, 0.0, 1.0)
    ramp = ramp * ramp * (3.0 - 2.0 * ramp)
    strength = ramp * (0.35 * heat + 1.7 * heat**2.0)
    strength = 4.0 * gain * strength / (1.0 + strength)
    table = np.empty((TABLE, 4), np.float32)
    table[:, :3] = black_body(kelvin) * strength[:, None]
    table[:, 3] = ramp * (1.0 - np.exp(-opacity * heat))
    return table


def light_on_smoke(
    soot: FloatArray, *, ambient: float, sun: float, shadow: float, slope: float = 0.55
) -> FloatArray:
    """Light that reaches the smoke in every cell, from upper left and from the sky.

    Optical depth is gathered row by row along the slanted light, spreading a little so that
    shadows are soft; a Lambert term on the smoothed density gives the billows form.

    Args:
        soot: (T, rows, columns) density.
        slope: columns the light moves right per row down.

    Returns:
        float32 (T, rows, columns), about 0 to ambient + sun.
    """
    depth = np.zeros_like(soot)
    row = np.zeros((soot.shape[0], soot.shape[2]), np.float32)
    for y in range(1, soot.shape[1]):
        row = row + soot[:, y - 1]
        left = np.roll(row, 1, axis=1)
        left[:, 0] = 0.0
        far = np.roll(left, 1, axis=1)
        far[:, 0] = 0.0
        row = (0.92 - slope) * row + (slope - 0.04) * left + 0.12 * far
        depth[:, y] = row
    facing = np.zeros_like(soot)
    for frame in range(soot.shape[0]):
        for sigma, weight in ((1.2, 0.45), (3.5, 1.0)):
            smooth = cv2.GaussianBlur(soot[frame], (0, 0), sigma)
            gx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=0.125)
            gy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=0.125)
            facing[frame] += weight * sigma * (0.55 * gx + 0.8 * gy)
    facing *= 3.0 / max(float(np.percentile(soot[soot > 1e-3], 90.0)), 1e-3) if soot.any() else 0.0
    form = 0.5 + 0.5 * facing / np.sqrt(1.0 + facing * facing)
    lit: FloatArray = ambient + sun * np.exp(-shadow * depth) * form
    return lit


def border_window(width: int, height: int, *, rim: float, foot: float) -> FloatArray:
    """Fades a local element out before the plate's border: float32 (height, width), 0..1.

    Args:
        rim: width of the fade at the sides and (twice as wide) at the top, share of the size.
        foot: the same at the bottom.
    """

    def smooth(distance: NDArray[Any]) -> FloatArray:
        t = np.clip(distance, 0.0, 1.0)
        eased: FloatArray = (t * t * (3.0 - 2.0 * t)).astype(np.float32)
        return eased

    x = np.arange(width, dtype=np.float32) / np.float32(max(width - 1, 1))
    y = np.arange(height, dtype=np.float32) / np.float32(max(height - 1, 1))
    across = smooth(np.minimum(x, 1.0 - x) / rim)
    down = smooth(y / (2.2 * rim)) * smooth((1.0 - y) / foot)
    window: FloatArray = down[:, None] * across[None, :]
    return window


def _matching(nm: NDArray[np.float64]) -> NDArray[np.float64]:
    def lobe(mean: float, below: float, above: float) -> NDArray[np.float64]:
        spread = np.where(nm < mean, below, above)
        value: NDArray[np.float64] = np.exp(-0.5 * ((nm - mean) * spread) ** 2)
        return value

    x = (
        0.362 * lobe(442.0, 0.0624, 0.0374)
        + 1.056 * lobe(599.8, 0.0264, 0.0323)
        - 0.065 * lobe(501.1, 0.0490, 0.0382)
    )
    y = 0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322)
    z = 1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)
    return np.stack((x, y, z))
