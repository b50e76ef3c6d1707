"""Pictures sampled where a camera looks: the maps of `moves.sampling_matrix` for `grid_sample`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from filmgen.compositor.gpu.pictures import Pictures, on_device
from filmgen.compositor.moves import View, sampling_matrix

Size = tuple[int, int]


def grids(
    matrices: Sequence[NDArray[np.float64]], source_px: Size, out_px: Size, device: torch.device
) -> Tensor:
    """Where output pixels lie in a source, float32 (N, h, w, 2) in `grid_sample`'s coordinates.

    Args:
        matrices: N of (2, 3), from output pixels to source pixels, centres at whole numbers.
        source_px, out_px: (width, height).
    """
    # -1 and 1 are the outer edges of the first and the last pixel (align_corners=False).
    scale = np.array([[2.0 / source_px[0]], [2.0 / source_px[1]]])
    stacked = np.stack(matrices) * scale
    stacked[:, :, 2] += scale[:, 0] / 2 - 1
    steps = on_device(stacked.astype(np.float32), device)[:, :, :, None, None]
    x = torch.arange(out_px[0], dtype=torch.float32, device=device)
    y = torch.arange(out_px[1], dtype=torch.float32, device=device)[:, None]
    grid = torch.empty(len(stacked), out_px[1], out_px[0], 2, device=device)
    for axis in range(2):
        along, down, origin = (steps[:, axis, i] for i in range(3))
        torch.add(along * x + origin, down * y, out=grid[..., axis])
    return grid


def sample(source: Tensor, grid: Tensor) -> Tensor:
    """Bilinear samples (N, C, h, w) of (N or 1, C, H, W), whose edge goes on outside."""
    if len(source) != len(grid):
        source = source.expand(len(grid), -1, -1, -1)
    return functional.grid_sample(
        source, grid, mode="bilinear", padding_mode="border", align_corners=False
    )


def enlarge(fields: Tensor, size: Size) -> Tensor:
    """Coarse fields (N, C, h, w) at another size (width, height), linearly, centres kept."""
    if fields.shape[2:] == (size[1], size[0]):
        return fields
    return functional.interpolate(
        fields, size=(size[1], size[0]), mode="bilinear", align_corners=False
    )


def seen_by(views: Sequence[View], field: Tensor, overscan: float, out_px: Size) -> Tensor:
    """What views see of a field (N or 1, C, H, W) that covers a picture with its overscan."""
    source = (int(field.shape[3]), int(field.shape[2]))
    # One view for all is drawn once.
    asked = views[:1] if len(field) == 1 and len(set(views)) == 1 else views
    matrices = [sampling_matrix(view, overscan, source, out_px) for view in asked]
    return sample(field, grids(matrices, source, out_px, field.device))


def look(views: Sequence[View], still: Pictures, overscan: float, out_px: Size) -> Pictures:
    """What views see of a still; N views, or of N stills one each."""
    half = (out_px[0] // 2, out_px[1] // 2)
    return Pictures(
        seen_by(views, still.y, overscan, out_px), seen_by(views, still.c, overscan, half)
    )
