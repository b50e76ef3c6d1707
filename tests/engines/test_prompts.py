"""A shot in words: everything that matters, in order, nothing lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.model import Figure, Look
from filmgen.breakdown.model import Angle, Beat, Move, Setting, Setup, Shot, Size
from filmgen.engines.storyboard.cast_words import described
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.storyboard.prompts import prompt_for
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay
from tests.previs.builders import panels

LOOKS = {
    "MARA": Look(gender="female", age_years=67, hair="bun", hair_tone=0.9, garment="coat"),
    "TOM": Look(gender="male", age_years=9, hair="short", hair_tone=0.1, garment="shirt"),
    "REX": Look(species="dog"),
    "MR. CRANE": Look(gender="male", age_years=45, garment="suit"),
}
BEAT = Beat("A", 'MARA lights the lamp. A MATCH flares. "Quiet!"', ("MARA", "TOM"))
SHOT = Shot(
    "0123456789abcdef", "sc001_sh010", 1, "1",
    Setting("KITCHEN", PlaceKind.INTERIOR, "MARA'S HOUSE", "KITCHEN", TimeOfDay.NIGHT, "rain"),
    Setup.TWO_SHOT, Size.MS, Angle.LOW, Move.STATIC, 35, ("MARA", "TOM"), ("MARA", "TOM"),
    (BEAT,), SourceRange(1, 2), "a two-shot", props=("lamp",),
)  # fmt: skip


def test_everything_that_matters_in_order() -> None:
    prompt = prompt_for(SHOT, BEAT, looks=LOOKS)
    order = (
        "storyboard frame", "medium shot", "low angle", "an old woman", "a boy",
        "lights the lamp", "kitchen", "night", "rain", "with lamp", "35mm",
    )  # fmt: skip
    places = [prompt.index(words) for words in order]
    assert places == sorted(places)
    assert "sc001" not in prompt and SHOT.identity not in prompt
    assert "A match flares" in prompt  # capitals of cues are for the crew, not the model
    assert '"' not in prompt


def test_names_give_way_to_what_the_people_are() -> None:
    assert "the old woman lights the lamp" in prompt_for(SHOT, BEAT, looks=LOOKS)
    beat = Beat("A", "Crane hands TOM the key. Will he take it? A Mara is a hare.", ("TOM",))
    prompt = prompt_for(replace(SHOT, subjects=("TOM",)), beat, looks=LOOKS)
    assert "the man hands the boy the key" in prompt
    assert "Will he take it" in prompt
    both = prompt_for(
        SHOT, Beat("A", "The Mara and Tom run.", ()), looks={"MARA": Look(), "TOM": Look()}
    )
    assert "both run" in both


def test_a_character_has_the_same_words_in_every_shot() -> None:
    close = replace(SHOT, size=Size.CU, subjects=("MARA",), angle=Angle.EYE)
    words = "an old woman with light hair in a bun wearing a coat"
    assert words in prompt_for(close, replace(BEAT, subjects=("MARA",)), looks=LOOKS)
    assert words in prompt_for(SHOT, BEAT, looks=LOOKS)
    assert "a person" in prompt_for(SHOT, BEAT)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "an old woman with light hair in a bun wearing a coat"),
        (
            "MARA, 67, white hair in a bun, long gray coat, flat cap, climbs a ladder.",
            "an old woman with white hair in a bun wearing a long gray coat and a flat cap",
        ),
        ("MARA, tall, red ponytail, the blue uniform of the harbor watch",
         "an old woman with a red ponytail wearing a blue uniform"),
        ("A woman in a grey suit, horn-rimmed glasses",
         "an old woman with light hair in a bun and horn-rimmed glasses wearing a grey suit"),
        ("talking to three men in suits. Her hair is wet.",
         "an old woman with light hair in a bun wearing a coat"),
        ("玛拉，六十七岁", "an old woman with light hair in a bun wearing a coat"),
    ],
)  # fmt: skip
def test_the_scripts_own_words_come_first(words: str, expected: str) -> None:
    assert described(LOOKS["MARA"], words) == expected


def test_what_two_people_have_no_room_for_follows_the_lens() -> None:
    words = {"MARA": "MARA, 67, flat cap, round glasses", "TOM": "TOM, 9"}
    prompt = prompt_for(SHOT, BEAT, looks=LOOKS, words=words)
    assert prompt.index("35mm lens") < prompt.index("old woman with round glasses and a flat cap")
    assert "flat cap" not in prompt[: prompt.index("35mm lens")]
    assert "the boy with" not in prompt


def test_what_the_shot_is_decides_who_is_named() -> None:
    insert = replace(SHOT, setup=Setup.INSERT, insert_prop="match")
    assert "a match in detail, still life" in prompt_for(insert, BEAT, looks=LOOKS)
    empty = replace(SHOT, setup=Setup.ESTABLISHING, size=Size.LS, subjects=(), present=())
    text = prompt_for(empty, Beat("A", ""), looks=LOOKS)
    assert "empty scene" in text and "full figure" not in text
    pack = Beat("A", "They run.", ("REX", "TOM", "MARA", "MARA"))
    assert "a dog and a boy with dark short hair wearing a shirt" in (
        text := prompt_for(SHOT, pack, looks=LOOKS)
    )
    assert "two others" in text
    speech = replace(BEAT, action="", line_ids=("l1",))
    assert "talking" in prompt_for(SHOT, speech, looks=LOOKS)


def test_the_words_follow_the_look() -> None:
    assert "ink" in prompt_for(SHOT, BEAT, look="ink")
    assert "clay" in prompt_for(SHOT, BEAT, look="clay")


def test_a_long_action_makes_room_for_place_and_light() -> None:
    long = "Mara lights the lamp. " + "The flame grows and the shadows of the house move. " * 6
    prompt = prompt_for(SHOT, Beat("A", long, ("MARA",)), looks=LOOKS)
    assert prompt.index("lights the lamp") < prompt.index("kitchen") < prompt.index("35mm lens")
    assert prompt.count("flame grows") == 6  # behind everything, but there
    one = "Mara " + "slowly and carefully " * 12 + "lights the lamp"
    prompt = prompt_for(SHOT, Beat("A", one, ("MARA",)), looks=LOOKS)
    assert prompt.index("kitchen") < prompt.index("lights the lamp")
    assert prompt.count("carefully") == 12


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_action_is_one_line_and_keeps_its_words(action: str) -> None:
    prompt = prompt_for(SHOT, Beat("A", action, ("MARA",)))
    assert not set("\n\r\t") & set(prompt)
    for word in re.findall(r"\b[a-z]{4,}\b", action):
        if word not in ("insert", "wide", "close", "angle", "continuous", "until", "then"):
            assert word in prompt


def test_what_the_model_cannot_read_is_told_by_the_blocking() -> None:
    people = tuple(
        Figure(name, LOOKS[name], pose, (0.0, 0.0, 0.0), 0.0, (), held=held)
        for name, pose, held in (
            ("MARA", "sit, read", (("r", "letter"),)),
            ("TOM", "lie", ()),
        )
    )
    panel = replace(panels()["two-day"], figures=people, subjects=("MARA", "TOM"))
    setting = replace(SHOT.setting, location="玛拉家", sublocation="厨房")
    beat = Beat("A", "玛拉读信。汤姆睡着了。", ("MARA", "TOM"))
    prompt = prompt_for(replace(SHOT, setting=setting), beat, looks=LOOKS, panel=panel)
    english, _, rest = prompt.partition(", 玛拉读信")
    assert "the old woman sitting, reading, holding a letter and the boy lying" in english
    assert f"interior of {panel.set_plan.kind}, night" in english and "35mm lens" in english
    assert english.isascii() and "汤姆睡着了" in rest and "厨房, 玛拉家" in rest
    insert = replace(SHOT, setup=Setup.INSERT, insert_prop="纸船", props=("boat",))
    assert "a boat in detail" in prompt_for(insert, beat, looks=LOOKS, panel=panel)
    assert "sitting" not in prompt_for(SHOT, BEAT, looks=LOOKS, panel=panel)  # English is enough


def test_the_previs_engine_reads_no_words() -> None:
    assert not getattr(PrevisEngine, "reads_prompts", False)
