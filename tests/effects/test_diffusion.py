"""The diffusion model: its sampler against a distribution that is known, loops, lengths, bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
import torch
from torch import Tensor

from filmgen.effects import diffusion
from filmgen.effects.clips import ClipLabel
from filmgen.effects.diffusion import DiffusionGenerator, DiffusionObjective, denoised
from filmgen.effects.learned import windows
from filmgen.effects.learned.conditions import features_of
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.generator import fitted
from filmgen.effects.learned.network import FieldNetwork
from filmgen.effects.learned.space import ModelSpace
from filmgen.effects.learned.waves import split
from filmgen.errors import EngineError
from tests.effects.learned_data import TINY

LABEL = ClipLabel("fire", 0.6, 0.2, 1.0, 7)


def gaussian(mean: float, spread: float) -> Callable[..., Tensor]:
    """`denoised` of data that are N(mean, spread squared) everywhere, exactly."""

    def best(
        network: object, x: Tensor, noise: Tensor, features: Tensor, *, loop: bool = False
    ) -> Tensor:
        level = noise[:, None, None, None, None] ** 2
        return (spread**2 * x + level * mean) / (spread**2 + level)

    return best


def new_objective() -> DiffusionObjective:
    space = ModelSpace({"fire": (0.6, 0.9, 0.5)}, {"fire": (0.3, 0.4, 0.2)})
    description = Description("diffusion", ("fire",), 16, 8, Fraction(24), space, TINY)
    return DiffusionObjective(description, seed=0, device=torch.device("cpu"))


def generator(steps: int = 6) -> DiffusionGenerator:
    objective = new_objective()
    weights = {
        name: torch.full_like(value, 0.3) if not value.ndim else value
        for name, value in objective.weights().items()
    }
    device = torch.device("cpu")
    return DiffusionGenerator(objective.description, weights, device, steps=steps)


def clip(made: DiffusionGenerator, frames: int, *, loop: bool = False) -> np.ndarray:
    return np.concatenate(list(made.fields(LABEL, frames, loop=loop)))


def test_the_sampler_draws_from_the_distribution_that_the_network_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diffusion, "denoised", gaussian(0.25, 0.4))
    heat = np.log1p(clip(generator(steps=12), 160)[:, 0])
    assert heat.mean() == pytest.approx(0.6 + 0.3 * 0.25, abs=0.01)
    assert heat.std() == pytest.approx(0.3 * 0.4, rel=0.1)


def test_a_new_network_leaves_the_mean_and_the_linear_estimate() -> None:
    torch.manual_seed(0)
    network = new_objective().network
    features = torch.from_numpy(np.stack([features_of(LABEL, ("fire",), 0, 3, 24.0)] * 2))
    network.prior.get_buffer("terms_0").normal_()
    mean = network.prior(features)
    x, noise = torch.randn(2, 3, 8, 4, 48), torch.tensor([0.1, 20.0])
    with torch.no_grad():
        estimate = denoised(network, x, noise, features)
    assert torch.allclose(estimate, mean + split(x - mean, noise).smooth, atol=1e-5)


@pytest.mark.parametrize("frames", [1, 4, 30, 64])
def test_as_many_frames_as_asked_for_possible_and_the_same_again(frames: int) -> None:
    first = clip(generator(), frames)
    assert first.shape == (frames, 3, 16, 8) and first.dtype == np.float32
    assert first.min() >= 0 and np.isfinite(first).all()
    assert first.tobytes() == clip(generator(), frames).tobytes()


def test_a_loop_closes() -> None:
    """Its seam is like any other step between groups."""
    made = clip(generator(), 32, loop=True)
    change = np.abs(np.diff(np.concatenate((made, made[:1])), axis=0)).mean((1, 2, 3))
    assert change[-1] <= change[3:-1:4].max() * 1.05


@pytest.mark.parametrize("frames", [29, 30, 31, 32])
def test_a_loop_of_any_length_goes_round_evenly(frames: int) -> None:
    turn = np.arange(32) * (2 * np.pi / 32)
    whole = np.sin(turn).astype(np.float32)[:, None, None, None]
    chunks = [whole[:7], whole[7:8], whole[8:31], whole[31:]]
    made = np.concatenate(list(fitted(chunks, 32, frames, loop=True)))[:, 0, 0, 0]
    assert np.allclose(made, np.sin(np.arange(frames) * (2 * np.pi / frames)), atol=0.006)
    cut = np.concatenate(list(fitted(chunks, 32, frames, loop=False)))
    assert np.array_equal(cut, whole[:frames])


def test_a_loop_is_another_clip_than_one_with_ends() -> None:
    assert not np.allclose(clip(generator(), 32, loop=True), clip(generator(), 32), atol=1e-3)


def test_long_clips_come_in_chunks_that_join(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "WHOLE_GROUPS", 12)
    monkeypatch.setattr(windows, "CHUNK_GROUPS", 8)
    chunks = list(generator().fields(LABEL, 130, loop=False))
    assert len(chunks) > 2 and sum(map(len, chunks)) == 130
    monkeypatch.setattr(windows, "WHOLE_GROUPS", 99)
    whole = clip(generator(), 130)
    assert np.abs(np.concatenate(chunks) - whole).mean() < 0.02 * np.abs(whole).mean()


def test_other_seeds_are_other_clips_and_another_kind_is_told() -> None:
    other = ClipLabel("fire", 0.6, 0.2, 1.0, 8)
    made = np.concatenate(list(generator().fields(other, 16, loop=False)))
    assert np.abs(made - clip(generator(), 16)).mean() > 0.01
    with pytest.raises(EngineError, match="it knows fire"):
        next(generator().fields(ClipLabel("fog", 0.5, 0, 1, 1), 8, loop=False))


def test_noise_levels_are_spread_as_documented() -> None:
    levels = diffusion._noise_levels(4000, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert levels.log().mean() == pytest.approx(diffusion.NOISE_MEAN, abs=0.02)
    assert levels.log().std() == pytest.approx(diffusion.NOISE_SPREAD, rel=0.02)


def test_diffusers_is_imported_only_to_sample() -> None:
    told = "import sys, filmgen.effects.diffusion; print('diffusers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_networks_are_the_shared_one() -> None:
    assert isinstance(generator()._network, FieldNetwork)
