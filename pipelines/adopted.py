"""Segments that another workspace has rendered, taken as they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from filmgen.farm.production import Wanted
from filmgen.workspace import Asset, Workspace, explained
from pipelines.reel import Reel


def workspaces_of(source: Path | None, edited: Path) -> list[Workspace]:
    """The workspaces whose segments may be used: of the delivery, and beside the edit."""
    folders = [] if source is None else [source if source.is_dir() else source.parent]
    folders.append(edited.absolute().parent)
    found = [Workspace(folder) for folder in dict.fromkeys(folders)]
    return [w for w in found if (w.house / "store").is_dir()]


def adopt_segments(reel: Reel, workspace: Workspace, others: Sequence[Workspace]) -> int:
    """Take segments that another workspace has; how many of the reel's are there now.

    Raises:
        WorkspaceError: the disk is full.
    """
    there = 0
    for want in reel.wanted():
        key = want.key()
        if workspace.find(key) is None:
            for other in others:
                asset = other.find(key) if other.out != workspace.out else None
                if asset is not None:
                    _adopt(asset, want, workspace)
                    break
        there += workspace.find(key) is not None
    return there


def _adopt(asset: Asset, want: Wanted, workspace: Workspace) -> None:
    scratch = workspace.scratch_folder()
    try:
        for file in asset.files:
            target = scratch / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(asset.path(file.name), target)
            except OSError:  # another file system
                with explained(workspace.out):
                    shutil.copy2(asset.path(file.name), target)
        workspace.commit(
            asset.key, scratch, want.provenance, asset.seconds, asset.cpu_s, asset.notes
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
