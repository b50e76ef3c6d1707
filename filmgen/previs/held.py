"""What a hand holds, placed in it as that thing is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.lexicon import KINDS
from filmgen.blocking.model import Prop
from filmgen.previs.hand import hand_frame
from filmgen.previs.props import Place, build
from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]

POINTED = frozenset(["gun", "rifle", "torch"])
BLADES = frozenset(["knife", "sword", "tool", "cigarette"])
READ = frozenset(["card", "book", "phone", "money", "keys"])
CARRIED = frozenset(["bag", "suitcase", "radio"])


def add_held(scene: Scene, body: Body, side: str, kind: str, owner: int, night: bool) -> None:
    """Put a prop into the hand of a side; kinds the lexicon lacks are left out.

    Args:
        owner: id of the prop among parts, from 100 on.
    """
    if kind not in KINDS:
        return
    size = KINDS[kind].size_m
    wrist = body.joints[f"{side}_wrist"]
    along, palm, across = hand_frame(body, side)
    s = body.scale
    grip = wrist + along * 0.075 * s + palm * 0.034 * s
    up = np.array([0.0, 1.0, 0.0])
    w, h, d = size
    if kind in POINTED:
        axes = _axes(along, across)
        origin = grip - axes[1] * h * (0.35 if kind == "gun" else 0.5)
        origin = origin + axes[2] * d * {"gun": 0.36, "rifle": 0.16}.get(kind, 0.2)
    elif kind in BLADES:
        axes = _axes(across * 0.9 + along * 0.45, -palm)
        reach = 0.32 if kind != "cigarette" else 0.1
        if kind == "cigarette":
            axes = _axes(along * 0.6 + palm * 0.4 + up * 0.2, across)
            grip = grip + along * 0.05 * s
        origin = grip + axes[2] * d * reach
    elif kind in READ:
        to_face = body.joints["head"] - grip
        to_face = to_face / max(float(np.linalg.norm(to_face)), 1e-6)
        ahead = along - to_face * float(along @ to_face)
        if float(np.linalg.norm(ahead)) < 1e-3:
            ahead = up - to_face * float(up @ to_face)
        axes = _axes(-ahead, to_face)
        if kind == "phone":
            size = w, h, d = 0.075, 0.012, 0.15
        origin = grip + along * 0.05 * s + to_face * 0.012
    elif kind in CARRIED:
        across_body = along - up * float(along @ up)
        if float(np.linalg.norm(across_body)) < 0.2:
            across_body = body.left
        axes = _axes(across_body, up)
        origin = wrist + along * 0.09 * s - up * h
    elif kind == "box":
        axes = _axes(body.front, up)
        origin = grip - up * h * 0.5
    else:
        stem = across if float(across @ up) > -0.2 else -across
        stem = stem * 0.6 + up * 0.75
        axes = _axes(body.front, stem)
        origin = grip - axes[1] * h * (0.3 if h > 0.2 else 0.5)
        if kind == "umbrella":
            origin = grip - axes[1] * h * 0.1
    prop = Prop(kind, (0.0, 0.0, 0.0), 0.0, (w, h, d), KINDS[kind].tone)
    build(Place(scene, prop, owner, origin, axes, body.detail_px * 1.2, night))


def _axes(front: Array, up: Array) -> Array:
    """Rows x, y, z with z along `front` and y nearest `up`."""
    z = front / max(float(np.linalg.norm(front)), 1e-9)
    y = up - z * float(up @ z)
    if float(np.linalg.norm(y)) < 1e-6:
        y = np.array([0.0, 1.0, 0.0]) - z * z[1]
    y = y / max(float(np.linalg.norm(y)), 1e-9)
    return np.stack([np.cross(y, z), y, z])
