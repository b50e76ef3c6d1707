"""Fog: three banks of cloud noise that drift past one another; the whole frame.

The far banks drift round a small circle each, which brings them back whatever the loop's length,
and never change their mass; the near one streams: two phases of noise that fade into each other
and start over while unseen (as in `detail`). Drawn small: fog has no edges.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.drawn.particles import Scene
from filmgen.effects.imaging.detail import noise_tile, phase_weight
from filmgen.media import FloatArray

FOG_COLOUR = (0.50, 0.52, 0.545)
_LIFE_S = 4.0
_ROWS = 135


def shoot_fog(scene: Scene, rng: np.random.Generator) -> NDArray[np.float16]:
    """Drifting fog, denser below; (T, H, W, 4) premultiplied linear float16."""
    h, w = scene.height, scene.width
    rows = min(_ROWS, h)
    columns = min(w, max(8, round(rows * scene.aspect)))
    y, x = np.meshgrid(
        np.linspace(0.0, 1.0, rows, dtype=np.float32),
        np.linspace(0.0, scene.aspect, columns, dtype=np.float32),
        indexing="ij",
    )
    gust = 1.0 + 2.5 * scene.wind
    banks = [
        _Bank(scene, rng, size=size, speed=speed * gust, streams=streams)
        for size, speed, streams in ((1.3, 0.04, False), (0.75, 0.06, False), (0.4, 0.11, True))
    ]
    depth = (0.25 + 1.5 * scene.intensity) * (
        0.22 + 0.95 * np.clip(1.25 * y - 0.1, 0.0, 1.0) ** 1.4
    )
    out = torch.empty((scene.frames, h, w, 4), dtype=torch.float16)
    for index in range(scene.frames):
        far, middle, near = (bank.at(x, y, index) for bank in banks)
        # the middle bank bends the others, as eddies do
        shape = 0.5 * far + 0.42 * middle + 0.22 * near
        # the same amount of fog in every frame and for every seed
        density = np.exp(shape - shape.mean() - 0.3) * depth
        alpha = 1.0 - np.exp(-density)
        light = 1.0 + 0.10 * np.tanh(middle - 0.5 * far) - 0.12 * y
        planes = [alpha * light * np.float32(c) for c in FOG_COLOUR] + [alpha]
        small = np.stack(planes, axis=-1).astype(np.float32)
        big = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)
        out[index] = torch.from_numpy(np.maximum(big, 0.0)).clamp_(max=1.0)
    array: NDArray[np.float16] = out.numpy()
    return array


class _Bank:
    """Noise of one depth. `size` is the height of its largest features; `speed` heights/s."""

    def __init__(
        self,
        scene: Scene,
        rng: np.random.Generator,
        *,
        size: float,
        speed: float,
        streams: bool,
    ) -> None:
        self._streams = streams
        self._circle = speed * scene.seconds / (2 * math.pi)
        self._frames = scene.frames
        self._lives = max(1, round(scene.seconds / _LIFE_S))
        self._life_s = scene.seconds / self._lives
        self._speed = speed
        tile = noise_tile(rng, octaves=4, coarsest=4, roughness=0.5)
        self._side = tile.shape[0]
        self._tile = tile
        self._unit = self._side / (4.0 * size)
        self._offset = rng.uniform(0.0, self._side, (2, self._lives, 2)).astype(np.float32)
        self._bend = rng.uniform(0.0, 2 * math.pi, 2)

    def at(self, x: FloatArray, y: FloatArray, index: int) -> FloatArray:
        """Noise at points in heights, about unit variance."""
        if not self._streams:
            turn = 2 * math.pi * index / self._frames + self._bend[0]
            dx, dy = self._circle * math.cos(turn), 0.5 * self._circle * math.sin(turn)
            curl = 0.05 * np.sin(4.0 * y + self._bend[1])
            return self._noise(0.55 * (x + curl) + dx, y + dy, self._offset[0, 0])
        total = np.zeros_like(x)
        for phase in range(2):
            clock = index * self._lives / self._frames + 0.5 * phase
            life, age = math.floor(clock), clock - math.floor(clock)
            gone = (age - 0.5) * self._life_s
            shift = self._offset[phase, life % self._lives]
            # wisps are wider than tall, and curl as they grow old
            curl = 0.06 * age
            u = 0.55 * x - self._speed * gone + curl * np.sin(5.0 * y + self._bend[0])
            v = y + 0.25 * self._speed * gone + curl * np.sin(4.0 * x + self._bend[1])
            total += phase_weight(age) * self._noise(u, v, shift)
        return total

    def _noise(self, u: FloatArray, v: FloatArray, shift: FloatArray) -> FloatArray:
        value: FloatArray = cv2.remap(
            self._tile,
            (u * self._unit + shift[0]).astype(np.float32),
            (v * self._unit + shift[1]).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        return value
