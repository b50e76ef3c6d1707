"""Effect elements under a moving camera: they stay where they stand in the world."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.anchored import in_world, moving_anchors
from filmgen.blocking.camera import project
from filmgen.blocking.inbetween import motion_of
from filmgen.blocking.model import Camera, PlateAnchor, StagedShot
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, EffectCue, Move, Setup, Shot, Size
from tests.blocking.films import KITCHEN, film, shot

CAMERA = Camera((0.0, 1.5, 5.0), (0.3, 1.2, 0.0), 35.0, 16 / 9)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.0, 1.0), st.floats(0.0, 1.2), st.floats(0.5, 20.0), st.floats(0.05, 1.5),
    st.floats(-0.5, 0.5), st.floats(0.6, 1.8),
)  # fmt: skip
def test_a_place_read_back_is_seen_again(
    x: float, y: float, depth: float, size: float, aside: float, zoom: float
) -> None:
    anchor = PlateAnchor("fire", 0.6, x, y, size, size, depth)
    plate = in_world(anchor, CAMERA)
    assert plate is not None
    again = plate.seen_by(CAMERA)
    assert (again.x, again.y) == pytest.approx((x, y), abs=1e-3)
    assert (again.width, again.height) == pytest.approx((size, size), rel=1e-3)
    assert again.depth_m == pytest.approx(depth, abs=1e-3)
    other = replace(CAMERA, position=(aside, 1.5, 5.0), focal_mm=CAMERA.focal_mm * zoom)
    seen = plate.seen_by(other)
    there = project(other, plate.foot)
    if 0.3 < there[2] < 40 and -1 < there[0] < 2 and -1 < there[1] < 2.5:
        assert (seen.x, seen.y) == pytest.approx(there[:2], abs=1e-4)
        assert seen.width == pytest.approx(min(4.0, size * zoom * depth / there[2]), rel=0.01)


def test_what_was_clamped_has_no_place() -> None:
    assert in_world(PlateAnchor("fire", 1, -1.0, 1.0, 0.05, 0.05, 50.0), CAMERA) is None
    assert in_world(PlateAnchor("rain", 1, 0.5, 1.0, 1.0, 1.0, 0.6, True), CAMERA) is None


def test_behind_the_camera_is_out_of_sight() -> None:
    plate = in_world(PlateAnchor("fire", 0.6, 0.5, 0.9, 0.3, 0.4, 3.0), CAMERA)
    assert plate is not None
    away = replace(CAMERA, target=(0.0, 1.5, 10.0))
    assert plate.seen_by(away).x == -1.0


def burning(move: Move) -> tuple[Shot, StagedShot]:
    one = shot(
        1, KITCHEN, setup=Setup.ACTION, size=Size.LS, present=("ANNA",), subjects=("ANNA",),
        beats=(Beat("A", "Anna waits."),),
        cues=(EffectCue("fire", 0.6, "table", "a fire"), EffectCue("fog", 0.5)),
    )  # fmt: skip
    one = replace(one, move=move)
    return one, block(film(one), 16 / 9).shots[0]


def test_a_fire_keeps_its_place_under_a_tracking_camera() -> None:
    one, staged = burning(Move.TRACK)
    motion = motion_of(one, staged, (0.0,), 4.0)
    times = [i / 8 for i in range(9)]
    rows = moving_anchors(staged, motion, times)
    assert len(rows) == 9
    places = []
    for t, row in zip(times, rows, strict=True):
        plate = in_world(row[0], motion.at(t).camera)
        assert plate is not None
        places.append(plate)
    assert max(math.dist(p.foot, places[0].foot) for p in places) < 0.01
    assert max(abs(p.width_m - places[0].width_m) for p in places) < 0.01
    assert len({row[0].x for row in rows}) > 3
    assert all(row[1] == staged.anchors[1] for row in rows)


def test_a_still_camera_sees_it_where_it_was() -> None:
    one, staged = burning(Move.STATIC)
    (row,) = moving_anchors(staged, motion_of(one, staged, (0.0,), 4.0), [0.5])
    assert (row[0].x, row[0].y) == pytest.approx(
        (staged.anchors[0].x, staged.anchors[0].y), abs=1e-3
    )
