"""In-betweens: bones keep their lengths, nothing jumps, feet are planted, keys are met."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmgen.blocking.camera import project
from filmgen.blocking.changes import same_pose, transition
from filmgen.blocking.gait import pace_m_s
from filmgen.blocking.inbetween import motion_of
from filmgen.blocking.model import Expression, Figure, Look, StagedShot, Vec3
from filmgen.blocking.moves import CameraPath, camera_path
from filmgen.blocking.poses import stance
from filmgen.blocking.posture import joints_of, mix, posture_of, turned_between
from filmgen.blocking.rigs import turned
from filmgen.blocking.skeleton import head_axes, rotation, solve
from filmgen.blocking.stage import block
from filmgen.blocking.stand import upright
from filmgen.breakdown.model import Beat, Move, Setup, Shot, ShotList, Size
from tests.blocking.films import STREET, film, films, shot

BONES = [("pelvis", "chest"), ("chest", "neck"), ("neck", "head")]
for side in "lr":
    BONES += [("neck", f"{side}_shoulder"), ("pelvis", f"{side}_hip")]
    for chain in (("shoulder", "elbow", "wrist", "hand"), ("hip", "knee", "ankle", "toe")):
        BONES += [(f"{side}_{a}", f"{side}_{b}") for a, b in pairwise(chain)]

LOWERS = ("stand", "sit", "walk", "run", "kneel", "lie", "crouch", "lean", "sit on ground")
UPPERS = ("rest", "talk", "point", "hands up", "phone", "drink")


def figure(
    lower: str = "stand",
    at: tuple[float, float] = (0.0, 0.0),
    yaw: float = 0.0,
    *,
    upper: str = "rest",
    look: Look | None = None,
    gaze: Vec3 | None = None,
    held: tuple[tuple[str, str], ...] = (),
) -> Figure:
    look = look or Look()
    place = (at[0], 0.0, at[1])
    seat = 0.45 if lower == "sit" else None
    pose = stance(lower, upper, "ANNA")
    joints = solve(look, pose, place, yaw, seat_m=seat, gaze=gaze)
    return Figure("ANNA", look, f"{lower}, {upper}", place, yaw, joints, gaze=gaze, held=held)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Figure, Figure]:
    look = Look(
        height_m=draw(st.floats(1.05, 2.0)),
        age_years=draw(st.integers(5, 85)),
        gender=draw(st.sampled_from(("", "female", "male"))),
    )
    metres, bearing = draw(st.floats(0.0, 4.0)), draw(st.floats(-3.1, 3.1))

    def key(at: tuple[float, float]) -> Figure:
        return figure(
            draw(st.sampled_from(LOWERS)),
            at,
            draw(st.floats(-3.1, 3.1)),
            upper=draw(st.sampled_from(UPPERS)),
            look=look,
            gaze=draw(st.sampled_from((None, (3.0, 1.2, 3.0), (-4.0, 1.6, 0.5), (0.2, 1.5, -6.0)))),
        )

    return key((0.0, 0.0)), key((metres * math.sin(bearing), metres * math.cos(bearing)))


def lengths(one: Figure) -> np.ndarray:
    at = dict(one.joints)
    return np.array([math.dist(at[a], at[b]) for a, b in BONES])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs())
def test_bones_keep_their_lengths_and_nothing_jumps(keys: tuple[Figure, Figure]) -> None:
    a, b = keys
    change = transition(a, b)
    count = 60
    frames = [change.at(i / count) for i in range(count + 1)]
    assert frames[0] == a
    assert frames[-1] == b
    wanted = lengths(a)
    for frame in frames:
        assert np.abs(lengths(frame) - wanted).max() < 2e-3
        assert min(place[1] for _, place in frame.joints) > -0.35
    # a hand or a foot goes with some twelve metres a second, in a hurry; a jump is far faster
    step_s = change.seconds / count
    for one, other in pairwise(frames):
        for (_, p), (_, q) in zip(one.joints, other.joints, strict=True):
            assert math.dist(p, q) / step_s < 16.0
    looks = [head_axes(dict(f.joints), f.facing_rad, f.gaze)[:, 2] for f in frames]
    for one_look, other_look in pairwise(looks):
        turned_rad = math.acos(min(max(float(one_look @ other_look), -1.0), 1.0))
        assert turned_rad / step_s < 30.0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films())
def test_random_scenes_move_without_a_jump(drawn: tuple[ShotList, float]) -> None:
    shots, aspect = drawn
    for one, staged in zip(shots.shots, block(shots, aspect).shots, strict=True):
        count = len(staged.panels)
        starts = tuple(i / count for i in range(count))
        motion = motion_of(one, staged, starts, 3.0 * count)
        for i, (start, panel) in enumerate(zip(starts, staged.panels, strict=True)):
            assert motion.panel_at(start) == i
            names = [f.name for f in motion.at(start).figures]
            assert names == [f.name for f in panel.figures]
        assert motion.at(0.37) == motion.at(0.37)


@pytest.mark.parametrize("runs", [False, True], ids=["walk", "run"])
def test_one_foot_stands_while_the_other_swings(runs: bool) -> None:
    lower = "run" if runs else "stand"
    change = transition(figure("stand"), figure(lower, (0.0, 4.0)))
    count = 160
    frames = [change.at(i / count) for i in range(int(0.1 * count), int(0.85 * count))]
    still = 0
    for one, other in pairwise(frames):
        speeds = [
            math.dist(one.joint(f"{side}_toe"), other.joint(f"{side}_toe"))
            / (change.seconds / count)
            for side in "lr"
        ]
        still += min(speeds) < 0.25
    assert still / (len(frames) - 1) > (0.4 if runs else 0.9)


def test_a_walk_takes_as_long_as_a_walk_takes() -> None:
    change = transition(figure(), figure(at=(0.0, 4.0)))
    assert change.seconds == pytest.approx(4.0 / pace_m_s(Look()), abs=0.9)
    tops = [change.at(i / 100).joint("head")[1] for i in range(101)]
    assert max(tops) - min(tops) < 0.09
    # steps: the left foot leads the right one and the other way round
    leads = [
        change.at(i / 100).joint("l_ankle")[2] > change.at(i / 100).joint("r_ankle")[2]
        for i in range(5, 96)
    ]
    assert sum(a != b for a, b in pairwise(leads)) >= 4


def test_a_walk_goes_around_a_table_and_people() -> None:
    from filmgen.blocking.model import Prop, SetPlan

    table = Prop("table", (0.0, 0.0, 2.0), 0.0, (1.4, 0.75, 0.8))
    plan = SetPlan("kitchen", True, 8.0, 8.0, 2.7, (table,))
    change = transition(figure(), figure(at=(0.0, 3.6)), plan)
    places = [change.at(i / 60).position for i in range(61)]
    assert all(abs(x) > 0.75 or abs(z - 2.0) > 0.45 for x, _, z in places)
    ben = replace(figure(at=(0.0, 1.8)), name="BEN")
    change = transition(figure(), figure(at=(0.0, 3.6)), None, [ben])
    near = min(math.dist(change.at(i / 60).position, ben.position) for i in range(61))
    assert near < 0.3  # without a set there is nothing to plan a way in
    open_plan = replace(plan, props=())
    change = transition(figure(), figure(at=(0.0, 3.6)), open_plan, [ben])
    near = min(math.dist(change.at(i / 60).position, ben.position) for i in range(61))
    assert near > 0.35


def test_a_face_and_a_gaze_are_mixed() -> None:
    a = replace(figure(gaze=(2.0, 1.6, 2.0)), expression=Expression(brow=-1.0))
    b = replace(figure(upper="point", gaze=(-2.0, 1.6, 2.0)), expression=Expression(brow=1.0))
    middle = transition(a, b).at(0.5)
    assert abs(middle.expression.brow) < 0.05
    assert middle.gaze is not None
    assert -1.9 < middle.gaze[0] < 1.9


def test_what_a_hand_carries_does_not_swing() -> None:
    a = figure("stand", upper="hold", held=(("r", "candle"),))
    b = figure("stand", (0.0, 3.0), upper="hold", held=(("r", "candle"),))
    change = transition(a, b)
    heights = [change.at(i / 50).joint("r_hand")[1] for i in range(51)]
    other = [change.at(i / 50).joint("l_hand")[2] for i in range(51)]
    assert max(heights) - min(heights) < 0.2
    assert max(other) > 2.0


@given(st.lists(st.floats(-3.0, 3.0), min_size=6, max_size=6), st.floats(0.0, 1.0))
def test_a_turn_between_two_turns_is_a_turn(angles: list[float], share: float) -> None:
    a, b = rotation(*angles[:3]), rotation(*angles[3:])
    middle = turned_between(a, b, share)
    assert np.abs(middle @ middle.T - np.eye(3)).max() < 1e-6
    assert np.abs(turned_between(a, b, 0.0) - a).max() < 1e-6
    assert np.abs(turned_between(a, b, 1.0) - b).max() < 1e-5


def test_a_posture_gives_back_its_joints() -> None:
    for lower in LOWERS:
        one = figure(lower, (1.0, -2.0), 0.7, upper="point")
        posture = posture_of(one)
        joints = joints_of(posture, np.array(one.position), one.facing_rad)
        assert max(math.dist(joints[name], place) for name, place in one.joints) < 1e-9
        assert mix(posture, posture, 0.4).bones["head"] == pytest.approx(posture.bones["head"])


def two_beats(*beats: str, move: Move = Move.STATIC) -> tuple[Shot, StagedShot]:
    labelled = tuple(Beat("ABC"[i], words) for i, words in enumerate(beats))
    one = shot(1, STREET, size=Size.LS, setup=Setup.ACTION, present=("ANNA",), beats=labelled)
    one = replace(one, move=move)
    return one, block(film(one), 16 / 9).shots[0]


def test_key_poses_are_held_and_changed_in_time() -> None:
    one, staged = two_beats("Anna waits.", "Anna points at the sky.")
    starts = (0.0, 0.5)
    keys = [panel.figures[0] for panel in staged.panels]
    assert not same_pose(keys[0], keys[1])
    motion = motion_of(one, staged, starts, 4.0)
    poses = [motion.at(t) for t in (0.0, 0.15, 0.42, 0.5, 0.9)]
    assert poses[0].figures[0] == keys[0] == poses[1].figures[0]
    assert poses[2].figures[0] not in keys
    assert poses[3].figures[0] == keys[1] == poses[4].figures[0]
    assert motion.moves


def test_a_shot_of_one_standing_pose_does_not_move() -> None:
    one, staged = two_beats("Anna waits.")
    assert not motion_of(one, staged, (0.0,), 3.0).moves


def test_nobody_freezes_in_mid_stride() -> None:
    one, staged = two_beats("Anna walks down the street.")
    motion = motion_of(one, staged, (0.0,), 3.0)
    assert motion.moves
    places = [motion.at(i / 20).figures[0].position for i in range(21)]
    ways = [math.dist(p, q) for p, q in pairwise(places)]
    assert sum(ways) > 0.6


def test_the_first_and_the_last_picture_of_a_move() -> None:
    one, staged = two_beats("Anna waits.", move=Move.PUSH_IN)
    motion = motion_of(one, staged, (0.0,), 4.0)
    first, last = motion.at(0.0), motion.at(1.0)
    assert last.camera == staged.panels[0].camera
    assert math.dist(first.camera.position, last.camera.position) > 0.1
    assert first.figures == last.figures


def test_the_operator_follows_whoever_rises() -> None:
    seated = Beat("A", "Anna sits on the chair.")
    one = shot(1, size=Size.MS, setup=Setup.SINGLE, present=("ANNA",), beats=(seated,))
    first = block(film(one), 16 / 9).shots[0].panels[0]
    low = first.figures[0]
    assert low.pose.startswith("sit")
    up = upright(low, np.array(low.position) + np.array((0.6, 0.0, 0.4)), low.facing_rad)
    rise = np.array([0.6, 0.4, 0.4])
    higher = replace(
        turned(first.camera, 0.35, 0.0),
        position=tuple(np.array(first.camera.position) + rise),
        target=tuple(np.array(turned(first.camera, 0.35, 0.0).target) + rise),
    )
    last = replace(first, figures=(up,), camera=higher)
    staged = StagedShot(one.identity, (first, last))
    motion = motion_of(one, staged, (0.0, 0.6), 6.0)
    assert motion.at(0.0).camera == first.camera
    assert motion.at(0.6).camera == higher

    def seen(path: CameraPath, t: float) -> tuple[float, float]:
        x, y, _ = project(path.at(t), motion.at(t).figures[0].joint("head"))
        return x, y

    straight = camera_path(one, (first, last), (0.0, 0.6), 6.0)
    ends = [seen(motion.path, 0.0), seen(motion.path, 0.6)]

    def strays(path: CameraPath) -> float:
        """How far the head leaves the box its two places in the frame span."""
        worst = 0.0
        for i in range(1, 60):
            for value, a, b in zip(seen(path, 0.01 * i), *ends, strict=True):
                worst = max(worst, min(a, b) - value, value - max(a, b))
        return worst

    assert strays(motion.path) < 0.13
    assert strays(straight) > 2 * strays(motion.path)


def test_an_animal_trots() -> None:
    from filmgen.blocking.animals import animal_joints

    look = Look(height_m=0.6, species="dog")

    def dog(z: float) -> Figure:
        place = (0.0, 0.0, z)
        return Figure(
            "REX", look, "stand", place, 0.0,
            animal_joints(look, "stand", place, 0.0, None, "REX"),
        )  # fmt: skip

    change = transition(dog(0.0), dog(3.0))
    assert change.seconds > 2.0
    frames = [change.at(i / 60) for i in range(61)]
    assert {f.joint("l_ankle")[2] > f.joint("r_ankle")[2] for f in frames} == {True, False}
    at = [lengths(f) for f in frames]
    legs = [i for i, (a, b) in enumerate(BONES) if a[2:] in ("hip", "knee")]
    assert np.abs(np.array(at)[:, legs] - at[0][legs]).max() < 2e-3
