"""Rain and snow: whole frames of small things in depths.

Every path is a closed formula of time that comes round after the loop, so nothing is integrated
and the last frame leads to the first exactly. Lengths are in plate heights, times in seconds;
colours are linear, premultiplied.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.drawn.particles import Scene, draw_disc, draw_line
from filmgen.media import FloatArray

_SHUTTER = 0.5
"""Share of a frame's time the shutter is open: 180 degrees."""
RAIN_COLOUR = (0.42, 0.47, 0.53)
SNOW_COLOUR = (0.84, 0.87, 0.92)
_SNOW_SPAN = 1.16
"""Heights a flake falls from above the picture to below it."""
_BLOWN = 2.6
"""How far a storm carries a flake sideways while it falls a height."""


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
        count *= (0.25 + 1.25 * scene.intensity) * (w + lean) / h  # as dense whatever the wind
        count = round(count * rows / h)
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
            draw_line(sheet, x[k], y[k] + shift, x[k], y[k] + reach[k] + shift, bright[k], width)
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
        middle = 0.10 + 0.30 * near
        # flakes that the wind brings begin beside the picture: there must be more of them
        wide = scene.aspect + 0.2
        blown = (
            2.6 * scene.wind * float(_ways(middle * np.linspace(0.75, 1.25, 9), scene)[0].mean())
        )
        count = (560 * (1.0 - near) ** 3 + 16 + 70 * (1.0 - near)) * scene.aspect
        count = round(count * (0.25 + 1.25 * scene.intensity) * (wide + blown) / wide)
        self._radius = (0.0014 + 0.0085 * near**1.6) * scene.height * rng.uniform(0.6, 1.3, count)
        self._alpha = (0.95 - 0.5 * near) * rng.uniform(0.5, 1.0, count)
        self._defocus = max(0.45, 0.45 * float(self._radius.mean()) if count else 0.45)
        self._way, self._turns = _ways(middle * rng.uniform(0.75, 1.25, count), scene)
        # A flake that can cross the picture within the loop comes round unseen; a slower one
        # is only there for its share of the way, and fades where it starts over.
        self._crosses = self._way >= _SNOW_SPAN
        self._drift = _BLOWN * scene.wind * self._way
        self._x = rng.uniform(-0.1, 1.0, count) * (wide + self._drift)
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
            draw_disc(discs, px, py, radius, bright)
        alpha: FloatArray = cv2.GaussianBlur(discs, (0, 0), self._defocus) * np.float32(1 / 255)
        return alpha


def _ways(speed: NDArray[Any], scene: Scene) -> tuple[NDArray[Any], NDArray[Any]]:
    """Heights that flakes of these speeds fall before they start over, and how often they do."""
    turns = np.maximum(1.0, np.floor(speed * scene.seconds / _SNOW_SPAN))
    return speed * scene.seconds / turns, turns


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
