"""Clips of fields: what a simulation records, what the generators learn and make, what is shaded.

A clip holds physical fields, not colours: exposure, colour and density are the shader's, so
that one clip serves every plate that is asked of it. A dataset is a folder:

- `data.json`: `Dataset`, the grid, the rate and the kinds;
- `KIND/SEED.npz`: one run, `fields` float16 (T, 3, rows, columns) and `label`, a JSON text.

Grid: row 0 is the top; the source stands at the middle of the foot, `FOOT_INSET` of the height
above the last row.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray

FIELDS = ("heat", "depth", "scatter")
"""Channels of a clip, in this order.

- heat: effective emission temperature of the ray, 0 where nothing glows, 1 an ordinary flame's
  hottest part: the fourth root of the temperature's fourth power, weighted by what the smoke
  before it lets through;
- depth: optical depth of the smoke along the ray, at least 0;
- scatter: key light scattered into the lens by smoke of albedo 1, premultiplied: between 0 and
  1 - exp(-depth).
"""
ROWS, COLUMNS = 48, 40
"""Grid of the shipped generators and of their training data."""
FOOT_INSET = 0.075
HELD_OUT_EVERY = 6
"""Runs whose seed is divisible by this are never trained on: scores are against them."""
MODEL_KINDS = ("explosion", "fire", "smoke")
"""Kinds the shipped generators know, sorted."""
ONE_SHOT = frozenset({"explosion"})
"""Kinds that happen once: their runs start with the event."""

DATASET_FILE = "data.json"


@dataclass(frozen=True)
class ClipLabel:
    """What a run is of.

    Attributes:
        kind: "fire", "smoke", "explosion", ...
        intensity: 0 to 1.
        wind: -1 (blows to the left) to 1.
        scale: size of the eddies beside the picture: 0.5 (small fire near the lens) to 2 (large,
            slow, far away); 1 is usual.
        seed: of the run.
    """

    kind: str
    intensity: float
    wind: float
    scale: float
    seed: int

    @property
    def held_out(self) -> bool:
        return self.seed % HELD_OUT_EVERY == 0


@dataclass(frozen=True)
class FieldClip:
    """Fields of consecutive frames.

    Attributes:
        fields: float32 (T, len(FIELDS), rows, columns).
        rate: frames per second.
        loops: whether frame 0 follows the last.
        first_frame: frames since the run's start, which for one-shot kinds is the event.
    """

    fields: FloatArray
    label: ClipLabel
    rate: Fraction
    loops: bool = False
    first_frame: int = 0


@dataclass(frozen=True)
class Dataset:
    """What `data.json` says of a folder of runs."""

    rows: int
    columns: int
    rate: Fraction
    dim: int
    kinds: tuple[str, ...]


def write_dataset(folder: Path, dataset: Dataset) -> None:
    """Write `data.json` into an existing or new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "schema": "filmgen.effects-data",
        "version": 1,
        "fields": list(FIELDS),
        **asdict(dataset),
        "rate": str(dataset.rate),
    }
    (folder / DATASET_FILE).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_dataset(folder: Path) -> Dataset:
    """Read `data.json`.

    Raises:
        WorkspaceError: the folder holds none, or a damaged one.
    """
    try:
        content: dict[str, Any] = json.loads((folder / DATASET_FILE).read_text(encoding="utf-8"))
        return Dataset(
            rows=int(content["rows"]),
            columns=int(content["columns"]),
            rate=Fraction(content["rate"]),
            dim=int(content["dim"]),
            kinds=tuple(content["kinds"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            f"{folder}: no effects data here ({error}); make some with "
            f"`filmgen effects simulate fire -o {folder}`"
        ) from error


def write_run(folder: Path, clip: FieldClip) -> Path:
    """Write one run of a dataset; the file appears only when complete."""
    path = folder / clip.label.kind / f"{clip.label.seed:05d}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file,
            fields=clip.fields.astype(np.float16),
            label=np.array(json.dumps(asdict(clip.label))),
        )
    part.replace(path)
    return path


def read_run(path: Path, rate: Fraction) -> FieldClip:
    """Read one run of a dataset.

    Raises:
        WorkspaceError: it cannot be read, or its fields have another shape.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            fields = data["fields"].astype(np.float32)
            label = ClipLabel(**json.loads(str(data["label"])))
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise WorkspaceError(f"{path}: not a run of fields ({error}); simulate it again") from error
    if fields.ndim != 4 or fields.shape[1] != len(FIELDS):
        raise WorkspaceError(
            f"{path}: fields of shape {fields.shape} instead of (T, {len(FIELDS)}, rows, columns); "
            "simulate it again"
        )
    return FieldClip(fields, label, rate)


def run_paths(folder: Path, kinds: tuple[str, ...], *, held_out: bool | None) -> Iterator[Path]:
    """Files of a dataset's runs, by kind and seed; `held_out` None gives all."""
    for kind in kinds:
        for path in sorted((folder / kind).glob("*.npz")):
            if held_out is None or held_out == (int(path.stem) % HELD_OUT_EVERY == 0):
                yield path
