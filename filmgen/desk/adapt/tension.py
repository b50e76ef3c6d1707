"""How a shot pulls: what code can count of tension, reveals and hooks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmgen.breakdown.model import Setup, Shot, ShotTransition
from filmgen.breakdown.prose import weight

_EFFECTS = {"explosion": 3.0, "fire": 1.5, "sparks": 1.5, "smoke": 0.7}
_SOUNDS = {
    "explosion": 2.0, "gunshot": 2.0, "scream": 2.0, "crash": 1.5, "glass": 1.0, "impact": 1.0,
    "siren": 1.0, "knock": 1.0, "thunder": 0.8, "alarm": 1.0, "phone ring": 0.6,
}  # fmt: skip
_ASKS = re.compile(r"[?？]\s*[”\"』]?\s*$")
_CALLS = re.compile(r"[!！]")


def tension(shot: Shot) -> float:
    """Danger and noise in a shot, 0 and up: effects, sounds, raised voices."""
    effects = sum(_EFFECTS.get(cue.kind, 0.0) * cue.intensity for cue in shot.effect_cues)
    sounds = sum(_SOUNDS.get(cue.kind, 0.0) for cue in shot.sound_cues)
    calls = sum(0.4 for line in shot.lines if _CALLS.search(line.text))
    hard = shot.transition_in in (ShotTransition.SMASH_CUT, ShotTransition.FADE_OUT_IN)
    return round(effects + sounds + calls + 0.5 * hard, 3)


def reveal(shot: Shot, before: Sequence[Shot]) -> float:
    """What is seen for the first time: a face, a thing held up, writing, a place; and danger."""
    seen = {name for other in before for name in other.present}
    value = min(2.0, tension(shot))
    value += 1.5 * any(name not in seen for name in shot.subjects)
    value += 1.0 * bool(shot.insert_prop or shot.title_text)
    value += 0.7 * (shot.setup is Setup.ESTABLISHING)
    return round(value, 3)


def hook(shot: Shot, after: Shot | None) -> float:
    """How much one wants to know what follows: a question, a threat, a cut to elsewhere."""
    value = min(3.0, tension(shot))
    if shot.lines and _ASKS.search(shot.lines[-1].text):
        value += 1.2
    if shot.insert_prop:
        value += 0.8
    if after is not None and after.scene_index != shot.scene_index:
        value += 1.0 + 0.8 * (after.transition_in is ShotTransition.SMASH_CUT)
    return round(value, 3)


def shot_weight(shot: Shot) -> int:
    """How long a shot is in words, at least 4."""
    return max(4, weight(shot.action) + sum(weight(line.text) for line in shot.lines))
