"""Picking: the variant of a shot that storyboard and animatic show from now on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filmgen.edit_folder import PICKS, EditFolder
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.picks import MOST_VARIANTS, with_pick
from filmgen.workspace import Workspace
from pipelines.breakdown import find_shots, last_draft
from pipelines.drawn import DrawnPanels


@dataclass(frozen=True)
class Pick:
    """What `pick_variant` did. `drawn`: whether the variant is there already."""

    shot: str
    variant: int
    before: int
    drawn: bool


def pick_variant(
    shot: str,
    variant: int,
    out: Path,
    edit: Path | None = None,
    on_wait: Callable[[str], None] | None = None,
) -> Pick:
    """Choose a variant of a shot, in `edit/picks.toml`.

    Args:
        shot: display id as of the last run in `out`, or identity.
        variant: 1 goes back to the planned one. One that is not drawn yet is drawn by the
            next run.

    Raises:
        ConfigError: no such shot or variant, or picks.toml is wrong.
        WorkspaceError: nothing was made in `out` yet.
    """
    if not 1 <= variant <= MOST_VARIANTS:
        raise ConfigError("variant", f"{variant} is not from 1 to {MOST_VARIANTS}")
    workspace = Workspace(out, edit)
    draft = last_draft(workspace) if workspace.house.is_dir() else None
    if draft is None:
        raise WorkspaceError(
            f"{out}: no storyboard was made here yet; run `filmgen storyboard SCRIPT -o {out}`"
        )
    (identity,) = find_shots(draft, [shot], "shot")
    with workspace.held(on_wait):
        display_ids = {s.identity: s.display_id for s in draft.shots}
        edits = EditFolder(workspace, {d: i for i, d in display_ids.items()}, frozenset())
        before = edits.takes.get(identity, 1)
        if variant != before:
            path = workspace.edit / PICKS
            text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
            names = edits.pick_names(identity)
            workspace.write_text(path, with_pick(text, names, identity, variant, display_ids))
        drawn = DrawnPanels(workspace).has(identity, variant)
        return Pick(display_ids[identity], variant, before, drawn)
