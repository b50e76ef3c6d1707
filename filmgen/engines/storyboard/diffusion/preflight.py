"""Checks before anything is generated: is all there, whole, and made for the same base?

Only the small JSON files of the folders and the headers of the weights are read, so that a
mistake is one clear line within a second, not a page of a library's after ten minutes. What
is named by a hub id is checked by `check_bases` when its own small files are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filmgen.engines.hub import local_path, one_line
from filmgen.engines.storyboard.diffusion.options import (
    ENGINE,
    KEY,
    Control,
    IpAdapter,
    Lora,
    Options,
)
from filmgen.engines.weights_file import tensor_shapes
from filmgen.errors import EngineUnavailable

FAMILIES: Mapping[str, str] = {
    "StableDiffusionPipeline": "StableDiffusion",
    "StableDiffusionImg2ImgPipeline": "StableDiffusion",
    "StableDiffusionControlNetPipeline": "StableDiffusion",
    "LatentConsistencyModelPipeline": "StableDiffusion",
    "StableDiffusionXLPipeline": "StableDiffusionXL",
    "StableDiffusionXLImg2ImgPipeline": "StableDiffusionXL",
    "StableDiffusionXLControlNetPipeline": "StableDiffusionXL",
}
"""Pipeline families we can drive, by the class a model's `model_index.json` names."""

_BASES = {768: "SD 1.x", 1024: "SD 2.x", 2048: "SDXL"}
_WEIGHED = ("unet", "vae", "text_encoder", "text_encoder_2", "safety_checker")
_LORA_INPUT = re.compile(r"attn2[._](?:processor\.)?to_[kv][._].*(?:down|lora_A)\.weight$")


def check(options: Options) -> None:
    """Check every local folder and file the options name.

    Raises:
        EngineUnavailable: one is missing, unreadable, cut off, or of another base than the
            model; one line that names it.
    """
    model = local_path(ENGINE, f"{KEY}.model", options.model)
    unet: Mapping[str, Any] | None = None
    if model is not None:
        check_model(model, options.variant)
        unet = read_json(model / "unet" / "config.json")
    for kind, control in options.controls:
        _check_control(kind, control, unet)
    for number, lora in enumerate(options.loras):
        _check_lora(number, lora, unet)
    if options.loras and find_spec("peft") is None:
        raise EngineUnavailable(ENGINE, "LoRAs need peft; `pip install peft`")
    if options.references and not Path(options.references).expanduser().is_dir():
        raise EngineUnavailable(
            ENGINE,
            f"{options.references} is no folder; set {KEY}.references to the cast's pictures "
            "(`filmgen characters` makes them), or to nothing",
        )
    if options.adapted:
        _check_ip_adapter(options.ip_adapter, unet)


def check_model(folder: Path, variant: str = "") -> None:
    """A model's folder: of a family we drive, with all parts' weights, none of them cut off."""
    if folder.is_file():
        raise EngineUnavailable(
            ENGINE,
            f"{folder} is a single file; convert it to a folder (in Python: diffusers' "
            "from_single_file, then save_pretrained) and name that",
        )
    index = read_json(folder / "model_index.json", "diffusers model")
    family(index)
    for part in _WEIGHED:
        named = index.get(part)
        if not isinstance(named, list) or not named or named[0] is None:
            continue
        weights = sorted((folder / part).glob("*.safetensors"))
        names = [file.name for file in (*weights, *(folder / part).glob("*.bin"))]
        if not names:
            raise EngineUnavailable(ENGINE, f"{folder} is not whole: it has no weights in {part}/")
        if variant and not any(f".{variant}." in name for name in names):
            raise EngineUnavailable(
                ENGINE, f'{folder} has no {variant} weights in {part}/; set {KEY}.variant to ""'
            )
        if not variant and all(".fp16." in name for name in names):
            raise EngineUnavailable(
                ENGINE, f'{folder} has only fp16 weights in {part}/; set {KEY}.variant to "fp16"'
            )
        for file in weights:
            _shapes(file, "model")


def family(index: Mapping[str, Any]) -> str:
    """The prefix of the pipeline classes that drive a model, from its `model_index.json`."""
    kind = str(index.get("_class_name", ""))
    if kind not in FAMILIES:
        raise EngineUnavailable(
            ENGINE, f"the model is a {kind or 'nameless thing'}; use a Stable Diffusion or SDXL one"
        )
    return FAMILIES[kind]


def check_bases(kind: str, name: str, unet: Mapping[str, Any], control: Mapping[str, Any]) -> None:
    """A ControlNet's configuration against the model's.

    Raises:
        EngineUnavailable: it is of another base; it would fail deep inside the first step.
    """
    for key in ("cross_attention_dim", "block_out_channels"):
        ours, theirs = unet.get(key), control.get(key)
        if ours is None or theirs is None or ours == theirs:
            continue
        raise EngineUnavailable(
            ENGINE,
            f"ControlNet {name} ({kind}) is of another base than the model: it is "
            f"{_base(control)}, the model {_base(unet)}; take the one made for this model",
        )


def read_json(path: Path, what: str = "") -> dict[str, Any]:
    """A model's small file; one line if it is not there or not JSON."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        said = f"is no {what}: it has no {path.name}" if what else f"has no {path.name}"
        raise EngineUnavailable(ENGINE, f"{path.parent} {said}") from error
    except (OSError, ValueError) as error:
        raise EngineUnavailable(ENGINE, f"{path} cannot be read: {one_line(error)}") from error
    return data if isinstance(data, dict) else {}


def _check_control(kind: str, control: Control, unet: Mapping[str, Any] | None) -> None:
    folder = local_path(ENGINE, f"{KEY}.control.{kind}.model", control.model)
    if folder is None:
        return
    config = read_json(folder / "config.json", "ControlNet")
    name = str(config.get("_class_name", "ControlNetModel"))
    if name != "ControlNetModel":
        raise EngineUnavailable(ENGINE, f"{folder} is a {name}, not a ControlNet")
    if unet is not None:
        check_bases(kind, str(folder), unet, config)
    for file in sorted(folder.glob("*.safetensors")):
        _shapes(file, "ControlNet")


def _check_lora(number: int, lora: Lora, unet: Mapping[str, Any] | None) -> None:
    found = local_path(ENGINE, f"{KEY}.loras.{number}.path", lora.path)
    if found is None:
        return
    file = found
    if found.is_dir():
        files = sorted(found.glob(lora.weight_name or "*.safetensors"))
        if len(files) != 1:
            hint = f"has {len(files)} files" if files else "has no .safetensors file"
            raise EngineUnavailable(
                ENGINE, f"LoRA {found} {hint}; set {KEY}.loras.{number}.weight_name to one of them"
            )
        file = files[0]
    shapes = _shapes(file, "LoRA")
    inputs = {shape[1] for key, shape in shapes.items() if _LORA_INPUT.search(key) and shape[1:]}
    if not any("lora" in key.lower() for key in shapes):
        raise EngineUnavailable(ENGINE, f"LoRA {file} holds no low-rank weights")
    ours = unet.get("cross_attention_dim") if unet else None
    if isinstance(ours, int) and inputs and inputs != {ours}:
        theirs = max(inputs)
        raise EngineUnavailable(
            ENGINE,
            f"LoRA {file} is of another base than the model: it is {_width(theirs)}, the model "
            f"{_width(ours)}; take one made for this model",
        )


def _check_ip_adapter(adapter: IpAdapter, unet: Mapping[str, Any] | None) -> None:
    folder = local_path(ENGINE, f"{KEY}.ip_adapter.model", adapter.model)
    if folder is None:
        return
    file = folder / adapter.subfolder / adapter.weight_name
    if not file.is_file():
        raise EngineUnavailable(
            ENGINE, f"IP-Adapter {file} does not exist; see {KEY}.ip_adapter.weight_name"
        )
    encoder = encoder_folder(folder, adapter)
    if not (encoder / "config.json").is_file():
        raise EngineUnavailable(
            ENGINE,
            f"IP-Adapter {folder} has no image encoder at {encoder}; "
            f"set {KEY}.ip_adapter.image_encoder",
        )
    if file.suffix != ".safetensors":
        return  # an old pickle: only loading it tells
    shapes = _shapes(file, "IP-Adapter")
    ours = unet.get("cross_attention_dim") if unet else None
    read = {s[1] for k, s in shapes.items() if k.endswith("to_k_ip.weight") and s[1:]}
    if not read:
        raise EngineUnavailable(ENGINE, f"{file} is no IP-Adapter: it has no attention weights")
    if isinstance(ours, int) and read != {ours}:
        raise EngineUnavailable(
            ENGINE,
            f"IP-Adapter {file} is of another base than the model: it is {_width(max(read))}, "
            f"the model {_width(ours)}; take the one made for this model",
        )
    config = read_json(encoder / "config.json")
    for key, width in (("image_proj.proj.weight", "projection_dim"),
                       ("image_proj.proj_in.weight", "hidden_size")):  # fmt: skip
        theirs = config.get(width)
        if key in shapes and theirs and shapes[key][1] != theirs:
            raise EngineUnavailable(
                ENGINE,
                f"IP-Adapter {file} reads pictures {shapes[key][1]} wide and the image encoder "
                f"{encoder} gives {theirs}; set {KEY}.ip_adapter.image_encoder to its own",
            )


def encoder_folder(folder: Path, adapter: IpAdapter) -> Path:
    """Where diffusers looks for an IP-Adapter's image encoder."""
    if "/" in adapter.image_encoder:
        return folder / adapter.image_encoder
    return folder / adapter.subfolder / adapter.image_encoder


def _shapes(file: Path, what: str) -> Mapping[str, tuple[int, ...]]:
    try:
        return tensor_shapes(file)
    except (ValueError, OSError) as error:
        raise EngineUnavailable(
            ENGINE, f"{what} {file} cannot be read: {one_line(error)}; get the file again"
        ) from error


def _base(config: Mapping[str, Any]) -> str:
    width = config.get("cross_attention_dim")
    return _width(width) if isinstance(width, int) else "something else"


def _width(width: int) -> str:
    known = _BASES.get(width)
    return f"{known} (text width {width})" if known else f"one of text width {width}"
