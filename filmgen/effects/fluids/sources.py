"""What feeds an element: a bed of small burners that flicker, or a charge that goes off.

A source is a function of time alone (seeded), so that a run can be started anywhere. Flicker is
a sum of sines of seeded frequencies: smooth, and independent of the step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


@dataclass(frozen=True)
class SourceRecipe:
    """A bed of burners along the foot of an element. Lengths in heights, rates per second.

    Attributes:
        half_width: of the whole bed.
        radius: of one burner, the standard deviation of a Gaussian.
        burners: how many lie side by side.
        fuel, heat, soot: fed at a burner's centre at full strength.
        flicker: 0 burns steadily; 1 goes out and flares up.
        flicker_hz: middle of the flicker's frequencies.
        updraft: speed of the gas leaving a burner, heights/s: the coflow.
        sway: sideways acceleration that shakes the burners, heights/s².
        rise: height of the bed's middle above the element's foot.
        scatter: how far burners lie above and below it.
        burst_s: 0 for a steady source; else a charge that burns out in this time.
    """

    half_width: float
    radius: float
    burners: int
    fuel: float
    heat: float
    soot: float
    flicker: float = 0.6
    flicker_hz: float = 3.0
    updraft: float = 0.5
    sway: float = 2.0
    rise: float = 0.0
    scatter: float = 0.0
    burst_s: float = 0.0


def size_gain(intensity: float) -> float:
    """Factor on all lengths of the physics: 1 at an intensity of 0.6."""
    return 1.0 + 0.5 * (intensity - 0.6)


class Source:
    """A recipe placed on a grid of (rows, columns) or (layers, rows, columns).

    Args:
        foot: (x, y) or (x, y, z) of the bed's middle, in cells.
        scale: cells in one height.
        width: factor on the bed's width (and the number of burners).
        strength: factor on what is fed.
        depth: half depth of the bed along z as a share of its half width.
    """

    def __init__(
        self,
        recipe: SourceRecipe,
        shape: tuple[int, ...],
        *,
        foot: tuple[float, ...],
        scale: float,
        width: float,
        strength: float = 1.0,
        depth: float = 0.6,
        rng: np.random.Generator,
        device: str = "cpu",
    ) -> None:
        self.recipe = recipe
        self._scale = scale
        self._strength = strength
        self._device = device
        count = max(2, round(recipe.burners * width))
        half = recipe.half_width * width * scale
        radius = max(recipe.radius * scale, 1.2)
        spread = np.linspace(-1.0, 1.0, count)
        jitter = rng.uniform(-0.7, 0.7, count) / count
        centres = foot[0] + half * (spread + jitter)
        heights = foot[1] - rng.uniform(0.0, 0.8, count) * radius
        heights += recipe.scatter * scale * rng.uniform(-1.0, 1.0, count)
        radii = radius * rng.uniform(0.75, 1.3, count)
        places = [centres, heights]
        widths = [radii, 0.55 * radii]
        if len(shape) == 3:
            # an oval bed: the ends of the row lie in its middle
            room = np.sqrt(np.maximum(1.0 - (0.85 * spread) ** 2, 0.1))
            places.append(foot[2] + depth * half * room * rng.uniform(-1.0, 1.0, count))
            widths.append(radii)
        # Only the slab of rows that the burners reach is ever touched.
        reach = 4.0 * 0.55 * float(radii.max())
        top = max(0, math.floor(float(heights.min()) - reach))
        foot_row = min(shape[-2], math.ceil(float(heights.max()) + reach) + 1)
        self._rows = slice(top, foot_row)
        offsets = (0, top, 0)
        sizes = [shape[-1], foot_row - top, *shape[:-2]]
        blobs = np.exp(-0.7 * spread**2).reshape(-1, *(1,) * len(shape))
        for axis, (place, wide, size) in enumerate(zip(places, widths, sizes, strict=True)):
            line = np.arange(size, dtype=np.float64)[None, :] + offsets[axis]
            falloff = np.exp(-0.5 * ((line - place[:, None]) / wide[:, None]) ** 2)
            # components run x, y, z; the grid's axes z, y, x
            view = [1] * len(shape)
            view[len(shape) - 1 - axis] = size
            blobs = blobs * falloff.reshape(count, *view)
        blobs[blobs < 1e-4] = 0.0
        self._shape = tuple(sizes[::-1])
        self._blobs = torch.from_numpy(blobs.reshape(count, -1).astype(np.float32)).to(device)
        self._flicker = _Wobble(count, recipe.flicker_hz, rng)
        self._sway = _Wobble(count, 0.7 * recipe.flicker_hz, rng)

    def _mask(self, gains: NDArray[np.float64]) -> Tensor:
        row = torch.from_numpy(gains.astype(np.float32))[None, :].to(self._device)
        return (row @ self._blobs).view(self._shape)

    def feed(self, time_s: float, dt_s: float, velocity: Tensor, scalars: Tensor) -> None:
        """Add a step's fuel, heat, soot and motion in place.

        Args:
            velocity: (axes, *shape) and
            scalars: (3, *shape) of one run.
        """
        recipe = self.recipe
        gains = np.clip(1.0 + recipe.flicker * 1.5 * self._flicker(time_s), 0.0, 2.2)
        if recipe.burst_s:
            gains = gains * max(0.0, 1.0 - time_s / recipe.burst_s) ** 0.5
            if not gains.any():
                return
        mask = self._mask(gains)
        here = scalars[..., self._rows, :]
        for channel, rate in enumerate((recipe.fuel, recipe.heat, recipe.soot)):
            if rate:
                here[channel].add_(mask, alpha=dt_s * rate * self._strength)
        up = velocity[1, ..., self._rows, :]
        hold = 1.0 - torch.exp(-12.0 * dt_s * mask.clamp_max(1.5))
        up += hold * (-recipe.updraft * self._scale - up)
        if recipe.sway:
            sideways = self._mask(gains * self._sway(time_s))
            along = velocity[0, ..., self._rows, :]
            along.add_(sideways, alpha=dt_s * recipe.sway * self._scale)


class Eddies:
    """Small eddies that the grid is too coarse to grow by itself: a force, (axes, *shape) cells/s².

    Two sheets of divergence-free noise drift upwards at different speeds; their sum boils.
    """

    def __init__(
        self,
        shape: tuple[int, ...],
        strength: float,
        rise: float,
        rng: np.random.Generator,
        device: str,
    ) -> None:
        axes = tuple(range(len(shape)))
        ks = [
            np.fft.rfftfreq(n) if axis == axes[-1] else np.fft.fftfreq(n)
            for axis, n in enumerate(shape)
        ]
        waves = np.meshgrid(*ks, indexing="ij")[::-1]  # x, y, z
        size = np.sqrt(sum(k * k for k in waves))
        # a band from 24 down to 6 cells
        band = np.exp(-0.5 * ((np.log(np.maximum(size, 1e-6) * 11.0)) / 0.45) ** 2)
        # Columns that do not change with height would stand still though the sheets drift, and
        # comb slow smoke into upright streaks.
        band *= 1.0 - np.exp(-((waves[1] / np.maximum(0.4 * size, 1e-6)) ** 2))

        def drawn() -> NDArray[np.complex128]:
            spectrum: NDArray[np.complex128] = np.fft.rfftn(rng.standard_normal(shape)) * band
            return spectrum

        sheets = []
        for _ in range(2):
            if len(shape) == 2:
                stream = drawn()
                turned = [1j * waves[1] * stream, -1j * waves[0] * stream]
            else:  # the curl of a vector potential
                px, py, pz = drawn(), drawn(), drawn()
                kx, ky, kz = waves
                turned = [ky * pz - kz * py, kz * px - kx * pz, kx * py - ky * px]
                turned = [1j * part for part in turned]
            swirl = np.stack([np.fft.irfftn(part, s=shape, axes=axes) for part in turned])
            sheets.append(strength * swirl / max(float(swirl.std()), 1e-9))
        self._sheets = [torch.from_numpy(s.astype(np.float32)).to(device) for s in sheets]
        self._rises = (rise, 1.7 * rise)

    def at(self, time_s: float) -> Tensor:
        """The force at a time."""
        moved = [
            torch.roll(sheet, -round(rise * time_s), dims=-2)
            for sheet, rise in zip(self._sheets, self._rises, strict=True)
        ]
        return moved[0] + moved[1]


class _Wobble:
    """Seeded smooth noise in time, `count` independent values of unit variance."""

    def __init__(self, count: int, middle_hz: float, rng: np.random.Generator) -> None:
        waves = 5
        self._hz = middle_hz * 2.0 ** rng.uniform(-1.3, 1.3, (count, waves))
        self._phase = rng.uniform(0.0, 2.0 * math.pi, (count, waves))
        self._gain = math.sqrt(2.0 / waves)

    def __call__(self, time_s: float) -> NDArray[np.float64]:
        angles = 2.0 * math.pi * self._hz * time_s + self._phase
        total: NDArray[np.float64] = self._gain * np.sin(angles).sum(axis=1)
        return total
