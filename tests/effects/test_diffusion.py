"""The diffusion model: its sampler against a distribution that is known, loops, lengths, bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from filmgen.effects import diffusion
from filmgen.effects.clips import ClipLabel
from filmgen.effects.diffusion import DiffusionGenerator, DiffusionObjective, denoised
from filmgen.effects.learned import windows
from filmgen.effects.learned.chance import CHANCE
from filmgen.effects.learned.conditions import features_of
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.examples import open_examples
from filmgen.effects.learned.generator import fitted
from filmgen.effects.learned.network import FieldNetwork
from filmgen.effects.learned.objective import Moment
from filmgen.effects.learned.space import ModelSpace
from filmgen.effects.learned.waves import split
from filmgen.errors import EngineError
from tests.effects.learned_data import TINY, write_spots


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_spots(tmp_path_factory.mktemp("data"))


LABEL = ClipLabel("fire", 0.6, 0.2, 1.0, 7)


def gaussian(mean: float, spread: float) -> Callable[..., Tensor]:
    """`denoised` of data that are N(mean, spread squared) everywhere: draws of what is there."""

    def best(
        network: object,
        x: Tensor,
        noise: Tensor,
        features: Tensor,
        chance: Tensor,
        *,
        loop: bool = False,
    ) -> Tensor:
        level = noise[:, None, None, None, None] ** 2
        likely = (spread**2 * x + level * mean) / (spread**2 + level)
        apart = (spread**2 * level / (spread**2 + level)).sqrt()
        return likely + apart * chance.repeat(1, 1, 1, 1, 2)

    return best


def new_objective() -> DiffusionObjective:
    space = ModelSpace({"fire": (0.6, 0.9, 0.5)}, {"fire": (0.3, 0.4, 0.2)})
    description = Description("diffusion", ("fire",), 16, 8, Fraction(24), space, TINY)
    return DiffusionObjective(description, seed=0, device=torch.device("cpu"))


def generator(steps: int = diffusion.STEPS) -> DiffusionGenerator:
    objective = new_objective()
    weights = {
        name: torch.full_like(value, 0.3) if not value.ndim else value
        for name, value in objective.weights().items()
    }
    device = torch.device("cpu")
    return DiffusionGenerator(objective.description, weights, device, steps=steps)


def clip(made: DiffusionGenerator, frames: int, *, loop: bool = False) -> np.ndarray:
    return np.concatenate(list(made.fields(LABEL, frames, loop=loop)))


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_the_sampler_draws_from_the_distribution_that_the_network_knows(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few its steps are."""
    monkeypatch.setattr(diffusion, "denoised", gaussian(0.25, 0.4))
    heat = np.log1p(clip(generator(steps=steps), 160)[:, 0])
    assert heat.mean() == pytest.approx(0.6 + 0.3 * 0.25, abs=0.01)
    assert heat.std() == pytest.approx(0.3 * 0.4, rel=0.1)


def test_a_new_network_leaves_the_mean_and_the_linear_estimate_but_for_grain() -> None:
    torch.manual_seed(0)
    network = new_objective().network
    torch.nn.init.zeros_(network.grain_gain)
    features = torch.from_numpy(np.stack([features_of(LABEL, ("fire",), 0, 3, 24.0)] * 2))
    network.prior.get_buffer("terms_0").normal_()
    mean = network.prior(features)
    x, noise = torch.randn(2, 3, 8, 4, 48), torch.tensor([0.1, 20.0])
    with torch.no_grad():
        estimate = denoised(network, x, noise, features, torch.randn(2, 3, 8, 4, CHANCE))
    assert torch.allclose(estimate, mean + split(x - mean, noise).smooth, atol=1e-5)


@pytest.mark.parametrize("frames", [1, 4, 30, 64])
def test_as_many_frames_as_asked_for_possible_and_the_same_again(frames: int) -> None:
    first = clip(generator(), frames)
    assert first.shape == (frames, 3, 16, 8) and first.dtype == np.float32
    assert first.min() >= 0 and np.isfinite(first).all()
    assert first.tobytes() == clip(generator(), frames).tobytes()


def test_a_loop_closes() -> None:
    """Its seam is like any other step between groups."""
    changes = []
    for seed in range(12):
        label = replace(LABEL, seed=seed)
        made = np.concatenate(list(generator().fields(label, 32, loop=True)))
        round_ = np.concatenate((made, made[:1]))
        changes.append(np.abs(np.diff(round_, axis=0)).mean((1, 2, 3)))
    change = np.mean(changes, axis=0)
    assert change[-1] == pytest.approx(change[3:-1:4].mean(), rel=0.1)


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


def test_samples_are_learned_at_the_most_noise_and_below() -> None:
    levels = diffusion._sample_levels(500, torch.Generator().manual_seed(0), torch.device("cpu"))
    most = levels == diffusion.MOST_NOISE
    assert float(most.float().mean()) == pytest.approx(diffusion._BEGINNINGS, abs=0.01)
    assert levels[~most].min() == pytest.approx(diffusion._LEAST_NOISE, rel=0.05)
    assert levels[~most].max() == pytest.approx(diffusion._LESS_NOISE, rel=0.05)


def test_means_are_learned_first_then_samples(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second tells noise apart: two clips of the same noisy one differ, and the score falls."""
    monkeypatch.setattr(diffusion, "_SAMPLES_RATE", 0.02)
    examples = open_examples(data)
    examples.rescan()
    objective = new_objective()
    objective.prepare(examples)
    batch = examples.batch(np.random.default_rng(1), 6, 2)
    told = objective.step(batch, Moment(300, diffusion.MEANS - 0.01, 0))
    assert told["loss"] > 0 and "energy score" not in told
    scores = [
        objective.step(batch, Moment(300 + step % 4, diffusion.MEANS, 0))["energy score"]
        for step in range(40)
    ]
    assert np.mean(scores[-4:]) < 0.93 * np.mean(scores[:4])
    x, noise = torch.randn(1, 2, 8, 4, 48), torch.tensor([diffusion.MOST_NOISE])
    with torch.no_grad():
        one, other = (
            denoised(
                objective.network, x, noise, batch.features[:1], torch.randn(1, 2, 8, 4, CHANCE)
            )
            for _ in range(2)
        )
    assert float((one - other).abs().mean()) > 0.05


def test_diffusers_is_imported_only_to_sample() -> None:
    told = "import sys, filmgen.effects.diffusion; print('diffusers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_networks_are_the_shared_one() -> None:
    assert isinstance(generator()._network, FieldNetwork)
