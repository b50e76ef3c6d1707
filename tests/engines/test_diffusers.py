"""Stable Diffusion over the blocking: the real pipelines on tiny random weights."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filmgen.engines import hub
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.diffusers import DiffusersEngine
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import Frame, Missing
from tests.engines import tiny
from tests.engines.tiny import needs
from tests.previs.builders import panels

PROMPT = "storyboard frame, medium shot, two people at a table, daylight"
OTHER = "a burning house"


def request(**changes: Any) -> FrameRequest:
    return replace(FrameRequest(panels()["two-day"], 128, 72, 0.0, "ink", 7, PROMPT), **changes)


def made(model: Path, **options: Any) -> DiffusersEngine:
    return DiffusersEngine(**{"model": str(model), "steps": 3, "strength": 0.7, **options})


def control(*kinds: str, model: Path | None = None, **more: Any) -> dict[str, Any]:
    folder = str(model or tiny.controlnet())
    return {"control": {kind: {"model": folder, "weight": 0.8, **more} for kind in kinds}}


def differ(one: Frame | Missing, other: Frame | Missing) -> float:
    assert isinstance(one, Frame) and isinstance(other, Frame), (one, other)
    return float(np.abs(one.picture.astype(int) - other.picture.astype(int)).mean())


def psnr(one: Frame | Missing, other: Frame | Missing) -> float:
    assert isinstance(one, Frame) and isinstance(other, Frame), (one, other)
    error = np.square(one.picture.astype(float) - other.picture.astype(float)).mean()
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


@pytest.fixture(scope="module")
def plain() -> Frame:
    return made(tiny.sd()).draw(request())


@pytest.fixture(scope="module")
def drawn_from_words() -> Frame:
    return made(tiny.sd(), strength=1.0).draw(request())


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
    options = {
        "model": str(tiny.sd()),
        **control("depth", "openpose"),
        "loras": [{"path": str(tiny.lora())}],
    }
    code = (
        "import sys\n"
        "from filmgen.engines.table import create_engine\n"
        f"engine = create_engine('storyboard', 'diffusers', {options!r})\n"
        "engine.describe(); engine.close()\n"
        "print(sorted({'torch', 'diffusers', 'transformers', 'cv2', 'PIL'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"strength": 0.0}, "strength"),
        ({"strength": 0.1, "steps": 5}, "strength"),
        ({"steps": 0}, "steps"),
        ({"guidance": -1}, "guidance"),
        ({"scheduler": "karras"}, "scheduler: no scheduler 'karras'; use ddim, dpm"),
        ({"dtype": "int8"}, "dtype"),
        ({"side_px": 8}, "side_px"),
        ({"batch_size": 0}, "batch_size"),
        ({"offload": True}, "offload"),
        ({"control": {"pose": {"model": "a/b"}}}, "control.pose"),
        ({"control": {"depth": {"model": "a/b", "wight": 1}}}, "control.depth.wight: .* weight"),
        ({"control": {"depth": {"start": 0.9, "end": 0.5}}}, "control.depth: start 0.9 is not"),
        ({"loras": [{"path": "a/b", "weight": 9}]}, "loras.0.weight"),
        ({"references": "cast"}, "references: no IP-Adapter is configured"),
        ({"stepz": 3}, "stepz: unknown key; did you mean steps"),
    ],
)
def test_options_that_cannot_be_name_their_key(options: dict[str, Any], key: str) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(ConfigError, match=rf"engine_options\.diffusers\.{key}") as caught:
        DiffusersEngine(model="someone/something", **options)
    assert "\n" not in str(caught.value)


# What it says of itself


def test_it_says_which_model_and_whose_licence() -> None:
    info = made(tiny.sd(), licence="creativeml-openrail-m").describe()
    assert (info.model, info.licence) == ("tiny-sd", "creativeml-openrail-m")
    assert made(tiny.sd()).describe().licence == "unknown: see the model's card"
    assert made(tiny.sd(), **control("depth")).describe().model == "tiny-sd + tiny-controlnet"
    hub_info = DiffusersEngine(model="someone/something", revision="abc123").describe()
    assert hub_info.model == "someone/something"
    assert hub_info.revision.startswith("someone/something@abc123+")


def test_the_revision_changes_with_weights_and_options(tmp_path: Path) -> None:
    copy = tmp_path / "tiny-sd"
    shutil.copytree(tiny.sd(), copy)
    revision = made(copy).describe().revision
    assert revision == made(tiny.sd()).describe().revision
    # What changes memory or time, not the picture, is no new picture.
    same = {"batch_size": 4, "offload": "model", "vae_slicing": True, "licence": "mit"}
    assert made(copy, **same).describe().revision == revision
    others = {
        made(copy, **options).describe().revision
        for options in (
            {"steps": 4}, {"strength": 0.5}, {"guidance": 2.0}, {"scheduler": "ddim"},
            {"negative": "rain"}, {"side_px": 64}, {"dtype": "bfloat16"}, {"style": "charcoal"},
            control("depth"), control("canny"), control("depth", "canny"),
            control("depth", end=0.5), {"loras": [{"path": str(tiny.lora())}]},
            {"loras": [{"path": str(tiny.lora()), "weight": 0.5}]},
        )
    }  # fmt: skip
    assert len(others | {revision}) == 15
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


def test_notes_record_what_made_it_and_nothing_that_changes_by_the_run(plain: Frame) -> None:
    notes = json.loads(json.dumps(dict(plain.notes)))
    assert notes["model"] == "tiny-sd"
    assert notes["licence"] == "unknown: see the model's card"
    assert notes["seed"] == 7
    assert notes["worked_at_px"] == [168, 96]  # about 128 squared, 16:9, by eights
    assert notes["scheduler"] == "EulerDiscreteScheduler"
    assert (notes["prompt"], notes["prompt_cut"]) == (PROMPT, "")
    assert (notes["controls"], notes["loras"], notes["references"]) == ([], [], [])
    assert notes["safety_checker"] is False
    assert not {"seconds", "peak_memory_mib", "drawn_at_once"} & set(notes)
    assert plain.measured["seconds"] > 0 and plain.measured["peak_memory_mib"] > 0


def test_the_sidecar_names_the_commit_that_a_hub_model_was(tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    copy = tmp_path / "models--someone--something" / "snapshots" / commit
    shutil.copytree(tiny.sd(), copy)
    assert made(copy, steps=2).draw(request()).notes["revision"] == commit


def test_what_the_model_cannot_read_is_cut_and_said() -> None:
    # The tiny tokenizer takes a letter for a token, so 75 letters are the limit.
    long = f"{PROMPT}, night falls over the harbour, 35mm lens"
    notes = made(tiny.sd(), negative="blur, " * 30).draw(request(prompt=long)).notes
    assert notes["prompt"] == f"{PROMPT}, night falls over the"
    assert notes["prompt_cut"] == "harbour, 35mm lens"
    assert notes["negative"] and notes["negative_cut"]
    engine = made(tiny.sd(), side_px=64)
    told = [engine.draw(request(prompt=long)).measured.get("told") for _ in range(7)]
    assert told[0] == ["its prompt is longer than the model reads, left out: harbour, 35mm lens"]
    assert told[5] == [
        "more prompts are longer than the model reads; see prompt_cut in each panel.json"
    ]
    assert told[6] is None
    endless = made(tiny.sd()).draw(request(prompt="ships " * 50)).notes
    assert endless["prompt"] == " ".join(["ships"] * 15)
    assert endless["prompt_cut"].count("ships") == 35


def test_a_style_of_ones_own_takes_the_place_of_the_looks() -> None:
    from filmgen.engines.storyboard.prompts import STYLES

    engine = made(tiny.sd(), style="charcoal")
    assert engine.draw(request(prompt=f"{STYLES['ink']}, a quay")).notes["prompt"] == (
        "charcoal, a quay"
    )
    assert engine.draw(request(prompt="")).notes["prompt"] == "charcoal"


def test_seed_words_and_blocking_all_matter(plain: Frame) -> None:
    engine = made(tiny.sd())
    assert differ(plain, engine.draw(request(seed=8))) > 1
    assert differ(plain, engine.draw(request(prompt=OTHER))) > 0.01
    assert differ(plain, engine.draw(request(panel=panels()["street-night"]))) > 0.5
    # ... and nothing that was drawn in between.
    assert differ(plain, engine.draw(request())) == 0


def test_strength_is_how_far_it_leaves_the_blocking(drawn_from_words: Frame) -> None:
    frames = [made(tiny.sd(), strength=s, steps=10).draw(request()) for s in (0.1, 0.4)]
    # Random weights: the VAE alone changes much, so steps are told apart, not measured.
    assert differ(frames[0], frames[1]) > 0.5
    # At 1 the previs picture is not seen: another one under the same words is the same picture.
    engine = made(tiny.sd(), strength=1.0)
    elsewhere = engine.draw(request(panel=panels()["street-night"]))
    assert differ(drawn_from_words, elsewhere) == 0


@pytest.mark.parametrize("kind", ["depth", "openpose", "canny", "scribble", "lineart"])
def test_each_control_steers(plain: Frame, kind: str) -> None:
    steered = made(tiny.sd(), **control(kind)).draw(request())
    assert differ(plain, steered) > 0.01
    assert steered.notes["controls"] == [
        {"pass": kind, "model": "tiny-controlnet", "weight": 0.8, "start": 0.0, "end": 1.0}
    ]


def test_any_subset_of_controls_steers_from_words_alone(drawn_from_words: Frame) -> None:
    one = made(tiny.sd(), strength=1.0, **control("depth")).draw(request())
    several = made(tiny.sd(), strength=1.0, **control("depth", "openpose", "canny"))
    three = several.draw(request())
    assert differ(drawn_from_words, one) > 0.05
    assert differ(one, three) > 0.05
    brief = made(tiny.sd(), strength=1.0, **control("depth", end=0.4)).draw(request())
    assert differ(one, brief) > 0.01
    off = {"control": {"depth": {"model": str(tiny.controlnet()), "weight": 0.0}}}
    assert differ(drawn_from_words, made(tiny.sd(), strength=1.0, **off).draw(request())) == 0


def test_sdxl_with_controls_and_another_scheduler() -> None:
    engine = made(tiny.sdxl(), scheduler="dpm++-karras", side_px=96)
    frame = engine.draw(request())
    assert frame.picture.shape == (72, 128, 3)
    assert frame.notes["scheduler"] == "DPMSolverMultistepScheduler"
    assert frame.notes["worked_at_px"] == [128, 72]
    assert differ(frame, engine.draw(request())) == 0
    assert frame.picture.std() > 1
    nets = control("depth", "canny", model=tiny.controlnet_sdxl())
    steered = made(tiny.sdxl(), scheduler="dpm++-karras", side_px=96, **nets).draw(request())
    assert differ(frame, steered) > 0.05


@pytest.mark.parametrize(
    ("scheduler", "name", "guidance"),
    [("turbo", "EulerAncestralDiscreteScheduler", 0.0), ("lcm", "LCMScheduler", 1.0)],
)
def test_few_step_models_run_unguided(scheduler: str, name: str, guidance: float) -> None:
    engine = made(tiny.sdxl(), scheduler=scheduler, guidance=guidance, steps=2, strength=1.0)
    frame = engine.draw(request())
    assert frame.notes["scheduler"] == name
    assert frame.notes["negative"] == ""  # unread without guidance: not claimed
    assert differ(frame, engine.draw(request())) == 0


def test_a_model_of_another_kind_keeps_what_it_predicts(tmp_path: Path) -> None:
    """SD 2.x predicts velocity, distilled LCMs have a pipeline class of their own."""
    copy = tmp_path / "sd2"
    shutil.copytree(tiny.sd(), copy)
    for name, change in (
        ("scheduler/scheduler_config.json", {"prediction_type": "v_prediction"}),
        ("model_index.json", {"_class_name": "LatentConsistencyModelPipeline"}),
    ):
        data = json.loads((copy / name).read_text()) | change
        (copy / name).write_text(json.dumps(data))
    noise = made(tiny.sd(), scheduler="dpm++").draw(request())
    velocity = made(copy, scheduler="dpm++").draw(request())
    assert differ(noise, velocity) > 0.5


def test_a_lora_changes_the_model_by_its_weight(plain: Frame) -> None:
    def lora(weight: float) -> Frame:
        loras = [{"path": str(tiny.lora()), "weight": weight}]
        return made(tiny.sd(), loras=loras).draw(request())

    assert differ(plain, lora(1.0)) > 0.1
    assert differ(lora(1.0), lora(0.3)) > 0.1
    assert differ(plain, lora(0.0)) < 0.01
    assert lora(1.0).notes["loras"] == [{"model": "tiny-lora.safetensors", "weight": 1.0}]


def test_memory_switches_change_no_picture(plain: Frame) -> None:
    sliced = made(tiny.sd(), attention_slicing=True, vae_slicing=True).draw(request())
    assert psnr(plain, sliced) > 50


def test_a_tall_frame_larger_than_the_model_works_at() -> None:
    frame = made(tiny.sd()).draw(request(width_px=180, height_px=320, overscan=0.06))
    assert frame.picture.shape[0] == 320 + 2 * round(320 * 0.06)
    assert frame.notes["worked_at_px"] == [96, 168]


# Pictures of the cast


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    folder = tmp_path_factory.mktemp("cast")
    noise = np.random.default_rng(3).integers(0, 255, (2, 64, 64, 3), np.uint8)
    Image.fromarray(noise[0]).save(folder / "Anna.png")
    (folder / "JOE").mkdir()
    Image.fromarray(noise[1]).save(folder / "JOE" / "face.png")
    (folder / "notes.txt").write_text("no picture")
    return folder


def looking(cast: Path, **options: Any) -> DiffusersEngine:
    adapter = {"model": str(tiny.ip_adapter())}
    return made(tiny.sd(), **{"ip_adapter": adapter, "references": str(cast), **options})


def test_figures_are_drawn_after_their_pictures(cast: Path) -> None:
    engine = looking(cast)
    found = engine.references(panels()["two-day"])
    assert [name for name, _ in found] == ["ANNA", "JOE"]
    none, both = engine.draw(request()), engine.draw(request(references=found))
    assert differ(none, both) > 0.5
    anna = engine.draw(request(references=found[:1]))
    assert differ(both, anna) > 0.1
    assert [r["character"] for r in both.notes["references"]] == ["ANNA", "JOE"]
    assert none.notes["references"] == []
    weak = looking(cast, ip_adapter={"model": str(tiny.ip_adapter()), "weight": 0.1})
    assert differ(none, weak.draw(request(references=found))) < differ(none, both)


def test_a_picture_counts_where_its_figure_is(cast: Path) -> None:
    from filmgen.engines.storyboard.diffusion.references import masks

    frame = PrevisEngine().draw(request())
    found = masks(frame, ("ANNA", "JOE", "NOBODY"), (96, 168))
    assert set(found) == {"ANNA", "JOE"}
    assert not (found["ANNA"] * found["JOE"])[frame_ids(frame, 1, (96, 168))].any()
    for number, name in enumerate(frame.figures):
        own = frame_ids(frame, number + 1, (96, 168))
        assert found[name][own].all()  # all of the figure, and a margin that is no one else's
        assert own.sum() < found[name].sum() < 3 * own.sum()


def frame_ids(frame: Frame, number: int, size: tuple[int, int]) -> Any:
    import cv2

    assert frame.figure_ids is not None
    return cv2.resize(frame.figure_ids, size[::-1], interpolation=cv2.INTER_NEAREST) == number


def test_a_picture_that_changed_since_the_request_is_not_used(cast: Path) -> None:
    notes = looking(cast).draw(request(references=(("ANNA", "0" * 64),))).notes
    assert notes["references"] == []


# Batches


def test_a_picture_is_the_same_in_any_company(cast: Path) -> None:
    options = {"scheduler": "euler-a", **control("depth", "openpose")}
    requests = [
        request(),
        request(seed=8, prompt=OTHER),
        request(panel=panels()["street-night"], seed=9),
        request(width_px=72, height_px=128, seed=10),
    ]
    alone = [made(tiny.sd(), **options).draw(one) for one in requests]
    together = made(tiny.sd(), batch_size=4, **options).draw_batch(requests)
    backwards = made(tiny.sd(), batch_size=2, **options).draw_batch(requests[::-1])[::-1]
    for one, four, two in zip(alone, together, backwards, strict=True):
        assert psnr(one, four) > 50 and psnr(one, two) > 50
    assert [f.measured["drawn_at_once"] for f in together if isinstance(f, Frame)] == [3, 3, 3, 1]


def test_references_do_not_leak_to_neighbours(cast: Path) -> None:
    engine = looking(cast, batch_size=3)
    found = engine.references(panels()["two-day"])
    requests = [request(), request(references=found), request(references=found[1:], seed=8)]
    together = engine.draw_batch(requests)
    for one, beside in zip(requests, together, strict=True):
        assert psnr(looking(cast).draw(one), beside) > 50


def test_one_failure_is_missing_and_the_rest_is_drawn() -> None:
    engine = made(tiny.sd(), batch_size=4)
    frames = engine.draw_batch([request(), request(look="fresco"), request(seed=8)])
    assert isinstance(frames[1], Missing) and "fresco" in frames[1].reason
    assert isinstance(frames[0], Frame) and isinstance(frames[2], Frame)


def test_what_a_library_refuses_in_one_picture_spares_its_neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(prompts: list[str]) -> None:
        if OTHER in prompts:
            raise ValueError("not\nthis one")

    engine = made(tiny.sd(), batch_size=3)
    before_each_call(engine, monkeypatch, refuse)
    frames = engine.draw_batch([request(), request(prompt=OTHER), request(seed=8)])
    assert isinstance(frames[1], Missing) and frames[1].reason.endswith("not this one")
    assert isinstance(frames[0], Frame) and isinstance(frames[2], Frame)


def test_a_blocked_picture_is_missing_not_black() -> None:
    engine = made(tiny.sd_checked(), batch_size=2)
    frames = engine.draw_batch([request(), request(seed=8)])
    assert all(isinstance(f, Missing) and "safety checker" in f.reason for f in frames)
    with pytest.raises(EngineError, match="safety checker"):
        engine.draw(request())


def test_only_the_blocked_picture_of_a_batch_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = made(tiny.sd_checked(), batch_size=2)

    def finds_the_second(self: Any, clip_input: Any, images: Any) -> Any:
        images[1] = 0.0  # as diffusers does with what it finds
        return images, [False, True]

    checker = engine._ready().pipeline.safety_checker
    monkeypatch.setattr(type(checker), "forward", finds_the_second)
    frames = engine.draw_batch([request(), request(seed=8)])
    assert isinstance(frames[0], Frame) and frames[0].notes["safety_checker"] is True
    assert frames[0].picture.mean() > 20
    assert isinstance(frames[1], Missing)


# Memory that runs out


def before_each_call(
    engine: DiffusersEngine, monkeypatch: pytest.MonkeyPatch, look: Callable[[list[str]], None]
) -> None:
    kind = type(engine._ready().pipeline)
    real = kind.__call__

    def call(self: Any, **arguments: Any) -> Any:
        look(arguments["prompt"])
        return real(self, **arguments)

    monkeypatch.setattr(kind, "__call__", call)


def holds(most: int, tried: list[int]) -> Callable[[list[str]], None]:
    import torch

    def look(prompts: list[str]) -> None:
        tried.append(len(prompts))
        if len(prompts) > most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    return look


def test_out_of_memory_halves_the_batch_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    engine = made(tiny.sd(), batch_size=5)
    before_each_call(engine, monkeypatch, holds(1, tried))
    requests = [request(seed=seed) for seed in range(5)]
    frames = engine.draw_batch(requests)
    assert tried == [5, 2, 1, 1, 1, 1, 1]
    assert engine.batch_size == 1
    assert all(isinstance(frame, Frame) for frame in frames)
    told = [line for f in frames if isinstance(f, Frame) for line in f.measured.get("told", ())]
    assert told == [
        "out of memory drawing 5 at once; going on with 2",
        "out of memory drawing 2 at once; going on with 1",
    ]
    assert psnr(frames[3], made(tiny.sd()).draw(requests[3])) > 50


@pytest.mark.parametrize(
    "said",
    [
        "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes",
        "MPS backend out of memory (MPS allocated: 9 GiB)",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
    ],
)
def test_memory_that_other_libraries_miss_counts_too(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(prompts: list[str]) -> None:
        if len(prompts) > 1:
            raise RuntimeError(said)

    engine = made(tiny.sd(), batch_size=2)
    before_each_call(engine, monkeypatch, look)
    frames = engine.draw_batch([request(), request(seed=8)])
    assert all(isinstance(frame, Frame) for frame in frames)
    assert engine.batch_size == 1


def test_what_is_told_of_memory_is_not_lost_with_a_blocked_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = made(tiny.sd(), batch_size=2)

    def look(prompts: list[str]) -> None:
        holds(1, [])(prompts)
        if prompts == [OTHER]:
            raise ValueError("not this one")

    before_each_call(engine, monkeypatch, look)
    missing, frame = engine.draw_batch([request(prompt=OTHER), request()])
    assert isinstance(missing, Missing) and isinstance(frame, Frame)
    assert frame.measured["told"] == ["out of memory drawing 2 at once; going on with 1"]


def test_then_parts_of_the_model_rest_in_main_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    engine = made(tiny.sd(), batch_size=2)
    before_each_call(engine, monkeypatch, holds(0, tried))
    loaded = engine._ready()

    def offload(device: str) -> None:
        moved.append(device)
        monkeypatch.undo()  # now there is room

    moved: list[str] = []
    monkeypatch.setattr(loaded.pipeline, "enable_model_cpu_offload", offload)
    engine._loaded = replace(loaded, device="cuda:0")
    frames = engine.draw_batch([request(), request(seed=8)])
    assert (tried, moved) == ([2, 1], ["cuda:0"])
    assert all(isinstance(frame, Frame) for frame in frames)
    assert isinstance(frames[0], Frame)
    assert frames[0].measured["told"][-1] == (
        "out of memory drawing one picture; parts of the model now rest in main memory"
    )


def test_a_picture_that_never_fits_is_missing_and_the_way_out_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = made(tiny.sd(), batch_size=2)
    before_each_call(engine, monkeypatch, holds(0, []))
    frames = engine.draw_batch([request(), request(seed=8)])
    for frame in frames:
        assert isinstance(frame, Missing)
        assert "out of memory at 168x96" in frame.reason and "side_px" in frame.reason


# What can go wrong


def test_a_lora_that_fits_no_layer_is_named(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    file = tmp_path / "stray.safetensors"
    name = "unet.nowhere.attn2.to_k.lora_{}.weight"
    save_file({name.format("A"): torch.zeros(2, 32), name.format("B"): torch.zeros(32, 2)}, file)
    with pytest.raises(EngineUnavailable, match=r"LoRA .*stray.safetensors cannot be loaded"):
        made(tiny.sd(), loras=[{"path": str(file)}]).draw(request())


def test_a_hub_id_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EngineUnavailable, match=r"someone/something cannot be loaded.*folder"):
        DiffusersEngine(model="someone/something").draw(request())
