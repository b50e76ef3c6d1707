"""What every speech engine keeps to. A new engine is one more parameter of `engine`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
import pytest

from filmgen.engines.protocols import SpeechEngine, SpeechRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.words.timing import speaking_seconds
from tests.engines import tiny
from tests.engines.tiny_coqui import VOICES

NAMES = ("kokoro", "silence", "coqui", "espeak", "piper", "transformers")
LINE = "We should leave before the rain comes back."
SLOW = ("kokoro",)
"""Engines of full size: what takes minutes is not asked of them here."""


def options_of(name: str) -> dict[str, object]:
    if name == "coqui":
        return {"model": str(tiny.vits()), "voices": VOICES}
    if name == "piper":
        voices = {"amy": "female en-GB 30", "bert": "male en-GB 60"}
        return {"model": str(tiny.piper()), "voices": voices, "command": str(tiny.espeak())}
    if name == "transformers":
        voices = {"1": "female en-US 25", "2": "male en-US 40"}
        return {"model": str(tiny.mms()), "voices": voices}
    return {}


def create(name: str) -> SpeechEngine:
    try:
        made: SpeechEngine = create_engine("speech", name, options_of(name))
    except EngineUnavailable as error:
        if name != "espeak":
            raise
        pytest.skip(str(error))
    return made


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[SpeechEngine]:
    made = create(request.param)
    yield made
    made.close()


def request_for(engine: SpeechEngine, text: str = LINE, speed: float = 1.0) -> SpeechRequest:
    voices = engine.voices()
    return SpeechRequest(text, "en", voices[0].id if voices else "", speed)


def test_says_what_it_is(engine: SpeechEngine) -> None:
    info = engine.describe()
    assert info.engine == engine.name
    assert info.model and info.revision and info.licence


def test_voices_are_distinct_and_complete(engine: SpeechEngine) -> None:
    voices = engine.voices()
    assert len({voice.id for voice in voices}) == len(voices)
    for voice in voices:
        assert voice.gender in ("female", "male")
        # "" is a voice of any language: eSpeak's variants, a model's numbered speakers.
        assert voice.language in ("", voice.accent.split("-")[0])
        assert 5 <= voice.age_years <= 90
        assert not set("+:") & set(voice.id)


def test_sound_is_mono_float32_in_range(engine: SpeechEngine) -> None:
    sound = engine.speak(request_for(engine))
    assert sound.samples.dtype == np.float32
    assert sound.samples.ndim == 1
    assert 8_000 <= sound.rate_hz <= 48_000
    assert np.isfinite(sound.samples).all()
    assert np.abs(sound.samples).max(initial=0.0) <= 1.0
    loud = np.abs(sound.samples).max() > 0.1
    assert loud == (engine.name != "silence")


def test_length_is_near_what_timing_reckons(engine: SpeechEngine) -> None:
    seconds = float(engine.speak(request_for(engine)).seconds)
    assert seconds == pytest.approx(speaking_seconds(LINE, "en"), rel=0.4)


def test_same_request_same_samples(engine: SpeechEngine) -> None:
    request = request_for(engine, "Same again, please.")
    first = engine.speak(request)
    engine.speak(request_for(engine, "Something else in between."))
    again = engine.speak(replace(request))
    other = create(engine.name)
    anew = other.speak(request)
    other.close()
    assert np.array_equal(first.samples, again.samples)
    assert np.array_equal(first.samples, anew.samples)


def test_more_words_take_longer(engine: SpeechEngine) -> None:
    short = engine.speak(request_for(engine, "We should leave."))
    long = engine.speak(request_for(engine, "We should leave, and you know it as well as I do."))
    assert long.seconds > 1.5 * short.seconds


def test_speed_shortens(engine: SpeechEngine) -> None:
    slow = engine.speak(request_for(engine, speed=0.8))
    fast = engine.speak(request_for(engine, speed=1.25))
    assert fast.seconds < 0.8 * slow.seconds


def test_a_breath_for_a_line_without_words(engine: SpeechEngine) -> None:
    for text in ("...", "?!", "—", "", "😀"):
        assert engine.cannot_speak(text, "en") == ""
        sound = engine.speak(request_for(engine, text))
        assert 0.2 <= float(sound.seconds) <= 1.0
        assert not sound.samples.any()


def test_refuses_impossible_speed(engine: SpeechEngine) -> None:
    with pytest.raises(EngineError, match="speed"):
        engine.speak(request_for(engine, speed=3.0))


def test_what_it_cannot_speak_it_names_and_refuses(engine: SpeechEngine) -> None:
    for text, language in (("Привет, Маша!", "ru"), ("你好吗？", "zh"), ("Bonjour, madame.", "fr")):
        reason = engine.cannot_speak(text, language)
        assert "\n" not in reason
        if reason:
            with pytest.raises(EngineError, match=r"only|cannot"):
                engine.speak(replace(request_for(engine, text), language=language))
        else:
            assert engine.speak(replace(request_for(engine, text), language=language)).seconds > 0


def test_any_delivery_is_taken_and_what_is_heard_of_it_is_told(engine: SpeechEngine) -> None:
    plain = engine.speak(request_for(engine))
    for delivery in (
        Delivery("whisper", breath=1.0, loudness_db=-12.0, effort=-1.0, pauses=2.0),
        Delivery("shout", 1.1, 3.0, 1.6, 9.0, effort=1.0, slur=0.2, stressed=(2, 7)),
        Delivery("flat", intonation=0.0, pitch_semitones=-12.0, pauses=0.0),
    ):
        sound = engine.speak(replace(request_for(engine), delivery=delivery))
        assert np.isfinite(sound.samples).all()
        assert float(sound.seconds) == pytest.approx(float(plain.seconds), rel=0.5)
        notes = json.loads(json.dumps(dict(sound.notes)))
        assert set(notes.get("acted", ())) <= {field.name for field in fields(Delivery)}
        for word, (told, start_s, end_s) in zip(LINE.split(), notes.get("words", ()), strict=False):
            assert told == word
            assert 0.0 <= start_s <= end_s <= float(sound.seconds) + 1e-3


def test_a_monologue_is_spoken_to_its_end(engine: SpeechEngine) -> None:
    sentences = ["We were never going to leave, you know. Were we?"] * 500
    assert engine.cannot_speak(" ".join(sentences), "en") == ""
    if engine.name in SLOW:
        pytest.skip("thousands of words take this engine minutes")
    text = " ".join(sentences[:100])
    sound = engine.speak(replace(request_for(engine, text), speed=2.0))
    assert float(sound.seconds) == pytest.approx(speaking_seconds(text, "en") / 2, rel=0.5)
    assert np.isfinite(sound.samples).all()


def test_pronunciations_are_taken(engine: SpeechEngine) -> None:
    told = (("rain", "drizzle and fog"), ("leave", "/liːv/"))
    plain = engine.speak(request_for(engine))
    sound = engine.speak(replace(request_for(engine), pronunciations=told))
    if engine.name != "silence":
        assert not np.array_equal(plain.samples, sound.samples)


def test_unknown_voice_names_the_nearest(engine: SpeechEngine) -> None:
    if not engine.voices():
        pytest.skip("an engine without voices takes any")
    known = engine.voices()[0].id
    with pytest.raises(ConfigError, match=known):
        engine.speak(replace(request_for(engine), voice=known + "x"))


@pytest.mark.parametrize("name", NAMES)
def test_closing_twice_is_fine(name: str) -> None:
    made = create(name)
    made.close()
    made.close()
