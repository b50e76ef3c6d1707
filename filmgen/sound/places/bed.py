"""A chosen bed, and how words are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BedChoice:
    """One layer of a place's ambience.

    Attributes:
        kind: of `synth.render.BEDS`.
        intensity: 0 to 1.
        gain_db: on top of the bed's natural level.
        parameters: the kind's knobs.
    """

    kind: str
    intensity: float
    gain_db: float = 0.0
    parameters: tuple[tuple[str, Any], ...] = ()


def has(pattern: str, text: str) -> bool:
    """Whether lower-case text has words of a pattern."""
    return re.search(pattern, text) is not None
