"""Model sheets: every view holds the whole figure, turned as its name says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.camera import project
from filmgen.blocking.framing import head_fraction
from filmgen.blocking.model import Look
from filmgen.blocking.model_sheet import SheetView, figure_frame_m, line_up, model_sheet

people = st.builds(
    Look,
    height_m=st.floats(0.95, 2.1),
    build=st.floats(0.75, 1.4),
    age_years=st.integers(4, 90),
    species=st.just("human"),
)


def named(look: Look) -> dict[str, SheetView]:
    return {view.name: view for view in model_sheet("ANNA", look)}


@settings(max_examples=25, deadline=None)
@given(people)
def test_a_whole_figure_is_whole_and_on_the_floor_line(look: Look) -> None:
    high, floor = figure_frame_m(look)
    for view in model_sheet("ANNA", look):
        if view.kind != "figure":
            continue
        (figure,) = view.panel.figures
        for _, point in figure.joints:
            x, y, depth = project(view.panel.camera, point)
            assert depth > 0 and 0.03 < x < 0.97 and 0.02 < y < 0.99, view.name
        y = project(view.panel.camera, (0.0, 0.0, 0.0))[1]
        assert y == pytest.approx(1 - floor / high, abs=0.004)


def test_views_turn_as_they_are_called() -> None:
    views = named(Look())
    camera = views["front"].panel.camera

    def shoulders(view: str) -> float:
        figure = views[view].panel.figures[0]
        left, right = (project(camera, figure.joint(f"{s}_shoulder"))[0] for s in "lr")
        return left - right

    assert shoulders("front") > 0.15, "face to us, its left is on our right"
    assert 0.5 < shoulders("three-quarter") / shoulders("front") < 0.95
    assert abs(shoulders("side")) < 0.03
    assert shoulders("back") == pytest.approx(-shoulders("front"), abs=0.01)


@settings(max_examples=15, deadline=None)
@given(people)
def test_faces_fill_the_picture_the_same_for_all_sizes_of_people(look: Look) -> None:
    for view in model_sheet("ANNA", look):
        if view.kind != "figure":
            wanted = {"face": 0.58, "mood": 0.66}[view.kind]
            panel = view.panel
            assert head_fraction(panel.camera, panel.figures[0]) == pytest.approx(wanted, abs=0.03)


def test_moods_differ_and_animals_have_none() -> None:
    faces = [v.panel.figures[0].expression for v in model_sheet("ANNA", Look()) if v.kind == "mood"]
    assert len(set(faces)) == 6
    dog = model_sheet("REX", Look(height_m=0.6, species="dog"))
    assert [v.name for v in dog] == ["front", "three-quarter", "side", "back", "face"]


@settings(max_examples=25, deadline=None)
@given(st.lists(people, min_size=1, max_size=14), st.floats(1.5, 3.5))
def test_a_line_up_fits_and_keeps_its_order(looks: list[Look], aspect: float) -> None:
    panel = line_up([(f"P{i}", look) for i, look in enumerate(looks)], aspect)
    places = [project(panel.camera, f.joint("pelvis"))[0] for f in panel.figures]
    assert [f.name for f in panel.figures] == [f"P{i}" for i in range(len(looks))]
    assert places == sorted(places)
    for figure in panel.figures:
        for name in ("head", "l_hand", "r_hand", "l_toe"):
            x, y, _ = project(panel.camera, figure.joint(name))
            assert 0 < x < 1 and 0 < y < 1
        assert math.dist(figure.position, panel.camera.position) > 1.0
