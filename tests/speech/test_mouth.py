"""How the mouth moves with a line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.media import Sound
from filmgen.sound.words.mouth import STEPS_HZ, mouth_track
from filmgen.sound.words.word_times import WordTime

RATE_HZ = 8000


def told(*phones: tuple[str, float, float], seconds: float = 1.0) -> Sound:
    notes = {"phones": [list(phone) for phone in phones]}
    return Sound(np.zeros(round(seconds * RATE_HZ), np.float32), RATE_HZ, notes)


def at(track: tuple[float, ...], seconds: float) -> float:
    return track[int(seconds * STEPS_HZ)]


def test_open_vowels_open_and_lips_close() -> None:
    sound = told(("ɑ", 0.1, 0.3), ("m", 0.3, 0.38), ("u", 0.38, 0.6), ("æ", 0.6, 0.8))
    track = mouth_track(sound, [WordTime("ahmooah", 0.1, 0.8)])
    assert len(track) == STEPS_HZ
    assert at(track, 0.2) == 1.0
    assert at(track, 0.34) == 0.0
    assert 0.1 < at(track, 0.5) < 0.3
    assert at(track, 0.7) == pytest.approx(0.9)
    assert at(track, 0.05) == at(track, 0.95) == 0.0


def test_a_pause_shuts_the_mouth_and_running_on_does_not() -> None:
    sound = told(("ɑ", 0.0, 0.25), ("ɑ", 0.28, 0.5), ("ɑ", 0.8, 1.0))
    words = [WordTime("ah", 0.0, 0.25), WordTime("ah", 0.28, 0.5), WordTime("ah", 0.8, 1.0)]
    track = mouth_track(sound, words)
    assert at(track, 0.265) > 0.5
    assert at(track, 0.65) == 0.0


def test_without_phonemes_the_mouth_follows_the_voice() -> None:
    seconds = np.arange(RATE_HZ) / RATE_HZ
    voice = np.sin(2 * np.pi * 500 * seconds) * np.where(seconds < 0.5, 0.3, 0.02)
    rumble = np.sin(2 * np.pi * 40 * seconds)
    sound = Sound((0.5 * voice + 0.3 * rumble).astype(np.float32), RATE_HZ)
    track = mouth_track(sound, [WordTime("aah", 0.0, 1.0)])
    assert at(track, 0.25) > 0.8
    assert at(track, 0.75) < 0.15


def test_silence_keeps_it_shut() -> None:
    assert not any(mouth_track(told(), []))
    assert not any(mouth_track(told(seconds=0.3), [WordTime("no", 0.0, 0.3)]))
    assert mouth_track(told(seconds=0.0), []) == ()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from("ɑæiumpbstnk"), st.floats(0.01, 0.2), st.floats(0.0, 0.2)),
        max_size=12,
    )
)
def test_nothing_flickers(sounds: list[tuple[str, float, float]]) -> None:
    phones, words, now = [], [], 0.0
    for symbol, length, gap in sounds:
        phones.append((symbol, now, now + length))
        words.append(WordTime("x", now, now + length))
        now += length + gap
    track = mouth_track(told(*phones, seconds=now + 0.1), words)
    assert all(0.0 <= opening <= 1.0 for opening in track)
    shut = [True, *(opening < 0.05 for opening in track), True]
    assert not any(a and not b and c for a, b, c in zip(shut, shut[1:], shut[2:], strict=False))
