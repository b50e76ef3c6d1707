"""What burns behind the roofs: a house out there, as large in the picture as it is far."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from filmgen.blocking.anchored import in_world
from filmgen.blocking.camera import project
from filmgen.blocking.far_fires import far_house
from filmgen.blocking.model import SetPlan, StagedShot
from filmgen.blocking.stage import block
from filmgen.breakdown.cues import DISTANCE, effect_cues
from filmgen.breakdown.model import Beat, EffectCue, Setting, Setup, Size
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import KITCHEN, film, shot

HARBOR = Setting("HARBOR", PlaceKind.EXTERIOR, "HARBOR", "", TimeOfDay.NIGHT)
FIELD = Setting("FIELD", PlaceKind.EXTERIOR, "WHEAT FIELD", "", TimeOfDay.NIGHT)
WORDS = "Behind the roofs the workshop burns."


def staged(
    words: str = WORDS, setting: Setting = HARBOR, size: Size = Size.LS
) -> tuple[StagedShot, ...]:
    """A picture of the fire without people, then people who talk in the same place."""
    seen = shot(
        1, setting, setup=Setup.ACTION, size=size, lens=28, subjects=(),
        beats=(Beat("A", words),), cues=effect_cues(words),
    )  # fmt: skip
    still = replace(effect_cues(words)[0], words="still: burns")
    after = shot(2, setting, setup=Setup.TWO_SHOT, size=Size.MS, lens=40, cues=(still,))
    return block(film(seen, after), 16 / 9).shots


def burning(plan: SetPlan) -> tuple[float, float, float]:
    house = far_house(plan)
    assert house is not None and house.kind == "house front"
    return house.position


@pytest.mark.parametrize("setting", [HARBOR, FIELD], ids=["roofs", "open"])
def test_it_stands_on_a_house_beyond_all_others_and_is_no_larger_than_it_is_far(
    setting: Setting,
) -> None:
    made, _ = staged(setting=setting)
    (panel,), (anchor,) = made.panels, made.anchors
    house = far_house(panel.set_plan)
    assert house is not None
    others = [p for p in panel.set_plan.props if p.kind == "house front" and p != house]
    away = math.hypot(*house.position[::2])
    assert all(math.hypot(*p.position[::2]) < away for p in others)
    plate = in_world(anchor, panel.camera)
    assert plate is not None, "nobody sees it"
    before = 0.5 * house.size_m[2]
    assert before < math.dist(plate.foot[::2], house.position[::2]) < before + 0.2
    foot = plate.foot[1] + 0.075 * plate.height_m
    assert 0.7 * house.size_m[1] < foot < house.size_m[1], "its flames stand on nothing"
    assert anchor.depth_m > 20.0
    flames = 0.78 * anchor.height
    assert 0.12 < flames < 0.5, "as large as a house far off, and still to be seen"
    across, up, _ = project(panel.camera, (plate.foot[0], house.size_m[1], plate.foot[2]))
    assert 0.0 < across < 1.0 and 0.0 < up < 0.8


def test_the_roofs_before_it_are_in_its_picture() -> None:
    made, _ = staged()
    camera, plan = made.panels[0].camera, made.panels[0].set_plan
    x, y, z = burning(plan)
    near = min(
        (p for p in plan.props if p.kind == "house front" and p.word != DISTANCE),
        key=lambda p: math.dist(p.position, (x, y, z)),
    )
    top = (near.position[0], near.position[1] + near.size_m[1], near.position[2])
    across, up, depth = project(camera, top)
    assert -0.1 < across < 1.1 and 0.0 < up < 1.0
    assert depth < project(camera, (x, y, z))[2]


def test_it_burns_in_one_place_for_all_shots_and_its_smoke_is_over_it() -> None:
    made = staged("Behind the roofs the workshop burns. Black smoke rises behind the roofs.")
    assert len({burning(one.panels[0].set_plan) for one in made}) == 1
    panel, anchors = made[0].panels[0], {a.kind: a for a in made[0].anchors}
    fire, smoke = (in_world(anchors[kind], panel.camera) for kind in ("fire", "smoke"))
    assert fire is not None and smoke is not None
    assert math.dist(fire.foot[::2], smoke.foot[::2]) < 0.1
    assert smoke.foot[1] > fire.foot[1]


def test_no_house_stands_there_where_nothing_burns_far_off_or_inside() -> None:
    near = staged("The campfire burns.")
    assert far_house(near[0].panels[0].set_plan) is None
    inside = shot(1, KITCHEN, cues=(EffectCue("fire", 0.6, DISTANCE, "burns"),))
    assert far_house(block(film(inside), 16 / 9).shots[0].panels[0].set_plan) is None
