"""On one's feet, or off them for a moment: standing, going, leaning, climbing, falling."""

from __future__ import annotations

from dataclasses import replace

from filmgen.blocking.chance import between, pick
from filmgen.blocking.limbs import BACK, KNEE, OUT, either_way, foot, hang
from filmgen.blocking.skeleton import Limb, Stance


def hip_shot(seed: str) -> Stance:
    """All weight on the left leg, the other knee loose, its foot ahead and turned out."""
    tilt = between(0.09, 0.15, seed, "tilt")
    turn = between(-0.05, 0.22, seed, "hips")
    return Stance(
        pelvis=(between(0.026, 0.04, seed, "shift"), between(-0.01, 0.01, seed, "over")),
        pelvis_height=0.972,
        pelvis_turn=(0.0, turn, tilt),
        spine=(between(-0.03, 0.04, seed, "lean"), -1.3 * turn, -1.75 * tilt),
        head=(between(-0.02, 0.06, seed, "nod"), 0.2 * turn, between(0.02, 0.11, seed, "cock")),
        l_foot=foot(0.045, 0.0, -0.01, between(0.1, 0.3, seed, "toe")),
        r_foot=foot(
            between(0.10, 0.14, seed, "wide"), 0.006, between(0.09, 0.15, seed, "step"), 0.55, 0.1
        ),
    )


def planted(seed: str) -> Stance:
    """Both feet apart, the trunk square: somebody who stays."""
    return Stance(
        pelvis=(between(-0.012, 0.012, seed, "shift"), 0.0),
        pelvis_height=0.962,
        pelvis_turn=(0.0, between(-0.1, 0.1, seed, "hips"), between(-0.02, 0.04, seed, "tilt")),
        spine=(between(-0.05, 0.02, seed, "lean"), between(-0.12, 0.12, seed, "twist"), -0.03),
        head=(between(-0.02, 0.06, seed, "nod"), 0.0, between(-0.03, 0.05, seed, "cock")),
        l_foot=foot(between(0.12, 0.16, seed, "wide"), 0.0, 0.02, 0.4),
        r_foot=foot(between(0.12, 0.16, seed, "far"), 0.0, between(-0.06, 0.0, seed, "back"), 0.45),
    )


def striding(seed: str) -> Stance:
    """A foot ahead, the weight on the one behind, the shoulders turned off the hips."""
    turn = between(0.16, 0.3, seed, "hips")
    return Stance(
        pelvis=(0.012, -0.02),
        pelvis_height=0.966,
        pelvis_turn=(0.0, turn, 0.07),
        spine=(between(-0.02, 0.05, seed, "lean"), -1.5 * turn, -0.11),
        head=(between(-0.03, 0.05, seed, "nod"), 0.4 * turn, between(-0.02, 0.08, seed, "cock")),
        l_foot=foot(0.06, 0.0, between(-0.10, -0.06, seed, "back"), 0.6),
        r_foot=foot(0.05, 0.0, between(0.10, 0.15, seed, "step"), 0.1),
    )


def narrow(seed: str) -> Stance:
    """Feet close, a knee tucked in: shy, waiting, polite."""
    tilt = between(0.05, 0.09, seed, "tilt")
    return Stance(
        pelvis=(between(0.014, 0.024, seed, "shift"), 0.0),
        pelvis_height=0.976,
        pelvis_turn=(0.0, between(-0.15, 0.15, seed, "hips"), tilt),
        spine=(between(0.0, 0.08, seed, "lean"), between(-0.18, 0.18, seed, "twist"), -1.6 * tilt),
        head=(between(0.0, 0.09, seed, "nod"), 0.0, between(0.0, 0.1, seed, "cock")),
        l_foot=foot(0.04, 0.0, 0.0, 0.12),
        r_foot=Limb(
            (0.045, 0.008, between(0.03, 0.08, seed, "step")), (-0.15, 0.1, 1.0), (0.1, 0.2)
        ),
    )


_WAYS = (hip_shot, striding, hip_shot, planted, narrow)


def stand(seed: str) -> Stance:
    base = pick(_WAYS, seed, "way")(seed)
    base = replace(base, l_hand=hang(seed, "l"), r_hand=hang(seed, "r"))
    return either_way(base, seed)


def walk(seed: str) -> Stance:
    stride = between(0.155, 0.195, seed, "stride")
    swing = between(0.28, 0.42, seed, "swing")
    base = Stance(
        pelvis_height=between(0.945, 0.96, seed, "dip"),
        pelvis_turn=(0.0, 0.2, between(0.03, 0.07, seed, "tilt")),
        spine=(between(0.03, 0.1, seed, "lean"), -0.4, -0.05),
        head=(-0.03, 0.2, 0.02),
        l_hand=Limb((0.02, -0.82, 0.16 + swing), (0.3, -0.3, -1.0), point=(-0.25, -0.5, 0.8)),
        r_hand=Limb((0.14, -0.92, -0.9 * swing), (0.4, 0.1, -1.0), point=(-0.1, -1.0, -0.1)),
        r_foot=foot(0.03, 0.012, stride, 0.12, -0.34),
        l_foot=foot(0.04, 0.05, -stride, 0.12, 0.68),
    )
    return either_way(base, seed)


def run(seed: str) -> Stance:
    base = Stance(
        pelvis_height=0.93,
        pelvis_turn=(0.12, 0.18, 0.0),
        spine=(between(0.18, 0.3, seed, "lean"), -0.36, 0.0),
        head=(-0.28, 0.16, 0.0),
        l_hand=Limb((-0.12, -0.30, 0.66), BACK, point=(-0.3, 0.5, 0.8)),
        r_hand=Limb((0.20, -0.62, -0.46), (0.5, 0.2, -1.0), point=(-0.1, -0.9, 0.4)),
        r_foot=foot(0.03, 0.16, between(0.14, 0.2, seed, "stride"), 0.1, -0.2),
        l_foot=Limb((0.03, 0.20, -0.34), (0.05, -0.4, 1.0), (0.0, 1.2)),
    )
    return either_way(base, seed)


def climb(seed: str) -> Stance:
    """Up a ladder or a rock that stands close in front: a hand and a knee above the others."""
    base = Stance(
        pelvis=(0.0, -0.06),
        pelvis_height=1.05,
        pelvis_turn=(0.05, 0.0, 0.1),
        spine=(0.06, 0.1, -0.12),
        head=(-0.3, 0.1, 0.0),
        l_hand=Limb((-0.12, 0.66, 0.52), (0.6, -0.8, 0.0), point=(-0.2, 0.8, 0.6)),
        r_hand=Limb((-0.12, 0.02, 0.74), (0.6, -0.8, 0.0), point=(-0.2, 0.6, 0.8)),
        l_foot=foot(0.05, 0.045, 0.10, 0.1, 0.2),
        r_foot=foot(0.06, 0.245, 0.14, 0.1, 0.1),
    )
    return either_way(base, seed)


def on_ladder(seed: str) -> Stance:
    """Standing on rungs, knees against the ladder, a hand on it."""
    base = Stance(
        pelvis=(0.015, -0.05),
        pelvis_height=0.975,
        pelvis_turn=(0.02, 0.0, 0.07),
        spine=(0.02, between(-0.25, -0.1, seed, "twist"), -0.1),
        head=(-0.1, 0.0, 0.0),
        l_hand=Limb((-0.14, -0.32, 0.66), (0.5, -1.0, 0.0), point=(-0.2, 0.3, 1.0)),
        r_hand=Limb((0.05, -0.2, 0.62), (0.5, -1.0, 0.0)),
        l_foot=foot(0.05, 0.0, 0.03, 0.1, 0.1),
        r_foot=foot(0.06, 0.13, 0.09, 0.1, 0.1),
    )
    return either_way(base, seed)


def fall(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.12),
        pelvis_height=0.72,
        pelvis_turn=(-0.35, 0.1, 0.15),
        spine=(-0.28, 0.25, 0.2),
        head=(-0.2, 0.2, 0.1),
        l_hand=Limb((0.55, 0.45, 0.3), OUT),
        r_hand=Limb((0.7, 0.05, -0.2), OUT),
        l_foot=Limb((0.12, 0.06, 0.26), KNEE, (0.2, -0.5)),
        r_foot=foot(0.14, 0.0, 0.04, 0.5),
    )
    return either_way(base, seed)


def dive(seed: str) -> Stance:
    """Flat through the air, arms ahead."""
    base = Stance(
        pelvis_height=0.62,
        pelvis_turn=(1.18, 0.0, 0.12),
        spine=(-0.16, 0.1, 0.0),
        head=(-0.75, 0.0, 0.0),
        l_hand=Limb((0.06, 0.82, 0.34), (1.0, 0.0, 0.4)),
        r_hand=Limb((0.12, 0.66, 0.5), (1.0, 0.0, 0.4)),
        l_foot=Limb((0.08, 0.30, -0.46), (0.1, -0.8, 0.4), (0.0, 1.2)),
        r_foot=Limb((0.10, 0.14, -0.40), (0.1, -0.8, 0.6), (0.0, 1.2)),
    )
    return either_way(base, seed)


def lean(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.1),
        pelvis_height=0.95,
        pelvis_turn=(-0.14, 0.1, 0.05),
        spine=(-0.04, -0.1, -0.06),
        head=(0.1, 0.0, 0.05),
        l_hand=Limb((-0.42, -0.42, 0.40), OUT),
        r_hand=Limb((-0.36, -0.50, 0.42), OUT),
        l_foot=foot(0.05, 0.0, 0.08),
        r_foot=foot(-0.03, 0.0, 0.12, 0.3),
    )
    return either_way(base, seed)


def bend_over(seed: str) -> Stance:
    """Bent over something low in front: both hands at it."""
    base = replace(
        planted(seed),
        pelvis=(0.0, -0.07),
        pelvis_height=0.93,
        pelvis_turn=(0.3, 0.0, 0.0),
        spine=(0.5, between(-0.12, 0.12, seed, "twist"), 0.0),
        head=(-0.1, 0.0, 0.0),
        l_hand=Limb((-0.06, -0.5, 0.72), (0.7, -0.5, -0.4)),
        r_hand=Limb((-0.1, -0.62, 0.62), (0.7, -0.5, -0.4)),
    )
    return either_way(base, seed)


def lunge(seed: str) -> Stance:
    """A fighter's stance: wide, low, forward."""
    base = Stance(
        pelvis=(0.0, 0.04),
        pelvis_height=0.9,
        pelvis_turn=(0.05, 0.35, 0.0),
        spine=(0.16, -0.2, 0.0),
        head=(-0.1, -0.1, 0.0),
        l_hand=Limb((-0.05, -0.02, 0.5), (0.35, -1.0, -0.25), point=(-0.3, 0.9, 0.4)),
        r_hand=Limb((0.0, -0.08, 0.36), (0.35, -1.0, -0.25), point=(-0.3, 0.9, 0.4)),
        r_foot=foot(0.08, 0.0, 0.24, 0.1),
        l_foot=foot(0.10, 0.01, -0.2, 0.8, 0.2),
    )
    return either_way(base, seed)


def stagger(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.05, -0.05),
        pelvis_height=0.93,
        pelvis_turn=(0.0, 0.0, 0.1),
        spine=(0.16, 0.3, 0.2),
        head=(0.2, -0.2, 0.15),
        l_foot=foot(0.13, 0.0, -0.12, 0.4),
        r_foot=foot(0.09, 0.0, 0.14, 0.4),
        l_hand=Limb((0.34, -0.72, 0.3), (0.7, -0.3, -0.7)),
        r_hand=Limb((-0.2, -0.6, 0.3), (0.8, -0.6, -0.3)),
    )
    return either_way(base, seed)


def jump(seed: str) -> Stance:
    return replace(
        run(seed),
        pelvis_height=1.16,
        l_foot=Limb((0.08, 0.22, -0.2), (0.1, 0.0, 1.0), (0.1, 0.9)),
        r_foot=foot(0.08, 0.28, 0.16, 0.1, 0.3),
        l_hand=Limb((0.30, 0.55, 0.45), (0.7, -0.6, 0.0)),
        r_hand=Limb((0.36, -0.1, 0.6), (0.6, -0.8, -0.2)),
    )
