"""Properties that hold for any text."""

from __future__ import annotations

import re
import tempfile
import textwrap
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.errors import ScreenplayError
from filmgen.screenplay import count_pages, write_fountain
from filmgen.screenplay.model import Screenplay, SourceRange
from filmgen.screenplay.report import ScreenplayReport, report
from tests.screenplay.dump import read_text, spoken, without_lines

SNIPPETS = (
    *("INT. HOUSE - DAY", "EXT. SEA", "int. x, night", ".FORCED", "OMITTED #3#", "12 INT. A 12"),
    *("BOB", "BOB (V.O.)", "BOB ^", "@bob", "小明", "小明：好", "МАША", "Hello there.", "word-"),
    *("(softly)", "(open", "close)", "a (beat) b", "（低声）走", "“好。”", "内景 家 - 夜", "~la"),
    *("CUT TO:", "> FADE", "> MID <", "# Act", "= syn", "===", "CONTINUED:", "DAY", "Title: X"),
    *("[[note]]", "[[", "]]", "/*", "*/", "*a*", "_b_", "\\*", "!BANG", "BANG!", "...", "12."),
    *("  ", "", "", "", "", "\t", "\ufeff", "\x0c"),
)
LINES = st.lists(
    st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20)), min_size=1, max_size=25
)


def _read(text: str) -> Screenplay | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read_text(Path(folder), text)
        except ScreenplayError:
            return None


def _ranges(value: Any) -> list[SourceRange]:
    if isinstance(value, SourceRange):
        return [value]
    if isinstance(value, tuple):
        return [r for v in value for r in _ranges(v)]
    if is_dataclass(value):
        return [r for f in fields(value) for r in _ranges(getattr(value, f.name))]
    return []


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_any_text_reads_or_says_why(lines: list[str], end: str) -> None:
    text = end.join(lines)
    screenplay = _read(text)
    if screenplay is None:
        return
    last = len(re.split(r"\r*\n|\r", text))
    for found in _ranges(screenplay):
        assert 1 <= found.first_line <= found.last_line <= last
    assert count_pages(screenplay) >= 0
    made = report(screenplay)
    assert ScreenplayReport.model_validate_json(made.model_dump_json(by_alias=True)) == made


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_read_or_say_why(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.fountain", "a.fdx"):
            try:
                read_text(Path(folder), data, name)
            except ScreenplayError as error:
                assert "\n" not in str(error).replace(folder, "")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(LINES)
def test_our_own_fountain_reads_again_as_the_same(lines: list[str]) -> None:
    first = _read("\n".join(lines))
    if first is None:
        return
    text = write_fountain(first)
    again = _read(text)
    assert again is not None
    assert without_lines(again) == without_lines(first), text


SPEECH = st.text(st.sampled_from("abcdef ,.'"), min_size=1, max_size=200).filter(
    lambda t: t.strip(" ,.'") != ""
)
SCENES = st.lists(st.tuples(st.sampled_from(["BOB", "AL (V.O.)"]), SPEECH), min_size=1, max_size=4)


def _script(speeches: list[tuple[str, str]], wrap: int, note: str) -> str:
    blocks = ["INT. ROOM - DAY"]
    for cue, words in speeches:
        plain = " ".join(words.split())
        body = textwrap.wrap(plain, wrap, break_on_hyphens=False, break_long_words=False)
        lines = [cue, *(f"{line}{note}" for line in body)]
        if note:
            lines.insert(1, note.strip())
            blocks.append(note.strip())
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


@settings(max_examples=150, deadline=None)
@given(SCENES, st.integers(5, 60))
def test_wrapping_and_notes_change_no_spoken_word(
    speeches: list[tuple[str, str]], wrap: int
) -> None:
    plain = _read(_script(speeches, 10_000, ""))
    wrapped = _read(_script(speeches, wrap, ""))
    noted = _read(_script(speeches, wrap, " [[remember this]]"))
    assert plain is not None and wrapped is not None and noted is not None
    assert spoken(wrapped) == spoken(plain)
    assert spoken(noted) == spoken(plain)
