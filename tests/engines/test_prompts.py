"""A shot in words: everything that matters, in order, within what the model reads."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from filmgen.blocking.model import Look
from filmgen.breakdown.model import Angle, Beat, Move, Setting, Setup, Shot, Size
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.storyboard.prompts import estimated_tokens, prompt_for
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay

LOOKS = {
    "MARA": Look(gender="female", age_years=67, hair="bun", hair_tone=0.9, garment="coat"),
    "TOM": Look(gender="male", age_years=9, hair="short", hair_tone=0.1, garment="shirt"),
    "REX": Look(species="dog"),
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
        "lights the lamp", "kitchen", "night", "rain", "lamp", "35mm",
    )  # fmt: skip
    places = [prompt.index(words) for words in order[:-2]]
    assert places == sorted(places)
    assert "sc001" not in prompt and SHOT.identity not in prompt
    assert "A match flares" in prompt  # capitals of cues are for the crew, not the model
    assert "Mara lights" in prompt
    assert '"' not in prompt


def test_a_character_has_the_same_words_in_every_shot() -> None:
    close = replace(SHOT, size=Size.CU, subjects=("MARA",), angle=Angle.EYE)
    words = "an old woman with light hair in a bun wearing a coat"
    assert words in prompt_for(close, replace(BEAT, subjects=("MARA",)), looks=LOOKS)
    assert words in prompt_for(SHOT, BEAT, looks=LOOKS)
    assert "a person" in prompt_for(SHOT, BEAT)


def test_what_the_shot_is_decides_who_is_named() -> None:
    insert = replace(SHOT, setup=Setup.INSERT, insert_prop="match")
    assert "a match in detail, no people" in prompt_for(insert, BEAT, looks=LOOKS)
    empty = replace(SHOT, setup=Setup.ESTABLISHING, subjects=(), present=())
    assert "empty scene" in prompt_for(empty, Beat("A", ""), looks=LOOKS)
    pack = Beat("A", "They run.", ("REX", "TOM", "MARA", "MARA"))
    assert "a dog and a boy with dark short hair wearing a shirt" in (
        text := prompt_for(SHOT, pack, looks=LOOKS)
    )
    assert "two others" in text


def test_the_words_follow_the_look() -> None:
    assert "ink" in prompt_for(SHOT, BEAT, look="ink")
    assert "clay" in prompt_for(SHOT, BEAT, look="clay")


def test_too_much_is_cut_from_the_end() -> None:
    full = prompt_for(SHOT, BEAT, looks=LOOKS, budget=500)
    short = prompt_for(SHOT, BEAT, looks=LOOKS, budget=30)
    assert estimated_tokens(short) <= 30 < estimated_tokens(full)
    assert short.startswith("storyboard frame") and "medium shot" in short
    assert "35mm" in full and "35mm" not in short


@given(st.text(max_size=400), st.integers(12, 75))
def test_any_action_fits_the_budget(action: str, budget: int) -> None:
    shot = replace(SHOT, action=action)
    prompt = prompt_for(shot, Beat("A", action), looks=LOOKS, budget=budget)
    assert estimated_tokens(prompt) <= budget
    assert "\n" not in prompt


def test_the_previs_engine_reads_no_words() -> None:
    assert not getattr(PrevisEngine, "reads_prompts", False)
