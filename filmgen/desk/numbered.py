"""Answers line by line: numbered lines are shown, the same numbers come back."""

from __future__ import annotations

from pydantic import Field, create_model

from filmgen.writing.answer import Answer

_MOST = 40


class NumberedLine(Answer):
    """One line of an answer: the number it was given, and its words."""

    n: int = Field(ge=1, le=999)
    text: str = Field(min_length=1, max_length=1200)


class NumberedLines(Answer):
    """All lines of a batch, at most 40."""

    lines: list[NumberedLine] = Field(max_length=_MOST)


def lines_for(count: int) -> type[NumberedLines]:
    """The answer to a batch: its schema asks for `count` lines, fewer are read all the same.

    A small model takes an empty list for an answer wherever a grammar lets it; what lines do come
    is worth keeping where no grammar is to be had.
    """
    lines = Field(max_length=_MOST, json_schema_extra={"minItems": count, "maxItems": count})
    return create_model(f"Lines{count}", __base__=NumberedLines, lines=(list[NumberedLine], lines))
