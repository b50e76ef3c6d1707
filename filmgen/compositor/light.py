"""What a plate's light does to the drawing around it.

A board on white paper leaves fire nothing to be brighter than. So where something burns
the drawing is exposed for it: stopped down, most where it is bright and close to the
flames, and lit warmly by them. That much is constant and painted into the panel once; how
the light flickers is laid over each frame as a gain.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.compositor.colour import LUMA
from filmgen.media import FloatArray

COARSE = 8
"""Light is worked out at an eighth of the picture's resolution: it has no edges."""

_STOPPED_DOWN = 0.80
_SHADE = 0.80
_FIRELIGHT = np.array([1.0, 0.52, 0.18], np.float32)
"""Least saturated colour the light may have: linear RGB of a 1900 K black body."""
_FLICKER, _FLICKER_BY_NIGHT = 0.26, 0.42
_DIMMEST = 0.02
"""Mean luminance a plate must reach somewhere to count as a light."""

_FULL_FLUX = 0.002
"""Luminance times the share of the picture it covers, at which a light has full strength."""


def emission(rgba: NDArray[np.floating]) -> FloatArray:
    """The part of a plate that shines by itself: linear RGB above what its alpha could reflect."""
    values = rgba.astype(np.float32)
    light: FloatArray = np.clip(values[..., :3] - 0.8 * values[..., 3:], 0.0, 3.0)
    return light


def luminance(rgb: FloatArray) -> FloatArray:
    """Linear RGB (..., 3) to linear luminance (...)."""
    out: FloatArray = rgb @ np.asarray(LUMA, np.float32)
    return out


@dataclass(frozen=True)
class Light:
    """The light of one plate on a panel, coarse.

    Attributes:
        glow: float32 (h, w), 1 where it is strongest.
        core: float32 (h, w), the flames themselves, blurred.
        colour: linear RGB, brightest channel 1.
        strength: 1 for a fire that takes a good part of the picture, less for a candle.
        levels: float32 (T,) of the plate's frames: 1 is their mean, for plates that loop;
            for others 1 is the brightest frame.
        steady: whether the plate loops: its mean light is painted into the panel.
    """

    glow: FloatArray
    core: FloatArray
    colour: FloatArray
    strength: float
    levels: FloatArray
    steady: bool


def light_of(
    rgba: NDArray[np.floating],
    box: tuple[float, float, float, float],
    picture_px: tuple[int, int],
    *,
    loops: bool,
) -> Light | None:
    """The light a plate throws, or None where it does not shine.

    Args:
        rgba: (T, H, W, 4), may be memory-mapped; a sample of it is read.
        box: x, y, width, height of the plate in the picture, pixels.
        picture_px: (width, height) of the picture.
    """
    sample = emission(rgba[:: max(1, len(rgba) // 8), ::2, ::2])
    mean = sample.mean(axis=0)
    if float(luminance(mean).max()) < _DIMMEST:
        return None
    rows = max(1, rgba.shape[1] // 24)
    totals = np.array([luminance(emission(f[::rows, ::2])).mean() for f in rgba], np.float32)
    reference = float(totals.mean() if loops else totals.max())
    # The map reaches half a picture beyond each side: what burns just outside lights us too.
    width, height = max(2, picture_px[0] // COARSE), max(2, picture_px[1] // COARSE)
    beyond_x, beyond_y = width // 2, height // 2
    x, y, w, h = (value / COARSE for value in box)
    small = cv2.resize(mean, (max(1, round(w)), max(1, round(h))), interpolation=cv2.INTER_AREA)
    step_x, step_y = w / small.shape[1], h / small.shape[0]
    matrix = np.array(
        [
            [step_x, 0, x + beyond_x + step_x / 2 - 0.5],
            [0, step_y, y + beyond_y + step_y / 2 - 0.5],
        ]
    )
    size = (width + 2 * beyond_x, height + 2 * beyond_y)
    placed = cv2.warpAffine(luminance(small), matrix, size, flags=cv2.INTER_LINEAR)
    flux = float(placed.sum()) / (width * height)
    near, far, core = (_blurred(placed, h * share) for share in (0.16, 0.55, 0.10))
    inside = np.s_[beyond_y : beyond_y + height, beyond_x : beyond_x + width]
    colour = mean.reshape(-1, 3).sum(axis=0)
    colour = np.maximum(colour / colour.max(), _FIRELIGHT).astype(np.float32)
    return Light(
        glow=np.ascontiguousarray(0.5 * near[inside] + 0.5 * far[inside]),
        core=np.ascontiguousarray(core[inside]),
        colour=colour,
        strength=float(np.clip((flux / _FULL_FLUX) ** 0.35, 0.0, 1.3)),
        levels=totals / max(reference, 1e-6),
        steady=loops,
    )


def _blurred(field: FloatArray, sigma: float) -> FloatArray:
    """Blurred, and scaled to a peak of 1."""
    sigma = min(max(0.6, sigma), field.shape[0] / 3)
    out = cv2.GaussianBlur(field, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    peak = float(out.max())
    return np.asarray(out / peak if peak > 0 else out, np.float32)


@dataclass(frozen=True)
class Exposure:
    """How a panel is lit: `picture * gain + haze` in linear light.

    Attributes:
        gain, haze: float32 (h, w, 3), coarse; the haze is light scattered around flames.
        darkness: of the scene, 0 for white paper to 1 for night.
    """

    gain: FloatArray
    haze: FloatArray
    darkness: float

    def light(self, picture: FloatArray) -> None:
        """Light a panel, linear RGB (H, W, 3), in place."""
        size = (picture.shape[1], picture.shape[0])
        picture *= cv2.resize(self.gain, size, interpolation=cv2.INTER_LINEAR)
        picture += cv2.resize(self.haze, size, interpolation=cv2.INTER_LINEAR)


def exposure(picture: FloatArray, lights: tuple[Light, ...]) -> Exposure:
    """How a panel is lit by the plates in it.

    Args:
        picture: linear RGB (H, W, 3) of the panel.
    """
    shape = lights[0].glow.shape
    size = (shape[1], shape[0])
    grey = cv2.resize(luminance(picture), size, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(grey, (0, 0), shape[0] / 14)
    bright = np.clip((grey - 0.08) / 0.4, 0.0, 1.0)
    dark_scene = (1.0 - float(bright.mean())) ** 2
    gain = np.ones((*shape, 3), np.float32)
    for light in lights:
        mask = np.clip(0.55 * light.core + 0.6 * light.glow, 0, 1)
        share = min(1.0, 0.4 + 0.6 * light.strength) * (1.0 if light.steady else 0.45)
        shade = 1 - share * (1 - _STOPPED_DOWN * (1 - _SHADE * mask * bright))
        gain *= shade[..., None]
    haze = np.zeros((*shape, 3), np.float32)
    for light in lights:
        if light.steady:
            scattered = light.strength * (0.05 * light.core + 0.012 * light.glow) * (1 - bright)
            haze += scattered[..., None] * light.colour
            warmth = light.strength * (0.8 + 2.8 * dark_scene) * (1 - 0.7 * bright)
            gain += (light.glow * warmth)[..., None] * light.colour
    return Exposure(gain, haze, dark_scene)


class Flicker:
    """The changing part of the lights of a panel, laid over finished frames.

    Args:
        darkness: of the scene, see `Exposure`: by night firelight is most of the light there is.
    """

    def __init__(self, lights: tuple[Light, ...], darkness: float) -> None:
        self._lights = lights
        self._strength = _FLICKER + _FLICKER_BY_NIGHT * darkness

    def gain(self, indices: tuple[int, ...]) -> FloatArray | None:
        """Gain of the picture, coarse float32 (h, w), for these frames of the plates.

        None where it would change nothing. An index of -1 stands for a plate that is over.
        """
        total: FloatArray | None = None
        for light, index in zip(self._lights, indices, strict=True):
            level = float(light.levels[index]) if index >= 0 else 0.0
            change = self._strength * (level - 1.0 if light.steady else 1.6 * level)
            if abs(change) < 0.01:
                continue
            part = light.glow * np.float32(change * light.strength)
            total = part if total is None else total + part
        return None if total is None else np.asarray(1.0 + total, np.float32)
