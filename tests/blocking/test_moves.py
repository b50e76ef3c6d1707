"""Camera moves: composed at one end, free of walls and things all the way, smooth in between."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmgen.blocking.camera import basis, project
from filmgen.blocking.framing import RANGES, head_fraction
from filmgen.blocking.model import Camera, StagedPanel
from filmgen.blocking.moves import CameraPath, camera_path, mixed
from filmgen.blocking.rigs import turned
from filmgen.blocking.space import bodies, solid
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, Beat, Move, Setup, Shot, ShotList, Size
from tests.blocking.films import KITCHEN, STREET, film, films, shot

MOVES = [move for move in Move if move is not Move.STATIC]


def turn_between(a: Camera, b: Camera) -> float:
    return math.acos(min(max(float(basis(a)[2] @ basis(b)[2]), -1.0), 1.0))


def staged(setting: object = KITCHEN, **more: object) -> tuple[Shot, tuple[StagedPanel, ...]]:
    one = shot(1, setting, **more)  # type: ignore[arg-type]
    return one, block(film(one), 16 / 9).shots[0].panels


def path_of(move: Move, seconds: float = 4.0, **more: object) -> tuple[CameraPath, StagedPanel]:
    one, panels = staged(**more)
    return camera_path(replace(one, move=move), panels, (0.0,), seconds), panels[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films(), st.sampled_from(MOVES), st.floats(1.0, 12.0))
def test_a_move_is_composed_at_an_end_and_passes_through_nothing(
    drawn: tuple[ShotList, float], move: Move, seconds: float
) -> None:
    shots, aspect = drawn
    for one, done in zip(shots.shots, block(shots, aspect).shots, strict=True):
        count = len(done.panels)
        starts = tuple(i / count for i in range(count))
        path = camera_path(replace(one, move=move), done.panels, starts, seconds)
        first, last = done.panels[0], done.panels[-1]
        assert [t for t, _ in path.keys] == sorted(t for t, _ in path.keys)
        if move is not Move.HANDHELD and count == 1:
            assert path.at(0.0) == first.camera or path.at(1.0) == last.camera
        places = np.array([path.at(i / 60).position for i in range(61)])
        composed = np.array([panel.camera.position for panel in done.panels])
        for boxes in (solid(first.set_plan), bodies(first.figures)):
            if not boxes.contain(composed, 0.10).any():
                assert not boxes.contain(places, 0.06).any()
        assert places[:, 1].min() > min(0.1, composed[:, 1].min() - 0.05)


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("setting", [KITCHEN, STREET], ids=["inside", "outside"])
def test_a_move_is_smooth_and_goes_somewhere(move: Move, setting: object) -> None:
    path, _ = path_of(move, setting=setting, size=Size.MS)
    frames = [path.at(i / 96) for i in range(97)]
    steps = np.array([math.dist(a.position, b.position) for a, b in pairwise(frames)])
    turns = np.array([turn_between(a, b) for a, b in pairwise(frames)])
    zooms = np.array([abs(math.log(b.focal_mm / a.focal_mm)) for a, b in pairwise(frames)])
    assert max(steps.sum(), turns.sum(), zooms.sum()) > 0.02
    # nothing starts or stops at once, and nothing is faster than an operator
    assert np.abs(np.diff(steps)).max() < 0.004
    assert np.abs(np.diff(turns)).max() < 0.006
    assert steps.max() * 24 < 1.5
    if move is not Move.HANDHELD:
        for series in (steps, turns, zooms):
            assert series[0] <= 0.35 * series.max() + 1e-6
            assert series[-1] <= 0.35 * series.max() + 1e-6


@pytest.mark.parametrize("size", [Size.CU, Size.MCU, Size.MS, Size.LS])
def test_a_push_in_arrives_at_the_planned_size(size: Size) -> None:
    path, panel = path_of(Move.PUSH_IN, size=size, setting=STREET)
    main = next(f for f in panel.figures if f.name == panel.subjects[0])
    low, high = RANGES[size]
    assert low <= head_fraction(path.at(1.0), main) <= high
    sizes = [head_fraction(path.at(i / 20), main) for i in range(21)]
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.93 * sizes[-1]


def test_a_pull_out_begins_at_the_planned_size() -> None:
    path, panel = path_of(Move.PULL_OUT, setting=STREET)
    main = next(f for f in panel.figures if f.name == panel.subjects[0])
    assert path.at(0.0) == panel.camera
    assert head_fraction(path.at(1.0), main) < 0.93 * head_fraction(path.at(0.0), main)


def test_a_pan_turns_on_its_place_and_a_tilt_nods() -> None:
    pan, panel = path_of(Move.PAN, setting=STREET)
    assert pan.at(0.0).position == panel.camera.position == pan.at(1.0).position
    right, up, _ = basis(pan.at(0.0))
    ahead = basis(pan.at(1.0))[2]
    assert abs(ahead @ right) > 0.05
    assert abs(ahead @ up) < 0.02
    tilt, _ = path_of(Move.TILT, setting=STREET)
    assert abs(basis(tilt.at(1.0))[2] @ basis(tilt.at(0.0))[1]) > 0.05


def test_a_track_keeps_its_subject_in_place() -> None:
    path, panel = path_of(Move.TRACK, setting=STREET)
    head = next(f for f in panel.figures if f.name == panel.subjects[0]).joint("head")
    xs = [project(path.at(i / 10), head)[0] for i in range(11)]
    assert math.dist(path.at(0.0).position, path.at(1.0).position) > 0.3
    assert max(xs) - min(xs) < 0.12


def test_a_longer_shot_moves_farther_but_never_without_end() -> None:
    ways = [
        math.dist(path.at(0.0).position, path.at(1.0).position)
        for path, _ in (path_of(Move.PUSH_IN, s, setting=STREET) for s in (1.0, 3.0, 60.0))
    ]
    assert ways[0] < ways[1] <= ways[2] < 3.0


def test_a_static_shot_of_one_camera_is_still() -> None:
    one, panels = staged()
    path = camera_path(one, panels, (0.0,))
    assert path.still
    assert path.keys == ((0.0, panels[0].camera),)


def moved_camera(panel: StagedPanel, by: tuple[float, float, float], turn: float) -> StagedPanel:
    camera = turned(panel.camera, turn, 0.0)
    place = tuple(a + b for a, b in zip(camera.position, by, strict=True))
    aim = tuple(a + b for a, b in zip(camera.target, by, strict=True))
    return replace(panel, camera=replace(camera, position=place, target=aim))


def test_an_operator_reframes_in_time_for_the_next_key_pose() -> None:
    one, panels = staged(STREET, size=Size.LS)
    other = moved_camera(panels[0], (0.3, 0.0, 0.2), 0.2)
    path = camera_path(one, (panels[0], other), (0.0, 0.5), 6.0)
    assert path.at(0.0) == panels[0].camera
    assert path.at(0.5) == other.camera
    assert path.at(1.0) == other.camera
    steps = [turn_between(path.at(i / 144), path.at((i + 1) / 144)) for i in range(144)]
    assert max(steps) < 0.05
    assert not path.still


def test_what_no_operator_could_reach_is_a_cut() -> None:
    one, panels = staged(STREET, size=Size.LS)
    other = moved_camera(panels[0], (0.0, 0.0, 0.0), 2.6)
    path = camera_path(one, (panels[0], other), (0.0, 0.5), 6.0)
    assert path.at(0.49999) == panels[0].camera
    assert path.at(0.5) == other.camera
    assert path.still


def test_a_pinned_seed_turns_the_pan_and_nothing_else_does() -> None:
    one, panels = staged(STREET, size=Size.LS)
    pan = replace(one, move=Move.PAN)
    ends = {
        seed: camera_path(replace(pan, seed=seed), panels, (0.0,)).at(0.0) for seed in (2, 3, 4)
    }
    assert ends[2] == ends[4]
    assert ends[2] != ends[3]


def test_a_mix_of_two_cameras_meets_both() -> None:
    a = Camera((0.0, 1.5, 4.0), (0.0, 1.5, 2.0), 35.0, 16 / 9)
    b = Camera((2.0, 1.2, 3.0), (1.0, 1.4, 1.0), 70.0, 16 / 9, 0.1)
    for share, camera in ((0.0, a), (1.0, b)):
        assert math.dist(mixed(a, b, share).position, camera.position) < 1e-5
        assert turn_between(mixed(a, b, share), camera) < 1e-4
    assert mixed(a, b, 0.5).focal_mm == pytest.approx(math.sqrt(35 * 70), abs=1e-3)


def test_a_tilt_from_a_low_angle_looks_up_in_the_end() -> None:
    path, _ = path_of(Move.TILT, setting=STREET, angle=Angle.LOW, size=Size.LS)
    assert basis(path.at(1.0))[2][1] > basis(path.at(0.0))[2][1]


def test_an_empty_place_is_tracked_past() -> None:
    one, panels = staged(
        STREET, setup=Setup.ESTABLISHING, size=Size.ELS, subjects=(), present=(), sides=(),
        beats=(Beat("A", "The street."),),
    )  # fmt: skip
    path = camera_path(replace(one, move=Move.TRACK), panels, (0.0,), 5.0)
    assert math.dist(path.at(0.0).position, path.at(1.0).position) > 0.5
