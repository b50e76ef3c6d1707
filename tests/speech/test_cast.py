"""Who gets which voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import CharacterNote
from filmgen.engines.speech.kokoro_voices import VOICES, parts_of
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.cast.ages import age_of_name
from filmgen.sound.cast.assign import ALIKE, Cast, CastEntry, assign_cast
from filmgen.sound.cast.names import gender_of_name
from filmgen.sound.cast.voice import Voice, split_chorus
from filmgen.sound.cast.voice_space import VoiceSpace
from tests.speech.builders import shot_list

SPACE = VoiceSpace(VOICES)
BY_ID = {voice.id: voice for voice in VOICES}
NAMES = ("ANNA", "BOB", "CLARA", "DAN", "QUARREL", "ZEPHYR", "MAN #2", "OLD WOMAN", "TESS", "VINCE")
Scenes = Sequence[Mapping[str, int]]
scene_lists = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 20), max_size=8), min_size=1, max_size=5
)


def gender(voice_id: str) -> str:
    (found,) = {voice.gender for voice, _ in parts_of(voice_id)}
    return found


def most_alike(voices: Iterable[str]) -> float:
    return max((SPACE.alike(a, b) or 0.0 for a, b in combinations(voices, 2)), default=0.0)


@settings(deadline=None, max_examples=40)
@given(scene_lists)
def test_no_two_speakers_of_a_scene_are_alike(scenes: Scenes) -> None:
    cast = assign_cast(shot_list(scenes), VOICES)
    for scene in scenes:
        assert most_alike(cast.of(name).voice for name in scene) < ALIKE


@settings(deadline=None, max_examples=40)
@given(scene_lists)
def test_every_speaker_has_a_voice_of_the_gender(scenes: Scenes) -> None:
    cast = assign_cast(shot_list(scenes), VOICES)
    assert {name for name, _ in cast.entries} == {name for scene in scenes for name in scene}
    for name, entry in cast.entries:
        if gender_of_name(name):
            assert gender(entry.voice) == gender_of_name(name)


@settings(deadline=None, max_examples=40)
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


@settings(deadline=None, max_examples=40)
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


@pytest.mark.parametrize(
    "names",
    [
        [f"MAN #{number}" for number in range(1, 9)],
        [f"WOMAN #{number}" for number in range(1, 9)],
        [f"{word} #{number}" for number in range(1, 6) for word in ("MAN", "WOMAN")],
        ["OLD MAN", "OLD WOMAN", "BOY", "GIRL", "ANNA", "BOB", "CLARA", "DAN", "TESS", "VINCE"],
    ],
)
def test_eight_to_ten_speakers_of_a_scene_are_distinct(names: list[str]) -> None:
    cast = assign_cast(shot_list([dict.fromkeys(names, 3)]), VOICES)
    entries = [cast.of(name) for name in names]
    assert most_alike(entry.voice for entry in entries) < ALIKE
    assert not any("+" in entry.voice for entry in entries)


def test_twenty_men_are_mixed_from_pairs_before_anyone_repeats() -> None:
    men = [f"MAN #{number}" for number in range(1, 21)]
    cast = assign_cast(shot_list([dict.fromkeys(men, 3)]), VOICES)
    voices = [cast.of(name).voice for name in men]
    assert len(set(voices)) == 20
    assert any("+" in voice for voice in voices)
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


def test_children_have_childrens_voices_and_else_womens() -> None:
    scene = {"LITTLE BOY": 2, "GIRL": 2, "MAN": 2}
    cast = assign_cast(shot_list([scene]), VOICES)
    boy, girl = (BY_ID[cast.of(name).voice] for name in ("LITTLE BOY", "GIRL"))
    assert (boy.gender, girl.gender) == ("male", "female")
    assert max(boy.age_years, girl.age_years) < 13
    grown = [voice for voice in VOICES if voice.age_years > 17]
    boy_entry = assign_cast(shot_list([scene]), grown).of("LITTLE BOY")
    assert gender(boy_entry.voice) == "female" and boy_entry.pitch_semitones > 0


def test_the_old_have_old_voices_and_nobody_else_has() -> None:
    cast = assign_cast(shot_list([{"OLD MAN": 3, "GRANDMA": 3, "TEENAGER": 3, "BOB": 3}]), VOICES)
    ages = {name: BY_ID[entry.voice].age_years for name, entry in cast.entries}
    assert min(ages["OLD MAN"], ages["GRANDMA"]) >= 62
    assert max(ages["TEENAGER"], ages["BOB"]) < 62
    grown = [voice for voice in VOICES if voice.age_years < 50]
    assert assign_cast(shot_list([{"OLD MAN": 3}]), grown).of("OLD MAN").speed < 1.0


def test_undescribed_voices_suit_anyone() -> None:
    voices = (Voice("p225", "", "", 0), Voice("p226", "", "", 0), Voice("p227", "", "", 0))
    cast = assign_cast(shot_list([{"ANNA": 3, "BOB": 3, "OLD MAN": 3}]), voices)
    assert {entry.voice for _, entry in cast.entries} == {"p225", "p226", "p227"}


def test_lines_in_another_language_want_a_voice_that_speaks_it() -> None:
    english = [voice for voice in VOICES if voice.language == "en"]
    voices = (*english, replace(BY_ID["af_heart"], id="zf_new", accent="zh-CN", language="zh"))
    shots = shot_list([{"ANNA": 3, "CLARA": 3}])
    assert "zf_new" not in {entry.voice for _, entry in assign_cast(shots, voices).entries}
    lines = tuple(replace(line, language="zh") for line in shots.shots[0].lines[:3])
    there = replace(shots.shots[0], lines=(*lines, *shots.shots[0].lines[3:]))
    cast = assign_cast(replace(shots, shots=(there,)), voices)
    assert cast.of("ANNA").voice == "zf_new" != cast.of("CLARA").voice


def test_crowds_speak_with_several_voices_and_pairs_with_their_own() -> None:
    names = ("ANNA", "BOB", "CROWD", "ANNA AND BOB", "BOTH", "WOMEN")
    cast = assign_cast(shot_list([dict.fromkeys(names, 1)]), VOICES)
    own = [cast.of(name).voice for name in ("ANNA", "BOB")]
    crowd = split_chorus(cast.of("CROWD").voice)
    assert len(set(crowd)) == len(crowd) == 5
    assert {gender(voice) for voice in crowd} == {"female", "male"}
    assert {gender(voice) for voice in split_chorus(cast.of("WOMEN").voice)} == {"female"}
    assert sorted(split_chorus(cast.of("ANNA AND BOB").voice)) == sorted(own)
    assert sorted(split_chorus(cast.of("BOTH").voice)) == sorted(own)


def test_machines_are_flat_and_small_animals_high() -> None:
    cast = assign_cast(shot_list([{"COMPUTER": 2, "PARROT": 2, "ANNA": 2}]), VOICES)
    assert cast.of("COMPUTER").intonation < 1.0 == cast.of("ANNA").intonation
    assert cast.of("PARROT").pitch_semitones > 0.0 == cast.of("ANNA").pitch_semitones
    said = cast.of("PARROT").say(Delivery(pitch_semitones=11.0))
    assert said.pitch_semitones == 12.0


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
    ("name", "age"),
    [
        ("OLD MAN", 70),
        ("KID #2", 8),
        ("TEENAGER", 16),
        ("SCOTT", None),
        ("ART GIRL", 24),
        ("LITTLE OLD LADY", 70),
        ("YOUNG BOY", 8),
        ("YOUNG WOMAN", 24),
        ("WILL (AGE 10)", 10),
        ("12-YEAR-OLD", 12),
        ("DR. KANE", 48),
        ("BOY'S MOTHER", 48),
    ],
)
def test_age_of_names(name: str, age: int | None) -> None:
    assert age_of_name(name) == age
