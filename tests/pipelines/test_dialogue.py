"""Dialogue: directed and timed alike, recorded by people or not at all, delivered on its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import soundfile

from filmgen.config import load_config
from filmgen.sound.words.timing import speaking_seconds
from pipelines.soundtrack import make_soundtrack
from pipelines.table_read import DialogueResult, make_dialogue

SETTINGS = ("engines.speech=silence", "farm.workers=1")
SCRIPT = """\
INT. WORKSHOP - NIGHT

Eda lifts the lamp.

EDA
(drunk)
Come here and look at this lamp.

TOM
Come here and look at this lamp.

EDA
...!?

TOM
🙂🙂

EDA
(shouting)
Я не знаю, где он сейчас.

TOM
{long}
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "scene.fountain"
    path.write_text(SCRIPT.format(long="Nobody ever told me so. " * 12), encoding="utf-8")
    return path


def read(script: Path, out: Path) -> DialogueResult:
    return make_dialogue(script, out, config=load_config(overrides=SETTINGS))


def rows(result: DialogueResult) -> list[Mapping[str, str]]:
    return list(csv.DictReader(result.lines.read_text(encoding="utf-8").splitlines()))


def test_lines_are_spoken_listed_and_laid_in_a_row(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = read(script, out)
    assert not first.missing
    listed = rows(first)
    assert len(listed) == first.count >= 7  # a long speech is cut to lines that fit a shot
    drunk, plain = listed[0], listed[1]
    assert (drunk["manner"], plain["manner"]) == ("drunk", "")
    assert drunk["text"] == plain["text"]
    # What is not spoken takes the time it would take so.
    assert float(drunk["seconds"]) > 1.15 * float(plain["seconds"])
    assert float(plain["seconds"]) == pytest.approx(speaking_seconds(plain["text"], "en"), abs=0.01)
    assert listed[4]["manner"] == "shout"
    for row in listed:
        info = soundfile.info(str(first.folder / row["file"]))
        assert info.frames / info.samplerate == pytest.approx(float(row["seconds"]), abs=0.001)
    assert soundfile.info(str(first.stem)).samplerate == 48000

    again = read(script, out)
    assert sum(stage.made for stage in again.stages) == 0
    film = make_soundtrack(script, out, config=load_config(overrides=SETTINGS))
    voices = next(stage for stage in film.stages if stage.name == "voices")
    assert voices.made == 0 and voices.reused == first.count
    assert first.lines.is_file()  # the other command's files stay


def test_own_recordings_of_every_kind(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ids = [row["line"] for row in rows(read(script, out))]
    own = out / "edit" / "dialogue"
    own.mkdir(parents=True)
    rng = np.random.default_rng(1)
    voice = 0.1 * rng.standard_normal(8000)
    wide = np.zeros((8000, 7))
    wide[:, 3] = voice
    soundfile.write(str(own / f"{ids[0]}.wav"), wide, 11_025)
    soundfile.write(str(own / f"{ids[1]}.wav"), np.zeros((0, 1)), 48_000)
    soundfile.write(str(own / f"{ids[2]}.flac"), voice, 96_000)
    (own / f"{ids[3]}.wav").write_bytes(b"RIFF, but nothing else")
    nothing = voice.copy()
    nothing[5] = np.nan
    soundfile.write(str(own / f"{ids[4]}.wav"), nothing, 48_000, subtype="FLOAT")
    soundfile.write(str(own / f"{ids[5]}.wav"), voice, 500)

    result = read(script, out)
    listed = rows(result)
    folded, rate_hz = soundfile.read(str(result.folder / listed[0]["file"]), always_2d=True)
    assert (folded.shape, rate_hz) == ((8000, 1), 11_025)
    # The one track with the voice on it, at its own level: not a seventh of it.
    assert folded.std() == pytest.approx(voice.std(), rel=0.01)
    assert float(listed[2]["seconds"]) == pytest.approx(8000 / 96_000, abs=0.001)
    spoilt = {1: "holds no sound", 3: "not a sound file", 4: "no numbers", 5: "500 Hz"}
    assert set(result.missing) == {ids[k] for k in spoilt}
    for place, reason in spoilt.items():
        assert reason in listed[place]["missing"]
        assert f"edit/dialogue/{ids[place]}" in listed[place]["missing"]
        assert "\n" not in listed[place]["missing"]
        assert float(listed[place]["seconds"]) >= 0.4 and not listed[place]["file"]
    assert all(not row["missing"] for row in listed[6:])


def test_the_lexicon_is_told_to_the_engine(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read(script, out)
    lexicon = out / "edit" / "lexicon.toml"
    lexicon.parent.mkdir(exist_ok=True)
    lexicon.write_text('lamp = "lemp"\n"?!" = "bang"\n')
    result = read(script, out)
    voices = next(stage for stage in result.stages if stage.name == "voices")
    assert voices.made == 2  # the two lines with a lamp in them, and no other
    assert any("lexicon.toml" in note and "?!" in note for note in result.notes)
