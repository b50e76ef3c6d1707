"""The sky: a wash that pales to the horizon, clouds left white, moon and sun, far ridges.

All of it lies at no distance and is fixed to the compass, so that a place keeps its sky from
whichever side it is seen.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import basis, half_extents
from filmgen.blocking.model import Camera, Light, SetPlan
from filmgen.previs.horizon import PAPER, SAMPLES, Ridge, ridges
from filmgen.previs.noise import field, generator
from filmgen.previs.raycast import View

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Array: TypeAlias = npt.NDArray[np.float64]

SHRINK = 3
OVERCAST = frozenset(["rain", "storm", "snow", "fog"])
MOON_HEIGHT = 0.34
"""Tangent of the elevation of moon and low sun, cheated into the picture."""


def sky_value(light: Light, plan: SetPlan, view: View, camera: Camera) -> Floats:
    """Brightness of the sky, float32 (H, W), 0 black to 1 paper: what is seen past everything."""
    if plan.kind == PAPER:
        return np.ones((view.height, view.width), np.float32)
    _, up_axis, forward = basis(camera)
    high = forward + up_axis * half_extents(camera.focal_mm, camera.aspect)[1]
    top = float(np.clip(high[1] / np.linalg.norm(high), 0.12, 0.8))
    width, rows = max(view.width // SHRINK, 8), max(view.height // SHRINK, 8)
    xs = (np.arange(width, dtype=np.float32)[None] + 0.5) * np.float32(view.width / width)
    ys = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) * np.float32(view.height / rows)
    d = view.directions.astype(np.float32)
    x, y, z = (d[i, 0] * xs + (d[i, 1] * ys + d[i, 2]) for i in range(3))
    steep = y / np.maximum(np.sqrt(x * x + z * z), 1e-6)
    layers = ridges(plan.kind, plan.seed)
    tallest = max(float(ridge.heights.max()) for ridge in layers)
    high_row, low_row = steep.max(1), steep.min(1)
    band = np.flatnonzero((low_row < tallest) & (high_row > -0.02))  # what ridges can touch
    wanted = slice(0, rows) if _is_round(light) else slice(*_ends(band))
    azimuth = np.zeros_like(steep)
    azimuth[wanted] = np.arctan2(x[wanted], z[wanted])
    value = _air(light, plan, steep, azimuth, top, view)
    if len(band):
        part = slice(*_ends(band))
        pixel = float(np.linalg.norm(view.directions[:, 1])) * view.height / rows
        for rank, ridge in enumerate(layers):
            depth = (rank + 1) / len(layers)
            value[part] = _ridge(
                value[part], ridge, steep[part], azimuth[part], light, depth, pixel
            )
    value = np.clip(value, 0.03, 1.0, out=value)
    size = (view.width, view.height)
    return np.asarray(cv2.resize(value, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _ends(rows: npt.NDArray[np.int64]) -> tuple[int, int]:
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


def _is_round(light: Light) -> bool:
    """Whether the sky differs by direction: a low sun, or a moon."""
    return is_low(light) or (_is_dark(light) and light.weather not in OVERCAST)


def _is_dark(light: Light) -> bool:
    return light.sky_tone < 0.2 or light.time_of_day.lower() == "night"


def is_low(light: Light) -> bool:
    return light.time_of_day.lower() in ("dusk", "dawn")


def _air(
    light: Light, plan: SetPlan, steep: Floats, azimuth: Floats, top: float, view: View
) -> Floats:
    """The sky without ridges."""
    rows, width = steep.shape
    height = steep / np.sqrt(1.0 + steep * steep)
    rise = np.clip(height / top, 0, 1)
    if not (_is_dark(light) or is_low(light) or light.weather in OVERCAST):
        white, under = _cumulus(plan, view, rows, width)
        clear = 1.0 - 0.40 * rise * (1.3 - 0.3 * rise)
        return np.where(white > 0.5, 1.0 - 0.22 * under, clear).astype(np.float32)
    rng = generator(plan.seed, "sky")
    wide = field(rng, rows, width, max(width / 5, 4))
    soft = field(rng, rows, width, max(width / 16, 4))
    streaks = cv2.resize(
        field(rng, rows, max(width // 6, 8), max(width / 60, 3)), (width, rows),
        interpolation=cv2.INTER_CUBIC,
    )  # fmt: skip
    clouds = np.clip(0.5 * wide + 0.45 * streaks + 0.25 * soft, -1, 1)
    weather = light.weather
    if _is_dark(light):
        glow = np.exp(-3.8 * np.clip(height, 0, 1) / top)
        value = 0.03 + 0.34 * glow
        if weather in OVERCAST:
            value = 0.10 + 0.22 * glow + 0.10 * np.clip(clouds, -0.3, 1)
        else:
            value = value + _halo(light, steep, azimuth)
            value = value + 0.12 * np.clip(clouds - 0.15, 0, 1) * np.sqrt(glow)
        return np.asarray(value, np.float32)
    if is_low(light):
        away = _apart(azimuth, float(np.arctan2(light.direction[0], light.direction[2])))
        warm = np.exp(-((away / 0.9) ** 2))
        value = 1.0 - (0.44 + 0.26 * (1 - warm)) * rise * (1.35 - 0.35 * rise) + 0.05 * warm
        bands = np.clip(1.7 * streaks + 0.5 * wide - 0.35, 0, 1)
        value = value - 0.42 * bands * (0.35 + 0.65 * rise)
        disc = np.hypot(away, (steep - 0.055)) < 0.05
        return np.where(disc, 1.05, value).astype(np.float32)
    base, gloom = {
        "rain": (0.66, 0.34), "storm": (0.44, 0.38), "snow": (0.60, 0.14), "fog": (0.93, 0.05),
    }[weather]  # fmt: skip
    value = base + 0.12 * (1 - rise) - gloom * np.clip(clouds + 0.15, 0, 1)
    return np.asarray(value, np.float32)


def _apart(azimuth: Floats, centre: float) -> Floats:
    return np.asarray(np.abs((azimuth - centre + np.pi) % (2 * np.pi) - np.pi), np.float32)


def _halo(light: Light, steep: Floats, azimuth: Floats) -> Floats:
    """The moon, and what it lights round itself."""
    away = _apart(azimuth, float(np.arctan2(light.direction[0], light.direction[2])))
    distance = np.hypot(away, steep - MOON_HEIGHT)
    disc = np.clip((0.036 - distance) / 0.004, 0, 1)
    return np.asarray(0.22 * np.exp(-((distance / 0.16) ** 2)) + 0.95 * disc, np.float32)


def puffs(plan: SetPlan) -> list[list[tuple[float, float, float]]]:
    """Fair-weather clouds: lists of (azimuth, tangent of elevation of the flat base, radius)."""
    rng = generator(plan.seed, "cumulus")
    clouds = []
    for k in range(11):
        centre = (k + rng.uniform(-0.3, 0.3)) * 2 * np.pi / 11
        base = float(rng.uniform(0.13, 0.42))
        size = float(rng.uniform(0.5, 1.0)) * (0.5 + base)
        cloud = []
        count = int(rng.integers(4, 7))
        for i in range(count):
            share = (i + 0.5) / count * 2 - 1
            radius = size * (0.13 - 0.085 * share * share) * float(rng.uniform(0.75, 1.2))
            cloud.append((centre + share * size * 0.30, base, radius))
        clouds.append(cloud)
    return clouds


def _cumulus(plan: SetPlan, view: View, rows: int, width: int) -> tuple[Floats, Floats]:
    """(cover 0 to 1, shade of undersides 0 to 1): half discs on flat bases."""
    cover = np.zeros((rows, width), np.uint8)
    under = np.zeros((rows, width), np.uint8)
    focal = 1.0 / float(np.linalg.norm(view.directions[:, 0])) * width / view.width
    right = view.directions[:, 0]
    roll = float(np.degrees(np.arcsin(np.clip(right[1] / np.linalg.norm(right), -1, 1))))
    for cloud in puffs(plan):
        table = np.asarray(cloud)
        around = np.stack([np.sin(table[:, 0]), table[:, 1], np.cos(table[:, 0])], axis=1)
        pixels = view.project(view.eye + around * 100.0)
        if (pixels[:, 2] <= 1.0).any():
            continue
        spots = pixels[:, :2] * (width / view.width, rows / view.height)
        reach = table[:, 2] * focal
        if (
            (spots[:, 0] + reach).max() < 0 or (spots[:, 0] - reach).min() > width
            or spots[:, 1].max() < 0 or (spots[:, 1] - reach).min() > rows
        ):  # fmt: skip
            continue
        for (px, py), r in zip(spots, reach, strict=True):
            centre = (round(px * 16), round(py * 16))
            axes = (round(r * 16), round(r * 0.86 * 16))
            cv2.ellipse(cover, centre, axes, roll, 180, 360, 255, -1, cv2.LINE_AA, 4)
            flat = (round(r * 1.0 * 16), round(r * 0.34 * 16))
            cv2.ellipse(under, centre, flat, roll, 180, 360, 255, -1, cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(under, (0, 0), max(width / 220, 0.8))
    scale = np.float32(1 / 255)
    return (
        np.asarray(cover * scale, np.float32),
        np.asarray(soft * scale, np.float32),
    )


def _ridge(
    value: Floats, ridge: Ridge, steep: Floats, azimuth: Floats, light: Light, depth: float,
    pixel: float,
) -> Floats:  # fmt: skip
    """A ridge laid over what lies behind it.

    Args:
        depth: 0 to 1, 1 for the nearest. pixel: size of a pixel as a tangent.
    """
    at = (azimuth + np.float32(np.pi)) * np.float32(SAMPLES / (2 * np.pi))
    column = at.astype(np.int32)
    high = ridge.heights[column % SAMPLES]
    if ridge.shape not in ("roofs", "towers"):
        share = np.asarray(at - column, np.float32)
        after = ridge.heights[(column + 1) % SAMPLES]
        high = np.asarray(high + (after - high) * share, np.float32)
    cover = np.clip((high - steep) / np.float32(pixel) + 0.5, 0, 1)
    tone: npt.NDArray[np.floating[Any]] = np.full_like(high, ridge.tone)
    lift = np.clip(1.0 - steep / np.maximum(high, 1e-4), 0, 1)
    if ridge.shape in ("peaks", "mesas"):  # faces turned from the light, leaning as ridges run
        lean = ((at + 220.0 * (high - steep)) % SAMPLES).astype(np.int32)
        slope = ridge.heights[(lean + 12) % SAMPLES] - ridge.heights[lean]
        tone = tone - np.float32(0.20) * (slope > 0)
    if _is_dark(light):
        tone = np.full_like(high, 0.13 - 0.09 * depth)
    else:
        if is_low(light):
            tone = tone * (0.95 - 0.42 * depth)
        elif light.weather == "fog":
            tone = tone + (0.95 - tone) * 0.8
        elif light.weather == "storm":
            tone = tone * 0.78
        tone = tone + (1.0 - tone) * 0.30 * lift * (1.0 if not is_low(light) else 0.3)
    return np.asarray(value + (tone - value) * cover, np.float32)
