"""From files to blocks: clean form, films, split, spans, order."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.desk.tuning.blocks import IGNORED, Lessons, cut, token_stream
from filmgen.desk.tuning.corpus import Draft, read_drafts
from filmgen.desk.tuning.films import films_of, split_films
from filmgen.desk.tuning.measures import distinct
from filmgen.desk.tuning.spans import SpanIndex, span_numbers, words_of
from filmgen.desk.tuning.training import learning_rate
from filmgen.errors import ConfigError, WorkspaceError
from tests.desk.tuning.scripts import film, save_films

DRAFT = """Title: The Letter
Author: A. Writer
Contact: 12 Some Street

# Act one

= She comes home.

INT. KITCHEN - NIGHT #12A#

Mara opens the drawer. [[too early?]]

MARA (CONT'D)
(low)
Where is *the* letter?

/* cut: JON enters */

===

CUT TO:
"""
FDX = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="2"><Content>
<Paragraph Type="Scene Heading" Number="12A"><Text>INT. KITCHEN - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>Mara opens the drawer.</Text></Paragraph>
<Paragraph Type="Character"><Text>MARA (CONT'D)</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Where is </Text><Text Style="Italic">the</Text><Text> letter?</Text></Paragraph>
<Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
</Content></FinalDraft>
"""  # noqa: E501


def drafts_in(folder: Path) -> tuple[list[Draft], list[str]]:
    told: list[str] = []
    return read_drafts(folder, told.append), told


def draft(name: str, text: str, title: str = "") -> Draft:
    return Draft(name, title, text, (text,))


# Scripts


def test_every_format_comes_in_one_form_without_what_is_not_shot(tmp_path: Path) -> None:
    (tmp_path / "a.fountain").write_text(DRAFT)
    (tmp_path / "b.fdx").write_text(FDX)
    drafts, told = drafts_in(tmp_path)
    assert not told and [d.name for d in drafts] == ["a.fountain", "b.fdx"]
    assert drafts[0].text == drafts[1].text
    assert drafts[0].text.startswith("INT. KITCHEN - NIGHT\n\nMara opens the drawer.")
    assert drafts[0].title == "The Letter"
    for left in ("Street", "Writer", "12A", "too early", "Act one", "comes home", "enters", "==="):
        assert left not in drafts[0].text


def test_files_that_are_no_scripts_are_told_and_left_out(tmp_path: Path) -> None:
    save_films(tmp_path / "one", 2)
    (tmp_path / "empty.fountain").write_text("")
    (tmp_path / "broken.fdx").write_text("<FinalDraft")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.fountain").write_text(film(9))
    drafts, told = drafts_in(tmp_path)
    assert [d.name for d in drafts] == ["one/film-0.fountain", "one/film-1.fountain"]
    assert len(told) == 2 and all("\n" not in line for line in told)
    with pytest.raises(WorkspaceError, match="no folder"):
        drafts_in(tmp_path / "nowhere")


# Films


def test_drafts_of_one_film_are_one_film_and_go_to_one_side(tmp_path: Path) -> None:
    folder = save_films(tmp_path, 6)
    lines = film(2).split("\n\n")
    half = "\n\n".join(["Title: Another Name", *lines[3 : len(lines) * 2 // 3]])
    (folder / "later.fountain").write_text(half)
    (folder / "rewritten.fountain").write_text(film(77).replace("Film 77", "FILM 4"))
    films = films_of(drafts_in(folder)[0])
    assert len(films) == 6
    groups = [{d.name for d in f.drafts} for f in films]
    assert {"film-2.fountain", "later.fountain"} in groups
    assert {"film-4.fountain", "rewritten.fountain"} in groups
    for seed in range(8):
        split = split_films(films, seed)
        assert [len(split.train), len(split.validation), len(split.test)] == [4, 1, 1]
        sides = [{d.text for f in side for d in f.drafts} for side in vars(split).values()]
        assert not (sides[0] & sides[1] | sides[0] & sides[2] | sides[1] & sides[2])
    assert len({split_films(films, seed).test[0].title for seed in range(20)}) > 2


def test_untitled_scripts_are_not_one_film() -> None:
    drafts = [draft(f"{n}.txt", film(n), "Untitled") for n in range(3)]
    assert len(films_of(drafts)) == 3


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_films_are_refused(tmp_path: Path, count: int) -> None:
    folder = save_films(tmp_path, count)
    (folder / "again.fountain").write_text(film(0).replace("Title: Film 0\n", ""))
    films = films_of(drafts_in(folder)[0])
    with pytest.raises(
        WorkspaceError, match=f"there holds {max(1, count)} films?; at least 3 are needed"
    ):
        split_films(films, 0, "there")


def test_the_split_does_not_depend_on_names() -> None:
    texts = [film(n) for n in range(12)]
    one = split_films(films_of([draft(f"{n:02}", t) for n, t in enumerate(texts)]), 3)
    other = split_films(films_of([draft(f"{99 - n}", t) for n, t in enumerate(texts)]), 3)
    assert [f.drafts[0].text for f in one.test] == [f.drafts[0].text for f in other.test]
    assert len(one.train) == 10


def test_the_one_large_film_is_learned_from() -> None:
    texts = [film(0, scenes=60), *(film(n, scenes=4) for n in range(1, 6))]
    films = films_of([draft(str(n), text) for n, text in enumerate(texts)])
    for seed in range(12):
        assert any(f.drafts[0].name == "0" for f in split_films(films, seed).train)


# Spans


def copied_plainly(known: list[str], text: str, length: int) -> int:
    spans = {
        tuple(words[at : at + length])
        for words in map(words_of, known)
        for at in range(len(words) - length + 1)
    }
    words = words_of(text)
    covered = set()
    for at in range(len(words) - length + 1):
        if tuple(words[at : at + length]) in spans:
            covered |= set(range(at, at + length))
    return len(covered)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab c猫", max_size=60), max_size=3), st.text("ab c猫", max_size=60))
def test_copied_words_are_those_in_shared_spans(known: list[str], text: str) -> None:
    copied, words = SpanIndex(known, 3).copied_words(text)
    assert words == len(words_of(text))
    assert copied == copied_plainly(known, text, 3)


def test_spans_do_not_reach_from_script_to_script_and_case_is_no_difference() -> None:
    index = SpanIndex(["one two three four five", "six seven eight nine ten"])
    assert index.copied_words("four five six seven eight nine ten one") == (0, 8)
    index = SpanIndex(["One, two! Three four five six seven EIGHT nine"])
    assert index.copied_words("so one two three four five six seven eight then")[0] == 8
    assert index.copied_words("one two three four five six seven") == (0, 7)
    assert len(span_numbers(["a"] * 7)) == 0


def test_distinct_n_is_the_share_of_different_ones() -> None:
    assert distinct([["a", "b", "a", "b"]], 1) == 0.5
    assert distinct([["a", "b", "a", "b"], ["a", "b"]], 2) == 0.5
    assert distinct([["a"]], 2) == 0.0


# Blocks


class Letters:
    """A tokenizer whose tokens are characters; its end mark is 0."""

    eos_token_id = 0

    def __call__(self, text: str, **_: object) -> dict[str, list[int]]:
        return {"input_ids": [ord(char) for char in text]}


@pytest.mark.parametrize("context", [16, 33, 100_000])
def test_packing_loses_nothing(context: int) -> None:
    drafts = [draft(str(n), film(n, scenes=2)) for n in range(3)]
    stream = token_stream(films_of(drafts), Letters())
    assert "".join(map(chr, stream)) == "".join(d.text + "\0" for d in drafts)
    blocks = cut(stream, context)
    assert blocks.shape[1] <= context
    assert blocks[blocks != IGNORED].tolist() == stream.tolist()
    assert not (blocks == IGNORED)[:-1].any()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.integers(2, 40), st.integers(1, 12), st.integers(0, 9))
def test_every_token_comes_once_an_epoch(tokens: int, context: int, rows: int, seed: int) -> None:
    lessons = Lessons(np.arange(tokens), context, rows, seed)
    for epoch in range(2):
        steps = range(epoch * lessons.steps_per_epoch, (epoch + 1) * lessons.steps_per_epoch)
        seen = np.concatenate([lessons.of_step(step).ravel() for step in steps])
        assert sorted(seen[seen != IGNORED].tolist()) == list(range(tokens))
    again = Lessons(np.arange(tokens), context, rows, seed)
    at = random.Random(seed).randrange(3 * lessons.steps_per_epoch)
    assert again.of_step(at).tolist() == lessons.of_step(at).tolist()


def test_each_epoch_cuts_elsewhere() -> None:
    lessons = Lessons(np.arange(1000), 40, 100, 0)
    firsts = {int(lessons.of_step(epoch).min(axis=1)[1]) % 40 for epoch in range(5)}
    assert len(firsts) > 2


def test_the_learning_rate_rises_then_falls_to_nothing() -> None:
    rates = np.array([learning_rate(step, 100, 0.5) for step in range(100)])
    assert rates.argmax() in (4, 5) and rates.max() == 0.5
    assert (np.diff(rates[:5]) > 0).all() and (np.diff(rates[5:]) < 0).all()
    assert 0 < rates[-1] < 0.001
    assert learning_rate(0, 1, 0.5) == 0.5


@pytest.mark.parametrize(
    "wrong",
    [{"epochs": 0}, {"lr": 0.0}, {"lr": 2.0}, {"batch": 0}, {"rank": 0}, {"context": 5},
     {"dtype": "fp8"}, {"patience": -1}],
)  # fmt: skip
def test_settings_out_of_range_name_their_option(wrong: dict[str, object]) -> None:
    from filmgen.desk.tuning.settings import TuningSettings

    with pytest.raises(ConfigError, match=f"--{next(iter(wrong))}"):
        TuningSettings(**wrong)  # type: ignore[arg-type]


# Figures


def test_continuations_are_compared_in_any_script() -> None:
    from filmgen.desk.tuning.measures import Opening, Yardstick, compared

    nothing = np.zeros((1, 2), np.int64)
    said = ["玛拉打开门，走进厨房，看见桌上的信。", "他把钥匙放在地图下面，没有说话。"]
    known = SpanIndex(["昨天夜里" + said[1]])
    stick = Yardstick(nothing, nothing, (), (), known, 1, 0, False)
    openings = [Opening((), reference, 20) for reference in said]
    same = compared(said, openings, stick)
    assert same.bleu == pytest.approx(100.0) and same.rouge_l == 100.0
    assert same.copied == pytest.approx(14 / 29, abs=1e-3)
    other = compared(["玛拉关上门，离开厨房。", "zzz"], openings, stick)
    assert 0 < other.rouge_1 < 60 and other.bleu < 60 and other.copied == 0.0
    silent = compared(["", ""], openings, stick)
    assert (silent.words, silent.bleu, silent.rouge_1, silent.distinct_1) == (0, 0.0, 0.0, 0.0)
    assert compared([], [], stick).openings == 0
