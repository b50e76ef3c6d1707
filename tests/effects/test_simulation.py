"""The air: what a projection, an advection and a step must keep."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from torch import Tensor

from filmgen.effects.simulation import FUEL, HEAT, SOOT, Fluid, Physics

CALM = Physics(
    buoyancy=0.0,
    confinement=0.0,
    drag=0.0,
    cooling=0.0,
    chill=0.0,
    soot_decay=0.0,
    lift=0.0,
)
ROWS, COLUMNS = 48, 40


def fluid(physics: Physics = CALM) -> Fluid:
    return Fluid(ROWS, COLUMNS, physics, scale=40.0)


def noise(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def blob(y: float, x: float, radius: float = 4.0) -> Tensor:
    rows = torch.arange(ROWS)[:, None] - y
    columns = torch.arange(COLUMNS)[None, :] - x
    return torch.exp(-0.5 * (rows**2 + columns**2) / radius**2)


def test_projection_leaves_no_divergence() -> None:
    air = fluid()
    air.velocity = 20.0 * noise(2, ROWS, COLUMNS)
    before = air.divergence().abs().mean()
    air.project()
    assert before > 5.0
    assert air.divergence().abs().max() < 1e-3


def test_projection_keeps_what_has_no_divergence() -> None:
    air = fluid()
    air.velocity = 20.0 * noise(2, ROWS, COLUMNS)
    air.project()
    once = air.velocity.clone()
    air.project()
    assert torch.allclose(air.velocity, once, atol=1e-3)


def test_projection_gives_the_expansion_asked_for() -> None:
    air = fluid()
    wanted = blob(24, 20) - blob(24, 20).mean()
    air.project(blob(24, 20))
    assert torch.allclose(air.divergence(), wanted, atol=0.02)


def test_expanding_gas_pushes_outwards() -> None:
    air = fluid()
    air.project(blob(24, 20))
    u, v = air.velocity
    assert u[24, 28] > 0 > u[24, 12]
    assert v[32, 20] > 0 > v[16, 20]


def test_still_air_stays_still() -> None:
    air = fluid()
    for _ in range(5):
        air.step(1 / 48)
    assert air.velocity.abs().max() == 0
    assert air.scalars.abs().max() == 0


def test_hot_gas_rises() -> None:
    air = fluid(replace(CALM, buoyancy=3.0))
    air.scalars[HEAT] = blob(36, 20)
    heights = []
    for _ in range(16):
        air.step(1 / 24)
        heat = air.scalars[HEAT]
        rows = torch.arange(ROWS)[:, None]
        heights.append(float((heat * rows).sum() / heat.sum()))
    assert heights[-1] < heights[0] - 3
    assert all(later < earlier for earlier, later in pairwise(heights))


def test_heavy_soot_sinks() -> None:
    air = fluid(replace(CALM, soot_weight=3.0))
    air.scalars[SOOT] = blob(14, 20)
    for _ in range(12):
        air.step(1 / 24)
    soot = air.scalars[SOOT]
    assert float((soot * torch.arange(ROWS)[:, None]).sum() / soot.sum()) > 15


def test_mass_holds_and_bounds_hold_while_it_is_stirred() -> None:
    air = fluid(replace(CALM, confinement=0.1))
    air.velocity = 12.0 * noise(2, ROWS // 8, COLUMNS // 8).repeat_interleave(
        8, dim=1
    ).repeat_interleave(8, dim=2)
    air.project()
    air.scalars[SOOT] = blob(24, 20)
    before = float(air.scalars[SOOT].sum())
    for _ in range(20):
        air.step(1 / 48)
        assert air.scalars.min() >= 0
        assert air.scalars.max() <= 1.0001
    assert float(air.scalars[SOOT].sum()) == pytest.approx(before, rel=0.12)


def test_maccormack_is_sharper_than_one_look_back() -> None:
    """A blob carried along a straight line keeps its peak."""
    air = fluid(replace(CALM, lift=0.2))
    air.velocity[1] = -8.0
    air.scalars[SOOT] = blob(36, 20, radius=2.0)
    for _ in range(24):
        air.step(1 / 33)
    assert float(air.scalars[SOOT].max()) > 0.8


def test_fuel_burns_to_heat_and_heat_to_soot() -> None:
    air = fluid(replace(CALM, burn_rate=8.0, cooling=2.0, soot_yield=0.5))
    air.scalars[FUEL] = blob(24, 20)
    air.step(1 / 24)
    fuel, heat, soot = (float(s.sum()) for s in air.scalars)
    assert fuel < float(blob(24, 20).sum())
    assert heat > 0
    assert soot > 0


def test_mirrored_input_gives_mirrored_output() -> None:
    def run(flip: bool) -> Fluid:
        air = fluid(replace(CALM, buoyancy=3.0, confinement=0.2, burn_rate=4.0, expansion=0.1))
        scalars = torch.stack((blob(34, 17), blob(36, 15), blob(30, 22)))
        velocity = 6.0 * torch.stack((blob(30, 12), -blob(28, 25)))
        if flip:
            scalars, velocity = scalars.flip(2), velocity.flip(2)
            velocity[0] *= -1
        air.scalars, air.velocity = scalars.clone(), velocity.clone()
        for _ in range(8):
            air.step(1 / 48)
        return air

    plain, flipped = run(False), run(True)
    assert torch.allclose(plain.scalars, flipped.scalars.flip(2), atol=2e-3)
    assert torch.allclose(plain.velocity[0], -flipped.velocity[0].flip(1), atol=2e-2)


def test_wind_carries_the_air() -> None:
    wind = torch.full((ROWS,), 10.0)
    air = Fluid(ROWS, COLUMNS, CALM, scale=40.0, wind=wind)
    air.scalars[SOOT] = blob(24, 10)
    for _ in range(24):
        air.step(1 / 24)
    soot = air.scalars[SOOT]
    assert float((soot * torch.arange(COLUMNS)[None, :]).sum() / soot.sum()) > 14


def test_warp_tells_where_the_air_came_from() -> None:
    air = fluid(replace(CALM, lift=0.25))
    air.velocity[1] = -10.0
    for _ in range(10):
        air.step(1 / 20)
    assert torch.allclose(air.warp[1, 10:30], torch.tensor(5.0), atol=0.05)
    air.reset_warp(0)
    assert air.warp[:2].abs().max() == 0
    assert air.warp[2:].abs().max() > 1
