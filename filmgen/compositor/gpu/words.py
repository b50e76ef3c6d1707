"""Words laid over finished rasters on a device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from filmgen.compositor.gpu.pictures import on_device
from filmgen.compositor.gpu.transfer import Rasters
from filmgen.compositor.words.text import Overlay
from filmgen.media import ByteArray

_MOST_KEPT = 256
"""Overlays on the device: a second's frame counters, and what else comes again."""

_Layers: TypeAlias = tuple[Tensor, Tensor, Tensor, Tensor]


class OverlayLayer:
    """Lays overlays over batches of rasters; each is brought to the device once."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._kept: dict[int, tuple[Overlay, _Layers]] = {}

    def lay(self, rasters: Rasters, overlays: Sequence[Sequence[Overlay]]) -> None:
        """Lay each frame's overlays over it, in their order.

        The same one at the same place is laid over all its frames at once.
        """
        for level in range(max(map(len, overlays), default=0)):
            places: dict[tuple[int, int, int], tuple[Overlay, list[int]]] = {}
            for frame, laid in enumerate(overlays):
                if level < len(laid):
                    one = laid[level]
                    key = (id(one.planes.y), one.x, one.y)
                    places.setdefault(key, (one, []))[1].append(frame)
            for one, frames in places.values():
                self._blend(rasters, frames, one)

    def _blend(self, rasters: Rasters, frames: list[int], one: Overlay) -> None:
        width, height = one.size
        left, top = max(0, -one.x), max(0, -one.y)
        right = min(width, rasters.size[0] - one.x)
        bottom = min(height, rasters.size[1] - one.y)
        if right <= left or bottom <= top:
            return
        y, c, clear_y, clear_c = self._on_device(one)
        full = np.s_[..., top:bottom, left:right]
        half = np.s_[..., top // 2 : bottom // 2, left // 2 : right // 2]
        x, at = one.x + left, one.y + top
        _lay(rasters.y, frames, (x, at), y[full], clear_y[full])
        _lay(rasters.c, frames, (x // 2, at // 2), c[half], clear_c[half])

    def _on_device(self, one: Overlay) -> _Layers:
        key = id(one.planes.y)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            layers = (
                self._floats(one.planes.y[None]),
                self._floats(np.stack([one.planes.u, one.planes.v])),
                self._floats(one.clear_y[None]) / 255,
                self._floats(one.clear_c[None]) / 255,
            )
            # the overlay is kept with them: its memory is what they are known by
            self._kept[key] = (one, layers)
        return self._kept[key][1]

    def _floats(self, values: ByteArray) -> Tensor:
        return on_device(np.ascontiguousarray(values), self._device).to(torch.float32)


def _lay(
    planes: Tensor, frames: list[int], at: tuple[int, int], own: Tensor, clear: Tensor
) -> None:
    """`planes` (N, C, H, W) uint8, in place where `own` (C, h, w) lies."""
    height, width = own.shape[1:]
    target = planes[:, :, at[1] : at[1] + height, at[0] : at[0] + width]
    if len(frames) == len(planes):
        target.copy_((target * clear).round_().add_(own).clamp_(max=255))
    elif frames == list(range(frames[0], frames[-1] + 1)):
        _lay(planes[frames[0] : frames[-1] + 1], list(range(len(frames))), at, own, clear)
    else:
        index = torch.tensor(frames, device=planes.device)
        changed = (target[index] * clear).round_().add_(own).clamp_(max=255)
        target[index] = changed.to(torch.uint8)
