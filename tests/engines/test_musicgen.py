"""MusicGen through its real loading code, on tiny random weights and a tiny T5."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.engines.music.musicgen import MusicgenScore, caption_of
from filmgen.engines.protocols import ScoreRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.sound.signal.loudness import measure
from filmgen.timecode import SAMPLE_RATE_HZ
from tests.engines import tiny
from tests.engines.tiny import needs
from tests.engines.tiny_audiogen import MUSIC_WINDOW_S

PACKAGES = ("audiocraft", "xformers", "torchaudio", "omegaconf", "flashy", "spacy", "av")
CALM = ScoreRequest(4 * SAMPLE_RATE_HZ, ((0.0, 0.2),), "warm", 5)


def made(stereo: bool = False, **options: Any) -> MusicgenScore:
    given = {"model": str(tiny.musicgen(stereo)), "text_encoder": str(tiny.t5_small())}
    return MusicgenScore(**given | options)


@pytest.fixture(scope="module")
def engine() -> MusicgenScore:
    return made()


def levels_db(sound: FloatArray) -> FloatArray:
    """Level of each second, dB."""
    whole = sound[:, : sound.shape[1] // SAMPLE_RATE_HZ * SAMPLE_RATE_HZ]
    power = np.mean(whole.reshape(2, -1, SAMPLE_RATE_HZ) ** 2, axis=(0, 2))
    levels: FloatArray = 10 * np.log10(power + 1e-12)
    return levels


# Words


def test_words_follow_the_mood_and_the_tension_of_their_stretch() -> None:
    rising = ScoreRequest(
        10, ((0.0, 0.0), (60.0, 1.0)), "eerie", 1, words="INT. HOUSE - NIGHT. She listens."
    )
    calm, middle, utmost = (caption_of(rising, at, at + 2.0) for at in (2.0, 28.0, 57.0))
    assert "calm" in calm and "building" in middle and "relentless" in utmost
    assert all("eerie" in said and "house at night, she listens" in said for said in (calm, utmost))
    assert "brooding" in caption_of(dataclasses.replace(rising, mood="Brooding"), 0.0, 1.0)
    assert caption_of(ScoreRequest(10, (), "", 1), 0.0, 1.0) == "film score, instrumental"


# Before anything is loaded


def test_needs_a_model_and_says_where_to_name_it() -> None:
    needs("audiocraft", *PACKAGES)
    with pytest.raises(EngineUnavailable, match=r"set engine_options\.musicgen\.model"):
        create_engine("music", "musicgen")


def test_a_text_encoder_must_be_a_folder(tmp_path: Path) -> None:
    for encoder in (str(tmp_path / "nowhere"), "google/t5"):
        with pytest.raises(EngineUnavailable, match=r"engine_options\.musicgen\.text_encoder"):
            made(text_encoder=encoder)


def test_an_option_out_of_range_names_its_key() -> None:
    with pytest.raises(ConfigError, match=r"engine_options\.musicgen\.guidance"):
        made(guidance=0.0)


# The music


def test_what_it_plays_sits_under_dialogue_and_says_what_was_asked(engine: MusicgenScore) -> None:
    cue = engine.compose(CALM)
    heard = measure(cue.samples).integrated_lufs
    assert heard is not None and -38.0 < heard < -27.0
    assert cue.notes["prompts"] == [caption_of(CALM, 0.0, 4.0)]


def test_a_mono_model_leaves_the_middle_and_a_stereo_one_keeps_its_picture() -> None:
    mono = made().compose(CALM).samples
    assert 0.2 < np.corrcoef(mono)[0, 1] < 0.95
    bass = np.fft.rfft(mono, axis=1)[:, : 4 * 80]
    np.testing.assert_allclose(bass[0], bass[1], atol=0.05 * np.abs(bass).max())
    stereo = made(stereo=True).compose(CALM).samples
    assert np.corrcoef(stereo)[0, 1] < 0.5


def test_a_long_cue_is_continued_and_told_what_the_scene_became(engine: MusicgenScore) -> None:
    seconds = MUSIC_WINDOW_S + 4
    cue = engine.compose(
        ScoreRequest(
            round(seconds * SAMPLE_RATE_HZ), ((0.0, 0.1), (8.0, 0.1), (seconds, 1.0)), "", 5
        )
    )
    assert cue.length_samples == round(seconds * SAMPLE_RATE_HZ)
    assert len(cue.notes["prompts"]) == 2
    levels = levels_db(cue.samples)
    assert levels[2:-4].min() > levels.max() - 20.0  # no gap where it was continued
    first, later = cue.samples[0, : 3 * SAMPLE_RATE_HZ], cue.samples[0, -3 * SAMPLE_RATE_HZ :]
    assert abs(np.corrcoef(first, later)[0, 1]) < 0.5


def test_it_makes_way_for_speech_and_follows_the_tension(engine: MusicgenScore) -> None:
    long = dataclasses.replace(CALM, length_samples=12 * SAMPLE_RATE_HZ)
    plain = levels_db(engine.compose(long).samples)
    spoken = levels_db(engine.compose(dataclasses.replace(long, speech=((4.0, 8.0),))).samples)
    assert (plain - spoken)[4:8].min() > 4.0
    assert np.abs(plain - spoken)[[1, 2, 10]].max() < 0.5
    tense = dataclasses.replace(long, tension=((0.0, 0.2), (2.0, 0.2), (10.0, 0.24)))
    louder = dataclasses.replace(long, tension=((0.0, 0.0), (12.0, 0.24)))
    assert not np.array_equal(engine.compose(tense).samples, engine.compose(louder).samples)


def test_the_text_encoder_reads_and_other_weights_are_another_engine(tmp_path: Path) -> None:
    from tests.engines.tiny_t5 import save_t5

    sad = dataclasses.replace(CALM, mood="sad")
    assert not np.array_equal(made().compose(CALM).samples, made().compose(sad).samples)
    other = save_t5(tmp_path / "t5", width=512, seed=9)
    assert made(text_encoder=str(other)).describe().revision != made().describe().revision
    wrong = save_t5(tmp_path / "wide", width=768)
    with pytest.raises(EngineError, match="musicgen"):
        made(text_encoder=str(wrong)).compose(CALM)
