"""A diffusers model on disk or on the hub: checked before anything runs, then loaded.

Checks read only the small JSON files of a model's folder, so that a wrong model or a
ControlNet of another base is one clear line before the first frame.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.engines.hub import one_line, quiet
from filmgen.errors import EngineUnavailable

ENGINE = "diffusers"

FAMILIES: Mapping[str, str] = {
    "StableDiffusionPipeline": "StableDiffusion",
    "StableDiffusionImg2ImgPipeline": "StableDiffusion",
    "StableDiffusionControlNetPipeline": "StableDiffusion",
    "StableDiffusionXLPipeline": "StableDiffusionXL",
    "StableDiffusionXLImg2ImgPipeline": "StableDiffusionXL",
    "StableDiffusionXLControlNetPipeline": "StableDiffusionXL",
}
"""Pipeline families we can drive, by the class a model's `model_index.json` names."""

SCHEDULERS: Mapping[str, str] = {
    "ddim": "DDIMScheduler",
    "dpm++": "DPMSolverMultistepScheduler",
    "euler": "EulerDiscreteScheduler",
    "euler-a": "EulerAncestralDiscreteScheduler",
    "lcm": "LCMScheduler",
    "unipc": "UniPCMultistepScheduler",
}
DTYPES = ("auto", "float16", "bfloat16", "float32")


@dataclass(frozen=True)
class Weights:
    """What to load.

    Attributes:
        model, controlnet: hub id or folder; no ControlNet is "".
        folder, control_folder: where they lie on this machine, None for hub ids.
        revision, variant, dtype, scheduler: see `DiffusersEngine`; "" for the default.
    """

    model: str
    folder: Path | None
    controlnet: str = ""
    control_folder: Path | None = None
    revision: str = ""
    variant: str = ""
    dtype: str = "auto"
    scheduler: str = ""

    def check(self) -> None:
        """Read what the folders say of themselves.

        Raises:
            EngineUnavailable: no diffusers model, one we cannot drive, or a ControlNet of
                another base.
        """
        if self.folder is not None:
            _family(_read_json(self.folder / "model_index.json"))
        if self.folder is not None and self.control_folder is not None:
            _check_same_base(self.folder, self.control_folder)


def load_pipeline(weights: Weights, device: str, *, offload: bool = False) -> Any:
    """The img2img pipeline of a model, with its ControlNet, on a device.

    Raises:
        EngineUnavailable: of a kind we cannot drive.
        OSError, ValueError, RuntimeError, ImportError: whatever the library says of files
            that are missing or unreadable.
    """
    import torch
    import transformers

    quiet(transformers, "xformers")
    import diffusers

    quiet(diffusers)
    named = weights.dtype
    if named == "auto":
        named = "float16" if device.startswith("cuda") else "float32"
    dtype = getattr(torch, named)
    if weights.folder is not None:
        index = _read_json(weights.folder / "model_index.json")
    else:
        index = diffusers.DiffusionPipeline.load_config(
            weights.model, revision=weights.revision or None
        )
    parts: dict[str, Any] = {}
    kind = _family(index)
    if weights.controlnet:
        kind += "ControlNet"
        parts["controlnet"] = diffusers.ControlNetModel.from_pretrained(
            str(weights.control_folder or weights.controlnet),
            dtype=dtype,
            local_files_only=weights.control_folder is not None,
        )
    pipeline = getattr(diffusers, f"{kind}Img2ImgPipeline").from_pretrained(
        str(weights.folder or weights.model),
        revision=weights.revision or None,
        variant=weights.variant or None,
        dtype=dtype,
        local_files_only=weights.folder is not None,
        **parts,
    )
    if weights.scheduler:
        scheduler_class = getattr(diffusers, SCHEDULERS[weights.scheduler])
        pipeline.scheduler = scheduler_class.from_config(pipeline.scheduler.config)
    pipeline.set_progress_bar_config(disable=True)
    if offload and device.startswith("cuda"):
        pipeline.enable_model_cpu_offload(device=device)
    else:
        pipeline.to(device)
    return pipeline


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineUnavailable(
            ENGINE, f"{path.parent} is no diffusers model: it has no {path.name}"
        ) from error
    except (OSError, ValueError) as error:
        raise EngineUnavailable(ENGINE, f"{path} cannot be read: {one_line(error)}") from error
    return data if isinstance(data, dict) else {}


def _family(index: Mapping[str, Any]) -> str:
    kind = str(index.get("_class_name", ""))
    if kind not in FAMILIES:
        raise EngineUnavailable(
            ENGINE, f"the model is a {kind or 'nameless thing'}; use a Stable Diffusion or SDXL one"
        )
    return FAMILIES[kind]


def _check_same_base(model: Path, control: Path) -> None:
    """A ControlNet of another base fails deep inside the first step; say so before."""
    ours = _read_json(model / "unet" / "config.json").get("cross_attention_dim")
    theirs = _read_json(control / "config.json").get("cross_attention_dim")
    if ours != theirs:
        raise EngineUnavailable(
            ENGINE,
            f"ControlNet {control} is of another base than {model}: text width {theirs}, not "
            f"{ours}; take the one made for this model",
        )
