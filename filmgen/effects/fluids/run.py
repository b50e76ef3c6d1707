"""A fluid element shot from warm-up to last frame: fields per frame, ready to be shaded.

The grid depends on the plate's aspect alone, so that a small preview shows the same flames as
the final plate. The plate is a window in a larger domain, so that what drifts out of it is gone
before the domain's periodic border could bring it back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch

from filmgen.effects.fluids.loop import close_loop, close_loop_linear, fade_frames
from filmgen.effects.fluids.recipes import FluidRecipe
from filmgen.effects.fluids.sources import Eddies, Source, size_gain
from filmgen.effects.simulation import HEAT, SOOT, WARP_PHASES, Fluid
from filmgen.media import FloatArray

WINDOW_CELLS = 12_500
SUBSTEP_S = 1.0 / 48.0
WARP_LIFE_S = 0.55
_PAD_SIDE, _PAD_TOP, _PAD_FOOT = 0.14, 0.2, 0.1
_FOOT_INSET = 0.075
_SETTLE_FRAMES = 8


@dataclass(frozen=True)
class Grid:
    """The solver's grid and the window of it that the plate shows, in cells."""

    rows: int
    columns: int
    top: int
    left: int
    window_rows: int
    window_columns: int

    @property
    def scale(self) -> float:
        """Cells in one height: the window's height, but no more than 1.3 of its width."""
        return min(float(self.window_rows), 1.3 * self.window_columns)

    def crop(self, field: FloatArray) -> FloatArray:
        """The plate's part of fields (..., rows, columns)."""
        rows = slice(self.top, self.top + self.window_rows)
        columns = slice(self.left, self.left + self.window_columns)
        return field[..., rows, columns]


@dataclass(frozen=True)
class FluidRun:
    """Fields of every frame, float32, the plate's window only.

    Attributes:
        heat, soot: (T, rows, columns), at least 0.
        warp: (T, 2 * WARP_PHASES, rows, columns), cells.
        ages: (T, WARP_PHASES) in 0..1.
        cycles: (T, WARP_PHASES) how often each phase was reset before.
    """

    grid: Grid
    heat: FloatArray
    soot: FloatArray
    warp: FloatArray
    ages: tuple[tuple[float, ...], ...]
    cycles: tuple[tuple[int, ...], ...]


def grid_for(width_px: int, height_px: int) -> Grid:
    """A grid of about `WINDOW_CELLS` square cells in the plate's aspect, FFT-friendly sizes."""
    aspect = min(max(width_px / height_px, 0.25), 4.0)
    rows = math.sqrt(WINDOW_CELLS / aspect)
    columns = rows * aspect
    window_rows, window_columns = round(rows), round(columns)
    all_rows = _friendly(math.ceil(rows * (1 + _PAD_TOP + _PAD_FOOT)))
    all_columns = _friendly(math.ceil(columns + 2 * _PAD_SIDE * min(rows, columns)))
    if (all_columns - window_columns) % 2:
        window_columns += 1
    return Grid(
        rows=all_rows,
        columns=all_columns,
        top=all_rows - window_rows - round(_PAD_FOOT * rows),
        left=(all_columns - window_columns) // 2,
        window_rows=window_rows,
        window_columns=window_columns,
    )


def run_fluid(
    recipe: FluidRecipe,
    grid: Grid,
    *,
    frames: int,
    rate: float,
    intensity: float,
    wind: float,
    rng: np.random.Generator,
    device: str = "cpu",
) -> FluidRun:
    """Simulate; `wind` is 0 to 1, to the right.

    Elements that go on come as a loop, always: the layers of `shade_run` need one.
    """
    loop = recipe.loops
    dt_s = recipe.tempo_for(frames / rate) / rate
    substeps = max(1, round(dt_s / SUBSTEP_S))
    fade = fade_frames(frames, rate, recipe.fade_s) if loop else 0
    warm_frames = round(recipe.warm_up_s * rate)
    total = frames + fade

    size = 0.5 + 0.83 * intensity
    scale = grid.scale * size_gain(intensity)
    height = np.arange(grid.rows, dtype=np.float32)
    foot_y = grid.top + grid.window_rows * (1.0 - _FOOT_INSET)
    above = np.clip((foot_y - height) / grid.window_rows, 0.0, 1.0)
    # in a narrow plate a plume has less room to lean
    breeze = wind * recipe.wind_speed * min(grid.scale, grid.window_columns) * above**0.6
    shape = (grid.rows, grid.columns)
    fluid = Fluid(
        shape,
        recipe.physics,
        scale=scale,
        wind=torch.from_numpy(breeze.astype(np.float32)),
        sponge=torch.from_numpy(_sponge(grid)),
        calm=torch.from_numpy(_calm(grid)),
        warp=True,
        device=device,
    )
    source = Source(
        recipe.source,
        shape,
        foot=(grid.left + 0.5 * grid.window_columns, foot_y - recipe.source.rise * scale),
        scale=min(grid.window_columns, 1.3 * grid.window_rows) * 0.8,
        width=size,
        strength=0.5 + 0.83 * intensity,
        rng=rng,
        device=device,
    )

    eddies = None
    if recipe.physics.turbulence:
        strength = recipe.physics.turbulence * scale
        eddies = Eddies(shape, strength, 0.9 * scale, rng, device)

    # Whole lives of the texture phases fit the loop, so their resets meet at the seam.
    lives = max(1, round(frames / rate / WARP_LIFE_S))
    window = (grid.window_rows, grid.window_columns)
    heat, soot = (np.empty((total, *window), np.float32) for _ in range(2))
    warp = np.empty((total, 2 * WARP_PHASES, *window), np.float32)
    ages, cycles = [], []
    phase_now = [-1] * WARP_PHASES
    for index in range(-warm_frames, total):
        clock = [index * lives / frames + p / WARP_PHASES for p in range(WARP_PHASES)]
        for phase, at in enumerate(clock):
            if math.floor(at) != phase_now[phase]:
                fluid.reset_warp(phase)
                phase_now[phase] = math.floor(at)
        if index >= 0:
            heat[index] = grid.crop(fluid.scalars[0, HEAT].cpu().numpy())
            soot[index] = grid.crop(fluid.scalars[0, SOOT].cpu().numpy())
            warp[index] = grid.crop(fluid.warp[0].cpu().numpy())
            ages.append(tuple(at - math.floor(at) for at in clock))
            cycles.append(tuple(math.floor(at) % (lives if loop else 10**9) for at in clock))
        # Far from the first frame, coarse steps will do.
        parts = substeps if index >= -_SETTLE_FRAMES or not loop else max(1, substeps // 2)
        for sub in range(parts):
            time_s = (index + warm_frames + sub / parts) * dt_s
            source.feed(time_s, dt_s / parts, fluid.velocity[0], fluid.scalars[0])
            push = None
            if eddies is not None:
                there = (fluid.scalars[0, HEAT] + fluid.scalars[0, SOOT]).clamp_max(1.0)
                push = (eddies.at(time_s) * there)[None]
            fluid.step(dt_s / parts, push=push)

    if not loop:
        heat, soot = _dissolve(heat), _dissolve(soot)
    else:
        heat, soot = close_loop(heat, frames), close_loop(soot, frames)
        warp = close_loop_linear(warp, frames)
    return FluidRun(grid, heat, soot, warp, tuple(ages[:frames]), tuple(cycles[:frames]))


def _dissolve(field: FloatArray) -> FloatArray:
    """Wear a field away over the last part of a run that does not loop: gone before the last frame.

    Subtracting leaves wisps where scaling would leave a ghost; both, since neither ends alone.
    """
    frames = field.shape[0]
    # a few frames early, for the layer that stands behind is a little late
    age = np.arange(frames) / max(frames - 5, 1)
    gone = np.clip((age - 0.45) / 0.55, 0.0, 1.0)[:, None, None]
    most = np.percentile(field, 99.0, axis=(1, 2), keepdims=True)
    worn: FloatArray = np.maximum(field - 0.8 * gone**1.5 * most, 0.0) * (1.0 - gone**2)
    return worn.astype(np.float32)


def _calm(grid: Grid) -> FloatArray:
    """Rate (1/s) at which air comes to rest: at the sides and round the border of top and foot.

    A plume stopped right above the plate would spread as under a lid, so it is slowed only in
    the far half of the top margin and stopped in the foot's, where it has come round.
    """
    y = np.arange(grid.rows)
    below = np.where(y >= grid.top + grid.window_rows + 2, 60.0, 0.0)
    above = 40.0 * np.clip(0.5 - y / max(grid.top, 1), 0.0, 0.5)
    x = np.arange(grid.columns)
    side = np.minimum(x, grid.columns - 1 - x) / max(grid.left, 1)
    still = np.maximum((below + above)[:, None], 10.0 * np.clip(1.0 - side, 0.0, 1.0) ** 2)
    return still.astype(np.float32)


def _sponge(grid: Grid) -> FloatArray:
    """Absorption rate (1/s): 0 in the window, rising to 12 at the domain's border."""

    def ramp(n: int, before: int, after: int) -> FloatArray:
        i = np.arange(n, dtype=np.float32)
        first = np.clip(1.0 - (i + 0.5) / max(before, 1), 0.0, 1.0)
        last = np.clip(1.0 - (n - 0.5 - i) / max(after, 1), 0.0, 1.0)
        both: FloatArray = np.maximum(first, last)
        return both

    right = grid.columns - grid.window_columns - grid.left
    foot = grid.rows - grid.window_rows - grid.top
    across = ramp(grid.columns, grid.left, right)[None, :]
    down = ramp(grid.rows, grid.top, max(foot - 2, 1))[:, None]
    return (12.0 * np.maximum(across, down) ** 1.5).astype(np.float32)


def _friendly(n: int) -> int:
    """The least even number >= n with no prime factor above 5: fast to Fourier transform."""
    n += n % 2
    while True:
        rest = n
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return n
        n += 2
