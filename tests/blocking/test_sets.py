import math

import numpy as np
import pytest

from filmgen.blocking.floor import Floor, seats
from filmgen.blocking.lexicon import KINDS, PROP_KINDS, THINGS, find_things, thing
from filmgen.blocking.model import SetPlan
from filmgen.blocking.places import PLACES, place_for
from filmgen.blocking.sets import place_key, plan_sets
from filmgen.breakdown.model import Setting, Setup, Size
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import KITCHEN, shot


def plan(heading: str, place: PlaceKind, words: str = "", props: tuple[str, ...] = ()) -> SetPlan:
    setting = Setting(heading, place, heading, "", TimeOfDay.DAY, words=words)
    return plan_sets([shot(1, setting, props=props)])[0][place_key(setting)]


def test_lexicon_is_large_and_closed() -> None:
    assert len(THINGS) >= 80
    assert set(PROP_KINDS) == set(KINDS)
    assert {t.kind for t in THINGS.values()} <= set(PROP_KINDS)
    assert sum(p.interior for p in PLACES) >= 16 and sum(not p.interior for p in PLACES) >= 12


def test_words_become_things() -> None:
    found = [t.word for t in find_things("Two knives and a coffee table. She picks up the PHONES.")]
    assert found == ["knife", "coffee table", "phone"]
    assert find_things("They watch as he checks out and drinks.") == ()
    known = thing("birthday cards")
    assert known is not None and known.kind == "card"
    assert thing("gizmo") is None


@pytest.mark.parametrize(
    ("heading", "place", "kind"),
    [
        ("BRICK'S PATIO", PlaceKind.EXTERIOR, "patio"),
        ("TRAILER HOME", PlaceKind.INTERIOR, "living room"),
        ("HALLWAY, SCOTT'S APARTMENT BUILDING", PlaceKind.INTERIOR, "corridor"),
        ("SCOTT'S APARTMENT / BATHROOM", PlaceKind.INTERIOR, "bathroom"),
        ("HOFF AND SPIRNHOLD LOBBY", PlaceKind.INTERIOR, "lobby"),
        ("VW GTI", PlaceKind.INTERIOR, "car interior"),
        ("GOLDEN GATE BRIDGE", PlaceKind.EXTERIOR, "bridge"),
        ("КВАРТИРА МАШИ / КУХНЯ", PlaceKind.INTERIOR, "kitchen"),
        ("咖啡馆", PlaceKind.INTERIOR, "bar"),
        ("LIVING ROOM", PlaceKind.INTERIOR, "living room"),
        ("ROOM", PlaceKind.INTERIOR, "room"),
        ("NOWHERE AT ALL", PlaceKind.EXTERIOR, "exterior"),
    ],
)
def test_headings_choose_the_place(heading: str, place: PlaceKind, kind: str) -> None:
    assert plan(heading, place).kind == kind


def test_action_decides_where_the_heading_is_silent() -> None:
    assert place_for("MAX'S", "She pours a drink at the bar.", True).kind == "bar"


def test_named_props_are_placed_once() -> None:
    bare = plan("OFFICE", PlaceKind.INTERIOR)
    with_safe = plan("OFFICE", PlaceKind.INTERIOR, "A grandfather clock and a piano. A piano.")
    assert [p.kind for p in with_safe.props].count("piano") == 1
    assert "piano" not in {p.kind for p in bare.props}


def test_a_new_prop_moves_nothing_else() -> None:
    before = plan("KITCHEN", PlaceKind.INTERIOR, "A barrel stands there.")
    after = plan("KITCHEN", PlaceKind.INTERIOR, "A barrel stands there.", props=("mirror", "crate"))
    assert set(before.props) < set(after.props)


def test_the_same_location_is_the_same_object_and_outside_is_another() -> None:
    outside = Setting(
        KITCHEN.key, PlaceKind.EXTERIOR, KITCHEN.location, KITCHEN.sublocation, TimeOfDay.DAY
    )
    plans, _ = plan_sets([shot(1), shot(2, outside, scene=2), shot(3, scene=3)])
    assert len(plans) == 2
    assert plans[place_key(KITCHEN)].interior and not plans[place_key(outside)].interior


def test_an_insert_has_something_to_show() -> None:
    made = shot(1, setup=Setup.INSERT, size=Size.ECU, subjects=(), insert="letter")
    plans, _ = plan_sets([made])
    card = next(p for p in plans[place_key(KITCHEN)].props if p.kind == "card")
    assert 0.3 < card.position[1] < 1.2


def test_unknown_words_are_listed() -> None:
    _, unknown = plan_sets([shot(1, props=("gizmo", "chair"))])
    assert unknown[place_key(KITCHEN)] == ("gizmo",)


@pytest.mark.parametrize("place", PLACES, ids=lambda p: p.kind)
def test_every_place_can_be_used(place) -> None:  # type: ignore[no-untyped-def]
    heading = {"room": "ROOM", "exterior": "SOMEWHERE"}.get(place.kind, place.kind.upper())
    kind = PlaceKind.INTERIOR if place.interior else PlaceKind.EXTERIOR
    made = plan(heading, kind)
    floor = Floor(made)
    if made.kind != "car interior":
        a, b = floor.pair("test")
        assert floor.free([a, b]).all()
        assert 0.9 < math.dist(a, b) < 1.8
    assert len(made.props) >= 3
    for prop in made.props:
        assert min(prop.size_m) > 0 and 0 <= prop.tone <= 1
        inside = abs(prop.position[0]) <= made.width_m / 2 and abs(prop.position[2]) <= (
            made.depth_m / 2
        )
        assert inside or not made.interior, prop
    for seat in seats(made):
        assert np.isfinite(seat.facing)


def test_furniture_does_not_stand_in_doors_or_each_other() -> None:
    from filmgen.blocking.space import footprints

    for place in PLACES:
        if not place.interior or place.kind in ("car interior", "train"):
            continue
        made = plan(place.kind.upper(), PlaceKind.INTERIOR)
        taken = footprints(made)
        for hole in made.openings:
            if hole.kind != "door":
                continue
            x, z = {
                "north": (hole.centre_m, -made.depth_m / 2 + 0.35),
                "south": (hole.centre_m, made.depth_m / 2 - 0.35),
                "west": (-made.width_m / 2 + 0.35, hole.centre_m),
                "east": (made.width_m / 2 - 0.35, hole.centre_m),
            }[hole.wall]
            blocked = taken.stand_in_way(np.array([[x, 0.5, z]]), 0.2)
            assert not blocked[0], (place.kind, hole)
