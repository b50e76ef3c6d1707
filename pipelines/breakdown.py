"""Breakdown: the shot list of this draft, with a person's changes and its history."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from filmgen.breakdown.document import dump_shot_list, load_shot_list
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.overrides import Overrides, read_overrides
from filmgen.breakdown.planner import plan_shots
from filmgen.desk.bible.overrides import apply_bible, find_bible
from filmgen.edit_folder import EditFolder
from filmgen.errors import ConfigError, ScreenplayError, WorkspaceError
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay
from filmgen.workspace import Workspace


def break_down(screenplay: Screenplay, workspace: Workspace) -> ShotList:
    """Plan the shots, identities inherited from the last draft made in this folder.

    Raises:
        ConfigError: edit/shots.toml or the bible is wrong.
    """
    overrides = _overrides(workspace.edit / "shots.toml")
    shots = plan_shots(screenplay, previous=last_draft(workspace), overrides=overrides)
    return apply_bible(shots, find_bible(workspace.edit, Path(screenplay.path)))


def last_draft(workspace: Workspace) -> ShotList | None:
    """The shot list of the last run here; None before the first, or if another filmgen made it."""
    try:
        return load_shot_list(_draft(workspace).read_text(encoding="utf-8"))
    except (OSError, ValueError, WorkspaceError):
        return None


def select_scenes(
    shots: ShotList, screenplay: Screenplay, scenes: frozenset[int] | None
) -> ShotList:
    """The shots of these scenes (1-based), of all if None.

    Raises:
        ScreenplayError: nothing to film.
    """
    if scenes is not None:
        kept = tuple(shot for shot in shots.shots if shot.scene_index in scenes)
        shots = replace(shots, shots=kept)
    if not shots.shots:
        what = "these scenes hold nothing" if scenes else "there is nothing"
        raise ScreenplayError(
            screenplay.path,
            f"{what} to film; it has {len(screenplay.scenes)} scenes, and a shot needs action "
            "or dialogue",
        )
    return shots


def find_shots(shots: ShotList, names: Iterable[str], option: str) -> frozenset[str]:
    """Identities of shots named by display id or identity.

    Raises:
        ConfigError: no shot of that name; says which ids are near it. `option` is what to call it.
    """
    by_name = {shot.display_id: shot.identity for shot in shots.shots}
    identities = set(by_name.values())
    found = set()
    for name in names:
        identity = name if name in identities else by_name.get(name)
        if identity is None:
            near = _near(name, by_name)
            hint = f"did you mean {', '.join(near)}?" if near else "`filmgen breakdown` lists them"
            raise ConfigError(option, f"no shot {name!r}; {hint}")
        found.add(identity)
    return frozenset(found)


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Up to three ids like this one: of its scene and nearest in number, else in spelling."""
    ids = list(known)
    wanted = re.fullmatch(r"sc0*(\w+?)_?sh0*(\d+)", name.strip().lower())
    if wanted:
        scene = [
            (abs(int(m[2]) - int(wanted[2])), shot)
            for shot in ids
            if (m := re.fullmatch(r"sc0*(\w+)_sh0*(\d+)", shot.lower())) and m[1] == wanted[1]
        ]
        if scene:
            return [shot for _, shot in sorted(scene)[:3]]
    return difflib.get_close_matches(name, ids, 3, 0.5)


def open_edits(script: ShotList, workspace: Workspace, progress: Progress) -> EditFolder:
    """A person's files, bound to the shots and lines of the whole script; what the user should
    know of script and files is noted.
    """
    for warning in script.warnings:
        progress.note(warning)
    edits = EditFolder(
        workspace,
        {shot.display_id: shot.identity for shot in script.shots},
        frozenset(line.id for line in script.lines()),
    )
    for note in edits.notes:
        progress.note(note)
    return edits


def remember(shots: ShotList, workspace: Workspace) -> None:
    """Keep this draft, for the next one to inherit from."""
    workspace.write_text(_draft(workspace), dump_shot_list(shots))


def plan(script: Path, out: Path | None = None, edit: Path | None = None) -> ShotList:
    """The shot list alone, with the edits and identities of an output folder if given.

    Raises:
        ScreenplayError, ConfigError: as `break_down`.
    """
    screenplay = read_screenplay(script)
    if out is not None:
        return select_scenes(break_down(screenplay, Workspace(out, edit)), screenplay, None)
    overrides = _overrides(edit / "shots.toml") if edit else None
    return apply_bible(plan_shots(screenplay, overrides=overrides), find_bible(edit, script))


def _draft(workspace: Workspace) -> Path:
    return workspace.house / "draft.json"


def _overrides(path: Path) -> Overrides | None:
    """The person's changes to the shot list, None where there is no file.

    Raises:
        ConfigError: the file cannot be read, or is wrong; names it and the key.
    """
    try:
        return read_overrides(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read ({error})") from error
