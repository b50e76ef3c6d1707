"""Examples of a dataset: what is drawn, and data that cannot be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from filmgen.effects.clips import ClipLabel, FieldClip, write_run
from filmgen.effects.learned.conditions import features_of, features_size, mirrored
from filmgen.effects.learned.examples import open_examples
from filmgen.effects.learned.space import unpatched
from filmgen.errors import WorkspaceError
from tests.effects.learned_data import RATE, spot_clip, spot_fields, write_spots


def test_held_out_runs_are_never_drawn_from(tmp_path: Path) -> None:
    examples = open_examples(write_spots(tmp_path))
    assert examples.rescan() == 5
    assert examples.names == [f"fire/{seed:05d}" for seed in range(1, 6)]


def test_a_step_draws_the_same_windows_every_time_and_others_the_next(tmp_path: Path) -> None:
    examples = open_examples(write_spots(tmp_path, ("fire", "smoke")))
    examples.rescan()
    first, again, other = (examples.batch(np.random.default_rng(seed), 6, 4) for seed in (1, 1, 2))
    assert torch.equal(first.groups, again.groups) and torch.equal(first.kinds, again.kinds)
    assert not torch.equal(first.groups, other.groups)
    assert sorted(first.kinds.tolist()) == [0, 0, 0, 1, 1, 1]


def test_every_window_is_of_a_run_or_of_its_mirror_image_with_the_wind_turned(
    tmp_path: Path,
) -> None:
    examples = open_examples(write_spots(tmp_path))
    examples.rescan()
    batch = examples.batch(np.random.default_rng(3), 12, 4)
    seen = set()
    for frames, features in zip(unpatched(batch.groups), batch.features, strict=True):
        turned = bool(features[0, 2] < 0)
        seen.add(turned)
        window = frames.numpy()[..., ::-1] if turned else frames.numpy()
        assert any(
            np.array_equal(run.values[start : start + 16].astype(np.float32), window)
            for run in examples.runs["fire"]
            for start in range(len(run.values) - 15)
        )
    assert seen == {False, True}


def test_time_since_the_event_is_told_of_what_happens_once() -> None:
    kinds = ("explosion", "fire")
    once = ClipLabel("explosion", 0.5, -0.2, 1.0, 1)
    late = features_of(once, kinds, 8, 3, 24.0)
    assert np.array_equal(features_of(once, kinds, 0, 5, 24.0)[2:], late)
    assert not np.allclose(late[0], late[1])
    always = features_of(ClipLabel("fire", 0.5, -0.2, 1.0, 1), kinds, 8, 3, 24.0)
    assert (always == always[0]).all() and always.shape == (3, features_size(kinds))
    assert mirrored(once).wind == 0.2


def test_runs_that_came_later_are_taken_in_and_a_list_of_names_is_kept_to(tmp_path: Path) -> None:
    examples = open_examples(write_spots(tmp_path))
    examples.rescan()
    before = examples.names
    write_run(tmp_path, spot_clip("fire", 7))
    assert examples.rescan() == 6
    assert examples.rescan(before) == 5 and examples.names == before


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda folder: (folder / "data.json").unlink(), "no effects data here"),
        (lambda folder: (folder / "data.json").write_text("{"), "no effects data here"),
        (lambda folder: (folder / "fire/00003.npz").write_bytes(b"PK"), "simulate it again"),
        (
            lambda folder: write_run(
                folder,
                FieldClip(spot_fields(9, 32, 8, 8), ClipLabel("fire", 0.5, 0.0, 1.0, 3), RATE),
            ),
            "8 rows by 8 columns in a dataset of 16 by 8",
        ),
        (
            lambda folder: write_run(
                folder,
                FieldClip(
                    spot_fields(9, 32) * np.float32(np.nan),
                    ClipLabel("fire", 0.5, 0.0, 1.0, 3),
                    RATE,
                ),
            ),
            "no numbers",
        ),
    ],
)
def test_data_that_cannot_be_used_are_told_in_one_line(tmp_path: Path, harm, line: str) -> None:
    write_spots(tmp_path)
    harm(tmp_path)
    with pytest.raises(WorkspaceError, match=line) as error:
        open_examples(tmp_path).rescan()
    assert "\n" not in str(error.value)


def test_a_kind_without_runs_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no runs of explosion to train on"):
        open_examples(write_spots(tmp_path), ["explosion", "fire"])


def test_windows_longer_than_all_runs_are_told(tmp_path: Path) -> None:
    examples = open_examples(write_spots(tmp_path))
    examples.rescan()
    with pytest.raises(WorkspaceError, match="has 64 frames; simulate longer ones"):
        examples.batch(np.random.default_rng(0), 2, 16)
