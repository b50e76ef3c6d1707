"""The effects benchmark's goals are the issue's, and its sets are the same for every maker."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from benchmarks import effects_data
from benchmarks.effects import INDEX, cost_goals, options_parser, score_goals
from benchmarks.effects_speed import LENGTHS, Cost, report
from filmgen.effects.clips import (
    COLUMNS,
    MODEL_KINDS,
    ROWS,
    ClipLabel,
    Dataset,
    FieldClip,
    write_dataset,
)
from filmgen.effects.clips import write_run as write
from filmgen.effects.fluids.labels import label_of
from filmgen.effects.scores.nearest import TrainingIndex
from filmgen.effects.scores.sets import CLIPS, RUNS
from filmgen.effects.scores.table import Row, Table
from filmgen.resources import resource

GOOD = Row(
    "gan", frechet=20.0, spatial=0.05, temporal=0.05, diversity=0.95, arrow=1.0, nearest=1.0,
    copied=0.0, repeats=1.0, seam=0.9, late=1.1,
)  # fmt: skip
NAIVE, FLOOR = replace(GOOD, maker="PCA", frechet=90.0), replace(GOOD, maker="floor", frechet=15.0)


def table(kind: str, *rows: Row) -> Table:
    return Table(kind, CLIPS, RUNS, 0, rows)


def test_a_good_model_meets_every_goal() -> None:
    tables = [
        table("fire", GOOD, NAIVE, FLOOR),
        table("explosion", replace(GOOD, seam=None), NAIVE, FLOOR),
    ]
    goals, stretch = score_goals(tables, "gan")
    assert len(goals) == 7
    assert all(goal.met for goal in goals + stretch)


@pytest.mark.parametrize(
    "worse",
    [
        replace(GOOD, frechet=31.0), replace(GOOD, spatial=0.11), replace(GOOD, temporal=0.16),
        replace(GOOD, diversity=0.84), replace(GOOD, diversity=1.16), replace(GOOD, late=1.6),
        replace(GOOD, copied=1 / CLIPS), replace(GOOD, seam=1.1),
    ],
)  # fmt: skip
def test_one_bad_kind_misses(worse: Row) -> None:
    tables = [table("fire", GOOD, NAIVE, FLOOR), table("smoke", worse, NAIVE, FLOOR)]
    goals, _ = score_goals(tables, "gan")
    missed = [goal for goal in goals if not goal.met]
    assert len(missed) == 1
    assert "(smoke)" in missed[0].name


def test_stretch_goals_are_the_floor_and_finer_tempo() -> None:
    bad = replace(GOOD, frechet=24.0, temporal=0.07)
    goals, stretch = score_goals([table("fire", bad, NAIVE, FLOOR)], "gan")
    assert all(goal.met for goal in goals)
    assert [goal.met for goal in stretch] == [False, False]


def test_a_model_that_is_not_there_is_missed() -> None:
    goals, _ = score_goals([table("fire", NAIVE, FLOOR)], "diffusion")
    assert all(goal.measured is None for goal in goals)
    # nor is one that leaves a kind out
    goals, _ = score_goals([table("fire", GOOD, NAIVE), table("smoke", NAIVE)], "gan")
    assert all(goal.measured is None for goal in goals)
    assert all(goal.measured is None for goal in cost_goals([], "gan"))


def test_costs_are_judged_by_the_slowest_kind(capsys: pytest.CaptureFixture[str]) -> None:
    memory = tuple(zip(LENGTHS, (400.0, 420.0), strict=True))
    costs = [
        Cost("gan", "fire", 30.0, 1.0, (("512x512", 30.0),), memory),
        Cost("gan", "smoke", 45.0, 6.0),
        Cost("3D simulation", "fire", 130.0, 100.0),
        Cost("3D simulation", "smoke", 130.0, 100.0),
    ]
    frame, share, grown = cost_goals(costs, "gan")
    assert [frame.measured, share.measured, grown.measured] == pytest.approx([45.0, 0.06, 1.05])
    assert [frame.met, share.met, grown.met] == [False, False, True]
    report(costs)
    printed = capsys.readouterr().out
    assert "33.3" in printed
    assert "peak memory: 96 frames 400 MB, 384 frames 420 MB" in printed


def test_a_dataset_lacks_runs_that_are_simulated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, cache = tmp_path / "data", tmp_path / "cache"
    write_dataset(data, Dataset(ROWS, COLUMNS, Fraction(24), 3, ("fire",)))
    shape = (40, 3, ROWS, COLUMNS)
    for seed in (0, 6):
        write(
            data, FieldClip(np.full(shape, 1.0, np.float32), label_of("fire", seed), Fraction(24))
        )
    asked: list[int] = []

    def simulate(labels: list[ClipLabel], frames: int) -> list[FieldClip]:
        asked.extend(label.seed for label in labels)
        return [
            FieldClip(np.full((frames, *shape[1:]), 2.0, np.float32), label, Fraction(24))
            for label in labels
        ]

    monkeypatch.setattr(effects_data, "simulate_clips", simulate)
    monkeypatch.setattr(effects_data, "run_frames", lambda kind: 40)
    monkeypatch.setattr(effects_data, "RUNS", 4)
    real = effects_data.held_out_set(data, cache, "fire", lambda line: None)
    assert asked == [12, 18]
    assert [label.seed for label in real.windows.labels] == [0, 6, 12, 18]
    assert len(real.clips) == CLIPS
    assert set(real.clips[:, 0, 0, 0, 0]) == {1.0, 2.0}
    # floors have the same labels and other seeds, and nothing is simulated twice
    runs = effects_data.floor_runs(real.windows, cache, lambda line: None)
    assert len(runs) == 4
    assert not {0, 6, 12, 18} & set(asked[2:])
    known = len(asked)
    effects_data.floor_runs(real.windows, cache, lambda line: None)
    effects_data.held_out_set(data, cache, "fire", lambda line: None)
    assert len(asked) == known


def test_it_takes_the_options_of_every_benchmark(tmp_path: Path) -> None:
    given = ["--data", str(tmp_path), "--kinds", "fire", "--gan", "w.safetensors", "--check"]
    options = options_parser().parse_args(given)
    assert (options.data, options.kinds, options.check) == (tmp_path, ["fire"], True)
    assert (options.gan, options.diffusion) == (Path("w.safetensors"), None)


def test_an_index_of_the_training_clips_ships() -> None:
    path = resource(*INDEX)
    assert path.stat().st_size <= 2_000_000
    index = TrainingIndex.load(path)
    assert index.kinds == MODEL_KINDS
    assert all(len(index.descriptors[kind]) >= 500 for kind in MODEL_KINDS)
    # held-out clips are no copies of each other's: what is usual is not near 0
    assert all(float(np.quantile(usual, 0.05)) > 0.1 for usual in index.usual.values())
