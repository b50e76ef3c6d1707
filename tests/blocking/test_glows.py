"""Flames light what is near: where they burn, as long as they burn, and not when they are dark."""

import dataclasses
import math

import pytest

from filmgen.blocking.stage import block
from filmgen.breakdown.model import Beat, EffectCue, Setup, Size
from tests.blocking.films import KITCHEN, film, shot

WIDE = {"setup": Setup.MASTER, "subjects": ("ANNA", "BEN"), "size": Size.LS, "lens": 28}
FIRE = EffectCue("fire", 0.7, "stove", "flames")


def test_a_fire_shines_at_its_place_by_its_strength() -> None:
    def glow(intensity: float):  # type: ignore[no-untyped-def]
        cue = dataclasses.replace(FIRE, intensity=intensity)
        panel = block(film(shot(1, cues=(cue,), **WIDE)), 16 / 9).shots[0].panels[0]  # type: ignore[arg-type]
        stove = next(p for p in panel.set_plan.props if p.kind == "stove")
        (found,) = panel.glows
        assert found.kind == "fire"
        assert math.dist(found.position[::2], stove.position[::2]) < 0.4
        return found

    small, large = glow(0.3), glow(0.9)
    assert 0 < small.strength < large.strength <= 1
    assert small.reach_m < large.reach_m


def test_it_goes_on_shining_in_closer_shots_until_a_wide_one_is_without() -> None:
    shots = film(
        shot(1, cues=(FIRE,), **WIDE),  # type: ignore[arg-type]
        shot(2, size=Size.CU),
        shot(3, **WIDE),  # type: ignore[arg-type]
        shot(4, size=Size.CU),
    )
    lit = [bool(s.panels[0].glows) for s in block(shots, 16 / 9).shots]
    assert lit == [True, True, False, False]


def test_a_flame_goes_with_the_hand_that_carries_it() -> None:
    beats = (Beat("A", "Anna takes a candle."), Beat("B", "Anna walks to the door."))
    cue = EffectCue("fire", 0.2, "candle", "flame")
    staged = block(film(shot(1, beats=beats, cues=(cue,), **WIDE)), 16 / 9).shots[0]  # type: ignore[arg-type]
    for panel in staged.panels:
        anna = next(f for f in panel.figures if f.name == "ANNA")
        flame = next(g for g in panel.glows if g.kind == "flame")
        hand = anna.joint(f"{anna.held[0][0]}_hand")
        assert math.dist(flame.position, hand) < 0.4
        assert flame.strength < 0.7 and flame.reach_m < 3


@pytest.mark.parametrize(
    ("words", "lit"),
    [("Candles burn on the table.", True), ("Two candles on the table, unlit.", False)],
)
def test_candles_of_the_set_shine_unless_the_words_say_dark(words: str, lit: bool) -> None:
    setting = dataclasses.replace(KITCHEN, words=words)
    panel = block(film(shot(1, setting, **WIDE)), 16 / 9).shots[0].panels[0]  # type: ignore[arg-type]
    assert any(p.kind == "candle" for p in panel.set_plan.props)
    assert bool(panel.glows) is lit


def test_every_panel_has_anchors_of_its_own_camera() -> None:
    beats = (Beat("A", "Anna and Ben talk."), Beat("B", "The door flies open."))
    shots = film(shot(1, cues=(FIRE, EffectCue("rain", 0.5)), beats=beats, **WIDE))  # type: ignore[arg-type]
    staged = block(shots, 16 / 9).shots[0]
    assert len(staged.panel_anchors) == len(staged.panels)
    assert staged.panel_anchors[0] == staged.anchors
    assert [a.kind for a in staged.panel_anchors[1]] == ["fire", "rain"]
    if staged.panels[0].camera != staged.panels[1].camera:
        assert staged.panel_anchors[0][0] != staged.panel_anchors[1][0]
