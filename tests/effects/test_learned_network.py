"""The network: the same at every time, circular on request, unit magnitude."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from filmgen.effects.learned.network import Architecture, FieldNetwork, Weight
from filmgen.effects.learned.space import PATCH
from tests.effects.learned_data import TINY

FEATURES = 5
REACH = 6
"""Groups to each side that a network with this many layers over time sees at most."""


@pytest.fixture(scope="module")
def network() -> FieldNetwork:
    torch.manual_seed(0)
    made = FieldNetwork(Architecture(features=FEATURES, **TINY))  # type: ignore[arg-type]
    with torch.no_grad():
        for parameter in made.parameters():
            if not parameter.ndim:
                parameter.fill_(0.7)  # gains that start at 0 would hide what they scale
    return made.requires_grad_(False)


def run(network: FieldNetwork, x: Tensor, *, loop: bool = False) -> Tensor:
    features = torch.full((*x.shape[:2], FEATURES), 0.5)
    return network(x, features, torch.zeros(len(x)), loop=loop)


def groups(count: int, batch: int = 1) -> Tensor:
    draw = torch.Generator().manual_seed(count)
    return torch.randn(batch, count, 8, 8, PATCH, generator=draw)


def test_a_loop_turned_by_some_groups_gives_the_same_turned(network: FieldNetwork) -> None:
    x = groups(7)
    turned = run(network, x.roll(3, 1), loop=True)
    assert torch.allclose(turned, run(network, x, loop=True).roll(3, 1), atol=1e-5)
    assert not torch.allclose(turned, run(network, x).roll(3, 1), atol=1e-3)


def test_in_the_middle_of_a_long_clip_neither_its_ends_nor_its_length_matter(
    network: FieldNetwork,
) -> None:
    x = groups(30)
    whole, part = run(network, x), run(network, x[:, 5:25])
    inside = slice(REACH, 20 - REACH)
    assert torch.allclose(whole[:, 5:25][:, inside], part[:, inside], atol=1e-5)


def test_examples_of_a_batch_do_not_see_each_other(network: FieldNetwork) -> None:
    x = groups(4, batch=3)
    assert torch.allclose(run(network, x)[1:2], run(network, x[1:2]), atol=1e-5)


def test_weights_are_of_unit_length_whatever_the_optimiser_did() -> None:
    weight = Weight(6, 4, 3, 3, gain=2.0)
    with torch.no_grad():
        weight.weight.mul_(7.0)
    assert torch.allclose(weight.unit().flatten(1).norm(dim=1), torch.full((6,), 2.0))
    weight.normalise()
    assert torch.allclose(weight.weight.square().flatten(1).mean(1), torch.ones(6))


def test_baked_weights_give_the_same(network: FieldNetwork) -> None:
    x = groups(3)
    before = run(network, x)
    baked = FieldNetwork(network.architecture)
    baked.load_state_dict(network.state_dict())
    assert torch.equal(run(baked.bake(), x), before)


def test_features_and_noise_are_heard(network: FieldNetwork) -> None:
    x, features = groups(3), torch.zeros(1, 3, FEATURES)
    usual = network(x, features, torch.zeros(1))
    told = features.clone()
    told[:, 1] = 2.0
    assert (network(x, told, torch.zeros(1)) - usual)[:, 1].abs().mean() > 1e-3
    assert (network(x, features, torch.ones(1)) - usual).abs().mean() > 1e-3


def test_grain_leaves_as_strong_as_its_gain_says() -> None:
    torch.manual_seed(0)
    made = FieldNetwork(
        Architecture(features=FEATURES, sides=10, grain=4, **TINY)  # type: ignore[arg-type]
    ).requires_grad_(False)
    sides = torch.randn(1, 3, 8, 8, 10)
    without = torch.cat((sides[..., :6], torch.zeros(1, 3, 8, 8, 4)), -1)
    features = torch.full((1, 3, FEATURES), 0.5)

    def left(gain: float, given: Tensor) -> Tensor:
        made.grain_gain.fill_(gain)
        return made(groups(3), features, torch.zeros(1), sides=(given,))

    grain = left(1.0, sides) - left(0.0, sides)
    assert grain.abs().mean() > 0.1
    assert torch.allclose(left(2.0, sides) - left(0.0, sides), 2 * grain, atol=1e-5)
    assert torch.equal(left(1.0, without), left(0.0, without))
