import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.animals import animal_joints
from filmgen.blocking.model import JOINTS, Look, Vec3
from filmgen.blocking.poses import LOWER, UPPER, stance
from filmgen.blocking.skeleton import bones, head_axes, head_height_m, solve

BONES = [
    ("pelvis", "chest"), ("chest", "neck"), ("neck", "head"), ("l_shoulder", "r_shoulder"),
    ("l_hip", "r_hip"),
    *((f"{s}_{a}", f"{s}_{b}") for s in "lr" for a, b in (
        ("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "hand"), ("hip", "knee"),
        ("knee", "ankle"), ("ankle", "toe"),
    )),
]  # fmt: skip


def lengths(joints: dict[str, Vec3]) -> list[float]:
    return [math.dist(joints[a], joints[b]) for a, b in BONES]


def test_there_are_poses_enough() -> None:
    assert len(LOWER) + len(UPPER) >= 25 and len(LOWER) >= 15


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(LOWER)),
    st.sampled_from(sorted(UPPER)),
    st.text("abc", max_size=3),
    st.floats(-3, 3),
    st.floats(-2, 2),
)
def test_bones_keep_their_lengths_in_every_pose(
    lower: str, upper: str, who: str, yaw: float, gaze: float
) -> None:
    look = Look(height_m=1.7)
    base = dict(solve(look, stance("stand", "rest", "x"), (0.0, 0.0, 0.0), 0.0))
    posed = solve(
        look, stance(lower, upper, who), (1.0, 0.0, gaze), yaw, gaze=(gaze, 1.0 + gaze, 3.0)
    )
    assert tuple(name for name, _ in posed) == JOINTS
    assert lengths(dict(posed)) == pytest.approx(lengths(base), abs=2e-4)


@pytest.mark.parametrize("lower", sorted(set(LOWER) - {"carried"}))
def test_nobody_sinks_into_the_floor(lower: str) -> None:
    for who in ("ANNA", "BEN", "CARLA", "DAN"):
        joints = solve(Look(), stance(lower, "rest", who), (0.0, 0.0, 0.0), 0.3)
        seated = lower in ("sit", "perch", "drive", "ride")
        low = min(v[1] for n, v in joints if not (seated and "hand" in n))
        assert low > -0.12, (lower, who, low)


def test_standing_height_and_crown() -> None:
    for age, build in ((35, 1.0), (8, 0.9), (30, 1.3)):
        look = Look(height_m=1.3 if age == 8 else 1.8, age_years=age, build=build)
        joints = dict(solve(look, stance("stand", "rest", "E"), (0.0, 0.0, 0.0), 0.0))
        crown = joints["head"][1] + head_height_m(look) / 2
        assert crown == pytest.approx(look.height_m, abs=0.06)


def test_children_have_larger_heads_and_the_old_stoop() -> None:
    child, adult = Look(height_m=1.3, age_years=8), Look(height_m=1.75, age_years=35)
    assert child.height_m / head_height_m(child) < 6.3
    assert adult.height_m / head_height_m(adult) == pytest.approx(7.5)
    assert bones(child).thigh < bones(adult).thigh

    def ahead(age: int) -> float:
        joints = dict(
            solve(Look(age_years=age), stance("stand", "rest", "E"), (0.0, 0.0, 0.0), 0.0)
        )
        return joints["neck"][2] - joints["pelvis"][2]

    assert ahead(85) > ahead(35) + 0.03


def test_no_two_people_stand_alike() -> None:
    poses = [
        np.array([v for _, v in solve(Look(), stance("stand", "listen", n), (0, 0, 0), 0.0)])
        for n in ("ANNA", "BEN", "CARLA", "DAN", "EVE", "FRED")
    ]
    for i, a in enumerate(poses):
        for b in poses[:i]:
            assert np.abs(a - b).max() > 0.03


def test_hands_reach_their_targets() -> None:
    target = (0.25, 1.1, 0.4)
    joints = dict(solve(Look(), stance("stand", "rest", "E"), (0, 0, 0), 0.0, hands={"l": target}))
    assert joints["l_wrist"] == pytest.approx(target, abs=1e-3)


def test_gaze_turns_the_head_not_past_what_a_neck_allows() -> None:
    joints = dict(solve(Look(), stance("stand", "rest", "E"), (0, 0, 0), 0.0, gaze=(2.0, 1.6, 2.0)))
    forward = head_axes(joints, 0.0, (2.0, 1.6, 2.0))[:, 2]
    assert math.atan2(forward[0], forward[2]) == pytest.approx(math.pi / 4, abs=0.2)
    back = head_axes(joints, 0.0, (0.0, 1.6, -5.0))[:, 2]
    assert abs(math.atan2(back[0], back[2])) < 1.7


@pytest.mark.parametrize("species", ["dog", "cat", "horse", "bird"])
def test_animals_have_all_joints_above_the_ground(species: str) -> None:
    look = Look(species=species, height_m=0.7)
    for lower in ("stand", "sit", "lie", "walk", "run"):
        joints = dict(animal_joints(look, lower, (0, 0, 0), 0.4, None, "REX"))
        assert set(joints) == set(JOINTS)
        assert min(v[1] for v in joints.values()) > -0.02
        assert joints["head"][1] == max(joints[n][1] for n in ("head", "neck", "chest", "pelvis"))
