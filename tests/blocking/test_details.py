"""Shots whose words are about a thing or an opening are composed on it."""

from pathlib import Path

import pytest

from filmgen.blocking.camera import project
from filmgen.blocking.details import focus_of, in_set
from filmgen.blocking.model import Prop, StagedPanel
from filmgen.blocking.period import is_period
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Setting, Setup, Shot, Size
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import STREET, film, shot

WORKSHOP = Setting(
    "LAMP WORKSHOP",
    PlaceKind.INTERIOR,
    "LAMP WORKSHOP",
    "",
    TimeOfDay.NIGHT,
    words="A low room. Lanterns hang from every hook. A workbench, a crate, a tall window with "
    "heavy curtains. From the ceiling hangs one new electric bulb. The door flies open.",
)


def _panel(action: str, setting: Setting = WORKSHOP, **more: object) -> tuple[Shot, StagedPanel]:
    made = shot(1, setting, setup=Setup.ACTION, size=Size.LS, subjects=(), action=action, lens=28)
    return made, block(film(made), 16 / 9).shots[0].panels[0]


def _extent(panel: StagedPanel, item: Prop) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of a thing's upright middle in the frame."""
    x, y, z = item.position
    low, high = (
        project(panel.camera, item.position),
        project(panel.camera, (x, y + item.size_m[1], z)),
    )
    middle = project(panel.camera, (x, y + item.size_m[1] / 2, z))
    return middle[0], middle[1], high[1], low[1]


@pytest.mark.parametrize(
    ("action", "word", "share"),
    [
        ("The door flies open.", "door", 0.4),
        ("In the window, all the way down the hill, the lights of the town go out.", "window", 0.4),
        ("A small flame runs up the curtain.", "window", 0.4),
        ("A workbench, a crate, a tall window with heavy curtains.", "window", 0.4),
        ("From the ceiling hangs one new electric bulb.", "bulb", 0.2),
    ],
)
def test_the_thing_is_large_in_the_frame(action: str, word: str, share: float) -> None:
    _, panel = _panel(action)
    item = in_set(word, panel.set_plan)
    assert item is not None
    x, y, top, bottom = _extent(panel, item)
    assert panel.subjects == ()
    assert 0.2 < x < 0.8 and 0.1 < y < 0.9
    assert bottom - top > share
    for figure in panel.figures:  # nobody stands before it
        fx, _, depth = project(panel.camera, figure.joint("chest"))
        nearer = depth < project(panel.camera, item.position)[2]
        assert not (nearer and depth > 0 and abs(fx - x) < 0.05)


def test_close_on_the_bulb_shows_the_bulb() -> None:
    made = shot(1, WORKSHOP, setup=Setup.INSERT, size=Size.CU, subjects=(), insert="bulb")
    panel = block(film(made), 16 / 9).shots[0].panels[0]
    item = in_set("bulb", panel.set_plan)
    assert item is not None
    x, y, top, bottom = _extent(panel, item)
    assert 0.2 < x < 0.8 and 0.2 < y < 0.8 and bottom - top > 0.3


def test_a_lamp_in_the_street_is_its_lantern() -> None:
    _, panel = _panel("The first lamp lights up,", STREET)
    item = in_set("lamp", panel.set_plan)
    assert item is not None and item.kind == "street lamp"
    x, _, top, bottom = _extent(panel, item)
    assert 0.15 < x < 0.85 and bottom - top > 0.25


@pytest.mark.parametrize(
    "action", ["Anna opens the door.", "He looks at the window.", "They wait.", "Smoke rolls."]
)
def test_people_stay_the_subject_of_what_they_do(action: str) -> None:
    made, panel = _panel(action)
    assert focus_of(made, made.beats[0], panel.set_plan, ("ANNA", "BEN")) is None
    assert panel.subjects


def test_words_dress_the_room() -> None:
    _, panel = _panel("They wait.")
    plan = panel.set_plan
    window = next(o for o in plan.openings if o.kind == "window")
    assert window.height_m > 1.8
    assert sum(p.kind == "curtain" for p in plan.props) == 2
    assert sum(p.kind == "lamp" and p.position[1] > 1.8 for p in plan.props) >= 4
    assert any(p.kind == "ceiling lamp" for p in plan.props)


def test_an_old_street_has_no_cars_and_stairs_only_where_words_say_so() -> None:
    words = (
        "A narrow street of old stone houses, a gas lamp outside every door. She is on a ladder."
    )
    old = Setting(
        "LANTERN STREET", PlaceKind.EXTERIOR, "LANTERN STREET", "", TimeOfDay.DAY, words=words
    )
    assert is_period(words) and not is_period(words + " A taxi passes.")
    _, panel = _panel("They wait.", old)
    props = panel.set_plan.props
    assert not any(p.kind in ("car", "rock") for p in props)
    ladders = [p for p in props if p.kind == "stairs"]
    assert all(p.size_m[0] < 0.7 and p.size_m[2] < 0.7 for p in ladders)
    _, modern = _panel("They wait.", STREET)
    assert any(p.kind == "car" for p in modern.set_plan.props)


def test_ladders_are_stood_on_low_and_stepped_down_from(tmp_path: Path) -> None:
    text = (
        "EXT. STREET - DAY\n\nA gas lamp. ANNA, 60, stands on a ladder.\n\n"
        "ANNA\nForty-one.\n\nAnna climbs down, slowly.\n\nAnna smiles.\n"
    )
    high = text.replace("on a ladder", "at the top of a ladder")

    def heights(script: str) -> list[float]:
        path = tmp_path / "film.fountain"
        path.write_text(script, encoding="utf-8")
        shots = plan_shots(read_screenplay(path))
        return [
            figure.position[1]
            for staged in block(shots, 16 / 9).shots
            for panel in staged.panels
            for figure in panel.figures
        ]

    low = heights(text)
    assert 0.4 <= max(low) <= 0.8
    assert low[-1] == 0.0
    assert max(heights(high)) > 0.9
