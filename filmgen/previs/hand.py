"""Hands: a palm, a thumb and fingers in a few plain shapes, as a mannequin's.

The frame of a hand is (along, palm, thumb): to the fingertips, out of the palm, towards the
thumb's side. A hand that holds something is turned so that the thing's axis runs through the
closed fingers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.curve import unit
from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]
Spot: TypeAlias = Callable[[float, float, float], Array]
"""Metres towards the thumb, the fingertips and out of the palm, to a point of the world."""
Four: TypeAlias = tuple[float, float, float, float]

FINGERS_FROM_PX = 62
"""Below this head height in the picture the fingers are one form with lines on it."""
MITTEN_BELOW_PX = 30

_DOWN = np.array([0.0, -1.0, 0.0])


@dataclass(frozen=True)
class Shape:
    """What the fingers do.

    Attributes:
        knuckles: bend of each finger at the palm, index to little, radians.
        middles: further bend at the middle joint.
        spread: angle between neighbours.
        thumb: how far the thumb stands out sideways, and how far over the palm, radians.
    """

    knuckles: Four
    middles: Four
    spread: float
    thumb: tuple[float, float]


SHAPES = {
    "relaxed": Shape((0.22, 0.34, 0.44, 0.52), (0.38, 0.46, 0.52, 0.55), 0.03, (0.42, 0.25)),
    "open": Shape((-0.12, 0.0, 0.12, 0.24), (0.10, 0.16, 0.22, 0.30), 0.16, (0.95, 0.25)),
    "flat": Shape((0.02, 0.02, 0.02, 0.02), (0.05, 0.05, 0.05, 0.05), 0.01, (0.25, 0.05)),
    "gesture": Shape((0.05, 0.22, 0.36, 0.44), (0.22, 0.34, 0.42, 0.46), 0.09, (0.8, 0.2)),
    "fist": Shape((1.42, 1.45, 1.45, 1.42), (1.72, 1.75, 1.75, 1.7), 0.0, (0.30, 1.15)),
    "point": Shape((0.04, 1.40, 1.45, 1.45), (0.06, 1.70, 1.75, 1.7), 0.0, (0.35, 0.95)),
    "grip": Shape((0.95, 1.0, 1.05, 1.1), (1.25, 1.3, 1.35, 1.35), 0.0, (0.45, 1.05)),
    "wide grip": Shape((0.55, 0.62, 0.68, 0.75), (0.85, 0.9, 0.95, 0.95), 0.04, (0.7, 0.95)),
    "trigger": Shape((0.35, 1.05, 1.1, 1.15), (0.75, 1.4, 1.4, 1.4), 0.0, (0.35, 0.7)),
    "leaf": Shape((-0.14, -0.11, -0.09, -0.07), (0.08, 0.10, 0.11, 0.12), 0.05, (0.42, 1.35)),
    "smoke": Shape((0.10, 0.12, 0.55, 0.70), (0.25, 0.28, 0.8, 0.95), 0.05, (0.5, 0.8)),
    "pinch": Shape((0.75, 0.85, 0.95, 1.05), (0.55, 0.62, 0.75, 0.85), 0.02, (0.40, 0.85)),
}

_OPEN = ("hands up", "push", "wave", "brace", "shrug", "struck", "clap", "conduct")
_GESTURE = ("talk", "argue", "show", "give", "shout", "take", "shake hands", "open door",
            "touch shoulder", "embrace", "laugh", "phone", "hold head")  # fmt: skip
_FISTS = ("think", "punch", "guard", "knock", "throw", "slash", "carry low", "steer", "hold weapon")
_FLAT = ("pray", "salute", "type", "play")


def shape_of(body: Body, side: str) -> str:
    """The shape of a hand that holds nothing, from what the arms do and where it is."""
    doing = body.doing
    if _supports(body, side) is not None:
        return "wide grip"
    if body.figure.pose.startswith("run"):
        return "fist"
    if doing in ("point", "listen", "sit and listen", ""):
        reach = unit(body.joints[f"{side}_wrist"] - body.joints[f"{side}_shoulder"])
        return "point" if doing == "point" and reach[1] > -0.45 else "relaxed"
    lifted = float(body.joints[f"{side}_wrist"][1] - body.joints[f"{side}_elbow"][1])
    if lifted < -0.16 * body.scale and doing not in ("pray", "steer"):
        return "relaxed"  # the arm that hangs while the other acts
    if doing in _OPEN:
        return "open"
    if doing in _FISTS:
        return "fist"
    if doing in _FLAT:
        return "flat"
    return "gesture" if doing in _GESTURE else "relaxed"


def _supports(body: Body, side: str) -> Array | None:
    """Where the free hand takes hold of a weapon that the other one aims; None if it does not."""
    other = "r" if side == "l" else "l"
    if not body.doing.startswith("aim") or side in dict(body.figure.held):
        return None
    fore = unit(body.joints[f"{other}_hand"] - body.joints[f"{other}_wrist"])
    reach = 0.10 if body.doing == "aim" else 0.02
    place = body.joints[f"{other}_wrist"] + fore * reach * body.scale - 0.02 * body.up * body.scale
    if body.doing == "aim rifle":
        place = body.joints[f"{side}_wrist"] + fore * 0.1 * body.scale
    near = float(np.linalg.norm(place - body.joints[f"{side}_wrist"])) < 0.30 * body.scale
    return place if near else None


def hand_frame(body: Body, side: str) -> tuple[Array, Array, Array]:
    """(along, palm, thumb) unit axes of a hand that holds nothing."""
    j = body.joints
    wrist, hand = j[f"{side}_wrist"], j[f"{side}_hand"]
    along = unit(hand - wrist)
    aimed = _supports(body, side)
    if aimed is not None:  # from below and beside, the palm against the weapon
        along = unit(aimed - wrist + 0.03 * body.scale * inward_of(body, side))
        return turned(along, body.up + 0.6 * inward_of(body, side), side)
    if body.doing in ("pray", "clap"):  # palm to palm, fingers up
        along = unit(body.up + (0.5 if body.doing == "clap" else 0.1) * body.front)
    inward = inward_of(body, side)
    doing = body.doing
    to_head = unit(j["head"] - hand)
    near_head = float(np.linalg.norm(j["head"] - hand)) < 0.30 * body.scale
    to_body = unit(j["chest"] - hand)
    if doing in ("hands up", "push", "wave", "brace", "struck"):
        palm = body.front + 0.15 * inward
    elif doing in ("shrug", "show", "give", "argue", "shout", "talk") and along[1] > -0.55:
        palm = 0.75 * inward - 0.55 * _DOWN * (1.0 if body.traits[4] > 0.35 else -0.8)
    elif doing in ("pray", "clap", "shake hands"):
        palm = inward
    elif near_head:
        palm = to_head
    elif along[1] < -0.6:  # hanging: the palm looks at the thigh, a little back
        palm = inward - 0.35 * body.front
    elif float(along @ inward) > 0.45:  # across the body
        palm = to_body + 0.6 * _DOWN
    else:
        palm = _DOWN + 0.35 * inward
    return turned(along, palm, side)


def inward_of(body: Body, side: str) -> Array:
    """Towards the midline from a side."""
    return body.left * (-1.0 if side == "l" else 1.0)


def turned(along: Array, palm: Array, side: str) -> tuple[Array, Array, Array]:
    """A hand's frame from where the fingers and, about, the palm look."""
    palm = palm - along * float(palm @ along)
    if float(np.linalg.norm(palm)) < 1e-4:
        palm = np.cross(along, [0.3, 0.1, 0.95])
    palm = unit(palm)
    return along, palm, np.cross(along, palm) * (-1.0 if side == "l" else 1.0)


def add_hand(scene: Scene, body: Body, side: str, part: int) -> None:
    """The hand at a side's wrist, in the shape of what it does or holds."""
    from filmgen.previs.held import grip_of

    s = body.scale * (0.92 if body.figure.look.gender == "female" else 1.0)
    wrist = body.joints[f"{side}_wrist"]
    grip = grip_of(body, side)
    if grip is None:
        name, (along, palm, thumb) = shape_of(body, side), hand_frame(body, side)
    else:
        name, (along, palm, thumb) = grip.shape, grip.frame
    shape = SHAPES[name]

    def at(x: float, y: float, z: float) -> Array:
        return np.asarray(wrist + (thumb * x + along * y + palm * z) * s)

    scene.limb(wrist, 0.0245 * s, at(0, 0.030, 0), 0.0200 * s, part, squash=1.25, side=thumb)
    scene.limb(at(0.002, 0.038, 0), 0.0155 * s, at(0.0, 0.082, 0.001), 0.0150 * s, part,
               squash=2.55, side=thumb)  # fmt: skip
    if body.detail_px < MITTEN_BELOW_PX:
        bend = 0.5 * (shape.knuckles[1] + shape.middles[1] * 0.5)
        tip = at(0, 0.085 + 0.075 * np.cos(bend), 0.08 * np.sin(bend))
        scene.limb(at(0, 0.085, 0), 0.017 * s, tip, 0.013 * s, part, squash=2.0, side=thumb)
        return
    _thumb(scene, at, shape, s, part)
    if body.detail_px < FINGERS_FROM_PX:
        _together(scene, body, at, shape, s, part, thumb)
    else:
        _fingers(scene, body, at, shape, s, part, palm, thumb)


def _joints(shape: Shape, k: int) -> tuple[Array, Array, Array, Array]:
    """Knuckle, middle joint, last joint and tip of a finger, in the hand's frame."""
    lengths = ((0.042, 0.026, 0.018), (0.046, 0.028, 0.019), (0.043, 0.026, 0.019),
               (0.034, 0.020, 0.017))[k]  # fmt: skip
    x = 0.0285 - 0.0187 * k
    y = (0.092, 0.096, 0.092, 0.083)[k]
    lean = shape.spread * (1.5 - k)
    points = [np.array([x, y, 0.0])]
    bend = shape.knuckles[k]
    for i, length in enumerate(lengths):
        bend += (0.0, shape.middles[k], 0.55 * shape.middles[k])[i]
        step = np.array([np.sin(lean), np.cos(lean) * np.cos(bend), np.sin(bend)])
        step[1] = np.sqrt(max(1 - np.sin(lean) ** 2, 0)) * np.cos(bend)
        points.append(points[-1] + length * step)
    return points[0], points[1], points[2], points[3]


def _fingers(
    scene: Scene, body: Body, at: Spot, shape: Shape, s: float, part: int, palm: Array,
    thumb: Array,
) -> None:  # fmt: skip
    chains = []
    for k in range(4):
        local = _joints(shape, k)
        chain = [at(*p) for p in local]
        chains.append(np.stack(chain))
        thick = (0.0098, 0.0100, 0.0096, 0.0086)[k] * s
        scene.limb(chain[0], thick * 1.05, chain[1], thick * 0.95, part)
        if shape.middles[k] > 0.3:
            scene.limb(chain[1], thick * 0.95, chain[2], thick * 0.84, part)
            scene.limb(chain[2], thick * 0.84, chain[3], thick * 0.68, part)
        else:
            scene.limb(chain[1], thick * 0.95, chain[3], thick * 0.68, part)
    for k in range(3):
        middle = (chains[k] + chains[k + 1]) / 2
        gap = np.linalg.norm(chains[k] - chains[k + 1], axis=1)
        count = int((gap < 0.026 * s).sum())
        if count < 2:
            continue
        line = middle[:count]
        steps = np.diff(line, axis=0, append=2 * line[-1:] - line[-2:-1])
        out = np.cross(steps, thumb)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        for sign in (1.0, -1.0):
            if float((body.eye - line[0]) @ (sign * out[0])) < 0 and count < 3:
                continue
            scene.line(line + sign * out * 0.0075 * s, 1.25, 0.8, owner=body.owner,
                       tolerance_m=0.004)  # fmt: skip


def _together(
    scene: Scene, body: Body, at: Spot, shape: Shape, s: float, part: int, thumb: Array
) -> None:
    """Four fingers as one form of two pieces, the index by itself where it acts alone."""
    alone = abs(shape.knuckles[0] - shape.knuckles[1]) > 0.6
    if alone:
        a, b, _, d = (at(*p) for p in _joints(shape, 0))
        scene.limb(a, 0.0105 * s, b, 0.0095 * s, part)
        scene.limb(b, 0.0095 * s, d, 0.0070 * s, part)
    first = _joints(shape, 1)
    last = _joints(shape, 3 if alone or shape.spread < 0.1 else 2)
    chain = [
        at(*((p + q) / 2 + np.array([0.0 if alone else 0.006, 0, 0])))
        for p, q in zip(first, last, strict=True)
    ]
    squash = 2.3 if alone else 2.9
    scene.limb(chain[0], 0.0115 * s, chain[1], 0.0108 * s, part, squash=squash, side=thumb)
    scene.limb(chain[1], 0.0108 * s, chain[3], 0.0085 * s, part, squash=squash * 0.9, side=thumb)


def _thumb(scene: Scene, at: Spot, shape: Shape, s: float, part: int) -> None:
    out, over = shape.thumb
    base = np.array([0.026, 0.022, 0.010])
    aim = np.array([np.sin(out) * np.cos(over), np.cos(out), np.sin(out + 0.2) * np.sin(over)])
    aim /= np.linalg.norm(aim)
    middle = base + 0.042 * aim
    after = aim + np.array([-0.35 * over, 0.30, 0.25 * over])
    after /= np.linalg.norm(after)
    tip = middle + 0.030 * after
    points = [at(*p) for p in (base, middle, tip)]
    scene.limb(points[0], 0.0165 * s, points[1], 0.0108 * s, part)
    scene.limb(points[1], 0.0108 * s, points[2], 0.0080 * s, part)
