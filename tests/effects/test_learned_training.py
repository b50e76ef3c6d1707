"""Training: it learns, it goes on where it was killed, and it says what it cannot use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from filmgen.effects.clips import write_run
from filmgen.effects.diffusion import DiffusionObjective, denoised
from filmgen.effects.learned.chance import CHANCE
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.examples import open_examples
from filmgen.effects.learned.training import LOG_EVERY, Budget, train
from filmgen.effects.learned.weights import export_weights, load_generator, read_weights
from filmgen.errors import ConfigError, EngineUnavailable, WorkspaceError
from filmgen.progress import Silent
from tests.effects.learned_data import TINY, Killed, KillsAt, logged, spot_clip, write_spots

SMALL: dict[str, Any] = {
    "network": TINY,
    "groups_per_step": 12,
    "checkpoint_minutes": 0.0,
    "score_minutes": 0.0,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_spots(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def unbroken(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("runs") / "unbroken"
    train("diffusion", data, run, steps=5 * LOG_EVERY, **SMALL)
    return run


def test_a_killed_training_reaches_the_losses_of_an_unbroken_one(
    data: Path, unbroken: Path, tmp_path: Path
) -> None:
    for step in (2 * LOG_EVERY, 4 * LOG_EVERY):
        with pytest.raises(Killed):
            train("diffusion", data, tmp_path, steps=5 * LOG_EVERY, progress=KillsAt(step), **SMALL)
    train("diffusion", data, tmp_path, steps=5 * LOG_EVERY, **SMALL)
    assert logged(tmp_path) == logged(unbroken)


def test_what_a_trained_network_makes_is_better_on_average_than_a_new_one_s(
    data: Path, unbroken: Path
) -> None:
    checkpoint = newest_checkpoint(unbroken)
    assert checkpoint is not None
    examples = open_examples(data, space=checkpoint.description.space)
    examples.rescan()
    batch = examples.batch(np.random.default_rng(9), 16, 4)
    noise = torch.full((16,), 2.0)
    noisy = batch.groups + 2.0 * torch.randn(batch.groups.shape, generator=torch.Generator())
    objective = DiffusionObjective(checkpoint.description, seed=0, device=torch.device("cpu"))
    errors = []
    for _ in range(2):
        with torch.no_grad():
            estimate = torch.stack(
                [
                    denoised(objective.network, noisy, noise, batch.features, chance)
                    for chance in torch.randn(12, *noisy.shape[:4], CHANCE)
                ]
            ).mean(0)
        errors.append(float((estimate - batch.groups).square().mean()))
        objective.load(checkpoint.state)
    assert errors[1] < 0.97 * errors[0]


def test_the_curves_are_drawn_and_two_checkpoints_kept(unbroken: Path) -> None:
    picture = cv2.imread(str(unbroken / "curves.png"))
    assert picture is not None and len({tuple(c) for c in picture.reshape(-1, 3)}) > 20
    assert len(logged(unbroken)) == 5
    assert len(list(unbroken.glob("checkpoint-*.pt"))) == 2


def test_a_damaged_checkpoint_is_passed_over_for_the_one_before(
    data: Path, unbroken: Path, tmp_path: Path
) -> None:
    older, newer = sorted(unbroken.glob("checkpoint-*.pt"))
    (tmp_path / older.name).write_bytes(older.read_bytes())
    (tmp_path / newer.name).write_bytes(newer.read_bytes()[:5000])
    found = newest_checkpoint(tmp_path)
    assert found is not None and found.step == 4 * LOG_EVERY
    (tmp_path / older.name).write_bytes(b"")
    with pytest.raises(WorkspaceError, match="no checkpoint of a training"):
        newest_checkpoint(tmp_path)


def test_runs_that_came_later_are_learned_from_where_that_is_asked_for(tmp_path: Path) -> None:
    data = write_spots(tmp_path / "data")

    class Comes(Silent):
        def advance(self, subject: str, *, reused: bool) -> None:
            write_run(data, spot_clip("fire", 8))

    run = tmp_path / "run"
    train("diffusion", data, run, steps=2 * LOG_EVERY, rescan=True, progress=Comes(), **SMALL)
    assert [entry["runs"] for entry in logged(run)] == [5, 6]


def test_another_model_and_other_kinds_are_told(data: Path, unbroken: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="a training of 'diffusion', not of 'gan'"):
        train("gan", data, unbroken, steps=200, **SMALL)
    with pytest.raises(WorkspaceError, match="a training of fire; name another folder"):
        train("diffusion", data, unbroken, steps=200, kinds=["smoke"], **SMALL)
    with pytest.raises(ConfigError, match="no 'vae'"):
        train("vae", data, tmp_path, steps=200, **SMALL)
    with pytest.raises(ConfigError, match="needs a budget"):
        train("diffusion", data, tmp_path, **SMALL)


def test_a_budget_ends_with_the_first_that_is_used_up() -> None:
    assert Budget(steps=100).used(50, 1e9) == 0.5
    assert Budget(steps=100, hours=1).used(50, 3600) == 1
    assert Budget(hours=2).used(10**9, 3600) == 0.5


def test_exported_weights_generate_and_tell_what_they_are(unbroken: Path, tmp_path: Path) -> None:
    path = tmp_path / "models" / "diffusion.safetensors"
    export_weights(unbroken, path)
    description, tensors = read_weights(path, "diffusion")
    assert description.trained["steps"] == 5 * LOG_EVERY and description.kinds == ("fire",)
    assert path.stat().st_size < 3 * sum(value.numel() for value in tensors.values()) + 10_000
    clip = spot_clip("fire", 4)
    chunks = list(load_generator(path).fields(clip.label, 9, loop=False))
    assert sum(len(chunk) for chunk in chunks) == 9 and chunks[0].shape[1:] == (3, 16, 8)


def test_weights_that_cannot_be_used_are_told(unbroken: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    with pytest.raises(EngineUnavailable, match="no weights at"):
        read_weights(path)
    path.write_bytes(b"nonsense and more of it")
    with pytest.raises(EngineUnavailable, match="no weights of an effects model"):
        read_weights(path)
    export_weights(unbroken, path)
    with pytest.raises(EngineUnavailable, match="weights of the model 'diffusion'"):
        read_weights(path, "gan")
    with pytest.raises(WorkspaceError, match="no checkpoint here"):
        export_weights(tmp_path / "none", path)
