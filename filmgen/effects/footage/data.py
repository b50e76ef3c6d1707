"""A person's footage as training data: clips found, turned into fields, written as a dataset.

    DATA/fire/torch.mov            a movie with alpha, or on black
    DATA/fire/bonfire/0001.png …   a folder of frames (anything `footage.probe_footage` reads)

The sub-folder gives the kind. Runs count from 1 for each kind, and long clips are cut into
several, so that every sixth is held out as simulated ones are (`clips.HELD_OUT_EVERY`).
"""

from __future__ import annotations

import difflib
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.effects.clips import (
    COLUMNS,
    DATASET_FILE,
    ONE_SHOT,
    ROWS,
    ClipLabel,
    Dataset,
    FieldClip,
    write_dataset,
    write_run,
)
from filmgen.effects.delivery.sidecar import SIDECAR
from filmgen.effects.footage.fields import fields_of, fitted_light, lean_of
from filmgen.effects.footage.frames import MOVIES, PICTURES, Footage, probe_footage
from filmgen.effects.imaging.looks import LOOKS
from filmgen.effects.imaging.tempo import CLIP_RATE
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.media import FloatArray
from filmgen.progress import Progress

LEAST_FRAMES = 24
"""At `CLIP_RATE`: the shortest window a model is trained on."""
_CUT_FRAMES = 96
SOURCE_FILE = "source.json"
"""In the dataset: which files it was made of, to see whether it still holds."""


@dataclass(frozen=True)
class Clip:
    """One piece of footage of a kind."""

    kind: str
    footage: Footage


def is_dataset(folder: Path) -> bool:
    """Whether the folder holds fields already."""
    return (folder / DATASET_FILE).is_file()


def dataset_of(data: Path, run: Path, *, rate: Fraction, progress: Progress) -> Path:
    """The dataset of `--data`: itself, or made from its footage in the run's folder.

    Args:
        data: a dataset, or a folder of footage.
        run: of the training; the dataset is kept there, as `data`, while the footage stays as
            it is.
        rate: of frames that do not say theirs.

    Raises:
        WorkspaceError: no footage there, or some that cannot be used; names the file.
    """
    if is_dataset(data):
        return data
    folder = run / "data"
    try:
        clips = find_clips(data)
        source = _fingerprint(data, rate)
        if _made_of(folder) == source:
            return folder
        convert(clips, folder, rate=rate, progress=progress)
    except TimelineError as error:
        raise WorkspaceError(str(error)) from error
    (folder / SOURCE_FILE).write_text(json.dumps(source, indent=1), encoding="utf-8")
    return folder


def find_clips(data: Path) -> list[Clip]:
    """All clips below a folder, by kind and name; headers are looked at, frames are not.

    Raises:
        TimelineError: footage that cannot be read.
        WorkspaceError: there is none, or it is not in a folder that names its kind.
    """
    if not data.is_dir():
        raise WorkspaceError(f"{data}: no such folder; --data takes a dataset or a folder of clips")
    shown = [path for path in sorted(data.iterdir()) if not path.name.startswith(".")]
    loose = [path for path in shown if path.suffix.lower() in (*PICTURES, *MOVIES)]
    if loose:
        raise WorkspaceError(
            f"{loose[0]}: lies in no folder that names its kind; move it to {data / 'fire'} or "
            f"another of {', '.join(sorted(LOOKS))}"
        )
    clips: list[Clip] = []
    for folder in (path for path in shown if path.is_dir()):
        if folder.name not in LOOKS:
            near = difflib.get_close_matches(folder.name, LOOKS, n=1, cutoff=0.5)
            guess = f"did you mean {near[0]}? " if near else ""
            raise WorkspaceError(
                f"{folder}: {folder.name!r} is no kind of element; {guess}Folders are called "
                f"{', '.join(sorted(LOOKS))}"
            )
        clips += [Clip(folder.name, probe_footage(path)) for path in _pieces(folder)]
    if not clips:
        raise WorkspaceError(
            f"{data}: neither a dataset ({DATASET_FILE}) nor clips in folders like "
            f"{data / 'fire'}; make data with `filmgen effects simulate fire -o {data}`"
        )
    return clips


def convert(clips: Sequence[Clip], folder: Path, *, rate: Fraction, progress: Progress) -> Dataset:
    """Write the clips' fields as a dataset; what the folder held before is replaced.

    Raises:
        TimelineError: a frame is damaged or of another size.
        WorkspaceError: a clip is too short or empty, or the folder cannot be written.
    """
    kinds = tuple(sorted({clip.kind for clip in clips}))
    for clip in clips:
        _refuse_short(clip, rate)
    progress.stage("footage", len(clips))
    try:
        for kind in kinds:
            for old in (folder / kind).glob("*.npz"):
                old.unlink()
        for kind in kinds:
            _convert_kind([clip for clip in clips if clip.kind == kind], folder, rate, progress)
        dataset = Dataset(ROWS, COLUMNS, CLIP_RATE, 2, kinds)
        write_dataset(folder, dataset)
    except OSError as error:
        raise WorkspaceError(
            f"{folder}: cannot write the clips' fields ({error.strerror or error}); free some "
            "space or choose another -o folder"
        ) from error
    progress.done()
    return dataset


def _convert_kind(clips: Sequence[Clip], folder: Path, rate: Fraction, progress: Progress) -> None:
    """Strength is relative: the clip of a kind that shows most of it is at full intensity."""
    kind = clips[0].kind
    made = []
    for clip in clips:
        light = fitted_light(_at_clip_rate(clip.footage, rate), clip.footage.path)
        made.append(fields_of(light, kind, has_alpha=clip.footage.has_alpha))
        progress.advance(clip.footage.path.name, reused=False)
    strength = [float(np.maximum(f[:, 0], -np.expm1(-f[:, 1])).mean()) for f in made]
    number = 0
    for fields, mean in zip(made, strength, strict=True):
        intensity = 0.6 if len(made) == 1 else max(0.15, mean / max(*strength, 1e-6))
        for piece in _runs(fields, kind):
            number += 1
            label = ClipLabel(kind, round(intensity, 3), round(lean_of(piece), 3), 1.0, number)
            write_run(folder, FieldClip(piece, label, CLIP_RATE))


def _runs(fields: FloatArray, kind: str) -> Iterator[FloatArray]:
    """Pieces of about `_CUT_FRAMES`; what happens once stays whole."""
    count = 1 if kind in ONE_SHOT else max(1, len(fields) // _CUT_FRAMES)
    edges = np.linspace(0, len(fields), count + 1).astype(int)
    for first, last in itertools.pairwise(edges):
        yield fields[first:last]


def _at_clip_rate(footage: Footage, rate: Fraction) -> Iterator[FloatArray]:
    """The frames nearest to those of `CLIP_RATE`: blended ones would teach ghosts."""
    step = CLIP_RATE / (footage.rate or rate)
    sent = 0
    for number, frame in enumerate(footage.read(), 1):
        while sent < round(number * step):
            yield frame
            sent += 1


def _pieces(folder: Path) -> Iterator[Path]:
    """What `probe_footage` is asked about: movies, folders of frames, or the folder itself."""
    shown = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    files = [path for path in shown if path.is_file()]
    if (folder / SIDECAR).is_file() or any(p.suffix.lower() in PICTURES for p in files):
        yield folder
        return
    for path in shown:
        added = path.stem.lower().endswith((".add", "_add"))
        if path.is_dir() or (path.suffix.lower() in MOVIES and not added):
            yield path


def _refuse_short(clip: Clip, rate: Fraction) -> None:
    own = clip.footage.rate or rate
    frames = round(clip.footage.frames * CLIP_RATE / own)
    if frames < LEAST_FRAMES:
        raise WorkspaceError(
            f"{clip.footage.path}: {clip.footage.frames} frames at {float(own):g} frames/s are too "
            f"short to learn from; at least {LEAST_FRAMES / CLIP_RATE} s is needed, so take it out "
            "or film longer"
        )


def _fingerprint(data: Path, rate: Fraction) -> dict[str, object]:
    files = [path for path in sorted(data.rglob("*")) if path.is_file()]
    return {
        "rate": str(rate),
        "files": [
            [path.relative_to(data).as_posix(), path.stat().st_size, path.stat().st_mtime_ns]
            for path in files
        ],
    }


def _made_of(folder: Path) -> object:
    try:
        return json.loads((folder / SOURCE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
