"""Hands: a palm, four fingers of two segments and a thumb, relaxed, open or gripping."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]

FINGER_DETAIL_PX = 34
"""Below this head height in the picture a hand is a mitten."""


def hand_frame(body: Body, side: str) -> tuple[Array, Array, Array]:
    """(along, palm, across) unit axes: to the fingers, out of the palm, towards the thumb."""
    j = body.joints
    wrist, hand = j[f"{side}_wrist"], j[f"{side}_hand"]
    along = hand - wrist
    if float(np.linalg.norm(along)) < 1e-4:
        along = wrist - j[f"{side}_elbow"]
    along = along / max(float(np.linalg.norm(along)), 1e-6)
    inward = j["chest"] - hand
    inward = inward / max(float(np.linalg.norm(inward)), 1e-6)
    palm = np.array([0.0, -0.8, 0.0]) + 0.6 * inward
    palm = palm - along * float(palm @ along)
    palm = palm / max(float(np.linalg.norm(palm)), 1e-6)
    across = np.cross(along, palm) * (-1.0 if side == "l" else 1.0)
    return along, palm, across


def add_hand(scene: Scene, body: Body, side: str, part: int, held: str) -> None:
    """A hand at the side's wrist; `held` (a prop kind or "") closes it."""
    s = body.scale
    wrist = body.joints[f"{side}_wrist"]
    along, palm, across = hand_frame(body, side)
    axes = np.stack([across, along, palm])
    centre = wrist + along * 0.052 * s
    scene.limb(
        wrist, 0.026 * s, wrist + along * 0.045 * s, 0.030 * s, part, squash=1.2, side=across
    )
    scene.ellipsoid(centre, axes, (0.042 * s, 0.056 * s, 0.020 * s), part)
    if body.detail_px < FINGER_DETAIL_PX:
        tip = centre + along * 0.075 * s + palm * 0.02 * s
        scene.limb(
            centre + along * 0.03 * s, 0.028 * s, tip, 0.020 * s, part, squash=1.25, side=across
        )
        return
    curl = 1.45 if held else 0.42
    lengths = (0.074, 0.082, 0.077, 0.060)
    for k, length in enumerate(lengths):
        offset = (0.0315 - 0.021 * k) * s
        knuckle = centre + along * (0.047 - 0.004 * abs(k - 1)) * s + across * offset + palm * 0.002
        bend = curl * (1.0 + 0.12 * k) * (1.0 if held else 0.8)
        first = along * np.cos(bend) + palm * np.sin(bend) + across * (0.10 - 0.06 * k)
        first = first / np.linalg.norm(first)
        second_bend = bend + (1.5 if held else 0.55)
        second = along * np.cos(second_bend) + palm * np.sin(second_bend)
        middle = knuckle + first * length * 0.52 * s
        tip = middle + second * length * 0.46 * s
        scene.limb(knuckle, 0.0118 * s, middle, 0.0098 * s, part)
        scene.limb(middle, 0.0098 * s, tip, 0.0080 * s, part)
        if body.detail_px > 60:
            crease = knuckle + across * 0.0108 * s
            scene.line(
                [crease - along * 0.006 * s - palm * 0.008 * s, crease + first * length * 0.5 * s
                 - palm * 0.008 * s],
                1.1, 0.6, owner=body.owner, tolerance_m=0.012,
            )  # fmt: skip
    base = centre + across * 0.032 * s - along * 0.025 * s + palm * 0.006 * s
    reach = across * (0.55 if held else 0.62) + along * 0.72 + palm * (0.75 if held else 0.25)
    reach = reach / np.linalg.norm(reach)
    bent = along * 0.85 + palm * (0.7 if held else 0.25) + across * (-0.25 if held else 0.12)
    bent = bent / np.linalg.norm(bent)
    middle = base + reach * 0.042 * s
    scene.limb(base, 0.016 * s, middle, 0.0125 * s, part)
    scene.limb(middle, 0.0125 * s, middle + bent * 0.032 * s, 0.0095 * s, part)
