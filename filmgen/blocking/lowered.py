"""Off one's feet: sitting, lying, kneeling, crouching, riding, carried."""

from __future__ import annotations

from dataclasses import replace

from filmgen.blocking.chance import between, fraction, pick
from filmgen.blocking.limbs import BACK, KNEE, OUT, either_way, foot
from filmgen.blocking.skeleton import Limb, Stance


def sit(seed: str) -> Stance:
    lean = between(-0.14, 0.2, seed, "lean")
    roll = between(-0.09, 0.09, seed, "roll")
    twist = between(-0.2, 0.2, seed, "twist")
    legs = pick(("square", "ahead", "crossed", "back", "wide"), seed, "legs")
    l_foot, r_foot = foot(0.08, 0.0, 0.27), foot(0.08, 0.0, 0.29)
    if legs == "ahead":
        l_foot, r_foot = foot(0.07, 0.0, 0.38, 0.3, -0.2), foot(0.10, 0.0, 0.24)
    elif legs == "crossed":
        l_foot, r_foot = foot(0.05, 0.0, 0.27), Limb((-0.06, 0.10, 0.40), KNEE, (0.0, -0.3))
    elif legs == "back":
        l_foot, r_foot = foot(0.06, 0.0, 0.29), Limb((0.05, 0.02, 0.17), KNEE, (0.2, 0.4))
    elif legs == "wide":
        l_foot, r_foot = foot(0.15, 0.0, 0.27, 0.5), foot(0.16, 0.0, 0.25, 0.5)
    base = Stance(
        pelvis=(0.0, 0.0),
        pelvis_height=0.45,
        pelvis_turn=(-0.1, 0.3 * twist, -0.5 * roll),
        spine=(lean, twist, roll),
        head=(-0.5 * lean, -0.4 * twist, between(-0.07, 0.09, seed, "cock")),
        l_hand=Limb((-0.10, -0.66, 0.44), BACK, point=(-0.4, -0.2, 1.0)),
        r_hand=Limb((-0.02, -0.64, 0.50), BACK, point=(-0.2, -0.2, 1.0)),
        l_foot=l_foot,
        r_foot=r_foot,
    )
    return either_way(base, seed)


def perch(seed: str) -> Stance:
    """On the edge of a table, a bonnet, a wall: hands beside the hips, legs hanging."""
    base = replace(
        sit(seed),
        spine=(between(0.05, 0.2, seed, "lean"), between(-0.2, 0.2, seed, "twist"), 0.0),
        l_hand=Limb((0.16, -0.86, 0.02), (0.7, -0.2, -1.0), point=(0.2, -0.6, 0.8)),
        r_hand=Limb((0.14, -0.84, 0.12), (0.7, -0.2, -1.0), point=(0.2, -0.6, 0.8)),
        l_foot=Limb((0.06, 0.14, 0.24), KNEE, (0.2, 0.3)),
        r_foot=Limb((0.07, 0.14, between(0.28, 0.36, seed, "swing")), KNEE, (0.2, -0.1)),
    )
    return either_way(base, seed)


def sit_ground(seed: str) -> Stance:
    base = replace(
        sit(seed),
        pelvis_height=0.13,
        spine=(0.18, between(-0.1, 0.1, seed, "twist"), 0.0),
        l_foot=Limb((0.10, 0.0, 0.36), (0.3, 1.0, 0.2), (0.2, 0.0)),
        r_foot=Limb((0.12, 0.0, 0.28), (0.5, 1.0, 0.1), (0.5, 0.0)),
        l_hand=Limb((-0.1, -0.55, 0.62), OUT),
        r_hand=Limb((0.2, -0.85, -0.35), BACK, point=(0.3, -0.5, -0.8)),
    )
    return either_way(base, seed)


def lie(seed: str) -> Stance:
    side = between(-0.25, 0.25, seed, "side")
    return Stance(
        pelvis_height=0.14,
        pelvis_turn=(-1.5, 0.0, 0.0),
        spine=(0.06, side, 0.0),
        head=(0.16, between(-0.5, 0.5, seed, "turn"), 0.0),
        l_hand=Limb((0.32, -0.85, 0.12), (1.0, 0.0, 0.2)),
        r_hand=Limb((-0.15, -0.62, 0.42), (1.0, 0.0, 0.3)),
        l_foot=Limb((0.09, 0.03, 0.545), (0.2, 1.0, 0.0), (0.3, -1.1)),
        r_foot=Limb((0.10, 0.0, between(0.45, 0.53, seed, "knee")), (0.2, 1.0, 0.0), (0.4, -0.8)),
    )


def lie_face_down(seed: str) -> Stance:
    return Stance(
        pelvis_height=0.16,
        pelvis_turn=(1.5, 0.0, 0.0),
        spine=(-0.05, between(-0.2, 0.2, seed, "twist"), 0.0),
        head=(-0.1, pick((-1.0, 1.0), seed, "turn"), 0.0),
        l_hand=Limb((0.45, 0.55, 0.15), (1.0, 0.2, 0.0)),
        r_hand=Limb((0.4, -0.6, 0.12), (1.0, 0.0, 0.0)),
        l_foot=Limb((0.10, 0.0, -0.54), (0.4, -0.1, 0.3), (2.6, 0.4)),
        r_foot=Limb((0.16, 0.0, -0.42), (1.0, 0.0, 0.2), (2.6, 0.4)),
    )


def prone(seed: str) -> Stance:
    """On the belly and elbows, the chest up: a marksman, a child reading."""
    base = replace(
        lie_face_down(seed),
        pelvis_turn=(1.36, 0.0, 0.0),
        spine=(-0.55, 0.0, 0.0),
        head=(-0.72, 0.0, 0.0),
        l_hand=Limb((-0.22, 0.35, 0.42), (0.9, -0.2, 0.9)),
        r_hand=Limb((-0.22, 0.25, 0.42), (0.9, -0.2, 0.9)),
    )
    return either_way(base, seed)


def kneel(seed: str) -> Stance:
    if fraction(seed, "both") < 0.35:
        base = Stance(
            pelvis_height=0.53,
            spine=(0.12, 0.0, 0.0),
            l_foot=Limb((0.07, 0.0, -0.25), (0.1, -0.6, 1.0), (0.1, 1.0)),
            r_foot=Limb((0.09, 0.0, -0.24), (0.1, -0.6, 1.0), (0.1, 1.0)),
        )
    else:
        base = Stance(
            pelvis_height=0.54,
            spine=(0.14, between(-0.1, 0.1, seed, "twist"), 0.0),
            l_foot=foot(0.09, 0.0, 0.26, 0.2),
            r_foot=Limb((0.08, 0.01, -0.24), (0.1, -0.6, 1.0), (0.1, 1.0)),
        )
    base = replace(
        base,
        l_hand=Limb((-0.04, -0.68, 0.52), BACK, point=(-0.2, -0.3, 1.0)),
        r_hand=Limb((0.08, -0.88, 0.22), BACK, point=(-0.1, -1.0, 0.3)),
    )
    return either_way(base, seed)


def crouch(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.08),
        pelvis_height=0.48,
        spine=(0.62, between(-0.15, 0.15, seed, "twist"), 0.0),
        head=(-0.45, 0.0, 0.0),
        l_hand=Limb((-0.05, -0.6, 0.55), BACK),
        r_hand=Limb((0.1, -0.75, 0.45), BACK),
        l_foot=foot(0.11, 0.0, 0.10, 0.4),
        r_foot=Limb((0.12, 0.04, -0.08), (0.4, 0.2, 1.0), (0.4, 0.7)),
    )
    return either_way(base, seed)


def crawl(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.12),
        pelvis_height=0.50,
        pelvis_turn=(1.25, 0.0, 0.0),
        spine=(0.1, 0.0, 0.0),
        head=(-0.9, 0.0, 0.0),
        l_hand=Limb((0.05, 0.25, 0.95), OUT),
        r_hand=Limb((0.05, -0.1, 0.95), OUT),
        l_foot=Limb((0.08, 0.0, -0.38), (0.1, -1.0, 0.6), (0.0, 1.2)),
        r_foot=Limb((0.08, 0.0, -0.30), (0.1, -1.0, 0.6), (0.0, 1.2)),
    )
    return either_way(base, seed)


def drive(seed: str) -> Stance:
    return replace(
        sit(seed),
        pelvis_turn=(-0.22, 0.0, 0.0),
        spine=(0.02, 0.0, 0.0),
        head=(0.12, 0.0, 0.0),
        l_foot=foot(0.08, 0.0, 0.38, 0.1, -0.4),
        r_foot=foot(0.06, 0.0, 0.40, 0.1, -0.4),
    )


def ride(seed: str) -> Stance:
    return replace(
        sit(seed),
        pelvis_height=1.5,
        spine=(0.1, 0.0, 0.0),
        l_foot=Limb((0.26, 0.42, 0.08), (1.0, 0.4, 1.0)),
        r_foot=Limb((0.26, 0.42, 0.08), (1.0, 0.4, 1.0)),
        l_hand=Limb((-0.2, -0.5, 0.55), OUT),
        r_hand=Limb((-0.2, -0.45, 0.6), OUT),
    )


def carried(seed: str) -> Stance:
    """Over somebody's shoulder: the belly on it, head and arms down behind, legs in front."""
    return Stance(
        pelvis_height=0.62,
        pelvis_turn=(1.75, 0.0, 0.0),
        spine=(0.45, 0.0, 0.0),
        head=(-0.35, 0.3, 0.0),
        l_hand=Limb((0.02, 0.75, 0.55), OUT),
        r_hand=Limb((0.1, 0.6, 0.7), OUT),
        l_foot=Limb((0.06, 0.02, -0.22), (0.1, -0.2, 1.0), (0.1, 1.0)),
        r_foot=Limb((0.07, -0.02, -0.14), (0.1, -0.2, 1.0), (0.1, 1.0)),
    )
