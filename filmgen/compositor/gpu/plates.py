"""Plates laid over the part of a panel that they touch, in linear light, many states at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from filmgen.compositor.colour import rgb_to_ycbcr
from filmgen.compositor.gpu.pictures import Pictures, on_device
from filmgen.compositor.gpu.sampling import grids, sample
from filmgen.compositor.plates.anchored import THICKER, AnchoredPlates, Placed
from filmgen.compositor.plates.blend import KNEE
from filmgen.compositor.plates.media import FULL, Clock

Box = tuple[int, int, int, int]


class PlateFrames:
    """Frames of plates on a device; those looked at last are kept.

    Args:
        keep_bytes: memory for them.
    """

    def __init__(self, device: torch.device, keep_bytes: int) -> None:
        self._device, self._room = device, keep_bytes
        self._kept: OrderedDict[tuple[int, int], Tensor] = OrderedDict()

    def __call__(self, rgba: np.ndarray, index: int) -> Tensor:
        """Frame `index` of a memory-mapped plate (T, H, W, 4), float16 (H, W, 4)."""
        key = (rgba.ctypes.data, index)
        found = self._kept.get(key)
        if found is None:
            found = on_device(np.array(rgba[index]), self._device)
            self._kept[key] = found
            self._room -= found.nbytes
        self._kept.move_to_end(key)
        while self._room < 0 and len(self._kept) > 1:
            self._room += self._kept.popitem(last=False)[1].nbytes
        return found


@dataclass(frozen=True)
class _Laid:
    """A plate where it touches the picture: `cut` in the box, sampled by `grid`."""

    placed: Placed
    cut: Box
    grid: Tensor
    seen: Tensor | None


class DevicePlates:
    """The plates of one panel as it is now: `AnchoredPlates`, whose mouths move, on a device."""

    def __init__(self, anchored: AnchoredPlates, frames: PlateFrames, device: torch.device) -> None:
        self.box = anchored.box
        self._frames = frames
        self._laid: list[_Laid] = []
        if self.box is None:
            return
        self._ground = on_device(anchored.ground, device)[None]
        matrix = rgb_to_ycbcr()
        self._matrix = on_device(matrix[:, :3], device)
        self._offset = on_device(matrix[:, 3], device)[:, None, None]
        for placed in anchored.plates:
            laid = _laid(placed, self.box, device)
            if laid is not None:
                self._laid.append(laid)

    def compose(self, states: Sequence[tuple[Clock, ...]]) -> Tensor:
        """The touched box with its plates at N states, Y'CbCr codes, float32 (N, 3, h, w)."""
        light = self._ground.repeat(len(states), 1, 1, 1)
        for laid in self._laid:
            clocks = [state[laid.placed.at] for state in states]
            if all(index < 0 for index, _ in clocks):
                continue
            grown = [g / FULL if index >= 0 else 0.0 for index, g in clocks]
            frames = [self._frames(laid.placed.rgba, max(0, index)) for index, _ in clocks]
            keep, add = keep_and_add(torch.stack(frames).permute(0, 3, 1, 2))
            if laid.placed.reflects < 1.0:
                thick = keep**THICKER
                add = add * (laid.placed.reflects * (1 - thick) / (1 - keep + 1e-4))
                keep = thick
            fitted = sample(
                torch.cat([keep, add], dim=1), laid.grid.expand(len(states), -1, -1, -1)
            )
            kept, added = fitted[:, :1], fitted[:, 1:]
            if laid.seen is not None or min(grown) < 1.0:
                share = torch.tensor(grown, device=light.device)[:, None, None, None]
                shows = share if laid.seen is None else laid.seen * share
                kept = (kept - 1) * shows + 1
                added = added * shows
            x, y, w, h = laid.cut
            target = light[:, :, y : y + h, x : x + w]
            target.mul_(kept).add_(added)
        rgb = (encode_srgb(light.clamp_(0.0, 1.0)) * 255.0 + 0.5).floor_()
        colour = torch.einsum("ij,njhw->nihw", self._matrix, rgb)
        return colour.add_(self._offset).round_()

    def write(self, states: Sequence[tuple[Clock, ...]], panel: Pictures, density: int) -> Pictures:
        """A panel with its plates at N states, in memory of their own.

        Args:
            panel: one picture of 1 or 2 times the box's density.
        """
        if self.box is None:
            return panel
        x, y, w, h = (side * density for side in self.box)
        colour = self.compose(states)
        out = panel.repeated(len(states)).own()
        luma, chroma = colour[:, :1], colour[:, 1:]
        if density == 1:
            chroma = functional.avg_pool2d(chroma, 2).round_()
        else:
            luma = functional.interpolate(luma, size=(h, w), mode="bicubic", align_corners=False)
            luma = luma.round_().clamp_(0, 255)
        out.y[:, :, y : y + h, x : x + w] = luma
        out.c[:, :, y // 2 : (y + h) // 2, x // 2 : (x + w) // 2] = chroma
        return out


def _laid(placed: Placed, box: Box, device: torch.device) -> _Laid | None:
    left, top, width, height = box
    x, y, w, h = placed.box
    x0, y0 = max(left, x), max(top, y)
    x1, y1 = min(left + width, x + w), min(top + height, y + h)
    if x1 <= x0 or y1 <= y0:
        return None
    plate_h, plate_w = placed.rgba.shape[1:3]
    step_x, step_y = plate_w / w, plate_h / h
    matrix = np.array(
        [[step_x, 0, (x0 - x + 0.5) * step_x - 0.5], [0, step_y, (y0 - y + 0.5) * step_y - 0.5]]
    )
    grid = grids([matrix], (plate_w, plate_h), (x1 - x0, y1 - y0), device)
    seen: Tensor | None = None
    if placed.seen is not None:
        seen = on_device(placed.seen[y0:y1, x0:x1], device)[None, None]
    return _Laid(placed, (x0 - left, y0 - top, x1 - x0, y1 - y0), grid, seen)


def keep_and_add(rgba: Tensor) -> tuple[Tensor, Tensor]:
    """What plates keep of the picture under them, and what they add: see `plates.blend`.

    Args:
        rgba: (N, 4, h, w) premultiplied linear light.

    Returns:
        float32 (N, 1, h, w) and (N, 3, h, w).
    """
    values = rgba.to(torch.float32)
    light, alpha = values[:, :3], values[:, 3:]
    colour = light / alpha.clamp(min=1e-4)
    over = (colour - KNEE).clamp_(min=0.0)
    rolled = (1 - KNEE) * (1 - torch.exp(over / (KNEE - 1))) + colour.clamp(max=KNEE)
    rolled = torch.minimum(rolled * alpha, light)
    through = torch.exp(rolled - light)  # 1 - what is screened on
    add = rolled * through + (1 - through)
    return (1 - alpha) * through.amin(dim=1, keepdim=True).clamp_(max=1.0), add


def encode_srgb(light: Tensor) -> Tensor:
    """Linear light 0 to 1 to sRGB code (IEC 61966-2-1)."""
    curve = 1.055 * light.pow(1 / 2.4) - 0.055
    return torch.where(light <= 0.0031308, light * 12.92, curve)
