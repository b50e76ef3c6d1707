"""How people are when a scene begins, from the first words that say so."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.blocking.acting import act_of, clauses_of
from filmgen.blocking.floor import Floor
from filmgen.breakdown.model import Shot

_STILL = {
    "sit", "lie", "lie face down", "kneel", "lean", "drive", "sit on ground", "crouch", "ride",
    "prone", "perch", "on ladder",
}  # fmt: skip


def first_posture(
    name: str, names: Sequence[str], shots: Sequence[Shot], floor: Floor
) -> tuple[str, str]:
    """(lower, prop kind) of a character's first words in the scene."""
    for shot in shots:
        for text in [b.action for b in shot.beats] or [shot.action]:
            for clause in clauses_of(text, names, name):
                act = act_of((clause,))
                if act.lower == "drive" and floor.plan.kind != "car interior":
                    return "", ""
                if act.lower in _STILL and act.upper not in ("play", "paint"):
                    return act.lower, act.towards
                if act.upper in ("play", "type", "write", "paint", "work"):
                    seat = "sit" if act.upper in ("play", "type", "write") else ""
                    kind = {"play": "piano", "paint": "easel", "type": "computer"}
                    wish = kind.get(act.upper, "")
                    if floor.prop_index(wish) < 0:
                        wish = act.towards or wish
                    return seat, wish
                if act.lower or act.move:
                    return "", act.towards if act.move != "exit" else ""
                if act.towards and act.upper:
                    return "", act.towards
    return "", ""


def sits_sometime(name: str, names: Sequence[str], shots: Sequence[Shot]) -> bool:
    """Whether somebody sits down at some time in the scene."""
    return any(
        act_of((clause,)).lower == "sit"
        for shot in shots
        for beat in shot.beats
        for clause in clauses_of(beat.action, names, name)
    )
