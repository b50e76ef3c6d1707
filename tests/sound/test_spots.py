"""Spot sounds for the cues that the breakdown gives."""

from __future__ import annotations

import pytest

from filmgen.breakdown.model import SoundCue
from filmgen.sound.places.spots import spot_for
from filmgen.sound.synth.render import BEDS, SPOTS, render

cues = pytest.importorskip(
    "filmgen.breakdown.cues", reason="the breakdown's cues are not there yet"
)
UNMADE = {"scream", "laugh", "music"}


@pytest.mark.parametrize("kind", cues.SOUND_KINDS)
def test_every_kind_of_cue_has_a_spot_or_a_reason(kind: str) -> None:
    spot = spot_for(SoundCue(kind, kind))
    if kind in UNMADE:
        assert spot is None
        return
    assert spot is not None, f"no spot for {kind!r}"
    assert spot.kind in SPOTS or spot.kind in BEDS
    made = render(spot.kind, spot.intensity, round(spot.seconds * 48_000), 1, dict(spot.parameters))
    assert abs(made).max() > 0.005


@pytest.mark.parametrize(
    ("kind", "words", "knob", "value"),
    [
        ("door", "slams the door", "action", "slam"),
        ("door", "the door opens", "action", "open"),
        ("phone ring", "his cell rings", "ring", "mobile"),
        ("bell", "doorbell rings", "size", "door"),
        ("horn", "truck horn blares", "of", "truck"),
        ("engine", "car speeds away", "action", "pass"),
        ("engine", "revs the engine", "action", "rev"),
        ("impact", "hits the floor", "on", "body"),
        ("gunshot", "fires twice", "times", 2.0),
        ("gunshot", "machine gun fire", "times", 14.0),
        ("crowd", "everyone shouting", "mood", "panic"),
        ("footsteps", "he runs to", "pace", 3.0),
        ("sword", "draws his sword", "action", "draw"),
        ("car door", "opens the car door", "action", "open"),
    ],
)
def test_the_words_shade_the_sound(kind: str, words: str, knob: str, value: object) -> None:
    spot = spot_for(SoundCue(kind, words))
    assert spot is not None
    assert dict(spot.parameters)[knob] == value
    render(spot.kind, spot.intensity, 9600, 1, dict(spot.parameters))


def test_an_unknown_kind_has_none() -> None:
    assert spot_for(SoundCue("vuvuzela", "vuvuzela")) is None
