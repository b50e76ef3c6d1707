"""What a voice is, to whoever casts it and whoever speaks with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """A voice an engine can speak with.

    Attributes:
        id: the engine's own name for it.
        gender: "female" or "male".
        accent: BCP 47 tag: "en-US", "en-GB".
        age_years: the age it sounds, roughly.
        blend: mixed from other voices of the same engine: a voice of its own, but nearer to
            its parts than those are to each other. Cast after the pure ones.
        manner: "" for an everyday voice, else what makes it special ("breathy"): cast late.
    """

    id: str
    gender: str
    accent: str
    age_years: int
    blend: bool = False
    manner: str = ""
