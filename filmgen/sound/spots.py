"""Which spot sound a sound cue of the script calls for, how loud, and how long it may last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filmgen.breakdown.model import SoundCue


@dataclass(frozen=True)
class SpotChoice:
    """A spot sound to make.

    Attributes:
        kind: of `synth.SPOTS`.
        intensity: 0 to 1.
        gain_db: on top of its natural level beside dialogue.
        seconds: its longest length; many are shorter.
    """

    kind: str
    intensity: float
    gain_db: float
    seconds: float


_SPOTS: Mapping[str, SpotChoice] = {
    "gunshot": SpotChoice("gunshot", 0.6, 0.0, 3.0),
    "explosion": SpotChoice("explosion", 0.7, 0.0, 6.0),
    "thunder": SpotChoice("thunder", 0.6, 0.0, 9.0),
    "splash": SpotChoice("splash", 0.5, 0.0, 2.5),
}


def spot_for(cue: SoundCue) -> SpotChoice | None:
    """The spot for a cue, or None where the synthesiser has nothing that would pass for it."""
    return _SPOTS.get(cue.kind.strip().lower())
