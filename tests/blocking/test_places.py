"""Kinds of places: which heading means which, and how locations of a kind differ."""

from __future__ import annotations

import math

import pytest

from filmgen.blocking.furnishings import OWN
from filmgen.blocking.lexicon import KINDS, THINGS, thing
from filmgen.blocking.model import SetPlan
from filmgen.blocking.places import PLACES, place_for
from filmgen.blocking.sets import place_key, plan_sets
from filmgen.blocking.variety import FIXED, mirrored, stretched
from filmgen.breakdown.model import Setting
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import shot


def plan(heading: str, place: PlaceKind, words: str = "") -> SetPlan:
    setting = Setting(heading, place, heading, "", TimeOfDay.DAY, words=words)
    return plan_sets([shot(1, setting)])[0][place_key(setting)]


@pytest.mark.parametrize(
    ("heading", "interior", "kind"),
    [
        ("HOSPITAL ROOM", True, "hospital room"),
        ("POLICE STATION", True, "police station"), ("INTERVIEW ROOM", True, "interrogation room"),
        ("CLASSROOM 4B", True, "classroom"), ("OLD THEATRE", True, "theatre"),
        ("UNIVERSITY LIBRARY", True, "library"), ("ABANDONED WAREHOUSE", True, "warehouse"),
        ("ELEVATOR", True, "lift"), ("STAIRWELL", True, "stairwell"), ("ATTIC", True, "attic"),
        ("BASEMENT", True, "cellar"), ("LOG CABIN", True, "cabin"), ("SUBWAY", True, "train"),
        ("CITY BUS", True, "bus"), ("PRIVATE JET", True, "plane"),
        ("BOAT CABIN", True, "boat cabin"),
        ("RESTAURANT", True, "restaurant"), ("DARK ALLEY", False, "alley"),
        ("CITY PARK", False, "park"), ("JUNGLE", False, "jungle"),
        ("FROZEN LAKE", False, "river"),
        ("SNOWFIELD", False, "snow"), ("LIGHTHOUSE", False, "cliff"), ("FARM", False, "farm"),
        ("CEMETERY", False, "cemetery"), ("GAS STATION", False, "gas station"),
        ("PARKING LOT", False, "parking lot"), ("TRAIN STATION", False, "station platform"),
        ("MARKET SQUARE", False, "market square"), ("CAMPSITE", False, "campsite"),
        ("CHURCH", False, "church exterior"), ("CHURCH", True, "church"),
    ],
)  # fmt: skip
def test_headings(heading: str, interior: bool, kind: str) -> None:
    assert place_for(heading, "", interior).kind == kind


def test_a_heading_nobody_knows_is_furnished_all_the_same() -> None:
    assert place_for("XANADU", "She kneels at the altar of the chapel.", True).kind == "church"
    assert place_for("XANADU", "A tractor crosses the farm.", False).kind == "farm"
    for inside in (PlaceKind.INTERIOR, PlaceKind.EXTERIOR):
        assert len(plan("XANADU", inside).props) >= 10


def test_tables_name_only_things_there_are() -> None:
    assert len(PLACES) >= 60
    for place in PLACES:
        for item in place.items:
            word = item[0]
            kind = OWN[word][0] if word in OWN else THINGS[word].kind
            assert kind in KINDS, (place.kind, word)


def test_props_keep_the_word_they_were_named_by() -> None:
    made = plan("STREET", PlaceKind.EXTERIOR, "A taxi and a police car stand by a pine.")
    words = {p.word for p in made.props}
    assert {"taxi", "police car", "town house"} <= words
    known = thing("wheelchair")
    assert known is not None and known.kind == "chair" and known.word == "wheelchair"
    assert thing("well") is None  # an adverb


def test_locations_of_a_kind_differ_and_each_is_always_the_same() -> None:
    one, two = (plan(name, PlaceKind.INTERIOR) for name in ("ANNA'S KITCHEN", "BEN'S KITCHEN"))
    assert one.kind == two.kind == "kitchen"
    assert one.props != two.props and (one.width_m, one.depth_m) != (two.width_m, two.depth_m)
    assert one == plan("ANNA'S KITCHEN", PlaceKind.INTERIOR)
    for place in PLACES:
        if place.kind in FIXED:
            made = plan(place.kind.upper(), PlaceKind.INTERIOR)
            assert (made.width_m, made.depth_m) == place.size_m[:2]


def test_a_mirrored_plan_is_the_same_room_from_the_other_side() -> None:
    made = plan("OFFICE", PlaceKind.INTERIOR)
    other = mirrored(made)
    assert mirrored(other) == made
    for a, b in zip(made.props, other.props, strict=True):
        assert b.position == (-a.position[0], *a.position[1:]) and b.yaw_rad == -a.yaw_rad
    sides = {"east": "west", "west": "east", "north": "north", "south": "south"}
    assert [sides[o.wall] for o in made.openings] == [o.wall for o in other.openings]


def test_a_larger_room_keeps_its_things_at_their_walls() -> None:
    made = plan("OFFICE", PlaceKind.INTERIOR)
    wider = stretched(made, 0.6, 0.0)
    assert wider.width_m == pytest.approx(made.width_m + 0.6)
    for a, b in zip(made.props, wider.props, strict=True):
        moved = math.dist(a.position, b.position)
        near = made.width_m / 2 - abs(a.position[0]) < 1.0
        assert moved == pytest.approx(0.3 if near else 0.0, abs=1e-3) or not near
        gap_a = made.width_m / 2 - abs(a.position[0])
        gap_b = wider.width_m / 2 - abs(b.position[0])
        assert gap_b == pytest.approx(gap_a, abs=1e-3) or moved == 0.0
