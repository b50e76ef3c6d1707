"""The voices that ship for Kokoro: who they sound like, their style packs, and blends.

A pack is float32 (510, 1, 256): one style for each length of the phoneme sequence. A blend
is the weighted mean of packs, which Kokoro speaks as a voice between its parts. It is
written "af_heart+bf_emma", or with weights "af_heart:2+bf_emma:1".
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import numpy as np

from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.resources import resource
from filmgen.sound.voice import Voice

STYLE_LENGTHS = 510
STYLE_SIZE = 256

VOICES: tuple[Voice, ...] = (
    Voice("af_heart", "female", "en-US", 28),
    Voice("af_nicole", "female", "en-US", 30, manner="breathy"),
    Voice("bf_emma", "female", "en-GB", 40),
    Voice("bf_isabella", "female", "en-GB", 32),
    Voice("am_michael", "male", "en-US", 35),
    Voice("am_fenrir", "male", "en-US", 30),
    Voice("bm_george", "male", "en-GB", 55),
    Voice("bm_lewis", "male", "en-GB", 45),
)
_PURE = {voice.id: voice for voice in VOICES if not voice.blend}


@dataclass(frozen=True)
class Part:
    """One voice of a blend, with its share."""

    voice: Voice
    share: float


def parts_of(voice_id: str) -> tuple[Part, ...]:
    """What a voice id is made of; shares add up to 1.

    Raises:
        ConfigError: an unknown voice, or a weight that is not a positive number.
    """
    weighted: list[tuple[Voice, float]] = []
    for piece in voice_id.split("+"):
        name, _, weight_text = piece.strip().partition(":")
        voice = _PURE.get(name.strip())
        if voice is None:
            near = difflib.get_close_matches(name.strip(), _PURE, n=1, cutoff=0.0)
            raise ConfigError("voice", f"kokoro has no voice {name.strip()!r}; try {near[0]!r}")
        try:
            weight = float(weight_text) if weight_text else 1.0
        except ValueError:
            weight = 0.0
        if not 0.0 < weight < 1e6:
            raise ConfigError("voice", f"{piece.strip()!r}: the weight must be a positive number")
        weighted.append((voice, weight))
    total = sum(weight for _, weight in weighted)
    return tuple(Part(voice, weight / total) for voice, weight in weighted)


def load_pack(voice_id: str) -> FloatArray:
    """The style pack of a voice or blend, float32 (510, 256).

    Raises:
        ConfigError: see `parts_of`.
        EngineUnavailable: the voice's file is missing or damaged.
    """
    blended = np.zeros((STYLE_LENGTHS, STYLE_SIZE), dtype=np.float64)
    for part in parts_of(voice_id):
        try:
            pack = np.fromfile(
                resource("assets", "models", "kokoro", f"{part.voice.id}.bin"), "<f4"
            )
        except FileNotFoundError as error:
            raise EngineUnavailable("kokoro", str(error)) from error
        if pack.size != STYLE_LENGTHS * STYLE_SIZE:
            raise EngineUnavailable("kokoro", f"the pack of voice {part.voice.id} is damaged")
        blended += part.share * pack.reshape(STYLE_LENGTHS, STYLE_SIZE)
    return blended.astype(np.float32)


def accent_of(voice_id: str) -> str:
    """The accent to pronounce for: that of the largest part, the first among equals."""
    return max(parts_of(voice_id), key=lambda part: part.share).voice.accent
