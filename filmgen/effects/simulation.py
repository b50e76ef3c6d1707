"""A fluid in two or three dimensions: the air that flames, smoke and dust are made of.

One state, one step, for a batch of runs at once. Per step: buoyancy and vorticity confinement
push the air, a spectral projection makes it divergence-free (but for the expansion of burning
gas) and obstacles stop it, everything is carried along by MacCormack advection, fuel burns into
heat and soot, heat is lost, and the sponge at the border takes away what leaves.

Methods: semi-Lagrangian advection (Stam, Stable Fluids, 1999) corrected and limited after
Selle et al., An Unconditionally Stable MacCormack Method, 2008; vorticity confinement after
Fedkiw, Stam and Jensen, Visual Simulation of Smoke, 2001; expansion of burning gas as a
divergence source after Feldman, O'Brien and Arikan, Animating Suspended Particle Explosions, 2003.

Conventions: a grid is (rows, columns) or (layers, rows, columns); row 0 is the top, layer 0 is
next to the lens; the components of a velocity are x, y, z in cells per second, `y` positive
downwards, `z` away from the lens; the domain is periodic, which the sponge hides. Everything is
float32 on the device of the state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

FUEL, HEAT, SOOT = 0, 1, 2
WARP_PHASES = 2
_OBSTACLE_PASSES = 3
"""Projections in turn with the obstacles' own: the leak into them falls to a few per cent."""


@dataclass(frozen=True)
class Physics:
    """What the air does. Lengths are in `scale` cells ("heights"), times in seconds.

    Attributes:
        buoyancy: upward acceleration of unit heat, heights/s².
        soot_weight: downward acceleration of unit soot, heights/s².
        confinement: strength of vorticity confinement, dimensionless.
        drag: decay rate of velocity, 1/s.
        burn_rate: share of fuel burnt, 1/s.
        heat_yield: per unit of fuel.
        soot_yield: per unit of heat lost: flames turn to smoke where they cool.
        cooling: linear heat loss, 1/s: governs long tails.
        chill: constant heat loss, unit heat/s: gives flames pointed tips.
        soot_decay: 1/s.
        expansion: divergence per unit of fuel burnt.
        turbulence: acceleration of small eddies where there is heat or soot, heights/s².
        lift: mean upward flow of the whole domain (the coflow), heights/s. Without it the
            air that rises must come down beside the plume, and takes the smoke along.
    """

    buoyancy: float
    soot_weight: float = 0.0
    confinement: float = 0.2
    drag: float = 0.1
    burn_rate: float = 6.0
    heat_yield: float = 1.0
    soot_yield: float = 0.3
    cooling: float = 0.8
    chill: float = 0.5
    soot_decay: float = 0.3
    expansion: float = 0.0
    turbulence: float = 0.0
    lift: float = 0.3


class Fluid:
    """The state of the air on a grid of 2 or 3 axes, for a batch of B runs.

    Attributes:
        velocity: (B, axes, *shape), cells/s, see the module's conventions.
        scalars: (B, 3, *shape): fuel, heat and soot, all at least 0.
        warp: (B, axes * WARP_PHASES, *shape): for each phase, how far the air here has come
            since the phase was last reset, in cells: texture coordinates for detail. Only
            carried along if asked for.
    """

    def __init__(
        self,
        shape: tuple[int, ...],
        physics: Physics,
        *,
        scale: Tensor | float,
        batch: int = 1,
        wind: Tensor | None = None,
        sponge: Tensor | None = None,
        calm: Tensor | None = None,
        solid: Tensor | None = None,
        warp: bool = False,
        device: str = "cpu",
    ) -> None:
        """Still air.

        Args:
            shape: (rows, columns) or (layers, rows, columns).
            scale: cells in one "height" of `physics`: one number, or (B,) one for each run.
            wind: (rows,) or (B, rows): mean flow along x of each row, cells/s.
            sponge: (*shape) absorption rate of fuel, heat and soot, 1/s.
            calm: (*shape) rate at which the velocity returns to wind and lift, 1/s.
            solid: (*shape) or (B, *shape) bool: obstacles, through which nothing flows.
            warp: whether texture coordinates are carried along.
        """
        self.shape, self.axes = tuple(shape), len(shape)
        self.physics = physics
        self.device = torch.device(device)
        place = {"device": self.device, "dtype": torch.float32}
        ones = (1,) * self.axes
        self.scale = torch.as_tensor(scale, **place).reshape(-1, *ones).expand(batch, *ones)
        self.velocity = torch.zeros(batch, self.axes, *shape, **place)
        self.scalars = torch.zeros(batch, 3, *shape, **place)
        self.warp = torch.zeros(batch, self.axes * WARP_PHASES if warp else 0, *shape, **place)
        rows = shape[-2]
        still = torch.zeros(1, rows) if wind is None else wind.reshape(-1, rows)
        self._wind = (
            still.to(**place).reshape(-1, *ones[2:], rows, 1).expand(batch, *ones[2:], rows, 1)
        )
        self._kept = None if sponge is None else sponge.to(**place)
        self._calm = None if calm is None else calm.to(**place)
        self._clear: Tensor | None = None
        if solid is not None:
            self._clear = (~solid.to(self.device).bool()).float().reshape(-1, 1, *shape)
        self._cells = torch.stack(
            torch.meshgrid(*(torch.arange(n, **place) for n in shape), indexing="ij")[::-1]
        )
        waves = [
            _wave_numbers(n, half=axis == self.axes - 1).to(self.device)
            for axis, n in enumerate(shape)
        ]
        self._waves = torch.meshgrid(*waves, indexing="ij")[::-1]
        square = sum((k * k for k in self._waves), torch.zeros_like(self._waves[0]))
        self._inverse = torch.where(square > 0, 1.0 / square.clamp_min(1e-12), 0.0)
        self._smooth = _short_waves_out(self.shape).to(self.device)
        self._dims = tuple(range(-self.axes, 0))

    def step(self, dt_s: float, *, push: Tensor | None = None) -> None:
        """Advance by `dt_s` seconds; `push` is an acceleration (B, axes, *shape) in cells/s²."""
        physics = self.physics
        expansion = None
        if physics.expansion:
            burn = self.scalars[:, FUEL] * (1.0 - math.exp(-physics.burn_rate * dt_s))
            expansion = burn * (physics.expansion / dt_s)
        self._force(dt_s, push)
        self.project(expansion)
        self._advect(dt_s)
        self._react(dt_s)

    def reset_warp(self, phase: int) -> None:
        """Texture coordinates of one phase start afresh."""
        self.warp[:, self.axes * phase : self.axes * (phase + 1)] = 0.0

    def _force(self, dt_s: float, push: Tensor | None) -> None:
        physics = self.physics
        velocity = self.velocity
        if physics.confinement:
            velocity = velocity + (dt_s * physics.confinement) * self._confinement()
        if push is not None:
            velocity = velocity + dt_s * push
        if velocity is self.velocity:
            velocity = velocity.clone()
        lift = physics.buoyancy * self.scalars[:, HEAT]
        if physics.soot_weight:
            lift = lift - physics.soot_weight * self.scalars[:, SOOT]
        velocity[:, 1] -= (dt_s * self.scale) * lift
        velocity *= math.exp(-physics.drag * dt_s)
        # The rows' mean flow follows the wind: a plume may sway, but not drive the whole room.
        across = tuple(d for d in self._dims if d != -2)
        along = velocity[:, 0]
        along += (self._wind - along.mean(dim=across, keepdim=True)) * (1.0 - math.exp(-4.0 * dt_s))
        if self.axes == 3:
            deep = velocity[:, 2]
            deep -= deep.mean(dim=across, keepdim=True) * (1.0 - math.exp(-4.0 * dt_s))
        if self._calm is not None:
            calm = torch.exp(-dt_s * self._calm)
            along.sub_(self._wind).mul_(calm).add_(self._wind)
            lifted = -physics.lift * self.scale
            velocity[:, 1].sub_(lifted).mul_(calm).add_(lifted)
            if self.axes == 3:
                velocity[:, 2].mul_(calm)
        self.velocity = velocity

    def _confinement(self) -> Tensor:
        """Fedkiw's force: N x vorticity, N pointing to where the air spins hardest.

        Written per second: one cell of spin gains its own speed times the strength.
        """
        if self.axes == 2:
            u, v = self.velocity.unbind(1)
            spin = _slope(v, -1) - _slope(u, -2)
            size = spin.abs()
            gx, gy = _slope(size, -1), _slope(size, -2)
            floor = 1e-3 * (size.mean(dim=self._dims, keepdim=True) + 1e-3) ** 2
            norm = spin / torch.sqrt(gx * gx + gy * gy + floor)
            return torch.stack((gy * norm, -gx * norm), dim=1) * 6.0
        u, v, w = self.velocity.unbind(1)
        wx = _slope(w, -2) - _slope(v, -3)
        wy = _slope(u, -3) - _slope(w, -1)
        wz = _slope(v, -1) - _slope(u, -2)
        size = torch.sqrt(wx * wx + wy * wy + wz * wz)
        gx, gy, gz = _slope(size, -1), _slope(size, -2), _slope(size, -3)
        floor = 1e-3 * (size.mean(dim=self._dims, keepdim=True) + 1e-3) ** 2
        scale = 6.0 / torch.sqrt(gx * gx + gy * gy + gz * gz + floor)
        gx, gy, gz = gx * scale, gy * scale, gz * scale
        return torch.stack((gy * wz - gz * wy, gz * wx - gx * wz, gx * wy - gy * wx), dim=1)

    def project(self, divergence: Tensor | None = None) -> None:
        """Take the gradient part out of the velocity, leaving the divergence asked for.

        Solved exactly in Fourier space; the mean flow is set to wind and lift. Obstacles take
        their part in turn with the projection.

        Args:
            divergence: (B, *shape), 1/s.
        """
        if self._clear is None:
            self._project(divergence)
            return
        for _ in range(_OBSTACLE_PASSES):
            self._project(divergence)
            self.velocity = self.velocity * self._clear

    def _project(self, divergence: Tensor | None) -> None:
        spectrum = torch.fft.rfftn(self.velocity, dim=self._dims)
        flux = self._waves[0] * spectrum[:, 0]
        for axis in range(1, self.axes):
            flux += self._waves[axis] * spectrum[:, axis]
        if divergence is not None:
            # i k.V = D  =>  k.V = -i D
            wanted = divergence - divergence.mean(dim=self._dims, keepdim=True)
            flux += 1j * torch.fft.rfftn(wanted, dim=self._dims)
        flux *= self._inverse
        for axis in range(self.axes):
            spectrum[:, axis] -= self._waves[axis] * flux
        spectrum *= self._smooth
        origin = (slice(None), slice(None), *(0,) * self.axes)
        mean = spectrum.new_zeros(spectrum.shape[:2])
        cells = math.prod(self.shape)
        mean[:, 0] = self._wind.mean(dim=self._dims) * cells
        mean[:, 1] = -self.physics.lift * self.scale.flatten() * cells
        spectrum[origin] = mean
        self.velocity = torch.fft.irfftn(spectrum, s=self.shape, dim=self._dims)

    def divergence(self) -> Tensor:
        """Spectral divergence of the velocity, (B, *shape), 1/s."""
        spectrum = torch.fft.rfftn(self.velocity, dim=self._dims)
        flux = torch.zeros_like(spectrum[:, 0])
        for axis in range(self.axes):
            flux += 1j * self._waves[axis] * spectrum[:, axis]
        return torch.fft.irfftn(flux, s=self.shape, dim=self._dims)

    def _advect(self, dt_s: float) -> None:
        """MacCormack for velocity and scalars, plain semi-Lagrangian for the warp."""
        half = Sampler(self._cells - 0.5 * dt_s * self.velocity)
        way = dt_s * half(self.velocity)
        back = Sampler(self._cells - way)

        carried = torch.cat((self.velocity, self.scalars), dim=1)
        moved = back(carried)
        corrected = Sampler(self._cells + way)(moved)
        corrected.sub_(carried).mul_(-0.5).add_(moved)
        low, high = back.bounds(carried)
        torch.minimum(corrected, high, out=corrected)
        torch.maximum(corrected, low, out=corrected)
        self.velocity, self.scalars = corrected[:, : self.axes], corrected[:, self.axes :]

        if self.warp.shape[1]:
            warp = back(self.warp)
            for phase in range(WARP_PHASES):
                warp[:, self.axes * phase : self.axes * (phase + 1)] -= way
            self.warp = warp

    def _react(self, dt_s: float) -> None:
        physics = self.physics
        fuel, heat, soot = self.scalars.unbind(1)
        burnt = fuel * (1.0 - math.exp(-physics.burn_rate * dt_s))
        hot = heat + physics.heat_yield * burnt
        heat = hot * math.exp(-physics.cooling * dt_s)
        heat = (heat - physics.chill * dt_s).clamp_min(0.0)
        soot = (soot + physics.soot_yield * (hot - heat)) * math.exp(-physics.soot_decay * dt_s)
        scalars = torch.stack((fuel - burnt, heat, soot), dim=1)
        if self._kept is not None:
            scalars *= torch.exp(-dt_s * self._kept)
        if self._clear is not None:
            scalars *= self._clear
            self.velocity = self.velocity * self._clear
        self.scalars = scalars


class Sampler:
    """Linear look-up of fields at places in cells; beyond the border its value goes on.

    (The domain is periodic for the pressure only: whatever reaches the border is in the sponge.)

    Args:
        places: (B, axes, *shape), x first.
    """

    def __init__(self, places: Tensor) -> None:
        shape = places.shape[2:]
        self._shape = shape
        sizes = shape[::-1]
        scaled = torch.empty(
            places.shape[0], *shape, len(shape), device=places.device, dtype=places.dtype
        )
        corner: Tensor | None = None
        stride = 1
        for axis, size in enumerate(sizes):
            place = places[:, axis]
            torch.mul(place, 2.0 / (size - 1), out=scaled[..., axis])
            cell = place.clamp(0.0, size - 2.0).long()
            corner = cell if corner is None else corner.add_(cell, alpha=stride)
            stride *= size
        self._grid = scaled.sub_(1.0)
        assert corner is not None
        self._corner = corner.flatten(1)

    def __call__(self, fields: Tensor) -> Tensor:
        """Values of fields (B, C, *shape) at the places."""
        return torch.nn.functional.grid_sample(
            fields, self._grid, padding_mode="border", align_corners=True
        )

    def bounds(self, fields: Tensor) -> tuple[Tensor, Tensor]:
        """The least and the greatest of the cells (four or eight) around each place."""
        found = []
        for pick in (torch.minimum, torch.maximum):
            field = fields
            for dim in range(2, fields.ndim):
                size = field.shape[dim] - 1
                both = pick(field.narrow(dim, 0, size), field.narrow(dim, 1, size))
                field = torch.cat((both, field.narrow(dim, size, 1)), dim=dim)
            batch, channels = field.shape[:2]
            flat = field.reshape(batch, channels, -1)
            rows = [
                flat[b].index_select(1, self._corner[b]).view(1, channels, *self._shape)
                for b in range(batch)
            ]
            found.append(rows[0] if batch == 1 else torch.cat(rows))
        return found[0], found[1]


def _slope(field: Tensor, dim: int) -> Tensor:
    """Central difference along a periodic axis, per cell."""
    return 0.5 * (torch.roll(field, -1, dim) - torch.roll(field, 1, dim))


def _short_waves_out(shape: tuple[int, ...]) -> Tensor:
    """A step's gain of each wave of the velocity: 1 but for the very shortest.

    Central differences do not see waves of two cells, so nothing else would ever damp them, and
    they show as a lattice in thick smoke (Hou and Li, 2007, use such a smooth cut in spectra).
    """
    ks = [
        torch.fft.rfftfreq(n) if axis == len(shape) - 1 else torch.fft.fftfreq(n)
        for axis, n in enumerate(shape)
    ]
    gain = torch.ones(())
    for wave in torch.meshgrid(*ks, indexing="ij"):
        gain = gain * torch.exp(-3.0 * (2.0 * wave.abs()) ** 8)
    return gain


def _wave_numbers(n: int, *, half: bool) -> Tensor:
    """Angular wave numbers per cell; the Nyquist one is 0, since it has no derivative."""
    k = torch.fft.rfftfreq(n) if half else torch.fft.fftfreq(n)
    k = k * (2.0 * math.pi)
    if n % 2 == 0:
        k[n // 2] = 0.0
    return k
