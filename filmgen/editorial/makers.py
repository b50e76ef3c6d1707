"""What makes a sound: where the blocking has the thing or the person a spot sound comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from filmgen.blocking.camera import basis
from filmgen.blocking.lexicon import find_things
from filmgen.blocking.model import Camera, Figure, Prop, StagedPanel, Vec3
from filmgen.breakdown.model import SoundCue

_PROPS: Mapping[str, tuple[str, ...]] = {
    "phone ring": ("phone",),
    "clock": ("clock",),
    "glass": ("window", "mirror", "bottle", "glass"),
    "engine": ("car", "truck", "boat", "helicopter"),
    "car door": ("car", "truck"),
    "horn": ("car", "truck", "boat"),
    "screech": ("car", "truck"),
    "siren": ("car", "truck"),
    "helicopter": ("helicopter",),
    "typing": ("computer", "desk"),
    "splash": ("water", "pool", "bathtub"),
    "drip": ("sink", "bathtub", "water"),
    "bell": ("clock", "altar"),
    "buzz": ("ceiling lamp", "lamp", "street lamp"),
    "chair": ("chair", "armchair", "stool"),
    "hooves": ("cart",),
}
"""Kinds of props that make a kind of sound, where its words name no thing of the set."""
_HELD: Mapping[str, tuple[str, ...]] = {
    "gunshot": ("gun", "rifle"),
    "phone ring": ("phone",),
    "click": ("gun", "rifle", "torch", "keys"),
    "keys": ("keys",),
    "glass": ("bottle", "glass"),
    "pour": ("bottle",),
    "clink": ("glass", "cup", "bottle"),
    "sword": ("sword", "knife"),
    "paper": ("card", "book", "money"),
    "lighter": ("cigarette", "candle"),
}
_ANIMALS: Mapping[str, tuple[str, ...]] = {"dog bark": ("dog",), "hooves": ("horse",)}
_ALL_AROUND = ("thunder", "applause", "crowd", "plane", "train", "alarm", "heartbeat")
"""From nowhere in the picture."""


def figure_named(panel: StagedPanel, name: str) -> Figure | None:
    """A character of the panel, None if it is not there."""
    return next((figure for figure in panel.figures if figure.name == name), None)


def maker_of(cue: SoundCue, panel: StagedPanel, subjects: Sequence[str]) -> Vec3 | None:
    """Where a sound comes from; None where the blocking has nothing that would make it.

    An animal, what a hand holds, what the cue's own words name ("a lantern falls"), what usually
    makes such a sound, or whoever the panel is about.

    Args:
        subjects: of the shot, where the panel has none.
    """
    if cue.kind in _ALL_AROUND:
        return None
    if cue.kind in _ANIMALS:
        wanted = _ANIMALS[cue.kind]
        animal = next((f for f in panel.figures if f.look.species in wanted), None)
        if animal is not None:
            return animal.joint("head")
        if cue.kind == "dog bark":
            return None
    if cue.kind == "explosion":
        return _blast(panel)
    for figure in panel.figures:
        for hand, kind in figure.held:
            if kind in _HELD.get(cue.kind, ()):
                return figure.joint(f"{hand}_hand")
    found = _named(panel, cue) or _doors(panel, cue) or _usual(panel, cue)
    if found:
        return _most_seen(panel.camera, found)
    people = (figure_named(panel, name) for name in (*panel.subjects, *subjects))
    who = next((figure for figure in people if figure is not None), None)
    if who is None:
        return None
    joint = "l_toe" if cue.kind == "footsteps" else "head" if cue.kind == "gasp" else "chest"
    return who.joint(joint)


def _named(panel: StagedPanel, cue: SoundCue) -> list[Vec3]:
    """Things of the set that the cue's words name: by their own word, else by their kind."""
    for thing in find_things(cue.words):
        same = [p for p in panel.set_plan.props if p.word == thing.word]
        alike = same or [p for p in panel.set_plan.props if p.kind == thing.kind]
        if alike and thing.kind not in ("door", "window"):
            return [_middle(prop) for prop in alike]
    return []


def _usual(panel: StagedPanel, cue: SoundCue) -> list[Vec3]:
    kinds = _PROPS.get(cue.kind, ())
    return [_middle(prop) for prop in panel.set_plan.props if prop.kind in kinds]


def _middle(prop: Prop) -> Vec3:
    x, y, z = prop.position
    return x, y + (-0.5 if prop.kind == "ceiling lamp" else 0.5) * prop.size_m[1], z


def _blast(panel: StagedPanel) -> Vec3 | None:
    """The brightest flame, or the car that blows up."""
    if panel.glows:
        return max(panel.glows, key=lambda glow: glow.strength).position
    cars = [p.position for p in panel.set_plan.props if p.kind in ("car", "truck")]
    return _most_seen(panel.camera, cars) if cars else None


def _doors(panel: StagedPanel, cue: SoundCue) -> list[Vec3]:
    """The set's doors, for what happens at them; its windows for glass."""
    wanted = {"door": "door", "knock": "door", "creak": "door", "glass": "window"}.get(cue.kind)
    plan = panel.set_plan
    places: list[Vec3] = []
    for hole in plan.openings:
        if hole.kind == wanted:
            y, along = hole.sill_m + hole.height_m / 2, hole.centre_m
            places.append(
                {
                    "north": (along, y, -plan.depth_m / 2),
                    "south": (along, y, plan.depth_m / 2),
                    "west": (-plan.width_m / 2, y, along),
                    "east": (plan.width_m / 2, y, along),
                }[hole.wall]
            )
    return places


def _most_seen(camera: Camera, places: Sequence[Vec3]) -> Vec3:
    """Of several that could be meant, the one nearest to the middle of the picture."""
    _, _, forward = basis(camera)

    def aligned(place: Vec3) -> float:
        offset = np.subtract(place, camera.position)
        return float(offset @ forward) / max(float(np.linalg.norm(offset)), 1e-6)

    return max(places, key=aligned)
