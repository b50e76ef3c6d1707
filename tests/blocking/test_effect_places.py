"""Where effects stand: on what burns, between those who sit around it, outside of windows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from filmgen.blocking.anchored import in_world, moving_anchors
from filmgen.blocking.anchors import seen_from
from filmgen.blocking.camera import project
from filmgen.blocking.hearth import CAMPFIRES
from filmgen.blocking.inbetween import motion_of
from filmgen.blocking.model import Camera, StagedShot
from filmgen.blocking.panes import panes_of
from filmgen.blocking.stage import block
from filmgen.blocking.wind import seen_wind, wind_strength
from filmgen.breakdown.cues import effect_cues
from filmgen.breakdown.model import Beat, EffectCue, Move, Setting, Setup, Shot, Size
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import KITCHEN, STREET, film, shot

FOREST = Setting("FOREST", PlaceKind.EXTERIOR, "FOREST CLEARING", "", TimeOfDay.NIGHT)


def staged(*cues: EffectCue, setting: Setting = KITCHEN, **more: object) -> tuple[Shot, StagedShot]:
    values: dict[str, object] = {"setup": Setup.MASTER, "size": Size.LS, "lens": 24,
                                 "subjects": ("ANNA", "BEN")}  # fmt: skip
    one = shot(1, setting, cues=cues, **(values | more))  # type: ignore[arg-type]
    return one, block(film(one), 16 / 9).shots[0]


def world(made: StagedShot, index: int = 0) -> tuple[float, float, float]:
    plate = in_world(made.anchors[index], made.panels[0].camera)
    assert plate is not None
    return plate.foot


def test_people_sit_around_a_campfire_and_nobody_on_it() -> None:
    beats = (Beat("A", "Anna and Ben sit by the fire.", ("ANNA", "BEN")),)
    (cue,) = effect_cues("A campfire crackles.")
    _, made = staged(cue, setting=FOREST, beats=beats)
    panel = made.panels[0]
    (fire,) = [p for p in panel.set_plan.props if p.word in CAMPFIRES]
    assert math.dist(world(made)[::2], fire.position[::2]) < 0.3
    for figure in panel.figures:
        away = math.dist(figure.joint("pelvis")[::2], fire.position[::2])
        assert away > 0.6, f"{figure.name} sits in the fire"
        assert away < 4.5, f"{figure.name} does not sit at the fire"
    assert any(math.dist(g.position, fire.position) < 1.2 for g in panel.glows)


def test_a_fire_outside_that_nobody_places_is_one_campfire_in_all_shots() -> None:
    cue = EffectCue("fire", 0.6, "", "fire")
    shots = [
        shot(n, FOREST, setup=Setup.MASTER, size=size, lens=28, cues=(cue,))
        for n, size in enumerate((Size.ELS, Size.LS, Size.MLS), 1)
    ]
    made = block(film(*shots), 16 / 9).shots
    places = []
    for one in made:
        plate = in_world(one.anchors[0], one.panels[0].camera)
        if plate is not None:
            places.append(plate.foot)
    assert len(places) >= 2
    assert max(math.dist(p[::2], places[0][::2]) for p in places) < 0.15


def test_a_car_burns_as_wide_as_it_is_and_its_smoke_is_wider_than_a_cups_steam() -> None:
    _, burning = staged(EffectCue("fire", 0.9, "car"), EffectCue("smoke", 0.9, "car"),
                        setting=STREET, props=("car",))  # fmt: skip
    _, tea = staged(EffectCue("steam", 0.2, "cup", "steaming"), props=("cup",))
    fire, smoke = burning.anchors
    assert 1.2 < fire.size_m < 5 and fire.thick_m > 0.8
    assert smoke.size_m > fire.size_m
    assert tea.anchors[0].size_m < 0.6
    assert burning.anchors[0].heart_m is not None


def test_the_light_of_a_fire_behind_the_camera_is_known() -> None:
    _, made = staged(EffectCue("fire", 0.6, "stove"), size=Size.CU, subjects=("ANNA",))
    cue = made.anchors[0]
    stove = next(p for p in made.panels[0].set_plan.props if p.kind == "stove")
    seen = seen_from(made.panels[0].camera, stove.position)
    assert cue.heart_m is not None
    assert math.dist((cue.heart_m[0], cue.heart_m[2]), (seen[0], seen[2])) < 1.0


def test_smoke_that_fills_the_room_fills_the_frame() -> None:
    (cue,) = effect_cues("Smoke fills the kitchen.")
    _, made = staged(cue)
    assert made.anchors[0].fills_frame and made.anchors[0].depth_m > 3


def test_smoke_and_fire_stay_under_a_ceiling() -> None:
    cues = (EffectCue("fire", 0.9, "stove"), EffectCue("smoke", 1.0, "stove"))
    _, made = staged(*cues)
    plan = made.panels[0].set_plan
    for index, anchor in enumerate(made.anchors):
        if anchor.x > -1:
            assert world(made, index)[1] + anchor.size_m < plan.height_m + 0.6


def test_rain_is_seen_through_the_windows_of_a_room_and_everywhere_outside() -> None:
    rain = EffectCue("rain", 0.6, "window")
    _, inside = staged(rain)
    _, outside = staged(rain, setting=STREET)
    assert outside.anchors[0].fills_frame and not outside.anchors[0].panes
    anchor = inside.anchors[0]
    panel = inside.panels[0]
    panes, near = panes_of(panel.set_plan, panel.camera)
    assert anchor.panes == panes
    assert anchor.fills_frame is bool(panes)
    if panes:
        assert anchor.depth_m == pytest.approx(near, abs=0.01)


def test_panes_are_the_windows_as_the_camera_projects_them() -> None:
    _, made = staged(EffectCue("rain", 0.6))
    plan = made.panels[0].set_plan
    window = next(o for o in plan.openings if o.kind == "window")
    away = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}[window.wall]
    half = (plan.width_m / 2, plan.depth_m / 2)
    centre = (
        away[0] * half[0] if away[0] else window.centre_m,
        window.sill_m + window.height_m / 2,
        away[1] * half[1] if away[1] else window.centre_m,
    )
    camera = Camera((0.0, 1.5, 0.0), centre, 24.0, 16 / 9)
    panes, near = panes_of(plan, camera)
    assert panes
    corners = np.concatenate([np.array(p) for p in panes])
    x, y, depth = project(camera, centre)
    assert corners[:, 0].min() < x < corners[:, 0].max()
    assert corners[:, 1].min() < y < corners[:, 1].max()
    assert near == pytest.approx(depth, rel=0.5)
    behind = replace(camera, target=tuple(-np.array(centre) + (0, 3, 0)))
    seen, _ = panes_of(replace(plan, openings=(window,)), behind)
    assert seen == ()


def test_windows_are_followed_by_a_moving_camera() -> None:
    one, made = staged(EffectCue("rain", 0.6), setup=Setup.ACTION, size=Size.LS,
                       beats=(Beat("A", "Anna waits."),))  # fmt: skip
    one = replace(one, move=Move.TRACK)
    assert made.anchors[0].panes, "the camera of this shot looks at a window"
    motion = motion_of(one, made, (0.0,), 4.0)
    rows = moving_anchors(made, motion, [0.0, 1.0])
    for t, (anchor,) in zip((0.0, 1.0), rows, strict=True):
        panes, _ = panes_of(motion.at(t).set_plan, motion.at(t).camera)
        assert not panes or anchor.panes == panes


def test_the_light_goes_with_a_moving_camera() -> None:
    one, made = staged(EffectCue("fire", 0.6, "stove"), beats=(Beat("A", "Anna waits."),))
    one = replace(one, move=Move.TRACK)
    motion = motion_of(one, made, (0.0,), 4.0)
    hearts = []
    for t, (anchor,) in zip((0.0, 0.5, 1.0), moving_anchors(made, motion, [0.0, 0.5, 1.0]),
                            strict=True):  # fmt: skip
        camera = motion.at(t).camera
        plate = in_world(anchor, camera)
        if plate is not None and plate.heart is not None:
            hearts.append(plate.heart)
    assert hearts
    assert max(math.dist(h, hearts[0]) for h in hearts) < 0.02


def test_one_wind_blows_through_a_place_and_turns_with_the_camera() -> None:
    gale = replace(STREET, words="The wind howls down the street.")
    one = shot(1, gale)
    camera = Camera((0.0, 1.5, 5.0), (0.0, 1.5, 0.0), 35.0, 16 / 9)
    there = replace(camera, position=(0.0, 1.5, 0.0), target=(0.0, 1.5, 5.0))
    assert seen_wind(one, camera, interior=False) == -seen_wind(one, there, interior=False) != 0
    assert wind_strength(one, interior=False) > wind_strength(shot(1, STREET), interior=False) > 0
    assert seen_wind(one, camera, interior=True) == 0
    calm = replace(STREET, words="No wind. He winds up the clock.")
    assert wind_strength(shot(1, calm), interior=False) == 0


def test_a_persons_own_wind_wins() -> None:
    _, made = staged(EffectCue("smoke", 0.6, "car", wind=-0.7), setting=STREET)
    assert made.anchors[0].wind == -0.7


def test_smoke_of_a_cigarette_is_a_wisp_at_somebodys_hand() -> None:
    (cue,) = effect_cues("Anna is smoking a cigarette.")
    _, made = staged(cue, subjects=("ANNA",), size=Size.MS)
    anchor = made.anchors[0]
    assert anchor.size_m < 0.5
    anna = next(f for f in made.panels[0].figures if f.name == "ANNA")
    hands = [anna.joint("l_hand"), anna.joint("r_hand")]
    assert min(math.dist(world(made), hand) for hand in hands) < 0.4


def test_a_fire_that_begins_later_does_not_shine_in_the_panels_before() -> None:
    beats = (Beat("A", "Anna waits."), Beat("B", "The stove catches fire."))
    _, made = staged(EffectCue("fire", 0.7, "stove", onset=0.6), beats=beats)
    before, after = made.panels
    assert not [g for g in before.glows if g.kind == "fire"]
    assert [g for g in after.glows if g.kind == "fire"]
