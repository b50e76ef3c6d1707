"""Poses: what the legs do, what the arms do, and a person's own way of doing it.

A pose is a lower half ("stand", "sit", "walk" …) with an upper half laid over it ("talk",
"drink", "aim" …): eighteen by more than forty. Weight rests on one leg, hips and shoulders
tilt against each other, arms differ: all from `chance`, so that no two people stand alike
and everybody stands the same way each time. Arm targets are in units of the arm's reach
from its shoulder (x away from the midline, y up, z forward); feet in units of the body's
height below the chin (see `skeleton`).
"""
# ruff: noqa: E501 (UPPER is a table: a pose a row)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from filmgen.blocking.chance import between, fraction, pick
from filmgen.blocking.model import Vec3
from filmgen.blocking.skeleton import Limb, Stance

Lower = Callable[[str], Stance]
Upper = Callable[[Stance, str], Stance]

_KNEE: Vec3 = (0.12, 0.1, 1.0)
_DOWN: Vec3 = (0.35, -1.0, -0.25)
_BACK: Vec3 = (0.5, -0.2, -1.0)
_OUT: Vec3 = (1.0, -0.3, -0.4)


def _foot(x: float, y: float, z: float, out: float = 0.3, heel: float = 0.0) -> Limb:
    return Limb((x, y, z), _KNEE, (out, heel))


def _hang(seed: str, side: str) -> Limb:
    return Limb(
        (
            between(0.06, 0.16, seed, side, "out"),
            between(-0.95, -0.90, seed, side, "down"),
            between(0.04, 0.2, seed, side, "fwd"),
        ),
        (0.45, -0.2, -1.0),
    )


def _stand(seed: str) -> Stance:
    tilt = between(0.04, 0.10, seed, "tilt")
    base = Stance(
        pelvis=(between(0.018, 0.032, seed, "shift"), 0.0),
        pelvis_height=0.978,
        pelvis_turn=(0.0, between(-0.12, 0.12, seed, "hips"), tilt),
        spine=(between(-0.02, 0.05, seed, "lean"), between(-0.14, 0.1, seed, "twist"), -1.7 * tilt),
        head=(between(-0.03, 0.06, seed, "nod"), 0.0, between(-0.03, 0.06, seed, "cock")),
        l_hand=_hang(seed, "l"),
        r_hand=_hang(seed, "r"),
        l_foot=_foot(0.055, 0.0, -0.01, between(0.1, 0.3, seed, "toe")),
        r_foot=_foot(
            between(0.09, 0.13, seed, "wide"), 0.0, between(0.02, 0.09, seed, "step"), 0.5
        ),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _sit(seed: str) -> Stance:
    lean = between(-0.12, 0.2, seed, "lean")
    legs = pick(("square", "ahead", "crossed", "back"), seed, "legs")
    l_foot, r_foot = _foot(0.08, 0.0, 0.27), _foot(0.08, 0.0, 0.29)
    if legs == "ahead":
        l_foot, r_foot = _foot(0.07, 0.0, 0.36), _foot(0.10, 0.0, 0.25)
    elif legs == "crossed":
        l_foot, r_foot = _foot(0.05, 0.0, 0.27), Limb((-0.06, 0.10, 0.40), _KNEE, (0.0, -0.3))
    elif legs == "back":
        l_foot, r_foot = _foot(0.06, 0.0, 0.29), Limb((0.05, 0.02, 0.17), _KNEE, (0.2, 0.4))
    base = Stance(
        pelvis=(0.0, 0.0),
        pelvis_height=0.45,
        pelvis_turn=(-0.08, 0.0, 0.0),
        spine=(lean, between(-0.12, 0.12, seed, "twist"), between(-0.05, 0.05, seed, "roll")),
        head=(-0.5 * lean, 0.0, between(-0.05, 0.05, seed, "cock")),
        l_hand=Limb((-0.08, -0.66, 0.44), _BACK),
        r_hand=Limb((0.0, -0.64, 0.50), _BACK),
        l_foot=l_foot,
        r_foot=r_foot,
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _sit_ground(seed: str) -> Stance:
    base = replace(
        _sit(seed),
        pelvis_height=0.13,
        spine=(0.18, between(-0.1, 0.1, seed, "twist"), 0.0),
        l_foot=Limb((0.10, 0.0, 0.36), (0.3, 1.0, 0.2), (0.2, 0.0)),
        r_foot=Limb((0.12, 0.0, 0.28), (0.5, 1.0, 0.1), (0.5, 0.0)),
        l_hand=Limb((-0.1, -0.55, 0.62), _OUT),
        r_hand=Limb((0.2, -0.85, -0.35), _BACK),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _lie(seed: str) -> Stance:
    side = between(-0.25, 0.25, seed, "side")
    return Stance(
        pelvis_height=0.14,
        pelvis_turn=(-1.5, 0.0, 0.0),
        spine=(0.06, side, 0.0),
        head=(0.16, between(-0.5, 0.5, seed, "turn"), 0.0),
        l_hand=Limb((0.32, -0.85, 0.12), (1.0, 0.0, 0.2)),
        r_hand=Limb((-0.15, -0.62, 0.42), (1.0, 0.0, 0.3)),
        l_foot=Limb((0.09, 0.03, 0.54), (0.2, 1.0, 0.0), (0.3, -1.1)),
        r_foot=Limb((0.10, 0.0, between(0.38, 0.5, seed, "knee")), (0.2, 1.0, 0.0), (0.4, -0.6)),
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
        l_hand=Limb((-0.02, -0.70, 0.50), _BACK),
        r_hand=Limb((0.1, -0.85, 0.25), _BACK),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _crouch(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.08),
        pelvis_height=0.48,
        spine=(0.62, between(-0.15, 0.15, seed, "twist"), 0.0),
        head=(-0.45, 0.0, 0.0),
        l_hand=Limb((-0.05, -0.6, 0.55), _BACK),
        r_hand=Limb((0.1, -0.75, 0.45), _BACK),
        l_foot=_foot(0.11, 0.0, 0.10, 0.4),
        r_foot=Limb((0.12, 0.04, -0.08), (0.4, 0.2, 1.0), (0.4, 0.7)),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _walk(seed: str) -> Stance:
    stride = between(0.13, 0.175, seed, "stride")
    swing = between(0.2, 0.36, seed, "swing")
    base = Stance(
        pelvis_height=between(0.955, 0.97, seed, "dip"),
        pelvis_turn=(0.0, 0.14, between(0.0, 0.05, seed, "tilt")),
        spine=(between(0.03, 0.1, seed, "lean"), -0.26, -0.02),
        head=(-0.03, 0.12, 0.0),
        l_hand=Limb((0.1, -0.88, 0.12 + swing), _BACK),
        r_hand=Limb((0.14, -0.92, -swing), _BACK),
        r_foot=_foot(0.04, 0.012, stride, 0.12, -0.32),
        l_foot=_foot(0.045, 0.045, -stride, 0.12, 0.62),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _run(seed: str) -> Stance:
    base = Stance(
        pelvis_height=0.93,
        pelvis_turn=(0.12, 0.18, 0.0),
        spine=(between(0.18, 0.3, seed, "lean"), -0.36, 0.0),
        head=(-0.28, 0.16, 0.0),
        l_hand=Limb((-0.12, -0.30, 0.66), _BACK),
        r_hand=Limb((0.22, -0.58, -0.52), (0.6, 0.2, -1.0)),
        r_foot=_foot(0.03, 0.16, between(0.14, 0.2, seed, "stride"), 0.1, -0.2),
        l_foot=Limb((0.03, 0.20, -0.34), (0.05, -0.4, 1.0), (0.0, 1.2)),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _climb(seed: str) -> Stance:
    base = Stance(
        pelvis_height=1.05,
        spine=(0.1, 0.1, 0.1),
        head=(-0.35, 0.0, 0.0),
        l_hand=Limb((0.1, 0.72, 0.45), _OUT),
        r_hand=Limb((0.15, 0.15, 0.62), _OUT),
        l_foot=_foot(0.09, 0.05, 0.06),
        r_foot=_foot(0.12, 0.27, 0.16),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _fall(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.12),
        pelvis_height=0.72,
        pelvis_turn=(-0.35, 0.1, 0.15),
        spine=(-0.28, 0.25, 0.2),
        head=(-0.2, 0.2, 0.1),
        l_hand=Limb((0.55, 0.45, 0.3), _OUT),
        r_hand=Limb((0.7, 0.05, -0.2), _OUT),
        l_foot=Limb((0.12, 0.06, 0.26), _KNEE, (0.2, -0.5)),
        r_foot=_foot(0.14, 0.0, 0.04, 0.5),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _lean(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.1),
        pelvis_height=0.95,
        pelvis_turn=(-0.14, 0.1, 0.05),
        spine=(-0.04, -0.1, -0.06),
        head=(0.1, 0.0, 0.05),
        l_hand=Limb((-0.42, -0.42, 0.40), _OUT),
        r_hand=Limb((-0.36, -0.50, 0.42), _OUT),
        l_foot=_foot(0.05, 0.0, 0.08),
        r_foot=_foot(-0.03, 0.0, 0.12, 0.3),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _lunge(seed: str) -> Stance:
    """A fighter's stance: wide, low, forward."""
    base = Stance(
        pelvis=(0.0, 0.04),
        pelvis_height=0.9,
        pelvis_turn=(0.05, 0.35, 0.0),
        spine=(0.16, -0.2, 0.0),
        head=(-0.1, -0.1, 0.0),
        l_hand=Limb((-0.05, -0.02, 0.5), _DOWN),
        r_hand=Limb((0.0, -0.08, 0.36), _DOWN),
        r_foot=_foot(0.08, 0.0, 0.24, 0.1),
        l_foot=_foot(0.10, 0.01, -0.2, 0.8, 0.2),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


def _stagger(seed: str) -> Stance:
    return replace(
        _stand(seed),
        pelvis=(0.05, -0.05),
        pelvis_height=0.93,
        spine=(0.12, 0.3, 0.24),
        head=(0.2, -0.2, 0.15),
        l_foot=_foot(0.13, 0.0, -0.12, 0.4),
        r_foot=_foot(0.09, 0.0, 0.14, 0.4),
        l_hand=Limb((0.5, -0.6, 0.2), _OUT),
        r_hand=Limb((0.3, -0.75, 0.3), _OUT),
    )


def _jump(seed: str) -> Stance:
    return replace(
        _run(seed),
        pelvis_height=1.16,
        l_foot=Limb((0.08, 0.22, -0.2), (0.1, 0.0, 1.0), (0.1, 0.9)),
        r_foot=_foot(0.08, 0.28, 0.16, 0.1, 0.3),
        l_hand=Limb((0.45, 0.4, 0.35), _OUT),
        r_hand=Limb((0.5, 0.2, 0.2), _OUT),
    )


def _crawl(seed: str) -> Stance:
    base = Stance(
        pelvis=(0.0, -0.12),
        pelvis_height=0.50,
        pelvis_turn=(1.25, 0.0, 0.0),
        spine=(0.1, 0.0, 0.0),
        head=(-0.9, 0.0, 0.0),
        l_hand=Limb((0.05, 0.25, 0.95), _OUT),
        r_hand=Limb((0.05, -0.1, 0.95), _OUT),
        l_foot=Limb((0.08, 0.0, -0.38), (0.1, -1.0, 0.6), (0.0, 1.2)),
        r_foot=Limb((0.08, 0.0, -0.30), (0.1, -1.0, 0.6), (0.0, 1.2)),
    )
    return base if fraction(seed, "leg") < 0.5 else base.mirrored()


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
        l_hand=Limb((-0.2, -0.5, 0.55), _OUT),
        r_hand=Limb((-0.2, -0.45, 0.6), _OUT),
    )


LOWER: dict[str, Lower] = {
    "stand": _stand,
    "sit": _sit,
    "sit on ground": _sit_ground,
    "lie": _lie,
    "lie face down": _lie_face_down,
    "kneel": _kneel,
    "crouch": _crouch,
    "walk": _walk,
    "run": _run,
    "climb": _climb,
    "fall": _fall,
    "lean": _lean,
    "lunge": _lunge,
    "stagger": _stagger,
    "jump": _jump,
    "crawl": _crawl,
    "drive": _drive,
    "ride": _ride,
}
"""What the legs and the trunk do. "lean" leans back on something behind the figure."""


def _arms(
    left: Limb | None = None,
    right: Limb | None = None,
    *,
    head: Vec3 = (0.0, 0.0, 0.0),
    spine: Vec3 = (0.0, 0.0, 0.0),
) -> Upper:
    def over(stance: Stance, seed: str) -> Stance:
        def add(a: Vec3, b: Vec3) -> Vec3:
            return (a[0] + b[0], a[1] + b[1], a[2] + b[2])

        return replace(
            stance,
            l_hand=left or stance.l_hand,
            r_hand=right or stance.r_hand,
            head=add(stance.head, head),
            spine=add(stance.spine, spine),
        )

    return over


def _either(over: Upper) -> Upper:
    """Done with the other hand by some people."""

    def sided(stance: Stance, seed: str) -> Stance:
        if hand_used(seed) == "l":
            return over(stance.mirrored(), seed).mirrored()
        return over(stance, seed)

    return sided


def _one_of(*options: Upper) -> Upper:
    def chosen(stance: Stance, seed: str) -> Stance:
        return pick(options, seed, "way")(stance, seed)

    return chosen


_REST = _arms()
_HIP = Limb((0.16, -0.62, -0.06), (1.0, -0.1, -0.5))
_POCKET = Limb((0.04, -0.80, 0.12), (0.8, -0.1, -1.0))
_CLASP = Limb((-0.30, -0.74, 0.34), _OUT)
_CHIN = Limb((-0.27, -0.06, 0.36), (0.5, -1.0, 0.1))
_MOUTH = Limb((-0.22, 0.08, 0.42), (0.7, -0.8, 0.0))
_EAR = Limb((-0.10, 0.19, 0.12), (0.5, -1.0, 0.35))
_FOLD_L = Limb((-0.46, -0.46, 0.40), (0.8, -0.6, -0.1))
_FOLD_R = Limb((-0.40, -0.54, 0.42), (0.8, -0.6, -0.1))
_PALM = Limb((0.12, -0.42, 0.62), _DOWN)
_FORWARD = Limb((-0.12, 0.06, 0.97), _DOWN)

_LISTEN = _one_of(
    _REST,
    _arms(_FOLD_L, _FOLD_R),
    _arms(_POCKET, None),
    _arms(_POCKET, _POCKET),
    _arms(_HIP, None),
    _arms(_CLASP, replace(_CLASP, at=(-0.28, -0.72, 0.36))),
    _arms(None, replace(_CLASP, at=(-0.12, -0.62, 0.4))),
)
_TALK = _one_of(
    _arms(None, _PALM),
    _arms(replace(_PALM, at=(0.16, -0.46, 0.56)), replace(_PALM, at=(0.1, -0.38, 0.62))),
    _arms(_POCKET, replace(_PALM, at=(0.0, -0.3, 0.62))),
    _arms(None, replace(_PALM, at=(-0.2, -0.4, 0.6))),
    _arms(_HIP, replace(_PALM, at=(0.2, -0.34, 0.6))),
)
_SIT_LISTEN = _one_of(
    _REST,
    _arms(replace(_CLASP, at=(-0.32, -0.58, 0.48)), replace(_CLASP, at=(-0.3, -0.56, 0.5))),
    _arms(None, replace(_CLASP, at=(0.1, -0.62, 0.42))),
    _arms(_FOLD_L, _FOLD_R),
    _arms(None, _CHIN),
)

UPPER: dict[str, Upper] = {
    "rest": _REST,
    "listen": _LISTEN,
    "sit and listen": _SIT_LISTEN,
    "talk": _either(_TALK),
    "shout": _either(
        _arms(Limb((0.3, -0.5, 0.45), _OUT), Limb((0.2, 0.05, 0.75), _DOWN), spine=(0.12, 0, 0))
    ),
    "argue": _arms(
        Limb((0.35, -0.2, 0.6), _OUT), Limb((0.3, -0.12, 0.62), _OUT), spine=(0.1, 0.0, 0.0)
    ),
    "shrug": _arms(
        Limb((0.42, -0.4, 0.4), _DOWN), Limb((0.42, -0.4, 0.4), _DOWN), head=(0.0, 0.0, 0.14)
    ),
    "point": _either(_arms(None, _FORWARD)),
    "drink": _either(_arms(None, _MOUTH, head=(-0.22, 0.0, 0.0))),
    "toast": _either(_arms(None, Limb((-0.05, 0.12, 0.72), _DOWN))),
    "phone": _either(_arms(None, _EAR, head=(0.05, 0.0, 0.1))),
    "smoke": _either(_arms(_FOLD_L, Limb((-0.18, 0.04, 0.44), (0.8, -1.0, 0.0)))),
    "aim": _either(
        _arms(Limb((-0.52, 0.02, 0.74), _DOWN), Limb((-0.24, 0.06, 0.96), _OUT), spine=(0.06, 0, 0))
    ),
    "aim rifle": _either(
        _arms(Limb((-0.42, -0.02, 0.78), _DOWN), Limb((-0.14, 0.0, 0.38), _OUT), head=(0.1, 0, 0))
    ),
    "hold weapon": _either(_arms(None, Limb((0.02, -0.52, 0.5), _BACK))),
    "hands up": _arms(Limb((0.26, 0.52, 0.1), _OUT), Limb((0.26, 0.5, 0.12), _OUT)),
    "embrace": _arms(
        Limb((-0.2, -0.1, 0.72), _OUT), Limb((-0.24, -0.32, 0.7), _OUT), head=(0.08, 0.25, 0.1)
    ),
    "shake hands": _arms(None, Limb((-0.22, -0.5, 0.76), _DOWN), spine=(0.06, 0.08, 0.0)),
    "punch": _either(
        _arms(Limb((-0.1, -0.1, 0.42), _DOWN), Limb((-0.3, 0.12, 0.95), _OUT), spine=(0.14, 0.3, 0))
    ),
    "guard": _arms(Limb((-0.14, 0.06, 0.46), _DOWN), Limb((-0.1, 0.0, 0.4), _DOWN)),
    "struck": _arms(
        Limb((0.45, -0.5, 0.3), _OUT), Limb((0.5, -0.3, 0.1), _OUT), head=(-0.2, 0.5, 0.25),
        spine=(-0.16, 0.2, 0.12),
    ),
    "push": _arms(Limb((-0.06, -0.05, 0.9), _OUT), Limb((-0.06, -0.05, 0.9), _OUT), spine=(0.2, 0, 0)),
    "throw": _either(_arms(Limb((0.0, 0.1, 0.7), _OUT), Limb((0.35, 0.5, -0.3), _OUT))),
    "slash": _either(
        _arms(Limb((-0.35, 0.42, 0.5), _OUT), Limb((-0.1, 0.5, 0.55), _OUT), spine=(0.1, -0.3, 0))
    ),
    "read": _either(
        _arms(
            Limb((-0.14, -0.36, 0.52), _DOWN), Limb((-0.14, -0.32, 0.54), _DOWN), head=(0.42, 0, 0)
        )
    ),
    "write": _either(
        _arms(Limb((-0.1, -0.5, 0.6), _OUT), Limb((-0.2, -0.5, 0.64), _OUT), head=(0.45, 0, 0),
              spine=(0.22, 0.0, 0.0))
    ),
    "type": _arms(
        Limb((-0.1, -0.5, 0.66), _DOWN), Limb((-0.1, -0.5, 0.66), _DOWN), head=(0.18, 0, 0)
    ),
    "play": _arms(
        Limb((0.05, -0.46, 0.68), _DOWN), Limb((0.12, -0.46, 0.66), _DOWN), head=(0.22, 0, 0.05)
    ),
    "paint": _either(
        _arms(Limb((0.0, -0.52, 0.5), _DOWN), Limb((0.0, 0.0, 0.86), _DOWN), head=(0.05, 0, 0.08))
    ),
    "work": _arms(
        Limb((-0.06, -0.5, 0.62), _OUT), Limb((-0.1, -0.44, 0.66), _OUT), head=(0.4, 0, 0),
        spine=(0.2, 0.0, 0.0),
    ),
    "carry": _arms(Limb((-0.1, -0.52, 0.58), _BACK), Limb((-0.1, -0.52, 0.58), _BACK)),
    "carry low": _either(_arms(None, Limb((0.12, -0.96, 0.06), _BACK))),
    "give": _either(_arms(None, Limb((-0.08, -0.3, 0.86), _DOWN), spine=(0.06, 0, 0))),
    "take": _either(_arms(None, Limb((-0.02, -0.42, 0.82), _DOWN), spine=(0.12, 0, 0))),
    "pick up": _either(_arms(None, Limb((0.0, -0.78, 0.55), _DOWN), spine=(0.4, 0, 0), head=(0.1, 0, 0))),
    "open door": _either(_arms(None, Limb((0.05, -0.42, 0.84), _DOWN))),
    "knock": _either(_arms(None, Limb((-0.05, 0.12, 0.74), _DOWN))),
    "wave": _either(_arms(None, Limb((0.4, 0.62, 0.25), _OUT))),
    "salute": _either(_arms(None, Limb((-0.04, 0.30, 0.22), _OUT))),
    "think": _either(_arms(_FOLD_L, _CHIN, head=(0.12, 0, 0.06))),
    "cover face": _arms(
        Limb((-0.30, 0.12, 0.34), _OUT), Limb((-0.30, 0.10, 0.36), _OUT), head=(0.4, 0, 0),
        spine=(0.14, 0, 0),
    ),
    "hold head": _arms(Limb((-0.06, 0.30, 0.12), _OUT), Limb((-0.06, 0.30, 0.12), _OUT), head=(0.3, 0, 0)),
    "rub face": _either(_arms(None, Limb((-0.28, 0.10, 0.34), _DOWN), head=(0.2, 0, 0))),
    "pray": _arms(Limb((-0.34, -0.22, 0.4), _OUT), Limb((-0.34, -0.22, 0.4), _OUT), head=(0.4, 0, 0)),
    "clap": _arms(Limb((-0.3, -0.3, 0.5), _OUT), Limb((-0.3, -0.3, 0.5), _OUT)),
    "eat": _either(_arms(Limb((-0.1, -0.5, 0.55), _OUT), Limb((-0.22, 0.02, 0.44), _DOWN), head=(0.1, 0, 0))),
    "steer": _arms(Limb((-0.06, -0.28, 0.82), _DOWN), Limb((-0.06, -0.26, 0.82), _DOWN)),
    "show": _either(_arms(None, Limb((0.22, -0.16, 0.6), _DOWN))),
    "touch shoulder": _either(_arms(None, Limb((0.05, 0.0, 0.8), _DOWN))),
    "look up": _arms(head=(-0.45, 0.0, 0.0), spine=(-0.06, 0.0, 0.0)),
    "look down": _arms(head=(0.48, 0.0, 0.0), spine=(0.05, 0.0, 0.0)),
    "look away": _arms(head=(0.06, 0.9, 0.0)),
    "look around": _arms(head=(0.0, -0.7, 0.0)),
    "laugh": _either(_arms(None, Limb((-0.2, -0.35, 0.34), _OUT), head=(-0.25, 0, 0.1), spine=(-0.1, 0, 0))),
    "cry": _either(_arms(None, Limb((-0.28, 0.06, 0.34), _DOWN), head=(0.4, 0, 0.06), spine=(0.15, 0, 0))),
    "brace": _arms(Limb((0.2, 0.3, 0.6), _OUT), Limb((0.15, 0.1, 0.66), _OUT), spine=(-0.12, 0, 0)),
    "hold": _either(_arms(None, Limb((-0.05, -0.42, 0.56), _BACK))),
    "conduct": _arms(Limb((0.3, 0.1, 0.6), _OUT), Limb((0.3, 0.2, 0.6), _OUT)),
}  # fmt: skip
"""What arms, head and shoulders do over a lower half."""


def hand_used(seed: str) -> str:
    """The hand a person does a thing with: "l" for a few, the same each time."""
    return "l" if fraction(seed, "handed") < 0.28 else "r"


def stance(lower: str, upper: str, person: str, way: str = "", moment: str = "") -> Stance:
    """The stance of a pose for one person.

    Args:
        lower, upper: keys of `LOWER` and `UPPER`.
        person: who does it: the way they stand is theirs for good.
        way: seed of the gesture, and of the hand it is made with; `person` by default.
        moment: seed of a little life in hands and head, so that two panels of a speech differ.

    Raises:
        KeyError: no such pose.
    """
    base = UPPER[upper](LOWER[lower](person), way or person)
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
    return replace(
        base, head=turned, l_hand=alive(base.l_hand, "l"), r_hand=alive(base.r_hand, "r")
    )
