"""Goals of a benchmark: what was aimed at, what was measured, met or missed."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Goal:
    """One closing line.

    Attributes:
        measured: None if it could not be measured; it then counts as missed.
        limit: the measured value must not exceed it.
    """

    name: str
    limit: float
    measured: float | None
    unit: str

    @property
    def met(self) -> bool:
        return self.measured is not None and self.measured <= self.limit

    def line(self) -> str:
        measured = "skipped" if self.measured is None else f"{self.measured:.3g} {self.unit}"
        verdict = "met" if self.met else "missed"
        return f"{self.name}: goal <= {self.limit:.3g} {self.unit}, measured {measured}: {verdict}"


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--check", action="store_true", help="exit 1 if a goal is missed")
    return parser


def close(goals: list[Goal], figures: dict[str, Any], options: argparse.Namespace) -> None:
    """Print one line a goal, write the figures, and exit 1 on a miss under --check."""
    print()
    for goal in goals:
        print(goal.line())
    if options.json:
        record = {"figures": figures, "goals": [asdict(g) | {"met": g.met} for g in goals]}
        options.json.write_text(json.dumps(record, indent=1) + "\n")
    if options.check and not all(goal.met for goal in goals):
        sys.exit(1)
