"""The air: what a projection, an advection and a step must keep, in two and in three dimensions."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from torch import Tensor

from filmgen.effects.simulation import FUEL, HEAT, SOOT, Fluid, Physics, Sampler

CALM = Physics(
    buoyancy=0.0,
    confinement=0.0,
    drag=0.0,
    cooling=0.0,
    chill=0.0,
    soot_decay=0.0,
    lift=0.0,
)
ROWS, COLUMNS, LAYERS = 48, 40, 24
FLAT, DEEP = (ROWS, COLUMNS), (LAYERS, ROWS, COLUMNS)
both = pytest.mark.parametrize("shape", [FLAT, DEEP], ids=["2D", "3D"])


def noise(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def axis(shape: tuple[int, ...], name: str) -> Tensor:
    """Coordinates of one axis, shaped to broadcast over the grid."""
    dim = {"x": -1, "y": -2, "z": -3}[name]
    view = [1] * len(shape)
    view[dim] = shape[dim]
    return torch.arange(float(shape[dim])).view(view)


def blob(shape: tuple[int, ...], y: float, x: float, radius: float = 4.0) -> Tensor:
    square = (axis(shape, "y") - y) ** 2 + (axis(shape, "x") - x) ** 2
    if len(shape) == 3:
        square = square + (axis(shape, "z") - 0.5 * (shape[0] - 1)) ** 2
    return torch.exp(-0.5 * square / radius**2)


def middle(field: Tensor, shape: tuple[int, ...], name: str) -> float:
    """Centre of mass of a field along an axis, cells."""
    return float((field * axis(shape, name)).sum() / field.sum())


def stirred(shape: tuple[int, ...], speed: float) -> Tensor:
    """A smooth random velocity, (1, axes, *shape)."""
    coarse = noise(1, len(shape), *(n // 8 for n in shape))
    mode = "bilinear" if len(shape) == 2 else "trilinear"
    return speed * torch.nn.functional.interpolate(coarse, size=shape, mode=mode)


@both
def test_projection_leaves_no_divergence(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0, batch=2)
    air.velocity = 20.0 * noise(2, len(shape), *shape)
    before = air.divergence().abs().mean()
    air.project()
    assert before > 5.0
    assert air.divergence().abs().max() < 2e-3


@both
def test_projection_keeps_what_has_no_divergence(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0)
    air.velocity[0, 0] = 20.0 * torch.sin(4 * math.pi * axis(shape, "y") / ROWS)
    once = air.velocity.clone()
    air.project()
    assert torch.allclose(air.velocity, once, atol=0.01)


@both
def test_projection_gives_the_expansion_asked_for(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0)
    source = blob(shape, 24, 20)[None]
    air.project(source)
    assert torch.allclose(air.divergence(), source - source.mean(), atol=0.02)


@both
def test_expanding_gas_pushes_outwards(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0)
    air.project(blob(shape, 24, 20)[None])
    layer = (LAYERS // 2,) * (len(shape) - 2)
    u, v = air.velocity[0, 0][layer], air.velocity[0, 1][layer]
    assert u[24, 28] > 0 > u[24, 12]
    assert v[32, 20] > 0 > v[16, 20]


@both
def test_still_air_stays_still(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0)
    for _ in range(5):
        air.step(1 / 48)
    assert air.velocity.abs().max() == 0
    assert air.scalars.abs().max() == 0


@both
def test_hot_gas_rises(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, replace(CALM, buoyancy=3.0), scale=40.0)
    air.scalars[0, HEAT] = blob(shape, 36, 20)
    heights = []
    for _ in range(16):
        air.step(1 / 24)
        heights.append(middle(air.scalars[0, HEAT], shape, "y"))
    assert heights[-1] < heights[0] - 2
    assert all(later < earlier for earlier, later in pairwise(heights))


def test_a_hotter_bubble_rises_as_the_square_root_of_its_heat() -> None:
    """A buoyant bubble's speed goes with sqrt(g' R): four times the heat, half the time."""

    def time_to_rise(heat: float, cells: float) -> float:
        air = Fluid(DEEP, replace(CALM, buoyancy=1.0), scale=40.0)
        air.scalars[0, HEAT] = heat * blob(DEEP, 36, 20, radius=3.0)
        # the same displacement a step, so that both runs are resolved alike
        dt_s = 0.05 / math.sqrt(heat)
        for step in range(1, 80):
            air.step(dt_s)
            if middle(air.scalars[0, HEAT], DEEP, "y") < 36 - cells:
                return step * dt_s
        raise AssertionError("it did not rise")

    assert time_to_rise(1.0, 4.0) / time_to_rise(4.0, 4.0) == pytest.approx(2.0, rel=0.06)


@both
def test_a_thermal_entrains_air_and_widens_as_it_rises(shape: tuple[int, ...]) -> None:
    """Morton, Taylor and Turner, 1956: once it turns over, a thermal grows with its height."""
    air = Fluid(shape, replace(CALM, buoyancy=4.0), scale=40.0)
    air.scalars[0, HEAT] = blob(shape, 36, 20, radius=3.0)
    risen, widths = [], []
    for _ in range(28):
        air.step(1 / 24)
        heat = air.scalars[0, HEAT]
        away = (axis(shape, "x") - 19.5) ** 2
        risen.append(36 - middle(heat, shape, "y"))
        widths.append(float(((heat * away).sum() / heat.sum()).sqrt()))
    assert risen[-1] > 6
    assert widths[-1] > 1.1 * min(widths)
    assert all(after > before for before, after in pairwise(widths[-6:]))


@both
def test_heavy_soot_sinks(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, replace(CALM, soot_weight=4.0), scale=40.0)
    air.scalars[0, SOOT] = blob(shape, 14, 20)
    for _ in range(12):
        air.step(1 / 24)
    assert middle(air.scalars[0, SOOT], shape, "y") > 15


@both
def test_mass_holds_and_bounds_hold_while_it_is_stirred(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, replace(CALM, confinement=0.1), scale=40.0)
    air.velocity = stirred(shape, 12.0)
    air.project()
    air.scalars[0, SOOT] = blob(shape, 24, 20)
    before = float(air.scalars[0, SOOT].sum())
    for _ in range(20):
        air.step(1 / 48)
        assert air.scalars.min() >= 0
        assert air.scalars.max() <= 1.0001
    assert float(air.scalars[0, SOOT].sum()) == pytest.approx(before, rel=0.12)


@both
def test_maccormack_is_sharper_than_one_look_back(shape: tuple[int, ...]) -> None:
    """A blob carried along a straight line keeps its peak; semi-Lagrangian alone loses it."""
    air = Fluid(shape, replace(CALM, lift=0.2), scale=40.0)
    air.velocity[0, 1] = -8.0
    air.scalars[0, SOOT] = blob(shape, 36, 20, radius=2.0)
    plain = air.scalars.clone()
    still = torch.zeros(1, len(shape), *shape)
    cells = torch.stack(
        torch.meshgrid(*(torch.arange(float(n)) for n in shape), indexing="ij")[::-1]
    )
    still[:, 1] = -8.0
    look_back = Sampler(cells - still / 33)
    for _ in range(24):
        air.step(1 / 33)
        plain = look_back(plain)
    assert float(air.scalars[0, SOOT].max()) > 0.75
    assert float(air.scalars[0, SOOT].max()) > 1.2 * float(plain.max())


@both
def test_fuel_burns_to_heat_and_heat_to_soot(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, replace(CALM, burn_rate=8.0, cooling=2.0, soot_yield=0.5), scale=40.0)
    air.scalars[0, FUEL] = blob(shape, 24, 20)
    air.step(1 / 24)
    fuel, heat, soot = (float(s.sum()) for s in air.scalars[0])
    assert fuel < float(blob(shape, 24, 20).sum())
    assert heat > 0
    assert soot > 0


@both
def test_mirrored_input_gives_mirrored_output(shape: tuple[int, ...]) -> None:
    def run(flip: bool) -> Fluid:
        physics = replace(CALM, buoyancy=3.0, confinement=0.2, burn_rate=4.0, expansion=0.1)
        air = Fluid(shape, physics, scale=40.0)
        scalars = torch.stack((blob(shape, 34, 17), blob(shape, 36, 15), blob(shape, 30, 22)))
        velocity = torch.zeros(len(shape), *shape)
        velocity[0], velocity[1] = 6.0 * blob(shape, 30, 12), -6.0 * blob(shape, 28, 25)
        if flip:
            scalars, velocity = scalars.flip(-1), velocity.flip(-1)
            velocity[0] *= -1
        air.scalars, air.velocity = scalars[None].clone(), velocity[None].clone()
        for _ in range(8):
            air.step(1 / 48)
        return air

    plain, flipped = run(False), run(True)
    assert torch.allclose(plain.scalars, flipped.scalars.flip(-1), atol=2e-3)
    assert torch.allclose(plain.velocity[:, 0], -flipped.velocity[:, 0].flip(-1), atol=2e-2)


@both
def test_wind_carries_the_air(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, CALM, scale=40.0, wind=torch.full((ROWS,), 10.0))
    air.scalars[0, SOOT] = blob(shape, 24, 10)
    for _ in range(24):
        air.step(1 / 24)
    assert middle(air.scalars[0, SOOT], shape, "x") > 14


@both
def test_nothing_flows_through_an_obstacle(shape: tuple[int, ...]) -> None:
    wall = (axis(shape, "y") >= 20) & (axis(shape, "y") < 24) & (axis(shape, "x") < 30)
    solid = wall.expand(shape)
    air = Fluid(shape, replace(CALM, buoyancy=4.0), scale=40.0, solid=solid)
    free = Fluid(shape, replace(CALM, buoyancy=4.0), scale=40.0)
    for fluid in (air, free):
        fluid.scalars[0, HEAT] = blob(shape, 34, 14, radius=3.0)
        for _ in range(20):
            fluid.step(1 / 24)
    assert air.velocity[:, :, solid].abs().max() == 0
    assert air.scalars[:, :, solid].abs().max() == 0
    passed, through = (float(f.scalars[0, HEAT, ..., :20, :20].sum()) for f in (air, free))
    assert through > 1.0
    assert passed < 0.05 * through


def test_runs_of_a_batch_do_not_know_of_each_other() -> None:
    physics = replace(CALM, buoyancy=3.0, confinement=0.2, burn_rate=4.0, expansion=0.1)
    together = Fluid(DEEP, physics, scale=torch.tensor([40.0, 20.0]), batch=2)
    alone = Fluid(DEEP, physics, scale=20.0)
    together.scalars[0, FUEL] = blob(DEEP, 34, 12)
    together.scalars[1, FUEL] = blob(DEEP, 36, 20)
    alone.scalars[0, FUEL] = blob(DEEP, 36, 20)
    for _ in range(6):
        together.step(1 / 24)
        alone.step(1 / 24)
    assert torch.allclose(together.scalars[1], alone.scalars[0], atol=1e-5)
    assert not torch.allclose(together.scalars[0], together.scalars[1], atol=0.1)


@both
def test_warp_tells_where_the_air_came_from(shape: tuple[int, ...]) -> None:
    air = Fluid(shape, replace(CALM, lift=0.25), scale=40.0, warp=True)
    air.velocity[0, 1] = -10.0
    for _ in range(10):
        air.step(1 / 20)
    assert torch.allclose(air.warp[0, 1, ..., 10:30, :], torch.tensor(5.0), atol=0.05)
    air.reset_warp(0)
    axes = len(shape)
    assert air.warp[0, :axes].abs().max() == 0
    assert air.warp[0, axes:].abs().max() > 1
