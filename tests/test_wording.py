"""Counts, lists and languages in words."""

from __future__ import annotations

import pytest

from filmgen.wording import counted, language_name, listed, shortened


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [(1, "shot", "1 shot"), (0, "scene", "0 scenes"), (2, "speech", "2 speeches"),
     (1200, "word", "1,200 words")],
)  # fmt: skip
def test_a_count_takes_its_plural(count: int, noun: str, said: str) -> None:
    assert counted(count, noun) == said


def test_names_are_listed_as_a_sentence_has_them() -> None:
    assert listed([]) == ""
    assert listed(["Eda"]) == "Eda"
    assert listed([".html", ".md", ".json"], "or") == ".html, .md or .json"


def test_a_language_has_its_name() -> None:
    assert language_name("zh") == "Chinese"
    assert language_name("tlh") == "tlh"


def test_a_text_is_cut_at_a_word() -> None:
    assert shortened("Scott is pondering", 18) == "Scott is pondering"
    assert shortened("Scott is pondering, just not", 23) == "Scott is pondering…"
    assert shortened("河边的老街上一个人也没有", 6) == "河边的老街…"
