"""Whose shot a hand-made file belongs to, from draft to draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

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


# Music and effects over a shot or a scene


def laid(workspace: Workspace, name: str, channels: int = 2, rate_hz: int = 48_000) -> Path:
    path = workspace.edit / name
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.full((rate_hz // 10, channels), 0.1, np.float32), rate_hz)
    return path


def test_music_and_effects_of_a_shot(workspace: Workspace) -> None:
    music = laid(workspace, "music/sc001_sh010.wav", channels=1, rate_hz=44_100)
    effects = laid(workspace, "effects/sc001_sh020.flac", channels=6, rate_hz=96_000)
    found = edits(workspace, sc001_sh010="aa", sc001_sh020="bb")
    assert (found.music("aa"), found.effects("bb")) == (music, effects)
    assert (found.effects("aa"), found.music("bb"), found.scene_music("aa")) == (None, None, None)
    later = edits(workspace, sc001_sh010="new", sc002_sh010="aa", sc002_sh020="bb")
    assert (later.music("aa"), later.effects("bb"), later.music("new")) == (music, effects, None)


def test_music_of_a_scene_is_that_of_all_its_shots(workspace: Workspace) -> None:
    path = laid(workspace, "music/sc002.wav")
    over = laid(workspace, "effects/sc002.wav")
    found = edits(workspace, sc001_sh010="x", sc002_sh010="aa", sc002_sh020="bb")
    assert found.scene_music("aa") == found.scene_music("bb") == path
    assert found.scene_effects("bb") == over
    assert found.scene_music("x") is None and found.music("aa") is None


def test_music_follows_its_scene_when_one_is_put_before_it(workspace: Workspace) -> None:
    path = laid(workspace, "music/sc001.wav")
    edits(workspace, sc001_sh010="aa", sc001_sh020="bb", sc001_sh030="cc")
    # A new first scene, and the old one lost a shot to it.
    later = edits(workspace, sc001_sh010="n", sc001_sh020="aa", sc002_sh010="bb", sc002_sh020="cc")
    assert later.scene_music("bb") == path and later.scene_music("n") is None
    assert "follows its scene, which is now sc002" in later.notes[0]
    # What it follows is what the scene has now: all but its last shots are rewritten twice.
    edits(workspace, sc002_sh010="d", sc002_sh020="cc")
    assert edits(workspace, sc003_sh010="d").scene_music("d") == path
    gone = edits(workspace, sc001_sh010="elsewhere")
    assert gone.scene_music("elsewhere") is None
    assert "its scene is not in this draft" in gone.notes[0]


def test_music_of_a_scene_that_never_was(workspace: Workspace) -> None:
    laid(workspace, "music/sc009.wav")
    found = edits(workspace, sc001_sh010="aa")
    assert found.scene_music("aa") is None
    assert "music/sc009.wav: no scene of that id" in found.notes[0]


def test_an_empty_or_broken_overlay_is_named_and_the_rest_goes_on(workspace: Workspace) -> None:
    good = laid(workspace, "effects/sc001_sh010.wav")
    empty = laid(workspace, "music/sc001_sh010.wav")
    soundfile.write(empty, np.zeros((0, 2), np.float32), 48_000)
    broken = workspace.edit / "music" / "sc001.wav"
    broken.write_bytes(b"no sound at all")
    found = edits(workspace, sc001_sh010="aa")
    assert found.effects("aa") == good
    assert found.music("aa") is None and found.scene_music("aa") is None
    assert any("sc001_sh010.wav: holds no sound; left out" in note for note in found.notes)
    assert any("sc001.wav: not a sound file" in note for note in found.notes)
    broken.write_bytes(b"")
    found = edits(workspace, sc001_sh010="aa")
    assert any("sc001.wav: holds no sound (the file is empty)" in note for note in found.notes)
