"""A cast from one draft to the next."""

from __future__ import annotations

from filmgen.breakdown.model import CharacterNote
from filmgen.engines.speech.kokoro_voices import VOICES
from filmgen.sound.cast.assign import ALIKE, CastEntry, assign_cast
from filmgen.sound.cast.recast import recast
from filmgen.sound.cast.voice_space import VoiceSpace
from tests.speech.builders import shot_list

GONE = {"ANNA": "af_gone", "BOB": "am_onyx", "TIM": "am_liam"}
SCENES = [{"ANNA": 9, "BOB": 5, "MAN #2": 1}]


def test_voices_stay_when_parts_grow() -> None:
    before = dict(assign_cast(shot_list(SCENES), VOICES).entries)
    longer = [{"ANNA": 2, "BOB": 30, "MAN #2": 12, "CLARA": 25}]
    after = recast(shot_list(longer), VOICES, before, {})
    assert {name: after.of(name) for name in before} == before


def test_a_voice_that_is_gone_or_no_longer_fits_is_given_anew() -> None:
    before = {
        "ANNA": CastEntry("af_gone"),
        "BOB": CastEntry("am_onyx"),
        "TIM": CastEntry("am_liam"),
    }
    notes = (CharacterNote("BOB", gender="female"), CharacterNote("TIM", age_years=8))
    cast = recast(shot_list([{"ANNA": 2, "BOB": 2, "TIM": 2}], notes), VOICES, before, {})
    assert cast.of("BOB").voice.split("_")[0] in ("af", "bf")
    assert cast.of("TIM").voice != "am_liam"
    assert cast.of("ANNA").voice != "af_gone"


def test_two_of_a_scene_who_sound_alike_make_the_parts_be_given_anew() -> None:
    space = VoiceSpace(VOICES)
    before = {"BOB": CastEntry("bm_daniel"), "DAN": CastEntry("bm_george")}
    assert (space.alike("bm_daniel", "bm_george") or 0.0) > ALIKE
    apart = recast(shot_list([{"BOB": 3}, {"DAN": 3}]), VOICES, before, {})
    assert dict(apart.entries) == before
    near = recast(shot_list([{"BOB": 3, "DAN": 3}]), VOICES, before, {})
    assert (space.alike(near.of("BOB").voice, near.of("DAN").voice) or 0.0) < ALIKE


def test_what_is_set_by_hand_stays_as_it_is() -> None:
    chosen = {"ANNA": CastEntry("am_onyx", 0.9), "NOBODY": CastEntry("af_heart")}
    cast = recast(shot_list(SCENES), VOICES, {"ANNA": CastEntry("af_heart")}, chosen)
    assert cast.of("ANNA") == chosen["ANNA"]
    assert cast.unused == ("NOBODY",)
    assert recast(shot_list(SCENES), (), {}, {}).of("ANNA") == CastEntry("")
