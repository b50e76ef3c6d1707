"""Pages and report: a fixed layout, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgen.screenplay import count_pages
from filmgen.screenplay.pages import LINES_PER_PAGE, scene_pages, wrapped_lines
from filmgen.screenplay.report import count_words, report
from tests.screenplay.dump import read_text

SCRIPT = """INT. ROOM - DAY

Action of one line.

BOB
(softly)
Thirty-five columns are few, so this speech needs three printed lines all in all.

CUT TO:

INT. ROOM - NIGHT

[[not printed]]

BOB
Again.
"""


def lines(text: str, folder: Path) -> float:
    return count_pages(read_text(folder, text)) * LINES_PER_PAGE


def test_lines_are_counted_by_the_layout(tmp_path: Path) -> None:
    # heading 3, action 2, blank + cue + aside + 3, transition 2 | heading 3, blank + cue + 1
    assert lines(SCRIPT, tmp_path) == pytest.approx(3 + 2 + 6 + 2 + 3 + 3)
    assert scene_pages(read_text(tmp_path, SCRIPT)) == pytest.approx((13 / 55, 6 / 55))


def test_wrapping_counts_columns() -> None:
    assert wrapped_lines("a" * 61, 61) == 1
    assert wrapped_lines("a" * 62, 61) == 2
    assert wrapped_lines("aaa bbb ccc", 7) == 2
    assert wrapped_lines("one\ntwo", 61) == 2
    assert wrapped_lines("小" * 30, 61) == 1
    assert wrapped_lines("小" * 61, 61) == 2
    assert wrapped_lines("ab " * 1000, 35) == 84  # 3000 columns, twelve words and no rest a line


def test_dual_dialogue_stands_side_by_side(tmp_path: Path) -> None:
    alone = "INT. A\n\nBOB\nYes.\n\nAL{}\nNo.\n"
    single, dual = lines(alone.format(""), tmp_path), lines(alone.format(" ^"), tmp_path)
    assert single - dual == pytest.approx(3)


def test_a_page_break_fills_the_page(tmp_path: Path) -> None:
    assert lines("INT. A\n\nx\n\n===\n\ny\n", tmp_path) == pytest.approx(55 + 2)


def test_counting_ignores_how_the_file_is_wrapped(tmp_path: Path) -> None:
    one = lines("INT. A\n\nBOB\nAll of these words are on one line.\n", tmp_path)
    two = lines("INT. A\n\nBOB\nAll of these words\nare on one line.\n", tmp_path)
    assert one == two


def test_report_counts(tmp_path: Path) -> None:
    made = report(read_text(tmp_path, SCRIPT))
    assert (made.counts.scenes, made.counts.speeches, made.counts.notes) == (2, 2, 1)
    assert made.counts.dialogue_words == 15
    (bob,) = made.characters
    assert (bob.name, bob.speeches, bob.words, bob.first_scene, bob.scenes) == (
        "BOB",
        2,
        15,
        "1",
        2,
    )
    assert made.scenes[0].heading == "INT. ROOM - DAY"
    assert (made.scenes[1].first_line, made.scenes[1].last_line) == (11, 16)
    assert made.model_dump(by_alias=True)["schema"] == "filmgen.screenplay-report"


def test_words_of_scripts_without_spaces() -> None:
    assert count_words("Don't stop, over-the-top Bob!") == 4
    assert count_words("你来了。OK") == 4
