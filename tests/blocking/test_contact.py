"""Two-person poses meet: hands on backs, hands in hands, guns and fingers in a line."""

import math

import numpy as np
import pytest

from filmgen.blocking.model import Figure
from filmgen.blocking.poses import LOWER, UPPER
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, Setup, Size
from tests.blocking.films import KITCHEN, STREET, film, shot


def _played(action: str, setting=STREET) -> tuple[Figure, Figure]:  # type: ignore[no-untyped-def]
    made = shot(
        1,
        setting,
        setup=Setup.MASTER,
        subjects=("ANNA", "BEN"),
        size=Size.LS,
        lens=28,
        beats=(Beat("A", action, ("BEN",)),),
    )
    panel = block(film(made), 16 / 9).shots[0].panels[0]
    by_name = {f.name: f for f in panel.figures}
    return by_name["ANNA"], by_name["BEN"]


def _gap(a: Figure, joint: str, b: Figure, other: str) -> float:
    return math.dist(a.joint(joint), b.joint(other))


def test_an_embrace_holds_the_other_from_behind() -> None:
    anna, ben = _played("Ben embraces Anna.")
    assert 0.3 < math.dist(anna.position, ben.position) < 0.6
    for one, other in ((anna, ben), (ben, anna)):
        line = np.subtract(other.joint("chest"), one.joint("chest"))[[0, 2]]
        line = line / np.linalg.norm(line)
        for side in "lr":
            reach = np.subtract(one.joint(f"{side}_hand"), other.joint("chest"))[[0, 2]]
            assert float(reach @ line) > -0.12, (one.name, side)
            assert float(np.linalg.norm(reach)) < 0.35


def test_hands_that_shake_are_in_one_place() -> None:
    anna, ben = _played("Ben shakes hands with Anna.")
    assert _gap(anna, "r_hand", ben, "r_hand") < 0.14


def test_what_is_given_is_taken() -> None:
    anna, ben = _played("Ben gives Anna a letter.")
    nearest = min(_gap(anna, f"{a}_hand", ben, f"{b}_hand") for a in "lr" for b in "lr")
    assert nearest < 0.3
    assert anna.pose.endswith("take")


def test_a_fist_reaches_the_face_it_is_meant_for() -> None:
    anna, ben = _played("Ben punches Anna.")
    fist = min(_gap(ben, f"{side}_hand", anna, "head") for side in "lr")
    assert fist < 0.75 * head_height_m(anna.look) + 0.1
    assert anna.pose.endswith("struck")


@pytest.mark.parametrize("setting", [KITCHEN, STREET], ids=["kitchen", "street"])
def test_a_gun_is_held_in_both_hands_and_in_the_line_to_its_target(setting) -> None:  # type: ignore[no-untyped-def]
    anna, ben = _played("Ben aims a gun at Anna.", setting)
    side = ben.held[0][0]
    barrel = np.subtract(ben.joint(f"{side}_hand"), ben.joint(f"{side}_wrist"))
    line = np.subtract(anna.joint("chest"), ben.joint(f"{side}_wrist"))
    cos = float(barrel @ line / np.linalg.norm(barrel) / np.linalg.norm(line))
    assert cos > math.cos(math.radians(14))
    assert _gap(ben, "l_wrist", ben, "r_wrist") < 0.2


def test_a_child_is_swung_over_a_shoulder() -> None:
    anna, ben = _played("Ben swings Anna over his shoulder.")
    assert anna.pose == "carried" and ben.pose.endswith("carry person")
    hips = anna.joint("pelvis")
    nearest = min(math.dist(hips, ben.joint(f"{side}_shoulder")) for side in "lr")
    assert nearest < 0.4 and anna.joint("head")[1] < hips[1] + 0.25


def test_eyes_are_on_eyes() -> None:
    anna, ben = _played("They talk.")
    assert (
        anna.gaze == ben.joint("head")
        or math.dist(anna.gaze or (0, 0, 0), ben.joint("head")) < 0.05
    )
    assert ben.gaze is not None and math.dist(ben.gaze, anna.joint("head")) < 0.05


def test_there_are_poses_enough_for_any_script() -> None:
    assert len(LOWER) >= 20 and len(UPPER) >= 60
