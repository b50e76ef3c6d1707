"""Copies of training clips are found, however they are played; sets are cut alike for everybody."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.effects.clips import ClipLabel, Dataset, FieldClip, write_dataset, write_run
from filmgen.effects.scores.nearest import TrainingIndex, build_index, repeats
from filmgen.effects.scores.seam import seam
from filmgen.effects.scores.sets import OTHER_SEED, alike_set, made_runs, real_set, windows
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray
from tests.effects.puffs import COLUMNS, ROWS, puffs

TRAINED, HELD_OUT, LENGTH = 15, 3, 44


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_dataset(folder, Dataset(ROWS, COLUMNS, Fraction(24), 3, ("fire",)))
    for seed, fields in enumerate(puffs(TRAINED + HELD_OUT, seed=1, frames=LENGTH)):
        write_run(folder, FieldClip(fields, ClipLabel("fire", 0.5, 0.0, 1.0, seed), Fraction(24)))
    return folder


@pytest.fixture(scope="module")
def index(data: Path) -> TrainingIndex:
    return build_index(data, ("fire",))


@pytest.fixture(scope="module")
def trained(data: Path) -> FloatArray:
    return real_set(data, "fire", held_out=False, count=30).clips


@pytest.fixture(scope="module")
def new() -> FloatArray:
    return puffs(30, seed=9)


def test_new_clips_are_as_far_as_held_out_ones(index: TrainingIndex, new: FloatArray) -> None:
    found = index.nearness("fire", new)
    assert 0.7 < found.ratio < 1.4
    assert found.copied == 0.0


@pytest.mark.parametrize("mirror", [False, True])
def test_copies_are_found_at_any_frame(
    data: Path, index: TrainingIndex, new: FloatArray, mirror: bool
) -> None:
    made = new.copy()
    run = real_set(data, "fire", held_out=False, count=45).clips[4::3][:7]
    for shift, clip in enumerate(run):  # starts that no span of the index has
        made[shift] = clip[..., ::-1] if mirror else clip
    chance = np.random.default_rng(0)
    made[:7] += 0.01 * chance.standard_normal(made[:7].shape).astype(np.float32)
    found = index.nearness("fire", made)
    assert found.copied == pytest.approx(7 / 30)
    assert found.ratio < 0.5


def test_a_shift_in_time_does_not_hide_a_copy(data: Path, index: TrainingIndex) -> None:
    labels = [ClipLabel("fire", 0.5, 0.0, 1.0, 1)]
    whole = np.load(data / "fire" / "00001.npz")["fields"].astype(np.float32)
    for start in range(6):
        clip = windows(labels, [16], 1).cut([whole[start : start + 16]])
        assert index.distances("fire", clip)[0] < 0.02


def test_an_index_survives_its_file(index: TrainingIndex, new: FloatArray, tmp_path: Path) -> None:
    index.save(tmp_path / "index.npz")
    again = TrainingIndex.load(tmp_path / "index.npz")
    assert again.kinds == ("fire",)
    assert np.array_equal(again.distances("fire", new), index.distances("fire", new))
    (tmp_path / "index.npz").write_bytes(b"PK")
    with pytest.raises(WorkspaceError, match="give the data folder"):
        TrainingIndex.load(tmp_path / "index.npz")


def test_repeats_are_clips_that_come_again(new: FloatArray) -> None:
    owners = tuple(range(30))
    assert repeats(new, owners, puffs(30, seed=10), owners) == pytest.approx(1.0, abs=0.3)
    again = np.concatenate((new[:15], new[:15]))
    assert repeats(new, owners, again, owners) < 0.01
    # clips of one run may be alike
    assert repeats(new, owners, again, owners[:15] * 2) > 0.7


def test_training_and_held_out_runs_do_not_mix(data: Path) -> None:
    held_out = real_set(data, "fire", held_out=True, count=12)
    trained = real_set(data, "fire", held_out=False, count=12)
    assert [label.seed for label in held_out.windows.labels] == [0, 6, 12]
    assert all(label.seed % 6 for label in trained.windows.labels)
    assert held_out.clips.shape == (12, 16, 3, ROWS, COLUMNS)
    with pytest.raises(WorkspaceError, match="simulate more"):
        real_set(data, "smoke", held_out=True)


def test_training_runs_of_like_labels_stand_in_for_the_floor(tmp_path: Path) -> None:
    write_dataset(tmp_path, Dataset(4, 4, Fraction(24), 3, ("fire",)))
    ramp = np.broadcast_to(np.arange(4, dtype=np.float32), (20, 3, 4, 4))
    for seed in range(1, 6):
        label = ClipLabel("fire", 0.1 * seed, 0.5, 1.0, seed)
        write_run(tmp_path, FieldClip(ramp + 10 * seed, label, Fraction(24)))
    wanted = [ClipLabel("fire", 0.42, 0.5, 1.0, 0), ClipLabel("fire", 0.4, -0.5, 1.0, 6)]
    clips = alike_set(tmp_path, windows(wanted, [20, 20], 2))
    # one is the mirror image of the run of like intensity, the other the next best
    assert clips[:, 0, 0, 0, 0].tolist() == [50.0, 43.0]
    with pytest.raises(WorkspaceError, match="simulate more"):
        alike_set(tmp_path, windows(wanted * 3, [20] * 6, 6))


def test_every_maker_is_cut_in_the_same_places() -> None:
    labels = [ClipLabel("fire", 0.1 * n, 0.0, 1.0, 6 * n) for n in range(5)]
    plan = windows(labels, [96] * 5, 12)
    assert plan.clips == 12
    assert plan.frames == 96
    assert {len(starts) for starts in plan.starts} == {2, 3}
    assert all(label.held_out and label.seed >= OTHER_SEED for label in plan.others())

    def make(label: ClipLabel, frames: int) -> FloatArray:
        clock = np.arange(frames, dtype=np.float32) + 10_000 * label.intensity
        return np.broadcast_to(clock[:, None, None, None], (frames, 3, 4, 4))

    clips = plan.cut(made_runs(make, plan, 120), later=24)
    first = [start for starts in plan.starts for start in starts]
    assert [round(float(c[0, 0, 0, 0])) % 1000 for c in clips] == [start + 24 for start in first]
    assert [round(float(c[0, 0, 0, 0])) // 1000 for c in clips] == list(plan.owners)


def test_one_window_a_run_is_elsewhere_in_each() -> None:
    labels = [ClipLabel("fire", 0.5, 0.0, 1.0, n) for n in range(8)]
    assert len({starts[0] for starts in windows(labels, [96] * 8, 8).starts}) == 8


def looping(frames: int, jump: float = 0.0, kink: bool = False) -> FloatArray:
    y, x = np.mgrid[0:24, 0:20] / 20.0
    clips = []
    for phase in (0.0, 1.0, 2.0):
        t = np.arange(frames) / frames
        path = np.abs(t - 0.5) * 2.0 if kink else t
        angle = 2 * np.pi * (path[:, None, None] * 2 + x - y) + phase
        field = 1.0 + np.sin(angle) + jump * t[:, None, None]
        clips.append(np.stack((field, field, 0.4 * field), axis=1))
    return np.stack(clips).astype(np.float32)


def test_a_seam_shows_by_a_jump_or_by_a_jolt() -> None:
    assert seam(looping(24)) == pytest.approx(1.0, abs=0.1)
    assert seam(looping(24, jump=1.0)) > 2.0
    assert seam(looping(24, kink=True)) > 1.5
    assert seam(puffs(4, seed=3, frames=24)) > 2.0
