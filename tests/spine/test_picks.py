"""picks.toml: one line a shot, by identity, a person's words kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmgen.edit_folder import PICKS, EditFolder
from filmgen.errors import ConfigError
from filmgen.picks import read_picks, with_pick
from filmgen.workspace import Workspace

A, B = "a" * 16, "b" * 16


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "out").held() as workspace:
        workspace.edit.mkdir(parents=True)
        yield workspace


def edits(workspace: Workspace, **identities: str) -> EditFolder:
    return EditFolder(workspace, identities, frozenset())


def test_a_pick_is_a_line_that_a_person_can_read() -> None:
    text = with_pick("", (), A, 2, {A: "sc002_sh030"})
    assert text.splitlines()[1:] == [f"{A} = 2  # sc002_sh030"]
    assert text.startswith("# ")
    again = with_pick(text, (), B, 3, {A: "sc003_sh030", B: "sc001_sh010"})
    assert again.splitlines()[1:] == [f"{A} = 2  # sc003_sh030", f"{B} = 3  # sc001_sh010"]
    undone = with_pick(again, (), A, 1, {A: "sc003_sh030", B: "sc001_sh010"})
    assert undone.splitlines()[1:] == [f"{B} = 3  # sc001_sh010"]


def test_what_a_person_wrote_is_kept() -> None:
    text = f'# mine\n\n"sc001_sh010" = 2 # I like this\n{A} = 4 # until Monday\n'
    changed = with_pick(text, ("sc001_sh010",), B, 3, {A: "sc009_sh010", B: "sc001_sh010"})
    assert changed == f"# mine\n\n{A} = 4 # until Monday\n{B} = 3  # sc001_sh010\n"


def test_a_pick_by_display_id_follows_its_shot(workspace: Workspace) -> None:
    (workspace.edit / PICKS).write_text("sc001_sh010 = 2\n")
    assert edits(workspace, sc001_sh010=A).takes == {A: 2}
    later = edits(workspace, sc001_sh010=B, sc002_sh010=A)
    assert later.takes == {A: 2}
    assert later.pick_names(A) == ("sc001_sh010",)
    assert "follows its shot, which is now sc002_sh010" in later.notes[0]


def test_a_pick_by_identity_follows_without_a_word(workspace: Workspace) -> None:
    (workspace.edit / PICKS).write_text(f"{A} = 3\n{B} = 1\n")
    found = edits(workspace, sc001_sh010=A, sc001_sh020=B)
    assert (found.takes, found.notes) == ({A: 3}, [])
    assert edits(workspace, sc004_sh010=A, sc001_sh020=B).notes == []


def test_a_pick_of_a_shot_that_is_gone_is_said_and_kept(workspace: Workspace) -> None:
    (workspace.edit / PICKS).write_text(f"{A} = 3\n")
    found = edits(workspace, sc001_sh010=B)
    assert found.takes == {}
    assert "picks.toml" in found.notes[0] and A in found.notes[0]
    assert edits(workspace, sc001_sh010=A).takes == {A: 3}


@pytest.mark.parametrize("text", ["sc001 = 0", "sc001 = true", 'sc001 = "2"', "sc001 = 10", "x = "])
def test_a_wrong_file_is_one_line_that_names_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / PICKS
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"picks\.toml") as caught:
        read_picks(path)
    assert "\n" not in str(caught.value)


def test_no_file_is_no_pick(tmp_path: Path) -> None:
    assert read_picks(tmp_path / PICKS) == {}
