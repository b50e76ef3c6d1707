"""A judge's rows and tables, shaded plates, and the naive model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from filmgen.effects.clips import ClipLabel
from filmgen.effects.scores.judge import LONG_FRAMES, Judge
from filmgen.effects.scores.pca_video import PcaVideo
from filmgen.effects.scores.sets import RealSet, windows
from filmgen.effects.scores.shaded import PlateReference, luma, picked, shaded
from filmgen.effects.scores.table import Evaluation, Row
from filmgen.media import FloatArray
from tests.effects.puffs import puffs

RUNS, CLIPS = 4, 12


class Puffs:
    """A generator of puffs that may decay in the later half of a run."""

    def __init__(self, decay: float = 0.0) -> None:
        self.kinds: tuple[str, ...] = ("fire", "explosion")
        self.rate = Fraction(24)
        self.decay = decay

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        run = puffs(1, seed=label.seed, frames=frames)[0]
        if loop:
            run = np.concatenate((run[: frames // 2], run[frames // 2 - 1 :: -1]))[:frames]
        late = np.maximum(np.arange(frames, dtype=np.float32) - frames // 2, 0.0)
        fade = np.exp(-self.decay * late)
        yield from np.split(run * fade[:, None, None, None], [frames // 3])


def judge_of(kind: str) -> Judge:
    runs = [puffs(1, seed=seed, frames=40)[0] for seed in range(RUNS)]
    labels = [ClipLabel(kind, 0.5, 0.0, 1.0, 6 * n) for n in range(RUNS)]
    plan = windows(labels, [40] * RUNS, CLIPS)
    return Judge(kind, RealSet(plan, plan.cut(runs)), None, shade=False)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of("fire")


def test_a_generator_that_decays_is_late(judge: Judge) -> None:
    steady = judge.generator_row("steady", Puffs())
    fading = judge.generator_row("fading", Puffs(4.0 / LONG_FRAMES))
    assert steady.late is not None
    assert fading.late is not None
    assert fading.late > 1.5
    assert fading.late > 1.3 * steady.late
    assert steady.seam is not None
    assert steady.nearest is None


def test_what_happens_once_is_late_in_its_later_half() -> None:
    judge = judge_of("explosion")
    fading = judge.generator_row("fading", Puffs(0.15))
    steady = judge.generator_row("steady", Puffs())
    assert fading.seam is None
    assert fading.late is not None
    assert steady.late is not None
    assert fading.late > 1.3 * steady.late


def test_a_table_prints_and_is_json(judge: Judge) -> None:
    row = judge.row("again", judge.real.clips)
    assert row.frechet == pytest.approx(0.0, abs=1e-6)
    assert row.repeats == pytest.approx(1.0)
    table = judge.table((row,))
    assert table.row("again") is row
    assert table.row("none") is None
    lines = str(Evaluation((table,))).splitlines()
    assert lines[0] == "fire: 12 clips of 4 runs"
    assert lines[1].split() == [
        "frechet", "spatial", "temporal", "diversity", "arrow", "nearest", "copied", "repeats",
        "seam", "late",
    ]  # fmt: skip
    assert lines[2].split()[:6] == ["again", "0.0", "0.000", "0.000", "1.00", "1.00"]
    assert len({len(line) for line in lines[1:]}) == 1
    record = json.loads(json.dumps(Evaluation((table,)).as_json()))
    assert Row(**record["tables"][0]["rows"][0]) == row


def test_plates_are_of_all_runs_and_ages() -> None:
    plan = windows([ClipLabel("fire", 0.5, 0.0, 1.0, n) for n in range(24)], [96] * 24)
    picks = picked(plan)
    owners = np.array(plan.owners)[list(picks)]
    starts = np.array([start for run in plan.starts for start in run])[list(picks)]
    assert len(set(owners)) == 24
    assert set(starts) == {0, 27, 53, 80}


def test_luma_is_what_is_shown_over_black() -> None:
    rgba = np.zeros((1, 3, 4), np.float16)
    rgba[0, 1] = (0.2140, 0.2140, 0.2140, 0.5)
    rgba[0, 2] = (4.0, 0.0, 0.0, 0.1)
    assert luma(rgba)[0] == pytest.approx([0.0, 0.5, 0.2126], abs=0.003)


def test_noise_does_not_pass_for_detail_in_plates() -> None:
    clips = puffs(8, seed=1, frames=16)
    grid = np.zeros((8, 16, 3, 48, 40), np.float32)
    grid[..., 8:40, 8:32] = clips
    real, other = (shaded(part, "fire", (0, 1, 2, 3), 160) for part in (grid[:4], grid[4:]))
    assert real.shape == (4, 16, 1, 160, 160)
    assert real.max() > 0.3
    reference = PlateReference(real, seeds=(11,))
    chance = np.random.default_rng(2).standard_normal(other.shape).astype(np.float16)
    noisy = np.clip(other + np.float16(0.03) * chance, 0.0, 1.0)
    clean, worse = reference.scores(other), reference.scores(noisy)
    assert worse.frechet > 2.0 * clean.frechet
    assert worse.spatial > 2.0 * clean.spatial
    assert worse.temporal > clean.temporal


def test_the_naive_model_keeps_mean_and_variance() -> None:
    clips = puffs(60, seed=4)
    naive = PcaVideo.fit(clips)
    assert len(naive.axes) < 59
    made = naive.sample(200, seed=1)
    assert made.dtype == np.float32
    assert np.abs(made.mean(axis=(0, 1, 3, 4)) - clips.mean(axis=(0, 1, 3, 4))).max() < 0.05
    assert np.array_equal(made, naive.sample(200, seed=1))
    few = PcaVideo.fit(clips, explained=0.5)
    assert len(few.axes) < len(naive.axes)
    own = float((few.axes**2).sum())
    everything = float((PcaVideo.fit(clips, explained=1.0).axes ** 2).sum())
    assert 0.5 <= own / everything < 0.65
