"""What the engine `diffusers` can be told: its table in a configuration, typed and checked.

    [engine_options.diffusers]
    model = "stable-diffusion-v1-5/stable-diffusion-v1-5"
    [engine_options.diffusers.control.depth]
    model = "lllyasviel/control_v11f1p_sd15_depth"

Models are named by a folder on this machine or by a hub id ("owner/name"). Unknown keys are
refused with the nearest known one named.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from filmgen.errors import ConfigError

ENGINE = "diffusers"
KEY = f"engine_options.{ENGINE}"

ControlKind = Literal["depth", "openpose", "canny", "scribble", "lineart"]

SCHEDULERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "ddim": ("DDIMScheduler", {}),
    "dpm++": ("DPMSolverMultistepScheduler", {}),
    "dpm++-karras": ("DPMSolverMultistepScheduler", {"use_karras_sigmas": True}),
    "dpm++-sde": ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}),
    "euler": ("EulerDiscreteScheduler", {}),
    "euler-a": ("EulerAncestralDiscreteScheduler", {}),
    "heun": ("HeunDiscreteScheduler", {}),
    "lcm": ("LCMScheduler", {}),
    "turbo": ("EulerAncestralDiscreteScheduler", {"timestep_spacing": "trailing"}),
    "unipc": ("UniPCMultistepScheduler", {}),
}
"""diffusers' class and what differs from the model's own schedule, by our word."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Control(_Table):
    """A ControlNet fed from a pass of the blocking.

    Attributes:
        model: folder or hub id; "" switches this control off.
        weight: 0 to 2. start, end: the part of the denoising it steers, 0 to 1.
        revision, variant: of a hub id, as in `Options`.
    """

    model: str = ""
    weight: float = Field(1.0, ge=0, le=2)
    start: float = Field(0.0, ge=0, le=1)
    end: float = Field(1.0, ge=0, le=1)
    revision: str = ""
    variant: str = ""

    @model_validator(mode="after")
    def _span(self) -> Control:
        if self.start >= self.end:
            raise ValueError(f"start {self.start:g} is not before end {self.end:g}")
        return self


class Lora(_Table):
    """A low-rank change of the model's weights: a style, a face, a few-step distillation.

    Attributes:
        path: a .safetensors file, a folder, or a hub id.
        weight: -4 to 4. weight_name: of the file in a folder or hub id, "" for the only one.
    """

    path: str
    weight: float = Field(1.0, ge=-4, le=4)
    weight_name: str = ""
    revision: str = ""


class IpAdapter(_Table):
    """An IP-Adapter: pictures of the cast steer what figures look like.

    Attributes:
        model: folder or hub id, laid out like h94/IP-Adapter; "" switches it off.
        subfolder, weight_name: of the adapter's file in it.
        image_encoder: folder of the CLIP vision model in it; a name without "/" lies in
            `subfolder`.
        weight: 0 to 2.
    """

    model: str = ""
    subfolder: str = "models"
    weight_name: str = "ip-adapter_sd15.safetensors"
    image_encoder: str = "image_encoder"
    weight: float = Field(0.6, ge=0, le=2)
    revision: str = ""


class Options(_Table):
    """Everything a picture hangs on besides its request.

    Attributes:
        model: folder of a diffusers model (SD 1.x, SD 2.x, SDXL, their turbo and LCM kin), or
            its hub id.
        revision: of a hub id: branch, tag or commit. Pin a commit for repeatable films.
        licence: of the model, as its card gives it; what the manifest will say.
        variant: of the weights' files ("fp16"), "" for the plain ones.
        dtype: "auto" is float16 on CUDA, else float32.
        device: torch device; "auto" is CUDA where there is one.
        threads: torch threads on a CPU. The bytes of a picture hold for one count.
        strength: how far the model may leave the previs picture, above 0 to 1. At 1 it does
            not see it: words and controls alone decide.
        steps: of the scheduler; `steps * strength` are run.
        guidance: classifier-free guidance scale; 1 and less switch it off (turbo: 0).
        scheduler: a key of `SCHEDULERS`; "" keeps the model's own.
        style: words that open every prompt instead of those of the look; a LoRA's trigger.
        negative: what the picture should not show; unread without guidance.
        side_px: the model works on about this many pixels squared, at the frame's shape;
            0 takes the size it was trained at (512, 768 or 1024).
        control: ControlNets by the pass they read; any subset.
        loras: laid over the model in this order.
        ip_adapter, references: the adapter, and the folder of the cast's pictures (NAME.png, or
            a folder NAME of views as `filmgen characters` draws them); "" for none.
        batch_size: pictures drawn at once.
        offload: "none"; "model" keeps parts that rest in main memory; "sequential" moves
            layer by layer (least memory, slowest). CUDA only.
        attention_slicing, vae_slicing, vae_tiling: less memory for more time. An IP-Adapter
            brings attention of its own, which is not sliced.
    """

    model: str = ""
    revision: str = ""
    licence: str = ""
    variant: str = ""
    dtype: Literal["auto", "float16", "bfloat16", "float32"] = "auto"
    device: str = "auto"
    threads: int = Field(1, ge=1, le=256)
    strength: float = Field(0.6, gt=0, le=1)
    steps: int = Field(30, ge=1, le=500)
    guidance: float = Field(7.0, ge=0, le=50)
    scheduler: str = ""
    style: str = ""
    negative: str = "text, caption, watermark, border, deformed hands"
    side_px: int = Field(0, ge=0, le=4096)
    control: dict[ControlKind, Control] = {}
    loras: tuple[Lora, ...] = ()
    ip_adapter: IpAdapter = IpAdapter()
    references: str = ""
    batch_size: int = Field(1, ge=1, le=64)
    offload: Literal["none", "model", "sequential"] = "none"
    attention_slicing: bool = False
    vae_slicing: bool = False
    vae_tiling: bool = False

    @model_validator(mode="after")
    def _possible(self) -> Options:
        if self.scheduler and self.scheduler not in SCHEDULERS:
            raise ConfigError(
                f"{KEY}.scheduler", f"no scheduler {self.scheduler!r}; use {', '.join(SCHEDULERS)}"
            )
        if int(self.steps * self.strength) < 1:
            raise ConfigError(f"{KEY}.strength", f"{self.strength:g} of {self.steps} steps is none")
        if self.references and not self.ip_adapter.model:
            raise ConfigError(
                f"{KEY}.references",
                f"no IP-Adapter is configured to look at them; set {KEY}.ip_adapter.model "
                "(sd15.toml names one), or references to nothing",
            )
        if 0 < self.side_px < 64:
            raise ConfigError(f"{KEY}.side_px", f"{self.side_px}: use 0, or 64 to 4096")
        return self

    @property
    def controls(self) -> tuple[tuple[str, Control], ...]:
        """The ControlNets that are on, by the name of the pass they read."""
        return tuple((k, c) for k, c in sorted(self.control.items()) if c.model and c.weight > 0)

    @property
    def over_previs(self) -> bool:
        """Whether the previs picture is what the model starts from (img2img)."""
        return self.strength < 1

    @property
    def guided(self) -> bool:
        """Whether each step also runs the negative prompt."""
        return self.guidance > 1

    @property
    def adapted(self) -> bool:
        """Whether pictures of the cast steer the figures."""
        return bool(self.ip_adapter.model and self.references and self.ip_adapter.weight > 0)


def read_options(raw: Mapping[str, Any]) -> Options:
    """Options from a configuration's table.

    Raises:
        ConfigError: an unknown key or a value that cannot be; names the key.
    """
    try:
        return Options.model_validate(dict(raw))
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"] if part != "[key]"]
        cause = first.get("ctx", {}).get("error")
        if first["type"] == "extra_forbidden":
            near = difflib.get_close_matches(where[-1], _fields(where[:-1]), 1, 0.4)
            message = "unknown key" + (f"; did you mean {near[0]}?" if near else "")
        elif cause is not None:
            message = str(cause)
        else:
            message = f"{first['input']!r}: {first['msg'].lower()}"
        raise ConfigError(".".join([KEY, *where]), message) from error


def _fields(where: list[str]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {
        "control": Control,
        "loras": Lora,
        "ip_adapter": IpAdapter,
    }
    return list((tables[where[0]] if where else Options).model_fields)
