"""Stable Audio and AudioLDM2 through their real loading code, on tiny random weights."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.engines.ambience.diffusers_audio import DiffusersAmbience, _before_it_trails_off
from filmgen.engines.protocols import BedRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import Bed
from filmgen.sound.signal.loudness import measure
from filmgen.sound.synth.render import BEDS
from filmgen.timecode import SAMPLE_RATE_HZ
from tests.engines import tiny
from tests.engines.tiny import needs
from tests.engines.tiny_audio_diffusers import LDM_RATE_HZ, LDM_WINDOW_S, STABLE_WINDOW_S

MODELS = {"stable": tiny.stable_audio, "ldm": tiny.audioldm2}


def made(which: str = "stable", **options: Any) -> DiffusersAmbience:
    return DiffusersAmbience(**{"model": str(MODELS[which]()), "steps": 2, **options})


def lay(engine: DiffusersAmbience, kind: str = "rain", seconds: float = 1.0, **more: Any) -> Bed:
    base = BedRequest(kind, 0.6, round(seconds * SAMPLE_RATE_HZ), 3)
    return engine.lay(dataclasses.replace(base, **more))


@pytest.fixture(params=MODELS, scope="module")
def engine(request: pytest.FixtureRequest) -> DiffusersAmbience:
    return made(request.param)


# Before anything is loaded


def test_needs_a_model_and_says_where_to_name_it() -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(EngineUnavailable, match=r"set engine_options\.diffusers-audio\.model"):
        create_engine("ambience", "diffusers-audio")


def test_a_folder_that_is_no_such_pipeline(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="does not exist"):
        made(model=str(tmp_path / "nowhere"))
    with pytest.raises(EngineUnavailable, match=r"no model_index\.json"):
        made(model=str(tmp_path))
    (tmp_path / "model_index.json").write_text('{"_class_name": "StableDiffusionPipeline"}')
    with pytest.raises(EngineUnavailable, match="is a StableDiffusionPipeline; this engine runs"):
        made(model=str(tmp_path))


@pytest.mark.parametrize("options", [{"steps": 1}, {"guidance": 0.5}, {"take_s": 1.0}])
def test_options_out_of_range_name_their_key(options: dict[str, Any]) -> None:
    key = next(iter(options))
    with pytest.raises(ConfigError, match=rf"engine_options\.diffusers-audio\.{key}"):
        made(model="cvssp/audioldm2", **options)


def test_constructing_loads_nothing_and_tells_the_licence() -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    code = (
        "import sys\n"
        "from filmgen.engines.table import create_engine\n"
        "options = {'model': 'cvssp/audioldm2'}\n"
        "info = create_engine('ambience', 'diffusers-audio', options).describe()\n"
        "print(info.licence, sorted({'torch', 'diffusers'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "CC-BY-NC-SA-4.0 []"


# The sound


def test_beds_are_wide_and_as_loud_as_the_synthesiser_s(engine: DiffusersAmbience) -> None:
    bed = lay(engine, seconds=1.5)
    assert bed.samples.shape == (2, round(1.5 * SAMPLE_RATE_HZ))
    assert np.corrcoef(bed.samples)[0, 1] < 0.99
    assert measure(bed.samples).integrated_lufs == pytest.approx(BEDS["rain"].level_lufs, abs=1.0)


def test_seeds_words_and_what_is_not_wanted_change_the_sound(engine: DiffusersAmbience) -> None:
    plain = lay(engine).samples
    np.testing.assert_array_equal(plain, lay(engine).samples)
    scene = lay(engine, words="INT. BARN - DAY")
    assert scene.notes["prompt"] == "rain falling, barn by day"
    which = "stable" if "stable" in engine.describe().model else "ldm"
    others = [
        lay(engine, seed=4).samples,
        scene.samples,
        lay(made(which, negative="birds")).samples,
        lay(made(which, guidance=2.0)).samples,
        lay(made(which, steps=3)).samples,
    ]
    for other in others:
        assert np.abs(plain - other).max() > 1e-5


def test_the_options_are_in_the_revision() -> None:
    revisions = {
        made(**options).describe().revision
        for options in ({}, {"negative": "birds"}, {"steps": 3}, {"guidance": 2.0})
    }
    assert len(revisions) == 4


@pytest.mark.parametrize(
    ("which", "window_s"), [("stable", STABLE_WINDOW_S), ("ldm", LDM_WINDOW_S)]
)
def test_longer_than_a_window_is_windows_that_cross(which: str, window_s: float) -> None:
    seconds = 2.2 * window_s
    bed = lay(made(which), seconds=seconds)
    assert bed.length_samples == round(seconds * SAMPLE_RATE_HZ)
    assert seconds <= bed.notes["generated_s"] < seconds + window_s
    levels = bed.samples[:, : bed.length_samples // 4800 * 4800].reshape(2, -1, 4800).std(axis=2)
    assert levels.min() > 0.2 * np.median(levels) and levels.max() < 4 * np.median(levels)
    # Every window is of another noise.
    step = round(window_s * SAMPLE_RATE_HZ * 0.75)
    one, next_one = bed.samples[0, :step], bed.samples[0, step : 2 * step]
    assert abs(np.corrcoef(one[: step // 2], next_one[: step // 2])[0, 1]) < 0.9


def test_what_is_asked_of_a_short_bed_or_a_long_spot(engine: DiffusersAmbience) -> None:
    assert lay(engine, seconds=1 / SAMPLE_RATE_HZ).length_samples == 1
    spot = lay(engine, "explosion", seconds=25.0)
    assert spot.notes["generated_s"] <= STABLE_WINDOW_S
    assert 0 < spot.length_samples <= 25 * SAMPLE_RATE_HZ


def test_a_mono_model_s_spot_stands_in_the_middle_and_knows_its_band() -> None:
    spot = lay(made("ldm"), "door", seconds=1.0)
    np.testing.assert_array_equal(spot.samples[0], spot.samples[1])
    spectrum = np.abs(np.fft.rfft(lay(made("ldm")).samples[0]))
    hz = np.fft.rfftfreq(SAMPLE_RATE_HZ, 1 / SAMPLE_RATE_HZ)
    nyquist = LDM_RATE_HZ / 2
    assert spectrum[hz > 1.1 * nyquist].max() < 1e-2 * spectrum[hz < 0.9 * nyquist].max()


def test_a_language_model_without_its_head_is_mended_and_sounds_the_same() -> None:
    whole, bare = made("ldm"), made(model=str(tiny.audioldm2(bare=True)))
    index = json.loads((tiny.audioldm2(bare=True) / "model_index.json").read_text())
    assert index["language_model"][1] == "GPT2Model"
    np.testing.assert_array_equal(lay(whole).samples, lay(bare).samples)


def test_a_fading_end_is_cut_and_half_is_kept() -> None:
    rng = np.random.default_rng(0)
    window = rng.standard_normal((2, 8000)).astype(np.float32)
    assert _before_it_trails_off(window, 1000) is window
    window[:, 6000:] *= 0.001
    assert _before_it_trails_off(window, 1000).shape[1] == 6000
    window[:, 1000:] *= 0.001
    assert 4000 <= _before_it_trails_off(window, 1000).shape[1] <= 6000


def test_torch_s_generator_is_left_alone(engine: DiffusersAmbience) -> None:
    import torch

    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    lay(engine)
    assert torch.equal(torch.rand(3), expected)


# What breaks


def test_weights_that_are_cut_off(tmp_path: Path) -> None:
    copy = shutil.copytree(tiny.stable_audio(), tmp_path / "cut")
    weights = copy / "vae" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    broken = made(model=str(copy))
    assert broken.describe().revision != made().describe().revision
    with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
        lay(broken)
    assert "\n" not in str(caught.value)


def test_a_model_that_gives_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = made()
    lay(engine)
    decoder = engine._pipeline.vae.decoder
    for parameter in decoder.parameters():
        parameter.data.fill_(float("nan"))
    with pytest.raises(EngineError, match="gave no numbers"):
        lay(engine)


def test_the_released_scheduler_says_what_it_lacks(tmp_path: Path) -> None:
    copy = shutil.copytree(tiny.stable_audio(), tmp_path / "cosine")
    for name in ("model_index.json", "scheduler/scheduler_config.json"):
        text = (copy / name).read_text()
        text = text.replace("EDMDPMSolverMultistep", "CosineDPMSolverMultistep")
        (copy / name).write_text(text)
    engine = made(model=str(copy))
    if find_spec("torchsde"):
        np.testing.assert_array_equal(lay(engine).samples, lay(engine).samples)
        return
    with pytest.raises(EngineUnavailable, match="torchsde"):
        lay(engine)
