"""Stable Diffusion over the blocking: the real pipelines on tiny random weights."""

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
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.diffusers import DiffusersEngine, depth_picture
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import Frame
from tests.engines import tiny
from tests.engines.tiny import needs
from tests.previs.builders import panels

PROMPT = "storyboard frame, medium shot, two people at a table, daylight"


def request(**changes: Any) -> FrameRequest:
    return replace(FrameRequest(panels()["two-day"], 128, 72, 0.0, "ink", 7, PROMPT), **changes)


def made(model: Path, **options: Any) -> DiffusersEngine:
    return DiffusersEngine(**{"model": str(model), "steps": 3, "strength": 0.7, **options})


def differ(one: Frame, other: Frame) -> float:
    return float(np.abs(one.picture.astype(int) - other.picture.astype(int)).mean())


@pytest.fixture(scope="module")
def plain() -> Frame:
    return made(tiny.sd()).draw(request())


# Before anything is loaded


def test_needs_a_model_and_says_where_to_name_it() -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(EngineUnavailable, match=r"set engine_options\.diffusers\.model") as caught:
        create_engine("storyboard", "diffusers")
    assert "\n" not in str(caught.value)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "find_spec", lambda name: None if name == "accelerate" else object())
    with pytest.raises(EngineUnavailable, match=r"accelerate not .*pip install filmgen\[diffusion"):
        DiffusersEngine(model="someone/something")


def test_constructing_imports_nothing_heavy() -> None:
    model = tiny.sd()
    code = (
        "import sys\n"
        "from filmgen.engines.table import create_engine\n"
        f"engine = create_engine('storyboard', 'diffusers', {{'model': {str(model)!r}}})\n"
        "engine.describe(); engine.close()\n"
        "print(sorted({'torch', 'diffusers', 'transformers', 'cv2'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_folder_that_is_not_there_or_no_model(tmp_path: Path) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(EngineUnavailable, match="does not exist"):
        made(tmp_path / "nowhere")
    with pytest.raises(EngineUnavailable, match=r"no diffusers model: it has no model_index\.json"):
        made(tmp_path)
    (tmp_path / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
    with pytest.raises(EngineUnavailable, match="FluxPipeline; use a Stable Diffusion"):
        made(tmp_path)
    (tmp_path / "model_index.json").write_text("{")
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        made(tmp_path)


def test_a_controlnet_of_another_base(tmp_path: Path) -> None:
    model = tiny.sd()
    (tmp_path / "config.json").write_text('{"cross_attention_dim": 2048}')
    with pytest.raises(EngineUnavailable, match=r"another base .* text width 2048, not 32"):
        made(model, controlnet=str(tmp_path))


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"strength": 0.0}, "strength"),
        ({"strength": 0.1, "steps": 5}, "strength"),
        ({"steps": 0}, "steps"),
        ({"guidance": -1}, "guidance"),
        ({"scheduler": "karras"}, "scheduler"),
        ({"dtype": "int8"}, "dtype"),
        ({"control": "pose"}, "control"),
        ({"side_px": 8}, "side_px"),
    ],
)
def test_options_out_of_range_name_their_key(options: dict[str, Any], key: str) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(ConfigError, match=rf"engine_options\.diffusers\.{key}"):
        DiffusersEngine(model="someone/something", **options)


def test_an_unknown_option_is_a_config_error() -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(ConfigError, match="stepz"):
        create_engine("storyboard", "diffusers", {"model": "a/b", "stepz": 3})


# What it says of itself


def test_it_says_which_model_and_whose_licence() -> None:
    info = made(tiny.sd(), licence="creativeml-openrail-m").describe()
    assert (info.model, info.licence) == ("tiny-sd", "creativeml-openrail-m")
    assert made(tiny.sd()).describe().licence == "unknown: see the model's card"
    hub_info = DiffusersEngine(model="someone/something", revision="abc123").describe()
    assert hub_info.model == "someone/something"
    assert hub_info.revision.startswith("abc123+")


def test_the_revision_changes_with_weights_and_options(tmp_path: Path) -> None:
    copy = tmp_path / "tiny-sd"
    shutil.copytree(tiny.sd(), copy)
    revision = made(copy).describe().revision
    assert revision == made(tiny.sd()).describe().revision
    others = {
        made(copy, **options).describe().revision
        for options in (
            {"steps": 4}, {"strength": 0.5}, {"guidance": 2.0}, {"scheduler": "ddim"},
            {"negative": "rain"}, {"side_px": 64}, {"dtype": "bfloat16"},
            {"controlnet": str(tiny.controlnet())},
        )
    }  # fmt: skip
    assert len(others | {revision}) == 9
    weights = next(copy.glob("unet/*.safetensors"))
    raw = bytearray(weights.read_bytes())
    raw[-1000:] = bytes(1000)
    weights.write_bytes(raw)
    assert made(copy).describe().revision != revision


# The picture


def test_it_draws_over_the_blocking_and_keeps_its_passes(plain: Frame) -> None:
    previs = PrevisEngine().draw(request())
    assert plain.picture.shape == previs.picture.shape
    assert differ(plain, previs) > 5
    assert previs.depth_m is not None and previs.figure_ids is not None
    np.testing.assert_array_equal(plain.depth_m, previs.depth_m)
    np.testing.assert_array_equal(plain.figure_ids, previs.figure_ids)
    np.testing.assert_array_equal(plain.passes["previs"], previs.picture)
    assert plain.figures == previs.figures
    assert plain.notes["keypoints"] == previs.notes["keypoints"]


def test_notes_record_what_made_it(plain: Frame) -> None:
    notes = json.loads(json.dumps(dict(plain.notes)))
    assert notes["model"] == "tiny-sd"
    assert notes["seed"] == 7
    assert notes["worked_at_px"] == [168, 96]  # about 128 squared, 16:9, by eights
    assert notes["scheduler"] == "EulerDiscreteScheduler"
    assert (notes["prompt"], notes["prompt_cut"]) == (PROMPT, "")


def test_what_the_model_cannot_read_is_cut_and_said() -> None:
    # The tiny tokenizer takes a letter for a token, so 75 letters are the limit.
    long = f"{PROMPT}, night falls over the harbour, 35mm lens"
    notes = made(tiny.sd()).draw(request(prompt=long)).notes
    assert notes["prompt"] == PROMPT
    assert notes["prompt_cut"] == "night falls over the harbour, 35mm lens"
    endless = made(tiny.sd()).draw(request(prompt="ships " * 50)).notes
    assert endless["prompt"] == " ".join(["ships"] * 15)


def test_seed_words_and_blocking_all_matter(plain: Frame) -> None:
    engine = made(tiny.sd())
    assert differ(plain, engine.draw(request(seed=8))) > 1
    assert differ(plain, engine.draw(request(prompt="a burning house"))) > 0.01
    assert differ(plain, engine.draw(request(panel=panels()["street-night"]))) > 0.5
    # ... and nothing that was drawn in between.
    assert differ(plain, engine.draw(request())) == 0


def test_strength_is_how_far_it_leaves_the_blocking() -> None:
    frames = [made(tiny.sd(), strength=s, steps=10).draw(request()) for s in (0.1, 0.4, 1.0)]
    # Random weights: the VAE alone changes much, so steps are told apart, not measured.
    assert differ(frames[0], frames[1]) > 0.5
    assert differ(frames[1], frames[2]) > 0.5


@pytest.mark.parametrize("control", ["depth", "edges"])
def test_a_controlnet_steers(plain: Frame, control: str) -> None:
    options = {"controlnet": str(tiny.controlnet()), "control": control}
    steered = made(tiny.sd(), **options).draw(request())
    assert differ(plain, steered) > 0.05
    off = made(tiny.sd(), **options, control_scale=0.0).draw(request())
    assert differ(plain, off) == 0


def test_sdxl_with_another_scheduler() -> None:
    engine = made(tiny.sdxl(), scheduler="dpm++", side_px=96)
    frame = engine.draw(request())
    assert frame.picture.shape == (72, 128, 3)
    assert frame.notes["scheduler"] == "DPMSolverMultistepScheduler"
    assert frame.notes["worked_at_px"] == [128, 72]
    assert differ(frame, engine.draw(request())) == 0
    assert frame.picture.std() > 1


def test_a_tall_frame_larger_than_the_model_works_at() -> None:
    frame = made(tiny.sd()).draw(request(width_px=180, height_px=320, overscan=0.06))
    assert frame.picture.shape[0] == 320 + 2 * round(320 * 0.06)
    assert frame.notes["worked_at_px"] == [96, 168]


# What can go wrong


def test_a_blocked_picture_is_an_error_not_a_black_frame(tmp_path: Path) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_sd

    model = save_sd(tmp_path / "strict", blocks_all=True)
    with pytest.raises(EngineError, match="safety checker"):
        made(model).draw(request())


def test_weights_that_are_cut_off(tmp_path: Path) -> None:
    copy = tmp_path / "cut"
    shutil.copytree(tiny.sd(), copy)
    weights = next(copy.glob("unet/*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(EngineUnavailable, match="cannot be loaded") as caught:
        made(copy).draw(request())
    assert "\n" not in str(caught.value)


def test_a_hub_id_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EngineUnavailable, match=r"someone/something cannot be loaded.*folder"):
        DiffusersEngine(model="someone/something").draw(request())


def test_depth_is_near_white_and_far_black() -> None:
    depth = np.array([[1.0, 2.0, 4.0, np.inf]], np.float32).repeat(40, axis=0)
    row = depth_picture(depth)[0].astype(int)
    assert row[0] == 255 and row[3] == 0
    assert row[1] == pytest.approx(128, abs=1)  # inverse depth: half at twice the distance
    assert row[2] == pytest.approx(64, abs=1)
    assert not depth_picture(np.full((4, 4), np.inf, np.float32)).any()
