"""The GAN: lengths, loops, seeds; its objective learns, resumes, and says what it cannot use."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from filmgen.effects import gan
from filmgen.effects.clips import ClipLabel, read_run
from filmgen.effects.gan import GanGenerator
from filmgen.effects.learned import adversarial
from filmgen.effects.learned.adversarial import LEARNING, AdversarialObjective
from filmgen.effects.learned.chance import CHANCE
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.examples import Batch, open_examples
from filmgen.effects.learned.network import FieldNetwork, architecture_of
from filmgen.effects.learned.objective import Moment
from filmgen.effects.learned.space import ModelSpace
from filmgen.effects.learned.training import LOG_EVERY, train
from filmgen.effects.learned.weights import export_weights, load_generator
from filmgen.errors import ConfigError, EngineError, EngineUnavailable, WorkspaceError
from tests.effects.learned_data import TINY, Killed, KillsAt, logged, write_spots

LABEL = ClipLabel("fire", 0.6, 0.2, 1.0, 7)
CPU = torch.device("cpu")
SMALL: dict[str, Any] = {
    "network": TINY,
    "groups_per_step": 12,
    "checkpoint_minutes": 0.0,
    "score_minutes": 0.0,
}


def described(kinds: tuple[str, ...] = ("fire",)) -> Description:
    space = ModelSpace(dict.fromkeys(kinds, (0.6, 0.9, 0.5)), dict.fromkeys(kinds, (0.3, 0.4, 0.2)))
    return Description("gan", kinds, 16, 8, Fraction(24), space, TINY)


def generator(objective: AdversarialObjective | None = None) -> GanGenerator:
    """Of random weights; gains that start at 0 are opened, so that all it is told counts."""
    objective = objective or AdversarialObjective(described(), seed=0, device=CPU)
    weights = {
        name: torch.full_like(value, 0.3) if not value.ndim else value
        for name, value in objective.weights().items()
    }
    return GanGenerator(objective.description, weights, CPU)


def clip(frames: int, *, label: ClipLabel = LABEL, loop: bool = False) -> np.ndarray:
    return np.concatenate(list(generator().fields(label, frames, loop=loop)))


@pytest.mark.parametrize("frames", [1, 4, 30, 64])
def test_as_many_frames_as_asked_for_possible_and_the_same_again(frames: int) -> None:
    first = clip(frames)
    assert first.shape == (frames, 3, 16, 8) and first.dtype == np.float32
    assert first.min() >= 0 and np.isfinite(first).all()
    assert (first[:, 2] <= 1 - np.exp(-first[:, 1]) + 1e-6).all()
    assert first.tobytes() == clip(frames).tobytes()


@pytest.mark.parametrize("loop", [False, True])
def test_a_long_clip_in_chunks_is_the_one_that_a_single_pass_makes(
    loop: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = clip(184, loop=loop)
    monkeypatch.setattr(gan, "CHUNK_GROUPS", 9)
    chunks = list(generator().fields(LABEL, 184, loop=loop))
    assert [len(chunk) for chunk in chunks] == [28, 32, 32, 28, 32, 32]
    np.testing.assert_allclose(np.concatenate(chunks), whole, atol=2e-5)


def test_a_group_depends_on_no_more_than_its_reach() -> None:
    made = generator()
    network, reach = made._network, made._reach
    noise = torch.randn(1, 20, 8, 4, CHANCE, generator=torch.Generator().manual_seed(0))
    features = torch.zeros(1, 20, 13)
    other = noise.clone()
    other[:, 10] += 1.0
    with torch.inference_mode():
        first, second = (gan.one_pass(network, given, features) for given in (noise, other))
    moved = (first - second).abs().amax((0, 2, 3, 4)) > 1e-7
    assert reach == 3 and moved.nonzero()[:, 0].tolist() == list(range(10 - reach, 11 + reach))


def test_a_loop_closes() -> None:
    """Its seam is like any other step between groups; a clip's end leads nowhere."""
    made = clip(48, loop=True)
    change = np.abs(np.diff(np.concatenate((made, made[:1])), axis=0)).mean((1, 2, 3))
    assert change[-1] <= change[3:-1:4].max() * 1.05
    assert not np.allclose(made, clip(48), atol=1e-3)


def test_the_same_label_with_another_seed_is_another_clip_and_so_is_another_label() -> None:
    here = clip(16)
    for other in (replace(LABEL, seed=8), replace(LABEL, wind=-0.9), replace(LABEL, scale=2.0)):
        assert np.abs(clip(16, label=other) - here).mean() > 0.002
    with pytest.raises(EngineError, match="it knows fire"):
        next(generator().fields(replace(LABEL, kind="fog"), 8, loop=False))


def batch_of(folder: Path, step: int) -> Batch:
    examples = open_examples(folder)
    examples.rescan()
    return examples.batch(np.random.default_rng(step), 6, 2)


def test_the_discriminator_learns_and_the_generator_against_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adversarial, "DUEL_RATE", 0.02)
    monkeypatch.setattr(adversarial, "DISCRIMINATOR_RATE", 0.02)
    objective = AdversarialObjective(described(), seed=0, device=CPU)
    batch = batch_of(write_spots(tmp_path), 1)
    apart = [
        objective.step(batch, Moment(300 + step, LEARNING - 0.01, 0))["told apart 2"]
        for step in range(30)
    ]
    assert np.mean(apart[:5]) < 0.6 and np.mean(apart[-5:]) > 0.72
    judge = deepcopy(objective.discriminator.state_dict())
    losses = []
    for step in range(30):
        losses.append(objective.step(batch, Moment(320 + step, LEARNING, 0))["loss of generator"])
        # It stands still: what falls is the generator's doing.
        objective.discriminator.load_state_dict(judge)
    assert np.mean(losses[-5:]) < 0.9 * np.mean(losses[:5])


def alike(a: Tensor, b: Tensor) -> float:
    """Cosine of the angle between them: a layer's rows are brought to unit length."""
    return float(torch.nn.functional.cosine_similarity(a.flatten(), b.flatten(), dim=0).detach())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_spots(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def teacher(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("runs") / "teacher"
    train("diffusion", data, run, steps=LOG_EVERY, **SMALL)
    return run


@pytest.fixture(scope="module")
def unbroken(data: Path, teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("runs") / "gan"
    train("gan", data, run, steps=3 * LOG_EVERY, teacher=teacher, **SMALL)
    return run


def test_a_killed_training_reaches_the_losses_of_an_unbroken_one(
    data: Path, unbroken: Path, teacher: Path, tmp_path: Path
) -> None:
    steps = 3 * LOG_EVERY
    with pytest.raises(Killed):
        train("gan", data, tmp_path, steps=steps, teacher=teacher, progress=KillsAt(40), **SMALL)
    train("gan", data, tmp_path, steps=steps, **SMALL)
    told = logged(tmp_path)
    assert told == logged(unbroken)
    assert "loss of discriminator" not in told[0] and "loss of discriminator" in told[-1]


def test_a_gan_begins_as_its_teacher(data: Path, teacher: Path) -> None:
    from filmgen.effects.learned.teacher import read_teacher

    known = read_teacher(teacher)
    objective = AdversarialObjective(
        replace(known.description, model="gan", network={}), seed=5, device=CPU, teacher=known
    )
    name = "down.1.0.first.weight"
    for network in (objective.network, objective.discriminator):
        assert alike(network.state_dict()[name], known.weights[name]) > 0.9999
    prior = "prior.terms_0"
    assert torch.equal(objective.network.state_dict()[prior], known.weights[prior])


def test_a_discriminator_sees_noisy_clips_as_its_teacher_does(teacher: Path) -> None:
    """What it enters by is the teacher's but for chance, of which it is told nothing."""
    from filmgen.effects.learned.teacher import read_teacher

    known = read_teacher(teacher)
    described = replace(known.description, model="gan", network={})
    objective = AdversarialObjective(described, seed=5, device=CPU, teacher=known)
    full = FieldNetwork(architecture_of(known.description.network))
    full.load_state_dict(known.weights)
    draw = torch.Generator().manual_seed(0)
    x, mean = torch.randn(2, 96, 8, 4, generator=draw), torch.randn(2, 8, 4, 48, generator=draw)
    places, without = torch.randn(2, 8, 4, 6, generator=draw), torch.zeros(2, 8, 4, CHANCE)
    theirs = full.enter(x, torch.cat((mean, without, places), -1))
    own = objective.discriminator.enter(x, torch.cat((mean, places), -1))
    for channel in range(own.shape[1]):
        assert alike(theirs[:, channel], own[:, channel]) > 0.999


def test_without_a_teacher_it_learns_from_the_data_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adversarial, "RATE", 0.012)
    train("gan", data, tmp_path, steps=5 * LOG_EVERY, **SMALL)
    told = [entry["energy score"] for entry in logged(tmp_path)]
    assert told[2] < 0.97 * told[0]


def test_exported_weights_generate(unbroken: Path, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "gan.safetensors"
    assert export_weights(unbroken, path).model == "gan"
    label = read_run(data / "fire" / "00001.npz", Fraction(24)).label
    made = np.concatenate(list(load_generator(path).fields(label, 10, loop=False)))
    assert made.shape == (10, 3, 16, 8) and np.isfinite(made).all()
    objective = AdversarialObjective(described(), seed=0, device=CPU)
    checkpoint = newest_checkpoint(unbroken)
    assert checkpoint is not None
    names = set(objective.weights())
    assert names == set(checkpoint.state["average"])


def test_a_teacher_that_cannot_be_used_is_told(
    data: Path, unbroken: Path, teacher: Path, tmp_path: Path
) -> None:
    def start(path: Path, **more: Any) -> None:
        train("gan", more.pop("data", data), tmp_path / "run", steps=40, teacher=path, **more)

    with pytest.raises(EngineUnavailable, match="no weights at"):
        start(tmp_path / "none.safetensors")
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorkspaceError, match="no checkpoint of a teacher"):
        start(tmp_path / "empty")
    with pytest.raises(WorkspaceError, match="a training of 'gan'; the GAN's teacher is a"):
        start(unbroken)
    with pytest.raises(ConfigError, match="knows fire; ask for these"):
        start(teacher, kinds=["smoke"])
    with pytest.raises(ConfigError, match="learns from the data alone"):
        train("diffusion", data, tmp_path / "run", steps=40, teacher=teacher)


def test_what_happens_once_is_never_made_as_a_loop(tmp_path: Path) -> None:
    folder = write_spots(tmp_path, ("explosion", "smoke"))
    examples = open_examples(folder)
    examples.rescan()
    batch = examples.batch(np.random.default_rng(0), 6, 2)
    objective = AdversarialObjective(described(("explosion", "smoke")), seed=0, device=CPU)
    lasting = objective._lasting(batch)
    assert lasting is not None and len(lasting.groups) == 3 and set(lasting.kinds.tolist()) == {1}
    once = Batch(batch.groups[:1], batch.features[:1], torch.zeros(1, dtype=torch.int64))
    assert objective._lasting(once) is None


def test_the_clips_that_are_compared_are_veiled_as_documented() -> None:
    noise = adversarial._seen_through(4000, torch.Generator().manual_seed(0), CPU)
    assert noise.min() >= 0.03 and noise.log().median() == pytest.approx(-2.0, abs=0.05)


def test_a_field_that_a_kind_never_has_is_none() -> None:
    space = ModelSpace({"smoke": (0.0, 0.3, 0.2)}, {"smoke": (0.1, 0.4, 0.2)})
    made = space.fields(np.full((2, 3, 4, 4), 2.0, np.float32), "smoke")
    assert not made[:, 0].any() and made[:, 1:].all()
