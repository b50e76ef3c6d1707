"""Make what a stage wants: reuse what is in the workspace, give the rest to the farm."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
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


def produce(
    stage: str,
    wanted: Sequence[Wanted],
    worker: Worker,
    workspace: Workspace,
    farm: LocalFarm,
    progress: Progress,
) -> list[Asset | Missing]:
    """Make all assets of a stage.

    Two wants with one key are made once. A failure of one asset becomes `Missing` with
    its reason; the others are made.

    Args:
        worker: a module-level function; it runs in the farm's processes.

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
    tasks = [
        _Job(worker, folder, want.task)
        for folder, want in zip(folders, pending.values(), strict=True)
    ]
    jobs = list(pending.items())
    try:
        for index, outcome in farm.map(_run, tasks):
            key, want = jobs[index]
            if isinstance(outcome, WorkspaceError):
                # People know their folder, not the scratch folder inside it.
                raise WorkspaceError(str(outcome).replace(str(folders[index]), str(workspace.out)))
            if isinstance(outcome, EngineUnavailable):
                raise outcome
            if isinstance(outcome, Exception):
                reason = (
                    str(outcome)
                    if isinstance(outcome, FilmgenError)
                    else f"{type(outcome).__name__}: {outcome}"
                )
                reason = _without_folders(" ".join(reason.split()), folders[index], workspace)
                results[key] = Missing(reason)
                progress.note(f"missing: {want.subject}: {reason}")
            else:
                notes, seconds, cpu_s = outcome
                results[key] = workspace.commit(
                    key, folders[index], want.provenance, seconds, cpu_s, notes
                )
            progress.advance(want.subject, reused=False)
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
class _Job:
    worker: Worker
    folder: Path
    task: Any


def _run(job: _Job) -> tuple[Mapping[str, Any] | None, float, float]:
    started, started_cpu = time.perf_counter(), time.process_time()
    with explained(job.folder):
        notes = job.worker(job.folder, job.task)
    return notes, time.perf_counter() - started, time.process_time() - started_cpu
