"""The voices that ship for Kokoro: who they sound like, their style packs, and blends.

A pack is 510 styles of 256 numbers, one for each length of the phoneme sequence, in
little-endian float16 (the published packs are float32; halving moves no value by more than
0.001). A blend
is the weighted mean of packs, which Kokoro speaks as a voice between its parts. It is
written "af_heart+bf_emma", or with weights "af_heart:2+bf_emma:1".
"""

from __future__ import annotations

import difflib

import numpy as np

from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.resources import resource
from filmgen.sound.voice import Voice, split_blend

STYLE_LENGTHS = 510
STYLE_SIZE = 256

VOICES: tuple[Voice, ...] = (
    Voice("af_heart", "female", "en-US", 28, mixable=True),
    Voice("af_alloy", "female", "en-US", 38, mixable=True),
    Voice("af_aoede", "female", "en-US", 24, mixable=True),
    Voice("af_river", "female", "en-US", 32, mixable=True),
    Voice("af_nicole", "female", "en-US", 35, mixable=True, manner="breathy"),
    Voice("bf_emma", "female", "en-GB", 48, mixable=True),
    Voice("bf_isabella", "female", "en-GB", 34, mixable=True),
    Voice("bf_lily", "female", "en-GB", 18, mixable=True),
    Voice("am_michael", "male", "en-US", 38, mixable=True),
    Voice("am_fenrir", "male", "en-US", 30, mixable=True),
    Voice("am_liam", "male", "en-US", 24, mixable=True),
    Voice("am_onyx", "male", "en-US", 50, mixable=True),
    Voice("am_santa", "male", "en-US", 70, mixable=True, manner="jovial"),
    Voice("bm_fable", "male", "en-GB", 30, mixable=True),
    Voice("bm_george", "male", "en-GB", 55, mixable=True),
    Voice("bm_lewis", "male", "en-GB", 45, mixable=True),
)
"""Of the 28 English voices those farthest apart: at most 0.76 speaker cosine (Resemblyzer) within
a gender. Ages are our hearing and the median pitch, not facts of the model."""

_BY_ID = {voice.id: voice for voice in VOICES}


def parts_of(voice_id: str) -> tuple[tuple[Voice, float], ...]:
    """The voices a voice id is made of, with shares that add up to 1.

    Raises:
        ConfigError: an unknown voice (the nearest known is named), or a malformed blend.
    """
    try:
        blend = split_blend(voice_id)
    except ValueError as error:
        raise ConfigError("voice", str(error)) from error
    parts = []
    for name, share in blend:
        if name not in _BY_ID:
            near = difflib.get_close_matches(name, _BY_ID, n=1, cutoff=0.0)
            raise ConfigError("voice", f"kokoro has no voice {name!r}; the nearest is {near[0]!r}")
        parts.append((_BY_ID[name], share))
    return tuple(parts)


def load_pack(voice_id: str) -> FloatArray:
    """The style pack of a voice or blend, float32 (510, 256).

    Raises:
        ConfigError: see `parts_of`.
        EngineUnavailable: the voice's file is missing or damaged.
    """
    blended = np.zeros((STYLE_LENGTHS, STYLE_SIZE), dtype=np.float64)
    for voice, share in parts_of(voice_id):
        try:
            pack = np.fromfile(resource("assets", "models", "kokoro", f"{voice.id}.f16"), "<f2")
        except FileNotFoundError as error:
            raise EngineUnavailable("kokoro", str(error)) from error
        if pack.size != STYLE_LENGTHS * STYLE_SIZE:
            raise EngineUnavailable("kokoro", f"the pack of voice {voice.id} is damaged")
        blended += share * pack.astype(np.float64).reshape(STYLE_LENGTHS, STYLE_SIZE)
    return blended.astype(np.float32)


def accent_of(voice_id: str) -> str:
    """The accent to pronounce for: that of the largest part, the first among equals."""
    return max(parts_of(voice_id), key=lambda part: part[1])[0].accent
