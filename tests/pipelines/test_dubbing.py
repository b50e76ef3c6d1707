"""Dubbing: another language into a locked cut, and nothing of the original changes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import soundfile

from filmgen.config import load_config
from filmgen.errors import ConfigError, ScreenplayError
from pipelines.dubbing import DubResult, dub
from pipelines.soundtrack import make_soundtrack

SCRIPT = """\
INT. WORKSHOP - NIGHT

Eda lifts the lamp.

EDA
It is late, and the oil is nearly gone.

TOBY
Then we {wait}.
"""
GERMAN = """\
INNEN. WERKSTATT - NACHT

EDA
Es ist spät, und das Öl geht zur Neige.

TOBY
Dann warten wir {wait}.
"""
SETTINGS = ("engines.speech=silence", "farm.workers=1")


def _dub(folder: Path, german: str, language: str = "") -> DubResult:
    folder.mkdir(parents=True, exist_ok=True)
    script, other = folder / "scene.fountain", folder / "szene.fountain"
    script.write_text(SCRIPT.format(wait="wait"))
    other.write_text(german)
    return dub(
        script, other, folder / "out", config=load_config(overrides=SETTINGS), language=language
    )


def test_a_dub_has_its_own_stem_subtitles_and_report(tmp_path: Path) -> None:
    config = load_config(overrides=SETTINGS)
    script = tmp_path / "scene.fountain"
    script.write_text(SCRIPT.format(wait="wait"))
    out = tmp_path / "out"
    make_soundtrack(script, out, config=config)
    before = {path: path.read_bytes() for path in sorted(out.rglob("*.*")) if path.is_file()}

    result = _dub(tmp_path, GERMAN.format(wait="ja"), language="de")
    shown = {p: b for p, b in before.items() if not p.relative_to(out).parts[0].startswith(".")}
    assert all(path.read_bytes() == content for path, content in shown.items())
    assert [fit.verdict for fit in result.fits] == ["fits", "fits"]
    assert "Dann warten wir ja." in result.subtitles.read_text(encoding="utf-8")
    assert (
        soundfile.info(str(result.mix)).frames == soundfile.info(str(out / "audio/mix.wav")).frames
    )
    rows = list(csv.DictReader(result.report.open(encoding="utf-8")))
    assert [row["character"] for row in rows] == ["EDA", "TOBY"]
    assert not result.notes


def test_a_line_beyond_its_slot_is_faster_and_then_reported(tmp_path: Path) -> None:
    longer = _dub(tmp_path / "a", GERMAN.format(wait="eben noch ein bisschen"), language="de")
    fit = longer.fits[1]
    assert 1.0 < fit.speed <= 1.3
    assert fit.spoken_s < fit.natural_s
    much = "eben noch ein bisschen länger als wir heute früh alle miteinander dachten"
    result = _dub(tmp_path / "b", GERMAN.format(wait=much), language="de")
    fit = result.fits[1]
    assert fit.speed == 1.3
    assert fit.verdict == "too long"
    assert fit.over_s == pytest.approx(fit.spoken_s - fit.slot_s)
    assert "too long" in result.report.read_text(encoding="utf-8")


def test_the_language_is_told_by_letters_and_words_or_asked_for(tmp_path: Path) -> None:
    assert _dub(tmp_path / "a", GERMAN.format(wait="eben")).language == "de"
    names = "INNEN. WERKSTATT - NACHT\n\nEDA\nToby! Toby!\n\nTOBY\nEda.\n"
    with pytest.raises(ConfigError, match="--language de"):
        _dub(tmp_path / "b", names)


@pytest.mark.parametrize(
    ("table", "reason"), [(None, "there is no such file"), ("a,b\n1,2\n", "no column 'line'")]
)
def test_a_wrong_table_is_told_before_anything_is_spoken(
    table: str | None, reason: str, tmp_path: Path
) -> None:
    script, other = tmp_path / "scene.fountain", tmp_path / "zeilen.csv"
    script.write_text(SCRIPT.format(wait="wait"))
    if table is not None:
        other.write_text(table)
    with pytest.raises(ScreenplayError, match=reason):
        dub(script, other, tmp_path / "out", config=load_config(overrides=SETTINGS))
    assert not (tmp_path / "out").exists()
