"""A word that asks for something: what kind, how it is spelt, how strong it is by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Trigger:
    """Letters that stand for a cue, unless something else speaks against it.

    Attributes:
        kind: of the cue. intensity: 0 to 1, without any words of size around it.
    """

    kind: str
    pattern: re.Pattern[str]
    intensity: float = 0.6


def trigger(kind: str, pattern: str, intensity: float = 0.6) -> Trigger:
    """A trigger whose pattern ignores case."""
    return Trigger(kind, re.compile(pattern, re.IGNORECASE), intensity)
