"""The words of things: what a prop is, how large, how dark, and where it belongs.

Local axes of every prop: x is its width, y up, z its depth; **its front is local +z**, and
`Prop.yaw_rad` turns +z towards +x like a figure's facing. So a chair, sofa or armchair is sat
on facing +z (its back is at -z); a bed's pillow is at -z; a desk, counter, sink, stove, shelf,
cupboard, wardrobe, fireplace, television, computer, mirror, picture, easel, sign, house front,
piano is used from, or seen from, its +z side; stairs start at +z and climb towards -z; a car,
truck, boat, bicycle, helicopter drives towards +z (size_m[2] is its length).

`Prop.position` is the centre of its foot. Things that stand on others have their foot there
(a bottle on a table at y = 0.75); pictures, mirrors, wall clocks and signs hang with their
lower edge at position y; a ceiling lamp's position is its top, at the ceiling.
Everything that has a volume in a set is a `Prop` (house fronts, trees and rocks too), so that
cameras and figures keep clear of it; the drawing adds only what cannot be walked into (grass,
panes, boards, horizon).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PROP_KINDS: tuple[str, ...] = (
    # furniture
    "table", "round table", "coffee table", "desk", "counter", "chair", "armchair", "sofa",
    "stool", "bench", "bed", "shelf", "cupboard", "wardrobe",
    # fixtures
    "lamp", "ceiling lamp", "fireplace", "stove", "fridge", "sink", "bathtub", "toilet", "mirror",
    "picture", "rug", "stairs", "railing", "column", "door", "window", "curtain", "bars", "altar",
    # machines and instruments
    "easel", "television", "computer", "phone", "clock", "radio", "piano",
    # storage
    "barrel", "crate", "box", "suitcase", "cart",
    # vehicles
    "car", "truck", "boat", "bicycle", "helicopter",
    # outdoors
    "street lamp", "tree", "bush", "rock", "fence", "house front", "sign", "grave", "parasol",
    # in the hand
    "gun", "rifle", "knife", "sword", "bottle", "glass", "cup", "card", "book", "bag", "cigarette",
    "torch", "flowers", "candle", "plant", "keys", "money", "umbrella", "tool",
)  # fmt: skip
"""Every `Prop.kind`, and every prop kind in `Figure.held`. Drawing code knows all of them."""
