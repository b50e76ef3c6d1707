"""What kinds of things there are: how large, how dark, and where each belongs.

Local axes of every prop: x is its width, y up, z its depth; **its front is local +z**, and
`Prop.yaw_rad` turns +z towards +x like a figure's facing. So a chair, sofa or armchair is sat
on facing +z (its back is at -z); a bed's pillow is at -z; a desk, counter, sink, stove, shelf,
cupboard, wardrobe, fireplace, television, computer, mirror, picture, easel, sign, house front,
piano is used from, or seen from, its +z side; stairs start at +z and climb towards -z; a car,
truck, boat, bicycle, helicopter drives towards +z (size_m[2] is its length).

`Prop.position` is the centre of its foot. Things that stand on others have their foot there
(a bottle on a table at y = 0.75); pictures, mirrors, wall clocks and signs hang with their
lower edge at position y; a ceiling lamp's position is its top, at the ceiling.
A "water" or "pool" is a flat sheet of the given width and depth on the ground.
Everything that has a volume in a set is a `Prop` (house fronts, trees and rocks too), so that
cameras and figures keep clear of it; the drawing adds only what cannot be walked into (grass,
panes, boards, horizon).
"""

from __future__ import annotations

from dataclasses import dataclass

PROP_KINDS: tuple[str, ...] = (
    # furniture
    "table", "round table", "coffee table", "desk", "counter", "chair", "armchair", "sofa",
    "stool", "bench", "bed", "shelf", "cupboard", "wardrobe",
    # fixtures
    "lamp", "ceiling lamp", "fireplace", "stove", "fridge", "sink", "bathtub", "toilet", "mirror",
    "picture", "rug", "stairs", "railing", "column", "door", "window", "curtain", "bars", "altar",
    # machines and instruments
    "easel", "television", "computer", "phone", "clock", "radio", "piano", "instrument",
    # storage
    "barrel", "crate", "box", "suitcase", "cart",
    # vehicles
    "car", "truck", "boat", "bicycle", "helicopter",
    # outdoors
    "street lamp", "tree", "bush", "rock", "fence", "house front", "sign", "grave", "parasol",
    "water", "pool",
    # in the hand
    "gun", "rifle", "knife", "sword", "bottle", "glass", "cup", "card", "book", "bag", "cigarette",
    "torch", "flowers", "candle", "plant", "keys", "money", "umbrella", "tool", "pole",
)  # fmt: skip
"""Every `Prop.kind`, and every prop kind in `Figure.held`. Drawing code knows all of them."""


@dataclass(frozen=True)
class Kind:
    """What is true of all props of a kind.

    Attributes:
        size_m: usual width, height, depth.
        tone: usual tone, 0 black to 1 white.
        place: "floor", "wall" (stands against one), "hung" (on a wall), "surface" (lies on
            furniture), "ceiling", "outdoor" (needs open ground).
        blocks: whether it hides what is behind it and cannot be walked through.
    """

    size_m: tuple[float, float, float]
    tone: float
    place: str
    blocks: bool = True


KINDS: dict[str, Kind] = {
    "table": Kind((1.5, 0.75, 0.85), 0.55, "floor"),
    "round table": Kind((1.0, 0.75, 1.0), 0.5, "floor"),
    "coffee table": Kind((1.1, 0.42, 0.6), 0.5, "floor"),
    "desk": Kind((1.5, 0.75, 0.75), 0.4, "floor"),
    "counter": Kind((2.4, 1.05, 0.6), 0.45, "floor"),
    "chair": Kind((0.45, 0.9, 0.48), 0.45, "floor"),
    "armchair": Kind((0.82, 0.95, 0.85), 0.4, "floor"),
    "sofa": Kind((2.0, 0.85, 0.9), 0.45, "floor"),
    "stool": Kind((0.38, 0.72, 0.38), 0.35, "floor"),
    "bench": Kind((1.6, 0.85, 0.5), 0.5, "floor"),
    "bed": Kind((1.5, 0.95, 2.05), 0.85, "wall"),
    "shelf": Kind((1.2, 1.9, 0.35), 0.5, "wall"),
    "cupboard": Kind((1.0, 1.1, 0.5), 0.5, "wall"),
    "wardrobe": Kind((1.3, 2.0, 0.6), 0.4, "wall"),
    "lamp": Kind((0.4, 1.55, 0.4), 0.9, "floor"),
    "ceiling lamp": Kind((0.45, 0.6, 0.45), 0.9, "ceiling", False),
    "fireplace": Kind((1.5, 1.3, 0.45), 0.6, "wall"),
    "stove": Kind((0.7, 0.92, 0.62), 0.6, "wall"),
    "fridge": Kind((0.7, 1.8, 0.68), 0.9, "wall"),
    "sink": Kind((0.6, 0.88, 0.5), 0.95, "wall"),
    "bathtub": Kind((1.65, 0.58, 0.75), 0.95, "wall"),
    "toilet": Kind((0.4, 0.75, 0.65), 0.95, "wall"),
    "mirror": Kind((0.7, 0.9, 0.05), 0.8, "hung", False),
    "picture": Kind((0.8, 0.6, 0.04), 0.55, "hung", False),
    "rug": Kind((2.4, 0.015, 1.7), 0.5, "floor", False),
    "stairs": Kind((1.1, 2.4, 3.0), 0.55, "wall"),
    "railing": Kind((3.0, 1.0, 0.08), 0.35, "floor"),
    "column": Kind((0.5, 3.2, 0.5), 0.8, "floor"),
    "door": Kind((0.95, 2.05, 0.08), 0.4, "hung", False),
    "window": Kind((1.2, 1.2, 0.06), 0.8, "hung", False),
    "curtain": Kind((1.4, 2.3, 0.12), 0.6, "hung", False),
    "bars": Kind((3.0, 2.6, 0.05), 0.2, "floor", False),
    "altar": Kind((1.8, 1.05, 0.8), 0.85, "floor"),
    "easel": Kind((0.8, 1.7, 0.7), 0.75, "floor"),
    "television": Kind((0.9, 0.62, 0.3), 0.15, "surface"),
    "computer": Kind((0.5, 0.42, 0.22), 0.2, "surface"),
    "phone": Kind((0.22, 0.14, 0.22), 0.15, "surface", False),
    "clock": Kind((0.32, 0.32, 0.06), 0.85, "hung", False),
    "radio": Kind((0.34, 0.2, 0.14), 0.3, "surface", False),
    "piano": Kind((1.45, 1.15, 0.62), 0.15, "wall"),
    "instrument": Kind((0.4, 1.02, 0.26), 0.5, "floor"),
    "barrel": Kind((0.6, 0.9, 0.6), 0.45, "floor"),
    "crate": Kind((0.7, 0.6, 0.6), 0.5, "floor"),
    "box": Kind((0.5, 0.4, 0.4), 0.65, "floor"),
    "suitcase": Kind((0.6, 0.42, 0.2), 0.3, "floor"),
    "cart": Kind((0.6, 1.0, 1.0), 0.6, "floor"),
    "car": Kind((1.8, 1.45, 4.3), 0.4, "outdoor"),
    "truck": Kind((2.3, 2.7, 6.5), 0.5, "outdoor"),
    "boat": Kind((2.2, 1.6, 6.0), 0.7, "outdoor"),
    "bicycle": Kind((0.5, 1.05, 1.75), 0.25, "outdoor"),
    "helicopter": Kind((2.4, 3.2, 9.0), 0.3, "outdoor"),
    "street lamp": Kind((0.5, 5.5, 1.4), 0.25, "outdoor", False),
    "tree": Kind((3.9, 6.3, 3.9), 0.38, "outdoor"),
    "bush": Kind((1.4, 1.0, 1.2), 0.4, "outdoor"),
    "rock": Kind((1.3, 0.8, 1.1), 0.6, "outdoor"),
    "fence": Kind((4.0, 1.1, 0.08), 0.6, "outdoor"),
    "house front": Kind((8.0, 7.0, 4.0), 0.7, "outdoor"),
    "sign": Kind((1.6, 0.5, 0.08), 0.8, "hung", False),
    "water": Kind((20.0, 0.03, 10.0), 0.55, "outdoor", False),
    "pool": Kind((8.0, 0.04, 4.4), 0.6, "outdoor", False),
    "grave": Kind((0.7, 1.0, 0.2), 0.65, "outdoor"),
    "parasol": Kind((2.4, 2.4, 2.4), 0.85, "outdoor", False),
    "gun": Kind((0.05, 0.14, 0.21), 0.1, "surface", False),
    "rifle": Kind((0.07, 0.2, 1.05), 0.12, "surface", False),
    "knife": Kind((0.04, 0.04, 0.26), 0.7, "surface", False),
    "sword": Kind((0.06, 0.06, 0.95), 0.75, "surface", False),
    "bottle": Kind((0.08, 0.28, 0.08), 0.25, "surface", False),
    "glass": Kind((0.075, 0.13, 0.075), 0.9, "surface", False),
    "cup": Kind((0.09, 0.1, 0.09), 0.9, "surface", False),
    "card": Kind((0.14, 0.012, 0.2), 0.97, "surface", False),
    "book": Kind((0.17, 0.04, 0.24), 0.45, "surface", False),
    "bag": Kind((0.42, 0.36, 0.2), 0.35, "floor", False),
    "cigarette": Kind((0.02, 0.02, 0.09), 0.95, "surface", False),
    "torch": Kind((0.06, 0.06, 0.24), 0.2, "surface", False),
    "flowers": Kind((0.28, 0.42, 0.28), 0.7, "surface", False),
    "candle": Kind((0.07, 0.24, 0.07), 0.95, "surface", False),
    "plant": Kind((0.5, 1.0, 0.5), 0.35, "floor"),
    "keys": Kind((0.09, 0.02, 0.12), 0.6, "surface", False),
    "money": Kind((0.16, 0.05, 0.1), 0.7, "surface", False),
    "umbrella": Kind((0.1, 0.9, 0.1), 0.15, "surface", False),
    "tool": Kind((0.08, 0.06, 0.32), 0.35, "surface", False),
    "pole": Kind((0.045, 1.9, 0.045), 0.3, "floor", False),
}

HANDHELD: frozenset[str] = frozenset(
    [
        "gun",
        "rifle",
        "knife",
        "sword",
        "bottle",
        "glass",
        "cup",
        "card",
        "book",
        "bag",
        "cigarette",
        "torch",
        "flowers",
        "candle",
        "keys",
        "money",
        "umbrella",
        "tool",
        "phone",
        "suitcase",
        "radio",
        "box",
        "pole",
    ]
)
"""Kinds that a hand can carry."""
