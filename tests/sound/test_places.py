"""Which beds lie under which heading: a golden table, and rules that hold for any place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import EffectCue, Setting
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from filmgen.sound.places.choice import BedChoice, beds_for
from filmgen.sound.synth.render import BEDS, render

DAY, NIGHT = TimeOfDay.DAY, TimeOfDay.NIGHT


def beds(
    heading: str,
    action: str = "",
    weather: str = "",
    cues: tuple[EffectCue, ...] = (),
) -> tuple[BedChoice, ...]:
    """Beds of "INT. PLACE / SUBPLACE - NIGHT"."""
    kind, _, rest = heading.partition(" ")
    place, _, hour = rest.partition(" - ")
    location, _, sub = place.partition(" / ")
    kinds = {"INT.": PlaceKind.INTERIOR, "EXT.": PlaceKind.EXTERIOR, "INT./EXT.": PlaceKind.BOTH}
    setting = Setting(
        place,
        kinds.get(kind, PlaceKind.UNSPECIFIED),
        location,
        sub,
        NIGHT if hour == "NIGHT" else DAY,
        weather,
        action,
    )
    return beds_for(setting, action, cues)


GOLDEN = [
    ("INT. APARTMENT - DAY", "", "room traffic"),
    ("INT. KITCHEN - NIGHT", "", "room fridge"),
    ("INT. BEDROOM - DAY", "", "room"),
    ("INT. CATHEDRAL - DAY", "", "church"),
    ("INT. RESTAURANT - NIGHT", "", "room restaurant"),
    ("INT. THE BLUE NOTE BAR - NIGHT", "", "room bar"),
    ("INT. COFFEE SHOP - DAY", "", "room restaurant"),
    ("INT. THE BOSS'S OFFICE - DAY", "", "room office"),
    ("INT. POLICE STATION - DAY", "", "room office"),
    ("INT. HOSPITAL WARD - NIGHT", "", "room hospital"),
    ("INT. FACTORY FLOOR - DAY", "", "room machine"),
    ("INT. STARSHIP - NIGHT", "", "spaceship"),
    ("INT. ELEVATOR - DAY", "", "elevator"),
    ("INT. CAVE - NIGHT", "", "cave"),
    ("INT. HELICOPTER - DAY", "", "helicopter"),
    ("INT. BATHROOM - DAY", "Ann is in the shower.", "room shower"),
    ("INT. PALACE HOTEL LOBBY - DAY", "", "room crowd"),
    ("INT. MUSEUM - DAY", "", "room crowd"),
    ("INT. CLASSROOM - DAY", "", "room crowd"),
    ("INT. VW GTI, NORTHBOUND ON THE GOLDEN GATE BRIDGE - DAY", "", "car"),
    ("INT. TAXI - NIGHT", "", "car"),
    ("INT./EXT. PICKUP TRUCK - DAY", "", "car"),
    ("INT. TRAIN COMPARTMENT - NIGHT", "", "train"),
    ("INT. SUBWAY CAR - DAY", "", "subway"),
    ("INT. SUBWAY STATION - DAY", "", "room crowd"),
    ("INT. AIRPLANE / COCKPIT - DAY", "", "aircraft"),
    ("INT. FISHING BOAT - NIGHT", "", "room sea"),
    ("INT. LOG CABIN - NIGHT", "", "room night"),
    ("INT. LIVING ROOM - NIGHT", "The grandfather clock ticks.", "room clock"),
    ("INT. STUDY - NIGHT", "A fire crackles in the fireplace.", "room fire"),
    ("INT. STUDY - NIGHT", "The fireplace is cold, unlit.", "room"),
    ("INT. GREAT HALL - NIGHT", "The crowd roars.", "room crowd"),
    ("EXT. LANTERN STREET - DAY", "", "traffic"),
    ("EXT. QUIET SUBURBAN STREET - NIGHT", "", "traffic night"),
    ("EXT. LANTERN STREET - DAY", "A gas lamp at every door. Gulls.", "forest crowd harbour"),
    ("EXT. OUTSIDE THE FOOD STORE - DAY", "", "traffic"),
    ("EXT. FIELD - DAY", "Children play by the fence.", "forest wind playground"),
    ("INT. GALLERY - DAY", "The only person in the place is a girl.", "room"),
    ("INT. DEN - DAY", "A clock reads 6:24 am.", "room"),
    ("INT. DEN - DAY", "Those of us in the audience understand.", "room"),
    ("EXT. HIGHWAY - DAY", "", "highway wind"),
    ("EXT. JUNGLE - NIGHT", "", "jungle"),
    ("EXT. SWAMP - NIGHT", "", "swamp wind"),
    ("EXT. SCHOOLYARD - DAY", "", "playground forest traffic"),
    ("EXT. TRENCHES - DAY", "", "battle wind"),
    ("EXT. UNDERWATER - DAY", "", "underwater"),
    ("EXT. FOREST - DAY", "", "forest wind"),
    ("EXT. FOREST - NIGHT", "", "night wind"),
    ("EXT. BRICK'S PATIO - DAY", "", "forest traffic"),
    ("EXT. CENTRAL PARK - DAY", "", "forest traffic"),
    ("EXT. HARBOR - NIGHT", "", "harbour wind"),
    ("EXT. BEACH - DAY", "", "sea wind"),
    ("EXT. RIVERBANK - DAY", "", "stream forest"),
    ("EXT. DESERT - DAY", "", "desert"),
    ("EXT. MOUNTAIN PASS - NIGHT", "", "wind night"),
    ("EXT. PALATIAL MANSION - DAY", "", "forest traffic"),
    ("EXT. STADIUM - DAY", "", "stadium"),
    ("EXT. DEEP SPACE - NIGHT", "", "silence"),
    ("EXT. NOWHERE AT ALL - DAY", "", "wind forest"),
    ("ИНТ. КВАРТИРА МАШИ / КУХНЯ - DAY", "", "room fridge"),
    ("INT. РЕСТОРАН - NIGHT", "", "room restaurant"),
    ("EXT. УЛИЦА - DAY", "", "traffic"),
    ("EXT. ЛЕС - NIGHT", "", "night wind"),
    ("EXT. 河边老街 - DAY", "", "stream forest traffic"),
    ("INT. 爷爷家 / 厨房 - NIGHT", "", "room fridge"),
    ("INT. 茶馆 - DAY", "", "room bar"),
    ("EXT. 海边 - DAY", "", "sea wind"),
]


@pytest.mark.parametrize(("heading", "action", "kinds"), GOLDEN, ids=[g[0] + g[1] for g in GOLDEN])
def test_golden(heading: str, action: str, kinds: str) -> None:
    assert " ".join(b.kind for b in beds(heading, action)) == kinds


@pytest.mark.parametrize(
    ("heading", "weather", "kinds"),
    [
        ("INT. KITCHEN - NIGHT", "rain", "room rain fridge"),
        ("INT. KITCHEN - NIGHT", "storm", "room storm fridge"),
        ("INT. CAR - NIGHT", "rain", "car rain"),
        ("INT. KITCHEN - DAY", "snow", "room wind fridge"),
        ("INT. BASEMENT - DAY", "rain", "room"),
        ("EXT. STREET - NIGHT", "rain", "traffic rain"),
        ("EXT. FOREST - DAY", "rain", "rain"),
        ("EXT. BEACH - DAY", "storm", "sea storm"),
        ("EXT. STREET - DAY", "snow", "traffic wind"),
        ("EXT. STREET - DAY", "clear", "traffic"),
    ],
)
def test_weather(heading: str, weather: str, kinds: str) -> None:
    assert " ".join(b.kind for b in beds(heading, weather=weather)) == kinds


def test_rain_indoors_falls_on_what_the_place_is_made_of() -> None:
    def surface(heading: str) -> object:
        rain = next(b for b in beds(heading, weather="rain") if b.kind == "rain")
        return dict(rain.parameters)["surface"]

    assert surface("INT. BEDROOM - DAY") == "glass"
    assert surface("INT. TRAILER HOME - DAY") == "tin"
    assert surface("INT. ATTIC - DAY") == "roof"
    assert surface("EXT. FIELD - DAY") == "ground"


def test_rooms_have_their_size() -> None:
    sizes = [
        dict(beds(f"INT. {p} - DAY")[0].parameters)["size"] for p in ("CLOSET", "DEN", "BALLROOM")
    ]
    assert sizes == ["small", "medium", "large"]


def test_a_fire_cue_is_heard_at_its_strength_and_never_dropped() -> None:
    fire = EffectCue("fire", 0.85, "curtains", "the curtains burn")
    made = beds("INT. BAR - NIGHT", "The crowd screams.", "storm", (fire,))
    assert [b.intensity for b in made if b.kind == "fire"] == [0.85]
    assert len(made) == 3 and made[0].kind == "room"
    assert not any(
        b.kind == "fire" for b in beds("INT. BAR - NIGHT", "", "", (EffectCue("smoke"),))
    )


def test_a_parked_car_stands() -> None:
    assert dict(beds("INT. CAR, PARKED - NIGHT")[0].parameters)["speed"] == 0.0
    assert dict(beds("INT. CAR - NIGHT", "They race on.")[0].parameters)["speed"] > 0.3


_WORDS = st.one_of(
    st.sampled_from(["kitchen", "street", "forest", "car", "bar", "beach", "hotel", "river"]),
    st.sampled_from(["ship", "街", "лес", "office", "roof", "space", "train", "storm", "crowd"]),
    st.sampled_from(["fire", "night", "tent", "hill", "lake", "house", "park", "bridge"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PlaceKind),
    st.lists(_WORDS, max_size=3).map(" ".join),
    st.lists(_WORDS, max_size=5).map(" ".join),
    st.sampled_from(TimeOfDay),
    st.sampled_from(["", "rain", "snow", "fog", "storm", "wind", "clear"]),
    st.lists(st.sampled_from(["fire", "rain", "smoke", "embers", "snow"]), max_size=2),
)
def test_any_place_has_one_to_three_beds_that_can_be_made(
    place: PlaceKind, location: str, action: str, hour: TimeOfDay, weather: str, kinds: list[str]
) -> None:
    setting = Setting("K", place, location.upper(), "", hour, weather)
    made = beds_for(setting, action, [EffectCue(k) for k in kinds])
    assert 1 <= len(made) <= 3
    assert len({b.kind for b in made}) == len(made)
    for bed in made:
        assert bed.kind in BEDS
        assert 0 <= bed.intensity <= 1
        assert -15 <= bed.gain_db <= 3
        known = {**BEDS[bed.kind].knobs, "muffled": (), "distance": ()}
        for name, value in bed.parameters:
            top = 1000 if name == "distance" else 1
            assert value in known[name] if known[name] else 0 <= value <= top
    if place == PlaceKind.INTERIOR:
        tones = (
            "room car train aircraft subway church cave elevator spaceship helicopter underwater"
        )
        assert made[0].kind in tones.split()


def test_every_bed_of_the_golden_table_can_be_rendered() -> None:
    wanted = {b for heading, action, _ in GOLDEN for b in beds(heading, action)}
    for bed in sorted(wanted, key=repr):
        assert render(bed.kind, bed.intensity, 4800, 1, dict(bed.parameters)).shape == (2, 4800)
