"""Learned effects beside simulated ones: how like, how fast, how much memory.

Scores of every kind against held-out 3D runs (`filmgen.effects.scores`), 96 clips of 16 frames a
row: GAN, diffusion, the 2D simulation, a PCA video model (naive), and the floor: 3D runs of the
same labels with other seeds. Then seconds and memory.

    python -m benchmarks.effects [--data DIR] [--cache DIR] [--kinds fire …] [--gan FILE]
        [--diffusion FILE] [--index FILE] [--save-index FILE] [--no-plates] [--no-speed]
        [--json FILE] [--check]

`--data` is a folder of `filmgen effects simulate`; without it, held-out runs are simulated (some
eight seconds each), once. What is simulated is kept in `--cache`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.effects_data import flat_run, floor_runs, held_out_set, naive_clips
from benchmarks.effects_speed import ENGINES, LEARNED, Cost, cost, engine_of, report
from benchmarks.goals import Goal, arguments, close
from filmgen.effects.clips import MODEL_KINDS
from filmgen.effects.scores.judge import Judge
from filmgen.effects.scores.nearest import TrainingIndex, build_index
from filmgen.effects.scores.sets import made_runs
from filmgen.effects.scores.table import Row, Table
from filmgen.errors import EngineUnavailable
from filmgen.resources import resource

FRECHET_OVER_NAIVE, FRECHET_OVER_FLOOR = 1 / 3, 1.5
SPATIAL, TEMPORAL, TEMPORAL_STRETCH = 0.10, 0.15, 0.06
DIVERSITY = 0.15
LATE, SEAM = 1.5, 1.0
FPS = {"gan": 24.0, "diffusion": 12.0}
FASTER_THAN_3D = 20.0
FLAT_MEMORY = 1.1
CACHE = Path("out") / "benchmark-effects"
INDEX = ("assets", "models", "effects", "training-index.npz")


def told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def scored(kind: str, options: argparse.Namespace, index: TrainingIndex | None) -> Table:
    """All rows of a kind."""
    real = held_out_set(options.data, options.cache, kind, told)
    plan = real.windows
    judge = Judge(kind, real, index, shade=not options.no_plates)
    rows: list[Row] = []
    for maker in LEARNED:
        try:
            generator = engine_of(maker, getattr(options, maker)).fields()
        except EngineUnavailable as error:
            told(str(error))
            continue
        if kind in generator.kinds:
            rows.append(judge.generator_row(maker, generator))
            told(f"{kind}: {maker} scored")
    rows.append(judge.row("2D simulation", plan.cut(made_runs(flat_run, plan, plan.frames))))
    told(f"{kind}: 2D simulation scored")
    runs = floor_runs(plan, options.cache, told)
    naive = naive_clips(options.data, kind, runs, plan)
    rows.append(judge.row("PCA", naive, owners=tuple(range(len(naive)))))
    rows.append(judge.row("floor", plan.cut(runs)))
    return judge.table(tuple(rows))


def training_index(options: argparse.Namespace) -> TrainingIndex | None:
    """Of the data given, else the one that ships."""
    if options.index is not None:
        return TrainingIndex.load(options.index)
    if options.data is not None:
        return build_index(options.data, tuple(options.kinds))
    try:
        return TrainingIndex.load(resource(*INDEX))
    except FileNotFoundError:
        told("no training index ships with this copy: the distance to training is left out")
        return None


def score_goals(tables: Sequence[Table], maker: str) -> tuple[list[Goal], list[Goal]]:
    """Goals and stretch goals of a model, each on the kind it does worst in."""

    def worst(
        name: str, limit: float, unit: str, values: Sequence[tuple[str, float | None]]
    ) -> Goal:
        known = [(value, kind) for kind, value in values if value is not None]
        if not known or len(known) < len(values):
            return Goal(f"{maker}: {name}", limit, None, unit)
        value, kind = max(known)
        return Goal(f"{maker}: {name} ({kind})", limit, value, unit)

    rows = [(table, table.row(maker)) for table in tables]
    own = [(table, row) for table, row in rows if row is not None]
    if len(own) < len(rows):
        own = []

    def over(other: str) -> list[tuple[str, float | None]]:
        beside = [(t.kind, r.frechet, t.row(other)) for t, r in own]
        return [(kind, value / row.frechet if row else None) for kind, value, row in beside]

    goals = [
        worst("Fréchet distance over naive", FRECHET_OVER_NAIVE, "times", over("PCA")),
        worst("spatial spectra", SPATIAL, "decades", [(t.kind, r.spatial) for t, r in own]),
        worst("temporal spectra", TEMPORAL, "decades", [(t.kind, r.temporal) for t, r in own]),
        worst("diversity off 1", DIVERSITY, "", [(t.kind, abs(r.diversity - 1)) for t, r in own]),
        worst("late over early frames", LATE, "times", [(t.kind, r.late) for t, r in own]),
        worst("copies of training clips", 0.0, "of clips", [(t.kind, r.copied) for t, r in own]),
        worst(
            "loop seam",
            SEAM,
            "of the usual change",
            [(t.kind, r.seam) for t, r in own if r.seam is not None],
        ),
    ]
    stretch = [
        worst("Fréchet distance over the floor", FRECHET_OVER_FLOOR, "times", over("floor")),
        worst(
            "temporal spectra", TEMPORAL_STRETCH, "decades", [(t.kind, r.temporal) for t, r in own]
        ),
    ]
    return goals, stretch


def cost_goals(costs: Sequence[Cost], maker: str) -> list[Goal]:
    """Speed and memory of a model, in the kind it is slowest in."""
    own = [c for c in costs if c.maker == maker]
    solid = {c.kind: c.fields_ms for c in costs if c.maker == "3D simulation"}
    plate = max((c.plate_ms for c in own), default=None)
    share = max((c.fields_ms / solid[c.kind] for c in own if c.kind in solid), default=None)
    grown = [c.memory_mb[-1][1] / c.memory_mb[0][1] for c in own if len(c.memory_mb) > 1]
    return [
        Goal(f"{maker}: a 512x512 plate frame, one thread", 1000 / FPS[maker], plate, "ms"),
        Goal(f"{maker}: fields over the 3D simulation", 1 / FASTER_THAN_3D, share, "of its time"),
        Goal(f"{maker}: memory at 16 s over 4 s", FLAT_MEMORY, max(grown, default=None), "times"),
    ]


def measured_costs(options: argparse.Namespace) -> list[Cost]:
    costs = []
    for kind in options.kinds:
        for maker in ENGINES:
            first = kind == options.kinds[0]
            try:
                costs.append(
                    cost(
                        maker,
                        kind,
                        getattr(options, maker, None),
                        sizes=first and maker != "3D simulation",
                        memory=first and maker in LEARNED,
                    )
                )
            except EngineUnavailable as error:
                told(str(error))
    return costs


def options_parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = arguments(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, help="a dataset folder; by default simulated here")
    parser.add_argument("--cache", type=Path, default=CACHE, help="keeps what is simulated")
    parser.add_argument("--kinds", nargs="+", choices=MODEL_KINDS, default=list(MODEL_KINDS))
    for maker in LEARNED:
        parser.add_argument(f"--{maker}", type=Path, help="weights; by default those that ship")
    parser.add_argument("--index", type=Path, help="of training clips; by default from --data")
    parser.add_argument("--save-index", type=Path, help="write the index of --data to this file")
    parser.add_argument("--no-plates", action="store_true", help="leave shaded plates out")
    parser.add_argument("--no-speed", action="store_true", help="leave seconds and memory out")
    return parser


def main() -> None:
    options = options_parser().parse_args()

    import torch

    started = time.perf_counter()
    index = training_index(options)
    if options.save_index is not None and index is not None:
        index.save(options.save_index)
    tables = []
    for kind in options.kinds:
        tables.append(scored(kind, options, index))
        print(f"\n{tables[-1]}", flush=True)
    costs = [] if options.no_speed else measured_costs(options)
    report(costs)
    if not torch.cuda.is_available():
        print("no GPU here: its figures are skipped")
    goals, stretch = [], []
    for maker in LEARNED:
        must, may = score_goals(tables, maker)
        goals += must + ([] if options.no_speed else cost_goals(costs, maker))
        stretch += may
    print()
    for goal in stretch:
        print(f"stretch: {goal.line()}")
    figures = {
        "tables": [table.as_json() for table in tables],
        "costs": [asdict(c) for c in costs],
        "stretch": [asdict(g) | {"met": g.met} for g in stretch],
        "seconds": round(time.perf_counter() - started, 1),
    }
    close(goals, figures, options)


if __name__ == "__main__":
    main()
