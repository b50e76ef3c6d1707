"""AudioGen through its real loading code, on tiny random weights."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.engines import hub
from filmgen.engines.ambience.audiocraft import AudiocraftAmbience
from filmgen.engines.ambience.sound_prompts import PROMPTS, prompt_of
from filmgen.engines.audiocraft_model import _Takes
from filmgen.engines.protocols import BedRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import Bed
from filmgen.sound.signal.loudness import measure
from filmgen.sound.synth.render import BEDS, SPOTS
from filmgen.timecode import SAMPLE_RATE_HZ
from tests.engines import tiny
from tests.engines.tiny import needs
from tests.engines.tiny_audiogen import WINDOW_S

PACKAGES = ("audiocraft", "xformers", "torchaudio", "omegaconf", "flashy", "spacy", "av")


def made(**options: Any) -> AudiocraftAmbience:
    return AudiocraftAmbience(**{"model": str(tiny.audiogen()), **options})


def lay(engine: AudiocraftAmbience, kind: str = "rain", seconds: float = 1.0, **more: Any) -> Bed:
    parameters = tuple(sorted(more.pop("parameters", {}).items()))
    length = round(seconds * SAMPLE_RATE_HZ)
    intensity, seed = more.get("intensity", 0.6), more.get("seed", 3)
    return engine.lay(BedRequest(kind, intensity, length, seed, parameters))


@pytest.fixture(scope="module")
def engine() -> AudiocraftAmbience:
    return made(take_s=5.0)


# Words; nothing needs to be installed for these


def test_every_kind_has_words() -> None:
    assert set(PROMPTS) == {*BEDS, *SPOTS}


@pytest.mark.parametrize("kind", sorted({*BEDS, *SPOTS}))
def test_every_knob_of_every_kind_says_something_sane(kind: str) -> None:
    recipe = BEDS[kind] if kind in BEDS else SPOTS[kind]
    for name, words in recipe.knobs.items():
        captions = {
            prompt_of(kind, 0.5, {name: word}) for word in (*words, *((1.0,) * (not words)))
        }
        # One word of a knob is what the plain caption says already; the others are told apart.
        assert len(captions) == max(len(words), 1)


def test_captions_follow_strength_and_knobs() -> None:
    assert prompt_of("rain", 0.5, {"surface": "tin"}) == "rain falling on a tin roof"
    assert prompt_of("wind", 0.9, {"leaves": 0.8}).startswith("loud, intense wind")
    assert prompt_of("wind", 0.1, {"leaves": 0.1}) == "soft, distant wind blowing"
    # A wall is put before the sound that was made, not into it.
    assert prompt_of("crowd", 0.5, {"muffled": 0.8}) == prompt_of("crowd", 0.5, {})


# Before anything is loaded


def test_needs_a_model_and_says_where_to_name_it() -> None:
    needs("audiocraft", *PACKAGES)
    with pytest.raises(EngineUnavailable, match=r"set engine_options\.audiocraft\.model"):
        create_engine("ambience", "audiocraft")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "find_spec", lambda name: None if name == "audiocraft" else object())
    with pytest.raises(EngineUnavailable, match=r"pip install filmgen\[audiocraft\].*--no-deps"):
        AudiocraftAmbience(model="facebook/audiogen-medium")


def test_a_folder_that_is_not_there_or_no_model(tmp_path: Path) -> None:
    needs("audiocraft", *PACKAGES)
    with pytest.raises(EngineUnavailable, match="does not exist"):
        made(model=str(tmp_path / "nowhere"))
    (tmp_path / "state_dict.bin").write_bytes(b"")
    with pytest.raises(EngineUnavailable, match=r"has no compression_state_dict\.bin"):
        made(model=str(tmp_path))


@pytest.mark.parametrize(
    "options", [{"take_s": 1.0}, {"guidance": 0.0}, {"temperature": 0.0}, {"top_k": 0}]
)
def test_options_out_of_range_name_their_key(options: dict[str, Any]) -> None:
    needs("audiocraft", *PACKAGES)
    key = next(iter(options))
    with pytest.raises(ConfigError, match=rf"engine_options\.audiocraft\.{key}"):
        AudiocraftAmbience(model="facebook/audiogen-medium", **options)


def test_constructing_loads_nothing_and_tells_the_licence() -> None:
    needs("audiocraft", *PACKAGES)
    code = (
        "import sys\n"
        "from filmgen.engines.table import create_engine\n"
        "options = {'model': 'facebook/audiogen-medium'}\n"
        "info = create_engine('ambience', 'audiocraft', options).describe()\n"
        "print(info.licence, sorted({'torch', 'audiocraft', 'spacy'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "CC-BY-NC-4.0 []"


# The sound


def test_a_bed_is_wide_and_a_spot_stands_in_the_middle(engine: AudiocraftAmbience) -> None:
    bed, spot = lay(engine, "rain", 2.0), lay(engine, "door", 2.0)
    assert 0.3 < np.corrcoef(bed.samples)[0, 1] < 0.95
    np.testing.assert_array_equal(spot.samples[0], spot.samples[1])


def test_notes_record_the_words(engine: AudiocraftAmbience) -> None:
    notes = lay(engine, "rain", parameters={"surface": "roof"}).notes
    assert json.loads(json.dumps(dict(notes)))["prompt"] == "rain falling on a roof"


def test_words_change_the_sound(engine: AudiocraftAmbience) -> None:
    dry = lay(engine, "rain", parameters={"surface": "roof"}).samples
    wet = lay(engine, "rain", parameters={"surface": "leaves"}).samples
    assert np.abs(dry - wet).max() > 1e-3


def test_longer_than_the_model_s_window_is_continued(engine: AudiocraftAmbience) -> None:
    bed = lay(engine, "wind", WINDOW_S + 1.5)
    assert bed.notes["generated_s"] >= WINDOW_S + 1.5
    assert bed.length_samples == round((WINDOW_S + 1.5) * SAMPLE_RATE_HZ)
    # What is continued is the same sound, not the same samples.
    first, later = bed.samples[0, :SAMPLE_RATE_HZ], bed.samples[0, -SAMPLE_RATE_HZ:]
    assert abs(np.corrcoef(first, later)[0, 1]) < 0.9
    assert later.std() == pytest.approx(first.std(), rel=0.8)


@pytest.mark.parametrize("seconds", [2.9, 3.0, 3.1, 4.4, 4.5, 4.6])
def test_any_length_around_the_window_can_be_asked_for(
    engine: AudiocraftAmbience, seconds: float
) -> None:
    assert lay(engine, "wind", seconds).notes["generated_s"] >= seconds


def test_longer_than_a_take_goes_on_without_a_gap_or_a_step(engine: AudiocraftAmbience) -> None:
    bed = lay(engine, "wind", 21.0)
    assert bed.notes["generated_s"] < 8.0
    levels = bed.samples.reshape(2, -1, SAMPLE_RATE_HZ // 4).std(axis=2)
    assert levels.min() > 0.25 * np.median(levels)
    assert levels.max() < 3.0 * np.median(levels)
    take = lay(engine, "wind", 5.0).samples
    steps = np.abs(np.diff(bed.samples)).max()
    assert steps <= 1.5 * np.abs(np.diff(take)).max()
    np.testing.assert_array_equal(bed.samples, lay(engine, "wind", 21.0).samples)


@pytest.mark.parametrize("kind", ["room", "storm", "explosion", "click"])
def test_it_sits_where_the_synthesiser_s_sits(engine: AudiocraftAmbience, kind: str) -> None:
    heard = measure(lay(engine, kind, 3.0).samples)
    if kind in BEDS:
        assert heard.integrated_lufs == pytest.approx(BEDS[kind].level_lufs, abs=1.0)
    else:
        assert heard.momentary_max_lufs == pytest.approx(SPOTS[kind].level_lufs, abs=1.0)
    softer = measure(lay(engine, kind, 3.0, intensity=0.35).samples).momentary_max_lufs
    assert softer is not None and heard.momentary_max_lufs is not None
    assert softer < heard.momentary_max_lufs - 2.0


def test_nothing_sounds_above_what_the_model_knows(engine: AudiocraftAmbience) -> None:
    spectrum = np.abs(np.fft.rfft(lay(engine, "rain", 2.0).samples[0]))
    hz = np.fft.rfftfreq(2 * SAMPLE_RATE_HZ, 1 / SAMPLE_RATE_HZ)
    assert spectrum[hz > 8500].max() < 1e-3 * spectrum[hz < 7500].max()


def test_a_wall_and_a_distance_are_heard(engine: AudiocraftAmbience) -> None:
    def bright(bed: Bed) -> float:
        spectrum = np.abs(np.fft.rfft(bed.samples[0]))
        hz = np.fft.rfftfreq(bed.length_samples, 1 / SAMPLE_RATE_HZ)
        return float(spectrum[hz > 2000].sum() / spectrum[hz < 1000].sum())

    plain, walled = lay(engine), lay(engine, parameters={"muffled": 0.9})
    assert bright(walled) < 0.5 * bright(plain)
    far = lay(engine, "dog", parameters={"distance": 300.0})
    assert far.samples.std() < 0.5 * lay(engine, "dog").samples.std()


def test_torch_s_generator_is_left_alone(engine: AudiocraftAmbience) -> None:
    import torch

    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    lay(engine)
    assert torch.equal(torch.rand(3), expected)


def test_weights_that_are_cut_off(tmp_path: Path) -> None:
    copy = tmp_path / "cut"
    shutil.copytree(tiny.audiogen(), copy)
    assert made(model=str(copy)).describe().revision == made().describe().revision
    (copy / "state_dict.bin").write_bytes(b"not a checkpoint")
    broken = made(model=str(copy))
    assert broken.describe().revision != made().describe().revision
    with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
        lay(broken)
    assert "\n" not in str(caught.value)


# Long beds


class Noise:
    """A model that gives noise: what `_Takes` sees of one, without a minute of sampling."""

    sample_rate, frame_rate, max_duration, audio_channels = 1600, 50.0, 10.0, 1

    def __init__(self, *, dies_at: int = -1) -> None:
        self.asked: list[str] = []
        self._rng, self._dies_at = np.random.default_rng(1), dies_at

    def set_generation_params(self, *, duration: float, **_: Any) -> None:
        self._samples = int(duration * self.frame_rate) * 32

    def generate(self, captions: list[str]) -> Any:
        import torch

        self.asked.append("new")
        shape = (len(captions), 1, self._samples)
        return torch.from_numpy(self._rng.standard_normal(shape).astype(np.float32))

    def generate_continuation(self, prompt: Any, rate_hz: int, captions: list[str]) -> Any:
        import torch

        assert rate_hz == self.sample_rate and prompt.shape[0] == len(captions)
        made = self.generate(captions)
        self.asked[-1] = "dead" if len(self.asked) == self._dies_at else "on"
        made[:, :, : prompt.shape[2]] = prompt
        if self.asked[-1] == "dead":
            made[:, :, prompt.shape[2] :] = 0
        return torch.as_tensor(made)


def test_five_minutes_are_made_anew_all_the_way() -> None:
    model = Noise()
    sound = _Takes(model, {}).long(lambda *_: "wind", 300.0, 2, 40.0)
    assert sound.shape[0] == 2 and sound.shape[1] >= 300 * model.sample_rate
    # Chapters of 40 s: one window from nothing, the others continued by five seconds each.
    assert model.asked.count("new") == 8 and model.asked.count("on") >= 7 * 5
    one = sound[0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(one, 2 * one.size)) ** 2
    lags = np.fft.irfft(spectrum)[: one.size // 2] / spectrum.mean()
    assert np.abs(lags[model.sample_rate // 10 :]).max() < 0.03
    levels = sound[:, : 300 * model.sample_rate].reshape(2, -1, model.sample_rate // 4).std(axis=2)
    assert levels.min() > 0.85 and levels.max() < 1.15


def test_one_that_falls_silent_starts_anew() -> None:
    model = Noise(dies_at=3)
    sound = _Takes(model, {}).long(lambda *_: "wind", 60.0, 1, 40.0)
    assert model.asked[:4] == ["new", "on", "dead", "new"]
    levels = sound[0, : 60 * model.sample_rate].reshape(-1, model.sample_rate // 4).std(axis=1)
    assert levels.min() > 0.85


def test_it_reads_the_scene_through_a_text_encoder_beside_it() -> None:
    engine = made(model=str(tiny.audiogen_reading()))
    assert engine.reads
    plain = BedRequest("rain", 0.5, SAMPLE_RATE_HZ, 3)
    scene = dataclasses.replace(plain, words="EXT. VILLAGE - NIGHT. Boats knock at the quay.")
    heard = engine.lay(scene)
    assert heard.notes["prompt"] == "rain falling, village at night, boats knock at the quay"
    assert not np.array_equal(heard.samples, engine.lay(plain).samples)


def test_without_its_text_encoder_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    engine = made(model=str(tiny.musicgen()))  # reads with a T5 that is nowhere here
    with pytest.raises(EngineUnavailable, match=r"\.text_encoder to folders") as caught:
        lay(engine)
    assert "\n" not in str(caught.value)
