"""One call of the pipeline: several pictures of one size at once, each as if it were alone."""

from __future__ import annotations

import gc
import math
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from filmgen.engines.hub import one_line
from filmgen.engines.storyboard.diffusion.controls import control_picture, resized
from filmgen.engines.storyboard.diffusion.options import Options
from filmgen.engines.storyboard.diffusion.portions import OutOfMemory
from filmgen.engines.storyboard.diffusion.references import Adapter
from filmgen.media import ByteArray, FloatArray, Frame

Value = TypeVar("Value")

MIB = 1 << 20
_NO_MEMORY = re.compile(r"out of memory|can't allocate memory|_ALLOC_FAILED", re.IGNORECASE)
"""What libraries say of memory that are not torch's own error: CPU, MPS, cuBLAS."""


@dataclass(frozen=True)
class Wanted:
    """One picture to draw.

    Attributes:
        size: (height, width) the model works at.
        base: the previs frame it is drawn over.
        references: (sha256, file, mask) of its figures' pictures.
    """

    prompt: str
    negative: str
    seed: int
    size: tuple[int, int]
    base: Frame
    references: tuple[tuple[str, Path, FloatArray], ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A picture, uint8 (height, width, 3), or the reason why there is none."""

    picture: ByteArray | None
    reason: str = ""
    measured: dict[str, Any] = field(default_factory=dict)


def draw(
    pipeline: Any, options: Options, adapter: Adapter | None, wanted: Sequence[Wanted]
) -> list[Drawn]:
    """Draw pictures of one size in one call.

    A failure that is not for want of memory is tried again one by one, so that one bad picture
    does not take its neighbours along.

    Raises:
        OutOfMemory: the device could not hold them all at once.
    """
    started = time.perf_counter()
    out, reason = None, ""
    with _watched(pipeline) as peak:
        try:
            out = guarded(_call, pipeline, options, adapter, wanted)
        except (RuntimeError, ValueError, TypeError, OSError) as error:
            reason = one_line(error)
    if out is None and len(wanted) == 1:
        return [Drawn(None, reason)]
    if out is None:
        return [d for one in wanted for d in draw(pipeline, options, adapter, [one])]
    measured = {
        "seconds": round((time.perf_counter() - started) / len(wanted), 3),
        "drawn_at_once": len(wanted),
        "device": pipeline._execution_device.type,
        "peak_memory_mib": peak[0] // MIB,
    }
    blocked = getattr(out, "nsfw_content_detected", None) or [False] * len(wanted)
    return [
        _drawn(image, bool(bad), measured) for image, bad in zip(out.images, blocked, strict=True)
    ]


def guarded(function: Callable[..., Value], *arguments: Any) -> Value:
    """Call a function; what torch says of memory becomes `OutOfMemory`."""
    import torch

    try:
        return function(*arguments)
    except torch.OutOfMemoryError as error:
        reason = one_line(error)
    except RuntimeError as error:
        reason = one_line(error)
        if not _NO_MEMORY.search(reason):
            raise
    # Only here, with the error and its frames gone, are their tensors free.
    empty_cache()
    raise OutOfMemory(reason)


def empty_cache() -> None:
    """Give back the GPU memory that torch keeps for later, and what only cycles still hold."""
    import torch

    if torch.cuda.is_available():
        gc.collect()
        torch.cuda.empty_cache()


def native_side(pipeline: Any) -> int:
    """The side in pixels the model was trained at."""
    side = pipeline.unet.config.sample_size
    return int(side if isinstance(side, int) else max(side)) * int(pipeline.vae_scale_factor)


def work_size(shape: Sequence[int], side_px: int, step: int = 8) -> tuple[int, int]:
    """(height, width) of about `side_px` squared pixels in the frame's shape, by `step`s.

    Of the sizes around the exact one the best is taken: a wrong shape stretches people, a
    wrong area only costs time or detail.
    """
    scale = side_px / (shape[0] * shape[1]) ** 0.5
    high, wide = shape[0] * scale / step, shape[1] * scale / step

    def strangeness(size: tuple[int, int]) -> float:
        shape_off = abs(math.log(size[1] / size[0] * high / wide))
        area_off = abs(math.log(size[0] * size[1] / (high * wide)))
        return shape_off + 0.2 * area_off

    near = [
        (max(1, math.floor(high) + up), max(1, math.floor(wide) + along))
        for up in (-1, 0, 1, 2)
        for along in (-1, 0, 1, 2)
    ]
    height, width = min(near, key=strangeness)
    return max(64, height * step), max(64, width * step)


def _call(
    pipeline: Any, options: Options, adapter: Adapter | None, wanted: Sequence[Wanted]
) -> Any:
    import torch
    from PIL import Image

    size = wanted[0].size
    call: dict[str, Any] = {
        "prompt": [w.prompt for w in wanted],
        "num_inference_steps": options.steps,
        "guidance_scale": options.guidance,
        # On the CPU: the same noise on every device; one each: the same in every company.
        "generator": [torch.Generator("cpu").manual_seed(w.seed) for w in wanted],
        "output_type": "np",
    }
    if options.guided:
        call["negative_prompt"] = [w.negative for w in wanted]
    if options.over_previs:
        call["image"] = [Image.fromarray(resized(w.base.picture, size)) for w in wanted]
        call["strength"] = options.strength
    else:
        call["height"], call["width"] = size
    if options.controls:
        hints = [
            torch.stack([_tensor(control_picture(kind, w.base, size)) for w in wanted])
            for kind, _ in options.controls
        ]
        call["control_image" if options.over_previs else "image"] = hints
        call["controlnet_conditioning_scale"] = [c.weight for _, c in options.controls]
        call["control_guidance_start"] = [c.start for _, c in options.controls]
        call["control_guidance_end"] = [c.end for _, c in options.controls]
    with _threads(options.threads), torch.inference_mode(), warnings.catch_warnings():
        # What diffusers plans for its next release is no news to who draws a storyboard.
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        if adapter is not None:
            call |= adapter.call([w.references for w in wanted], size)
        return pipeline(**call)


def _drawn(image: Any, blocked: bool, measured: dict[str, Any]) -> Drawn:
    if blocked:
        return Drawn(None, "the model's safety checker blocked it; try another seed")
    pixels: FloatArray = np.asarray(image, np.float32)
    if not np.isfinite(pixels).all():
        return Drawn(None, "the model gave no numbers; set dtype to float32 or bfloat16")
    picture: ByteArray = np.clip(np.rint(pixels * 255.0), 0, 255).astype(np.uint8)
    return Drawn(picture, "", measured)


def _tensor(picture: ByteArray) -> Any:
    """uint8 (H, W, 3) as float32 (3, H, W) in 0 to 1."""
    import torch

    return torch.from_numpy(picture.transpose(2, 0, 1).astype(np.float32) / 255.0)


@contextmanager
def _watched(pipeline: Any) -> Iterator[list[int]]:
    """Bytes at the highest: of the GPU within the block; on a CPU, of this process so far."""
    import torch

    device = pipeline._execution_device
    cuda = device.type == "cuda"
    if cuda:
        torch.cuda.reset_peak_memory_stats(device)
    peak = [0]
    try:
        yield peak
    finally:
        if cuda:
            peak[0] = int(torch.cuda.max_memory_allocated(device))
        else:
            with suppress(ImportError):  # not on Windows
                import resource

                peak[0] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def _threads(count: int) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
