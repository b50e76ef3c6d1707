"""What holds for every script."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.boards.analysis_page import analysis_page
from filmgen.desk.analysis.count import analyse
from filmgen.desk.analysis.document import Analysis
from filmgen.desk.analysis.shooting import breakdown_csv, cast_csv
from tests.desk.analysis.scripts import read

NAMES = ("ANNA", "BERTA", "TOM", "NURSE", "小雨", "ИВАН")
WORDS = (
    "the", "door", "smiles", "dies", "very", "not", "gun", "kiss", "runs", "mother", "he",
    "letter", "妈妈", "哭", "улыбается", "fire", "Anna",
)  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).flatmap(
    lambda words: st.sampled_from(".!?").map(lambda end: " ".join(words).capitalize() + end)
)
actions = sentences.map(lambda s: f"The {s}")
speeches = st.tuples(st.sampled_from(NAMES), sentences).map(lambda t: f"@{t[0]}\n{t[1]}")
headings = st.tuples(
    st.sampled_from(("INT.", "EXT.", "INT./EXT.", "内景")),
    st.sampled_from(("HOUSE", "ROAD", "家")),
    st.sampled_from((" - DAY", " - NIGHT", " - DAWN")),
).map(lambda t: f"{t[0]} {t[1]}{t[2]}")  # fmt: skip
scenes = st.tuples(headings, st.lists(actions | speeches, max_size=6)).map(
    lambda t: "\n\n".join((t[0], *t[1]))
)
scripts = st.lists(scenes, min_size=1, max_size=5)


def analysed(parts: list[str]) -> Analysis:
    return analyse(read("\n\n".join(parts) + "\n"))


@given(scripts)
@settings(max_examples=20, deadline=None)
def test_shares_sum_to_one(parts: list[str]) -> None:
    a = analysed(parts)
    assert math.isclose(sum(a.shares.light.values()), 1.0)
    assert math.isclose(sum(a.shares.place.values()), 1.0)
    spoken = sum(c.share for c in a.characters)
    assert math.isclose(spoken, 1.0) if a.length.dialogue_words else spoken == 0
    assert math.isclose(sum(s.pages for s in a.scenes), a.length.pages, abs_tol=0.01)
    assert sum(c.words for c in a.characters) == a.length.dialogue_words
    assert sum(s.dialogue_words for s in a.scenes) == a.length.dialogue_words
    assert sum(t.words for t in a.talks) <= a.length.dialogue_words
    assert all(-1 <= p.valence <= 1 and 0 <= p.tension <= 1 for p in a.arc)


@given(scripts)
@settings(max_examples=12, deadline=None)
def test_twice_the_script_is_twice_the_counts(parts: list[str]) -> None:
    once, twice = analysed(parts), analysed(parts + parts)
    for key in (
        "words",
        "dialogue_words",
        "action_words",
        "speeches",
        "scenes",
        "action_paragraphs",
    ):
        assert getattr(twice.length, key) == 2 * getattr(once.length, key)
    assert math.isclose(twice.length.pages, 2 * once.length.pages, abs_tol=0.002)
    assert {c.name: c.words * 2 for c in once.characters if c.words} == {
        c.name: c.words for c in twice.characters if c.words
    }
    assert {c.name: c.share for c in once.characters if c.words} == {
        c.name: c.share for c in twice.characters if c.words
    }


@given(scripts)
@settings(max_examples=12, deadline=None)
def test_the_order_of_scenes_does_not_count(parts: list[str]) -> None:
    """Totals are sums of scenes, where every heading says its light."""
    a, b = analysed(parts), analysed(parts[::-1])
    assert Counter((t.speaker, t.to, t.words) for t in a.talks) == Counter(
        (t.speaker, t.to, t.words) for t in b.talks
    )
    assert Counter((m.first, m.second, len(m.scenes)) for m in a.meetings) == Counter(
        (m.first, m.second, len(m.scenes)) for m in b.meetings
    )
    assert sorted((s.valence, s.tension, s.beats) for s in a.scenes) == sorted(
        (s.valence, s.tension, s.beats) for s in b.scenes
    )


@given(st.text(max_size=300))
@settings(max_examples=20, deadline=None)
def test_any_text_is_counted_and_shown(text: str) -> None:
    a = analyse(read("INT. ROOM - DAY\n\nA room.\n\n" + text))
    page = analysis_page(a)
    assert page.startswith("<!doctype html>")
    assert "http" not in page.replace("http-equiv", "").replace(text, "") or "http" in text
    assert breakdown_csv(a).count("\n") >= len(a.strips) + 1
    assert cast_csv(a).startswith("number,character")
    assert Analysis.model_validate_json(a.model_dump_json()) == a
