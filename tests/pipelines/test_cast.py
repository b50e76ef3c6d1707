"""The cast list and auditions."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from filmgen.config import Config, load_config
from filmgen.errors import ConfigError
from filmgen.media_files import read_sound
from filmgen.sound.cast.assign import CastEntry
from filmgen.workspace import Workspace
from pipelines.cast import hold_audition, keep_cast, list_cast, remember_cast

SCRIPT = """\
INT. KITCHEN - NIGHT

OLD MAN HALE stirs a pot. NORA, 8, watches him.

NORA
Is it done?

OLD MAN HALE
Not yet.

NORA
You said so an hour ago and I am hungry.
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "kitchen.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def config() -> Config:
    return load_config("draft", (), farm={"workers": 1})


def test_the_list_says_who_and_why_and_changes_nothing(script: Path, tmp_path: Path) -> None:
    nora, hale = list_cast(script, tmp_path / "out")
    assert (nora.role.name, nora.role.lines, nora.role.words) == ("NORA", 2, 13)
    assert (nora.role.age_years, hale.role.gender) == (8, "male")
    assert "8" in nora.role.age_why and "HALE" in hale.role.gender_why
    assert nora.nearest == "OLD MAN HALE" and nora.alike is not None and nora.alike < 0.75
    assert not (tmp_path / "out").exists()
    assert list_cast(script) == (nora, hale)


def test_what_is_set_by_hand_and_what_was_cast_before_are_honoured(
    script: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "edit").mkdir(parents=True)
    (out / "edit" / "cast.toml").write_text('NORA = { voice = "bf_lily", pitch = 2 }\n')
    workspace = Workspace(out)
    first = list_cast(script, out)
    assert first[0].by_hand and first[0].entry == CastEntry("bf_lily", pitch_semitones=2.0)
    house = workspace.house / "cast.json"
    house.parent.mkdir(exist_ok=True)
    house.write_text(json.dumps({"OLD MAN HALE": {"voice": "bm_george", "speed": 0.9}}))
    hale = list_cast(script, out)[1]
    assert hale.entry == CastEntry("bm_george", 0.9) and not hale.by_hand
    house.write_text("nonsense")
    assert list_cast(script, out)[1].entry == first[1].entry


def test_what_is_remembered_comes_back(script: Path, tmp_path: Path) -> None:
    from filmgen.breakdown.planner import plan_shots
    from filmgen.engines.speech.kokoro_voices import VOICES
    from filmgen.screenplay import read_screenplay

    workspace = Workspace(tmp_path / "out")
    shots = plan_shots(read_screenplay(script))
    cast, chosen = keep_cast(shots, VOICES, workspace)
    with workspace.held():
        remember_cast(cast, chosen, workspace)
    again, _ = keep_cast(shots, VOICES, workspace)
    assert again == cast


def test_an_audition_speaks_one_line_in_each_voice(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    held = hold_audition(
        script, out, "old man hale", voices=["am_onyx", "am_adam & af_heart"], config=config()
    )
    assert held.line.text == "Not yet." and not held.missing
    voices = [entry.voice for entry, _ in held.takes]
    assert voices[1:] == ["am_onyx", "am_adam & af_heart"]
    sounds = [read_sound(path) for _, path in held.takes]
    assert all(0.3 < sound.seconds < 3.0 and np.abs(sound.samples).max() > 0.05 for sound in sounds)
    with held.table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows] == [path.name for _, path in held.takes]
    assert rows[1]["edit/cast.toml"] == '"OLD MAN HALE" = "am_onyx"'
    # The line of the table is one that edit/cast.toml takes.
    (out / "edit").mkdir()
    (out / "edit" / "cast.toml").write_text(rows[2]["edit/cast.toml"])
    assert list_cast(script, out)[1].entry.voice == "am_adam & af_heart"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"character": "HAIL"}, "did you mean"),
        ({"character": "Zoe"}, "there are NORA, OLD MAN HALE"),
        ({"character": "NORA", "line": "x"}, "NORA has no line 'x'; the nearest are"),
        ({"character": "NORA", "voices": ["af_hart"]}, "did you mean 'af_heart'"),
        ({"character": "NORA", "voices": ["af_heart:0"]}, "is not a voice"),
    ],
)
def test_wrong_names_get_the_nearest(
    script: Path, tmp_path: Path, asked: dict[str, object], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        hold_audition(script, tmp_path / "out", config=config(), **asked)  # type: ignore[arg-type]


def test_engines_without_voices_have_a_cast_too(script: Path) -> None:
    silent = load_config("draft", (), engines={"speech": "silence"})
    parts = list_cast(script, config=silent)
    assert [part.role.name for part in parts] == ["NORA", "OLD MAN HALE"]
    assert all(part.alike is None for part in parts)
