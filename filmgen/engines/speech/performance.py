"""A line performed: spoken by an engine in each of its voices, acted, and laid together."""

from __future__ import annotations

from dataclasses import replace

from filmgen.engines.protocols import EngineInfo, SpeechEngine, SpeechRequest
from filmgen.engines.speech import chorus
from filmgen.media import Sound
from filmgen.sound.acting import act as acting
from filmgen.sound.acting.delivery import EVERYDAY
from filmgen.workspace import seed_from


def perform(engine: SpeechEngine, request: SpeechRequest) -> Sound:
    """Say a line as its delivery asks: what the engine cannot act is done to its recording.

    Args:
        request: its voice may be several, joined by "&".

    Raises:
        EngineError, EngineUnavailable, ConfigError: see the engine.
        ValueError: an empty name between two "&".
    """

    def said(part: SpeechRequest) -> Sound:
        seed = seed_from(part.seed, "acting", part.text)
        return acting.act(engine.speak(part), part.delivery, seed)

    return chorus.speak_together(said, request)


def performed(engine: EngineInfo, request: SpeechRequest) -> EngineInfo:
    """The engine with what `perform` does besides: another revision of it, other samples."""
    besides = ""
    if request.delivery != EVERYDAY:
        besides += f"+acting {acting.ALGORITHM_REVISION}"
    if "&" in request.voice:
        besides += f"+chorus {chorus.ALGORITHM_REVISION}"
    return replace(engine, revision=engine.revision + besides)
