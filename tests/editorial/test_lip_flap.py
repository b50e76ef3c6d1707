"""Lip flap: mouths follow the recording's openness, on twos, and only where they are seen."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.blocking.mouths import MouthShape
from filmgen.editorial.lip_flap import Cues, hold_frames, lip_flap, shape_at
from filmgen.editorial.model import CutLine
from filmgen.sound.words.word_times import WordTime
from tests.editorial.builders import line

FILM = Fraction(24)
S = MouthShape
LADDER = ((0.10, S.CLOSED), (0.30, S.SMALL), (0.62, S.OPEN), (math.inf, S.WIDE))
OPENINGS = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def spoken(
    mouth: tuple[float, ...], start: int = 4, frames: int | None = None, **more: Any
) -> CutLine:
    return CutLine(line(1, **more), start, frames or len(mouth), mouth=mouth)


def flap(one: CutLine, frames: int = 120, **more: MouthShape) -> Cues:
    return lip_flap([one], "TOBY", FILM, 0, frames, **more)


@given(st.lists(st.floats(0.06, 1), min_size=1, max_size=60))
def test_every_drawing_shows_how_far_the_mouth_is_open_then(openings: list[float]) -> None:
    one = spoken((*openings, *[0.06] * (len(openings) % 2), 0.9, 0.9))  # something is said
    cues = flap(one)
    for at in range(0, len(one.mouth), 2):
        heard = sum(one.mouth[at : at + 2]) / 2
        shown = shape_at(cues, one.start_frame + at)
        assert shown is shape_at(cues, one.start_frame + at + 1)
        assert shown in {
            next(s for below, s in LADDER if heard + slip < below) for slip in (-1e-9, 1e-9)
        }


@given(st.lists(st.sampled_from([0.0, 0.0, 0.3, 0.9]), min_size=4, max_size=60))
def test_lips_that_meet_are_seen_to_meet(openings: list[float]) -> None:
    one = spoken((*openings, 0.9, 0.9, 0.9))
    cues = flap(one)
    track = one.mouth
    for i in range(1, len(track) - 2):
        if track[i] == 0.0 < track[i - 1]:
            seen = [shape_at(cues, one.start_frame + f) for f in (i - 1, i, i + 1)]
            assert S.CLOSED in seen
    opened = [f for f in range(len(track)) if shape_at(cues, one.start_frame + f) is not S.CLOSED]
    assert all(max(track[max(0, f - 1) : f + 2]) > 0 for f in opened)


@given(OPENINGS, st.sampled_from([24, 25, 30, Fraction(30000, 1001), 48, 60]), st.integers(0, 40))
def test_a_mouth_is_held_and_shut_when_nobody_speaks(
    openings: list[float], rate: int | Fraction, start: int
) -> None:
    rate = Fraction(rate)
    frames = math.ceil(len(openings) / 24 * rate)
    one = spoken((*openings, 0.5), start, frames)
    panel = start + frames + 20
    cues = lip_flap([one], "TOBY", rate, 0, panel)
    if not cues:
        return
    assert cues[0][0] == 0
    edges = [at for at, _ in cues] + [panel]
    assert all(b - a >= hold_frames(rate) for a, b in pairwise(edges))
    assert all(a is not b for (_, a), (_, b) in pairwise(cues))
    assert shape_at(cues, panel - 1) is S.CLOSED
    assert start < 2 or shape_at(cues, 0) is S.CLOSED


def test_a_held_expression_comes_back_after_the_words() -> None:
    cues = flap(spoken((0.0, 0.0, 0.9, 0.9, 0.0, 0.0)), rest=S.REST)
    assert cues == ((0, S.REST), (4, S.CLOSED), (6, S.WIDE), (8, S.CLOSED), (10, S.REST))
    assert flap(spoken((0.0, 0.0, 0.9, 0.9, 0.0, 0.0)))[-1] == (8, S.CLOSED)


def test_who_shouts_opens_wider_and_still_shuts() -> None:
    one = spoken((0.25, 0.25, 0.5, 0.5, 0.0, 0.0, 0.9, 0.9))
    calm, shouted = flap(one), flap(one, rest=S.REST)
    assert [shape_at(calm, f) for f in (4, 6, 8)] == [S.SMALL, S.OPEN, S.CLOSED]
    assert [shape_at(shouted, f) for f in (4, 6, 8)] == [S.OPEN, S.WIDE, S.CLOSED]


def test_a_panel_takes_its_part_of_a_line() -> None:
    one = spoken((0.2,) * 10 + (0.9,) * 10, 4)
    whole = flap(one, 40)
    first = lip_flap([one], "TOBY", FILM, 0, 15)
    second = lip_flap([one], "TOBY", FILM, 15, 25)
    assert [shape_at(whole, f) for f in range(14)] == [shape_at(first, f) for f in range(14)]
    assert [shape_at(whole, f) for f in range(15, 40)] == [
        shape_at(second, f) for f in range(15, 40)
    ]
    assert second[0][0] == 15
    assert lip_flap([one], "TOBY", FILM, 24, 10) == ()


@pytest.mark.parametrize(
    "one",
    [
        spoken(()),
        spoken((0.0,) * 20),
        spoken((0.5,) * 20, character="EDA"),
        spoken((0.5,) * 20, on_screen=False),
        spoken((math.nan,) * 20),
        spoken((-3.0,) * 20),
    ],
    ids=["no track", "silent", "another's", "off screen", "not numbers", "below shut"],
)
def test_who_says_nothing_on_screen_keeps_his_mouth(one: CutLine) -> None:
    assert flap(one) == ()


def test_a_track_that_does_not_fit_its_line() -> None:
    longer = flap(spoken((0.9,) * 50, 4, 10))
    assert longer == ((0, S.CLOSED), (4, S.WIDE), (14, S.CLOSED))
    shorter = flap(spoken((0.9,) * 4, 4, 30))
    assert shorter == ((0, S.CLOSED), (4, S.WIDE), (8, S.CLOSED))
    assert flap(spoken((7.0,) * 4, 4))[1] == (4, S.WIDE)


def test_two_who_speak_at_once_each_have_their_own() -> None:
    lines = [spoken((0.9,) * 8, 4), CutLine(line(2, character="EDA"), 4, 8, mouth=(0.2,) * 8)]
    toby, eda = (lip_flap(lines, who, FILM, 0, 30) for who in ("TOBY", "EDA"))
    assert shape_at(toby, 6) is S.WIDE
    assert shape_at(eda, 6) is S.SMALL


@pytest.mark.parametrize(
    ("word", "rounded"),
    [("go", True), ("who", True), ("Öl", True), ("звук", True), ("ём", True),
     ("see", False), ("да", False), ("Mm", False), ("...", False), ("声", False)],
)  # fmt: skip
def test_lips_are_rounded_where_the_letters_say_so(word: str, rounded: bool) -> None:
    one = CutLine(line(1), 0, 12, True, (WordTime(word, 0.0, 0.5),), (0.5,) * 12)
    assert (S.ROUND in [shape for _, shape in flap(one)]) is rounded


def test_nothing_is_rounded_that_is_wide_open_or_shut() -> None:
    for openness, shape in ((0.9, S.WIDE), (0.0, None)):
        one = CutLine(line(1), 0, 12, True, (WordTime("go", 0.0, 0.5),), (openness,) * 12)
        assert {s for _, s in flap(one)} - {S.CLOSED} == ({shape} if shape else set())
