"""Voices made from the published ones: further from the average, older, younger.

Kokoro's style space is smooth: a style moved away from the average of its gender is the same
speaker, more so; moved along what sets an old man or a child apart it ages or grows young. A
pack's first 128 numbers are the decoder's timbre and its last 128 the predictor's prosody; they
may move by different amounts, so that an old woman's voice does not get the old man's tune.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

TIMBRE_SIZE = 128
AVERAGES = {"female": "average_f", "male": "average_m"}
"""Packs that are the mean of the published English voices of a gender (15 women, 13 men)."""


@dataclass(frozen=True)
class Step:
    """One direction a voice is moved in: from one pack towards another.

    Attributes:
        to, away: names of packs; their difference is the direction.
        timbre, prosody: how far, in whole differences.
    """

    to: str
    away: str
    timbre: float
    prosody: float


@dataclass(frozen=True)
class Design:
    """A voice made from a published one. `base` is its pack's name."""

    base: str
    steps: tuple[Step, ...]


def apart(base: str, gender: str, factor: float) -> Design:
    """The same speaker, `factor` times as far from the average of the gender."""
    return Design(base, (Step(base, AVERAGES[gender], factor - 1.0, factor - 1.0),))


def old(base: str, timbre: float = 0.7, prosody: float = 0.2) -> Design:
    """A voice with what sets the old man among the voices (am_santa) apart from other men."""
    return Design(base, (Step("am_santa", AVERAGES["male"], timbre, prosody),))


def young(base: str, child: str, timbre: float, prosody: float, factor: float = 1.0) -> Design:
    """A woman's voice with what sets a child's apart from the average woman's.

    Children speak with few words wrong only from women's voices: from men's, and with the
    children's packs themselves (trained on Mandarin), Whisper misses 6 to 15 words of a hundred.
    """
    own = Step(base, AVERAGES["female"], factor - 1.0, factor - 1.0)
    return Design(base, (own, Step(child, AVERAGES["female"], timbre, prosody)))


def moved(pack: Doubles, steps: tuple[tuple[Doubles, Step], ...]) -> Doubles:
    """A pack (510, 256) moved by its steps, each with its direction's own (510, 256)."""
    result = pack.copy()
    for direction, step in steps:
        result[:, :TIMBRE_SIZE] += step.timbre * direction[:, :TIMBRE_SIZE]
        result[:, TIMBRE_SIZE:] += step.prosody * direction[:, TIMBRE_SIZE:]
    return result
