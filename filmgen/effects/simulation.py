"""A two-dimensional fluid: the air that flames, smoke and dust are drawn from.

One state, one step. Per step: buoyancy and vorticity confinement push the air, a spectral
projection makes it divergence-free (but for the expansion of burning gas), everything is carried
along by MacCormack advection, fuel burns into heat and soot, heat is lost, and the sponge at the
border takes away what leaves.

Methods: semi-Lagrangian advection (Stam, Stable Fluids, 1999) corrected and limited after
Selle et al., An Unconditionally Stable MacCormack Method, 2008; vorticity confinement after
Fedkiw, Stam and Jensen, Visual Simulation of Smoke, 2001; expansion of burning gas as a
divergence source after Feldman, O'Brien and Arikan, Animating Suspended Particle Explosions, 2003.

Conventions: row 0 is the top; velocities are in cells per second, `v` positive downwards; the
domain is periodic, which the sponge hides. Everything is float32 on the device of the state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

FUEL, HEAT, SOOT = 0, 1, 2
WARP_PHASES = 2


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
    """The state of the air on a grid of (rows, columns) cells.

    Attributes:
        velocity: (2, H, W), u to the right and v downwards, cells/s.
        scalars: (3, H, W): fuel, heat and soot, all at least 0.
        warp: (2 * WARP_PHASES, H, W): for each phase, how far (x, y) the air here has come
            from since the phase was last reset, in cells: texture coordinates for detail.
    """

    def __init__(
        self,
        rows: int,
        columns: int,
        physics: Physics,
        *,
        scale: float,
        wind: Tensor | None = None,
        sponge: Tensor | None = None,
        calm: Tensor | None = None,
        device: str = "cpu",
    ) -> None:
        """Still air.

        Args:
            scale: cells in one "height" of `physics`.
            wind: (H,) mean horizontal flow of each row, cells/s.
            sponge: (H, W) absorption rate of fuel, heat and soot, 1/s.
            calm: (H, W) rate at which the velocity returns to wind and lift, 1/s.
        """
        self.rows, self.columns = rows, columns
        self.physics = physics
        self.scale = scale
        self.device = torch.device(device)
        zeros = torch.zeros(rows, columns, device=self.device)
        self.velocity = zeros.expand(2, -1, -1).clone()
        self.scalars = zeros.expand(3, -1, -1).clone()
        self.warp = zeros.expand(2 * WARP_PHASES, -1, -1).clone()
        self._wind = torch.zeros(rows) if wind is None else wind
        self._wind = self._wind.to(self.device, torch.float32)[:, None]
        self._sponge = zeros if sponge is None else sponge.to(self.device, torch.float32)
        self._calm = zeros if calm is None else calm.to(self.device, torch.float32)
        self._y = torch.arange(rows, device=self.device, dtype=torch.float32)[:, None]
        self._x = torch.arange(columns, device=self.device, dtype=torch.float32)[None, :]
        self._kx = _wave_numbers(columns, half=True).to(self.device)[None, :]
        self._ky = _wave_numbers(rows, half=False).to(self.device)[:, None]
        square = self._kx**2 + self._ky**2
        self._inverse = torch.where(square > 0, 1.0 / square.clamp_min(1e-12), 0.0)

    def step(self, dt_s: float, *, push: Tensor | None = None) -> None:
        """Advance by `dt_s` seconds; `push` is an acceleration (2, H, W) in cells/s²."""
        physics = self.physics
        burn = self.scalars[FUEL] * (1.0 - math.exp(-physics.burn_rate * dt_s))
        self._force(dt_s, push)
        self.project(burn * (physics.expansion / dt_s) if physics.expansion else None)
        self._advect(dt_s)
        self._react(dt_s)

    def reset_warp(self, phase: int) -> None:
        """Texture coordinates of one phase start afresh."""
        self.warp[2 * phase : 2 * phase + 2] = 0.0

    def _force(self, dt_s: float, push: Tensor | None) -> None:
        physics = self.physics
        lift = physics.buoyancy * self.scalars[HEAT] - physics.soot_weight * self.scalars[SOOT]
        self.velocity[1] -= (dt_s * self.scale) * lift
        if push is not None:
            self.velocity += dt_s * push
        if physics.confinement:
            self.velocity += (dt_s * physics.confinement) * self._confinement()
        self.velocity *= math.exp(-physics.drag * dt_s)
        # The rows' mean flow follows the wind: a plume may sway, but not drive the whole room.
        drift = self._wind - self.velocity[0].mean(dim=1, keepdim=True)
        self.velocity[0] += drift * (1.0 - math.exp(-4.0 * dt_s))
        calm = torch.exp(-dt_s * self._calm)
        self.velocity[0] = self._wind + (self.velocity[0] - self._wind) * calm
        lifted = -physics.lift * self.scale
        self.velocity[1] = lifted + (self.velocity[1] - lifted) * calm

    def _confinement(self) -> Tensor:
        """Fedkiw's force: N x vorticity, N pointing to where the air spins hardest."""
        u, v = self.velocity
        spin = 0.5 * (_ahead(v, 1) - _behind(v, 1) - _ahead(u, 0) + _behind(u, 0))
        size = spin.abs()
        gx = 0.5 * (_ahead(size, 1) - _behind(size, 1))
        gy = 0.5 * (_ahead(size, 0) - _behind(size, 0))
        norm = spin / torch.sqrt(gx * gx + gy * gy + 1e-3 * (size.mean() + 1e-3) ** 2)
        # Written per second: one cell of spin gains its own speed times the strength.
        return torch.stack((gy * norm, -gx * norm)) * 6.0

    def project(self, divergence: Tensor | None = None) -> None:
        """Take the gradient part out of the velocity, leaving the divergence asked for.

        Solved exactly in Fourier space; the mean flow is set to wind and lift.
        """
        spectrum = torch.fft.rfft2(self.velocity)
        flux = self._kx * spectrum[0] + self._ky * spectrum[1]
        if divergence is not None:
            # i k.V = D  =>  k.V = -i D
            flux = flux + 1j * torch.fft.rfft2(divergence - divergence.mean())
        potential = flux * self._inverse
        spectrum = torch.stack(
            (spectrum[0] - self._kx * potential, spectrum[1] - self._ky * potential)
        )
        cells = self.rows * self.columns
        spectrum[0, 0, 0] = self._wind.mean() * cells
        spectrum[1, 0, 0] = -self.physics.lift * self.scale * cells
        self.velocity = torch.fft.irfft2(spectrum, s=(self.rows, self.columns))

    def divergence(self) -> Tensor:
        """Spectral divergence of the velocity, (H, W), 1/s."""
        spectrum = torch.fft.rfft2(self.velocity)
        flux = 1j * (self._kx * spectrum[0] + self._ky * spectrum[1])
        return torch.fft.irfft2(flux, s=(self.rows, self.columns))

    def _advect(self, dt_s: float) -> None:
        """MacCormack for velocity and scalars, plain semi-Lagrangian for the warp."""
        u, v = self.velocity
        half = _Sampler(self._x - 0.5 * dt_s * u, self._y - 0.5 * dt_s * v)
        mid_u, mid_v = half(self.velocity)
        back_x, back_y = dt_s * mid_u, dt_s * mid_v
        back = _Sampler(self._x - back_x, self._y - back_y)
        ahead = _Sampler(self._x + back_x, self._y + back_y)

        carried = torch.cat((self.velocity, self.scalars))
        moved, low, high = back.bounded(carried)
        returned = ahead(moved)
        corrected = moved + 0.5 * (carried - returned)
        corrected = torch.minimum(torch.maximum(corrected, low), high)
        self.velocity, self.scalars = corrected[:2], corrected[2:]

        warp = back(self.warp)
        warp[0::2] -= back_x
        warp[1::2] -= back_y
        self.warp = warp

    def _react(self, dt_s: float) -> None:
        physics = self.physics
        fuel, heat, soot = self.scalars
        burnt = fuel * (1.0 - math.exp(-physics.burn_rate * dt_s))
        hot = heat + physics.heat_yield * burnt
        heat = hot * math.exp(-physics.cooling * dt_s)
        heat = (heat - physics.chill * dt_s).clamp_min(0.0)
        soot = (soot + physics.soot_yield * (hot - heat)) * math.exp(-physics.soot_decay * dt_s)
        self.scalars = torch.stack((fuel - burnt, heat, soot)) * torch.exp(-dt_s * self._sponge)


class _Sampler:
    """Bilinear look-up of fields at (x, y), in cells; beyond the border its value goes on.

    (The domain is periodic for the pressure only: whatever reaches the border is in the sponge.)
    """

    def __init__(self, x: Tensor, y: Tensor) -> None:
        rows, columns = x.shape
        scaled = torch.stack((x * (2.0 / (columns - 1)) - 1.0, y * (2.0 / (rows - 1)) - 1.0), -1)
        self._grid = scaled[None]
        left = x.clamp(0.0, columns - 2.0).int()
        top = y.clamp(0.0, rows - 2.0).int()
        self._corner = (top * columns + left).flatten()

    def __call__(self, fields: Tensor) -> Tensor:
        return torch.nn.functional.grid_sample(
            fields[None], self._grid, padding_mode="border", align_corners=True
        )[0]

    def bounded(self, fields: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The value, and the least and greatest of the four cells it came from."""
        shape = fields.shape
        low, high = fields.clone(), fields.clone()
        for field, pick in ((low, torch.minimum), (high, torch.maximum)):
            field[:, :, :-1] = pick(field[:, :, :-1], fields[:, :, 1:])
            field[:, :-1] = pick(field[:, :-1], field[:, 1:].clone())
        low, high = (
            f.view(shape[0], -1).index_select(1, self._corner).view(shape) for f in (low, high)
        )
        return self(fields), low, high


def _ahead(field: Tensor, dim: int) -> Tensor:
    return torch.roll(field, -1, dim)


def _behind(field: Tensor, dim: int) -> Tensor:
    return torch.roll(field, 1, dim)


def _wave_numbers(n: int, *, half: bool) -> Tensor:
    """Angular wave numbers per cell; the Nyquist one is 0, since it has no derivative."""
    k = torch.fft.rfftfreq(n) if half else torch.fft.fftfreq(n)
    k = k * (2.0 * math.pi)
    if n % 2 == 0:
        k[n // 2] = 0.0
    return k
