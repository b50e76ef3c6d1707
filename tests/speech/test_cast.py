"""Who gets which voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import CharacterNote
from filmgen.engines.speech.kokoro_voices import VOICES, parts_of
from filmgen.sound.ages import age_of_name
from filmgen.sound.cast import Cast, CastEntry, assign_cast
from filmgen.sound.names import gender_of_name
from filmgen.sound.voice import Voice
from tests.speech.builders import shot_list

BY_ID = {voice.id: voice for voice in VOICES}
NAMES = ("ANNA", "BOB", "CLARA", "DAN", "QUARREL", "ZEPHYR", "MAN #2", "OLD WOMAN", "TESS", "VINCE")
Scenes = Sequence[Mapping[str, int]]
scene_lists = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 20), max_size=8), min_size=1, max_size=5
)


def gender(voice_id: str) -> str:
    (found,) = {voice.gender for voice, _ in parts_of(voice_id)}
    return found


@settings(deadline=None)
@given(scene_lists)
def test_no_two_speakers_of_a_scene_are_alike(scenes: Scenes) -> None:
    cast = assign_cast(shot_list(scenes), VOICES)
    for scene in scenes:
        voices = [cast.of(name).voice for name in scene]
        assert len(set(voices)) == len(voices)


@settings(deadline=None)
@given(scene_lists)
def test_every_speaker_has_a_voice_of_the_gender(scenes: Scenes) -> None:
    cast = assign_cast(shot_list(scenes), VOICES)
    assert {name for name, _ in cast.entries} == {name for scene in scenes for name in scene}
    for name, entry in cast.entries:
        if gender_of_name(name):
            assert gender(entry.voice) == gender_of_name(name)


@settings(deadline=None)
@given(scene_lists, st.randoms(use_true_random=False))
def test_order_of_characters_does_not_matter(scenes: Scenes, random: object) -> None:
    shuffled = []
    for scene in scenes:
        names = list(scene)
        random.shuffle(names)  # type: ignore[attr-defined]
        shuffled.append({name: scene[name] for name in names})
    assert dict(assign_cast(shot_list(scenes), VOICES).entries) == dict(
        assign_cast(shot_list(shuffled), VOICES).entries
    )


@settings(deadline=None)
@given(scene_lists, st.integers(0, 4))
def test_a_new_bit_part_moves_no_larger_role(scenes: Scenes, where: int) -> None:
    before = assign_cast(shot_list(scenes), VOICES)
    longer = [dict(scene) for scene in scenes]
    longer[where % len(longer)]["NEW MAN"] = 1
    after = assign_cast(shot_list(longer), VOICES)
    lines: Counter[str] = Counter()
    for scene in scenes:
        lines.update(scene)
    for name, count in lines.items():
        if count >= 4:
            assert after.of(name) == before.of(name)


def test_a_crowd_is_mixed_from_pairs() -> None:
    men = [f"MAN #{number}" for number in range(1, 21)]
    cast = assign_cast(shot_list([dict.fromkeys(men, 3)]), VOICES)
    voices = [cast.of(name).voice for name in men]
    assert len(set(voices)) == 20
    pure = [voice for voice in voices if "+" not in voice]
    assert len(pure) == sum(voice.gender == "male" for voice in VOICES)
    assert all(gender(voice) == "male" for voice in voices)


def test_an_engine_that_cannot_mix_tells_by_pitch() -> None:
    few = (Voice("he", "male", "en-US", 40), Voice("she", "female", "en-US", 40))
    cast = assign_cast(shot_list([{"BOB": 9, "DAN": 5, "VINCE": 1, "ANNA": 2}]), few)
    men = [cast.of(name) for name in ("BOB", "DAN", "VINCE")]
    assert {entry.voice for entry in men} == {"he"}
    assert sorted(entry.pitch_semitones for entry in men) == [-1.5, 0.0, 1.5]
    assert {entry.speed for entry in men} == {1.0}
    assert cast.of("ANNA") == CastEntry("she")


def test_notes_outweigh_names_and_ages_count() -> None:
    notes = (
        CharacterNote("BOB", gender="female", age_years=24),
        CharacterNote("QUARREL", gender="male", age_years=68),
    )
    cast = assign_cast(shot_list([{"BOB": 5, "QUARREL": 5}], notes), VOICES)
    assert gender(cast.of("BOB").voice) == "female"
    assert BY_ID[cast.of("QUARREL").voice].age_years >= 50
    assert BY_ID[cast.of("BOB").voice].age_years <= 38


def test_boys_are_spoken_by_women() -> None:
    cast = assign_cast(shot_list([{"LITTLE BOY": 2}]), VOICES)
    assert gender(cast.of("LITTLE BOY").voice) == "female"


def test_a_british_script_gets_british_voices() -> None:
    leads = {"ANNA": 6, "BOB": 6}
    for text, accent in (
        ("Bloody hell, Mum, it costs ten quid in London.", "en-GB"),
        ("Ten dollars, Mom? Gotta be a Chicago cop.", "en-US"),
    ):
        cast = assign_cast(shot_list([leads], text=text), VOICES)
        assert {BY_ID[cast.of(name).voice].accent for name in leads} == {accent}


def test_chosen_entries_are_kept_and_avoided_by_others() -> None:
    scenes = [{"ANNA": 9, "CLARA": 9}]
    free = assign_cast(shot_list(scenes), VOICES)
    taken = free.of("ANNA").voice
    chosen = {"CLARA": CastEntry(taken, 0.9), "NOBODY": CastEntry("af_heart")}
    cast = assign_cast(shot_list(scenes), VOICES, chosen)
    assert cast.of("CLARA") == CastEntry(taken, 0.9)
    assert cast.of("ANNA").voice != taken
    assert cast.unused == ("NOBODY",)


def test_no_voices_no_names_needed() -> None:
    cast = assign_cast(shot_list([{"ANNA": 1}]), ())
    assert cast == Cast((("ANNA", CastEntry("")),))
    assert assign_cast(shot_list([]), VOICES) == Cast(())


def test_open_names_are_about_balanced() -> None:
    names = {f"VORG{letter}{other}": 1 for letter in "ABCDEFGHIJ" for other in "KLMNOPQRST"}
    cast = assign_cast(shot_list([{name: 1} for name in names]), VOICES)
    women = sum(gender(entry.voice) == "female" for _, entry in cast.entries)
    assert 35 <= women <= 65


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SCOTT", "male"), ("OLD WOMAN", "female"), ("MRS. SCOTT", "female"),
        ("BOY'S MOTHER", "female"), ("ВАНЯ", "male"),
        ("МАША", "female"), ("ИВАН ПЕТРОВИЧ", "male"), ("VOICE", ""), ("", ""), ("X-7", ""),
    ],
)  # fmt: skip
def test_gender_of_names(name: str, expected: str) -> None:
    assert gender_of_name(name) == expected


@pytest.mark.parametrize(
    ("name", "age"), [("OLD MAN", 70), ("KID #2", 8), ("TEENAGER", 16), ("SCOTT", None)]
)
def test_age_of_names(name: str, age: int | None) -> None:
    assert age_of_name(name) == age
