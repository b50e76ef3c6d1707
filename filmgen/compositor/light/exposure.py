"""What a plate's light does to the drawing around it.

A board on white paper leaves fire nothing to be brighter than. So where something burns
the drawing is exposed for it: stopped down, most where it is bright and close to the
flames, and lit by them as far as their light reaches (`firelight`). That much is constant and
painted into the panel once; how the light flickers, and the flash of a blast, is laid over each
frame as a gain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgen.blocking.model import PlateAnchor, Vec3
from filmgen.compositor.colour import LIGHT_ONE, LUMA, to_linear
from filmgen.compositor.light.firelight import Surfaces, irradiance
from filmgen.media import ByteArray, FloatArray

COARSE = 8
"""What changes from frame to frame is worked out at an eighth of the picture's resolution."""

_STOPPED_DOWN = 0.80
_SHADE = 0.80
_FIRELIGHT = np.array([1.0, 0.52, 0.18], np.float32)
"""Least saturated colour the light may have: linear RGB of a 1900 K black body."""
_DIMMEST = 0.02
"""Mean luminance a plate must reach somewhere to count as a light."""
_FULL_FLUX = 0.002
"""Luminance times the share of the picture it covers, at which a light has full strength."""

_POWER, _POWER_OF_AREA = 15.0, 0.8
"""Of a square metre of flames beside what is drawn of a moonlit night, and how it grows.

A fire of ten square metres is not ten times as bright to us: one exposes for it.
"""
_BLAST = 3.0
_ITSELF = 1.6
"""How far flames, at their brightest 1, are spared the changes of their own light."""
_BY_DAY = 0.1
"""Share of its strength that firelight has on a sunlit drawing."""
_WARM = 0.6
_MOST_GAIN = 5.5
_SHOULDER = 0.72
_BRIGHTEST = 4.0
"""Beyond this the shoulder is white to one part in a hundred thousand."""
_FLICKER, _FLICKER_GAIN, _FLICKER_MOST = 0.2, 1.5, 0.5
"""Deviation of the light of a fire over time, and its limit either way. What a lens sees of flames
changes more than their light in the room, which comes from all sides of them; a calm plate's
change is enlarged, as the light of what is beside the frame flickers too, but not without end."""
_CODE = 1 / 2.2
"""Gains are laid over display-referred luma."""
_LENS_TAN = 18 / 35


@dataclass(frozen=True)
class Light:
    """The light of one plate on a panel.

    Attributes:
        fall: float32 (h, w) at `firelight.STEP`: the light on every surface, 1 doubles what is
            drawn of it by night.
        core: float32 (h, w) at COARSE: the flames themselves, blurred, at most 1.
        colour: linear RGB, brightest channel 1.
        strength: 1 for a fire that takes a good part of the picture, less for a candle.
        levels: float32 (T,) of the plate's frames: 1 is their mean, for plates that loop, and
            the others lie about it as a room's light does; else 1 is the brightest frame.
        steady: whether it burns on: its mean light is painted into the panel. A blast's is laid
            over the frames it lasts.
    """

    fall: FloatArray
    core: FloatArray
    colour: FloatArray
    strength: float
    levels: FloatArray
    steady: bool


def emission(rgba: NDArray[np.floating]) -> FloatArray:
    """The part of a plate that shines by itself: linear RGB above what its alpha could reflect."""
    values = rgba.astype(np.float32)
    light: FloatArray = np.clip(values[..., :3] - 0.8 * values[..., 3:], 0.0, 3.0)
    return light


def luminance(rgb: FloatArray) -> FloatArray:
    """Linear RGB (..., 3) to linear luminance (...)."""
    out: FloatArray = rgb @ np.asarray(LUMA, np.float32)
    return out


class Shining(Protocol):
    """A plate, as far as it is a light."""

    @property
    def shine(self) -> FloatArray:
        """Mean luminance of the light of each frame, float32 (T,)."""

    def mean_emission(self, indices: list[int]) -> FloatArray:
        """Mean light of some frames, float32 (h, w, 3)."""


def light_of(
    plate: Shining,
    box: tuple[float, float, float, float],
    picture_px: tuple[int, int],
    anchor: PlateAnchor,
    scene: Surfaces | None,
    *,
    loops: bool,
    share: float = 1.0,
) -> Light | None:
    """The light a plate throws, or None where it does not shine.

    Args:
        share: 0 to 1, of its full light, for what has only begun to burn.
        box: x, y, width, height of the plate in the picture, pixels.
        picture_px: (width, height) of the picture.
        scene: what the panel shows; None takes it for a wall behind the flames.
    """
    if share == 0.0:
        return None
    totals = plate.shine
    count = max(1, len(totals) // 8)
    frames = list(range(0, len(totals), count))
    if not loops:  # a blast shines in few frames of its plate: the others are its smoke
        frames = sorted(np.argsort(-totals, kind="stable")[:count].tolist())
    mean = plate.mean_emission(frames)
    if float(luminance(mean).max()) < _DIMMEST:
        return None
    reference = float(totals.mean() if loops else totals.max())
    core, flux = _core(mean, box, picture_px)
    colour = mean.reshape(-1, 3).sum(axis=0)
    colour = np.maximum(colour / colour.max(), _FIRELIGHT).astype(np.float32)
    size = max(anchor.size_m, 0.05)
    power = _POWER * (0.6 * size * size * (0.4 + anchor.intensity)) ** _POWER_OF_AREA
    if not loops:
        power *= _BLAST
    heart = anchor.heart_m or _heart_of(anchor, picture_px)
    if scene is None:
        fall = _on_a_wall(heart, anchor, picture_px, 0.3 * size)
    else:
        fall = irradiance(scene, heart, 0.3 * size)
    return Light(
        fall=fall * np.float32(power * share),
        core=core * np.float32(share),
        colour=colour,
        strength=share * float(np.clip((flux / _FULL_FLUX) ** 0.35, 0.0, 1.3)),
        levels=_flickering(totals / max(reference, 1e-6)) if loops else totals / reference,
        steady=loops,
    )


def _flickering(levels: FloatArray) -> FloatArray:
    """Levels about 1 as the light of a room has them."""
    change = levels - 1.0
    change *= min(_FLICKER_GAIN, _FLICKER / max(float(change.std()), 1e-6))
    return np.asarray(1.0 + np.clip(change, -_FLICKER_MOST, _FLICKER_MOST), np.float32)


def _core(
    mean: FloatArray, box: tuple[float, float, float, float], picture_px: tuple[int, int]
) -> tuple[FloatArray, float]:
    """The flames blurred, at COARSE, and their luminance as a share of the picture."""
    width, height = max(2, picture_px[0] // COARSE), max(2, picture_px[1] // COARSE)
    x, y, w, h = (value / COARSE for value in box)
    small = cv2.resize(mean, (max(1, round(w)), max(1, round(h))), interpolation=cv2.INTER_AREA)
    step_x, step_y = w / small.shape[1], h / small.shape[0]
    matrix = np.array(
        [[step_x, 0, x + step_x / 2 - 0.5], [0, step_y, y + step_y / 2 - 0.5]], np.float64
    )
    placed = cv2.warpAffine(luminance(small), matrix, (width, height), flags=cv2.INTER_LINEAR)
    flux = float(placed.sum()) / (width * height)
    sigma = min(max(0.6, 0.10 * h), height / 3)
    core = cv2.GaussianBlur(placed, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    peak = float(core.max())
    return np.asarray(core / peak if peak > 1e-6 else core, np.float32), flux


def _heart_of(anchor: PlateAnchor, picture_px: tuple[int, int]) -> Vec3:
    """Where the flames' middle is, from the frame alone."""
    tan_w = anchor.tan_w or _LENS_TAN
    tan_h = tan_w * picture_px[1] / picture_px[0]
    y = anchor.y - 0.4 * anchor.height
    depth = anchor.depth_m
    return ((2 * anchor.x - 1) * tan_w * depth, (1 - 2 * y) * tan_h * depth, depth)


def _on_a_wall(
    heart: Vec3, anchor: PlateAnchor, picture_px: tuple[int, int], radius: float
) -> FloatArray:
    """Light on a wall a little behind the flames, where the panel's depth is not known."""
    width, height = picture_px[0] // 4, picture_px[1] // 4
    tan_w = anchor.tan_w or _LENS_TAN
    tan_h = tan_w * picture_px[1] / picture_px[0]
    x = ((np.arange(width, dtype=np.float32) + 0.5) * 2 / width - 1) * tan_w * heart[2]
    y = (1 - (np.arange(height, dtype=np.float32) + 0.5) * 2 / height) * tan_h * heart[2]
    square = (x[None, :] - heart[0]) ** 2 + (y[:, None] - heart[1]) ** 2
    behind = max(0.5, 2 * radius)
    square = square + behind**2
    return np.asarray(behind / np.sqrt(square) / square, np.float32)


@dataclass(frozen=True)
class Exposure:
    """How a panel is lit: `picture * gain + haze` in linear light, rolled off towards white.

    Attributes:
        gain: float32 (h, w, 3) at `firelight.STEP`. haze: (h, w, 3) at COARSE: light scattered
            around flames.
        share: for each light, float32 at COARSE: how much its light, at its mean or brightest,
            adds to what is there.
    """

    gain: FloatArray
    haze: FloatArray
    share: tuple[FloatArray, ...]

    def lit(self, picture: ByteArray) -> NDArray[np.uint16]:
        """A panel, uint8 sRGB (H, W, 3), in this light: linear, in fixed point, same shape."""
        size = (picture.shape[1], picture.shape[0])
        light = to_linear(picture)
        light *= cv2.resize(self.gain, size, interpolation=cv2.INTER_LINEAR)
        light += cv2.resize(self.haze, size, interpolation=cv2.INTER_LINEAR)
        light *= np.float32(LIGHT_ONE / _BRIGHTEST)
        light += np.float32(0.5)
        np.minimum(light, np.float32(LIGHT_ONE), out=light)
        out: NDArray[np.uint16] = cv2.LUT(light.astype(np.uint16), _rolled_off())
        return out


@lru_cache(maxsize=1)
def _rolled_off() -> NDArray[np.uint16]:
    """uint16 (65536,): light of 0 to `_BRIGHTEST`, rolled off exponentially above the shoulder."""
    light = np.arange(LIGHT_ONE + 1) * (_BRIGHTEST / LIGHT_ONE)
    room = 1 - _SHOULDER
    over = np.maximum(light - _SHOULDER, 0.0)
    rolled = np.minimum(light, _SHOULDER) + room * (1 - np.exp(-over / room))
    return np.asarray(np.rint(rolled * LIGHT_ONE), np.uint16)


def exposure(picture: FloatArray, lights: tuple[Light, ...]) -> Exposure:
    """How a panel is lit by the plates in it.

    Args:
        picture: linear RGB (H, W, 3) of the panel.
    """
    coarse = lights[0].core.shape[::-1]
    fine = lights[0].fall.shape[::-1]
    grey = luminance(cv2.resize(picture, coarse, interpolation=cv2.INTER_AREA))
    grey = cv2.GaussianBlur(grey, (0, 0), coarse[1] / 14)
    bright = np.clip((grey - 0.08) / 0.4, 0.0, 1.0)
    dark_scene = (1.0 - float(bright.mean())) ** 2
    reach = _BY_DAY + (1 - _BY_DAY) * dark_scene
    taken = cv2.resize(1 - 0.75 * bright, fine, interpolation=cv2.INTER_LINEAR) * reach
    falls = [_held(light.fall * taken) for light in lights]
    stopped = np.ones(coarse[::-1], np.float32)
    for light, fall in zip(lights, falls, strict=True):
        near = cv2.resize(np.minimum(fall, 1.0), coarse, interpolation=cv2.INTER_AREA)
        mask = np.clip(0.6 * light.core + 0.5 * near, 0, 1)
        share = min(1.0, 0.4 + 0.6 * light.strength) if light.strength > 0 else 0.0
        share *= (1.0 if light.steady else 0.35) * (1 - 0.6 * dark_scene)
        stopped *= 1 - share * (1 - _STOPPED_DOWN * (1 - _SHADE * mask * bright))
    gain = np.repeat(cv2.resize(stopped, fine, interpolation=cv2.INTER_LINEAR)[..., None], 3, 2)
    haze = np.zeros((*stopped.shape, 3), np.float32)
    for light, fall in zip(lights, falls, strict=True):
        if light.steady:
            scattered = light.strength * 0.045 * light.core * (1 - bright)
            haze += scattered[..., None] * light.colour
            # By night what is drawn bright beside a fire is drawn in its light.
            warm = light.colour / luminance(light.colour)
            near = light.fall * np.float32(reach)
            tinted = (_WARM * dark_scene * near / (0.6 + near))[..., None]
            gain *= 1 + tinted * (warm - 1)
            gain += fall[..., None] * light.colour
    total = cv2.resize(gain @ np.asarray(LUMA, np.float32), coarse, interpolation=cv2.INTER_AREA)
    shares = []
    for light, fall in zip(lights, falls, strict=True):
        part = cv2.resize(fall, coarse, interpolation=cv2.INTER_AREA)
        part *= np.float32(float(luminance(light.colour)))
        # it lights what is beside it: over itself a gain only burns it out, or puts it out
        part *= np.clip(1 - _ITSELF * light.core, 0.0, 1.0)
        shares.append(np.asarray(part / np.maximum(total, 1e-3), np.float32))
    return Exposure(np.asarray(gain, np.float32), haze, tuple(shares))


def _held(gain: FloatArray) -> FloatArray:
    """Light that grows ever slower: close to flames a drawing must not burn out."""
    return np.asarray(_MOST_GAIN * (1 - np.exp(-gain / np.float32(_MOST_GAIN))), np.float32)


class Flicker:
    """The changing part of the lights of a panel, laid over finished frames."""

    def __init__(self, lights: tuple[Light, ...], shares: tuple[FloatArray, ...]) -> None:
        self._lights = lights
        self._shares = shares

    def gain(self, indices: tuple[int, ...], growth: tuple[float, ...] = ()) -> FloatArray | None:
        """Gain of the picture's luma, coarse float32 (h, w), for these frames of the plates.

        None where it would change nothing. An index of -1 stands for a plate that is not there.

        Args:
            growth: 0 to 1 for each plate: what does not burn yet does not flicker.
        """
        total: FloatArray | None = None
        for i, (light, share, index) in enumerate(
            zip(self._lights, self._shares, indices, strict=True)
        ):
            grown = (growth[i] if growth else 1.0) if index >= 0 else 0.0
            level = float(light.levels[index]) if grown else 0.0
            change = level
            if light.steady:
                change = level - 1.0 if grown else 0.0
            if abs(change) < 0.01:
                continue
            part = share * np.float32(change)
            total = part if total is None else total + part
        if total is None:
            return None
        return np.asarray(np.maximum(1.0 + total, 0.05) ** np.float32(_CODE), np.float32)
