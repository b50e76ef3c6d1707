"""Piper, eSpeak and `transformers`: what only they do, beyond the contract of all engines."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.engines import hub
from filmgen.engines.protocols import SpeechEngine, SpeechRequest
from filmgen.engines.speech import espeak_command
from filmgen.engines.speech.espeak import EspeakEngine, _ssml
from filmgen.engines.speech.piper import PiperEngine
from filmgen.engines.speech.takes import cut_text, respelled, stretched
from filmgen.engines.speech.transformers import TransformersEngine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.signal.pitch import track_pitch
from tests.engines import tiny
from tests.engines.throats import vowels
from tests.engines.tiny_voices import save_mms, save_piper

LINE = "A boat, at last."


def say(engine: SpeechEngine, **changes: Any) -> np.ndarray:
    return engine.speak(replace(SpeechRequest(LINE, "en", ""), **changes)).samples


def piper(**options: Any) -> PiperEngine:
    return PiperEngine(**{"model": str(tiny.piper()), "command": str(tiny.espeak()), **options})


@pytest.fixture
def espeak() -> EspeakEngine:
    try:
        return EspeakEngine()
    except EngineUnavailable as error:
        pytest.skip(str(error))


class TestPiper:
    def test_names_what_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(EngineUnavailable, match=r"set engine_options\.piper\.model"):
            PiperEngine()
        with pytest.raises(EngineUnavailable, match="does not exist"):
            piper(model=str(tmp_path / "none.onnx"))
        with pytest.raises(EngineUnavailable, match=r"holds 0 \.onnx files"):
            piper(model=str(tmp_path))
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineUnavailable, match=r"espeak-ng on the PATH.*apt install"):
            PiperEngine(str(tiny.piper()))
        copy = save_piper(tmp_path / "voice")
        copy.write_bytes(b"not a network")
        with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
            say(piper(model=str(copy)))
        assert "\n" not in str(caught.value)
        copy.with_name(copy.name + ".json").write_text("[]")
        with pytest.raises(EngineUnavailable, match="is no Piper voice's"):
            piper(model=str(copy))

    def test_speakers_are_voices_once_described(self) -> None:
        engine = piper(voices={"bert": "male en-GB 60"})
        assert engine.speakers() == ("amy", "bert")
        assert [voice.id for voice in engine.voices()] == ["bert"]
        bert = engine.speak(SpeechRequest(LINE, "en", "bert"))
        assert bert.notes["speaker"] == "bert"
        assert not np.array_equal(bert.samples, say(engine, voice="amy"))
        chosen = {
            engine.speak(SpeechRequest(LINE, "en", "", seed=s)).notes["speaker"] for s in (0, 1)
        }
        assert chosen == {"amy", "bert"}

    def test_noise_is_the_seed_s_in_any_order(self) -> None:
        engine = piper()
        first = say(engine, voice="amy", seed=3)
        say(engine, voice="amy", seed=4, text="Something much longer, to shift any generator.")
        np.testing.assert_array_equal(first, say(engine, voice="amy", seed=3))
        assert not np.array_equal(first, say(engine, voice="amy", seed=4))
        still = piper(noise=0.0)
        np.testing.assert_array_equal(
            say(still, voice="amy", seed=3), say(still, voice="amy", seed=4)
        )

    def test_punctuation_and_the_lexicon_reach_the_phonemes(self) -> None:
        line = "Wait, Niamh! Who—who is it?"
        told = piper().speak(
            SpeechRequest(line, "en", "amy", pronunciations=(("niamh", "/niːv/"), ("it", "eet")))
        )
        assert told.notes["phonemes"] == "ˈwait, niːv! ˈwho, ˈwho ˈis ˈeet?"

    def test_a_voice_that_reads_letters_needs_no_command(self, tmp_path: Path) -> None:
        path = save_piper(tmp_path, speakers=("one",), reads="text")
        engine = PiperEngine(str(path), command="/nowhere")
        assert say(engine).any()
        assert "'7'" in engine.cannot_speak("7 boats", "en")
        assert engine.cannot_speak("Seven boats!", "en") == ""

    def test_long_lines_outgrow_the_first_draw_of_noise(self) -> None:
        engine = piper()
        slow = engine.speak(SpeechRequest("a " * 90 + ".", "en", "amy", 0.5))
        assert float(slow.seconds) > 8


class TestEspeak:
    def test_says_how_to_get_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineUnavailable, match=r"apt install espeak-ng.*brew install"):
            EspeakEngine()

    def test_a_command_that_fails_is_one_line(self) -> None:
        engine = EspeakEngine(str(tiny.espeak()))
        with pytest.raises(EngineError, match="only phonemes here") as caught:
            say(engine, voice="us-m3")
        assert "\n" not in str(caught.value)

    def test_languages_keep_the_throat(self, espeak: EspeakEngine) -> None:
        for text, language in (
            ("We must go.", "en"), ("Wir müssen gehen.", "de"), ("Il faut partir.", "fr"),
            ("Нам пора.", "ru"), ("我们走吧。", "zh"), ("Vamos embora.", "pt-BR"),
            ("हमें जाना चाहिए।", "hi"),
        ):  # fmt: skip
            assert espeak.cannot_speak(text, language) == ""
            high, low = (
                espeak.speak(SpeechRequest(text, language, f"gb-{who}")) for who in ("f3", "m1")
            )
            assert track_pitch(high.samples, high.rate_hz).median_hz > 1.3 * (
                track_pitch(low.samples, low.rate_hz).median_hz
            )

    def test_it_names_letters_it_would_spell_out(self, espeak: EspeakEngine) -> None:
        assert "'漢'" in espeak.cannot_speak("漢字です。", "ja")
        assert "'П'" in espeak.cannot_speak("Привет!", "en")
        assert "does not speak 'tlh'" in espeak.cannot_speak("nuqneH", "tlh")

    def test_delivery_is_heard(self, espeak: EspeakEngine) -> None:
        text = "We should leave before the rain comes back."

        def spoken(**delivery: Any) -> Any:
            return espeak.speak(SpeechRequest(text, "en", "us-m3", delivery=Delivery(**delivery)))

        def pitch(sound: Any) -> Any:
            return track_pitch(sound.samples, sound.rate_hz)

        plain, high = spoken(), spoken(pitch_semitones=5.0)
        moved = 12 * np.log2(pitch(high).median_hz / pitch(plain).median_hz)
        assert moved == pytest.approx(5.0, abs=1.2)
        assert "pitch_semitones" in high.notes["acted"]
        assert "pitch_semitones" not in spoken(pitch_semitones=12.0).notes["acted"]
        flat, lively = spoken(intonation=0.2), spoken(intonation=1.8)
        ranges = [np.std(np.log2(p.f0_hz[p.voiced])) for p in map(pitch, (flat, lively))]
        assert ranges[1] > 1.5 * ranges[0]
        whisper = spoken(breath=1.0)
        assert "breath" in whisper.notes["acted"]
        assert pitch(whisper).voiced.mean() < 0.5 * pitch(plain).voiced.mean()

    def test_markup_in_a_line_is_said_not_obeyed(self, espeak: EspeakEngine) -> None:
        line = espeak.speak(SpeechRequest('Fish & chips <break time="9s"/> now', "en", "us-m3"))
        assert float(line.seconds) < 6


class TestTransformers:
    def test_names_what_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(EngineUnavailable, match=r"set engine_options\.transformers\.model"):
            TransformersEngine()
        with pytest.raises(EngineUnavailable, match="does not exist"):
            TransformersEngine(str(tmp_path / "nowhere"))
        (tmp_path / "config.json").write_text('{"model_type": "llama"}')
        with pytest.raises(EngineUnavailable, match="'llama'; this engine speaks with bark"):
            TransformersEngine(str(tmp_path))
        monkeypatch.setattr(hub, "find_spec", lambda name: None)
        with pytest.raises(EngineUnavailable, match=r"`pip install filmgen\[transformers\]`"):
            TransformersEngine("facebook/mms-tts-eng")

    def test_constructing_imports_nothing_heavy(self) -> None:
        code = (
            "import sys\n"
            "from filmgen.engines.table import create_engine\n"
            f"e = create_engine('speech', 'transformers', {{'model': {str(tiny.mms())!r}}})\n"
            "e.describe(), e.voices(), e.speakers(), e.cannot_speak('Hello.', 'en'); e.close()\n"
            "print(sorted({'torch', 'transformers', 'scipy'} & set(sys.modules)))\n"
        )
        told = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == "[]"

    def test_what_its_tokenizer_would_leave_out_it_names(self) -> None:
        engine = TransformersEngine(str(tiny.mms()))
        assert engine.cannot_speak("Café, 7 o'clock — at 10%!", "en") == ""
        assert "'П'" in engine.cannot_speak("Привет!", "en")
        assert engine.cannot_speak("Bonjour.", "fr")
        german = TransformersEngine(str(tiny.mms()), languages=("de",))
        assert "cannot read 'ß'" in german.cannot_speak("Straße", "de")
        assert "cannot read '7'" in german.cannot_speak("7 Boote", "de")

    def test_languages_come_from_the_tokenizer(self, tmp_path: Path) -> None:
        russian = save_mms(
            tmp_path / "mms-tts-rus", language="rus", letters="абвгдеёжзийклмнопрстуфхцчшщъыьэюя -",
            speakers=1,
        )  # fmt: skip
        engine = TransformersEngine(str(russian))
        assert engine.cannot_speak("Нам пора!", "ru") == ""
        assert "cannot read 'h'" in engine.cannot_speak("Hotel", "ru")
        assert say(engine, text="Нам пора!", language="ru").any()

    def test_numbered_speakers(self) -> None:
        voices = {"ann": {"description": "female", "speaker": "2"}}
        engine = TransformersEngine(str(tiny.mms()), voices=voices)
        assert engine.speakers() == ("0", "1", "2")
        np.testing.assert_array_equal(say(engine, voice="ann"), say(engine, voice="2"))
        with pytest.raises(ConfigError, match="nearest: ann"):
            say(engine, voice="anne")
        wrong = TransformersEngine(
            str(tiny.mms()), voices={"bob": {"description": "male", "speaker": "9"}}
        )
        with pytest.raises(ConfigError, match=r"voices\.bob\.speaker: .* no speaker '9'"):
            say(wrong, voice="bob")

    def test_bark_speaks_by_preset_and_seed(self) -> None:
        engine = TransformersEngine(str(tiny.bark()))
        assert engine.speakers() == ("v2/en_speaker_0", "v2/en_speaker_1")
        assert engine.cannot_speak("Guten Tag.", "de") == ""
        assert "only" in engine.cannot_speak("God dag.", "sv")
        line = engine.speak(SpeechRequest(LINE, "en", "v2/en_speaker_1", seed=1))
        assert line.samples.any() and line.notes["speaker"] == "v2/en_speaker_1"
        np.testing.assert_array_equal(line.samples, say(engine, voice="v2/en_speaker_1", seed=1))
        assert not np.array_equal(line.samples, say(engine, voice="v2/en_speaker_1", seed=2))
        assert not np.array_equal(line.samples, say(engine, voice="v2/en_speaker_0", seed=1))

    def test_speecht5_speaks_with_a_speaker_s_vector(self, tmp_path: Path) -> None:
        folder = tiny.speecht5()
        voices = {
            name: {"description": gender, "embedding": str(folder / f"{name}.npy")}
            for name, gender in (("ann", "female"), ("bob", "male"))
        }
        options = {"model": str(folder), "vocoder": str(folder / "vocoder")}
        engine = TransformersEngine(**options, voices=voices)
        ann = say(engine, voice="ann")
        np.testing.assert_array_equal(ann, say(engine, voice="ann"))
        assert not np.array_equal(ann, say(engine, voice="bob"))
        with pytest.raises(EngineError, match="needs a speaker's embedding of 8 numbers, not none"):
            say(TransformersEngine(**options))
        np.save(tmp_path / "short.npy", np.zeros(3, np.float32))
        short = {"ann": {"description": "female", "embedding": str(tmp_path / "short.npy")}}
        with pytest.raises(EngineError, match="not one of 3"):
            say(TransformersEngine(**options, voices=short), voice="ann")
        (tmp_path / "words.npy").write_text("words")
        words = {"ann": {"description": "female", "embedding": str(tmp_path / "words.npy")}}
        with pytest.raises(ConfigError, match=r"voices\.ann\.embedding"):
            say(TransformersEngine(**options, voices=words), voice="ann")

    def test_weights_that_are_cut_off(self, tmp_path: Path) -> None:
        copy = tmp_path / "cut"
        shutil.copytree(tiny.mms(), copy)
        (copy / "model.safetensors").write_bytes(b"nothing")
        with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
            say(TransformersEngine(str(copy)))
        assert "\n" not in str(caught.value)

    def test_notes_are_json(self) -> None:
        engine = TransformersEngine(str(tiny.mms()))
        request = SpeechRequest(LINE, "en", "1", pronunciations=(("boat", "/boʊt/"),))
        notes = json.loads(json.dumps(dict(engine.speak(request).notes)))
        assert notes == {"speaker": "1", "pace": "model", "as_written": ["boat"]}


def test_a_text_is_cut_at_its_sentences_first() -> None:
    assert cut_text("One. Two three.", 40) == ["One. Two three."]
    assert cut_text("One is here. Two is there, I think.", 20) == [
        "One is here.", "Two is there,", "I think.",
    ]  # fmt: skip
    assert cut_text("你好吗？我们走吧。", 5) == ["你好吗？", "我们走吧。"]
    assert [len(piece) for piece in cut_text("x" * 25, 10)] == [10, 10, 5]
    assert cut_text("   ", 10) == []


def test_respelling_takes_whole_words_and_leaves_phonemes() -> None:
    told = (("niamh", "neev"), ("cat", "/kat/"), ("c:\\x", "see"))
    assert respelled("Niamh's cat, NIAMH, concat", told) == ("neev's cat, neev, concat", ("cat",))


def test_the_longest_word_is_respelled_and_nothing_twice() -> None:
    told = (("jose", "josey"), ("o'brien", "oh bryan"), ("san jose", "san ho-ZAY jose"))
    assert respelled("San  Jose, Jose and the O’Briens", told)[0] == (
        "san ho-ZAY jose, josey and the oh bryans"
    )
    # What is given in IPA stays as written, and so do the words in it.
    assert respelled("San Jose", (("jose", "josey"), ("san jose", "/sæn hoʊˈzeɪ/"))) == (
        "San Jose", ("san jose",),
    )  # fmt: skip


def test_espeak_is_told_phrases_of_the_lexicon_and_stressed_words(espeak: EspeakEngine) -> None:
    request = SpeechRequest(
        "Not San Jose, & \ue000NEVER again 🎉", "en", "", delivery=Delivery(stressed=(4,)),
        pronunciations=(("san jose", "san ho-ZAY"),),
    )  # fmt: skip
    assert _ssml(request) == (
        '<speak>Not san ho-ZAY, &amp; <emphasis level="strong">NEVER</emphasis> again </speak>',
        (),
    )


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 2.0])
def test_stretching_keeps_the_pitch_and_says_it_the_same_way_twice(speed: float) -> None:
    sound = vowels(seconds=1.5, f0_hz=140.0, tract=1.0, seed=3)
    made = stretched(sound.samples, sound.rate_hz, speed)
    assert len(made) == round(len(sound.samples) / speed)
    before, after = (track_pitch(s, sound.rate_hz).median_hz for s in (sound.samples, made))
    assert after == pytest.approx(before, rel=0.06)
    np.testing.assert_array_equal(made, stretched(sound.samples, sound.rate_hz, speed))


def test_a_clause_with_a_stop_of_its_own_stays_one(espeak: EspeakEngine) -> None:
    command = espeak_command.find_command("espeak")
    told = espeak_command.phonemes(command, ["wait. now", "he ran"], "en-us")
    assert len(told) == 2 and all(told)


def test_a_command_that_is_not_there_is_named_at_once() -> None:
    with pytest.raises(EngineUnavailable, match="no command no-such-speaker"):
        EspeakEngine("no-such-speaker")
