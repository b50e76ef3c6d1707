"""The voices that ship for Kokoro: who they sound like, their style packs, designs and blends.

A pack is 510 styles of 256 numbers, one for each length of the phoneme sequence, in
little-endian float16 (the published packs are float32; halving moves no value by more than
0.001). Designed voices are made from packs (`kokoro_designs`): "am_onyx*1.5" is am_onyx, half as
far again from the average man; "girl_lily" is bf_lily made a child. A blend is the weighted mean of
voices, which Kokoro speaks as a voice between its parts. It is written "af_heart+bf_emma", or with
weights "af_heart:2+bf_emma:1".
"""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from filmgen.engines.speech.kokoro_designs import Design, apart, moved, old, young
from filmgen.engines.speech.kokoro_timbres import timbre_of
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.resources import resource
from filmgen.sound.cast.voice import Voice, split_blend

Doubles = NDArray[np.float64]

STYLE_LENGTHS = 510
STYLE_SIZE = 256

_PUBLISHED: tuple[Voice, ...] = (
    Voice("af_heart", "female", "en-US", 28, mixable=True),
    Voice("af_alloy", "female", "en-US", 38, mixable=True),
    Voice("af_aoede", "female", "en-US", 24, mixable=True),
    Voice("af_jessica", "female", "en-US", 21, mixable=True),
    Voice("af_nova", "female", "en-US", 36, mixable=True),
    Voice("af_river", "female", "en-US", 32, mixable=True),
    Voice("af_sarah", "female", "en-US", 30, mixable=True),
    Voice("af_nicole", "female", "en-US", 35, mixable=True, manner="breathy"),
    Voice("bf_emma", "female", "en-GB", 48, mixable=True),
    Voice("bf_isabella", "female", "en-GB", 34, mixable=True),
    Voice("bf_lily", "female", "en-GB", 18, mixable=True),
    Voice("am_michael", "male", "en-US", 38, mixable=True),
    Voice("am_adam", "male", "en-US", 33, mixable=True),
    Voice("am_eric", "male", "en-US", 27, mixable=True),
    Voice("am_fenrir", "male", "en-US", 30, mixable=True),
    Voice("am_liam", "male", "en-US", 24, mixable=True),
    Voice("am_onyx", "male", "en-US", 50, mixable=True),
    Voice("am_santa", "male", "en-US", 70, mixable=True, manner="jovial"),
    Voice("bm_daniel", "male", "en-GB", 42, mixable=True),
    Voice("bm_fable", "male", "en-GB", 30, mixable=True),
    Voice("bm_george", "male", "en-GB", 55, mixable=True),
    Voice("bm_lewis", "male", "en-GB", 45, mixable=True),
)
"""Of the 28 English voices those farthest apart. Ages are our hearing and the median pitch, not
facts of the model."""

APART = 1.5
"""How far the marked voices stand from the average, beside their own. At 1.5 all are understood as
well as before (word errors of Whisper base: 2 of 1372 words) and are still themselves (speaker
cosine 0.92 to 0.99 with the published voice); cosines with others of the gender fall by 0.05."""

_AGED: tuple[tuple[Voice, Design], ...] = (
    (Voice("old_emma", "female", "en-GB", 72), old("bf_emma")),
    (Voice("old_aoede", "female", "en-US", 68), old("af_aoede")),
    (Voice("old_river", "female", "en-US", 74), old("af_river", 0.7, 0.3)),
    (Voice("old_george", "male", "en-GB", 74), old("bm_george", 0.5, 0.5)),
    (Voice("old_lewis", "male", "en-GB", 70), old("bm_lewis", 0.5, 0.5)),
    (Voice("old_michael", "male", "en-US", 68), old("am_michael", 0.5, 0.3)),
    (Voice("girl_lily", "female", "en-GB", 8), young("bf_lily", "zf_xiaoyi", 0.5, 0.5)),
    (Voice("girl_jessica", "female", "en-US", 9), young("af_jessica", "zf_xiaoyi", 0.4, 0.5, 1.4)),
    (Voice("boy_emma", "male", "en-GB", 9), young("bf_emma", "zm_yunxia", 0.55, 0.35, 1.2)),
    (Voice("boy_aoede", "male", "en-US", 10), young("af_aoede", "zm_yunxia", 0.5, 0.5)),
    (Voice("boy_river", "male", "en-US", 12), young("af_river", "zm_yunxia", 0.5, 0.35, 1.2)),
)

_DESIGNS: dict[str, Design] = {voice.id: design for voice, design in _AGED} | {
    f"{voice.id}*{APART:g}": apart(voice.id, voice.gender, APART) for voice in _PUBLISHED
}


def _marked(voice: Voice) -> Voice:
    manner = f"{voice.manner}, marked" if voice.manner else "marked"
    return replace(voice, id=f"{voice.id}*{APART:g}", mixable=True, manner=manner)


_MANDARIN: tuple[Voice, ...] = (
    Voice("zf_xiaoxiao", "female", "zh-CN", 30, language="zh"),
    Voice("zf_xiaoyi", "female", "zh-CN", 22, language="zh"),
    Voice("zm_yunxi", "male", "zh-CN", 28, language="zh"),
    Voice("zm_yunjian", "male", "zh-CN", 45, language="zh"),
)

VOICES: tuple[Voice, ...] = tuple(
    replace(voice, timbre=timbre_of(voice.id))
    for voice in (
        *_PUBLISHED,
        *(replace(voice, mixable=True) for voice, _ in _AGED),
        *map(_marked, _PUBLISHED),
        *_MANDARIN,
    )
)

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
        blended += share * _designed(voice.id)
    return blended.astype(np.float32)


def _designed(voice_id: str) -> Doubles:
    design = _DESIGNS.get(voice_id)
    if design is None:
        return _read_pack(voice_id)
    steps = tuple((_read_pack(step.to) - _read_pack(step.away), step) for step in design.steps)
    return moved(_read_pack(design.base), steps)


def _read_pack(name: str) -> Doubles:
    try:
        pack = np.fromfile(resource("assets", "models", "kokoro", f"{name}.f16"), "<f2")
    except FileNotFoundError as error:
        raise EngineUnavailable("kokoro", str(error)) from error
    if pack.size != STYLE_LENGTHS * STYLE_SIZE:
        raise EngineUnavailable("kokoro", f"the pack of voice {name} is damaged")
    return pack.astype(np.float64).reshape(STYLE_LENGTHS, STYLE_SIZE)


def accent_of(voice_id: str) -> str:
    """The accent to pronounce for: that of the largest part, the first among equals."""
    return max(parts_of(voice_id), key=lambda part: part[1])[0].accent
