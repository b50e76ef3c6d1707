"""Scenes of the embedded model: by filmgen's way, and by one plain prompt to the same model.

Twenty loglines, the same seed and temperature for both. Quality is measured on the Fountain
text alone (`measures`); a column counts as better only if the whole 95 % interval of the paired
difference is. Time is taken in a run of its own, on the first loglines, both ways in turn, with
no answer kept; quality runs may be broken off and gone on with (`--kept`).

    python -m benchmarks.writer [--loglines 20] [--timed 3] [--kept FOLDER] [--json F] [--check]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.goals import Goal, arguments, close
from benchmarks.writer.compare import gain
from benchmarks.writer.loglines import LOGLINES, Logline
from benchmarks.writer.measures import Measures, measure_scene
from benchmarks.writer.ours import write_ours
from benchmarks.writer.plain import ASK, RULES, unfenced, write_plainly
from filmgen.config import WritingSettings
from filmgen.engines.table import create_engine
from filmgen.errors import EngineError
from filmgen.writing.kept import KeptAnswers

COLUMNS = {"form": 1, "names": 1, "place": 1, "repeated": -1, "copied": -1, "keeps_all": 1}
"""Quality columns; 1 where more is better, -1 where less is."""

BEYOND = -1e-6
NOTHING = Measures(0.0, 0.0, 0.0, 1.0, 0, 1.0, 0.0, 0, 0, 0.0)
"""Of a scene that could not be written."""


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--loglines", type=int, default=len(LOGLINES))
    parser.add_argument("--timed", type=int, default=3, help="loglines of the timed run")
    parser.add_argument(
        "--kept", type=Path, help="keep answers and texts here, and go on with them"
    )
    parser.add_argument("--threads", type=int, default=0, help="of the model in the quality run")
    parser.add_argument("--only", choices=("plain", "ours"), help="write these and print no table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run(options, options.kept or Path(scratch))


def run(options: argparse.Namespace, folder: Path) -> None:
    chosen = LOGLINES[: options.loglines]
    rows: dict[str, list[Measures]] = {}
    foreign: list[str] = []
    engine = create_engine("writer", "llama", {"threads": options.threads})
    for way in ("plain", "ours"):
        if options.only in (None, way):
            rows[way] = []
            for number, logline in enumerate(chosen, 1):
                measures, strange = scene(way, engine, number, logline, folder)
                rows[way].append(measures)
                foreign += strange
                print(f"{way:5} {number:2} {told(measures)}", flush=True)
    engine.close()
    if options.only:
        return
    times = timed(chosen[: options.timed])
    goals, table = judged(rows["ours"], rows["plain"], foreign)
    print("\ncolumn      ours   plain    gain   95 % interval")
    for name, row in table.items():
        print(
            f"{name:10} {row['ours']:6.3f} {row['plain']:7.3f} {row['gain']:7.3f}   "
            f"{row['lower']:.3f} to {row['upper']:.3f}"
        )
    for way, figures in times.items():
        print(
            f"{way}: {figures['seconds']:.0f} s a scene, {figures['seconds_a_page']:.0f} s a page, "
            f"{figures['tokens_a_second']:.1f} tokens a second (medians of {options.timed})"
        )
    close(
        goals,
        {
            "columns": table,
            "time": times,
            "foreign": foreign,
            "scenes": {way: [asdict(m) for m in found] for way, found in rows.items()},
        },
        options,
    )


def scene(
    way: str, engine: Any, number: int, logline: Logline, folder: Path
) -> tuple[Measures, tuple[str, ...]]:
    """One scene of the quality run: its measures, and texts in it that no model wrote."""
    settings, kept = WritingSettings(), KeptAnswers(folder)
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    strange: tuple[str, ...] = ()
    if way == "ours":
        try:
            written = write_ours(engine, logline.text, number, settings, kept)
        except EngineError as error:
            print(f"ours {number}: {error}")
            return NOTHING, ()
        text, prompt, strange = written.text, written.prompt, written.foreign
    else:
        answer = write_plainly(engine, logline.text, number, settings.temperature, kept)
        text, prompt = unfenced(answer.text), "\n".join([RULES, ASK, logline.text])
    (texts / f"{way}-{number:02d}.fountain").write_text(text, encoding="utf-8")
    return measure_scene(text, logline, prompt), strange


def timed(chosen: Sequence[Logline]) -> dict[str, dict[str, float]]:
    """Seconds of scenes and pages, both ways in turn, nothing kept; medians."""
    engine = create_engine("writer", "llama", {})
    taken: dict[str, list[tuple[float, float, int]]] = {"ours": [], "plain": []}
    for number, logline in enumerate(chosen, 1):
        written = write_ours(engine, logline.text, number, WritingSettings(), None)
        pages = measure_scene(written.text, logline, "").pages
        taken["ours"].append((written.seconds, pages, written.tokens))
        answer = write_plainly(engine, logline.text, number, WritingSettings().temperature, None)
        pages = measure_scene(unfenced(answer.text), logline, "").pages
        taken["plain"].append((answer.seconds, pages, answer.answer_tokens))
    engine.close()
    median = statistics.median
    return {
        way: {
            "seconds": median(seconds for seconds, _, _ in found),
            "seconds_a_page": median(s / max(p, 0.01) for s, p, _ in found),
            "tokens_a_second": median(tokens / s for s, _, tokens in found),
        }
        for way, found in taken.items()
        if found
    }


def judged(
    ours: list[Measures], plain: list[Measures], foreign: list[str]
) -> tuple[list[Goal], dict[str, dict[str, float]]]:
    """The goals of the issue and the table of quality columns."""
    goals = [
        failing("scenes without a heading, two speakers and six lines", ours, lambda m: m.form < 1),
        failing("scenes that lost a name of the premise", ours, lambda m: m.names < 1),
        failing("scenes that lost the place", ours, lambda m: m.place < 1),
        failing("scenes with a line said more than twice", ours, lambda m: m.most_said > 2),
        Goal("most copied from the prompt", 0.2, max(m.copied for m in ours), "of the words"),
        Goal("lines that no model wrote", 0, float(len(foreign)), "lines"),
    ]
    table = {}
    for name, sign in COLUMNS.items():
        a, b = [getattr(m, name) for m in ours], [getattr(m, name) for m in plain]
        mean, lower, upper = gain([sign * v for v in a], [sign * v for v in b])
        table[name] = {
            "ours": statistics.mean(a), "plain": statistics.mean(b),
            "gain": mean, "lower": lower, "upper": upper,
        }  # fmt: skip
        goals.append(Goal(f"plain less ours, {name}, upper end of 95 %", BEYOND, -lower, "gain"))
    return goals, table


def failing(name: str, scenes: list[Measures], fails: Any) -> Goal:
    return Goal(name, 0, float(sum(fails(m) for m in scenes)), f"of {len(scenes)}")


def told(m: Measures) -> str:
    return (
        f"form {m.form:.0f} names {m.names:.2f} place {m.place:.0f} repeated {m.repeated:.2f} "
        f"most said {m.most_said} copied {m.copied:.2f}; {m.speeches} speeches of {m.speakers}, "
        f"{m.pages:.2f} pages"
    )


if __name__ == "__main__":
    main()
