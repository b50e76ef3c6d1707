"""Words' times where nobody knows them: reckoned from text and recording alone."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.media import Sound
from filmgen.sound.words.word_times import WordTime, word_times

RATE_HZ = 8000


def spoken(*seconds: float) -> Sound:
    """Noise and silence in turn, noise first."""
    rng = np.random.default_rng(1)
    parts = [
        (0.1 if place % 2 == 0 else 0.0) * rng.standard_normal(round(length * RATE_HZ))
        for place, length in enumerate(seconds)
    ]
    return Sound(np.concatenate(parts).astype(np.float32), RATE_HZ)


def test_what_the_notes_know_is_believed() -> None:
    sound = Sound(np.zeros(800, np.float32), RATE_HZ, {"words": [["Go!", 0.02, 0.08]]})
    assert word_times("Go!", sound) == (WordTime("Go!", 0.02, 0.08),)
    assert word_times("Go on!", sound)[0].end_s != 0.08  # the notes are of another text


def test_pauses_of_the_text_are_laid_on_silences() -> None:
    sound = spoken(0.9, 0.3, 0.5, 0.4, 0.8)
    times = word_times("You never called, not once. Why is that?", sound)
    by_word = {time.word: time for time in times}
    assert by_word["called,"].end_s == pytest.approx(0.9, abs=0.03)
    assert by_word["not"].start_s == pytest.approx(1.2, abs=0.03)
    assert by_word["once."].end_s == pytest.approx(1.7, abs=0.03)
    assert by_word["Why"].start_s == pytest.approx(2.1, abs=0.03)
    assert by_word["that?"].end_s == pytest.approx(2.9, abs=0.03)


def test_dashes_have_no_length_and_long_words_more_of_it() -> None:
    times = word_times("I -- understand", spoken(1.0))
    assert times[1].start_s == times[1].end_s == times[0].end_s
    assert times[2].end_s - times[2].start_s > 2 * (times[0].end_s - times[0].start_s)


@settings(deadline=None, max_examples=40)
@given(
    st.text(st.sampled_from("ab I,.-!?…—7你 \n"), max_size=60),
    st.lists(st.floats(0.0, 0.6), max_size=8),
)
def test_any_text_in_any_recording(text: str, seconds: list[float]) -> None:
    sound = spoken(*seconds, 0.1)
    times = word_times(text, Sound(np.stack([sound.samples] * 3), RATE_HZ))
    assert [time.word for time in times] == text.split()
    edges = [edge for time in times for edge in (time.start_s, time.end_s)]
    assert all(b >= a - 1e-9 for a, b in itertools.pairwise(edges))
    assert all(0.0 <= edge <= float(sound.seconds) + 1e-6 for edge in edges)


def test_a_speech_of_five_thousand_words_takes_seconds() -> None:
    text = "and then we went, slowly, home. " * 834
    began = time.process_time()
    times = word_times(text, spoken(*([1.4, 0.2] * 834)))
    assert len(times) == 834 * 6
    assert time.process_time() - began < 20


def test_nearly_as_the_voice_that_knows() -> None:
    """Median error under 80 ms (50 over 25 lines) and nine in ten under 0.3 s."""
    kokoro = KokoroEngine()
    errors: list[float] = []
    for text, voice in (
        ("We have six minutes, maybe seven, before they notice.", "bm_george"),
        ("When I was a boy, my father walked me to this bridge.", "af_heart"),
    ):
        sound = kokoro.speak(SpeechRequest(text, "en", voice))
        reckoned = word_times(text, Sound(sound.samples, sound.rate_hz))
        for (_, start, end), time_ in zip(sound.notes["words"], reckoned, strict=True):
            errors += [abs(time_.start_s - start), abs(time_.end_s - end)]
    assert np.median(errors) < 0.08
    assert np.percentile(errors, 90) < 0.3
