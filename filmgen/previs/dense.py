"""Arithmetic on whole pictures, the same on the CPU and on a device.

Arrays are numpy's (float32, with OpenCV for filters, which is fastest on a core) or torch tensors
on a device; both know operators, comparisons, `.clip` and slices. What they do not share is here.
Pictures are (H, W). Results on the CPU and on a device agree to rounding.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as nn

Dense: TypeAlias = Any
"""A numpy array or a torch tensor."""


def on_device(array: Dense) -> bool:
    return isinstance(array, torch.Tensor)


def like(array: Any, other: Dense) -> Dense:
    """A numpy array brought to where `other` is."""
    return torch.as_tensor(array, device=other.device) if on_device(other) else np.asarray(array)


def host(array: Dense) -> npt.NDArray[Any]:
    """An array back on the CPU, as numpy."""
    return array.cpu().numpy() if on_device(array) else np.asarray(array)


def floats(array: Dense) -> Dense:
    return array.float() if on_device(array) else array.astype(np.float32)


def take(table: npt.NDArray[Any], index: Dense) -> Dense:
    """Entries of a table for every pixel; `index` is int64, -1 the last entry."""
    if on_device(index):
        return torch.as_tensor(table, device=index.device)[index]
    return table.take(index)


def where(mask: Dense, a: Dense, b: Dense) -> Dense:
    """`a` or `b`; numbers are taken as float32."""
    if on_device(mask):
        return torch.where(mask, a, b)
    a, b = (np.float32(v) if isinstance(v, float) else v for v in (a, b))
    return np.where(mask, a, b)


def maximum(a: Dense, b: Dense) -> Dense:
    return torch.maximum(a, b) if on_device(a) else np.maximum(a, b)


def minimum(a: Dense, b: Dense) -> Dense:
    return torch.minimum(a, b) if on_device(a) else np.minimum(a, b)


def exp(a: Dense) -> Dense:
    return a.exp() if on_device(a) else np.exp(a)


def sqrt(a: Dense) -> Dense:
    return a.sqrt() if on_device(a) else np.sqrt(a)


def halved(a: Dense) -> Dense:
    """Every second pixel of every second row, packed."""
    part = a[..., ::2, ::2]
    return part.contiguous() if on_device(a) else np.ascontiguousarray(part)


def grid(height: int, width: int, step: int, other: Dense) -> tuple[Dense, Dense]:
    """x (1, width) and y (height, 1) of pixel centres of a picture sampled at every `step`."""
    xs = np.arange(width, dtype=np.float32)[None] * step + np.float32(0.5)
    ys = np.arange(height, dtype=np.float32)[:, None] * step + np.float32(0.5)
    return like(xs, other), like(ys, other)


def resize(a: Dense, height: int, width: int) -> Dense:
    """Bilinear to a size, pixel centres at .5."""
    if on_device(a):
        return nn.interpolate(a[None, None], (height, width), mode="bilinear")[0, 0]
    return cv2.resize(a, (width, height), interpolation=cv2.INTER_LINEAR)


def shrink(a: Dense, height: int, width: int) -> Dense:
    """Means over areas."""
    if on_device(a):
        return nn.interpolate(a[None, None], (height, width), mode="area")[0, 0]
    return cv2.resize(a, (width, height), interpolation=cv2.INTER_AREA)


def _padded(a: torch.Tensor, across: int, down: int) -> torch.Tensor:
    """Mirrored borders, as OpenCV's default, however small the picture."""
    for dim, pad in ((1, across), (0, down)):
        size = a.shape[dim]
        at = (torch.arange(-pad, size + pad, device=a.device)).abs()
        period = max(2 * (size - 1), 1)
        at = at % period
        at = torch.where(at >= size, period - at, at)
        a = a.index_select(dim, at)
    return a


def blur(a: Dense, sigma: float) -> Dense:
    """A Gaussian."""
    if not on_device(a):
        return cv2.GaussianBlur(a, (0, 0), sigma)
    reach = max(1, round(4 * sigma))
    at = torch.arange(-reach, reach + 1, device=a.device, dtype=torch.float32)
    taps = torch.exp(-0.5 * (at / sigma) ** 2)
    taps = taps / taps.sum()
    rows = nn.conv2d(_padded(a, reach, reach)[None, None], taps[None, None, None])
    return nn.conv2d(rows, taps[None, None, :, None])[0, 0]


def box(a: Dense, size: int) -> Dense:
    """Means over squares of an odd size."""
    if not on_device(a):
        return cv2.blur(a, (size, size))
    reach = size // 2
    return nn.avg_pool2d(_padded(a, reach, reach)[None, None], size, stride=1)[0, 0]


def curve(a: Dense, table: npt.NDArray[np.float32]) -> Dense:
    """A function of values in 0 to 1, as a table of 256 entries."""
    if on_device(a):
        at = (a * 255.0).round().clip(0, 255).long()
        return torch.as_tensor(table, device=a.device)[at]
    # adding 0.0 first: convertScaleAbs mirrors what is negative
    return cv2.LUT(cv2.convertScaleAbs(np.maximum(a, 0.0), alpha=255.0), table)


def moved(a: Dense, right: float, down: float) -> Dense:
    """A picture shifted by fractions of a pixel, borders repeated."""
    if not on_device(a):
        matrix = np.array([[1, 0, right], [0, 1, down]], np.float32)
        size = (a.shape[1], a.shape[0])
        return cv2.warpAffine(a, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    for dim, by in ((1, right), (0, down)):
        whole = math.floor(by)
        share = by - whole
        at = torch.arange(a.shape[dim], device=a.device) - whole
        last = a.shape[dim] - 1
        a = a.index_select(dim, at.clip(0, last)) * (1 - share) + share * a.index_select(
            dim, (at - 1).clip(0, last)
        )
    return a


def blend(a: Dense, of_a: float, b: Dense, of_b: float, base: float) -> Dense:
    """base + of_a * a + of_b * b, rounded to uint8."""
    if on_device(a):
        return (a * of_a + b * of_b + (base + 0.5)).clip(0, 255).to(torch.uint8)
    return cv2.addWeighted(a, of_a, b, of_b, base, dtype=cv2.CV_8U)


def rounded(a: Dense, base: float) -> Dense:
    """a + base, rounded to uint8; the sum must not be negative by more than rounding."""
    if on_device(a):
        return (a + (base + 0.5)).clip(0, 255).to(torch.uint8)
    return cv2.convertScaleAbs(a, alpha=1.0, beta=base)


def stacked(channels: list[Dense]) -> Dense:
    """Pictures as channels (H, W, n)."""
    return torch.stack(channels, dim=-1) if on_device(channels[0]) else cv2.merge(channels)
