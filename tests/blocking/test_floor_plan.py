"""Floor plans are what the blocking says, for every scene, and stay readable."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from filmgen.blocking.floor_plan import floor_plan
from filmgen.blocking.floor_plan.cameras import positions
from filmgen.blocking.floor_plan.people import walkers
from filmgen.blocking.floor_plan.sheet import Labels, Window
from filmgen.blocking.model import StagedShot
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, Beat, Setup, Shot, ShotList, Size
from tests.blocking.films import STREET, film, films, planned, shot

SVG = "{http://www.w3.org/2000/svg}"


def scenes(shots: ShotList) -> dict[object, tuple[list[Shot], list[StagedShot]]]:
    found: dict[object, tuple[list[Shot], list[StagedShot]]] = {}
    for one, staged in zip(shots.shots, block(shots, 16 / 9).shots, strict=True):
        key = (one.scene_index, staged.panels[0].set_plan)
        group = found.setdefault(key, ([], []))
        group[0].append(one)
        group[1].append(staged)
    return found


def drawn(shots: ShotList) -> ET.Element:
    [(own, staged)] = scenes(shots).values()
    return ET.fromstring(floor_plan(own, staged, "A test & more"))


def words(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_a_two_hander_names_its_people_its_shots_and_the_line() -> None:
    pair = film(
        shot(10, setup=Setup.MASTER, size=Size.LS, subjects=("ANNA", "BEN")),
        shot(20, angle=Angle.OTS, setup=Setup.OTS, size=Size.MCU, over="BEN"),
        shot(30, angle=Angle.OTS, setup=Setup.OTS, size=Size.MCU, subjects=("BEN",), over="ANNA"),
    )
    said = words(drawn(pair))
    assert {"ANNA", "BEN", "180°", "N", "A test & more"} <= set(said)
    assert {"010", "020", "030"} <= set(said)
    assert any(word.startswith("MCU OTS") for word in said)


def test_the_same_scene_gives_the_same_text() -> None:
    scene = film(shot(10), shot(20, subjects=("BEN",)))
    [(own, staged)] = scenes(scene).values()
    [(again, staged_again)] = scenes(scene).values()
    assert floor_plan(own, staged, "x") == floor_plan(again, staged_again, "x")


def test_many_plans_can_stand_in_one_page() -> None:
    """Inlined into a board, a plan's clips and gradients are its own."""
    two = film(shot(10), shot(10, STREET, scene=2))
    found: list[str] = []
    for own, staged in scenes(two).values():
        text = floor_plan(own, staged, "x")
        ids = re.findall(r' id="([^"]+)"', text)
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
        found += ids
    assert len(found) == len(set(found)) >= 6


def test_cameras_that_share_a_tripod_are_one_position() -> None:
    scene = film(*(shot(n, size=Size.MS) for n in (10, 20, 30)))
    [(own, staged)] = scenes(scene).values()
    staged = [staged[0]] * 3
    [position] = positions(own, staged)
    assert position.shots == ["010", "020", "030"]


def test_who_walks_there_and_back_has_two_marks_and_one_arrow() -> None:
    scene = film(shot(10, STREET, subjects=("ANNA",), present=("ANNA",), sides=()))
    [(own, [staged])] = scenes(scene).values()
    panel = staged.panels[0]
    anna = panel.figures[0]
    x, y, z = anna.position
    moved = tuple((name, (p[0] + 2.0, p[1], p[2])) for name, p in anna.joints)
    away = replace(anna, position=(x + 2.0, y, z), joints=moved)
    there = replace(panel, figures=(away,))
    staged = replace(staged, panels=(panel, there, panel))
    [walker] = walkers([staged])
    assert [mark.place for mark in walker.marks] == [(x, z), (x + 2.0, z)]
    assert walker.walks == ((0, 1), (1, 0))
    own = [replace(own[0], beats=tuple(Beat(label, "Anna walks.") for label in "ABC"))]
    root = ET.fromstring(floor_plan(own, [staged], "x"))
    assert words(root).count("ANNA 2") == 2  # the rim and the word
    dashed = [e for e in root.iter(f"{SVG}path") if e.get("stroke-dasharray") == "6 3.5"]
    assert len(dashed) == 1


def test_the_plan_is_not_mirrored() -> None:
    window = Window((-5.0, -4.0, 5.0, 4.0), (0.0, 0.0, 1000.0, 800.0))
    assert window.at(0, 0) == (500.0, 400.0)
    east, south = window.at(1, 0), window.at(0, 1)
    assert east[0] > 500 and south[1] > 400  # from above, with north up
    turned = Window((-4.0, -5.0, 4.0, 5.0), (0.0, 0.0, 1000.0, 800.0), quarter=True)
    north, east = turned.at(0, -1), turned.at(1, 0)
    assert north[0] < 500 and east[1] < 400  # a quarter turn, still not mirrored
    left, top, right, bottom = turned.seen()
    assert turned.at(left, top) == pytest.approx((0.0, 800.0))
    assert turned.at(right, bottom) == pytest.approx((1000.0, 0.0))


def test_labels_keep_off_each_other() -> None:
    labels = Labels((0.0, 0.0, 400.0, 300.0))
    labels.keep((200.0, 150.0), 10.0)
    boxes = [labels.place((200.0, 150.0), (50.0, 14.0), 12.0, 60.0) for _ in range(8)]
    for i, a in enumerate(boxes):
        assert math.dist(a, (200.0, 150.0)) > 14
        for b in boxes[:i]:
            assert abs(a[0] - b[0]) >= 49.9 or abs(a[1] - b[1]) >= 13.9


def test_words_of_the_script_cannot_break_the_file() -> None:
    scene = film(shot(10, subjects=('A<B>"&',), present=('A<B>"&', "BEN"), sides=()))
    assert 'A<B>"&' in words(drawn(scene))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films())
def test_any_scene_can_be_drawn(made: tuple[ShotList, float]) -> None:
    shots, _ = made
    for own, staged in scenes(shots).values():
        text = floor_plan(own, staged, "x")
        assert not re.search(r"nan|inf\b", text)
        said = words(ET.fromstring(text))
        for one in own:
            number = one.display_id.rpartition("sh")[2]
            assert any(re.search(rf"\b{number}", word) for word in said)
        for figure in {f.name for s in staged for p in s.panels for f in p.figures}:
            assert figure in said


@pytest.mark.parametrize("script", ["Brick-and-Steel.fountain", "The-Last-Birthday-Card.fountain"])
def test_every_scene_of_a_real_script(script: str) -> None:
    count = 0
    for own, staged in scenes(planned(script)).values():
        root = ET.fromstring(floor_plan(own, staged, own[0].setting.key))
        said = words(root)
        count += 1
        for position in positions(own, staged):
            assert str(position.number) in said
    assert count >= 7
