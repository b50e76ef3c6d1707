"""Perspective: closer is drier, sides are the picture's, every word stays above its room."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.blocking.acoustics import acoustics_of, ground_of
from filmgen.blocking.model import StagedShot
from filmgen.blocking.places import PLACES
from filmgen.blocking.sets import plan_set
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, Line, Setting, Shot, Size, SoundCue
from filmgen.editorial.model import CutLine, CutPanel, CutShot
from filmgen.editorial.perspective import perspective_of_line, perspective_of_spot, room_db
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from filmgen.sound.acoustics.response import energy_db, impulse_response
from filmgen.sound.acoustics.rooms import OpenAir, Room, rt60_s
from tests.blocking.films import film, shot

LINE = Line("l1", "ANNA", "Who is there?")


def staged(made: Shot) -> tuple[CutShot, StagedShot]:
    (one,) = block(film(made), 16 / 9).shots
    cut = CutShot(made, 0, 96, (CutPanel("A", 0, 96),), (CutLine(LINE, 10, 40),))
    return cut, one


def speaking(size: Size, side: str) -> Shot:
    other = "right" if side == "left" else "left"
    return shot(
        1,
        size=size,
        subjects=("ANNA", "BEN"),
        beats=(Beat("A", "They wait.", line_ids=("l1",)),),
        lines=(LINE,),
        sides=(("ANNA", side), ("BEN", other)),
    )


def test_a_voice_is_on_the_side_its_speaker_is_seen_on_and_never_far_out() -> None:
    pans = []
    for side in ("left", "right"):
        cut, one = staged(speaking(Size.MS, side))
        pans.append(perspective_of_line(cut, LINE, one).pan)
    assert -0.3 <= pans[0] < -0.03 and 0.03 < pans[1] <= 0.3
    cut, _ = staged(speaking(Size.MS, "left"))
    assert perspective_of_line(cut, LINE, None).pan == 0.0


def test_a_wider_shot_is_farther_duller_and_a_little_lower() -> None:
    heard = []
    for size in Size:
        cut, _ = staged(speaking(Size.MS, "left"))
        heard.append(perspective_of_line(replace(cut, shot=replace(cut.shot, size=size)), LINE))
    for near, far in pairwise(heard):
        assert far.distance_m > near.distance_m
        assert far.gain_db <= near.gain_db and far.air_db >= near.air_db
    assert heard[-1].gain_db - heard[1].gain_db >= -3.0


@given(st.floats(0.3, 30), st.floats(-40, 12), st.floats(0, 12))
def test_the_room_stays_under_the_voice(distance: float, energy: float, rt60: float) -> None:
    near = room_db(distance, energy, rt60, voice=True)
    assert near <= -9.0
    assert room_db(2 * distance, energy, rt60, voice=True) >= near - 1e-9
    assert near <= room_db(distance, energy, rt60, voice=False) <= -5.0


@pytest.mark.parametrize(
    ("kind", "words", "props", "action"),
    [
        ("phone ring", "the phone rings", ("phone",), "The phone rings on the table."),
        ("knock", "a knock", (), "A knock at the door."),
        ("footsteps", "footsteps", (), "Footsteps."),
    ],
)
def test_a_spot_is_where_its_maker_stands(
    kind: str, words: str, props: tuple[str, ...], action: str
) -> None:
    cue = SoundCue(kind, words, 0.0)
    made = shot(1, size=Size.LS, action=action, beats=(Beat("A", action),), props=props)
    cut, one = staged(made)
    heard = perspective_of_spot(cut, cue, one)
    unplaced = perspective_of_spot(cut, cue, None)
    assert unplaced.pan == 0.0 < unplaced.distance_m
    assert heard.distance_m > 0.7
    assert heard.pan != 0.0 and abs(heard.pan) <= 0.85


def test_what_is_all_around_is_in_the_middle() -> None:
    cut, one = staged(speaking(Size.LS, "left"))
    assert perspective_of_spot(cut, SoundCue("thunder", "thunder", 0.0), one).pan == 0.0


def place(location: str, kind: PlaceKind = PlaceKind.INTERIOR) -> Room | OpenAir:
    setting = Setting(location, kind, location, "", TimeOfDay.DAY)
    plan = plan_set(location, [shot(1, setting)], kind is PlaceKind.INTERIOR)
    return acoustics_of(plan, location)


def test_places_ring_in_the_order_of_their_kinds() -> None:
    order = ["CAR", "BEDROOM", "KITCHEN", "PRISON CELL", "CHURCH", "CATHEDRAL"]
    times = []
    for name in order:
        room = place(name)
        assert isinstance(room, Room)
        times.append(float(rt60_s(room)[2:5].mean()))
    assert times == sorted(times)
    assert times[0] < 0.15 and 0.25 < times[1] < 0.6 and times[4] > 1.8
    cave = place("CAVE")
    assert isinstance(cave, Room) and rt60_s(cave)[3] > 1.5


@pytest.mark.parametrize("name", ["KITCHEN", "BATHROOM", "STAIRWELL"])
def test_words_stay_clear_in_live_rooms(name: str) -> None:
    """C50 as ISO 3382-1 has it, of the voice with its room, beyond what a good theatre has."""
    room = place(name)
    assert isinstance(room, Room)
    response = impulse_response(room)
    energy, late = (
        float(np.mean(np.sum(part**2, axis=1))) for part in (response, response[:, 2400:])
    )
    rt60 = float(rt60_s(room)[2:5].mean())
    for distance, least_db in ((1.5, 15.0), (4.0, 12.5)):
        level_db = room_db(distance, energy_db(response), rt60, voice=True)
        assert level_db > -30.0  # and the room is heard
        share = 10.0 ** (level_db / 10.0) / energy
        clarity = (1.0 + share * (energy - late)) / (share * late)
        assert 10.0 * math.log10(clarity) > least_db


def test_outdoors_is_dry_but_for_what_stands_there() -> None:
    field, canyon = place("FIELD", PlaceKind.EXTERIOR), place("CANYON", PlaceKind.EXTERIOR)
    assert isinstance(field, OpenAir) and isinstance(canyon, OpenAir)
    assert max(echo.delay_s for echo in canyon.echoes) > 0.5
    assert max((echo.gain for echo in field.echoes), default=0.0) < 0.07
    assert isinstance(place("OLD STREET", PlaceKind.EXTERIOR), Room)
    wood = place("FOREST", PlaceKind.EXTERIOR)
    assert isinstance(wood, OpenAir) and wood.wash_gain > 0


def test_every_set_there_is_has_acoustics_within_reason() -> None:
    for kind in PLACES:
        setting = Setting(kind.kind, PlaceKind.INTERIOR, kind.kind, "", TimeOfDay.DAY)
        plan = plan_set(kind.kind, [shot(1, setting)], kind.interior)
        found = acoustics_of(plan)
        assert ground_of(plan) in ("wood", "concrete", "gravel", "grass", "snow")
        if isinstance(found, Room):
            assert 0.04 < float(rt60_s(found)[2:5].mean()) < 5.0, kind.kind
