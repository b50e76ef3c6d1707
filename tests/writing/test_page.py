from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.engines.protocols import PageForm
from filmgen.writing.answer import AnswerError
from filmgen.writing.page import read_page

FORM = PageForm(("MARA", "OLD TOM"), ((1, 2), (1, 2)))
PAGE = """
**Rain on the boathouse.**

**Mara** (quietly): "You sold it."
OLD TOM: Somebody had to.
STRANGER: I am not in this scene.
MARA: Three lines are one too many.

He turns
the lamp down.
Old  Tom: Go home.
"""


def test_what_large_models_add_is_left_aside() -> None:
    first, second = read_page(PAGE, FORM).blocks
    assert first.action == "Rain on the boathouse."
    assert [(line.who, line.says) for line in first.lines] == [
        ("MARA", "You sold it."),
        ("OLD TOM", "Somebody had to."),
    ]
    assert second.action == "He turns the lamp down."
    assert [(line.who, line.says) for line in second.lines] == [("OLD TOM", "Go home.")]


def test_rows_of_action_alone_are_a_paragraph_each() -> None:
    page = read_page("Rain.\nWind.\n\nSnow.", PageForm((), ((0, 0),) * 3))
    assert [block.action for block in page.blocks] == ["Rain.", "Wind.", "Snow."]


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "0 paragraphs"), ("Rain.\nMARA: No.", "1 paragraphs"), ("Rain.\n\nWind.", "1 para"),
     ("Rain.\nMARA: No.\nWind.", "0 lines after paragraph 2")],
)  # fmt: skip
def test_too_little_is_said_in_words_a_model_can_use(text: str, why: str) -> None:
    with pytest.raises(AnswerError, match=why):
        read_page(text, FORM)


@given(st.text(max_size=200))
def test_any_text_is_a_page_or_an_error(text: str) -> None:
    try:
        page = read_page(text, FORM)
    except AnswerError:
        return
    assert len(page.blocks) == 2
    for block in page.blocks:
        assert 1 <= len(block.lines) <= 2 and {line.who for line in block.lines} <= {*FORM.speakers}
