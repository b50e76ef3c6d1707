"""Translated scripts: every speech finds its lines, cut where the original was cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import Line
from filmgen.breakdown.planner import plan_shots
from filmgen.breakdown.translation import (
    _shared_out,
    match_rows,
    match_translation,
    read_translated_lines,
)
from filmgen.errors import ScreenplayError
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay

SCRIPT = """\
INT. KITCHEN - NIGHT

Mara looks at the door.

MARA
Who is there?

JONAS
{jonas}

EXT. GARDEN - DAY

MARA
It was the wind.
"""
LONG = (
    "I walked along the river until the sun went down over the mill. Nobody was there to see me. "
    "Then I heard the bell of the old church ring three times, and I knew that somebody had gone "
    "up into the tower before me. I did not stop to ask who it was."
)
CHINESE = (
    "我沿着河走到太阳落在磨坊后面。没有人看见我。"
    "后来我听见老教堂的钟响了三声，我知道有人比我先上了钟楼。我没有停下来问那是谁。"
)


def _read(folder: Path, name: str, text: str) -> Screenplay:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_screenplay(path)


def test_a_long_speech_is_cut_at_the_shares_of_the_original(tmp_path: Path) -> None:
    original = _read(tmp_path, "a.fountain", SCRIPT.format(jonas=LONG))
    chinese = SCRIPT.format(jonas=CHINESE).replace("Who is there?", "谁在那儿？")
    chinese = chinese.replace("It was the wind.", "是风。")
    shots = plan_shots(original)
    found = match_translation(shots, original, _read(tmp_path, "b.fountain", chinese))
    lines = shots.lines()
    jonas = [line for line in lines if line.character == "JONAS"]
    assert len(jonas) > 1
    assert not found.notes
    assert set(found.texts) == {line.id for line in lines}
    assert "".join(found.texts[line.id] for line in jonas) == CHINESE
    assert all(found.texts[line.id].endswith("。") for line in jonas)


def test_a_speech_that_was_added_shifts_nobody(tmp_path: Path) -> None:
    original = _read(tmp_path, "a.fountain", SCRIPT.format(jonas="Me."))
    other = SCRIPT.format(jonas="Ich.").replace("JONAS\n", "KIND\nHuhu!\n\nJONAS\n")
    shots = plan_shots(original)
    found = match_translation(shots, original, _read(tmp_path, "b.fountain", other))
    said = {line.character: found.texts.get(line.id) for line in shots.lines()[:2]}
    assert said == {"MARA": "Who is there?", "JONAS": "Ich."}


def test_what_is_not_translated_is_named(tmp_path: Path) -> None:
    original = _read(tmp_path, "a.fountain", SCRIPT.format(jonas="Me."))
    shots = plan_shots(original)
    mara, jonas, last = shots.lines()
    table = tmp_path / "lines.csv"
    table.write_text(f"line,text\n{mara.id},Wer da?\nghost-1,Buh\n{last.id},\n", encoding="utf-8")
    found = match_rows(shots, read_translated_lines(table), table.name)
    assert found.texts == {mara.id: "Wer da?"}
    assert any("row 3" in note and "ghost-1" in note for note in found.notes)
    assert any(jonas.id in note for note in found.notes)


@pytest.mark.parametrize("content", ["speaker,words\nA,B\n", ""])
def test_a_table_without_the_columns_is_refused(tmp_path: Path, content: str) -> None:
    table = tmp_path / "lines.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(ScreenplayError, match="no column 'line'"):
        read_translated_lines(table)


@given(
    st.lists(st.text("abc ,.。我你，", max_size=40), min_size=1, max_size=5),
    st.text("Ab cd, ef. gh! 我，你。", max_size=80),
)
def test_sharing_out_loses_nothing(texts: list[str], translated: str) -> None:
    lines = [Line(str(n), "A", text) for n, text in enumerate(texts)]
    whole = " ".join(translated.split())
    pieces = _shared_out(whole, lines)
    assert len(pieces) == len(lines)
    assert "".join("".join(pieces).split()) == "".join(whole.split())
