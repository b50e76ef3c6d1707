"""A small dataset to learn from, a spot that wanders over 16 by 8 cells; a training killed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.effects.clips import ClipLabel, Dataset, FieldClip, write_dataset, write_run
from filmgen.media import FloatArray
from filmgen.progress import Silent

RATE = Fraction(24)
ROWS, COLUMNS = 16, 8
TINY = {"widths": (8, 8, 8), "down": ("t", "s", "t"), "up": ("t", "s"), "condition": 8}


def spot_fields(seed: int, frames: int, rows: int = ROWS, columns: int = COLUMNS) -> FloatArray:
    draw = np.random.default_rng(seed)
    time, y, x = np.mgrid[:frames, :rows, :columns].astype(np.float32)
    centre = columns / 2 + 2 * np.sin(0.2 * time + draw.uniform(0, 6))
    height = rows - (0.4 * time + draw.uniform(0, rows)) % rows
    spot = np.exp(-((x - centre) ** 2 + (y - height) ** 2) / 6)
    spot[spot < 0.02] = 0
    depth = 2 * spot
    return np.stack((spot, depth, 0.7 * (1 - np.exp(-depth))), 1).astype(np.float32)


def spot_clip(kind: str, seed: int, frames: int = 32) -> FieldClip:
    label = ClipLabel(kind, 0.2 + 0.05 * seed, 0.3, 1.0, seed)
    return FieldClip(spot_fields(seed, frames), label, RATE)


def write_spots(folder: Path, kinds: tuple[str, ...] = ("fire",), runs: int = 7) -> Path:
    """Runs 0 to `runs` - 1 of each kind; 0 and 6 are held out."""
    write_dataset(folder, Dataset(ROWS, COLUMNS, RATE, 2, tuple(sorted(kinds))))
    for kind in kinds:
        for seed in range(runs):
            write_run(folder, spot_clip(kind, seed))
    return folder


class Killed(Exception):
    pass


class KillsAt(Silent):
    def __init__(self, step: int) -> None:
        self.step = step

    def advance(self, subject: str, *, reused: bool) -> None:
        if subject.startswith(f"step {self.step}:"):
            raise Killed


def logged(run: Path) -> list[dict[str, Any]]:
    lines = (run / "log.jsonl").read_text().splitlines()
    return [{**json.loads(line), "seconds": 0} for line in lines]
