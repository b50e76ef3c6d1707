"""Silence of the length a line would take: for fast cutting, and for any language."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from filmgen.engines.protocols import EngineInfo, SpeechRequest, Voice
from filmgen.errors import EngineError
from filmgen.media import Sound
from filmgen.sound.words.timing import speaking_seconds
from filmgen.timecode import samples_from_seconds

RATE_HZ = 24_000


class SilenceEngine:
    """Speech engine `silence`: it has no voices of its own and takes any voice id."""

    @property
    def name(self) -> str:
        return "silence"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine="silence", model="filmgen timing", revision="2", licence="Apache-2.0"
        )

    def close(self) -> None:
        """Nothing to release."""

    def voices(self) -> tuple[Voice, ...]:
        return ()

    def cannot_speak(self, text: str, language: str) -> str:
        return ""

    def speak(self, request: SpeechRequest) -> Sound:
        """Zeros, mono float32 at 24 kHz, as long as `sound.words.timing` reckons at this speed.

        Raises:
            EngineError: the speed is not 0.5 to 2.
        """
        if not 0.5 <= request.speed <= 2.0:
            raise EngineError(
                "silence", repr(request.text[:60]), f"speed {request.speed} is not 0.5 to 2"
            )
        said = replace(request.delivery, speed=request.speed)
        seconds = speaking_seconds(request.text, request.language, said)
        length = samples_from_seconds(seconds, RATE_HZ)
        return Sound(np.zeros(length, dtype=np.float32), RATE_HZ)
