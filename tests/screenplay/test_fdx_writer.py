"""FDX that we write reads as the same screenplay, and has Final Draft's revision marks."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.errors import ScreenplayError
from filmgen.screenplay.fdx_writer import write_fdx
from filmgen.screenplay.model import Screenplay
from tests.screenplay.dump import read_text, without_lines
from tests.screenplay.test_properties import LINES

FIXTURES = Path(__file__).parent / "fixtures"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MORE = st.sampled_from(
    ["[[rev blue *]]", "BOB\nI *never* said [[rev pink *]] so.", "AL ^\nNor I.", "/* out */", "~la",
     "BOB\nNo.\n[[rev blue *]]", "####### deep", "=", "Odd key: <&\"'> ?>", "_Under_ *it* all"]
)  # fmt: skip


def _read(text: str, name: str = "script.fountain") -> Screenplay:
    with tempfile.TemporaryDirectory() as folder:
        return read_text(Path(folder), text, name)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.one_of(LINES.map("\n".join), MORE), min_size=1, max_size=6))
def test_our_own_fdx_reads_again_as_the_same(blocks: list[str]) -> None:
    try:
        first = _read(_NOT_XML.sub("", "\n\n".join(blocks)))
    except ScreenplayError:
        return
    text = write_fdx(first)
    assert without_lines(_read(text, "script.fdx")) == without_lines(first), text


@pytest.mark.parametrize("name", ["everything.fountain", "chinese.fountain", "final-draft.fdx"])
def test_fixtures_go_through_fdx_unchanged(name: str) -> None:
    first = _read((FIXTURES / name).read_text(encoding="utf-8"), name)
    text = write_fdx(first)
    assert without_lines(_read(text, "script.fdx")) == without_lines(first)
    assert write_fdx(_read(text, "script.fdx")) == text


REVISED = """Title: The Lamp
Revision: Pink Rev.

INT. ROOM - NIGHT [[rev blue *]]

Eda waits. [[rev pink *]]

EDA
(low)
Forty-one. [[rev pink *]]

TOBY
It *is* forty-one. [[remember the count]]

EDA ^
Always.
"""


def test_marks_become_revision_marks_of_the_changed_words() -> None:
    root = ElementTree.fromstring(write_fdx(_read(REVISED)))
    runs = {t.text: t.get("RevisionID") for t in root.iter("Text")}
    assert (runs["INT. ROOM - NIGHT"], runs["Eda waits."], runs["Forty-one."]) == ("1", "2", "2")
    assert runs["EDA"] is runs["(low)"] is runs["Always."] is None
    sets = root.find("Revisions")
    assert sets is not None and sets.get("ActiveSet") == "2"
    assert [(r.get("ID"), r.get("Name"), r.get("Mark")) for r in sets] == [
        ("1", "Blue", "*"),
        ("2", "Pink", "*"),
    ]
    assert all(re.fullmatch("#[0-9A-F]{12}", r.get("Color", "")) for r in sets)
    assert [t.text for t in root.iter("Text") if t.get("Style") == "Italic"] == ["is"]
    dual = root.find(".//DualDialogue")
    assert dual is not None and [p.get("Type") for p in dual if p.get("Type") == "Character"] == [
        "Character", "Character",
    ]  # fmt: skip
    assert [n.findtext("Paragraph/Text") for n in root.iter("ScriptNote")] == ["remember the count"]


def test_another_program_that_drops_our_hints_still_reads_the_script() -> None:
    plain = re.sub(r"<\?filmgen.*?\?>", "", write_fdx(_read(REVISED)))
    again = _read(plain, "script.fdx")
    assert dict(again.title_page)["Title"] == "The Lamp"
    assert [s.character for s in again.scenes[0].speeches()] == ["EDA", "TOBY", "EDA"]
    assert [s.dual for s in again.scenes[0].speeches()] == [False, False, True]


def test_a_white_draft_defines_no_revision_set() -> None:
    assert "<Revisions" not in write_fdx(_read("INT. ROOM - DAY\n\nRain.\n"))
