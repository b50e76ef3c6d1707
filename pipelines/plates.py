"""Effects plates: data, training, scores, plates as files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmgen.effects.clips import Dataset, read_dataset, run_paths
from filmgen.effects.delivery.sidecar import SIDECAR, PlateFiles, from_json
from filmgen.effects.delivery.writer import estimated_bytes, write_plate_files
from filmgen.effects.fluids.simulated_data import (
    check_space,
    checked_kinds,
    make_runs,
    missing_tasks,
    open_dataset,
)
from filmgen.engines.effects.learned import NEEDS
from filmgen.engines.effects.requests import require_device, require_packages
from filmgen.engines.protocols import EngineInfo, PlateRequest, StreamingEffectsEngine
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.progress import Progress
from filmgen.resources import resource
from filmgen.workspace import explained

if TYPE_CHECKING:
    from filmgen.effects.scores.table import Evaluation


@dataclass(frozen=True)
class SimulatedData:
    """What `simulate_data` did: runs `made` now and `kept` from before."""

    folder: Path
    dataset: Dataset
    made: int
    kept: int


def simulate_data(
    kinds: Sequence[str],
    folder: Path,
    *,
    clips: int,
    frames: int,
    dim: int,
    seed: int,
    jobs: int,
    device: str,
    progress: Progress,
) -> SimulatedData:
    """Simulate runs number `seed` to `seed + clips - 1` of each kind that are not there yet.

    Raises:
        ConfigError: a kind that nothing simulates.
        EngineUnavailable: torch has no such device.
        WorkspaceError: the folder holds other data, or is full or unwritable.
        WorkerDied: a worker was killed.
    """
    kinds = checked_kinds(kinds, dim)
    numbers = range(seed, seed + clips)
    tasks = missing_tasks(folder, kinds, numbers, frames=frames, dim=dim, device=device)
    missing, wanted = sum(len(task.labels) for task in tasks), clips * len(kinds)
    check_space(folder, tasks)
    require_device("simulation", device)
    with explained(folder):
        dataset = open_dataset(folder, kinds, dim)
    progress.stage("runs", wanted)
    for _ in range(wanted - missing):
        progress.advance("", reused=True)
    with LocalFarm(min(jobs, len(tasks)) if jobs else 0) as farm:
        for _, result in farm.map(make_runs, tasks):
            if isinstance(result, Exception):
                raise result
            for subject in result:
                progress.advance(subject, reused=False)
    progress.done()
    return SimulatedData(folder, dataset, missing, wanted - missing)


TRAINING_FILE = "training.json"
"""In a training's folder: what it learns from."""
NO_TEACHER = "none"
"""As a GAN's teacher: it begins from random weights."""


@dataclass(frozen=True)
class Trained:
    """Where a training's results lie."""

    run: Path
    checkpoint: Path
    curves: Path
    weights: Path


def train_model(
    model: str,
    data: Path,
    run: Path,
    *,
    steps: int | None,
    hours: float | None,
    seed: int,
    kinds: Sequence[str] | None,
    teacher: str,
    footage_rate: Fraction,
    device: str,
    threads: int,
    progress: Progress,
) -> Trained:
    """Train a model on a dataset or on footage, or go on with a training; export its weights.

    Args:
        teacher: what a GAN begins as: the folder of a diffusion training, a weights file, "none",
            or "" for the diffusion weights that ship, where these fit the data. A training that
            goes on has its teacher with it.

    Raises:
        ConfigError: no such model, no budget, or a teacher for a model without one.
        EngineUnavailable: an extra is not installed, or the teacher's weights cannot be used.
        WorkspaceError: data that cannot be used, or a folder with another training.
    """
    from filmgen.effects.footage.data import dataset_of
    from filmgen.effects.learned.training import CURVES_FILE, train
    from filmgen.effects.learned.weights import export_weights

    if model not in NEEDS:
        raise ConfigError("--model", f"no model {model!r}; it is {' or '.join(sorted(NEEDS))}")
    if steps is None and hours is None:
        raise ConfigError("--steps", "a training needs an end; give --steps 20000 or --hours 3")
    require_packages(model, NEEDS[model])
    require_device(model, device)
    with explained(run):
        run.mkdir(parents=True, exist_ok=True)
        dataset = dataset_of(data, run, rate=footage_rate, progress=progress)
        about = {"schema": "filmgen.effects-training", "version": 1, "data": str(dataset.resolve())}
        (run / TRAINING_FILE).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        checkpoint = train(
            model,
            dataset,
            run,
            steps=steps,
            hours=hours,
            seed=seed,
            kinds=kinds,
            teacher=_teacher_of(teacher, model, dataset, run, kinds, progress),
            device=device,
            threads=threads,
            progress=progress,
        )
        weights = run / f"{model}.safetensors"
        export_weights(run, weights)
    return Trained(run, checkpoint, run / CURVES_FILE, weights)


def _teacher_of(
    teacher: str,
    model: str,
    data: Path,
    run: Path,
    kinds: Sequence[str] | None,
    progress: Progress,
) -> Path | None:
    """The diffusion model that a training begins with; a note tells which, where nobody chose."""
    if teacher:
        return None if teacher == NO_TEACHER else Path(teacher)
    from filmgen.effects.learned.checkpoints import newest_checkpoint

    if model != "gan" or newest_checkpoint(run):
        return None
    try:
        shipped = resource("assets", "models", "effects", "diffusion.safetensors")
    except FileNotFoundError:
        progress.note("begins without a teacher: no diffusion weights ship with this install")
        return None
    if misfit := _misfit(shipped, data, kinds):
        progress.note(f"begins without a teacher: {misfit}; --teacher names one of your own")
        return None
    progress.note(f"begins as the diffusion model that ships; --teacher {NO_TEACHER} for none")
    return shipped


def _misfit(teacher: Path, data: Path, kinds: Sequence[str] | None) -> str:
    """In what a teacher differs from what is to be trained, in words; empty where it fits."""
    from filmgen.effects.learned.teacher import read_teacher

    known, dataset = read_teacher(teacher).description, read_dataset(data)
    runs = partial(run_paths, data, held_out=False)
    trained = tuple(sorted(kinds or [kind for kind in dataset.kinds if any(runs((kind,)))]))
    if trained != known.kinds:
        told = f"what ships knows {', '.join(known.kinds)}"
        return f"{told}, trained is {', '.join(trained)}" if trained else told
    theirs = known.rows, known.columns, known.rate
    ours = dataset.rows, dataset.columns, dataset.rate
    if theirs != ours:
        told = "what ships has {} rows by {} columns at {} frames/s, the data {} by {} at {}"
        return told.format(*theirs, *ours)
    return ""


def evaluate_model(
    run: Path, data: Path | None, *, plates: bool, device: str, progress: Progress
) -> Evaluation:
    """Score a training, or a weights file, against the held-out runs of its data.

    Raises:
        ConfigError: it is not known which data.
        WorkspaceError, EngineUnavailable: as `scores.evaluate.evaluate`.
    """
    from filmgen.effects.scores.evaluate import evaluate

    if not run.exists():
        raise WorkspaceError(f"{run}: no such training; `filmgen effects train -o {run}` makes one")
    require_device("evaluate", device)
    return evaluate(run, data or _data_of(run), shade=plates, device=device, progress=progress)


def _data_of(run: Path) -> Path:
    try:
        return Path(json.loads((run / TRAINING_FILE).read_text(encoding="utf-8"))["data"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            "--data", f"{run} does not say which data it learned from; give --data DATA"
        ) from error


def render_plate(
    request: PlateRequest,
    folder: Path,
    *,
    engine: str,
    options: Mapping[str, Any],
    formats: Sequence[str],
    progress: Progress,
) -> PlateFiles:
    """Shoot a plate and deliver it as files, a frame in memory at a time.

    Raises:
        ConfigError: no such engine, option or format.
        EngineUnavailable: the engine cannot run here.
        EngineError: it cannot make this plate.
        WorkspaceError: the folder holds another plate, or is full or unwritable.
    """
    _refuse_another(folder, request.kind)
    maker: StreamingEffectsEngine = create_engine("effects", engine, options)
    try:
        info = maker.describe()
        frames = maker.frames(request)
        _refuse_full(folder, request, formats)
        progress.stage("frames", request.frames)
        plate = write_plate_files(
            folder,
            frames,
            rate=request.rate,
            loops=request.loop,
            formats=formats,
            provenance=provenance_of(info, request),
            name=request.kind,
            count=request.frames,
            on_frame=lambda written: progress.advance(f"frame {written}", reused=False),
        )
        progress.done()
    finally:
        maker.close()
    return plate


def provenance_of(info: EngineInfo, request: PlateRequest) -> dict[str, Any]:
    """What a plate's sidecar says of its making: engine, model, and all that was asked."""
    asked = asdict(request)
    for told_elsewhere in ("width_px", "height_px", "frames", "rate", "loop"):
        del asked[told_elsewhere]
    return {"kind": asked.pop("kind"), **asdict(info), "seed": asked.pop("seed"), "controls": asked}


def _refuse_full(folder: Path, request: PlateRequest, formats: Sequence[str]) -> None:
    """Before minutes of simulation, not after: half of what is likely must be free."""
    need = estimated_bytes(formats, request.width_px, request.height_px, request.frames)
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < need / 2:
        raise WorkspaceError(
            f"{folder}: the plate needs about {need / 1e6:.0f} MB, {free / 1e6:.0f} MB are free; "
            "free some space, or choose another -o folder, fewer formats or a smaller --size"
        )


def _refuse_another(folder: Path, kind: str) -> None:
    sidecar = folder / SIDECAR
    if not sidecar.exists():
        return
    found = from_json(folder, sidecar.read_text(encoding="utf-8")).name
    if found != kind:
        raise WorkspaceError(
            f"{folder}: holds a plate of {found}, which stays; choose another -o folder, like "
            f"{folder.parent / kind}"
        )
