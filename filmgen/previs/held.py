"""What a hand holds: how the hand is turned and closed for it, and where the thing lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Prop
from filmgen.previs.curve import unit
from filmgen.previs.hand import hand_frame, turned
from filmgen.previs.props import Place, build
from filmgen.previs.scene import Scene, upright

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]

BLADES = frozenset(["knife", "sword", "tool"])
LEAVES = frozenset(["card", "book", "money"])
CARRIED = frozenset(["bag", "suitcase", "radio"])
_UP = np.array([0.0, 1.0, 0.0])
_SIZES = {
    "phone": (0.072, 0.012, 0.145),
    "gun": (0.036, 0.135, 0.21),
    "cigarette": (0.01, 0.01, 0.09),
    "glass": (0.072, 0.13, 0.072),
    "cup": (0.085, 0.095, 0.085),
    "bottle": (0.072, 0.27, 0.072),
    "suitcase": (0.50, 0.40, 0.16),
    "bag": (0.38, 0.34, 0.15),
    "card": (0.19, 0.004, 0.13),
    "radio": (0.34, 0.20, 0.12),
    "money": (0.15, 0.012, 0.068),
}
"""In a hand things have their true size, not the lexicon's, which is meant for tables."""


@dataclass(frozen=True)
class Grip:
    """A hand closed round a thing.

    Attributes:
        shape: key of `hand.SHAPES`. frame: of the hand (along, palm, thumb).
        origin: foot of the thing. axes: its rows x, y, z. size_m: width, height, depth.
    """

    kind: str
    shape: str
    frame: tuple[Array, Array, Array]
    origin: Array
    axes: Array
    size_m: tuple[float, float, float]


def grip_of(body: Body, side: str) -> Grip | None:
    """How a side's hand holds its thing; None for an empty hand and kinds the lexicon lacks."""
    kind = dict(body.figure.held).get(side, "")
    if kind not in KINDS:
        return None
    size = _SIZES.get(kind, KINDS[kind].size_m)
    if kind in ("gun", "rifle", "torch"):
        return _pointed(body, side, kind, size)
    if kind in LEAVES or kind in ("phone", "keys"):
        return _leaf(body, side, kind, size)
    if kind in BLADES or kind == "cigarette":
        return _blade(body, side, kind, size)
    if kind in CARRIED or kind == "box":
        return _carried(body, side, kind, size)
    return _stem(body, side, kind, size)


def _at(body: Body, side: str, frame: tuple[Array, Array, Array], y: float, z: float) -> Array:
    """A point in a hand: y towards the fingers, z out of the palm, metres."""
    return np.asarray(body.joints[f"{side}_wrist"] + (frame[0] * y + frame[1] * z) * body.scale)


def _closed_on(along: Array, axis: Array, side: str) -> tuple[Array, Array, Array]:
    """The frame of a hand closed on an axis: the wrist bends, the thumb lies along the axis."""
    along = unit(along - 0.8 * axis * float(along @ axis))
    thumb = unit(axis - along * float(axis @ along))
    palm = np.cross(thumb, along) * (-1.0 if side == "l" else 1.0)
    return along, palm, thumb


def _pointed(body: Body, side: str, kind: str, size: tuple[float, float, float]) -> Grip:
    along = hand_frame(body, side)[0]
    other = body.joints["r_wrist" if side == "l" else "l_wrist"]
    if kind == "rifle" and float(np.linalg.norm(other - body.joints[f"{side}_wrist"])) < 0.6:
        along = unit(other - body.joints[f"{side}_wrist"] + 0.02 * _UP)
    level = _UP if abs(along[1]) < 0.9 else body.front
    frame = _closed_on(along, unit(level - along * float(level @ along)), side)
    axes = _axes(frame[0], frame[2])
    _, h, d = size
    y, z = {"gun": (0.40, -0.31), "rifle": (0.30, -0.20)}.get(kind, (0.5, -0.1))
    origin = _at(body, side, frame, 0.072, 0.024) - axes[1] * h * y - axes[2] * d * z
    return Grip(kind, "trigger" if kind != "torch" else "grip", frame, origin, axes, size)


def _blade(body: Body, side: str, kind: str, size: tuple[float, float, float]) -> Grip:
    along, palm, thumb = hand_frame(body, side)
    if kind == "cigarette":
        frame = along, palm, thumb
        axes = _axes(unit(0.35 * along - 0.8 * palm + 0.25 * _UP), thumb)
        between = _at(body, side, frame, 0.128, 0.010) + thumb * 0.019 * body.scale
        return Grip(kind, "smoke", frame, between + axes[2] * size[2] * 0.28, axes, size)
    level = _UP if abs(along[1]) < 0.85 else body.front
    axis = unit(level * 0.8 + along * 0.45)
    frame = _closed_on(along, axis, side)
    axes = _axes(unit(frame[2] * 0.9 + frame[0] * 0.3), -frame[1])
    reach = 0.30 if kind != "sword" else 0.40
    return Grip(kind, "grip", frame, _at(body, side, frame, 0.080,
                                         0.026) + axes[2] * size[2] * reach,
                axes, size)  # fmt: skip


def _leaf(body: Body, side: str, kind: str, size: tuple[float, float, float]) -> Grip:
    """A thing that is looked at: it lies in the hand, its face to the holder's."""
    along, _, _ = hand_frame(body, side)
    wrist = body.joints[f"{side}_wrist"]
    to_face = unit(body.joints["head"] - wrist)
    if kind == "phone" and body.doing == "phone":
        frame = turned(along, to_face, side)
        down = unit(-_UP + 0.5 * body.front)
        axes = _axes(down - to_face * float(down @ to_face), to_face)
        return Grip(kind, "wide grip", frame, _at(body, side, frame, 0.085, 0.022), axes, size)
    if kind == "keys":
        frame = turned(along, -_UP + 0.4 * to_face, side)
        return Grip(
            kind, "pinch", frame, _at(body, side, frame, 0.11, 0.04), _axes(-_UP, along), size
        )
    frame = turned(along, to_face, side)
    inward = body.left * (-1.0 if side == "l" else 1.0)
    across = inward - to_face * float(inward @ to_face)
    axes = _axes(np.cross(unit(across), to_face) * (1.0 if side == "r" else -1.0), to_face)
    if axes[2][1] > 0:  # the top of the page is away from the reader's chin
        axes = np.stack([-axes[0], axes[1], -axes[2]])
    # fingers under its near edge, the thumb over it
    shift = 0.30 * size[0] if kind == "book" else 0.12 * size[0]
    origin = _at(body, side, frame, 0.105, 0.013 + 0.5 * size[1]) + unit(across) * shift
    ahead = frame[0] - to_face * float(frame[0] @ to_face)
    origin = origin + unit(ahead) * (0.25 * size[2] if kind != "phone" else 0.0)
    return Grip(kind, "leaf", frame, origin, axes, size)


def _carried(body: Body, side: str, kind: str, size: tuple[float, float, float]) -> Grip:
    along, palm, _ = hand_frame(body, side)
    wrist, h = body.joints[f"{side}_wrist"], size[1]
    if kind == "box" or along[1] > -0.4:
        middle = (wrist + body.joints["r_wrist" if side == "l" else "l_wrist"]) / 2
        frame = turned(along, body.left * (-1.0 if side == "l" else 1.0), side)
        ahead = middle + unit(along) * 0.07 * body.scale
        return Grip(kind, "flat", frame, ahead - _UP * h * 0.5, _axes(body.front, _UP), size)
    frame = turned(along, palm, side)
    axes = _axes(body.front - _UP * float(body.front[1]), _UP)
    grip = _at(body, side, frame, 0.088, 0.022)
    return Grip(
        kind, "grip", frame, grip - _UP * h * 0.97, np.stack([axes[2], axes[1], -axes[0]]), size
    )


def _stem(body: Body, side: str, kind: str, size: tuple[float, float, float]) -> Grip:
    """Bottles, glasses, candles, poles: closed fingers round an upright thing."""
    from filmgen.previs.head import head_of

    w, h, _ = size
    along = hand_frame(body, side)[0]
    axis, share = _UP, 0.38 if h > 0.2 else 0.5
    if kind == "umbrella":
        share = 0.1
    if along[1] < -0.75:  # from a hanging arm a bottle hangs by its neck
        along = unit(0.55 * along + 0.6 * body.front)
        share = 0.72 if kind == "bottle" else share
    drinks = body.doing in ("drink", "eat") and h < 0.4
    if drinks:  # the lip goes to the mouth as near as the arm brings it
        head = head_of(body)
        mouth = head.at(0.0, -0.29, 0.36)
        near = _at(body, side, (along, body.front, body.left), 0.08, 0.0)
        way = mouth - near
        distance = float(np.linalg.norm(way))
        axis = unit(unit(way) + 0.5 * _UP * min(1.0, 0.06 / max(distance, 0.01)))
        share = float(np.clip(1.0 - (distance - 0.015) / h, 0.25, 0.7))
    frame = _closed_on(along, axis, side)
    thick = min(w / 2, 0.04) / max(body.scale, 0.3)
    origin = _at(body, side, frame, 0.078, 0.012 + thick) - axis * h * share
    if drinks:
        miss = mouth - (origin + axis * h)
        origin = origin + miss * min(1.0, 0.03 / max(float(np.linalg.norm(miss)), 1e-6))
    axes = upright(axis, body.left)
    return Grip(kind, "wide grip" if w > 0.05 else "grip", frame, origin, axes, size)


def add_held(scene: Scene, body: Body, side: str, kind: str, owner: int, night: bool) -> None:
    """Put a prop into the hand of a side; kinds the lexicon lacks are left out.

    Args:
        owner: id of the prop among parts, from 100 on.
    """
    grip = grip_of(body, side)
    if grip is None or grip.kind != kind:
        return
    prop = Prop(kind, (0.0, 0.0, 0.0), 0.0, grip.size_m, KINDS[kind].tone)
    build(Place(scene, prop, owner, grip.origin, grip.axes, body.detail_px * 1.2, night))


def _axes(front: Array, up: Array) -> Array:
    """Rows x, y, z with z along `front` and y nearest `up`."""
    z = unit(front)
    y = up - z * float(up @ z)
    if float(np.linalg.norm(y)) < 1e-6:
        y = _UP - z * z[1]
    y = unit(y)
    return np.stack([np.cross(y, z), y, z])
