"""Make what a stage wants: reuse what is in the workspace, give the rest to the farm."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.errors import EngineUnavailable, FilmgenError, WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.media import Missing
from filmgen.progress import Progress
from filmgen.workspace import Asset, Provenance, Workspace, content_key, explained


@dataclass(frozen=True)
class Wanted:
    """One asset a stage wants.

    Attributes:
        subject: what to call it in progress and errors.
        provenance: what it comes from; its engine, revision and request make the key.
        task: picklable, given to the worker.
    """

    subject: str
    provenance: Provenance
    task: Any

    def key(self) -> str:
        p = self.provenance
        return content_key([p.medium, p.engine, p.model, p.revision, p.request])


Worker = Callable[[Path, Any], Mapping[str, Any] | None]
"""Writes an asset's files into an empty folder; returns notes for its record."""

BatchWorker = Callable[[Sequence[Path], Sequence[Any]], Iterable[Mapping[str, Any] | Missing]]
"""Writes several assets, each into its folder; yields one result for each, in order, as soon as
its files are written: notes for its record, or why there is none."""


def produce(
    stage: str,
    wanted: Sequence[Wanted],
    worker: Worker,
    workspace: Workspace,
    farm: LocalFarm,
    progress: Progress,
    *,
    batch: int = 1,
    together: BatchWorker | None = None,
) -> list[Asset | Missing]:
    """Make all assets of a stage.

    Two wants with one key are made once. A failure of one asset becomes `Missing` with
    its reason; the others are made. Lines under "told" in the "measured" of an asset's notes
    are passed on to `progress`.

    Args:
        worker: a module-level function; it runs in the farm's processes.
        batch: assets given to a process at once, for engines that make several faster than one
            after another. Each is committed as soon as it is finished: what a killed batch had
            done stays.
        together: the same for several, needed where `batch` is above 1; module-level too.

    Returns:
        One entry for each want, in order.

    Raises:
        WorkspaceError: the disk is full or unwritable.
        EngineUnavailable: the engine cannot run at all.
        WorkerDied: a worker was killed.
    """
    progress.stage(stage, len(wanted))
    keys = [want.key() for want in wanted]
    results: dict[str, Asset | Missing] = {}
    pending: dict[str, Wanted] = {}
    for key, want in zip(keys, wanted, strict=True):
        if key in results:
            progress.advance(want.subject, reused=True)
            continue
        found = workspace.find(key)
        if found is not None:
            results[key] = found
            progress.advance(want.subject, reused=True)
        elif key not in pending:
            pending[key] = want
        else:
            progress.advance(want.subject, reused=True)
    folders = [workspace.scratch_folder() for _ in pending]
    jobs = list(pending.items())
    items = [_Item(key, folder, want) for (key, want), folder in zip(jobs, folders, strict=True)]
    try:
        if batch > 1 and together is not None:
            outcomes = _made_together(items, together, workspace, farm, batch)
        else:
            outcomes = _made_singly(items, worker, workspace, farm)
        for item, outcome in outcomes:
            subject = item.want.subject
            if isinstance(outcome, WorkspaceError):
                # People know their folder, not the scratch folder inside it.
                raise WorkspaceError(str(outcome).replace(str(item.folder), str(workspace.out)))
            if isinstance(outcome, EngineUnavailable):
                raise outcome
            if isinstance(outcome, Exception):
                reason = (
                    str(outcome)
                    if isinstance(outcome, FilmgenError)
                    else f"{type(outcome).__name__}: {outcome}"
                )
                reason = _without_folders(" ".join(reason.split()), item.folder, workspace)
                results[item.key] = Missing(reason)
                progress.note(f"missing: {subject}: {reason}")
                progress.missed(subject)
            else:
                results[item.key] = outcome
                for line in outcome.notes.get("measured", {}).get("told", ()):
                    progress.note(f"{subject}: {line}")
                progress.advance(subject, reused=False)
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
    progress.done()
    return [results[key] for key in keys]


def _without_folders(reason: str, scratch: Path, workspace: Workspace) -> str:
    """Reasons go into documents that travel: no path in them leads out of the folder."""
    for folder, seen in ((scratch, ""), (workspace.edit, "edit/"), (workspace.out, "")):
        reason = reason.replace(f"{folder}{os.sep}", seen)
    return reason


@dataclass(frozen=True)
class _Item:
    """A want on its way: its key, and the scratch folder it is made in."""

    key: str
    folder: Path
    want: Wanted


Outcomes = Iterator[tuple[_Item, Asset | Exception]]


def _made_singly(
    items: Sequence[_Item], worker: Worker, workspace: Workspace, farm: LocalFarm
) -> Outcomes:
    """One asset a task; the main process commits it."""
    jobs = [_Job(worker, item.folder, item.want.task) for item in items]
    for index, outcome in farm.map(_run, jobs):
        item = items[index]
        if isinstance(outcome, Exception):
            yield item, outcome
            continue
        notes, seconds, cpu_s = outcome
        asset = workspace.commit(item.key, item.folder, item.want.provenance, seconds, cpu_s, notes)
        yield item, asset


def _made_together(
    items: Sequence[_Item], worker: BatchWorker, workspace: Workspace, farm: LocalFarm, batch: int
) -> Outcomes:
    """Several assets a task; the process that makes them commits each as it is finished."""
    parts = [items[at : at + batch] for at in range(0, len(items), batch)]
    jobs = [_Batch(worker, tuple(part), workspace.out, workspace.edit) for part in parts]
    for index, outcome in farm.map(_run_batch, jobs):
        if isinstance(outcome, Exception):
            outcome = [outcome] * len(parts[index])
        yield from zip(parts[index], outcome, strict=True)


@dataclass(frozen=True)
class _Job:
    worker: Worker
    folder: Path
    task: Any


def _run(job: _Job) -> tuple[Mapping[str, Any] | None, float, float]:
    started, started_cpu = time.perf_counter(), time.process_time()
    with explained(job.folder):
        notes = job.worker(job.folder, job.task)
    return notes, time.perf_counter() - started, time.process_time() - started_cpu


@dataclass(frozen=True)
class _Batch:
    worker: BatchWorker
    items: tuple[_Item, ...]
    out: Path
    edit: Path


def _run_batch(job: _Batch) -> list[Asset | Exception]:
    """What came of each item. Its seconds are those since the one before it was finished."""
    workspace = Workspace(job.out, job.edit)
    outcomes: list[Asset | Exception] = []
    started, started_cpu = time.perf_counter(), time.process_time()
    try:
        with explained(job.out):
            results = job.worker([i.folder for i in job.items], [i.want.task for i in job.items])
            for item, result in zip(job.items, results, strict=True):
                if isinstance(result, Missing):
                    outcomes.append(FilmgenError(result.reason))
                    continue
                now, now_cpu = time.perf_counter(), time.process_time()
                outcomes.append(
                    workspace.commit(
                        item.key, item.folder, item.want.provenance,
                        now - started, now_cpu - started_cpu, result,
                    )
                )  # fmt: skip
                started, started_cpu = now, now_cpu
    except Exception as error:
        # What is finished stays; the rest shares the reason.
        outcomes += [error] * (len(job.items) - len(outcomes))
    return outcomes
