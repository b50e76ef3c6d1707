"""Sounds in a person's words: kinds, knobs, strength and distance, in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.errors import ConfigError
from filmgen.sound.places.described import described, overridden
from filmgen.sound.places.described_words import KNOBS, PHRASES
from filmgen.sound.synth.render import BEDS, SPOTS, check_parameters


@pytest.mark.parametrize(
    ("text", "kinds", "first_knobs"),
    [
        ("rain on a tin roof", "rain", {"surface": "tin"}),
        ("on a tin roof, heavy rain", "rain", {"surface": "tin"}),
        ("Rain on leaves", "rain", {"surface": "leaves"}),
        ("wind howling through trees and crickets", "wind night", {"leaves": 0.9, "whistle": 1.0}),
        ("church bell", "bell", {}),
        ("an empty cathedral", "church", {}),
        ("a door slams", "door", {"action": "slam"}),
        ("footsteps on gravel", "footsteps", {"surface": "gravel"}),
        ("several people running on a wooden floor", "footsteps",
         {"surface": "wood", "pace": 3.0, "walkers": 4.0}),
        ("inside a car with rain on the windshield", "car rain", {}),
        ("train passing 100 m away", "train-pass", {"distance": 100.0}),
        ("a river in the forest", "stream forest", {"size": "river"}),
        ("people talking", "crowd", {}),
        ("a phone rings in the next room", "phone", {"muffled": 0.8}),
        ("crackling fire + wind", "fire wind", {"crackle": 1.4}),
        ("airplane overhead", "plane-pass", {}),
        ("breaking glass", "glass", {}),
    ],
)  # fmt: skip
def test_words(text: str, kinds: str, first_knobs: dict[str, object]) -> None:
    layers = described(text)
    assert " ".join(layer.kind for layer in layers) == kinds
    assert dict(layers[0].parameters) == first_knobs


def test_strength_and_distance_belong_to_their_clause() -> None:
    rain, dog, thunder = described(
        "very heavy rain on a tin roof, a quiet dog close by, distant thunder"
    )
    assert (rain.intensity, dog.intensity, thunder.intensity) == (1.0, 0.25, 0.6)
    assert "distance" not in dict(rain.parameters)
    assert dict(dog.parameters)["distance"] < SPOTS["dog"].natural_m
    assert dict(thunder.parameters)["distance"] > SPOTS["thunder"].natural_m
    assert thunder.again and dog.again and not rain.again


@pytest.mark.parametrize(
    ("text", "metres"),
    [("siren 2 km away", 2000.0), ("siren 300 feet away", 91.44), ("a dog 40m off", 40.0)],
)
def test_measures(text: str, metres: float) -> None:
    assert dict(described(text)[0].parameters)["distance"] == metres


@pytest.mark.parametrize(
    ("text", "near"),
    [("rian on a roof", "rain"), ("a helicoptre", "helicopter"), ("wind, some thundr", "thunder")],
)
def test_the_nearest_kinds_are_named(text: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        described(text)
    assert near in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "  ,, ", "???", "🙂", "xyzzy plugh"])
def test_what_is_no_sound_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        described(text)


def test_every_kind_can_be_asked_for_and_every_knob_exists() -> None:
    assert {kind for kind, _, _ in PHRASES} == {*BEDS, *SPOTS}
    for kind, _, knobs in PHRASES:
        check_parameters(kind, knobs)
    for kind, rows in KNOBS.items():
        for name, _, value in rows:
            check_parameters(kind, {name: value})


def test_ones_own_numbers_hold_for_all() -> None:
    layers = overridden(described("rain and a dog far away"), intensity=0.3, distance_m=12.0)
    assert {layer.intensity for layer in layers} == {0.3}
    assert {dict(layer.parameters)["distance"] for layer in layers} == {12.0}
    for bad in ({"intensity": 1.5, "distance_m": None}, {"intensity": None, "distance_m": 0.0}):
        with pytest.raises(ConfigError):
            overridden(layers, **bad)


_VOCABULARY = (
    "heavy rain light wind on a tin roof far away dog barks distant thunder children close "
    "fire through wall 30 m very sea crowd , and footsteps wooden floor engine starts"
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(_VOCABULARY.split()), max_size=12).map(" ".join))
def test_any_order_gives_layers_that_can_be_made_or_one_line(text: str) -> None:
    try:
        layers = described(text)
    except ConfigError as error:
        assert "\n" not in str(error)
        return
    assert layers and len({layer.kind for layer in layers}) == len(layers)
    for layer in layers:
        assert 0 <= layer.intensity <= 1
        check_parameters(layer.kind, dict(layer.parameters))
