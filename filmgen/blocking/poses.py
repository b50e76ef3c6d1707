"""Poses: a lower half ("stand", "sit", "walk" …) with an upper half laid over it, one person's way.

Two dozen lower halves by more than sixty upper ones: `legs.LOWER` and `arms.UPPER`.
"""

from __future__ import annotations

from dataclasses import replace

from filmgen.blocking.arms import UPPER, hand_used
from filmgen.blocking.chance import between, pick
from filmgen.blocking.legs import LOWER
from filmgen.blocking.skeleton import Limb, Stance

_SQUARE = frozenset(["aim", "aim rifle", "embrace", "shake hands", "push"])
"""Uppers that turn the whole trunk to whom they are meant for."""

__all__ = ["LOWER", "UPPER", "hand_used", "stance"]


def stance(
    lower: str, upper: str, person: str, way: str = "", moment: str = "", *, stirs: bool = False
) -> Stance:
    """The stance of a pose for one person.

    Args:
        lower, upper: keys of `LOWER` and `UPPER`.
        person: who does it: the way they stand is theirs for good.
        way: seed of the gesture, and of the hand it is made with; `person` by default.
        moment: seed of a little life in hands and head, so that two panels of a speech differ.
        stirs: in this moment the weight and the shoulders shift too.

    Raises:
        KeyError: no such pose.
    """
    legs = LOWER[lower](person)
    if upper in _SQUARE:
        pitch, yaw, roll = legs.spine
        hips = legs.pelvis_turn
        legs = replace(
            legs, spine=(pitch, 0.3 * yaw, roll), pelvis_turn=(hips[0], 0.3 * hips[1], hips[2])
        )
    base = UPPER[upper](legs, way or person)
    if not moment:
        return base

    def alive(limb: Limb, side: str) -> Limb:
        x, y, z = limb.at
        lift = between(-0.05, 0.14, moment, side, "y") if z > 0.3 else 0.0
        return replace(limb, at=(x + between(-0.08, 0.08, moment, side, "x"), y + lift, z))

    pitch, yaw, roll = base.head
    turned = (
        pitch + between(-0.06, 0.08, moment, "nod"),
        yaw + between(-0.1, 0.1, moment, "turn"),
        roll + between(-0.09, 0.09, moment, "tilt"),
    )
    if stirs:
        lean, twist, tip = base.spine
        aside, over = base.pelvis
        base = replace(
            base,
            spine=(
                lean + between(-0.04, 0.08, moment, "lean"),
                twist + pick((-1.0, 1.0), moment, "side") * between(0.1, 0.24, moment, "twist"),
                tip + between(-0.05, 0.05, moment, "tip"),
            ),
            pelvis=(aside + between(-0.02, 0.02, moment, "weight"), over),
        )
    return replace(
        base, head=turned, l_hand=alive(base.l_hand, "l"), r_hand=alive(base.r_hand, "r")
    )
