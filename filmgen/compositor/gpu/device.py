"""Which device torch draws on, and how many frames at once."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

MOST_FRAMES = 32
"""Drawn together: enough to hide the cost of starting kernels, and of looking into a panel."""
_FRAMES_ON_CPU = 4
_SHARE = 0.12
"""Of the free memory: segments are rendered in several processes on one device."""
_RASTERS = 20
"""Float rasters of the output's size that a frame takes while it is drawn, at most: the panel at
twice its density with the plates in it, the grid it is sampled by, layers, and what is between."""


@lru_cache(maxsize=1)
def usable_gpu() -> tuple[str, str]:
    """The device to draw on ("cuda", "xpu", "mps"; "" for none), and its name or why there is none.

    It is found by drawing with it: a driver that is there and does not work is none.
    """
    try:
        if version("torch").endswith("+cpu"):  # torch takes seconds to import
            return "", "this torch is built for the processor alone"
        import torch
    except (PackageNotFoundError, ImportError, OSError) as error:
        return "", f"torch cannot be imported: {error}"
    reason = "torch finds no GPU"
    for kind in ("cuda", "xpu", "mps"):
        module = torch.backends.mps if kind == "mps" else getattr(torch, kind, None)
        if module is None or not module.is_available():
            continue
        reason = _refusal(kind)
        if not reason:
            named = getattr(getattr(torch, kind), "get_device_name", None)
            return kind, str(named()) if named else kind.upper()
    return "", reason


def _refusal(kind: str) -> str:
    """Why a device cannot draw, "" if it can."""
    import torch

    try:
        picture = torch.arange(16.0, device=kind).reshape(1, 1, 4, 4)
        grid = torch.zeros(1, 1, 1, 2, device=kind)
        seen = torch.nn.functional.grid_sample(
            picture, grid, mode="bilinear", padding_mode="border", align_corners=False
        )
        drawn = float(seen.round().cpu())
    except (RuntimeError, NotImplementedError, AssertionError) as error:
        return f"{kind} does not work: {str(error).strip().splitlines()[0]}"
    return "" if drawn == 8.0 else f"{kind} does not work: it draws {drawn} for 8"


def batch_frames(device: str, raster_px: tuple[int, int]) -> int:
    """How many frames to draw at once, from what memory is free."""
    if not device.startswith("cuda"):
        return _FRAMES_ON_CPU
    import torch

    free, _ = torch.cuda.mem_get_info(device)
    frame = raster_px[0] * raster_px[1] * 6 * _RASTERS
    return max(1, min(MOST_FRAMES, int(free * _SHARE / frame)))
