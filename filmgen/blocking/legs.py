"""What the legs and the trunk do: standing, sitting, lying, going, and how each person does it.

Feet are in units of the body's height below the chin (see `skeleton`). Weight rests on one
leg, hips and shoulders tilt against each other: all from `chance` on the person, so that no
two people stand alike and everybody stands their own way each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from filmgen.blocking.chance import between, fraction, pick
from filmgen.blocking.model import Vec3
from filmgen.blocking.skeleton import Limb, Stance

Lower = Callable[[str], Stance]

KNEE: Vec3 = (0.12, 0.1, 1.0)
BACK: Vec3 = (0.5, -0.2, -1.0)
OUT: Vec3 = (1.0, -0.3, -0.4)


def _foot(x: float, y: float, z: float, out: float = 0.3, heel: float = 0.0) -> Limb:
    return Limb((x, y, z), KNEE, (out, heel))


def hang(seed: str, side: str) -> Limb:
    """An arm that hangs, never quite straight, the hand a little forward."""
    return Limb(
        (
            between(0.05, 0.13, seed, side, "out"),
            between(-0.965, -0.91, seed, side, "down"),
            between(0.06, 0.22, seed, side, "fwd"),
        ),
        (0.35, -0.2, -1.0),
        point=(-0.12, -1.0, 0.3),
    )


def _side(base: Stance, seed: str) -> Stance:
    """Half of the people do it the other way round."""
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _hip_shot(seed: str) -> Stance:
    """All weight on the left leg, the other knee loose, its foot ahead and turned out."""
    tilt = between(0.09, 0.15, seed, "tilt")
    turn = between(-0.05, 0.22, seed, "hips")
    return Stance(
        pelvis=(between(0.026, 0.04, seed, "shift"), between(-0.01, 0.01, seed, "over")),
        pelvis_height=0.972,
        pelvis_turn=(0.0, turn, tilt),
        spine=(between(-0.03, 0.04, seed, "lean"), -1.3 * turn, -1.75 * tilt),
        head=(between(-0.02, 0.06, seed, "nod"), 0.2 * turn, between(0.02, 0.11, seed, "cock")),
        l_foot=_foot(0.045, 0.0, -0.01, between(0.1, 0.3, seed, "toe")),
        r_foot=_foot(
            between(0.10, 0.14, seed, "wide"), 0.006, between(0.09, 0.15, seed, "step"), 0.55, 0.1
        ),
    )


def _planted(seed: str) -> Stance:
    """Both feet apart, the trunk square: somebody who stays."""
    return Stance(
        pelvis=(between(-0.012, 0.012, seed, "shift"), 0.0),
        pelvis_height=0.962,
        pelvis_turn=(0.0, between(-0.1, 0.1, seed, "hips"), between(-0.02, 0.04, seed, "tilt")),
        spine=(between(-0.05, 0.02, seed, "lean"), between(-0.12, 0.12, seed, "twist"), -0.03),
        head=(between(-0.02, 0.06, seed, "nod"), 0.0, between(-0.03, 0.05, seed, "cock")),
        l_foot=_foot(between(0.12, 0.16, seed, "wide"), 0.0, 0.02, 0.4),
        r_foot=_foot(
            between(0.12, 0.16, seed, "far"), 0.0, between(-0.06, 0.0, seed, "back"), 0.45
        ),
    )


def _striding(seed: str) -> Stance:
    """A foot ahead, the weight on the one behind, the shoulders turned off the hips."""
    turn = between(0.16, 0.3, seed, "hips")
    return Stance(
        pelvis=(0.012, -0.02),
        pelvis_height=0.966,
        pelvis_turn=(0.0, turn, 0.07),
        spine=(between(-0.02, 0.05, seed, "lean"), -1.5 * turn, -0.11),
        head=(between(-0.03, 0.05, seed, "nod"), 0.4 * turn, between(-0.02, 0.08, seed, "cock")),
        l_foot=_foot(0.06, 0.0, between(-0.10, -0.06, seed, "back"), 0.6),
        r_foot=_foot(0.05, 0.0, between(0.10, 0.15, seed, "step"), 0.1),
    )


def _narrow(seed: str) -> Stance:
    """Feet close, a knee tucked in: shy, waiting, polite."""
    tilt = between(0.05, 0.09, seed, "tilt")
    return Stance(
        pelvis=(between(0.014, 0.024, seed, "shift"), 0.0),
        pelvis_height=0.976,
        pelvis_turn=(0.0, between(-0.15, 0.15, seed, "hips"), tilt),
        spine=(between(0.0, 0.08, seed, "lean"), between(-0.18, 0.18, seed, "twist"), -1.6 * tilt),
        head=(between(0.0, 0.09, seed, "nod"), 0.0, between(0.0, 0.1, seed, "cock")),
        l_foot=_foot(0.04, 0.0, 0.0, 0.12),
        r_foot=Limb(
            (0.045, 0.008, between(0.03, 0.08, seed, "step")), (-0.15, 0.1, 1.0), (0.1, 0.2)
        ),
    )


_WAYS = (_hip_shot, _striding, _hip_shot, _planted, _narrow)


def _stand(seed: str) -> Stance:
    base = pick(_WAYS, seed, "way")(seed)
    base = replace(base, l_hand=hang(seed, "l"), r_hand=hang(seed, "r"))
    return _side(base, seed)


def _sit(seed: str) -> Stance:
    lean = between(-0.14, 0.2, seed, "lean")
    roll = between(-0.09, 0.09, seed, "roll")
    twist = between(-0.2, 0.2, seed, "twist")
    legs = pick(("square", "ahead", "crossed", "back", "wide"), seed, "legs")
    l_foot, r_foot = _foot(0.08, 0.0, 0.27), _foot(0.08, 0.0, 0.29)
    if legs == "ahead":
        l_foot, r_foot = _foot(0.07, 0.0, 0.38, 0.3, -0.2), _foot(0.10, 0.0, 0.24)
    elif legs == "crossed":
        l_foot, r_foot = _foot(0.05, 0.0, 0.27), Limb((-0.06, 0.10, 0.40), KNEE, (0.0, -0.3))
    elif legs == "back":
        l_foot, r_foot = _foot(0.06, 0.0, 0.29), Limb((0.05, 0.02, 0.17), KNEE, (0.2, 0.4))
    elif legs == "wide":
        l_foot, r_foot = _foot(0.15, 0.0, 0.27, 0.5), _foot(0.16, 0.0, 0.25, 0.5)
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
    return _side(base, seed)


def _perch(seed: str) -> Stance:
    """On the edge of a table, a bonnet, a wall: hands beside the hips, legs hanging."""
    base = replace(
        _sit(seed),
        spine=(between(0.05, 0.2, seed, "lean"), between(-0.2, 0.2, seed, "twist"), 0.0),
        l_hand=Limb((0.16, -0.86, 0.02), (0.7, -0.2, -1.0), point=(0.2, -0.6, 0.8)),
        r_hand=Limb((0.14, -0.84, 0.12), (0.7, -0.2, -1.0), point=(0.2, -0.6, 0.8)),
        l_foot=Limb((0.06, 0.14, 0.24), KNEE, (0.2, 0.3)),
        r_foot=Limb((0.07, 0.14, between(0.28, 0.36, seed, "swing")), KNEE, (0.2, -0.1)),
    )
    return _side(base, seed)


def _sit_ground(seed: str) -> Stance:
    base = replace(
        _sit(seed),
        pelvis_height=0.13,
        spine=(0.18, between(-0.1, 0.1, seed, "twist"), 0.0),
        l_foot=Limb((0.10, 0.0, 0.36), (0.3, 1.0, 0.2), (0.2, 0.0)),
        r_foot=Limb((0.12, 0.0, 0.28), (0.5, 1.0, 0.1), (0.5, 0.0)),
        l_hand=Limb((-0.1, -0.55, 0.62), OUT),
        r_hand=Limb((0.2, -0.85, -0.35), BACK, point=(0.3, -0.5, -0.8)),
    )
    return _side(base, seed)


def _lie(seed: str) -> Stance:
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


def _lie_face_down(seed: str) -> Stance:
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


def _prone(seed: str) -> Stance:
    """On the belly and elbows, the chest up: a marksman, a child reading."""
    base = replace(
        _lie_face_down(seed),
        pelvis_turn=(1.36, 0.0, 0.0),
        spine=(-0.55, 0.0, 0.0),
        head=(-0.72, 0.0, 0.0),
        l_hand=Limb((-0.22, 0.35, 0.42), (0.9, -0.2, 0.9)),
        r_hand=Limb((-0.22, 0.25, 0.42), (0.9, -0.2, 0.9)),
    )
    return _side(base, seed)


def _kneel(seed: str) -> Stance:
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
            l_foot=_foot(0.09, 0.0, 0.26, 0.2),
            r_foot=Limb((0.08, 0.01, -0.24), (0.1, -0.6, 1.0), (0.1, 1.0)),
        )
    base = replace(
        base,
        l_hand=Limb((-0.04, -0.68, 0.52), BACK, point=(-0.2, -0.3, 1.0)),
        r_hand=Limb((0.08, -0.88, 0.22), BACK, point=(-0.1, -1.0, 0.3)),
    )
    return _side(base, seed)


def _crouch(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.08),
        pelvis_height=0.48,
        spine=(0.62, between(-0.15, 0.15, seed, "twist"), 0.0),
        head=(-0.45, 0.0, 0.0),
        l_hand=Limb((-0.05, -0.6, 0.55), BACK),
        r_hand=Limb((0.1, -0.75, 0.45), BACK),
        l_foot=_foot(0.11, 0.0, 0.10, 0.4),
        r_foot=Limb((0.12, 0.04, -0.08), (0.4, 0.2, 1.0), (0.4, 0.7)),
    )
    return _side(base, seed)


def _walk(seed: str) -> Stance:
    stride = between(0.155, 0.195, seed, "stride")
    swing = between(0.28, 0.42, seed, "swing")
    base = Stance(
        pelvis_height=between(0.945, 0.96, seed, "dip"),
        pelvis_turn=(0.0, 0.2, between(0.03, 0.07, seed, "tilt")),
        spine=(between(0.03, 0.1, seed, "lean"), -0.4, -0.05),
        head=(-0.03, 0.2, 0.02),
        l_hand=Limb((0.02, -0.82, 0.16 + swing), (0.3, -0.3, -1.0), point=(-0.25, -0.5, 0.8)),
        r_hand=Limb((0.14, -0.92, -0.9 * swing), (0.4, 0.1, -1.0), point=(-0.1, -1.0, -0.1)),
        r_foot=_foot(0.03, 0.012, stride, 0.12, -0.34),
        l_foot=_foot(0.04, 0.05, -stride, 0.12, 0.68),
    )
    return _side(base, seed)


def _run(seed: str) -> Stance:
    base = Stance(
        pelvis_height=0.93,
        pelvis_turn=(0.12, 0.18, 0.0),
        spine=(between(0.18, 0.3, seed, "lean"), -0.36, 0.0),
        head=(-0.28, 0.16, 0.0),
        l_hand=Limb((-0.12, -0.30, 0.66), BACK, point=(-0.3, 0.5, 0.8)),
        r_hand=Limb((0.20, -0.62, -0.46), (0.5, 0.2, -1.0), point=(-0.1, -0.9, 0.4)),
        r_foot=_foot(0.03, 0.16, between(0.14, 0.2, seed, "stride"), 0.1, -0.2),
        l_foot=Limb((0.03, 0.20, -0.34), (0.05, -0.4, 1.0), (0.0, 1.2)),
    )
    return _side(base, seed)


def _climb(seed: str) -> Stance:
    """Up a ladder or a rock that stands close in front: a hand and a knee above the others."""
    base = Stance(
        pelvis=(0.0, -0.06),
        pelvis_height=1.05,
        pelvis_turn=(0.05, 0.0, 0.1),
        spine=(0.06, 0.1, -0.12),
        head=(-0.3, 0.1, 0.0),
        l_hand=Limb((-0.12, 0.66, 0.52), (0.6, -0.8, 0.0), point=(-0.2, 0.8, 0.6)),
        r_hand=Limb((-0.12, 0.02, 0.74), (0.6, -0.8, 0.0), point=(-0.2, 0.6, 0.8)),
        l_foot=_foot(0.05, 0.045, 0.10, 0.1, 0.2),
        r_foot=_foot(0.06, 0.245, 0.14, 0.1, 0.1),
    )
    return _side(base, seed)


def _on_ladder(seed: str) -> Stance:
    """Standing on rungs, knees against the ladder, a hand on it."""
    base = Stance(
        pelvis=(0.015, -0.05),
        pelvis_height=0.975,
        pelvis_turn=(0.02, 0.0, 0.07),
        spine=(0.02, between(-0.25, -0.1, seed, "twist"), -0.1),
        head=(-0.1, 0.0, 0.0),
        l_hand=Limb((-0.14, -0.32, 0.66), (0.5, -1.0, 0.0), point=(-0.2, 0.3, 1.0)),
        r_hand=Limb((0.05, -0.2, 0.62), (0.5, -1.0, 0.0)),
        l_foot=_foot(0.05, 0.0, 0.03, 0.1, 0.1),
        r_foot=_foot(0.06, 0.13, 0.09, 0.1, 0.1),
    )
    return _side(base, seed)


def _fall(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.12),
        pelvis_height=0.72,
        pelvis_turn=(-0.35, 0.1, 0.15),
        spine=(-0.28, 0.25, 0.2),
        head=(-0.2, 0.2, 0.1),
        l_hand=Limb((0.55, 0.45, 0.3), OUT),
        r_hand=Limb((0.7, 0.05, -0.2), OUT),
        l_foot=Limb((0.12, 0.06, 0.26), KNEE, (0.2, -0.5)),
        r_foot=_foot(0.14, 0.0, 0.04, 0.5),
    )
    return _side(base, seed)


def _dive(seed: str) -> Stance:
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
    return _side(base, seed)


def _lean(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.1),
        pelvis_height=0.95,
        pelvis_turn=(-0.14, 0.1, 0.05),
        spine=(-0.04, -0.1, -0.06),
        head=(0.1, 0.0, 0.05),
        l_hand=Limb((-0.42, -0.42, 0.40), OUT),
        r_hand=Limb((-0.36, -0.50, 0.42), OUT),
        l_foot=_foot(0.05, 0.0, 0.08),
        r_foot=_foot(-0.03, 0.0, 0.12, 0.3),
    )
    return _side(base, seed)


def _bend_over(seed: str) -> Stance:
    """Bent over something low in front: both hands at it."""
    base = replace(
        _planted(seed),
        pelvis=(0.0, -0.07),
        pelvis_height=0.93,
        pelvis_turn=(0.3, 0.0, 0.0),
        spine=(0.5, between(-0.12, 0.12, seed, "twist"), 0.0),
        head=(-0.1, 0.0, 0.0),
        l_hand=Limb((-0.06, -0.5, 0.72), (0.7, -0.5, -0.4)),
        r_hand=Limb((-0.1, -0.62, 0.62), (0.7, -0.5, -0.4)),
    )
    return _side(base, seed)


def _lunge(seed: str) -> Stance:
    """A fighter's stance: wide, low, forward."""
    base = Stance(
        pelvis=(0.0, 0.04),
        pelvis_height=0.9,
        pelvis_turn=(0.05, 0.35, 0.0),
        spine=(0.16, -0.2, 0.0),
        head=(-0.1, -0.1, 0.0),
        l_hand=Limb((-0.05, -0.02, 0.5), (0.35, -1.0, -0.25), point=(-0.3, 0.9, 0.4)),
        r_hand=Limb((0.0, -0.08, 0.36), (0.35, -1.0, -0.25), point=(-0.3, 0.9, 0.4)),
        r_foot=_foot(0.08, 0.0, 0.24, 0.1),
        l_foot=_foot(0.10, 0.01, -0.2, 0.8, 0.2),
    )
    return _side(base, seed)


def _stagger(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.05, -0.05),
        pelvis_height=0.93,
        pelvis_turn=(0.0, 0.0, 0.1),
        spine=(0.16, 0.3, 0.2),
        head=(0.2, -0.2, 0.15),
        l_foot=_foot(0.13, 0.0, -0.12, 0.4),
        r_foot=_foot(0.09, 0.0, 0.14, 0.4),
        l_hand=Limb((0.34, -0.72, 0.3), (0.7, -0.3, -0.7)),
        r_hand=Limb((-0.2, -0.6, 0.3), (0.8, -0.6, -0.3)),
    )
    return _side(base, seed)


def _jump(seed: str) -> Stance:
    return replace(
        _run(seed),
        pelvis_height=1.16,
        l_foot=Limb((0.08, 0.22, -0.2), (0.1, 0.0, 1.0), (0.1, 0.9)),
        r_foot=_foot(0.08, 0.28, 0.16, 0.1, 0.3),
        l_hand=Limb((0.30, 0.55, 0.45), (0.7, -0.6, 0.0)),
        r_hand=Limb((0.36, -0.1, 0.6), (0.6, -0.8, -0.2)),
    )


def _crawl(seed: str) -> Stance:
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
    return _side(base, seed)


def _drive(seed: str) -> Stance:
    return replace(
        _sit(seed),
        pelvis_turn=(-0.22, 0.0, 0.0),
        spine=(0.02, 0.0, 0.0),
        head=(0.12, 0.0, 0.0),
        l_foot=_foot(0.08, 0.0, 0.38, 0.1, -0.4),
        r_foot=_foot(0.06, 0.0, 0.40, 0.1, -0.4),
    )


def _ride(seed: str) -> Stance:
    return replace(
        _sit(seed),
        pelvis_height=1.5,
        spine=(0.1, 0.0, 0.0),
        l_foot=Limb((0.26, 0.42, 0.08), (1.0, 0.4, 1.0)),
        r_foot=Limb((0.26, 0.42, 0.08), (1.0, 0.4, 1.0)),
        l_hand=Limb((-0.2, -0.5, 0.55), OUT),
        r_hand=Limb((-0.2, -0.45, 0.6), OUT),
    )


def _carried(seed: str) -> Stance:
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


LOWER: dict[str, Lower] = {
    "stand": _stand,
    "sit": _sit,
    "perch": _perch,
    "sit on ground": _sit_ground,
    "lie": _lie,
    "lie face down": _lie_face_down,
    "prone": _prone,
    "kneel": _kneel,
    "crouch": _crouch,
    "walk": _walk,
    "run": _run,
    "climb": _climb,
    "on ladder": _on_ladder,
    "fall": _fall,
    "dive": _dive,
    "lean": _lean,
    "bend over": _bend_over,
    "lunge": _lunge,
    "stagger": _stagger,
    "jump": _jump,
    "crawl": _crawl,
    "drive": _drive,
    "ride": _ride,
    "carried": _carried,
}
"""What the legs and the trunk do. "lean" leans back on something behind the figure."""
