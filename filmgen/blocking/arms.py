"""What arms, head and shoulders do over a lower half.

Hands are in units of the arm's reach from the shoulder (x away from the midline, y up, z
forward): the midline is at x = -0.37, the mouth at y = 0.27, the hip joint at y = -0.95. An
elbow by the waist has the wrist 0.4 to 0.5 ahead; hands of people at ease stay there. Each
pose is made with the right hand and mirrored for the left-handed (`hand_used`).
"""
# ruff: noqa: E501 (a pose a row)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from filmgen.blocking.chance import fraction, pick
from filmgen.blocking.model import Vec3
from filmgen.blocking.skeleton import Limb, Stance

Upper = Callable[[Stance, str], Stance]

_IN: Vec3 = (0.28, -0.7, -1.0)
_DOWN: Vec3 = (0.35, -1.0, -0.25)
_LOW: Vec3 = (0.3, -1.0, 0.25)
_BACK: Vec3 = (0.6, -0.2, -1.0)
_OUT: Vec3 = (1.0, -0.4, -0.3)
"""Where elbows point: in by the waist, down, down and ahead, back, out."""


def hand_used(seed: str) -> str:
    """The hand a person does a thing with: "l" for a few, the same each time."""
    return "l" if fraction(seed, "handed") < 0.28 else "r"


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


def _two(limb: Limb, **more: Vec3) -> Upper:
    return _arms(limb, limb, **more)


_REST = _arms()
_HIP = Limb((0.12, -0.62, 0.0), (1.0, -0.1, -0.4), point=(-0.7, -0.6, 0.25))
_POCKET = Limb((0.02, -0.80, 0.12), (0.8, -0.1, -1.0), point=(-0.2, -1.0, 0.3))
_CLASP_L = Limb((-0.27, -0.76, 0.27), _OUT, point=(-0.55, -0.75, 0.25))
_CLASP_R = Limb((-0.25, -0.72, 0.31), _OUT, point=(-0.7, -0.6, 0.2))
_BEHIND = Limb((-0.22, -0.74, -0.22), (0.9, -0.1, -0.5), point=(-0.9, -0.4, -0.1))
_FOLD_L = Limb((-0.46, -0.44, 0.34), (0.8, -0.7, 0.0), point=(-1.0, 0.1, -0.15))
_FOLD_R = Limb((-0.42, -0.50, 0.44), (0.8, -0.7, 0.0), point=(-1.0, 0.35, -0.25))
_CHIN = Limb((-0.28, -0.03, 0.34), _LOW, point=(-0.35, 0.85, -0.25))
_MOUTH = Limb((-0.24, 0.02, 0.40), (0.6, -0.9, 0.1), point=(-0.5, 0.6, 0.05))
_EAR = Limb((-0.03, 0.17, 0.13), (0.6, -0.9, 0.45), point=(-0.35, 0.9, -0.05))
_OPEN = Limb((0.02, -0.42, 0.42), _IN, point=(0.1, 0.15, 1.0))
_ELBOW = Limb((-0.44, -0.52, 0.24), (0.8, -0.8, 0.0), point=(-1.0, 0.1, 0.0))
_CHEST = Limb((-0.28, -0.30, 0.28), (0.7, -0.8, -0.2), point=(-0.9, 0.2, 0.0))

_LISTEN = _one_of(
    _REST,
    _arms(_FOLD_L, _FOLD_R),
    _either(_arms(_POCKET, None)),
    _arms(_POCKET, _POCKET),
    _either(_arms(_HIP, None)),
    _arms(_CLASP_L, _CLASP_R),
    _either(_arms(_ELBOW, None, spine=(0.02, 0.0, 0.03))),
    _arms(_BEHIND, _BEHIND),
)
_TALK = _one_of(
    _arms(None, _OPEN),
    _arms(replace(_OPEN, at=(0.1, -0.5, 0.36)), replace(_OPEN, at=(0.04, -0.40, 0.42))),
    _arms(_POCKET, replace(_OPEN, at=(-0.06, -0.34, 0.44), point=(0.0, 0.5, 0.9))),
    _arms(None, Limb((-0.18, -0.36, 0.40), _IN, point=(-0.3, 0.5, 0.7))),
    _arms(_HIP, replace(_OPEN, at=(0.14, -0.40, 0.40), point=(0.4, 0.3, 0.8))),
    _arms(None, Limb((-0.02, -0.22, 0.44), _IN, point=(0.05, 0.85, 0.45))),
    _arms(_ELBOW, replace(_OPEN, at=(0.08, -0.44, 0.40))),
)
_SIT_LISTEN = _one_of(
    _REST,
    _arms(
        Limb((-0.32, -0.58, 0.46), _BACK, point=(-0.6, 0.0, 0.6)),
        Limb((-0.29, -0.55, 0.48), _BACK, point=(-0.7, 0.1, 0.5)),
    ),
    _either(_arms(None, Limb((0.1, -0.62, 0.42), _BACK, point=(-0.3, -0.3, 1.0)))),
    _arms(_FOLD_L, _FOLD_R),
)
_SHOUT = _one_of(
    _arms(
        Limb((0.14, -0.86, -0.24), _BACK),
        Limb((0.1, -0.24, 0.6), _DOWN, point=(0.1, 0.5, 0.8)),
        spine=(0.18, 0.05, 0.0),
        head=(-0.16, 0.0, 0.0),
    ),
    _arms(
        None,
        Limb((-0.16, 0.1, 0.40), (0.9, -0.6, 0.0), point=(-0.35, 0.8, 0.2)),
        spine=(0.14, 0, 0),
        head=(-0.12, 0, 0),
    ),
    _two(
        Limb((0.12, -0.55, 0.34), _BACK, point=(-0.1, 0.2, 1.0)),
        spine=(0.2, 0.0, 0.0),
        head=(-0.2, 0, 0),
    ),
)
_LAUGH = _one_of(
    _arms(
        None,
        Limb((-0.30, -0.5, 0.26), _OUT, point=(-0.9, 0.0, 0.1)),
        head=(-0.28, 0, 0.1),
        spine=(-0.1, 0, 0),
    ),
    _arms(
        None,
        Limb((-0.26, -0.04, 0.36), _DOWN, point=(-0.4, 0.8, 0.0)),
        head=(0.18, 0, 0.12),
        spine=(0.2, 0, 0),
    ),
)
_THINK = _one_of(
    _arms(_ELBOW, _CHIN, head=(0.1, 0, 0.08)),
    _arms(_ELBOW, _CHIN, head=(-0.04, 0, -0.06)),
    _arms(
        _POCKET,
        replace(_CHIN, at=(-0.24, -0.06, 0.36), point=(-0.5, 0.75, -0.1)),
        head=(0.05, 0, 0.05),
    ),
)
_ARGUE = _one_of(
    _two(Limb((0.14, -0.3, 0.46), _IN, point=(0.2, 0.3, 0.9)), spine=(0.12, 0.0, 0.0)),
    _arms(_HIP, Limb((-0.06, -0.12, 0.66), _DOWN, point=(-0.1, 0.2, 1.0)), spine=(0.12, 0.1, 0.0)),
    _arms(
        Limb((0.28, -0.42, 0.34), _IN, point=(0.6, 0.2, 0.7)),
        Limb((0.2, -0.06, 0.5), _DOWN, point=(0.2, 0.8, 0.4)),
        spine=(0.1, 0.0, 0.0),
    ),
)
_CRY = _one_of(
    _arms(
        _ELBOW,
        Limb((-0.28, 0.06, 0.34), _DOWN, point=(-0.4, 0.8, -0.3)),
        head=(0.42, 0, 0.08),
        spine=(0.16, 0, 0),
    ),
    _two(
        Limb((-0.25, 0.06, 0.33), _LOW, point=(-0.4, 0.8, -0.3)),
        head=(0.46, 0, 0.0),
        spine=(0.2, 0, 0),
    ),
)
_RUB = _one_of(
    _arms(None, Limb((-0.28, 0.10, 0.34), _DOWN, point=(-0.4, 0.8, -0.2)), head=(0.22, 0, 0.05)),
    _arms(
        _HIP,
        Limb((-0.04, 0.2, -0.04), (1.0, -0.3, 0.0), point=(-0.7, 0.3, -0.7)),
        head=(0.2, 0, 0.12),
    ),
)
_RIFLE = _arms(
    Limb((-0.21, -0.06, 0.79), (0.2, -1.0, 0.0), point=(0.56, 0.0, 0.83)),
    Limb((-0.22, -0.10, 0.34), (0.9, -0.7, -0.2), point=(-0.56, 0.0, 0.83)),
    head=(0.08, 0.55, -0.12),
    spine=(0.05, -0.6, 0.0),
)
_SCOPED = Limb((-0.24, 0.22, 0.36), (0.7, -0.8, 0.2), point=(-0.3, 0.6, 0.3))

UPPER: dict[str, Upper] = {
    "rest": _REST,
    "listen": _LISTEN,
    "sit and listen": _SIT_LISTEN,
    "talk": _either(_TALK),
    "shout": _either(_SHOUT),
    "call": _two(Limb((-0.2, 0.12, 0.40), (0.9, -0.7, 0.0), point=(-0.3, 0.6, 0.5)), spine=(0.06, 0, 0), head=(-0.1, 0, 0)),
    "whisper": _either(_arms(None, Limb((-0.24, 0.06, 0.44), _DOWN, point=(-0.2, 0.9, 0.1)), spine=(0.16, 0.1, 0.06), head=(0.02, 0, 0.08))),
    "argue": _either(_ARGUE),
    "shrug": _two(Limb((0.36, -0.48, 0.24), (-0.1, -1.0, -0.5), point=(0.8, 0.35, 0.4)), head=(0.0, 0.0, 0.16), spine=(-0.04, 0, 0)),
    "fold arms": _arms(_FOLD_L, _FOLD_R, spine=(-0.04, 0, 0)),
    "hands on hips": _arms(_HIP, _HIP, spine=(-0.03, 0, 0)),
    "hands in pockets": _arms(_POCKET, _POCKET),
    "point": _either(_arms(None, Limb((-0.06, 0.04, 0.97), _DOWN), spine=(0.03, 0.12, 0))),
    "drink": _either(_arms(None, _MOUTH, head=(-0.24, 0.0, 0.0), spine=(-0.05, 0, 0))),
    "toast": _either(_arms(None, Limb((0.02, 0.14, 0.66), _DOWN, point=(0.0, 0.8, 0.5)))),
    "phone": _either(_arms(None, _EAR, head=(0.05, 0.0, 0.12))),
    "smoke": _either(_arms(_ELBOW, Limb((-0.2, 0.02, 0.42), _DOWN, point=(-0.35, 0.85, -0.1)))),
    "aim": _either(
        _arms(
            Limb((-0.40, 0.0, 0.80), (0.7, -0.8, 0.0), point=(0.05, 0.0, 1.0)),
            Limb((-0.34, 0.06, 0.87), (0.6, -0.9, 0.0), point=(-0.02, 0.0, 1.0)),
            spine=(0.06, 0, 0),
        )
    ),
    "aim rifle": _either(_RIFLE),
    "hold weapon": _either(_arms(None, Limb((0.06, -0.80, 0.34), _BACK, point=(0.0, -0.75, 0.7)))),
    "hands up": _two(Limb((0.27, 0.36, 0.14), (1.0, -0.9, 0.3), point=(-0.05, 1.0, 0.15))),
    "embrace": _arms(
        Limb((-0.28, -0.08, 0.72), _OUT, point=(-0.8, 0.1, 0.4)),
        Limb((-0.34, -0.30, 0.68), _OUT, point=(-0.8, 0.3, 0.4)),
        head=(0.1, 0.3, 0.14), spine=(0.08, 0, 0),
    ),
    "arm around": _either(_arms(None, Limb((0.62, 0.1, 0.2), (0.4, -1.0, -0.3), point=(0.5, -0.7, 0.4)), head=(0, 0, 0.06))),
    "shake hands": _arms(None, Limb((-0.20, -0.48, 0.72), _IN, point=(-0.1, 0.05, 1.0)), spine=(0.08, 0.1, 0.0)),
    "punch": _either(
        _arms(
            Limb((-0.2, 0.04, 0.36), _DOWN, point=(-0.3, 0.9, 0.3)),
            Limb((-0.26, 0.12, 0.95), _OUT),
            spine=(0.14, 0.42, 0),
            head=(0.0, -0.3, 0),
        )
    ),
    "guard": _arms(
        Limb((-0.2, 0.10, 0.46), _DOWN, point=(-0.3, 0.9, 0.3)),
        Limb((-0.2, 0.02, 0.36), _DOWN, point=(-0.3, 0.9, 0.3)),
        spine=(0.08, -0.2, 0), head=(0.1, 0.2, 0),
    ),
    "struck": _arms(
        Limb((0.24, -0.74, 0.26), _OUT), Limb((0.40, -0.34, -0.06), _OUT), head=(-0.25, 0.6, 0.25),
        spine=(-0.2, 0.26, 0.16),
    ),
    "push": _two(Limb((-0.08, -0.04, 0.86), _OUT, point=(-0.1, 0.9, 0.5)), spine=(0.22, 0, 0)),
    "throw": _either(
        _arms(
            Limb((0.0, 0.06, 0.78), _OUT),
            Limb((0.30, 0.42, -0.26), (0.8, -0.5, 0.4), point=(0.0, 0.7, -0.7)),
            spine=(-0.08, -0.35, 0.0), head=(0, 0.3, 0),
        )
    ),
    "slash": _either(
        _arms(
            Limb((0.1, -0.4, 0.4), _OUT),
            Limb((0.0, 0.56, 0.42), (0.8, -0.4, 0.2), point=(-0.2, 0.8, 0.5)),
            spine=(0.08, -0.25, 0),
        )
    ),
    "read": _either(
        _arms(
            Limb((-0.22, -0.36, 0.40), _DOWN, point=(-0.35, 0.35, 0.8)),
            Limb((-0.20, -0.33, 0.42), _DOWN, point=(-0.3, 0.4, 0.8)),
            head=(0.36, 0, 0.03), spine=(0.04, 0, 0),
        )
    ),
    "write": _either(
        _arms(
            Limb((-0.1, -0.5, 0.56), _OUT, point=(-0.7, -0.1, 0.7)),
            Limb((-0.24, -0.5, 0.60), _OUT, point=(-0.3, -0.4, 0.8)),
            head=(0.42, 0, 0.04), spine=(0.24, 0.0, 0.0),
        )
    ),
    "type": _two(Limb((-0.16, -0.5, 0.54), (0.6, -0.7, -0.6), point=(-0.1, -0.25, 1.0)), head=(0.16, 0, 0)),
    "play": _arms(
        Limb((0.02, -0.46, 0.60), (0.6, -0.7, -0.6), point=(0.0, -0.35, 1.0)),
        Limb((0.08, -0.46, 0.58), (0.6, -0.7, -0.6), point=(0.0, -0.35, 1.0)), head=(0.2, 0, 0.06), spine=(0.06, 0, 0)
    ),
    "paint": _either(
        _arms(
            Limb((-0.05, -0.5, 0.40), _IN, point=(-0.2, 0.1, 1.0)),
            Limb((-0.04, -0.02, 0.80), _DOWN, point=(-0.1, 0.3, 1.0)),
            head=(0.0, 0, 0.12), spine=(-0.02, 0.1, 0),
        )
    ),
    "work": _arms(
        Limb((-0.12, -0.48, 0.52), (0.7, -0.7, -0.4), point=(-0.3, -0.4, 0.9)),
        Limb((-0.16, -0.42, 0.56), (0.7, -0.7, -0.4), point=(-0.4, -0.3, 0.9)),
        head=(0.36, 0, 0.05), spine=(0.2, 0.0, 0.0),
    ),
    "reach up": _either(_arms(Limb((0.0, 0.1, 0.6), _DOWN, point=(-0.1, 0.7, 0.7)), Limb((-0.1, 0.72, 0.5), _OUT, point=(-0.2, 0.9, 0.4)), head=(-0.3, 0, 0.05), spine=(-0.06, 0, 0))),
    "carry": _two(Limb((-0.14, -0.50, 0.46), _IN, point=(-0.35, 0.1, 0.9)), spine=(-0.06, 0, 0)),
    "carry low": _either(_arms(None, Limb((0.10, -0.97, 0.04), _BACK, point=(0.0, -1.0, 0.05)), spine=(0, 0, 0.05))),
    "carry person": _arms(
        Limb((0.1, -0.55, 0.34), _DOWN), Limb((-0.05, -0.06, 0.34), (0.7, -0.9, 0.3), point=(-0.2, 0.2, -0.8)),
        spine=(0.06, 0.0, -0.08),
    ),
    "hold to chest": _arms(_CHEST, replace(_CHEST, at=(-0.3, -0.38, 0.3))),
    "give": _either(_arms(None, Limb((-0.12, -0.30, 0.78), _IN, point=(-0.1, 0.1, 1.0)), spine=(0.08, 0.1, 0))),
    "take": _either(_arms(None, Limb((-0.04, -0.40, 0.76), _IN, point=(-0.1, 0.0, 1.0)), spine=(0.12, 0.1, 0))),
    "pick up": _either(_arms(None, Limb((0.0, -0.72, 0.6), _DOWN), spine=(0.46, 0.1, 0), head=(0.1, 0, 0))),
    "open door": _either(_arms(None, Limb((0.0, -0.44, 0.78), _IN, point=(-0.3, 0.0, 1.0)), spine=(0.05, 0.12, 0))),
    "knock": _either(_arms(None, Limb((-0.05, 0.12, 0.62), _DOWN, point=(-0.1, 0.8, 0.4)))),
    "wave": _either(_arms(None, Limb((0.26, 0.46, 0.2), (0.9, -0.9, 0.3), point=(0.15, 1.0, 0.1)))),
    "salute": _either(_arms(None, Limb((0.02, 0.34, 0.2), (1.0, -0.1, 0.25), point=(-0.75, 0.5, -0.05)))),
    "shade eyes": _either(_arms(_HIP, Limb((-0.06, 0.34, 0.30), (1.0, -0.2, 0.2), point=(-0.9, 0.25, 0.1)), spine=(0.05, 0, 0))),
    "check watch": _either(_arms(Limb((-0.2, -0.3, 0.40), _OUT, point=(-0.9, -0.1, 0.2)), Limb((-0.24, -0.34, 0.42), _OUT, point=(-0.9, 0.1, 0.1)), head=(0.36, 0.12, 0))),
    "look through": _arms(_SCOPED, _SCOPED, spine=(0.05, 0, 0)),
    "think": _either(_THINK),
    "cover face": _two(Limb((-0.24, 0.06, 0.33), _LOW, point=(-0.42, 0.8, -0.25)), head=(0.36, 0, 0), spine=(0.16, 0, 0)),
    "hold head": _two(Limb((-0.04, 0.26, 0.16), (1.0, -0.4, 0.25), point=(-0.6, 0.7, -0.25)), head=(0.26, 0, 0), spine=(0.08, 0, 0)),
    "rub face": _either(_RUB),
    "pray": _two(Limb((-0.33, -0.2, 0.34), _OUT, point=(-0.05, 1.0, 0.25)), head=(0.34, 0, 0)),
    "clap": _two(Limb((-0.3, -0.28, 0.42), _OUT, point=(-0.2, 0.6, 0.7))),
    "eat": _either(
        _arms(Limb((-0.12, -0.5, 0.5), _OUT, point=(-0.5, 0, 0.8)), Limb((-0.25, 0.0, 0.38), _DOWN, point=(-0.4, 0.75, -0.1)), head=(0.1, 0, 0))
    ),
    "steer": _two(Limb((-0.06, -0.27, 0.80), _DOWN, point=(-0.3, 0.7, 0.6))),
    "show": _either(_arms(None, Limb((0.08, -0.12, 0.52), _DOWN, point=(0.0, 0.9, 0.4)))),
    "touch shoulder": _either(_arms(None, Limb((0.0, 0.02, 0.84), _DOWN, point=(-0.1, -0.2, 1.0)))),
    "look up": _arms(head=(-0.45, 0.0, 0.0), spine=(-0.06, 0.0, 0.0)),
    "look down": _arms(head=(0.48, 0.0, 0.0), spine=(0.05, 0.0, 0.0)),
    "look away": _arms(head=(0.06, 0.9, 0.0), spine=(0.0, 0.25, 0.0)),
    "look around": _arms(head=(0.0, -0.7, 0.0), spine=(0.0, -0.3, 0.0)),
    "laugh": _either(_LAUGH),
    "cry": _either(_CRY),
    "brace": _arms(
        Limb((-0.1, 0.28, 0.46), (0.8, -0.6, 0.2), point=(-0.3, 0.8, 0.4)),
        Limb((-0.2, 0.04, 0.50), (0.8, -0.7, 0.2), point=(-0.3, 0.8, 0.4)), spine=(-0.16, 0.1, 0), head=(0.05, -0.2, 0.05)
    ),
    "hold": _either(_arms(None, Limb((-0.04, -0.44, 0.44), _IN, point=(-0.15, 0.25, 0.95)))),
    "hold high": _either(_arms(None, Limb((0.05, 0.35, 0.6), _OUT, point=(0.0, 0.7, 0.6)), head=(-0.1, 0, 0))),
    "conduct": _arms(Limb((0.3, 0.1, 0.6), _OUT), Limb((0.3, 0.2, 0.6), _OUT)),
}  # fmt: skip
"""What arms, head and shoulders do over a lower half."""
