"""Engine `diffusers`: Stable Diffusion drawn over the blocking.

The previs frame is drawn first. It is the picture that img2img starts from, and its depth
or edges steer a ControlNet where one is configured; so framing, sides and identities stay
those of the blocking, whatever the model adds. Depth, figure ids and keypoints of the
frame are the blocking's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from filmgen.engines.hub import (
    UNKNOWN_LICENCE,
    fingerprint,
    local_path,
    one_line,
    pick_device,
    require_extra,
    settings_digest,
)
from filmgen.engines.protocols import EngineInfo, FrameRequest
from filmgen.engines.storyboard.diffusers_model import (
    DTYPES,
    ENGINE,
    SCHEDULERS,
    Weights,
    load_pipeline,
)
from filmgen.engines.storyboard.prompts import STYLES
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.media import ByteArray, FloatArray, Frame

ALGORITHM_REVISION = "1"
"""Changes with everything here that may change a picture: sizes, control images, prompts."""

CONTROLS = ("depth", "edges")


class DiffusersEngine:
    """Storyboard engine `diffusers`: SD 1.x, SD 2.x and SDXL through their real pipelines.

    Cheap to construct: a model folder is checked and fingerprinted, nothing is loaded.

    Args:
        model: folder of a diffusers model, or its hub id.
        revision: of a hub id: branch, tag or commit. Pin a commit for repeatable films.
        licence: of the model, as its card gives it; what the manifest will say.
        controlnet: folder or hub id of a ControlNet for the same base; "" for none.
        control: the blocking's pass it reads, "depth" or "edges".
        control_scale: its weight, 0 to 2.
        strength: how far the model may leave the previs picture, above 0 to 1.
        steps: of the scheduler; `steps * strength` are run.
        guidance: classifier-free guidance scale; 1 and less switch it off.
        negative: what the picture should not show.
        scheduler: a key of `SCHEDULERS`; "" keeps the model's own.
        side_px: the model works on about this many pixels squared, at the frame's shape;
            0 takes the size it was trained at (512 or 1024).
        dtype: "auto" is float16 on CUDA, else float32.
        variant: of the weights' files ("fp16"), "" for the plain ones.
        device: torch device; "auto" is CUDA where there is one.
        offload: keep parts that rest in main memory (CUDA only, slower).
        threads: torch threads on a CPU. The bytes of a picture hold for one count.

    Raises:
        EngineUnavailable: the extra is not installed, or the model is not there or of a
            kind we cannot drive.
        ConfigError: an option out of range.
    """

    reads_prompts = True

    def __init__(
        self,
        model: str = "",
        *,
        revision: str = "",
        licence: str = "",
        controlnet: str = "",
        control: str = "depth",
        control_scale: float = 0.8,
        strength: float = 0.6,
        steps: int = 30,
        guidance: float = 7.0,
        negative: str = "text, caption, watermark, border, deformed hands",
        scheduler: str = "",
        side_px: int = 0,
        dtype: str = "auto",
        variant: str = "",
        device: str = "auto",
        offload: bool = False,
        threads: int = 1,
    ) -> None:
        require_extra(
            ENGINE, "diffusion", ("diffusers", "transformers", "accelerate", "safetensors")
        )
        _check("control", control, control in CONTROLS, f"use {' or '.join(CONTROLS)}")
        _check("control_scale", control_scale, 0 <= control_scale <= 2, "use 0 to 2")
        _check("strength", strength, 0 < strength <= 1, "use a number above 0, at most 1")
        _check("steps", steps, 1 <= steps <= 500, "use 1 to 500")
        _check("strength", strength, int(steps * strength) >= 1, f"of {steps} steps leaves none")
        _check("guidance", guidance, 0 <= guidance <= 50, "use 0 to 50")
        known = ", ".join(SCHEDULERS)
        _check("scheduler", scheduler, not scheduler or scheduler in SCHEDULERS, f"use {known}")
        _check("side_px", side_px, side_px == 0 or 64 <= side_px <= 4096, "use 0, or 64 to 4096")
        _check("dtype", dtype, dtype in DTYPES, f"use {', '.join(DTYPES)}")
        if not model:
            raise EngineUnavailable(
                ENGINE,
                "no model is configured; set engine_options.diffusers.model to a model's folder "
                "or its hub id (`--config sd15` and `--config sdxl` name one)",
            )
        key = f"engine_options.{ENGINE}"
        folder = local_path(ENGINE, f"{key}.model", model)
        control_folder = local_path(ENGINE, f"{key}.controlnet", controlnet) if controlnet else None
        self._weights = Weights(
            model, folder, controlnet, control_folder, revision, variant, dtype, scheduler
        )
        self._weights.check()
        self._licence, self._control, self._control_scale = licence, control, control_scale
        self._strength, self._steps, self._guidance = strength, steps, guidance
        self._negative, self._side_px, self._threads = negative, side_px, threads
        self._device, self._offload = device, offload
        self._pipeline: Any = None
        self._on = ""

    @property
    def name(self) -> str:
        return ENGINE

    def describe(self) -> EngineInfo:
        """Model, ControlNet and licence; the revision covers every option a picture hangs on."""
        held = self._weights
        which = fingerprint(held.folder) if held.folder else held.revision or "main"
        model = held.folder.name if held.folder else held.model
        if held.controlnet:
            control = held.control_folder
            which += "." + (fingerprint(control) if control else "main")
            model += f" + {control.name if control else held.controlnet}"
        digest = settings_digest(
            {
                "control": [self._control, self._control_scale],
                "guidance": [self._guidance, self._negative],
                "steps": [held.scheduler, self._steps, self._strength],
                "size": self._side_px,
                "numbers": [held.dtype, held.variant, self._threads],
            }
        )
        revision = f"{which}+{ALGORITHM_REVISION}.{digest}"
        return EngineInfo(ENGINE, model, revision, self._licence or UNKNOWN_LICENCE)

    def close(self) -> None:
        """Release the pipeline and the GPU memory it held."""
        if self._pipeline is None:
            return
        self._pipeline = None
        if self._on.startswith("cuda"):
            import torch

            torch.cuda.empty_cache()

    def draw(self, request: FrameRequest) -> Frame:
        """Draw one panel over its previs frame.

        Returns:
            A `Frame` of the size asked for; depth, figure ids, keypoints, "normals" and
            "edges" are the blocking's, and the pass "previs" is the picture drawn over. Notes
            hold model, prompt, what was cut of it, seed, size worked at, and every option.

        Raises:
            EngineUnavailable: the model cannot be loaded (no network, not in the cache).
            EngineError: no such look, a size too small, out of memory, or the model's
                safety checker blocked the picture.
        """
        from filmgen.previs.draw import LOOKS, draw_panel

        if request.look not in LOOKS:
            raise EngineError(
                ENGINE, "a panel", f"no look {request.look!r}; it has {', '.join(LOOKS)}"
            )
        if request.width_px < 16 or request.height_px < 16:
            raise EngineError(
                ENGINE,
                "a panel",
                f"{request.width_px}x{request.height_px} is too small; ask for 16x16 or more",
            )
        # 1. the blocking, drawn
        base = draw_panel(
            request.panel, request.width_px, request.height_px,
            overscan=request.overscan, look=request.look, seed=request.seed,
        )  # fmt: skip
        # 2. the model over it
        pipeline = self._loaded()
        size = _work_size(base.picture.shape[:2], self._side_px or _native_side(pipeline))
        prompt, cut = _within_budget(pipeline, request.prompt or STYLES[request.look])
        picture = self._run(pipeline, request, base, prompt, size)
        # 3. back to the frame's size, with the blocking's passes
        notes = {
            **base.notes,
            "model": self.describe().model,
            "prompt": prompt,
            "prompt_cut": cut,
            "negative": self._negative,
            "seed": request.seed,
            "worked_at_px": [size[1], size[0]],
            "steps": self._steps,
            "strength": self._strength,
            "guidance": self._guidance,
            "scheduler": type(pipeline.scheduler).__name__,
            "dtype": str(pipeline.unet.dtype).removeprefix("torch."),
        }
        return replace(
            base,
            picture=_resized(picture, base.picture.shape[:2]),
            passes={**base.passes, "previs": base.picture},
            notes=notes,
        )

    def _run(
        self, pipeline: Any, request: FrameRequest, base: Frame, prompt: str, size: tuple[int, int]
    ) -> ByteArray:
        import torch
        from PIL import Image

        call: dict[str, Any] = {}
        if self._weights.controlnet:
            assert base.depth_m is not None  # draw_panel always measures it
            if self._control == "depth":
                control = depth_picture(base.depth_m)
            else:
                control = base.passes["edges"]
            rgb = np.repeat(_resized(control, size)[:, :, None], 3, axis=2)
            call["control_image"] = Image.fromarray(rgb)
            call["controlnet_conditioning_scale"] = self._control_scale
        generator = torch.Generator("cpu").manual_seed(request.seed)
        try:
            with _threads(self._threads), torch.inference_mode():
                out = pipeline(
                    prompt=prompt,
                    negative_prompt=self._negative,
                    image=Image.fromarray(_resized(base.picture, size)),
                    strength=self._strength,
                    num_inference_steps=self._steps,
                    guidance_scale=self._guidance,
                    generator=generator,
                    output_type="np",
                    **call,
                )
        except torch.cuda.OutOfMemoryError as error:
            torch.cuda.empty_cache()
            raise EngineError(
                ENGINE,
                "a panel",
                f"out of GPU memory at {size[1]}x{size[0]}; set engine_options.diffusers.offload "
                "to true, or side_px lower",
            ) from error
        except (RuntimeError, ValueError, TypeError) as error:
            raise EngineError(ENGINE, "a panel", one_line(error)) from error
        if any(getattr(out, "nsfw_content_detected", None) or ()):
            raise EngineError(
                ENGINE, "a panel", "the model's safety checker blocked it; try another seed"
            )
        image: FloatArray = np.asarray(out.images[0], np.float32)
        if not np.isfinite(image).all():
            raise EngineError(
                ENGINE, "a panel", "the model gave no numbers; set dtype to float32 or bfloat16"
            )
        picture: ByteArray = np.clip(np.rint(image * 255.0), 0, 255).astype(np.uint8)
        return picture

    def _loaded(self) -> Any:
        if self._pipeline is not None:
            return self._pipeline
        self._on = pick_device(self._device)
        try:
            self._pipeline = load_pipeline(self._weights, self._on, offload=self._offload)
        except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
            raise EngineUnavailable(
                ENGINE,
                f"{self._weights.model} cannot be loaded: {one_line(error)}; with a network it is "
                "downloaded once, else set engine_options.diffusers.model to a folder; "
                "`filmgen doctor` checks the libraries",
            ) from error
        return self._pipeline


def depth_picture(depth_m: FloatArray) -> ByteArray:
    """Depth as depth ControlNets were taught it: inverse, near white, far and sky black.

    MiDaS, which made their training pictures, gives relative inverse depth; stretched
    between the 2nd and 98th percentile here, so that one near pixel does not flatten the
    rest.

    Args:
        depth_m: float32 (H, W), inf where nothing was hit.

    Returns:
        uint8 (H, W).
    """
    near = np.where(np.isfinite(depth_m), 1.0 / np.maximum(depth_m, 0.05), 0.0)
    seen = near[near > 0]
    if not seen.size:
        return np.zeros(depth_m.shape, np.uint8)
    low, high = np.percentile(seen, (2, 98))
    low = 0.0 if (near == 0).any() else float(low)
    scaled = (near - low) / max(float(high) - low, 1e-6)
    picture: ByteArray = np.clip(np.rint(scaled * 255.0), 0, 255).astype(np.uint8)
    return picture


def _check(option: str, value: object, good: bool, hint: str) -> None:
    if not good:
        raise ConfigError(f"engine_options.{ENGINE}.{option}", f"{value!r}: {hint}")


def _native_side(pipeline: Any) -> int:
    """The side in pixels the model was trained at."""
    side = pipeline.unet.config.sample_size
    return int(side if isinstance(side, int) else max(side)) * int(pipeline.vae_scale_factor)


def _work_size(shape: tuple[int, int], side_px: int) -> tuple[int, int]:
    """(height, width) of about `side_px` squared pixels in the frame's shape, by eights."""
    height, width = shape
    scale = side_px / (height * width) ** 0.5
    return max(64, round(height * scale / 8) * 8), max(64, round(width * scale / 8) * 8)


def _resized(picture: ByteArray, shape: tuple[int, ...]) -> ByteArray:
    import cv2

    height, width = shape[0], shape[1]
    if picture.shape[:2] == (height, width):
        return picture
    smaller = height * width < picture.shape[0] * picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    resized: ByteArray = cv2.resize(picture, (width, height), interpolation=how)
    return resized


def _within_budget(pipeline: Any, prompt: str) -> tuple[str, str]:
    """The prompt the text encoder reads whole, and the phrases left out for it."""
    tokenizer = pipeline.tokenizer
    kept = prompt.split(", ")
    cut: list[str] = []

    def tokens() -> int:
        return len(tokenizer(", ".join(kept), truncation=False, verbose=False).input_ids)

    while len(kept) > 1 and tokens() > tokenizer.model_max_length:
        cut.insert(0, kept.pop())
    words = kept[0].split()
    while len(kept) == 1 and len(words) > 1 and tokens() > tokenizer.model_max_length:
        cut.insert(0, words.pop())
        kept[0] = " ".join(words)
    return ", ".join(kept), ", ".join(cut)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(max(1, count))
    try:
        yield
    finally:
        torch.set_num_threads(before)
