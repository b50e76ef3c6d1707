import dataclasses
import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from filmgen.blocking.camera import project
from filmgen.blocking.framing import head_fraction
from filmgen.blocking.model import Figure, StagedPanel
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, Beat, EffectCue, Line, Setup, ShotList, Size
from filmgen.breakdown.planner import plan_shots
from tests.blocking.films import ASPECTS, KITCHEN, STREET, film, films, planned, shot
from tests.blocking.measure import seen, tally
from tests.breakdown.builders import says, scene, script

REPO = Path(__file__).resolve().parents[2]


def figure(panel: StagedPanel, name: str) -> Figure:
    return next(f for f in panel.figures if f.name == name)


@pytest.mark.parametrize("cue", ["ANNA/BEN", "ANNA AND BEN"])
def test_nobody_looks_for_a_joint_cue(cue: str) -> None:
    waits = "ANNA and BEN wait. CARL comes in."
    shots = plan_shots(script(scene(1, "HALL", waits, says(cue, "No."), says("CARL", "Yes."))))
    assert any(line.character == cue for line in shots.lines())
    panels = [panel for staged in block(shots, 16 / 9).shots for panel in staged.panels]
    assert {"ANNA", "BEN", "CARL"} <= {f.name for panel in panels for f in panel.figures}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films())
def test_random_scenes_hold_together(drawn: tuple[ShotList, float]) -> None:
    shots, aspect = drawn
    result = tally(shots, block(shots, aspect))
    assert result.wrong_side == []
    assert result.camera_inside == []
    assert result.intersecting == []


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("size", [s for s in Size if s is not Size.ELS])
@pytest.mark.parametrize("setting", [KITCHEN, STREET], ids=["inside", "outside"])
def test_singles_meet_their_size(setting, size: Size, aspect: float) -> None:  # type: ignore[no-untyped-def]
    shots = film(shot(1, setting, size=size), shot(2, setting, size=size, subjects=("BEN",)))
    result = tally(shots, block(shots, aspect))
    assert result.wrong_size == []
    assert result.occluded == []


SCRIPTS = ("Brick-and-Steel.fountain", "The-Last-Birthday-Card.fountain", "native-final-draft.fdx")


@pytest.mark.parametrize("aspect", [16 / 9, 2.39])
@pytest.mark.parametrize("name", SCRIPTS)
def test_shared_screenplays(name: str, aspect: float) -> None:
    shots = planned(name)
    result = tally(shots, block(shots, aspect))
    assert result.framed > 0
    assert len(result.wrong_size) <= 0.05 * result.framed, result.wrong_size
    assert len(result.occluded) <= 0.05 * result.framed, result.occluded
    assert result.wrong_side == []
    assert result.camera_inside == []
    assert result.intersecting == []


def test_over_the_shoulder() -> None:
    made = shot(1, setup=Setup.OTS, angle=Angle.OTS, size=Size.MCU, over="BEN")
    for aspect in (2.39, 1.85, 16 / 9):
        panel = block(film(made), aspect).shots[0].panels[0]
        anna, ben = figure(panel, "ANNA"), figure(panel, "BEN")
        far = project(panel.camera, anna.joint("head"))
        near = project(panel.camera, ben.joint("head"))
        assert near[2] < 0.75 * far[2] and near[2] > 0.35
        half = 0.40 * head_height_m(ben.look) / near[2] * panel.camera.focal_mm / 36
        covered = 1.0 - max(near[0] - half, 0.0)
        assert near[0] > 0.5 > far[0]
        assert 0.2 < covered < 0.42
        assert far[0] + 0.02 < near[0] - half
        assert 0.28 <= head_fraction(panel.camera, anna) <= 0.45


def test_point_of_view_is_from_the_eyes_and_shows_no_own_body() -> None:
    master = shot(1, setup=Setup.TWO_SHOT, subjects=("ANNA", "BEN"), size=Size.MLS)
    pov = shot(2, setup=Setup.POV, angle=Angle.POV, over="BEN", size=Size.MCU)
    first, second = block(film(master, pov), 16 / 9).shots
    panel = second.panels[0]
    assert [f.name for f in panel.figures] == ["ANNA"]
    eye = figure(first.panels[0], "BEN").joint("head")
    assert math.dist(eye, panel.camera.position) < 0.45
    assert 0.28 <= head_fraction(panel.camera, figure(panel, "ANNA")) <= 0.45


def test_insert_fills_the_frame_with_its_prop() -> None:
    made = shot(1, setup=Setup.INSERT, size=Size.ECU, subjects=(), insert="letter")
    panel = block(film(made), 16 / 9).shots[0].panels[0]
    card = next(p for p in panel.set_plan.props if p.kind == "card")
    w, _, d = card.size_m
    cos, sin = math.cos(card.yaw_rad), math.sin(card.yaw_rad)
    corners = [
        project(
            panel.camera,
            (
                card.position[0] + i * w / 2 * cos + k * d / 2 * sin,
                card.position[1],
                card.position[2] - i * w / 2 * sin + k * d / 2 * cos,
            ),
        )
        for i in (-1, 1)
        for k in (-1, 1)
    ]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    assert 0.4 <= max(max(xs) - min(xs), max(ys) - min(ys)) <= 0.7
    assert panel.camera.position[1] > card.position[1] + 0.1


def test_two_speakers_face_each_other_within_reach() -> None:
    made = shot(1, setup=Setup.TWO_SHOT, subjects=("ANNA", "BEN"), size=Size.MLS)
    for setting in (KITCHEN, STREET):
        panel = block(film(dataclasses.replace(made, setting=setting)), 16 / 9).shots[0].panels[0]
        anna, ben = figure(panel, "ANNA"), figure(panel, "BEN")
        assert 0.9 < math.dist(anna.position, ben.position) < 1.9
        assert anna.gaze is not None and math.dist(anna.gaze, ben.joint("head")) < 0.35
        left, right = seen(panel, anna), seen(panel, ben)
        assert left is not None and right is not None and left[0] < right[0]


def test_words_move_people() -> None:
    beats = (
        Beat("A", "Anna walks in."),
        Beat("B", "Anna sits at the table."),
        Beat("C", "Ben aims a gun at Anna."),
        Beat("D", "Anna stands and raises her hands."),
    )
    made = shot(1, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, beats=beats)
    a, b, c, d = block(film(made), 16 / 9).shots[0].panels
    assert figure(a, "ANNA").pose.startswith("walk")
    assert figure(b, "ANNA").pose.startswith("sit")
    assert figure(b, "ANNA").joint("pelvis")[1] < 0.65
    assert "aim" in figure(c, "BEN").pose
    assert figure(c, "BEN").held and figure(c, "BEN").held[0][1] == "gun"
    assert figure(c, "ANNA").pose.startswith("sit")
    assert figure(d, "ANNA").pose == "stand, hands up"
    hand = figure(d, "ANNA").joint("l_wrist")
    assert hand[1] > figure(d, "ANNA").joint("l_shoulder")[1]


def test_dialogue_words_are_no_input_but_delivery_is() -> None:
    def said(text: str, delivery: str = "") -> ShotList:
        return film(shot(1, lines=(Line("anna-1", "ANNA", text, delivery),)))

    plain = block(said("Hello."), 16 / 9)
    assert block(said("Goodbye, and run for your life!"), 16 / 9) == plain
    angry = block(said("Hello.", "furious"), 16 / 9).shots[0].panels[0]
    calm = plain.shots[0].panels[0]
    assert figure(angry, "ANNA").expression.brow < figure(calm, "ANNA").expression.brow - 0.5


def test_display_ids_and_later_scenes_change_nothing() -> None:
    first = shot(1, size=Size.MCU)
    alone = block(film(first), 16 / 9).shots[0]
    renamed = dataclasses.replace(first, display_id="sc099_sh990")
    assert block(film(renamed, shot(2, STREET, scene=2)), 16 / 9).shots[0] == alone


def test_effects_stand_where_the_words_say() -> None:
    cues = (EffectCue("fire", 0.7, "stove"), EffectCue("rain", 0.5))
    made = shot(1, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, lens=28, cues=cues)
    staged = block(film(made), 16 / 9).shots[0]
    fire, rain = staged.anchors
    assert rain.fills_frame and (rain.width, rain.height) == (1.0, 1.0)
    assert not fire.fills_frame and fire.depth_m > 0.3
    stove = next(p for p in staged.panels[0].set_plan.props if p.kind == "stove")
    x, _, depth = project(staged.panels[0].camera, stove.position)
    if depth > 0.5:
        assert fire.x == pytest.approx(x, abs=0.12)


def test_same_location_same_set_object() -> None:
    blocking = block(film(shot(1), shot(2, STREET, scene=2), shot(3, scene=3)), 16 / 9)
    plans = [s.panels[0].set_plan for s in blocking.shots]
    assert plans[0] is plans[2] and plans[0] != plans[1]


def test_an_empty_film_and_a_shot_with_nobody() -> None:
    assert block(film(), 16 / 9).shots == ()
    made = shot(1, setup=Setup.ESTABLISHING, subjects=(), present=(), sides=(), size=Size.LS)
    panel = block(film(made), 16 / 9).shots[0].panels[0]
    assert panel.figures == ()
    assert 0.5 < panel.camera.position[1] < 3.0


_PRINT = """
import hashlib
from filmgen.blocking.stage import block
from tests.blocking.films import film, shot, STREET
from filmgen.breakdown.model import Setup, Size
made = film(shot(1), shot(2, STREET, scene=2, setup=Setup.MASTER, subjects=("ANNA", "BEN"),
            size=Size.LS), shot(3, scene=3, action="They sit and drink."))
print(hashlib.sha256(repr(block(made, 16 / 9)).encode()).hexdigest())
"""


def test_the_same_in_another_process_whatever_its_hash_seed() -> None:
    prints = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _PRINT],
            cwd=REPO,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)},
            capture_output=True,
            text=True,
            check=True,
        )
        prints.add(done.stdout.strip())
    assert len(prints) == 1 and len(prints.pop()) == hashlib.sha256().digest_size * 2
