"""Whose shot a hand-made file belongs to, from draft to draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmgen.edit_folder import EditFolder
from filmgen.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "out").held() as workspace:
        yield workspace


def drawn(workspace: Workspace, name: str) -> Path:
    path = workspace.edit / "frames" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a drawing")
    return path


def edits(workspace: Workspace, **identities: str) -> EditFolder:
    return EditFolder(workspace, identities, frozenset())


def test_a_drawing_follows_its_shot(workspace: Workspace) -> None:
    path = drawn(workspace, "sc001_sh010.png")
    assert edits(workspace, sc001_sh010="aa").frame("aa", "B") == path
    later = edits(workspace, sc001_sh010="new", sc002_sh010="aa")
    assert later.frame("aa", "A") == path
    assert later.frame("new", "A") is None
    assert "now sc002_sh010" in later.notes[0]


def test_a_drawing_is_not_given_to_the_shot_that_takes_over_the_id(workspace: Workspace) -> None:
    path = drawn(workspace, "sc001_sh010.png")
    edits(workspace, sc001_sh010="aa")
    cut = edits(workspace, sc001_sh010="other")
    assert cut.frame("other", "A") is None
    assert "not in this draft" in cut.notes[0]
    # The scene comes back, and with it the drawing.
    assert edits(workspace, sc001_sh010="other", sc004_sh010="aa").frame("aa", "A") == path


def test_a_file_that_was_taken_away_is_forgotten(workspace: Workspace) -> None:
    drawn(workspace, "sc001_sh010.png").unlink()
    edits(workspace, sc001_sh010="aa")
    path = drawn(workspace, "sc001_sh010.png")
    edits(workspace, sc001_sh010="aa", sc001_sh020="bb")
    path.unlink()
    edits(workspace, sc001_sh010="bb", sc002_sh010="aa")
    drawn(workspace, "sc001_sh010.png")
    assert edits(workspace, sc001_sh010="bb", sc002_sh010="aa").frame("bb", "A") == path


def test_a_panel_of_its_own_wins_over_the_shots_drawing(workspace: Workspace) -> None:
    whole = drawn(workspace, "sc001_sh010.png")
    panel = drawn(workspace, "sc001_sh010/B.png")
    copied = drawn(workspace, "sc001_sh010/C/picture.png")
    drawn(workspace, "sc001_sh010/C/depth.png")
    found = edits(workspace, sc001_sh010="aa")
    assert [found.frame("aa", label) for label in "ABC"] == [whole, panel, copied]
    assert found.notes == []
