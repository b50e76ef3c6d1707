"""The soundtrack: a film to hear, and nothing of it made again by the animatic."""

from __future__ import annotations

from pathlib import Path

import soundfile

from filmgen.config import load_config
from pipelines.soundtrack import make_soundtrack

SCRIPT = """\
INT. WORKSHOP - NIGHT

Eda lifts the lamp. A KNOCK at the door.

EDA
Come in.
"""
SETTINGS = ("engines.speech=silence", "farm.workers=1")


def test_stems_lists_and_mix_are_delivered(tmp_path: Path) -> None:
    script = tmp_path / "scene.fountain"
    script.write_text(SCRIPT)
    out = tmp_path / "out"
    first = make_soundtrack(script, out, config=load_config(overrides=SETTINGS))
    assert first.lines == 1
    assert not first.missing
    mix = soundfile.info(str(first.mix))
    assert mix.samplerate == 48000
    assert abs(mix.frames / 48000 - first.seconds) < 0.001
    for name in ("audio/dialogue.wav", "audio/effects.wav", "lines.csv", "subtitles.srt"):
        assert (out / name).is_file()
    assert "Come in." in (out / "subtitles.srt").read_text()
    assert not (out / "frames").exists()

    again = make_soundtrack(script, out, config=load_config(overrides=SETTINGS))
    assert sum(stage.made for stage in again.stages) == 0


def test_a_score_lies_under_scenes_that_have_no_music_of_their_own(tmp_path: Path) -> None:
    script = tmp_path / "scene.fountain"
    paragraph = "She walks the length of the street, and counts the lamps. " * 6
    script.write_text(f"{SCRIPT}\nEXT. STREET - NIGHT\n\n{paragraph}\n")
    out = tmp_path / "out"
    config = load_config(overrides=(*SETTINGS, "sound.score=true"))
    result = make_soundtrack(script, out, config=config)
    cues = sorted((out / "music").glob("*_score.wav"))
    assert len(cues) == 1  # the first scene is too short for a cue of its own
    music = soundfile.read(str(out / "audio" / "music.wav"))[0]
    assert abs(music).max() > 0.001
    assert music.shape[0] == soundfile.info(str(result.mix)).frames

    own = out / "edit" / "music" / "sc001.wav"
    own.parent.mkdir(parents=True)
    soundfile.write(str(own), abs(music[:48000]), 48000)
    make_soundtrack(script, out, config=config)
    assert not list((out / "music").glob("*_score.wav"))
