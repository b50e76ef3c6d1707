"""What a voice is, to whoever casts it and whoever speaks with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """A voice an engine can speak with.

    Attributes:
        id: the engine's own name for it, without "+", ":" or "&".
        gender: "female" or "male".
        accent: BCP 47 tag: "en-US", "en-GB".
        age_years: the age it sounds, roughly.
        mixable: the engine can mix it with its other mixable voices; see `split_blend`.
        manner: "" for an everyday voice, else what makes it special ("breathy"): cast late.
        language: ISO 639-1 of what it speaks; "" for any.
        timbre: where it lies among speakers: the dot product of two timbres is the cosine of
            their speaker embeddings. Empty where nobody measured it.
    """

    id: str
    gender: str
    accent: str
    age_years: int
    mixable: bool = False
    manner: str = ""
    language: str = "en"
    timbre: tuple[float, ...] = ()


def likeness(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Cosine of two timbres, whatever their lengths; None if one of them is unknown."""
    if not first or not second:
        return None
    scale = math.hypot(*first) * math.hypot(*second)
    return math.fsum(a * b for a, b in zip(first, second, strict=True)) / scale


def blended_timbre(parts: Sequence[tuple[Voice, float]]) -> tuple[float, ...]:
    """About where a blend of voices lies: at their weighted mean; empty if a part's is unknown."""
    if not all(voice.timbre for voice, _ in parts):
        return ()
    rows = [[share * number for number in voice.timbre] for voice, share in parts]
    return tuple(math.fsum(column) for column in zip(*rows, strict=True))


def split_chorus(voice_id: str) -> tuple[str, ...]:
    """The voices that speak together: "af_heart & am_michael" are two, a plain id is one.

    Raises:
        ValueError: an empty name between two "&".
    """
    names = tuple(name.strip() for name in voice_id.split("&"))
    if len(names) > 1 and not all(names):
        raise ValueError(f"{voice_id!r} names no voice beside an '&'")
    return names


def split_blend(voice_id: str) -> tuple[tuple[str, float], ...]:
    """What a voice id is mixed from, with shares that add up to 1.

    A blend joins voices with "+", each with an optional weight after ":":
    "af_heart+bf_emma", "am_michael:2+bm_george:1". A plain id is a blend of one.

    Raises:
        ValueError: an empty name, or a weight that is not a positive number.
    """
    weighted = []
    for piece in voice_id.split("+"):
        name, colon, weight_text = (part.strip() for part in piece.partition(":"))
        try:
            weight = float(weight_text) if colon else 1.0
        except ValueError:
            weight = 0.0
        if not name or not 0.0 < weight < 1e6:
            raise ValueError(
                f"{voice_id!r} is not a voice, nor voices joined as 'a+b' or 'a:2+b:1'"
            )
        weighted.append((name, weight))
    total = sum(weight for _, weight in weighted)
    return tuple((name, weight / total) for name, weight in weighted)
