"""From a fluid run to a plate's pixels."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.detail import FlowNoise
from filmgen.effects.recipes import FluidRecipe, Look
from filmgen.effects.run import FluidRun, grid_for, run_fluid
from filmgen.effects.shading import (
    HEAT_RANGE,
    TABLE,
    border_window,
    flame_table,
    light_on_smoke,
)
from filmgen.media import FloatArray

_GLOW_COLOUR = np.array([1.0, 0.36, 0.08], np.float32)


def shoot_fluid(
    recipe: FluidRecipe,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    rate: float,
    intensity: float,
    wind: float,
    loop: bool,
    seed: tuple[int, ...],
    device: str = "cpu",
) -> NDArray[np.float16]:
    """Simulate and shade an element; (T, H, W, 4) premultiplied linear float16.

    `wind` is -1 to 1; the plate of -wind is the mirror image of the plate of wind.
    """
    rng = np.random.default_rng(seed)
    grid = grid_for(width_px, height_px)
    run = run_fluid(
        recipe,
        grid,
        frames=frames,
        rate=rate,
        intensity=intensity,
        wind=abs(wind),
        loop=loop,
        rng=rng,
        device=device,
    )
    return shade_run(run, recipe.look, width_px, height_px, rng=rng, mirror=wind < 0)


def shade_run(
    run: FluidRun,
    look: Look,
    width: int,
    height: int,
    *,
    rng: np.random.Generator,
    mirror: bool = False,
) -> NDArray[np.float16]:
    """Light and upscale every frame of a run."""
    heat, soot = run.heat, run.soot
    frames = heat.shape[0]
    if look.layers > 1 and frames > 3:
        # The other half of the loop stands behind: flames with depth for the price of a roll.
        heat = _union(heat, 0.85 * np.roll(heat, frames // 2, axis=0))
        soot = soot + 0.5 * np.roll(soot, frames // 2, axis=0)
    lit = light_on_smoke(soot, ambient=look.ambient, sun=look.sun, shadow=look.shadow)
    noise = FlowNoise(
        rng,
        size=(width, height),
        cells=(heat.shape[2], heat.shape[1]),
        cycles=1 + max(c for pair in run.cycles for c in pair),
    )
    window = border_window(width, height, rim=look.rim, foot=0.05)
    flames = flame_table(look.flame, look.flame_opacity) if look.flame else None
    albedo = np.array(look.smoke_colour, np.float32)
    sigma = 0.05 * heat.shape[1]
    out = torch.empty((frames, height, width, 4), dtype=torch.float16)
    rgba = np.empty((height, width, 4), np.float32)
    for index in range(frames):
        layers = [heat[index], soot[index], lit[index]]
        if flames is not None and look.glow:
            layers.append(cv2.GaussianBlur(heat[index], (0, 0), sigma))
        stack = cv2.resize(
            np.stack(layers, axis=-1), (width, height), interpolation=cv2.INTER_CUBIC
        )
        grain = noise.frame(run.warp[index], run.ages[index], run.cycles[index])
        np.multiply(grain, look.detail, out=grain)
        thick = stack[..., 1] * (look.smoke_opacity * window)
        thick *= np.maximum(1.0 + grain, 0.0)
        np.maximum(thick, 0.0, out=thick)
        cover = 1.0 - np.exp(-thick)
        light = cover * np.maximum(stack[..., 2], 0.0)
        for channel in range(3):
            np.multiply(light, albedo[channel], out=rgba[..., channel])
        rgba[..., 3] = cover
        if flames is not None:
            if look.glow:
                lift = cover * stack[..., 3]
                for channel in range(3):
                    rgba[..., channel] += lift * (look.glow * _GLOW_COLOUR[channel] * 0.25)
            hot = stack[..., 0] * window * (1.0 + 0.8 * grain)
            level = np.clip(hot * (TABLE / HEAT_RANGE), 0.0, TABLE - 1.0).astype(np.int32)
            flame = np.take(flames, level, axis=0)
            rgba *= 1.0 - flame[..., 3:]
            flame[..., :3] *= (1.0 - 0.45 * cover)[..., None]
            rgba += flame
        out[index] = torch.from_numpy(rgba[:, ::-1].copy() if mirror else rgba)
    array: NDArray[np.float16] = out.numpy()
    return array


def _union(a: FloatArray, b: FloatArray) -> FloatArray:
    """Soft maximum of two non-negative fields."""
    joined: FloatArray = np.sqrt(np.sqrt(a**4 + b**4))
    return joined
