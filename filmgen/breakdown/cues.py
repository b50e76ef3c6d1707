"""Effects and sounds the words ask for: `effect_cues` for pictures, `sound_cues` for ears."""

from __future__ import annotations

from filmgen.breakdown.effect_cues import (
    DISTANCE,
    EFFECT_KINDS,
    EVERYWHERE,
    TINY_FLAMES,
    effect_cues,
    merged,
)
from filmgen.breakdown.sound_cues import SOUND_KINDS, sound_cues

__all__ = [
    "DISTANCE",
    "EFFECT_KINDS",
    "EVERYWHERE",
    "SOUND_KINDS",
    "TINY_FLAMES",
    "effect_cues",
    "merged",
    "sound_cues",
]
