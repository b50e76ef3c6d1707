from __future__ import annotations

import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from filmgen.writing.answer import Answer, AnswerError, read_answer, schema_of


class Line(Answer):
    who: Literal["MARA"]
    says: str = Field(max_length=30)


class Beat(Answer):
    title: str
    lines: tuple[Line, ...] = Field(min_length=1)


def test_a_schema_has_no_references_and_asks_for_every_key() -> None:
    schema = json.loads(schema_of(Beat))
    assert "$" not in schema_of(Beat)
    assert schema["required"] == ["title", "lines"] and schema["additionalProperties"] is False
    assert set(schema["properties"]) == {"title", "lines"}  # a key of ours named "title" stays
    assert schema["properties"]["lines"]["items"]["properties"]["who"] == {
        "enum": ["MARA"],
        "type": "string",
    }


@given(st.text(max_size=30), st.text(alphabet="` \n\tabc", max_size=10))
def test_words_and_fences_around_the_object_are_left_aside(says: str, around: str) -> None:
    body = json.dumps({"title": "t", "lines": [{"who": "MARA", "says": says}]})
    assert read_answer(f"{around}{body}{around}", Beat).lines[0].says == says


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON object"),
        ("<html>busy</html>", "no JSON object"),
        ('{"title": "t", "lines": [', "no JSON object"),
        ('{"title": "t", "lines": [}', "not JSON"),
        ('{"title": "t", "lines": []}', "lines: "),
        ('{"title": "t", "lines": [{"who": "TOM", "says": ""}]}', "lines.0.who: "),
        ('{"title": "t", "lines": [{"who": "MARA", "says": ""}], "more": 1}', "more: "),
        ("[1, 2]", "no JSON object"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text: str, why: str) -> None:
    with pytest.raises(AnswerError, match=why) as caught:
        read_answer(text, Beat)
    assert "\n" not in str(caught.value)
