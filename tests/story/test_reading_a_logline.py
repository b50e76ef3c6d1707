"""People, places and times that code finds in loglines."""

from __future__ import annotations

import pytest

from filmgen.story.model import Person, Setting
from filmgen.story.people import find_people, kept_names, merge_people
from filmgen.story.places import clean_place, find_places, find_time, heading_text, kind_of


@pytest.mark.parametrize(
    ("logline", "names"),
    [
        ("A lighthouse keeper finds a message in a bottle.", ["LIGHTHOUSE KEEPER"]),
        ("Waitress Dolores hides the takings from her brother Ray.", ["DOLORES", "RAY"]),
        ("Two rival wedding planners book one church.", ["FIRST PLANNER", "SECOND PLANNER"]),
        ("A babysitter, Nell, hears the child talk to nobody.", ["NELL", "CHILD"]),
        ("Detective Ruth Vale questions a beekeeper.", ["RUTH", "BEEKEEPER"]),
        ("Corporal Hayes learns that the deserter is his brother Tom.", ["HAYES", "TOM"]),
        ("Eight-year-old Jonas and his grandmother smuggle a goose.", ["JONAS", "GRANDMOTHER"]),
        ("A widow talks to her dead husband's parrot.", ["WIDOW"]),
        ("A boxer rides into a ghost town at noon.", ["BOXER"]),
        ("Lucía descubre que su hermano Mateo huye.", ["MATEO"]),
        ("深夜的面馆里，老板老陈认出一位客人。", []),
        ("", []),
    ],
)
def test_the_people_of_a_logline(logline: str, names: list[str]) -> None:
    language = "es" if "descubre" in logline else "en"
    assert [person.name for person in find_people(logline, language)] == names


def test_a_name_brings_its_part_and_age() -> None:
    (ruth, _) = find_people("Detective Ruth Vale questions a beekeeper.")
    assert (ruth.full_name, ruth.role) == ("Detective Ruth Vale", "detective")
    assert find_people("Mara (34), a retired boxer, waits.")[0].age == "34"


def test_a_users_list_knows_more_than_the_logline() -> None:
    found = find_people("Waitress Dolores hides the takings from her brother Ray.")
    merged = merge_people(found, (Person("RAY", look="torn suit"), Person("COOK")))
    assert [p.name for p in merged] == ["DOLORES", "RAY", "COOK"]
    assert merged[1].look == "torn suit" and merged[1].role == "brother"


@pytest.mark.parametrize(
    ("logline", "place", "kind"),
    [
        ("On the last night of a roadside diner, a waitress lies.", "roadside diner", "INT"),
        ("A lighthouse keeper finds a bottle.", "lighthouse", "INT"),
        ("A boxer teaches a girl in a junkyard.", "junkyard", "EXT"),
        ("Jonas hides a goose from the conductor of a night train.", "night train", "INT"),
        ("At a train platform at dawn, she returns a ring.", "train platform", "INT"),
    ],
)
def test_the_place_of_a_logline(logline: str, place: str, kind: str) -> None:
    assert find_places(logline)[0] == place
    assert kind_of(place, logline) == kind


def test_times_and_headings() -> None:
    assert find_time("At a platform at dawn") == "DAWN"
    assert find_time("They open at four in the morning.") == "NIGHT"
    assert find_time("At nine in the morning") == "DAY"
    assert find_time("A man waits.") is None
    assert heading_text(Setting("INT", "the kitchen.", "NIGHT"), "en") == "INT. KITCHEN - NIGHT"
    assert heading_text(Setting("EXT", "海滩", "DAY"), "zh") == "外景 海滩 日"
    assert clean_place("INT. **Cave** - DAY") == "Cave"


def test_names_of_another_language_are_held_against_the_logline() -> None:
    assert kept_names("Старый часовщик Григорий узнаёт дочь.", ["ГРИГОРИЯ"])
    assert not kept_names("深夜的面馆里，老板老陈认出客人。", ["小王"])
