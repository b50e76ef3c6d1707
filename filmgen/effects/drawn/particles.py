"""Elements of many small glowing things: sparks and embers.

Every path is a closed formula of time that comes round after the loop, so nothing is integrated
and the last frame leads to the first exactly. All lengths are in plate heights, times in seconds.
Draws anti-aliased with OpenCV at a sixteenth of a pixel; colours are linear, premultiplied.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.imaging.shading import black_body
from filmgen.media import ByteArray, FloatArray

_SUBPIXEL_BITS = 4
_SUBPIXEL = 1 << _SUBPIXEL_BITS


@dataclass(frozen=True)
class Scene:
    """What all particle elements are given; `wind` is 0 to 1."""

    width: int
    height: int
    frames: int
    rate: float
    intensity: float
    wind: float

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def aspect(self) -> float:
        return self.width / self.height


@dataclass(frozen=True)
class EmberRecipe:
    """Glowing particles from a source at the foot. Heights and seconds.

    Attributes:
        births: per second at full intensity.
        life: shortest and longest.
        spread: half width of the source.
        cone: half angle of the directions, radians.
        speed: slowest and fastest.
        gravity: downwards; embers are carried up by their own heat: negative.
        drag: 1/s.
        sway: sideways swing.
        radius: least and greatest.
        bursts: births come in showers: 0 even, 1 all in showers.
        trail: frames it lasts: hot metal leaves its streak on the eye, ash does not.
    """

    births: float
    life: tuple[float, float]
    spread: float
    cone: float
    speed: tuple[float, float]
    gravity: float
    drag: float
    sway: float
    radius: tuple[float, float]
    bursts: float
    trail: float


EMBERS: dict[str, EmberRecipe] = {
    "sparks": EmberRecipe(
        births=260,
        life=(0.25, 1.0),
        spread=0.012,
        cone=1.2,
        speed=(0.7, 3.0),
        gravity=2.2,
        drag=2.2,
        sway=0.0,
        radius=(0.0008, 0.0017),
        bursts=0.8,
        trail=1.2,
    ),
    "embers": EmberRecipe(
        births=70,
        life=(1.2, 3.4),
        spread=0.22,
        cone=0.4,
        speed=(0.2, 0.7),
        gravity=-0.06,
        drag=0.4,
        sway=0.04,
        radius=(0.0008, 0.0036),
        bursts=0.3,
        trail=0.45,
    ),
}


def shoot_embers(
    recipe: EmberRecipe, scene: Scene, rng: np.random.Generator
) -> NDArray[np.float16]:
    """Sparks or embers: streaks of hot metal or ash, cooling on their way."""
    h, w = scene.height, scene.width
    count = max(6, round(recipe.births * (0.2 + 1.3 * scene.intensity) * scene.seconds))
    particles = _Embers(recipe, scene, count, rng)
    table = _ember_table()
    out = torch.zeros((scene.frames, h, w, 4), dtype=torch.float16)
    glow_px = max(1.0, 0.007 * h)
    shrink = max(1, round(glow_px / 2.5))
    for index in range(scene.frames):
        sheet = particles.draw(index)
        bright = cv2.GaussianBlur(sheet, (0, 0), max(0.45, 0.0011 * h))
        small = cv2.resize(sheet, (-(-w // shrink), -(-h // shrink)), interpolation=cv2.INTER_AREA)
        halo = cv2.GaussianBlur(small.astype(np.float32), (0, 0), glow_px / shrink)
        halo = cv2.resize(halo, (w, h), interpolation=cv2.INTER_LINEAR)
        rgba = np.take(table, bright, axis=0)
        warm = torch.from_numpy(halo * np.float32(0.006))
        frame = torch.from_numpy(rgba)
        for channel, gain in enumerate((1.0, 0.34, 0.06)):
            frame[..., channel] += gain * warm
        frame *= frame[..., :1] > 1.0 / 512.0
        out[index] = frame
    array: NDArray[np.float16] = out.numpy()
    return array


class _Embers:
    def __init__(
        self, recipe: EmberRecipe, scene: Scene, count: int, rng: np.random.Generator
    ) -> None:
        self._recipe, self._scene = recipe, scene
        births = rng.uniform(0.0, scene.seconds, count)
        showers = np.sort(rng.uniform(0.0, scene.seconds, max(1, round(scene.seconds * 3.5))))
        pick = showers[rng.integers(0, len(showers), count)] + rng.exponential(0.035, count)
        self._birth = np.where(rng.uniform(size=count) < recipe.bursts, pick, births)
        self._life = rng.uniform(*recipe.life, count) * rng.uniform(0.6, 1.0, count)
        angle = recipe.cone * rng.uniform(-1.0, 1.0, count) * rng.uniform(0.3, 1.0, count)
        speed = rng.uniform(*recipe.speed, count)
        self._vx, self._vy = speed * np.sin(angle), speed * np.cos(angle)
        self._x0 = recipe.spread * rng.standard_normal(count).clip(-2, 2) * 0.6
        self._y0 = rng.uniform(0.0, 0.02, count)
        # many are small and few are large
        least, most = recipe.radius
        self._radius = least + (most - least) * rng.uniform(0.0, 1.0, count) ** 2
        self._heat = rng.uniform(0.35, 1.0, count)
        self._swing = recipe.sway * rng.uniform(0.4, 1.3, count)
        self._beat = rng.uniform(0.3, 0.9, count)
        self._flicker = rng.uniform(5.0, 11.0, count)
        self._phase = rng.uniform(0.0, 2 * math.pi, count)

    def _at(self, k: int, age: float) -> tuple[float, float]:
        """Heights right of the source and above the foot."""
        recipe = self._recipe
        gone = (1.0 - math.exp(-recipe.drag * age)) / recipe.drag
        blown = 0.35 * self._scene.wind * (age - gone)
        turn = 2 * math.pi * self._beat[k] * age + self._phase[k]
        swing = self._swing[k] * (math.sin(turn) - math.sin(self._phase[k]))
        x = self._x0[k] + self._vx[k] * gone + blown + swing
        y = self._y0[k] + self._vy[k] * gone - 0.5 * recipe.gravity * age * age
        return x, y

    def draw(self, index: int) -> ByteArray:
        """Heat of all particles in one frame, uint8 (H, W)."""
        scene = self._scene
        h, w = scene.height, scene.width
        sheet = np.zeros((h, w), np.uint8)
        now = index / scene.rate
        for k in range(len(self._birth)):
            age = (now - self._birth[k]) % scene.seconds
            while age < self._life[k]:
                self._streak(sheet, k, age)
                age += scene.seconds
        return sheet

    def _streak(self, sheet: ByteArray, k: int, age: float) -> None:
        scene = self._scene
        h, w = scene.height, scene.width
        x, y = self._at(k, age)
        px, py = self._at(k, max(0.0, age - self._recipe.trail / scene.rate))
        # nothing may touch the plate's border
        side = 0.5 * scene.aspect - abs(x)
        room = min(side, 0.95 - y, y + 0.05) - 0.025
        inside = min(1.0, max(0.0, room / 0.07))
        share = age / self._life[k]
        flicker = 0.82 + 0.18 * math.sin(2 * math.pi * self._flicker[k] * age + self._phase[k])
        heat = self._heat[k] * (1.0 - share**1.3) * flicker * inside
        if heat < 0.02:
            return
        foot = 0.95 * h
        thick = max(1, round(2 * self._radius[k] * h))
        heat *= min(1.0, 0.45 + 2 * self._radius[k] * h)
        draw_line(sheet, w / 2 + px * h, foot - py * h, w / 2 + x * h, foot - y * h, heat, thick)


def _ember_table() -> FloatArray:
    """Premultiplied colour of a spark by heat 0..255, float32 (256, 4)."""
    heat = np.linspace(0.0, 1.0, 256, dtype=np.float32)
    table = np.empty((256, 4), np.float32)
    colour = black_body(1400.0 + 1500.0 * heat)
    table[:, :3] = colour * (4.0 * heat**1.3)[:, None]
    table[:, 3] = np.minimum(1.0, 1.6 * heat)
    return table


def draw_line(
    sheet: ByteArray, x0: float, y0: float, x1: float, y1: float, value: float, thick: int
) -> None:
    """An anti-aliased stroke of brightness 0..1; ends in pixels."""
    a = (round(x0 * _SUBPIXEL), round(y0 * _SUBPIXEL))
    b = (round(x1 * _SUBPIXEL), round(y1 * _SUBPIXEL))
    cv2.line(sheet, a, b, round(255 * min(value, 1.0)), thick, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_disc(sheet: ByteArray, x: float, y: float, radius: float, value: float) -> None:
    """An anti-aliased disc of brightness 0..1; pixels."""
    # smaller than a pixel is dimmer than a pixel
    drawn = max(radius, 0.7)
    value *= min(1.0, (radius / drawn) ** 2)
    cv2.circle(
        sheet,
        (round(x * _SUBPIXEL), round(y * _SUBPIXEL)),
        round(drawn * _SUBPIXEL),
        round(255 * min(value, 1.0)),
        cv2.FILLED,
        cv2.LINE_AA,
        _SUBPIXEL_BITS,
    )
