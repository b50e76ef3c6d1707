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
