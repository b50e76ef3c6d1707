"""Several voices at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from filmgen.engines.protocols import EngineInfo, SpeechRequest
from filmgen.engines.speech.chorus import SPREAD_S, speak_together, together
from filmgen.engines.speech.performance import performed
from filmgen.errors import TimelineError
from filmgen.media import FloatArray, Sound
from filmgen.sound.acting.delivery import Delivery

RATE_HZ = 24_000


def tone(hz: float, seconds: float, level: float = 0.1) -> Sound:
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    samples = (level * np.sin(2 * np.pi * hz * t)).astype(np.float32)
    return Sound(samples, RATE_HZ, {"words": [["oh", 0.0, seconds]]})


def rms(samples: FloatArray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


def strength(samples: FloatArray, hz: float) -> float:
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64)))
    return float(spectrum[round(hz * len(samples) / RATE_HZ)] / len(samples))


def test_all_are_heard_at_once_and_as_loud_as_one() -> None:
    takes = [tone(200, 1.0), tone(320, 0.9, 0.3), tone(450, 1.15, 0.02)]
    sound = together(takes, 5)
    assert sound.rate_hz == RATE_HZ and sound.samples.dtype == np.float32
    assert len(takes[0].samples) <= len(sound.samples) <= (1.0 + SPREAD_S + 0.02) * RATE_HZ
    middle = sound.samples[RATE_HZ // 4 : 3 * RATE_HZ // 4]
    heard = [strength(middle, hz) for hz in (200, 320, 450)]
    assert min(heard) > 0.4 * max(heard)
    assert rms(sound.samples[:RATE_HZ]) == pytest.approx(rms(takes[0].samples), rel=0.01)
    assert sound.notes["words"] == [["oh", 0.0, 1.0]]


def test_the_same_seed_gives_the_same_crowd() -> None:
    takes = [tone(200, 0.5), tone(300, 0.6)]
    first, again, other = (together(takes, seed).samples for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)


def test_peaks_are_held() -> None:
    loud = [tone(hz, 0.4, 0.9) for hz in (200, 201, 202, 203)]
    assert np.abs(together(loud, 1).samples).max() <= 0.8901


def test_what_cannot_be_laid_together_is_refused() -> None:
    stereo = Sound(np.zeros((2, 100), np.float32), RATE_HZ)
    slow = Sound(np.zeros(100, np.float32), 16_000)
    for other in (stereo, slow):
        with pytest.raises(TimelineError, match="mono and of one rate"):
            together([tone(200, 0.1), other], 1)
    with pytest.raises(TimelineError, match="nobody"):
        together([], 1)


def test_silence_stays_silent() -> None:
    quiet = Sound(np.zeros(2400, np.float32), RATE_HZ)
    assert not together([quiet, quiet], 1).samples.any()


def test_each_voice_of_a_request_speaks_once() -> None:
    asked: list[tuple[str, int]] = []

    def speak(request: SpeechRequest) -> Sound:
        asked.append((request.voice, request.seed))
        return tone(200, 0.2)

    alone = speak_together(speak, SpeechRequest("Oh", "en", "a"))
    assert asked == [("a", 0)] and len(alone.samples) == round(0.2 * RATE_HZ)
    speak_together(speak, SpeechRequest("Oh", "en", "a & b+c & d", seed=7))
    assert asked[1:] == [("a", 7), ("b+c", 8), ("d", 9)]
    with pytest.raises(ValueError, match="&"):
        speak_together(speak, SpeechRequest("Oh", "en", "a & "))


def test_what_is_done_to_takes_changes_their_revision() -> None:
    engine = EngineInfo("silence", "m", "1", "MIT")
    alone = SpeechRequest("Oh.", "en", "a")
    assert performed(engine, alone) == engine
    shouted = replace(alone, delivery=Delivery(effort=1.0))
    asked = (alone, replace(alone, voice="a & b"), shouted, replace(shouted, voice="a & b"))
    assert len({performed(engine, request).revision for request in asked}) == len(asked)
