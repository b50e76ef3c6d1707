"""Synthesised places beside the real ones: spectrum, movement, sides; loops; cost; sameness.

    python -m benchmarks.sound_places [--kinds rain …] [--minutes 5] [--json FILE] [--check]

Each row is a figure of a bed or spot, its range for the real sound and the range's source.
Then five minutes of every bed: whether anything repeats, and processor seconds a second.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.goals import Goal, arguments, close
from benchmarks.place_figures import PlaceFigures, loop_peak, measure_place, pattern_peak
from benchmarks.place_ranges import Range, ranges
from filmgen.media import FloatArray
from filmgen.sound.synth.render import BEDS, SPOTS, render
from filmgen.timecode import SAMPLE_RATE_HZ

__all__ = ["BedRun", "PlaceFigures", "Row", "bed_runs", "measure_place", "table"]

REAL_TIME = 0.05
LOOP, PATTERN = 0.05, 0.5
SEED = 2
BEATS = ("clock", "hospital", "train", "subway", "helicopter", "machine", "elevator")
"""Beds that beat by nature: their levels repeat, their samples must not."""


@dataclass(frozen=True)
class Row:
    """A measured figure beside its range."""

    kind: str
    knobs: str
    figure: str
    measured: float
    low: float
    high: float
    source: str

    @property
    def met(self) -> bool:
        return self.low <= self.measured <= self.high

    def line(self) -> str:
        name = f"{self.kind} {self.knobs}".strip()
        verdict = "" if self.met else "  OUTSIDE"
        return (
            f"{name:22} {self.figure:34} {self.measured:9.3g}  "
            f"{self.low:7.3g} to {self.high:<7.3g} {self.source}{verdict}"
        )


@dataclass(frozen=True)
class BedRun:
    """A long stretch of one bed.

    Attributes:
        loop: see `place_figures.loop_peak`.
        pattern: see `place_figures.pattern_peak`; None for beds that beat by nature.
        real_time: processor seconds for a second of sound.
        same: whether its first seconds come again sample for sample.
    """

    kind: str
    loop: float
    pattern: float | None
    real_time: float
    same: bool


def table(kinds: Sequence[str] | None = None) -> tuple[Row, ...]:
    """Every figure of these kinds, of all if None, measured."""
    rows = []
    made: dict[str, FloatArray] = {}
    whole: dict[str, PlaceFigures] = {}
    for wanted in sorted(ranges(), key=lambda r: (r.kind, not r.published)):
        if kinds is not None and wanted.kind not in kinds:
            continue
        key = repr((wanted.kind, wanted.intensity, sorted(wanted.knobs.items()), wanted.seconds))
        if key not in made:
            made.clear()  # sorted by kind: what is another's is not asked for again
            made[key] = _rendered(wanted)
        if wanted.place_figure:
            if key not in whole:
                whole[key] = measure_place(made[key])
            measured = float(getattr(whole[key], wanted.place_figure))
        else:
            measured = wanted.measured(made[key])
        knobs = " ".join(str(v) for _, v in sorted(wanted.knobs.items()))
        rows.append(
            Row(
                wanted.kind,
                knobs,
                wanted.figure,
                measured,
                wanted.low,
                wanted.high,
                wanted.source,
            )
        )
    return tuple(rows)


def _rendered(wanted: Range) -> FloatArray:
    samples = round(wanted.seconds * SAMPLE_RATE_HZ)
    return render(wanted.kind, wanted.intensity, samples, SEED, wanted.knobs)


def bed_runs(kinds: Sequence[str] | None = None, minutes: float = 5.0) -> tuple[BedRun, ...]:
    """Long stretches of beds: loops, cost, sameness."""
    runs = []
    for kind in BEDS:
        if kinds is not None and kind not in kinds:
            continue
        render(kind, 0.6, SAMPLE_RATE_HZ, SEED)
        samples = round(minutes * 60 * SAMPLE_RATE_HZ)
        began = time.process_time()
        sound = render(kind, 0.6, samples, SEED)
        spent = time.process_time() - began
        head = 4 * SAMPLE_RATE_HZ
        digests = [
            hashlib.sha256(render(kind, 0.6, head, SEED).tobytes()).hexdigest() for _ in range(2)
        ]
        runs.append(
            BedRun(
                kind,
                loop_peak(sound),
                None if kind in BEATS else pattern_peak(sound),
                spent / (minutes * 60),
                digests[0] == digests[1],
            )
        )
        run = runs[-1]
        pattern = "  beats" if run.pattern is None else f"{run.pattern:7.2f}"
        print(
            f"{kind:12} loop {run.loop:7.4f}  pattern {pattern}  {run.real_time:.4f} s a second"
            f"  {'same again' if run.same else 'DIFFERS'}",
            flush=True,
        )
    return tuple(runs)


def goals(rows: Sequence[Row], runs: Sequence[BedRun]) -> list[Goal]:
    """The closing lines."""
    published = [r for r in rows if r.source != "engineering estimate"]
    estimated = [r for r in rows if r.source == "engineering estimate"]
    patterns = [r.pattern for r in runs if r.pattern is not None]
    costs = [(r.real_time, r.kind) for r in runs]
    loops = [(r.loop, r.kind) for r in runs]
    slow = max(costs, default=(None, "none"))
    worst = max(loops, default=(None, "none"))
    return [
        Goal("figures outside published ranges", 0, sum(not r.met for r in published), "figures"),
        Goal("figures outside estimated ranges", 0, sum(not r.met for r in estimated), "figures"),
        Goal(f"loop in a bed ({worst[1]})", LOOP, worst[0], "correlation"),
        Goal("pattern in a bed", PATTERN, max(patterns, default=None), "correlation"),
        Goal(f"real-time factor of a bed ({slow[1]})", REAL_TIME, slow[0], "s a second"),
        Goal("beds that differ with one seed", 0, sum(not r.same for r in runs), "beds"),
        Goal("fewer than 30 places and sources by", 0, max(0, 30 - len(BEDS) - len(SPOTS)), ""),
    ]


def options_parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = arguments(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--kinds", nargs="+", choices=[*BEDS, *SPOTS], help="only these")
    parser.add_argument("--minutes", type=float, default=5.0, help="of each bed; 0 skips them")
    return parser


def main() -> None:
    options = options_parser().parse_args()
    rows = table(options.kinds)
    for row in rows:
        print(row.line())
    print()
    runs = bed_runs(options.kinds, options.minutes) if options.minutes > 0 else ()
    figures: dict[str, Any] = {
        "figures": [asdict(r) | {"met": r.met} for r in rows],
        "beds": [asdict(r) for r in runs],
    }
    close(goals(rows, runs), figures, options)


if __name__ == "__main__":
    main()
