"""Plates laid over the part of a panel that they touch, in linear light, many states at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from filmgen.compositor.colour import LIGHT_ONE, rgb_to_ycbcr
from filmgen.compositor.gpu.pictures import Pictures, on_device
from filmgen.compositor.gpu.sampling import grids, sample
from filmgen.compositor.plates.anchored import MARGIN, AnchoredPlates, Placed
from filmgen.compositor.plates.media import FULL, Clock
from filmgen.compositor.plates.unpacked import ONE

Box = tuple[int, int, int, int]


class PlateFrames:
    """Frames of plates on a device; those looked at last are kept.

    Args:
        keep_bytes: memory for them.
    """

    def __init__(self, device: torch.device, keep_bytes: int) -> None:
        self._device, self._room = device, keep_bytes
        self._kept: OrderedDict[tuple[int, tuple[int, ...], int], Tensor] = OrderedDict()

    def __call__(self, frames: NDArray[Any], index: int) -> Tensor:
        """Frame `index` of memory-mapped frames (T, H, W, C), float16 or int16 for uint16."""
        key = (frames.ctypes.data, frames.shape, index)
        found = self._kept.get(key)
        if found is None:
            frame = np.array(frames[index])
            # not every device computes with unsigned words
            frame = frame.view(np.int16) if frame.dtype == np.uint16 else frame
            found = on_device(frame, self._device)
            self._kept[key] = found
            self._room -= found.nbytes
        self._kept.move_to_end(key)
        while self._room < 0 and len(self._kept) > 1:
            self._room += self._kept.popitem(last=False)[1].nbytes
        return found


@dataclass(frozen=True)
class _Laid:
    """A plate where it touches the picture: `cut` in the ground, sampled by `grid`."""

    placed: Placed
    frames: NDArray[np.uint16]
    cut: Box
    grid: Tensor
    seen: Tensor | None


class DevicePlates:
    """The plates of one panel as it is now: `AnchoredPlates`, whose mouths move, on a device.

    Attributes:
        box: x, y, width, height of the panel that they change, even; None where that is nothing.
    """

    def __init__(self, anchored: AnchoredPlates, frames: PlateFrames, device: torch.device) -> None:
        self.box: Box | None = None
        self._frames = frames
        self._laid: list[_Laid] = []
        if anchored.box is None:
            return
        x, y, width, height = anchored.box
        left, top = x - anchored.margins[0], y - anchored.margins[1]
        high, wide = anchored.ground_fixed.shape[1:]
        # enlarging by two reaches over half of the margin
        x0, y0 = max(left, x - MARGIN // 2), max(top, y - MARGIN // 2)
        x1 = min(left + wide, x + width + MARGIN // 2)
        y1 = min(top + high, y + height + MARGIN // 2)
        self.box = (x0, y0, x1 - x0, y1 - y0)
        self._inset = (x0 - left, y0 - top)
        ground = on_device(anchored.ground_fixed.astype(np.float32), device)
        self._ground = ground[None] / LIGHT_ONE
        for placed in anchored.plates:
            laid = _laid(placed, (left, top, wide, high), device)
            if laid is not None:
                self._laid.append(laid)

    def compose(self, states: Sequence[tuple[Clock, ...]]) -> Tensor:
        """The ground with its plates at N states, Y'CbCr codes, float32 (N, 3, h, w)."""
        light = self._ground.repeat(len(states), 1, 1, 1)
        for laid in self._laid:
            clocks = [state[laid.placed.at] for state in states]
            if all(index < 0 for index, _ in clocks):
                continue
            frames = [self._frames(laid.frames, max(0, index)) for index, _ in clocks]
            values = torch.stack(frames).permute(0, 3, 1, 2).to(torch.int32).bitwise_and_(0xFFFF)
            covers = values.to(torch.float32).mul_(1 / ONE)
            if laid.placed.reflects < 1.0:
                covers = _thicker(covers, laid.placed.reflects)
            covers = sample(covers, laid.grid.expand(len(states), -1, -1, -1))
            grown = [g / FULL if index >= 0 else 0.0 for index, g in clocks]
            if min(grown) < 1.0:
                covers *= torch.tensor(grown, device=light.device)[:, None, None, None]
            if laid.seen is not None:
                covers *= laid.seen
            x, y, w, h = laid.cut
            target = light[:, :, y : y + h, x : x + w]
            # picture * keep + add, and the cover is 1 - keep
            target.addcmul_(target, covers[:, 3:], value=-1).add_(covers[:, :3])
        rgb = (encode_srgb(light.clamp_(0.0, 1.0)) * 255.0 + 0.5).floor_()
        return ycbcr(rgb).round_()

    def write(self, states: Sequence[tuple[Clock, ...]], panel: Pictures, density: int) -> Pictures:
        """A panel with its plates at N states, in memory of their own.

        Args:
            panel: one picture of 1 or 2 times the ground's density.
        """
        if self.box is None:
            return panel
        colour = self.compose(states)
        luma, chroma = colour[:, :1], colour[:, 1:]
        if density == 1:
            chroma = functional.avg_pool2d(chroma, 2).round_()
        else:
            size = (luma.shape[2] * density, luma.shape[3] * density)
            luma = functional.interpolate(luma, size=size, mode="bicubic", align_corners=False)
            luma = luma.round_().clamp_(0, 255)
        out = panel.repeated(len(states)).own()
        for target, source, step in ((out.y, luma, 1), (out.c, chroma, 2)):
            x, y, w, h, left, top = (side * density // step for side in (*self.box, *self._inset))
            target[:, :, y : y + h, x : x + w] = source[:, :, top : top + h, left : left + w]
        return out


def _laid(placed: Placed, ground: Box, device: torch.device) -> _Laid | None:
    left, top, width, height = ground
    x, y, w, h = placed.box
    x0, y0 = max(left, x), max(top, y)
    x1, y1 = min(left + width, x + w), min(top + height, y + h)
    if x1 <= x0 or y1 <= y0:
        return None
    a, b, c, d = placed.part
    step_x, step_y = (c - a) / w, (d - b) / h
    matrix = np.array(
        [[step_x, 0, (x0 - x + 0.5) * step_x - 0.5], [0, step_y, (y0 - y + 0.5) * step_y - 0.5]]
    )
    grid = grids([matrix], (c - a, d - b), (x1 - x0, y1 - y0), device)
    seen: Tensor | None = None
    if placed.seen is not None:
        seen = on_device(placed.seen[y0:y1, x0:x1], device)[None, None]
    cut = (x0 - left, y0 - top, x1 - x0, y1 - y0)
    return _Laid(placed, placed.plate.laid[:, b:d, a:c], cut, grid, seen)


def _thicker(covers: Tensor, reflects: float) -> Tensor:
    """Twice as thick, at a share of their own brightness, see `cpu.plates`: (N, 4, h, w)."""
    added, clear = covers[:, :3], 1 - covers[:, 3:]
    return torch.cat([added * (reflects * (1 + clear)), 1 - clear * clear], dim=1)


def encode_srgb(light: Tensor) -> Tensor:
    """Linear light 0 to 1 to sRGB code (IEC 61966-2-1)."""
    curve = 1.055 * light.pow(1 / 2.4) - 0.055
    return torch.where(light <= 0.0031308, light * 12.92, curve)


def ycbcr(rgb: Tensor) -> Tensor:
    """8-bit R'G'B' codes (N, 3, h, w) to Y'CbCr in video range, not rounded.

    Term by term: as a matrix product some devices would do it with ten bits.
    """
    red, green, blue = rgb.unbind(dim=1)
    rows = rgb_to_ycbcr().tolist()
    return torch.stack([red * r + green * g + blue * b + o for r, g, b, o in rows], dim=1)
