"""From a fluid run to a plate's pixels."""

from __future__ import annotations

import math

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from filmgen.effects.fluids.recipes import FluidRecipe, Look
from filmgen.effects.fluids.run import FluidRun, grid_for, run_fluid
from filmgen.effects.imaging.detail import FlowNoise
from filmgen.effects.imaging.shading import (
    HEAT_RANGE,
    INVISIBLE,
    TABLE,
    border_window,
    flame_table,
    light_on_smoke,
)
from filmgen.media import FloatArray

GLOW_COLOUR = (1.0, 0.36, 0.08)

_LAYERS = ((0.5, 0.07, 0.92), (0.27, -0.08, 0.8))
"""Of the layers behind: share of the loop it is ago, shift in plate widths, weight."""


def shoot_fluid(
    recipe: FluidRecipe,
    *,
    width_px: int,
    height_px: int,
    frames: int,
    rate: float,
    intensity: float,
    wind: float,
    rng: np.random.Generator,
    device: str = "cpu",
) -> NDArray[np.float16]:
    """Simulate and shade an element; (T, H, W, 4) premultiplied linear float16.

    `wind` is 0 to 1, to the right.
    """
    grid = grid_for(width_px, height_px)
    run = run_fluid(
        recipe,
        grid,
        frames=frames,
        rate=rate,
        intensity=intensity,
        wind=wind,
        rng=rng,
        device=device,
    )
    # A plate smaller than the grid is shaded at a multiple of its size and averaged.
    finer = max(1, math.ceil(grid.window_columns / width_px))
    rgba = shade_run(
        run, recipe.look, finer * width_px, finer * height_px, rng=rng, loops=recipe.loops
    )
    if finer == 1:
        return rgba
    small = [
        cv2.resize(f.astype(np.float32), (width_px, height_px), interpolation=cv2.INTER_AREA)
        for f in rgba
    ]
    return np.stack(small).astype(np.float16)


def shade_run(
    run: FluidRun,
    look: Look,
    width: int,
    height: int,
    *,
    rng: np.random.Generator,
    loops: bool = True,
) -> NDArray[np.float16]:
    """Light and upscale every frame of a run."""
    heat, soot = run.heat, run.soot
    frames, rows, columns = heat.shape
    stand = layered if loops else mirrored
    if look.layers > 1:
        heat, soot = stand(heat, 0.0, look.layers), stand(soot, 0.5, look.layers)
    lit = light_on_smoke(soot, ambient=look.ambient, sun=look.sun, shadow=look.shadow)
    noise = FlowNoise(
        rng,
        size=(width, height),
        cells=(columns, rows),
        cycles=1 + max(c for pair in run.cycles for c in pair),
        tile_cells=look.grain_cells,
    )
    box = _filled_box(heat, soot, width, height)
    window = torch.from_numpy(border_window(width, height, rim=look.rim, foot=0.05)[box].copy())
    flames = None
    if look.flame:
        flames = torch.from_numpy(flame_table(look.flame, look.flame_opacity).T.copy())
    glow = [0.25 * look.glow * c for c in GLOW_COLOUR]

    def enlarge(field: FloatArray) -> torch.Tensor:
        big = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)
        return torch.from_numpy(big[box])

    out = torch.zeros((frames, height, width, 4), dtype=torch.float16)
    target = out[:, box[0], box[1]]
    for index in range(frames):
        grain = look.detail * torch.from_numpy(
            noise.frame(run.warp[index], run.ages[index], run.cycles[index])[box]
        )
        thick = enlarge(soot[index]).clamp_min_(0.0) * window * look.smoke_opacity
        thick *= torch.exp(1.4 * grain)
        cover = 1.0 - torch.exp(-thick)
        light = enlarge(lit[index]).clamp_min_(0.0) * cover
        planes = [light * shade for shade in look.smoke_colour] + [cover]
        if flames is not None:
            warmth = cover * enlarge(cv2.GaussianBlur(heat[index], (0, 0), 0.05 * rows))
            hot = enlarge(heat[index]) * window * (1.0 + grain)
            level = (hot * (TABLE / HEAT_RANGE)).clamp_(0.0, TABLE - 1.0).int().flatten()
            flame = [table.index_select(0, level).view(hot.shape) for table in flames]
            if look.veil:
                shown = 1.0 - look.veil * cover
                flame = [f * shown for f in flame]
            behind = 1.0 - flame[3]
            for channel, gain in enumerate(glow):
                planes[channel].add_(warmth, alpha=gain)
            planes = [p.mul_(behind).add_(f) for p, f in zip(planes, flame, strict=True)]
        seen = (torch.maximum(planes[0], planes[3]) * (1.0 / INVISIBLE) - 1.0).clamp_(0.0, 1.0)
        rgba = cv2.merge([(p * seen).numpy() for p in planes])
        target[index] = torch.from_numpy(rgba)
    array: NDArray[np.float16] = out.numpy()
    return array


def _filled_box(heat: FloatArray, soot: FloatArray, width: int, height: int) -> tuple[slice, slice]:
    """The pixels that anything ever reaches, with a margin for interpolation."""
    filled = (heat.max(axis=0) > 1e-3) | (soot.max(axis=0) > 1e-3)
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    if not rows.size:
        return slice(0, 1), slice(0, 1)

    def span(cells: NDArray[np.intp], count: int, size: int) -> slice:
        first, last = max(int(cells[0]) - 3, 0), min(int(cells[-1]) + 4, count)
        return slice(first * size // count, -(-last * size // count))

    return span(rows, filled.shape[0], height), span(columns, filled.shape[1], width)


def layered(field: FloatArray, opacity: float, layers: int) -> FloatArray:
    """Stand other times of the same loop behind an element: depth for the price of a roll.

    Args:
        field: (T, rows, columns) of a loop, at least 0.
        opacity: 0 joins heat, where the hotter one shows; else soot of this weight is added.
        layers: how many stand there in all, 1 to 3.
    """
    frames, _, columns = field.shape
    total = field
    for ago, aside, weight in _LAYERS[: layers - 1] if frames > 3 else ():
        moved = np.roll(field, round(ago * frames), axis=0)
        moved = _aside(moved, round(aside * columns))
        total = _union(total, weight * moved) if not opacity else total + opacity * moved
    return total


def mirrored(field: FloatArray, opacity: float, layers: int) -> FloatArray:
    """For what happens once: its own mirror image, a little later, stands behind it."""
    late = min(3 * (layers - 1), field.shape[0] - 1)
    behind = np.concatenate((np.repeat(field[:1], late, axis=0), field[: field.shape[0] - late]))
    behind = _aside(behind[:, :, ::-1], round(0.05 * field.shape[2]))
    return _union(field, 0.9 * behind) if not opacity else field + opacity * behind


def _aside(field: FloatArray, cells: int) -> FloatArray:
    """Move fields (T, rows, columns) to the right; nothing comes in from the left."""
    moved = np.roll(field, cells, axis=2)
    moved[:, :, slice(0, cells) if cells >= 0 else slice(cells, None)] = 0.0
    return moved


def _union(a: FloatArray, b: FloatArray) -> FloatArray:
    """Soft maximum of two non-negative fields."""
    a, b = a * a, b * b
    joined: FloatArray = np.sqrt(np.sqrt(a * a + b * b))
    return joined
