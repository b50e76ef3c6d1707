"""When each word of a recorded line is heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordTime:
    """A word of the line's text (`text.split()`), in seconds from the recording's start."""

    word: str
    start_s: float
    end_s: float
