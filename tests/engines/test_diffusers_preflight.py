"""What is wrong with models on disk is one clear line before anything is loaded."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filmgen.engines.storyboard.diffusers import DiffusersEngine
from filmgen.engines.weights_file import tensor_shapes
from filmgen.errors import ConfigError, EngineUnavailable
from tests.engines import tiny
from tests.engines.tiny import needs


def refused(match: str, **options: Any) -> str:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    with pytest.raises(EngineUnavailable, match=match) as caught:
        DiffusersEngine(**{"model": str(tiny.sd()), **options})
    line = str(caught.value)
    assert "\n" not in line
    return line


def cut(file: Path, target: Path, keep: float) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    raw = file.read_bytes()
    target.write_bytes(raw[: int(len(raw) * keep)])
    return target


# The model


def test_a_folder_that_is_not_there_or_no_model(tmp_path: Path) -> None:
    refused("nowhere does not exist", model=str(tmp_path / "nowhere"))
    refused(r"no diffusers model: it has no model_index\.json", model=str(tmp_path))
    (tmp_path / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
    refused("FluxPipeline; use a Stable Diffusion", model=str(tmp_path))
    (tmp_path / "model_index.json").write_text("{")
    refused("cannot be read", model=str(tmp_path))


def test_a_single_file_is_told_how_to_become_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"")
    refused("is a single file; convert it to a folder", model=str(file))


def test_a_model_that_is_not_whole(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tiny.sd(), copy)
    weights = next(copy.glob("unet/*.safetensors"))
    cut(weights, weights, 0.5)
    refused(r"unet.*cannot be read: cut off: \d+ bytes of \d+", model=str(copy))
    weights.unlink()
    refused("not whole: it has no weights in unet/", model=str(copy))


def test_weights_of_another_variant(tmp_path: Path) -> None:
    refused('has no fp16 weights in unet/; set .*variant to ""', variant="fp16")
    copy = tmp_path / "copy"
    shutil.copytree(tiny.sd(), copy)
    for file in copy.glob("*/*.safetensors"):
        file.rename(file.with_suffix(".fp16.safetensors"))
    refused('has only fp16 weights in unet/; set .*variant to "fp16"', model=str(copy))
    DiffusersEngine(model=str(copy), variant="fp16")


# ControlNets


def test_a_controlnet_of_another_base() -> None:
    control = {"depth": {"model": str(tiny.controlnet_sdxl())}}
    line = refused("of another base than the model", control=control)
    assert "(depth)" in line and "text width 64" in line and "text width 32" in line


def test_a_controlnet_of_the_same_text_width_and_other_blocks(tmp_path: Path) -> None:
    copy = tmp_path / "net"
    shutil.copytree(tiny.controlnet(), copy)
    config = json.loads((copy / "config.json").read_text())
    config["block_out_channels"] = [64, 128]
    (copy / "config.json").write_text(json.dumps(config))
    refused("of another base", control={"canny": {"model": str(copy)}})


def test_real_widths_have_names(tmp_path: Path) -> None:
    model = tmp_path / "sd15"
    shutil.copytree(tiny.sd(), model)
    config = json.loads((model / "unet" / "config.json").read_text())
    config["cross_attention_dim"] = 768
    (model / "unet" / "config.json").write_text(json.dumps(config))
    net = tmp_path / "net"
    net.mkdir()
    (net / "config.json").write_text('{"cross_attention_dim": 2048}')
    control = {"depth": {"model": str(net)}}
    line = refused("another base", model=str(model), control=control)
    assert "it is SDXL (text width 2048), the model SD 1.x (text width 768)" in line


def test_what_is_no_controlnet(tmp_path: Path) -> None:
    refused("is no ControlNet: it has no config", control={"depth": {"model": str(tmp_path)}})
    adapter = {"depth": {"model": str(tiny.sd() / "unet")}}
    refused("is a UNet2DConditionModel, not a ControlNet", control=adapter)


# LoRAs


def test_a_lora_that_cannot_be_read(tmp_path: Path) -> None:
    def loras(path: Path, **more: str) -> dict[str, Any]:
        return {"loras": [{"path": str(path), **more}]}

    refused("gone.safetensors does not exist", **loras(tmp_path / "gone.safetensors"))
    text = tmp_path / "text.safetensors"
    text.write_text("this is a web page about a LoRA " * 20)
    refused("LoRA .*text.safetensors cannot be read: not a safetensors", **loras(text))
    short = cut(tiny.lora(), tmp_path / "short.safetensors", 0.6)
    refused("cut off", **loras(short))
    header = cut(tiny.lora(), tmp_path / "header.safetensors", 0.01)
    refused("cut off: .* only a part of its header", **loras(header))
    unet = next((tiny.sd() / "vae").glob("*.safetensors"))
    refused("holds no low-rank weights", **loras(unet))
    empty = tmp_path / "empty"
    empty.mkdir()
    refused("has no .safetensors file", **loras(empty))
    for name in ("a", "b"):
        shutil.copy(tiny.lora(), empty / f"{name}.safetensors")
    refused("has 2 files; set .*loras.0.weight_name", **loras(empty))
    DiffusersEngine(model=str(tiny.sd()), **loras(empty, weight_name="a.safetensors"))


def test_a_lora_of_another_base() -> None:
    line = refused("another base", model=str(tiny.sdxl()), loras=[{"path": str(tiny.lora())}])
    assert "tiny-lora.safetensors" in line and "text width 32" in line


@pytest.mark.parametrize(
    "name",
    [
        "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight",
        "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.processor.to_v_lora.down.weight",
        "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight",
    ],
)
def test_loras_of_every_trainer_are_told_apart_by_their_shapes(tmp_path: Path, name: str) -> None:
    file = written(tmp_path / "lora.safetensors", {name: (4, 2048)})
    refused("it is SDXL", loras=[{"path": str(file)}])
    fitting = written(tmp_path / "fits.safetensors", {name: (4, 32)})
    DiffusersEngine(model=str(tiny.sd()), loras=[{"path": str(fitting)}])


def test_loras_need_peft(monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tiny.lora())
    module = sys.modules["filmgen.engines.storyboard.diffusion.preflight"]
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    refused("pip install peft", loras=[{"path": file}])


# IP-Adapters


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    copy = tmp_path / "ip"
    shutil.copytree(tiny.ip_adapter(), copy)
    return copy


def test_an_ip_adapter_without_its_image_encoder(adapter: Path, tmp_path: Path) -> None:
    shutil.rmtree(adapter / "models" / "image_encoder")
    refused("has no image encoder", ip_adapter={"model": str(adapter)}, references=str(tmp_path))


def test_an_ip_adapter_with_the_image_encoder_of_another(adapter: Path, tmp_path: Path) -> None:
    config = adapter / "models" / "image_encoder" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"projection_dim": 1280}))
    options = {"ip_adapter": {"model": str(adapter)}, "references": str(tmp_path)}
    refused("reads pictures 16 wide and the image encoder .* gives 1280", **options)


def test_an_ip_adapter_of_another_base_or_no_such_file(adapter: Path, tmp_path: Path) -> None:
    options = {"ip_adapter": {"model": str(adapter)}, "references": str(tmp_path)}
    refused("IP-Adapter .* of another base", model=str(tiny.sdxl()), **options)
    named = {"model": str(adapter), "weight_name": "plus.safetensors"}
    refused("plus.safetensors does not exist", ip_adapter=named, references=str(tmp_path))
    shutil.copy(tiny.lora(), adapter / "models" / "plus.safetensors")
    refused("is no IP-Adapter", ip_adapter=named, references=str(tmp_path))


def test_references_want_an_adapter_and_a_folder(adapter: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no IP-Adapter is configured"):
        DiffusersEngine(model=str(tiny.sd()), references=str(tmp_path))
    options = {"ip_adapter": {"model": str(adapter)}, "references": str(tmp_path / "cast")}
    refused("is no folder; set .*references", **options)


# The header of a safetensors file


def test_shapes_come_from_the_header_alone(tmp_path: Path) -> None:
    file = written(tmp_path / "w.safetensors", {"a": (2, 3), "b": (5,)})
    assert tensor_shapes(file) == {"a": (2, 3), "b": (5,)}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"",
        lambda raw: raw[:7],
        lambda raw: b"\xff" * 16,
        lambda raw: raw[:8] + b"[]" + raw[10:],
        lambda raw: raw[:-1],
    ],
)
def test_anything_else_is_a_value_error(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = written(tmp_path / "w.safetensors", {"a": (2, 3)})
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(ValueError, match=r"safetensors|cut off"):
        tensor_shapes(file)


def written(file: Path, shapes: dict[str, tuple[int, ...]]) -> Path:
    """A safetensors file of float32 zeros, by the format's own description."""
    header, at = {}, 0
    for name, shape in shapes.items():
        size = 4
        for side in shape:
            size *= side
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    raw = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    file.write_bytes(len(raw).to_bytes(8, "little") + raw + bytes(at))
    return file
