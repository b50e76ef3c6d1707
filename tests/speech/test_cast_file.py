"""The cast set by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgen.engines.speech.kokoro_voices import VOICES
from filmgen.errors import ConfigError
from filmgen.sound.cast.assign import Cast, CastEntry
from filmgen.sound.cast.cast_file import format_cast, read_cast


def written(folder: Path, text: str) -> Path:
    path = folder / "cast.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_both_forms(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'Scott = "am_michael"\n["MAN #2"]\nvoice = "bm_george:2+am_fenrir"\nspeed = 0.9\n',
    )
    assert read_cast(path, VOICES) == {
        "SCOTT": CastEntry("am_michael"),
        "MAN #2": CastEntry("bm_george:2+am_fenrir", 0.9),
    }


def test_no_file_is_no_choice(tmp_path: Path) -> None:
    assert read_cast(tmp_path / "cast.toml", VOICES) == {}


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    cast = Cast((('DR. "NO"', CastEntry("bm_lewis", 0.95)), ("МАША", CastEntry("af_heart"))))
    assert read_cast(written(tmp_path, format_cast(cast)), VOICES) == dict(cast.entries)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('ANNA = "af_hart"', "af_heart"),
        ('ANNA = "af_heart+bm_jorge"', "bm_george"),
        ('ANNA = "af_heart:-1+bf_emma"', "not a voice"),
        ('[ANNA]\nvoice = "af_heart"\nspede = 1.1', "speed"),
        ('[ANNA]\nvoice = "af_heart"\nspeed = 9.0', "less than or equal to 2"),
        ("[ANNA]\nspeed = 1.1", "voice"),
        ("ANNA = 3", "ANNA"),
        ("ANNA = ", "cannot be read as TOML"),
    ],
)
def test_refuses_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        read_cast(written(tmp_path, text), VOICES)
    assert "\n" not in str(caught.value)


def test_engines_without_voices_take_any(tmp_path: Path) -> None:
    path = written(tmp_path, 'ANNA = "whoever"')
    assert read_cast(path, ()) == {"ANNA": CastEntry("whoever")}
