"""Model sheets: a character alone, turned round, so that every department draws the same one.

Views of one figure on empty paper: front, three-quarter, side, back, the face, and its
expressions. The figure turns, not the camera, so that light and lens are those of every view.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.animals import animal_joints
from filmgen.blocking.model import (
    Camera,
    Expression,
    Figure,
    Light,
    Look,
    SetPlan,
    StagedPanel,
    Vec3,
)
from filmgen.blocking.posture import vec
from filmgen.blocking.skeleton import Limb, Stance, head_height_m, solve

FIGURE_ASPECT = 0.5
FACE_ASPECT = 1.0
PAPER = SetPlan("paper", False, 40.0, 40.0, 10.0, wall_tone=1.0, floor_tone=1.0)
"""Nothing: no walls, no growth, white ground that takes a shadow."""
_LIGHT = Light("DAY", "", (0.42, 0.78, 0.46), 0.9, 0.5, 1.0)
_TURNS = (("front", 0.0), ("three-quarter", 0.7), ("side", math.pi / 2), ("back", math.pi))
_FOCAL_MM = 85.0
_MOODS = (
    ("neutral", Expression()),
    ("happy", Expression(brow=0.35, mouth=0.9, eyes_open=0.1)),
    ("angry", Expression(brow=-1.0, mouth=-0.6, eyes_open=0.3)),
    ("sad", Expression(brow=0.5, mouth=-0.8, eyes_open=-0.35)),
    ("afraid", Expression(brow=1.0, mouth=-0.4, mouth_open=0.4, eyes_open=1.0)),
    ("shouting", Expression(brow=-0.7, mouth=-0.2, mouth_open=1.0, eyes_open=0.5)),
)


@dataclass(frozen=True)
class SheetView:
    """One picture of a model sheet.

    Attributes:
        name: "front", "three-quarter", "side", "back", "face", or a mood ("angry" …).
        kind: "figure", "face" or "mood".
    """

    name: str
    kind: str
    panel: StagedPanel


def model_sheet(name: str, look: Look) -> tuple[SheetView, ...]:
    """Every view of a character's sheet; animals have no moods."""
    views = [
        SheetView(label, "figure", _whole(_figure(name, look, turn))) for label, turn in _TURNS
    ]
    views.append(SheetView("face", "face", _close(_figure(name, look, 0.42), 0.58)))
    if look.species == "human":
        for mood, expression in _MOODS:
            turned = replace(_figure(name, look, 0.3), expression=expression)
            views.append(SheetView(mood, "mood", _close(turned, 0.66)))
    return tuple(views)


def line_up(looks: Sequence[tuple[str, Look]], aspect: float) -> StagedPanel:
    """The cast side by side, tallest behind nobody: who is how tall beside whom.

    Args:
        looks: (name, look), from left to right, at least one.
        aspect: width over height of the picture.
    """
    widths = [max(0.62 * look.build, 0.5) + 0.9 * (look.species == "horse") for _, look in looks]
    total = sum(widths)
    at = total / 2
    figures = []
    for (name, look), width in zip(looks, widths, strict=True):
        # the camera looks along -z: +x is the left of the picture's people, the right of ours
        at -= width / 2
        figures.append(_figure(name, look, 0.12, (-at, 0.0, 0.0)))
        at -= width / 2
    tallest = max(look.height_m for _, look in looks)
    high = max(1.2 * tallest, (total + 0.4) / aspect)
    return _seen(tuple(figures), (0.0, 0.46 * high, 0.0), high, aspect)


def _figure(name: str, look: Look, turn: float, at: Vec3 = (0.0, 0.0, 0.0)) -> Figure:
    if look.species == "human":
        joints = solve(look, _stance(), at, turn)
    else:
        joints = animal_joints(look, "stand", at, turn, None, name)
    return Figure(name, look, "stand", at, turn, joints)


def _stance() -> Stance:
    """At ease with the arms off the body, so that costume and outline show."""
    foot = Limb((0.088, 0.0, 0.0), (0.1, 0.0, 1.0), (0.24, 0.0))
    hand = Limb((0.17, -0.94, 0.04), (0.5, -0.1, -1.0))
    return Stance(l_hand=hand, r_hand=hand, l_foot=foot, r_foot=foot)


def figure_frame_m(look: Look) -> tuple[float, float]:
    """Height in metres of a whole figure's picture, and of the floor over its lower edge.

    Four legs are longer than high, and the picture is upright.
    """
    if look.species == "human":
        high = 1.14 * look.height_m
        return high, 0.04 * high
    high = (2.1 if look.species == "horse" else 2.6) * look.height_m
    return high, 0.12 * high


def _whole(figure: Figure) -> StagedPanel:
    high, floor = figure_frame_m(figure.look)
    return _seen((figure,), (0.0, 0.5 * high - floor, 0.0), high, FIGURE_ASPECT)


def _close(figure: Figure, share: float) -> StagedPanel:
    """The head, crown to chin over `share` of the picture's height."""
    x, y, z = figure.joint("head")
    high = head_height_m(figure.look) / share
    return _seen((figure,), (x, y - 0.04 * high, z), high, FACE_ASPECT)


def _seen(figures: tuple[Figure, ...], centre: Vec3, high_m: float, aspect: float) -> StagedPanel:
    """From the front at the height of `centre`, `high_m` metres filling the picture's height."""
    half = 18.0 / _FOCAL_MM / (aspect if aspect >= 1 else 1.0)
    distance = high_m / (2 * half)
    target = np.asarray(centre, np.float64)
    eye = target + np.array([0.0, 0.0, distance])
    camera = Camera(vec(eye), vec(target), _FOCAL_MM, aspect)
    return StagedPanel(PAPER, _LIGHT, figures, camera, tuple(f.name for f in figures))
