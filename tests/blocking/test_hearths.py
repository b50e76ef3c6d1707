"""One fire has one place in a scene; little flames are little and where their words put them."""

import math

import pytest

from filmgen.blocking.camera import half_extents
from filmgen.blocking.details import in_set
from filmgen.blocking.hearth import hearth_of, is_tiny
from filmgen.blocking.model import Camera, PlateAnchor, Vec3
from filmgen.blocking.stage import block
from filmgen.breakdown.cues import effect_cues
from filmgen.breakdown.model import Beat, EffectCue, Setup, Size
from tests.blocking.films import film, shot
from tests.blocking.test_details import WORKSHOP


def _world(camera: Camera, anchor: PlateAnchor) -> Vec3:
    from filmgen.blocking.camera import ray

    at = camera.position + anchor.depth_m * ray(camera, anchor.x, anchor.y)
    return (float(at[0]), float(at[1]), float(at[2]))


FIRE = EffectCue("fire", 0.6, "", "fire")
STILL = EffectCue("fire", 0.45, "", "still: fire")


def test_one_fire_one_place_in_every_shot_with_its_smoke_above_it() -> None:
    first = EffectCue("fire", 0.3, "curtain", "flame")
    smoke = EffectCue("smoke", 0.6, "", "smoke")
    shots = film(
        shot(1, WORKSHOP, setup=Setup.ACTION, subjects=(), size=Size.LS, lens=28,
             action="A small flame runs up the curtain.", cues=(first, smoke)),
        shot(2, WORKSHOP, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, lens=28,
             action="The fire roars.", cues=(FIRE, smoke)),
        shot(3, WORKSHOP, setup=Setup.TWO_SHOT, subjects=("ANNA", "BEN"), size=Size.MLS,
             cues=(STILL,)),
    )  # fmt: skip
    staged = block(shots, 16 / 9).shots
    plan = staged[0].panels[0].set_plan
    window = in_set("window", plan)
    assert window is not None
    places = []
    for made in staged:
        anchor, camera = made.anchors[0], made.panels[0].camera
        if -1.0 < anchor.x < 2.0 and -1.0 < anchor.y < 2.5:
            places.append(_world(camera, anchor))
    assert len(places) >= 2
    for at in places:
        assert math.dist(at, places[0]) < 0.15
        assert math.hypot(at[0] - window.position[0], at[2] - window.position[2]) < 0.5
    rise = _world(staged[0].panels[0].camera, staged[0].anchors[1])
    assert rise[1] > places[0][1] and math.hypot(rise[0] - at[0], rise[2] - at[2]) < 0.3
    small, grown = staged[0].anchors[0], staged[1].anchors[0]

    def metres(anchor: PlateAnchor, camera: Camera) -> float:
        return anchor.height * 2 * half_extents(camera.focal_mm, camera.aspect)[1] * anchor.depth_m

    low, high = metres(small, staged[0].panels[0].camera), metres(grown, staged[1].panels[0].camera)
    assert 0.3 < low < 0.75 * high < 2.6
    # The shot that the words are about shows it.
    assert 0.1 < small.x < 0.9 and 0.2 < small.y < 1.05


@pytest.mark.parametrize(
    ("words", "tiny"),
    [
        ("A little yellow flame, quite calm.", True),
        ("A single flame comes down the hill.", True),
        ("He holds its corner to the flame.", True),
        ("Above them the lamp burns.", True),
        ("A candle burns on the table.", True),
        ("A small flame runs up the curtain.", False),
        ("The fire roars.", False),
        ("The workshop burns.", False),
        ("Flames engulf the house.", False),
        ("The lamp falls and the curtain catches fire.", False),
    ],
)
def test_flames_that_are_only_flames(words: str, tiny: bool) -> None:
    (cue,) = [c for c in effect_cues(words) if c.kind == "fire"]
    assert is_tiny(cue) is tiny


def test_a_little_flame_is_at_the_hand_that_holds_its_pole() -> None:
    (cue,) = effect_cues("A little yellow flame, quite calm.")
    beats = (Beat("A", "Anna holds a long pole.", ("ANNA",)),)
    flame = (Beat("A", "A little yellow flame, quite calm.", ()),)
    shots = film(
        shot(1, WORKSHOP, setup=Setup.ACTION, beats=beats),
        shot(2, WORKSHOP, setup=Setup.ACTION, size=Size.CU, beats=flame, cues=(cue,)),
    )
    staged = block(shots, 16 / 9).shots[1]
    anchor = staged.anchors[0]
    assert 0.15 < anchor.x < 0.85 and 0.15 < anchor.y < 1.0
    tan_h = half_extents(staged.panels[0].camera.focal_mm, 16 / 9)[1]
    assert anchor.height * 2 * tan_h * anchor.depth_m < 0.3
    at = _world(staged.panels[0].camera, anchor)
    anna = next(f for f in staged.panels[0].figures if f.name == "ANNA")
    hands = [anna.joint("l_hand"), anna.joint("r_hand")]
    assert min(math.dist(at, hand) for hand in hands) < 1.5


def test_sparks_are_at_the_thing_of_the_insert_and_anchors_are_finite() -> None:
    cue = EffectCue("sparks", 0.6, "curtains", "sparks")
    made = shot(1, WORKSHOP, setup=Setup.INSERT, size=Size.CU, subjects=(), insert="bulb",
                cues=(cue, EffectCue("smoke", 0.6, "", "smoke"), FIRE))  # fmt: skip
    staged = block(film(made), 16 / 9).shots[0]
    assert 0.2 < staged.anchors[0].x < 0.8 and 0.1 < staged.anchors[0].y < 1.1
    assert all(math.isfinite(v) for a in staged.anchors for v in (a.x, a.y, a.width, a.height))


def test_a_fire_nobody_places_has_no_hearth() -> None:
    plan = block(film(shot(1, WORKSHOP)), 16 / 9).shots[0].panels[0].set_plan
    assert hearth_of((shot(1, WORKSHOP, cues=(EffectCue("fire", 0.2, "candle"),)),), plan) is None
