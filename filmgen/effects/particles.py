"""Elements of many small things: rain, snow, sparks and embers.

Every path is a closed formula of time that comes round after the loop, so nothing is integrated
and the last frame leads to the first exactly. All lengths are in plate heights, times in seconds.
Draws anti-aliased with OpenCV at a sixteenth of a pixel; colours are linear, premultiplied.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.shading import black_body
from filmgen.media import ByteArray, FloatArray

_SUBPIXEL_BITS = 4
_SUBPIXEL = 1 << _SUBPIXEL_BITS
_SHUTTER = 0.5
"""Share of a frame's time the shutter is open: 180 degrees."""
_TRAIL = 1.2
"""Frames a spark's trail lasts: hot metal leaves its streak on the eye."""
RAIN_COLOUR = (0.42, 0.47, 0.53)
SNOW_COLOUR = (0.84, 0.87, 0.92)
_SNOW_SPAN = 1.16
"""Heights a flake falls from above the picture to below it."""


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


def period_for(speed: float, seconds: float, span: float) -> tuple[float, int]:
    """(period, turns): a pattern of this vertical period moves whole turns in the loop.

    The period is at least `span` if the loop is long enough for one; else the pattern repeats
    within the picture. period * turns = speed * seconds.
    """
    way = speed * seconds
    turns = max(1, math.floor(way / span))
    return way / turns, turns


def shoot_rain(scene: Scene, rng: np.random.Generator) -> NDArray[np.float16]:
    """Streaks in six depths, slanted by the wind; the whole frame.

    Each depth is one tall sheet that slides; the slant is a shear of the sum.
    """
    h, w = scene.height, scene.width
    slant = 0.55 * scene.wind
    lean = math.ceil(slant * h)
    sheets = []
    for near in np.linspace(0.0, 1.0, 6):
        speed = 2.2 + 3.6 * near**1.3
        period, turns = period_for(speed, scene.seconds, 1.35)
        rows = max(8, round(period * h))
        length = speed / scene.rate * _SHUTTER * (0.9 + 0.7 * near)
        thick = (0.0011 + 0.0026 * near**2) * h
        count = (1.0 - near) ** 2 * 230 + 20
        count = round(count * (0.25 + 1.25 * scene.intensity) * scene.aspect * rows / h)
        sheet = _streak_sheet(rows, w + lean, count, length * h, thick, rng)
        sheet *= 0.52 - 0.10 * near
        repeats = 1 + math.ceil(h / rows)
        sheets.append((np.concatenate([sheet] * repeats), rows, turns))
    shear = np.array([[1.0, slant, -float(lean)], [0.0, 1.0, 0.0]], np.float32)
    out = torch.empty((scene.frames, h, w, 4), dtype=torch.float16)
    for index in range(scene.frames):
        clear = np.ones((h, w + lean), np.float32)
        for sheet, rows, turns in sheets:
            top = (-round(rows * turns * index / scene.frames)) % rows
            clear *= 1.0 - sheet[top : top + h]
        alpha = 1.0 - clear
        if lean:
            # rows further down are moved left: rain falls to the right as it comes down
            alpha = cv2.warpAffine(
                alpha, shear[:, :], (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
            )
        out[index] = _tinted(alpha, RAIN_COLOUR)
    array: NDArray[np.float16] = out.numpy()
    return array


def _streak_sheet(
    rows: int, columns: int, count: int, length: float, thick: float, rng: np.random.Generator
) -> FloatArray:
    """Vertical streaks on a sheet that repeats downwards, float32 (rows, columns), 0..1."""
    sheet = np.zeros((rows, columns), np.uint8)
    x = rng.uniform(0.0, columns, count)
    y = rng.uniform(0.0, rows, count)
    bright = rng.uniform(0.35, 1.0, count)
    reach = length * rng.uniform(0.7, 1.3, count)
    width = max(1, round(thick))
    # thinner than a pixel is dimmer than a pixel
    bright *= min(1.0, thick + 0.25)
    for k in range(count):
        for shift in (0.0, -float(rows)):
            _line(sheet, x[k], y[k] + shift, x[k], y[k] + reach[k] + shift, bright[k], width)
    soft = max(0.6, 0.28 * length)
    tall = np.concatenate((sheet, sheet, sheet))[rows - rows // 2 : 2 * rows + rows // 2]
    blurred = cv2.GaussianBlur(
        tall.astype(np.float32), (0, 0), sigmaX=max(0.4, 0.35 * thick), sigmaY=soft
    )
    inner: FloatArray = blurred[rows // 2 : rows // 2 + rows]
    return np.ascontiguousarray(inner / 255.0)


def shoot_snow(scene: Scene, rng: np.random.Generator) -> NDArray[np.float16]:
    """Flakes in four depths, each swaying on its own path; the whole frame."""
    h, w = scene.height, scene.width
    out = torch.empty((scene.frames, h, w, 4), dtype=torch.float16)
    layers = [_Flakes(scene, near, rng) for near in (0.0, 0.3, 0.6, 1.0)]
    for index in range(scene.frames):
        clear = np.ones((h, w), np.float32)
        for layer in layers:
            clear *= 1.0 - layer.draw(index)
        out[index] = _tinted(1.0 - clear, SNOW_COLOUR)
    array: NDArray[np.float16] = out.numpy()
    return array


class _Flakes:
    """The flakes of one depth: 0 is far, 1 is near."""

    def __init__(self, scene: Scene, near: float, rng: np.random.Generator) -> None:
        self._scene = scene
        count = (560 * (1.0 - near) ** 3 + 16 + 70 * (1.0 - near)) * scene.aspect
        count = round(count * (0.25 + 1.25 * scene.intensity))
        self._radius = (0.0014 + 0.0085 * near**1.6) * scene.height * rng.uniform(0.6, 1.3, count)
        self._alpha = (0.95 - 0.5 * near) * rng.uniform(0.5, 1.0, count)
        self._defocus = max(0.45, 0.45 * float(self._radius.mean()) if count else 0.45)
        speed = (0.10 + 0.30 * near) * rng.uniform(0.75, 1.25, count)
        # A flake that can cross the picture within the loop comes round unseen; a slower one
        # is only there for its share of the way, and fades where it starts over.
        turns = np.maximum(1.0, np.floor(speed * scene.seconds / _SNOW_SPAN))
        self._way = speed * scene.seconds / turns
        self._turns = turns
        self._crosses = self._way >= _SNOW_SPAN
        self._drift = 2.6 * scene.wind * self._way
        self._x = rng.uniform(-0.1, 1.0, count) * (scene.aspect + 0.2 + self._drift)
        self._x -= self._drift
        self._y = rng.uniform(-0.08, 1.08, count) - 0.5 * self._way
        self._start = rng.uniform(0.0, 1.0, count)
        sway = (0.006 + 0.022 * near) * rng.uniform(0.4, 1.4, (count, 2))
        self._sway = sway / np.array([1.0, 2.0])
        self._beats = np.maximum(1, np.round(scene.seconds * rng.uniform(0.2, 0.7, (count, 2))))
        self._phase = rng.uniform(0.0, 2 * math.pi, (count, 2))

    def _places(self, turn: float) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """(x, y, alpha) of every flake, in heights."""
        age = (self._start + self._turns * turn) % 1.0
        angle = 2 * math.pi * self._beats * turn + self._phase
        x = self._x + age * self._drift + (self._sway * np.sin(angle)).sum(axis=1)
        y = np.where(self._crosses, age * self._way - 0.08, self._y + age * self._way)
        fade = np.clip(np.minimum(age, 1.0 - age) / 0.15, 0.0, 1.0)
        return x, y, self._alpha * np.where(self._crosses, 1.0, fade)

    def draw(self, index: int) -> FloatArray:
        """Alpha of the layer in one frame, float32 (H, W)."""
        scene = self._scene
        h = scene.height
        x, y, value = self._places(index / scene.frames)
        if self._radius.size and self._radius.max() < 1.6:
            value = value * math.pi * self._radius**2
            sheet = _splat(x * h - 0.5, y * h - 0.5, value, scene.width, h)
            soft = cv2.GaussianBlur(sheet, (0, 0), self._defocus)
            points: FloatArray = np.minimum(soft, np.float32(1.0))
            return points
        discs = np.zeros((h, scene.width), np.uint8)
        for px, py, radius, bright in zip(x * h, y * h, self._radius, value, strict=True):
            _disc(discs, px, py, radius, bright)
        alpha: FloatArray = cv2.GaussianBlur(discs, (0, 0), self._defocus) * np.float32(1 / 255)
        return alpha


def _splat(
    x: NDArray[Any], y: NDArray[Any], value: NDArray[Any], width: int, height: int
) -> FloatArray:
    """Points spread over the four pixels they lie between, float32 (height, width)."""
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    fx, fy = x - left, y - top
    sheet = np.zeros(height * width)
    for dx, wx in ((0, 1.0 - fx), (1, fx)):
        for dy, wy in ((0, 1.0 - fy), (1, fy)):
            px, py = left + dx, top + dy
            inside = (px >= 0) & (px < width) & (py >= 0) & (py < height)
            weight = (value * wx * wy)[inside]
            sheet += np.bincount((py * width + px)[inside], weight, height * width)
    return sheet.reshape(height, width).astype(np.float32)


def _tinted(alpha: FloatArray, colour: tuple[float, float, float]) -> torch.Tensor:
    """Premultiplied RGBA of one colour, float32 (H, W, 4)."""
    return torch.from_numpy(cv2.merge([*(alpha * np.float32(c) for c in colour), alpha]))


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
    ),
    "embers": EmberRecipe(
        births=70,
        life=(1.2, 3.0),
        spread=0.22,
        cone=0.4,
        speed=(0.18, 0.5),
        gravity=-0.05,
        drag=0.45,
        sway=0.035,
        radius=(0.0009, 0.0026),
        bursts=0.3,
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
        self._radius = rng.uniform(*recipe.radius, count)
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
        px, py = self._at(k, max(0.0, age - _TRAIL / scene.rate))
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
        _line(sheet, w / 2 + px * h, foot - py * h, w / 2 + x * h, foot - y * h, heat, thick)


def _ember_table() -> FloatArray:
    """Premultiplied colour of a spark by heat 0..255, float32 (256, 4)."""
    heat = np.linspace(0.0, 1.0, 256, dtype=np.float32)
    table = np.empty((256, 4), np.float32)
    colour = black_body(1400.0 + 1500.0 * heat)
    table[:, :3] = colour * (4.0 * heat**1.3)[:, None]
    table[:, 3] = np.minimum(1.0, 1.6 * heat)
    return table


def _line(
    sheet: ByteArray, x0: float, y0: float, x1: float, y1: float, value: float, thick: int
) -> None:
    a = (round(x0 * _SUBPIXEL), round(y0 * _SUBPIXEL))
    b = (round(x1 * _SUBPIXEL), round(y1 * _SUBPIXEL))
    cv2.line(sheet, a, b, round(255 * min(value, 1.0)), thick, cv2.LINE_AA, _SUBPIXEL_BITS)


def _disc(sheet: ByteArray, x: float, y: float, radius: float, value: float) -> None:
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
