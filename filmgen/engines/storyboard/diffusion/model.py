"""A diffusers pipeline loaded as the options ask: model, ControlNets, LoRAs, IP-Adapter.

Hub ids are checked against each other by their small files before gigabytes are fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filmgen.engines.hub import local_path, one_line, quiet
from filmgen.engines.storyboard.diffusion.options import (
    ENGINE,
    KEY,
    SCHEDULERS,
    Control,
    IpAdapter,
    Options,
)
from filmgen.engines.storyboard.diffusion.preflight import check_bases, family, read_json
from filmgen.errors import EngineUnavailable, FilmgenError


def load_pipeline(options: Options, device: str) -> Any:
    """The pipeline that draws, on a device: img2img where it starts from the previs picture.

    Raises:
        EngineUnavailable: of a kind we cannot drive, or a ControlNet of another base.
        OSError, ValueError, RuntimeError, ImportError, KeyError: whatever the library says of
            files that are missing or unreadable.
    """
    import torch
    import transformers

    quiet(transformers, "xformers")
    import diffusers

    quiet(diffusers)
    named = options.dtype
    if named == "auto":
        named = "float16" if device.startswith("cuda") else "float32"
    dtype = getattr(torch, named)
    # 1. the kind of model, and whether the ControlNets are of its base
    source, where = _source(options.model, "model", options.revision, options.variant)
    index: Mapping[str, Any]
    if where["local_files_only"]:
        index = read_json(Path(source) / "model_index.json")
    else:
        index = diffusers.DiffusionPipeline.load_config(source, revision=where["revision"])
    kind = family(index)
    nets = []
    if options.controls:
        unet = diffusers.UNet2DConditionModel.load_config(
            source, subfolder="unet", **_without_variant(where)
        )
        nets = [_control_net(name, control, unet, dtype) for name, control in options.controls]
    # 2. the pipeline
    parts: dict[str, Any] = {"controlnet": nets} if nets else {}
    name = f"{kind}{'ControlNet' if nets else ''}{'Img2Img' if options.over_previs else ''}Pipeline"
    pipeline = getattr(diffusers, name).from_pretrained(source, dtype=dtype, **where, **parts)
    if options.scheduler:
        scheduler, settings = SCHEDULERS[options.scheduler]
        pipeline.scheduler = getattr(diffusers, scheduler).from_config(
            pipeline.scheduler.config, **settings
        )
    pipeline.set_progress_bar_config(disable=True)
    # 3. what is laid over it
    if options.attention_slicing:
        pipeline.enable_attention_slicing()
    if options.vae_slicing:
        pipeline.vae.enable_slicing()
    if options.vae_tiling:
        pipeline.vae.enable_tiling()
    _add_loras(pipeline, options)
    if options.adapted:
        with _named(f"IP-Adapter {options.ip_adapter.model}"):
            _add_ip_adapter(pipeline, options.ip_adapter)
    # 4. where it runs
    if options.offload == "none" or not device.startswith("cuda"):
        pipeline.to(device)
    elif options.offload == "model":
        pipeline.enable_model_cpu_offload(device=device)
    else:
        pipeline.enable_sequential_cpu_offload(device=device)
    return pipeline


def commit_of(pipeline: Any) -> str:
    """The hub commit a pipeline was loaded from, "" for a folder's."""
    found = re.search(r"snapshots[/\\]([0-9a-f]{40})", str(pipeline.vae.config._name_or_path))
    return found.group(1) if found else ""


def _control_net(kind: str, control: Control, unet: Mapping[str, Any], dtype: Any) -> Any:
    import diffusers

    source, where = _source(
        control.model, f"control.{kind}.model", control.revision, control.variant
    )
    with _named(f"ControlNet {control.model}"):
        config = diffusers.ControlNetModel.load_config(source, **_without_variant(where))
    check_bases(kind, control.model, unet, config)
    with _named(f"ControlNet {control.model}"):
        return diffusers.ControlNetModel.from_pretrained(source, dtype=dtype, **where)


def _add_loras(pipeline: Any, options: Options) -> None:
    names = []
    for number, lora in enumerate(options.loras):
        at, how = _source(lora.path, f"loras.{number}.path", lora.revision, "")
        names.append(f"lora{number}")
        file = Path(at)
        weight_name = lora.weight_name or None
        if file.is_file():
            at, weight_name = str(file.parent), file.name
        with _named(f"LoRA {lora.path}"):
            pipeline.load_lora_weights(
                at, weight_name=weight_name, adapter_name=names[-1], **_without_variant(how)
            )
            if not any(names[-1] in adapters for adapters in pipeline.get_list_adapters().values()):
                raise ValueError("none of its layers is one of the model's")
    if names:
        pipeline.set_adapters(names, [lora.weight for lora in options.loras])


def _add_ip_adapter(pipeline: Any, adapter: IpAdapter) -> None:
    at, how = _source(adapter.model, "ip_adapter.model", adapter.revision, "")
    pipeline.load_ip_adapter(
        at,
        subfolder=adapter.subfolder,
        weight_name=adapter.weight_name,
        image_encoder_folder=adapter.image_encoder,
        **_without_variant(how),
    )
    pipeline.set_ip_adapter_scale(adapter.weight)


@contextmanager
def _named(part: str) -> Iterator[None]:
    """Say which part of a pipeline could not be loaded, in one line: ours."""
    import torch

    library = logging.getLogger("diffusers")
    level = library.level
    library.setLevel(logging.CRITICAL)
    try:
        yield
    except (FilmgenError, torch.OutOfMemoryError):
        raise
    except Exception as error:  # whatever a library says of files it cannot read
        raise EngineUnavailable(
            ENGINE,
            f"{part} cannot be loaded: {one_line(error)}; with a network it is downloaded once, "
            "else name a folder",
        ) from error
    finally:
        library.setLevel(level)


def _source(model: str, key: str, revision: str, variant: str) -> tuple[str, dict[str, Any]]:
    """Where a model is loaded from, and what else its loader is told."""
    folder = local_path(ENGINE, f"{KEY}.{key}", model)
    return str(folder or model), {
        "revision": (not folder and revision) or None,
        "variant": variant or None,
        "local_files_only": folder is not None,
    }


def _without_variant(where: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in where.items() if key != "variant"}
